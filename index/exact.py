"""Names that leave nothing to rank: a document's number or 《title》, an article 第X条, a place 十三、（一）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.library import Summary

_NUMERAL = "〇零一二三四五六七八九十百"
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（【]?(?:19|20)\d\d[〕\]］)）】]?第?\d{1,5}号")
_TITLE = re.compile(r"《([^《》]{4,80})》")
_ARTICLE = re.compile(rf"第(?:[{_NUMERAL}]+|\d{{1,3}})条")
_PLACE = re.compile(rf"(?<![{_NUMERAL}])([{_NUMERAL}]+)、?[（(]([{_NUMERAL}]+)[）)]")
_BRACKETS = re.compile(r"[〔〕\[\]［］()（）【】第\s]")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names outright; `places` are ends of clause paths, such as `("十三", "（一）")`."""

    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is named."""
        return bool(self.numbers or self.titles or self.places)


def read_names(text: str) -> Named:
    """Return the documents and places that a question names.

    `云政发〔2025〕3号第12条` gives the number 云政发20253号 (brackets apart) and the place 第十二条.
    """
    numbers = tuple(_bare(found) for found in _NUMBER.findall(text))
    articles = [(_in_words(found),) for found in _ARTICLE.findall(text)]
    places = [(section, f"（{item}）") for section, item in _PLACE.findall(text)]
    return Named(numbers, tuple(_TITLE.findall(text)), (*articles, *places))


def documents_named(named: Named, catalogue: Iterable[Summary]) -> frozenset[str]:
    """Return the ids of the documents whose number or title the question names; a title may be named in part."""
    return frozenset(card.id for card in catalogue if _is_named(card, named))


def places_of(clause_ids: Sequence[str]) -> dict[str, list[int]]:
    """Return for every part of a path (第十二条, 十三) the positions of the clauses that have it, ascending."""
    places: dict[str, list[int]] = {}
    for position, one in enumerate(clause_ids):
        for part in one.split("/")[1:]:
            places.setdefault(part, []).append(position)
    return places


def positions_named(
    named: Named, documents: frozenset[str], clause_ids: Sequence[str], places: Mapping[str, Sequence[int]]
) -> frozenset[int]:
    """Return the positions of the clauses that stand at a named place, in the named documents if there are any.

    `places` is what `places_of` says of the clause ids.
    """
    found: set[int] = set()
    for place in named.places:
        for position in places.get(place[0], ()):
            document, _, path = clause_ids[position].partition("/")
            if (not documents or document in documents) and _stands_at(path, place):
                found.add(position)
    return frozenset(found)


def _stands_at(path: str, place: tuple[str, ...]) -> bool:
    parts = path.split("/")
    return any(tuple(parts[start : start + len(place)]) == place for start in range(len(parts)))


def _is_named(card: Summary, named: Named) -> bool:
    number = _bare(card.number) if card.number else ""
    by_number = bool(number) and any(one.endswith(number) for one in named.numbers)
    return by_number or any(one in card.title or card.title in one for one in named.titles if card.title)


def _bare(number: str) -> str:
    return _BRACKETS.sub("", number)


def _in_words(article: str) -> str:
    """Return 第12条 as 第十二条; what is in words already stays."""
    digits = article[1:-1]
    if not digits.isascii():
        return article
    hundreds, rest = divmod(int(digits), 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    words += "零" if hundreds and not tens and ones else ""
    words += f"{_DIGITS[tens]}十" if tens > 1 or (hundreds and tens) else "十" * tens
    return f"第{words}{_DIGITS[ones] if ones else ''}条"
