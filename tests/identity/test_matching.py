"""Matching: which claims speak of one fact, whatever their order."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from legation.facts.kinds import kind
from legation.facts.records import Record
from legation.identity.matching import Matched, match

DATES = st.sampled_from(
    ["2018", "2018-04", "2018-04-07", "2018-04-07/2018-04-08", "2018-04-08/2018-04-09", "2018-05-01",
     "2018-04/2018-05", "2018/", "../2018", "2019", ""]
)  # fmt: skip


def _record(number: int, edtf: str, source: str = "s", **values: str) -> Record:
    stated = {name: (ox.NamedNode(f"x:{value}"),) for name, value in values.items()}
    if edtf:
        stated["edtf"] = (ox.Literal(edtf),)  # type: ignore[assignment]
    return Record(f"x:{number:02}", f"x:{source}", "Visit", "", "", "2020", stated)


def _visits(dates: list[str]) -> list[Record]:
    return [
        _record(n, edtf, f"s{n}", sender="a", host="b", visitor="p") for n, edtf in enumerate(dates)
    ]


def _sets(matched: Matched) -> set[frozenset[str]]:
    return {frozenset(r.iri for r in group) for group in matched.groups}


@given(st.lists(DATES, max_size=6), st.randoms(use_true_random=False))
def test_matching_does_not_depend_on_order(dates: list[str], random: object) -> None:
    """The same claims in another order make the same groups and the same doubts."""
    records = _visits(dates)
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = match(kind("Visit"), records), match(kind("Visit"), shuffled)
    assert _sets(one) == _sets(two)
    assert one.doubts == two.doubts


@given(st.lists(DATES, max_size=6))
def test_every_claim_is_in_exactly_one_group(dates: list[str]) -> None:
    """Matching divides the claims: none is lost, none counted twice."""
    records = _visits(dates)
    found = sorted(r.iri for group in match(kind("Visit"), records).groups for r in group)
    assert found == sorted(r.iri for r in records)


def test_an_open_window_never_matches_an_event_by_itself() -> None:
    """What is said to begin in 2018 says nothing of a visit of May 2018."""
    assert len(match(kind("Visit"), _visits(["2018/", "2018-05-01"])).groups) == 2


def test_undated_claims_of_two_sources_stay_apart() -> None:
    """Without a date two sources may mean two visits."""
    assert len(match(kind("Visit"), _visits(["", ""])).groups) == 2


def test_unnamed_visitors_of_two_sources_stay_apart() -> None:
    """A visitor known by office alone is not taken for another source's."""
    records = [_record(n, "2018-04-07", f"s{n}", sender="a", host="b") for n in range(2)]
    assert len(match(kind("Visit"), records).groups) == 2


def test_near_dates_of_one_key_are_put_up_for_review() -> None:
    """Visits three weeks apart are two, and somebody should look."""
    matched = match(kind("Visit"), _visits(["2018-04-07", "2018-04-28"]))
    assert len(matched.groups) == 2
    assert [d.reason for d in matched.doubts] == [
        "same key, dates near each other: 2018-04-07 and 2018-04-28"
    ]


def test_missions_meet_by_their_start() -> None:
    """An embassy opened in October 2003 and one opened in 2003 are one, open ends aside."""
    records = [
        _record(1, "2003-10/", "a", sender="a", host="b", missionKind="e"),
        _record(2, "2003/", "b", sender="a", host="b", missionKind="e"),
        _record(3, "2011/", "c", sender="a", host="b", missionKind="e"),
    ]
    assert _sets(match(kind("Mission"), records)) == {
        frozenset({"x:01", "x:02"}),
        frozenset({"x:03"}),
    }


def test_an_undated_tenure_joins_the_only_dated_one() -> None:
    """Who is said to hold a post, and when, is one tenure if only one is known."""
    records = [
        _record(1, "2003/2008", "a", post="p", holder="h"),
        _record(2, "", "b", post="p", holder="h"),
    ]
    assert len(match(kind("Tenure"), records).groups) == 1


def test_an_undated_tenure_between_two_dated_ones_is_in_doubt() -> None:
    """Someone who held a post twice: a source without a date joins neither term."""
    records = [
        _record(1, "2003/2008", "a", post="p", holder="h"),
        _record(2, "2012/2015", "b", post="p", holder="h"),
        _record(3, "", "c", post="p", holder="h"),
    ]
    matched = match(kind("Tenure"), records)
    assert len(matched.groups) == 3
    assert len(matched.doubts) == 1


def test_agreements_are_never_merged_by_their_date_alone() -> None:
    """Two agreements of one pair and year with different titles stay two."""

    def agreement(number: int, title: str, year: str) -> Record:
        made = _record(number, "", f"s{number}", party="a")
        told = {**made.values, "title": (ox.Literal(title),), "signedYear": (ox.Literal(year),)}
        return made.with_values(told)

    records = [
        agreement(1, "Agreement on air transport", "2007"),
        agreement(2, "Agreement on air transport", "2007"),
        agreement(3, "Agreement on culture", "2007"),
        agreement(4, "Agreement on air transport", "1999"),
    ]
    assert _sets(match(kind("Agreement"), records)) == {
        frozenset({"x:01", "x:02"}), frozenset({"x:03"}), frozenset({"x:04"})
    }  # fmt: skip
