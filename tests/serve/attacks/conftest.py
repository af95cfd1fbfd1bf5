"""The server that is attacked, who attacks it with a token and without, and who may not be called."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from serve.attacked import Canary, client, ring
from served import SHOWN, Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a ring of things."""
    with ring(tmp_path_factory.mktemp("attacked")) as server:
        yield server


@pytest.fixture(scope="session")
def attacker(server: Server) -> Iterator[httpx.Client]:
    """Return a client without a token."""
    with client(server) as found:
        yield found


@pytest.fixture(scope="session")
def writer(server: Server) -> Iterator[httpx.Client]:
    """Return a client with the token: what it sends may still be hostile."""
    with client(server) as found:
        found.headers.update(SHOWN)
        yield found


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Return a listener that nobody may call."""
    found = Canary()
    yield found
    found.close()
