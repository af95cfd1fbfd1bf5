"""Tests of the claims that one title makes."""

from __future__ import annotations

from legation.facts.evidence import Source
from legation.reading.document import Found
from legation.reading.read import prepare
from legation.reading.rules.agreements.claims import add_agreement
from legation.reading.rules.agreements.instruments import Party
from legation.reading.rules.agreements.lists import Entry
from legation.reading.rules.agreements.signing import When
from legation.reading.rules.agreements.titles import Title
from legation.terms import Iri


def _kinds(text: str, who: tuple[Party, ...]) -> list[str]:
    doc = prepare(text, Source(Iri("https://e.org/source/a"), language="en"))
    found, entry = Found(), Entry(Title(0, len(text)), ())
    add_agreement(doc, found, doc.sentences[0], entry, who, When("1994"), None)
    return [claim.kind for claim in found]


def test_an_agreement_has_its_signature() -> None:
    """One title makes an agreement and the act of signing it."""
    who = (Party("FJI"), Party("NPL"))
    assert _kinds("Trade Treaty", who) == ["Agreement", "TreatyAction"]


def test_one_party_is_not_enough() -> None:
    """Without two parties nothing is claimed."""
    assert _kinds("Trade Treaty", (Party("FJI"),)) == []


def test_a_bare_word_names_no_agreement() -> None:
    """What is only called an agreement is not claimed as one."""
    assert _kinds("Agreement", (Party("FJI"), Party("NPL"))) == []
