"""The page of two states: every section is the answer to a question."""

from __future__ import annotations

import csv
import re
from html import unescape

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from legation.ask.questions import question
from legation.serve.data.pages import words
from legation.serve.explore.pair import sections

HTML = {"Accept": "text/html"}


def test_codes_in_any_order_lead_to_one_page(explorer: TestClient) -> None:
    """Sorted codes have the page; others lead there for good, with what was asked."""
    got = explorer.get("/pair/vnm-blr?lang=vi", headers=HTML)
    assert (got.status_code, got.headers["location"]) == (301, "/pair/BLR-VNM?lang=vi")
    assert explorer.get("/pair/VNM-BLR.json").headers["location"] == "/pair/BLR-VNM.json"
    assert explorer.get("/pair/BLR-VNM", headers=HTML).status_code == 200


@pytest.mark.parametrize("pair", ["VNM", "VNM-VNM", "VNM-XQX", "a-b-c", "<x>-VNM", "BLR-VNM.doc"])
def test_what_is_no_pair_is_not_there(explorer: TestClient, pair: str) -> None:
    """Unknown codes, one state, three, and forms that there are not."""
    assert explorer.get(f"/pair/{pair}", headers=HTML).status_code == 404


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_page_has_every_section_with_its_question(explorer: TestClient, language: str) -> None:
    """Relations to sources, each with a link that asks the same."""
    page = unescape(explorer.get(f"/pair/BLR-VNM?lang={language}", headers=HTML).text)
    say = words(language)
    for name, about in sections().items():
        assert f'<h2 id="{name}">{say[f"pair.{name}"]}</h2>' in page
        assert f"/questions/{about['ask']}" in page
        for other in about.get("also", ()):
            assert question(other).title[language] in page
    assert 'href="/network?about=BLR%2CVNM"' in page


def test_visits_go_both_ways_by_office_and_rank(explorer: TestClient) -> None:
    """Seven to Vietnam and six to Belarus; those that were held are counted by office and rank."""
    page = explorer.get("/pair/BLR-VNM", headers=HTML).text
    assert re.search(r'Belarus → Vietnam <span class="count">7</span>', page)
    assert re.search(r'Vietnam → Belarus <span class="count">6</span>', page)
    assert "held 6, postponed 1 · president 3, " in page


def test_trade_stands_side_by_side_with_the_gap(explorer: TestClient) -> None:
    """Whoever counts has an own column; the gap is told, and nothing is averaged."""
    page = explorer.get("/pair/BLR-VNM", headers=HTML).text
    assert "counted by Belarus" in page
    assert "≠ 22,000,000 (25%)" in page
    assert "(forecast)" in page


def test_only_disagreements_of_both_are_told(explorer: TestClient) -> None:
    """Those of one of them with a third state have another page."""
    told = explorer.get("/pair/BLR-VNM.json").json()
    by_name = {section["name"]: section for section in told["sections"]}
    assert by_name["disagreements"]["total"] == 5
    assert by_name["visits"]["total"] == 13
    assert by_name["visits"]["path"] == "/questions/visits/between?a=BLR&b=VNM"
    assert {row["name"] for row in by_name["sources"]["rows"]} == {"brief", "fact-sheet", "news"}


def test_the_same_is_there_as_csv_and_rdf(explorer: TestClient) -> None:
    """A section is a table, all sections are one long one; RDF holds the facts."""
    one = list(csv.DictReader(explorer.get("/pair/BLR-VNM.csv?section=visits").text.splitlines()))
    every = list(csv.DictReader(explorer.get("/pair/BLR-VNM.csv").text.splitlines()))
    assert len(one) == 13
    assert {row["section"] for row in every} >= {"relations", "visits", "trade", "sources"}
    assert explorer.get("/pair/BLR-VNM.csv?section=none").status_code == 404
    turtle = explorer.get("/pair/BLR-VNM.ttl")
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    facts = {q.subject for q in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)}
    assert {row["visit"] for row in one} <= {
        fact.value for fact in facts if isinstance(fact, ox.NamedNode)
    }


def test_who_has_the_page_is_not_sent_it_again(explorer: TestClient) -> None:
    """The tag names version, language and form, so nothing is asked twice."""
    got = explorer.get("/pair/BLR-VNM", headers=HTML)
    again = explorer.get("/pair/BLR-VNM", headers={**HTML, "If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_states_of_which_nothing_is_told_say_so(explorer: TestClient) -> None:
    """The page is there, and says that there is nothing."""
    page = explorer.get("/pair/AND-FJI", headers=HTML)
    assert page.status_code == 200
    assert "Nothing is told of these two states." in page.text
