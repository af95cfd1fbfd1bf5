"""A real Dask cluster of two workers, one of them killed on the way: the graph is the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation
from legation.changes import parts
from legation.cli import run
from legation.errors import MissingExtra, NoWorkers, SourceUnreadable
from legation.intake import cluster, partitions
from legation.intake.cluster import connected

distributed = pytest.importorskip("distributed", reason="Dask distributed is not installed")
pytest.importorskip("fsspec")

NOTE = "# date: 2020-05\n{} and Chile established diplomatic relations on {} May 1984.\n"
STATES = ("Mongolia", "Laos", "Kenya", "Norway", "Nepal", "Jordan", "Poland", "Peru")
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
FILES = ("notes", "visits.csv")
RUNS = 40


class Cluster:
    """A scheduler and two workers, each a process of its own on this machine."""

    def __init__(self, folder: Path) -> None:
        told = folder / "scheduler.json"
        # Workers run elsewhere and reach nothing of the one who asks but what they are sent.
        self.folder = folder
        self.processes = [
            self._start(
                "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)
            )
        ]
        _until(lambda: told.is_file() and told.read_text().endswith("}"))
        self.address = str(json.loads(told.read_text())["address"])
        self.processes += [self.worker(), self.worker()]

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard"],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdout=log,
                stderr=log,
            )

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        words = ("worker", self.address, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1")
        return self._start(*words)

    def close(self) -> None:
        """End all processes."""
        for process in self.processes:
            process.kill()
            process.wait()


def _until(holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start a cluster of two workers."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        with distributed.Client(made.address, set_as_default=False, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield made
    finally:
        made.close()


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make notes and a table that is cut into many runs."""
    monkeypatch.setattr(partitions, "_ROWS", 10)
    monkeypatch.setattr(parts, "_DOCUMENTS", 2)
    Path("notes").mkdir()
    for day, state in enumerate(STATES, 3):
        Path(f"notes/{state}.txt").write_text(NOTE.format(state, day), encoding="utf-8")
    rows = [f"{n},MNG,Made-Up Person {n % 97},20{n % 80 + 10}-02-03" for n in range(RUNS * 20)]
    Path("visits.csv").write_text("\n".join(["id,from,who,day", *rows]) + "\n", encoding="utf-8")
    Path("visits.yml").write_text(TABLE, encoding="utf-8")


def _quads(home: str) -> bytes:
    return legation.open(home).export("nquads", f"{home}.nq").read_bytes()


def _killing(two: Cluster, enough: int) -> threading.Thread:
    """Kill a worker as soon as some parts are there."""

    def kill() -> None:
        _until(lambda: len(list(Path("parts").glob("part-*.gz"))) >= enough)
        assert len(list(Path("parts").glob("part-*.gz"))) < RUNS
        two.processes[-1].kill()

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def test_a_worker_that_dies_on_the_way_changes_nothing(two: Cluster) -> None:
    """Parts that two workers write, one of them killed, make the graph of one process."""
    legation.open("alone.kg").add(*FILES)
    place = Path("parts").absolute().as_uri()
    with connected(two.address) as executor:
        thread = _killing(two, 3)
        staged = legation.open("spread.kg").stage(place, *FILES, executor=executor)
        thread.join()
    assert two.processes[-1].wait() == -9
    assert staged.failed == ()
    names = sorted(path.name for path in Path("parts").glob("part-*"))
    assert len(names) == RUNS + len(STATES) // 2
    legation.open("spread.kg").load(place)
    assert _quads("spread.kg") == _quads("alone.kg")


def test_the_commands_take_a_scheduler(two: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    """`add`, `stage` and `rebuild` let the workers of a scheduler read."""
    legation.open("alone.kg").add(*FILES)
    to = ["--scheduler", two.address]
    assert run(["add", *FILES, "--graph", "a.kg", *to]) == 0
    assert run(["stage", *FILES, "--to", "parts", *to]) == 0
    assert run(["load", "parts", "--graph", "b.kg"]) == 0
    assert run(["rebuild", "--graph", "b.kg", *to]) == 0
    assert capsys.readouterr().err == ""
    assert _quads("a.kg") == _quads("b.kg") == _quads("alone.kg")


def test_what_ends_several_workers_is_told(two: Cluster) -> None:
    """A call that no worker survives is given up, and says so in the words of legation."""
    two.processes += [two.worker(), two.worker(), two.worker()]
    with connected(two.address) as executor:
        future = executor.submit(Path, "fine")
        assert future.result(60) == Path("fine")
        with pytest.raises(SourceUnreadable) as caught:
            executor.submit(str, Deadly()).result(60)
    assert str(caught.value) == "bad.txt ended the processes that read it; it was left out"


class Deadly:
    """Kills the process that unpacks it."""

    path = Path("bad.txt")

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_without_workers_or_scheduler_it_is_told(
    two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody there, nobody who reads, and somebody who would read otherwise are all told."""
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    monkeypatch.setattr("importlib.metadata.version", lambda _: "0.0.0")
    with pytest.raises(NoWorkers) as caught, connected(two.address):
        pass
    assert "has legation " in str(caught.value)
    for process in two.processes[1:]:
        process.kill()
        process.wait()
    with pytest.raises(NoWorkers) as caught, connected(two.address):
        pass
    assert str(caught.value).startswith(f"the scheduler at {two.address} has no workers; start ")
    two.close()
    with pytest.raises(NoWorkers) as caught, connected(two.address):
        pass
    assert str(caught.value) == (
        f"no scheduler answers at {two.address}; start one: 'dask scheduler',"
        " and on each machine 'dask worker ADDRESS'"
    )


def test_without_dask_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed it is told what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra) as caught, connected("tcp://127.0.0.1:1"):
        pass
    assert str(caught.value) == (
        "reading on other machines needs Dask distributed; pip install 'legation[dask]'"
    )
