"""Writing a graph: one new version, or nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

import legation
from legation.errors import NothingRead, SourceMissing

TEXT = "Laos and Peru established diplomatic relations on 3 May 1994.\n"


def test_what_can_be_read_becomes_one_version() -> None:
    """What cannot is told beside it."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_text(TEXT.replace("1994", "1995"), encoding="utf-8")
    done = legation.open().add("a.txt", "gone.txt", "b.txt")
    assert (done.version, done.added) == (1, ("a", "b"))
    assert [failed.path for failed in done.failed] == ["gone.txt"]


def test_where_nothing_can_be_read_nothing_is_written() -> None:
    """One document fails with its own error, several with all of theirs."""
    kg = legation.open()
    with pytest.raises(SourceMissing):
        kg.add("gone.txt")
    with pytest.raises(NothingRead) as refused:
        kg.add("gone.txt", "lost.txt")
    assert [path for path, _ in refused.value.failed] == ["gone.txt", "lost.txt"]
    assert not kg.exists()
