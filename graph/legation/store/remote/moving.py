"""A difference goes into a store: first aside, where it is read back, then over in one request.

The request begins with a new token in the place of the one that was seen, and all that follows
happens only where that token stands: of two writers one finds nothing to do. Where an update is
no transaction, a request that was cut leaves this token behind, so that everybody sees that the
graph is no longer the version they know; the next write makes it whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pyoxigraph as ox

from legation.errors import GraphChanged, RemoteError, RemoteRefused
from legation.store.remote.dataset import (
    ABOUT,
    Dataset,
    State,
    head,
    property_,
    staging,
    within,
)

_LOG = logging.getLogger(__name__)
_TRIPLES, _BYTES = 1_000, 200_000
#: By the Graph Store Protocol more goes over at once.
_MORE = 50
#: Ends the token of a write that is not over.
MOVING = "~"
_NO_STAGING = f"DROP SILENT GRAPH {staging('none', 0)}"

Graph = ox.NamedNode | ox.DefaultGraph


@dataclass(frozen=True, slots=True)
class Difference:
    """What one graph of the dataset loses and gets."""

    graph: Graph
    gone: frozenset[ox.Triple]
    new: frozenset[ox.Triple]


class Mover:
    """Writes to one store; finds out on the first occasion where it takes updates."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._endpoint = dataset.endpoint
        self._update = ""
        self._graph_store = dataset.endpoint.settings.graph_store

    def begin(self, token: str, base: str) -> State:
        """Put a first, empty version into a store that has none, and return it."""
        guard = f"FILTER NOT EXISTS {{ GRAPH {ABOUT} {{ {ABOUT} {property_('token')} ?t }} }}"
        self._send(f"INSERT {{ GRAPH {ABOUT} {{ {head(0, token, base)} }} }} WHERE {{ {guard} }}")
        found = self._dataset.version()
        if found is None:
            # An engine may find no solution in an empty store.
            self._send(f"INSERT DATA {{ GRAPH {ABOUT} {{ {head(0, token, base)} }} }}")
            found = self._dataset.version()
        if found is None or found.token != token:
            raise self._changed()
        return found

    def move(self, seen: State, new: State, differences: Iterable[Difference]) -> None:
        """Make a store hold a new version in the place of the one that was seen.

        Raises
        ------
        GraphChanged
            Somebody else has written meanwhile; nothing was changed.
        RemoteRefused
            The store takes no updates, or keeps other values than it was given.

        """
        if not self._dataset.atomic:
            _LOG.warning(
                "%s does not change a graph as one transaction: until this write is over,"
                " readers may see a part of it",
                self._dataset.url,
            )
        steps: list[tuple[Graph, ox.NamedNode, bool]] = []
        try:
            for difference in differences:
                for triples, adds in ((difference.gone, False), (difference.new, True)):
                    if triples:
                        aside = staging(new.token, len(steps))
                        steps.append((difference.graph, aside, adds))
                        self._put(aside, triples, whole=adds)
            self._move(seen, new, steps)
        except BaseException:
            with suppress(RemoteError):
                self._drop(aside for _, aside, _ in steps)
            raise

    def _move(self, seen: State, new: State, steps: list[tuple[Graph, ox.NamedNode, bool]]) -> None:
        text = ";\n".join(_request(seen, new, steps))
        try:
            self._send(text)
        except RemoteError:
            # The answer may be lost, and the work done.
            found = self._dataset.version()
            if found is None or found.token != new.token:
                raise
        found = self._dataset.version()
        if found is None or found.token != new.token:
            raise self._changed()

    def _put(self, aside: ox.NamedNode, triples: frozenset[ox.Triple], *, whole: bool) -> None:
        """Put triples aside; what is to stay is read back and must be the same."""
        more = _MORE if self._graph_store else 1
        for lines in _pieces(triples, _TRIPLES * more, _BYTES * more):
            if self._graph_store:
                self._endpoint.post_graph(self._graph_store, aside.value, "\n".join(lines).encode())
            else:
                self._send(f"INSERT DATA {{ GRAPH {aside} {{\n{' '.join(lines)}\n}} }}")
        kept = _canonical(self._dataset.triples(aside))
        given = _canonical(triples)
        if kept == given or not whole:
            return
        lost = sorted(map(str, given - kept)) or sorted(map(str, kept - given))
        got = sorted(map(str, kept - given))
        instead = f", but {got[0]}" if got and given - kept else ""
        raise RemoteRefused(
            f"the store at {self._dataset.url} does not keep {lost[0]}{instead}",
            url=self._dataset.url,
            hint="nothing was changed; this data needs another store",
        )

    def _drop(self, graphs: Iterable[ox.NamedNode]) -> None:
        text = " ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in graphs)
        if text:
            self._send(text)

    def _send(self, text: str) -> None:
        self._endpoint.update(text, self._where())

    def _where(self) -> str:
        """Return where the store takes updates: where it was told, beside the queries, or there."""
        if self._update:
            return self._update
        settings = self._endpoint.settings
        beside, graph_store = settings.siblings
        candidates = [settings.update] if settings.update else [beside, settings.query]
        refused: RemoteRefused | None = None
        for url in filter(None, candidates):
            try:
                self._endpoint.update(_NO_STAGING, url)
            except RemoteRefused as error:
                refused = max(error, refused or error, key=_tells)
                continue
            self._update = url
            if url == beside and not self._graph_store:
                self._graph_store = self._answering(graph_store)
            return url
        raise RemoteRefused(
            f"the store at {self._dataset.url} takes no updates"
            + (f": it refused with {refused.status}" if refused and refused.status else ""),
            url=self._dataset.url,
            status=refused.status if refused else 0,
            hint=refused.hint if refused and refused.hint else "name 'update' in [store]",
        ) from refused

    def _answering(self, url: str) -> str:
        """Return the address of a graph store if one is there."""
        try:
            self._endpoint.post_graph(url, staging("none", 0).value, b"")
        except RemoteError:
            return ""
        return url

    def _changed(self) -> GraphChanged:
        return GraphChanged(
            f"another process has changed the graph at {self._dataset.url} meanwhile",
            hint="try again",
        )


