"""What a graph reports of itself: what an ``add`` did, and what its sources are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation.knowledge import value
from legation.store.copies import Copy
from legation.terms import Iri, notation

if TYPE_CHECKING:
    from legation.settle.settled import Report


@dataclass(frozen=True, slots=True)
class Added:
    """What an ``add`` did: names of sources, and how many claims they hold."""

    version: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    claims: int
    unread: int
    report: Report | None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source of a graph, as ``legation sources`` lists it."""

    name: str
    iri: str
    title: str
    publisher: str
    issued: str
    language: str
    policy: str
    claims: int
    unread: int
    path: str


def entry(store: ox.Store, iri: Iri, copy: Copy) -> SourceEntry:
    """Describe a source from its copy and from what the settled graph says of it."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph())
    told = {Iri(q.predicate.value).local: value(q.object) for q in quads}
    return SourceEntry(
        name=copy.name,
        iri=iri,
        title=told.get("title", ""),
        publisher=told.get("publisher", ""),
        issued=told.get("issued", ""),
        language=told.get("language", ""),
        policy=notation(told.get("textPolicy", "")),
        claims=copy.claims,
        unread=copy.unread,
        path=copy.path,
    )
