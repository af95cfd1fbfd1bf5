"""Small queries that are given to a worker before the one that is there has been answered."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import LegationError, QueryTooBig, QueryTooLong
from legation.serve.kept import digest_of, fickle
from legation.serve.workers import frames, process
from legation.serve.workers.pool import Pool
from legation.serve.workers.running import Running, Unread, Wish
from legation.serve.workers.short import Answer, Recipe
from serve.workers.pooled import ENDLESS, LIMITS, ON_LINUX, pooled, until

pytestmark = ON_LINUX

CSV = Recipe("text/csv", "", "http://localhost/", "v1", "f", {"text/csv": "x"}, "a: b\r\n", 99)
ONE = replace(LIMITS, slots=1, reserve=0, queue=100, wall=2.0)


class Told(Wish):
    """A short wish that remembers what it was told."""

    is_short = True

    def __init__(self, pool: Pool, query: str, order: list[str], *, escapes: bytes = b"") -> None:
        asked = CSV.write() + quote(query, safe="").encode() + escapes
        super().__init__("me", frames.frame(frames.QUICK, asked), pool)
        self.query, self._order = query, order
        self.found: Answer | None = None
        self.long: Running | None = None
        self.error: LegationError | None = None
        pool.enter(self)

    @property
    def is_done(self) -> bool:
        """Whether it was told anything."""
        return any(one is not None for one in (self.found, self.long, self.error))

    def begun(self, running: Running) -> None:
        """Take the answer."""
        assert not self.is_done
        self._order.append(self.query)
        if running.quick is None:
            self.long = running
        else:
            self.found = Answer.read(running.quick)

    def failed(self, error: LegationError) -> None:
        """Take the refusal."""
        assert not self.is_done
        self._order.append(self.query)
        self.error = error


@given(st.text(max_size=40), st.binary(max_size=40))
def test_what_a_worker_says_is_read_as_it_was_made(query: str, body: bytes) -> None:
    """Lines, length and tag stand before the body; what changes each time has no tag."""
    try:
        query.encode()
    except UnicodeEncodeError:
        return
    found = Answer.read(Answer.made(CSV, query, "text/csv", body))
    head, _, rest = found.sent.partition(b"\r\n\r\n")
    assert (rest, found.size, found.steady) == (body, len(body), not fickle(query))
    assert found.digest == digest_of(query)[:12]
    lines = head.decode().split("\r\n")
    assert lines[:3] == ["content-type: x", "a: b", f"content-length: {len(body)}"]
    assert lines[3:] == ([f'etag: W/"v1-{digest_of(query)}-f"'] if found.steady else [])


def test_many_are_answered_in_order(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each short query of one client has its own answer, in the order in which they came."""
    # What a busy machine holds up for a moment would go back into the queue.
    monkeypatch.setattr(process, "_MOMENT", 1.0)

    async def scenario() -> None:
        async with pooled(ring, ONE) as pool:
            order: list[str] = []
            told = [Told(pool, f"SELECT ?n {{ VALUES ?n {{ {n} }} }}", order) for n in range(80)]
            await until(lambda: all(one.is_done for one in told))
            assert order == [one.query for one in told]
            for number, one in enumerate(told):
                assert one.found is not None
                assert one.found.sent.endswith(b"\r\n\r\nn\r\n%d\r\n" % number)
            assert (pool.running, pool.waiting) == (0, 0)

    asyncio.run(scenario())


def test_what_waits_behind_a_long_query_waits_for_its_turn_instead(ring: Path) -> None:
    """A query that was made ready goes back into the queue when the one before it takes long."""

    async def scenario() -> None:
        async with pooled(ring, ONE) as pool:
            order: list[str] = []
            long = Told(pool, ENDLESS, order)
            short = Told(pool, "ASK {}", order)
            assert (pool.running, pool.waiting) == (1, 0)
            await until(lambda: pool.waiting == 1)
            assert not short.is_done
            await until(lambda: short.is_done)
            assert isinstance(long.error, QueryTooLong)
            assert short.found is not None
            await until(lambda: pool.running == 0)

    asyncio.run(scenario())


def test_a_long_query_does_not_hold_up_what_another_worker_can_do(ring: Path) -> None:
    """With a place free again, what was made ready in vain is answered there."""

    async def scenario() -> None:
        async with pooled(ring, replace(ONE, slots=2, wall=30.0)) as pool:
            order: list[str] = []
            values = " ".join(map(str, range(150)))
            pairs = f"VALUES ?a {{ {values} }} VALUES ?b {{ {values} }}"
            count = f"SELECT (COUNT(*) AS ?n) {{ {pairs} }} #"
            Told(pool, ENDLESS, order)
            told = [Told(pool, count + str(n), order) for n in range(3)]
            await until(lambda: all(one.is_done for one in told))
            assert all(one.found is not None for one in told)
            assert pool.running == 1

    asyncio.run(scenario())


def test_the_end_of_a_worker_touches_one_query_only(ring: Path) -> None:
    """When a worker ends, what it ran fails; what was made ready behind it is answered elsewhere."""

    async def scenario() -> None:
        async with pooled(ring, ONE) as pool:
            order: list[str] = []
            long, short = Told(pool, ENDLESS, order), Told(pool, "ASK {}", order)
            (busy,) = (process.pid for process in pool._all if process.client)
            os.kill(busy, signal.SIGKILL)
            await until(lambda: long.is_done and short.is_done)
            assert isinstance(long.error, QueryTooBig)
            assert short.found is not None
            assert busy not in {process.pid for process in pool._all}

    asyncio.run(scenario())


def test_who_leaves_is_told_nothing(ring: Path) -> None:
    """A client that leaves hears no answer, whether its query ran, was ready or waited."""

    async def scenario() -> None:
        async with pooled(ring, ONE) as pool:
            order: list[str] = []
            told = [Told(pool, f"ASK {{}} #{n}", order) for n in range(4)]
            for one in told[:3]:
                pool.leave(one)
            await until(lambda: told[3].is_done)
            await until(lambda: pool.running == 0)
            assert order == ["ASK {} #3"]

    asyncio.run(scenario())


def test_what_is_no_short_query_goes_the_long_way(ring: Path) -> None:
    """A large answer, a wrong escape and a syntax error each say what they are."""

    async def scenario() -> None:
        async with pooled(ring, ONE) as pool:
            order: list[str] = []
            large = Told(pool, "SELECT * { ?s ?p ?o } LIMIT 50", order)
            wrong = Told(pool, "SELECT", order)
            broken = Told(pool, "ASK", order, escapes=b"%zz")
            await until(lambda: large.is_done and wrong.is_done and broken.is_done)
            assert large.long is not None
            assert large.long.head.media == "text/csv"
            assert large.long.whole is not None
            assert "no SPARQL" in str(wrong.error)
            assert isinstance(broken.error, Unread)

    asyncio.run(scenario())
