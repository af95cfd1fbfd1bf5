"""``/sparql`` over a real connection: the SPARQL 1.1 Protocol, and what HTTP adds to it."""

from __future__ import annotations

import gzip
import json

import httpx
import pytest

from served import Server

SELECT = "SELECT ?a ?b { VALUES (?a ?b) { (1 'một') } }"
CONSTRUCT = "CONSTRUCT { <urn:x:s> <urn:x:p> 'một' } {}"


@pytest.mark.parametrize(
    ("query", "media", "part"),
    [
        (SELECT, "application/sparql-results+json", b'"value":"m\xe1\xbb\x99t"'),
        (SELECT, "application/sparql-results+xml", b"<literal>m\xe1\xbb\x99t</literal>"),
        (SELECT, "text/csv", b"a,b\r\n1,m\xe1\xbb\x99t\r\n"),
        (SELECT, "text/tab-separated-values", b'?a\t?b\n1\t"m\xe1\xbb\x99t"\n'),
        (CONSTRUCT, "text/turtle", b'<urn:x:s> <urn:x:p> "m\xe1\xbb\x99t" .'),
        (CONSTRUCT, "application/n-triples", b'<urn:x:s> <urn:x:p> "m\xe1\xbb\x99t" .'),
        (CONSTRUCT, "application/rdf+xml", b"urn:x:s"),
        (CONSTRUCT, "application/ld+json", b'"@id":"urn:x:s"'),
        (CONSTRUCT, "application/trig", b"<urn:x:s> <urn:x:p>"),
        (CONSTRUCT, "application/n-quads", b"<urn:x:s> <urn:x:p>"),
    ],
)
def test_every_form_is_given(reader: httpx.Client, query: str, media: str, part: bytes) -> None:
    """Rows and triples come in each form that is asked for, and say so."""
    got = reader.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert got.status_code == 200
    assert got.headers["content-type"].partition(";")[0] == media
    assert part in got.content
    assert int(got.headers["content-length"]) == len(got.content)


def test_a_query_may_be_posted_as_form_or_as_it_is(reader: httpx.Client) -> None:
    """GET, a form and a direct POST give the same answer."""
    direct = {"Content-Type": "application/sparql-query"}
    answers = [
        reader.get("/sparql", params={"query": SELECT}),
        reader.post("/sparql", data={"query": SELECT}),
        reader.post("/sparql", content=SELECT, headers=direct),
    ]
    assert len({answer.content for answer in answers}) == 1


def test_the_dataset_of_the_request_counts(web: httpx.Client) -> None:
    """Graphs named in the request are the dataset; what is not named there is not in it."""
    turtle = {"Content-Type": "text/turtle"}
    for name in ("one", "two"):
        web.put(
            "/store",
            params={"graph": f"urn:d:{name}"},
            content=f"<urn:d:s> <urn:d:p> '{name}' .",
            headers=turtle,
        )
    count = "SELECT (COUNT(*) AS ?n) { ?s <urn:d:p> ?o }"
    csv = {"Accept": "text/csv"}
    two = {"query": count, "default-graph-uri": ["urn:d:one", "urn:d:two"]}
    assert web.get("/sparql", params=two, headers=csv).text == "n\r\n2\r\n"
    named = {"query": count, "named-graph-uri": "urn:d:one"}
    assert web.get("/sparql", params=named, headers=csv).text == "n\r\n0\r\n"
    assert web.get("/sparql", params={"query": count}, headers=csv).text == "n\r\n0\r\n"
    bad = web.get("/sparql", params={"query": count, "default-graph-uri": "no iri"})
    assert (bad.status_code, bad.json()["detail"]) == (
        400,
        "a graph of the dataset is no absolute IRI: 'no iri'",
    )


def test_what_the_client_has_is_not_sent_again(reader: httpx.Client) -> None:
    """The tag of an answer stands for version, query and form; fickle queries have none."""
    first = reader.get("/sparql", params={"query": SELECT})
    tag = first.headers["etag"]
    again = reader.get(
        "/sparql", params={"query": SELECT}, headers={"If-None-Match": f'"x", {tag}'}
    )
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = reader.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert other.headers["etag"] != tag
    assert "Accept" in other.headers["vary"]
    fickle = reader.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"})
    assert "etag" not in fickle.headers


