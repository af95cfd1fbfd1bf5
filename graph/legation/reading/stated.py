"""What a reading puts into the graph of its source: claims, and beside them what was rejected."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from legation.facts.evidence import Repair, Span, TextPolicy
from legation.facts.quads import claim_iri, claim_quads, literal, node, term
from legation.reading.read import Reading
from legation.reading.review import unnamed
from legation.terms import RDF, concept, within


def quads(reading: Reading) -> Iterator[ox.Quad]:
    """Yield the quads of a reading.

    A rejected reading has the values, spans and rule it was read with, but it is no claim:
    nothing is settled by it.
    """
    document, source = reading.document, reading.source
    sentences = [Span(s.start, s.end) for s in document.sentences]
    claims = [*reading.claims, *(unnamed(r.claim) for r in reading.rejected)]
    own: dict[object, ox.NamedNode] = {
        node(claim_iri(source.iri, len(reading.claims) + number)): node(
            within(source.iri, "rejected", str(number + 1))
        )
        for number in range(len(reading.rejected))
    }
    graph, claim_class = node(source.iri), term("Claim")
    for quad in claim_quads(source, document.text, claims, reading.names, sentences):
        if quad.subject not in own and quad.object not in own:
            yield quad
            continue
        is_class = quad.object == claim_class
        object_ = term("RejectedReading") if is_class else own.get(quad.object, quad.object)
        yield ox.Quad(own.get(quad.subject, quad.subject), quad.predicate, object_, graph)
    for me, rejected in zip(own.values(), reading.rejected, strict=True):
        if rejected.why:
            yield ox.Quad(me, term("reason"), literal(rejected.why), graph)
        if rejected.by:
            yield ox.Quad(me, term("reviewedBy"), literal(rejected.by), graph)
        if rejected.instead is not None:
            now = node(claim_iri(source.iri, rejected.instead))
            yield ox.Quad(me, term("correctedAs"), now, graph)
    for number, repair in enumerate(reading.repairs, 1):
        yield from _repair(reading, repair, node(within(source.iri, "repair", f"text-{number}")))


def _repair(reading: Reading, repair: Repair, me: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield a repair that no claim rests on, and its span as the text policy allows."""
    source, text = reading.source, reading.document.text
    graph, span = node(source.iri), repair.span
    place, shown = node(span.iri(source.iri)), source.policy is not TextPolicy.NONE
    yield ox.Quad(me, node(RDF + "type"), term("Repair"), graph)
    yield ox.Quad(me, term("reading"), literal(repair.reading, source.language), graph)
    yield ox.Quad(me, term("reason"), literal(repair.reason), graph)
    if repair.certainty:
        yield ox.Quad(me, term("certainty"), node(concept("certainty", repair.certainty)), graph)
    yield ox.Quad(me, term("span"), place, graph)
    yield ox.Quad(place, node(RDF + "type"), term("Span"), graph)
    yield ox.Quad(place, term("in"), graph, graph)
    yield ox.Quad(place, term("start"), literal(span.start), graph)
    yield ox.Quad(place, term("end"), literal(span.end), graph)
    if shown:
        yield ox.Quad(me, term("surface"), literal(repair.surface, source.language), graph)
        words = literal(text[span.start : span.end], source.language)
        yield ox.Quad(place, term("text"), words, graph)
