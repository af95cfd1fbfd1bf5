"""A graph of the tour's texts and of a source whose text may not be shown, served by real workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

import legation
from legation.resources import shelf
from legation.serve.endpoint import Endpoint
from legation.serve.site import Settings, Site
from served_data import TITLE, WITHHELD, client


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of the graph."""
    place = tmp_path_factory.mktemp("served") / "x.kg"
    kg = legation.open(place)
    kg.add(Path(str(shelf("sources") / "tour")))
    kg.add_text(WITHHELD, "secret", date="1992-04", language="en", policy="none", licence="secret")
    told = {"date": "1984-06", "language": "en", "title": TITLE, "licence": "CC-BY-4.0"}
    note = "Mongolia and Chile established diplomatic relations on 4 May 1984."
    kg.add_text(note, "hostile", **told)
    return place


@pytest.fixture(scope="session")
def site(home: Path) -> Site:
    """Return the site."""
    return Site(home, Settings())


@pytest.fixture(scope="session")
def web(site: Site) -> Iterator[TestClient]:
    """Return a client of the graph, with the SPARQL endpoint beside it."""
    with client(site, Route("/sparql", Endpoint(site)), start=site) as found:
        yield found
