"""Dates: bounds contain what is stated, comparisons admit what is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadDate
from legation.values.dates import Dating, Verdict, day

DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))


def _closed() -> st.SearchStrategy[str]:
    one = st.builds(lambda d, cut: d.isoformat()[:cut], DAYS, st.sampled_from([4, 7, 10]))
    two = st.builds(lambda a, b: f"{min(a, b).isoformat()}/{max(a, b).isoformat()}", DAYS, DAYS)
    return st.one_of(one, two)


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_bounds_contain_the_date_they_were_cut_from(exact: date, cut: int) -> None:
    """A date cut to its month or year keeps the day within its bounds."""
    dating = Dating.parse(exact.isoformat()[:cut])
    assert dating.earliest is not None
    assert dating.latest is not None
    assert dating.earliest <= exact <= dating.latest
    assert dating.dated


@given(_closed())
def test_bounds_agree_with_the_edtf_library(text: str) -> None:
    """For closed dates the bounds are those of the package edtf."""
    from edtf import parse_edtf

    parsed, dating = parse_edtf(text), Dating.parse(text)
    assert dating.earliest == date(*parsed.lower_strict()[:3])
    assert dating.latest == date(*parsed.upper_strict()[:3])


@given(_closed())
def test_a_date_refines_itself_and_lies_within_itself(text: str) -> None:
    """Refinement is reflexive, and what is known of a date lies within it."""
    dating = Dating.parse(text)
    assert dating.refines(dating)
    assert dating.during(dating) is Verdict.CERTAIN


@given(_closed(), _closed(), _closed())
def test_refinement_is_transitive(one: str, two: str, three: str) -> None:
    """A finer form of a finer form is a finer form."""
    a, b, c = map(Dating.parse, (one, two, three))
    if a.refines(b) and b.refines(c):
        assert a.refines(c)


@given(DAYS, st.integers(1, 400))
def test_dates_apart_are_never_within_each_other(start: date, gap: int) -> None:
    """What ends before a period begins is not within it."""
    after = Dating.parse((start + timedelta(gap)).isoformat())
    assert Dating.parse(start.isoformat()).during(after) is Verdict.NO


@pytest.mark.parametrize("text", ["2003-10/", "2003-10/.."])
def test_an_open_end_has_no_bound(text: str) -> None:
    """An open or unknown end gives no bound, and no year is made up for it."""
    dating = Dating.parse(text)
    assert (dating.earliest, dating.start_by) == (date(2003, 10, 1), date(2003, 10, 31))
    assert (dating.end_from, dating.latest) == (None, None)
    assert dating.precision == "month"
    assert not dating.dated


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1997", "year"),
        ("1997-04", "month"),
        ("2008-04-07", "day"),
        ("199X", "range"),
        ("/1998", "open"),
    ],
)
def test_precision_is_told_by_the_start(text: str, precision: str) -> None:
    """The precision of a date is that of its start."""
    assert Dating.parse(text).precision == precision


def test_two_days_and_some_day_of_a_month_do_not_look_alike() -> None:
    """The days 2008-04-07/2008-04-08 are exact, the month 2008-04 is not."""
    assert Dating.parse("2008-04-07/2008-04-08").exact
    assert not Dating.parse("2008-04").exact


def test_qualified_dates_keep_their_text() -> None:
    """A date marked as uncertain keeps its mark and has the bounds of the date."""
    dating = Dating.parse("1992~")
    assert dating.edtf == "1992~"
    assert dating.earliest == date(1992, 1, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("spring", "'spring' is no date; write 1997, 1997-04, 1997-04-28 or 1997-04/1997-06"),
        ("2008-13", "'2008-13' is no date of the calendar; check day and month"),
        ("2009-02-29", "'2009-02-29' is no date of the calendar; check day and month"),
        ("2009/2008", "'2009/2008' runs backwards; the earlier date stands first"),
        ("../..", "'../..' is no date: both ends are open; leave the date out instead"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    """A wrong date says what is wrong and how to write it."""
    with pytest.raises(BadDate) as caught:
        Dating.parse(text)
    assert str(caught.value) == sentence


def test_day_wants_a_whole_day() -> None:
    """A month is no day."""
    with pytest.raises(BadDate, match="'2008-04' is no day; write it as 2008-04-07"):
        day("2008-04")


@pytest.mark.parametrize(("text", "precision"), [("9999", "year"), ("9999-12", "month")])
def test_the_last_year_has_a_precision(text: str, precision: str) -> None:
    """The calendar ends with the year 9999."""
    assert Dating.parse(text).precision == precision
