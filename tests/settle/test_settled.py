"""Settling: one fact from several claims, in any order, and every difference kept."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import put, rows, settled, turnover, visit
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named, Span
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, Iri, concept, post, state

VISITS = (
    "SELECT ?visit ?date { ?visit a lgn:Visit OPTIONAL { ?visit lgn:edtf ?date } } ORDER BY ?date"
)
THREE = {
    "month": ([visit("2018-04")], "2018-05"),
    "day": ([visit("2018-04-07/2018-04-08")], "2019-01"),
    "year": ([visit("2018", "T. Bold")], "2020-01"),
}


def _graph(names: tuple[str, ...]) -> ox.Store:
    """Return a store to which sources were added one after the other, settled each time."""
    store = ox.Store()
    for name in names:
        put(store, name, *THREE[name])
        settle(store, DEFAULT_BASE)
    return store


@pytest.mark.parametrize("order", list(permutations(THREE)))
def test_a_third_source_gives_the_day_in_any_order(order: tuple[str, ...]) -> None:
    """A visit known to the month, the year and the day is one visit with the day."""
    store = _graph(order)
    assert [date for _, date in rows(store, VISITS)] == ["2018-04-07/2018-04-08"]
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?v lgn:statedIn ?s ; a lgn:Visit }") == [("3",)]
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?r a lgn:Refinement }") == [("2",)]
    assert settled(store) == settled(_graph(tuple(THREE)))


def test_removing_a_source_restores_the_settled_graph() -> None:
    """Adding a source and taking it out again gives the first settled graph back."""
    store = _graph(("month", "year"))
    before = settled(store)
    put(store, "day", *THREE["day"])
    settle(store, DEFAULT_BASE)
    assert settled(store) != before
    store.clear_graph(ox.NamedNode(f"{DEFAULT_BASE}source/day"))
    settle(store, DEFAULT_BASE)
    assert settled(store) == before


def test_settling_twice_changes_nothing() -> None:
    """Settling is idempotent: the graph and its identity stay the same."""
    store = _graph(tuple(THREE))
    before = {str(q) for q in store}
    settle(store, DEFAULT_BASE)
    assert {str(q) for q in store} == before


DATES = st.sampled_from(
    ["2018", "2018-04", "2018-04-07", "2018-04-07/2018-04-08", "2018-04-08/2018-04-09", "2018-04-20",
     "2018-11", "2019-01-03", "2017/2018", ""]
)  # fmt: skip
RANKS = st.sampled_from(["", "state", "official", "working"])
STATUSES = st.sampled_from(["planned", "postponed", "held", "cancelled"])


@st.composite
def _sources(draw: st.DrawFn) -> list[tuple[str, list[Claim], str]]:
    """Draw sources that contradict and refine each other in every way."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        claims = []
        for _ in range(draw(st.integers(1, 2))):
            rank, status = draw(RANKS), draw(STATUSES)
            claims.append(
                visit(
                    draw(DATES),
                    draw(st.sampled_from(["Tserendorj Bold", "T. Bold"])),
                    status=concept("status", status),
                    rank=(concept("rank", rank),) if rank else (),
                )
            )
        claims.append(
            turnover(draw(st.sampled_from(["16", "17.5"])), draw(st.sampled_from(["2018", "2019"])))
        )
        if draw(st.booleans()):
            claims.append(turnover(draw(st.sampled_from(["16", "20"])), authority=state("CHL")))
        made.append((f"source-{number}", claims, f"20{draw(st.integers(18, 21))}"))
    return made


def _of(sources: list[tuple[str, list[Claim], str]]) -> ox.Store:
    store = ox.Store()
    for name, claims, issued in sources:
        put(store, name, claims, issued)
    settle(store, DEFAULT_BASE)
    return store


