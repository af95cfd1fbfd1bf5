"""A server may stand before a graph that lies in another store."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import httpx
import pytest

import legation
import sparql_servers as servers
from served import serving

NOTE = "Mongolia and Chile established diplomatic relations on 4 May 1984."
LATER = "Mongolia opened an embassy in Chile on 5 May 2012."


def _got(url: str, accept: str, **asked: str) -> str:
    full = f"{url}?{urlencode(asked)}" if asked else url
    with urlopen(Request(full, headers={"Accept": accept})) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode("utf-8"))


def test_a_server_answers_for_a_graph_in_another_store(tmp_path: Path) -> None:
    """SPARQL, questions, linked data and health are those of the graph, which can grow meanwhile."""
    (tmp_path / "oxigraph").mkdir()
    with servers.oxigraph(tmp_path / "oxigraph") as store:
        kg = legation.open(store.query)
        kg.add_text(NOTE, "note", date="2020-05")
        with serving(store.query, log=tmp_path / "front.log") as front:
            told = _got(f"{front.url}/questions/relations/steps", "text/csv", a="MNG", b="CHL")
            assert told.splitlines()[1].startswith("1984-05-04,established")
            query = "SELECT ?date { ?r a lgn:RelationEvent ; lgn:edtf ?date }"
            assert _got(f"{front.url}/sparql", "text/csv", query=query).split() == [
                "date",
                "1984-05-04",
            ]
            assert "1984-05-04" in _got(f"{front.url}/state/MNG", "text/turtle")
            health = json.loads(_got(f"{front.url}/health", "application/json"))
            assert (health["status"], health["version"]) == ("ok", kg.version)
            kg.add_text(LATER, "later", date="2020-05")
            missions = "SELECT ?m { ?m a lgn:Mission }"
            for _ in range(200):
                if _got(f"{front.url}/sparql", "text/csv", query=missions).count("\n") > 1:
                    break
                time.sleep(0.2)
            else:
                raise AssertionError(_got(f"{front.url}/health", "application/json"))


def _health(front: httpx.Client, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return what ``/health`` says once it says what is waited for."""
    ends = time.monotonic() + 60
    while True:
        told = front.get("/health")
        assert told.status_code == 200
        if holds(told.json()):
            return dict(told.json())
        assert time.monotonic() < ends, told.text
        time.sleep(0.1)


PAGES = ("/", "/sources", "/state/MNG.html", "/search?q=Chile", "/questions", "/network")


def test_a_store_that_is_gone_is_told_of_and_answered_for(tmp_path: Path) -> None:
    """The copy answers meanwhile, health says since when, and all is well when the store is back."""
    folder, data = tmp_path / "oxigraph", tmp_path / "data"
    folder.mkdir()
    with servers.oxigraph(folder, at=data) as store:
        legation.open(store.query).add_text(NOTE, "note", date="2020-05")
        port = store.port
        with (
            serving(store.query, log=tmp_path / "front.log") as server,
            httpx.Client(base_url=server.url, trust_env=False, follow_redirects=True) as front,
        ):
            assert _health(front, lambda _: True)["store"] == "ok"
            store.end()
            told = _health(front, lambda told: told["status"] == "degraded")
            assert (told["store"], told["version"]) == ("unreachable", 1)
            assert told["since"] <= time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
            for page in PAGES:
                assert front.get(page, headers={"Accept": "text/html"}).status_code == 200, page
            asked = front.get("/questions/relations/steps?a=MNG&b=CHL")
            assert "1984-05-04" in asked.text
            with servers.oxigraph(folder, at=data, port=port):
                told = _health(front, lambda told: told["status"] == "ok")
                assert (told["store"], "since" in told) == ("ok", False)
                legation.open(store.query).add_text(LATER, "later", date="2020-05")
                _health(front, lambda told: told["version"] == 2)
            logged = server.told()
            assert logged.count("the copy of its graph is served meanwhile") >= 1
            assert "the store answers again" in logged


