"""Describe posts: whose they are, which kind of office, how they are called.

The offices that the folder ``ontology/history`` names are described as there; any other post
is described from its IRI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from legation.facts.quads import literal, node, term
from legation.identity import reference
from legation.knowledge import folder, select, value
from legation.resources import shelf
from legation.terms import RDF, RDFS, REFERENCE, SKOS, Iri, concept, post, state

_A, _PREF = node(RDF + "type"), node(SKOS + "prefLabel")
_PREFIX = REFERENCE + "post/"
_OF = {"en": "{office} of {state}", "vi": "{office} {state}"}
_DETAIL = {"en": "{office} ({detail}) of {state}", "vi": "{office} ({detail}) {state}"}
_TO = {"en": "{office} of {state} to {host}", "vi": "{office} {state} tại {host}"}
_FOR = {"en": "{office} of the {principal} of {state}", "vi": "{office} của {principal} {state}"}
#: An office at a state that is neither that of an ambassador nor of a chargé: envoys, agents.
_AT = {"en": "Representative of {state} to {host}", "vi": "Đại diện {state} tại {host}"}
_CODE = 3
_REPRESENT = {"ambassador", "charge-daffaires"}


def is_post(iri: str) -> bool:
    """Tell whether an IRI is that of a post.

    >>> is_post(post("VNM", "president"))
    True
    """
    return iri.startswith(_PREFIX)


def parts(iri: str) -> tuple[str, str, str]:
    """Return whose the post is, the kind of office and the detail, from its IRI.

    >>> parts(post("VNM", "deputy-prime-minister"))
    ('VNM', 'deputy-prime-minister', '')
    >>> parts(post("VNM", "ambassador", "BLR"))
    ('VNM', 'ambassador', 'blr')
    """
    of, _, rest = iri.removeprefix(_PREFIX).partition("-")
    fits = [o for o in _offices() if rest == o or rest.startswith(f"{o}-")]
    office = max(fits, key=len, default="other")
    return of, office, rest.removeprefix(office).removeprefix("-")


def name(iri: str, language: str) -> str:
    """Return what a post is called.

    >>> name(post("CHL", "prime-minister"), "en")
    'Prime minister of Chile'
    >>> name(post("CHL", "special-envoy", "president"), "en")
    'Special envoy of the president of Chile'
    >>> name(post("BLR", "parliament-speaker", "lower"), "vi")
    'Chủ tịch Hạ viện Quốc hội Belarus'
    >>> name(post("USA", "other", "MEX"), "en"), name(post("USA", "other", "chief clerk"), "en")
    ('Representative of United States to Mexico', 'Other office (chief clerk) of United States')
    """
    for quad in _named().get(iri, ()):
        if quad.predicate == _PREF and getattr(quad.object, "language", "") == language:
            return value(quad.object)
    of, office, detail = parts(iri)
    told = {
        "office": reference.label(concept("office", office), language),
        "state": reference.label(state(of), language),
        "detail": detail.replace("-", " "),
    }
    if office in _REPRESENT and detail:
        host = reference.label(state(detail.upper()), language)
        return _capital(_TO[language].format(**told, host=host))
    if office == "other" and (host := _state_called(detail, language)):
        return _capital(_AT[language].format(**told, host=host))
    if office == "special-envoy" and detail in _offices():
        principal = reference.label(concept("office", detail), language)
        return _capital(_FOR[language].format(**told, principal=principal))
    return _capital((_DETAIL if detail else _OF)[language].format(**told))


def _state_called(code: str, language: str) -> str:
    """Return the name of the state with a code, empty if it is none."""
    called = reference.label(state(code.upper()), language) if len(code) == _CODE else ""
    return "" if called == code.upper() else called


def quads(iri: str) -> Iterator[ox.Quad]:
    """Yield what the settled graph says of a post, and of the party or organ whose post it is."""
    if (told := _named().get(iri)) is not None:
        yield from told
        bodies = (value(quad.object) for quad in told if quad.predicate == term("postOf"))
        yield from (quad for iri in bodies for quad in body(iri))
        return
    of, office, detail = parts(iri)
    me, settled = node(iri), ox.DefaultGraph()
    yield ox.Quad(me, _A, term("Post"), settled)
    yield ox.Quad(me, term("postOf"), node(state(of)), settled)
    yield ox.Quad(me, term("officeKind"), node(concept("office", office)), settled)
    yield ox.Quad(me, node(RDFS + "label"), literal(name(iri, "en"), "en"), settled)
    yield ox.Quad(me, _PREF, literal(name(iri, "vi"), "vi"), settled)
    if office in _REPRESENT and detail:
        yield ox.Quad(me, term("accreditedTo"), node(state(detail.upper())), settled)
    if office == "special-envoy" and detail in _offices():
        yield ox.Quad(me, term("onBehalfOf"), node(post(of, detail)), settled)


def body(iri: str) -> tuple[ox.Quad, ...]:
    """Return what the settled graph says of a party or organ that the folder history names.

    >>> len(body(REFERENCE + "org/CPV")) > 5, body("x:other")
    (True, ())
    """
    return _named().get(iri, ())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _named() -> Mapping[str, tuple[ox.Quad, ...]]:
    """Return what the folder history says of offices and of the bodies they belong to, by IRI.

    Items of others (``skos:exactMatch``) stay there, as those of states do.
    """
    text = (shelf("ontology") / "history" / "offices.ttl").read_bytes()
    found: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(text, ox.RdfFormat.TURTLE):
        if quad.predicate.value != SKOS + "exactMatch":
            found.setdefault(value(quad.subject), []).append(quad)
    return {iri: tuple(quads) for iri, quads in found.items()}


@cache
def _offices() -> tuple[str, ...]:
    rows = select(
        folder("vocabularies"),
        "SELECT ?c { ?c skos:notation ?n FILTER(STRSTARTS(STR(?c), STR(lgn:office-))) }",
    )
    return tuple(sorted(Iri(row["c"]).local.removeprefix("office-") for row in rows))