@given(_sources(), st.randoms(use_true_random=False))
def test_the_order_of_sources_plays_no_part(
    sources: list[tuple[str, list[Claim], str]], random: Random
) -> None:
    """Sources added in another order give the same settled graph."""
    shuffled = list(sources)
    random.shuffle(shuffled)
    assert settled(_of(sources)) == settled(_of(shuffled))


@given(_sources())
def test_every_claim_speaks_of_one_fact_and_no_value_is_made_up(
    sources: list[tuple[str, list[Claim], str]],
) -> None:
    """Each claim is about exactly one fact, and a settled value is one that some claim states."""
    store = _of(sources)
    claims = rows(store, "SELECT ?c { GRAPH ?s { ?c a lgn:Claim } }")
    about = rows(
        store, "SELECT ?c ?f { GRAPH ?i { ?c lgn:about ?f } ?f lgn:statedIn ?s } GROUP BY ?c ?f"
    )
    assert sorted(c for (c,) in claims) == sorted(c for c, _ in about)
    made_up = rows(
        store,
        """SELECT ?f ?p ?v { VALUES ?p { lgn:edtf lgn:rank lgn:status lgn:value } ?f lgn:statedIn ?s ; ?p ?v
        FILTER NOT EXISTS { GRAPH ?i { ?c lgn:about ?f } GRAPH ?g { ?c a lgn:Claim ; ?p ?v } } }""",
    )
    assert made_up == []


@given(_sources())
def test_every_difference_is_kept(sources: list[tuple[str, list[Claim], str]]) -> None:
    """A value that a claim states and the fact does not keep stands in a disagreement."""
    store = _of(sources)
    silent = rows(
        store,
        """SELECT DISTINCT ?f ?p ?v { VALUES ?p { lgn:edtf lgn:rank lgn:status }
        GRAPH ?i { ?c lgn:about ?f } GRAPH ?s { ?c a lgn:Claim ; ?p ?v } ?f ?p ?kept
        FILTER NOT EXISTS { ?f ?p ?v }
        FILTER NOT EXISTS { ?d lgn:fact ?f ; lgn:onProperty ?p ; lgn:between ?other .
            GRAPH ?i { ?other lgn:about ?f } GRAPH ?t { ?other ?p ?v } } }""",
    )
    assert silent == []


def test_two_visits_in_a_month_leave_the_month_alone_and_ask_for_review() -> None:
    """A month in which two visits are known joins neither and is put up for review."""
    store = ox.Store()
    put(store, "days", [visit("2018-04-03"), visit("2018-04-20")])
    put(store, "month", [visit("2018-04")])
    report = settle(store, DEFAULT_BASE)
    assert len(rows(store, VISITS)) == 3
    assert [d.reason for d in report.doubts if "fits" in d.reason] == [
        "2018-04 fits 2018-04-03 and 2018-04-20"
    ]


def test_days_that_overlap_are_one_visit_with_a_contradiction() -> None:
    """7–8 April against 8–9 April is one visit whose date is disputed."""
    store = ox.Store()
    put(store, "one", [visit("2018-04-07/2018-04-08")], "2019")
    put(store, "two", [visit("2018-04-08/2018-04-09")], "2020")
    settle(store, DEFAULT_BASE)
    assert [date for _, date in rows(store, VISITS)] == ["2018-04-08/2018-04-09"]
    query = "SELECT ?p ?rule ?days { ?d a lgn:Contradiction ; lgn:onProperty ?p ; lgn:rule ?rule ; lgn:daysApart ?days }"
    assert rows(store, query) == [
        ("https://w3id.org/legation/ns#edtf", "most precise date inside the others", "1")
    ]


def test_planned_never_undoes_postponed() -> None:
    """A newer source that still says planned does not bring a postponed visit back."""
    store = ox.Store()
    put(store, "old", [visit("2018-04", status=concept("status", "postponed"))], "2018-04")
    put(store, "new", [visit("2018-04", status=concept("status", "planned"))], "2018-09")
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?s { ?v a lgn:Visit ; lgn:status ?s }") == [
        (concept("status", "postponed"),)
    ]


