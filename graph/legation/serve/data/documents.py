"""What a document about a thing holds, as RDF: a bounded piece of the graph, and where more is.

A thing's own triples in the settled graph and in those of sources; who points to it; the labels
of what it names; for a fact the claims about it with their spans; for a claim its sentence and
its fact. The document says of itself what it is about, of which version, and how it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

import pyoxigraph as ox

from legation.errors import WrongFormat
from legation.export import jsonld
from legation.knowledge import folder
from legation.serve.data.places import FORMS
from legation.store.xml import fit
from legation.terms import DCT, LGN, OWL, PREFIXES, RDF, RDFS, SKOS, XSD, lgn

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_TYPE = ox.NamedNode(RDF + "type")
_LABELS = (ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "prefLabel"))
_ABOUT = ox.NamedNode(lgn("about"))
_EVIDENCE = tuple(ox.NamedNode(lgn(name)) for name in ("span", "sentence", "uses"))
_SETTLED = ox.DefaultGraph()
#: How many triples that point to a thing, or claims of a source, one document holds.
PAGE = 500
#: How many pages there are at most: past them SPARQL is the better way.
PAGES = 200
_MOST_OWN = 5_000
_MOST_CLAIMS = 200
_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_PREFIXES = PREFIXES | {"hydra": _HYDRA, "foaf": _FOAF}


@dataclass(frozen=True, slots=True)
class Document:
    """The quads of a document, and whether a next page goes on."""

    quads: tuple[ox.Quad, ...]
    more: bool


def document(store: ox.Store, iri: str, page: int = 1) -> Document:
    """Return what a graph says of a thing; the second page goes on with what points to it.

    >>> store = ox.Store()
    >>> a, b = (ox.NamedNode(f"https://e.org/{n}") for n in "ab")
    >>> store.add(ox.Quad(a, ox.NamedNode(lgn("party")), b))
    >>> len(document(store, b.value).quads), document(store, b.value).more
    (1, False)
    """
    me = ox.NamedNode(iri)
    found = dict.fromkeys(_own(store, me))
    pointing = islice(_pointing(store, me), (page - 1) * PAGE, page * PAGE + 1)
    listed = list(pointing)
    more = len(listed) > PAGE
    found.update(dict.fromkeys(listed[:PAGE]))
    if page == 1:
        found.update(dict.fromkeys(_evidence(store, me)))
    found.update(dict.fromkeys(_labels(store, list(found))))
    return Document(tuple(found), more and page < PAGES)


def _own(store: ox.Store, me: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield what is said of a thing, and of the blank nodes that it has."""
    nodes: list[ox.NamedNode | ox.BlankNode] = [me]
    left = _MOST_OWN
    for node in nodes:  # grows by its blank nodes
        for quad in islice(store.quads_for_pattern(node, None, None, None), left):
            left -= 1
            yield quad
            if isinstance(quad.object, ox.BlankNode) and quad.object not in nodes:
                nodes.append(quad.object)


def _pointing(store: ox.Store, me: ox.NamedNode) -> Iterator[ox.Quad]:
    yield from store.quads_for_pattern(None, None, me, _SETTLED)
    claim = ox.NamedNode(lgn("Claim"))  # a source has its claims
    yield from store.quads_for_pattern(None, _TYPE, claim, me)


def _evidence(store: ox.Store, me: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield the claims about a fact, and what the claims, or this claim, rest on."""
    claims: list[ox.NamedNode] = [me]
    for quad in islice(store.quads_for_pattern(None, _ABOUT, me, None), _MOST_CLAIMS):
        yield quad
        if isinstance(quad.subject, ox.NamedNode):
            claims.append(quad.subject)
            yield from islice(store.quads_for_pattern(quad.subject, None, None, None), _MOST_OWN)
    for claim in claims:
        for role in _EVIDENCE:
            for quad in islice(store.quads_for_pattern(claim, role, None, None), _MOST_CLAIMS):
                if isinstance(quad.object, ox.NamedNode):
                    yield from store.quads_for_pattern(quad.object, None, None, quad.graph_name)


def _labels(store: ox.Store, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the labels of what quads name; words of the ontology have theirs from there."""
    nodes = dict.fromkeys(
        term
        for quad in quads
        for term in (quad.object, quad.subject)
        if isinstance(term, ox.NamedNode)
    )
    for node in nodes:
        shelves = (folder("core"), folder("vocabularies")) if node.value.startswith(LGN) else ()
        for place in (store, *shelves):
            labels = [
                quad
                for predicate in _LABELS
                for quad in place.quads_for_pattern(node, predicate, None, _SETTLED)
            ]
            yield from labels
            if labels:
                break


def about(
    iri: str, url: str, *, dataset: str, version: str, page: int = 1, more: bool = False
) -> Iterator[ox.Quad]:
    """Yield what a document says of itself; ``url`` is its address."""
    mark = "&" if "?" in url else "?"
    me = ox.NamedNode(url if page == 1 else f"{url}{mark}page={page}")

    def link(predicate: str, object: str) -> ox.Quad:
        return ox.Quad(me, ox.NamedNode(predicate), ox.NamedNode(object), _SETTLED)

    yield link(RDF + "type", _FOAF + "Document")
    yield link(_FOAF + "primaryTopic", iri)
    yield link(DCT + "isPartOf", dataset)
    yield ox.Quad(me, ox.NamedNode(OWL + "versionInfo"), ox.Literal(version), _SETTLED)
    if more:
        yield link(_HYDRA + "next", f"{url}{mark}page={page + 1}")
        size = ox.Literal(str(PAGE), datatype=ox.NamedNode(XSD + "integer"))
        yield ox.Quad(me, ox.NamedNode(_HYDRA + "limit"), size, _SETTLED)


def write(quads: Iterable[ox.Quad], extension: str) -> bytes:
    """Return quads as a document of an extension, sorted; TriG keeps who says what.

    >>> quad = ox.Quad(*(ox.NamedNode(f"https://e.org/{n}") for n in "abc"))
    >>> print(write([quad, quad], "nt").decode(), end="")
    <https://e.org/a> <https://e.org/b> <https://e.org/c> .
    """
    form = FORMS[extension].made_as
    if form == "trig":
        ordered = sorted(set(quads), key=lambda q: (str(q.graph_name), str(q)))
        return ox.serialize(ordered, format=ox.RdfFormat.TRIG, prefixes=_PREFIXES) or b""
    triples = sorted({quad.triple for quad in quads}, key=str)
    if form == "jsonld":
        out = BytesIO()
        try:
            jsonld.write([(_SETTLED, triples)], out)
        except WrongFormat:  # an IRI that our short names would swallow
            return ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b""
        return out.getvalue()
    prefixes = None if form == "ntriples" else _PREFIXES
    told = fit(triples) if form == "rdfxml" else triples
    return ox.serialize(told, format=_RDF[form], prefixes=prefixes) or b""
