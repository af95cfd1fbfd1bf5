"""A view as an SVG picture: complete by itself, without script, style sheet or outside address."""

from __future__ import annotations

from html import escape
from math import sqrt
from textwrap import shorten, wrap

from legation.serve.explore.network_data import View, notes, said, title
from legation.serve.explore.network_room import Room, around
from legation.serve.explore.network_view import UNSURE, told_date
from legation.serve.explore.network_way import along
from legation.values.calm import calm
from legation.view.labels import drawn
from legation.view.pictures.canvas import Box

Point = tuple[float, float]

#: Up to how many nodes each has its shape with a sign in it, and keeps words away.
LABELLED = 400
#: Where else on a line there may be room for what is written on it.
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)
_MARGIN, _HEAD, _BESIDE = 150, 64, 330
_LIGHT = {
    "paper": "#fbfaf7", "surface": "#ffffff", "ink": "#1d2430", "muted": "#5c6675", "edge": "#9aa1ad", "warn": "#a33b00", "accent": "#0b5fa5",
    "blue": "#0072b2", "sky": "#2f8fc9", "green": "#00835f", "orange": "#c77f00", "vermilion": "#c44e00",
    "pink": "#b3568f", "violet": "#6a4fb3", "grey": "#6b7280",
}  # fmt: skip
_DARK = {
    "paper": "#14181f", "surface": "#1d232c", "ink": "#e8ebf0", "muted": "#a0a9b8", "edge": "#5d6877", "warn": "#ff9a5c", "accent": "#7cc0f8",
    "blue": "#58b0ea", "sky": "#8accf5", "green": "#3ec9a0", "orange": "#f0b23c", "vermilion": "#ff8f57",
    "pink": "#e5a0c8", "violet": "#b29cf0", "grey": "#9aa3af",
}  # fmt: skip


def svg(view: View, *, dark: bool = False) -> bytes:
    """Return the picture of a view as it is seen, with its title, its years and what is not shown."""
    return _Picture(view, _DARK if dark else _LIGHT).bytes()


def _text(text: str) -> str:
    return escape(calm(text))


def _notes(view: View) -> dict[str, str]:
    """Return what is written under an entity on the outside: its largest bundle."""
    focus, most, told = view.scope.focus, dict[str, int](), dict[str, str]()
    for one, other, its in view.network.edges(data=True):
        if its["kind"] != "bundle" or (one in focus) == (other in focus):
            continue
        outer, count = (other if one in focus else one), int(its["facts"])
        if count > most.get(outer, 0):
            most[outer] = count
            told[outer] = ("≠ " if its["disputed"] else "") + shorten(
                its["label"], 52, placeholder=" …"
            )
    return told


def outside(view: View) -> dict[str, int]:
    """Return the nodes outside the focus of a view of bundles, with their side: -1 left, 1 right.

    Their names stand beside them, away from the lines.
    """
    focus = [view.places[iri][0] for iri in view.scope.focus if iri in view.places]
    if not focus or view.seen.facts:
        return {}
    left, right = min(focus), max(focus)
    return {
        node: -1 if x < left else 1
        for node, (x, _) in view.places.items()
        if (x < left or x > right) and view.network.nodes[node]["type"] == "entity"
    }


