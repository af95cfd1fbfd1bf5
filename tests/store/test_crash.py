"""Killed at any moment, out of space, two at once: a graph is as before or as after, never between.

What adds is killed a hundred times at random points of the time that it takes, and wherever it
touches the disk: most times as a fork of a process that has everything loaded, which begins at
once, and some times as the command that a person starts, with a pool. What forgets a person is
killed likewise.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

import legation
from legation.check import check
from legation.errors import GraphError, GraphMissing, GraphReadOnly, UnknownName
from legation.store import copies
from legation.store.staging import Staging
from legation.store.versions import Versions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")

FORKS, COMMANDS, FORGETS = 95, 5, 25
#: So many of the times that the disk is touched, and each when a version is put in place.
TIMES, BEFORE, AFTER = 10, 9, 3
NOTE = "# date: 2020-05\n{} and Chile established diplomatic relations on {} May 1984.\n"
TABLE = """key: id
rows:
  - kind: Visit
    values:
      sender: {column: from, codes: iso3, at: day}
      host: CHL
      visitor: {column: who, of: sender}
      status: held
      edtf: {column: day}
"""
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is one's own
COMMAND = [sys.executable, "-c", "from legation.cli import main; main()"]
PERSON, MARK = "Person MNG Zyta Quorra", b"quorra"
#: A process with everything loaded, no thread and no store on disk; a fork of it adds to a graph,
#: or forgets, and is killed. What a write needs is loaded by writing to a store in memory.
ZYGOTE = """
import json, os, signal, sys, time
from pathlib import Path
import pyoxigraph as ox
import legation, legation.graph, legation.changes.forgetting
from legation.changes.writing import Means, gathered
from legation.identity.judgements import Judgements
from legation.intake.batch import Staged
from legation.intake.given import sort_out
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE

given, _, _ = gathered(["note.txt", "table.csv"], {}, Means(), DEFAULT_BASE, {})
with Staged(DEFAULT_BASE) as staged:
    staged.read(sort_out(given, {})[0])
    settle(ox.Store(), DEFAULT_BASE, Judgements(), None, staged.quads)
assert len(os.listdir("/proc/self/task")) == 1 if os.path.exists("/proc/self/task") else True

EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link"}
FILES = ("versions/", "current", "legation.toml", "/legation-")

def child(home, at, person):
    os.setsid()
    seen = placed = 0
    def hook(event, told):
        nonlocal seen, placed
        if event not in EVENTS:
            return
        # What is removed as a part of a folder is named without it.
        inside = event in {"os.remove", "os.rmdir"} and told[1] != -1
        if inside or any(name in str(told[:2]) for name in FILES):
            seen += 1
            if event == "os.rename" and str(told[1]).endswith("/current"):
                placed = seen
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    graph = legation.open(home)
    graph.forget(person) if person else graph.add("note.txt", "table.csv")
    if at == -1:
        with open("events", "w") as file:
            json.dump([seen, placed], file)

