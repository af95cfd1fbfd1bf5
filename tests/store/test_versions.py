"""Versions: a write is there as a whole or not at all, readers never wait, undo goes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.errors import (
    GraphBusy,
    GraphChanged,
    GraphDamaged,
    GraphMissing,
    GraphReadOnly,
    NewerFormat,
    NotAGraph,
    NothingToUndo,
)
from legation.store.lock import locked
from legation.store.versions import Versions

S, P = ox.NamedNode("x:s"), ox.NamedNode("x:p")


def _quad(value: int) -> ox.Quad:
    return ox.Quad(S, P, ox.Literal(value))


def _values(versions: Versions) -> list[str]:
    store = versions.open(versions.current())
    return sorted(q.object.value for q in store if isinstance(q.object, ox.Literal))


def _written(home: Path, *values: int) -> Versions:
    versions = Versions(home)
    for value in values:
        with versions.write(f"add {value}") as draft:
            draft.store.add(_quad(value))
    return versions


def test_each_write_is_a_version(tmp_path: Path) -> None:
    """Three writes are three versions, the last holds all."""
    versions = _written(tmp_path / "x.kg", 1, 2, 3)
    assert versions.current().number == 3
    assert _values(versions) == ["1", "2", "3"]


def test_a_failed_write_leaves_the_version_before(tmp_path: Path) -> None:
    """An error inside a write changes nothing and leaves no draft behind."""
    versions = _written(tmp_path / "x.kg", 1)
    with pytest.raises(ZeroDivisionError), versions.write("bad") as draft:
        draft.store.add(_quad(2 // (len(draft.store) - 1)))
    assert _values(versions) == ["1"]
    assert sorted(p.name for p in (tmp_path / "x.kg/versions").iterdir()) == ["000001"]


def test_a_failed_first_write_leaves_no_graph(tmp_path: Path) -> None:
    """If the very first write fails, nothing stays in the directory."""
    versions = Versions(tmp_path / "x.kg")
    with pytest.raises(RuntimeError), versions.write("bad"):
        raise RuntimeError
    assert not (tmp_path / "x.kg").exists()


def test_readers_keep_their_version_while_others_write(tmp_path: Path) -> None:
    """A store opened for reading answers as before while a new version is written."""
    versions = _written(tmp_path / "x.kg", 1)
    reader = versions.open(versions.current())
    _written(tmp_path / "x.kg", 2)
    assert len(reader) == 1
    assert _values(versions) == ["1", "2"]


def test_undo_goes_back_and_the_next_write_goes_on_from_there(tmp_path: Path) -> None:
    """Undo restores the parent; a later write gets a number never used before."""
    versions = _written(tmp_path / "x.kg", 1, 2)
    assert versions.undo().number == 1
    _written(tmp_path / "x.kg", 3)
    assert versions.current().number == 3
    assert _values(versions) == ["1", "3"]


def test_undo_past_the_first_version_is_refused(tmp_path: Path) -> None:
    """There is nothing before the first version."""
    home = tmp_path / "x.kg"
    versions = _written(home, 1)
    with pytest.raises(NothingToUndo) as caught:
        versions.undo()
    assert (
        str(caught.value) == f"version 1 is the oldest of {home} that is kept; nothing was changed"
    )


def test_old_versions_are_pruned_and_ten_are_kept(tmp_path: Path) -> None:
    """Ten versions stay reachable by undo, older ones are removed."""
    _written(tmp_path / "x.kg", *range(12))
    kept = sorted(int(p.name) for p in (tmp_path / "x.kg/versions").iterdir())
    assert kept == list(range(3, 13))


def test_reading_never_makes_a_graph(tmp_path: Path) -> None:
    """Asking for the current version of nothing raises and makes nothing."""
    home = tmp_path / "x.kg"
    with pytest.raises(GraphMissing) as caught:
        Versions(home).current()
    assert str(caught.value) == (
        f"there is no graph at {home}; 'legation add FILE' makes one, 'legation tour' shows how"
    )
    assert not home.exists()


def test_another_directory_is_left_alone(tmp_path: Path) -> None:
    """A directory with other things in it is no place for a graph."""
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(NotAGraph) as caught, Versions(tmp_path).write("add"):
        pass
    assert (
        str(caught.value)
        == f"{tmp_path} is not a graph of legation; name another directory with --graph"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_graph(tmp_path: Path) -> None:
    """A file in the place of a graph is refused."""
    (tmp_path / "x.kg").write_text("x")
    with pytest.raises(NotAGraph):
        Versions(tmp_path / "x.kg").current()


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """A graph of a later legation is neither read nor written."""
    versions = _written(tmp_path / "x.kg", 1)
    (tmp_path / "x.kg/legation.toml").write_text("format = 99\n")
    with pytest.raises(NewerFormat) as caught:
        versions.current()
    assert str(caught.value) == (
        f"{tmp_path / 'x.kg'} has format 99, this legation knows formats up to 1; install a newer legation"
    )


def test_a_broken_pointer_is_damage(tmp_path: Path) -> None:
    """A pointer that names no version is told as damage."""
    versions = _written(tmp_path / "x.kg", 1)
    (tmp_path / "x.kg/current").write_text("rubbish")
    with pytest.raises(GraphDamaged, match="names no version"):
        versions.current()


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    """While one process writes, another is told that the graph is busy."""
    home = tmp_path / "x.kg"
    versions = _written(home, 1)
    with locked(home), pytest.raises(GraphBusy) as caught, versions.write("add"):
        pass
    assert str(caught.value) == (
        f"another process is writing to {home}; wait until it has finished and try again"
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_directory_is_told(tmp_path: Path) -> None:
    """A directory without write permission is a clear error."""
    home = tmp_path / "x.kg"
    versions = _written(home, 1)
    home.chmod(0o500)
    try:
        with pytest.raises(GraphReadOnly, match="cannot be written to"), versions.write("add"):
            pass
    finally:
        home.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")
def test_a_killed_write_leaves_the_graph_as_before(tmp_path: Path) -> None:
    """A process killed while writing leaves the old version; the next write sweeps its draft."""
    home = tmp_path / "x.kg"
    versions = _written(home, 1)
    code = f"""
        import pyoxigraph as ox, time, sys
        from pathlib import Path
        from legation.store.versions import Versions
        with Versions(Path({str(home)!r})).write("slow") as draft:
            draft.store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(2)))
            print("writing", flush=True)
            time.sleep(60)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert _values(versions) == ["1"]
    time.sleep(0.01)
    _written(home, 3)
    assert _values(versions) == ["1", "3"]
    assert not list((home / "versions").glob(".draft*"))


