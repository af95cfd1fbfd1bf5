"""Oxigraph, asked in legation's manner: prefixes are known, errors say where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from legation.errors import GraphDamaged, QueryReachesOut
from legation.store.guard import Looked, look
from legation.store.syntax import syntax_error
from legation.terms import PREFIXES

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Value = ox.NamedNode | ox.Literal
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Function = Callable[..., _Term | None]


class Elsewhere(Protocol):
    """A store that is asked over the network; ``local`` is a copy of it on this machine."""

    @property
    def local(self) -> ox.Store: ...  # noqa: D102

    def query(self, sparql: str, values: Mapping[str, Value], form: Results) -> Results:
        """Ask what was parsed here before; ``form`` is what an empty store answers."""


def query(
    store: ox.Store | Elsewhere,
    sparql: str,
    values: Mapping[str, Value] | None = None,
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
        It is an update, or nested too deep or too much at once to be safe.
    QueryReachesOut
        It asks another endpoint.

    """
    refuse_to_reach_out(look(sparql))
    given: dict[ox.Variable, _Term] = {
        ox.Variable(name): value for name, value in (values or {}).items()
    }
    here = store if isinstance(store, ox.Store) else ox.Store()
    try:
        found = here.query(
            sparql, prefixes=PREFIXES, substitutions=given, custom_functions=dict(functions or {})
        )
    except SyntaxError as error:
        raise syntax_error(error, text=sparql) from None
    return found if isinstance(store, ox.Store) else store.query(sparql, values or {}, found)


def refuse_to_reach_out(looked: Looked, base: str | None = None) -> None:
    """Refuse a query with SERVICE, but say first if it is no SPARQL at all.

    Raises
    ------
    QuerySyntax, QueryReachesOut
        Always, if the query has SERVICE.

    """
    if not looked.outward:
        return
    try:
        ox.Store().query(looked.harmless, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise syntax_error(error, text=looked.harmless) from None
    raise QueryReachesOut(
        f"{looked.outward} asks another endpoint, and legation stays on this machine",
        hint="ask it there",
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
