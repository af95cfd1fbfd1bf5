"""The entities everyone shares: states, unions, seats, offices, goods, and how texts write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import pyoxigraph as ox

from legation.errors import UnknownState
from legation.knowledge import folder
from legation.resources import texts
from legation.terms import LGN, RDF, RDFS, REFERENCE, SKOS, Iri, notation
from legation.terms import state as state_iri
from legation.values.names import fold, normalise_tone

#: Where entities and concepts are described; the last only of what the others do not know.
_SHELVES = ("reference", "vocabularies", "history")
_IN_HISTORY = {ox.NamedNode(LGN + name) for name in ("HistoricalState", "StateView")}
_Name = TypeVar("_Name", bound=str)
_TYPE = ox.NamedNode(RDF + "type")
_BROADER = ox.NamedNode(SKOS + "broader")
_WARES = REFERENCE + "commodity/"
_STATUSES = {
    SKOS + "prefLabel": "preferred",
    SKOS + "altLabel": "variant",
    SKOS + "hiddenLabel": "hidden",
    LGN + "demonym": "demonym",
}
_ACTORS = ("State", "HistoricalState", "Union", "Place")
_LABELS = tuple(ox.NamedNode(SKOS + name) for name in ("prefLabel", "altLabel", "hiddenLabel"))
#: Languages whose documents also write the names of this other one.
_ALSO = {"vi": "en"}


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a state, union, former state or place.

    ``type`` is the local name of its class. ``code`` is the code of the state or union, of a
    place that of the state it lies in. ``status`` is ``preferred``, ``variant``, ``hidden``
    (matches, is never shown) or ``demonym`` (an adjective: Mongolian). Vietnamese text has the
    tone marks where `legation.values.names.normalise_tone` puts them.
    """

    text: str
    iri: Iri
    code: str
    type: str
    language: str
    status: str


@dataclass(frozen=True, slots=True)
class _Entity:
    iri: Iri
    type: str
    code: str
    labels: tuple[tuple[str, str, str], ...]  # status, language, text


@cache
def _entities() -> dict[str, _Entity]:
    """Read all states, former states, unions and places of the reference, by IRI."""
    store = folder("reference")
    types: dict[str, str] = {}
    for name in _ACTORS:
        found = store.quads_for_pattern(None, _TYPE, ox.NamedNode(LGN + name), None)
        types |= {_value(quad.subject): name for quad in found}
    codes = dict(_pairs(LGN + "code")) | {
        place: state.rpartition("/")[2] for place, state in _pairs(LGN + "locatedIn")
    }
    labels: dict[str, list[tuple[str, str, str]]] = {iri: [] for iri in types}
    for predicate, status in _STATUSES.items():
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            iri = _value(quad.subject)
            if iri in labels and isinstance(quad.object, ox.Literal):
                labels[iri].append((status, quad.object.language or "", quad.object.value))
    return {
        iri: _Entity(Iri(iri), types[iri], codes.get(iri, ""), tuple(found))
        for iri, found in sorted(labels.items())
    }


def _pairs(predicate: str) -> Iterator[tuple[str, str]]:
    """Yield what a property of the reference joins, as strings."""
    for quad in folder("reference").quads_for_pattern(None, ox.NamedNode(predicate), None, None):
        yield _value(quad.subject), _value(quad.object)


def _value(term: object) -> str:
    if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal):
        return term.value
    raise TypeError(f"no such term is expected in the reference: {term}")


@cache
def aliases(language: str) -> tuple[Alias, ...]:
    """Return every way in which documents of a language write states, unions and places.

    Vietnamese documents also write English names, but no English demonyms. A form that names
    a state and a place is the state's. Longer forms come first.

    >>> {alias.code for alias in aliases("vi") if alias.text == "Bê-la-rút"}
    {'BLR'}
    """
    found: dict[str, Alias] = {}
    ranked = sorted(_entities().values(), key=lambda e: (_ACTORS.index(e.type), e.iri))
    for wanted in dict.fromkeys((language, _ALSO.get(language, language))):
        for entity in ranked:
            for status, tag, text in sorted(entity.labels, key=_standing):
                if tag != wanted or (status == "demonym" and wanted != language):
                    continue
                form = normalise_tone(text) if tag == "vi" else text
                alias = Alias(form, entity.iri, entity.code, entity.type, tag, status)
                found.setdefault(form, alias)
    return tuple(sorted(found.values(), key=lambda alias: (-len(alias.text), alias.text)))


def _standing(label: tuple[str, str, str]) -> tuple[int, str]:
    return list(_STATUSES.values()).index(label[0]), label[2]


