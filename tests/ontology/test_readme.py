"""The worked example of `ontology/README.md` says what it shows."""

from __future__ import annotations

import re

import pyoxigraph as ox

from legation.knowledge import folder, plain
from legation.resources import shelf, texts
from legation.terms import LGN


def _readme() -> str:
    return (shelf("ontology") / "README.md").read_text("utf-8")


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", _readme(), re.DOTALL)
    assert found
    return found[1]


def test_the_query_answers_as_the_table_shows() -> None:
    """Who reads the example can run it."""
    store = ox.Store()
    store.load(_block("trig").encode(), ox.RdfFormat.TRIG)
    rows = store.query(_block("sparql"))
    assert isinstance(rows, ox.QuerySolutions)
    answer = [[(plain(value) or "").rsplit("/", 1)[-1] for value in row] for row in rows]
    shown = re.findall(r"^\| (\d\S+) \| (\w+) \| (\S+) \|$", _readme(), re.MULTILINE)
    assert answer == [list(row) for row in shown]


def test_every_word_of_the_example_is_declared() -> None:
    """The example cannot fall behind the ontology."""
    words = {ox.NamedNode(LGN + w) for w in re.findall(r"\blgn:([\w-]+)", _block("trig"))}
    declared = {quad.subject for name in ("core", "vocabularies") for quad in folder(name)}
    assert words - declared == set()


def test_every_module_is_told_of() -> None:
    """The table of modules names each file of the core."""
    assert [f for f in texts("ontology", "core", ".ttl") if f"(core/{f})" not in _readme()] == []