def test_head_says_what_get_would(reader: httpx.Client) -> None:
    """HEAD has the headers of the answer and no body, also where the answer is an error."""
    got = reader.head("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert (got.status_code, got.content) == (200, b"")
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert reader.head("/sparql", params={"query": "SELECT"}).status_code == 400


def test_options_tell_what_can_be_done(reader: httpx.Client) -> None:
    """OPTIONS names the methods, and other sites may ask queries from a browser."""
    got = reader.options("/sparql")
    assert (got.status_code, got.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    allowed = reader.options("/sparql", headers=asked)
    assert allowed.headers["access-control-allow-origin"] == "*"
    assert "POST" in allowed.headers["access-control-allow-methods"]
    refused = reader.options("/update", headers=asked)
    assert "access-control-allow-origin" not in refused.headers


def test_answers_are_compressed_for_who_wants_it(managed: Server) -> None:
    """A large answer comes as gzip, in parts, and is the same."""
    query = (
        "SELECT * { VALUES ?a { " + " ".join(map(str, range(2000))) + " } VALUES ?b { 1 2 3 4 5 } }"
    )
    with httpx.Client(base_url=managed.url, trust_env=False) as client:
        plain = client.post(
            "/sparql", data={"query": query}, headers={"Accept-Encoding": "identity"}
        )
        with client.stream("POST", "/sparql", data={"query": query}) as answer:
            raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert len(raw) < len(plain.content) / 5
    assert gzip.decompress(raw) == plain.content
    assert len(json.loads(plain.content)["results"]["bindings"]) == 10_000


@pytest.mark.parametrize(
    ("status", "method", "path", "more"),
    [
        (400, "GET", "/sparql?query=SELECT+%2A+%7B", {}),
        (400, "GET", "/sparql?query=%FF", {}),
        (400, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}),
        (400, "POST", "/sparql", {"data": {"other": "x"}}),
        (403, "GET", "/sparql?query=ASK%7BSERVICE+%3Cx:y%3E%7B%7D%7D", {}),
        (400, "GET", "/sparql?query=ASK%7BSERVICE+%3Cx:y%3E%7B%7D", {}),
        (404, "GET", "/no/such/path", {}),
        (405, "PUT", "/sparql", {}),
        (405, "GET", "/update", {}),
        (405, "POST", "/health", {}),
        (406, "GET", "/sparql?query=ASK%7B%7D", {"headers": {"Accept": "image/png"}}),
        (413, "POST", "/sparql", {"data": {"query": "x" * (1 << 20)}}),
        (415, "POST", "/sparql", {"content": b"ASK {}"}),
        (
            415,
            "POST",
            "/sparql",
            {
                "content": b"x",
                "headers": {"Content-Encoding": "gzip", "Content-Type": "application/sparql-query"},
            },
        ),
        (
            415,
            "POST",
            "/sparql",
            {
                "content": b"x",
                "headers": {"Content-Type": "application/sparql-query; charset=utf-16"},
            },
        ),
    ],
)
def test_every_refusal_has_one_shape(
    reader: httpx.Client, status: int, method: str, path: str, more: dict[str, object]
) -> None:
    """A problem says its status, title and detail in JSON, whatever went wrong."""
    got = reader.request(method, path, **more)  # type: ignore[arg-type]
    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"
    told = got.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]


def test_a_refusal_says_where_and_what_to_do(reader: httpx.Client) -> None:
    """A syntax error names line and column; a browser gets a page, in which nothing is markup."""
    got = reader.get("/sparql", params={"query": "SELECT *\n{ <b>oops }"})
    assert "at line 2, column" in got.json()["detail"]
    page = reader.get("/sparql?query=<script>", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page.text
    refused = reader.delete("/sparql")
    assert refused.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_without_a_query_the_endpoint_describes_itself(reader: httpx.Client) -> None:
    """A service description in RDF says where it is, and that it takes SPARQL 1.1 queries."""
    got = reader.get("/sparql", headers={"Accept": "text/turtle"})
    assert got.status_code == 200
    assert "http://www.w3.org/ns/sparql-service-description#" in got.text
    assert f"{reader.base_url}/sparql" in got.text


def test_relative_iris_are_relative_to_the_endpoint(reader: httpx.Client) -> None:
    """A query without BASE has the URL of the endpoint for one."""
    query = {"query": "SELECT (<#x> AS ?x) {}"}
    got = reader.get("/sparql", params=query, headers={"Accept": "text/csv"})
    assert got.text == f"x\r\n{reader.base_url}/sparql#x\r\n"


def test_a_head_tells_no_length_of_what_was_not_made(reader: httpx.Client) -> None:
    """A length of 0 would say that the answer is empty (RFC 9110, 8.6)."""
    got = reader.head("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 1"})
    assert got.status_code == 200
    assert "content-length" not in got.headers


def test_rows_in_xml_can_always_be_read(reader: httpx.Client) -> None:
    """A computed value may have signs that no XML may hold."""
    asked = {"query": 'SELECT ("a\\u0000b" AS ?x) {}'}
    got = reader.get("/sparql", params=asked, headers={"Accept": "application/sparql-results+xml"})
    assert "<literal>a\ufffdb</literal>" in got.text
