"""Where sources differ: by kind, by state, in pages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from legation.serve.explore.differing import Differing, of_both
from legation.serve.site import Site
from legation.terms import state

HTML = {"Accept": "text/html"}


def test_all_kinds_are_counted_and_listed(explorer: TestClient) -> None:
    """The form tells how many there are of each; each leads to its fact and its sides."""
    page = unescape(explorer.get("/disagreements", headers=HTML).text)
    for counted in ("contradiction (1)", "discrepancy (1)", "refinement (3)"):
        assert counted in page
    assert 'href="/visit/BLR-VNM/lukasenko/2008"' in page
    assert 'href="/source/news"' in page
    assert "25%" in page


def test_a_kind_and_a_state_narrow_them(explorer: TestClient) -> None:
    """A state is given by any of its names; a page without any says so."""
    page = explorer.get(
        "/disagreements?kind=discrepancy&state=B%C3%AA-la-r%C3%BAt&lang=vi", headers=HTML
    ).text
    assert page.count("<tr>") == 2
    none = explorer.get("/disagreements?state=CHL", headers=HTML).text
    assert "No disagreement of this kind is known." in none
    assert explorer.get("/disagreements?kind=x", headers=HTML).status_code == 400
    assert explorer.get("/disagreements?state=Narnia", headers=HTML).status_code == 404
    assert explorer.get("/disagreements?page=99", headers=HTML).status_code == 200


def test_as_data_they_are_the_answer_to_the_question(explorer: TestClient) -> None:
    """CSV and JSON lead to the question with what was asked."""
    got = explorer.get("/disagreements.csv?state=BLR")
    assert got.status_code == 303
    assert got.headers["location"] == "/questions/sources/disagreements.csv?state=BLR"
    assert explorer.get(got.headers["location"]).text.count("\n") == 6


def test_what_is_looked_up_is_what_the_question_answers(
    explored: Site, explorer: TestClient
) -> None:
    """Each disagreement has the same kind, facts, values and sources either way."""
    answered = explorer.get("/questions/sources/disagreements.json").json()["results"]["bindings"]
    looked_up = Differing(explored.store).page(0, 100)
    names = (
        "kind",
        "about",
        "on",
        "first",
        "firstBy",
        "second",
        "secondBy",
        "share",
        "disagreement",
    )

    def cells(rows: object) -> set[tuple[str, ...]]:
        assert isinstance(rows, list)
        return {tuple(row[n]["value"] if n in row else "" for n in names) for row in rows}

    assert len(looked_up) == 5
    assert cells(looked_up) == cells(answered)
    both = of_both(explored.store, state("VNM"), state("BLR"))
    assert cells(both) == cells(answered)
    assert [row["kind"]["value"] for row in both] == sorted(row["kind"]["value"] for row in both)


def test_very_many_are_paged_through(explorer: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a state, too: every page but the last has a next one, and together they have all."""
    for name in ("disputes.MANY", "disputes.SHOWN"):
        monkeypatch.setattr(f"legation.serve.explore.{name}", 2)
    seen: list[str] = []
    for page in (1, 2, 3):
        told = unescape(explorer.get(f"/disagreements?page={page}", headers=HTML).text)
        assert "5 rows · There are many, so they are not sorted" in told
        assert ('rel="next"' in told) is (page < 3)
        assert "contradiction (1)" in told
        seen += re.findall(r'<tr><td><a href="([^"]+)"', told)
    assert len(seen) == len(set(seen)) == 5
    one = explorer.get("/disagreements?state=BLR&kind=refinement", headers=HTML).text
    assert "3 rows" in one