def test_held_against_cancelled_is_a_contradiction() -> None:
    """A visit cannot both have been held and cancelled."""
    store = ox.Store()
    put(store, "a", [visit("2018-04", status=concept("status", "held"))], "2018")
    put(store, "b", [visit("2018-04", status=concept("status", "cancelled"))], "2019")
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?p { ?d a lgn:Contradiction ; lgn:onProperty ?p }") == [
        ("https://w3id.org/legation/ns#status",)
    ]


def test_capacities_unite() -> None:
    """One visitor in two capacities, each stated by another source, has both."""
    store = ox.Store()
    put(store, "a", [visit("2018-04", capacity=post("MNG", "parliament-speaker"))])
    put(store, "b", [visit("2018-04", capacity=post("MNG", "special-envoy", "president"))])
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?c { ?v a lgn:Visit ; lgn:capacity ?c } ORDER BY ?c") == [
        (post("MNG", "parliament-speaker"),),
        (post("MNG", "special-envoy", "president"),),
    ]


def test_figures_of_two_authorities_stay_two_with_the_size_of_the_difference() -> None:
    """A paper's own figure and another authority's are two figures and one discrepancy."""
    store = ox.Store()
    put(store, "paper", [turnover("16"), turnover("20", authority=state("CHL"))])
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?v { ?o a lgn:Observation ; lgn:value ?v } ORDER BY ?v") == [
        ("16",),
        ("20",),
    ]
    query = (
        "SELECT ?delta ?share { ?d a lgn:Discrepancy ; lgn:delta ?delta ; lgn:deltaShare ?share }"
    )
    assert rows(store, query) == [("4000000", "0.25")]


def test_a_forecast_is_no_discrepancy() -> None:
    """What was forecast and what came are two statuses, not two measurements."""
    store = ox.Store()
    put(store, "paper", [turnover("16"), turnover("20", status=concept("status", "forecast"))])
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?d { ?d a lgn:Discrepancy }") == []


def test_units_and_multipliers_are_compared_as_amounts() -> None:
    """0.5 billion and 500 million of one authority are the same amount, 16 million is not."""
    store = ox.Store()
    put(store, "a", [turnover("500")])
    put(store, "b", [turnover("0.5", multiplier=9)])
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?d { ?d a lgn:Discrepancy }") == []


def test_an_agreement_and_its_signature_follow_each_other() -> None:
    """A treaty action points to the settled agreement, which two sources name alike."""
    signed: dict[str, tuple[Value, ...]] = {
        "agreement": (ClaimRef(0),),
        "action": (concept("action", "signature"),),
        "edtf": ("2018-04-07",),
    }
    title = "Agreement between Mongolia and Chile on air transport"
    named: dict[str, tuple[Value, ...]] = {
        "party": (state("MNG"), state("CHL")),
        "title": (title,),
        "agreementKind": (concept("agreement", "agreement"),),
    }
    agreement = Claim("Agreement", named, spans=(Span(0, 9),))
    action = Claim("TreatyAction", signed, spans=(Span(0, 9),))
    store = ox.Store()
    put(store, "a", [agreement, action])
    put(store, "b", [agreement, action])
    report = settle(store, DEFAULT_BASE)
    assert report.facts == {"Agreement": 1, "TreatyAction": 1}
    assert rows(store, "SELECT ?t { ?x a lgn:TreatyAction ; lgn:agreement/lgn:title ?t }") == [
        (title,)
    ]


