"""A line of time: dated rows in lanes, each mark as long as its date leaves open.

A day is a point. Where only the month or year is known, a pale bar covers the days on which it
may have been; what lasted is solid from the last day it may have begun to the first it may have
ended. An open end is a dotted line with a tip; nothing says how far it reaches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from legation.ask.answers import Table
from legation.errors import BadDate
from legation.values.dates import Dating
from legation.view.labels import status as status_in_words
from legation.view.labels import when
from legation.view.pictures.canvas import Canvas, clipped, number, polygon, shape, width
from legation.view.pictures.picture import Picture
from legation.view.pictures.said import key, left_out, words
from legation.view.pictures.timescale import TimeScale, around

_WIDTH, _EDGE, _TOP = 960.0, 44.0, 30.0
_NAMES = 190.0  # for names to the right of the last marks
_NAMED, _MARKED = 90, 600  # so many rows are named, so many drawn one by one
_ROW, _BARE_ROW, _HEAD, _BARS = 20.0, 12.0, 24.0, 54.0
_RADIUS, _TAIL, _LONGEST = 4.5, 26.0, 400.0
_SMALL = 3.4
#: Statuses of what is not, or not known to be, so.
HOLLOW = frozenset({"planned", "upcoming", "drafting", "forecast", "postponed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date in EDTF; ``status`` is a notation such as ``planned``.

    With ``last``, ``date`` is the first day on which it may have been, and ``last`` the last.
    """

    date: str
    label: str
    lane: str = ""
    status: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event with its bounds."""

    event: Event
    dating: Dating

    @property
    def name(self) -> str:
        """Its label; the date that labels of facts end in is told beside it."""
        return self.event.label.removesuffix(f"({self.event.date})").rstrip()

    @property
    def span(self) -> tuple[int, int]:
        """First day, and the day after the last, of what is known of it."""
        of = self.dating
        bounds = (of.earliest, of.start_by, of.end_from, of.latest)
        known = [day.toordinal() for day in bounds if day is not None]
        return min(known), max(known) + 1


def timeline(rows: Iterable[Event], title: str = "", language: str = "en") -> Picture:
    """Draw events on a line of time, in lanes; their order is that of their dates.

    >>> drawn = timeline([Event("2004-05-03", "talks"), Event("2005", "treaty"), Event("", "?")])
    >>> drawn.drawn, drawn.omitted, drawn.notes[-1]
    (2, 1, '1 left out: no date')
    """
    given = list(rows)
    said = words(language)
    dated, out = _dated(given)
    title = title or said["timeline"]
    table = Table(
        (said["date"], said["what"], said["lane"], said["status"]),
        tuple((e.date, e.label, e.lane, e.status) for e in given),
    )
    if not dated:
        told = (said["nothing"], *left_out(out, language))
        return Picture("timeline", title, "", table, told, 0, len(given), language)
    first, last = min(d.span[0] for d in dated), max(d.span[1] for d in dated)
    named = len(dated) <= _NAMED
    scale = around(first, last, _EDGE, _WIDTH - (_NAMES if named else _EDGE))
    lanes: dict[str, list[_Dated]] = {}
    for one in dated:
        lanes.setdefault(one.event.lane, []).append(one)
    if "" in lanes and len(lanes) > 1:  # what has no lane comes last
        lanes[said["others"]] = [*lanes.get(said["others"], []), *lanes.pop("")]
    drawing = _Drawing(Canvas(_WIDTH), scale, language)
    notes = list[str]()
    if len(dated) > _MARKED:
        best = max((max(_years(lane).values(), default=0) for lane in lanes.values()), default=0)
        out["out.vague"] = sum(drawing.counts(*lane, best) for lane in lanes.items())
        notes.append(said["timeline.counts"])
    else:
        for which, (lane, events) in enumerate(lanes.items()):
            drawing.lane(which, lane, events, named=named)
        if not named:
            notes.append(said["timeline.bare"])
    about = said["timeline.about"].format(
        count=len(dated),
        first=when(date.fromordinal(first).isoformat(), language),
        last=when(date.fromordinal(last - 1).isoformat(), language),
    )
    svg = drawing.done(title, about)
    omitted = sum(out.values())
    return Picture(
        "timeline",
        title,
        svg,
        table,
        (about, *notes, *left_out(out, language)),
        len(given) - omitted,
        omitted,
        language,
    )


def _dated(rows: Sequence[Event]) -> tuple[list[_Dated], dict[str, int]]:
    """Return events with their bounds, by date, and how many have none."""
    found, out = [], {"out.undated": 0, "out.unread": 0}
    for event in rows:
        if not event.date.strip():
            out["out.undated"] += 1
            continue
        try:
            found.append(_Dated(event, _bounds(event)))
        except BadDate:
            out["out.unread"] += 1
    found.sort(key=lambda d: (*d.span, d.event.label, d.event.status))
    return found, out


def _bounds(event: Event) -> Dating:
    if not event.last or event.last == event.date:
        return Dating.parse(event.date)
    of = Dating.parse(f"{event.date}/{event.last}")
    return Dating(of.edtf, of.earliest, of.latest, of.earliest, of.latest)


class _Drawing:
    """Lanes from above to below on one scale."""

    def __init__(self, canvas: Canvas, scale: TimeScale, language: str) -> None:
        self._canvas = canvas
        self._scale = scale
        self._language = language
        self._y = _TOP
        self._keys: dict[str, str] = {}
        self._lanes = 0

    def lane(self, which: int, name: str, events: Sequence[_Dated], *, named: bool) -> None:
        """Draw the events of a lane, in as many rows as they need beside each other."""
        self._heading(name, f"· {len(events)}")
        high = _ROW if named else _BARE_ROW
        ends: list[list[tuple[float, float]]] = []
        for one in events:
            mark, left, right = self._mark(one, _RADIUS if named else _SMALL)
            text, soft, x, anchor = self._text(one, left, right) if named else ("", "", 0, "start")
            if text:
                wide = width(f"{text} {soft}".strip() if soft else text)
                left, right = (
                    min(left, x - wide * (anchor == "end")),
                    max(right, x + wide * (anchor == "start")),
                )
            row = _free(ends, left - 4, right + (8 if named else 2))
            y = self._y + row * high + high / 2
            told = " ".join(filter(None, (one.name, *self._soft(one))))
            self._canvas.put(
                f'<g class="g{which % 8}" transform="translate(0 {number(y)})">'
                f"<title>{escape(told)}</title>{mark}</g>"
            )
            if text:
                self._canvas.label(x, y + 4, text, "", anchor, soft)
        self._y += len(ends) * high + 10

    def counts(self, name: str, events: Sequence[_Dated], best: int) -> int:
        """Draw how many events of a lane begin in each year; return how many cannot be counted."""
        which = self._lanes
        years = _years(events)
        if not years:
            return len(events)
        most = max(years.values())
        year_of = min(year for year, count in years.items() if count == most)
        said = words(self._language)["most"].format(count=most, year=year_of)
        self._heading(name, f"· {sum(years.values())} · {said}")
        self._y += _BARS
        for year, count in sorted(years.items()):
            left, right = self._year(year)
            high = max(count / best * (_BARS - 6), 1.5)
            inset = min(1.0, (right - left) / 8)
            low, up = self._y, self._y - high
            west, east = left + inset, right - inset
            outline = polygon(((west, low), (west, up), (east, up), (east, low)))
            self._canvas.put(f'<g class="g{which % 8}">')
            self._canvas.path(outline, "span", f"{year}: {count}")
            self._canvas.put("</g>")
        self._canvas.line(_EDGE, self._y, self._scale.right, self._y, "axis")
        self._y += 14
        return len(events) - sum(years.values())

    def _year(self, year: int) -> tuple[float, float]:
        first = date(year, 1, 1).toordinal()
        return self._scale.x(first), self._scale.x(first + 365)

    def done(self, title: str, about: str) -> str:
        """Write the axis and the key, and return the picture."""
        canvas, bottom = self._canvas, self._y
        grid = Canvas(_WIDTH, 0)
        for x, text in self._scale.ticks(self._language):
            if canvas.label(x, _TOP - 12, text, "tick", "middle"):
                canvas.label(x, bottom + 14, text, "tick", "middle")
                grid.line(x, _TOP - 6, x, bottom, "grid")
        grid.line(_EDGE, _TOP - 6, self._scale.right, _TOP - 6, "axis")
        grid.line(_EDGE, bottom, self._scale.right, bottom, "axis")
        said = words(self._language)
        entries = [(mark, said[word]) for word, mark in sorted(self._keys.items(), key=_order)]
        canvas.height = key(canvas, bottom + 28, entries) + 4
        return canvas.svg(title, about, "timeline", under=grid)

    def _heading(self, name: str, more: str) -> None:
        self._lanes += 1
        if name:
            room = _WIDTH - 2 * _EDGE - width(more, "head")
            self._canvas.label(8, self._y + 14, clipped(name, room, "head"), "head", soft=more)
            self._y += _HEAD

    def _soft(self, one: _Dated) -> Iterator[str]:
        """Yield what follows a name: its date and, if it is not simply so, its status."""
        yield when(one.dating.edtf, self._language)
        if told := status_in_words(one.event.status, self._language) if one.event.status else "":
            yield f"({told})"

    def _text(self, one: _Dated, left: float, right: float) -> tuple[str, str, float, str]:
        """Return name, what follows it, and where: right of the mark, else where there is room."""
        soft = " ".join(self._soft(one))
        after, before = _WIDTH - right - 12, left - 12
        whole = min(width(f"{one.name} {soft}"), _LONGEST)
        right_of = after >= whole or after >= before
        anchor, room = ("start", after) if right_of else ("end", before)
        text = clipped(one.name, min(room, _LONGEST) - width(f" {soft}"))
        if not text:
            soft, text = "", clipped(one.name, min(room, _LONGEST))
        return text, soft, (right + 5 if anchor == "start" else left - 5), anchor

    def _mark(self, one: _Dated, half: float) -> tuple[str, float, float]:
        """Return the mark of a date on the line 0, and where it begins and ends."""
        of, parts = one.dating, list[str]()
        start, end = one.span
        low, high = self._scale.x(start), self._scale.x(end)
        unsure = any(mark in of.edtf for mark in "?~%")
        looks = f"{' hollow' if one.event.status in HOLLOW else ''}{' unsure' if unsure else ''}"
        if unsure:
            self._keys["key.unsure"] = (
                f'<g class="g7"><path class="some unsure" d="{_bar(-13, 13)}"/></g>'
            )
        if "hollow" in looks:
            self._keys["key.hollow"] = (
                f'<g class="g7"><path class="day hollow" d="{shape(0, 0, 0)}"/></g>'
            )
        if of.exact and end - start == 1:
            middle = (low + high) / 2
            parts.append(f'<path class="day{looks}" d="{shape(0, middle, 0, half)}"/>')
            self._keys["key.day"] = f'<g class="g7"><path class="day" d="{shape(0, 0, 0)}"/></g>'
            low, high = middle - half, middle + half
        else:
            high = max(high, low + 3)
            core = self._core(of)
            if not of.exact:
                parts.append(f'<path class="some{looks}" d="{_bar(low, high, half)}"/>')
                self._keys["key.some"] = (
                    f'<g class="g7"><path class="some" d="{_bar(-13, 13)}"/></g>'
                )
            if core:
                parts.append(
                    f'<path class="span{looks}" d="{_bar(core[0], max(core[1], core[0] + 3), 3)}"/>'
                )
                self._keys["key.span"] = (
                    f'<g class="g7"><path class="span" d="{_bar(-13, 13, 3)}"/></g>'
                )
        if of.latest is None:
            parts.append(_tail(high, 1))
            high += _TAIL
        if of.earliest is None:
            parts.append(_tail(low, -1))
            low -= _TAIL
        if not of.dated:
            self._keys["key.open"] = f'<g class="g7">{_tail(-13, 1)}</g>'
        return "".join(parts), low, high

    def _core(self, of: Dating) -> tuple[float, float] | None:
        """Return where something surely lasted, if that is known."""
        if of.start_by is None or of.end_from is None or of.end_from < of.start_by:
            return None
        if of.end_from == of.start_by and not of.exact:
            return None
        return self._scale.x(of.start_by.toordinal()), self._scale.x(of.end_from.toordinal() + 1)


def _years(events: Iterable[_Dated]) -> Counter[int]:
    """Return how many events begin in each year, those left out of which the year is not known."""
    return Counter(
        one.dating.earliest.year
        for one in events
        if one.dating.earliest is not None
        and one.dating.start_by is not None
        and one.dating.earliest.year == one.dating.start_by.year
    )


def _order(item: tuple[str, str]) -> int:
    return list(words()).index(item[0])


def _bar(left: float, right: float, half: float = _RADIUS) -> str:
    return f"M{number(left)} {number(-half)}H{number(right)}V{number(half)}H{number(left)}z"


def _tail(x: float, way: int) -> str:
    """Return a dotted line with a tip, away from an end of which nothing is known."""
    tip = x + way * _TAIL
    neck = tip - way * 7
    return (
        f'<path class="open" d="M{number(x)} 0H{number(neck)}"/>'
        f'<path class="tip" d="{polygon(((tip, 0), (neck, -4), (neck, 4)))}"/>'
    )


def _free(rows: list[list[tuple[float, float]]], left: float, right: float) -> int:
    """Return the first row in which nothing stands between two places, and take them there."""
    for number_, taken in enumerate(rows):
        if all(right <= low or high <= left for low, high in taken):
            taken.append((left, right))
            return number_
    rows.append([(left, right)])
    return len(rows) - 1
