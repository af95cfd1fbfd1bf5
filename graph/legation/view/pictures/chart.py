"""Figures over periods: whoever counts has a series of their own, and a gap stays a gap.

Nothing is averaged and nothing is filled in: a line joins the figures of two years only if one
follows the other and each year has one figure in the series. Each unit, flow or ware has a panel
of its own with its own scale; all panels have the same years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from legation.ask.answers import Table
from legation.errors import BadDate
from legation.values.dates import Dating
from legation.view.labels import status as status_in_words
from legation.view.labels import when
from legation.view.pictures.canvas import Canvas, clipped, number, shape
from legation.view.pictures.picture import Picture
from legation.view.pictures.said import key, left_out, words
from legation.view.pictures.scales import (
    Scale,
    can_be_drawn,
    in_words,
    power_told,
    scale,
    thousands,
    tick_told,
    unit_told,
    written,
)
from legation.view.pictures.timescale import TimeScale, around

_WIDTH, _LEFT, _RIGHT = 960.0, 92.0, 190.0
_HIGH, _HEAD, _FOOT, _APART = 190.0, 50.0, 26.0, 16.0
_LOW = 110.0  # of a panel with few periods
_PANELS, _SERIES = 8, 8
_LINE = 16.0
_LOOKS = {
    "forecast": " hollow",
    "planned": " hollow",
    "estimate": " hollow",
    "provisional": " hollow",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a period (EDTF)."""

    period: str
    value: Decimal
    status: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one authority; series of one panel and unit share a scale."""

    label: str
    points: tuple[Point, ...]
    unit: str = ""
    panel: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure with the days of its period."""

    point: Point
    first: int
    last: int
    year: int | None

    @property
    def middle(self) -> float:
        """The middle of its period."""
        return (self.first + self.last + 1) / 2

    @property
    def expected(self) -> bool:
        """Whether it is no more than a forecast."""
        return self.point.status in {"forecast", "planned"}


def chart(series: Iterable[Series], title: str = "", language: str = "en") -> Picture:
    """Draw figures over their periods.

    >>> one = Series("Peru", (Point("2001", Decimal(5)), Point("2003", Decimal(7))), "USD")
    >>> chart([one]).drawn, chart([one]).svg.count('class="curve')
    (2, 0)
    """
    given, said = list(series), words(language)
    title = title or said["chart"]
    rows = [
        (p.period, one.panel, one.label, written(p.value), one.unit, p.status)
        for one in given
        for p in one.points
    ]
    columns = ("period", "panel", "series", "value", "unit", "status")
    table = Table(tuple(said[name] for name in columns), tuple(rows))
    placed = [(one, _placed(one.points)) for one in given]
    panels: dict[tuple[str, str], list[tuple[Series, list[_Placed]]]] = {}
    for one, points in placed:
        if points:
            panels.setdefault((one.panel, one.unit), []).append((one, points))
    kept, beyond, left = _kept(panels)
    drawn = sum(len(points) for lines in kept.values() for _, points in lines)
    undrawn = len(rows) - drawn - left
    notes = list(left_out({"out.value": undrawn}, language))
    if left:
        notes.append(said["out.series"].format(count=left, series=beyond))
    if not kept:
        return Picture("chart", title, "", table, (said["nothing"], *notes), 0, len(rows), language)
    every = [p for lines in kept.values() for _, points in lines for p in points]
    first, last = min(p.first for p in every), max(p.last for p in every)
    about = said["chart.about"].format(
        count=drawn,
        series=sum(map(len, kept.values())),
        first=when(_edge(every, first, 0), language),
        last=when(_edge(every, last, 1), language),
    )
    drawing = _Drawing(around(first, last, _LEFT, _WIDTH - _RIGHT), language)
    for (panel, unit), lines in kept.items():
        drawing.panel(panel, unit, lines)
    svg = drawing.done(title, about)
    notes = [about, said["chart.gaps"], *notes]
    return Picture("chart", title, svg, table, tuple(notes), drawn, len(rows) - drawn, language)


def _edge(points: Sequence[_Placed], ordinal: int, side: int) -> str:
    """Return the period at an edge as it is written, where one begins or ends there."""
    at = [p.point.period for p in points if (p.first, p.last)[side] == ordinal]
    return min(at, key=lambda text: (len(text), text))


def _placed(points: Iterable[Point]) -> list[_Placed]:
    """Return the figures whose period is closed, by period."""
    found = []
    for point in points:
        try:
            of = Dating.parse(point.period)
        except BadDate:
            continue
        if of.earliest is None or of.latest is None or not can_be_drawn(point.value):
            continue
        first, last = of.earliest, of.latest
        whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        year = first.year if whole and first.year == last.year else None
        found.append(_Placed(point, first.toordinal(), last.toordinal(), year))
    return sorted(found, key=lambda p: (p.first, p.last, p.point.value, p.point.status))


_Panels = dict[tuple[str, str], list[tuple[Series, list[_Placed]]]]


def _kept(panels: _Panels) -> tuple[_Panels, int, int]:
    """Return the fullest panels and series, and how many series and figures are left out."""
    full = sorted(panels, key=lambda name: (-sum(len(p) for _, p in panels[name]), name))
    kept: _Panels = {}
    beyond = left = 0
    for name, lines in panels.items():
        best = sorted(lines, key=lambda line: (-len(line[1]), line[0].label))
        shown = best[:_SERIES] if name in full[:_PANELS] else []
        beyond += len(best) - len(shown)
        left += sum(len(points) for _, points in best[len(shown) :])
        if shown:
            kept[name] = sorted(shown, key=lambda line: line[0].label)
    return kept, beyond, left


