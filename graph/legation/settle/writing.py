"""The quads of the settled graph and of the graph ``identity``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

import pyoxigraph as ox

from legation.facts.quads import bounds, literal, node, term
from legation.facts.records import Term
from legation.identity.entities import Doubt, Entity
from legation.settle import posts
from legation.settle.amounts import amount
from legation.settle.choose import Dispute, Settled
from legation.settle.figures import Discrepancy, Spread, share
from legation.settle.labels import LANGUAGES, Name, label
from legation.terms import DCT, RDF, RDFS, SKOS, concept, digest, fact, state
from legation.values.dates import Dating

_A = node(RDF + "type")
_LABEL, _PREF, _ALT = node(RDFS + "label"), node(SKOS + "prefLabel"), node(SKOS + "altLabel")
_AMOUNT, _STATED_IN, _ANY = term("amount"), term("statedIn"), node("x:any")
_PART_OF = node(DCT + "isPartOf")
_SETTLED = ox.DefaultGraph()
#: Which properties tie an entity to the states it belongs to, in their order.
_ROLES = {
    "Organisation": ("actsFor",),
    "Person": ("actsFor",),
    "JointCommittee": ("memberState", "memberState"),
    "Population": ("populationOf", "locatedIn"),
    "Place": ("locatedIn",),
}


def fact_lines(settled: Settled, name: Name) -> str:
    """Return what the settled graph says of a fact, but for what rules derive, as N-Quads.

    There may be a million facts, so nothing is made of them but text.
    """
    me = f"\n<{settled.iri}> "
    values = settled.values
    told = ["", f"{_A} {term(settled.kind)} ."]
    told += [_told(p, t) for p, terms in values.items() for t in terms]
    if "value" in values:
        told.append(f"{_AMOUNT} {literal(amount(values))} .")
    if "edtf" in values:
        told += _bounds(values["edtf"][0].value)
    told += [f"{_STATED_IN} <{source}> ." for source in settled.sources]
    for language, predicate in zip(LANGUAGES, (_LABEL, _PREF), strict=True):
        told.append(f"{predicate} {literal(label(settled, language, name), language)} .")
    return me.join(told)[1:] + "\n"


@lru_cache(maxsize=20_000)
def _told(name: str, value: Term) -> str:
    return f"{term(name)} {value} ."


@lru_cache(maxsize=10_000)
def _bounds(edtf: str) -> tuple[str, ...]:
    return tuple(f"{q.predicate} {q.object} ." for q in bounds(_ANY, edtf, _SETTLED))


def lines(quads: Iterable[ox.Quad]) -> str:
    """Return quads as N-Quads."""
    return "".join(f"{quad} .\n" for quad in quads)


def entity_quads(entity: Entity) -> Iterator[ox.Quad]:
    """Yield what the settled graph says of an entity: its names, and what it belongs to."""
    if body := posts.body(entity.iri):
        yield from body
        return
    me, best = node(entity.iri), entity.best
    yield ox.Quad(me, _A, term(entity.type), _SETTLED)
    yield ox.Quad(me, _LABEL, literal(best.text, best.language), _SETTLED)
    for text, language in sorted({(f.text, f.language) for f in entity.forms}):
        if (text, language) != (best.text, best.language):
            yield ox.Quad(me, _ALT, literal(text, language), _SETTLED)
    for role, code in zip(_ROLES.get(entity.type, ()), entity.of, strict=False):
        yield ox.Quad(me, term(role), node(state(code)), _SETTLED)
    if entity.type == "State":
        yield ox.Quad(me, term("code"), literal(best.detail), _SETTLED)
    if entity.type == "Organisation" and best.detail:
        yield ox.Quad(
            me, term("organisationKind"), node(concept("organisation", best.detail)), _SETTLED
        )


def discrepancy_lines(found: Discrepancy, involved: Iterable[str] = ()) -> str:
    """Return what the settled graph says of two figures that differ, as N-Quads."""
    return _lines(
        found.iri,
        "Discrepancy",
        [("between", f"<{found.smaller}>"), ("between", f"<{found.larger}>")],
        [("onProperty", term("value")), ("delta", found.delta), ("deltaShare", found.share)],
        [("concerns", f"<{state}>") for state in involved],
    )


def spread_lines(found: Spread) -> str:
    """Return what the settled graph says of figures of one authority that differ, as N-Quads."""
    numbers, publications = literal(found.numbers), literal(found.publications)
    return _lines(
        found.iri,
        "Spread",
        [(f"{_PART_OF}", f"<{found.whole}>")] if found.whole else [],
        [("spreadOf", f"<{figure}>") for figure in found.figures],
        [("lowest", found.lowest), ("highest", found.highest)],
        [("numbers", numbers), ("publications", publications)],
    )


def dispute_lines(settled: Settled, base: str, involved: Iterable[str] = ()) -> Iterator[str]:
    """Yield the disagreements of the claims about a fact that has to do with some states, as N-Quads."""
    for dispute in settled.disputes:
        yield _dispute(settled, dispute, base, involved)


def _dispute(settled: Settled, dispute: Dispute, base: str, involved: Iterable[str]) -> str:
    path = settled.iri.removeprefix(base)
    apart: list[tuple[str, object]] = []
    if dispute.property == "value":
        values = (dispute.kept_value, dispute.lost_value)
        small, large = sorted(Decimal(told.value) for told in values)
        apart.append(("delta", literal(large - small)))
        apart.append(("deltaShare", literal(share(small, large))))
    if dispute.property == "edtf":
        kept, lost = Dating.parse(dispute.kept_value.value), Dating.parse(dispute.lost_value.value)
        if days := kept.days_apart(lost):
            apart.append(("daysApart", literal(days)))
    return _lines(
        fact(base, "disagreement", (path, dispute.property, digest(dispute.lost))),
        dispute.type,
        [("fact", f"<{settled.iri}>"), ("onProperty", term(dispute.property))],
        [(name, f"<{dispute.kept}>") for name in ("kept", "between")],
        [("between", f"<{dispute.lost}>")],
        [("keptValue", dispute.kept_value), ("lostValue", dispute.lost_value)],
        [*apart, ("rule", _rule(dispute.rule))],
        [("concerns", f"<{state}>") for state in involved],
    )


def _lines(iri: str, class_: str, *told: Iterable[tuple[str, object]]) -> str:
    """Write something of which there may be a hundred thousand."""
    me = f"<{iri}>"
    said = [f"{me} {_A} {term(class_)} .\n"]
    said += [f"{me} {_written(name)} {value} .\n" for part in told for name, value in part]
    return "".join(said)


@cache
def _written(name: str) -> str:
    return name if name.startswith("<") else str(term(name))


@cache
def _rule(text: str) -> str:
    return str(literal(text))


def form_quads(entity: Entity, identity: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield which name forms are names of an entity, and why."""
    for form in entity.forms:
        me = node(form.iri)
        yield ox.Quad(me, term("sameEntity"), node(entity.iri), identity)
        yield ox.Quad(me, term("reason"), literal(entity.reasons[form.iri]), identity)


def review_quads(doubt: Doubt, base: str, identity: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield something that a person should look at."""
    me = node(fact(base, "review", (digest(doubt.subject + doubt.reason),)))
    yield ox.Quad(me, _A, term("Review"), identity)
    yield ox.Quad(me, term("claim"), node(doubt.subject), identity)
    yield ox.Quad(me, term("reason"), literal(doubt.reason), identity)
    for candidate in doubt.candidates:
        yield ox.Quad(me, term("candidate"), node(candidate), identity)
