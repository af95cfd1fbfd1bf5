"""Which two states a place of a text is about."""

from __future__ import annotations

import pytest

from legation.facts.evidence import Source
from legation.reading.document import Document
from legation.reading.read import prepare
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import Iri


def _doc(text: str, language: str = "en") -> Document:
    return prepare(text, Source(Iri("https://e.org/source/a"), language=language))


TOUR = (
    "President of Laos to visit two countries\n\nThe Lao President left on Monday.\n\n"
    "In Peru he will meet the Peruvian President. Relations are good.\n\n"
    "He then goes to Chile. The two countries trade little. Laos has an embassy there.\n"
)


def test_a_document_about_two_states_means_these() -> None:
    """Where no third state matters, "the two countries" are the pair of the document."""
    doc = _doc("Laos and Peru met. Laos and Peru talked. Chile looked on. They agreed.")
    pairs = Pairs.of(doc)
    assert pairs.focused
    assert pairs.here(doc.sentences[-1]) == doc.pair


@pytest.mark.parametrize(
    ("words", "pair"),
    [("Relations are", {"LAO", "PER"}), ("The two countries", {"LAO", "CHL"})],
)
def test_a_tour_has_a_pair_in_each_paragraph(words: str, pair: set[str]) -> None:
    """The state a document is centred on, and the one that was named last, are meant."""
    doc = _doc(TOUR)
    sentence = next(s for s in doc.sentences if doc.text[s.start :].startswith(words))
    assert set(Pairs.of(doc).here(sentence) or ()) == pair


def test_three_states_at_once_are_no_pair() -> None:
    """Where the sentence before names several others, nobody can tell who the two are."""
    doc = _doc(
        "Laos met Peru, Chile and Cuba. Laos waits.\n\nLaos thinks. The two countries trade."
    )
    assert Pairs.of(doc).here(doc.sentences[-1]) is None


def test_the_partner_of_a_state() -> None:
    """The other of two states is the centre of the document, or the one named before."""
    doc = _doc(TOUR)
    pairs, last = Pairs.of(doc), doc.sentences[-1]
    assert pairs.partner("CHL", last) == "LAO"
    assert pairs.partner("LAO", last) == "CHL"
    assert pairs.completed(last, "CHL", "") == ("CHL", "LAO")
    assert pairs.completed(last, "", "") is None


DISPATCH = (
    "Lao leader flies to Peru, Chile\n\nVIENTIANE -- The President leaves on Sunday for Peru and Chile.\n\n"
    "Laos sells rice. Trade with Peru grew.\n\nSantiago is the last stop. They will sign a treaty.\n"
)


@pytest.mark.parametrize(
    ("words", "pair"), [("Trade with", {"LAO", "PER"}), ("They will", {"LAO", "CHL"})]
)
def test_a_dispatch_is_centred_on_the_state_of_its_dateline(words: str, pair: set[str]) -> None:
    """Two states in a title may both be destinations; a capital alone names the next of them."""
    doc = _doc(DISPATCH)
    sentence = next(s for s in doc.sentences if doc.text[s.start :].startswith(words))
    assert set(Pairs.of(doc).here(sentence) or ()) == pair
