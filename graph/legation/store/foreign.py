"""RDF from outside: what it is called, and what is looked at before the engine parses it.

Some thousand levels of nesting end the process inside the parser, and entities of a DOCTYPE
are expanded without bound. Both are told by a look at the brackets that costs little.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import IO
from xml.parsers import expat

import pyoxigraph as ox

from legation.errors import SourceUnreadable

MOST_NESTED = 256

#: Media types in which one graph is sent.
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/n3": ox.RdfFormat.N3,
}
#: RDF by the suffix of a file's name.
SUFFIXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
# What may hold brackets that do not nest: comments, IRIs, strings; then the brackets.
_TURTLE = re.compile(
    rb"""\#[^\n]*|<(?!<)[^>\s]*>|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    rb"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?P<open><<|[\[({])|(?P<close>>>|[\])}])""",
    re.DOTALL,
)
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)


Graph = ox.NamedNode | ox.DefaultGraph
#: From this size on a file is loaded past the transaction; a draft is thrown away if it fails.
_LARGE = 8_000_000


def load(
    store: ox.Store,
    path: Path,
    format: ox.RdfFormat,
    *,
    graph: Graph | None = None,
    base: str | None = None,
) -> None:
    r"""Add a file to a store: to one graph, or, if there is none, to the graphs that it names.

    >>> import tempfile
    >>> store = ox.Store()
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     _ = file.write(b"<x:s> <x:p> 1, 2 .")
    ...     file.flush()
    ...     load(store, Path(file.name), ox.RdfFormat.TURTLE, graph=ox.NamedNode("x:g"))
    >>> len(store)
    2

    Raises
    ------
    SourceUnreadable
        It is refused by `check`, or it is not what it says it is; tells line and column.

    """
    check(path, format)
    try:
        if graph is not None and format.supports_datasets:
            quads = ox.parse(
                path=path,
                format=format,
                base_iri=base,
                without_named_graphs=True,
                rename_blank_nodes=True,
            )
            store.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads)
        elif path.stat().st_size < _LARGE:
            store.load(path=path, format=format, base_iri=base, to_graph=graph)
        else:
            store.bulk_load(path=path, format=format, base_iri=base, to_graph=graph)
    except (SyntaxError, ValueError) as error:
        # The engine names the file that it was given, which may be one that nobody knows.
        told = error.msg if isinstance(error, SyntaxError) else str(error)
        said = told.replace(str(path), path.name).removeprefix("Parser error at ")
        raise SourceUnreadable(f"the data is no {format.name}: {said}") from None


def check(path: Path, format: ox.RdfFormat) -> None:
    """Refuse data that must not reach the parser of the engine.

    Raises
    ------
    SourceUnreadable
        It is nested too deep, has a DOCTYPE, or is XML that is not well-formed; says where.

    """
    with path.open("rb") as file:
        if format == ox.RdfFormat.RDF_XML:
            _check_xml(file)
        elif format != ox.RdfFormat.N_QUADS and path.stat().st_size:
            json = format in (ox.RdfFormat.JSON_LD, ox.RdfFormat.STREAMING_JSON_LD)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                _check_brackets(data, _JSON if json else _TURTLE)


def _check_brackets(data: mmap.mmap, pattern: re.Pattern[bytes]) -> None:
    depth = 0
    for match in pattern.finditer(data):
        group = match.lastgroup
        if group == "open":
            depth += 1
            if depth > MOST_NESTED:
                raise _too_deep()
        elif group == "close":
            depth -= 1


def _check_xml(file: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    depth = 0

    def begin(_: str, __: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_NESTED:
            raise _too_deep()

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise SourceUnreadable(
            "the data has a DOCTYPE, and entities are not expanded", hint="write the IRIs in full"
        )

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.ParseFile(file)
    except expat.ExpatError as error:
        raise SourceUnreadable(
            f"the data is no XML at line {error.lineno}, column {error.offset + 1}: "
            f"{expat.ErrorString(error.code)}"
        ) from None


def _too_deep() -> SourceUnreadable:
    return SourceUnreadable(f"the data is nested deeper than {MOST_NESTED} levels")
