"""The content words of a question, how rare each is, and how far a text covers them.

`word_rarity.tsv` says how rare a word is in laws and policies; `asking_words.tsv` lists the words that only ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import rjieba

# why: a word that no policy of the training texts holds is often merely colloquial, so its weight is capped.
RAREST = 7.0
_UNSEEN = 6.0
# why: what the cutter only guesses to be a word (人进, 建得) is as often none, and says little.
_GUESSED = 2.5
_CONTENT = re.compile(r"[\u3400-\u9fffA-Za-z0-9+.%]+")
# The part-of-speech tags of numerals, measures, pronouns, adverbs, prepositions, conjunctions, particles, times.
_EMPTY_TAGS = frozenset("mqrdpcuyetxok")
# why: tagged as times, adverbs or numerals, yet they say what a clause is about: 青年 whom it serves, 重复 what it
# forbids, 二手 what it may leave out.
_TELLING = frozenset({"青年", "老年", "少年", "中年", "重复", "连续", "单独", "公开", "二手"})
_VERBS = re.compile(r"^[做搞办弄建设用给拿领买卖租开]")
_RANKED = re.compile(r"第.|[类级档等版]$")
_MODAL = re.compile(r"^[能想要来再可会得该应才就都还也又很太后前内里]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ROOM = Path(__file__).parent


@cache
def rarities() -> dict[str, float]:
    """Return ln(passages / passages with the word) of 22,000 words of laws and policies."""
    rows = (line.split("\t") for line in _lines(_ROOM / "word_rarity.tsv"))
    return {word: float(rarity) for word, rarity in rows}


@cache
def asking_words() -> frozenset[str]:
    """Return the words that ask or fill: 怎么, 哪个, 部门, 负责."""
    return frozenset(_lines(_ROOM / "asking_words.tsv"))


@lru_cache(maxsize=50_000)
def rarity(word: str) -> float:
    """Return how much a word says, 0.5 to 7: `企业` 1.8, `农机` 6.5; a long unknown word as its rarest known part."""
    known = rarities().get(word)
    if known is None:
        parts = [rarities().get(part) for part in _segmenter().cut_for_search(word) if part != word]
        known = max((part for part in parts if part is not None), default=_UNSEEN if is_word(word) else _GUESSED)
    single = 0.5 if len(word) == 1 and _HAN.match(word) else 1.0
    return max(0.5, min(RAREST, known)) * single


def is_word(text: str) -> bool:
    """Return whether the cutter's dictionary has the text as one word: 鸵鸟 and VR, not 人进 or 评得."""
    return text.isascii() or _segmenter().cut(text, hmm=False) == [text]


def cut(text: str) -> list[str]:
    """Return the words of `text`, punctuation left out: `给钱吗？` gives 给钱, 吗."""
    return [word for word in _segmenter().cut(text) if _CONTENT.fullmatch(word)]


def content_words(text: str) -> list[str]:
    """Return the words of `text` that say what it is about, once each, in order: `农机补贴归谁管` gives 农机, 补贴.

    Pronouns, adverbs, counts and the like are left out; a modal verb glued to an unknown word is cut off (能领 → 领).
    """
    return list(_content(text))


def nouns(text: str) -> frozenset[str]:
    """Return those of the content words that are nouns: `天河能养狗吗` gives 天河, 狗."""
    return frozenset(word for word, tag in _content(text).items() if tag.startswith("n"))


def _content(text: str) -> dict[str, str]:
    """Return the content words with their part-of-speech tags, in order."""
    tagged = ((_without_modal(word), tag) for word, tag in _segmenter().tag(text) if _CONTENT.fullmatch(word))
    words = ((word, tag) for word, tag in tagged if not _says_nothing(word, tag))
    return {word: tag for word, tag in words if word and word not in asking_words()}


def _says_nothing(word: str, tag: str) -> bool:
    return word not in _TELLING and tag[:1] in _EMPTY_TAGS and not _RANKED.search(word) and not word.isascii()


def _without_modal(word: str) -> str:
    """Return the word without modals, and without a verb glued to a known word: `能领` gives 领, `做算力` 算力."""
    if word in rarities():
        return word
    bare = _MODAL.sub("", word)
    thing = _VERBS.sub("", bare)
    return thing if thing in rarities() and len(thing) > 1 else bare


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of adjoining characters of `text`, punctuation apart: `农机补贴` gives 农机, 机补, 补贴."""
    return frozenset(pair for run in _CONTENT.findall(text) for pair in _pairs(run))


def partial_cover(word: str, text: str) -> float:
    """Return 1 where `text` holds the word, else the share of its character pairs found there, at most 0.6."""
    if word in text:
        return 1.0
    pairs = word_pairs(word)
    return 0.6 * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


@lru_cache(maxsize=50_000)
def word_pairs(word: str) -> tuple[str, ...]:
    """Return the pairs of adjoining characters of a word: `保税区` gives 保税, 税区."""
    return tuple(_pairs(word))


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


@cache
def _segmenter() -> rjieba.Jieba:
    return rjieba.Jieba()


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file if line.strip() and not line.startswith("#"))
