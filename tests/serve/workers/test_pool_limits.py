"""What ends a query: time, memory, size, a client who left; and that others are served."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from legation.errors import LegationError, QueryTooBig, QueryTooLong, ResultCut, ServerBusy
from legation.serve.workers.job import Job
from legation.serve.workers.pool import Pool
from serve.workers.pooled import (
    ENDLESS,
    FLOOD,
    HURRIED,
    LIMITS,
    ON_LINUX,
    PREFIX,
    SLACK,
    Loop,
    fails,
    get,
    pooled,
    until,
)

pytestmark = ON_LINUX


ATTACKS = {
    "product": ENDLESS,
    "path": PREFIX + "SELECT (COUNT(*) AS ?n) { ?a (:follows|^:follows)* ?b }",
    "sorting": FLOOD + " ORDER BY ?z ?y ?x",
    "joining": PREFIX
    + "SELECT (GROUP_CONCAT(CONCAT(?x, ?y)) AS ?l) { ?a :name ?x . ?b :name ?y . ?c :name ?z }",
    "regex": PREFIX
    + "SELECT (COUNT(*) AS ?n) { ?a :name ?x . ?b :name ?y . ?c :name ?z "
    + 'FILTER REGEX(CONCAT(?x, ?y, ?z), "(t+h+)+(i+n+)+(g+ ?)+$", "i") }',
    "doubling": "SELECT * { BIND('long and ' AS ?v0) "
    + " ".join(f"BIND(CONCAT({', '.join([f'?v{n}'] * 10)}) AS ?v{n + 1})" for n in range(9))
    + "}",
}


def test_attacks_end_in_time_and_others_are_served(hurried: Loop) -> None:
    """Each ends a moment after its limit; whoever else asks does not wait for any of them."""

    async def timed(pool: Pool, query: str) -> tuple[LegationError, float]:
        begin = time.monotonic()
        error = await fails(pool, query)
        return error, time.monotonic() - begin

    async def work(pool: Pool) -> None:
        for pair in (("product", "path"), ("sorting", "joining"), ("regex", "doubling")):
            attacks = [asyncio.create_task(timed(pool, ATTACKS[name])) for name in pair]
            answered = 0
            while not any(attack.done() for attack in attacks):
                assert (await get(pool, "ASK {}", "other")).kind == "boolean"
                answered += 1
            assert answered > 1
            for error, seconds in await asyncio.gather(*attacks):
                assert isinstance(error, (QueryTooLong, QueryTooBig))
                assert seconds < HURRIED.wall + 1 + SLACK

    hurried(work)


def test_too_long_is_said_with_the_limit(hurried: Loop) -> None:
    """Who asked too much is told how much there is."""

    async def work(pool: Pool) -> None:
        error = await fails(pool, ENDLESS)
        assert isinstance(error, QueryTooLong)
        assert error.message == "the query took longer than 2 s"

    hurried(work)


def test_too_big_is_said_with_the_limit(ring: Path) -> None:
    """A query that wants too much memory ends when it has taken all that it may have."""

    async def scenario() -> None:
        async with pooled(ring, LIMITS) as pool:
            for name in ("sorting", "doubling"):
                error = await fails(pool, ATTACKS[name])
                assert isinstance(error, QueryTooBig)
                assert error.message == "the query needed more than 256 MiB of memory"

    asyncio.run(scenario())


def test_a_flood_comes_early_and_is_cut_in_the_end(hurried: Loop) -> None:
    """The first rows of a large answer come before the rest is made; the cut is told."""

    async def work(pool: Pool) -> None:
        begin = time.monotonic()
        async with pool.run(Job(FLOOD, rows="text/csv"), "me") as running:
            chunks = running.chunks()
            first = await anext(chunks)
            assert first.startswith(b"a,b,c,x,y,z\r\n")
            assert time.monotonic() - begin < HURRIED.wall
            with pytest.raises(ResultCut, match="the answer is cut: the query took longer"):
                await _drain(chunks)

    hurried(work)


async def _drain(chunks: AsyncIterator[bytes]) -> None:
    async for _ in chunks:
        pass


def test_an_answer_that_grows_too_large_is_cut(ring: Path) -> None:
    """The limit of bytes holds, and says so."""

    async def scenario() -> None:
        async with pooled(ring, replace(LIMITS, result=2 << 20)) as pool:
            error = await fails(pool, FLOOD)
            assert isinstance(error, ResultCut)
            assert error.message == "the answer is larger than 2 MiB"

    asyncio.run(scenario())


def test_a_slow_client_holds_no_worker(ring: Path) -> None:
    """An answer that nobody reads yet waits in the server, and the worker is free."""

    async def scenario() -> None:
        async with pooled(ring, replace(LIMITS, held=1 << 14)) as pool:
            everything = Job("SELECT * { ?s ?p ?o }", rows="text/csv")
            async with pool.run(everything, "slow") as running:
                await until(lambda: pool.running == 0)
                size = sum([len(part) async for part in running.chunks()])
            assert size == len((await get(pool, everything)).text)

    asyncio.run(scenario())


def test_when_all_room_is_taken_a_query_waits_for_its_client(ring: Path) -> None:
    """A reader who makes the worker wait gets all that he reads in time."""

    async def scenario() -> None:
        limits = replace(LIMITS, held=1 << 14, spooled=0)
        async with pooled(ring, limits) as pool:
            everything = Job("SELECT * { ?s ?p ?o . ?a ?b ?s }", rows="text/csv")
            async with pool.run(everything, "slow") as running:
                await asyncio.sleep(0.3)
                assert pool.running == 1
                size = sum([len(part) async for part in running.chunks()])
            assert size == len((await get(pool, everything)).text)

    asyncio.run(scenario())


def test_who_leaves_stops_the_query(pool: Loop) -> None:
    """A client that goes away leaves nothing running."""

    async def work(pool: Pool) -> None:
        for query in (ENDLESS, FLOOD):
            asking = asyncio.create_task(get(pool, query))
            await until(lambda: pool.running == 1)
            await asyncio.sleep(0.1)
            asking.cancel()
            begin = time.monotonic()
            await until(lambda: pool.running == 0)
            assert time.monotonic() - begin < 2 + SLACK
        ended = pool.ended
        async with pool.run(Job("SELECT * { ?s ?p ?o }"), "me"):
            pass
        await until(lambda: pool.running == 0)
        assert pool.ended == ended

    pool(work)


def test_a_full_queue_is_busy_and_a_newcomer_is_not(pool: Loop) -> None:
    """Two run, eight wait, one more is refused; a client with nothing running is served."""

    async def work(pool: Pool) -> None:
        crowd = [asyncio.create_task(fails(pool, ENDLESS)) for _ in range(10)]
        await until(lambda: pool.waiting == 8)
        assert pool.running == 2
        error = await fails(pool, ENDLESS)
        assert isinstance(error, ServerBusy)
        assert error.message == "8 queries wait already"
        assert error.retry_after >= 1
        assert (await get(pool, "ASK {}", "other")).seconds < HURRIED.wall
        for task in crowd:
            task.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)

    pool(work)


def test_many_who_ask_what_never_ends_keep_no_newcomer_waiting(ring: Path) -> None:
    """A place that is kept for newcomers is only lent: who needs it gets it before any limit."""

    async def work() -> None:
        async with pooled(ring) as pool:
            crowd = [asyncio.create_task(fails(pool, ENDLESS, f"attacker {n}")) for n in range(3)]
            await until(lambda: pool.running == 3)
            for name in ("one", "another"):
                assert (await get(pool, "ASK {}", name)).seconds < SLACK
            await until(lambda: any(task.done() for task in crowd))
            (ended,) = (task.result() for task in crowd if task.done())
            assert isinstance(ended, ServerBusy)
            assert (
                ended.message == "the query was ended, as others waited and it had run for a while"
            )
            for task in crowd:
                task.cancel()
            await asyncio.gather(*crowd, return_exceptions=True)

    asyncio.run(work())
