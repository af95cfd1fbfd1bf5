"""The pictures of the README are made by a command, and are there."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

import pictures
from chromium import CHROMIUM

_ROOT = Path(__file__).parents[1]


def _size(file: Path) -> tuple[int, int]:
    """Return width and height of a PNG, which its first chunk tells."""
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
def test_a_page_is_pictured_at_the_size_of_the_window(tmp_path: Path) -> None:
    """The command takes the page that is asked for, and writes a PNG of it."""
    (file,) = pictures.take(tmp_path / "out", ["pair-narrow"])
    assert file.name == "pair-narrow.png"
    assert _size(file) == (390, pictures.HEIGHT)


@pytest.mark.skipif(not (_ROOT / "README.md").is_file(), reason="the README is not here")
def test_the_readme_shows_pictures_of_the_command() -> None:
    """Each picture of the README is one that the command makes, is there, and says what it shows."""
    shown = re.findall(r"!\[(.*?)\]\((.*?)\)", (_ROOT / "README.md").read_text("utf-8"))
    assert {Path(place).stem for _, place in shown} == set(pictures.SHOWN)
    for words, place in shown:
        assert len(words) > len("a picture")
        assert _size(_ROOT / place) == (pictures.WIDTH, pictures.HEIGHT)
