"""The folder for what is being read, and who takes away that of a dead process."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from legation.store import staging
from legation.store.lock import take
from legation.store.staging import Staging


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a temporary directory that nobody else uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_a_dead_process_left_goes_and_what_is_used_stays(temporary: Path) -> None:
    """A lock that nobody holds means that nobody needs the folder."""
    (temporary / "legation-dead").mkdir()
    (temporary / "legation-dead.lock").touch()
    used = Staging()
    assert sorted(p.name for p in temporary.iterdir()) == sorted(
        [used.place.name, used.place.with_suffix(".lock").name]
    )
    Staging().close()
    assert used.place.is_dir()
    used.close()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="an open file keeps its name there")
def test_a_folder_is_not_taken_from_who_is_just_making_it(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a folder is taken away its lock is held, and after that the lock is another file."""
    lock = temporary / "legation-new.lock"
    lock.touch()
    remove: Callable[[Path], bool] = staging._remove
    taken = []

    def meanwhile(place: Path) -> bool:
        if place.name == "legation-new":
            with lock.open("r+b") as mine:
                taken.append(take(mine.fileno()))
        return remove(place)

    monkeypatch.setattr(staging, "_remove", meanwhile)
    with lock.open("r+b") as maker:  # made by another process, which has not locked it yet
        Staging().close()
        assert taken == [False]
        assert take(maker.fileno())
        assert not staging._same(maker, lock)
