"""A small store whose queries can be made as hard as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from serve.workers.pooled import HURRIED, LIMITS, Loop, make_store


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with a ring of 2,000 things."""
    return make_store(tmp_path_factory.mktemp("ring") / "store", 2_000)


@pytest.fixture(scope="module")
def pool(ring: Path) -> Iterator[Loop]:
    """Return a loop with a pool on the ring."""
    loop = Loop(ring, LIMITS)
    yield loop
    loop.close()


@pytest.fixture(scope="module")
def hurried(ring: Path) -> Iterator[Loop]:
    """Return the same with little time for each query."""
    loop = Loop(ring, HURRIED)
    yield loop
    loop.close()
