"""A map of flows: great circles between states, as wide as their number.

A state is a point, at its seat of government; of land only coastlines are drawn, if at all. A
flow that has a way bends to the right of it, so that both ways of a pair can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import hypot, pi, sin

from legation.ask.answers import Table
from legation.identity import reference
from legation.terms import Iri
from legation.view.pictures.canvas import Box, Canvas, box, number, polygon, shape, width
from legation.view.pictures.globe import (
    HALF,
    Point,
    best_middle,
    clipped,
    graticule,
    great_circle,
    land,
    outline,
    parted,
    project,
    rotated,
    seats,
)
from legation.view.pictures.picture import Picture
from legation.view.pictures.said import left_out, words
from legation.view.pictures.scales import can_be_drawn, in_words

_WIDTH, _LEAST, _MOST = 960.0, 340.0, 560.0
_CLOSEST = 0.14  # of the earth's width is seen at least
FLOWS = 150  # so many are drawn at most
_WIDEST = ((12, 9.0), (40, 6.0))  # so many flows, so wide the greatest of them
_WIDE = 4.0


@dataclass(frozen=True, slots=True)
class Flow:
    """So much from one state to another, both by IRI; ``directed`` is false if it has no way.

    ``apart`` names what is not in the number (``1 postponed``); with ``ahead`` the number is of
    nothing else.
    """

    start: str
    end: str
    number: Decimal
    directed: bool = True
    apart: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class _Paper:
    """A part of the earth on the canvas."""

    scale: float
    left: float
    top: float
    height: float
    middle: float

    def at(self, point: Point) -> Point:
        """Return where a point of the earth is drawn."""
        return self.on(rotated([point], self.middle)[0])

    def on(self, point: Point) -> Point:
        """Return where a point is drawn whose longitude is told from the middle meridian."""
        x, y = project(point)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def path(self, points: Iterable[Point]) -> str:
        """Return a line through points of the earth, nothing if it lies beside the paper."""
        drawn = [self.on(point) for point in points]
        beside = (
            all(x < 0 for x, _ in drawn)
            or all(x > _WIDTH for x, _ in drawn)
            or all(y < 0 for _, y in drawn)
            or all(y > self.height for _, y in drawn)
        )
        return "" if beside else _through(drawn)


def flows_map(
    rows: Iterable[Flow], title: str = "", language: str = "en", what: str = "", unit: str = ""
) -> Picture:
    """Draw flows on a map; ``what`` says what their number counts, ``unit`` in what.

    >>> bhutan, peru = ("https://w3id.org/legation/state/" + code for code in ("BTN", "PER"))
    >>> flows_map([Flow(bhutan, peru, Decimal(2)), Flow(bhutan, "e:none", Decimal(1))]).notes[-1]
    '1 left out, for want of a known place: e:none'
    """
    given, said = sorted(rows, key=_order), words(language)
    title = title or said["map"]
    sized = [flow for flow in given if can_be_drawn(flow.number) and flow.number > 0]
    known, missing = list[Flow](), dict[str, None]()
    for flow in sized:
        unknown = [iri for iri in (flow.start, flow.end) if iri not in seats()]
        missing |= dict.fromkeys(unknown)
        known += [] if unknown else [flow]
    drawn = known[:FLOWS]
    table = Table(
        (said["from"], said["to"], what or said["number"]),
        tuple(
            (_name(f.start, language), _name(f.end, language), _told(f, unit, language))
            for f in given
        ),
    )
    notes = list[str]()
    if not drawn:
        svg, about = "", said["nothing"]
    else:
        svg, about, unnamed = _drawn(drawn, title, language, unit)
        notes.append(said["map.width"].format(what=what or said["number"]))
        notes += [said["map.ahead"]] if any(f.ahead for f in drawn) else []
        notes += [said["map.direction"]] if any(f.directed for f in drawn) else []
        notes += [said["map.points"], said["map.coast"] if land() else said["map.bare"]]
        notes += [said["map.disclaimer"]]
        notes += left_out({"out.labels": unnamed, "out.small": len(known) - len(drawn)}, language)
    notes += left_out({"out.number": len(given) - len(sized)}, language)
    if lost := len(sized) - len(known):
        names = "; ".join(_name(iri, language) for iri in list(missing)[:8])
        more = "; …" if len(missing) > 8 else ""
        notes.append(said["out.place"].format(count=lost, names=names + more))
    omitted = len(given) - len(drawn)
    return Picture("map", title, svg, table, (about, *notes), len(drawn), omitted, language)


def _order(flow: Flow) -> tuple[Decimal, str, str]:
    """Return what sorts flows: the greatest first, those without a number last."""
    return -flow.number if flow.number.is_finite() else Decimal("Infinity"), flow.start, flow.end


def _drawn(flows: Sequence[Flow], title: str, language: str, unit: str) -> tuple[str, str, int]:
    """Return the map, what is said of it, and how many places have no room for their names."""
    said = words(language)
    ways = [great_circle(seats()[flow.start], seats()[flow.end]) for flow in flows]
    ends = {iri: seats()[iri] for flow in flows for iri in (flow.start, flow.end)}
    middle = best_middle(ways)
    ways = [rotated(way, middle) for way in ways]
    shown = rotated(list(ends.values()), middle) + [point for way in ways for point in way]
    paper = _paper(shown, middle)
    canvas = Canvas(_WIDTH, paper.height)
    canvas.put(f'<svg width="{number(_WIDTH)}" height="{number(paper.height)}">')
    canvas.path(paper.path(outline()) + "z", "sea")
    rings = (paper.path(part) for ring in land() for part in clipped(ring, middle))
    canvas.path("".join(ring + "z" for ring in rings if ring), "land")
    canvas.path("".join(map(paper.path, graticule())), "grid")
    most = flows[0].number
    widest = next((wide for many, wide in _WIDEST if len(flows) <= many), _WIDE)
    heads = []
    for flow, way in reversed(list(zip(flows, ways, strict=True))):  # the greatest on top
        wide = _wide(flow.number, most, widest)
        parts = [[paper.on(point) for point in part] for part in parted(way)]
        if flow.directed:
            parts = _bent(parts, paper.on((0, 90))[1] + 4, paper.on((0, -90))[1] - 4)
        d = "".join(map(_through, parts)) or _loop(paper.at(seats()[flow.start]))
        names = f"{_name(flow.start, language)} {'→' if flow.directed else '–'} {_name(flow.end, language)}"
        tip = f"<title>{escape(f'{names}: {_told(flow, unit, language)}')}</title>"
        looks = "arc forecast" if flow.ahead else "arc"
        canvas.put(f'<path class="{looks}" stroke-width="{number(wide)}" d="{d}">{tip}</path>')
        if flow.directed and parts:
            heads.append(_head(parts, wide))
    for head in heads:
        canvas.path(head, "way")
    canvas.put("</svg>")
    unnamed = _named(canvas, ends, flows, paper, language)
    _scale(canvas, most, widest, unit, language)
    about = said["map.about"].format(
        count=len(flows),
        places=len(ends),
        **{"from": _name(flows[0].start, language), "to": _name(flows[0].end, language)},
        way="→" if flows[0].directed else "–",
        number=_told(flows[0], unit, language),
    )
    return canvas.svg(title, about, "map"), about, unnamed


def _paper(points: Sequence[Point], middle: float) -> _Paper:
    """Return the part of the earth that shows these points, not too near."""
    places = [project(point) for point in points]
    low = [min(place[axis] for place in places) for axis in (0, 1)]
    high = [max(place[axis] for place in places) for axis in (0, 1)]
    wide = max((high[0] - low[0]) * 1.3, 2 * HALF[0] * _CLOSEST)
    tall = max((high[1] - low[1]) * 1.35, wide * _LEAST / _WIDTH)
    wide = max(wide, tall * _WIDTH / _MOST)
    wide, tall = min(wide, 2 * HALF[0] * 1.02), min(tall, 2 * HALF[1] * 1.03)
    scale = _WIDTH / wide
    height = min(max(tall * scale, _LEAST), _MOST)
    left = (low[0] + high[0] - wide) / 2
    top = (low[1] + high[1]) / 2 - height / scale / 2
    left = (
        min(max(left, -HALF[0] * 1.01), HALF[0] * 1.01 - wide) if wide < 2 * HALF[0] else -wide / 2
    )
    tall = height / scale
    top = (
        min(max(top, -HALF[1] * 1.015), HALF[1] * 1.015 - tall) if tall < 2 * HALF[1] else -tall / 2
    )
    return _Paper(scale, left, top, height, middle)


def _wide(value: Decimal, most: Decimal, widest: float) -> float:
    """Return the width of a line: as the number, but never too thin to be seen."""
    return max(1.0, float(value / most) * widest) if most > 0 else 1.0


def _bent(parts: list[list[Point]], top: float, bottom: float) -> list[list[Point]]:
    """Return a line that bends to the right of its way, but stays on the earth."""
    long = sum(hypot(x2 - x, y2 - y) for part in parts for (x, y), (x2, y2) in pairwise(part))
    most, gone, found = min(14.0, long * 0.07), 0.0, []
    for part in parts:
        bent, before = [], part[0]
        for here, after in zip(part, [*part[1:], part[-1]], strict=True):
            gone += hypot(here[0] - before[0], here[1] - before[1])
            dx, dy = after[0] - before[0], after[1] - before[1]
            far = hypot(dx, dy) or 1.0
            off = most * sin(pi * min(gone / long, 1.0)) if long else 0.0
            y = here[1] + dx / far * off
            bent.append((here[0] - dy / far * off, min(max(y, top), bottom)))
            before = here
        found.append(bent)
    return found


def _head(parts: list[list[Point]], wide: float) -> str:
    """Return an arrowhead a little after the middle of the longest part of a line."""
    part = max(parts, key=len)
    place = min(len(part) - 1, max(1, round(len(part) * 0.6)))
    (x, y), (x2, y2) = part[place - 1], part[place]
    far = hypot(x2 - x, y2 - y) or 1.0
    dx, dy, size = (x2 - x) / far, (y2 - y) / far, 3.6 + wide / 2
    back = (x2 - dx * size * 1.6, y2 - dy * size * 1.6)
    side = size * 0.8
    return polygon(
        (
            (x2, y2),
            (back[0] - dy * side, back[1] + dx * side),
            (back[0] + dy * side, back[1] - dx * side),
        )
    )


def _loop(at: Point) -> str:
    """Return a ring beside a point, for a flow between two that lie at one place."""
    return shape(0, at[0] + 9, at[1] - 9, 9)


def _named(
    canvas: Canvas, ends: dict[str, Point], flows: Sequence[Flow], paper: _Paper, language: str
) -> int:
    """Mark the places, and name those that have room, the busiest first."""
    busy = dict.fromkeys(ends, Decimal(0))
    for flow in flows:
        busy[flow.start] += abs(flow.number)
        busy[flow.end] += abs(flow.number)
    unnamed, marked = 0, set[Point]()
    for point in ends.values():
        x, y = paper.at(point)
        if (x, y) not in marked:
            marked.add((x, y))
            canvas.path(shape(0, x, y, 3.6), "seat")
            canvas.take(Box(x - 4, y - 4, x + 4, y + 4))
    for iri in sorted(ends, key=lambda iri: (-busy[iri], iri)):
        x, y = paper.at(ends[iri])
        text = _name(iri, language)
        around = (
            (x + 7, y + 4, "start"),
            (x - 7, y + 4, "end"),
            (x, y - 8, "middle"),
            (x, y + 17, "middle"),
            (x + 6, y - 6, "start"),
            (x - 6, y - 6, "end"),
            (x + 6, y + 14, "start"),
            (x - 6, y + 14, "end"),
        )
        unnamed += not any(
            box(at, line, text, "", anchor).bottom <= paper.height
            and canvas.label(at, line, text, "", anchor)
            for at, line, anchor in around
        )
    return unnamed


def _scale(canvas: Canvas, most: Decimal, widest: float, unit: str, language: str) -> None:
    """Draw how wide which number is, below the map."""
    canvas.height += 30
    x, y = 8.0, canvas.height - 12
    shown = dict.fromkeys((most, _rounded(most / 3), _rounded(most / 10)))
    for value in shown:
        if value <= 0:
            continue
        text = in_words(value, unit, language)
        canvas.put(
            f'<path class="arc" stroke-width="{number(_wide(value, most, widest))}" '
            f'd="M{number(x + 4)} {number(y - 4)}h26"/>'
        )
        canvas.label(x + 40, y, text, "tick")
        x += 64 + width(text, "tick")


def _rounded(value: Decimal) -> Decimal:
    """Return the first digit of a number and its noughts; nothing of what is below one."""
    if value < 1:
        return Decimal(0)
    whole = str(int(value))
    return Decimal(whole[0]).scaleb(len(whole) - 1).quantize(Decimal(1))


def _through(points: Sequence[Point]) -> str:
    """Return a line through points of the paper, in steps that can be seen."""
    told = [f"{number(x)} {number(y)}" for x, y in points]
    kept = [one for one, before in zip(told, ["", *told], strict=False) if one != before]
    return "M" + "L".join(kept) if len(kept) > 1 else ""


def _name(iri: str, language: str) -> str:
    return reference.label(iri, language) if iri in seats() else str(Iri(iri).local or iri)


def _told(flow: Flow, unit: str, language: str) -> str:
    if flow.ahead:
        return flow.apart
    return ", ".join(part for part in (in_words(flow.number, unit, language), flow.apart) if part)
