"""How a plain graph changes: files are added, updates run, graphs are put, extended, deleted.

Each change is one new version, as with a managed graph. Nothing is settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from legation.changes.using import using
from legation.errors import (
    QueryError,
    QueryReachesOut,
    SourceMissing,
    SourceUnreadable,
    UnknownName,
)
from legation.intake.reports import Added
from legation.store import foreign
from legation.store.foreign import Graph
from legation.store.guard import look_at_update
from legation.store.settings import PLAIN
from legation.store.syntax import syntax_error
from legation.store.versions import Versions
from legation.terms import PREFIXES

_NAMES = 20


@dataclass(frozen=True, slots=True)
class Written:
    """The version that a change has made, and whether it made a graph that was not there."""

    version: int
    created: bool = False


@dataclass(frozen=True, slots=True)
class Data:
    """A file of RDF, and what its relative IRIs are relative to."""

    path: Path
    format: ox.RdfFormat
    base: str | None = None


def add(versions: Versions, paths: Iterable[str | Path], into: str = "") -> Added:
    """Add files of RDF, or folders of them; triples go to the default graph or to ``into``.

    Raises
    ------
    SourceMissing, SourceUnreadable
        A file is not there, or no RDF; nothing was added.
    GraphBusy, GraphReadOnly, WrongKind
        The graph cannot be written to so.

    """
    versions.require(PLAIN)
    files = _files(paths)
    graph = _named(into) if into else None
    names = tuple(path.name for path in files)
    with versions.write(f"add {' '.join(names[:_NAMES])}", kind=PLAIN) as draft:
        for path in files:
            format = foreign.SUFFIXES[path.suffix.lower()]
            try:
                foreign.load(draft.store, path, format, graph=graph, base=path.resolve().as_uri())
            except SourceUnreadable as error:
                raise SourceUnreadable(f"{path}: {error.message}", hint=error.hint) from None
    return Added(draft.number, names, (), (), 0, 0, None)


def update(
    versions: Versions,
    sparql: str,
    dataset: tuple[Sequence[str], Sequence[str]] | None = None,
    base: str | None = None,
) -> Written:
    """Run a SPARQL update, all of it or nothing; ``dataset`` are the graphs of USING (NAMED).

    Relative IRIs are relative to ``base``.

    Raises
    ------
    QuerySyntax
        It is no SPARQL, or names graphs itself where ``dataset`` does.
    QueryRefused, QueryReachesOut
        It is too deep or too much at once, or has SERVICE or LOAD.
    QueryError
        It clears a graph that is not there, or the like.
    GraphBusy, GraphReadOnly, WrongKind
        The graph cannot be written to so.

    """
    looked = look_at_update(sparql)
    text = looked.harmless or sparql
    if dataset is not None:
        text = using(text, *dataset)
    with versions.write("update", kind=PLAIN) as draft:
        try:
            draft.store.update(text, base_iri=base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(error, "update", text) from None
        except RuntimeError as error:  # a graph that is to be there or not to be there
            raise QueryError(
                f"the update cannot be done: {error}", hint="SILENT passes over it"
            ) from error
        if looked.outward:  # its grammar is sound, but it does not run
            raise QueryReachesOut(
                f"{looked.outward} asks another machine, and legation stays on this one",
                hint="fetch the data yourself and add it",
            )
    return Written(draft.number)


def put(versions: Versions, graph: Graph, data: Sequence[Data]) -> Written:
    """Put data in the place of what a graph holds.

    Raises
    ------
    SourceUnreadable
        It is no RDF; nothing was changed.
    GraphBusy, GraphReadOnly, WrongKind
        The graph cannot be written to so.

    """
    return _write(versions, "put", graph, data, replace=True)


def post(versions: Versions, graph: Graph, data: Sequence[Data]) -> Written:
    """Add data to a graph; `put` tells what it raises."""
    return _write(versions, "post", graph, data, replace=False)


def delete(versions: Versions, graph: Graph) -> Written:
    """Remove a graph; the default graph is emptied.

    Raises
    ------
    UnknownName
        There is no such graph.
    GraphBusy, GraphReadOnly, WrongKind
        The graph cannot be written to so.

    """
    with versions.write("delete", kind=PLAIN) as draft:
        if isinstance(graph, ox.NamedNode) and not draft.store.contains_named_graph(graph):
            raise UnknownName(f"there is no graph {graph.value}")
        draft.store.remove_graph(graph)
    return Written(draft.number)


def _write(
    versions: Versions, what: str, graph: Graph, data: Sequence[Data], *, replace: bool
) -> Written:
    with versions.write(what, kind=PLAIN) as draft:
        store = draft.store
        created = isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph)
        if replace and not created:
            store.clear_graph(graph)
        if isinstance(graph, ox.NamedNode):
            store.add_graph(graph)
        for one in data:
            foreign.load(store, one.path, one.format, graph=graph, base=one.base)
    return Written(draft.number, created)


def _files(paths: Iterable[str | Path]) -> list[Path]:
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in foreign.SUFFIXES)
        elif not path.is_file():
            raise SourceMissing(f"there is no file {path}")
        elif path.suffix.lower() not in foreign.SUFFIXES:
            raise SourceUnreadable(
                f"{path} is no RDF by its name, and a plain graph takes nothing else",
                hint=f"known: {' '.join(foreign.SUFFIXES)}",
            )
        else:
            found.append(path)
    if not found:
        raise SourceMissing("there is no file of RDF", hint=f"known: {' '.join(foreign.SUFFIXES)}")
    return found


def _named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise UnknownName(f"{iri!r} is no IRI", hint="name a graph by an absolute IRI") from None
