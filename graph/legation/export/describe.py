"""What a graph is, for machines: VoID and DCAT with counts, and the SPARQL service description.

Counts are those of one version and are made once for it; the engine counts, so that a million
quads take two seconds. Where a source names a licence that SPDX knows, it is told as its IRI.

Reference: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/,
https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from legation.knowledge import select
from legation.terms import DCT, LGN, OWL, PREFIXES, RDF, RDFS, REFERENCE, SKOS, XSD

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_WIKIDATA = "http://www.wikidata.org/entity/"
_SPDX = re.compile(r"[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*-\d+(\.\d+)*(-[A-Za-z]+)*|MIT")
#: Where descriptions lie below the address of a server, by RFC 8615.
WELL_KNOWN = ".well-known/void"
#: Prefixes of what `void` and `service` tell.
DESCRIBING = PREFIXES | {
    "void": _VOID, "dcat": _DCAT, "sd": _SD, "foaf": _FOAF, "formats": _FORMATS,
    "wd": _WIKIDATA,
}  # fmt: skip
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip
_BY_PROPERTY = "SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key"
_BY_CLASS = "SELECT ?key (COUNT(*) AS ?n) { ?s a ?key } GROUP BY ?key"
_BY_GRAPH = "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"
_LINKS = f"""SELECT ?key (COUNT(*) AS ?n) {{ VALUES ?key {{ skos:exactMatch skos:closeMatch owl:sameAs }}
  ?s ?key ?o FILTER(STRSTARTS(STR(?o), "{_WIKIDATA}")) }} GROUP BY ?key"""
_SOURCES = """SELECT ?source ?title ?licence ?publisher ?issued ?language {
  ?source a lgn:Source OPTIONAL { ?source dct:title ?title } OPTIONAL { ?source lgn:licence ?licence }
  OPTIONAL { ?source lgn:publisher ?publisher } OPTIONAL { ?source lgn:issued ?issued }
  OPTIONAL { ?source lgn:language ?language } } ORDER BY ?source ?title ?licence"""

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Which version of which graph is served where.

    ``home`` is the address of the server with a slash at its end, ``base`` that of the graph's
    own IRIs, ``changed`` the time of the version (ISO 8601, ``""`` where it is not known).
    """

    home: str
    base: str
    version: int
    changed: str = ""

    @property
    def dataset(self) -> str:
        """The IRI of the graph as it is served here."""
        return f"{self.home}{WELL_KNOWN}#graph"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a graph counts: the settled graph by class and property, each named graph by triples."""

    properties: Counts
    classes: Counts
    graphs: Counts
    links: Counts
    subjects: int
    objects: int
    sources: tuple[dict[str, str], ...]

    @property
    def triples(self) -> int:
        """How many triples the settled graph has."""
        return sum(self.properties.values())


def count(store: ox.Store) -> Numbers:
    """Count what a store holds.

    >>> store = ox.Store()
    >>> store.add(ox.Quad(ox.NamedNode("x:a"), ox.NamedNode(RDF + "type"), ox.NamedNode("x:C")))
    >>> numbers = count(store)
    >>> numbers.triples, numbers.subjects, numbers.classes
    (1, 1, {'x:C': 1})
    """
    return Numbers(
        properties=_counts(store, _BY_PROPERTY),
        classes=by_class(store),
        graphs=_counts(store, _BY_GRAPH),
        links=_counts(store, _LINKS),
        subjects=int(select(store, _SUBJECTS)[0]["n"]),
        objects=int(select(store, _OBJECTS)[0]["n"]),
        sources=tuple(select(store, _SOURCES)),
    )


def by_class(store: ox.Store) -> Counts:
    """Return how many things of each class the settled graph has.

    >>> by_class(ox.Store())
    {}
    """
    return _counts(store, _BY_CLASS)


def _counts(store: ox.Store, query: str) -> Counts:
    rows = select(store, query)
    return {row["key"]: int(row["n"]) for row in sorted(rows, key=lambda row: row.get("key", ""))
            if "key" in row}  # fmt: skip


def void(numbers: Numbers, place: Place) -> Iterator[ox.Triple]:
    """Yield the description of a graph as VoID and DCAT.

    >>> told = void(count(ox.Store()), Place("http://e.org/", "https://e.org/kg/", 3))
    >>> sum(1 for triple in told if triple.predicate.value == _VOID + "triples")
    1
    """
    document, me = f"{place.home}{WELL_KNOWN}", place.dataset
    yield _link(document, RDF + "type", _VOID + "DatasetDescription")
    yield _link(document, _FOAF + "primaryTopic", me)
    for kind in (_VOID + "Dataset", _DCAT + "Dataset"):
        yield _link(me, RDF + "type", kind)
    yield _text(me, DCT + "title", "Knowledge graph of diplomatic relations", "en")
    yield _text(me, DCT + "title", "Đồ thị tri thức về quan hệ ngoại giao", "vi")
    yield _text(me, OWL + "versionInfo", str(place.version))
    yield _text(me, _DCAT + "version", str(place.version))
    if place.changed:
        yield _typed(me, DCT + "modified", place.changed, "dateTime")
    yield _link(me, DCT + "conformsTo", LGN.removesuffix("#"))
    yield _link(me, _FOAF + "homepage", place.home)
    yield _link(me, _VOID + "sparqlEndpoint", f"{place.home}sparql")
    yield _link(me, _VOID + "rootResource", f"{place.home}sources")
    for vocabulary in (LGN, SKOS, DCT):
        yield _link(me, _VOID + "vocabulary", vocabulary)
    for space in sorted({place.base, REFERENCE}):
        yield _text(me, _VOID + "uriSpace", space)
    for feature in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG"):
        yield _link(me, _VOID + "feature", _FORMATS + feature)
    yield from _sizes(numbers, me)
    yield from _linksets(numbers, place)
    yield from _sources(numbers, place)
    yield from _access(place)


def _sizes(numbers: Numbers, me: str) -> Iterator[ox.Triple]:
    told = {
        "triples": numbers.triples,
        "entities": sum(numbers.classes.values()),
        "classes": len(numbers.classes),
        "properties": len(numbers.properties),
        "distinctSubjects": numbers.subjects,
        "distinctObjects": numbers.objects,
    }
    for name, number in told.items():
        yield _number(me, _VOID + name, number)
    for n, (iri, number) in enumerate(numbers.classes.items(), 1):
        part = f"{me}-class-{n}"
        yield _link(me, _VOID + "classPartition", part)
        yield _link(part, _VOID + "class", iri)
        yield _number(part, _VOID + "entities", number)
    for n, (iri, number) in enumerate(numbers.properties.items(), 1):
        part = f"{me}-property-{n}"
        yield _link(me, _VOID + "propertyPartition", part)
        yield _link(part, _VOID + "property", iri)
        yield _number(part, _VOID + "triples", number)


def _linksets(numbers: Numbers, place: Place) -> Iterator[ox.Triple]:
    wikidata = f"{place.home}{WELL_KNOWN}#wikidata"
    for n, (predicate, number) in enumerate(numbers.links.items(), 1):
        me = f"{place.dataset}-links-{n}"
        yield _link(me, RDF + "type", _VOID + "Linkset")
        yield _link(place.dataset, _VOID + "subset", me)
        yield _link(me, _VOID + "linkPredicate", predicate)
        yield _link(me, _VOID + "subjectsTarget", place.dataset)
        yield _link(me, _VOID + "objectsTarget", wikidata)
        yield _number(me, _VOID + "triples", number)
    if numbers.links:
        yield _link(wikidata, RDF + "type", _VOID + "Dataset")
        yield _link(wikidata, _FOAF + "homepage", "https://www.wikidata.org/")
        yield _text(wikidata, _VOID + "uriSpace", _WIKIDATA)


def _sources(numbers: Numbers, place: Place) -> Iterator[ox.Triple]:
    for told in numbers.sources:
        source = told["source"]
        yield _link(place.dataset, DCT + "source", source)
        yield _link(place.dataset, _VOID + "subset", source)
        for kind in (_VOID + "Dataset", _DCAT + "Dataset"):
            yield _link(source, RDF + "type", kind)
        if source in numbers.graphs:
            yield _number(source, _VOID + "triples", numbers.graphs[source])
        for name, key in (("title", "title"), ("language", "language"), ("issued", "issued")):
            if key in told:
                yield _text(source, DCT + name, told[key])
        if "publisher" in told:
            yield _text(source, DCT + "creator", told["publisher"])
        if licence := told.get("licence"):
            yield _licence(source, licence)


def _licence(source: str, licence: str) -> ox.Triple:
    if _SPDX.fullmatch(licence):
        return _link(source, DCT + "license", f"http://spdx.org/licenses/{licence}")
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", licence):
        return _link(source, DCT + "license", licence)
    return _text(source, DCT + "rights", licence)


def _access(place: Place) -> Iterator[ox.Triple]:
    me, service = f"{place.dataset}-sparql", f"{place.home}sparql"
    yield _link(place.dataset, _DCAT + "distribution", me)
    yield _link(me, RDF + "type", _DCAT + "Distribution")
    yield _link(me, _DCAT + "accessURL", service)
    yield _link(me, _DCAT + "accessService", service)
    yield _link(me, DCT + "conformsTo", "https://www.w3.org/TR/sparql11-protocol/")
    for media in ("text/turtle", "application/ld+json", "application/n-triples"):
        yield _link(me, _DCAT + "mediaType", _MEDIA + media)
    yield _link(service, RDF + "type", _DCAT + "DataService")
    yield _link(service, _DCAT + "endpointURL", service)
    yield _link(service, _DCAT + "servesDataset", place.dataset)
    yield _link(service, _DCAT + "endpointDescription", f"{place.home}openapi.json")


def service(numbers: Numbers, place: Place, *, writable: bool = False) -> Iterator[ox.Triple]:
    """Yield the SPARQL 1.1 service description of the endpoint that serves a graph.

    >>> told = list(service(count(ox.Store()), Place("http://e.org/", "https://e.org/kg/", 3)))
    >>> any(triple.predicate.value == _SD + "endpoint" for triple in told)
    True
    """
    endpoint = f"{place.home}sparql"
    me, dataset, default = (f"{endpoint}#{name}" for name in ("service", "dataset", "default"))
    yield _link(me, RDF + "type", _SD + "Service")
    yield _link(me, _SD + "endpoint", endpoint)
    yield _link(me, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    if writable:
        yield _link(me, _SD + "supportedLanguage", _SD + "SPARQL11Update")
    for name in _RESULTS:
        yield _link(me, _SD + "resultFormat", _FORMATS + name)
    yield _link(me, _SD + "defaultDataset", dataset)
    yield _link(me, RDFS + "seeAlso", f"{place.home}{WELL_KNOWN}")
    yield _link(dataset, RDF + "type", _SD + "Dataset")
    yield _link(dataset, _SD + "defaultGraph", default)
    yield _link(default, RDF + "type", _SD + "Graph")
    yield _number(default, _VOID + "triples", numbers.triples)
    for n, (name, number) in enumerate(numbers.graphs.items(), 1):
        named, graph = f"{endpoint}#named-{n}", f"{endpoint}#graph-{n}"
        yield _link(dataset, _SD + "namedGraph", named)
        yield _link(named, RDF + "type", _SD + "NamedGraph")
        yield _link(named, _SD + "name", name)
        yield _link(named, _SD + "graph", graph)
        yield _link(graph, RDF + "type", _SD + "Graph")
        yield _number(graph, _VOID + "triples", number)


def _link(subject: str, predicate: str, object: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(object))


def _text(subject: str, predicate: str, text: str, language: str = "") -> ox.Triple:
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), literal)


def _number(subject: str, predicate: str, number: int) -> ox.Triple:
    return _typed(subject, predicate, str(number), "integer")


def _typed(subject: str, predicate: str, value: str, datatype: str) -> ox.Triple:
    literal = ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), literal)
