"""``/store``: the Graph Store Protocol, and data that must not reach the parser."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

TURTLE = {"Content-Type": "text/turtle"}


def _text(web: httpx.Client, graph: str) -> str:
    triples = {"Accept": "application/n-triples"}
    return web.get("/store", params={"graph": graph}, headers=triples).text


def test_a_graph_is_put_extended_given_and_deleted(web: httpx.Client) -> None:
    """PUT replaces, POST adds, GET gives, DELETE removes; the statuses say what happened."""
    where = {"graph": "urn:s:life"}
    assert web.get("/store", params=where).status_code == 404
    assert (
        web.put("/store", params=where, content="<urn:a> <urn:p> 1 .", headers=TURTLE).status_code
        == 201
    )
    assert (
        web.put("/store", params=where, content="<urn:a> <urn:p> 2 .", headers=TURTLE).status_code
        == 204
    )
    assert (
        web.post("/store", params=where, content="<urn:a> <urn:p> 3 .", headers=TURTLE).status_code
        == 204
    )
    assert sorted(line.split()[2][1] for line in _text(web, "urn:s:life").splitlines()) == [
        "2",
        "3",
    ]
    head = web.head("/store", params=where)
    assert (head.status_code, head.content) == (200, b"")
    assert (
        web.get("/store", params=where, headers={"If-None-Match": head.headers["etag"]}).status_code
        == 304
    )
    assert web.delete("/store", params=where).status_code == 204
    assert web.delete("/store", params=where).status_code == 404


def test_a_graph_may_be_the_url_itself(web: httpx.Client) -> None:
    """A path below /store is a graph; a POST without a name makes one and says where."""
    made = web.post("/store", content="<> <urn:p> 1 .", headers=TURTLE)
    assert made.status_code == 201
    assert made.headers["location"].startswith(f"{web.base_url}/store/")
    assert f"<{made.headers['location']}> <urn:p>" in web.get(made.headers["location"]).text
    assert web.delete(made.headers["location"]).status_code == 204


def test_a_form_brings_several_files(web: httpx.Client) -> None:
    """The files of a form are added together, each in its own format."""
    files = {
        "one": ("one.ttl", b"<urn:a> <urn:p> 1 .", "text/turtle"),
        "two": ("two.nt", b"<urn:a> <urn:p> <urn:b> .\n", "application/octet-stream"),
    }
    assert web.post("/store?graph=urn:s:form", files=files).status_code == 201
    assert len(_text(web, "urn:s:form").splitlines()) == 2
    none = web.post("/store?graph=urn:s:form", files={"x": ("x.pdf", b"%PDF", "application/pdf")})
    assert (none.status_code, none.json()["detail"]) == (
        400,
        "a part of the form is application/pdf, which is no RDF",
    )


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ("?default&graph=urn:x", "more than one graph is named"),
        ("/x?default", "more than one graph is named"),
        ("?graph=not+an+iri", "the graph is no absolute IRI: 'not an iri'"),
        ("", "no graph is named"),
    ],
)
def test_one_graph_is_named(web: httpx.Client, params: str, detail: str) -> None:
    """No name or two, or one that is no IRI, is an error that says so."""
    got = web.get(f"/store{params}")
    assert (got.status_code, got.json()["detail"]) == (400, detail)


_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'


@pytest.mark.parametrize(
    ("media", "data", "detail"),
    [
        ("text/turtle", "<urn:s> <urn:p> " + "[ <urn:p> " * 5000, "nested deeper than 256 levels"),
        ("text/turtle", "<urn:s> <urn:p> " + "(" * 50000, "nested deeper than 256 levels"),
        ("application/ld+json", '{"@id":"urn:s","urn:p":' * 5000, "nested deeper than 256 levels"),
        ("application/rdf+xml", _XML + "<e:a><e:b>" * 5000, "nested deeper than 256 levels"),
        (
            "application/rdf+xml",
            '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + _XML + "</rdf:RDF>",
            "the data has a DOCTYPE, and entities are not expanded",
        ),
        (
            "application/ld+json",
            '{"@context": "http://127.0.0.1:9/context", "@id": "urn:s", "name": "x"}',
            "the data is no JSON-LD: No LoadDocumentCallback has been set to load remote contexts",
        ),
        (
            "application/ld+json",
            '{"@id": "urn:g", "@graph": [{"@id": "urn:s", "urn:p": 1}]}',
            "Named graphs are not allowed",
        ),
        ("text/turtle", "<urn:s> <urn:p> 1 .\n<urn:s> <urn:p> .", "the data is no Turtle: line 2"),
        ("application/rdf+xml", _XML, "the data is no XML at line 1"),
    ],
)
def test_data_that_is_wrong_or_hostile_changes_nothing(
    web: httpx.Client, media: str, data: str, detail: str
) -> None:
    """Deep nesting, entities and remote contexts are refused; the graph stays, the server too."""
    where = {"graph": "urn:s:hostile"}
    web.put("/store", params=where, content="<urn:a> <urn:p> 1 .", headers=TURTLE)
    got = web.put("/store", params=where, content=data, headers={"Content-Type": media})
    assert got.status_code == 400
    assert detail in got.json()["detail"]
    assert "urn:a" in _text(web, "urn:s:hostile")


def test_other_types_are_refused_by_name(web: httpx.Client) -> None:
    """What is no RDF is 415, and the answer lists what is taken."""
    got = web.put("/store?default", content=b"%PDF", headers={"Content-Type": "application/pdf"})
    assert got.status_code == 415
    assert "text/turtle" in got.headers["accept-post"]


def test_a_managed_graph_gives_its_graphs(reader: httpx.Client) -> None:
    """Reading whole graphs works for any graph; what a source says is one of them."""
    got = reader.get("/store?default", headers={"Accept": "text/turtle"})
    assert "RelationEvent" in got.text
    source = "https://w3id.org/legation/id/source/note"
    assert reader.get("/store", params={"graph": source}).status_code == 200


def test_a_write_names_the_version_it_is_for(web: httpx.Client) -> None:
    """Who has seen the latest version may write; who has not is told so, and nothing is changed."""
    where = {"graph": "urn:s:lost"}
    web.put("/store", params=where, content="<urn:a> <urn:p> 1 .", headers=TURTLE)
    seen = web.get("/store", params=where, headers={"Accept": "text/turtle"}).headers["etag"]
    assert not seen.startswith("W/")
    for method, content in (("PUT", "<urn:a> <urn:p> 2 ."), ("PUT", "<urn:a> <urn:p> 3 .")):
        got = web.request(
            method, "/store", params=where, content=content, headers={**TURTLE, "If-Match": seen}
        )
        last = got.status_code
    assert (last, got.json()["detail"]) == (412, "the store has changed since")
    assert '"2"' in _text(web, "urn:s:lost")
    for method in ("POST", "DELETE"):
        got = web.request(
            method, "/store", params=where, content="", headers={**TURTLE, "If-Match": seen}
        )
        assert got.status_code == 412
    now = web.head("/store", params=where, headers={"Accept": "text/turtle"}).headers["etag"]
    stale = {"If-Match": f"{seen}, {now}"}
    assert web.delete("/store", params=where, headers=stale).status_code == 204
    gone = web.put("/store", params=where, content="", headers={**TURTLE, "If-Match": "*"})
    assert gone.status_code == 412


def test_a_graph_is_put_where_none_is(web: httpx.Client) -> None:
    """``If-None-Match: *`` makes a graph, and never overwrites one."""
    where, new = {"graph": "urn:s:new"}, {**TURTLE, "If-None-Match": "*"}
    first = web.put("/store", params=where, content="<urn:a> <urn:p> 1 .", headers=new)
    second = web.put("/store", params=where, content="<urn:a> <urn:p> 2 .", headers=new)
    assert (first.status_code, second.status_code) == (201, 412)
    assert '"1"' in _text(web, "urn:s:new")
    tag = web.get("/store", params=where, headers={"Accept": "text/turtle"}).headers["etag"]
    same = {**TURTLE, "If-None-Match": f"W/{tag}"}
    assert web.post("/store", params=where, content="", headers=same).status_code == 412


@pytest.mark.parametrize("media", ["application/trig", "application/n-quads"])
def test_a_plain_graph_gives_all_of_it(web: httpx.Client, media: str) -> None:
    """Who accepts only forms with names of graphs gets them all, with tag, head and 304."""
    web.put("/store?graph=urn:s:all", content="<urn:a> <urn:p> 1 .", headers=TURTLE)
    web.post("/store?default", content="<urn:b> <urn:p> 2 .", headers=TURTLE)
    only = {"Accept": media}
    got = web.get("/store", headers=only)
    assert (got.status_code, got.headers["content-type"].partition(";")[0]) == (200, media)
    read = ox.Store()
    format = ox.RdfFormat.from_media_type(media)
    assert format is not None
    read.load(got.content, format)
    one = ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    place = ox.NamedNode("urn:s:all")
    assert ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), one, place) in read
    assert any(read.quads_for_pattern(ox.NamedNode("urn:b"), None, None, ox.DefaultGraph()))
    assert web.head("/store", headers=only).headers["etag"] == got.headers["etag"]
    again = web.get("/store", headers={**only, "If-None-Match": got.headers["etag"]})
    assert again.status_code == 304


def test_a_managed_graph_gives_one_graph_at_a_time(reader: httpx.Client) -> None:
    """All of a managed graph is exported, not asked for here; the refusal is that of no name."""
    got = reader.get("/store", headers={"Accept": "application/trig"})
    assert (got.status_code, got.json()["detail"]) == (400, "no graph is named")


def test_rdf_xml_can_always_be_read(web: httpx.Client) -> None:
    """A sign that no XML may hold becomes U+FFFD; a property without a name is refused with 406."""
    where, xml = {"graph": "urn:s:xml"}, {"Accept": "application/rdf+xml"}
    web.put("/store", params=where, content='<urn:a> <urn:p> "a\\u0007b" .', headers=TURTLE)
    for got in (
        web.get("/store", params=where, headers=xml),
        web.get(
            "/sparql",
            params={"query": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:s:xml> { ?s ?p ?o } }"},
            headers=xml,
        ),
    ):
        (told,) = ox.parse(got.content, ox.RdfFormat.RDF_XML)
        assert told.object == ox.Literal("a\ufffdb")
    web.put("/store", params=where, content='<urn:a> <urn:e:1> "a" .', headers=TURTLE)
    got = web.get("/store", params=where, headers=xml)
    assert (got.status_code, got.json()["detail"]) == (
        406,
        "RDF/XML cannot write the property urn:e:1: it does not end in a name",
    )
    web.delete("/store", params=where)


def test_triples_about_triples_are_refused_in_json_ld(web: httpx.Client) -> None:
    """The form cannot hold them; others can."""
    where = {"graph": "urn:s:star"}
    told = "<urn:a> <urn:p> <<( <urn:a> <urn:q> 1 )>> ."
    assert web.put("/store", params=where, content=told, headers=TURTLE).status_code == 201
    got = web.get("/store", params=where, headers={"Accept": "application/ld+json"})
    assert (got.status_code, got.json()["hint"]) == (406, "choose Turtle or N-Triples")
    assert web.get("/store", params=where).status_code == 200
    web.delete("/store", params=where)