class _Drawing:
    """Panels from above to below over the same years."""

    def __init__(self, time: TimeScale, language: str) -> None:
        self._canvas = Canvas(_WIDTH)
        self._time = time
        self._language = language
        self._y = 0.0
        self._marks: set[str] = set()
        self._which: dict[str, int] = {}

    def panel(self, name: str, unit: str, lines: Sequence[tuple[Series, list[_Placed]]]) -> None:
        """Draw the series of one unit on a scale of their own."""
        said, canvas = words(self._language), self._canvas
        values = [float(p.point.value) for _, points in lines for p in points]
        top = self._y + _HEAD
        bottom = top + (
            _HIGH if len({p.first for _, points in lines for p in points}) > 3 else _LOW
        )
        of = scale(values, bottom, top)
        power = 0 if of.log else thousands(values)
        if name:
            canvas.label(8, self._y + 16, clipped(name, _WIDTH - 16, "head"), "head")
        told = said["chart.log"] if of.log else said["chart.linear"]
        units = ", ".join(filter(None, (unit_told(power, unit, self._language), told)))
        canvas.label(8, self._y + (33 if name else 16), units, "soft")
        for value in of.ticks():
            y = of.y(value)
            canvas.line(_LEFT, y, _WIDTH - _RIGHT, y, "axis" if value == 0 else "grid")
            told = (
                power_told(value, self._language)
                if of.log
                else tick_told(value, power, self._language)
            )
            canvas.label(_LEFT - 8, y + 4, told, "tick", "end")
        canvas.line(_LEFT, bottom, _WIDTH - _RIGHT, bottom, "axis")
        for x, text in self._time.ticks(self._language):
            if canvas.label(x, bottom + 16, text, "tick", "middle"):
                canvas.line(x, bottom, x, bottom + 4, "axis")
        ends = []
        for one, points in lines:
            which = self._colour(one.label)
            canvas.put(f'<g class="g{which}">')
            self._line(points, of)
            for p in points:
                self._mark(p, one, which, of.y(float(p.point.value)))
            canvas.put("</g>")
            last = points[-1]
            ends.append((of.y(float(last.point.value)), which, one.label))
        self._names(ends, top, bottom)
        self._y = bottom + _FOOT + _APART

    def _colour(self, label: str) -> int:
        """Return the mark and colour of an authority: the same in every panel."""
        return self._which.setdefault(label, len(self._which)) % _SERIES

    def _line(self, points: Sequence[_Placed], of: Scale) -> None:
        """Join figures of years that follow each other, if each year has but one."""
        counted = Counter(p.year for p in points)
        for one, after in pairwise(p for p in points if p.year is not None):
            if counted[one.year] == counted[after.year] == 1 and after.year == (one.year or 0) + 1:
                looks = "curve forecast" if one.expected or after.expected else "curve"
                ends = [
                    f"{number(self._time.x(p.middle))} {number(of.y(float(p.point.value)))}"
                    for p in (one, after)
                ]
                self._canvas.path(f"M{ends[0]}L{ends[1]}", looks)

    def _mark(self, p: _Placed, series: Series, which: int, y: float) -> None:
        """Draw one figure; a period that is no year has a bar as long as it is."""
        x, status = self._time.x(p.middle), p.point.status
        if p.year is None and p.last > p.first:
            self._canvas.line(self._time.x(p.first), y, self._time.x(p.last + 1), y, "whisker")
            self._marks.add("key.period")
        looks = _LOOKS.get(status, "")
        self._marks.add("key.forecast" if p.expected else "key.estimate" if looks else "key.actual")
        parts = (
            f"{when(p.point.period, self._language)}:",
            in_words(p.point.value, series.unit, self._language),
            f"· {series.label}" if series.label else "",
            f"({told})" if status and (told := status_in_words(status, self._language)) else "",
        )
        self._canvas.path(
            shape(which, x, y, 3.6), f"day{looks}", " ".join(part for part in parts if part)
        )

    def _names(self, ends: Sequence[tuple[float, int, str]], top: float, bottom: float) -> None:
        """Name the series beside their last figures, moved apart where they would meet."""
        x, places = _WIDTH - _RIGHT + 14, list[float]()
        ordered = sorted(ends)
        low = top + 4
        for y, _, _ in ordered:
            low = max(y, low)
            places.append(low)
            low += _LINE
        over = max(0.0, low - _LINE - (bottom + 10))
        for place in range(len(places) - 1, -1, -1):
            limit = bottom + 10 - (len(places) - 1 - place) * _LINE
            places[place] = min(places[place], limit) if over else places[place]
        for y, (_, which, label) in zip(places, ordered, strict=True):
            self._canvas.put(
                f'<g class="g{which}"><path class="day" d="{shape(which, x, y, 4)}"/></g>'
            )
            text = clipped(label, _RIGHT - 14 - 12 - 4)
            self._canvas.label(x + 10, y + 4, text)

    def done(self, title: str, about: str) -> str:
        """Write the key, and return the picture."""
        said = words(self._language)
        marks = {
            "key.actual": f'<path class="day" d="{shape(0, 0, 0, 4)}"/>',
            "key.estimate": f'<path class="day hollow" d="{shape(0, 0, 0, 4)}"/>',
            "key.forecast": f'<path class="curve forecast" d="M-14 0H14"/><path class="day hollow" d="{shape(0, 0, 0, 4)}"/>',
            "key.period": f'<path class="whisker" d="M-13 0H13"/><path class="day" d="{shape(0, 0, 0, 4)}"/>',
        }
        entries = [
            (f'<g class="g7">{mark}</g>', said[word])
            for word, mark in marks.items()
            if word in self._marks
        ]
        self._canvas.height = key(self._canvas, self._y - _APART + 4, entries) + 4
        return self._canvas.svg(title, about, "chart")
