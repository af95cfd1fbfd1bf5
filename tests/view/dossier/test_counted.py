"""In which sentence of a text a note stands, counted as the reader cuts texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.graph import KnowledgeGraph
from legation.view.dossier.counted import Counted, kept

_SOURCE = "https://e.org/source/a"
_WORDS = st.lists(st.sampled_from(["Peru", "Laos", "hội đàm", "năm"]), min_size=4, max_size=9)


@given(st.lists(_WORDS, min_size=1, max_size=12))
def test_the_nth_sentence_is_the_nth(sentences: list[list[str]]) -> None:
    """Whatever plain sentences a text has, each place in the nth of them gives n."""
    text = " ".join(f"{' '.join(words).capitalize()}." for words in sentences)
    counted, start = Counted(lambda _: text), 0
    for number, words in enumerate(sentences, 1):
        end = start + len(" ".join(words)) + 1
        assert counted.numbers(_SOURCE, "en", range(start, end)) == (number,)
        start = end + 1
    assert counted.numbers(_SOURCE, "en", [len(text) + 9]) == ()


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("Peru. Laos.", "la")])
def test_what_cannot_be_counted_has_no_number(text: str, language: str) -> None:
    """Without a text, or in a language that is not read, nothing is guessed."""
    assert Counted(lambda _: text).numbers(_SOURCE, language, [0]) == ()


def test_a_heading_is_no_sentence() -> None:
    """Titles are not counted, and a place in one has no number."""
    text = "Trade of two states\n\nPeru sells copper to Laos. Laos sells coffee to Peru.\n"
    counted = Counted(lambda _: text)
    assert counted.numbers(_SOURCE, "en", [2]) == ()
    assert counted.numbers(_SOURCE, "en", [text.index("Laos sells"), 2]) == (2,)


def test_texts_come_from_the_copies_of_a_version(tour: KnowledgeGraph) -> None:
    """A document has its text; a table, a stranger and a broken copy have none."""
    sources = tour._versions.current().sources
    (name, *_) = (source.name for source in tour.sources())
    assert kept(sources)(f"{tour.base}source/{name}") == tour.text(name)
    assert kept(sources)(f"{tour.base}source/stranger") == ""


def test_a_table_has_no_sentences(tmp_path: Path) -> None:
    """What was read row by row is cited by its rows."""
    copy = {"name": "a", "path": "a.csv", "checksum": "", "told": {}, "table": "x"}
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "source.json").write_text(json.dumps(copy), "utf-8")
    (tmp_path / "a" / "text.txt").write_text("Peru. Laos.", "utf-8")
    assert kept(tmp_path)(_SOURCE) == ""
