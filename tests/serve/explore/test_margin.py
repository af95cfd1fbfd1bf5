"""A source with its claims in the margin, as far as its policy goes."""

from __future__ import annotations

import re
from html import unescape

from starlette.testclient import TestClient

from served_data import MARKS


def _text(page: str) -> str:
    """Return what a page says without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_a_text_that_may_be_shown_is_shown_with_its_claims(explorer: TestClient) -> None:
    """Marks lead to notes and notes to marks; each note leads to its fact and its claim."""
    page = explorer.get("/source/fact-sheet.html").text
    marked, noted = re.findall(r'id="m(\d+)"', page), re.findall(r'<li id="n(\d+)"', page)
    assert sorted(marked) == sorted(noted)
    assert len(noted) > 40
    assert 'href="/visit/VNM-BLR/phan-van-khai/2000"' in page
    assert 'href="/source/fact-sheet/claim/1"' in page
    assert "≠" in page
    assert "# publisher:" not in _text(page)


def test_a_quoted_source_shows_the_sentences_that_claims_rest_on(explorer: TestClient) -> None:
    """What no claim rests on stays out of the page."""
    page = _text(explorer.get("/source/hostile.html").text)
    assert "Mongolia and Chile established diplomatic relations on 4 May 1984" in page
    assert "Quotes, with what is read in them" in page
    assert "A first word" not in page
    assert "The end." not in page


def test_a_withheld_source_shows_places_only(explorer: TestClient) -> None:
    """Where it says so, and not a word of it."""
    page = _text(explorer.get("/source/secret.html").text)
    assert "characters 0–67" in page
    assert "Text withheld by the source's policy" in page
    assert not [mark for mark in MARKS if mark in page]


def test_a_name_tells_its_language_its_form_and_who_writes_it_so(explorer: TestClient) -> None:
    """An entity lists every spelling once, with links to the sources."""
    page = explorer.get("/person/BLR-lukasenko.html").text
    assert re.search(r"<bdi>A\.G\. Lu-ca-sen-cô</bdi></td><td>vi</td><td>variant</td>", page)
    assert 'href="/source/fact-sheet"' in page
