"""Killed at any moment a graph is as before or as after, never between.

What adds is killed a hundred times at random points of the time that it takes, and wherever it
touches the disk: most times as a fork of a process that has everything loaded, which begins at
once, and some times as the command that a person starts, with a pool. What forgets a person is
killed likewise.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from store.killed import COMMAND, CRASHES, MEMORY, NOTE, Killed, digest, environment

pytestmark = CRASHES

FORKS, COMMANDS, FORGETS = 95, 5, 25
#: So many of the times that the disk is touched, and each when a version is put in place.
TIMES, BEFORE, AFTER = 10, 9, 3


@pytest.mark.slow
def test_forks_killed_at_random_points(killed: Killed) -> None:
    """Whenever a process that adds is killed, the graph is as before or as after."""
    chance = random.Random(2008)  # noqa: S311 - the same points each time
    done = 0
    for number in range(FORKS):
        kind = "new" if number % 3 == 0 else "old"
        killed.fork(kind, chance.uniform(0, 1.05) * killed.seconds[kind])
        done += killed.judge(kind)
    assert 0 <= done < FORKS


@pytest.mark.slow
def test_forgetting_killed_at_random_points(killed: Killed) -> None:
    """A person is in the graph as before, or nowhere any more once somebody writes or asks again."""
    chance = random.Random(1977)  # noqa: S311 - the same points each time
    for _ in range(FORGETS):
        killed.fork("forget", chance.uniform(0, 1.05) * killed.seconds["forget"])
        killed.judge("forget")


@pytest.mark.parametrize("kind", ["new", "old", "forget"])
def test_killed_where_it_touches_the_disk(killed: Killed, kind: str) -> None:
    """Killed before each file that it opens, names or removes, it leaves no graph between."""
    last, placed = killed.events[kind]
    near = range(placed - BEFORE, min(placed + AFTER, last + 1))
    found = []
    for at in sorted({*range(1, last + 1, last // TIMES), *near, last}):
        status, _ = killed.fork(kind, at=at)
        assert status == signal.SIGKILL
        found.append(killed.judge(kind))
    assert found == sorted(found)
    assert set(found) == {False, True}


@pytest.mark.slow
def test_commands_killed_with_their_pool(killed: Killed) -> None:
    """The command of a person is killed with all its processes, while reading and after."""
    chance = random.Random(1946)  # noqa: S311 - the same points each time
    command = [*COMMAND, "add", "note.txt", "more.txt", "table.csv", "--graph", "x.kg"]
    command += ["--jobs", "2"]
    shutil.copy("note.txt", "more.txt")
    begin = time.perf_counter()
    killed.copy("old")
    subprocess.run(command, check=True, env=environment(), capture_output=True)
    seconds, after = time.perf_counter() - begin, digest(Path("x.kg"))
    with _no_semaphores_left():
        for _ in range(COMMANDS):
            killed.copy("old")
            process = subprocess.Popen(
                command,
                env=environment(),
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.2, 1.0) * seconds)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed.judge("old", after)


@contextmanager
def _no_semaphores_left() -> Iterator[None]:
    """Remove the semaphores of processes that were killed with the one that would have done it.

    Python names those of a pool ``mp-…`` and lets a process of its own remove them, which is
    killed here as well. Those that a living process has are somebody else's.
    """
    before = set(MEMORY.glob("sem.mp-*"))
    try:
        yield
    finally:
        held = ""
        new = set(MEMORY.glob("sem.mp-*")) - before
        for maps in Path("/proc").glob("[0-9]*/maps") if new else ():
            with suppress(OSError):
                held += maps.read_text()
        for place in new:
            if place.name not in held:
                place.unlink(missing_ok=True)


def test_readers_end_with_the_one_they_read_for(killed: Killed) -> None:
    """If only the command is killed, the processes of its pool end by themselves."""
    long = Path("long.txt")
    long.write_text(NOTE.format("Laos", 3) * 2000, encoding="utf-8")
    shutil.copy(long, "longer.txt")
    process = subprocess.Popen(
        [*COMMAND, "add", "long.txt", "longer.txt", "--jobs", "2", "--graph", "x.kg"],
        env=environment(),
        start_new_session=True,
    )
    group = process.pid
    while len(_group(group)) < 4 and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.wait()
    until = time.monotonic() + 20
    while _group(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert _group(group) == []


def _group(group: int) -> list[str]:
    """Return the processes of a group that live."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text().rpartition(")")[2].split()
            if int(told[2]) == group and told[0] not in "ZX":
                found.append(path.parent.name)
    return found
