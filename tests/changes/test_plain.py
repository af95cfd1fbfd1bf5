"""Plain graphs: any RDF as it is, and what a graph of the other kind says instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import legation
from legation.changes import plain
from legation.errors import (
    QueryError,
    QueryReachesOut,
    SourceMissing,
    SourceUnreadable,
    UnknownName,
    WrongKind,
)
from legation.graph import KnowledgeGraph
from legation.store.versions import Versions


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    """Return an empty plain graph."""
    kg = legation.open(tmp_path / "x.kg")
    kg.create(plain=True)
    return kg


def _triples(graph: KnowledgeGraph) -> int:
    return len(graph.store)


def _file(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_of_rdf_are_added_as_they_are(graph: KnowledgeGraph) -> None:
    """Triples go to the default graph, quads to their graphs; folders are searched."""
    Path("folder").mkdir()
    _file("folder/a.ttl", "<urn:s> <urn:p> 1, 2 .")
    _file("folder/b.nq", "<urn:s> <urn:p> <urn:o> <urn:g> .")
    _file("folder/c.txt", "no RDF")
    done = graph.add("folder")
    assert (done.version, done.added) == (2, ("a.ttl", "b.nq"))
    assert len(graph.query("SELECT * { ?s ?p ?o }")) == 2
    assert len(graph.query("SELECT * { GRAPH <urn:g> { ?s ?p ?o } }")) == 1
    assert graph.undo() == 1
    assert _triples(graph) == 0


def test_what_is_no_rdf_adds_nothing(graph: KnowledgeGraph) -> None:
    """One bad file of several leaves the graph as it was."""
    good, bad = _file("good.ttl", "<urn:s> <urn:p> 1 ."), _file("bad.ttl", "<urn:s> <urn:p> .")
    with pytest.raises(SourceUnreadable, match=r"bad\.ttl: the data is no Turtle: line 1"):
        graph.add(good, bad)
    with pytest.raises(SourceMissing, match=r"there is no file none\.ttl"):
        graph.add("none.ttl")
    with pytest.raises(SourceUnreadable, match=r"note\.txt is no RDF by its name"):
        graph.add(_file("note.txt", "A note."))
    assert (graph.version, _triples(graph)) == (1, 0)


def test_updates_are_whole_or_nothing(graph: KnowledgeGraph) -> None:
    """Of an update that fails nothing is there, and no version either."""
    versions = Versions(graph.path)
    assert plain.update(versions, "INSERT DATA { <urn:s> <urn:p> 1 }").version == 2
    with pytest.raises(QueryError, match="The graph <urn:none> does not exist"):
        plain.update(versions, "CLEAR DEFAULT; CLEAR GRAPH <urn:none>")
    with pytest.raises(QueryReachesOut):
        plain.update(versions, "CLEAR DEFAULT; LOAD SILENT <http://127.0.0.1:9/>")
    assert (graph.version, _triples(graph)) == (2, 1)


def test_a_graph_is_put_extended_and_deleted(graph: KnowledgeGraph) -> None:
    """Put replaces, post adds, delete removes; an empty graph is one, too."""
    versions, name = Versions(graph.path), ox.NamedNode("urn:g")
    data = [plain.Data(_file("a.ttl", "<urn:s> <urn:p> 1 ."), ox.RdfFormat.TURTLE)]
    assert plain.put(versions, name, data).created
    assert not plain.post(versions, name, data).created
    assert _triples(graph) == 1
    assert not plain.put(versions, name, []).created
    assert graph.store.contains_named_graph(name)
    assert _triples(graph) == 0
    plain.delete(versions, name)
    with pytest.raises(UnknownName, match="there is no graph urn:g"):
        plain.delete(versions, name)
    plain.put(versions, ox.DefaultGraph(), data)
    plain.delete(versions, ox.DefaultGraph())
    assert _triples(graph) == 0


@pytest.mark.parametrize(
    "needs_sources",
    [
        lambda kg: kg.add_text("A note.", "note"),
        lambda kg: kg.remove("note"),
        lambda kg: kg.rebuild(),
        lambda kg: kg.sources(),
        lambda kg: kg.text("note"),
        lambda kg: kg.check(),
        lambda kg: kg.audit(),
        lambda kg: kg.doubts(),
        lambda kg: kg.judgements(),
        lambda kg: kg.same("a", "b", why="one"),
        lambda kg: kg.known("a"),
        lambda kg: kg.forget("a"),
    ],
)
def test_what_needs_sources_says_so(
    graph: KnowledgeGraph, needs_sources: Callable[[KnowledgeGraph], object]
) -> None:
    """A plain graph names its kind instead of failing in some other way."""
    with pytest.raises(WrongKind) as caught:
        needs_sources(graph)
    assert str(caught.value) == (
        f"{graph.path} is a plain graph: it holds RDF as it is, without sources and without "
        "anything settled; for this make a graph without --plain"
    )


def test_a_managed_graph_takes_no_updates(tmp_path: Path) -> None:
    """It says why, and what to do instead."""
    kg = legation.open(tmp_path / "managed.kg")
    kg.create()
    with pytest.raises(WrongKind) as caught:
        plain.update(Versions(kg.path), "CLEAR ALL")
    assert str(caught.value) == (
        f"{kg.path} is a managed graph: what it holds comes from its sources and is settled, so it "
        "takes no updates; use 'legation add', 'remove' and 'same', or make another with "
        "'legation init --plain'"
    )
    assert kg.version == 1


def test_what_only_reads_works_on_both(graph: KnowledgeGraph) -> None:
    """Queries, questions and exports need no sources."""
    graph.add(_file("a.ttl", "<urn:s> <urn:p> 1 ."))
    assert graph.query("ASK { <urn:s> ?p 1 }")
    assert not graph.ask("visits/between", a="VNM", b="BLR")
    assert "<urn:s>" in graph.export("nquads", "out.nq").read_text("utf-8")
