"""What the refused questions are about: the telling words of the questions, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from api.desk.queue import Queued

_MOST_READ = 300  # questions; reading one takes about a millisecond
_TELLING = 3.6  # of 0.5 to 7: 企业 1.8, 标准 2.5, 补贴 3.4 tell no topic, 就业 3.7, 养老 4.4, 光伏 5.9 do


def topics(queued: Iterable[Queued], limit: int) -> list[tuple[str, int]]:
    """Return the words with the number of refusals, most first.

    `鸵鸟养殖补贴多少`, refused twice, gives 养殖 2, 鸵鸟 2.
    """
    from qa.question import read_question  # noqa: PLC0415  heavy
    from qa.words import content_words, nouns, rarities, rarity  # noqa: PLC0415  heavy

    counts: Counter[str] = Counter()
    known = rarities()
    for one in sorted(queued, key=lambda one: -one.refused)[:_MOST_READ]:
        matter = read_question(one.text).matter
        things = nouns(matter)
        for word in content_words(matter):
            # why: a long word that no policy holds is mostly a piece of two (金能领), a short noun is not
            whole = word in known or (len(word) == 2 and word in things)  # noqa: PLR2004  two characters
            if whole and len(word) > 1 and rarity(word) >= _TELLING:
                counts[word] += one.refused
    found = [(word, count) for word, count in counts.items() if count]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]
