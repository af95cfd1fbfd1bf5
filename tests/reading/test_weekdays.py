"""Days told by their names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.weekdays import find

NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(NAMES))
def test_a_day_is_the_last_or_the_next_of_its_name(today: date, name: str) -> None:
    """What was, was within the last week; what will be, will be within the next."""
    past, ahead = (
        date.fromisoformat(find(text, "en", today.isoformat())[0].edtf)
        for text in (f"he came on {name}", f"he will come on {name}")
    )
    assert timedelta(0) <= today - past < timedelta(7)
    assert timedelta(0) <= ahead - today < timedelta(7)
    assert past.weekday() == ahead.weekday() == NAMES.index(name)


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("he left on monday, may 6", "en", []),
        ("he arrived last friday", "en", ["2013-05-10"]),
        ("he arrived on friday last week", "en", ["2013-05-10"]),
        ("talks next week", "en", ["2013-05"]),
        ("talks in two weeks", "en", []),
        ("vào thứ ba, ông đến", "vi", ["2013-05-14"]),
        ("sẽ đến vào thứ sáu", "vi", ["2013-05-17"]),
        ("thứ hai tuần tới", "vi", ["2013-05-20"]),
        ("thứ hai (13/5)", "vi", []),
        ("là đối tác lớn thứ hai, thứ ba", "vi", []),
        ("tuần trước", "vi", ["2013-05"]),
    ],
)
def test_days_and_weeks(text: str, language: str, told: list[str]) -> None:
    """A date of the month beside the name is enough; "thứ hai" alone is an ordinal."""
    assert [m.edtf for m in find(text, language, "2013-05-15")] == told


@pytest.mark.parametrize("issued", ["", "2013", "2013-05", "nonsense!!", "2013-02-30"])
def test_without_the_day_of_the_document_there_is_none(issued: str) -> None:
    """A day that nothing fixes is not invented."""
    assert find("he came on monday last week", "en", issued) == []
