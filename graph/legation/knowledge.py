"""Ask the RDF files of the shelves: the ontology, its vocabularies, the reference entities."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from legation.errors import KnowledgeError
from legation.resources import texts
from legation.terms import PREFIXES


@cache
def folder(name: str) -> ox.Store:
    """Return the Turtle files of one folder of ``ontology/`` as a store in memory, read once.

    >>> len(folder("core")) > 400
    True

    Raises
    ------
    KnowledgeError
        A file does not parse.

    """
    store = ox.Store()
    for file, text in texts("ontology", name, ".ttl").items():
        try:
            store.load(text.encode(), ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise KnowledgeError(f"ontology/{name}/{file} does not parse: {error}") from error
    return store


def select(store: ox.Store, query: str) -> list[dict[str, str]]:
    """Return the rows of a SELECT as dictionaries of strings; what is unbound is absent.

    >>> select(folder("core"), "SELECT ?k { lgn:Visit lgn:iriPath ?k }")
    [{'k': 'visit'}]
    """
    solutions = store.query(query, prefixes=PREFIXES)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("select() takes a SELECT query")
    names = [variable.value for variable in solutions.variables]
    rows = ([(name, plain(row[name])) for name in names] for row in solutions)
    return [{name: value for name, value in row if value is not None} for row in rows]


def plain(term: object) -> str | None:
    """Return the IRI or the lexical form of a term of the engine, ``None`` for no term.

    >>> plain(None) is None
    True
    """
    return None if term is None else value(term)


def value(term: object) -> str:
    """Return the IRI or the lexical form of a term of the engine.

    >>> value(ox.Literal("24", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")))
    '24'
    """
    if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal):
        return term.value
    return str(term)
