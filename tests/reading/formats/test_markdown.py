"""Markdown: the text without its marks, and nothing of it lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import SourceUnreadable
from legation.reading import files
from legation.reading.formats import markdown

NOTE = """---
title: Laos and Peru
date: 2020-05-01
tags: [a, b]
---
# Relations: *early* years

Laos and **Peru** established [diplomatic relations](https://desk.example)
on 3 May 1994.

1994. The first year

- rice
- copper &amp; tin

| Year | Trade |
|------|-------|
| 2007 | 10 million USD |

<div>They signed a <b>treaty</b>.</div>

    kept as it is
"""


def _read(text: str) -> files.Original:
    return files.original(Path("a.md"), text.encode())


def test_marks_are_taken_off() -> None:
    """Headings, emphasis, links and tables become plain lines; a year that opens a line stays."""
    assert [line.strip() for line in _read(NOTE).text.splitlines() if line] == [
        "Relations: early years",
        "Laos and Peru established diplomatic relations",
        "on 3 May 1994.",
        "1994. The first year",
        "- rice",
        "- copper & tin",
        "Year | Trade",
        "2007 | 10 million USD",
        "They signed a  treaty .",
        "kept as it is",
    ]


def test_front_matter_gives_hints() -> None:
    """The keys between the lines at the top are what the file says of itself."""
    assert _read(NOTE).hints == {"title": "Laos and Peru", "date": "2020-05-01"}
    assert _read("---\n{[\n---\nLaos").hints == {}
    assert _read("---\n- a\n---\nLaos").hints == {}


def test_first_lines_stay_first_lines() -> None:
    """What tells of a text in its first lines does so in Markdown, too."""
    text = _read("# publisher: A desk\n# date: 2020\nLaos and *Peru* met.\n").text
    assert text == "# publisher: A desk\n# date: 2020\nLaos and Peru met.\n"


@pytest.mark.parametrize("nested", [">" * 5000 + " Laos", "- " * 5000 + "Laos"])
def test_deep_nesting_is_refused(nested: str) -> None:
    """What would be cut is refused."""
    with pytest.raises(SourceUnreadable) as caught:
        _read(nested)
    assert str(caught.value) == (
        "a.md is nested too deep: more than 100 levels; save it as plain text"
    )


def test_comments_are_taken_out() -> None:
    """What a comment says is no text of the document; one without an end is left as it is."""
    assert _read("<div>Laos <!-- a\n<b> --> and Peru</div>\n").text.split() == [
        "Laos",
        "and",
        "Peru",
    ]
    assert "Laos" in _read("<div><!-- Laos</div>\n").text
    assert _read("Laos\n\n" + "<!--" * 500_000).text.startswith("Laos\n\n<!--")


@pytest.mark.parametrize(("front", "left"), [("notes: sources", 0), ("title: Wool", 1)])
def test_footnotes_are_left_out_where_they_only_quote_sources(front: str, left: int) -> None:
    """A text that says so tells its facts once; the footnotes of any other text are part of it."""
    text = f"---\n{front}\n---\nLaos met Peru.[^1] They met again.[^note]\n\n[^1]: S1: “Laos met Peru.”\n    And more.\n[^note]: S2\n"
    found = markdown.content(text, "a.md").text
    assert found.startswith("Laos met Peru. They met again.\n")
    assert found.count("S1") == left
