"""What all commands share: the graph option, output to a file or the terminal, progress."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from legation.graph import KnowledgeGraph

F = TypeVar("F", bound=Callable[..., Any])


def graph_option(command: F) -> F:
    """Add ``--graph DIR``, which ``LEGATION_GRAPH`` may give."""
    return click.option(
        "--graph",
        "graph",
        envvar="LEGATION_GRAPH",
        default="legation.kg",
        show_default=True,
        metavar="DIR",
        help="The graph; LEGATION_GRAPH may name it.",
    )(command)


def language_option(command: F) -> F:
    """Add ``--language en|vi``, which ``LEGATION_LANGUAGE`` may give."""
    return click.option(
        "--language",
        envvar="LEGATION_LANGUAGE",
        type=click.Choice(["en", "vi"]),
        default="en",
        show_default=True,
        help="The language of names and headings.",
    )(command)


def opened(graph: str) -> KnowledgeGraph:
    """Return the graph a command works on."""
    from legation.graph import open as open_graph

    return open_graph(graph)


def put(data: bytes, out: str | None) -> None:
    """Write an answer to a file, whole or not at all, or to standard output."""
    if out is None or out == "-":
        click.echo(data, nl=False)
        return
    from legation.export.files import replacing

    with replacing(Path(out)) as file:
        file.write(data)
    click.echo(f"wrote {out}", err=True)


def progress() -> Callable[[str, int, int], None]:
    """Return what tells on standard error how far reading is, at most once in a second."""
    last = time.monotonic()

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            click.echo(f"{what} ({min(done + 1, total)} of {total}) …", err=True)

    return tell


def width() -> int:
    """Return how wide a table may be."""
    import shutil

    return max(80, min(shutil.get_terminal_size((110, 24)).columns, 160))
