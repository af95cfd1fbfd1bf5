"""What the ontology says about each kind of fact: its key, how claims about it meet, its path."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from legation.errors import KnowledgeError
from legation.knowledge import folder, select
from legation.terms import Iri

_KEYS = """SELECT ?class ?property (COUNT(?before) AS ?place) {
    ?class lgn:key/rdf:rest* ?before . ?before rdf:rest* ?node . ?node rdf:first ?property
} GROUP BY ?class ?property ORDER BY ?class ?place"""
_CLASSES = """SELECT ?class ?path ?meets ?label ?condition {
    ?class lgn:iriPath ?path ; rdfs:label ?label FILTER(LANG(?label) = "en")
    OPTIONAL { ?class lgn:meets ?stated } BIND(COALESCE(?stated, lgn:ByStart) AS ?meets)
    BIND(EXISTS { ?class rdfs:subClassOf lgn:Condition } AS ?condition)
} ORDER BY ?class"""
_SETS = "SELECT ?p { ?p lgn:settledAs lgn:AllValues }"
_PROPERTIES = "SELECT ?p { ?p a ?t FILTER(?t IN (owl:ObjectProperty, owl:DatatypeProperty)) }"


class Meets(StrEnum):
    """How two claims of one kind with equal keys come to speak of one fact."""

    BY_DATE = "ByDate"
    BY_START = "ByStart"
    BY_PERIOD = "ByPeriod"
    BY_TITLE = "ByTitle"
    BY_OCCASION = "ByOccasion"
    BY_KEY = "ByKey"
    NEVER = "Never"


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of facts, as the ontology describes it."""

    name: str
    path: str
    key: tuple[str, ...]
    meets: Meets
    condition: bool
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All kinds of facts, the properties that hold sets, and the paths of entity classes."""

    kinds: dict[str, Kind]
    sets: frozenset[str]
    entity_paths: dict[str, str]
    properties: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read the core of the ontology, once.

    >>> vocabulary().kinds["Visit"].key
    ('sender', 'host', 'visitor')
    >>> "capacity" in vocabulary().sets
    True

    Raises
    ------
    KnowledgeError
        A core file does not parse.

    """
    core = folder("core")
    keys: dict[str, list[str]] = {}
    for row in select(core, _KEYS):
        keys.setdefault(row["class"], []).append(Iri(row["property"]).local)
    paths = {row["class"]: row for row in select(core, _CLASSES)}
    kinds = {
        Iri(name).local: Kind(
            name=Iri(name).local,
            path=row["path"],
            key=tuple(keys[name]),
            meets=Meets(Iri(row["meets"]).local),
            condition=row["condition"] == "true",
            label=row["label"],
        )
        for name, row in paths.items()
        if name in keys
    }
    return Vocabulary(
        kinds=kinds,
        sets=frozenset(Iri(row["p"]).local for row in select(core, _SETS)),
        entity_paths={Iri(n).local: r["path"] for n, r in paths.items() if n not in keys},
        properties=frozenset(Iri(row["p"]).local for row in select(core, _PROPERTIES)),
    )


def kind(name: str) -> Kind:
    """Return the kind of fact called ``name``.

    >>> kind("Mission").condition
    True

    Raises
    ------
    KnowledgeError
        The ontology has no such kind.

    """
    try:
        return vocabulary().kinds[name]
    except KeyError:
        known = ", ".join(vocabulary().kinds)
        raise KnowledgeError(
            f"no kind of fact is called {name!r}", hint=f"known: {known}"
        ) from None
