"""A dossier as files: all of them or none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from legation.errors import NotWritten
from legation.view.dossier import Dossier
from legation.view.dossier.drawn import plain

Told = Callable[[str], Dossier]
_LINK = re.compile(r"^!\[(.+)\]\((.+)\)$", re.MULTILINE)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_pictures_of_markdown_are_beside_it(language: str, told: Told, tmp_path: Path) -> None:
    """Each is linked by the name of its file, with words for who does not see it."""
    given = told(language)
    given.save(tmp_path / "hồ sơ (1).md")
    names = ["hồ sơ (1)-trade.svg", "hồ sơ (1)-timeline.svg"]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*names, "hồ sơ (1).md"])
    found = _LINK.findall((tmp_path / "hồ sơ (1).md").read_text("utf-8"))
    assert [unquote(link) for _, link in found] == names
    for (words, _), name, picture in zip(found, names, given.sheet.pictures, strict=True):
        assert words.startswith(picture.title)
        assert (tmp_path / name).read_text("utf-8") == plain(picture.svg)


def test_a_link_is_a_picture_to_who_reads_markdown(told: Told, tmp_path: Path) -> None:
    """CommonMark sees two pictures, and no other link."""
    from markdown_it import MarkdownIt

    text = told("en").save(tmp_path / "a b).md").read_text("utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    shown = [unquote(str(child.attrs["src"])) for child in inner if child.type == "image"]
    assert shown == ["a b)-trade.svg", "a b)-timeline.svg"]
    assert "link_open" not in {child.type for child in inner}


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_pictures_can_be_left_out(suffix: str, told: Told, tmp_path: Path) -> None:
    """Then there is one file, smaller than that with pictures, or with no picture beside it."""
    bare = told("en").save(tmp_path / f"bare{suffix}", pictures=False)
    assert [file.name for file in tmp_path.iterdir()] == [bare.name]
    whole = told("en").save(tmp_path / f"whole{suffix}")
    assert bare.stat().st_size < whole.stat().st_size
    if suffix == ".md":
        assert bare.read_text("utf-8") == told("en").markdown


@pytest.mark.parametrize("blocked", ["x.md", "x-trade.svg", "x-timeline.svg"])
def test_nothing_is_written_if_one_file_cannot_be(blocked: str, told: Told, tmp_path: Path) -> None:
    """Where one of the places is taken by a folder, no other file is made or changed."""
    (tmp_path / blocked).mkdir()
    old = next(name for name in ("x.md", "x-trade.svg") if name != blocked)
    (tmp_path / old).write_text("old", "utf-8")
    with pytest.raises(NotWritten, match="is a directory"):
        told("en").save(tmp_path / "x.md")
    assert {file.name for file in tmp_path.iterdir()} == {blocked, old}
    assert (tmp_path / old).read_text("utf-8") == "old"
