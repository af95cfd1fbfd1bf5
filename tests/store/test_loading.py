"""Quads loaded beside other work are all there at the end, or the error is."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.store import loading
from legation.store.loading import Loading


def _quads(first: int, last: int) -> list[str]:
    return [f'<x:s{n}> <x:p> "số {n}" <x:g> .\n' for n in range(first, last)]


@pytest.mark.parametrize("few", [10**9, 0])
def test_everything_is_there_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """A file and what is made meanwhile are loaded, at once or in parts beside the work."""
    monkeypatch.setattr(loading, "_FEW", few)
    monkeypatch.setattr(loading, "_PART", 200)
    path = tmp_path / "a.nq"
    path.write_text("".join(_quads(0, 50)), "utf-8")
    store = ox.Store(str(tmp_path / "store"))
    with Loading(store) as work:
        work.file(path)
        work.take(_quads(50, 90))
        work.take([])
    assert len(store) == 90


def test_a_store_with_many_new_quads_is_put_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came in many parts lies in fewer files at the end, so that it is found at once."""
    monkeypatch.setattr(loading, "_FEW", 0)
    monkeypatch.setattr(loading, "_PART", 200)
    files = []
    for many in (10**9, 0):
        monkeypatch.setattr(loading, "_MANY", many)
        place = tmp_path / str(many)
        store = ox.Store(str(place))
        with Loading(store) as work:
            work.take(_quads(0, 200))
        store.flush()
        assert len(store) == 200
        del store
        files.append(len(list(place.glob("*.sst"))))
    assert files[1] < files[0]


def test_a_file_that_cannot_be_loaded_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong beside the work is raised where the work ends, and nothing more is loaded."""
    monkeypatch.setattr(loading, "_FEW", 0)
    path = tmp_path / "broken.nq"
    path.write_text("<x:s> nonsense .\n", "utf-8")
    store = ox.Store()
    with pytest.raises(SyntaxError):
        _load(store, path)
    assert len(store) == 0


def _load(store: ox.Store, path: Path) -> None:
    with Loading(store) as work:
        work.file(path)
        work.take(_quads(0, 3))
