"""What all tests share: the folder of shared inputs if there is one, and helpers on the path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("legation", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("legation")


@pytest.fixture
def eval_folder() -> Path:
    """Return the folder of documents with gold facts; skip where it is not given."""
    given = os.environ.get("LEGATION_EVAL")
    if not given or not Path(given).is_dir():
        pytest.skip("LEGATION_EVAL names no folder of documents with gold facts")
    return Path(given)


@pytest.fixture(autouse=True)
def _own_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run every test in an empty directory of its own, with no graph named from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_GRAPH", raising=False)
    monkeypatch.delenv("LEGATION_LANGUAGE", raising=False)
