"""A client may write so often and no oftener."""

from api.pace import Pace


def test_a_client_waits_until_its_first_time_is_over():
    """Two in ten seconds: the third waits until the first is ten seconds old; others go on meanwhile."""
    now = 0.0
    pace = Pace(2, 10, clock=lambda: now)
    assert [pace.admit("甲"), pace.admit("甲"), pace.admit("甲"), pace.admit("乙")] == [True, True, False, True]
    now = 9.9
    assert not pace.admit("甲")
    now = 10.0
    assert [pace.admit("甲"), pace.admit("甲"), pace.admit("甲")] == [True, True, False]


def test_what_is_refused_does_not_count():
    """Who keeps knocking is let in as early as who waits."""
    now = 0.0
    pace = Pace(1, 10, clock=lambda: now)
    assert pace.admit("甲")
    for now in (2.0, 4.0, 9.0):  # noqa: B007  the clock
        assert not pace.admit("甲")
    now = 10.0
    assert pace.admit("甲")
