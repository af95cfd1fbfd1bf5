"""Which claim a line of a review file speaks of."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from legation.facts.evidence import Source, Span
from legation.reading.read import Reading, read
from legation.reading.review_file import Entry, Mark, entry
from legation.reading.review_finding import Finder, _Text
from legation.terms import Iri

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
Ghana and Chile established diplomatic relations on 4 May 1994.
"""


def _read(text: str = TEXT) -> Reading:
    return read(text, Source(Iri("https://e.org/source/a")))


@given(st.text("ab \n\u00a0", max_size=40), st.text("ab ", max_size=7))
def test_words_are_found_whatever_stands_between_them(text: str, words: str) -> None:
    """The same places as a pattern with any white space between the words finds."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = {Span(*m.span()) for m in re.finditer(pattern, text)} if pattern else set()
    assert _Text(text).places(words) == found


def test_a_claim_is_found_by_some_of_its_words() -> None:
    """Also where the line has only a part of them, but not beside others."""
    reading = _read()
    line = entry(reading.claims[1], reading.document.text, reading.claims)
    part = Entry(Mark.NO, line.kind, line.says, "Ghana and Chile")
    other = Entry(Mark.NO, line.kind, line.says, "Laos and Peru")
    assert Finder(reading).find(part) == [1]
    assert Finder(reading).find(other) == []


def test_the_one_claim_that_says_all_of_it_is_meant_where_the_words_are_gone() -> None:
    """With another date it is another claim."""
    reading = _read()
    line = entry(reading.claims[0], reading.document.text, reading.claims)
    gone = Entry(Mark.NO, line.kind, line.says, "have had an embassy")
    assert Finder(reading).find(gone) == [0]
    later = Entry(Mark.NO, line.kind, {**line.says, "edtf": ("1995",)}, "have had an embassy")
    assert Finder(reading).find(later) == []
    assert Finder(reading).lost(later).startswith("no RelationEvent is read any more from")
