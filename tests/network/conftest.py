"""The made-up graph of Mongolia, Chile, Ghana and Estonia (``tests/view/sample.trig``)."""

from pathlib import Path

import pyoxigraph as ox
import pytest


@pytest.fixture
def store() -> ox.Store:
    """Return a store in memory whose default graph is the settled graph of the sample."""
    store = ox.Store()
    sample = Path(__file__).parents[1] / "view" / "sample.trig"
    store.load(path=str(sample), format=ox.RdfFormat.TRIG)
    return store
