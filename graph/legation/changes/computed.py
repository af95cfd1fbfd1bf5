"""Keeping what was computed of a graph in a named graph of its own, beside the sources.

It is no source and no claim, so the settled graph stays as it is. It is of the version it was
computed from and says so; `legation rebuild` makes a graph from its sources and leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from legation.store.versions import Versions


def keep(versions: Versions, name: str, triples: Iterable[ox.Triple], after: int) -> int:
    """Put triples into the graph ``name`` in the place of what it held; return the new version.

    ``after`` is the version they were computed from.

    Raises
    ------
    GraphChanged
        The graph has changed since then; nothing was written.
    GraphBusy, GraphReadOnly, WrongKind
        The graph cannot be written to now.

    """
    graph = ox.NamedNode(name)
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    with versions.write(f"keep {name}", after=after) as draft:
        if draft.store.contains_named_graph(graph):
            draft.store.clear_graph(graph)
        draft.store.extend(quads)
    return draft.number
