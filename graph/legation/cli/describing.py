"""The command that drafts a description from a table: describe."""

from __future__ import annotations

from pathlib import Path

import click

from legation.cli.common import put, say


@click.command()
@click.argument("file", metavar="FILE", required=False)
@click.option("--out", "-o", metavar="FILE", help="Write the draft to FILE.")
@click.option("--list", "listed", is_flag=True, help="List the descriptions that legation ships.")
def describe(file: str | None, out: str | None, *, listed: bool) -> None:
    """Draft a description from a table, for a person to finish.

    FILE is CSV, TSV, XLSX, Parquet or JSON lines, perhaps packed with gzip. The draft says how
    sure it is of every guess; finish it, then: legation add FILE --description DRAFT.
    """
    from legation.tables import draft, shipped

    if listed:
        from legation.cli.tables import table

        table(("name", "title"), [(name, shipped.title(name)) for name in shipped.names()])
        say("legation add FILE --as NAME")
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    put(draft.draft(Path(file)).encode(), out)
