"""Networks of answers: each thing once, wider lines for more rows, nothing left out in silence."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.ask.answers import run
from legation.view.pictures.columns import Given
from legation.view.pictures.ties import ends, ties


def _given(pairs: list[tuple[str, str]]) -> Given:
    rows = " ".join(f"(<urn:x:{a}> <urn:x:{b}>)" for a, b in pairs)
    return Given.of(run(ox.Store(), f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}"))


def test_a_thing_is_drawn_once_and_its_line_is_wider_for_more_rows() -> None:
    """Three rows between two things are one line, wider than that of one row; the table counts them."""
    drawn = ties(
        _given([("a", "b"), ("b", "a"), ("a", "b"), ("a", "c")]), called=lambda iri: iri[-1]
    )
    assert drawn.svg.count('class="seat"') == 3
    widths = [float(w) for w in re.findall(r'stroke-width="([^"]+)"', drawn.svg)]
    assert len(widths) == 2
    assert widths[0] < widths[1]
    assert drawn.table.rows == (("a", "b", "3"), ("a", "c", "1"))
    assert (drawn.drawn, drawn.omitted) == (4, 0)


def test_one_column_of_things_is_no_network() -> None:
    """There is nothing to join, and that is said."""
    one = Given.of(run(ox.Store(), "SELECT * { VALUES ?a { <urn:a> <urn:b> } }"))
    assert ends(one) is None
    assert ties(one).svg == ""
    assert ties(one).omitted == 2


@settings(max_examples=25, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), min_size=1, max_size=30
    )
)
def test_every_row_is_drawn_or_counted(pairs: list[tuple[str, str]]) -> None:
    """The picture is well-formed, the same each time, and rows that join nothing are told."""
    drawn, again = ties(_given(pairs)), ties(_given(pairs[::-1]))
    assert drawn.drawn + drawn.omitted == len(pairs)
    assert drawn.omitted == sum(a == b for a, b in pairs)
    assert drawn.svg == again.svg
    if drawn.svg:
        ET.fromstring(drawn.svg)  # noqa: S314 - our own picture


def test_more_things_than_there_is_room_for_are_left_out_aloud() -> None:
    """Of a hundred things sixty are drawn; the rows of the others are counted in a sentence."""
    drawn = ties(_given([("hub", f"n{i}") for i in range(99)]))
    assert drawn.svg.count('class="seat"') == 60
    assert drawn.drawn == 59
    assert any(note.startswith("40 rows are left out") for note in drawn.notes)


def test_a_hostile_name_stays_text() -> None:
    """A name is never a tag."""
    drawn = ties(_given([("a", "b")]), called=lambda iri: f"<script>{iri[-1]}")
    assert "<script" not in drawn.svg
