"""Requests that are none, never end, or come from another site."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import httpx
import pytest

from serve.attacked import ATTACKED, THREE, ask, client, others_are_served, said
from served import TOKEN, Server

pytestmark = ATTACKED

TURTLE = "text/turtle"


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
        assert ask(attacker, "ASK { <urn:forged> ?p ?o }").json()["boolean"] is False


def test_pages_that_are_asked_for_all_at_once_keep_nobody_waiting(server: Server) -> None:
    """Who asks for many pages gets them one after the other, or hears that it is too many."""
    paths = ("/", "/sources", "/.well-known/void", "/about.html?iri=urn:Thing", "/openapi.json",
             "/about.ttl?iri=urn:t:1", "/ns.html", "/questions")  # fmt: skip
    with others_are_served(server), ThreadPoolExecutor(20) as threads, client(server) as crowd:
        codes = set(threads.map(lambda path: crowd.get(path).status_code, paths * 6))
    assert codes <= {200, 503}
