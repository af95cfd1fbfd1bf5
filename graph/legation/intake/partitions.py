"""Tables cut into runs of rows that any process reads, put together as if one process had.

The cells travel, so a reader needs neither the file nor its disk, and each row keeps its number
and so its IRI. What only the first of several rows states (``once``) may have been stated in an
earlier run; a run of which that is true is read again, and told what was stated before.
"""

from __future__ import annotations

import gzip
import io
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from typing import IO

from legation.errors import SourceUnreadable
from legation.facts.evidence import Source
from legation.facts.quads import source_quads
from legation.store.places import Kept, Place
from legation.tables import shipped
from legation.tables.compile import compile_description
from legation.tables.files import Batch, Form, Table
from legation.tables.lines import Writer
from legation.tables.model import Description
from legation.tables.report import Report, Trouble
from legation.tables.rows import Once, Rows
from legation.tables.shelves import Shelf
from legation.terms import Iri

#: So many rows are a batch, as on one machine, and so many batches a run.
_ROWS, _BATCHES = 4096, 2
_MANY = 5000


@dataclass(frozen=True, slots=True)
class Run:
    """Rows on their way to a reader, with all it needs; ``to`` is where it writes what they state."""

    table: str
    base: str
    source: Source
    header: tuple[str, ...]
    form: Form
    batches: tuple[Batch, ...]
    number: int
    to: str = ""
    packed: bool = True
    once: Once = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """How sentences call it."""
        rows = [number for batch in self.batches for number in batch.numbers] or [0]
        return Path(f"{self.source.iri}, rows {rows[0]} to {rows[-1]}")


@dataclass(frozen=True, slots=True)
class Ran:
    """What was read of a run: its quads, or the file they are in, and the report."""

    quads: bytes
    kept: Kept | None
    rows: int
    claims: Counter[str]
    ignored: Counter[str]
    troubles: tuple[Trouble, ...]
    once: Once


def read(run: Run) -> Ran:
    """Read a run; in any process, with the same outcome."""
    plan = _plan(run.table, run.base, run.header, run.form)
    troubles: list[Trouble] = []
    report = Report(tell=troubles.append)
    writer = Writer(plan, run.source)
    once = {name: dict(told) for name, told in run.once.items()}
    rows = Rows(plan, run.source.iri, report, writer.written, once)
    made = io.BytesIO()
    with _packing(made) if run.packed else nullcontext(made) as file:
        file.write("".join(f"{quad} .\n" for quad in source_quads(run.source)).encode())
        for statement in rows.statements(run.batches):
            writer.put(statement)
            if len(writer.out) >= _MANY:
                file.write(writer.taken().encode())
        file.write(writer.taken().encode())
    quads, kept = made.getvalue(), None
    if run.to:
        quads, kept = b"", Place(run.to).put(part(run.number), quads)
    return Ran(
        quads,
        kept,
        report.rows,
        report.claims,
        report.ignored,
        tuple(troubles),
        _less(once, run.once),
    )


def _packing(made: IO[bytes]) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=made, mode="wb", compresslevel=3, mtime=0)


def part(number: int) -> str:
    """Return the name of a part.

    >>> part(7)
    'part-00007.nq.gz'
    """
    return f"part-{number:05}.nq.gz"


@lru_cache(maxsize=8)
def _plan(table: str, base: str, header: tuple[str, ...], form: Form) -> Description:
    bundle = shipped.kept(table)
    files = Shelf(bundle.file, bundle.find)
    opened = Table(Path(bundle.name), header, form)
    return compile_description(bundle.text, files, opened, base, name=bundle.name)


