"""Tests of queries in processes: what they answer, what ends them, and that others are served."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from legation.errors import (
    BadParameter,
    GraphDamaged,
    LegationError,
    QueryCrashed,
    QueryRefused,
    QuerySyntax,
    QueryTooBig,
    QueryTooLong,
    ResultCut,
    ServerBusy,
    UnknownFormat,
    UnknownQuestion,
    WrongFormat,
)
from legation.serve.workers.job import Job
from legation.serve.workers.limits import Limits
from legation.serve.workers.pool import Pool
from serve.workers.conftest import make_store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are isolated on Linux")

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


@pytest.fixture(scope="module")
def pool(ring: Path) -> Iterator[Loop]:
    """Return a loop with a pool on the ring."""
    loop = Loop(ring, LIMITS)
    yield loop
    loop.close()


@pytest.fixture(scope="module")
def hurried(ring: Path) -> Iterator[Loop]:
    """Return the same with little time for each query."""
    loop = Loop(ring, HURRIED)
    yield loop
    loop.close()


@pytest.mark.parametrize(
    ("media", "begins"),
    [
        ("application/sparql-results+json", '{"head":{"vars":["n"]}'),
        ("application/sparql-results+xml", '<?xml version="1.0"?>'),
        ("text/csv", "n\r\n2000"),
        ("text/tab-separated-values", "?n\n2000"),
    ],
)
def test_rows_come_in_the_form_that_is_asked_for(pool: Loop, media: str, begins: str) -> None:
    """All four forms of results are the engine's own."""

    async def work(pool: Pool) -> None:
        got = await get(pool, Job(SIZE, rows=media))
        assert (got.media, got.kind, got.text[: len(begins)]) == (media, "rows", begins)

    pool(work)


@pytest.mark.parametrize(
    ("media", "has"),
    [
        ("text/turtle", "<https://example.org/size> 2000"),
        ("application/n-triples", "<https://example.org/size> "),
        ("application/n-quads", "<https://example.org/size> "),
        ("application/trig", "<https://example.org/size> 2000"),
        ("application/ld+json", '"https://example.org/size"'),
        ("application/rdf+xml", "<rdf:RDF"),
    ],
)
def test_triples_come_in_the_form_that_is_asked_for(pool: Loop, media: str, has: str) -> None:
    """Six forms of RDF."""

    async def work(pool: Pool) -> None:
        query = PREFIX + "CONSTRUCT { ?g :size ?n } { GRAPH ?g { ?g :size ?n } }"
        got = await get(pool, Job(query, triples=media))
        assert (got.media, got.kind) == (media, "triples")
        assert has in got.text

    pool(work)


def test_yes_and_no_and_a_head_alone(pool: Loop) -> None:
    """An ASK answers yes or no; a job for the head gets no bytes."""

    async def work(pool: Pool) -> None:
        got = await get(pool, Job("ASK {}"))
        assert (got.kind, got.text) == ("boolean", '{"head":{},"boolean":true}')
        got = await get(pool, Job(FLOOD, rows="text/csv", head=True))
        assert (got.media, got.kind, got.text) == ("text/csv", "rows", "")

    pool(work)


def test_the_dataset_is_that_of_the_protocol(pool: Loop) -> None:
    """Who names one part of the dataset has the other empty."""

    async def work(pool: Pool) -> None:
        graph = ("https://example.org/graph",)
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        for query, job, n in (
            (count, Job(default_graphs=graph), 1),
            (named, Job(default_graphs=graph), 0),
            (count, Job(named_graphs=graph), 0),
            (named, Job(named_graphs=graph), 1),
            (count, Job(), 4000),
        ):
            got = await get(pool, replace(job, query=query, rows="text/csv"))
            assert got.text == f"n\r\n{n}\r\n"

    pool(work)


def test_a_question_is_answered_with_its_note(pool: Loop) -> None:
    """Named questions run in the workers too, and say what is not there."""

    async def work(pool: Pool) -> None:
        asked = Job(question="visits/between", given={"a": "VNM", "b": "BLR"})
        assert '"note": "Nothing in this graph answers' in (await get(pool, asked)).text
        told = await get(pool, replace(asked, format="markdown", language="vi"))
        assert told.media == "text/markdown"
        assert told.text.startswith("Đồ thị này không có gì")
        assert (await get(pool, replace(asked, rows="text/csv"))).text.startswith("date,visitor")
        assert (await get(pool, replace(asked, head=True))).text == ""

    pool(work)


@pytest.mark.parametrize(
    ("job", "kind", "says"),
    [
        (Job("SELECT * {"), QuerySyntax, "line 1"),
        (Job("ASK { SERVICE <http://127.0.0.1/> {} }"), QueryRefused, "SERVICE"),
        (Job("LOAD <http://127.0.0.1/>"), QueryRefused, "LOAD"),
        (Job("ASK " + "{" * 100 + "}" * 100), QueryRefused, "nested deeper than 64"),
        (Job("ASK {}", default_graphs=("no iri",)), BadParameter, "no IRI"),
        (Job("ASK {}", rows="text/html"), UnknownFormat, "text/html"),
        (Job("DESCRIBE <x:y>", triples="text/html"), UnknownFormat, "text/html"),
        (Job(question="visits/none"), UnknownQuestion, "visits/none"),
        (Job(question="visits/between"), BadParameter, "a"),
        (Job(question="visits/month-only", rows="text/html"), UnknownFormat, "text/html"),
        (Job(question="visits/month-only", format="turtle"), WrongFormat, "turtle"),
    ],
)
def test_an_error_of_the_query_comes_as_itself(
    pool: Loop, job: Job, kind: type[LegationError], says: str
) -> None:
    """What is wrong with a query is told in its own words, and costs no process."""

    async def work(pool: Pool) -> None:
        ended = pool.ended
        with pytest.raises(kind, match=says):
            await get(pool, job)
        assert pool.ended == ended

    pool(work)


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
