"""Minting: readable IRIs that stay, and retired ones that lead on."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from legation.facts.kinds import kind
from legation.facts.records import Record
from legation.identity.minting import mint

BASE = "https://example.org/"


def _visit(number: int, edtf: str, visitor: str = "MNG-bold") -> Record:
    values: dict[str, tuple[ox.NamedNode | ox.Literal, ...]] = {
        "sender": (ox.NamedNode("x:state/MNG"),),
        "host": (ox.NamedNode("x:state/CHL"),),
        "visitor": (ox.NamedNode(f"x:person/{visitor}"),),
    }
    if edtf:
        values["edtf"] = (ox.Literal(edtf),)
    return Record(f"x:claim/{number:02}", "x:s", "Visit", "2020", values)


def _mint(
    *groups: tuple[Record, ...],
    before: dict[str, str] | None = None,
    moved: dict[str, str] | None = None,
) -> tuple[dict[str, str], dict[str, str]]:
    made = mint(kind("Visit"), groups, BASE, before or {}, moved)
    short = {claim: iri.removeprefix(f"{BASE}visit/MNG-CHL/") for claim, iri in made.about.items()}
    return short, dict(made.retired)


def _iri(name: str) -> str:
    return f"{BASE}visit/MNG-CHL/{name}"


def test_the_year_is_that_of_the_most_precise_claim() -> None:
    """A source that knows no more than the decade changes nothing."""
    about, _ = _mint((_visit(1, "199X"), _visit(2, "1994-05")))
    assert set(about.values()) == {"bold/1994"}


def test_a_coarse_iri_stays_when_a_finer_date_comes() -> None:
    """What was minted by the decade keeps its IRI when the month is known."""
    group = (_visit(1, "199X"), _visit(2, "1994-05"))
    about, retired = _mint(group, before={"x:claim/01": _iri("bold/1990")})
    assert set(about.values()) == {"bold/1990"}
    assert retired == {}


def test_another_fact_at_the_place_of_a_claim_inherits_nothing() -> None:
    """A document was changed: its first claim is now about another person's visit."""
    about, retired = _mint(
        (_visit(1, "1994", "MNG-dash"),), before={"x:claim/01": _iri("bold/1994")}
    )
    assert about == {"x:claim/01": "dash/1994"}
    assert retired == {}


def test_another_kind_at_the_place_of_a_claim_inherits_nothing() -> None:
    """A claim that was about relations lends its IRI to no visit."""
    old = f"{BASE}relations/CHL-MNG/established/1994"
    about, retired = _mint((_visit(1, "1994"),), before={"x:claim/01": old})
    assert about == {"x:claim/01": "bold/1994"}
    assert retired == {}


def test_a_retired_iri_leads_to_the_fact_it_became_one_with() -> None:
    """Two visits turn out to be one: the second IRI leads to the first."""
    group = (_visit(1, "1994-05"), _visit(2, "1994-05-03"))
    before = {"x:claim/01": _iri("bold/1994"), "x:claim/02": _iri("bold/1994-2")}
    about, retired = _mint(group, before=before)
    assert set(about.values()) == {"bold/1994"}
    assert retired == {_iri("bold/1994-2"): _iri("bold/1994")}


def test_iris_of_a_person_who_became_one_with_another_lead_on() -> None:
    """Two visits of what were two persons are one: the IRI with the older name leads on."""
    group = (_visit(1, "1994"), _visit(2, "1994"), _visit(3, "1994"))
    before = {f"x:claim/0{n}": _iri("bold/1994") for n in (1, 2)}
    before["x:claim/03"] = _iri("bold-2/1994")
    moved = {"x:person/MNG-bold-2": "x:person/MNG-bold"}
    about, retired = _mint(group, before=before, moved=moved)
    assert set(about.values()) == {"bold/1994"}
    assert retired == {_iri("bold-2/1994"): _iri("bold/1994")}


def test_a_number_stays_with_its_visit() -> None:
    """Of two visits of a year the second keeps its number when the first is gone."""
    about, _ = _mint((_visit(1, "1994-08"),), before={"x:claim/01": _iri("bold/1994-2")})
    assert about == {"x:claim/01": "bold/1994-2"}


DATES = st.sampled_from(["", "199X", "1994", "1994-05", "1994-05-03", "1995"])
OLD = st.sampled_from(["", "bold/1994", "bold/1994-2", "bold/undated", "dash/1994"])


@given(st.lists(st.tuples(DATES, OLD), max_size=8), st.randoms(use_true_random=False))
def test_iris_are_unique_over_groups_in_any_order(
    drawn: list[tuple[str, str]], random: object
) -> None:
    """Every group has an IRI of its own, which no order of groups changes; none retires that lives."""
    groups = [(_visit(n, edtf),) for n, (edtf, _) in enumerate(drawn)]
    before = {f"x:claim/{n:02}": _iri(old) for n, (_, old) in enumerate(drawn) if old}
    about, retired = _mint(*groups, before=before)
    assert len(set(about.values())) == len(groups)
    assert not {_iri(name) for name in about.values()} & set(retired)
    random.shuffle(groups)  # type: ignore[attr-defined]
    assert _mint(*groups, before=before) == (about, retired)
