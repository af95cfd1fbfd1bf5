"""Commands that ask: ask (named questions) and query (SPARQL)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from legation.cli.common import graph_option, language_option, opened, put, say, say_all
from legation.values.calm import calm

if TYPE_CHECKING:
    from legation.ask.answers import Answer
    from legation.graph import KnowledgeGraph

_FORMAT = click.option(
    "--format",
    "format",
    default=None,
    metavar="FORMAT",
    help="table (default), csv, tsv, json, xml, markdown; of graphs turtle (default), trig, ntriples, nquads, jsonld, rdfxml.",
)
_OUT = click.option("--out", metavar="FILE", help="Write there instead of to the terminal.")


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    add_help_option=False,
)
@click.option(
    "-h", "--help", "told", is_flag=True, help="Show this; of a question, how it is asked."
)
@click.argument("question", required=False, metavar="TOPIC/NAME")
@graph_option
@_FORMAT
@click.option(
    "--view",
    metavar="VIEW",
    help="With --out FILE.html or FILE.svg: timeline, map, chart or network.",
)
@_OUT
@language_option
@click.pass_context
def ask(
    ctx: click.Context,
    told: bool,
    question: str | None,
    graph: str,
    format: str | None,
    view: str | None,
    out: str | None,
    language: str,
) -> None:
    """Ask a question by name; without a name, list the questions.

    The parameters of a question follow it: legation ask visits/between --a VNM --b BLR

    What they are is told by: legation ask visits/between --help
    """
    if told:
        say_all(_usage(question, language) if question else ctx.get_help())
        return
    if question is None:
        _catalogue(language)
        return
    given = _parameters(ctx.args)
    kg = opened(graph)
    answer = kg.ask(question, **given)
    if view is not None:
        from legation.ask.questions import question as find

        title = find(question).title[language]
        _draw(kg, answer, view, None if format else out, title, language)
        return
    if format in {None, "table"} and out is None:
        from legation.ask.questions import question as find

        say(find(question).title[language], err=True)
    _give(answer, format, out, language)


@click.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", "file", metavar="FILE", help="Read the query from a file.")
@graph_option
@_FORMAT
@_OUT
def query(
    sparql: str | None, file: str | None, graph: str, format: str | None, out: str | None
) -> None:
    """Ask in SPARQL, from the command line, a file (-f) or standard input.

    The prefixes lgn:, state:, post:, place:, org:, rdfs:, skos:, xsd:, dct: are known. Plain
    patterns ask the settled graph; GRAPH ?source { … } asks who says so.
    """
    if file is not None and sparql is not None:
        raise click.UsageError("give the query itself or -f FILE, not both.")
    if file is not None:
        sparql = _query_in(file)
    elif sparql is None or sparql == "-":
        sparql = sys.stdin.read()
    _give(opened(graph).query(sparql), format, out)


def _query_in(file: str) -> str:
    from pathlib import Path

    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} holds no query that can be read: {error}.") from None


def _usage(name: str, language: str) -> str:
    from legation.ask.questions import question
    from legation.ask.usage import usage

    return usage(question(name), language)


def _give(answer: Answer, format: str | None, out: str | None, language: str = "en") -> None:
    if answer.shape == "table" and format in {None, "table"}:
        if out is None:
            from legation.cli.tables import table

            shown = answer.table(language)
            if shown.note:
                say_all(shown.note)
            else:
                table(shown.columns, shown.rows)
            return
        format = "markdown"
    if format in {None, "table"}:
        format = "turtle" if answer.shape == "graph" else "markdown"
    told = answer.shape == "table" and format == "markdown"
    put(calm(answer.markdown(language)).encode() if told else answer.serialize(format), out)
    if format in {"csv", "tsv", "xml"} and "note" not in answer.columns and answer.note:
        say(answer.note, err=True)


def _draw(
    kg: KnowledgeGraph,
    answer: Answer,
    view: str,
    out: str | None,
    title: str,
    language: str,
) -> None:
    """Write an answer as a picture."""
    if out is None:
        raise click.UsageError(
            "--view goes with --out FILE.html or FILE.svg, and without --format."
        )
    if view == "network":
        page = kg.view(answer=answer, language=language)
        say(f"wrote {page.save(out)}: {page.summary}")
        return
    from legation.view.pictures import write_picture

    drawn = write_picture(answer, view, out, language, title)
    left = f", {drawn.omitted} left out" if drawn.omitted else ""
    say(f"wrote {out}: {drawn.drawn} drawn{left}")


def _catalogue(language: str) -> None:
    from legation.ask.questions import catalogue

    for question in catalogue():
        words = (
            f"--{p.name} {p.type.upper()}" if p.required else f"[--{p.name} {p.type.upper()}]"
            for p in question.parameters
        )
        say(f"{question.name}  {' '.join(words)}".rstrip())
        say(f"    {question.title[language]}")


def _parameters(arguments: list[str]) -> dict[str, str]:
    """Read ``--name value`` and ``--name=value`` pairs."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise click.UsageError(f"what is {word!r}? Parameters are given as --name value.")
        name, equals, value = word.removeprefix("--").partition("=")
        if not equals:
            if not rest:
                raise click.UsageError(f"--{name} needs a value.")
            value = rest.pop(0)
        found[name] = value
    return found
