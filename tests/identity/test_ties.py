"""What is one and what must stay two."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadJudgement
from legation.identity.ties import Judged, Ties

THINGS = "abcdef"
PAIRS = st.lists(st.tuples(st.booleans(), st.sampled_from(THINGS), st.sampled_from(THINGS)))


@given(PAIRS, st.randoms())
def test_the_order_of_judgements_plays_no_part(
    pairs: list[tuple[bool, str, str]],
    random: Random,
) -> None:
    """The same things are one, and the same are apart, however the lines are shuffled."""

    def outcome(told: list[tuple[bool, str, str]]) -> object:
        ties = Ties("j.tsv")
        try:
            ties.judge(Judged(same, (one,), (other,)) for same, one, other in told)
        except BadJudgement:
            return "contradiction"
        every = [(a, b) for a in THINGS for b in THINGS]
        return [(ties.find(a) == ties.find(b), ties.apart(a, b)) for a, b in every]

    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert outcome(pairs) == outcome(shuffled)


def test_what_joins_one_of_two_is_apart_from_the_other() -> None:
    """Apartness goes over to all that become one with a thing."""
    ties = Ties("j.tsv")
    ties.judge([Judged(same=False, ones=("a",), others=("z",))])
    ties.join("b", "a")
    ties.join("y", "z")
    assert ties.apart("b", "y")
    assert not ties.apart("b", "c")


def test_two_names_for_one_thing_cannot_be_told_apart() -> None:
    """A judgement whose sides mean the same thing contradicts itself."""
    with pytest.raises(BadJudgement, match="line 7: x and y cannot be different, they are one"):
        Ties("j.tsv").judge([Judged(False, ("a",), ("a",), names="x and y", line=7)])
