"""Claims of one source as quads of its named graph; nothing else writes there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named, Repair, Source, Span, TextPolicy
from legation.facts.kinds import vocabulary
from legation.terms import DCT, RDF, XSD, Iri, concept, digest, lgn, slug, state, within
from legation.values.calm import xml
from legation.values.dates import Dating

_A = ox.NamedNode(RDF + "type")
#: Properties that repeat the words of a source; titles and names are no more than names.
_WORDS = {"asWritten", "text", "object"}
_INTEGER, _DATE, _DECIMAL = (ox.NamedNode(XSD + n) for n in ("integer", "date", "decimal"))
_BOUNDS = ("earliest", "start_by", "end_from", "latest")
BOUND_NAMES = {
    "earliest": "earliest",
    "start_by": "startBy",
    "end_from": "endFrom",
    "latest": "latest",
}


def node(iri: str) -> ox.NamedNode:
    """Return an IRI as a node of the engine."""
    return ox.NamedNode(iri)


def node_or_none(text: str) -> ox.NamedNode | None:
    """Return a text as a node if it is an IRI the engine takes.

    >>> node_or_none("12:30 [local]") is None
    True
    """
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


@cache
def term(name: str) -> ox.NamedNode:
    """Return a term of legation's vocabulary as a node of the engine."""
    return ox.NamedNode(lgn(name))


def literal(value: str | bool | int | Decimal | date, language: str = "") -> ox.Literal:
    """Return a value of Python as a literal; only text takes a language.

    A sign that no XML may hold becomes U+FFFD: else one such cell of a table, or such a letter of
    a document, would make every answer and export in XML unreadable that it comes into.

    >>> literal(True).datatype.value.rpartition("#")[2], literal("chè", "vi").language
    ('boolean', 'vi')
    """
    if isinstance(value, str):
        value = xml(value, "\ufffd")
        return ox.Literal(value, language=language) if language else ox.Literal(value)
    if isinstance(value, bool):
        return ox.Literal(value)
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=_INTEGER)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=_DATE)
    return ox.Literal(format(value, "f"), datatype=_DECIMAL)


def bounds(
    subject: ox.NamedNode, edtf: str, graph: ox.NamedNode | ox.DefaultGraph
) -> Iterator[ox.Quad]:
    """Yield the days that bound a date; an open bound gives nothing.

    >>> [q.predicate.value.rpartition("#")[2] for q in bounds(node("x:y"), "1998/", ox.DefaultGraph())]
    ['earliest', 'startBy']
    """
    dating = Dating.parse(edtf)
    for name in _BOUNDS:
        known: date | None = getattr(dating, name)
        if known is not None:
            yield ox.Quad(subject, term(BOUND_NAMES[name]), literal(known), graph)


def form_iri(source: Iri, named: Named) -> Iri:
    """Return the IRI of a name form in its source: readable, and different for different names."""
    label = slug(named.text) or "unnamed"
    told = "|".join((named.type, named.text, *named.of, named.detail))
    return within(source, "name", f"{label}-{digest(told)}")


def claim_iri(source: Iri, number: int) -> Iri:
    """Return the IRI of a claim by its place in the document, counted from 1.

    >>> claim_iri(Iri("https://e.org/source/a"), 0)
    'https://e.org/source/a/claim/1'
    """
    return within(source, "claim", str(number + 1))


def source_quads(source: Source) -> Iterator[ox.Quad]:
    """Yield what is known of a source itself, for its own graph and for the settled one alike."""
    me, graph = node(source.iri), node(source.iri)
    yield ox.Quad(me, _A, term("Source"), graph)
    told = {
        "publisher": source.publisher,
        "issued": source.issued,
        "language": source.language,
        "licence": source.licence,
        "origin": source.origin,
        "checksum": source.checksum,
    }
    if source.title:
        yield ox.Quad(me, node(DCT + "title"), literal(source.title, source.language), graph)
    if source.publisher_state:
        yield ox.Quad(me, term("publisherState"), node(state(source.publisher_state)), graph)
    yield ox.Quad(me, term("textPolicy"), node(concept("policy", source.policy)), graph)
    for name, value in told.items():
        if value:
            yield ox.Quad(me, term(name), literal(value), graph)


