"""Labels, their places, marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.view.pictures.canvas import Box, Canvas, box, clipped, polygon, shape, width

TEXTS = st.text(max_size=60)


@given(TEXTS, st.floats(0, 400))
def test_what_is_clipped_has_room(text: str, room: float) -> None:
    """A clipped text is no wider than its room."""
    assert width(clipped(text, room)) <= room


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(0, 500), TEXTS), max_size=30))
def test_no_label_is_written_on_another(wanted: list[tuple[float, float, str]]) -> None:
    """Whatever is asked for, labels never meet, and each is written or refused."""
    canvas = Canvas(960, 500)
    written = sum(canvas.label(x, y, text) for x, y, text in wanted)
    assert len(canvas.labels) == written
    places = canvas.labels
    assert not any(a.meets(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_hostile_text_is_text() -> None:
    """Markup in a label, a tip or a title stays text; controls are taken away."""
    canvas = Canvas(900, 100)
    evil = '</text><script>alert("1")</script>\u202e'
    canvas.label(0, 20, evil, soft=evil)
    canvas.path("M0 0", "day", evil)
    svg = canvas.svg(evil, evil, "timeline")
    assert "<script" not in svg
    assert svg.count("&lt;script&gt;") == 5
    assert "\u202e" not in svg


def test_anchors_are_respected() -> None:
    """A label grows away from its anchor."""
    start, middle, end = (box(100, 10, "abc", "", side) for side in ("start", "middle", "end"))
    assert start.left == 100 == end.right
    assert (middle.left + middle.right) / 2 == 100


def test_eight_marks_differ_in_shape() -> None:
    """Marks can be told apart without colour."""
    assert len({shape(which, 0, 0) for which in range(8)}) == 8
    assert shape(8, 0, 0) == shape(0, 0, 0)


def test_outlines_are_closed() -> None:
    """A polygon ends where it began."""
    assert polygon([(0, 0), (1.26, -0.04), (0, 3)]) == "M0 0L1.3 0L0 3z"


def test_boxes_that_touch_do_not_meet() -> None:
    """Sharing an edge is no overlap."""
    assert not Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))


def test_letters_of_asia_are_as_wide_as_high() -> None:
    """A Chinese name needs more room than a Latin one of as many letters."""
    assert width("中国") == 24.0
    assert width("Việt") == width("Viet")
