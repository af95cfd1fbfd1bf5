"""A pool for tests: who asks it, what never ends, and what runs it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.errors import LegationError
from legation.serve.workers.job import Job
from legation.serve.workers.limits import Limits
from legation.serve.workers.pool import Pool

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are isolated on Linux")
PREFIX = "PREFIX : <https://example.org/> "
SIZE = PREFIX + "SELECT ?n { GRAPH ?g { ?g :size ?n } }"
#: Runs for minutes, in little memory.
ENDLESS = (
    PREFIX + "SELECT (COUNT(*) AS ?n) { ?a :name ?x . ?b :name ?y . ?c :name ?z . ?d :name ?w }"
)
#: Streams for minutes.
FLOOD = PREFIX + "SELECT * { ?a :name ?x . ?b :name ?y . ?c :name ?z }"
LIMITS = Limits(wall=60.0, memory=256 << 20)
HURRIED = replace(LIMITS, wall=2.0)
#: Seconds that a busy machine may lose.
SLACK = 5.0
_BASE = "https://example.org/"


def make_store(path: Path, size: int) -> Path:
    """Make a ring of so many things, each with a name, and a named graph that holds its size."""
    store = ox.Store(str(path))
    follows, name = ox.NamedNode(_BASE + "follows"), ox.NamedNode(_BASE + "name")
    things = [ox.NamedNode(f"{_BASE}{n}") for n in range(size)]
    store.bulk_extend(
        quad
        for n, thing in enumerate(things)
        for quad in (
            ox.Quad(thing, follows, things[(n + 1) % size]),
            ox.Quad(thing, name, ox.Literal(f"thing {n}")),
        )
    )
    graph = ox.NamedNode(_BASE + "graph")
    store.add(ox.Quad(graph, ox.NamedNode(_BASE + "size"), ox.Literal(size), graph))
    store.flush()
    return path


@dataclass(frozen=True)
class Got:
    """What a client has got: the head, the bytes, and when."""

    media: str
    kind: str
    text: str
    seconds: float


async def get(pool: Pool, job: Job | str, client: str = "me") -> Got:
    """Ask as a client does."""
    begin = time.monotonic()
    job = Job(job, rows="text/csv") if isinstance(job, str) else job
    async with pool.run(job, client) as running:
        parts = [part async for part in running.chunks()]
    text = b"".join(parts).decode()
    return Got(running.head.media, running.head.kind, text, time.monotonic() - begin)


async def fails(pool: Pool, query: str, client: str = "attacker") -> LegationError:
    """Return the error that a query ends with."""
    with pytest.raises(LegationError) as error:
        await get(pool, query, client)
    return error.value


@asynccontextmanager
async def pooled(store: Path, limits: Limits = LIMITS) -> AsyncIterator[Pool]:
    """Start a pool, and end it."""
    pool = Pool(store, limits, isolated=True)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


async def until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait until something has become so."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - there is nothing that tells us
            await asyncio.sleep(0.01)


class Loop:
    """One loop with one pool for the tests that leave a pool as it was."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.runner = asyncio.Runner()
        self.pool = Pool(store, limits, isolated=True)
        self.runner.run(self.pool.start())

    def __call__(self, work: Callable[[Pool], Awaitable[None]]) -> None:
        """Do some work with the pool, and wait until all of it is free again."""

        async def act() -> None:
            await work(self.pool)
            await until(lambda: self.pool.idle == LIMITS.workers)

        self.runner.run(act())

    def close(self) -> None:
        """End the pool."""
        self.runner.run(self.pool.close())
        self.runner.close()
