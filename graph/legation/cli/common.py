"""What all commands share: the graph option, output to a file or the terminal, progress."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from legation.values.calm import calm, on_one_line

if TYPE_CHECKING:
    from legation.graph import KnowledgeGraph

F = TypeVar("F", bound=Callable[..., Any])


def _graph(_ctx: click.Context, _param: click.Parameter, told: str) -> str:
    from legation.store.opening import UNDERSTOOD, not_understood

    if wrong := not_understood(told):
        raise click.BadParameter(f"{wrong}; {UNDERSTOOD}")
    return told


def graph_option(command: F) -> F:
    """Add ``--graph``, a directory or the URL of a store; ``LEGATION_GRAPH`` may give it."""
    return click.option(
        "--graph",
        "graph",
        envvar="LEGATION_GRAPH",
        default="legation.kg",
        show_default=True,
        metavar="DIR",
        callback=_graph,
        help="The graph, or the URL of a SPARQL store with one; LEGATION_GRAPH may name it.",
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


def named_graph(graph: str) -> str:
    """Return how a command names the graph, if it has to."""
    known = os.environ.get("LEGATION_GRAPH", "legation.kg")
    return "" if graph == known else f" --graph {shlex.quote(graph)}"


def say(text: str, *, err: bool = False) -> None:
    """Print one line; what names and documents hold cannot break it or give orders to a terminal."""
    click.echo(on_one_line(text), err=err)


def say_all(text: str) -> None:
    """Print text of several lines, without what gives orders to a terminal."""
    click.echo(calm(text))


def complain(problem: object) -> None:
    """Say on standard error what is wrong, in one line."""
    say(f"legation: {' '.join(str(problem).split())}", err=True)


def put(data: bytes, out: str | None, option: str = "--out") -> None:
    """Write an answer to a file, whole or not at all, or to standard output."""
    if out is None or out == "-":
        click.echo(data, nl=False)
        return
    from legation.store.files import replacing

    with replacing(Path(out), hint=f"choose another place with {option}") as file:
        file.write(data)
    say(f"wrote {out}", err=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Give what shows on a terminal how far reading is; elsewhere nothing is shown."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description:.40}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def width() -> int:
    """Return how wide a table may be."""
    import shutil

    return max(80, min(shutil.get_terminal_size((110, 24)).columns, 160))
