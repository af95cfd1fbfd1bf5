"""Graphs that are written to by a process which is killed, and what must hold of them afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import legation
from legation.check import check
from legation.errors import GraphMissing, UnknownName
from legation.store import copies
from legation.store.staging import Staging
from legation.store.versions import Versions

CRASHES = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")
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


def environment() -> dict[str, str]:
    """Return the environment of a process whose folder for what is being read is ours."""
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


def digest(home: Path) -> str:
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


def sound(home: Path) -> None:
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
            env=environment(),
        )
        self.states: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = {}
        #: How often the disk is touched, and at which time the pointer is put in place.
        self.events: dict[str, tuple[int, int]] = {}
        for kind, home in self.before.items():
            before = digest(home)
            status, self.seconds[kind] = self.fork(kind)
            assert status == 0
            self.states[kind] = [before, digest(Path("x.kg"))]
            assert before != self.states[kind][1]
            sound(Path("x.kg"))
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
        found, states = digest(home), self.states[kind]
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
