"""Permalinks: pages and answers as of an earlier version, while it is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legation.serve.site import Settings, Site
from served_data import client

HTML = {"Accept": "text/html"}


def test_every_page_has_a_permalink_and_a_canonical_link(explorer: TestClient) -> None:
    """The permalink names the version, whichever is current."""
    page = explorer.get("/state/VNM.html?lang=vi").text
    assert 'rel="bookmark" href="/state/VNM.html?lang=vi&amp;version=4"' in page
    assert '<link rel="canonical" href="https://w3id.org/legation/state/VNM">' in page
    assert "This is version" not in page


def test_an_old_version_is_shown_as_it_was(explorer: TestClient) -> None:
    """Pages, lists, data and questions; its links stay in that version, and it says that it is old."""
    assert "later" not in explorer.get("/sources?version=3", headers=HTML).text
    page = explorer.get("/source/hostile.html?version=3").text
    assert "This is version 3 of the graph; the current one is 4." in page
    assert 'href="/source/hostile.html">Go to the current version' in page
    assert 'href="/sources?version=3"' in page
    assert explorer.get("/source/later.html?version=3").status_code == 404
    assert explorer.get("/source/later?version=4").headers["location"].endswith("version=4")
    assert b"hostile" in explorer.get("/source/hostile.ttl?version=3").content
    told = explorer.get("/search.json?q=hostile&version=1").json()
    assert (told["version"], told["hits"]) == (1, [])


def test_questions_of_an_old_version_are_asked_of_it(explorer: TestClient) -> None:
    """A worker of its own answers, within the limits, also for a page of two states."""
    path = "/questions/trade/figures.csv?a=MNG&b=CHL"
    assert "12500000" in explorer.get(path).text
    assert "12500000" not in explorer.get(f"{path}&version=3").text
    for version, query, total in ((None, "", 1), (3, "?version=3", 0)):
        told = explorer.get(f"/pair/CHL-MNG.json{query}").json()
        trade = next(section for section in told["sections"] if section["name"] == "trade")
        assert trade["total"] == total
        assert version in {None, told["version"]}


@pytest.mark.parametrize("version", ["99", "0", "-1", "x", "1" * 40, "%00", "1.5"])
def test_a_version_that_is_not_kept_is_told(explorer: TestClient, version: str) -> None:
    """Each with a sentence and 404, whatever was written."""
    got = explorer.get(f"/state/VNM.html?version={version}", headers=HTML)
    assert got.status_code == 404
    assert "version" in got.text


def test_a_version_that_is_pruned_later_is_gone(toured: Path, tmp_path: Path) -> None:
    """A permalink works as long as the version is there."""
    home = tmp_path / "x.kg"
    shutil.copytree(toured, home)
    with client(site := Site(home, Settings()), start=site) as web:
        assert web.get("/sources?version=2", headers=HTML).status_code == 200
        shutil.rmtree(home / "versions" / "000002")
        got = web.get("/sources?version=2", headers=HTML)
    assert got.status_code == 404
    assert "version 2 of this graph is not kept" in got.text
