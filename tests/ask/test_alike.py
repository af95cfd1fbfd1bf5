"""At which of two states a question begins."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.ask.alike import better_exchanged
from legation.ask.questions import parse, question
from legation.errors import BadQuestion
from legation.terms import lgn


def test_it_begins_at_the_state_of_which_less_is_told() -> None:
    """Facts are counted; where as many are told of both, or one is missing, the order stays."""
    store, asked = ox.Store(), question("visits/between")
    one, other = ox.NamedNode("https://e.org/one"), ox.NamedNode("https://e.org/other")

    def told(state: ox.NamedNode, many: int) -> None:
        involves = ox.NamedNode(lgn("involves"))
        facts = (ox.NamedNode(f"https://e.org/{state.value[-3:]}/{n}") for n in range(many))
        store.extend(ox.Quad(fact, involves, state) for fact in facts)

    values = {"a": one, "b": other}
    assert not better_exchanged(store, asked, values)
    told(one, 600)
    assert better_exchanged(store, asked, values)
    assert not better_exchanged(store, asked, {"a": other, "b": one})
    told(other, 600)
    assert not better_exchanged(store, asked, values)
    told(other, 4000)
    assert not better_exchanged(store, asked, values)
    assert better_exchanged(store, asked, {"a": other, "b": one})
    assert not better_exchanged(store, asked, {"a": one})
    assert not better_exchanged(store, question("trade/balance"), values)
    assert not better_exchanged(object(), asked, values)


def test_only_two_parameters_can_be_alike() -> None:
    """Whoever writes a question is told what 'alike' may name."""
    header = (
        "#+ title: {en: All, vi: Mọi điều}\n#+ parameters:\n"
        "#+   a: {type: state, en: x, vi: x}\n#+ alike: [a, b]\nSELECT ?a\nWHERE { ?x ?y ?a }"
    )
    with pytest.raises(BadQuestion) as wrong:
        parse("t/n", header)
    assert str(wrong.value) == (
        "queries/t/n.rq: 'alike' must name two parameters that may be exchanged; known: a"
    )
