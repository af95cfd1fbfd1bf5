"""Settling only what changed: the outcome is that of settling everything anew."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import person, put, turnover, visit
from legation.errors import BadJudgement
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named, Span
from legation.identity.judgements import Judgement, Judgements, Name, parse, text
from legation.settle import scope, spill
from legation.settle.settled import settle
from legation.store import loading
from legation.terms import DEFAULT_BASE, Iri, concept, post, source, state

_UNION = Iri("https://w3id.org/legation/org/EAEU")
_SPELLINGS = ["Tserendorj Bold", "T. Bold", "Bold", "B. Bold", "Batbayar Bold", "Ana Rojas"]
_NAMES = st.sampled_from(_SPELLINGS)
_YEARS = st.sampled_from(["2018", "2018-04", "2018-04-07", "2018-04-20", "2019"])
_OWNERS: st.SearchStrategy[tuple[str, ...]] = st.sampled_from([("MNG",), ("CHL",), ()])
_PERSONS = st.builds(
    lambda name, of: Named("Person", name, of, spans=(Span(0, 8),)), _NAMES, _OWNERS
)
_VISITS = st.one_of(
    st.builds(visit, _YEARS, _NAMES),
    st.builds(lambda year, who: visit(year, visitor=(who,)), _YEARS, _PERSONS),
)
_FIGURES = st.builds(turnover, st.sampled_from(["16", "17.5"]), st.sampled_from(["2018", "2019"]))
_THEIRS = st.builds(lambda v: turnover(v, authority=state("CHL")), st.sampled_from(["16", "20"]))


def _agreement(title: str, year: str, party: str) -> list[Claim]:
    """Return an agreement with its signature during a visit."""
    government = Named("Organisation", "Government of Mongolia", ("MNG",), "government")
    ours = government if party == "government" else state("MNG")
    told: dict[str, tuple[Value, ...]] = {
        "party": (ours, state("CHL")),
        "agreementKind": (concept("agreement", "treaty"),),
        "title": (title,),
    }
    signed: dict[str, tuple[Value, ...]] = {
        "agreement": (ClaimRef(0),),
        "action": (concept("action", "signature"),),
        "edtf": (year,),
        "occasion": (ClaimRef(2),),
    }
    return [
        Claim("Agreement", told, spans=(Span(0, 9),)),
        Claim("TreatyAction", signed, spans=(Span(3, 9),)),
        visit(year),
    ]


def _tenure(name: str, edtf: str) -> Claim:
    values: dict[str, tuple[Value, ...]] = {
        "holder": (person(name),),
        "post": (post("MNG", "president"),),
        "edtf": (edtf,),
    }
    return Claim("Tenure", values, spans=(Span(0, 9),))


def _remark(about: Iri) -> Claim:
    return Claim("Remark", {"subject": (about,), "text": ("Said so.",)}, spans=(Span(1, 9),))


_AGREEMENTS = st.builds(
    _agreement,
    st.sampled_from(["Treaty on Yaks", "Treaty on the Yaks", "Treaty on Copper"]),
    st.sampled_from(["2018-04-07", "2019"]),
    st.sampled_from(["state", "government"]),
)
_OTHERS = st.lists(
    st.one_of(
        _VISITS,
        _FIGURES,
        _THEIRS,
        st.builds(_tenure, _NAMES, st.sampled_from(["2017/", "2017/2021", "2017-07/"])),
        st.builds(_remark, st.sampled_from([state("CHL"), _UNION])),
        st.builds(
            lambda u: Claim("Agreement", {"party": (state("MNG"), u), "title": ("Pact",)}),
            st.just(_UNION),
        ),
    ),
    max_size=4,
)
_CLAIMS = st.builds(lambda a, b: [*a, *b], st.one_of(st.just([]), _AGREEMENTS), _OTHERS)
_STEPS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.one_of(st.none(), _CLAIMS), st.sampled_from(["2018", "2020", "2021"])),
    min_size=1,
    max_size=6,
)  # fmt: skip


_JUDGEMENTS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(_SPELLINGS), st.sampled_from(_SPELLINGS)), max_size=3
)


def _judged(told: Sequence[tuple[bool, str, str]]) -> Judgements | None:
    """Return judgements of names, unless they contradict each other."""
    lines = [
        Judgement("same" if same else "different", _name(one), _name(other), "he said so")
        for same, one, other in told
        if one != other
    ]
    try:
        return parse(text(lines).encode(), "judgements.tsv")
    except BadJudgement:
        return None


def _name(spelling: str) -> Name:
    return Name("Person", "MNG", spelling)


def _all(store: ox.Store) -> set[str]:
    return {str(quad) for quad in store}


def _step(store: ox.Store, name: str, claims: Sequence[Claim] | None, issued: str) -> None:
    if claims is None:
        store.clear_graph(ox.NamedNode(source(DEFAULT_BASE, name)))
    else:
        put(store, name, claims, issued)


def _check(steps: list[tuple[str, list[Claim] | None, str]]) -> None:
    store = ox.Store()
    for name, claims, issued in steps:
        _step(store, name, claims, issued)
        settle(store, DEFAULT_BASE, changed=[source(DEFAULT_BASE, name)])
        whole = ox.Store()
        whole.extend(store)
        settle(whole, DEFAULT_BASE)
        assert _all(store) == _all(whole)


@settings(max_examples=150)
@given(_STEPS)
def test_settling_what_changed_is_settling_everything(
    steps: list[tuple[str, list[Claim] | None, str]],
) -> None:
    """After every source that comes, changes or goes, settling all anew changes nothing."""
    _check(steps)


@settings(max_examples=100)
@given(_STEPS, st.lists(_JUDGEMENTS, max_size=4))
def test_settling_what_was_judged_is_settling_everything(
    steps: list[tuple[str, list[Claim] | None, str]], judgements: list[list[tuple[bool, str, str]]]
) -> None:
    """When names are judged otherwise, or a source comes by a judgement, settling anew changes nothing."""
    store, before = ox.Store(), Judgements()
    for place in range(max(len(steps), len(judgements))):
        changed = []
        if place < len(steps):
            _step(store, *steps[place])
            changed = [source(DEFAULT_BASE, steps[place][0])]
            settle(store, DEFAULT_BASE, before, changed=changed)
        now = _judged(judgements[place]) if place < len(judgements) else before
        if now is not None:
            settle(store, DEFAULT_BASE, now, changed=(), rejudged=now.since(before))
            before = now
        whole = ox.Store()
        whole.extend(store)
        settle(whole, DEFAULT_BASE, before)
        assert _all(store) == _all(whole)


@settings(max_examples=30)
@given(_STEPS)
def test_many_claims_are_settled_as_few_are(
    steps: list[tuple[str, list[Claim] | None, str]],
) -> None:
    """What is done by way of the disk, or by looking through all facts of a kind, is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spill, "_IN_MEMORY", 0)
        patch.setattr(scope, "_FEW", 0)
        patch.setattr(loading, "_FEW", 0)
        patch.setattr(loading, "_PART", 2_000)
        _check(steps)


@settings(max_examples=40)
@given(_STEPS)
def test_what_is_still_to_be_loaded_is_settled_as_what_is_stored(
    steps: list[tuple[str, list[Claim] | None, str]],
) -> None:
    """Claims that are read from a file of quads give the graph that the same claims give in a store."""
    one, other = ox.Store(), ox.Store()
    with tempfile.TemporaryDirectory() as folder:
        for name, claims, issued in steps:
            changed = [source(DEFAULT_BASE, name)]
            _step(one, name, claims, issued)
            settle(one, DEFAULT_BASE, changed=changed)
            other.clear_graph(ox.NamedNode(changed[0]))
            path = Path(folder) / "claims.nq"
            memory = ox.Store()
            _step(memory, name, claims, issued)
            memory.dump(str(path), ox.RdfFormat.N_QUADS)
            settle(other, DEFAULT_BASE, changed=changed, written=path)
            assert _all(one) == _all(other)