def differences(old: ox.Store, new: ox.Store, settled: Graph) -> Iterator[Difference]:
    """Yield what each graph loses and gets, the settled one last."""
    named = {g for store in (old, new) for g in store.named_graphs()}
    graphs: list[Graph] = [g for g in sorted(named, key=str) if isinstance(g, ox.NamedNode)]
    graphs.append(ox.DefaultGraph())
    for graph in graphs:
        quads = old.quads_for_pattern(None, None, None, graph)
        gone = frozenset(quad.triple for quad in quads if quad not in new)
        quads = new.quads_for_pattern(None, None, None, graph)
        come = frozenset(quad.triple for quad in quads if quad not in old)
        if gone or come:
            yield Difference(settled if isinstance(graph, ox.DefaultGraph) else graph, gone, come)


def holds(store: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> bool:
    """Tell whether anything is in a graph."""
    return next(store.quads_for_pattern(None, None, None, graph), None) is not None


def _request(
    seen: State, new: State, steps: list[tuple[Graph, ox.NamedNode, bool]]
) -> Iterator[str]:
    token, version = property_("token"), property_("version")
    old, moving = ox.Literal(seen.token), ox.Literal(new.token + MOVING)
    mine = f"GRAPH {ABOUT} {{ {ABOUT} {token} {moving} }}"
    was = f"GRAPH {ABOUT} {{ {ABOUT} {token} {old} }}"
    yield f"DELETE {{ {was} }} INSERT {{ {mine} }} WHERE {{ {was} }}"
    for graph, aside, adds in steps:
        what = within(graph, "?s ?p ?o")
        word = "INSERT" if adds else "DELETE"
        yield f"{word} {{ {what} }} WHERE {{ {mine} GRAPH {aside} {{ ?s ?p ?o }} }}"
    before = f"GRAPH {ABOUT} {{ {ABOUT} {token} {moving} ; {version} ?n }}"
    number = ox.Literal(new.number)
    after = f"GRAPH {ABOUT} {{ {ABOUT} {token} {ox.Literal(new.token)} ; {version} {number} }}"
    yield f"DELETE {{ {before} }} INSERT {{ {after} }} WHERE {{ {before} }}"
    for _, aside, _ in steps:
        yield f"DROP SILENT GRAPH {aside}"


def _pieces(triples: Iterable[ox.Triple], most: int, size: int) -> Iterator[list[str]]:
    """Yield N-Triples in pieces that a store takes at once."""
    lines: list[str] = []
    length = 0
    for triple in sorted(map(str, triples)):
        line = f"{triple} ."
        if lines and (len(lines) >= most or length + len(line) > size):
            yield lines
            lines, length = [], 0
        lines.append(line)
        length += len(line)
    if lines:
        yield lines


def _canonical(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return triples as the engine keeps them: numbers have one form."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in triples)
    return {quad.triple for quad in store}


def _tells(refused: RemoteRefused) -> int:
    """Return how much a refusal tells of why: a token is missing, or there is nothing at all."""
    return {401: 3, 403: 2, 404: 0, 405: 0}.get(refused.status, 1)
