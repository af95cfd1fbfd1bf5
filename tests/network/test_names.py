"""What things are called."""

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.network.kinds import plural
from legation.network.names import Names, entity_classes, label, word
from legation.terms import concept, lgn, state


def test_a_label_falls_back_from_the_language_to_english_to_any(store: ox.Store) -> None:
    """Vietnamese first where it is asked for, else English, else the end of the IRI."""
    node = ox.NamedNode(state("CHL"))
    assert Names(store, "vi").called(node) == "Chi-lê"
    assert Names(store, "ru").called(node) == "Chile"
    assert Names(ox.Store()).called(node) == "CHL"


def test_a_word_without_a_label_is_its_own_name() -> None:
    """A concept of a vocabulary without labels is read from its notation."""
    assert word(concept("nosuch", "very-official")) == "very official"
    assert word(lgn("host"), "vi") == "nước tiếp nhận"


def test_every_kind_of_fact_and_entity_has_a_plural() -> None:
    """The ontology has no kind that the table of plurals lacks."""
    for kind in {*vocabulary().kinds, *entity_classes()} - {"Entity"}:
        assert plural(kind) != kind
        assert plural(kind, language="vi") not in (kind, plural(kind))


def test_a_name_in_the_language_is_found_where_only_the_english_one_is_a_label() -> None:
    """Settled graphs keep the names in other languages as preferred labels."""
    store = ox.Store()
    store.load(
        b"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <x:a> rdfs:label "Mongolia"@en ; skos:prefLabel "Mongolia"@en , "M\\u00F4ng C\\u1ED5"@vi .
        <x:b> rdfs:label "Old Saxony"@en ; skos:prefLabel "Alt-Sachsen"@de .""",
        ox.RdfFormat.TURTLE,
    )
    a, b = ox.NamedNode("x:a"), ox.NamedNode("x:b")
    assert [label(store, a, language) for language in ("vi", "en", "be")] == [
        "Mông Cổ",
        "Mongolia",
        "Mongolia",
    ]
    assert label(store, b, "vi") == "Old Saxony"
