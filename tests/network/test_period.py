"""Periods of networks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadDate, BadParameter
from legation.network.period import Period


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """The sentence names both dates."""
    with pytest.raises(BadDate, match=r"^1990 is before 1999; --since comes first$"):
        Period.read("1999", "1990")


def test_a_fact_belongs_to_a_period_that_it_may_have_happened_in() -> None:
    """A date that spans the border counts, one that is known to lie outside does not."""
    nineties = Period.read("1990", "1999")
    assert nineties.holds("1999-12-01", "2000-01-31")
    assert nineties.holds("", "1990-01-01")
    assert nineties.holds("1995-01-01", "")
    assert not nineties.holds("2000-01-01", "2000-01-01")
    assert not nineties.holds("", "1989-12-31")


def test_what_has_no_date_is_in_no_period_that_is_named() -> None:
    """Without a period everything counts."""
    assert not Period("1000-01-01", "").holds("", "")
    assert Period().holds("", "")


@given(st.integers(1500, 2000), st.integers(0, 90), st.integers(1, 30))
def test_steps_cover_a_period_without_gap_or_overlap(first: int, length: int, years: int) -> None:
    """Each step begins the day after the one before it ends."""
    from datetime import date, timedelta

    whole = Period.read(str(first), str(first + length))
    steps = list(whole.steps(years))
    assert (steps[0].since, steps[-1].until) == (whole.since, whole.until)
    for one, following in pairwise(steps):
        after = date.fromisoformat(one.until) + timedelta(days=1)
        assert following.since == after.isoformat()


def test_steps_may_begin_on_a_leap_day() -> None:
    """A year that has no such day begins the next on the first of March."""
    steps = Period("2000-02-29", "2003-06-30").steps(1)
    assert [str(step) for step in steps] == [
        "2000-02-29/2001-02-28",
        "2001-03-01/2002-02-28",
        "2002-03-01/2003-02-28",
        "2003-03-01/2003-06-30",
    ]


def test_an_open_period_has_no_steps() -> None:
    """The hint shows how it is asked."""
    with pytest.raises(
        BadParameter, match=r"^change over time needs a first and a last year"
    ) as problem:
        list(Period("1990-01-01", "").steps(10))
    assert "--every 10" in str(problem.value.hint)
