"""Which entity of a graph a person means by a name, a short form or an IRI."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from legation.ask.terms_out import shorten
from legation.errors import UnknownName
from legation.facts.quads import node, node_or_none
from legation.knowledge import folder, select
from legation.terms import DEFAULT_BASE, LGN, PREFIXES, RDF, RDFS, SKOS, Iri
from legation.values.names import THRESHOLD, fold, similarity

_TYPE = node(RDF + "type")
_NAMES = tuple(
    node(iri) for iri in (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", LGN + "code")
)
_LANGUAGES = ("", "en", "vi", "ru", "be", "fr", "zh")


@dataclass(frozen=True, slots=True, order=True)
class _Name:
    """One name of an entity, with the class of the entity."""

    text: str
    iri: str
    type: str


def find(store: ox.Store, text: str, base: str = DEFAULT_BASE, *, by_sound: bool = True) -> Iri:
    """Return the IRI of what ``text`` names in a graph.

    ``text`` is an IRI, a short form as tables show it (``state:BLR``, ``visit/BLR-VNM/…``), a
    code, or a name of an entity; case, marks and hyphens of a name do not matter, and a person
    is also found by the sound of the family name. What names a state and a city is the state's.

    >>> from legation.terms import state
    >>> store = ox.Store()
    >>> store.add(ox.Quad(node(state("BLR")), _TYPE, node(LGN + "State")))
    >>> store.add(ox.Quad(node(state("BLR")), _NAMES[2], ox.Literal("Bê-la-rút", language="vi")))
    >>> find(store, "be la rut") == find(store, "state:BLR") == state("BLR")
    True

    Raises
    ------
    UnknownName
        The graph has nothing of this name, or several things; the hint says what comes near.

    """
    text = text.strip()
    for candidate in _as_iri(text, base):
        if _is_known(store, candidate):
            return Iri(candidate)
    names: list[_Name] = []
    found = exact(store, text)
    if not found:
        names = _all_names(store)
        found = _folded(names, text) or (_sounding(names, text) if by_sound else set())
    found = {iri for iri in found if not _is_place(store, iri)} or found
    if len(found) == 1:
        return Iri(found.pop())
    if found:
        choices = ", ".join(shorten(iri, base) for iri in sorted(found))
        raise UnknownName(f"{text!r} names several things", hint=f"choose one: {choices}")
    near = _nearest(names, text)
    hint = f"did you mean {' or '.join(near)}?" if near else "give a name as a source writes it"
    raise UnknownName(f"nothing in this graph is called {text!r}", hint=hint)


def _as_iri(text: str, base: str) -> list[str]:
    """Return what ``text`` may stand for if it is an IRI or a short form of one."""
    text = text.removeprefix("<").removesuffix(">")
    if not text or any(c.isspace() or c in '<>"{}|\\^`' for c in text):
        return []
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        return [PREFIXES[prefix] + local]
    if colon:
        return [text]
    return [base + text] if "/" in text else []


def _is_known(store: ox.Store, iri: str) -> bool:
    me = node_or_none(iri)
    if me is None:
        return False
    told = store.quads_for_pattern(me, None, None, None)
    pointed_at = store.quads_for_pattern(None, None, me, None)
    return next(told, None) is not None or next(pointed_at, None) is not None


@cache
def _entity_classes() -> frozenset[str]:
    """Return the classes of entities that the ontology has, but for those that rules infer.

    What rules infer of a person (a head of state) is below a class with IRIs of its own.
    """
    query = """SELECT ?class { ?class rdfs:subClassOf+ lgn:Entity
        FILTER NOT EXISTS { ?class rdfs:subClassOf+/lgn:iriPath ?path } }"""
    rows = select(folder("core"), query)
    return frozenset(row["class"] for row in rows)


def _entity_class(store: ox.Store, subject: ox.NamedNode) -> str:
    """Return the class of an entity, ``""`` of anything else (facts, concepts)."""
    types = store.quads_for_pattern(subject, _TYPE, None, ox.DefaultGraph())
    found = {q.object.value for q in types if isinstance(q.object, ox.NamedNode)}
    return min(found & _entity_classes(), default="")


def _is_place(store: ox.Store, iri: str) -> bool:
    return _entity_class(store, node(iri)) == LGN + "Place"


def exact(store: ox.Store, text: str) -> set[str]:
    """Return the entities of a name as it is written: fast on a graph of any size.

    >>> exact(ox.Store(), "Peru")
    set()
    """
    found = set()
    for language in _LANGUAGES:
        literal = ox.Literal(text, language=language) if language else ox.Literal(text)
        for quad in store.quads_for_pattern(None, None, literal, ox.DefaultGraph()):
            subject = quad.subject
            if quad.predicate in _NAMES and isinstance(subject, ox.NamedNode):
                found |= {subject.value} if _entity_class(store, subject) else set()
    return found


def _folded(names: list[_Name], text: str) -> set[str]:
    wanted = fold(text)
    return {name.iri for name in names if fold(name.text) == wanted}


def _sounding(names: list[_Name], text: str) -> set[str]:
    """Return the persons whose name sounds like ``text``; given names may be missing."""
    persons = (name for name in names if name.type == LGN + "Person")
    return {name.iri for name in persons if similarity(text, name.text) >= THRESHOLD}


def _nearest(names: list[_Name], text: str) -> list[str]:
    """Return one name of each of the three entities whose names look most like ``text``."""
    from rapidfuzz import fuzz, process

    folded = [fold(name.text) for name in names]
    near = process.extract(fold(text), folded, scorer=fuzz.ratio, limit=12, score_cutoff=50)
    best: dict[str, str] = {}
    for _, _, place in near:
        best.setdefault(names[place].iri, names[place].text)
    return list(best.values())[:3]


def _all_names(store: ox.Store) -> list[_Name]:
    """Return every name of every entity, sorted."""
    found = set()
    for predicate in _NAMES:
        for quad in store.quads_for_pattern(None, predicate, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                type_ = _entity_class(store, quad.subject)
                if type_:
                    found.add(_Name(quad.object.value, quad.subject.value, type_))
    return sorted(found)
