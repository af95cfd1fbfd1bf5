"""The words of the pictures (``words.tsv``), and the key under them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from legation.view.pictures.canvas import Canvas, width

_GAP, _LINE = 22.0, 20.0


@cache
def words(language: str = "en") -> Mapping[str, str]:
    """Return the words of the pictures; a language that has none speaks English.

    >>> words("vi")["map"], words("xx")["map"]
    ('Bản đồ', 'Map')
    """
    text = Path(__file__).with_name("words.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({row["word"]: row.get(language) or row["en"] for row in rows})


def left_out(counts: Mapping[str, int], language: str) -> tuple[str, ...]:
    """Return sentences about what is not drawn; what counts nothing is not said.

    >>> left_out({"out.undated": 2, "out.vague": 0}, "en")
    ('2 left out: no date',)
    """
    said = words(language)
    return tuple(said[word].format(count=count) for word, count in counts.items() if count)


def key(canvas: Canvas, y: float, entries: Iterable[tuple[str, str]], left: float = 8) -> float:
    """Draw what marks mean, from ``y`` downward, and return where it ends.

    An entry is the SVG of a mark around the point (0, 0), at most 14 to each side, and a text.
    """
    x = left
    for mark, text in entries:
        long = 34 + width(text, "soft")
        if x > left and x + long > canvas.width:
            x, y = left, y + _LINE
        canvas.put(f'<g transform="translate({x + 14:.0f} {y + 8:.0f})">{mark}</g>')
        canvas.label(x + 34, y + 12, text, "soft")
        x += long + _GAP
    return y + _LINE if x > left else y
