"""What a store holds of a graph: its version, its graphs, and the small files that belong to it.

All of it stands in one small named graph. A write is allowed by the token that it has seen there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from urllib.parse import quote, unquote
from uuid import uuid4

import pyoxigraph as ox

from legation.errors import NewerFormat, RemoteError, RemoteRefused
from legation.store.remote.endpoint import ROWS, TRIPLES, Endpoint
from legation.terms import REFERENCE, XSD, special

#: The graph that tells of the others, and what stands before its properties.
ABOUT = ox.NamedNode(REFERENCE + "store")
FORMAT = 1
_FILES = f"{ABOUT.value}/file/"
#: What the settled graph is called where it needs a name.
SETTLED = "settled"
_STAGING = f"{ABOUT.value}/staging/"
_OF_VIRTUOSO = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/",
)
_HEAD = ("version", "token", "base", "format")
_INTEGER = ox.NamedNode(XSD + "integer")

Row = Mapping[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]


@dataclass(frozen=True, slots=True)
class State:
    """One version of a graph in a store; ``token`` is of this very write."""

    number: int
    token: str
    base: str
    graphs: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    #: Checksums of files that stay on the machine of who writes.
    private: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Tell whether legation did not write this: then it is only read."""
        return not self.base


def property_(name: str) -> ox.NamedNode:
    """Return a property of the graph that tells of the others.

    >>> property_("version").value
    'https://w3id.org/legation/store#version'
    """
    return ox.NamedNode(f"{ABOUT.value}#{name}")


#: What a version is recognised by, besides what it holds.
HEAD = frozenset(property_(name) for name in _HEAD)


def staging(token: str, number: int) -> ox.NamedNode:
    """Return the name of a graph where something waits to be moved."""
    return ox.NamedNode(f"{_STAGING}{token}/{number}")


def triples(state: State) -> Iterator[ox.Triple]:
    """Yield what is told of a version besides its number and token."""
    for graph in state.graphs:
        yield ox.Triple(ABOUT, property_("graph"), ox.NamedNode(graph))
    for path, text in state.files.items():
        yield ox.Triple(ox.NamedNode(_FILES + quote(path)), property_("text"), ox.Literal(text))
    for path, checksum in state.private.items():
        node = ox.NamedNode(_FILES + quote(path))
        yield ox.Triple(node, property_("checksum"), ox.Literal(checksum))


def head(number: int, token: str, base: str) -> str:
    """Return the triples that a version begins with, as SPARQL."""
    said = {
        "version": ox.Literal(str(number), datatype=_INTEGER),
        "token": ox.Literal(token),
        "base": ox.Literal(base),
        "format": ox.Literal(str(FORMAT), datatype=_INTEGER),
    }
    return " ".join(f"{ABOUT} {property_(name)} {term} ." for name, term in said.items())


