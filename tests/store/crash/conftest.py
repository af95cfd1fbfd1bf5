"""What is killed, made once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.killed import MEMORY, Killed


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Killed]]:
    """Make what is killed, once for all tests; in memory, where others do not slow the disk."""
    folder, before = tmp_path_factory.mktemp("crash"), Path.cwd()
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 1 << 28:
        folder = Path(tempfile.mkdtemp(prefix="crash-", dir=MEMORY))
    os.chdir(folder)
    try:
        found = Killed()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        os.chdir(before)
    yield folder, found
    found.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def killed(made: tuple[Path, Killed], monkeypatch: pytest.MonkeyPatch) -> Killed:
    """Go where the graphs are that are killed."""
    monkeypatch.chdir(made[0])
    monkeypatch.setattr("tempfile.tempdir", str(made[0] / "spool"))
    shutil.rmtree("spool")
    Path("spool").mkdir()
    return made[1]
