"""The short way of small queries: the same answers, refusals and headers as the long one."""

from __future__ import annotations

import json
import socket
import time
from urllib.parse import parse_qsl, quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.serve.workers.short import text_of
from served import Server

#: A second parameter sends a request the long way, and is ignored there.
LONG = "&long=1"


@given(st.text(st.sampled_from("aä+%=2cC3A4 &?/\U0001f600\n"), max_size=20))
def test_a_parameter_is_read_as_the_library_reads_it(text: str) -> None:
    """Whatever is escaped in whatever way; what is not escaped as it should be is left alone."""
    for written in (quote(text, safe=""), quote(text, safe="=/"), quote(text).replace("%20", "+")):
        assert text_of(written.encode()) == parse_qsl(f"q={written}", keep_blank_values=True)[0][1]
    raw = text.replace("&", "").encode()
    found = text_of(raw)
    if found is not None:
        told = parse_qsl(b"q=" + raw, keep_blank_values=True, errors="strict")
        assert found == told[0][1].decode()


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("SELECT ?n { VALUES ?n { 1 2 } }", {}),
        ("SELECT ?n { VALUES ?n { 1 2 } }", {"Accept": "text/csv"}),
        ("SELECT ?n { VALUES ?n { 1 2 } }", {"Accept": "application/json;q=0.5, text/html"}),
        ("SELECT ?n { VALUES ?n { 1 2 } }", {"Accept": "image/png"}),
        ("SELECT ?n { VALUES ?n { 1 2 } }", {"Accept": "text/turtle"}),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20", {}),
        ("ASK { <relative> ?p 'ä' }", {}),
        ("SELECT ?a { VALUES ?a { " + "1 " * 400 + "} }", {"Accept-Encoding": "gzip"}),
        ("SELECT ?a { VALUES ?a { " + "1 " * 9000 + "} }", {}),
        ("ASK {}", {"Connection": "close"}),
        ("SELECT", {}),
        ("", {}),
        ("ASK { SERVICE <http://127.0.0.1/> {} }", {}),
        ("LOAD <urn:x:y>", {}),
        ("ASK { ?a ?b ?c }", {"Host": "elsewhere.example"}),
        ("ASK { ?b ?b ?c }", {"If-None-Match": "*"}),
    ],
)
def test_both_ways_end_the_same(managed: Server, query: str, headers: dict[str, str]) -> None:
    """Status, headers and body do not tell which way a request went, nor whether it was kept."""
    plain = {"Accept": "*/*", "Accept-Encoding": "identity", **headers}
    url = f"{managed.url}/sparql?query={quote(query, safe='')}"
    with httpx.Client(trust_env=False, timeout=60) as client:
        got = [client.get(url + more, headers=plain) for more in ("", LONG, "")]
    told = []
    for one in got:
        shown: dict[str, object] = {k: v for k, v in one.headers.items() if k != "date"}
        # What compresses says once more on what it depends.
        shown["vary"] = set(one.headers["vary"].split(", "))
        told.append((one.status_code, shown, one.content))
    for other in told[1:]:
        assert other[0] == told[0][0]
        assert other[1] == told[0][1]
        assert other[2] == told[0][2]


def _sent(managed: Server, said: bytes) -> bytes:
    """Return all that the server answers until it closes."""
    with socket.create_connection(("127.0.0.1", managed.port), 30) as connection:
        connection.sendall(said)
        heard = b""
        while more := connection.recv(65536):
            heard += more
    return heard


def test_requests_in_a_row_are_answered_in_order(managed: Server) -> None:
    """What is sent without waiting for answers goes the short way and the long one as it comes."""
    lines = []
    for number in range(60):
        value = number % 7
        query = quote(f"SELECT ?n {{ VALUES ?n {{ {value} }} }} #{number}", safe="")
        more = LONG if number % 3 == 0 else ""
        lines.append(f"GET /sparql?query={query}{more} HTTP/1.1\r\nHost: localhost\r\n")
    said = "Accept: text/csv\r\n\r\n".join(lines) + "Accept: text/csv\r\nConnection: close\r\n\r\n"
    heard = _sent(managed, said.encode()).decode()
    parts = heard.split("HTTP/1.1 200 OK")[1:]
    assert [part.partition("\r\n\r\n")[2] for part in parts] == [
        f"n\r\n{number % 7}\r\n" for number in range(60)
    ]


def _pairs(number: int, more: str = "") -> str:
    """Return a request that takes a moment."""
    values = " ".join(map(str, range(number)))
    query = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}"
    return (
        f"GET /sparql?query={quote(query, safe='')} HTTP/1.1\r\n"
        f"Host: localhost\r\nAccept: text/csv\r\n{more}\r\n"
    )


def test_what_is_sent_meanwhile_is_answered_after(managed: Server) -> None:
    """A client need not wait for its answer before it sends more, in pieces or not."""
    last = _pairs(2, "Connection: close\r\n").encode()
    with socket.create_connection(("127.0.0.1", managed.port), 30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in (_pairs(400).encode(), _pairs(3).encode() + last[:40], last[40:]):
            connection.sendall(part)
            time.sleep(0.02)
        heard = b""
        while more := connection.recv(65536):
            heard += more
    parts = heard.decode().split("HTTP/1.1 200 OK")[1:]
    assert [part.partition("\r\n\r\n")[2] for part in parts] == [
        f"n\r\n{number}\r\n" for number in (160_000, 9, 4)
    ]


def test_headers_are_parsed_as_all_are(managed: Server) -> None:
    """A body, another request or nonsense behind the headers is seen, however the query is known."""
    query = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
    assert b"true" in _sent(managed, query + b"Connection: close\r\n\r\n")
    for more, status in (
        (b"Content-Length: 3\r\nConnection: close\r\n\r\nabc", b"200"),
        (b"Host : localhost\r\n\r\n", b"400"),
        (b"X\x00: y\r\n\r\n", b"400"),
        (b"Transfer-Encoding: nonsense\r\n\r\n", b"400"),
    ):
        assert _sent(managed, query + more).split()[1] == status
    two = query + b"\r\n" + query + b"Connection: close\r\n\r\n"
    assert _sent(managed, two).count(b"200 OK") == 2


def test_a_head_of_many_names_is_refused(managed: Server) -> None:
    """A request with two hosts or with headers beyond measure goes the way of all others."""
    for more, status in (
        (b"Host: localhost\r\n", b"400"),
        (b"X: " + b"y" * 33_000 + b"\r\n", b"431"),
    ):
        said = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n" + more
        assert _sent(managed, said + b"Connection: close\r\n\r\n").split()[1] == status


def test_who_leaves_stops_the_query(managed: Server) -> None:
    """A query that runs ends when its client has closed the connection; the log says why."""
    numbers = " ".join(map(str, range(400)))
    endless = (
        f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?{v} {{ {numbers} }}' for v in 'abcde')} }}"
    )
    said = f"GET /sparql?query={quote(endless, safe='')} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with httpx.Client(base_url=managed.url, trust_env=False, timeout=30) as other:
        with socket.create_connection(("127.0.0.1", managed.port), 30) as connection:
            connection.sendall(said.encode())
            while not other.get("/health").json()["running"]:
                pass
        began = time.monotonic()
        while other.get("/health").json()["running"]:
            assert time.monotonic() - began < 5
    time.sleep(0.3)
    lines = [json.loads(line) for line in managed.told().splitlines()]
    assert any(line.get("why") == "the client has left" for line in lines)
