"""The command that writes the fact sheet of two states."""

from __future__ import annotations

from pathlib import Path

import click

from legation.cli.common import graph_option, language_option, opened, say


@click.command()
@click.argument("a", metavar="STATE")
@click.argument("b", metavar="STATE")
@click.option(
    "--out",
    metavar="FILE",
    help="FILE.html, FILE.md or FILE.docx; A-B-dossier.html without it.",
)
@graph_option
@language_option
def dossier(a: str, b: str, out: str | None, graph: str, language: str) -> None:
    """Write the fact sheet of two states: every sentence with notes, gaps and disagreements said."""
    from legation.view.dossier import dossier as tell

    kg = opened(graph)
    sheet = tell(kg.store, a, b, language, kg.version, kg.base)
    place = sheet.save(Path(out or f"{a}-{b}-dossier.html"))
    say(f"wrote {place}: {sheet.summary}")
