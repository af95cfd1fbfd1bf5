"""Figures: settled whole, and compared by what they amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from claims import put, rows, turnover
from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.facts.records import Record
from legation.settle.amounts import amount
from legation.settle.choose import Settled
from legation.settle.choose import settle as choose
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, state

DISPUTES = "SELECT ?p { ?d a lgn:Contradiction ; lgn:onProperty ?p }"
DISCREPANCIES = "SELECT ?d { ?d a lgn:Discrepancy }"


def _settled(*claims: Claim | Sequence[Claim]) -> ox.Store:
    store = ox.Store()
    for number, claim in enumerate(claims):
        put(store, f"s{number}", [claim] if isinstance(claim, Claim) else claim, f"20{number + 10}")
    settle(store, DEFAULT_BASE)
    return store


def _of_chile(value: str, multiplier: int = 6, **values: Value) -> Claim:
    told: dict[str, tuple[Value, ...]] = dict(turnover(value).values)
    told |= {"authority": (state("CHL"),), "multiplier": (multiplier,)}
    return Claim("Observation", told | {name: (given,) for name, given in values.items()})


def test_a_value_keeps_its_own_multiplier() -> None:
    """95.8 million and 95 800 000 are one amount, whichever of them is newer."""
    for claims in ((("95.8", 6), ("95800000", 0)), (("95800000", 0), ("95.8", 6))):
        store = _settled(*(_of_chile(*claim) for claim in claims))
        assert rows(store, "SELECT ?a { ?f lgn:amount ?a }") == [("95800000",)]
        assert rows(store, DISPUTES) == []


def test_different_amounts_are_one_contradiction() -> None:
    """Two amounts differ in value alone, not in value and multiplier."""
    store = _settled(_of_chile("0.11", 9), _of_chile("120"))
    assert rows(store, DISPUTES) == [("https://w3id.org/legation/ns#value",)]


def test_a_contradiction_of_amounts_says_how_large_it_is() -> None:
    """Both amounts, their difference and its share are told in single units, and whom it concerns."""
    store = _settled(_of_chile("0.11", 9), _of_chile("120"))
    query = """SELECT ?kept ?lost ?delta ?share { ?d a lgn:Contradiction ; lgn:keptValue ?kept ;
        lgn:lostValue ?lost ; lgn:delta ?delta ; lgn:deltaShare ?share }"""
    assert rows(store, query) == [("120000000", "110000000", "10000000", "0.0909")]
    concerned = rows(store, "SELECT ?s { ?d a lgn:Contradiction ; lgn:concerns ?s }")
    assert sorted(concerned) == [(state("CHL"),), (state("MNG"),)]


def test_figures_of_one_flow_have_a_spread_whatever_the_goods() -> None:
    """Claims on all goods and on some goods reach from the lowest to the highest of them all."""
    wool = Named("Commodity", "wool", spans=(Span(0, 4),))
    all_goods = [_of_chile("110"), _of_chile("120")]
    store = _settled(*all_goods, _of_chile("7", commodity=wool))
    query = """SELECT ?low ?high ?n ?in ?whole { ?s a lgn:Spread ; lgn:lowest ?low ;
        lgn:highest ?high ; lgn:numbers ?n ; lgn:publications ?in
        OPTIONAL { ?s dct:isPartOf ?of } BIND(BOUND(?of) AS ?whole) }"""
    assert sorted(rows(store, query)) == [
        ("110000000", "120000000", "2", "2", "true"),
        ("7000000", "120000000", "3", "3", "false"),
    ]
    assert len(rows(store, "SELECT ?f { ?s lgn:spreadOf ?f ; dct:isPartOf ?of }")) == 1


def test_a_publication_counts_once_and_equal_figures_have_no_spread() -> None:
    """Two sources that took their figure from one yearbook are one publication."""
    one, other = (replace(_of_chile(value), origin="Yearbook 1930") for value in ("110", "120"))
    store = _settled(one, other)
    assert rows(store, "SELECT ?n { ?s lgn:publications ?n }") == [("1",)]
    assert rows(_settled(one, one), "SELECT ?s { ?s a lgn:Spread }") == []


def test_growth_and_its_base_come_from_one_claim() -> None:
    """A newer growth does not take the base of an older one."""
    old = _of_chile("16", growth=Decimal(5), growthBase="2018")
    store = _settled(old, _of_chile("16", growth=Decimal(7)))
    assert rows(store, "SELECT ?g { ?f lgn:growth ?g ; lgn:amount ?a }") == [("7",)]
    assert rows(store, "SELECT ?b { ?f lgn:growthBase ?b ; lgn:statedIn ?s }") == []


def test_about_as_much_is_no_dispute() -> None:
    """About 96 and 95.8 agree, within one authority and between two; the exact one is kept."""
    store = _settled(_of_chile("95.8"), _of_chile("96", approximate=True))
    assert rows(store, "SELECT ?a { ?f lgn:amount ?a }") == [("95800000",)]
    assert rows(store, DISPUTES) == []
    assert rows(_settled(_of_chile("95.8"), turnover("96", approximate=True)), DISCREPANCIES) == []


def test_many_authorities_are_compared_with_the_smallest() -> None:
    """Of five authorities with four amounts no more than four discrepancies come."""
    values = ["16", "16", "17", "18", "19"]
    assert len(rows(_settled(*map(turnover, values)), DISCREPANCIES)) == 3


def test_figures_without_a_period_are_not_compared() -> None:
    """They may be of different years."""
    undated = [
        Claim("Observation", {n: v for n, v in turnover(value).values.items() if n != "edtf"})
        for value in ("50", "70")
    ]
    assert rows(_settled(*undated), DISCREPANCIES) == []


def test_a_huge_difference_is_told() -> None:
    """A figure 10^30 times another makes a discrepancy, not an error."""
    store = _settled(_of_chile("1", 0), turnover("1" + "0" * 30, multiplier=0))
    assert len(rows(store, DISCREPANCIES)) == 1


FIGURES = st.fixed_dictionaries(
    {"value": st.sampled_from(["95.8", "96", "0.0958", "95800000", "0", "-3"])},
    optional={
        "multiplier": st.sampled_from(["0", "3", "6", "9"]),
        "approximate": st.sampled_from(["true", "false"]),
        "growth": st.sampled_from(["5", "5.0", "7"]),
        "growthBase": st.sampled_from(["2017", "2018"]),
    },
)


def _record(number: int, told: dict[str, str]) -> Record:
    values = {name: (ox.Literal(text),) for name, text in told.items()}
    return Record(f"x:{number}", f"x:s{number}", "Observation", str(number % 3), values)


def _one(told: Sequence[dict[str, str]]) -> Settled:
    records = [_record(number, values) for number, values in enumerate(told)]
    return choose("x:f", records, lambda *_: False)


@given(st.lists(FIGURES, min_size=1, max_size=5))
def test_every_settled_amount_is_one_that_a_claim_states(told: list[dict[str, str]]) -> None:
    """Value and multiplier, growth and base: what settles together was stated together."""
    settled = _one(told)
    stated = [_record(number, values).values for number, values in enumerate(told)]
    assert amount(settled.values) in {amount(values) for values in stated}
    if "growth" in settled.values:
        pair = [settled.values.get(n) for n in ("growth", "growthBase")]
        assert pair in [[values.get(n) for n in ("growth", "growthBase")] for values in stated]
