"""The index of names of a version: made once, and for the moment where it cannot be kept."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import legation
from legation.errors import GraphMissing, NotWritten
from legation.store import indexed as module
from legation.store.indexed import indexed
from legation.store.search import NAME, build
from legation.store.versions import Versions

NOTE = "Mongolia and Chile established diplomatic relations on 4 May 1984."


@pytest.fixture
def versions() -> Versions:
    """Return the versions of a graph of one note."""
    kg = legation.open("x.kg")
    kg.add_text(NOTE, "note", date="2020")
    return kg._versions


def test_the_index_is_made_once(versions: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lies beside the version, and the second asking makes none."""
    (versions.current().path / NAME).unlink(missing_ok=True)
    made: list[Path] = []

    def count(store: ox.Store, path: Path) -> int:
        made.append(path)
        return build(store, path)

    monkeypatch.setattr(module, "build", count)
    for _ in range(2):
        with indexed(versions) as names:
            assert names.find("mong co")[0].label == "Mongolia"
    assert made == [versions.current().path / NAME]


def test_a_graph_that_takes_nothing_is_searched_all_the_same(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index then lies elsewhere, and goes with the block."""
    there = versions.current().path / NAME
    there.unlink(missing_ok=True)

    def refuse(store: ox.Store, path: Path) -> int:
        if path == there:
            raise NotWritten("no")
        return build(store, path)

    monkeypatch.setattr(module, "build", refuse)
    with indexed(versions) as names:
        assert names.find("chile")[0].iri.endswith("/state/CHL")
        assert names.path.is_file()
    assert not names.path.exists()
    assert not there.exists()


def test_without_a_graph_there_is_no_index() -> None:
    """That is an error, and nothing is made."""
    with pytest.raises(GraphMissing), indexed(legation.open("none.kg")._versions):
        pass
    assert not Path("none.kg").exists()
