"""The earth on paper: the Equal Earth projection, great circles, outlines of land.

The projection is that of B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection",
International Journal of Geographical Information Science 33 (2019). Land comes from the browser
bundle of the install (world-atlas, which takes it from Natural Earth, in the public domain); an
install without it has none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import acos, asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from pathlib import Path
from types import MappingProxyType
from typing import Any

from legation.resources import texts, web_bundle
from legation.terms import REFERENCE

Point = tuple[float, float]  # longitude and latitude in degrees, or a place on paper
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_FILES = ("land-110m.json", "countries-110m.json")
_STEP = 2.5  # degrees between the points of a great circle
#: Half the width and half the height of the whole earth on paper.
HALF = (2.7066297, 1.3173628)


def project(point: Point) -> Point:
    """Return where a point of the earth lies on paper; east and south are positive.

    >>> project((0, 0)), [round(abs(place), 4) for place in project((180, 0))]
    ((0.0, 0.0), [2.7066, 0.0])
    """
    angle = asin(sqrt(3) / 2 * sin(radians(point[1])))
    square = angle * angle
    power = square**3
    slope = 9 * _A4 * power * square + 7 * _A3 * power + 3 * _A2 * square + _A1
    x = 2 * sqrt(3) * radians(point[0]) * cos(angle) / (3 * slope)
    y = angle * (_A1 + _A2 * square + power * (_A3 + _A4 * square))
    return x, -y if y else 0.0


def great_circle(start: Point, end: Point) -> list[Point]:
    """Return the shortest way between two points, none if they are one.

    >>> max(north for _, north in great_circle((139.7, 35.7), (-77.0, 38.9))) > 65
    True
    >>> great_circle((10, 50), (10, 50))
    []
    """
    one, other = _vector(start), _vector(end)
    angle = acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, other, strict=True)))))
    if angle < radians(0.05):
        return []
    if pi - angle < radians(0.05):  # every way is as short; this one leads over a pole
        return great_circle(start, (start[0], 89.9)) + great_circle((end[0], 89.9), end)
    steps = max(2, round(degrees(angle) / _STEP))
    points = [start]
    for step in range(1, steps):
        near, far = (
            sin((1 - step / steps) * angle) / sin(angle),
            sin(step / steps * angle) / sin(angle),
        )
        x, y, z = (near * a + far * b for a, b in zip(one, other, strict=True))
        points.append((degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))))
    return [*points, end]


def _vector(point: Point) -> tuple[float, float, float]:
    east, north = radians(point[0]), radians(point[1])
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def parted(points: Sequence[Point]) -> list[list[Point]]:
    """Return a line in parts: it leaves the map at one side and comes back at the other.

    >>> parted([(170.0, 0.0), (-170.0, 0.0)])
    [[(170.0, 0.0), (180.0, 0.0)], [(-180.0, 0.0), (-170.0, 0.0)]]
    """
    if not points:
        return []
    parts: list[list[Point]] = [[points[0]]]
    for (x, y), (x2, y2) in pairwise(points):
        if abs(x2 - x) > 180:
            edge = 180.0 if x > 0 else -180.0
            share = (edge - x) / (x2 + 2 * edge - x) if x2 + 2 * edge != x else 0.0
            crossing = y + share * (y2 - y)
            parts[-1].append((edge, crossing))
            parts.append([(-edge, crossing)])
        parts[-1].append((x2, y2))
    return parts


def graticule() -> Iterator[list[Point]]:
    """Yield meridians and parallels, thirty degrees apart."""
    for east in range(-180, 181, 30):
        yield [(float(east), float(north)) for north in range(-90, 91, 5)]
    for north in range(-60, 61, 30):
        yield [(-180.0, float(north)), (180.0, float(north))]


def outline() -> list[Point]:
    """Return the edge of the map."""
    east = [(180.0, float(north)) for north in range(-90, 91, 3)]
    return [*east, *((-180.0, north) for _, north in reversed(east))]


def rotated(points: Sequence[Point], middle: float) -> list[Point]:
    """Return points as they are seen from another middle meridian.

    >>> rotated([(170, 5), (-170, 5)], 180)
    [(-10, 5), (10, 5)]
    """
    return [((east - middle + 180) % 360 - 180, north) for east, north in points]


def clipped(ring: Sequence[Point], middle: float) -> Iterator[list[Point]]:
    """Yield what a ring is on a map with another middle meridian: whole, or cut at its edges.

    >>> [len(part) for part in clipped([(100, 0), (120, 0), (120, 9), (100, 9)], -70)]
    [6, 6]
    """
    for turn in (-360, 0, 360):
        part = [(east - middle + turn, north) for east, north in ring]
        for edge, side in ((-180.0, 1), (180.0, -1)):  # Sutherland and Hodgman, a side at a time
            kept: list[Point] = []
            for one, after in zip(part, [*part[1:], *part[:1]], strict=True):
                inside, then = (one[0] - edge) * side >= 0, (after[0] - edge) * side >= 0
                if inside:
                    kept.append(one)
                if inside is not then:
                    share = (edge - one[0]) / (after[0] - one[0])
                    kept.append((edge, one[1] + share * (after[1] - one[1])))
            part = kept
        if part:
            yield list(_along_the_edge(part))


def _along_the_edge(ring: Sequence[Point]) -> Iterator[Point]:
    """Yield a ring with points along the edge of the map, which is no straight line."""
    for (east, north), after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        yield east, north
        steps = round(abs(after[1] - north) / 3) if abs(east) == 180 and after[0] == east else 0
        for step in range(1, steps):
            yield east, north + (after[1] - north) * step / steps


def best_middle(ways: Sequence[Sequence[Point]]) -> float:
    """Return the middle meridian with which the fewest lines are cut, the nearest to Greenwich.

    >>> best_middle([[(170.0, 0.0), (-170.0, 0.0)]]), best_middle([])
    (30.0, 0.0)
    """

    def cut(middle: float) -> int:
        return sum(len(parted(rotated(way, middle))) > 1 for way in ways)

    return min((float(m) for m in range(-150, 181, 30)), key=lambda m: (cut(m), abs(m), m < 0))


def land() -> tuple[tuple[Point, ...], ...]:
    """Return the outlines of land that this install has, none if it has no bundle."""
    bundle = web_bundle()
    found = (
        next((bundle / name for name in _FILES if (bundle / name).is_file()), None)
        if bundle
        else None
    )
    return outlines(found) if found else ()


@cache
def outlines(file: Path) -> tuple[tuple[Point, ...], ...]:
    """Return the rings of the object ``land`` of a file in TopoJSON."""
    topology = json.loads(file.read_text("utf-8"))
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:  # each point is told by its distance from the one before
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    rings = _rings(topology["objects"]["land"])
    return tuple(tuple(_unrolled(list(_ring(ring, arcs)))) for ring in rings)


def _unrolled(ring: Sequence[Point]) -> Iterator[Point]:
    """Yield a ring without jumps from one side of the map to the other.

    A ring around a pole ends a whole turn from where it began, and is closed along that pole.
    """
    turn, before = 0.0, ring[0][0]
    for east, north in ring:
        if abs(east - before) > 180:
            turn += 360 if east < before else -360
        before = east
        yield east + turn, north
    if turn:
        pole = -90.0 if ring[0][1] < 0 else 90.0
        yield ring[-1][0] + turn, pole
        yield ring[0][0], pole


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[int]]:
    match geometry["type"]:
        case "GeometryCollection":
            for part in geometry["geometries"]:
                yield from _rings(part)
        case "MultiPolygon":
            for polygon in geometry["arcs"]:
                yield from polygon
        case "Polygon":
            yield from geometry["arcs"]


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> Iterator[Point]:
    """Yield the points of a ring; ``~n`` is arc n from its end, and arcs share their ends."""
    for place, number in enumerate(numbers):
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from points[1 if place else 0 :]


@cache
def seats() -> Mapping[str, Point]:
    """Return where states and places of the reference lie, by IRI: a state at its seat.

    >>> seats()["https://w3id.org/legation/state/MNG"]
    (106.9, 47.9)
    """
    shelf = texts("ontology", "reference", ".tsv")

    def rows(name: str) -> list[dict[str, str]]:
        return list(
            csv.DictReader(shelf[name].splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        )

    known = {
        row["place"]: (float(row["longitude"]), float(row["latitude"]))
        for row in rows("coordinates.tsv")
    }
    found = {
        str(REFERENCE + ("state/" if name.isupper() else "place/") + name): point
        for name, point in known.items()
    }
    for row in rows("seats.tsv"):  # of several seats the first that is named
        if row["role"] == "seat":
            found.setdefault(f"{REFERENCE}state/{row['code']}", known[row["slug"]])
    return MappingProxyType(found)
