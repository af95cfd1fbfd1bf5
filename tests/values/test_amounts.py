"""Numbers by the habits of a language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadAmount
from legation.values.amounts import number, scaled


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.774", "vi", "1774"),
        ("1,774", "vi", "1.774"),
        ("1.774", "en", "1.774"),
        ("1,774", "en", "1774"),
        ("1.234.567,8", "vi", "1234567.8"),
        ("47.5", "vi", "47.5"),
        ("16,3", "en", "16.3"),
        ("ba", "vi", "3"),
        ("Eleven", "en", "11"),
    ],
)
def test_marks_follow_the_language_unless_they_cannot(text: str, language: str, value: str) -> None:
    """A dot groups in Vietnamese and divides in English, unless the groups would be broken."""
    assert number(text, language) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.2.3", "1,2,3", "mười ba mấy", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """Marks that make no sense in any language are an error that names the text."""
    with pytest.raises(BadAmount) as caught:
        number(text, "vi")
    assert str(caught.value) == f"{text!r} is no number; write it as 1234.5"


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_numbers_keep_their_value(value: int) -> None:
    """A whole number grouped by a language's own mark reads back as itself."""
    assert number(f"{value:,}", "en") == value
    assert number(f"{value:,}".replace(",", "."), "vi") == value


def test_scaling_writes_no_exponent() -> None:
    """A figure in millions is written out in full."""
    assert str(scaled(Decimal("1.5"), 9)) == "1500000000"
    assert str(scaled(Decimal("0.5"), 0)) == "0.5"
