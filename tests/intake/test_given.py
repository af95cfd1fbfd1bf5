"""What is new, what it is called, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import BadMetadata
from legation.intake.given import Given, from_text, read, sort_out, told_of

TEXT = "Laos and Peru established diplomatic relations on 3 May 1994.\n"


def test_documents_of_one_name_are_told_apart() -> None:
    """By a number, in the order in which they are given."""
    given = [(Given(Path(f"{folder}/note.txt")), folder) for folder in "abc"]
    todo, unchanged = sort_out(given, {})
    assert [item.name for item in todo] == ["note", "note-2", "note-3"]
    assert unchanged == []


def test_options_win_over_the_file_beside_a_document() -> None:
    """What the sidecar says of the rest stays."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("a.txt.toml").write_text('title = "Beside"\ndate = "2001"\n', encoding="utf-8")
    told = told_of(Path("a.txt"), {"title": "Told"})
    assert told == {"title": "Told", "date": "2001"}
    with pytest.raises(BadMetadata):
        told_of(Path("a.txt"), {"colour": "red"})


def test_a_text_has_no_file() -> None:
    """It is read under its own name, and nothing beside a file of that name is looked at."""
    Path("a.review.tsv").write_text("no review", encoding="utf-8")
    original, reading = read(from_text(TEXT, "a", {"title": "A note"}))
    assert (original.path.name, reading.source.title) == ("a", "A note")
    assert [claim.kind for claim in reading.claims] == ["RelationEvent"]
