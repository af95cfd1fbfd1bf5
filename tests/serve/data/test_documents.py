"""Things answer at their IRIs: 303 to a document, by Accept and by language; who is retired leads on."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from legation.serve.data import documents
from legation.terms import DCT, LGN, RDF, RDFS, lgn, state
from served_data import Made, client

_VISIT = "/visit/VNM-BLR/nong-duc-manh/2002"
_BASE = "https://w3id.org/legation/id"


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("application/trig", "trig"),
        ("text/html;q=0.2, text/turtle;q=0.1, application/rdf+xml", "rdf"),
        ("text/html;q=0, */*;q=0.1", "ttl"),
    ],
)
def test_a_thing_leads_to_the_document_that_fits(
    web: TestClient, accept: str, extension: str
) -> None:
    """303 leads to the document whose form the client likes best; q-values count."""
    answer = web.get("/state/VNM", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/state/VNM.{extension}")
    assert answer.headers["vary"] == "Accept, Accept-Language"


def test_what_nobody_accepts_is_refused_with_what_there_is(web: TestClient) -> None:
    """406 has the shape of every problem, and links to the forms there are."""
    answer = web.get("/state/VNM", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["hint"].startswith("accept one of: text/html, text/turtle")
    assert 'rel="alternate"; type="text/turtle"' in answer.headers["link"]


def test_a_document_says_where_its_twins_are(web: TestClient) -> None:
    """Link names every form and the IRI of the thing."""
    link = web.get("/state/VNM.ttl").headers["link"]
    assert '</state/VNM.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert link.endswith('<https://w3id.org/legation/state/VNM>; rel="canonical"')


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "trig", "jsonld"])
def test_every_form_of_a_document_holds_the_same_triples(web: TestClient, extension: str) -> None:
    """Read back by the engine, all forms are one graph, but for the document's own address."""

    def read(name: str) -> set[ox.Triple]:
        answer = web.get(f"{_VISIT}.{name}")
        media = answer.headers["content-type"].partition(";")[0]
        form = ox.RdfFormat.from_media_type(media)
        assert form is not None
        quads = ox.parse(answer.content, form)
        here = f"{_VISIT}.{name}"
        return {q.triple for q in quads if not str(q.subject.value).endswith(here)}

    assert read(extension) == read("nt") != set()


def test_the_document_of_a_fact_holds_claims_spans_and_labels(web: TestClient) -> None:
    """A fact comes with who says so, the sentence, and the names of what it names."""
    store = ox.Store()
    store.load(web.get(f"{_VISIT}.trig").content, ox.RdfFormat.TRIG)
    asked = """SELECT ?words ?name { GRAPH ?i { ?claim lgn:about ?visit }
      GRAPH ?source { ?claim lgn:sentence/lgn:text ?words } ?visit lgn:host/rdfs:label ?name }"""
    rows = store.query(asked, prefixes={"lgn": LGN, "rdfs": RDFS})
    assert isinstance(rows, ox.QuerySolutions)
    assert [(r["words"].value, r["name"].value) for r in rows] == [
        ("Tổng Bí thư Nông Đức Mạnh (10/2002);", "Belarus")
    ]


def test_claims_spans_sources_and_posts_answer_too(web: TestClient) -> None:
    """Whatever has an IRI in the graph has a document."""
    for path in (
        "/source/fact-sheet",
        "/source/fact-sheet/claim/11",
        "/source/fact-sheet/span/985-1021",
        "/post/VNM-prime-minister",
        "/person/VNM-nong-duc-manh",
        "/graph/identity",
        "/legation/id/source/fact-sheet",
        "/id/source/fact-sheet",
    ):
        assert web.get(path).status_code == 303, path
        assert web.get(f"{path}.ttl").status_code == 200, path


def test_words_of_the_ontology_are_in_one_document(web: TestClient) -> None:
    """An IRI with # is asked for without it: /ns, in every form, an anchor for each word."""
    assert web.get("/ns", headers={"Accept": "text/turtle"}).headers["location"] == "/ns.ttl"
    page = web.get("/ns.html").text
    assert 'id="Visit"' in page
    assert 'id="rank-official"' in page
    triples = ox.parse(web.get("/ns.nt").content, ox.RdfFormat.N_TRIPLES)
    assert lgn("Visit") in {q.subject.value for q in triples}
    assert web.get("/ns.exe").status_code == 404


