"""The quads of the settled graph and of the graph ``identity``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from legation.facts.quads import bounds, literal, node, term
from legation.facts.records import Stated
from legation.identity import reference
from legation.identity.entities import Doubt, Entity, Resolution
from legation.knowledge import value
from legation.settle import posts
from legation.settle.amounts import amount
from legation.settle.choose import Dispute, Settled
from legation.settle.figures import discrepancies
from legation.settle.labels import LANGUAGES, Name, class_name, label
from legation.terms import DCT, RDF, RDFS, SKOS, concept, digest, fact, special, state

_A = node(RDF + "type")
_LABEL, _PREF, _ALT = node(RDFS + "label"), node(SKOS + "prefLabel"), node(SKOS + "altLabel")
_SETTLED = ox.DefaultGraph()
#: Which properties tie an entity to the states it belongs to, in their order.
_ROLES = {
    "Organisation": ("actsFor",),
    "Person": ("actsFor",),
    "JointCommittee": ("memberState", "memberState"),
    "Population": ("populationOf", "locatedIn"),
    "Place": ("locatedIn",),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Which claim speaks of which fact, where retired facts lead, who is who, what is in doubt."""

    about: Mapping[str, str]
    retired: Mapping[str, str]
    resolution: Resolution
    doubts: Sequence[Doubt]


def settled_quads(
    facts: Sequence[Settled], stated: Sequence[Stated], resolution: Resolution, base: str
) -> Iterator[ox.Quad]:
    """Yield the settled graph but for what rules derive: facts, entities, sources, disagreements."""
    names = {e.iri: e.best.text for e in resolution.entities}
    known: dict[str, Settled] = {f.iri: f for f in facts}
    titles = {
        s.source: value(q.object)
        for s in stated
        for q in s.about
        if q.predicate.value == DCT + "title"
    }

    def name(iri: str, language: str) -> str:
        if iri in known:
            return label(known[iri], language, name)
        if posts.is_post(iri):
            return posts.name(iri, language)
        told = names.get(iri) or titles.get(iri) or class_name(iri, language)
        return told or reference.label(iri, language)

    used: set[str] = set()
    for settled in facts:
        yield from _fact_quads(settled, name)
        used |= {
            value(t)
            for terms in settled.values.values()
            for t in terms
            if isinstance(t, ox.NamedNode)
        }
    for entity in resolution.entities:
        described = list(posts.body(entity.iri) or _entity_quads(entity))
        yield from described
        used |= {value(q.object) for q in described if isinstance(q.object, ox.NamedNode)}
    for told in stated:
        yield from (ox.Quad(q.subject, q.predicate, q.object, _SETTLED) for q in told.about)
        used |= {value(q.object) for q in told.about if isinstance(q.object, ox.NamedNode)}
    for union in sorted({value(t) for f in facts for t in f.values.get("party", ())}):
        for code in reference.members(union):
            yield ox.Quad(node(union), term("memberState"), node(state(code)), _SETTLED)
            used.add(state(code))
    for iri in sorted(iri for iri in used if posts.is_post(iri)):
        described = list(posts.quads(iri))
        yield from described
        used |= {value(q.object) for q in described if isinstance(q.object, ox.NamedNode)}
    yield from reference.quads(used)
    yield from _dispute_quads(facts, base)


def _fact_quads(settled: Settled, name: Name) -> Iterator[ox.Quad]:
    me = node(settled.iri)
    yield ox.Quad(me, _A, term(settled.kind), _SETTLED)
    for property_, terms in settled.values.items():
        yield from (ox.Quad(me, term(property_), t, _SETTLED) for t in terms)
    if "value" in settled.values:
        yield ox.Quad(me, term("amount"), literal(amount(settled.values)), _SETTLED)
    if "edtf" in settled.values:
        yield from bounds(me, value(settled.values["edtf"][0]), _SETTLED)
    for source in settled.sources:
        yield ox.Quad(me, term("statedIn"), node(source), _SETTLED)
    for language in LANGUAGES:
        told = literal(label(settled, language, name), language)
        yield ox.Quad(me, _LABEL if language == "en" else _PREF, told, _SETTLED)


def _entity_quads(entity: Entity) -> Iterator[ox.Quad]:
    me, best = node(entity.iri), entity.best
    yield ox.Quad(me, _A, term(entity.type), _SETTLED)
    yield ox.Quad(me, _LABEL, literal(best.text, best.language), _SETTLED)
    for text, language in sorted({(f.text, f.language) for f in entity.forms}):
        if text != best.text:
            yield ox.Quad(me, _ALT, literal(text, language), _SETTLED)
    for role, code in zip(_ROLES.get(entity.type, ()), entity.of, strict=False):
        yield ox.Quad(me, term(role), node(state(code)), _SETTLED)
    if entity.type == "Organisation" and best.detail:
        yield ox.Quad(
            me, term("organisationKind"), node(concept("organisation", best.detail)), _SETTLED
        )


def _dispute_quads(facts: Sequence[Settled], base: str) -> Iterator[ox.Quad]:
    for settled in facts:
        for dispute in settled.disputes:
            yield from _dispute(settled, dispute, base)
    for found in discrepancies(facts, base):
        me = node(found.iri)
        yield ox.Quad(me, _A, term("Discrepancy"), _SETTLED)
        yield ox.Quad(me, term("between"), node(found.smaller), _SETTLED)
        yield ox.Quad(me, term("between"), node(found.larger), _SETTLED)
        yield ox.Quad(me, term("onProperty"), term("value"), _SETTLED)
        yield ox.Quad(me, term("delta"), found.delta, _SETTLED)
        yield ox.Quad(me, term("deltaShare"), found.share, _SETTLED)


def _dispute(settled: Settled, dispute: Dispute, base: str) -> Iterator[ox.Quad]:
    path = settled.iri.removeprefix(base)
    me = node(fact(base, "disagreement", (path, dispute.property, digest(dispute.lost))))
    yield ox.Quad(me, _A, term(dispute.type), _SETTLED)
    yield ox.Quad(me, term("fact"), node(settled.iri), _SETTLED)
    yield ox.Quad(me, term("onProperty"), term(dispute.property), _SETTLED)
    yield ox.Quad(me, term("kept"), node(dispute.kept), _SETTLED)
    yield ox.Quad(me, term("between"), node(dispute.kept), _SETTLED)
    yield ox.Quad(me, term("between"), node(dispute.lost), _SETTLED)
    yield ox.Quad(me, term("rule"), literal(dispute.rule), _SETTLED)


def identity_quads(identity: Identity, base: str) -> Iterator[ox.Quad]:
    """Yield the graph ``identity``: all that matching decided, with its reasons."""
    graph = node(special(base, "identity"))
    for claim, iri in identity.about.items():
        yield ox.Quad(node(claim), term("about"), node(iri), graph)
    for entity in identity.resolution.entities:
        for form in entity.forms:
            yield ox.Quad(node(form.iri), term("sameEntity"), node(entity.iri), graph)
            yield ox.Quad(node(form.iri), term("reason"), literal(entity.reasons[form.iri]), graph)
    for old, new in identity.retired.items():
        yield ox.Quad(node(old), node(DCT + "isReplacedBy"), node(new), graph)
    for doubt in identity.doubts:
        me = node(fact(base, "review", (digest(doubt.subject + doubt.reason),)))
        yield ox.Quad(me, _A, term("Review"), graph)
        yield ox.Quad(me, term("claim"), node(doubt.subject), graph)
        yield ox.Quad(me, term("reason"), literal(doubt.reason), graph)