@cache
def forms(scheme: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return how documents write the concepts of a vocabulary: (form, notation), longest first.

    >>> ("Ngoại trưởng", "foreign-minister") in forms("office", "vi")
    True
    """
    start = LGN + scheme + "-"
    found = {
        (form, notation(i)) for form, i in _written("vocabularies", language) if i.startswith(start)
    }
    return _longest_first(found)


@cache
def _written(shelf: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return every label of a shelf in a language with what it names."""
    found = []
    for predicate in _LABELS:
        for quad in folder(shelf).quads_for_pattern(None, predicate, None, None):
            if _language(quad.object) == language:
                form = _value(quad.object)
                form = normalise_tone(form) if language == "vi" else form
                found.append((form, _value(quad.subject)))
    return tuple(found)


def _longest_first(found: set[tuple[str, _Name]]) -> tuple[tuple[str, _Name], ...]:
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _language(term: object) -> str:
    return (term.language or "") if isinstance(term, ox.Literal) else ""


def offices(language: str) -> tuple[tuple[str, str], ...]:
    """Return how documents write offices: (form, notation), longest first.

    >>> ("Speaker of the Lok Sabha", "parliament-speaker") in offices("en")
    True
    """
    return forms("office", language)


@cache
def commodities(language: str) -> tuple[tuple[str, Iri], ...]:
    """Return how documents write goods: (form, IRI of the commodity), longest first.

    >>> dict(commodities("en"))["potash"].local
    '3104'
    """
    wares = {iri for iri, type in _pairs(RDF + "type") if type == LGN + "Commodity"}
    found = {(form, Iri(iri)) for form, iri in _written("reference", language) if iri in wares}
    return _longest_first(found)


def actor(code: str) -> Iri:
    """Return the IRI of what a code stands for: a union of states, else a state.

    >>> actor("EAEU").removeprefix("https://w3id.org/legation/"), actor("BLR").local
    ('org/EAEU', 'BLR')
    """
    return _unions().get(code) or state_iri(code)


@cache
def _unions() -> dict[str, Iri]:
    return {alias.code: alias.iri for alias in aliases("en") if alias.type == "Union"}


@cache
def _states_by_name() -> dict[str, Iri]:
    """Return states and former states by code and by every folded name, first come first kept."""
    found: dict[str, Iri] = {}
    states = [e for e in _entities().values() if e.code and "/state/" in e.iri]
    states.sort(key=lambda e: (_ACTORS.index(e.type), e.iri))
    for entity in states:
        # A territory has the code of the state it belongs to, and its own as the end of its IRI.
        found[entity.iri.local] = entity.iri
    for status in _STATUSES.values():
        for entity in states:
            for kind, _, text in entity.labels:
                if kind == status:
                    found.setdefault(fold(text), entity.iri)
    return found


def state(name: str) -> Iri:
    """Return the IRI of the state with this code, IRI or name, in any language of the reference.

    Three capitals are a code: ``NGA`` is Nigeria, ``Nga`` is Russia in Vietnamese.

    >>> state("BLR") == state("Bê-la-rút") == state("belarus") == state(state("BLR"))
    True
    >>> state("Nga").local, state("NGA").local
    ('RUS', 'NGA')

    Raises
    ------
    UnknownState
        No state is called so; the hint names the nearest.

    """
    known, given = _states_by_name(), name.strip()
    for form in (given, fold(given), given.upper(), given.removeprefix(state_iri(""))):
        if form in known:
            return known[form]
    raise _unknown(name)


def _unknown(name: str) -> UnknownState:
    """Return the refusal of a name, with the codes and names that look most like it."""
    from rapidfuzz import fuzz, process

    known = _states_by_name()
    pool = {form: form.lower() for form in known}
    near = process.extract(fold(name), pool, scorer=fuzz.ratio, limit=12, score_cutoff=50)
    found = dict.fromkeys(known[form] for _, _, form in near)
    shown = [f"{iri.local} ({label(iri)})" for iri in list(found)[:3]]
    hint = (
        f"did you mean {', '.join(shown)}?"
        if shown
        else "give an ISO 3166-1 alpha-3 code such as VNM"
    )
    return UnknownState(f"no state is called {name!r}", hint=hint)


def label(iri: str, language: str = "en") -> str:
    """Return how a reference entity or concept is shown in a language, else in English.

    What the reference does not know is shown as the last part of its IRI.

    >>> label(state("BLR"), "vi")
    'Belarus'
    >>> label(LGN + "office-prime-minister")
    'prime minister'
    """
    names: dict[str, str] = {}
    for shelf in _SHELVES:
        for quad in folder(shelf).quads_for_pattern(ox.NamedNode(iri), _LABELS[0], None, None):
            names[_language(quad.object)] = _value(quad.object)
        if names:
            break
    return names.get(language) or names.get("en") or Iri(iri).local


@cache
def present(code: str) -> str:
    """Return the code of the state that stands for a former one today; else the code itself.

    >>> present("VDR"), present("VNM")
    ('VNM', 'VNM')
    """
    now = dict(_pairs(LGN + "presentState")).get(state_iri(code))
    return Iri(now).local if now else code


def _is_territory(iri: str) -> bool:
    found = _entities().get(iri)
    return found is not None and found.type == "Place"


def seat_state(place: str) -> str:
    """Return the code of the state a reference place lies in, ``""`` if it is unknown.

    >>> seat_state("https://w3id.org/legation/place/minsk")
    'BLR'
    """
    found = _entities().get(place)
    return found.code if found else ""


@cache
def members(union: str) -> tuple[str, ...]:
    """Return the codes of the states in a union, by its IRI or code, sorted.

    >>> members("EAEU")
    ('ARM', 'BLR', 'KAZ', 'KGZ', 'RUS')
    """
    return _members().get(union, ())


def _subheading(iri: str) -> Iterator[ox.Quad]:
    """Yield what a code of the Harmonized System says of itself where the reference has none for it.

    >>> [q.object.value for q in _subheading(_WARES + "440799")][1:]
    ['HS 440799', 'https://w3id.org/legation/commodity/44']
    """
    code, store = iri.removeprefix(_WARES), folder("reference")
    if code == iri or any(store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, None)):
        return
    me = ox.NamedNode(iri)
    yield ox.Quad(me, _TYPE, ox.NamedNode(LGN + "Commodity"))
    yield ox.Quad(me, ox.NamedNode(RDFS + "label"), ox.Literal(f"HS {code}", language="en"))
    for above in (ox.NamedNode(_WARES + code[:n]) for n in (4, 2)):
        if any(store.quads_for_pattern(above, _TYPE, None, None)):
            yield ox.Quad(me, _BROADER, above)
            return