for line in sys.stdin:
    home, delay, at, person = json.loads(line)
    begin, pid = time.perf_counter(), os.fork()
    if not pid:
        try:
            child(home, at, person)
            os._exit(0)
        finally:
            os._exit(1)
    if delay is not None:
        time.sleep(delay)
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    print(json.dumps([status, time.perf_counter() - begin]), flush=True)
"""


def _environment() -> dict[str, str]:
    spool = str(Path("spool").absolute())
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": spool}


def _write(extra: bool) -> None:
    """Write a note and a table, the second time with more in them."""
    rows = [f"{n},MNG,Made-Up Person {n},20{n + 10}-02-03" for n in range(12 if extra else 4)]
    Path("table.csv").write_text("\n".join(["id,from,who,day", *rows]) + "\n", encoding="utf-8")
    Path("table.yml").write_text(TABLE, encoding="utf-8")
    states = ("Mongolia", "Laos", "Kenya")[: 3 if extra else 1]
    text = "".join(
        NOTE.format(state, day)[0 if day == 3 else 16 :] for day, state in enumerate(states, 3)
    )
    Path("note.txt").write_text(text, encoding="utf-8")


def _digest(home: Path) -> str:
    """Return what a graph holds, the copies of its sources included, as one number."""
    versions = Versions(home)
    try:
        current = versions.current()
    except GraphMissing:
        return "none"
    found = hashlib.sha256("\n".join(sorted(map(str, versions.open(current)))).encode())
    for path in sorted(current.sources.rglob("*")):
        found.update(str(path.relative_to(current.sources)).encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def _remember(home: Path) -> None:
    """Make a graph that has a person in a text, a table, a judgement and older versions."""
    graph = legation.open(home)
    graph.add("note.txt", "table.csv")
    text = Path("table.csv").read_text("utf-8").replace("Made-Up Person 2", "Zyta Quorra")
    Path("visits.csv").write_text(text, encoding="utf-8")
    graph.add("visits.csv", description="table.yml")
    note = "President Zyta Quorra of Mongolia visited Kenya on 3 May 2014."
    graph.add_text(note, "letter", date="2020")
    graph.different("Zyta Quorra", "Made-Up Person 1", why="Quorra is another")
    assert len({place.parts[2] for place in _marked(home)}) > 1


def _sound(home: Path) -> None:
    """Hold that a graph is whole: its sources are those of its copies, and nothing is violated."""
    versions = Versions(home)
    store = versions.open(versions.current())
    kept = copies.all_copies(versions.current().sources)
    named = {str(g).strip("<>").rpartition("/source/")[2] for g in store.named_graphs()}
    assert set(kept) <= named
    assert [found for found in check(store) if found.severity == "violation"] == []


def _swept(home: Path) -> None:
    """Hold that the next write leaves nothing behind of one that was killed."""
    versions = Versions(home)
    with versions.write("next") as draft:
        draft.store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(1)))
    Staging().close()
    assert {p.name for p in home.iterdir()} == {"legation.toml", "current", "lock", "versions"}
    chain = [versions.current().number]
    while (parent := json.loads(_about(home, chain[-1]))["parent"]) is not None:
        chain.append(parent)
    assert sorted(p.name for p in (home / "versions").iterdir()) == [
        f"{number:06}" for number in reversed(chain)
    ]
    # pymp-… is Python's own, for the socket of its processes.
    assert [p.name for p in Path("spool").iterdir() if not p.name.startswith("pymp-")] == []


def _about(home: Path, number: int) -> str:
    return (home / f"versions/{number:06}/version.json").read_text("utf-8")


def _marked(*folders: Path) -> list[Path]:
    """Return what is called by the person who is forgotten, or has the name in its bytes."""
    places = [place for folder in folders for place in folder.rglob("*")]
    return [
        place
        for place in places
        if MARK in place.name.lower().encode()
        or (place.is_file() and MARK in place.read_bytes().lower())
    ]


class Killed:
    """What is added to two graphs, one that is there and one that is not, and killed on the way.

    From a third a person is forgotten: who stands in a text, in a table and in a judgement.
    """

    def __init__(self) -> None:
        Path("spool").mkdir()
        _write(extra=False)
        kinds = ("old", "new", "forget")
        self.before = {kind: Path(f"{kind}.kg") for kind in kinds}
        legation.open("old.kg").add("note.txt", "table.csv")
        _remember(Path("forget.kg"))
        _write(extra=True)
        self.zygote = subprocess.Popen(
            [sys.executable, "-c", ZYGOTE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )
        self.states: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = {}
        #: How often the disk is touched, and at which time the pointer is put in place.
        self.events: dict[str, tuple[int, int]] = {}
        for kind, home in self.before.items():
            before = _digest(home)
            status, self.seconds[kind] = self.fork(kind)
            assert status == 0
            self.states[kind] = [before, _digest(Path("x.kg"))]
            assert before != self.states[kind][1]
            _sound(Path("x.kg"))
            self.events[kind] = json.loads(Path("events").read_text())

    def copy(self, kind: str) -> Path:
        """Return a copy of one of the graphs."""
        home = Path("x.kg")
        shutil.rmtree(home, ignore_errors=True)
        if self.before[kind].exists():
            shutil.copytree(self.before[kind], home)
        return home

    def fork(self, kind: str, delay: float | None = None, at: int = -1) -> tuple[int, float]:
        """Write in a fork that is killed after a delay, or where it touches the disk."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        told = [str(self.copy(kind)), delay, at, PERSON if kind == "forget" else ""]
        self.zygote.stdin.write(json.dumps(told).encode() + b"\n")
        self.zygote.stdin.flush()
        status, seconds = json.loads(self.zygote.stdout.readline())
        return status, seconds

    def judge(self, kind: str, after: str = "") -> bool:
        """Hold that the graph is as before or as after; tell which."""
        home = Path("x.kg")
        found, states = _digest(home), self.states[kind]
        assert found in {states[0], after or states[1]}
        done = found != states[0]
        if done and kind == "forget":
            # Who was not told that it is done tries once more, and then nothing is left.
            with pytest.raises(UnknownName):
                legation.open(home).forget(PERSON)
            assert _marked(home, Path("spool")) == []
        _swept(home)
        assert bool(_marked(home)) == (kind == "forget" and not done)
        return done

    def close(self) -> None:
        """End the process with everything loaded."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.close()
        self.zygote.wait()
        self.zygote.stdout.close()


@pytest.fixture(scope="module")
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
    subprocess.run(command, check=True, env=_environment(), capture_output=True)
    seconds, after = time.perf_counter() - begin, _digest(Path("x.kg"))
    with _no_semaphores_left():
        for _ in range(COMMANDS):
            killed.copy("old")
            process = subprocess.Popen(
                command,
                env=_environment(),
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
        env=_environment(),
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


def test_two_writers_at_once(killed: Killed) -> None:
    """Of several that add at once each has either added or been told that the graph is busy."""
    killed.copy("old")
    for number in range(4):
        Path(f"w{number}.txt").write_text(NOTE.format("Peru", number + 3), encoding="utf-8")
    processes = [
        subprocess.Popen(
            [*COMMAND, "add", f"w{number}.txt", "--graph", "x.kg"],
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    told = [process.communicate()[1].decode() for process in processes]
    codes = [process.returncode for process in processes]
    assert set(codes) <= {0, 3}
    assert 0 in codes
    busy = "legation: another process "
    assert all(text.startswith(busy) for text, code in zip(told, codes, strict=True) if code)
    names = {source.name for source in legation.open("x.kg").sources()}
    added = {f"w{number}" for number, code in enumerate(codes) if not code}
    assert names == {"note", "table"} | added
    _sound(Path("x.kg"))


READER = """
import sys, legation
first, seen, asked = legation.open("x.kg").store, [], 0
size, graph = len(first), legation.open("x.kg")
print("ready", flush=True)
while not seen or graph.version < int(sys.argv[1]):
    asked += 1
    assert len(first) == size == sum(1 for _ in first)
    answer = graph.query("SELECT (COUNT(*) AS ?n) { ?f a lgn:RelationEvent }")
    number = int(next(iter(answer))[0])
    if not seen or seen[-1] != number:
        seen.append(number)
assert seen == sorted(seen) and asked > 1, seen
"""


def test_readers_are_never_disturbed(killed: Killed) -> None:
    """Who reads keeps its answers through 15 writes, also of a version that is pruned by then."""
    killed.copy("old")
    last = 16
    words = [sys.executable, "-c", READER, str(last)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=_environment()) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"ready\n"
        graph = legation.open("x.kg")
        for number in range(1, last):
            graph.add_text(NOTE.format("Peru", number), f"n{number}")
        assert graph.version == last
        assert not Path("x.kg/versions/000001").exists()
    assert reader.returncode == 0


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
    _sound(home)


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
    assert _digest(home) == killed.states["forget"][0]


@pytest.mark.parametrize("most", [100, 20_000, 60_000])
def test_a_limit_on_files_is_one_line(killed: Killed, most: int) -> None:
    """Files that may not grow are told in one line, with the exit code of graphs."""
    before = _digest(killed.copy("old"))
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); sys.argv[0] = 'legation';"
        "from legation.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "add", "note.txt", "--graph", "x.kg"],
        env=_environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    (line,) = done.stderr.decode().splitlines()
    assert "cannot be written to: File too large; " in line
    assert _digest(Path("x.kg")) == before


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
