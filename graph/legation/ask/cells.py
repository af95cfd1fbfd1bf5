"""Cells that join several values: in one order, whatever the order in which the engine met them.

SPARQL leaves the order within GROUP_CONCAT open, so the same graph could give the same cell in
two ways. The values of the questions' cells are therefore sorted as the engine makes the cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from legation.store.engine import Function
from legation.terms import lgn

_SORTED = ox.NamedNode(lgn("sorted"))
_JOINED = re.compile(r'GROUP_CONCAT\((?P<what>.*?); separator="(?P<between>[^"]*)"\)')
#: Stands between values until they are sorted; no text has it.
_UNIT = "\x1f"


def in_order(sparql: str) -> str:
    """Return a query that sorts what it joins; to be run with `FUNCTIONS`.

    >>> in_order('SELECT (GROUP_CONCAT(?o; separator=" ") AS ?x) { ?s ?p ?o }').count("sorted")
    1
    """
    joined = rf'{_SORTED}(GROUP_CONCAT(\g<what>; separator="\\u001F"), "\g<between>")'
    return _JOINED.sub(joined, sparql)


def _sort(*terms: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.Literal | None:
    """Return the values of a cell, sorted, with a separator between them."""
    match terms:
        case (ox.Literal() as cell, ox.Literal() as between):
            return ox.Literal(between.value.join(sorted(cell.value.split(_UNIT))))
    return None


FUNCTIONS: Mapping[ox.NamedNode, Function] = {_SORTED: _sort}
