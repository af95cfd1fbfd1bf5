"""What columns are."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.ask.answers import run
from legation.terms import REFERENCE
from legation.view.pictures.columns import Given, Role, parties, place


def _role(*values: str) -> Role:
    rows = " ".join(values)
    answer = run(ox.Store(), f"SELECT ?anything {{ VALUES ?anything {{ {rows} }} }}")
    return Given.of(answer).roles[0]


@pytest.mark.parametrize(
    ("values", "role"),
    [
        (("'2004-05'", "'199X'"), Role.DATE),
        (("'2004-05-03'^^xsd:date",), Role.DATE),
        (("'2004'^^xsd:gYear",), Role.DATE),
        (("1997", "2004"), Role.DATE),
        (("7", "2004"), Role.FIGURE),
        (("7.5", "'8.1e3'^^xsd:double"), Role.FIGURE),
        (("'USD'", "'VND'"), Role.UNIT),
        (("'persons'",), Role.UNIT),
        (("state:PER", "state:MNG"), Role.STATE),
        (("'Peru'@en", "'Mông Cổ'@vi"), Role.STATE),
        (("'Peru; Mongolia'", "'Bhutan; Peru; Chile'"), Role.PARTIES),
        (("'held'", "'planned'"), Role.STATUS),
        (("<https://e.org/a>",), Role.ENTITY),
        (("'a talk'", "'another'"), Role.TEXT),
        (("UNDEF",), Role.NONE),
    ],
)
def test_a_column_is_what_its_terms_are(values: tuple[str, ...], role: Role) -> None:
    """Its name says nothing."""
    assert _role(*values) is role


def test_one_odd_cell_in_five_changes_nothing() -> None:
    """A date that is not understood does not make dates text."""
    assert _role("'2001'", "'2002'", "'2003'", "'2004'", "'soon'") is Role.DATE
    assert _role("'2001'", "'soon'") is Role.TEXT


def test_the_fuller_column_of_dates_is_taken() -> None:
    """A column that most rows lack does not make the line of time."""
    query = "SELECT ?a ?b { VALUES (?a ?b) { ('2001' '2002') (UNDEF '2003') (UNDEF '2004') } }"
    assert Given.of(run(ox.Store(), query)).date == 1


def test_two_days_are_bounds_only_if_the_first_is_never_later() -> None:
    """A day of issue and a day of a talk are no interval."""
    rows = "('2001-02-03'^^xsd:date '2001-02-09'^^xsd:date) ('2002-02-03'^^xsd:date DAY^^xsd:date)"
    query = "SELECT ?a ?b { VALUES (?a ?b) { ROWS } }".replace("ROWS", rows)
    assert Given.of(run(ox.Store(), query.replace("DAY", "'2002-02-03'"))).last == 1
    assert Given.of(run(ox.Store(), query.replace("DAY", "'2001-02-03'"))).last is None


def test_places_are_found_by_iri_and_states_also_by_name() -> None:
    """A name that is no state's has no place, however long."""
    assert place(REFERENCE + "place/hanoi") == REFERENCE + "place/hanoi"
    assert place("Soviet Union") == REFERENCE + "state/SUN"
    assert place("Peru " * 40) == place("") == place(REFERENCE + "state/gph-1") == ""
    assert parties("") == []