def test_the_version_is_in_the_tag(web: TestClient) -> None:
    """Who has a document already gets 304; another language has another tag."""
    first = web.get("/state/VNM.html")
    again = web.get("/state/VNM.html", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = web.get("/state/VNM.html", headers={"Accept-Language": "vi"})
    assert other.headers["etag"] != first.headers["etag"]
    assert other.headers["content-language"] == "vi"


def test_head_is_get_without_the_body(web: TestClient) -> None:
    """HEAD tells the same length and tag, and no more."""
    head, got = web.head("/state/VNM.ttl"), web.get("/state/VNM.ttl")
    assert head.content == b""
    for name in ("etag", "content-length", "content-type", "link"):
        assert head.headers[name] == got.headers[name]


def test_the_unknown_is_not_here(web: TestClient) -> None:
    """404 for what the graph knows nothing of, 405 for other methods, 400 for strange pages."""
    assert web.get("/state/XYZ").status_code == 404
    assert web.get("/about?iri=https://example.org/x").status_code == 404
    assert web.get("/about").status_code == 400
    assert web.post("/state/VNM").status_code == 405
    for page in ("0", "-1", "x", "999999999", "²"):
        assert web.get(f"/state/VNM.ttl?page={page}").status_code == 400
    assert web.get("/../../etc/passwd").status_code == 404
    assert web.get("/static/%2e%2e/words.tsv").status_code == 404


def _node(path: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/kg/{path}")


def test_retired_iris_lead_to_what_took_their_place() -> None:
    """301, step by step to the end, for things and for documents; circles end."""
    store, graph = ox.Store(), _node("graph/identity")
    replaced = ox.NamedNode(DCT + "isReplacedBy")
    store.add(ox.Quad(_node("visit/a"), replaced, _node("visit/b"), graph))
    store.add(ox.Quad(_node("visit/b"), replaced, _node("visit/ü"), graph))
    store.add(ox.Quad(_node("visit/ü"), ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Visit"))))
    store.add(ox.Quad(_node("visit/x"), replaced, _node("visit/y"), graph))
    store.add(ox.Quad(_node("visit/y"), replaced, _node("visit/x"), graph))
    web = client(Made(store))
    for path, where in (
        ("/visit/a", "/visit/%C3%BC"),
        ("/visit/a.ttl", "/visit/%C3%BC.ttl"),
        ("/visit/x", "/visit/y"),
    ):
        answer = web.get(path)
        assert (answer.status_code, answer.headers["location"]) == (301, where)
    assert web.get("/visit/%C3%BC.ttl").status_code == 200


def test_both_bases_answer_and_neither_hides_the_other() -> None:
    """What two bases would put at one path has two: the reference takes the short one."""
    store = ox.Store()
    kind = ox.NamedNode(RDF + "type")
    reference = ox.NamedNode("https://w3id.org/legation/commodity/tea")
    store.add(ox.Quad(reference, kind, ox.NamedNode(lgn("Commodity"))))
    store.add(ox.Quad(_node("commodity/tea"), kind, ox.NamedNode(lgn("Commodity"))))
    elsewhere = ox.NamedNode("http://example.net/a b".replace(" ", "%20"))
    store.add(ox.Quad(elsewhere, kind, ox.NamedNode("http://example.net/Thing")))
    web = client(Made(store))

    def about(path: str) -> str:
        link = web.get(path).headers["link"]
        return str(link.rpartition("<")[2].partition(">")[0])

    assert about("/commodity/tea.ttl") == reference.value
    assert about("/kg/commodity/tea.ttl") == "https://example.org/kg/commodity/tea"
    where = web.get("/about?iri=http%3A%2F%2Fexample.net%2Fa%2520b").headers["location"]
    assert where.startswith("/about.html?iri=")
    assert about(where) == elsewhere.value


def test_a_long_document_goes_on_page_by_page() -> None:
    """What points to a thing comes in pages that name the next, each triple on one of them."""
    store = ox.Store()
    me, party = ox.NamedNode(state("CHL")), ox.NamedNode(lgn("party"))
    number = documents.PAGE + 7
    store.extend(ox.Quad(_node(f"agreement/{n}"), party, me) for n in range(number))
    web = client(Made(store))
    first = web.get("/state/CHL.jsonld").json()
    told = {json.dumps(one): one for one in first["@graph"]}
    document = next(one for one in told.values() if one.get("type") == "foaf:Document"
                    or "Document" in str(one.get("type")))  # fmt: skip
    assert "/state/CHL.jsonld?page=2" in json.dumps(document)
    found = 0
    for page in (1, 2):
        body = web.get(f"/state/CHL.nt?page={page}").text
        found += sum(lgn("party") in line for line in body.splitlines())
    assert found == number