@pytest.mark.parametrize("foreign", [False, True])
def test_a_front_starts_while_its_store_is_away(tmp_path: Path, foreign: bool) -> None:
    """What was fetched before is served from the first moment, and the store when it is back."""
    folder, data, home = tmp_path / "oxigraph", tmp_path / "data", tmp_path / "front.kg"
    folder.mkdir()
    home.mkdir()
    with servers.oxigraph(folder, at=data) as store:
        (home / "legation.toml").write_text(f'[store]\nquery = "{store.query}"\n', "utf-8")
        if foreign:
            update = {"update": "INSERT DATA { <urn:made> <urn:in> 1984 }"}
            where = store.query.replace("/query", "/update")
            assert httpx.post(where, data=update, trust_env=False).is_success
        else:
            legation.open(home).add_text(NOTE, "note", date="2020-05")
        with serving(home, log=tmp_path / "first.log"):
            port = store.port
    with (
        serving(home, log=tmp_path / "front.log") as server,
        httpx.Client(base_url=server.url, trust_env=False, follow_redirects=True) as front,
    ):
        told = _health(front, lambda _: True)
        assert (told["status"], told["store"]) == ("degraded", "unreachable")
        asked = {"query": "SELECT ?when { { ?s lgn:edtf ?when } UNION { ?s <urn:in> ?when } }"}
        got = front.get("/sparql", params=asked, headers={"Accept": "text/csv"})
        assert "1984" in got.text
        with servers.oxigraph(folder, at=data, port=port):
            _health(front, lambda told: told["status"] == "ok")
            if not foreign:
                legation.open(home).add_text(LATER, "later", date="2020-05")
                _health(front, lambda told: told["version"] == 2)
        assert "the copy of its graph is served meanwhile" in server.told()


def test_a_front_of_which_nothing_was_fetched_does_not_start(tmp_path: Path) -> None:
    """Without a copy there is nothing to serve, and it is told who does not answer."""
    (tmp_path / "front.kg").mkdir()
    told = '[store]\nquery = "http://127.0.0.1:9/sparql"\nattempts = 1\n'
    (tmp_path / "front.kg" / "legation.toml").write_text(told, "utf-8")
    with (
        pytest.raises(AssertionError, match=r"127\.0\.0\.1:9/sparql cannot be reached"),
        serving(tmp_path / "front.kg", log=tmp_path / "front.log"),
    ):
        pass


def test_a_store_that_says_nothing_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """It is told of within the time that a look takes, and who stops the server need not wait."""
    folder = tmp_path / "oxigraph"
    folder.mkdir()
    home = tmp_path / "front.kg"
    home.mkdir()
    with servers.oxigraph(folder) as store:
        told = f'[store]\nquery = "{store.query}"\ntimeout = 2\n'
        (home / "legation.toml").write_text(told, "utf-8")
        legation.open(home).add_text(NOTE, "note", date="2020-05")
        with (
            serving(home) as server,
            httpx.Client(base_url=server.url, trust_env=False) as front,
        ):
            store.send(signal.SIGSTOP)
            try:
                assert _health(front, lambda told: told["status"] != "ok")["store"] == "silent"
                server.process.terminate()
                assert server.process.wait(20) == 0
            finally:
                store.send(signal.SIGCONT)


def test_a_front_takes_no_writes(tmp_path: Path) -> None:
    """Who wants to write is told where; a server that is to take writes does not start."""
    (tmp_path / "oxigraph").mkdir()
    with servers.oxigraph(tmp_path / "oxigraph") as store:
        legation.open(store.query).add_text(NOTE, "note", date="2020-05")
        with serving(store.query, log=tmp_path / "front.log") as front:
            got = httpx.post(f"{front.url}/update", data={"update": "CLEAR ALL"}, trust_env=False)
            assert (got.status_code, got.json()["detail"]) == (
                403,
                "the graph lies in another store, and this server only reads it",
            )
        with (
            pytest.raises(AssertionError, match="legation writes no plain graphs there"),
            serving(store.query, "--writable", log=tmp_path / "front.log"),
        ):
            pass


def test_a_store_of_somebody_else_is_served_as_what_it_is(tmp_path: Path) -> None:
    """SPARQL answers; what is about facts and questions says that legation made none."""
    (tmp_path / "oxigraph").mkdir()
    with servers.oxigraph(tmp_path / "oxigraph") as store:
        insert = "INSERT DATA { <x:a> <x:b> 'c' GRAPH <x:g> { <x:d> <x:e> 1 } }"
        sent = {"Content-Type": "application/sparql-update"}
        where = store.query.replace("/query", "/update")
        assert httpx.post(where, content=insert, headers=sent, trust_env=False).is_success
        with (
            serving(store.query, log=tmp_path / "front.log") as server,
            httpx.Client(base_url=server.url, trust_env=False) as front,
        ):
            assert front.get("/sparql", params={"query": "ASK { <x:a> ?p 'c' }"}).json()["boolean"]
            assert front.get("/health").json()["kind"] == "plain"
            for path in ("/questions/visits/between?a=VNM&b=BLR", "/sources", "/search?q=x"):
                got = front.get(path, headers={"Accept": "application/json"})
                assert (got.status_code, got.json()) == (
                    404,
                    {
                        "type": "about:blank",
                        "title": "Not Found",
                        "status": 404,
                        "detail": "this server stands before a store with data that legation did"
                        " not write, so it has no sources, facts and questions",
                        "hint": "ask it at /sparql, or take its graphs from /store",
                    },
                ), path
            assert front.get("/").status_code == 200
            assert "holds data that legation did not write" in server.told()
