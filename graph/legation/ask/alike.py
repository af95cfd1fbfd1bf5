"""At which of two states a question begins: at the one of which less is told.

The engine joins in the order of the query, whatever it finds: between the United States, with some
thirty thousand facts in a graph of all public tables, and Belarus, with two thousand, it matters.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from legation.ask.questions import Question
from legation.terms import lgn

_INVOLVES = ox.NamedNode(lgn("involves"))
#: Facts are counted up to here, then further: where two differ much, few are counted.
_STEPS = (500, 4_000, 32_000)


def better_exchanged(store: object, question: Question, values: Mapping[str, object]) -> bool:
    """Return whether less is told of the second of two states that are alike to a question.

    A store elsewhere is asked in the order that was given: its own optimiser decides.

    >>> from legation.ask.questions import question
    >>> better_exchanged(ox.Store(), question("visits/between"), {})
    False
    """
    pair = [values.get(name) for name in question.alike]
    if not isinstance(store, ox.Store) or len(pair) != 2:
        return False
    one, other = pair
    if not isinstance(one, ox.NamedNode) or not isinstance(other, ox.NamedNode):
        return False
    for most in _STEPS:
        first, second = (_count(store, state, most) for state in (one, other))
        if min(first, second) < most:
            return second < first
    return False


def _count(store: ox.Store, state: ox.NamedNode, most: int) -> int:
    """Return how many facts involve a state, counted up to ``most``."""
    found = store.query(
        f"SELECT (COUNT(*) AS ?n) {{ SELECT ?fact {{ ?fact {_INVOLVES} {state} }} LIMIT {most} }}"
    )
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    return int(next(found)["n"].value)
