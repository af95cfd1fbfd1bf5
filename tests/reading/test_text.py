"""The normal form of a text, and the metadata in its first lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.text import header, nfc, normalise


@given(st.text())
def test_the_normal_form_is_as_long_as_the_text(raw: str) -> None:
    """Every offset of the normal form is an offset of the text."""
    text = nfc(raw)
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet="hoàáảãạòóỏõọuỳúyqtn -", max_size=30))
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    """The placement of tone marks is stable."""
    once = normalise(nfc(raw))
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cộng hoà", "cộng hòa"),
        ("thoả thuận", "thỏa thuận"),
        ("Uỷ ban", "ủy ban"),
        ("sức khoẻ", "sức khỏe"),
        ("thuý", "thúy"),
        ("hòan toàn", "hoàn toàn"),
        ("qúy", "quý"),
        ("a\u00a0–\u202fb", "a - b"),
        ("“x” ‘y’", "\"x\" 'y'"),
    ],
)
def test_two_ways_to_write_one_word_meet(one: str, other: str) -> None:
    """Old and new placement of the tone mark, dashes, quotes and spaces fall together."""
    assert normalise(one) == normalise(other)


def test_a_closed_syllable_keeps_its_tone_on_the_second_vowel() -> None:
    """The mark moves in open syllables only."""
    assert normalise("Hoàng toán thuỷ") == "hoàng toán thủy"


def test_header_lines_end_where_the_text_begins() -> None:
    """A number sign later in the text is no metadata."""
    text = "# date: 2009-04\n# Text policy: quote\n\nBody.\n# not: this\n"
    told, start = header(text)
    assert told == {"date": "2009-04", "text-policy": "quote"}
    assert text[start:].startswith("\nBody.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_header_lines_end_in_any_line_end(end: str) -> None:
    """Files of all systems begin with the same metadata."""
    text = end.join(["# date: 2009-04 ", "# publisher: A desk", "Body."])
    told, start = header(text)
    assert told == {"date": "2009-04", "publisher": "A desk"}
    assert text[start:] == "Body."


@given(st.text(alphabet="ae\u0301\u0323\u0302\u0327\u034f ", min_size=60, max_size=120))
def test_stacks_of_marks_are_composed_as_unicode_does(raw: str) -> None:
    """The order of many marks is found in another way, with the same result."""
    assert nfc(raw) == unicodedata.normalize("NFC", raw)
