"""What things of the settled graph are and what they are called, in one language."""

from __future__ import annotations

from functools import cache, lru_cache

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.knowledge import folder, select
from legation.terms import DCT, LGN, RDF, RDFS, SKOS, Iri, lgn

_TYPE, _TITLE = ox.NamedNode(RDF + "type"), ox.NamedNode(DCT + "title")
_LABELS = (ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "prefLabel"))
_ENTITIES = """SELECT ?class (COUNT(?above) AS ?depth) {
    ?class rdfs:subClassOf* ?above . ?above rdfs:subClassOf* ?root VALUES ?root { lgn:Entity lgn:Topic }
    FILTER NOT EXISTS { ?class rdfs:subClassOf+/lgn:iriPath ?path }  # inferred: no kind of its own
} GROUP BY ?class"""

Resource = ox.NamedNode | ox.BlankNode


@cache
def entity_classes() -> dict[str, int]:
    """Return the classes of entities by local name, with their depth: more is more special.

    >>> entity_classes()["HistoricalState"] > entity_classes()["State"]
    True
    """
    return {Iri(row["class"]).local: int(row["depth"]) for row in select(folder("core"), _ENTITIES)}


@lru_cache(maxsize=4096)
def word(iri: str, language: str = "en") -> str:
    """Return the ontology's label of a class, a property or a concept; else its own name.

    >>> word(lgn("Visit"), "vi"), word("https://w3id.org/legation/ns#nosuch-one-two")
    ('chuyến thăm', 'one two')
    """
    node = ox.NamedNode(iri)
    for shelf in ("core", "vocabularies"):
        if found := label(folder(shelf), node, language):
            return found
    name = Iri(iri).local
    is_concept = iri.startswith(LGN) and name[:1].islower() and "-" in name
    return (name.partition("-")[2] if is_concept else name).replace("-", " ")


def label(store: ox.Store, node: Resource, language: str = "en") -> str:
    """Return what a node is called: in the language, in English, without one, in any; or ``""``."""
    found: list[tuple[int, int, str, str]] = []
    for place, predicate in enumerate(_LABELS):
        for quad in store.quads_for_pattern(node, predicate, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.Literal):
                tag = quad.object.language or ""
                rank = (language, "en", "").index(tag) if tag in (language, "en", "") else 3
                found.append((rank, place, tag, quad.object.value))
        if found and min(found)[0] == 0:  # settled graphs keep the other languages in prefLabel
            break
    return min(found)[3] if found else ""


def title(store: ox.Store, source: Resource) -> str:
    """Return the title of a source, of several the first by its letters; ``""`` if it has none."""
    quads = store.quads_for_pattern(source, _TITLE, None, ox.DefaultGraph())
    return min((q.object.value for q in quads if isinstance(q.object, ox.Literal)), default="")


class Names:
    """Kinds and labels of the things in one store, each looked up once.

    >>> Names(ox.Store()).called(ox.NamedNode("https://w3id.org/legation/state/VNM"))
    'VNM'
    """

    def __init__(self, store: ox.Store, language: str = "en") -> None:
        self.store = store
        self.language = language
        self._kinds: dict[Resource, str] = {}
        self._labels: dict[Resource, str] = {}

    def kind(self, node: Resource) -> str:
        """Return the local name of the class of a fact or an entity, ``""`` for anything else."""
        if node not in self._kinds:
            quads = self.store.quads_for_pattern(node, _TYPE, None, ox.DefaultGraph())
            classes = {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}
            names = [Iri(c).local for c in classes if c.startswith(LGN)]
            depth = entity_classes() | dict.fromkeys(vocabulary().kinds, 9)
            known = sorted((-depth[name], name) for name in names if name in depth)
            self._kinds[node] = known[0][1] if known else ""
        return self._kinds[node]

    def is_fact(self, node: Resource) -> bool:
        """Say whether a node is a fact of the settled graph."""
        return self.kind(node) in vocabulary().kinds

    def is_entity(self, node: Resource) -> bool:
        """Say whether a node is an entity."""
        return self.kind(node) in entity_classes()

    def called(self, node: Resource) -> str:
        """Return the label of a node, or the last part of its IRI."""
        if node not in self._labels:
            found = label(self.store, node, self.language)
            self._labels[node] = found or Iri(node.value).local
        return self._labels[node]

    def objects(self, node: Resource, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """Return the values of one of legation's properties in the settled graph, sorted."""
        quads = self.store.quads_for_pattern(node, ox.NamedNode(lgn(name)), None, ox.DefaultGraph())
        return sorted((q.object for q in quads if not isinstance(q.object, ox.Triple)), key=str)

    def value(self, node: Resource, name: str) -> str:
        """Return the first value of a property as text, ``""`` for none."""
        found = self.objects(node, name)
        return found[0].value if found else ""
