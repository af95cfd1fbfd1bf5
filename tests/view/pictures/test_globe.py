"""The earth on paper, and where states lie."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.resources import texts
from legation.view.pictures import globe

POINTS = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


def _rows(name: str) -> list[dict[str, str]]:
    text = texts("ontology", "reference", ".tsv")[name]
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def test_every_seat_has_a_point_and_every_point_a_name() -> None:
    """The coordinates are those of the places of the reference, each once and on the earth."""
    rows = _rows("coordinates.tsv")
    names = [row["place"] for row in rows]
    assert len(names) == len(set(names))
    slugs = {row["slug"] for row in _rows("seats.tsv")}
    assert {name for name in names if not name.isupper()} == slugs
    for row in rows:
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert (
            len(row["latitude"].partition(".")[2]) == len(row["longitude"].partition(".")[2]) == 1
        )


def test_every_state_of_the_reference_can_be_drawn() -> None:
    """States, former states and inhabited territories have a point."""
    nobody_lives_there = {"ATA", "ATF", "BVT", "HMD", "SGS", "UMI"}
    codes = {row["code"] for name in ("codes.tsv", "former.tsv") for row in _rows(name)}
    drawn = {iri.rpartition("/")[2] for iri in globe.seats() if "/state/" in iri}
    assert codes - drawn == nobody_lives_there


@given(POINTS)
def test_the_projection_keeps_to_its_outline(point: tuple[float, float]) -> None:
    """No point leaves the map, and south is below north."""
    x, y = globe.project(point)
    assert abs(x) <= globe.HALF[0] + 1e-6
    assert abs(y) <= globe.HALF[1] + 1e-6
    # So near the equator that paper cannot tell, a point lies on it.
    assert y * point[1] <= 0
    assert y or abs(point[1]) < 1e-300


def test_areas_are_equal() -> None:
    """A field of ten degrees is as large on paper as on the earth."""

    def area(north: float) -> float:
        x, y = globe.project((10.0, north))
        y2 = globe.project((10.0, north + 0.01))[1]
        return x * (y - y2)

    from math import cos, radians

    ratios = [area(north) / cos(radians(north)) for north in (0.0, 30.0, 60.0, 80.0)]
    assert max(ratios) / min(ratios) < 1.01


@given(POINTS, POINTS)
def test_a_great_circle_ends_where_it_should(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    """It begins and ends at its points, in short steps, and back is the same way."""
    way = globe.great_circle(one, other)
    assert way == [] or (way[0] == one and way[-1] == other)
    back = globe.great_circle(other, one)
    assert len(back) == len(way)


@given(st.lists(POINTS, min_size=2, max_size=2), st.sampled_from([0.0, 90.0, 180.0, -120.0]))
def test_parts_never_jump_across_the_map(ends: list[tuple[float, float]], middle: float) -> None:
    """A line that leaves at one side comes back at the other, as a part of its own."""
    way = globe.great_circle(*ends)
    for part in globe.parted(globe.rotated(way, middle)):
        assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(part))


def _topology(folder: Path) -> Path:
    arcs = [
        [[0, 0], [10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10]],
        [[170, 0], [20, 0], [-190, 5]],
    ]
    polygons = {"type": "MultiPolygon", "arcs": [[[0, 1]], [[2]]]}
    land = {"type": "GeometryCollection", "geometries": [polygons]}
    file = folder / "land-110m.json"
    transform = {"scale": [1, 1], "translate": [0, 0]}
    file.write_text(json.dumps({"transform": transform, "arcs": arcs, "objects": {"land": land}}))
    return file


def test_outlines_are_read_from_topology(tmp_path: Path) -> None:
    """Arcs are told by steps and share their ends."""
    rings = globe.outlines(_topology(tmp_path))
    assert rings[0] == ((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))


def test_without_a_bundle_there_is_no_land(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An install without outlines draws none; one with them draws those."""
    monkeypatch.setattr(globe, "web_bundle", lambda: None)
    assert globe.land() == ()
    monkeypatch.setattr(globe, "web_bundle", lambda: tmp_path)
    assert globe.land() == ()
    _topology(tmp_path)
    assert len(globe.land()) == 2


def test_land_is_cut_at_the_edge_of_a_turned_map() -> None:
    """Both parts of what is cut are closed and lie on the map."""
    square = [(170.0, 0.0), (190.0, 0.0), (190.0, 10.0), (170.0, 10.0)]
    parts = list(globe.clipped(square, 0.0))
    assert len(parts) == 2
    assert all(-180 <= east <= 180 for part in parts for east, _ in part)
    assert len(list(globe.clipped(square, 180.0))) == 1


def test_the_map_is_turned_so_that_lines_stay_whole() -> None:
    """The Pacific is in the middle if ships cross it."""
    way = globe.great_circle((139.7, 35.7), (-77.0, 38.9))
    assert len(globe.parted(globe.rotated(way, 0.0))) == 2
    assert len(globe.parted(globe.rotated(way, globe.best_middle([way])))) == 1


def test_steps_of_a_line_are_short() -> None:
    """A curve on paper looks like one."""
    places = [globe.project(p) for p in globe.great_circle((-0.1, 51.5), (-58.4, -34.6))]
    assert max(hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise(places)) < 0.06
