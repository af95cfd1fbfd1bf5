"""What a person names becomes files, in one order, with what was passed over and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.reading.paths import Skipped, find


@pytest.fixture(autouse=True)
def _files() -> None:
    """Make a folder with documents, and with what is none."""
    for name in (
        "notes/b.txt",
        "notes/a.HTML",
        "notes/a.HTML.toml",
        "notes/c.csv",
        "notes/.hidden.txt",
        "notes/.git/x.txt",
        "notes/deep/er/d.pdf",
        "notes/x.kg/legation.toml",
        "notes/x.kg/versions/a.txt",
        "a[1].txt",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def _names(*names: str) -> list[str]:
    return [path.as_posix() for path in find(names).files]


def test_a_folder_means_the_documents_below_it() -> None:
    """They come sorted; hidden files, sidecars and graphs are no documents."""
    assert _names("notes") == ["notes/a.HTML", "notes/b.txt", "notes/deep/er/d.pdf"]
    assert find(["notes"]).skipped == (
        Skipped("notes/c.csv", "no document that legation reads, by its name"),
        Skipped("notes/x.kg", "a graph of legation"),
    )


def test_a_pattern_means_the_files_it_fits() -> None:
    """Patterns reach below with two stars; a name that is there is no pattern."""
    assert _names("notes/*.txt") == ["notes/b.txt"]
    assert _names("notes/**/*.pdf") == ["notes/deep/er/d.pdf"]
    assert _names("a[1].txt") == ["a[1].txt"]
    assert _names("note[s]") == ["notes/a.HTML", "notes/b.txt", "notes/deep/er/d.pdf"]


def test_each_file_is_taken_once_and_what_is_named_is_taken() -> None:
    """A file that is named itself is read whatever its name says, and is not skipped."""
    found = find(["notes/c.csv", "notes", "notes/b.txt"])
    assert [path.name for path in found.files] == ["c.csv", "a.HTML", "b.txt", "d.pdf"]
    assert [skipped.path for skipped in found.skipped] == ["notes/x.kg"]


def test_links_to_folders_are_not_followed() -> None:
    """A folder that links to itself is walked once."""
    Path("notes/loop").symlink_to(Path("notes").absolute(), target_is_directory=True)
    assert _names("notes") == ["notes/a.HTML", "notes/b.txt", "notes/deep/er/d.pdf"]


def test_what_is_not_there_is_told_and_the_rest_is_found() -> None:
    """An empty folder and a pattern that fits nothing are told apart."""
    Path("empty").mkdir()
    found = find(["empty", "none/*.txt", "a[1].txt"])
    assert [path.name for path in found.files] == ["a[1].txt"]
    assert [str(error).split(";")[0] for _, error in found.missing] == [
        "there is no document in the folder empty",
        "no file fits 'none/*.txt'",
    ]
