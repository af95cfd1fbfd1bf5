"""Text without orders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.values.calm import calm, on_one_line


@given(st.text())
def test_nothing_is_lost_but_controls(text: str) -> None:
    """What is left stands in its order and needs no second cleaning."""
    left = calm(text)
    assert calm(left) == left
    assert [c for c in text if c.isalnum()] == [c for c in left if c.isalnum()]
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(left)


def test_vietnamese_stays_whole() -> None:
    """Combining marks are letters, not controls."""
    assert calm("Tha\u0302\u0301y\tĐ\n") == "Tha\u0302\u0301y\tĐ\n"


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    """Whatever breaks lines is gone."""
    assert len(on_one_line(text).splitlines()) <= 1
