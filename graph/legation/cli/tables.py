"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from legation.cli.common import width
from legation.values.calm import calm

if TYPE_CHECKING:
    from rich.console import Console

_GAP = 3
_READABLE = 40
_NARROW = 12
_PROSE = 120


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; long cells wrap, nothing is cut.

    Where it is too wide for the terminal, columns that hold little are left out, and that is
    said.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    heads = [calm(head) for head in heads]
    rows = [[calm(cell) for cell in row] for row in rows]
    console = Console(width=width(), highlight=False, soft_wrap=False)
    if any(len(cell) > _PROSE for row in rows for cell in row):
        _records(console, heads, rows)
        return
    kept, dropped = _fitting(heads, rows)
    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    widest = {n: max([len(heads[n]), *(len(row[n]) for row in rows)]) for n in kept}
    least = sum(min(widest[n], _NARROW) + _GAP for n in kept)
    for n in kept:
        whole = widest[n] <= _NARROW and least <= width()
        drawn.add_column(Text(heads[n]), overflow="fold", no_wrap=whole)
    for row in rows:
        drawn.add_row(*(Text(row[n]) for n in kept))
    console.print(drawn)
    told = _counted(rows)
    if dropped:
        told += f"; not shown here, but in --format csv: {', '.join(heads[n] for n in dropped)}"
    console.print(Text(told, style="dim"))


def _records(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows one below the other, a line for each cell: sentences are no matter for columns."""
    from rich.padding import Padding
    from rich.text import Text

    for row in rows:
        for n, (head, cell) in enumerate(zip(heads, row, strict=True)):
            if cell:
                line = Text.assemble((f"{head}: ", "bold"), cell)
                console.print(Padding(line, (0, 0, 0, 2 if n else 0)))
    console.print(Text(_counted(rows), style="dim"))


def _counted(rows: Sequence[Sequence[str]]) -> str:
    return f"{len(rows)} row{'' if len(rows) == 1 else 's'}"


def _fitting(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Return the columns to show and those to leave out, until the table fits the terminal.

    Empty columns go first, then IRIs from the right, then what is filled in few rows only.
    """
    columns = range(len(heads))
    filled = [sum(bool(row[n]) for row in rows) for n in columns]
    empty = [n for n in columns if rows and not filled[n]]
    iris = [n for n in columns if filled[n] and all(_is_iri(row[n]) for row in rows)]
    sparse = [n for n in columns if n not in {*empty, *iris} and filled[n] * 2 < len(rows)]
    widths = [min(_READABLE, max([len(heads[n]), *(len(row[n]) for row in rows)])) for n in columns]
    kept = list(columns)
    dropped: list[int] = []
    for n in (*empty, *reversed(iris), *sorted(sparse, key=lambda n: (filled[n], -n))):
        if sum(widths[k] + _GAP for k in kept) <= width():
            break
        kept.remove(n)
        dropped.append(n)
    return kept, sorted(dropped)


def _is_iri(cell: str) -> bool:
    return not cell or ("/" in cell and " " not in cell and not cell[:1].isdigit())
