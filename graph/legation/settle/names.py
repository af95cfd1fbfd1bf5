"""What anything is called that a fact names: entities, posts, sources, other facts."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.identity import reference
from legation.identity.entities import Entity
from legation.knowledge import value
from legation.settle import posts
from legation.settle.choose import Settled
from legation.settle.labels import class_name, label
from legation.terms import DCT, RDFS, SKOS

_SETTLED = ox.DefaultGraph()
#: Where the settled graph keeps the label of a fact, by language.
_LABELS = {"en": node(RDFS + "label"), "vi": node(SKOS + "prefLabel")}
_TITLE = node(DCT + "title")
_KEPT = 50_000


class Names:
    """Gives the name of an IRI in a language.

    ``facts`` are those that other facts point to, ``titles`` those of new sources.
    """

    def __init__(self, store: ox.Store, entities: Iterable[Entity]) -> None:
        self.facts: dict[str, Settled] = {}
        self.titles: dict[str, str] = {}
        self._store = store
        self._entities = {e.iri: e.best.text for e in entities}
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, iri: str, language: str) -> str:
        """Return the name of an IRI."""
        if iri in self.facts:
            return label(self.facts[iri], language, self)
        told = self._known.get((iri, language))
        if told is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            told = self._known[iri, language] = self._name(iri, language)
        return told

    def _name(self, iri: str, language: str) -> str:
        if posts.is_post(iri):
            return posts.name(iri, language)
        told = (
            self._entities.get(iri)
            or self.titles.get(iri)
            or self._told(iri, language)
            or class_name(iri, language)
        )
        return told or reference.label(iri, language)

    def _told(self, iri: str, language: str) -> str:
        """Return the title of a source, or the label of a fact that is settled already."""
        me = node(iri)
        for quad in self._store.quads_for_pattern(me, _TITLE, None, me):
            return value(quad.object)
        if any(self._store.quads_for_pattern(me, term("statedIn"), None, _SETTLED)):
            for quad in self._store.quads_for_pattern(me, _LABELS[language], None, _SETTLED):
                return value(quad.object)
        return ""
