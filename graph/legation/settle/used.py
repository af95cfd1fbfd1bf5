"""What facts name and no source describes: states, posts, organisations, concepts of vocabularies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.identity import reference
from legation.identity.entities import Entity
from legation.knowledge import value
from legation.settle import posts
from legation.terms import PREFIXES, state

_SETTLED = ox.DefaultGraph()
_NAMED = "SELECT DISTINCT ?o { ?fact lgn:statedIn ?source ; ?p ?o FILTER(isIRI(?o)) }"
_BY_SOURCES = "SELECT DISTINCT ?o { ?source a lgn:Source ; ?p ?o FILTER(isIRI(?o)) }"
_PARTIES = "SELECT DISTINCT ?o { ?fact lgn:party|lgn:subject ?o FILTER(isIRI(?o)) }"


def members(union: str) -> Iterator[ox.Quad]:
    """Yield which states are members of a union of the reference; nothing of anything else."""
    for code in reference.members(union):
        yield ox.Quad(node(union), term("memberState"), node(state(code)), _SETTLED)


def descriptions(used: Iterable[str], parties: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield what is known of the things that are used; of unions among ``parties`` also the members."""
    named = set(used)
    for union in sorted(parties):
        told = list(members(union))
        yield from told
        named |= {value(q.object) for q in told}
    for iri in sorted(iri for iri in named if posts.is_post(iri)):
        told = list(posts.quads(iri))
        yield from told
        named |= {value(q.object) for q in told if isinstance(q.object, ox.NamedNode)}
    yield from reference.quads(named)


def drop_unused(store: ox.Store, gone: Collection[str], entities: Iterable[Entity]) -> None:
    """Take out the descriptions of things that nothing names any more.

    ``gone`` is what was named by facts, entities and sources that were taken out.
    """
    own = {entity.iri for entity in entities}
    before = {value(quad.subject) for quad in descriptions(gone, gone)} - own
    if not before:
        return
    used = {*_iris(store, _NAMED), *_iris(store, _BY_SOURCES)}
    for iri in own:
        quads = store.quads_for_pattern(node(iri), None, None, _SETTLED)
        used |= {value(q.object) for q in quads if isinstance(q.object, ox.NamedNode)}
    kept = set(descriptions(used, set(_iris(store, _PARTIES))))
    for iri in before:
        for quad in list(store.quads_for_pattern(node(iri), None, None, _SETTLED)):
            if quad not in kept:
                store.remove(quad)


def _iris(store: ox.Store, query: str) -> Iterator[str]:
    found = store.query(query, prefixes=PREFIXES)
    if isinstance(found, ox.QuerySolutions):
        yield from (value(row["o"]) for row in found if isinstance(row["o"], ox.NamedNode))
