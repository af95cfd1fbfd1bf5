"""Tests of the turns of clients."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import ServerBusy
from legation.serve.workers.limits import Limits
from legation.serve.workers.turns import Turns


async def _queue(turns: Turns, *clients: str) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(turns.take(client)) for client in clients]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


def _done(tasks: list[asyncio.Task[None]]) -> list[bool]:
    return [task.done() for task in tasks]


def test_one_client_has_two_turns_and_another_the_one_kept() -> None:
    """What is kept for newcomers is not given to who has something running."""

    async def scenario() -> None:
        turns = Turns(Limits(slots=2, reserve=1))
        a = await _queue(turns, "a", "a", "a")
        b = await _queue(turns, "b", "b")
        assert (_done(a), _done(b)) == ([True, True, False], [True, False])
        turns.give("b")
        await asyncio.sleep(0)
        assert _done(a + b) == [True, True, False, True, True]
        for task in a + b:
            task.cancel()

    asyncio.run(scenario())


def test_who_waits_is_served_in_rounds() -> None:
    """A client with much in the queue does not keep one with little waiting."""

    async def scenario() -> None:
        turns = Turns(Limits(slots=1, reserve=0))
        await turns.take("a")
        a = await _queue(turns, "a", "a", "a")
        b = await _queue(turns, "b")
        turns.give("a")
        await asyncio.sleep(0)
        assert _done(a + b) == [False, False, False, True]
        turns.give("b")
        await asyncio.sleep(0)
        assert _done(a) == [True, False, False]
        for task in a:
            task.cancel()

    asyncio.run(scenario())


def test_a_full_queue_refuses_and_says_when_to_come_again() -> None:
    """One query more than the queue holds is refused."""

    async def scenario() -> None:
        turns = Turns(Limits(slots=1, reserve=0, queue=2))
        await turns.take("a")
        waiting = await _queue(turns, "a", "a")
        with pytest.raises(ServerBusy, match="2 queries wait already; come again in 1 s") as busy:
            await turns.take("a")
        assert busy.value.retry_after == 1
        for task in waiting:
            task.cancel()

    asyncio.run(scenario())


def test_a_newcomer_takes_the_place_of_the_last_of_the_greediest() -> None:
    """Filling the queue does not shut others out."""

    async def scenario() -> None:
        turns = Turns(Limits(slots=1, reserve=0, queue=3))
        await turns.take("a")
        a = await _queue(turns, "a", "a", "a")
        b = await _queue(turns, "b")
        assert _done(a) == [False, False, True]
        assert isinstance(a[2].exception(), ServerBusy)
        assert not b[0].done()
        for task in a[:2] + b:
            task.cancel()

    asyncio.run(scenario())


def test_who_leaves_the_queue_leaves_no_trace() -> None:
    """A turn that was given to someone who had just left goes to the next."""

    async def scenario() -> None:
        turns = Turns(Limits(slots=1, reserve=0))
        await turns.take("a")
        b, c = await _queue(turns, "b", "c")
        turns.give("a")
        b.cancel()
        await asyncio.gather(b, return_exceptions=True)
        await asyncio.wait_for(c, 1)
        turns.give("c")
        assert (turns.running, turns.waiting) == (0, 0)

    asyncio.run(scenario())


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=40))
def test_never_more_run_than_may(steps: list[tuple[str, bool]]) -> None:
    """Whatever comes and ends: no more run than there are places, and nobody waits for a free one."""

    async def scenario() -> None:
        limits = Limits(slots=2, reserve=1, queue=4)
        turns = Turns(limits)
        tasks: list[tuple[str, asyncio.Task[None]]] = []
        over: set[int] = set()
        for client, ends in steps:
            running = [
                n for n, (c, t) in enumerate(tasks) if n not in over and t.done() and c == client
            ]
            if ends and running:
                over.add(running[0])
                turns.give(client)
            else:
                tasks.append((client, (await _queue(turns, client))[0]))
            await asyncio.sleep(0)
            over.update(
                n for n, (_, t) in enumerate(tasks) if t.done() and t.exception() is not None
            )
            assert turns.running <= limits.slots + limits.reserve
            assert turns.waiting <= limits.queue
            assert not (turns.waiting and turns.running < limits.slots)
        for _, task in tasks:
            task.cancel()
        await asyncio.gather(*(task for _, task in tasks), return_exceptions=True)

    asyncio.run(scenario())


def test_what_is_kept_is_for_those_whose_queries_are_short() -> None:
    """Who has just let a query run long waits for a slot; who has not runs beside them."""

    async def scenario() -> None:
        turns = Turns(Limits(slots=1, reserve=1))
        await turns.take("a")
        await turns.take("b")
        turns.give("b", seconds=5.0)
        b = await _queue(turns, "b")
        assert (turns.is_new("b"), turns.is_new("c")) == (False, True)
        assert _done(b + await _queue(turns, "c")) == [False, True]
        turns.give("a")
        turns.give("c", seconds=0.01)
        await asyncio.sleep(0)
        assert _done(b) == [True]
        assert turns.is_new("c")

    asyncio.run(scenario())
