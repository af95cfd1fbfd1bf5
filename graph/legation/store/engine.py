"""Oxigraph, asked in legation's manner: prefixes are known, errors say where."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import shorten

import pyoxigraph as ox

from legation.errors import GraphDamaged, QuerySyntax
from legation.store.guard import scan
from legation.terms import PREFIXES

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Function = Callable[..., _Term | None]
_PLACE = re.compile(r"error at (\d+):(\d+)(?:-[\d:]+)?: (.*)", re.DOTALL)


def query(
    store: ox.Store,
    sparql: str,
    values: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
    functions: Mapping[ox.NamedNode, Function] | None = None,
) -> Results:
    """Run a query on the settled graph (the default graph); ``GRAPH ?source`` asks who says so.

    ``values`` are put in for projected variables, as terms and never as text. ``functions`` are
    those of its own that the query calls, by IRI.

    >>> store = ox.Store()
    >>> bool(query(store, "ASK { ?visit a lgn:Visit }"))
    False

    Raises
    ------
    QuerySyntax
        The text is no SPARQL 1.1; line and column are told.
    QueryRefused
        It is an update, reaches for another endpoint, or is nested too deep to be safe.

    """
    scan(sparql)
    given: dict[ox.Variable, _Term] = {
        ox.Variable(name): value for name, value in (values or {}).items()
    }
    try:
        return store.query(
            sparql, prefixes=PREFIXES, substitutions=given, custom_functions=dict(functions or {})
        )
    except SyntaxError as error:
        raise syntax_error(error) from None


def syntax_error(error: SyntaxError) -> QuerySyntax:
    """Turn the engine's message into one that counts lines and columns from 1.

    >>> syntax_error(SyntaxError("error at 2:9: expected one of SERVICE, [_]")).line
    2
    """
    said = str(error)
    match = _PLACE.match(said)
    if match is None:
        return QuerySyntax(f"the query is no SPARQL: {said}")
    line, column, what = int(match[1]), int(match[2]), shorten(match[3], 120, placeholder=" …")
    return QuerySyntax(
        f"the query is no SPARQL at line {line}, column {column}: {what}",
        line=line,
        column=column,
        hint="SPARQL 1.1 is described at https://www.w3.org/TR/sparql11-query/",
    )


def open_to_read(path: Path) -> ox.Store:
    """Open a version for reading: any number of processes may, and no lock is taken.

    Raises
    ------
    GraphDamaged
        The store is not there or does not open.

    """
    try:
        return ox.Store.read_only(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        raise GraphDamaged(
            f"the store at {path} does not open: {error}",
            hint="'legation rebuild' makes it again from its sources",
        ) from error
