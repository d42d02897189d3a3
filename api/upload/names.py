"""What an uploaded file is called here: its name is whatever somebody sent."""

from __future__ import annotations

import unicodedata

_MOST_BYTES = 180  # a file name may have 255 bytes, and a Chinese character takes three
_LONGEST_SUFFIX = 10  # characters, the dot among them
_RESERVED = frozenset('<>:"|?*')
UNNAMED = "未命名"


def clean_name(name: str) -> str:
    r"""Return a name that is a file's only: no folders, no control or direction characters, never empty, not too long.

    `clean_name("../../etc/关于\u202e的通知?.pdf") == "关于的通知_.pdf"`; a name that hides a file loses its dot.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = (one for one in unicodedata.normalize("NFC", last) if not unicodedata.category(one).startswith("C"))
    plain = "".join("_" if one in _RESERVED else one for one in shown).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) >= _LONGEST_SUFFIX:
        stem, dot, suffix = plain, "", ""
    return (_cut(stem.strip(" .")) or UNNAMED) + dot + suffix.strip()


def _cut(stem: str) -> str:
    return stem.encode()[:_MOST_BYTES].decode(errors="ignore").strip()
