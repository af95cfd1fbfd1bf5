"""The command that writes the fact sheet of two states."""

from __future__ import annotations

from pathlib import Path

import click

from legation.cli.common import graph_option, language_option, opened, put, say


@click.command()
@click.argument("a", metavar="STATE")
@click.argument("b", metavar="STATE")
@click.option(
    "--out",
    metavar="FILE",
    help="FILE.html, FILE.md or FILE.docx; A-B-dossier.html without it. - prints Markdown.",
)
@click.option("--pictures/--no-pictures", default=True, help="With a timeline and a chart of trade, or in words only.")  # fmt: skip
@graph_option
@language_option
def dossier(a: str, b: str, out: str | None, pictures: bool, graph: str, language: str) -> None:
    """Write the fact sheet of two states: every sentence with notes, gaps and disagreements said.

    STATE is a code or a name, as in "VNM" or "Viet Nam". The pictures of FILE.md are files beside
    it, FILE-timeline.svg and FILE-trade.svg.
    """
    sheet = opened(graph).dossier(a, b, language)
    if out == "-":
        put(sheet.markdown.encode(), None)
        return
    place = sheet.save(Path(out or f"{a}-{b}-dossier.html"), pictures=pictures)
    say(f"wrote {place}: {sheet.summary}")
    if not sheet.sheet.facts:
        say("the graph knows nothing that concerns both", err=True)
