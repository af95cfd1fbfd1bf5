"""Days from left to right."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.view.pictures.timescale import TimeScale, around

DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))


@given(DAYS, DAYS, st.lists(DAYS, min_size=2))
def test_later_is_never_further_left(one: date, other: date, days: list[date]) -> None:
    """Places are monotone in days."""
    low, high = sorted((one.toordinal(), other.toordinal()))
    scale = around(low, high, 0, 900)
    places = [scale.x(day.toordinal()) for day in sorted(days)]
    assert places == sorted(places)


@given(DAYS, DAYS)
def test_there_are_some_dates_at_the_axis_and_not_too_many(one: date, other: date) -> None:
    """Between one and fourteen dates are written, from left to right."""
    low, high = sorted((one.toordinal(), other.toordinal()))
    ticks = around(low, high, 0, 900).ticks()
    assert len(ticks) <= 14
    assert [x for x, _ in ticks] == sorted({x for x, _ in ticks})


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (date(2004, 1, 20), "1 Jan 2004"),
        (date(2004, 10, 1), "January 2004"),
        (date(2030, 1, 1), "2005"),
    ],
)
def test_dates_at_the_axis_are_as_fine_as_the_time_is_short(last: date, told: str) -> None:
    """A fortnight has days, a year months, decades years."""
    scale = TimeScale(date(2004, 1, 1).toordinal(), last.toordinal(), 0, 900)
    assert scale.ticks()[0][1] == told
