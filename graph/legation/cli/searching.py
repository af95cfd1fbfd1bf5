"""The command that finds names."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from legation.cli.common import graph_option, language_option, say

if TYPE_CHECKING:
    from legation.store.search import Hit


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each line.")
@graph_option
@language_option
def search(words: tuple[str, ...], limit: int, as_json: bool, graph: str, language: str) -> None:
    """Find things by words of their names, in any language, with or without marks."""
    found = _found(" ".join(words), limit, graph, language)
    if as_json:
        for hit in found:
            told = {name: getattr(hit, name) for name in type(hit).__slots__}
            say(json.dumps(told, ensure_ascii=False))
        return
    if not found:
        say("no name of this graph has these words", err=True)
    elif found[0].near:
        say("no name has all of these words; these have one of them", err=True)
    for hit in found:
        say(_line(hit))


def _found(words: str, limit: int, graph: str, language: str) -> list[Hit]:
    """Ask the index of the current version; it is made once, and for this once in a graph of others."""
    from legation.errors import NotWritten
    from legation.store.opening import versions
    from legation.store.search import NAME, Search, build

    known = versions(graph)
    version = known.current()
    if (there := version.path / NAME).is_file():
        return Search(there).find(words, limit, language)
    store = known.open(version)
    with suppress(NotWritten):
        build(store, there)
        return Search(there).find(words, limit, language)
    with TemporaryDirectory(prefix="legation-names-") as folder:
        build(store, place := Path(folder) / NAME)
        return Search(place).find(words, limit, language)


def _line(hit: Hit) -> str:
    """Return a hit as a line: what it is called, its kind, by which form it was found, its IRI."""
    from legation.ask.terms_out import shorten
    from legation.network.names import word
    from legation.terms import lgn

    form = f" as “{hit.text}”" if hit.text != hit.label else ""
    kind = word(lgn(hit.kind)) if hit.kind else ""
    return f"{hit.label}{f' ({kind})' if kind else ''}{form}: {shorten(hit.iri)}"
