"""``legation sources``: what a graph was made of, and what of it could not be read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from legation.cli.common import graph_option, opened, put, say

if TYPE_CHECKING:
    from legation.intake.reports import SourceEntry
    from legation.tables.report import Trouble

_HEADS = ("source", "title", "publisher", "date", "lang", "text", "claims", "unread")
#: ``kept`` tells of a cell that was read and names what only the table knows.
_CELLS = ("row", "column", "value", "reason", "kept")


@click.command()
@click.argument("name", default="")
@graph_option
@click.option(
    "--format",
    "-F",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@click.option("--out", "-o", metavar="FILE", help="Write to FILE instead of the screen.")
def sources(name: str, graph: str, format: str, out: str | None) -> None:
    """List the sources of the graph; of the table NAME, each cell that could not be read."""
    kg = opened(graph)
    cells, every = (kg.unread(name), ()) if name else ((), kg.sources())
    if format == "jsonl":
        lines = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in (*cells, *every))
        put("".join(lines).encode(), out)
        return
    heads, rows = (_CELLS, _unread(cells)) if name else (_HEADS, _listed(every))
    if format == "csv" or out:
        put(_csv(heads, rows), out)
        return
    from legation.cli.tables import table

    table(heads, rows)
    if name and not rows:
        say("every cell was read; of a document, 'legation read FILE' shows what was left")


def _listed(found: Iterable[SourceEntry]) -> list[list[str]]:
    return [
        [s.name, s.title, s.publisher, s.issued, s.language, s.policy, str(s.claims), str(s.unread)]
        for s in found
    ]


def _unread(found: Iterable[Trouble]) -> list[list[str]]:
    return [
        [str(one.row), one.column, one.value, one.reason, "as it stands" if one.unresolved else ""]
        for one in found
    ]


def _csv(heads: Sequence[str], rows: list[list[str]]) -> bytes:
    from legation.export.tables import safe

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heads, *([*map(safe, row)] for row in rows)])
    return text.getvalue().encode()
