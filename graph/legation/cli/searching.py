"""The command that finds names."""

from __future__ import annotations

import json
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
    found, meant = _found(" ".join(words), limit, graph, language)
    if as_json:
        for hit in (*found, *meant):
            told = {name: getattr(hit, name) for name in type(hit).__slots__}
            say(json.dumps(told | ({"meant": True} if hit in meant else {}), ensure_ascii=False))
        return
    if not found:
        say("no name of this graph has these words", err=True)
    elif found[0].near:
        say("no name has all of these words; these have one of them", err=True)
    for hit in found:
        say(_line(hit))
    if meant:
        say("did you mean", err=True)
    for hit in meant:
        say(_line(hit))


def _found(words: str, limit: int, graph: str, language: str) -> tuple[list[Hit], list[Hit]]:
    """Return what has the words in a name, and what else may have been meant."""
    from legation.store.indexed import indexed
    from legation.store.opening import versions

    with indexed(versions(graph)) as search:
        found = search.find(words, limit, language)
        slipped = not found or found[0].near
        return found, search.meant(words, limit=5, language=language) if slipped else []


def _line(hit: Hit) -> str:
    """Return a hit as a line: what it is called, its kind, by which form it was found, its IRI."""
    from legation.ask.terms_out import shorten
    from legation.network.names import word
    from legation.terms import lgn

    form = f" as “{hit.text}”" if hit.text != hit.label else ""
    kind = word(lgn(hit.kind)) if hit.kind else ""
    return f"{hit.label}{f' ({kind})' if kind else ''}{form}: {shorten(hit.iri)}"
