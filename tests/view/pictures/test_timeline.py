"""A line of time."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.view.pictures.canvas import Box
from legation.view.pictures.timeline import Event, timeline
from pictured import classes, crossed, labels, outside, root

EDTF = st.sampled_from(
    [
        "2004-05-03",
        "2004-05",
        "2004",
        "1997~",
        "2001?",
        "199X",
        "2003-10/",
        "../1988-02-03",
        "2004-05-03/2004-05-09",
        "2003/2005",
        "2004-02-28/2004-03",
        "",
        "soon",
        "2004-13",
    ]
)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz <&\"'ệ中", max_size=50)
EVENTS = st.builds(
    Event,
    date=EDTF,
    label=WORDS,
    lane=st.sampled_from(["", "visits", "agreements & <treaties>"]),
    status=st.sampled_from(["", "held", "planned", "cancelled"]),
)


def _marks(*dates: str, **more: str) -> list[str]:
    drawn = timeline([Event(one, "x", **more) for one in dates])
    marks = {"day", "some", "span", "open", "tip"}
    key = drawn.svg.index("translate(22") if "translate(22" in drawn.svg else len(drawn.svg)
    found = re.findall(r'<path class="([^"]+)"', drawn.svg[:key])
    return [name for name in found if name.split()[0] in marks]


@pytest.mark.parametrize(
    ("date", "marks"),
    [
        ("2004-05-03", ["day"]),
        ("2004-05", ["some"]),
        ("2004", ["some"]),
        ("2004-05-03/2004-05-09", ["span"]),
        ("2003/2005", ["some", "span"]),
        ("1997~", ["some unsure"]),
        ("2003-10/", ["some", "open", "tip"]),
        ("../1988-02-03", ["some", "open", "tip"]),
    ],
)
def test_the_mark_shows_how_exact_a_date_is(date: str, marks: list[str]) -> None:
    """A day is a point, what is known less exactly a pale bar, what lasted a solid one."""
    assert _marks(date) == marks


def test_what_is_planned_is_hollow() -> None:
    """A plan is no fact, nor is what was called off."""
    assert _marks("2004-05-03", status="planned") == ["day hollow"]
    assert _marks("2004", status="cancelled") == ["some hollow"]
    assert _marks("2004-05-03", status="held") == ["day"]


def test_first_and_last_possible_day_make_a_pale_bar() -> None:
    """Two bounds are no claim that something lasted from one to the other."""
    drawn = timeline([Event("2004-05-03", "x", last="2004-06-01")])
    assert 'class="some"' in drawn.svg
    assert 'class="span"' not in drawn.svg


@given(st.lists(EVENTS, max_size=40))
def test_labels_never_overlap_and_every_row_is_drawn_or_counted(events: list[Event]) -> None:
    """Whatever the rows are, names do not meet, and none is lost in silence."""
    drawn = timeline(events)
    assert drawn.drawn + drawn.omitted == len(events)
    assert len(drawn.table.rows) == len(events)
    if not drawn.svg:
        assert drawn.drawn == 0
        return
    assert crossed(drawn) == []
    assert outside(drawn) == []
    groups = [g for g in root(drawn).iter("{http://www.w3.org/2000/svg}g") if len(g) > 1]
    assert len(groups) >= drawn.drawn


@given(st.lists(st.dates(), min_size=2, max_size=20))
def test_later_events_never_stand_further_left(days: list[object]) -> None:
    """Places of marks are monotone in dates."""
    drawn = timeline(Event(str(day), "") for day in days)
    places = {
        title.text: float(re.search(r"M(-?[\d.]+)", path.get("d", ""))[1])  # type: ignore[index]
        for group in root(drawn).iter("{http://www.w3.org/2000/svg}g")
        if (title := group.find("{http://www.w3.org/2000/svg}title")) is not None
        and (path := group.find("{http://www.w3.org/2000/svg}path")) is not None
    }
    from legation.view.labels import when

    ordered = [places[when(str(day))] for day in sorted(set(map(str, days)))]
    assert all(after >= before - 0.2 for before, after in pairwise(ordered))


def test_many_rows_lose_their_names_and_more_are_counted_by_year() -> None:
    """Beyond ninety rows the table has the names, beyond six hundred a bar is a year."""
    some = timeline(Event(f"{1900 + n % 100}-05-03", f"row {n}", "visits") for n in range(200))
    assert some.notes[1] == "Too many to name each in the picture: the table names them."
    assert classes(some).count("day") == 200 + 1  # and one in the key
    many = timeline(Event(f"{1900 + n % 100}-05-03", f"row {n}", "visits") for n in range(700))
    assert classes(many).count("span") == 100
    assert many.drawn == 700
    assert any("700" in told and "at most 7 in a year (1900)" in told for told, _ in labels(many))


def test_what_cannot_be_counted_by_year_is_left_out_aloud() -> None:
    """A decade begins in no certain year."""
    rows = [Event("2001-02-03", "x", "visits")] * 700 + [Event("199X", "x", "visits")]
    drawn = timeline(rows)
    assert (drawn.drawn, drawn.omitted) == (700, 1)
    assert "1 left out: not known to the year" in drawn.notes


def test_an_empty_line_of_time_says_so() -> None:
    """Without a date there is no picture, but the table."""
    drawn = timeline([Event("", "x")], language="vi")
    assert drawn.svg == ""
    assert drawn.notes == ("Không có gì để vẽ", "1 không vẽ: không có thời gian")


def test_the_same_rows_make_the_same_picture_in_any_order() -> None:
    """Output is deterministic, whatever the order in which rows of one lane came."""
    rows = [Event("2004", "b"), Event("2004-05-03", "a"), Event("2001~", "c", status="planned")]
    assert timeline(rows).svg == timeline(rows[::-1]).svg


def test_the_date_in_a_label_is_told_once() -> None:
    """Labels of facts end in their date; beside it the date is told in words."""
    drawn = timeline([Event("2004-05", "A visit (2004-05)")])
    assert [told for told, _ in labels(drawn) if "visit" in told] == ["A visit May 2004"]


def test_lanes_have_headings_and_the_nameless_lane_comes_last() -> None:
    """Each lane is named with how many it holds."""
    drawn = timeline([Event("2001", "x"), Event("2002", "y", "visits")])
    heads = [told for told, place in labels(drawn) if " · " in told and isinstance(place, Box)]
    assert heads == ["visits · 1", "not stated · 1"]
