"""What is computed is kept beside the sources, not among them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import legation
from legation.changes.computed import keep
from legation.errors import GraphChanged
from legation.export.numbers import Numbers, triples
from legation.graph import KnowledgeGraph
from legation.network.measures import MEASURES
from legation.network.period import Period
from legation.store.opening import versions
from legation.terms import state

NOTE = "President Ana Soto of Chile paid an official visit to Mongolia in June 2001."


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    """Return a graph with one note."""
    graph = legation.open(tmp_path / "x.kg")
    graph.add_text(NOTE, "note", date="2005")
    return graph


def _numbers(kg: KnowledgeGraph, value: float) -> Numbers:
    rows = ((state("CHL"), Period(), value), (state("MNG"), Period(), value))
    measure = MEASURES["strength"]
    return Numbers("visits", measure, "count", Period(), rows, kg.version, base=kg.base)


def _keep(kg: KnowledgeGraph, value: float) -> str:
    numbers = _numbers(kg, value)
    assert keep(versions(kg.path), numbers.name, triples(numbers), kg.version) == kg.version
    return numbers.name


def _settled(kg: KnowledgeGraph) -> set[ox.Quad]:
    return set(kg.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_numbers_are_kept_in_a_graph_of_their_own(kg: KnowledgeGraph) -> None:
    """The settled graph, the sources and what the check finds stay as they were."""
    before, sources, findings = _settled(kg), kg.sources(), kg.check()
    name = ox.NamedNode(_keep(kg, 1.0))
    assert kg.store.contains_named_graph(name)
    assert (_settled(kg), kg.sources(), kg.check()) == (before, sources, findings)


def test_numbers_kept_again_take_the_place_of_the_former(kg: KnowledgeGraph) -> None:
    """There is never a number of an older version beside that of a newer."""
    _keep(kg, 1.5)
    name = ox.NamedNode(_keep(kg, 2.5))
    kept = {q.object.value for q in kg.store.quads_for_pattern(None, None, None, name)
            if isinstance(q.object, ox.Literal)}  # fmt: skip
    assert "2.5" in kept
    assert "1.5" not in kept


def test_adding_a_source_leaves_numbers_and_settles_as_without_them(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """A graph with numbers takes documents as one without."""
    name = ox.NamedNode(_keep(kg, 1.0))
    other = legation.open(tmp_path / "other.kg")
    other.add_text(NOTE, "note", date="2005")
    for graph in (kg, other):
        graph.add_text("Mongolia and Chile established diplomatic relations on 4 May 1984.", "b")
    assert _settled(kg) == _settled(other)
    assert kg.store.contains_named_graph(name)


def test_a_rebuilt_graph_is_that_of_its_sources_and_undo_brings_numbers_back(
    kg: KnowledgeGraph,
) -> None:
    """What was computed can be computed again."""
    name = ox.NamedNode(_keep(kg, 1.0))
    kg.rebuild()
    assert not kg.store.contains_named_graph(name)
    kg.undo()
    assert kg.store.contains_named_graph(name)


def test_numbers_of_a_graph_that_has_changed_are_not_kept(kg: KnowledgeGraph) -> None:
    """They would be those of another graph."""
    numbers = _numbers(kg, 1.0)
    before = kg.version
    kg.add_text("Mongolia and Chile established diplomatic relations on 4 May 1984.", "b")
    with pytest.raises(GraphChanged):
        keep(versions(kg.path), numbers.name, triples(numbers), before)
