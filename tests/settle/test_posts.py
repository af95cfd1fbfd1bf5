"""Posts: the offices that are known by name keep it, the others are told from their IRIs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from claims import put, rows, settled, visit
from legation.facts.claims import Claim
from legation.facts.evidence import Named, Span
from legation.facts.quads import node
from legation.settle import posts
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, REFERENCE, SKOS, post, state

SECRETARY = post("VNM", "general-secretary")
PARTY = REFERENCE + "org/CPV"


def _told(iri: str) -> ox.Store:
    """Return a store of what the settled graph says of a post."""
    store = ox.Store()
    store.extend(posts.quads(iri))
    return store


def _names(iri: str) -> dict[str, str]:
    """Return the preferred names of an entity by language."""
    found = _told(iri).quads_for_pattern(node(iri), node(SKOS + "prefLabel"), None, None)
    literals = (quad.object for quad in found)
    return {t.language or "": t.value for t in literals if isinstance(t, ox.Literal)}


def test_a_known_office_has_its_names_in_four_languages() -> None:
    """The office of a state that the history names is called as it is called there."""
    assert _names(post("BLR", "parliament-speaker", "upper")) == {
        "en": "Chairperson of the Council of the Republic of Belarus",
        "vi": "Chủ tịch Hội đồng Cộng hoà Quốc hội Belarus",
        "ru": "Председатель Совета Республики Национального собрания Республики Беларусь",
        "be": "Старшыня Савета Рэспублікі Нацыянальнага сходу Рэспублікі Беларусь",
    }


def test_any_other_office_is_named_from_its_iri() -> None:
    """A post that no table names is told by its kind of office and its state."""
    assert posts.name(post("MNG", "foreign-minister"), "en") == "Foreign minister of Mongolia"
    assert set(_names(post("MNG", "foreign-minister"))) == {"vi"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_facts_call_a_post_as_the_post_is_called(language: str) -> None:
    """The name that stands in the labels of facts is the name of the post."""
    iri = post("VNM", "president")
    assert posts.name(iri, language) == _names(iri)[language]


def test_a_known_ambassador_keeps_the_state_of_accreditation() -> None:
    """What the name from an IRI gave, the known office gives too."""
    store = _told(post("BLR", "ambassador", "VNM"))
    told = rows(store, "SELECT ?of ?at { ?post lgn:postOf ?of ; lgn:accreditedTo ?at }")
    assert told == [(state("BLR"), state("VNM"))]


def test_the_general_secretary_is_of_the_party() -> None:
    """The post belongs to the party, which is described with it and acts for the state."""
    store = _told(SECRETARY)
    assert rows(store, "SELECT ?of { ?post lgn:officeKind ?kind ; lgn:postOf ?of }") == [(PARTY,)]
    assert rows(store, "SELECT ?s { ?party a lgn:Organisation ; lgn:actsFor ?s }") == [
        (state("VNM"),)
    ]


def test_who_holds_an_office_of_the_party_involves_the_state() -> None:
    """A tenure of the general secretary is about the state the party acts for."""
    store = ox.Store()
    secretary = Named("Person", "Phạm Văn Thử", ("VNM",), spans=(Span(0, 8),))
    stated = visit("2018", sender=state("VNM"), visitor=secretary, capacity=SECRETARY)
    put(store, "a", [stated])
    settle(store, DEFAULT_BASE)
    asked = f"SELECT ?body {{ ?v a lgn:Visit ; lgn:capacity <{SECRETARY}> ; lgn:involves ?body }}"
    assert {row[0] for row in rows(store, asked)} == {state("CHL"), state("VNM")}
    assert any(f"<{PARTY}>" in quad for quad in settled(store))


def test_a_party_that_a_source_names_is_the_one_of_the_reference() -> None:
    """It has the names of the reference, and no second entity beside it."""
    store = ox.Store()
    party = Named("Organisation", "Đảng Cộng sản Việt Nam", ("VNM",), "party", spans=(Span(0, 8),))
    other = Named("Organisation", "Ministry of Roads of Chile", ("CHL",), "ministry")
    stated = Claim(
        "Agreement",
        {"party": (party, other), "title": ("On roads",)},
        spans=(Span(0, 9),),
        rule="t",
    )
    put(store, "a", [stated])
    settle(store, DEFAULT_BASE)
    labels = "SELECT ?l { ?o lgn:organisationKind lgn:organisation-party ; rdfs:label ?l }"
    assert rows(store, labels) == [("Communist Party of Vietnam",)]
    assert rows(
        store,
        "SELECT ?p { ?a a lgn:Agreement ; lgn:party ?p FILTER(STRSTARTS(STR(?p), STR(org:))) }",
    ) == [(PARTY,)]


def test_items_of_others_stay_out_of_the_settled_graph() -> None:
    """A link to Wikidata is kept in the history, as it is for states."""
    found = list(_told(post("VNM", "president")))
    assert found
    assert not [quad for quad in found if quad.predicate == node(SKOS + "exactMatch")]
