"""A path told in words: each step as the sentence of its fact, between the two that it joins."""

from __future__ import annotations

from itertools import chain, pairwise, zip_longest
from typing import Any

import pyoxigraph as ox

from legation.network.names import Names, word
from legation.serve.data.places import Places
from legation.serve.explore.network_asked import Short
from legation.serve.explore.network_path import Way
from legation.serve.explore.network_scope import Fact
from legation.serve.explore.network_view import words
from legation.terms import lgn
from legation.view.labels import when
from legation.view.settled_facts import facts, names
from legation.view.telling import tell

_DERIVED = {"involves", "affects"}


def along(way: Way | None) -> list[str]:
    """Return the IRIs that a path passes, entities and facts in turn.

    >>> along(Way((Fact("urn:f", "Visit", ()),), ("urn:a", "urn:b")))
    ['urn:a', 'urn:f', 'urn:b']
    """
    if way is None:
        return []
    told = chain.from_iterable(zip_longest(way.entities, (fact.iri for fact in way.facts)))
    return [iri for iri in told if iri is not None]


def steps(
    way: Way | None, store: ox.Store, short: Short, places: Places, language: str
) -> list[dict[str, Any]]:
    """Return the steps of a path: who, the fact in a sentence, and with whom it joins them."""
    if way is None:
        return []
    called = Names(store, language)

    def end(fact: Fact, iri: str) -> dict[str, str]:
        mine = [name for name, who in fact.roles if who == iri]
        role = next((word(lgn(name), language) for name in mine if name not in _DERIVED), "")
        if "affects" in mine and not role:
            role = words(language)["role.affects"]
        return {
            "id": short.of(iri),
            "label": called.called(ox.NamedNode(iri)),
            "href": places.path(iri),
            "role": role,
        }

    told = []
    for fact, (one, other) in zip(way.facts, pairwise(way.entities), strict=True):
        claims = facts(store, fact.iri, language)
        told.append(
            {
                "from": end(fact, one),
                "to": end(fact, other),
                "id": short.of(fact.iri),
                "href": places.path(fact.iri),
                "text": tell(claims[0], claims, language, names(store)).text,
                "date": when(fact.edtf, language),
            }
        )
    return told
