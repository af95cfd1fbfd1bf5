"""A map of flows."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.view.pictures import flows as module
from legation.view.pictures.flows import Flow, flows_map
from legation.view.pictures.globe import seats
from pictured import STATE, classes, crossed, labels, outside, root

STATES = sorted(iri for iri in seats() if iri.startswith(STATE))
FLOWS = st.builds(
    Flow,
    st.sampled_from([*STATES, STATE + "gph-1"]),
    st.sampled_from(STATES),
    st.one_of(st.integers(-1, 10**6).map(Decimal), st.decimals()),
    st.booleans(),
)


@settings(max_examples=25)
@given(st.lists(FLOWS, max_size=40))
def test_names_never_overlap_and_every_flow_is_drawn_or_counted(rows: list[Flow]) -> None:
    """Whatever the flows are, names do not meet, and none is lost in silence."""
    drawn = flows_map(rows)
    assert drawn.drawn + drawn.omitted == len(rows) == len(drawn.table.rows)
    if drawn.svg:
        assert crossed(drawn) == []
        assert outside(drawn) == []
        scale = [path for path in classes(drawn) if path == "arc"]
        assert drawn.drawn < len(scale) <= drawn.drawn + 3


def test_wider_is_more() -> None:
    """The width of a line is its number, of the greatest the widest."""
    rows = [Flow(STATE + "PER", STATE + to, Decimal(n)) for to, n in (("MNG", 10), ("BTN", 5))]
    drawn = root(flows_map(rows))
    arcs = [p for p in drawn.iter("{http://www.w3.org/2000/svg}path") if p.get("class") == "arc"]
    assert [float(arc.get("stroke-width", "0")) for arc in arcs[:2]] == [4.5, 9.0]


def test_the_disclaimer_is_always_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No map goes without it, in either language, with land or without."""
    row = [Flow(STATE + "PER", STATE + "MNG", Decimal(1))]
    told = "Boundaries shown imply no position on the legal status of any territory."
    assert told in flows_map(row).notes
    assert any(
        "không hàm ý bất kỳ quan điểm nào" in note for note in flows_map(row, "", "vi").notes
    )
    monkeypatch.setattr(module, "land", tuple)
    bare = flows_map(row)
    assert (
        "No land is drawn: this install has no outlines of land, only the graticule." in bare.notes
    )
    assert told in bare.notes


def test_land_is_drawn_where_the_install_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outlines are those of the bundle, and the caption says whose."""
    island = ((-75.0, -15.0), (-70.0, -15.0), (-70.0, -10.0), (-75.0, -10.0))
    monkeypatch.setattr(module, "land", lambda: (island,))
    drawn = flows_map([Flow(STATE + "PER", STATE + "MNG", Decimal(1))])
    assert classes(drawn).count("land") == 1
    assert "Coastlines only: Natural Earth, 1:110 million." in drawn.notes


def test_what_has_no_place_is_named_and_counted() -> None:
    """A state that the reference does not know is not put anywhere."""
    drawn = flows_map([Flow(STATE + "gph-681", STATE + "MNG", Decimal(1))])
    assert drawn.svg == ""
    assert drawn.notes[-1] == "1 left out, for want of a known place: gph-681"


def test_nothing_flows_no_way() -> None:
    """A number that is none, or not above nought, has no width and is counted."""
    numbers = (Decimal("NaN"), Decimal("-Infinity"), Decimal(0), Decimal(-3), Decimal(2))
    drawn = flows_map(Flow(STATE + "PER", STATE + "MNG", number) for number in numbers)
    assert (drawn.drawn, drawn.omitted) == (1, 4)
    assert "4 left out: no number above nought" in drawn.notes


def test_a_flow_within_one_place_is_a_ring() -> None:
    """Two polities with one seat have a flow that can be seen."""
    drawn = flows_map([Flow(STATE + "SUN", STATE + "RUS", Decimal(2))])
    assert drawn.drawn == 1
    assert 'class="arc"' in drawn.svg
    assert {told for told, _ in labels(drawn)} >= {"Soviet Union", "Russia"}


def test_names_are_in_the_language_of_the_reader() -> None:
    """Labels, tips and the table are told in Vietnamese."""
    drawn = flows_map([Flow(STATE + "JPN", STATE + "USA", Decimal(2))], "", "vi")
    assert {"Nhật Bản", "Hoa Kỳ"} <= {told for told, _ in labels(drawn)}
    assert drawn.table.rows == (("Nhật Bản", "Hoa Kỳ", "2"),)


def test_too_many_flows_are_left_out_aloud() -> None:
    """The smallest go first."""
    rows = [Flow(a, b, Decimal(n + 1)) for n, (a, b) in enumerate(pairwise(STATES))]
    drawn = flows_map(rows[:160])
    assert (drawn.drawn, drawn.omitted) == (150, 10)
    assert "the 10 smallest flows are left out" in drawn.notes


def test_arrows_are_for_what_has_a_way() -> None:
    """Agreements of two states have no direction."""
    both = [Flow(STATE + "PER", STATE + "MNG", Decimal(1), directed) for directed in (True, False)]
    assert [classes(flows_map([flow])).count("way") for flow in both] == [1, 0]
