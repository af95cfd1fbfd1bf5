"""A view as an SVG picture: complete by itself, without script, style sheet or outside address."""

from __future__ import annotations

from html import escape
from math import sqrt
from textwrap import shorten, wrap

from legation.serve.explore.network_data import View, notes, said, title
from legation.serve.explore.network_view import UNSURE, told_date
from legation.values.calm import calm
from legation.view.labels import drawn

#: Up to how many nodes everything is labelled.
LABELLED = 400
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

    def at(self, node: str) -> tuple[float, float]:
        x, y = self.view.places[node]
        return round(x - self.left, 1), round(y - self.top + _HEAD, 1)

    def bytes(self) -> bytes:
        c, told = self.colours, title(self.view)
        years = "–".join(str(y or "…") for y in (self.view.asked.since, self.view.asked.until))
        head = told if years == "…–…" else f"{told} · {years}"
        below = " · ".join([said(self.view), *notes(self.view)])
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
            *self.lines(),
            *(self.node(node) for node in self.view.network),
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
            if self.small and (quarrel or (key == "bundle" and between)):
                mark = "≠ " if quarrel or its.get("disputed") else ""
                rows = wrap(mark + its["label"], 60)
                at = (
                    0.25 if self.view.seen.facts and not quarrel else 0.5
                )  # facts stand in the middle
                x, y = x1 + (x2 - x1) * at, y1 + (y2 - y1) * at - 6 - 14 * (len(rows) - 1)
                told += [
                    self.written(x, y + 14 * i, row, "muted", 11) for i, row in enumerate(rows)
                ]
        return told

    def node(self, node: str) -> str:
        c, its = self.colours, self.view.network.nodes[node]
        x, y = self.at(node)
        how = drawn().get(its["kind"], drawn()["Topic"])
        colour = c[how["colour"]]
        half = 15 if node in self.view.scope.focus else 11 if self.small else 4
        unsure = its.get("status") in UNSURE
        dash = ' stroke-dasharray="4 3"' if unsure else ""
        if its["type"] == "entity":
            shape = f'<circle cx="{x}" cy="{y}" r="{half}" fill="{c["surface"]}" stroke="{colour}" stroke-width="2"{dash}/>'
        else:
            shape = f'<rect x="{x - half}" y="{y - half}" width="{2 * half}" height="{2 * half}" fill="{c["surface"]}" stroke="{colour}" stroke-width="2"{dash}/>'
        if not self.small:
            return shape
        scale = half * 1.2 / 24
        icon = f'<path transform="translate({x - half * 0.6:.1f} {y - half * 0.6:.1f}) scale({scale:.3f})" fill="{colour}" fill-rule="evenodd" d="{escape(how["path"])}"/>'
        mark = "≠ " if its.get("disagreement") or its.get("disputed") else ""
        name = mark + shorten(calm(its["label"]), 46, placeholder=" …")
        date = told_date(its, self.view.asked.language) or self.notes.get(node, "")
        side = self.edges.get(node, 0)
        at, down = (x + side * (half + 7), y + (-2 if date else 4)) if side else (x, y + half + 14)
        label = self.written(at, down, name, "ink", 13, side)
        more = (
            self.written(at, down + 14, date, "warn" if unsure else "muted", 11, side)
            if date
            else ""
        )
        return f"<g>{shape}{icon}{label}{more}</g>"

    def written(self, x: float, y: float, text: str, colour: str, size: int, side: int = 0) -> str:
        anchor = ("middle", "start", "end")[side]
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{self.colours[colour]}" '
            f'stroke="{self.colours["paper"]}" stroke-width="3" paint-order="stroke">{_text(text)}</text>'
        )
