"""A canvas for SVG that knows where its labels stand, so that none is put on another.

No browser is asked how wide a text is: letters are measured as wide as those of the widest font
that is named in ``pictures.css`` (DejaVu Sans), so a label is never wider than its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NamedTuple

from legation.values.calm import on_one_line

#: Sizes of text by class, as ``pictures.css`` has them; True is bold.
SIZES = {"": (12.0, False), "soft": (12.0, False), "tick": (11.0, False), "head": (13.0, True)}
_MARK = re.compile(r" \[[a-z][a-z-]*\]$")
_NARROW = frozenset("iIjJl.,:;'’|!·")
_SLIM = frozenset('ftr()[]/-‐ "')
_BROAD = frozenset("mwMW%@—→←…≈")
_ROUND = frozenset("CDGHKNOQRTUVXYZ–")
_BOLD = 1.13


class Box(NamedTuple):
    """Where something stands."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes have a point in common.

        >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).meets(Box(3, 0, 4, 2))
        (True, False)
        """
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@lru_cache(maxsize=8192)
def width(text: str, name: str = "") -> float:
    """Return how wide a text of a class is at most, in pixels.

    >>> width("Visits") < width("Visits", "head") < width("Agreements")
    True
    """
    size, bold = SIZES[name]
    return sum(map(_letter, text)) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=1024)
def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    base = unicodedata.normalize("NFD", letter)[0]
    for letters, wide in ((_NARROW, 0.33), (_SLIM, 0.42), (_BROAD, 1.0), (_ROUND, 0.8)):
        if base in letters:
            return wide
    if base.isupper():
        return 0.72
    return 0.65 if base < "\u2000" else 1.0


def clipped(text: str, room: float, name: str = "") -> str:
    """Return a text that is no wider than ``room``, with an ellipsis where it was cut.

    The mark of a language at its end stays.

    >>> clipped("Convention on the Rights of the Child", 120)
    'Convention on t…'
    >>> clipped("Visit", 120), clipped("Visit", 1)
    ('Visit', '')
    >>> clipped("Convention on the Rights of the Child [en]", 120)
    'Convention… [en]'
    """
    text = on_one_line(text).strip()
    if width(text, name) <= room:
        return text
    if (mark := _MARK.search(text)) and (short := clipped(
        text[: mark.start()], room - width(mark[0], name), name
    )):  # fmt: skip
        return short + mark[0]
    room -= width("…", name)
    kept = 0
    for letter in text:
        room -= width(letter, name)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ,;·") + "…" if kept else ""


def box(x: float, y: float, text: str, name: str = "", anchor: str = "start") -> Box:
    """Return the place a text needs that stands on the line ``y``."""
    wide, size = width(text, name), SIZES[name][0]
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left, y - size, left + wide, y + size * 0.27)


def number(value: float) -> str:
    """Return a coordinate as SVG has it, short and without a negative zero.

    >>> number(2.0), number(-0.04), number(3.14159)
    ('2', '0', '3.1')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Canvas:
    """Elements of a picture in the order in which they are drawn, and the places of its labels.

    >>> canvas = Canvas(100, 40)
    >>> canvas.label(5, 20, "one"), canvas.label(9, 22, "two")
    (True, False)
    """

    def __init__(self, width: float, height: float = 0) -> None:
        self.width = width
        self.height = height
        self.labels: list[Box] = []
        self.parts: list[str] = []

    def put(self, *parts: str) -> None:
        """Draw what is SVG already."""
        self.parts += parts

    def path(self, d: str, name: str, told: str = "") -> None:
        """Draw a path; ``told`` is shown when a pointer rests on it."""
        tip = f"<title>{escape(on_one_line(told))}</title>" if told else ""
        end = f">{tip}</path>" if tip else "/>"
        self.put(f'<path class="{name}" d="{d}"{end}')

    def line(self, x: float, y: float, x2: float, y2: float, name: str) -> None:
        """Draw a straight line."""
        self.path(f"M{number(x)} {number(y)}L{number(x2)} {number(y2)}", name)

    def fits(self, *places: Box) -> bool:
        """Tell whether these places are free of labels and on the canvas."""
        return all(
            place.left >= 0
            and place.right <= self.width
            and not any(place.meets(other) for other in self.labels)
            for place in places
        )

    def label(
        self, x: float, y: float, text: str, name: str = "", anchor: str = "start", soft: str = ""
    ) -> bool:
        """Write a text where it is free; ``soft`` follows it, paler. Return whether it was.

        The text stays on one line.
        """
        text, soft = on_one_line(text), on_one_line(soft)
        place = box(x, y, f"{text} {soft}".strip() if soft else text, name, anchor)
        if not text or not self.fits(place):
            return False
        self.labels.append(place)
        kind = f' class="{name}"' if name else ""
        side = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more = f'<tspan class="soft"> {escape(soft)}</tspan>' if soft else ""
        self.put(f'<text{kind} x="{number(x)}" y="{number(y)}"{side}>{escape(text)}{more}</text>')
        return True

    def take(self, place: Box) -> None:
        """Keep labels away from a place."""
        self.labels.append(place)

    def svg(self, title: str, about: str, kind: str, under: Canvas | None = None) -> str:
        """Return the picture, drawn over another; title and text are for who does not see it."""
        wide, high = number(self.width), number(self.height)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="pic {kind}" role="img" '
            f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        )
        return "\n".join(
            (
                head,
                f"<title>{escape(on_one_line(title))}</title>",
                f"<desc>{escape(on_one_line(about))}</desc>",
                *(under.parts if under else ()),
                *self.parts,
                "</svg>",
            )
        )


def shape(which: int, x: float, y: float, size: float = 4.5) -> str:
    """Return the outline of one of eight marks that can be told apart without colour.

    >>> shape(1, 10, 10, 10)
    'M1 1L19 1L19 19L1 19z'
    """
    one = which % 8
    if one == 0:
        r, d = number(size), number(2 * size)
        return f"M{number(x - size)} {number(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"
    points = {
        1: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        2: ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
        3: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        4: ((0, 1.2), (1.15, -0.9), (-1.15, -0.9)),
        5: ((-1.2, -1.2), (0, -0.4), (1.2, -1.2), (1.2, 1.2), (0, 0.4), (-1.2, 1.2)),
        6: ((-0.6, -1.1), (0.6, -1.1), (1.2, 0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0)),
        7: ((1.2, 0), (-0.9, 1.15), (-0.9, -1.15)),
    }[one]
    return polygon((x + a * size, y + b * size) for a, b in points)


def polygon(points: Iterable[tuple[float, float]]) -> str:
    """Return a closed outline.

    >>> polygon([(0, 0), (4, 0), (0, 3)])
    'M0 0L4 0L0 3z'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"
