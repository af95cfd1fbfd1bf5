"""Pairs that are alike, and numbers over time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pyoxigraph as ox
import pytest

from legation.errors import UnknownName
from legation.network.measures import MEASURES
from legation.network.measures.change import over
from legation.network.measures.profiles import like_pairs
from legation.network.period import Period
from legation.terms import state

Told = Callable[[str], ox.Store]
MNG, CHL, GHA, EST = map(state, ("MNG", "CHL", "GHA", "EST"))


def _visit(name: str, one: str, other: str, year: int) -> str:
    return (
        f":{name} a lgn:Visit ; lgn:sender state:{one} ; lgn:host state:{other} ;"
        f' lgn:status lgn:status-held ; lgn:earliest "{year}-01-01"^^xsd:date ;'
        f' lgn:latest "{year}-12-31"^^xsd:date .\n'
    )


FACTS = (
    _visit("a", "MNG", "CHL", 1991)
    + _visit("b", "CHL", "MNG", 1992)
    + _visit("c", "GHA", "EST", 1993)
    + _visit("d", "MNG", "GHA", 2001)
    + ":m a lgn:Mission ; lgn:sender state:GHA ; lgn:host state:EST .\n"
)


def test_the_pair_that_is_asked_for_comes_first_then_what_is_most_like_it(told: Told) -> None:
    """Two visits are more like one visit and a mission than like one visit, if only just."""
    found = like_pairs(told(FACTS), MNG, CHL)
    assert [(p.one, p.other, p.counts) for p in found] == [
        (CHL, MNG, (2, 0, 0, 0)),
        (GHA, MNG, (1, 0, 0, 0)),
        (EST, GHA, (1, 0, 1, 0)),
    ]
    assert [p.distance for p in found] == [0, 1, 2]
    assert [p.similarity for p in found] == pytest.approx(
        [1, float(Fraction(2, 3)), float(Fraction(2, 4))]
    )


def test_a_pair_of_which_nothing_is_told_is_like_none(told: Told) -> None:
    """The period may be why."""
    with pytest.raises(UnknownName, match=r"^nothing is told of") as problem:
        like_pairs(told(FACTS), MNG, CHL, since="2001")
    assert problem.value.hint == "try a longer period"


def test_numbers_change_from_step_to_step(told: Told) -> None:
    """Who has no edge in a step is absent from it."""
    period = Period.read("1990", "2009")
    found = list(over(told(FACTS), "visits", MEASURES["strength"], period, 10))
    assert [(then.node, then.period.since[:4], then.value) for then in found] == [
        (CHL, "1990", 2),
        (EST, "1990", 1),
        (GHA, "1990", 1),
        (MNG, "1990", 2),
        (GHA, "2000", 1),
        (MNG, "2000", 1),
    ]


def test_the_distance_is_that_of_the_question_in_the_catalogue(told: Told) -> None:
    """Where figures are exports of whole years and visits were held, both count the same."""
    from legation.ask.answers import ask
    from legation.ask.questions import question

    involved = "".join(
        f":{name} lgn:involves state:{one} , state:{other} .\n"
        for name, one, other in (
            ("a", "MNG", "CHL"),
            ("b", "MNG", "CHL"),
            ("c", "GHA", "EST"),
            ("d", "MNG", "GHA"),
            ("m", "GHA", "EST"),
        )
    )
    store = told(FACTS + involved)
    answer = ask(store, question("relations/similar"), {"a": "MNG", "b": "CHL"})
    asked = sorted(
        (str(row["first"]), str(row["second"]), int(str(row["distance"]))) for row in answer
    )
    label: dict[str, str] = {CHL: "Chile", MNG: "Mongolia", GHA: "Ghana", EST: "Estonia"}
    found = [
        (label[pair.one], label[pair.other], int(pair.distance))
        for pair in like_pairs(store, MNG, CHL)
    ]
    assert sorted(found) == asked
