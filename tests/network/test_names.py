"""What things are called."""

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.network.kinds import plural
from legation.network.names import Names, entity_classes, word
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
