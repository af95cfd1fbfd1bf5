"""Terms that sources date differently: one where they overlap, several where a source tells several."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.facts.kinds import kind
from legation.facts.records import Record
from legation.identity.matching import Matched, match

TERMS = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from(
        ["1985/..", "1998/..", "1985/1993", "1993/1998", "1990/2001", "1998-03-01/", "/1993", "/2001", ""]
    ),
)  # fmt: skip


def _tenures(*told: tuple[str, str]) -> list[Record]:
    records = []
    for number, (source, edtf) in enumerate(told):
        stated = {"post": (ox.NamedNode("x:p"),), "holder": (ox.NamedNode("x:h"),)}
        dated = {"edtf": (ox.Literal(edtf),)} if edtf else {}
        iri = f"x:{source}/row/{number:02}"
        records.append(Record(iri, f"x:{source}", "Tenure", "2020", {**stated, **dated}))
    return records


def _matched(*told: tuple[str, str]) -> Matched:
    return match(kind("Tenure"), _tenures(*told))


def _dates(matched: Matched) -> list[list[str]]:
    return sorted(sorted(f"{r.source[2:]} {r.one('edtf')}" for r in g) for g in matched.groups)


@pytest.mark.parametrize(
    "told",
    [
        (("a", "1985/.."), ("b", "1998/..")),
        (("a", "2012/2022"), ("b", "2017/2022")),
        (("a", "2018-05-08/2022-04-01"), ("b", "2018-05-10/2022-04-01")),
        (("a", "1985/.."), ("b", "1998/")),
        (("a", "1985/.."), ("b", "1991/.."), ("c", "1998/2004")),
    ],
)
def test_two_sources_that_differ_on_the_start_of_a_term_tell_of_one(
    told: tuple[tuple[str, str], ...],
) -> None:
    """Nobody holds one post twice at a time: what overlaps for certain is one term, dated twice."""
    assert len(_matched(*told).groups) == 1


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        ((("a", "1985/1993"), ("b", "1993/1998")), 2),
        ((("a", "1985/"), ("b", "1998/2003")), 2),
        ((("a", "1985/1993"), ("a", "1990/1998")), 2),
        ((("a", "1985/.."), ("b", "1990/1994"), ("b", "1994/1998")), 3),
        ((("a", "1985/1993-06"), ("a", "1993-09/1998"), ("b", "1985-02/1993-12"), ("b", "1993-12/1999")), 2),
    ],
)  # fmt: skip
def test_terms_that_need_not_overlap_stay_apart(
    told: tuple[tuple[str, str], ...], groups: int
) -> None:
    """Terms that follow each other, of which one may have ended, or which one source counts, are several."""
    assert len(_matched(*told).groups) == groups


def test_a_stretch_of_several_terms_is_put_up_for_review() -> None:
    """Which of the terms of another source it tells of is for a person to say."""
    (doubt,) = _matched(("a", "1985/.."), ("b", "1990/1994"), ("b", "1994/1998")).doubts
    assert doubt.subject == "x:a/row/00"
    assert doubt.reason == "1985/.. overlaps 1990/1994 and 1994/1998"


def test_ends_without_a_start_are_terms_of_their_own() -> None:
    """Rows of one table that tell only when a term ended are as many terms."""
    assert _dates(_matched(("a", "/1844"), ("a", "/1848"), ("a", "/1852"))) == [
        ["a /1844"], ["a /1848"], ["a /1852"],
    ]  # fmt: skip


def test_an_end_joins_the_only_term_that_may_have_ended_then() -> None:
    """A term that ended in 1907 is not the one that another row has end in 1909."""
    found = _matched(("a", "1898-01-15/1907-12-12"), ("a", "/1909"), ("b", "/1907"))
    assert _dates(found) == [["a /1909"], ["a 1898-01-15/1907-12-12", "b /1907"]]


@given(st.lists(TERMS, max_size=7), st.randoms(use_true_random=False))
def test_terms_do_not_depend_on_order(told: list[tuple[str, str]], random: object) -> None:
    """The same claims in another order make the same terms and doubts, each claim once."""
    records = _tenures(*told)
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = match(kind("Tenure"), records), match(kind("Tenure"), shuffled)
    assert one == two
    assert sorted(r.iri for g in one.groups for r in g) == [r.iri for r in sorted(records, key=lambda r: r.iri)]  # fmt: skip
