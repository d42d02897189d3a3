"""The documents that a document cites in 《》, how it relates to them, and which of them the library holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.model import Span
from ingest.metadata.read import read_number


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document named in 《》; `relation` is 依据, 落实, 废止, 替代, 印发 or 提及, `span` covers name and brackets."""

    name: str
    number: str | None
    relation: str
    span: Span


_RELATIONS = (
    ("废止", re.compile(r"^[^。；]{0,60}(?:同时废止|予以废止|即行废止|自行废止|停止执行|同时失效|废止)")),
    ("替代", re.compile(r"^[^。；]{0,40}(?:不一致的|与本[^。]{1,6}不一致)")),
)
_BEFORE = (
    ("印发", re.compile(r"(?:印发|发布|公布|转发)(?:的|了)?[^。；《》]{0,12}$")),
    ("落实", re.compile(r"(?:贯彻|落实|执行|实施)[^。；]{0,60}$")),
    ("依据", re.compile(r"(?:根据|依据|依照|按照|按|遵照)[^。；]{0,80}$")),
)


def find_cited_documents(text: str) -> tuple[CitedDocument, ...]:
    """Return the documents cited in 《》 with how the text relates to them.

    `根据《甲条例》制定本办法。《乙办法》同时废止。` gives 甲条例 (依据) and 乙办法 (废止).
    """
    found = []
    for hit in re.finditer(r"《((?:[^《》]|《[^《》]*》){2,90})》", text):
        number = re.match(r"\s*[（(]([^（）()]{4,40}号)[)）]", text[hit.end() : hit.end() + 60])
        relation = next((name for name, test in _RELATIONS if test.match(text[hit.end() : hit.end() + 80])), None)
        if relation is None:
            before = text[max(0, hit.start() - 90) : hit.start()]
            relation = next((name for name, test in _BEFORE if test.search(before)), "提及")
        name = "".join(hit[1].split())
        found.append(CitedDocument(name, read_number(number[1]) if number else None, relation, Span(*hit.span())))
    return tuple(found)


def link_citation(cited: CitedDocument, numbers: Mapping[str, str], titles: Mapping[str, str]) -> str | None:
    """Return the id of the cited document where the library holds it, None where it does not.

    `numbers` and `titles` map 文号 and titles to ids. The number decides where one is cited; else the name must be a
    title or stand whole in the title of the notice that sent it out (关于印发《…》的通知).
    """
    if cited.number and cited.number in numbers:
        return numbers[cited.number]
    name = _bare(cited.name)
    if len(name) < _SHORTEST_NAME:
        return None
    found = {known for title, known in titles.items() if _bare(title) == name}
    found = found or {known for title, known in titles.items() if _sends_out(_bare(title), name)}
    return found.pop() if len(found) == 1 else None


_SHORTEST_NAME = 6  # why: 《通知》 or 《办法》 alone names no document


def _sends_out(title: str, name: str) -> bool:
    return bool(re.search(rf"(?:印发|发布|公布|转发)[^《》]{{0,12}}《?{re.escape(name)}》?的", title))


def _bare(title: str) -> str:
    """Return a title without blanks, outer brackets and with one kind of dash."""
    return re.sub(r"[-－–—]+", "-", "".join(title.split())).strip("《》")