class _Picture:
    def __init__(self, view: View, colours: dict[str, str]) -> None:
        self.view = view
        self.colours = colours
        xs = [x for x, _ in view.places.values()] or [0.0]
        ys = [y for _, y in view.places.values()] or [0.0]
        margin = _BESIDE if outside(view) else _MARGIN
        self.left, self.top = min(xs) - margin, min(ys) - _MARGIN / 2
        self.width = max(xs) - self.left + margin
        self.height = max(ys) - self.top + _MARGIN / 2 + _HEAD
        self.small = len(view.network) <= LABELLED
        self.edges = outside(view)
        self.notes = _notes(view)
        self.room = Room()

    def at(self, node: str) -> tuple[float, float]:
        x, y = self.view.places[node]
        return round(x - self.left, 1), round(y - self.top + _HEAD, 1)

    def bytes(self) -> bytes:
        c, told = self.colours, title(self.view)
        years = "–".join(str(y or "…") for y in (self.view.asked.since, self.view.asked.until))
        head = told if years == "…–…" else f"{told} · {years}"
        below = " · ".join([said(self.view), *notes(self.view)])
        names = self.named()  # before what stands on lines: of the two they have the first choice
        lines = self.lines()
        parts = [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {self.height:.0f}" '
                f'width="{self.width:.0f}" height="{self.height:.0f}" role="img" '
                'font-family="system-ui, Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="13">'
            ),
            f"<title>{_text(head)}</title><desc>{_text(below)}</desc>",
            f'<rect width="100%" height="100%" fill="{c["paper"]}"/>',
            f'<text x="20" y="30" font-size="20" font-weight="600" fill="{c["ink"]}">{_text(head)}</text>',
            f'<text x="20" y="50" font-size="12" fill="{c["muted"]}">{_text(below)}</text>',
            *lines,
            *(self.node(node) for node in self.view.network),
            *(text for told in names.values() for text in told),
            "</svg>",
        ]
        return "\n".join(parts).encode()

    def lines(self) -> list[str]:
        c, focus = self.colours, self.view.scope.focus
        told: list[str] = []
        counts = [int(its.get("facts", 0) or 0) for *_, its in self.view.network.edges(data=True)]
        most = max([1, *counts])
        for one, other, key, its in self.view.network.edges(keys=True, data=True):
            (x1, y1), (x2, y2) = self.at(one), self.at(other)
            quarrel = key in {"Contradiction", "Discrepancy", "Refinement"}
            unsure = self.view.network.nodes[one].get("status") in UNSURE
            count = int(its.get("facts", 0) or 0)
            width = 1.2 if not count else min(1.5 + count**0.4, 1.5 + 5.5 * sqrt(count / most))
            colour = c["warn"] if quarrel else c["edge"]
            dash = ' stroke-dasharray="6 4"' if quarrel or unsure else ""
            told.append(
                f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" '
                f'stroke-width="{width:.1f}"{dash} opacity="0.8"/>'
            )
            between = (one in focus) == (other in focus)
            if quarrel or (key == "bundle" and between):
                mark = "≠ " if quarrel or its.get("disputed") else ""
                # Where facts are nodes, they stand in the middle.
                first = 0.25 if self.view.seen.facts and not quarrel else 0.5
                told += self.on_line(((x1, y1), (x2, y2)), mark + its["label"], first)
        return told

    def on_line(self, ends: tuple[Point, Point], text: str, first: float) -> list[str]:
        """Write on a line where there is room: ``first`` where it belongs, else nearby, else nowhere."""
        (x1, y1), (x2, y2) = ends
        rows = [(row, 11) for row in wrap(text, 60)]
        for part in (first, *_ALONG):
            x = x1 + (x2 - x1) * part
            for y in (y1 + (y2 - y1) * part - 6 - 14 * (len(rows) - 1), y1 + (y2 - y1) * part + 16):
                place = around(x, y, rows)
                if self.room.is_free(place, ""):
                    self.room.take(place, "")
                    return [
                        self.written(x, y + 14 * i, r, "muted", 11) for i, (r, _) in enumerate(rows)
                    ]
        return []

    def named(self) -> dict[str, list[str]]:
        """Write the names of nodes where there is room: those in focus, on a path, with most lines first."""
        view, path = self.view, set(along(self.view.way))
        shown = view.network
        order = sorted(
            shown,
            key=lambda n: (
                n not in view.scope.focus,
                n not in path,
                -shown.degree(n),
                shown.nodes[n]["type"] != "entity",
                n,
            ),
        )
        if self.small:
            for node in order:
                (x, y), half = self.at(node), self.half(node)
                self.room.take(Box(x - half, y - half, x + half, y + half), node)
        return {node: self.name(node) for node in order}

    def name(self, node: str) -> list[str]:
        """Write the name of a node with what is below it, in a row with it, or alone; or nothing."""
        its, (x, y), half = self.view.network.nodes[node], self.at(node), self.half(node)
        unsure = its.get("status") in UNSURE
        name, date = self.told(node)
        ways = [[(name, 13), (date, 11)], [(f"{name}, {date}", 13)]] if date else [[(name, 13)]]
        ways += [[(name, 13)]] if date and not unsure else []
        side = self.edges.get(node, 0)
        for rows in ways:
            low = 14 * (len(rows) - 1)
            for at, down in (
                [(x + side * (half + 7), y + 4 - low / 2)]
                if side
                else [(x, y + half + 14), (x, y - half - 7 - low)]
            ):
                place = around(at, down, rows, side)
                if self.room.is_free(place, node):
                    self.room.take(place, node)
                    return [
                        self.written(at, down + 14 * n, text, self.ink(size, unsure), size, side)
                        for n, (text, size) in enumerate(rows)
                    ]
        return []

    def told(self, node: str) -> tuple[str, str]:
        """Return what a node is called, and its date or its largest bundle."""
        its = self.view.network.nodes[node]
        mark = "≠ " if its.get("disagreement") or its.get("disputed") else ""
        name = mark + shorten(calm(its["label"]), 46, placeholder=" …")
        return name, told_date(its, self.view.asked.language) or self.notes.get(node, "")

    def half(self, node: str) -> int:
        """Return half of what a node measures."""
        return 15 if node in self.view.scope.focus else 11 if self.small else 4

    def ink(self, size: int, unsure: bool) -> str:
        return "ink" if size == 13 else "warn" if unsure else "muted"

    def node(self, node: str) -> str:
        c, its = self.colours, self.view.network.nodes[node]
        x, y = self.at(node)
        how = drawn().get(its["kind"], drawn()["Topic"])
        colour = c[how["colour"]]
        half = self.half(node)
        dash = ' stroke-dasharray="4 3"' if its.get("status") in UNSURE else ""
        if its["type"] == "entity":
            shape = f'<circle cx="{x}" cy="{y}" r="{half}" fill="{c["surface"]}" stroke="{colour}" stroke-width="2"{dash}/>'
        else:
            shape = f'<rect x="{x - half}" y="{y - half}" width="{2 * half}" height="{2 * half}" fill="{c["surface"]}" stroke="{colour}" stroke-width="2"{dash}/>'
        # Who points at a node, or hears the picture, is told what there was no room for.
        whole = f"<title>{_text(', '.join(filter(None, self.told(node))))}</title>"
        scale = half * 1.2 / 24
        icon = f'<path transform="translate({x - half * 0.6:.1f} {y - half * 0.6:.1f}) scale({scale:.3f})" fill="{colour}" fill-rule="evenodd" d="{escape(how["path"])}"/>'
        return f"<g>{whole}{shape}{icon if self.small else ''}</g>"

    def written(self, x: float, y: float, text: str, colour: str, size: int, side: int = 0) -> str:
        anchor = ("middle", "start", "end")[side]
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{self.colours[colour]}" '
            f'stroke="{self.colours["paper"]}" stroke-width="3" paint-order="stroke">{_text(text)}</text>'
        )
