"""Lists kept as one array come back as they went in."""

import numpy as np

from index.sequences import Sequences


def test_entries_are_taken_in_the_order_asked_for():
    """Position 2 before 0, each with its own values, the empty entry between them left out."""
    held = Sequences.of([np.array(one, np.uint16) for one in ([1, 2], [], [7, 8, 9])])
    taken = held.take(np.array([2, 0]))
    assert taken.values.tolist() == [7, 8, 9, 1, 2]
    assert taken.starts.tolist() == [0, 3, 5]


def test_entries_are_appended_behind_the_old_ones():
    """What is added keeps its values, and the starts go on from the old end."""
    first, second = (Sequences.of([np.array(one, np.uint16)]) for one in ([4, 5], [6]))
    both = first.extend(second)
    assert (both.values.tolist(), both.starts.tolist(), len(both)) == ([4, 5, 6], [0, 2, 3], 2)


def test_no_entries_are_an_empty_array():
    """An empty list can be extended and counted."""
    assert len(Sequences.of([])) == 0