@cache
def _members() -> dict[str, tuple[str, ...]]:
    """Return the codes of the states in each union, by its IRI and by its code."""
    found: dict[str, set[str]] = {}
    for union, member in _pairs(LGN + "memberState"):
        for name in (union, Iri(union).local):
            found.setdefault(name, set()).add(Iri(member).local)
    return {name: tuple(sorted(states)) for name, states in found.items()}


@cache
def surnames() -> frozenset[str]:
    """Return Vietnamese surnames, as written.

    >>> "Nguyễn" in surnames()
    True
    """
    lines = texts("ontology", "reference", ".tsv").get("surnames.tsv", "").splitlines()[1:]
    return frozenset(line.split("\t")[0] for line in lines if line)


def quads(used: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield what the reference says about the entities and concepts that facts use.

    What those point to comes along (the seat of a state, the present state of a former one),
    but not what points to them; so a small graph stays small. Hidden labels, and the links of a
    union or view to all of its members are left out. The folder ``history`` is asked for former
    states and views, which stand nowhere else. A territory is told to be a polity beside a place:
    trade is with it, and it may send visitors and sign.

    >>> sorted({str(q.graph_name) for q in quads([state("BLR")])})
    ['DEFAULT']
    """
    left_out = {SKOS + "hiddenLabel", LGN + "memberState", LGN + "countsAsState"}
    wordings = {SKOS + "altLabel", SKOS + "definition"}  # of concepts: for reading, not for asking
    todo = sorted(set(used), reverse=True)
    done: set[str] = set()
    while todo:
        iri = todo.pop()
        if iri in done:
            continue
        done.add(iri)
        if iri.startswith(state_iri("")) and _is_territory(iri):
            yield ox.Quad(ox.NamedNode(iri), _TYPE, ox.NamedNode(LGN + "State"))
        for quad in _subheading(iri):
            yield quad
            if quad.predicate == _BROADER:
                todo.append(_value(quad.object))
        for shelf in _SHELVES:
            found = list(folder(shelf).quads_for_pattern(ox.NamedNode(iri), None, None, None))
            if shelf == "history" and not {q.object for q in found} & _IN_HISTORY:
                continue
            for quad in sorted(found, key=str):
                told = quad.predicate.value
                if told in left_out or (told in wordings and iri.startswith(LGN)):
                    continue
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
                if isinstance(quad.object, ox.NamedNode) and quad.predicate != _TYPE:
                    todo.append(quad.object.value)
