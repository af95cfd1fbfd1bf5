"""Matching: which claims speak of one fact, whatever their order."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.facts.kinds import kind
from legation.facts.records import Record
from legation.identity.matching import Matched, match
from legation.terms import concept

DATES = st.sampled_from(
    ["2018", "2018-04", "2018-04-07", "2018-04-07/2018-04-08", "2018-04-08/2018-04-09", "2018-05-01",
     "2018-04/2018-05", "2018/", "../2018", "2019", ""]
)  # fmt: skip


def _record(number: int, edtf: str, source: str = "s", **values: str) -> Record:
    stated = {name: (ox.NamedNode(f"x:{value}"),) for name, value in values.items()}
    if edtf:
        stated["edtf"] = (ox.Literal(edtf),)  # type: ignore[assignment]
    return Record(f"x:{number:02}", f"x:{source}", "Visit", "2020", stated)


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


def _rows(*told: tuple[str, str]) -> list[Record]:
    """Return visits of one key as rows of tables: the table and the date of each."""
    return [
        Record(f"x:{table}/row/{n}", f"x:{table}", "Visit", "2020", record.values)
        for n, (table, edtf) in enumerate(told)
        for record in [_record(n, edtf, sender="a", host="b", visitor="p")]
    ]


@pytest.mark.parametrize(
    ("rows", "visits"),
    [
        pytest.param(
            [("t", "2018-04-05/2018-04-07"), ("t", "2018-04-07/2018-04-09")], 2, id="legs"
        ),
        pytest.param([("t", "2018-04-05/2018-04-07"), ("t", "2018-04-07")], 2, id="a last day"),
        pytest.param([("t", "2018-04-07"), ("t", "2018-04-07")], 1, id="the same day"),
        pytest.param(
            [("t", "2018-04-05/2018-04-07"), ("t", "2018-04-06/2018-04-09")], 1, id="more days"
        ),
        pytest.param(
            [("t", "2018-04-05/2018-04-07"), ("u", "2018-04-07/2018-04-09")], 1, id="two tables"
        ),
        pytest.param(
            [
                ("t", "2018-04-05/2018-04-07"),
                ("t", "2018-04-07/2018-04-09"),
                ("u", "2018-04-05/2018-04-09"),
            ],
            1,
            id="one visit in another table",
        ),
        pytest.param(
            [
                ("t", "2018-04-05/2018-04-07"),
                ("t", "2018-04-07/2018-04-09"),
                ("u", "2018-04-07/2018-04-09"),
            ],
            2,
            id="a leg in another table",
        ),
    ],
)
def test_two_legs_in_one_table_are_two_visits(rows: list[tuple[str, str]], visits: int) -> None:
    """Where a row begins on the day another row of its table ends, each is a visit of its own."""
    assert len(match(kind("Visit"), _rows(*rows)).groups) == visits
    assert len(match(kind("Visit"), _rows(*rows)[::-1]).groups) == visits


BERLIN, BONN, UNKNOWN = "x:berlin", "x:bonn", ""


@pytest.mark.parametrize(
    ("rows", "visits"),
    [
        pytest.param(
            [("t", "1981-09-13", BERLIN), ("t", "1981-09-13/1981-09-14", BONN)], [1, 1], id="legs"
        ),
        pytest.param(
            [("t", "1981-09-13", BONN), ("t", "1981-09-13/1981-09-14", BONN)], [2], id="one place"
        ),
        pytest.param(
            [("t", "1981-09-13", BERLIN), ("u", "1981-09-13/1981-09-14", BONN)],
            [2],
            id="two tables",
        ),
        pytest.param(
            [("t", "1981-09-13", UNKNOWN), ("t", "1981-09-13/1981-09-14", BONN)],
            [2],
            id="a place that is not told",
        ),
        pytest.param(
            [
                ("t", "1981-09-13", BERLIN),
                ("t", "1981-09-14", BONN),
                ("u", "1981-09-13/1981-09-14", UNKNOWN),
            ],
            [3],
            id="one visit in a row over both",
        ),
        pytest.param(
            [
                ("t", "1981-09-13", BERLIN),
                ("t", "1981-09-13/1981-09-14", BONN),
                ("u", "1981-09-13/1981-09-14", UNKNOWN),
                ("v", "1981-09-13", "x:elsewhere"),
            ],
            [2, 2],
            id="what others tell joins the leg of its date, else the first",
        ),
    ],
)
def test_two_places_in_one_table_are_two_visits(
    rows: list[tuple[str, str, str]], visits: list[int]
) -> None:
    """Where a table has a row for each place, each is a visit, though days are shared."""
    told = _rows(*(row[:2] for row in rows))
    records = [
        record.with_values({**record.values, **({"place": (ox.NamedNode(at),)} if at else {})})
        for record, (_, _, at) in zip(told, rows, strict=True)
    ]
    for order in (records, records[::-1]):
        assert sorted(len(group) for group in match(kind("Visit"), order).groups) == visits


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


def _agreement(number: int, title: str, year: str = "2007", source: str = "") -> Record:
    made = _record(number, "", source or f"s{number}", party="a")
    told = {**made.values, "title": (ox.Literal(title),), "signedYear": (ox.Literal(year),)}
    return made.with_values(told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Treaty on legal aid in civil matters", "Treaty on legal aid in criminal matters"),
        ("Protocol amended 1", "Protocol amended 2"),
        ("Programme for 2005-2006", "Programme for 2007-2008"),
        ("Thoả thuận về dầu", "Thoả thuận về đậu"),
        ("Agreement on education", "Agreement on education and science"),
    ],
)
def test_titles_that_differ_in_one_telling_word_are_two_agreements(one: str, other: str) -> None:
    """Words, numbers and Vietnamese marks tell agreements apart."""
    records = [_agreement(1, one), _agreement(2, other)]
    assert len(match(kind("Agreement"), records).groups) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agreement on Co-operation in Tourism", "agreement on the cooperation in tourism"),
        ("Agreement on the organisation of fairs", "Agreement on the organization of fairs"),
        ("Hiệp định văn hóa", "Hiệp định  văn hoá"),
    ],
)
def test_spellings_of_one_title_meet_across_sources(one: str, other: str) -> None:
    """Case, spacing, tone placement, articles and spelling do not make another agreement."""
    records = [_agreement(1, one), _agreement(2, other)]
    assert len(match(kind("Agreement"), records).groups) == 1


def test_within_one_source_titles_must_be_equal() -> None:
    """A source that lists two spellings lists two agreements."""
    titles = ("Agreement on organisation", "Agreement on organization")
    records = [_agreement(n, title, source="s") for n, title in enumerate(titles)]
    assert len(match(kind("Agreement"), records).groups) == 2


def test_programmes_of_one_period_and_other_titles_are_two() -> None:
    """Culture and science of the same years are two programmes."""
    records = [
        (made := _record(n, "2008/2010", f"s{n}", party="a")).with_values(
            {**made.values, "title": (ox.Literal(title),)}
        )
        for n, title in enumerate(["On culture", "On science", "on Culture"])
    ]
    assert _sets(match(kind("Programme"), records)) == {
        frozenset({"x:00", "x:02"}),
        frozenset({"x:01"}),
    }


def test_unnamed_visitors_go_by_their_post() -> None:
    """Two posts are two visits in one source; one post and day is one visit in two."""
    posts = [("s1", "president"), ("s1", "minister"), ("s2", "president")]
    records = [
        _record(n, "2006-03-04", source, sender="a", host="b", capacity=held)
        for n, (source, held) in enumerate(posts)
    ]
    assert _sets(match(kind("Visit"), records)) == {
        frozenset({"x:00", "x:02"}),
        frozenset({"x:01"}),
    }


def test_decisions_on_different_objects_are_two() -> None:
    """One government decides two things in one year; without an object each stands alone."""
    made = [_record(n, "2006", decider="g") for n in range(5)]
    objects = ["Lift visas", "Build a school", "lift  visas"]
    records = [
        record.with_values({**record.values, "object": (ox.Literal(told),)})
        for record, told in zip(made, objects, strict=False)
    ]
    assert len(match(kind("Decision"), [*records, *made[3:]]).groups) == 4


def test_consulates_have_a_seat_and_embassies_need_none() -> None:
    """Two consulates in two towns are two; an embassy is one wherever it is said to be."""

    def missions(kind_: str) -> list[Record]:
        return [
            _record(n, "2003/", f"s{n}", sender="a", host="b", place=f"town{n}").with_values(
                {
                    **_record(n, "2003/", sender="a", host="b", place=f"town{n}").values,
                    "missionKind": (ox.NamedNode(concept("mission", kind_)),),
                }
            )
            for n in range(2)
        ]

    assert len(match(kind("Mission"), missions("consulate")).groups) == 2
    assert len(match(kind("Mission"), missions("embassy")).groups) == 1


def test_the_number_of_a_named_holder_is_no_key() -> None:
    """The fifth president and the president of that name are one tenure."""
    counted = _record(1, "", "a", post="p", holder="h", ordinal="5")
    records = [counted, _record(2, "", "b", post="p", holder="h")]
    assert len(match(kind("Tenure"), records).groups) == 1


def test_sets_of_one_occasion_are_one_whatever_they_count() -> None:
    """Thirteen and twelve agreements signed on one visit are one set in dispute."""
    sets = [
        _record(1, "", "a", memberKind="m", party="p", occasion="v", declared="13"),
        _record(2, "", "b", memberKind="m", party="p", occasion="v", declared="12"),
        _record(3, "2008", "a", memberKind="m", party="p"),
        _record(4, "2008", "a", memberKind="m", party="p"),
        _record(5, "2008", "b", memberKind="m", party="p"),
    ]
    assert len(match(kind("OpenSet"), sets).groups) == 3


def test_open_windows_of_one_source_stay_apart() -> None:
    """Since 1992 and since 2006 are two steps, though neither has an end."""
    records = [_record(n, edtf, party="a", change="c") for n, edtf in enumerate(["1992/", "2006/"])]
    assert len(match(kind("RelationEvent"), records).groups) == 2


def test_two_dates_for_what_happens_once_are_put_up_for_review() -> None:
    """Relations established twice, however far apart, are worth a look."""
    records = [
        _record(n, edtf, f"s{n}", party="a").with_values(
            {
                **_record(n, edtf, party="a").values,
                "change": (ox.NamedNode(concept("change", "established")),),
            }
        )
        for n, edtf in enumerate(["1984-05-04", "1985-05-04"])
    ]
    (doubt,) = match(kind("RelationEvent"), records).doubts
    assert doubt.reason == (
        "two dates for one step: 1984-05-04 and 1985-05-04; one may be wrong, "
        "or relations were severed between"
    )


def test_a_mission_that_is_said_to_have_closed_may_open_again() -> None:
    """A reopening is no doubt if the first mission ended before it."""
    stated = {"sender": "a", "host": "b", "missionKind": "embassy"}
    closed = [_record(1, "1998/2003", **stated), _record(2, "2011/", **stated)]
    still_open = [_record(1, "1998/", **stated), _record(2, "2011/", **stated)]
    assert match(kind("Mission"), closed).doubts == ()
    assert len(match(kind("Mission"), still_open).doubts) == 1


def test_a_visit_across_the_end_of_a_stated_month_is_put_up_for_review() -> None:
    """It may be the visit of that month, and may be another."""
    matched = match(kind("Visit"), _visits(["2018-04-29/2018-05-02", "2018-04"]))
    assert len(matched.groups) == 2
    assert [d.reason for d in matched.doubts] == ["2018-04 shares days with 2018-04-29/2018-05-02"]
