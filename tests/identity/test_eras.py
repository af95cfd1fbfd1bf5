"""Namesakes of two generations are two persons; somebody who is told of in between is one."""

from __future__ import annotations

from itertools import permutations

import pytest

from legation.facts.records import Form
from legation.identity.entities import Resolution
from legation.identity.eras import Years
from legation.identity.judgements import Judgement, Judgements, Name
from legation.identity.resolving import resolve
from legation.terms import DEFAULT_BASE

Told = tuple[str, str, int, int]


def _resolved(*told: Told, judged: tuple[Judgement, ...] = ()) -> Resolution:
    """Return the persons of names with their source and years (0 for none), in any order the same."""
    years = {}
    for text, source, first, last in told:
        form = Form(
            f"x:source/{source}/name/{text}", f"x:source/{source}", "Person", text, "en",
            ("COL",), "", "", "",
        )  # fmt: skip
        years[form] = Years(first, last) if first else None
    found = [
        resolve(order, DEFAULT_BASE, None, Judgements(judged), when=years.__getitem__)
        for order in permutations(years)
    ]
    groups = [{frozenset(f.iri for f in e.forms) for e in one.entities} for one in found]
    assert all(group == groups[0] for group in groups)
    return found[0]


@pytest.mark.parametrize(
    ("told", "persons"),
    [
        pytest.param(
            [("Rueda", "a", 1938, 1942), ("Pablo Rueda", "b", 2010, 2018)], 2, id="surname"
        ),
        pytest.param(
            [("Rueda", "a", 2010, 2018), ("Pablo Rueda", "b", 2010, 2016)], 1, id="one time"
        ),
        pytest.param([("Rueda", "a", 1990, 1994), ("Pablo Rueda", "b", 2004, 2008)], 1, id="soon"),
        pytest.param([("Rueda", "a", 1970, 1974), ("Pablo Rueda", "b", 2004, 2008)], 2, id="later"),
        pytest.param([("Rueda", "a", 0, 0), ("Pablo Rueda", "b", 2010, 2018)], 1, id="no years"),
        pytest.param(
            [("Pablo Rueda", "a", 1970, 1974), ("Pablo Rueda", "b", 2004, 2008)], 1, id="full name"
        ),
        pytest.param(
            [("Pablo Rueda", "a", 1920, 1924), ("Pablo Rueda", "b", 2004, 2008)], 2, id="namesakes"
        ),
        pytest.param(
            [
                ("Pablo Rueda", "a", 1930, 1934),
                ("Pablo Rueda", "b", 1955, 1960),
                ("Pablo Rueda", "c", 1980, 1984),
            ],
            1,
            id="told of in between",
        ),
    ],
)
def test_a_name_of_another_time_is_of_another_person(told: list[Told], persons: int) -> None:
    """Fifteen years without a word part a surname from a full name, thirty-five all names."""
    assert len(_resolved(*told).entities) == persons


def test_a_surname_of_another_generation_is_put_up_for_review() -> None:
    """Father and son may be meant, or one long career: a person has to say."""
    found = _resolved(("Rueda", "a", 1970, 1974), ("Pablo Rueda", "b", 2004, 2008))
    assert [doubt.reason for doubt in found.doubts] == ["'Rueda' may name Pablo Rueda"]


def test_a_judgement_reaches_over_any_time() -> None:
    """Who is judged to be one person is one, whenever."""
    surname, full = (Name("Person", "COL", text, "") for text in ("Rueda", "Pablo Rueda"))
    judged = (Judgement("same", surname, full, "a note"),)
    told: list[Told] = [("Rueda", "a", 1938, 1942), ("Pablo Rueda", "b", 2010, 2018)]
    assert len(_resolved(*told, judged=judged).entities) == 1
