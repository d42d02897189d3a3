"""ZIP containers of XML parts (DOCX, OFD), opened with a guard against bombs and hostile XML."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorruptSourceError, EncryptedSourceError, ResourceLimitError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS = 20_000
MAX_PART = 256 * 1024 * 1024  # bytes unpacked; the XML of a 1,000-page document has some 30 MB
MAX_TOTAL = 1024 * 1024 * 1024
MAX_RATIO = 1_000  # unpacked to packed, for parts over a megabyte; XML reaches 100
MAX_DEPTH = 256  # of nested elements, as libxml2 has it
_BROKEN = (zipfile.BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, RuntimeError)
_ENCRYPTED = 0x1
_MEGABYTE = 1024 * 1024


class Container:
    """An open ZIP file whose parts are read by name; build it with `open_container`."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._name = path.name
        self._archive = archive
        self.names = tuple(archive.namelist())
        self._check()

    def _check(self) -> None:
        infos = self._archive.infolist()
        total = sum(info.file_size for info in infos)
        swollen = [i for i in infos if i.file_size > _MEGABYTE and i.file_size > MAX_RATIO * max(1, i.compress_size)]
        if len(infos) > MAX_PARTS or total > MAX_TOTAL or swollen or any(i.file_size > MAX_PART for i in infos):
            message = f"解压后有 {total / _MEGABYTE:.0f} MB、{len(infos)} 个部件，超出安全上限，疑似压缩炸弹"
            raise ResourceLimitError(self._name, message, advice="请确认文件来源，或用原软件另存一份")
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise EncryptedSourceError(self._name, "文件已加密，需要密码", advice="请先解除密码保护，再重新导入")

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raises CorruptSourceError where it is missing or broken."""
        try:
            with self._archive.open(name) as stream:
                data = stream.read(MAX_PART + 1)
        except KeyError as error:
            raise CorruptSourceError(self._name, f"缺少部件 {name}", advice="请用原软件另存一份") from error
        except _BROKEN as error:
            raise CorruptSourceError(self._name, f"部件 {name} 已损坏", advice="请重新下载") from error
        if len(data) > MAX_PART:
            raise ResourceLimitError(self._name, f"部件 {name} 解压后过大", advice="请确认文件来源")
        return data

    def xml(self, name: str) -> _Element:
        """Return the root of an XML part, entities unresolved. Raises CorruptSourceError or ResourceLimitError."""
        from lxml import etree  # noqa: PLC0415  15 ms that `wence --help` need not wait for

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                message = f"部件 {name} 嵌套超过 {MAX_DEPTH} 层"
                raise ResourceLimitError(self._name, message, advice="请用原软件另存一份") from error
            raise CorruptSourceError(self._name, f"部件 {name} 不是完整的 XML", advice="请重新下载") from error
        return root

    def xml_or_none(self, name: str) -> _Element | None:
        """Return the root of an XML part, None where the file has no such part."""
        return self.xml(name) if name in self.names else None


@contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """Yield the container of a file. Raises CorruptSourceError, EncryptedSourceError or ResourceLimitError."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CorruptSourceError(path.name, "文件已损坏或不完整，无法解开", advice="请重新下载") from error
    with archive:
        yield Container(path, archive)
