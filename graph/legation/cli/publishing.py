"""Commands that publish what the package carries: ontology."""

from __future__ import annotations

from pathlib import Path

import click

from legation.cli.common import say


@click.command()
@click.option("--out", required=True, metavar="DIR", help="A directory; made if it is not there.")
def ontology(out: str) -> None:
    """Write the reference of the ontology: a page, diagrams, the RDF and the JSON-LD context."""
    from legation.view.ontology import publish

    written = list(publish(Path(out)))
    say(f"wrote {written[0]} and {len(written) - 1} files beside it")
