"""A picture as SVG, figure, page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from legation.view.pictures import Event, Picture, style, timeline
from legation.view.pictures.said import words

EVIL = "</title><script>alert(1)</script>"


@pytest.fixture
def drawn() -> Picture:
    """Return a picture of what somebody hostile wrote."""
    return timeline([Event("2004", EVIL, EVIL, EVIL), Event(EVIL, EVIL)], EVIL)


def test_hostile_words_stay_words(drawn: Picture) -> None:
    """No element comes from a label, a lane, a status, a date or a title."""
    for text in (drawn.svg, drawn.figure, drawn.html, drawn.alone):
        assert "<script" not in text


def test_the_svg_is_legal_under_a_strict_policy(drawn: Picture) -> None:
    """It has no script, no style, no identifier, and nothing that is fetched."""
    assert not re.search(r"""\s(style|id|href|src|on\w+)=|<style|url\(""", drawn.svg)
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own
    assert [child.tag.partition("}")[2] for child in list(root)[:2]] == ["title", "desc"]
    assert root.get("role") == "img"


def test_the_page_runs_and_fetches_nothing(drawn: Picture) -> None:
    """Its policy allows its own style by digest, and no more."""
    assert "default-src 'none'; style-src 'sha256-" in drawn.html.replace("&#39;", "'")
    assert "script" not in drawn.html.replace("&lt;script&gt;", "").replace("&lt;/script&gt;", "")
    assert "http" not in drawn.html.replace("http-equiv", "").replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_the_table_follows_the_picture(drawn: Picture) -> None:
    """Its twin comes next in the reading order, with a heading for each column."""
    assert (
        drawn.figure.index("<svg")
        < drawn.figure.index("<figcaption")
        < drawn.figure.index("<table")
    )
    assert drawn.figure.count('<th scope="col">') == len(drawn.table.columns)


def test_the_file_has_the_style_in_it(drawn: Picture) -> None:
    """A file of its own looks as in a page."""
    assert style() in drawn.alone
    ET.fromstring(drawn.alone)  # noqa: S314 - our own


def test_every_word_is_in_both_languages() -> None:
    """No word of the interface falls back to English."""
    english, vietnamese = words("en"), words("vi")
    assert english.keys() == vietnamese.keys()
    assert all(vietnamese.values())
    for word, told in english.items():
        slots = [sorted(re.findall(r"{\w+}", text)) for text in (told, vietnamese[word])]
        assert slots[0] == slots[1], word


def _light(name: str, dark: bool) -> float:
    sheet = style().split("@media screen")[1 if dark else 0]
    found = re.search(rf"--pic-{name}: #([0-9a-f]{{6}})", sheet)
    assert found
    parts = [int(found[1][at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out_from_the_paper(dark: bool) -> None:
    """Text has a contrast of 4.5 to 1 at least, marks and axes of 3 to 1."""
    paper = _light("paper", dark)
    for name, least in (
        ("ink", 4.5),
        ("soft", 4.5),
        ("axis", 3.0),
        *((str(n), 3.0) for n in range(8)),
    ):
        light = _light(name, dark)
        low, high = sorted((paper, light))
        assert (high + 0.05) / (low + 0.05) >= least, name
