"""Commands that show what is read of documents, and let a person judge it: read, review."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from legation.cli.common import complain, put, say, width
from legation.cli.inputs import SOME_FAILED, about_options, found, given, name_option

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from legation.errors import LegationError
    from legation.intake.given import Given
    from legation.reading.files import Original
    from legation.reading.read import Reading

#: Prose is hard to read in longer lines.
_WIDEST = 100
_INDENT = 6

told_in_option = click.option(
    "--told-in",
    "told_in",
    envvar="LEGATION_LANGUAGE",
    type=click.Choice(["en", "vi"]),
    default="en",
    show_default=True,
    help="The language of notes and headings; LEGATION_LANGUAGE may name it.",
)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "html", "jsonl"]),
    default="text",
    show_default=True,
    help="For the terminal, as a page to open in a browser, or the facts as JSON lines.",
)
@click.option("--out", metavar="FILE", help="Write there instead of to the terminal.")
@told_in_option
@name_option
@about_options
def read(
    files: tuple[str, ...], format: str, out: str | None, told_in: str, name: str, **about: str
) -> int:
    """Show what documents state and what was left unread, without storing it; FILE as for `add`."""
    documents, failed = found(given(files, name))
    several = len(documents) > 1
    readings: list[tuple[Original, Reading]] = []
    for document, one in _read(documents, about):
        if isinstance(one, tuple):
            readings.append(one)
            _mention(document, *one)
        else:
            failed.append(one)
    for wrong in failed:
        complain(wrong)
    if not readings:
        return failed[0].exit_code
    if format == "jsonl":
        text = "".join(_as_jsonl(original, reading, several) for original, reading in readings)
    elif format == "html":
        from legation.view.reading_page import page

        text = page(readings, told_in)
    else:
        text = "\n\n".join(_as_text(o, r, told_in, several, out) for o, r in readings)
    put(text.encode("utf-8"), out)
    return SOME_FAILED if failed else 0


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@about_options
def review(files: tuple[str, ...], **about: str) -> int:
    """Write FILE.review.tsv, a line for each claim to mark ok, no or fix; marks are kept.

    `read` and `add` obey the file as long as it stands beside FILE; a mark that finds its claim
    no more is told, and stays.
    """
    from legation.errors import LegationError, SourceUnreadable
    from legation.reading import review as judging
    from legation.reading import review_file
    from legation.reading.files import load
    from legation.store.files import replacing

    if "-" in files:
        raise SourceUnreadable(
            "a review stands beside a file, and standard input (-) is none",
            hint="save it to a file and name that",
        )
    documents, failed = found(list(files))
    done = 0
    for document, one in _read([replace(d, review=b"") for d in documents], about):
        if not isinstance(one, tuple):
            failed.append(one)
            continue
        place = review_file.beside(document.path)
        try:
            before = review_file.parse(load(place), str(place)) if place.is_file() else None
            fresh = judging.renewed(one[1], before, str(place))
            data = review_file.write(fresh)
            # what a person wrote is checked before it is written again
            checked = judging.apply(one[1], review_file.parse(data, str(place)))
            with replacing(place) as file:
                file.write(data)
        except LegationError as error:
            failed.append(error)
            continue
        done += 1
        for said in checked.notes:
            say(said, err=True)
        open_ = sum(e.mark is review_file.Mark.OPEN for e in fresh.entries)
        lines = len(fresh.entries)
        say(
            f"{place}: {lines} line{'' if lines == 1 else 's'}, {lines - open_} judged, {open_} to look at"
        )
    for wrong in failed:
        complain(wrong)
    if failed and not done:
        return failed[0].exit_code
    return SOME_FAILED if failed else 0


def _read(
    documents: list[Given], about: dict[str, str]
) -> Iterator[tuple[Given, tuple[Original, Reading] | LegationError]]:
    """Yield each document with what was read of it, or what is wrong with it."""
    from legation.errors import SourceUnreadable
    from legation.intake.given import PROBLEMS, told_of
    from legation.intake.given import read as read_document
    from legation.tables.files import kind

    for document in documents:
        if document.data is None and kind(document.path):
            yield (
                document,
                SourceUnreadable(
                    f"{document.path} is a table, whose rows are told by a description",
                    hint="'legation add FILE --as NAME' reads it, 'legation sources NAME' lists what was left",
                ),
            )
            continue
        try:
            told = told_of(document.path, about, from_file=document.data is None)
            yield document, read_document(replace(document, told=told))
        except PROBLEMS as error:
            yield document, error


def _mention(document: Given, original: Original, reading: Reading) -> None:
    """Say on standard error how a document was read, and which judgements find nothing."""
    read_as = f"read as {original.read_as}" if original.read_as else ""
    for said in filter(None, (read_as, *original.notes)):
        say(f"{document.path}: {said}", err=True)
    for said in reading.notes:
        say(said, err=True)


def _as_jsonl(original: Original, reading: Reading, several: bool) -> str:
    import json

    from legation.reading import jsonl

    if not several:
        return "".join(f"{line}\n" for line in jsonl.lines(reading))
    rows = ({"document": str(original.path), **row} for row in jsonl.rows(reading))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _as_text(
    original: Original, reading: Reading, language: str, several: bool, out: str | None
) -> str:
    """Return a read document as a terminal shows it; elsewhere without colour, unwrapped."""
    from rich.console import Console

    from legation.view.reading_text import lines

    seen = out is None and sys.stdout.isatty()
    shown = io.StringIO()
    console = Console(
        file=shown,
        width=min(width(), _WIDEST),
        force_terminal=True if seen else None,
        no_color=bool(os.environ.get("NO_COLOR")),
        highlight=False,
        emoji=False,
        markup=False,
    )
    for line in lines(original, reading, language, str(original.path) if several else ""):
        if seen:
            _wrapped(console, line)
        else:
            console.print(line, soft_wrap=True)
    return shown.getvalue()


def _wrapped(console: Console, line: Text) -> None:
    """Print a line; where a note goes on, its next lines stand below its words."""
    from rich.text import Text

    indent = _INDENT if line.plain.startswith("  ") else 0
    for number, part in enumerate(line.wrap(console, console.width - indent)):
        part.rstrip()
        console.print(Text(" " * indent) + part if number and indent else part)
