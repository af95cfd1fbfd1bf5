"""Former polities bring what they continued and what followed them, with whose view it is."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import put
from legation.ask.answers import ask
from legation.ask.questions import question
from legation.check import check
from legation.facts.claims import Claim
from legation.facts.evidence import Span
from legation.identity.polities import former
from legation.knowledge import select
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, Iri, source, state

_CODES = st.sampled_from(["SUN", "RUS", "BYS", "BLR", "RUE", "VST", "SVR", "NCL"])
_STEPS = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.one_of(st.none(), st.tuples(_CODES, _CODES))),
    min_size=1,
    max_size=4,
)


def _pact(*codes: str) -> Claim:
    parties = tuple(state(code) for code in codes)
    return Claim(
        "Agreement", {"party": parties, "title": ("A pact",)}, spans=(Span(0, 9),), rule="test.pact"
    )


def _graph(*codes: str) -> ox.Store:
    store = ox.Store()
    put(store, "a", [_pact(*codes)])
    settle(store, DEFAULT_BASE)
    return store


def _held(store: ox.Store) -> set[tuple[str, str, str]]:
    """Return which polity continues which, and who says so."""
    rows = select(
        store,
        """SELECT ?old ?new ?who { ?fact a lgn:Continuity ; lgn:from ?old ; lgn:to ?new .
        ?claim lgn:about ?fact ; lgn:claimant ?who }""",
    )
    return {(Iri(r["old"]).local, Iri(r["new"]).local, Iri(r["who"]).local) for r in rows}


def test_a_former_polity_is_joined_to_what_goes_on_from_it() -> None:
    """Each continuity says whose view it is, and two views of one are two."""
    assert _held(_graph("BYS", "BLR")) == {("BYS", "BLR", "polities")}
    assert {("SUN", "RUS", "RUS"), ("SUN", "RUS", "cow-system")} <= _held(_graph("SUN", "CHL"))


def test_states_that_are_bring_no_history() -> None:
    """Where nothing former is named, nothing is told of it."""
    store = _graph("RUS", "BLR")
    assert _held(store) == set()
    assert not list(store.quads_for_pattern(ox.NamedNode(state("SUN")), None, None))


def test_what_is_told_passes_the_shapes() -> None:
    """The facts and claims about every former polity are as sound as those of a source."""
    store = _graph(
        *sorted(former()),
        "SUN",
        "YUG",
        "YAR",
        "UAR",
        "RVN",
        "CSK",
        "AUH",
        "VDR",
        "BYS",
        "UKS",
        "RUE",
    )
    assert len(_held(store)) == 17
    assert [f for f in check(store) if f.severity == "violation"] == []


@settings(max_examples=100)
@given(_STEPS)
def test_it_comes_and_goes_with_what_names_it(
    steps: list[tuple[str, tuple[str, str] | None]],
) -> None:
    """After every source that comes, changes or goes, settling all anew changes nothing."""
    store = ox.Store()
    for name, parties in steps:
        me = source(DEFAULT_BASE, name)
        if parties is None:
            store.clear_graph(ox.NamedNode(me))
        else:
            put(store, name, [_pact(*sorted(set(parties)), "CHL")])
        settle(store, DEFAULT_BASE, changed=[me])
        whole = ox.Store()
        whole.extend(store)
        settle(whole, DEFAULT_BASE)
        assert set(store) == set(whole)


def test_a_question_tells_who_holds_that_one_is_the_other() -> None:
    """The answer has the polities, the day, whose view it is and what it rests on."""
    answer = ask(_graph("SUN", "CHL"), question("states/continuity"), {"later": "RUS"})
    told = {tuple(str(cell) for cell in row[:5]) for row in answer}
    assert (
        "Soviet Union",
        "Russia",
        "continuity",
        "1991-12-24",
        "Russia",
    ) in told
