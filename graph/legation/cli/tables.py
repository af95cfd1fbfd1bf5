"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from legation.cli.common import width


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; long cells wrap, nothing is cut."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for head in heads:
        drawn.add_column(Text(head), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    console = Console(width=width(), highlight=False, soft_wrap=False)
    console.print(drawn)
    console.print(Text(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim"))
