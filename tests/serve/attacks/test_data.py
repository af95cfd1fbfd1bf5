"""Data and updates that would end a parser, or make the server call somebody."""

from __future__ import annotations

import json
import socket

import httpx
import pytest

from serve.attacked import ATTACKED, Canary, ask, others_are_served
from served import Server

pytestmark = ATTACKED

DEEP = 20_000
TURTLE, XML, JSONLD = "text/turtle", "application/rdf+xml", "application/ld+json"
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">{}</rdf:RDF>'
)
HOSTILE = {
    "JSON-LD in lists": (JSONLD, "[" * DEEP + "]" * DEEP),
    "JSON-LD in objects": (JSONLD, '{"urn:p":' * DEEP + "1" + "}" * DEEP),
    "Turtle in blank nodes": (TURTLE, "<urn:s> <urn:p> " + "[ <urn:p> " * DEEP + "1" + "]" * DEEP + "."),
    "Turtle in collections": (TURTLE, "<urn:s> <urn:p> " + "(" * DEEP + ")" * DEEP + "."),
    "RDF/XML": (
        XML, RDF_XML.format("<e:N><e:p>" * (DEEP // 4) + "</e:p></e:N>" * (DEEP // 4))
    ),
    "many laughs": (
        XML, f'<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]>' + RDF_XML.format("<e:N e:p='&e12;'/>")
    ),
    "a file as an entity": (
        XML, '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + RDF_XML.format("<e:N><e:p>&f;</e:p></e:N>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_data_that_would_end_a_parser_is_refused(
    server: Server, writer: httpx.Client, name: str
) -> None:
    """Nesting without end and a DOCTYPE are refused with a sentence, and nothing is written."""
    media, body = HOSTILE[name]
    with others_are_served(server):
        got = writer.put("/store?graph=urn:hostile", content=body, headers={"Content-Type": media})
    assert got.status_code == 400, got.text
    assert writer.get("/store?graph=urn:hostile").status_code == 404


def test_an_update_is_looked_at_like_a_query(server: Server, writer: httpx.Client) -> None:
    """Nesting in an update ends no writer."""
    texts = (
        f"INSERT DATA {{ <urn:s> <urn:p> {'(' * 20_000}{')' * 20_000} }}",
        "INSERT { <urn:s> <urn:p> 1 } WHERE " + "{" * 20_000 + "}" * 20_000,
        "INSERT DATA { <urn:s> <urn:p> '" + '\\"' * 50_000,
    )
    with others_are_served(server):
        for text in texts:
            got = writer.post("/update", data={"update": text})
            assert got.status_code == 400, got.text


def test_nobody_is_called(
    server: Server, attacker: httpx.Client, writer: httpx.Client, canary: Canary
) -> None:
    """No query, no update and no data makes the server, or a worker, open a connection."""
    there = canary.url
    # The canary sings: what follows would be seen.
    socket.create_connection(("127.0.0.1", canary.port)).close()
    assert canary.visits() == 1
    for query in (
        f"ASK {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        f"ASK {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
        f"ASK {{ VALUES ?e {{ <{there}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
        f"ASK {{ {{ SELECT * {{ FILTER EXISTS {{ SERVICE <{there}> {{}} }} }} }} }}",
        f"LOAD <{there}>",
    ):
        assert ask(attacker, query).status_code in {400, 403}, query
    for query in (
        f"ASK FROM <{there}> {{ ?s ?p ?o }}",
        f"ASK FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"ASK {{ GRAPH <{there}> {{ ?s ?p ?o }} }}",
        f"DESCRIBE <{there}>",
    ):
        assert ask(attacker, query).status_code == 200, query
    asked = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": there, "named-graph-uri": there}
    assert attacker.get("/sparql", params=asked).json()["boolean"] is False
    for path in ("/about", "/store", "/about.html"):
        attacker.get(path, params={"iri": there, "graph": there})
    for update in (
        f"LOAD <{there}>",
        f"LOAD SILENT <{there}> INTO GRAPH <urn:g>",
        "LOAD <file:///etc/passwd>",
    ):
        assert writer.post("/update", data={"update": update}).status_code == 403
    context = json.dumps({"@context": f"{there}c", "name": "x"})
    importing = json.dumps({"@context": {"@version": 1.1, "@import": f"{there}i"}, "name": "x"})
    for media, body, expected in (
        (JSONLD, context, {400}),
        (JSONLD, importing, {400}),
        (TURTLE, f"<urn:o> <http://www.w3.org/2002/07/owl#imports> <{there}> .", {201}),
        (TURTLE, f"@base <{there}> . <a> <b> <c> .", {201}),
        (XML, f'<!DOCTYPE r SYSTEM "{there}">' + RDF_XML.format(""), {400}),
    ):
        graph = f"urn:canary:{hash(body)}"
        got = writer.put(f"/store?graph={graph}", content=body, headers={"Content-Type": media})
        assert got.status_code in expected, (body, got.text)
    assert canary.visits() == 0
