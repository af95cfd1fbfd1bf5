"""A small store whose queries can be made as hard as one likes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

_BASE = "https://example.org/"


def make_store(path: Path, size: int) -> Path:
    """Make a ring of so many things, each with a name, and a named graph that holds its size."""
    store = ox.Store(str(path))
    follows, name = ox.NamedNode(_BASE + "follows"), ox.NamedNode(_BASE + "name")
    things = [ox.NamedNode(f"{_BASE}{n}") for n in range(size)]
    store.bulk_extend(
        quad
        for n, thing in enumerate(things)
        for quad in (
            ox.Quad(thing, follows, things[(n + 1) % size]),
            ox.Quad(thing, name, ox.Literal(f"thing {n}")),
        )
    )
    graph = ox.NamedNode(_BASE + "graph")
    store.add(ox.Quad(graph, ox.NamedNode(_BASE + "size"), ox.Literal(size), graph))
    store.flush()
    return path


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with a ring of 2,000 things."""
    return make_store(tmp_path_factory.mktemp("ring") / "store", 2_000)
