"""The review file as a file: lines that come back as they went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from legation.reading.review_file import Entry, Mark, Review, beside, merged, parse, write

WORDS = st.text("abĐ;=\\\"'“ \t", min_size=1, max_size=12).map(lambda text: f"x{text}x")
LINE = Entry(Mark.NO, "Visit", {"host": ("LAO",)}, "came", line=1)


@given(WORDS, WORDS, WORDS)
def test_what_is_written_is_read_again(title: str, words: str, why: str) -> None:
    """But for white space, which a table of lines and tabs cannot keep."""
    title, words, why = (" ".join(text.split()) for text in (title, words, why))
    one = Entry(Mark.FIX, "Visit", {"host": ("LAO",)}, words, {"place": (title,)}, why)
    (again,) = parse(write(Review("r.tsv", (one,), "the desk")), "r.tsv").entries
    assert replace(again, line=0) == one


def test_judgements_that_find_nothing_stay_at_the_end() -> None:
    """Lines that nobody has judged go with their claim."""
    lost, unseen = replace(LINE, line=2), replace(LINE, mark=Mark.OPEN, line=3)
    fresh = replace(LINE, mark=Mark.OPEN, line=0)
    after = merged(Review("r.tsv", (lost, unseen, LINE), "me"), [fresh], {1}, "r.tsv")
    assert after.entries == (LINE, fresh, lost)
    assert after.by == "me"


def test_the_file_stands_beside_its_document() -> None:
    """Under the whole name, so that a.txt and a.html keep apart."""
    assert beside(Path("n/a.html")) == Path("n/a.html.review.tsv")
