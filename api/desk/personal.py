"""Questions are kept without what tells who asked: numbers of people, of phones and of mailboxes."""

from __future__ import annotations

import re

_HIDDEN = "〔已隐去〕"
# why: a resident's number has 18 places (GB 11643), a mobile number 11 from 13 to 19, a landline 7 or 8 after its area.
_PERSONAL = re.compile(
    r"(?<!\d)\d{17}[\dXx](?!\d)"
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)


def without_personal(text: str) -> str:
    """Return the text without numbers of persons and phones and without mail addresses.

    `我的电话13800000000，补贴多少` gives 我的电话〔已隐去〕，补贴多少; `补贴10000000元` stays.
    """
    return _PERSONAL.sub(_HIDDEN, text)
