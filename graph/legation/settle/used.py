"""What facts name and no source describes: states, posts, organisations, concepts of vocabularies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.identity import reference
from legation.identity.entities import Entity
from legation.knowledge import value
from legation.settle import continuity, posts
from legation.terms import state

_SETTLED = ox.DefaultGraph()
_OF_PARTIES = (term("party"), term("subject"))


def members(union: str) -> Iterator[ox.Quad]:
    """Yield which states are members of a union of the reference; nothing of anything else."""
    for code in reference.members(union):
        yield ox.Quad(node(union), term("memberState"), node(state(code)), _SETTLED)


def descriptions(
    used: Iterable[str], parties: Iterable[str], told: Collection[str] | None = None
) -> Iterator[ox.Quad]:
    """Yield what is known of the things that are used; of unions among ``parties`` also the members.

    Of former polities it is also what they continued and what followed them; ``told`` are those
    that more than such a fact names, if that is not all.
    """
    named = set(used)
    for union in sorted(parties):
        states = list(members(union))
        yield from states
        named |= {value(q.object) for q in states}
    for iri in sorted(iri for iri in named if posts.is_post(iri)):
        about = list(posts.quads(iri))
        yield from about
        named |= {value(q.object) for q in about if isinstance(q.object, ox.NamedNode)}
    history = list(continuity.quads(named if told is None else told))
    yield from history
    yield from reference.quads(named | {value(q.object) for q in history if _is_iri(q.object)})


def _is_iri(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def drop_unused(store: ox.Store, gone: Collection[str], entities: Iterable[Entity]) -> None:
    """Take out the descriptions of things that nothing names any more.

    ``gone`` is what was named by facts, entities and sources that were taken out.
    """
    own = {entity.iri for entity in entities}
    before = {value(quad.subject) for quad in descriptions(gone, gone)} - own
    used = {iri for iri in before if _is_named(store, iri, before, own)}
    parties = {iri for iri in used if any(_naming(store, iri, *_OF_PARTIES))}
    joined = {*before, *continuity.subjects()}
    told = {iri for iri in used if _is_named(store, iri, joined, own)}
    kept = set(descriptions(used, parties, told))
    for iri in before - used | {value(quad.subject) for quad in kept} & before:
        for quad in list(store.quads_for_pattern(node(iri), None, None, _SETTLED)):
            if quad not in kept:
                store.remove(quad)


def _is_named(
    store: ox.Store, iri: str, described: Collection[str], entities: Collection[str]
) -> bool:
    """Tell whether a fact, a source, an entity or anything else that is not ``described`` names a thing."""
    for quad in _naming(store, iri, None):
        subject = value(quad.subject)
        if subject in entities or subject not in described:
            return True
    return False


def _naming(store: ox.Store, iri: str, *predicates: ox.NamedNode | None) -> Iterator[ox.Quad]:
    for predicate in predicates:
        yield from store.quads_for_pattern(None, predicate, node(iri), _SETTLED)
