"""The names of a graph that are listed beside the server."""

from __future__ import annotations

from pathlib import Path

import pytest

import legation
from legation.serve.data import indexes
from legation.serve.data.indexes import Indexes
from legation.serve.refusals import Refusal
from legation.serve.site import Settings, Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return the site of a small graph."""
    kg = legation.open(tmp_path / "x.kg")
    kg.add_text("Mongolia opened an embassy in Chile on 5 May 2012.", "note", date="2020-05")
    return Site(tmp_path / "x.kg", Settings())


def test_names_are_listed_once_for_a_version(site: Site) -> None:
    """Who searches again finds in the same list."""
    found = Indexes(site)
    found.begin()
    search = found.search()
    assert [hit.label for hit in search.find("chile", 1)] == ["Chile"]
    assert found.search() is search


def test_who_comes_too_early_is_told_when_to_come_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with the time to wait, after which a browser asks by itself; then there is an answer."""
    monkeypatch.setattr(indexes, "PATIENCE", 0.01)
    built, waiting = indexes._built, []
    monkeypatch.setattr(indexes, "_built", lambda *given: waiting.append(given))
    found = Indexes(site)
    with pytest.raises(Refusal) as refused:
        found.search()
    assert (refused.value.status, str(refused.value)) == (
        503,
        "the names of this graph are being listed; try again in a moment",
    )
    assert refused.value.headers == {"Retry-After": "5", "Refresh": "5"}
    built(*waiting[0])
    assert found.search()
