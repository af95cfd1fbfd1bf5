"""What a graph says before it is settled again, and how that is taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.facts.records import Form
from legation.identity.entities import Entity, Resolution
from legation.knowledge import value
from legation.terms import DCT, LGN, RDF, RDFS

_A, _ABOUT, _SAME = node(RDF + "type"), term("about"), term("sameEntity")
_STATED_IN, _CLAIM = term("statedIn"), term("claim")
_LABEL, _REPLACED = node(RDFS + "label"), node(DCT + "isReplacedBy")
_SETTLED = ox.DefaultGraph()
_Node = ox.NamedNode | ox.BlankNode | ox.Triple
_DISAGREEMENTS = {LGN + name for name in ("Contradiction", "Refinement", "Discrepancy", "Spread")}


class Old:
    """The settled graph and the graph ``identity`` of a store as they were.

    ``entities`` tells the entity of each name form, ``retired`` where old IRIs lead; ``named`` is
    what was named by that which has been taken out.
    """

    def __init__(self, store: ox.Store, identity: ox.NamedNode) -> None:
        self._store, self._identity = store, identity
        self.entities = self._register(_SAME)
        self.retired = self._register(_REPLACED)
        self.named: set[str] = set()

    @property
    def empty(self) -> bool:
        """Tell whether nothing was settled yet."""
        return not any(self._store.quads_for_pattern(None, None, None, _SETTLED))

    def forget(self) -> dict[str, str]:
        """Take everything out, and return which claim was about which fact."""
        about = self._register(_ABOUT)
        self._store.clear_graph(_SETTLED)
        self._store.clear_graph(self._identity)
        return about

    def changed(self, forms: Iterable[Form], sources: Collection[str]) -> set[str]:
        """Return the name forms that may mean another entity when some sources have changed.

        Those are the forms that these sources have, new ones, and those that were one with a form
        that is gone, or in doubt about one that is gone or changed.
        """
        forms = list(forms)
        found = {f.iri for f in forms if f.source in sources or f.iri not in self.entities}
        gone = self.entities.keys() - {form.iri for form in forms}
        left = {self.entities[iri] for iri in gone}
        found |= {iri for iri, entity in self.entities.items() if entity in left}
        for iri in gone | found:
            for quad in self._store.quads_for_pattern(None, None, node(iri), self._identity):
                for told in self._store.quads_for_pattern(
                    quad.subject, _CLAIM, None, self._identity
                ):
                    found.add(value(told.object))
        return found

    def differing(
        self,
        forms: Iterable[Form],
        now: Resolution,
        changed: Collection[str],
        judged: Collection[str],
    ) -> tuple[set[str], set[str]]:
        """Return the entities, old and new, that have not the name forms they had.

        Those of forms of ``changed`` sources and of forms ``judged`` otherwise are among them. The
        second set are those of them whose facts must be looked at: who goes by another name,
        or is no longer who was meant.
        """
        by_form = now.by_form()
        moved = {iri for form, iri in self.entities.items() if by_form.get(form) != iri}
        touched = moved | {by_form[form] for form in by_form.keys() - self.entities.keys()}
        again = {form.iri for form in forms if form.source in changed}.union(judged)
        touched |= {by_form[iri] for iri in again if iri in by_form}
        by_iri = {entity.iri: entity for entity in now.entities}
        touched |= {by_form[f] for f, old in self.entities.items() if old in moved and f in by_form}
        renamed = {iri for iri in touched if iri in by_iri and self._is_renamed(by_iri[iri])}
        return touched, moved | renamed

    def facts(self, entities: Iterable[str], changed: Iterable[str]) -> Iterator[str]:
        """Yield the facts that changed sources stated, and those that name some entities."""
        for source in changed:
            for quad in self._store.quads_for_pattern(None, _STATED_IN, node(source), _SETTLED):
                yield value(quad.subject)
        for iri in sorted(entities):
            for quad in self._store.quads_for_pattern(None, None, node(iri), _SETTLED):
                if any(self._store.quads_for_pattern(quad.subject, _STATED_IN, None, _SETTLED)):
                    yield value(quad.subject)

    def remove(
        self,
        facts: Iterable[str],
        claims: Collection[str],
        others: Collection[str],
        kept: Collection[str],
    ) -> None:
        """Take out facts with their disagreements, and other things: entities, sources.

        With them goes what ``identity`` says of ``claims``, of all names of the entities, and of
        everything that is in doubt about either; doubts about ``kept`` forms remain.
        """
        for iri in facts:
            me = node(iri)
            for quad in list(self._store.quads_for_pattern(None, None, me, _SETTLED)):
                types = self._store.quads_for_pattern(quad.subject, _A, None, _SETTLED)
                if any(value(q.object) in _DISAGREEMENTS for q in types):
                    self._drop(quad.subject, _SETTLED)
            self._drop(me, _SETTLED)
        for iri in others:
            self._drop(node(iri), _SETTLED)
        gone = set(claims)
        gone |= {form for form, entity in self.entities.items() if entity in others}
        for iri in gone:
            self._drop(node(iri), self._identity)
        for quad in list(self._store.quads_for_pattern(None, _CLAIM, None, self._identity)):
            subject = value(quad.object)
            if subject in kept:
                continue
            if subject in gone or not any(
                self._store.quads_for_pattern(node(subject), _ABOUT, None, self._identity)
            ):
                self._drop(quad.subject, self._identity)
        for quad in list(self._store.quads_for_pattern(None, _REPLACED, None, self._identity)):
            self._store.remove(quad)

    def _is_renamed(self, entity: Entity) -> bool:
        labels = self._store.quads_for_pattern(node(entity.iri), _LABEL, None, _SETTLED)
        return any(value(quad.object) != entity.best.text for quad in labels)

    def _drop(self, subject: _Node, graph: ox.NamedNode | ox.DefaultGraph) -> None:
        for quad in list(self._store.quads_for_pattern(subject, None, None, graph)):
            if isinstance(quad.object, ox.NamedNode):
                self.named.add(quad.object.value)
            self._store.remove(quad)

    def _register(self, predicate: ox.NamedNode) -> dict[str, str]:
        found = self._store.quads_for_pattern(None, predicate, None, self._identity)
        return {value(q.subject): value(q.object) for q in found}
