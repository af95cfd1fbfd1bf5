"""Which sentences promise a fact, and which were left unread or passed over."""

from __future__ import annotations

import pytest

from legation.facts.evidence import Source
from legation.reading.read import Reading, read
from legation.reading.signals import missed, signals
from legation.terms import Iri

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
The embassy asked in 2004 for a larger house.
President Juan Quispe of Peru likes long walks.
They gave 40 million USD for it.
The weather was fine.
"""


def _read(text: str) -> Reading:
    return read(text, Source(Iri("https://e.org/source/a"), issued="2010"))


def _texts(reading: Reading, *which: str) -> list[list[str]]:
    text = reading.document.text
    return [[text[s.start : s.end] for s in getattr(reading, name)] for name in which]


def test_unread_and_passed_over_are_told_apart() -> None:
    """A word that facts are told with promises one; a date, an amount or a person alone may."""
    reading = _read(TEXT)
    assert _texts(reading, "unread", "passed") == [
        ["The embassy asked in 2004 for a larger house."],
        ["They gave 40 million USD for it."],
    ]
    assert reading.promising == 2
    assert reading.coverage == 0.5


def test_what_a_sentence_holds_is_named_in_order() -> None:
    """Date before amount before person; a number without a unit is no amount."""
    document = _read(TEXT).document
    held = [signals(document, sentence) for sentence in document.sentences]
    assert held == [("date",), ("date",), ("person",), ("amount",), ()]
    assert signals(*_first("He asked Juan Quispe of Peru for 40 million USD in 2004.")) == (
        "date",
        "amount",
    )


def _first(text: str) -> tuple:  # type: ignore[type-arg]
    document = _read(text).document
    return document, document.sentences[0]


def test_a_document_that_promises_nothing_is_covered() -> None:
    """Without a promise there is nothing to miss."""
    found = missed(_read("The weather was fine in the hills and by the sea.").document, ())
    assert (found.unread, found.promising, found.coverage) == ((), 0, 1.0)


@pytest.mark.parametrize(
    ("word", "promises"),
    [
        ("an embassy", True),
        ("imports", True),
        ("an important day", False),
        ("a revisited plan", False),
    ],
)
def test_the_words_of_facts_are_whole_words(word: str, promises: bool) -> None:
    """A sentence with a date promises a fact if it has such a word, and none if it has a like one."""
    document = _read(f"They spoke of {word} in 2004, and it was good.").document
    assert missed(document, ()).promising == int(promises)


def test_a_fact_told_twice_rests_on_both_sentences() -> None:
    """The second telling is neither a second claim nor unread; a coarser one counts as well."""
    for told in (
        "Laos and Peru established diplomatic relations on 3 May 1994.",
        "Mongolia opened an embassy in Laos in May 1995.",
    ):
        reading = _read(f"{told}\nIt was a warm day.\n{told}\n")
        (claim,) = reading.claims
        assert [span.start < len(told) for span in claim.spans] == [True, False]
        assert (reading.unread, reading.coverage) == ((), 1.0)
    coarse = _read(
        "Mongolia opened an embassy in Laos in 1995. Mongolia opened an embassy in Laos in May 1995."
    )
    (claim,) = coarse.claims
    assert (claim.one("edtf"), len(claim.spans), coarse.unread) == ("1995-05/", 2, ())
