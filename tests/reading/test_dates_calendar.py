"""Parts of a date put together as EDTF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.dates_calendar import edtf, exists, fiscal, months
from legation.values.dates import Dating


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ({"d": "29", "m": "2"}, ""),
        ({"m": "11", "m2": "2"}, "2010-11/2011-02"),
        ({"d": "30", "m": "12", "d2": "2", "m2": "1"}, "2010-12-30/2011-01-02"),
        ({"d": "5", "d2": "5", "m2": "1"}, ""),
        ({"d": "5", "d2": "9", "m2": "1", "and": " and "}, ""),
        ({"y": "2012", "y2": "2011"}, ""),
        ({"q": "ii"}, "2011-04/2011-06"),
        ({"part": "cuối"}, "2011-07/2011-12"),
    ],
)
def test_only_what_the_calendar_has_is_a_date(got: dict[str, str], expected: str) -> None:
    """A range goes forward, over the turn of a year where it must, and no day is made up."""
    assert edtf(got, 2011) == expected


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_day_comes_out_as_it_went_in_or_not_at_all(year: int, month: int, day: int) -> None:
    """A day that is put together can be parsed again; else nothing comes out."""
    told = edtf({"d": str(day), "m": str(month)}, year)
    assert not told or (exists(told) and Dating.parse(told).edtf == told)


def test_months_of_a_fiscal_year_may_lie_in_its_second_half() -> None:
    """April to January of 2018-19 ends in January 2019; a year that does not follow is no date."""
    assert fiscal({"y": "2018", "fy": "19", "mon": "april", "mon2": "january"}) == "2018-04/2019-01"
    assert months({"n": "sáu", "part": "đầu"}) == (1, 6)