class Dataset:
    """The graphs of a store as legation sees them: a settled one, and the named ones.

    Where the store shows the union of all graphs unless one is named, the settled graph has a
    name too, and every request says it.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._union = endpoint.settings.union_default
        self._graph_store: str | None = endpoint.settings.graph_store or None

    def version(self) -> State | None:
        """Return number, token and base of the version in the store, ``None`` if it has none.

        Raises
        ------
        NewerFormat
            A later legation wrote it.

        """
        names = " ".join(f"?{name}" for name in _HEAD)
        told = " ; ".join(f"{property_(name)} ?{name}" for name in _HEAD)
        found = self.rows(f"SELECT {names} WHERE {{ GRAPH {ABOUT} {{ {ABOUT} {told} }} }}")
        if not found:
            return None
        row = {name: _text(found[0][name]) for name in _HEAD}
        if int(row["format"]) > FORMAT:
            raise NewerFormat(
                f"the graph at {self.url} has format {row['format']},"
                f" this legation knows formats up to {FORMAT}",
                hint="install a newer legation",
            )
        return State(int(row["version"]), row["token"], row["base"])

    def state(self, version: State) -> State:
        """Return all that the store tells of a version."""
        graphs: list[str] = []
        files: dict[str, str] = {}
        private: dict[str, str] = {}
        for triple in self.triples(ABOUT):
            subject, value = _text(triple.subject), _text(triple.object)
            if triple.predicate == property_("graph"):
                graphs.append(value)
            elif triple.predicate == property_("text"):
                files[unquote(subject.removeprefix(_FILES))] = value
            elif triple.predicate == property_("checksum"):
                private[unquote(subject.removeprefix(_FILES))] = value
        return State(
            version.number, version.token, version.base, tuple(sorted(graphs)), files, private
        )

    def plain(self) -> State | None:
        """Return the graphs of a store that legation did not write, ``None`` if it is empty."""
        found = self.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        graphs = sorted(_text(row["g"]) for row in found if isinstance(row["g"], ox.NamedNode))
        others = (ABOUT.value, *(_OF_VIRTUOSO if self.is_virtuoso else ()))
        left = [graph for graph in graphs if not graph.startswith(others)]
        if not left and (self.shares or not self.rows("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")):
            return None
        return State(0, uuid4().hex, "", tuple(left))

    @property
    def shares(self) -> bool:
        """Tell whether a graph can stand beside others: where each has a name, also the settled one."""
        return bool(self._union) or self.is_virtuoso

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return self.endpoint.settings.query

    @property
    def union(self) -> bool:
        """Tell whether the store shows the named graphs where no graph is named."""
        if self._union is None:
            ask = f"SELECT ?v WHERE {{ {ABOUT} {property_('version')} ?v }}"
            self._union = bool(self.rows(ask))
        return self._union

    def settled(self, base: str) -> ox.NamedNode | ox.DefaultGraph:
        """Return the graph that the settled one is in this store."""
        return ox.NamedNode(special(base, SETTLED)) if self.union else ox.DefaultGraph()

    @property
    def atomic(self) -> bool:
        """Tell whether an update is one transaction: by the settings, or by who answers."""
        told = self.endpoint.settings.atomic
        return not self.is_virtuoso if told is None else told

    @property
    def is_virtuoso(self) -> bool:
        """Tell whether the store is one whose peculiarities are known."""
        return self.endpoint.server.startswith("Virtuoso")

    def rows(self, sparql: str, parameters: Iterable[tuple[str, str]] = ()) -> list[Row]:
        """Return the rows of a SELECT."""
        data, _ = self.endpoint.query(sparql, ROWS, parameters)
        found = parsed(data, self.url)
        if not isinstance(found, ox.QuerySolutions):
            raise RemoteRefused(f"the store at {self.url} answers no rows", url=self.url)
        names = [variable.value for variable in found.variables]
        return [{n: t for n, t in zip(names, row, strict=True) if t is not None} for row in found]

    def triples(self, graph: ox.NamedNode) -> set[ox.Triple]:
        """Return a small graph as a whole."""
        size = self.endpoint.settings.page
        found: set[ox.Triple] = set()
        for offset in range(0, self.count(graph), size):
            data, _ = self.endpoint.query(page(graph, size, offset), TRIPLES)
            found |= {q.triple for q in ox.parse(data, ox.RdfFormat.N_TRIPLES)}
        return found

    def fetch(self, graph: ox.NamedNode | ox.DefaultGraph, file: IO[bytes]) -> int:
        """Copy a graph into a file as N-Triples, in pages if the store does not give it at once.

        Returns how many triples the store says it has.

        Raises
        ------
        RemoteRefused
            The store cuts its answers shorter than a page.

        """
        number = self.count(graph)
        name = graph.value if isinstance(graph, ox.NamedNode) else ""
        if number and (url := self._found_graph_store()):
            self.endpoint.get_graph(url, name, file)
            return number
        size = self.endpoint.settings.page
        for offset in range(0, number, size):
            sent = self.endpoint.stream(page(graph, size, offset), file)
            if int(sent.get("X-SPARQL-MaxRows", size)) < size:
                raise RemoteRefused(
                    f"the store at {self.url} answers no more than {sent['X-SPARQL-MaxRows']} rows",
                    url=self.url,
                    hint="set a smaller 'page' in [store]",
                )
        return number

    def _found_graph_store(self) -> str:
        """Return where whole graphs are to be had: where it was told, or beside the queries."""
        if self._graph_store is None:
            url = self.endpoint.settings.siblings[1]
            self._graph_store = ""
            if url and not self.is_virtuoso:
                with suppress(RemoteError):
                    self.endpoint.get_graph(url, ABOUT.value, BytesIO())
                    self._graph_store = url
        return self._graph_store

    def count(self, graph: ox.NamedNode | ox.DefaultGraph) -> int:
        """Return the number of triples in a graph."""
        pattern = within(graph, "?s ?p ?o")
        (row,) = self.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        return int(_text(row["n"]))


def page(graph: ox.NamedNode | ox.DefaultGraph, size: int, offset: int) -> str:
    """Return the query for a page of a graph.

    The order is made one level further in: Virtuoso sorts no more than 10,000 rows for a page.
    """
    ordered = f"SELECT ?s ?p ?o WHERE {{ {within(graph, '?s ?p ?o')} }} ORDER BY ?s ?p ?o"
    rows = f"SELECT ?s ?p ?o WHERE {{ {{ {ordered} }} }} LIMIT {size} OFFSET {offset}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {rows} }} }}"


def within(graph: ox.NamedNode | ox.DefaultGraph, pattern: str) -> str:
    """Return a pattern in a graph.

    >>> within(ox.DefaultGraph(), "?s ?p ?o"), within(ox.NamedNode("x:g"), "?s ?p ?o")
    ('?s ?p ?o', 'GRAPH <x:g> { ?s ?p ?o }')
    """
    return pattern if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {pattern} }}"


def parsed(data: bytes, url: str) -> ox.QuerySolutions | ox.QueryBoolean:
    """Return rows, or yes or no, in the JSON of SPARQL as the engine's own.

    Raises
    ------
    RemoteRefused
        It is something else.

    """
    try:
        return ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise RemoteRefused(
            f"the store at {url} answers what is no result of SPARQL: {error}",
            url=url,
            hint="is this the address of its SPARQL endpoint?",
        ) from error


def shared(path: str, text: str) -> str:
    """Return a file as it may be shared: where on a disk a source lay is nobody's business.

    >>> shared("sources/a/source.json", '{"path": "/home/ana/a.txt"}')
    '{"path": "a.txt"}'
    """
    if not path.endswith("/source.json"):
        return text
    told = json.loads(text)
    told["path"] = str(told.get("path", "")).replace("\\", "/").rpartition("/")[2]
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
