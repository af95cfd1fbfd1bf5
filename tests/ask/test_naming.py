"""A name, a code, a short form or an IRI leads to one entity, or to a clear refusal."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.ask.naming import find
from legation.errors import UnknownName
from legation.terms import DEFAULT_BASE, state

DATA = """
@prefix lgn: <https://w3id.org/legation/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/legation/state/> .
@base <https://w3id.org/legation/id/> .
state:MNG a lgn:State ; lgn:code "MNG" ; rdfs:label "Mongolia"@en ; skos:altLabel "Mông Cổ"@vi .
<person/MNG-bold> a lgn:Person ; rdfs:label "Tserendorj Bold"@en ; skos:altLabel "T. Bold"@en .
<person/MNG-oyun> a lgn:Person ; rdfs:label "Gerel Oyun"@en .
state:LUX a lgn:State ; lgn:code "LUX" ; rdfs:label "Luxembourg"@en .
<place/luxembourg-city> a lgn:Place ; rdfs:label "Luxembourg City"@en ; skos:prefLabel "Luxembourg"@fr .
<organisation/a> a lgn:Organisation ; rdfs:label "Academy"@en .
<organisation/b> a lgn:Organisation ; rdfs:label "Academy"@vi .
<visit/1> a lgn:Visit ; rdfs:label "A visit"@en ; lgn:visitor <person/MNG-bold> .
"""


@pytest.fixture
def store() -> ox.Store:
    """Return a few entities and a fact."""
    store = ox.Store()
    store.load(DATA.encode(), ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(
    "name", ["MNG", "Mongolia", "mongolia", "Mông Cổ", "mong co", "state:MNG", state("MNG")]
)
def test_a_state_is_found_however_it_is_written(store: ox.Store, name: str) -> None:
    """Code, names in any case and without marks, short form and IRI are one state."""
    assert find(store, name) == state("MNG")


def test_what_names_a_state_and_a_city_is_the_state(store: ox.Store) -> None:
    """Cities bear names of states in some languages; the city is found by its own name."""
    assert find(store, "Luxembourg") == find(store, "luxembourg") == state("LUX")
    assert find(store, "Luxembourg City") == f"{DEFAULT_BASE}place/luxembourg-city"


def test_a_person_is_found_by_the_sound_of_the_name(store: ox.Store) -> None:
    """The family name is enough where only one person has it."""
    assert find(store, "Bold") == f"{DEFAULT_BASE}person/MNG-bold"


def test_a_fact_is_found_by_its_short_form(store: ox.Store) -> None:
    """What a table shows can be typed back, with or without brackets around the whole IRI."""
    assert find(store, "visit/1") == f"{DEFAULT_BASE}visit/1"
    assert find(store, f"<{DEFAULT_BASE}visit/1>") == f"{DEFAULT_BASE}visit/1"


def test_a_fact_is_not_found_by_its_label(store: ox.Store) -> None:
    """Labels of facts are sentences, not names."""
    with pytest.raises(UnknownName):
        find(store, "A visit")


def test_an_unknown_name_names_what_is_near(store: ox.Store) -> None:
    """The hint has the names that look most like it."""
    with pytest.raises(UnknownName) as caught:
        find(store, "Mongola")
    assert str(caught.value) == (
        "nothing in this graph is called 'Mongola'; did you mean Mongolia?"
    )


def test_a_name_of_two_things_is_not_guessed(store: ox.Store) -> None:
    """Both are offered in the form that can be typed."""
    with pytest.raises(UnknownName) as caught:
        find(store, "academy")
    assert caught.value.hint == "choose one: organisation/a, organisation/b"


@pytest.mark.parametrize("name", ["", "x" * 300, "no such thing", "http://e.org/<>", "visit/9"])
def test_what_is_not_there_is_refused(store: ox.Store, name: str) -> None:
    """Nonsense, and IRIs of nothing, are errors of legation."""
    with pytest.raises(UnknownName):
        find(store, name)
