"""Digest authentication (RFC 7616), with a store that takes nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import legation
import sparql_servers as servers
from legation.errors import RemoteRefused
from legation.graph import KnowledgeGraph
from legation.store.remote.endpoint import Endpoint
from legation.store.remote.settings import Settings

NOTE = "Mongolia and Chile established diplomatic relations on 4 May 1984."
QUERY = "SELECT ?s { ?s ?p ?o } LIMIT 1"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address at which a Virtuoso answers only who shows a password by digest."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield f"{running.query}-auth"


def _known(monkeypatch: pytest.MonkeyPatch, password: str = "dba") -> None:  # noqa: S107 - Virtuoso's own
    monkeypatch.setenv("LEGATION_STORE_USER", "dba")
    monkeypatch.setenv("LEGATION_STORE_PASSWORD", password)


def _opened(home: Path, url: str) -> KnowledgeGraph:
    home.mkdir()
    told = f'[store]\nquery = "{url}"\nupdate = "{url}"\nauthentication = "digest"\n'
    (home / "legation.toml").write_text(told, "utf-8")
    return legation.open(home)


def test_a_graph_is_written_and_read_by_digest(
    closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding, asking, a copy elsewhere and removing work as with any store."""
    _known(monkeypatch)
    kg = _opened(tmp_path / "one.kg", closed)
    kg.add_text(NOTE, "note", date="2020-05")
    other = _opened(tmp_path / "other.kg", closed)
    assert set(other.store) == set(kg.store)
    asked = other.query("SELECT ?date { ?r a lgn:RelationEvent ; lgn:edtf ?date }")
    assert asked.serialize("csv") == b"date\r\n1984-05-04\r\n"
    assert other.remove("note").version == 2


def test_a_wrong_password_is_told(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Again and again, with what to do, and without the password."""
    _known(monkeypatch, "s3cret")
    endpoint = Endpoint(Settings(closed, authentication="digest"))
    for _ in range(8):
        with pytest.raises(RemoteRefused) as refused:
            endpoint.query(QUERY)
        assert refused.value.status == 401
        assert refused.value.hint.endswith("are name and password the right ones?")
        assert "s3cret" not in str(refused.value)
    _known(monkeypatch)
    assert Endpoint(Settings(closed, authentication="digest")).query(QUERY)


def test_who_shows_a_password_in_another_way_is_told(
    closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that wants a digest is not content with less, and the hint names the setting."""
    _known(monkeypatch)
    with pytest.raises(RemoteRefused, match='may want authentication = "digest"'):
        Endpoint(Settings(closed)).query(QUERY)


class _Basic(BaseHTTPRequestHandler):
    """Wants a password, or something else, and no digest."""

    wanted = 'Basic realm="x"'

    def do_POST(self) -> None:
        """Refuse."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(401)
        self.send_header("WWW-Authenticate", self.wanted)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ('Basic realm="x"', 'may want authentication = "basic"'),
        ("Negotiate", "it wants negotiate: give a token"),
    ],
)
def test_a_store_without_digest_is_told(
    monkeypatch: pytest.MonkeyPatch, wanted: str, said: str
) -> None:
    """The sentence is one of legation, and names the setting."""
    _known(monkeypatch)
    monkeypatch.setattr(_Basic, "wanted", wanted)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Basic) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_port}/sparql"
            with pytest.raises(RemoteRefused, match=said):
                Endpoint(Settings(url, authentication="digest")).query(QUERY)
        finally:
            server.shutdown()
            thread.join()
