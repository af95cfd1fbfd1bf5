"""With whom a state has most to do: links to the pages of its pairs."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pyoxigraph as ox

from legation.serve.data.content import Teller
from legation.serve.data.things import Word
from legation.terms import Iri, lgn, state

_INVOLVES = ox.NamedNode(lgn("involves"))
_SETTLED = ox.DefaultGraph()
#: So many facts of a state are looked at, and so many of its partners are shown.
_SEEN, _SHOWN = 3_000, 12


def pairs(teller: Teller, iri: str) -> list[tuple[Word, str, int]]:
    """Return the states with which a state shares most facts: name, path of the pair, how many.

    Nothing for what is no state. Of a state with very many facts some are looked at, in the order
    of the store, which is none; they are then not counted (0).
    """
    if not iri.startswith(state("")):
        return []
    store, me = teller.store, ox.NamedNode(iri)
    counted: Counter[str] = Counter()
    facts = list(islice(store.quads_for_pattern(None, _INVOLVES, me, _SETTLED), _SEEN + 1))
    for quad in facts[:_SEEN]:
        for other in store.quads_for_pattern(quad.subject, _INVOLVES, None, _SETTLED):
            if isinstance(other.object, ox.NamedNode) and other.object != me:
                counted[other.object.value] += 1
    found = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    whole = len(facts) <= _SEEN
    return [
        (
            teller.called(ox.NamedNode(other)),
            teller.places.of(pair_path(iri, other)),
            number * whole,
        )
        for other, number in found
        if other.startswith(state(""))
    ][:_SHOWN]


def pair_path(one: str, other: str) -> str:
    """Return the path of the page of two states, whichever is named first.

    >>> pair_path(state("VNM"), state("BLR"))
    '/pair/BLR-VNM'
    """
    return f"/pair/{'-'.join(sorted((Iri(one).local, Iri(other).local)))}"
