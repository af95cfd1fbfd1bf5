"""The quads of the settled graph and of the graph ``identity``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

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
_CONCERNS = term("concerns")
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


def discrepancy_quads(
    found: Discrepancy, involved: Sequence[ox.NamedNode] = ()
) -> Iterator[ox.Quad]:
    """Yield what the settled graph says of two figures that differ."""
    me = node(found.iri)
    yield ox.Quad(me, _A, term("Discrepancy"), _SETTLED)
    yield ox.Quad(me, term("between"), node(found.smaller), _SETTLED)
    yield ox.Quad(me, term("between"), node(found.larger), _SETTLED)
    yield ox.Quad(me, term("onProperty"), term("value"), _SETTLED)
    yield ox.Quad(me, term("delta"), found.delta, _SETTLED)
    yield ox.Quad(me, term("deltaShare"), found.share, _SETTLED)
    yield from (ox.Quad(me, _CONCERNS, state, _SETTLED) for state in involved)


def spread_quads(found: Spread) -> Iterator[ox.Quad]:
    """Yield what the settled graph says of figures of one authority that differ."""
    me = node(found.iri)
    yield ox.Quad(me, _A, term("Spread"), _SETTLED)
    if found.whole:
        yield ox.Quad(me, _PART_OF, node(found.whole), _SETTLED)
    for figure in found.figures:
        yield ox.Quad(me, term("spreadOf"), node(figure), _SETTLED)
    yield ox.Quad(me, term("lowest"), found.lowest, _SETTLED)
    yield ox.Quad(me, term("highest"), found.highest, _SETTLED)
    yield ox.Quad(me, term("numbers"), literal(found.numbers), _SETTLED)
    yield ox.Quad(me, term("publications"), literal(found.publications), _SETTLED)


def dispute_quads(
    settled: Settled, base: str, involved: Sequence[ox.NamedNode] = ()
) -> Iterator[ox.Quad]:
    """Yield the disagreements of the claims about a fact that has to do with some states."""
    for dispute in settled.disputes:
        yield from _dispute(settled, dispute, base, involved)


def _dispute(
    settled: Settled, dispute: Dispute, base: str, involved: Sequence[ox.NamedNode]
) -> Iterator[ox.Quad]:
    path = settled.iri.removeprefix(base)
    me = node(fact(base, "disagreement", (path, dispute.property, digest(dispute.lost))))
    yield ox.Quad(me, _A, term(dispute.type), _SETTLED)
    yield ox.Quad(me, term("fact"), node(settled.iri), _SETTLED)
    yield ox.Quad(me, term("onProperty"), term(dispute.property), _SETTLED)
    yield ox.Quad(me, term("kept"), node(dispute.kept), _SETTLED)
    yield ox.Quad(me, term("between"), node(dispute.kept), _SETTLED)
    yield ox.Quad(me, term("between"), node(dispute.lost), _SETTLED)
    yield ox.Quad(me, term("keptValue"), dispute.kept_value, _SETTLED)
    yield ox.Quad(me, term("lostValue"), dispute.lost_value, _SETTLED)
    if dispute.property == "value":
        values = (dispute.kept_value, dispute.lost_value)
        small, large = sorted(Decimal(told.value) for told in values)
        yield ox.Quad(me, term("delta"), literal(large - small), _SETTLED)
        yield ox.Quad(me, term("deltaShare"), literal(share(small, large)), _SETTLED)
    if dispute.property == "edtf":
        kept, lost = Dating.parse(dispute.kept_value.value), Dating.parse(dispute.lost_value.value)
        if days := kept.days_apart(lost):
            yield ox.Quad(me, term("daysApart"), literal(days), _SETTLED)
    yield ox.Quad(me, term("rule"), literal(dispute.rule), _SETTLED)
    yield from (ox.Quad(me, _CONCERNS, state, _SETTLED) for state in involved)


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
