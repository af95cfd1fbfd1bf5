"""States in time: what a code meant on a day, foreign codes, members."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import UnknownState
from legation.identity.polities import coded, members, polities, polity
from legation.knowledge import folder, select

CODES = sorted(
    row["c"]
    for row in select(
        folder("reference"),
        "SELECT ?c { ?s a ?t ; lgn:code ?c FILTER(?t IN (lgn:State, lgn:HistoricalState)) }",
    )
)


@pytest.mark.parametrize(
    ("code", "day", "found"),
    [
        ("RUS", date(1970, 1, 1), ("SUN",)),
        ("SUN", date(1970, 1, 1), ("SUN",)),
        ("SUN", date(2000, 1, 1), ("RUS",)),
        ("CZE", date(1970, 1, 1), ("CSK",)),
        ("SVK", date(1970, 1, 1), ("SVK",)),
        ("SRB", date(1995, 1, 1), ("SCG",)),
        ("YUG", date(1995, 1, 1), ("SCG",)),
        ("UKR", date(1950, 1, 1), ("UKS",)),
        ("EGY", date(1965, 1, 1), ("UAR",)),
        ("YEM", date(1980, 1, 1), ("YAR", "YMD")),
        ("VNM", date(1975, 12, 1), ("SVR", "VDR")),
        ("SVR", date(1970, 1, 1), ("SVR", "RVN", "VDR")),
        ("EST", date(1970, 1, 1), ("EST",)),
        ("PRT", date(1970, 1, 1), ("PRT",)),
    ],
)
def test_a_code_means_the_polity_of_its_day(code: str, day: date, found: tuple[str, ...]) -> None:
    """Former and present codes lead to the states that stood in their place on the day."""
    assert polities(code, day) == found


@pytest.mark.parametrize(
    ("day", "found"), [(date(1990, 10, 2), ("DEU", "DDR")), (date(1990, 10, 3), ("DEU",))]
)
def test_on_the_last_day_of_a_polity_the_next_one_counts(day: date, found: tuple[str, ...]) -> None:
    """A state that joins another is no more on the day that it joins."""
    assert polities("DEU", day) == found


@pytest.mark.parametrize(
    ("code", "seat", "found"),
    [
        ("VNM", "Saigon", "RVN"),
        ("VNM", "Hà Nội", "VDR"),
        ("VNM", "https://w3id.org/legation/place/hanoi", "VDR"),
        ("DEU", "", "DEU"),
        ("DEU", "Bonn", "DEU"),
        ("DEU", "Berlin", "DDR"),
        ("YEM", "Aden", "YMD"),
    ],
)
def test_the_seat_of_government_tells_two_states_apart(code: str, seat: str, found: str) -> None:
    """In 1970 two governments stood for one present code; their seats decide."""
    assert polity(code, date(1970, 3, 1), seat) == found


def test_what_may_mean_two_states_is_not_guessed() -> None:
    """Without a seat that decides, the error names both."""
    with pytest.raises(UnknownState) as caught:
        polity("YEM", date(1980, 1, 1), "Cairo")
    assert str(caught.value) == (
        "YEM meant more than one state on 1980-01-01: YAR (North Yemen), YMD (South Yemen); "
        "name one, or its seat"
    )


@given(st.sampled_from(CODES), st.dates(date(1800, 1, 1), date(2030, 1, 1)))
def test_every_code_means_something_on_every_day(code: str, day: date) -> None:
    """There is always an answer, and asking for the answer gives itself first."""
    found = polities(code, day)
    assert found
    assert all(polities(each, day)[0] == each for each in found)


@pytest.mark.parametrize(
    ("system", "code", "found"),
    [
        ("cow-number", "816", ("VDR",)),
        ("cow-number", "345", ("YUG",)),
        ("gw-number", "678", ("YAR",)),
        ("cow-number", "679", ("YEM",)),
        ("m49", "112", ("BYS",)),
        ("iso-3166-1-alpha-2", "DD", ("DDR",)),
        ("cow-abbreviation", "UKG", ("GBR",)),
        ("cow-number", "9999", ()),
    ],
)
def test_codes_of_other_systems_lead_to_the_polity_of_the_day(
    system: str, code: str, found: tuple[str, ...]
) -> None:
    """A number that several states had after one another means the one of the day."""
    assert coded(system, code, date(1970, 1, 1)) == found


def test_without_a_day_a_code_leads_to_all_who_had_it() -> None:
    """A table without dates gets every candidate."""
    assert coded("m49", "112") == ("BLR", "BYS")


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1945, 12, 31), 51),
        (date(1960, 12, 31), 99),
        (date(1973, 12, 31), 135),
        (date(1990, 12, 31), 159),
        (date(1994, 12, 31), 184),  # the UN still counted the Yugoslavia that was no more
        (date(2024, 1, 1), 193),
    ],
)
def test_the_united_nations_had_as_many_members_as_they_count(day: date, count: int) -> None:
    """The dates of admission, of unions and of ends add up to the known totals."""
    assert len(members("UN", day)) == count


def test_members_by_kind_and_by_view() -> None:
    """Observers are asked for by name, and views are asked like organisations."""
    today = date(2024, 6, 1)
    assert members("UN", today, ["observer"]) == {"PSE", "VAT"}
    assert "BLR" in members("SCO", today, ["observer"])
    assert "XKX" in members("cow-system", today)
    assert "XKX" not in members("iso-3166", today) | members("UN", today)
    assert {"TWN", "HKG"} <= members("iso-3166", today)
    assert "SUN" not in members("iso-3166", today)
    assert members("no such body", today) == frozenset()
