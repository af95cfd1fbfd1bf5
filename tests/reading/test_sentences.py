"""Where sentences, headings and items begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.document import Sentence
from legation.reading.sentences import split
from legation.reading.text import nfc, normalise


def _split(text: str, language: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in _sentences(text, language)]


def _sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    return split(text, normalise(text), language)


@pytest.mark.parametrize(
    "text",
    [
        "President A.G. Bold came.",
        "The U.S. President stayed 2.5 days.",
        "Mr. Li and Dr. Oyuun met H.E. Mr. Ch. Tomor at No. 5.",
        "Visits: A (1999); B (2001); C, who came twice (2003).",
    ],
)
def test_no_sentence_ends_inside(text: str) -> None:
    """Initials, abbreviations, decimal points and semicolons end no sentence."""
    assert _split(text) == [text]


def test_and_so_on_ends_a_sentence_before_a_capital() -> None:
    """In Vietnamese "v.v" closes a list; small letters after it go on."""
    text = "Hai bên trao đổi gạo, chè v.v… Sau đó, họ ký. Có gạo v.v. và chè."
    assert _split(text, "vi") == [
        "Hai bên trao đổi gạo, chè v.v…",
        "Sau đó, họ ký.",
        "Có gạo v.v. và chè.",
    ]


def test_an_abbreviated_state_may_end_a_sentence() -> None:
    """A word that opens a sentence decides."""
    assert _split("He flew to the U.S. The talks began.") == [
        "He flew to the U.S.",
        "The talks began.",
    ]


def test_headings_and_items_are_told_apart() -> None:
    """A line that ends with a colon is a heading, also behind the sign of a list."""
    found = _sentences(
        "RELATIONS\n-----\n1. Visits by leaders:\n- Bold (1999)\n+ Oyuun (2001).\nThey went home."
    )
    assert [(s.heading, s.item) for s in found] == [
        (True, False),
        (True, True),
        (False, True),
        (False, True),
        (False, False),
    ]


def test_a_line_broken_in_mid_sentence_is_joined() -> None:
    """Small letters at the beginning of a line continue the line before."""
    text = "The President of Peru came\nto the capital in May.\nHe left."
    assert _split(text) == ["The President of Peru came\nto the capital in May.", "He left."]


@given(st.text(alphabet="Aab .:;\n-1…?", max_size=60))
def test_sentences_are_ordered_and_lose_no_letter(raw: str) -> None:
    """Sentences do not overlap, and every letter lies in one."""
    text = nfc(raw)
    found = _sentences(text)
    for one, other in pairwise(found):
        assert one.end <= other.start
    inside = {n for s in found for n in range(s.start, s.end)}
    lost = [n for n, c in enumerate(text) if c.isalpha() and n not in inside]
    assert lost == [] or all(text[n] == "a" for n in lost)  # "a)" may be the sign of an item


def test_what_has_no_end_is_cut_at_a_seam() -> None:
    """A sentence of any length would be compared with itself; it is cut where it may part."""
    text = "A came in May; " * 500
    found = _split(text)
    assert len(found) > 1
    assert all(len(piece) <= 3_000 and piece.endswith(";") for piece in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_old_line_ends_part_headings_from_text() -> None:
    """A carriage return alone ends a line; two end a paragraph."""
    assert _split("Visits\r- A came in May.\r\rTrade\rIt grew.") == [
        "Visits",
        "A came in May.",
        "Trade",
        "It grew.",
    ]
