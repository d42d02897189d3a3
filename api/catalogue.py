"""The catalogue filtered and sorted: by region, department, kind, validity, day and words."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from api.schemas.departments import official_name
from corpus.library import Library, Summary

NOWHERE, PLAIN = "未知", "其他"
_EARLIEST = dt.date.min
_Bearers = Mapping[str, frozenset[str]]
_BEARERS: WeakKeyDictionary[Library, tuple[int, _Bearers]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the catalogue is filtered by; an empty value allows all.

    A region allows the places inside it: 云河省 allows 云河省澜州市. `words` must all stand in title, number or
    issuers; `within` is a phrase of the text. A document without a day is outside any range of days.
    """

    words: str = ""
    within: str = ""
    regions: Sequence[str] = ()
    departments: Sequence[str] = ()
    statuses: Sequence[str] = ()
    genres: Sequence[str] = ()
    since: dt.date | None = None
    until: dt.date | None = None


SORTS: Mapping[str, Callable[[Summary], tuple[object, ...]]] = {
    "title": lambda card: (card.title, card.id),
    "newest": lambda card: (-(card.date or _EARLIEST).toordinal(), card.title),
    "oldest": lambda card: ((card.date or dt.date.max).toordinal(), card.title),
    "longest": lambda card: (-card.clauses, card.title),
}


def bearers(library: Library) -> _Bearers:
    """Return the ids of the documents in which each department bears a duty of its own, fresh for the revision."""
    revision = library.revision
    kept = _BEARERS.get(library)
    if kept is None or kept[0] != revision:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for duty in library.responsibilities():
            if duty.inherited_from is None:
                found[official_name(duty)].add(duty.clause_id.partition("/")[0])
        kept = (revision, {name: frozenset(ids) for name, ids in found.items()})
        _BEARERS[library] = kept
    return kept[1]


def choose(library: Library, wanted: Wanted, sort: str = "title") -> list[Summary]:
    """Return the cards that fit, sorted by a key of SORTS."""
    within = library.documents_with(wanted.within) if wanted.within else None
    held = bearers(library)
    bearing = frozenset().union(*(held.get(name, frozenset()) for name in wanted.departments))
    cards = (
        card
        for card in library.summaries()
        if _fits(card, wanted)
        and (within is None or card.id in within)
        and (not wanted.departments or card.id in bearing)
    )
    return sorted(cards, key=SORTS[sort])


def facets(library: Library) -> dict[str, dict[str, int]]:
    """Return for each filter its values with how many documents have them, most first; a region counts its places."""
    cards = library.summaries()
    return {
        "region": _counted(place for card in cards for place in _places(card.region)),
        "status": _counted(card.status for card in cards),
        "genre": _counted(card.genre or PLAIN for card in cards),
        "department": _ranked({name: len(ids) for name, ids in bearers(library).items()}),
    }


def _fits(card: Summary, wanted: Wanted) -> bool:
    text = "".join((card.title, card.number or "", *card.issuers))
    day = card.date
    return (
        all(word in text for word in wanted.words.split())
        and (not wanted.regions or any((card.region or NOWHERE).startswith(one) for one in wanted.regions))
        and (not wanted.statuses or card.status in wanted.statuses)
        and (not wanted.genres or (card.genre or PLAIN) in wanted.genres)
        and (wanted.since is None or (day is not None and day >= wanted.since))
        and (wanted.until is None or (day is not None and day <= wanted.until))
    )


def _places(region: str | None) -> tuple[str, ...]:
    """Return the region and its province: 云河省澜州市 gives 云河省 and 云河省澜州市."""
    if region is None:
        return (NOWHERE,)
    for mark in ("省", "自治区"):
        province, found, inner = region.partition(mark)
        if found and inner:
            return (province + mark, region)
    return (region,)


def _counted(values: Iterable[str]) -> dict[str, int]:
    return _ranked(Counter(values))


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
