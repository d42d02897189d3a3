"""Second drawings of a character are told from the same character set twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf_twins import find_twins

_PLACES = st.integers(-300, 3000).map(lambda tenth: tenth / 10)
_SEEN = st.tuples(st.sampled_from((20113, 20114)), _PLACES, _PLACES, st.sampled_from((0.0, 0.9, 1.8)))


def _naive(seen: list[tuple[int, float, float, float]]) -> list[bool]:
    """Return which are second drawings, every pair compared."""
    return [
        any(
            reach and before[3] and code == before[0] and abs(x - before[1]) < reach and abs(y - before[2]) < reach
            for before in seen[:at]
        )
        for at, (code, x, y, reach) in enumerate(seen)
    ]


@given(st.lists(_SEEN, max_size=60))
def test_equals_comparing_every_pair(seen: list[tuple[int, float, float, float]]) -> None:
    """Cutting the page into cells leaves out no pair that comparing all of them would find."""
    columns = np.array(seen, np.float64).reshape(-1, 4).T
    again, under = find_twins(columns[0].astype(np.int64), *columns[1:])
    assert again.tolist() == _naive(seen)
    assert bool(under.any()) == bool(again.any())


def test_fake_bold_marks_the_first_drawing() -> None:
    """A character drawn twice with a small shift stays once, and bold; one further on stays."""
    codes = np.array([30465, 30465, 30465])
    again, under = find_twins(codes, np.array([10.0, 10.4, 30.0]), np.array([50.0, 50.0, 50.0]), np.full(3, 1.8))
    assert again.tolist() == [False, True, False]
    assert under.tolist() == [True, False, False]


def test_far_off_and_endless_places_are_no_trouble() -> None:
    """Places far beyond any page share a cell and are still compared."""
    codes = np.array([1, 1, 1])
    again, _ = find_twins(codes, np.array([1e300, 1e300, -1e300]), np.array([0.0, 0.0, 0.0]), np.full(3, 1.0))
    assert again.tolist() == [False, True, False]
