"""Commands that bring documents in and take them out: init, add, remove, undo, compact, rebuild."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from legation.cli.common import complain, graph_option, opened, progress, put, say
from legation.cli.inputs import (
    SOME_FAILED,
    about_options,
    given,
    name_option,
    scheduler_option,
    table_options,
    workers,
)
from legation.terms import DEFAULT_BASE

if TYPE_CHECKING:
    from legation.errors import LegationError
    from legation.graph import KnowledgeGraph
    from legation.intake.given import Given
    from legation.intake.reports import Added

F = TypeVar("F", bound=Callable[..., Any])
#: So many names are told; the rest is a number.
_MANY = 12
#: From so many claims on, the store is worth putting in order.
_LARGE = 50_000


@click.command()
@graph_option
@click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    help="What the IRIs of this graph begin with.",
)
@click.option(
    "--plain",
    is_flag=True,
    help="Any RDF as it is: no sources, nothing settled; takes SPARQL updates when served.",
)
def init(graph: str, base: str, plain: bool) -> None:
    """Make an empty graph, for publishers who choose the base of its IRIs."""
    opened(graph).create(base, plain=plain)
    kind = "an empty plain graph" if plain else "an empty graph"
    say(f"{graph}: {kind}; its IRIs begin with {base}")


def _jobs_option(command: F) -> F:
    return click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help="How many processes read; the graph is the same.",
    )(command)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@graph_option
@_jobs_option
@click.option("--report", metavar="FILE", help="Write what was read, skipped and why, as JSON.")
@table_options
@scheduler_option
@name_option
@about_options
def add(
    files: tuple[str, ...],
    graph: str,
    jobs: int,
    report: str | None,
    name: str,
    described_as: str,
    description: str,
    strict: bool,
    scheduler: str,
    **about: str,
) -> int:
    """Read documents and tables into the graph; adding one again changes nothing.

    FILE is text, Markdown, HTML, PDF or DOCX, a folder of these, a quoted pattern ("notes/*.html"),
    or - for standard input. A table (CSV, TSV, XLSX, Parquet, JSON lines, also .gz) is read by a
    description: one that legation ships (--as), one of your own, or a source.yml beside it.
    """
    from legation.errors import MissingExtra, NothingRead, SourceError
    from legation.store.files import check_writable

    kg = opened(graph)
    documents = given(files, name)
    if report and report != "-":
        check_writable(Path(report), hint="choose another place with --report")
    try:
        with progress() as tell, workers(scheduler) as executor:
            done = kg.add(
                *documents,
                jobs=jobs,
                executor=executor,
                progress=tell,
                described_as=described_as,
                description=description or None,
                strict=strict,
                **about,
            )
    except (SourceError, MissingExtra) as error:
        wrong = error.failed if isinstance(error, NothingRead) else ()
        for _, one in wrong:
            complain(one)
        if report:
            _report(_nothing(kg, documents, wrong, error), report)
        raise
    tell_of(done, graph)
    if report:
        _report(done, report)
    return SOME_FAILED if done.failed else 0


def _report(done: Added, file: str) -> None:
    import json

    told = json.dumps(done.as_json(), ensure_ascii=False, indent=1) + "\n"
    put(told.encode(), file, "--report")


def _nothing(
    kg: KnowledgeGraph,
    documents: list[str | Given],
    wrong: Sequence[tuple[str, LegationError]],
    error: LegationError,
) -> Added:
    """Tell of an ``add`` of which nothing could be read."""
    from legation.intake.reports import Added, Failed
    from legation.reading import paths

    named = paths.find(one for one in documents if isinstance(one, str))
    if not wrong:  # the one document, or what is said of all of them
        names = [*map(str, named.files), *(one for one, _ in named.missing)]
        names += [str(one.path) for one in documents if not isinstance(one, str)]
        wrong = [(one, error) for one in names]
    failed = tuple(Failed(path, str(why)) for path, why in wrong)
    version = kg.version if kg.exists() else 0
    return Added(version, (), (), (), 0, 0, None, failed=failed, skipped=named.skipped)


@click.command()
@click.argument("source")
@graph_option
def remove(source: str, graph: str) -> None:
    """Take a source and its claims out of the graph."""
    done = opened(graph).remove(source)
    say(f"removed {done.changed[0]}; version {done.version} of {graph}")


@click.command()
@graph_option
def undo(graph: str) -> None:
    """Go back to the version before the current one."""
    say(f"back at version {opened(graph).undo()} of {graph}")


@click.command()
@graph_option
@_jobs_option
@scheduler_option
def rebuild(graph: str, jobs: int, scheduler: str) -> None:
    """Make the graph again from its sources, with the rules of this version."""
    with progress() as tell, workers(scheduler) as executor:
        done = opened(graph).rebuild(tell, jobs, executor)
    tell_of(done, graph)


@click.command()
@graph_option
def compact(graph: str) -> None:
    """Put the store of the graph in order, so that questions of a large graph are answered faster."""
    say(f"put in order: version {opened(graph).compact()} of {graph}, with the same content")


def tell_of(done: Added, graph: str) -> None:
    """Say what was read and what the graph holds now."""
    parts = [
        f"{word} {_some(names)}"
        for word, names in (
            ("added", done.added),
            ("read again", done.changed),
            ("unchanged", done.unchanged),
        )
        if names
    ]
    told = "; ".join(parts) or "nothing to do"
    say(f"{told}; version {done.version} of {graph}")
    tell_of_files(done)
    if done.report is None:
        return
    facts = ", ".join(f"{n} {kind}" for kind, n in done.report.facts.items())
    say(
        f"{done.claims} claim{'' if done.claims == 1 else 's'} read; the graph now holds: {facts or 'no facts'}"
    )
    if done.report.disagreements:
        say(
            "sources differ: " + ", ".join(f"{n} {t}" for t, n in done.report.disagreements.items())
        )
    if done.claims >= _LARGE:
        say("so much was loaded that questions are answered faster after 'legation compact'")
    if done.report.doubts:
        say(f"{len(done.report.doubts)} to review (legation doubts)")
    # What a table has that could not be read is told of each table.
    if unread := sum(read.unread for read in done.read if not read.troubles):
        which = (
            "sentence looks like a fact and was"
            if unread == 1
            else "sentences look like facts and were"
        )
        say(f"{unread} {which} not read (legation read FILE shows which)")


def tell_of_files(done: Added) -> None:
    """Say what was taken for what, what was left out, and on standard error what failed."""
    for read_as in sorted({read.read_as for read in done.read} - {""}):
        names = [read.source for read in done.read if read.read_as == read_as]
        say(f"read as {read_as}: {_some(names)}")
    for read in done.read:
        for note in read.notes:
            say(f"{read.source}: {note}")
    if done.skipped:
        files = "file" if len(done.skipped) == 1 else "files"
        say(f"skipped {len(done.skipped)} {files}: {_some([s.path for s in done.skipped])}")
    for failed in done.failed:
        complain(failed.why)
    if done.failed:
        documents = "document" if len(done.failed) == 1 else "documents"
        say(
            f"legation: {len(done.failed)} {documents} could not be read; the others are in the graph",
            err=True,
        )


def _some(names: Sequence[str]) -> str:
    """Join names, but not thousands."""
    more = f" and {len(names) - _MANY} more" if len(names) > _MANY else ""
    return ", ".join(names[:_MANY]) + more
