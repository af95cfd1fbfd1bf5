"""Commands past one machine: stage reads into parts, load takes parts into a graph."""

from __future__ import annotations

import shlex

import click

from legation.cli.common import complain, graph_option, named_graph, opened, progress, say
from legation.cli.documents import tell_of, tell_of_files
from legation.cli.inputs import (
    SOME_FAILED,
    about_options,
    given,
    name_option,
    scheduler_option,
    table_options,
    workers,
)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--to", "url", required=True, metavar="URL", help="A folder, or s3://…, gs://… .")
@scheduler_option
@graph_option
@table_options
@name_option
@about_options
def stage(
    files: tuple[str, ...],
    url: str,
    scheduler: str,
    graph: str,
    name: str,
    described_as: str,
    description: str,
    strict: bool,
    **about: str,
) -> int:
    """Read documents and tables into parts, for `load`; FILE as for `add`.

    Each part is compressed N-Quads, written by whoever read it; so all readers must reach URL.
    Without --scheduler this process reads. The graph is not touched, only its base is taken.
    """
    from legation.errors import NothingRead

    kg = opened(graph)
    documents = given(files, name)
    try:
        with progress() as tell, workers(scheduler) as executor:
            done = kg.stage(
                url,
                *documents,
                executor=executor,
                progress=tell,
                described_as=described_as,
                description=description or None,
                strict=strict,
                **about,
            )
    except NothingRead as error:
        for _, one in error.failed:
            complain(one)
        raise
    claims = f"{done.claims} claim{'' if done.claims == 1 else 's'}"
    take = f"legation load {shlex.quote(url)}{named_graph(graph)}"
    say(f"{claims} of {len(done.added)} sources are in {url}; take them with: {take}")
    tell_of_files(done)
    return SOME_FAILED if done.failed else 0


@click.command()
@click.argument("url")
@graph_option
def load(url: str, graph: str) -> None:
    """Take the parts that `stage` has written to URL into the graph, all or nothing."""
    with progress() as tell:
        done = opened(graph).load(url, tell)
    tell_of(done, graph)
