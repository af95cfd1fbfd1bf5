"""Many documents: read in this process, in a pool, or by any executor, always with one outcome.

Documents are handed out and taken back in their order, so that one job and many give the same
graph. What is read goes to a staging folder on disk at once: however many documents there are,
only those being read are held in memory. The graph is not locked meanwhile.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.process
import os
import shutil
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pyoxigraph as ox

from legation import terms
from legation.errors import LegationError, SourceError, SourceUnreadable
from legation.identity.forgotten import Forgotten
from legation.intake import keeping_out, tabling
from legation.intake.given import PROBLEMS, Failures, Item, Made, make
from legation.intake.partitions import Spread
from legation.intake.reports import Read
from legation.store import copies
from legation.store.staging import Staging
from legation.store.versions import Draft

#: Called with what is being done, the number done and the number in all.
Progress = Callable[[str, int, int], None]
#: So many documents are with an executor whose size is not known.
_AHEAD = 64
#: The socket of a fork server has some 30 characters after this folder and at most 107 in all (unix(7)).
_LONGEST = 75
_QUADS = "claims.nq"


@dataclass
class Staged:
    """Documents that were read, on disk, until they go into a draft as a whole."""

    base: str
    done: list[tuple[Item, Read]] = field(default_factory=list)
    failed: Failures = field(default_factory=list)
    claims: int = 0
    unread: int = 0
    #: Who is kept out of what is read.
    forgotten: Forgotten = field(default_factory=Forgotten)

    def __post_init__(self) -> None:
        self._folder = Staging()
        self._place = self._folder.place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.close()

    def read(
        self,
        items: Sequence[Item],
        *,
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Progress | None = None,
        strict: bool = False,
    ) -> None:
        """Read documents and tables; one that cannot be read is noted in ``failed``, the rest go on.

        Tables stream, one after the other; runs of their rows are read by an executor, or those of
        a large one by ``jobs`` processes. ``strict`` refuses a table of which a cell is not read.
        """
        documents = [item for item in items if not item.table]
        tables = [item for item in items if item.table]
        with self.filling() as (_, quads):
            for number, item in enumerate(tables):
                if progress:
                    progress(item.name, number, len(items))
                try:
                    with _rows_read(item, self.base, jobs, executor) as reader:
                        kept, read = keeping_out.table(
                            item,
                            self.base,
                            quads,
                            self._place,
                            self.forgotten,
                            strict=strict,
                            reader=reader,
                        )
                except PROBLEMS as error:
                    self.failed.append((str(item.path), error))
                    continue
                self.take(kept, read)
            for item, data, made in _outcomes(documents, self.base, jobs, executor, progress):
                if isinstance(made, LegationError):
                    self.failed.append((str(item.path), made))
                    continue
                try:
                    kept, raw, clean, copy = keeping_out.document(
                        item, data, made, self.base, self.forgotten
                    )
                except PROBLEMS as error:
                    self.failed.append((str(item.path), error))
                    continue
                quads.write(clean.quads)
                copies.keep(self._place, copy, raw, clean.text, kept.review)
                told = Read(
                    kept.name, kept.place, clean.read_as, clean.claims, clean.unread, clean.notes
                )
                self.take(kept, told)

    @contextmanager
    def filling(self) -> Iterator[tuple[Path, BinaryIO]]:
        """Give the folder for copies and the file for quads to whoever has read elsewhere."""
        with self._folder.writing(), (self._place / _QUADS).open("ab") as quads:
            yield self._place, quads

    def take(self, item: Item, read: Read) -> None:
        """Note what is there."""
        self.done.append((item, read))
        self.claims += read.claims
        self.unread += read.unread

    @property
    def quads(self) -> Path:
        """The N-Quads of all that was read."""
        return self._place / _QUADS

    def put(self, draft: Draft) -> None:
        """Put the copies into a draft, in place of older ones, and take out what those stated.

        The quads are loaded where they are settled.
        """
        for item, _ in self.done:
            if item.known:
                draft.store.clear_graph(ox.NamedNode(terms.source(self.base, item.name)))
            copies.drop(draft.sources, item.name)
            shutil.move(self._place / item.name, draft.sources / item.name)


@contextmanager
def _rows_read(
    item: Item, base: str, jobs: int, executor: Executor | None
) -> Iterator[tabling.Reader]:
    """Give what reads a table: an executor, processes of this machine, or this very process."""
    if executor is not None:
        yield Spread(executor, item.table, base)
    elif jobs > 1 and item.is_large:
        pool = _pool(jobs)
        try:
            yield Spread(pool, item.table, base, packed=False, ahead=3 * jobs)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    else:
        yield tabling.here


def _outcomes(
    items: Sequence[Item],
    base: str,
    jobs: int,
    executor: Executor | None,
    progress: Progress | None,
) -> Iterator[tuple[Item, bytes, Made | LegationError]]:
    """Yield each document with its bytes and what became of it, in the order given."""

    def told() -> Iterator[Item]:
        for number, item in enumerate(items):
            if progress:
                progress(item.name, number, len(items))
            yield item

    if executor is not None:
        yield from _through(executor, told(), base, _AHEAD)
    elif min(jobs, len(items)) > 1:
        yield from _pooled(told(), base, min(jobs, len(items)))
    else:
        for item in told():
            data = b""
            try:
                data = item.fetch()
                yield item, data, make(item, data, base)
            except PROBLEMS as error:
                yield item, data, error


def _through(
    executor: Executor, items: Iterator[Item], base: str, ahead: int
) -> Iterator[tuple[Item, bytes, Made | LegationError]]:
    waiting: deque[tuple[Item, bytes, Future[Made] | LegationError]] = deque()
    try:
        for item in items:
            waiting.append(_handed(executor, item, base))
            if len(waiting) >= ahead:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)
    finally:
        for _, _, future in waiting:
            if isinstance(future, Future):
                future.cancel()


def _pooled(
    items: Iterator[Item], base: str, jobs: int
) -> Iterator[tuple[Item, bytes, Made | LegationError]]:
    """Read in a pool of this machine; a document that kills its reader is found and left out."""
    waiting: deque[tuple[Item, bytes, Future[Made] | LegationError]] = deque()
    pool = _pool(jobs)
    try:
        more = True
        while more or waiting:
            while more and len(waiting) < 4 * jobs:
                item = next(items, None)
                more = item is not None
                if item is not None:
                    waiting.append(_handed(pool, item, base))
            if not waiting:
                break
            item, data, _ = waiting[0]
            try:
                yield _taken(waiting)
            except BrokenExecutor:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(jobs)
                yield _alone(item, data, base)
                again = [_handed(pool, one, base) for one, _, _ in waiting]
                waiting = deque(again)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _handed(
    executor: Executor, item: Item, base: str
) -> tuple[Item, bytes, Future[Made] | LegationError]:
    try:
        data = item.fetch()
    except SourceError as error:
        return item, b"", error
    try:
        return item, data, executor.submit(make, item, data, base)
    except BrokenExecutor as error:  # a worker has died since: taking the result will tell
        broken: Future[Made] = Future()
        broken.set_exception(error)
        return item, data, broken


def _taken(
    waiting: deque[tuple[Item, bytes, Future[Made] | LegationError]],
) -> tuple[Item, bytes, Made | LegationError]:
    item, data, future = waiting.popleft()
    if isinstance(future, LegationError):
        return item, data, future
    try:
        return item, data, future.result()
    except PROBLEMS as error:
        return item, data, error


def _alone(item: Item, data: bytes, base: str) -> tuple[Item, bytes, Made | LegationError]:
    """Read in a process of its own the document that was being read when another one died."""
    with _pool(1) as pool:
        try:
            return item, data, pool.submit(make, item, data, base).result()
        except PROBLEMS as error:
            return item, data, error
        except BrokenExecutor:
            return (
                item,
                data,
                SourceUnreadable(
                    f"{item.path} ended the process that read it", hint="it was left out"
                ),
            )


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Make a pool whose workers share nothing with this process, which may have threads."""
    served = "forkserver" in multiprocessing.get_all_start_methods()
    roomy = len(os.fsencode(tempfile.gettempdir())) < _LONGEST
    context = multiprocessing.get_context("forkserver" if served and roomy else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_ready)


def _ready() -> None:
    """Leave Ctrl-C to the process that the person sees, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if (parent := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
