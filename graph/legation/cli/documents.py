"""Commands that bring documents in and take them out: init, add, read, sources, remove, undo, rebuild."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from legation.cli.common import graph_option, opened, progress, put
from legation.terms import DEFAULT_BASE

if TYPE_CHECKING:
    from legation.reports import Added

F = TypeVar("F", bound=Callable[..., Any])
_ABOUT = {
    "title": "What the document is called.",
    "publisher": "Who publishes it.",
    "publisher-state": "The state that publishes it (VNM): whom 'we' means.",
    "date": "When it was published: 2008-11-11, 2008-11 or 2008.",
    "language": "vi or en; found in the text if not given.",
    "licence": "The licence of the text.",
    "policy": "How much of the text may be shown: full, quote (default) or none.",
    "origin": "Where the text was taken from.",
}


def _about_options(command: F) -> F:
    for name, help in reversed(_ABOUT.items()):
        command = click.option(f"--{name}", default="", metavar="TEXT", help=help)(command)
    return command


@click.command()
@graph_option
@click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    help="What the IRIs of this graph begin with.",
)
def init(graph: str, base: str) -> None:
    """Make an empty graph, for publishers who choose the base of its IRIs."""
    opened(graph).create(base)
    click.echo(f"{graph}: an empty graph; its IRIs begin with {base}")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@graph_option
@_about_options
def add(files: tuple[str, ...], graph: str, **about: str) -> None:
    """Read documents into the graph; adding one again changes nothing."""
    kg = opened(graph)
    _tell(kg.add(*files, progress=progress(), **about), graph)


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True
)
@click.option("--out", metavar="FILE", help="Write there instead of to the terminal.")
@_about_options
def read(file: str, format: str, out: str | None, **about: str) -> None:
    """Print what a document states, without storing anything."""
    from legation.graph import read as read_file
    from legation.reading import jsonl

    reading = read_file(file, **about)
    if format == "jsonl":
        put("".join(f"{line}\n" for line in jsonl.lines(reading)).encode("utf-8"), out)
        return
    put(_as_text(reading).encode("utf-8"), out)


@click.command()
@graph_option
def sources(graph: str) -> None:
    """List the sources of the graph."""
    from legation.cli.tables import table

    rows = [
        [s.name, s.title, s.publisher, s.issued, s.language, s.policy, str(s.claims), str(s.unread)]
        for s in opened(graph).sources()
    ]
    heads = ["source", "title", "publisher", "date", "lang", "text", "claims", "unread"]
    table(heads, rows)


@click.command()
@click.argument("source")
@graph_option
def remove(source: str, graph: str) -> None:
    """Take a source and its claims out of the graph."""
    done = opened(graph).remove(source)
    click.echo(f"removed {done.changed[0]}; version {done.version} of {graph}")


@click.command()
@graph_option
def undo(graph: str) -> None:
    """Go back to the version before the current one."""
    click.echo(f"back at version {opened(graph).undo()} of {graph}")


@click.command()
@graph_option
def rebuild(graph: str) -> None:
    """Make the graph again from its sources, with the rules of this version."""
    _tell(opened(graph).rebuild(progress()), graph)


def _tell(done: Added, graph: str) -> None:
    parts = [
        f"{word} {', '.join(names)}"
        for word, names in (
            ("added", done.added),
            ("read again", done.changed),
            ("unchanged", done.unchanged),
        )
        if names
    ]
    told = "; ".join(parts) or "nothing to do"
    click.echo(f"{told}; version {done.version} of {graph}")
    if done.report is None:
        return
    facts = ", ".join(f"{n} {kind}" for kind, n in done.report.facts.items())
    click.echo(
        f"{done.claims} claim{'' if done.claims == 1 else 's'} read; the graph now holds: {facts or 'no facts'}"
    )
    if done.report.disagreements:
        click.echo(
            "sources differ: " + ", ".join(f"{n} {t}" for t, n in done.report.disagreements.items())
        )
    if done.report.doubts:
        click.echo(f"{len(done.report.doubts)} to review (legation ask sources/open-questions)")
    if done.unread:
        which = (
            "sentence looks like a fact and was"
            if done.unread == 1
            else "sentences look like facts and were"
        )
        click.echo(f"{done.unread} {which} not read (legation read FILE shows which)")


def _as_text(reading: Any) -> str:
    document = reading.document
    told = document.source
    lines = [f"{told.title or told.iri} · {document.language} · {told.issued or 'no date'}", ""]
    for number, claim in enumerate(reading.claims, 1):
        values = ", ".join(f"{k}: {_short(v)}" for k, v in claim.values.items() if v)
        start, end = claim.spans[0].start, claim.spans[0].end
        words = " ".join(document.text[start:end].split())
        lines += [
            f"{number:>3}  {claim.kind}  {values}  [{claim.rule}]",
            f"     “{words}” ({start}–{end})",
        ]
    unread = [document.text[s.start : s.end] for s in reading.unread]
    if unread:
        lines += ["", f"{len(unread)} sentences look like facts and were not read:"]
        lines += [f"   – {' '.join(text.split())}" for text in unread]
    return "\n".join(lines) + "\n"


def _short(values: tuple[Any, ...]) -> str:
    from legation.facts.claims import ClaimRef
    from legation.facts.evidence import Named
    from legation.terms import Iri

    def one(value: Any) -> str:
        if isinstance(value, Named):
            return value.text
        if isinstance(value, ClaimRef):
            return f"→ {value.number + 1}"
        return value.local if isinstance(value, Iri) else str(value)

    return " + ".join(one(v) for v in values)