@dataclass
class Spread:
    """Reads a table by an executor; one of `legation.intake.tabling`'s readers.

    With a place ``to``, the quads stay there, as files that ``kept`` names, and none are yielded.
    Quads that travel between machines are ``packed`` with gzip; ``ahead`` runs are on their way.
    """

    executor: Executor
    table: str
    base: str
    to: str = ""
    packed: bool = True
    ahead: int = 32
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    kept: list[Kept] = field(default_factory=list)

    def __call__(
        self, plan: Description, source: Source, table: Table, report: Report
    ) -> Iterator[str]:
        """Yield what the table states, run by run in their order; fill the report."""
        told: set[tuple[str, str]] = set()
        try:
            for ran in _ahead(self._exact(source, table), self.ahead):
                _merge(report, ran, told)
                if ran.kept:
                    self.kept.append(ran.kept)
                else:
                    yield (gzip.decompress(ran.quads) if self.packed else ran.quads).decode()
        except BrokenExecutor:
            raise SourceUnreadable(
                f"{table.path} ended the process that read it", hint="it was left out"
            ) from None
        report.expect(plan.rows, plan.claims, plan.unread)

    def _exact(self, source: Source, table: Table) -> Iterator[Future[Ran]]:
        """Yield each run, read again if it took for the first of its kind what was not."""
        known: Once = {}
        runs = deque[Run]()

        def submitted() -> Iterator[Future[Ran]]:
            for run in self._runs(source, table):
                runs.append(run)
                yield self.executor.submit(read, run)

        for ran in _ahead(submitted(), self.ahead):
            run, before = runs.popleft(), _common(ran.once, known)
            for name, firsts in _renumbered(ran.once, before).items():
                known.setdefault(name, {}).update(firsts)
            if before:
                yield self.executor.submit(read, replace(run, once=before))
            else:
                done: Future[Ran] = Future()
                done.set_result(ran)
                yield done

    def _runs(self, source: Source, table: Table) -> Iterator[Run]:
        batches = table.batches(_ROWS)
        run = Run(
            self.table, self.base, source, table.header, table.form, (), 0, self.to, self.packed
        )
        first = True
        while (some := tuple(islice(batches, _BATCHES))) or first:
            yield replace(run, batches=some, number=next(self.numbers))
            first = False


def _ahead(futures: Iterator[Future[Ran]], most: int) -> Iterator[Ran]:
    """Take results in their order, while so many more are being read."""
    waiting: deque[Future[Ran]] = deque()
    try:
        for future in futures:
            waiting.append(future)
            if len(waiting) >= most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _merge(report: Report, ran: Ran, told: set[tuple[str, str]]) -> None:
    """Add what was reported of a run; a name that only the table knows is told once."""
    report.rows += ran.rows
    report.claims.update(ran.claims)
    report.ignored.update(ran.ignored)
    for trouble in ran.troubles:
        if trouble.unresolved:
            if (trouble.column, trouble.value) in told:
                continue
            told.add((trouble.column, trouble.value))
        report.add(trouble)


def _less(once: Once, before: Once) -> Once:
    return {
        name: {cells: iri for cells, iri in told.items() if cells not in before.get(name, {})}
        for name, told in once.items()
    }


def _common(firsts: Once, known: Once) -> Once:
    """Return what a run took for the first of its kind, and was not."""
    found = {
        name: {cells: known[name][cells] for cells in told if cells in known[name]}
        for name, told in firsts.items()
        if name in known
    }
    return {name: told for name, told in found.items() if told}


def _renumbered(firsts: Once, before: Once) -> Once:
    """Return what a run states first, by the IRIs it has without what was stated before.

    >>> one, two = Iri("https://e.org/source/t/row/7"), Iri("https://e.org/source/t/row/7/2")
    >>> _renumbered({"a": {("x",): one}, "b": {("y",): two}}, {"a": {("x",): Iri("x:1")}})
    {'b': {('y',): 'https://e.org/source/t/row/7'}}
    """
    gone: dict[str, list[int]] = defaultdict(list)
    for name, told in before.items():
        for cells in told:
            row, place = _numbered(firsts[name][cells])
            gone[row].append(place)
    found: Once = {}
    for name, told in firsts.items():
        for cells, iri in told.items():
            row, place = _numbered(iri)
            if place not in gone.get(row, ()):
                place -= sum(other < place for other in gone.get(row, ()))
                found.setdefault(name, {})[cells] = Iri(f"{row}/{place}" if place > 1 else row)
    return found


def _numbered(iri: Iri) -> tuple[str, int]:
    """Return the IRI of a row, and which of its claims this is."""
    source, _, told = iri.rpartition("/row/")
    row, _, place = told.partition("/")
    return f"{source}/row/{row}", int(place or 1)
