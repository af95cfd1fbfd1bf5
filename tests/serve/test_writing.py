"""Writes that are too much: they are ended, nothing is changed, and others are served and told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

import legation
from legation.errors import ServerBusy
from legation.serve import writing
from legation.serve.site import Settings
from legation.serve.writing import Writer
from serve.attacked import others_are_served
from served import SHOWN, Server, serving

DIRECT = {"Content-Type": "application/sparql-update"}
#: So many things; all pairs of them are more than fit, all triples of them never end.
SIZE = 3_000
PAIRS = "INSERT { GRAPH <urn:out> { ?a <urn:with> ?b } } WHERE { ?a <urn:n> ?x . ?b <urn:n> ?y }"
ENDLESS = (
    "INSERT { <urn:never> <urn:n> ?n } WHERE { SELECT (COUNT(*) AS ?n)"
    " { ?a <urn:n> ?x . ?b <urn:n> ?y . ?c <urn:n> ?z } }"
)
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def _graph(folder: Path) -> Path:
    """Return a plain graph of so many things."""
    data = folder / "things.nt"
    data.write_text("".join(f'<urn:t:{n}> <urn:n> "{n}" .\n' for n in range(SIZE)), "utf-8")
    graph = legation.open(folder / "x.kg")
    graph.create(plain=True)
    graph.add(data)
    return folder / "x.kg"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a graph whose writes may take three seconds and 256 MiB."""
    options = ("--writable", "--write-time-limit", "3", "--write-memory", "256")
    with serving(_graph(tmp_path_factory.mktemp("limited")), *options) as running:
        yield running


@pytest.fixture(scope="module")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a graph whose writes may take long, but not much memory."""
    options = ("--writable", "--write-memory", "256")
    with serving(_graph(tmp_path_factory.mktemp("roomy")), *options) as running:
        yield running


@pytest.fixture(scope="module")
def writer(server: Server) -> Iterator[httpx.Client]:
    """Return a client that may write."""
    with httpx.Client(base_url=server.url, headers=SHOWN, trust_env=False, timeout=60) as client:
        yield client


def _update(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/update", content=text.encode(), headers=DIRECT)


def _state(client: httpx.Client) -> tuple[int, str]:
    """Return the version that is served and how much it holds."""
    asked = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
    return client.get("/health").json()["version"], asked.text


def test_a_write_that_takes_too_long_changes_nothing(server: Server, writer: httpx.Client) -> None:
    """It is ended at its limit; others are answered meanwhile, and the next write is done."""
    detail = "the write took longer than 3 s, and nothing was changed"
    _is_too_much(server, writer, ENDLESS, 504, detail)


def test_a_write_that_takes_too_much_memory_changes_nothing(roomy: Server) -> None:
    """It is ended at its limit, however long it takes to get there."""
    detail = "the update needed more memory than a write may take, and nothing was changed"
    with httpx.Client(base_url=roomy.url, headers=SHOWN, trust_env=False, timeout=120) as client:
        _is_too_much(roomy, client, PAIRS, 507, detail)


def _is_too_much(
    server: Server, writer: httpx.Client, update: str, status: int, detail: str
) -> None:
    before = _state(writer)
    with others_are_served(server):
        got = _update(writer, update)
    assert (got.status_code, got.json()["detail"]) == (status, detail)
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["hint"]
    assert _state(writer) == before
    assert _update(writer, "INSERT DATA { <urn:next> <urn:n> 1 }").status_code == 204
    assert _update(writer, "DELETE DATA { <urn:next> <urn:n> 1 }").status_code == 204
    assert _state(writer) == (before[0] + 2, before[1])


def test_an_upload_that_is_too_much_changes_nothing(server: Server, writer: httpx.Client) -> None:
    """Data that needs more memory than a write may take ends its process, not the server."""
    before = _state(writer)
    long = "x" * 20_000_000
    data = f'<urn:long> <urn:n> "{long}", "y{long}", "z{long}" .'
    with others_are_served(server):
        got = writer.put(
            "/store?graph=urn:long", content=data.encode(), headers={"Content-Type": "text/turtle"}
        )
    assert (got.status_code, got.json()["detail"]) == (
        400,
        "the data has ended the process that was to read it",
    )
    assert _state(writer) == before


def test_a_second_write_waits_for_the_first(server: Server, writer: httpx.Client) -> None:
    """It is done when the heavy one before it has been ended."""
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(_update, writer, ENDLESS)
        with httpx.Client(base_url=server.url, headers=SHOWN, trust_env=False) as other:
            second = other.post(
                "/update",
                content=b"INSERT DATA { <urn:second> <urn:n> 1 }",
                headers=DIRECT,
                timeout=60,
            )
        assert (first.result().status_code, second.status_code) == (504, 204)


class _Slow(Writer):
    """Writes nothing, for as long as it is told."""

    def __init__(self) -> None:
        async def refresh() -> None:
            """Do nothing."""

        super().__init__(cast("Any", SimpleNamespace(settings=Settings(), refresh=refresh)))
        self.over = asyncio.Event()

    async def _said(self, order: Any) -> dict[str, Any]:
        await self.over.wait()
        return {"version": order["n"]}


def test_nobody_waits_long_for_a_heavy_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waited his time, or finds too many waiting, is told when to come again."""
    monkeypatch.setattr(writing, "LONGEST_WAIT", 0.1)
    monkeypatch.setattr(writing, "MOST_WAITING", 2)

    async def write() -> None:
        writer = _Slow()
        first = asyncio.create_task(writer.order({"n": 1}))
        await asyncio.sleep(0)
        others = [asyncio.create_task(writer.order({"n": n})) for n in (2, 3, 4)]
        refused = await asyncio.gather(*others, return_exceptions=True)
        told = [str(one).partition(";")[0] for one in refused]
        long = "another write takes long, and one is done at a time"
        assert told == [long, long, "too many writes wait already"]
        assert all(isinstance(one, ServerBusy) and one.retry_after >= 0 for one in refused)
        writer.over.set()
        assert (await first)["version"] == 1
        assert (await writer.order({"n": 5}))["version"] == 5

    asyncio.run(write())
