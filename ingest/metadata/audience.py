"""Whom a document speaks to: its addressees (主送机关, GB/T 9704-2012 § 7.3.3), else whom it says it applies to."""

from __future__ import annotations

import re

_ADDRESSEE = re.compile(r"^(?=[^。；\n]{4,300}[：:]$)(?:各|有关|省|市|县|区|中央|国务院|全国|本)[^。；\n]*")
_NO_ADDRESSEE = re.compile(r"如下|下列|以下|应当|符合|条件|包括|提出|意见[：:]$|要求|附件")
_SCOPE = re.compile(r"本(?:办法|细则|规定|措施|政策|意见|指南|方案|条例)适用于(?P<whom>[^。；\n]{2,80})")
_HEAD = 2_000  # characters: the addressees stand between the title and the first heading


def find_audience(text: str) -> str:
    """Return the addressees or the scope as written, "" where the text names neither.

    `各市人民政府，省政府各部门：` gives 各市人民政府，省政府各部门;
    `本办法适用于在本省注册的企业。` gives 在本省注册的企业.
    """
    for paragraph in text[:_HEAD].split("\n"):
        line = paragraph.strip()
        if _ADDRESSEE.match(line) and not _NO_ADDRESSEE.search(line):
            return line.rstrip("：:")
    scope = _SCOPE.search(text)
    return scope["whom"] if scope else ""
