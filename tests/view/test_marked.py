"""Text in paragraphs and runs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.facts.evidence import Source
from legation.reading.read import Reading, read
from legation.terms import Iri
from legation.view.marked import left, numbered, paragraphs

LINES = [
    "Laos and Peru established diplomatic relations on 3 May 1994.",
    "President Juan Quispe of Peru paid an official visit to Laos in June 2001.",
    "- The embassy asked in 2004 for a larger house.",
    "VISITS",
    "They gave 40 million USD for it, they said.",
    "",
]


def _read(text: str) -> Reading:
    return read(text, Source(Iri("https://e.org/source/a"), issued="2010", language="en"))


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8).map("\n".join))
def test_the_runs_hold_all_of_the_text(text: str) -> None:
    """Nothing is lost or told twice, and every claim has its note in one paragraph."""
    if not text.strip():
        return
    reading = _read(text)
    found = list(paragraphs(reading))
    assert "".join(run.text for p in found for run in p.runs) == reading.document.text
    noted = [number for p in found for number in p.claims]
    assert sorted(noted) == list(range(1, len(reading.claims) + 1))
    assert [m.number for p in found for m in p.left] == [m.number for m in left(reading)]


def test_claims_are_numbered_as_they_stand_in_the_text() -> None:
    """Whatever rule read them first, the reader counts from the top."""
    reading = _read("\n".join(LINES[:2]))
    starts = [min(s.start for s in reading.claims[n].spans) for n in numbered(reading)]
    assert starts == sorted(starts)


def test_runs_know_what_rests_on_them() -> None:
    """The narrower claim comes first; a span says where it ends; an unread sentence is marked."""
    reading = _read("\n".join(LINES[1:3]))
    first, second = list(paragraphs(reading))
    by_text = {run.text: run for run in first.runs}
    whole = by_text["President Juan Quispe of Peru"]
    assert (len(whole.claims), whole.begin) == (2, 2)
    assert second.runs[-1].left_ends or any(run.left_ends for run in second.runs)
    assert second.runs[0].text.startswith("- ")