def test_a_government_stands_for_its_state_when_agreements_meet() -> None:
    """A source that names the governments and one that names the states mean one agreement."""
    title = "Agreement on air transport"
    governments = tuple(
        Named("Organisation", f"Government of {name}", (code,), "government", spans=(Span(0, 3),))
        for name, code in (("Mongolia", "MNG"), ("Chile", "CHL"))
    )
    store = ox.Store()
    parties: dict[str, tuple[Value, ...]] = {"a": governments, "b": (state("MNG"), state("CHL"))}
    for name, party in parties.items():
        stated: dict[str, tuple[Value, ...]] = {"party": party, "title": (title,)}
        put(
            store,
            name,
            [Claim("Agreement", stated, spans=(Span(0, 3),))],
        )
    assert settle(store, DEFAULT_BASE).facts == {"Agreement": 1}


def test_organs_involve_their_states_and_unions_affect_their_members() -> None:
    """A ministry's agreement involves its state; a union's affects the members."""
    ministry = Named(
        "Organisation", "Ministry of Culture of Mongolia", ("MNG",), "ministry", spans=(Span(0, 3),)
    )
    union = "https://w3id.org/legation/org/EAEU"
    claim = Claim(
        "Agreement",
        {"party": (ministry, Iri(union)), "title": ("On culture",)},
        spans=(Span(0, 3),),
    )
    store = ox.Store()
    put(store, "a", [claim])
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?s { ?a a lgn:Agreement ; lgn:involves ?s }") == [(state("MNG"),)]
    affected = {s for (s,) in rows(store, "SELECT ?s { ?a a lgn:Agreement ; lgn:affects ?s }")}
    assert state("KAZ") in affected


def test_a_retired_iri_leads_on() -> None:
    """When a fact goes by another IRI than before, the old one leads to the new."""
    store = ox.Store()
    put(store, "a", [visit("", status=concept("status", "planned"))])
    settle(store, DEFAULT_BASE)
    ((old, *_),) = rows(store, VISITS)
    put(store, "a", [visit("2018-04")])
    settle(store, DEFAULT_BASE)
    ((new, _),) = rows(store, VISITS)
    assert old != new
    assert rows(store, "SELECT ?old ?new { GRAPH ?i { ?old dct:isReplacedBy ?new } }") == [
        (old, new)
    ]


def test_a_changed_document_gives_its_facts_no_foreign_iris() -> None:
    """Claims are counted by their place: what now stands there inherits nothing."""
    store = ox.Store()
    put(store, "a", [visit("1994-05"), turnover("16")])
    settle(store, DEFAULT_BASE)
    put(store, "a", [turnover("16"), visit("1999-05")])
    settle(store, DEFAULT_BASE)
    assert rows(store, "SELECT ?old { GRAPH ?i { ?old dct:isReplacedBy ?new } }") == []
    assert [iri.rpartition("/")[2] for iri, _ in rows(store, VISITS)] == ["1999"]


def test_wordings_of_a_title_are_no_dispute() -> None:
    """The newest title is shown; another spelling of it contradicts nothing."""
    store = ox.Store()
    for name, title in {"a": "Agreement on Tourism", "b": "agreement on  tourism"}.items():
        parties = (state("MNG"), state("CHL"))
        claim = Claim("Agreement", {"party": parties, "title": (title,)}, spans=(Span(0, 3),))
        put(store, name, [claim])
    assert settle(store, DEFAULT_BASE).facts == {"Agreement": 1}
    assert rows(store, "SELECT ?d { ?d lgn:onProperty ?p }") == []


def test_a_namesake_takes_no_visit_over() -> None:
    """A person who comes later with a like name leaves IRIs and visits as they were."""
    store = ox.Store()
    put(store, "m", [visit("2008-04", "Trần Văn Hùng")])
    settle(store, DEFAULT_BASE)
    before = set(rows(store, "SELECT ?v ?p { ?v a lgn:Visit ; lgn:visitor ?p }"))
    put(store, "a", [visit("2008-06", "Trần Văn Hưng")])
    settle(store, DEFAULT_BASE)
    assert before < set(rows(store, "SELECT ?v ?p { ?v a lgn:Visit ; lgn:visitor ?p }"))
