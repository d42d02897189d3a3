"""Who issued a document: from the page's own key-value block, the title, the red head, or the signature."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.patterns import is_organ_line

_HINTS = ("发文机关", "发布机构", "发布机关", "制定机关", "发文单位", "公布机关", "issuer")
_TITLE_ISSUER = re.compile(r"^(.{2,60}?)(?:关于|印发|转发|公布)")
_RED_HEAD = re.compile(r"^(.{2,60}?)文件$")
_SHARED = re.compile(r"等\s*[\d一二三四五六七八九十两]{1,3}\s*(?:个)?(?:部门|单位|部委|厅局)$")
_STAMP = re.compile(r"[（(][^（）()]*(?:代章|盖章|公章)[)）]")


def find_issuers(title: str, head: str, tail: str, hints: Mapping[str, str]) -> tuple[str, ...]:
    """Return the issuing organs, the first of them leading; empty where the document names none.

    `云河省商务厅等5部门关于…的意见` gives (云河省商务厅等5部门,): the others stand only in the signature.
    """
    stated = next((value for name in _HINTS if (value := hints.get(name, "").strip())), "")
    signed = _from_lines(tail) or _from_lines(head)
    named = _from_title(title)
    if stated:
        return _split(stated)
    if named and (not signed or len(named) >= len(signed) or not _SHARED.search(named[0])):
        return named
    return signed or named or _from_red_head(head)


def _from_title(title: str) -> tuple[str, ...]:
    hit = _TITLE_ISSUER.match(title)
    if not hit:
        return ()
    name = hit[1].strip()
    if _SHARED.search(name):
        return (re.sub(r"\s", "", name),)
    names = _split(name)
    return names if all(is_organ_line(one) for one in names) else ()


def _from_lines(text: str) -> tuple[str, ...]:
    """Return the signing organs: the lines of the text that are organs and nothing else."""
    names: list[str] = []
    for line in text.split("\n"):
        bare = _STAMP.sub("", line).strip()
        if bare and is_organ_line(bare) and not re.match(r"抄送|各|附", bare):
            names += re.split(r"\s{2,}|　+|(?<=[厅局委会部])\s(?=[\u4e00-\u9fff]{4})", bare)
    return tuple(dict.fromkeys(re.sub(r"\s", "", name) for name in names if name.strip()))


def _from_red_head(head: str) -> tuple[str, ...]:
    for line in head.split("\n"):
        if hit := _RED_HEAD.match(re.sub(r"\s", "", line)):
            return (hit[1],)
    return ()


def _split(names: str) -> tuple[str, ...]:
    parts = re.split(r"[、，,；;]|\s+", names.strip())
    return tuple(dict.fromkeys(part for part in parts if part))