def claim_quads(
    source: Source,
    text: str,
    claims: Sequence[Claim],
    names: Iterable[Named] = (),
    sentences: Sequence[Span] = (),
) -> Iterator[ox.Quad]:
    """Yield the claims of a source with their spans, name forms and repairs.

    ``text`` is the stored NFC text that spans point into; what the policy of the source
    withholds is never written. A claim also points to the one of ``sentences`` (in text order)
    in which its first span begins.
    """
    graph = node(source.iri)
    starts = [sentence.start for sentence in sentences]
    forms: dict[Named, None] = dict.fromkeys(names)
    spans: dict[Span, None] = {}
    repairs: dict[Repair, ox.NamedNode] = {}
    for number, claim in enumerate(claims):
        me = node(claim_iri(source.iri, number))
        yield ox.Quad(me, _A, term("Claim"), graph)
        yield ox.Quad(me, term("kind"), term(claim.kind), graph)
        if claim.rule:
            yield ox.Quad(me, term("rule"), literal(claim.rule), graph)
        if claim.origin:
            yield ox.Quad(me, term("origin"), literal(claim.origin), graph)
        yield ox.Quad(me, term("claimant"), node(claim.claimant or source.iri), graph)
        for name, values in _complete(claim, source).items():
            if name in _WORDS and source.policy is TextPolicy.NONE:
                continue
            for value in dict.fromkeys(values):
                if isinstance(value, Named):
                    forms.setdefault(value)
                yield ox.Quad(me, term(name), _object(value, name, source), graph)
        if (edtf := claim.one("edtf")) is not None:
            yield from bounds(me, str(edtf), graph)
        for span in claim.spans:
            spans.setdefault(span)
            yield ox.Quad(me, term("span"), node(span.iri(source.iri)), graph)
        if claim.spans and (place := bisect_right(starts, claim.spans[0].start)):
            spans.setdefault(sentences[place - 1])
            yield ox.Quad(me, term("sentence"), node(sentences[place - 1].iri(source.iri)), graph)
        for repair in claim.repairs:
            known = repairs.setdefault(
                repair, node(within(source.iri, "repair", str(len(repairs) + 1)))
            )
            yield ox.Quad(me, term("uses"), known, graph)
    for repair, me in repairs.items():
        spans.setdefault(repair.span)
        yield from _repair_quads(repair, me, source)
    for form in forms:
        spans.update(dict.fromkeys(form.spans))
        yield from _form_quads(form, source)
    for span in spans:
        yield from _span_quads(span, source, text)


def _complete(claim: Claim, source: Source) -> dict[str, tuple[Value, ...]]:
    """Return the values with what a claim leaves to its source: whose figure an unclaimed one is."""
    values = {name: given for name, given in claim.values.items() if given}
    unknown = set(values) - vocabulary().properties
    if unknown:
        raise ValueError(
            f"a claim of {claim.kind} uses words the ontology lacks: {sorted(unknown)}"
        )
    if claim.kind == "Observation" and "authority" not in values:
        values["authority"] = (source.iri,)
    return values


def _object(value: Value, name: str, source: Source) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Iri):
        return node(value)
    if isinstance(value, Named):
        return node(value.known or form_iri(source.iri, value))
    if isinstance(value, ClaimRef):
        return node(claim_iri(source.iri, value.number))
    return literal(value, source.language if name in {"title", "text", "object"} else "")


def _span_quads(span: Span, source: Source, text: str) -> Iterator[ox.Quad]:
    me, graph = node(span.iri(source.iri)), node(source.iri)
    yield ox.Quad(me, _A, term("Span"), graph)
    yield ox.Quad(me, term("in"), node(source.iri), graph)
    yield ox.Quad(me, term("start"), literal(span.start), graph)
    yield ox.Quad(me, term("end"), literal(span.end), graph)
    if source.policy is not TextPolicy.NONE:
        yield ox.Quad(
            me, term("text"), literal(text[span.start : span.end], source.language), graph
        )


def _form_quads(form: Named, source: Source) -> Iterator[ox.Quad]:
    me, graph = node(form_iri(source.iri, form)), node(source.iri)
    yield ox.Quad(me, _A, term("NameForm"), graph)
    yield ox.Quad(me, term("nameType"), term(form.type), graph)
    yield ox.Quad(me, term("text"), literal(form.text, form.language or source.language), graph)
    for number, code in enumerate(form.of):
        yield ox.Quad(me, term("nameOf" if number == 0 else "nameIn"), node(state(code)), graph)
    if form.detail:
        yield ox.Quad(me, term("nameDetail"), literal(form.detail), graph)
    if form.latin:
        yield ox.Quad(me, term("latin"), literal(form.latin), graph)
    if form.known:
        yield ox.Quad(me, term("names"), node(form.known), graph)
    for span in form.spans:
        yield ox.Quad(me, term("span"), node(span.iri(source.iri)), graph)


def _repair_quads(repair: Repair, me: ox.NamedNode, source: Source) -> Iterator[ox.Quad]:
    graph = node(source.iri)
    yield ox.Quad(me, _A, term("Repair"), graph)
    if source.policy is not TextPolicy.NONE:
        yield ox.Quad(me, term("surface"), literal(repair.surface, source.language), graph)
    yield ox.Quad(me, term("reading"), literal(repair.reading, source.language), graph)
    yield ox.Quad(me, term("reason"), literal(repair.reason), graph)
    if repair.certainty:
        degree = node(concept("certainty", repair.certainty))
        yield ox.Quad(me, term("certainty"), degree, graph)
    yield ox.Quad(me, term("span"), node(repair.span.iri(source.iri)), graph)
