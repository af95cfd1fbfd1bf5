"""What was found so far, by kind and place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Span
from legation.reading.document import Found

_CLAIMS = st.lists(st.tuples(st.sampled_from(["Visit", "Mission"]), st.integers(0, 9)), max_size=12)


@given(_CLAIMS, st.integers(0, 10))
def test_the_last_claim_is_the_nearest_before(stated: list[tuple[str, int]], before: int) -> None:
    """Of claims that begin at one place the first made counts."""
    found = Found()
    for kind, start in stated:
        found.add(Claim(kind, {}, (Span(start, start + 1),)))
    near = [(-start, n) for n, (kind, start) in enumerate(stated) if kind == "Visit"]
    near = [pair for pair in near if -pair[0] < before]
    expected = (ClaimRef(min(near)[1]), found.claims[min(near)[1]]) if near else None
    assert found.last("Visit", before) == expected


@given(_CLAIMS, st.integers(0, 9), st.integers(0, 9))
def test_claims_are_found_by_where_they_begin(
    stated: list[tuple[str, int]], start: int, end: int
) -> None:
    """A stretch holds the claims that begin in it, its end excluded."""
    found = Found()
    for kind, place in stated:
        found.add(Claim(kind, {}, (Span(place, 99),)))
    inside = [p for kind, p in stated if kind == "Mission" and start <= p < end]
    within = found.within("Mission", Span(start, max(start, end)))
    assert [c.spans[0].start for c in within] == sorted(inside)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=12))
def test_a_dated_fact_told_again_is_one_claim(stated: list[tuple[int, int]]) -> None:
    """It rests on all its places, and every telling is referred to as the same fact."""
    found = Found()
    refs = [
        found.add(Claim("Mission", {"edtf": (str(year),)}, (Span(start, start + 5),)))
        for year, start in stated
    ]
    years = list(dict.fromkeys(year for year, _ in stated))
    assert [claim.one("edtf") for claim in found] == [str(year) for year in years]
    assert refs == [ClaimRef(years.index(year)) for year, _ in stated]
    for claim in found:
        places = {start for year, start in stated if str(year) == claim.one("edtf")}
        assert {span.start for span in claim.spans} == places
        assert all(claim in found.within("Mission", Span(place, place + 1)) for place in places)


def test_what_is_undated_may_be_two_facts() -> None:
    """Two equal claims without a date stay two."""
    found = Found()
    for start in (0, 50):
        found.add(Claim("Mission", {}, (Span(start, start + 5),)))
    assert len(found.claims) == 2
