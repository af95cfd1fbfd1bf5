"""The life of a server: its start, new versions while it serves, its end."""

from __future__ import annotations

import signal
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pytest

import legation
from legation.errors import NotIsolated, ServeError, WrongKind
from legation.serve.site import Settings, Site, is_loopback
from legation.serve.workers import isolation
from served import COMMAND, Server, serving

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:n> ?o }"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make an empty plain graph."""
    place = tmp_path / "x.kg"
    legation.open(place).create(plain=True)
    return place


def _count(client: httpx.Client) -> int:
    got = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
    assert got.status_code == 200, got.text
    return int(got.text.split()[1])


def test_health_tells_what_is_served(reader: httpx.Client) -> None:
    """The version, the kind and whether it may be written to; HEAD and OPTIONS work too."""
    told = reader.get("/health").json()
    assert {k: told[k] for k in ("status", "version", "kind", "writable")} == {
        "status": "ok",
        "version": 1,
        "kind": "managed",
        "writable": False,
    }
    assert reader.head("/health").status_code == 200
    assert reader.options("/health").headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_new_version_is_served_without_dropping_a_request(home: Path, tmp_path: Path) -> None:
    """While another process writes, every query is answered, and with one version or the next."""
    one = tmp_path / "one.nt"
    with serving(home) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        with ThreadPoolExecutor(4) as threads:
            asked = [threads.submit(_count, client) for _ in range(400)]
            for n in range(4):
                one.write_text(f'<urn:s{n}> <urn:n> "{n}" .\n', encoding="utf-8")
                legation.open(home).add(one)
            counts = [found.result() for found in asked]
        assert set(counts) <= {0, 1, 2, 3, 4}
        while client.get("/health").json()["version"] < 5:
            pass
        assert _count(client) == 4


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_runs_is_ended_before_the_server_stops(home: Path, method: str) -> None:
    """After SIGTERM a query that runs is answered in full, and the process ends with 0."""
    numbers = " ".join(map(str, range(1500)))
    query = f"SELECT (SUM(?a * ?b) AS ?n) {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    with serving(home) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        with ThreadPoolExecutor(1) as thread:
            given = {"query": query}
            ask = (
                partial(client.get, params=given)
                if method == "GET"
                else partial(client.post, data=given)
            )
            asked = thread.submit(ask, "/sparql", timeout=60)
            with httpx.Client(base_url=server.url, trust_env=False) as other:
                while not other.get("/health").json()["running"] and not asked.done():
                    pass
            server.process.send_signal(signal.SIGTERM)
            assert asked.result().status_code == 200
        assert server.process.wait(60) == 0
        assert '"event": "stopped"' in server.told()


def test_a_port_that_is_taken_is_told_of(home: Path) -> None:
    """One line says which, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["serve", "--graph", str(home), "--port", port]
        with serving(home):
            pass
        done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 12
    assert done.stderr == (
        f"legation: 127.0.0.1:{port} cannot be served on: Address already in use; "
        "choose another with --host and --port\n"
    )


def test_where_queries_cannot_be_isolated_only_this_machine_is_served(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without isolation the server does not leave loopback."""
    monkeypatch.setattr(isolation, "possible", lambda: False)
    with pytest.raises(NotIsolated) as caught:
        Site(home, Settings(host="0.0.0.0"))  # noqa: S104 - refused
    assert str(caught.value) == (
        "queries cannot be isolated on this machine, so 0.0.0.0 is too open; serve it on 127.0.0.1"
    )
    assert not Site(home, Settings(host="localhost")).isolated
    assert is_loopback("::1")
    assert not is_loopback("no-such-host.invalid")


def test_who_serves_for_writing_gives_a_token(home: Path, tmp_path: Path) -> None:
    """Without a token, or with a short one, nothing is served for writing; nor a managed graph."""
    for token in ("", "short"):
        with pytest.raises(ServeError) as caught:
            Site(home, Settings(writable=True, token=token))
        assert caught.value.hint == "put one into LEGATION_TOKEN"
    managed = tmp_path / "managed.kg"
    legation.open(managed).create()
    with pytest.raises(WrongKind):
        Site(managed, Settings(writable=True, token="x" * 20))


def test_the_token_is_in_no_repr() -> None:
    """Settings that are printed do not tell the token."""
    assert "secret" not in repr(Settings(token="secret"))  # noqa: S106 - a made-up one


def test_every_line_of_the_log_is_json(managed: Server, reader: httpx.Client) -> None:
    """Whoever reads the log needs no pattern."""
    import json

    reader.get("/health")
    for line in managed.told().splitlines():
        told = json.loads(line)
        assert told["event"] in {"request", "stopped", "Invalid HTTP request received."}
