"""What must not pass: forged hosts, heads and bodies without end, clients that dawdle or leave."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import legation
from legation.serve.connection import _full
from served import SHOWN, Server, serving

#: A query that no limit of the scan forbids, and that nobody can wait for.
ENDLESS = "SELECT (COUNT(*) AS ?n) {{ {} FILTER(?a + ?b + ?c + ?d < 0) }}".format(
    " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(900)))} }}" for name in "abcd")
)


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a graph without patience."""
    home = tmp_path_factory.mktemp("hasty") / "hasty.kg"
    legation.open(home).create(plain=True)
    with serving(home, "--patience", "0.5", "--writable") as server:
        yield server


def _said(server: Server, *sent: bytes, wait: float = 30) -> bytes:
    """Send bytes as they are, and return everything the server says until it closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as connection:
        for part in sent:
            connection.sendall(part)
        answer = b""
        while more := connection.recv(65536):
            answer += more
        return answer


def _well(server: Server) -> bool:
    """Tell whether a query of another client is answered."""
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        return bool(client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"])


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "", "[", "localhost@example.org", "a" * 5000]
)
def test_other_host_names_are_refused(managed: Server, host: str) -> None:
    """A name that was not allowed reaches nothing, so that no page can rebind its own to us."""
    with httpx.Client(base_url=managed.url, trust_env=False) as client:
        got = client.get("/sparql?query=ASK%7B%7D", headers={"Host": host})
    assert got.status_code == 421
    assert got.json()["detail"] == "this server does not answer under that host name"


def test_a_request_has_one_host(managed: Server) -> None:
    """Two host headers, or none, are refused."""
    close = b"Connection: close\r\n\r\n"
    two = b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n" + close
    none = b"GET /health HTTP/1.0\r\n" + close
    assert _said(managed, two).split()[1] in {b"421", b"400"}
    assert _said(managed, none).split()[1] == b"400"


def test_a_host_may_be_allowed(tmp_path: Path) -> None:
    """A name given with --allow-host, and that of --base, are answered to."""
    home = tmp_path / "x.kg"
    legation.open(home).create()
    options = ("--allow-host", "kg.example.org", "--base", "https://data.example.org/kg")
    with serving(home, *options) as server, httpx.Client(trust_env=False) as client:
        for host in ("kg.example.org", "KG.example.org:443", "data.example.org"):
            assert client.get(f"{server.url}/health", headers={"Host": host}).status_code == 200


def test_heads_are_bounded(managed: Server) -> None:
    """Headers and URLs that are too large are refused, whether they end or not."""
    head = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    assert _said(managed, head + b"X: " + b"x" * 40_000 + b"\r\n\r\n").split()[1] == b"431"
    many = b"".join(b"X-%d: x\r\n" % n for n in range(5_000))
    assert _said(managed, head + many + b"\r\n").split()[1] == b"431"
    long = b"GET /health?" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert (
        _said(managed, long.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")).split()[1]
        == b"414"
    )
    assert _said(managed, head + b"X: " + b"x" * 200_000).split()[1] == b"431"
    assert _well(managed)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /health HTT",
        b"\r\n\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\nConnection: close\r\n\r\nASK",
    ],
)
def test_who_dawdles_is_sent_away(hasty: Server, sent: bytes) -> None:
    """A head or a body that does not come in time ends the connection; others are served."""
    open_ones = [socket.create_connection(("127.0.0.1", hasty.port)) for _ in range(50)]
    try:
        for one in open_ones:
            one.sendall(sent)
        answer = _said(hasty, sent)
        assert not answer or b" 408 " in answer
        assert _well(hasty)
    finally:
        for one in open_ones:
            one.close()


def test_a_body_without_end_is_refused_while_it_comes(plain: Server) -> None:
    """Nobody waits for the end of what is too large already: 413, for queries and uploads."""

    def endless() -> Iterator[bytes]:
        for _ in range(1_000_000):
            yield b"# nothing\n" * 10_000

    told = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {1 << 40}\r\nExpect: 100-continue\r\n\r\n"
    )
    assert _said(plain, told.encode()).split()[1] == b"413"
    with httpx.Client(base_url=plain.url, headers=SHOWN, trust_env=False, timeout=60) as client:
        query = {"Content-Type": "application/sparql-query"}
        got = client.post("/sparql", content=endless(), headers=query)
        assert (got.status_code, got.json()["detail"]) == (413, "the body is larger than 1 MiB")
        turtle = {"Content-Type": "text/turtle"}
        got = client.put("/store?graph=urn:x:large", content=endless(), headers=turtle)
        assert (got.status_code, got.json()["detail"]) == (413, "the body is larger than 64 MiB")
        assert client.get("/store?graph=urn:x:large").status_code == 404


def test_compressed_bodies_are_not_inflated(plain: Server) -> None:
    """A bomb of zeros is refused by its header, unread."""
    bomb = gzip.compress(b"\0" * 10_000_000)
    headers = {"Content-Type": "text/turtle", "Content-Encoding": "gzip", **SHOWN}
    with httpx.Client(base_url=plain.url, trust_env=False) as client:
        got = client.put("/store?default", content=bomb, headers=headers)
    assert (got.status_code, got.headers["accept-encoding"]) == (415, "identity")


@pytest.mark.parametrize(
    "path",
    [
        "/../legation.toml",
        "/static/../../pyproject.toml",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/store/../../current",
        "//etc/passwd",
        "/%00",
    ],
)
def test_no_path_leads_to_a_file(managed: Server, path: str) -> None:
    """Dots, encoded or not, lead nowhere."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    status = _said(managed, request.encode()).split()[1]
    assert status in {b"400", b"404"}


