"""What a graph says of itself: real counts, licences, linksets, and the service description."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.export.describe import DESCRIBING, Place, count, service, void
from legation.terms import DCT, LGN, RDF, SKOS, lgn, state

_PLACE = Place("http://e.org/", "https://example.org/kg/", 3, "2020-01-02T03:04:05Z")


def _told(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Ask what is described of a store."""
    described = ox.Store()
    numbers = count(store)
    for triple in (*void(numbers, _PLACE), *service(numbers, _PLACE)):
        described.add(ox.Quad(*triple))
    rows = described.query(query, prefixes=DESCRIBING)
    assert isinstance(rows, ox.QuerySolutions)
    return [tuple(term.value for term in row) for row in rows]


def test_counts_are_those_of_the_settled_graph(store: ox.Store) -> None:
    """Triples, subjects and objects as one counts them by hand."""
    quads = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    told = _told(
        store,
        """SELECT ?t ?s ?o ?p { <http://e.org/.well-known/void#graph> void:triples ?t ;
        void:distinctSubjects ?s ; void:distinctObjects ?o ; void:properties ?p }""",
    )
    parts = (
        quads,
        {q.subject for q in quads},
        {q.object for q in quads},
        {q.predicate for q in quads},
    )
    assert told == [tuple(str(len(part)) for part in parts)]


def test_classes_and_properties_have_their_partitions(store: ox.Store) -> None:
    """Entities of a class, triples of a property."""
    visits = list(
        store.quads_for_pattern(None, None, ox.NamedNode(lgn("Visit")), ox.DefaultGraph())
    )
    told = _told(store, "SELECT ?n { ?part void:class lgn:Visit ; void:entities ?n }")
    assert told == [(str(len(visits)),)]
    labels = _told(store, "SELECT (SUM(?n) AS ?all) { ?part void:property ?p ; void:triples ?n }")
    whole = _told(store, "SELECT ?n { ?graph a void:Dataset ; dcat:version ?v ; void:triples ?n }")
    assert labels == whole


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("CC0-1.0", "http://spdx.org/licenses/CC0-1.0"),
        ("CC-BY-SA-4.0", "http://spdx.org/licenses/CC-BY-SA-4.0"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("free for research with citation", "free for research with citation"),
        ("https://a b", "https://a b"),
    ],
)
def test_the_licence_of_a_source_is_told_as_what_it_is(licence: str, told: str) -> None:
    """An identifier of SPDX or an address is a link, other words are rights."""
    store, source = ox.Store(), ox.NamedNode("https://example.org/kg/source/a")
    store.add(ox.Quad(source, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Source"))))
    store.add(ox.Quad(source, ox.NamedNode(LGN + "licence"), ox.Literal(licence)))
    store.add(ox.Quad(source, ox.NamedNode(DCT + "title"), ox.Literal("A"), source))
    rows = _told(
        store, f"SELECT ?l ?n {{ <{source.value}> dct:license|dct:rights ?l ; void:triples ?n }}"
    )
    assert rows == [(told, "1")]


def test_links_to_wikidata_are_linksets() -> None:
    """Each predicate that links entities to items there is counted."""
    store, match = ox.Store(), ox.NamedNode(SKOS + "exactMatch")
    for code, item in (("VNM", "Q881"), ("CHL", "Q298")):
        there = ox.NamedNode(f"http://www.wikidata.org/entity/{item}")
        store.add(ox.Quad(ox.NamedNode(state(code)), match, there))
    store.add(ox.Quad(ox.NamedNode(state("CHL")), match, ox.NamedNode("https://e.org/x")))
    rows = _told(
        store, "SELECT ?p ?n { ?l a void:Linkset ; void:linkPredicate ?p ; void:triples ?n }"
    )
    assert rows == [(match.value, "2")]


def test_the_service_names_every_graph_with_its_size() -> None:
    """Named graphs of the default dataset, the version and its time."""
    store = ox.Store()
    names = [ox.NamedNode(f"https://example.org/kg/source/{n}") for n in "ab"]
    for name in names:
        store.add(ox.Quad(name, name, name, name))
    rows = _told(
        store,
        """SELECT ?name ?n { ?service sd:endpoint <http://e.org/sparql> ; sd:defaultDataset ?d .
        ?d sd:namedGraph ?g . ?g sd:name ?name ; sd:graph/void:triples ?n } ORDER BY ?name""",
    )
    assert rows == [(name.value, "1") for name in names]
    told = _told(store, "SELECT ?v ?t { ?g dcat:version ?v ; dct:modified ?t }")
    assert told == [("3", "2020-01-02T03:04:05Z")]


def test_an_update_is_offered_only_where_it_is_taken() -> None:
    """A server that only reads does not promise SPARQL Update."""
    numbers = count(ox.Store())
    for writable in (True, False):
        told = {t.object.value for t in service(numbers, _PLACE, writable=writable)
                if isinstance(t.object, ox.NamedNode)}  # fmt: skip
        assert any(iri.endswith("#SPARQL11Update") for iri in told) is writable
