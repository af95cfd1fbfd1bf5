"""Dates of tables: as EDTF, never more exact than they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.tables.dates import Reader, Unread, interval
from legation.values.dates import Dating


@pytest.mark.parametrize(
    ("reader", "cell", "edtf"),
    [
        (Reader(), "2031-02", "2031-02"),
        (Reader(), "2031.0", "2031"),
        (Reader(), "2031-02-03T00:00:00Z", "2031-02-03"),
        (Reader(), "2031?", "2031?"),
        (Reader(precision="year"), "2031-01-01", "2031"),
        (Reader(("%d %B %Y",)), "3 February 2031", "2031-02-03"),
        (Reader(("%m/%Y",)), "02/2031", "2031-02"),
        (Reader(sentinels={"0": "unknown"}), "0", ""),
        (Reader(("edtf",)), "1917-11/1922-12-30", "1917-11/1922-12-30"),
    ],
)
def test_a_cell_is_read_as_far_as_it_goes(reader: Reader, cell: str, edtf: str) -> None:
    """Year, month and day stay what they are."""
    assert reader.read(cell) == edtf


@pytest.mark.parametrize("cell", ["soon", "2031-13", "2031-02-30", "31", "2031-2-3"])
def test_what_is_no_date_is_not_read(cell: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Unread):
        Reader().read(cell)


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (Reader(), "9999-12-31"),
        (Reader(), "0001-01-01"),
        (Reader(("%d.%m.%Y",)), "31.12.2999"),
        (Reader(sentinels={"9999": "open"}), "9999-12-31"),
    ],
)
def test_a_sentinel_year_that_nobody_names_is_no_date(reader: Reader, cell: str) -> None:
    """A year in which nothing can have happened is reported, and no visit takes place in it."""
    with pytest.raises(Unread, match="sentinels"):
        reader.read(cell)


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)), st.integers(-500, 500))
def test_an_interval_is_always_a_date(start: date, days: int) -> None:
    """Whatever the order of two days, what is kept is EDTF, and a wrong order is told."""
    end = start + timedelta(days=days)
    edtf, wrong = interval(start.isoformat(), end.isoformat(), "open")
    assert Dating.parse(edtf).earliest == start
    assert bool(wrong) is (days < 0)