@pytest.mark.parametrize(
    "left", ["legation.toml", "legation.toml.part", "versions/.draft-1-2-3/store/x"]
)
def test_a_first_write_that_was_killed_is_begun_again(tmp_path: Path, left: str) -> None:
    """What a killed first write leaves behind hinders neither reading nor the next write."""
    home = tmp_path / "x.kg"
    (home / left).parent.mkdir(parents=True)
    (home / left).write_text("format = 1\n")
    (home / "lock").touch()
    with pytest.raises(GraphMissing):
        Versions(home).current()
    assert _values(_written(home, 1)) == ["1"]


def test_a_write_on_a_version_that_is_no_longer_current_is_refused(tmp_path: Path) -> None:
    """Who has looked at version 1 does not write over version 2."""
    versions = _written(tmp_path / "x.kg", 1, 2)
    with pytest.raises(GraphChanged) as caught, versions.write("late", after=1):
        pass
    assert (
        str(caught.value) == f"another process has changed {tmp_path / 'x.kg'} meanwhile; try again"
    )
    assert _values(versions) == ["1", "2"]


def test_an_old_version_that_is_broken_hinders_nothing(tmp_path: Path) -> None:
    """Pruning passes over what it cannot read."""
    versions = _written(tmp_path / "x.kg", 1, 2)
    (tmp_path / "x.kg/versions/000001/version.json").write_text("rubbish")
    _written(tmp_path / "x.kg", 3)
    assert _values(versions) == ["1", "2", "3"]
