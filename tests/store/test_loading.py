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


def test_without_pipes_everything_is_there_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no pipe has a name, each file is a load of its own."""
    monkeypatch.setattr(loading, "_PIPES", tmp_path / "none")
    test_everything_is_there_at_the_end(tmp_path, monkeypatch, 0)


def test_many_parts_are_one_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in many parts lies in no more files than what is loaded at once."""
    monkeypatch.setattr(loading, "_FEW", 0)
    files = []
    for part in (200, 10**9):
        monkeypatch.setattr(loading, "_PART", part)
        place = tmp_path / str(part)
        store = ox.Store(str(place))
        with Loading(store) as work:
            work.take(_quads(0, 200))
        store.flush()
        assert len(store) == 200
        del store
        files.append(len(list(place.glob("*.sst"))))
    assert files[0] == files[1]


def test_a_load_that_ends_early_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a pipe cannot hold is not waited for once the engine has refused what came before."""
    monkeypatch.setattr(loading, "_FEW", 0)
    path = tmp_path / "long.nq"
    path.write_text("<x:s> nonsense .\n" + "".join(_quads(0, 100_000)), "utf-8")
    with pytest.raises(SyntaxError):
        _load(ox.Store(), path)


def test_a_file_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that nobody can read any more is an error, not the end of what there is."""
    monkeypatch.setattr(loading, "_FEW", 0)
    path = tmp_path / "gone.nq"
    path.write_text("".join(_quads(0, 9)), "utf-8")
    opened = Path.open

    def refuse(self: Path, *given: str, **named: str) -> object:
        if self == path:
            raise FileNotFoundError(path)
        return opened(self, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileNotFoundError):
        _load(ox.Store(), path)


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
