"""How commands name documents: files, folders, standard input, and what is told of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from legation.errors import LegationError
    from legation.intake.given import Given

F = TypeVar("F", bound=Callable[..., Any])
#: The exit code that says: some documents could not be read, the others were.
SOME_FAILED = 10
_ABOUT = {
    "title": "What the document is called.",
    "publisher": "Who publishes it.",
    "publisher-state": "The state that publishes it (VNM): whom 'we' means.",
    "date": "When it was published: 2008-11-11, 2008-11 or 2008.",
    "language": "vi or en; found in the text if not given.",
    "licence": "The licence of the text.",
    "policy": "How much of the text may be shown: full, quote (default) or none.",
    "origin": "Where the text was taken from.",
    "encoding": "UTF-8, UTF-16, Windows-1258, TCVN3, VNI …; found in the bytes if not given.",
}


def about_options(command: F) -> F:
    """Add what may be told of a document: title, publisher, date …."""
    for name, help in reversed(_ABOUT.items()):
        command = click.option(f"--{name}", default="", metavar="TEXT", help=help)(command)
    return command


def name_option(command: F) -> F:
    """Add ``--name``, for standard input."""
    return click.option(
        "--name", default="stdin", metavar="NAME", help="What standard input (-) is called."
    )(command)


def table_options(command: F) -> F:
    """Add what says how tables are read: ``--as``, ``--description``, ``--strict``."""
    for option in (
        click.option(
            "--strict", is_flag=True, help="Refuse a table of which a cell cannot be read."
        ),
        click.option(
            "--description",
            default="",
            metavar="FILE",
            help="Read tables by the description in FILE.",
        ),
        click.option(
            "--as",
            "described_as",
            default="",
            metavar="NAME",
            help="Read tables by this description of legation.",
        ),
    ):
        command = option(command)
    return command


def scheduler_option(command: F) -> F:
    """Add ``--scheduler``, whose workers read."""
    return click.option(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="Let the workers of a Dask scheduler (tcp://host:8786) read; the graph is the same.",
    )(command)


@contextmanager
def workers(scheduler: str) -> Iterator[Executor | None]:
    """Give the workers of a scheduler, if one is named."""
    if not scheduler:
        yield None
        return
    from legation.intake.cluster import connected

    with connected(scheduler) as executor:
        yield executor


def given(files: tuple[str, ...], name: str) -> list[str | Given]:
    """Take standard input where it is named, once."""
    from legation.errors import SourceUnreadable
    from legation.intake.given import Given
    from legation.reading.files import LARGEST

    given: list[str | Given] = []
    for file in dict.fromkeys(files):
        if file != "-":
            given.append(file)
            continue
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceUnreadable(
                "standard input is larger than 64 MiB", hint="split it into documents"
            )
        given.append(Given(Path(name), {}, data))
    return given


def found(named: list[str | Given]) -> tuple[list[Given], list[LegationError]]:
    """Return the documents that are meant, and what is wrong with names."""
    from legation.intake.given import Given
    from legation.reading import paths

    files = paths.find(name for name in named if isinstance(name, str))
    documents = [Given(path) for path in files.files]
    documents += [one for one in named if isinstance(one, Given)]
    return documents, [error for _, error in files.missing]
