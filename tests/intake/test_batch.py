"""Many documents: one job and many give the same graph, and one bad document stops no other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import (
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from pathlib import Path
from typing import Any, TypeVar

import pytest

import legation
from legation.errors import NothingRead, SourceError, SourceMissing
from legation.intake import batch, given, partitions
from legation.intake.given import Item, Made
from made_tables import VISITS

T = TypeVar("T")
NOTE = "# date: 2020-05\n{} and Chile established diplomatic relations on {} May 1984.\n"
STATES = ("Mongolia", "Laos", "Kenya", "Norway", "Nepal", "Jordan", "Poland")


@pytest.fixture(autouse=True)
def _notes() -> None:
    """Make a folder of notes with three that cannot be read."""
    Path("notes").mkdir()
    for number, state in enumerate(STATES, 3):
        Path(f"notes/{state}.txt").write_text(NOTE.format(state, number), encoding="utf-8")
    Path("notes/bad.txt").write_bytes(b"a\0b")
    Path("notes/empty.md").write_text("\n", encoding="utf-8")
    Path("notes/scan.pdf").write_bytes(b"%PDF-1.4")
    Path("notes/table.csv").write_text("a,b", encoding="utf-8")


def _exported(name: str, **how: object) -> bytes:
    graph = legation.open(f"{name}.kg")
    done = graph.add("notes", **how)  # type: ignore[arg-type]
    assert (len(done.added), len(done.failed), graph.version) == (len(STATES), 3, 1)
    return graph.export("nquads", f"{name}.nq").read_bytes()


def test_jobs_and_executors_give_the_same_graph() -> None:
    """One process, a pool, and any executor write the same bytes."""
    alone = _exported("one")
    assert _exported("two", jobs=2) == alone
    with ThreadPoolExecutor(3) as executor:
        assert _exported("three", executor=executor) == alone


def test_the_good_ones_form_one_version_and_the_rest_is_told() -> None:
    """What was read, failed and skipped is in the report, as an object and as JSON."""
    done = legation.open("x.kg").add("notes", "gone.txt")
    assert [failed.path for failed in done.failed] == [
        "gone.txt",
        "notes/bad.txt",
        "notes/empty.md",
        "notes/scan.pdf",
    ]
    assert done.failed[0].why == "there is no file gone.txt; check the spelling"
    assert [skipped.path for skipped in done.skipped] == ["notes/table.csv"]
    told = done.as_json()
    assert (told["version"], told["claims"], told["unchanged"]) == (1, len(STATES), [])
    assert [read.source for read in done.read] == sorted(state.lower() for state in STATES)


def test_adding_again_reads_only_what_is_new() -> None:
    """What is there stays; what failed is tried again; without anything new there is no version."""
    graph = legation.open("x.kg")
    graph.add("notes")
    again = graph.add("notes")
    assert (again.version, len(again.unchanged), len(again.failed)) == (1, len(STATES), 3)
    Path("notes/bad.txt").write_text(NOTE.format("Peru", 2), encoding="utf-8")
    assert graph.add("notes").added == ("bad",)


def test_if_nothing_can_be_read_nothing_is_made() -> None:
    """One document raises its own error, several say so together."""
    graph = legation.open("x.kg")
    with pytest.raises(SourceMissing):
        graph.add("gone.txt")
    with pytest.raises(NothingRead) as caught:
        graph.add("gone.txt", "notes/bad.txt")
    assert str(caught.value) == "none of the 2 documents could be read; nothing was added"
    assert [path for path, _ in caught.value.failed] == ["gone.txt", "notes/bad.txt"]
    assert not graph.exists()


def test_several_processes_read_where_the_temporary_folder_has_a_long_name(
    tmp_path: Path,
) -> None:
    """A name too long for the socket of a fork server does not keep a batch from being read."""
    spool = tmp_path / ("a" * 120)
    spool.mkdir()
    code = "import legation; print(legation.open('x.kg').add('notes', jobs=2).claims)"
    outside = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(spool)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=outside, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 0


def test_an_interruption_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while reading leaves the graph as it was, and nothing on disk."""
    monkeypatch.setenv("TMPDIR", str(Path("spool").absolute()))
    monkeypatch.setattr("tempfile.tempdir", None)
    Path("spool").mkdir()
    graph = legation.open("x.kg")

    def stop(name: str, done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    for how in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            graph.add("notes", jobs=how, progress=stop)
    assert not graph.exists()
    assert [
        path.name for path in Path("spool").iterdir() if path.name.startswith("legation-")
    ] == []


class _Counting(Executor):
    """Reads at once, and counts what was handed in and not yet taken back."""

    def __init__(self) -> None:
        self.out = self.most = 0

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Read, and count."""
        executor = self
        executor.out += 1
        executor.most = max(executor.most, executor.out)

        class Counted(Future[T]):
            """A result that is counted when it is taken."""

            def result(self, timeout: float | None = None) -> T:
                executor.out -= 1
                return super().result(timeout)

        future = Counted()
        try:
            future.set_result(fn(*args, **kwargs))
        except SourceError as error:
            future.set_exception(error)
        return future


def test_only_what_is_being_read_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """An executor is given a document when an earlier one has come back."""
    monkeypatch.setattr(batch, "_AHEAD", 3)
    executor = _Counting()
    legation.open("x.kg").add("notes", executor=executor)
    assert (executor.out, executor.most) == (0, 3)


def test_the_language_of_a_page_helps_where_the_text_does_not_tell() -> None:
    """A page says of itself which language it is in; a text that tells another one wins."""
    for lang, text, language in (
        ("vi", "Lao - Peru", "vi"),
        ("vi", "The President of Peru paid a visit to Laos in May 2010.", "en"),
    ):
        Path("a.html").write_text(f'<html lang="{lang}"><p>{text}</p></html>', encoding="utf-8")
        assert legation.read("a.html").source.language == language


def test_a_rebuild_reads_from_the_copies() -> None:
    """Old encodings and formats are read again as they were, in any number of processes."""
    Path("b.html").write_text(
        f"<html><p>{NOTE.format('Peru', 2)[16:]}</p></html>", encoding="utf-16"
    )
    graph = legation.open("x.kg")
    graph.add("notes", "b.html")
    graph.add_text("<html> Chile and Cuba established diplomatic relations in 1990.", "c")
    before = graph.export("nquads", "before.nq").read_bytes()
    for name in ("notes", "b.html"):
        Path(name).rename(f"moved-{name}")
    graph.rebuild(jobs=2)
    assert graph.export("nquads", "after.nq").read_bytes() == before
    assert graph.text("c").startswith("<html>")


def _dies(item: Item, data: bytes, base: str) -> Made:
    if item.name == "laos":
        os._exit(1)
    return given.make(item, data, base)


def test_a_document_that_ends_its_reader_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies takes no other document with it."""
    monkeypatch.setattr(batch, "make", _dies)
    monkeypatch.setattr(batch, "_pool", ProcessPoolExecutor)
    done = legation.open("x.kg").add("notes", jobs=2)
    assert len(done.added) == len(STATES) - 1
    assert "notes/Laos.txt ended the process that read it; it was left out" in [
        failed.why for failed in done.failed
    ]


def _visits(rows: int) -> None:
    """Write a table of made-up visits with a description beside it."""
    told = [f"MNG,Made-Up Person {n % 50},20{10 + n % 60}-02-03" for n in range(rows)]
    Path("visits.csv").write_text("\n".join(["from,who,day", *told]) + "\n", encoding="utf-8")
    Path("visits.yml").write_text(VISITS, encoding="utf-8")


def test_a_large_table_is_read_by_as_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are handed out in runs, and the graph is that of one process; a small one stays here."""
    _visits(900)
    monkeypatch.setattr(partitions, "_ROWS", 100)  # five runs of two batches
    made: list[int] = []
    pool = batch._pool

    def counted(jobs: int) -> ProcessPoolExecutor:
        made.append(jobs)
        return pool(jobs)

    monkeypatch.setattr(batch, "_pool", counted)
    found = []
    for home, jobs, large in (("one", 1, 0), ("small", 2, 1 << 20), ("two", 2, 0)):
        monkeypatch.setattr(given, "_LARGE", large)
        kg = legation.open(f"{home}.kg")
        assert kg.add("visits.csv", description="visits.yml", jobs=jobs).claims == 900
        found.append(kg.export("nquads", f"{home}.nq").read_bytes())
    assert found == [found[0]] * 3
    assert made == [2]


def test_a_table_that_ends_its_reader_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies over the rows is told in one sentence; the notes beside it are read."""
    _visits(900)
    monkeypatch.setattr(given, "_LARGE", 0)
    monkeypatch.setattr(
        batch, "_pool", lambda n: ProcessPoolExecutor(n, initializer=os._exit, initargs=(1,))
    )
    done = legation.open("x.kg").add(
        "visits.csv", "notes/Laos.txt", description="visits.yml", jobs=2
    )
    assert [(one.path, one.why) for one in done.failed] == [
        ("visits.csv", "visits.csv ended the process that read it; it was left out")
    ]
    assert done.added == ("laos",)
