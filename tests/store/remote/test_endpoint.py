"""Requests to a store: tried again, given up, refused; and what is never told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from legation.errors import RemoteRefused, RemoteTimeout, RemoteUnreachable
from legation.store.remote.endpoint import Endpoint
from legation.store.remote.settings import Settings

NO_ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
QUERY = "SELECT ?s { ?s ?p ?o }"


class _Store(BaseHTTPRequestHandler):
    """Answers what the test wants, and remembers what it was asked."""

    answers: ClassVar[list[tuple[int, dict[str, str], bytes]]] = []
    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_POST(self) -> None:
        """Give the next answer."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.pop(0)
        if status == 0:
            time.sleep(2)
            return
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    """Return the address of a store that answers what `_Store.answers` holds."""
    _Store.answers.clear()
    _Store.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Store)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    thread.join()
    server.server_close()


def _asked(url: str, **settings: int) -> tuple[Endpoint, list[float]]:
    waited: list[float] = []
    return Endpoint(Settings(url, **settings), waited.append), waited  # type: ignore[arg-type]


def test_a_busy_store_is_asked_again(url: str) -> None:
    """It waits as long as the store says, else longer each time."""
    _Store.answers += [
        (503, {"Retry-After": "7"}, b""),
        (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, b""),
        (502, {}, b""),
        (200, {}, NO_ROWS),
    ]
    endpoint, waited = _asked(url)
    assert endpoint.query(QUERY)[0] == NO_ROWS
    assert waited == [7.0, 0.0, 2.0]


def test_a_store_that_stays_busy_is_given_up(url: str) -> None:
    """After some attempts the answer of the store is the answer."""
    _Store.answers += [(503, {}, b"come again")] * 3
    endpoint, waited = _asked(url, attempts=3)
    with pytest.raises(RemoteRefused, match="refused with 503: come again; it is busy") as refused:
        endpoint.query(QUERY)
    assert (refused.value.status, len(waited)) == (503, 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_a_no_is_not_asked_again(url: str, status: int) -> None:
    """What the store says of it is told in a line."""
    _Store.answers.append((status, {}, b"because\nof this"))
    endpoint, waited = _asked(url)
    with pytest.raises(RemoteRefused, match=f"at {url} refused with {status}: because of this"):
        endpoint.query(QUERY)
    assert not waited


def test_nobody_is_followed_elsewhere(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token would go along."""
    monkeypatch.setenv("LEGATION_STORE_TOKEN", "secret")
    _Store.answers.append((307, {"Location": "http://127.0.0.1:1/x"}, b""))
    with pytest.raises(RemoteRefused, match="name the address it points to"):
        _asked(url)[0].query(QUERY)


def test_a_slow_store_is_not_waited_for(url: str) -> None:
    """The time is a setting."""
    _Store.answers.append((0, {}, b""))
    with pytest.raises(RemoteTimeout, match="did not answer within 1 s; ask for less"):
        _asked(url, timeout=1)[0].query(QUERY)


def test_a_cut_answer_is_none(url: str) -> None:
    """Fewer bytes than were announced are told."""
    _Store.answers.append((200, {"Content-Length": "1000"}, NO_ROWS))
    with pytest.raises(RemoteUnreachable, match="broke off in the middle of an answer"):
        _asked(url)[0].query(QUERY)


def test_nobody_there_is_told() -> None:
    """The sentence has the address and a hint."""
    with pytest.raises(RemoteUnreachable) as refused:
        _asked("http://127.0.0.1:9/sparql")[0].query(QUERY)
    assert str(refused.value).startswith("the store at http://127.0.0.1:9/sparql cannot be reached")
    assert refused.value.hint == "is it running?"


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({"LEGATION_STORE_TOKEN": "s3cret"}, "Bearer s3cret"),
        (
            {"LEGATION_STORE_USER": "ana", "LEGATION_STORE_PASSWORD": "s3cret"},
            "Basic YW5hOnMzY3JldA==",
        ),
        ({}, None),
    ],
)
def test_secrets_come_from_the_environment(
    url: str, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], header: str | None
) -> None:
    """They go into a header, never into an address or a message."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _Store.answers += [(200, {}, NO_ROWS), (403, {}, b"no")]
    endpoint, _ = _asked(url)
    endpoint.query(QUERY)
    with pytest.raises(RemoteRefused) as refused:
        endpoint.query(QUERY)
    assert "s3cret" not in str(refused.value)
    assert [headers.get("Authorization") for _, headers in _Store.seen] == [header, header]
    assert all("s3cret" not in path for path, _ in _Store.seen)


def test_secrets_are_not_sent_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTP without encryption only this machine gets them."""
    monkeypatch.setenv("LEGATION_STORE_TOKEN", "s3cret")
    with pytest.raises(RemoteRefused, match="use https://"):
        Endpoint(Settings("http://example.org/sparql"))
    Endpoint(Settings("https://example.org/sparql"))
