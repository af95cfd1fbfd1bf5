"""Where a picture has room for words: who comes first is written, and what would cover it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from legation.view.pictures.canvas import SIZES, Box, width

_CELL = 80
_SIZE = SIZES[""][0]


class Room:
    """Places that are taken, each by somebody, looked up by the squares they lie in.

    >>> room = Room()
    >>> room.take(Box(0, 0, 10, 10), "a")
    >>> room.is_free(Box(5, 5, 20, 20), "a"), room.is_free(Box(5, 5, 20, 20), "b")
    (True, False)
    """

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, str]]] = defaultdict(list)

    def is_free(self, place: Box, whose: str) -> bool:
        """Tell whether nothing stands there but what is of the same."""
        return all(
            of == whose or not place.meets(other)
            for cell in _over(place)
            for other, of in self._cells.get(cell, ())
        )

    def take(self, place: Box, whose: str) -> None:
        """Keep the words of others away."""
        for cell in _over(place):
            self._cells[cell].append((place, whose))


def _over(place: Box) -> Iterator[tuple[int, int]]:
    for x in range(int(place.left // _CELL), int(place.right // _CELL) + 1):
        for y in range(int(place.top // _CELL), int(place.bottom // _CELL) + 1):
            yield x, y


def around(x: float, y: float, rows: list[tuple[str, int]], side: int = 0) -> Box:
    """Return the place that rows of text need; each is a text with its size, 14 pixels apart.

    ``x`` is their middle, or with a side their end on the right (-1) or begin on the left (1).
    """
    wide = max(width(text) * size / _SIZE for text, size in rows)
    left = {0: x - wide / 2, 1: x, -1: x - wide}[side]
    return Box(left, y - rows[0][1], left + wide, y + 14 * (len(rows) - 1) + 4)
