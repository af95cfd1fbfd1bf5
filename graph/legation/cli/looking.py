"""Commands that look and publish: show, view, export, check."""

from __future__ import annotations

from pathlib import Path

import click

from legation.cli.common import graph_option, language_option, opened, say, say_all


@click.command()
@click.argument("name", metavar="NAME-or-IRI")
@graph_option
@language_option
def show(name: str, graph: str, language: str) -> None:
    """Print an entity or a fact: its names, its facts, the sentences they rest on."""
    say_all(opened(graph).show(name, language).text())


@click.command()
@click.argument("names", nargs=-1, metavar="[ENTITY | STATE STATE]")
@click.option("--ask", "question", metavar="TOPIC/NAME", help="Draw the answer to a question.")
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question."
)
@click.option("--out", default="network.html", show_default=True, metavar="FILE.html")
@graph_option
@language_option
def view(
    names: tuple[str, ...],
    question: str | None,
    params: tuple[str, ...],
    out: str,
    graph: str,
    language: str,
) -> None:
    """Write one web page with the network of a pair, an entity or an answer; it works offline."""
    if len(names) > 2:
        raise click.UsageError("name one entity, or two states.")
    if names and question:
        raise click.UsageError("name an entity or a question, not both.")
    kg = opened(graph)
    answer = None
    if question:
        pairs = (p.partition("=") for p in params)
        answer = kg.ask(question, **{name: value for name, _, value in pairs})
    page = kg.view(*names, answer=answer, language=language)
    page.save(Path(out))
    say(f"wrote {out}: {page.summary}")


@click.command()
@click.option(
    "--format",
    "format",
    required=True,
    metavar="FORMAT",
    help="turtle, trig, nquads, ntriples, jsonld, rdfxml, csv, graphml, gexf.",
)
@click.option("--out", required=True, metavar="FILE", help="The file; for csv a folder, or a .zip.")
@graph_option
def export(format: str, out: str, graph: str) -> None:
    """Write the graph to a file; two exports of one graph are equal byte for byte."""
    path = opened(graph).export(format, out)
    say(f"wrote {path}")


@click.command()
@click.option("--ontology", is_flag=True, help="Check legation's own ontology instead of a graph.")
@graph_option
def check(graph: str, ontology: bool) -> int:
    """Validate the graph; exit code 1 says that something violates the shapes."""
    if ontology:
        from legation.check import check_ontology

        findings, name = check_ontology(), "ontology"
    else:
        findings, name = opened(graph).check(), graph
    for finding in findings:
        say(str(finding))
    worst = any(finding.severity == "violation" for finding in findings)
    told = (
        f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
        if findings
        else "nothing to complain of"
    )
    say(f"{name}: {told}")
    return 1 if worst else 0
