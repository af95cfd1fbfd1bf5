"""The life of workers: they die, are isolated, replaced, swapped and stopped, and nobody else notices."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from legation.errors import GraphDamaged, QueryCrashed, QueryTooLong, ResultCut, ServerBusy
from legation.serve.workers.job import Job
from legation.serve.workers.pool import Pool
from serve.workers.pooled import (
    ENDLESS,
    FLOOD,
    LIMITS,
    ON_LINUX,
    SIZE,
    Loop,
    fails,
    get,
    make_store,
    pooled,
    until,
)

pytestmark = ON_LINUX


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM])
def test_a_crash_is_the_error_of_one_client(pool: Loop, how: signal.Signals) -> None:
    """If the engine dies, who asked is told, and nobody else notices."""

    async def work(pool: Pool) -> None:
        hurt = asyncio.create_task(fails(pool, ENDLESS))
        await until(lambda: pool.running == 1)
        os.kill(_busy(pool), how)
        assert (await get(pool, "ASK {}", "other")).kind == "boolean"
        error = await hurt
        assert isinstance(error, QueryCrashed)
        assert str(error) == (
            f"the query ended the process that ran it (signal {how.name}); others were not touched"
        )

    pool(work)


def test_a_worker_that_dies_idle_is_replaced(pool: Loop) -> None:
    """A process that nobody was using is there again in under a second."""

    async def work(pool: Pool) -> None:
        os.kill(pool._idle[0].pid, signal.SIGKILL)
        await until(lambda: pool.idle < LIMITS.workers)
        await until(lambda: pool.idle == LIMITS.workers)
        assert (await get(pool, "ASK {}")).kind == "boolean"

    pool(work)


def _busy(pool: Pool) -> int:
    return next(process.pid for process in pool._all if process.client is not None)


def test_a_worker_is_isolated(pool: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in a network of its own, filtered, limited, without secrets and strange files."""
    here = Path("/proc/self/ns/net").readlink()

    async def work(pool: Pool) -> None:
        for process in pool._idle:
            place = Path(f"/proc/{process.pid}")
            status = (place / "status").read_text()
            about = dict(line.split(":\t", 1) for line in status.splitlines())
            assert (about["NoNewPrivs"], about["Seccomp"]) == ("1", "2")
            limits = (place / "limits").read_text()
            assert [line.split()[3:5] for line in limits.splitlines() if "data size" in line] == [
                [str(LIMITS.memory)] * 2
            ]
            assert (place / "ns" / "net").readlink() != here
            assert b"TOKEN" not in (place / "environ").read_bytes()
            opened = [str(one.readlink()) for one in (place / "fd").iterdir()]
            assert all(
                "store" in name for name in opened if name.startswith("/") and name[1:4] != "dev"
            )

    monkeypatch.setenv("LEGATION_TOKEN", "a secret")
    pool(work)


def test_a_new_version_is_swapped_in_without_dropping_a_query(
    pool: Loop, ring: Path, tmp_path: Path
) -> None:
    """What runs ends on the version it began with; what comes next sees the new one."""
    newer = make_store(tmp_path / "newer", 50)

    swapped = over = False
    seen: list[tuple[bool, str]] = []

    async def ask(pool: Pool, client: str) -> None:
        while not over:
            before = not swapped
            seen.append((before, (await get(pool, SIZE, client)).text.split()[1]))

    async def work(pool: Pool) -> None:
        nonlocal swapped, over
        everything = Job("SELECT * { ?s ?p ?o . ?a ?b ?s }", rows="text/csv")
        async with pool.run(everything, "reader") as running:
            askers = [asyncio.create_task(ask(pool, name)) for name in ("a", "b", "c")]
            await until(lambda: len(seen) > 5)
            await pool.swap(newer)
            swapped = True
            lines = sum([part.count(b"\n") async for part in running.chunks()])
            assert lines == 1 + 2 * 2000
        after = len(seen)
        await until(lambda: len(seen) > after + 10)
        over = True
        await asyncio.gather(*askers)
        assert (True, "2000") in seen
        assert {text for before, text in seen if not before} == {"50"}
        await pool.swap(ring)
        assert (await get(pool, SIZE)).text == "n\r\n2000\r\n"

    pool(work)


def test_a_version_that_does_not_open_changes_nothing(pool: Loop, tmp_path: Path) -> None:
    """A swap that fails says so, and the old version answers on."""

    async def work(pool: Pool) -> None:
        ended = pool.ended
        with pytest.raises(GraphDamaged, match="does not open"):
            await pool.swap(tmp_path / "nothing")
        assert (await get(pool, SIZE)).text == "n\r\n2000\r\n"
        assert pool.ended == ended

    pool(work)


def test_a_pool_without_a_store_does_not_start(tmp_path: Path) -> None:
    """It says why, and leaves no process."""

    async def scenario() -> None:
        pool = Pool(tmp_path / "nothing", LIMITS, isolated=True)
        with pytest.raises(GraphDamaged, match="does not open"):
            await pool.start()
        assert not pool._all

    asyncio.run(scenario())


def test_who_is_asked_while_stopping_says_so(ring: Path) -> None:
    """What runs is ended, what comes is refused, and nobody waits for ever."""

    async def scenario() -> None:
        async with pooled(ring) as pool:
            asking = asyncio.create_task(fails(pool, ENDLESS))
            await until(lambda: pool.running == 1)
        assert str(await asking) == "the server stops; come again later"
        assert isinstance(await fails(pool, "ASK {}"), ServerBusy)

    asyncio.run(scenario())


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.patient)])
def test_killed_queries_leave_nothing_behind(ring: Path, rounds: int) -> None:
    """After many killed queries there are as many files and processes as before."""
    others = _children()

    async def scenario() -> None:
        limits = replace(LIMITS, wall=0.05)
        async with pooled(ring, limits) as pool:
            before = _open()
            for _ in range(rounds):
                errors = await asyncio.gather(*(fails(pool, FLOOD, name) for name in "abcd"))
                assert {type(error) for error in errors} <= {ResultCut, QueryTooLong}
            await until(lambda: pool.ended == 4 * rounds)
            await until(lambda: pool.idle == limits.workers)
            assert _open() == before
            assert _children() - others == {process.pid for process in pool._all}
        assert _children() == others

    asyncio.run(scenario())


def _open() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _children() -> set[int]:
    told = (path.read_text() for path in Path("/proc/self/task").glob("*/children"))
    return {int(pid) for line in told for pid in line.split()}
