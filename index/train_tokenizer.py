"""A Unigram tokenizer from counted words: no training, the dictionary's own cuts become the token table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
_LONGEST_WORD = 6  # characters: longer words are rare and better told by their parts


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word, and each single character, stands in the texts."""
    import rjieba  # noqa: PLC0415  loads its dictionary

    segmenter = rjieba.Jieba()
    counts: Counter[str] = Counter()
    for text in texts:
        plain = text.lower()
        counts.update(word for word in segmenter.cut(plain) if len(word) <= _LONGEST_WORD and word.isalnum())
        counts.update(character for character in plain if character.isalnum())
    return counts


def build_tokenizer(counts: Counter[str], size: int) -> Tokenizer:
    """Return a tokenizer of the `size` most frequent words and characters, scored by their log frequency."""
    kept = [(word, count) for word, count in counts.most_common(size - 1) if word.strip()]
    total = sum(count for _, count in kept)
    table = [(UNKNOWN, -20.0), *((word, math.log(count / total)) for word, count in kept)]
    tokenizer = Tokenizer(models.Unigram(table, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    # punctuation and blanks are dropped; digits, Latin letters and Chinese runs stand apart
    runs = Regex(r"[0-9]+|[a-z]+|[\u3400-\u9fff]+")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(runs, behavior="removed", invert=True)
    return tokenizer
