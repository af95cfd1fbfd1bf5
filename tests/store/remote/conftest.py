"""The stores over which one contract holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sparql_servers as servers
from legation.resources import shelf

STORES = ("oxigraph", "oxigraph with a union", "legation serve", "virtuoso")


@pytest.fixture(scope="module", params=STORES)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[servers.Server]:
    """Return a running store, a new one for each module of tests."""
    folder = tmp_path_factory.mktemp("server")
    start: Callable[[], object] = {
        "oxigraph": lambda: servers.oxigraph(folder),
        "oxigraph with a union": lambda: servers.oxigraph(folder, "--union-default-graph"),
        "legation serve": lambda: servers.legation(folder),
        "virtuoso": lambda: servers.virtuoso(folder),
    }[request.param]
    with start() as running:  # type: ignore[attr-defined] # each is a context manager
        yield running


@pytest.fixture(scope="session")
def tour() -> list[Path]:
    """Return the documents of the tour."""
    return sorted(Path(str(shelf("sources") / "tour")).glob("*.txt"))
