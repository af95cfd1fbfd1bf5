"""Tests of the turns of clients."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import ServerBusy
from legation.serve.workers.limits import Limits
from legation.serve.workers.turns import Turn, Turns

_REFUSED = ServerBusy("no")


class Told(Turn):
    """A turn that remembers what it was told."""

    def __init__(self, client: str, *, short: bool = False) -> None:
        super().__init__(client)
        self.is_short = short
        self.runs = False
        self.error: ServerBusy | None = None

    def go(self, error: ServerBusy | None) -> None:
        """Be told once."""
        assert not self.is_done
        self.runs, self.error = error is None, error

    @property
    def is_done(self) -> bool:
        """Whether it waits no more."""
        return self.runs or self.error is not None


def _ask(turns: Turns, *clients: str) -> list[Told]:
    told = [Told(client) for client in clients]
    for one in told:
        one.runs = turns.ask(one)
    return told


def _done(told: list[Told]) -> list[bool]:
    return [one.is_done for one in told]


def test_one_client_has_two_turns_and_another_the_one_kept() -> None:
    """What is kept for newcomers is not given to who has something running."""
    turns = Turns(Limits(slots=2, reserve=1))
    a = _ask(turns, "a", "a", "a")
    b = _ask(turns, "b", "b")
    assert (_done(a), _done(b)) == ([True, True, False], [True, False])
    turns.give("b")
    assert _done(a + b) == [True, True, False, True, True]


def test_who_waits_is_served_in_rounds() -> None:
    """A client with much in the queue does not keep one with little waiting."""
    turns = Turns(Limits(slots=1, reserve=0))
    _ask(turns, "a")
    a = _ask(turns, "a", "a", "a")
    b = _ask(turns, "b")
    turns.give("a")
    assert _done(a + b) == [False, False, False, True]
    turns.give("b")
    assert _done(a) == [True, False, False]


def test_a_full_queue_refuses_and_says_when_to_come_again() -> None:
    """One query more than the queue holds is refused; one that was accepted before is not."""
    turns = Turns(Limits(slots=1, reserve=0, queue=2))
    _ask(turns, "a", "a", "a")
    with pytest.raises(ServerBusy, match="2 queries wait already; come again in 1 s") as busy:
        _ask(turns, "a")
    assert busy.value.retry_after == 1
    assert not turns.ask(Told("a"), accepted=True)
    assert turns.waiting == 3


def test_a_newcomer_takes_the_place_of_the_last_of_the_greediest() -> None:
    """Filling the queue does not shut others out."""
    turns = Turns(Limits(slots=1, reserve=0, queue=3))
    _ask(turns, "a")
    a = _ask(turns, "a", "a", "a")
    b = _ask(turns, "b")
    assert _done(a) == [False, False, True]
    assert isinstance(a[2].error, ServerBusy)
    assert not b[0].is_done


def test_who_leaves_the_queue_leaves_no_trace() -> None:
    """Whoever waits no more is passed over, and has had no turn."""
    turns = Turns(Limits(slots=1, reserve=0))
    a, b, c = _ask(turns, "a", "b", "c")
    assert turns.leave(b)
    assert not turns.leave(b)
    assert not turns.leave(a)
    turns.give("a")
    assert _done([b, c]) == [False, True]
    turns.give("c")
    assert (turns.running, turns.waiting) == (0, 0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=40))
def test_never_more_run_than_may(steps: list[tuple[str, int]]) -> None:
    """Whatever comes, ends and leaves: no more run than there are places, none waits for a free one."""
    limits = Limits(slots=2, reserve=1, queue=4)
    turns = Turns(limits)
    told: list[Told] = []
    for client, what in steps:
        mine = [one for one in told if one.client == client and one.error is None]
        running = [one for one in mine if one.runs]
        waiting = [one for one in mine if not one.runs]
        if what == 0 and running:
            told.remove(running[0])
            turns.give(client)
        elif what == 1 and waiting:
            told.remove(waiting[-1])
            assert turns.leave(waiting[-1])
        else:
            with suppress(ServerBusy):
                told.append(one := Told(client))
                one.error = _REFUSED
                one.runs, one.error = turns.ask(one), None
        assert turns.running == sum(one.runs for one in told) <= limits.slots + limits.reserve
        assert turns.waiting == sum(not one.is_done for one in told) <= limits.queue
        assert not (turns.waiting and turns.running < limits.slots)


def test_what_is_kept_is_for_those_whose_queries_are_short() -> None:
    """Who has just let a query run long waits for a slot; who has not runs beside them."""
    turns = Turns(Limits(slots=1, reserve=1))
    _ask(turns, "a", "b")
    turns.give("b", seconds=5.0)
    b = _ask(turns, "b")
    assert (turns.is_new("b"), turns.is_new("c")) == (False, True)
    assert _done(b + _ask(turns, "c")) == [False, True]
    turns.give("a")
    turns.give("c", seconds=0.01)
    assert _done(b) == [True]
    assert turns.is_new("c")


def test_what_is_made_ready_is_short_and_overtakes_nobody() -> None:
    """The next of a client is taken out of the queue only while no other client waits."""
    turns = Turns(Limits(slots=1, reserve=0))
    _ask(turns, "a")
    first, second, long = Told("a", short=True), Told("a", short=True), Told("a")
    for one in (first, second, long):
        turns.ask(one)
    assert turns.ahead("a") is first
    (b,) = _ask(turns, "b")
    assert turns.ahead("a") is None
    turns.leave(b)
    assert turns.ahead("a") is second
    assert turns.ahead("a") is None
    assert turns.waiting == 1
    turns.leave(long)
    turns.ask(first)
    turns.again("a", 5.0)
    assert turns.ahead("a") is None