def test_headers_cannot_be_injected(plain: Server) -> None:
    """A line break in what a client sends never becomes a header of the answer."""
    with httpx.Client(base_url=plain.url, headers=SHOWN, trust_env=False) as client:
        for graph in ("urn:x\r\nX-Evil: 1", "urn:x%0d%0aX-Evil: 1"):
            got = client.get("/store", params={"graph": graph})
            assert got.status_code in {400, 404}
            assert "x-evil" not in got.headers
        got = client.get("/store/a%0d%0aX-Evil:%201")
        assert "x-evil" not in got.headers


def test_browsers_are_told_to_be_careful(managed: Server) -> None:
    """Every answer, also a refusal, carries the headers that keep pages harmless."""
    with httpx.Client(base_url=managed.url, trust_env=False) as client:
        for path in ("/", "/health", "/sparql?query=ASK%7B%7D", "/none", "/sparql?query=x"):
            headers = client.get(path).headers
            assert headers["content-security-policy"].startswith("default-src 'self';")
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert "server" not in headers


def _until(true: object, client: httpx.Client, seconds: float = 20) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if client.get("/health").json()["running"] == true:
            return True
        time.sleep(0.05)
    return False


def test_who_leaves_stops_his_query(plain: Server) -> None:
    """A query whose client has closed the connection does not run on."""
    with httpx.Client(base_url=plain.url, trust_env=False) as client:
        assert _until(0, client)
        body = ENDLESS.encode()
        head = (
            "POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", plain.port)) as connection:
            connection.sendall(head.encode() + body)
            assert _until(1, client)
        assert _until(0, client, 5)


def test_a_query_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """The limit is told in the answer, and others are served meanwhile."""
    home = tmp_path / "x.kg"
    legation.open(home).create(plain=True)
    with serving(home, "--time-limit", "1") as server:
        with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
            got = client.post("/sparql", data={"query": ENDLESS})
        assert (got.status_code, got.json()["detail"]) == (504, "the query took longer than 1 s")
        assert _well(server)


def _problem(answer: bytes) -> dict[str, object]:
    """Return what an answer says that is a problem, as bytes that came."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert lines[b"content-type"] == b"application/problem+json"
    assert lines[b"connection"] == b"close"
    assert lines[b"x-content-type-options"] == b"nosniff"
    assert int(lines[b"content-length"]) == len(body)
    told: dict[str, object] = json.loads(body)
    assert told["status"] == int(head.split()[1])
    return told


@pytest.mark.parametrize(
    ("sent", "status", "detail"),
    [
        (b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n", 400, "this is no request of HTTP/1.1"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "this is no request of HTTP/1.1"),
        (
            b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            *(400, "this is no request of HTTP/1.1"),
        ),
        (
            b"GET / HTTP/1.1\r\nHost: localhost\r\n",
            *(408, "the head of the request did not come within 0.5 s"),
        ),
        (
            b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000,
            *(431, "the head of the request is larger than 64 KiB"),
        ),
    ],
    ids=["a header without a colon", "TLS", "no length", "half a head", "a large head"],
)
def test_what_is_no_request_is_refused_in_the_same_shape(
    hasty: Server, sent: bytes, status: int, detail: str
) -> None:
    """Also where no request can be made of the bytes, the answer is a problem in JSON."""
    told = _problem(_said(hasty, sent))
    assert (told["status"], told["detail"]) == (status, detail)
    assert _well(hasty)


def test_a_connection_too_many_is_refused_in_the_same_shape() -> None:
    """It says when to come again, and is closed."""
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        """Keep what is sent."""
        sent.append(message)

    asyncio.run(_full({"type": "http", "method": "GET"}, None, send))  # type: ignore[arg-type] # nothing is read
    headers = dict(sent[0]["headers"])  # type: ignore[call-overload] # a list of pairs
    assert (sent[0]["status"], headers[b"retry-after"], headers[b"connection"]) == (
        *(503, b"1", b"close"),
    )
    assert json.loads(sent[1]["body"])["detail"] == "too many connections are open"  # type: ignore[arg-type] # bytes


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        ("http://localhost/health", "localhost", 200),
        ("http://LOCALHOST:80/health", "localhost", 200),
        ("http://example.org/health", "localhost", 400),
        ("http://localhost:81/health", "localhost", 400),
        ("http://localhost@example.org/health", "localhost", 400),
        ("http://localhost/health", "example.org", 400),
        ("http://example.org/health", "example.org", 421),
        ("http://example.org/sparql?query=ASK%7B%7D", "localhost", 400),
        ("http://[/health", "localhost", 400),
    ],
)
def test_a_url_in_the_request_is_for_the_host_it_names(
    managed: Server, target: str, host: str, status: int
) -> None:
    """Who it is for stands in the URL and in Host, and is the same (RFC 9112, 3.2.2)."""
    sent = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    assert int(_said(managed, sent).split()[1]) == status
