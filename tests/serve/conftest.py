"""One plain graph that may be written to, and one managed graph that may not; both are served."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

import legation
from served import SHOWN, Server, serving


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve an empty plain graph; tests write to graphs of their own in it."""
    home = tmp_path_factory.mktemp("plain") / "plain.kg"
    legation.open(home).create(plain=True)
    with serving(home, "--writable") as server:
        yield server


@pytest.fixture(scope="session")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a managed graph of one note."""
    home = tmp_path_factory.mktemp("managed") / "managed.kg"
    note = "Mongolia and Chile established diplomatic relations on 4 May 1984."
    legation.open(home).add_text(note, "note", date="2020-05", language="en")
    with serving(home) as server:
        yield server


@pytest.fixture(scope="session")
def web(plain: Server) -> Iterator[httpx.Client]:
    """Return a client of the plain graph that may write."""
    with httpx.Client(base_url=plain.url, headers=SHOWN, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def reader(managed: Server) -> Iterator[httpx.Client]:
    """Return a client of the managed graph."""
    with httpx.Client(base_url=managed.url, trust_env=False, timeout=60) as client:
        yield client
