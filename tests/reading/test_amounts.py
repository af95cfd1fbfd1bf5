"""Amounts in running text."""

from __future__ import annotations

import pytest

from legation.reading.amounts import find
from legation.reading.text import normalise


def _all(text: str, language: str) -> list[tuple[str, str, int, str, bool]]:
    return [
        (text[a.start : a.end], str(a.value), a.multiplier, a.unit, a.approximate)
        for a in find(normalise(text), language)
    ]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("đạt 23,4 triệu đô la Mỹ", "vi", ("23,4 triệu đô la Mỹ", "23.4", 6, "USD", False)),
        ("đạt gần 700 triệu USD", "vi", ("700 triệu USD", "700", 6, "USD", True)),
        ("hơn một tỷ USD", "vi", ("một tỷ USD", "1", 9, "USD", True)),
        ("US$12 billion", "en", ("US$12 billion", "12", 9, "USD", False)),
        ("nearly €3.5 million", "en", ("€3.5 million", "3.5", 6, "EUR", True)),
        ("20 triệu rúp", "vi", ("20 triệu rúp", "20", 6, "RUB", False)),
        ("tăng 12,5%", "vi", ("12,5%", "12.5", 0, "%", False)),
        ("up 12.5 per cent", "en", ("12.5 per cent", "12.5", 0, "%", False)),
        ("gấp 3 lần", "vi", ("3 lần", "3", 0, "times", False)),
        ("khoảng 1.500 người", "vi", ("1.500 người", "1500", 0, "persons", True)),
        ("40 Peruvian students", "en", ("40 Peruvian students", "40", 0, "persons", False)),
    ],
)
def test_amounts_are_read_as_written(
    text: str, language: str, wanted: tuple[str, str, int, str, bool]
) -> None:
    """An amount keeps its words, value, power of ten and unit, and whether it is approximate."""
    assert _all(text, language) == [wanted]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ngày 3/9/1975", "vi"),
        ("13 hiệp định", "vi"),
        ("hai nước đạt thoả thuận", "vi"),
        ("3 đồng chí", "vi"),
        ("in 2012", "en"),
        ("article 5.3.1", "en"),
        ("a field of 5 m", "en"),
        ("năm 2018 lần lượt", "vi"),
    ],
)
def test_bare_numbers_are_no_amounts(text: str, language: str) -> None:
    """Dates, counts of things and numbers of paragraphs have no unit and are left alone."""
    assert _all(text, language) == []


def test_a_word_that_ends_in_estimate_makes_nothing_approximate() -> None:
    """The word "nước" ends like the word for an estimate and is none."""
    assert not _all("kim ngạch hai nước đạt 5 triệu USD", "vi")[0][4]


@pytest.mark.parametrize(
    ("text", "language", "value", "power"),
    [
        ("$450m", "en", "450", 6),
        ("US$ 1.2b", "en", "1.2", 9),
        ("half a billion dollars", "en", "0.5", 9),
        ("10tr USD", "vi", "10", 6),
        ("nửa tỷ USD", "vi", "0.5", 9),
        ("2 tỷ rưỡi USD", "vi", "2.5", 9),
        ("5 triệu đô", "vi", "5", 6),
    ],
)
def test_short_forms_and_halves(text: str, language: str, value: str, power: int) -> None:
    """Beside a currency a letter is a power of ten, and halves count."""
    (told,) = find(normalise(text), language)
    assert (str(told.value), told.multiplier, told.unit) == (value, power, "USD")


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("đạt 1,2 - 1,5 tỷ usd", "vi", []),
        ("từ 5 đến 7 triệu usd", "vi", []),
        ("between $2 and $3 billion", "en", []),
        ("$1.2-1.5 billion", "en", []),
        ("grew from 2 to 3 billion usd", "en", ["3"]),
        ("từ 5 triệu đến 7 triệu usd", "vi", ["5", "7"]),
        ("năm 2010 - 5 triệu usd", "vi", ["5"]),
    ],
)
def test_a_range_is_no_figure(text: str, language: str, values: list[str]) -> None:
    """Neither end of a range is what is stated; what grew from one figure to another stands at it."""
    assert [str(a.value) for a in find(text, language)] == values
