"""Disks that are full, small, missing or read-only."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import legation
from legation.errors import GraphError, GraphReadOnly
from legation.store.versions import Versions
from store.killed import CRASHES, NOTE, PERSON, Killed, digest, environment, sound

pytestmark = CRASHES


@contextmanager
def _small_disk(kilobytes: int) -> Iterator[Path]:
    """Mount a disk of some size; skip where that is not allowed."""
    disk = Path("disk").absolute()
    disk.mkdir(exist_ok=True)
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(["mount", *options], capture_output=True, check=False)
    except OSError as error:
        pytest.skip(f"no disk can be mounted: {error.strerror}")
    if done.returncode:
        pytest.skip(f"no disk can be mounted: {done.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _fill(home: Path) -> None:
    for day in range(1, 30):
        legation.open(home).add_text(NOTE.format("Peru", day), f"n{day}")


@pytest.mark.parametrize("kilobytes", [20, 200, 500, 900])
def test_a_full_disk_is_told(killed: Killed, kilobytes: int) -> None:
    """On a disk without room nothing changes, and the sentence says what to do."""
    with _small_disk(kilobytes) as disk:
        home = disk / "x.kg"
        with pytest.raises(GraphReadOnly) as caught:
            _fill(home)
        assert str(caught.value) == (
            f"{home} cannot be written to: No space left on device; make room on its disk and try again"
        )
        _room_again(home, disk)


def _room_again(home: Path, disk: Path) -> None:
    """Hold that what is on a full disk is whole, and that it takes more once there is room."""
    before = Versions(home).current().number if home.exists() else 0
    assert before == 0 or len(list((home / "versions").iterdir())) == before
    subprocess.run(["mount", "-o", "remount,size=9m", str(disk)], check=True)
    assert legation.open(home).add_text(NOTE.format("Laos", 4), "more").version == before + 1
    sound(home)


def test_another_full_disk_is_named(killed: Killed, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk for what is being read is the full one, that one is named."""
    Path("many.txt").write_text(NOTE.format("Peru", 3) * 200, encoding="utf-8")
    with _small_disk(16) as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        with pytest.raises(GraphReadOnly) as caught:
            legation.open("y.kg").add("many.txt")
        left = list(disk.iterdir())
    assert left == []
    assert str(caught.value).startswith(f"the folder for what is being read, {disk}/legation-")
    assert str(caught.value).endswith(
        ", cannot be written to: No space left on device;"
        " make room there, or name a folder on another disk in TMPDIR"
    )
    assert not Path("y.kg").exists()


def test_a_full_disk_stops_forgetting(killed: Killed, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read again for lack of room is told in one sentence, and nothing is changed."""
    home = killed.copy("forget")
    with _small_disk(16) as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        with pytest.raises(GraphReadOnly) as caught:
            legation.open(home).forget(PERSON)
        assert list(disk.iterdir()) == []
    assert str(caught.value).startswith(f"the folder for what is being read, {disk}/legation-")
    assert digest(home) == killed.states["forget"][0]


@pytest.mark.parametrize("most", [100, 20_000, 60_000])
def test_a_limit_on_files_is_one_line(killed: Killed, most: int) -> None:
    """Files that may not grow are told in one line, with the exit code of graphs."""
    before = digest(killed.copy("old"))
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); sys.argv[0] = 'legation';"
        "from legation.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "add", "note.txt", "--graph", "x.kg"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    (line,) = done.stderr.decode().splitlines()
    assert "cannot be written to: File too large; " in line
    assert digest(Path("x.kg")) == before


def test_a_read_only_disk_is_told(killed: Killed) -> None:
    """A graph on a file system that takes nothing answers, and says why it takes nothing."""
    with _small_disk(9000) as disk:
        home = disk / "x.kg"
        shutil.copytree("old.kg", home)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        graph = legation.open(home)
        assert len(graph.sources()) == 2
        with pytest.raises(GraphReadOnly) as caught:
            graph.add("note.txt")
        assert str(caught.value) == (
            f"{home} cannot be written to: Read-only file system;"
            " its file system is read-only; copy it to another disk or mount it for writing"
        )


def test_without_any_disk_for_reading_it_is_told(
    killed: Killed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder takes what is being read, nothing changes."""

    def none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr("tempfile.gettempdir", none)
    with pytest.raises(GraphError) as caught:
        legation.open(killed.copy("old")).add("note.txt")
    assert str(caught.value) == (
        "there is no disk for what is being read: No usable temporary directory found in"
        " ['/tmp']; make room there, or name a folder on another disk in TMPDIR"
    )
