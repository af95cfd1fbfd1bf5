"""Search and completion over HTTP."""

from __future__ import annotations

import csv
from html import unescape

import pytest
from starlette.testclient import TestClient

from served_data import TITLE


def test_every_page_has_a_box_to_search_with(explorer: TestClient) -> None:
    """It is a form that works without a script."""
    for path in ("/", "/sources", "/questions", "/state/VNM.html", "/query", "/pair/BLR-VNM"):
        page = explorer.get(path, headers={"Accept": "text/html"}).text
        assert 'action="/search"' in page, path


def test_what_is_found_leads_to_its_page_in_three_forms(explorer: TestClient) -> None:
    """The page, JSON and CSV tell the same things in the same order."""
    page = explorer.get("/search?q=lukash", headers={"Accept": "text/html"}).text
    assert "/person/BLR-lukasenko" in page
    told = explorer.get("/search.json?q=lukash").json()
    rows = list(csv.DictReader(explorer.get("/search.csv?q=lukash").text.splitlines()))
    assert [hit["iri"] for hit in told["hits"]] == [row["iri"] for row in rows]
    assert told["hits"][0]["path"] == "/person/BLR-lukasenko"
    assert told["version"] == 4
    assert explorer.get("/search.xls?q=a").status_code == 404


def test_a_reader_of_vietnamese_finds_in_vietnamese(explorer: TestClient) -> None:
    """The name is in the reader's language, and the form by which it was found is told."""
    page = explorer.get("/search?q=belarus&lang=vi", headers={"Accept": "text/html"}).text
    assert "Tìm: " in unescape(page)
    assert 'lang="vi"' in page


def test_two_states_lead_to_their_pair(explorer: TestClient) -> None:
    """One name after another, with or without a word between."""
    for words in ("Vietnam Belarus", "việt nam và bê-la-rút", "VNM - BLR"):
        page = explorer.get("/search", params={"q": words}, headers={"Accept": "text/html"}).text
        assert 'href="/pair/BLR-VNM"' in page, words


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x>', "\0", "a" * 5_000, "'*^"]
)
def test_hostile_words_are_inert(explorer: TestClient, words: str) -> None:
    """Whatever is looked for is text in the page, and no error."""
    got = explorer.get("/search", params={"q": words}, headers={"Accept": "text/html"})
    assert got.status_code == 200
    assert "<script>alert" not in got.text
    assert "<img" not in got.text


def test_a_hostile_title_is_found_and_inert(explorer: TestClient) -> None:
    """A title of markup is shown as it is written."""
    page = explorer.get("/search?q=brief", headers={"Accept": "text/html"}).text
    assert TITLE in unescape(page)
    assert TITLE not in page


def test_the_editor_is_told_words_of_this_graph(explorer: TestClient) -> None:
    """Words of the ontology, and entities as the terms that a query takes."""

    def words(typed: str) -> list[str]:
        return [one["word"] for one in explorer.get("/complete", params={"q": typed}).json()]

    assert words("lgn:Vis")[0] == "lgn:Visit"
    assert "state:VNM" in words("viet")
    assert words("state:Vi")[0] == "state:VNM"
    assert words("") == []
    assert words('"><') == []


def test_a_slip_is_told_what_may_be_meant(explorer: TestClient) -> None:
    """The page asks whether another name was meant, JSON holds it apart from what was found."""
    page = explorer.get("/search?q=lukasenco", headers={"Accept": "text/html"}).text
    assert "Did you mean" in page
    assert "Alexander Lukashenko" in page
    told = explorer.get("/search.json?q=Minks").json()
    assert told["hits"] == []
    assert told["meant"][0]["label"] == "Minsk"
    assert told["meant"][0]["path"] == "/place/minsk"
    assert "meant" not in explorer.get("/search.json?q=minsk").json()
