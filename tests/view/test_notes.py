"""What is said beside a read document."""

from __future__ import annotations

from dataclasses import replace

from legation.facts.evidence import Source
from legation.reading import review, review_file
from legation.reading.read import read
from legation.reading.review_file import Mark, Review
from legation.terms import Iri
from legation.view import notes

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
Laos and Chile established diplomatic relations on 4 May 1994.
The embassy asked in 2004 for a larger house.
"""


def test_a_correction_is_told_with_what_was_read() -> None:
    """A confirmed claim says so, a rejected one stands apart with why and who."""
    reading = read(TEXT, Source(Iri("https://e.org/source/a")))
    first, second = (review_file.entry(claim, TEXT, reading.claims) for claim in reading.claims[:2])
    fixed = replace(first, mark=Mark.FIX, change={"edtf": ("1995",)}, why="a misprint", line=1)
    wrong = replace(second, mark=Mark.NO, why="a dream", line=2)
    judged = review.apply(reading, Review("r", (fixed, wrong), "the desk"))
    (note,) = notes.all_notes(judged, "en")
    assert note.told.date == "1995"
    assert note.was is not None
    assert (note.was.date, note.why) == ("3 May 1994", "a misprint, by the desk")
    (gone,) = notes.gone(judged, "en")
    assert (gone.why, gone.by) == ("a dream, by the desk", "the desk")


def test_all_is_said_only_of_all() -> None:
    """One unread sentence of many is never a hundred per cent."""
    reading = read(TEXT, Source(Iri("https://e.org/source/a")))
    one = replace(reading, promising=1000, unread=reading.document.sentences[:1], coverage=0.999)
    assert notes.coverage(one, "en").endswith(": 99 %")
    assert notes.coverage(replace(reading, promising=0), "en").startswith("no sentence promises")
