"""Parts: what was read, in compressed N-Quads and copies, in a place that many machines reach.

Each partition (documents, or rows of a table) is read by whatever executor there is, and writes
what it made there itself. The manifest is written last and names every file with its checksum;
so parts without one are unfinished, and a graph takes all of them or nothing.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import IO, Any, TypeVar

from legation.changes.writing import Means, gathered, nothing_read, told
from legation.errors import LegationError, NotWritten, SourceError, SourceUnreadable
from legation.intake import tabling
from legation.intake.given import PROBLEMS, Failures, Given, Item, make, sort_out
from legation.intake.partitions import Spread, part
from legation.intake.reports import Added, Read
from legation.store import copies
from legation.store.places import Kept, Place
from legation.store.staging import Staging

T = TypeVar("T")
FORMAT = 1
MANIFEST = "manifest.json"
_OWN = re.compile(r"(part-\d+\.nq|copies-\d+\.tar)\.gz")
#: So many documents, or bytes of them, are one part; so many parts are being read at a time.
_DOCUMENTS, _BYTES, _AHEAD = 64, 8 << 20, 32


@dataclass(frozen=True, slots=True)
class Group:
    """Documents on their way to a reader, and where it writes what it makes of them."""

    documents: tuple[tuple[Item, bytes], ...]
    base: str
    number: int
    to: str

    @property
    def path(self) -> Path:
        """How sentences call it."""
        return self.documents[0][0].path


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of parts: its copy, what was told when it was read."""

    copy: copies.Copy
    read_as: str
    notes: tuple[str, ...]

    @property
    def read(self) -> Read:
        """What was told when it was read."""
        c = self.copy
        return Read(c.name, c.path, self.read_as, c.claims, c.unread, self.notes)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What lies in a place: the files with quads, those with copies, the sources; for which base."""

    base: str
    parts: tuple[Kept, ...]
    copies: tuple[Kept, ...]
    sources: tuple[Entry, ...]

    def text(self) -> str:
        """Return it as JSON."""
        told = {"format": FORMAT} | asdict(self)
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@dataclass(slots=True)
class _Written:
    """What was written so far."""

    parts: list[Kept] = field(default_factory=list)
    copies: list[Kept] = field(default_factory=list)
    sources: list[Entry] = field(default_factory=list)
    failed: Failures = field(default_factory=list)


def write(
    names: Sequence[str | Path | Given],
    url: str,
    about: dict[str, str],
    means: Means,
    base: str,
) -> Added:
    """Read documents and tables into parts below ``url``, for `load`; no graph is touched.

    Raises
    ------
    SourceError, MissingExtra
        None of it could be read, or the place is none.
    NotWritten
        The place takes nothing, or holds parts already.

    """
    place = Place(url)
    if MANIFEST in place.names():
        raise NotWritten(f"{url} holds parts already", hint="name another place, or remove them")
    given, failed, skipped = gathered(names, about, means, base, {})
    items, _ = sort_out(given, {})
    executor, numbers = means.executor or _Here(), count(1)
    done = _Written(failed=failed)
    for number, item in enumerate(one for one in items if one.table):
        if means.progress:
            means.progress(item.name, number, len(items))
        _write_table(item, base, place, executor, numbers, done, strict=means.tables.strict)
    documents = [item for item in items if not item.table]
    for group, future in _ahead(
        executor, _groups(documents, base, place.address, numbers, done, means)
    ):
        _take(group, future, executor, numbers, done)
    if not done.sources:
        raise nothing_read(done.failed)
    manifest = Manifest(base, tuple(done.parts), tuple(done.copies), tuple(done.sources))
    place.clear({kept.file for kept in (*done.parts, *done.copies)}, _OWN)
    place.put(MANIFEST, manifest.text().encode())
    read = tuple(entry.read for entry in done.sources)
    return Added(
        version=0,
        added=tuple(one.source for one in read),
        changed=(),
        unchanged=(),
        claims=sum(one.claims for one in read),
        unread=sum(one.unread for one in read),
        report=None,
        read=read,
        failed=told(done.failed),
        skipped=skipped,
    )


def _write_table(
    item: Item,
    base: str,
    place: Place,
    executor: Executor,
    numbers: Iterator[int],
    done: _Written,
    *,
    strict: bool,
) -> None:
    spread = Spread(executor, item.table, base, place.address, numbers=numbers)
    staging = Staging()
    try:
        with staging.writing():
            try:
                read = tabling.stage(
                    item, base, io.BytesIO(), staging.place, strict=strict, reader=spread
                )
            except PROBLEMS as error:
                done.failed.append((str(item.path), error))
                return
            (copy,) = copies.all_copies(staging.place).values()
            packed = staging.place / "copies.tar.gz"
            with packed.open("wb") as file:
                _pack(staging.place, file)
        done.copies.append(place.put_file(_copies(next(numbers)), packed))
    finally:
        staging.close()
    done.parts += spread.kept
    done.sources.append(Entry(copy, read.read_as, read.notes))


def _groups(
    items: Sequence[Item],
    base: str,
    url: str,
    numbers: Iterator[int],
    done: _Written,
    means: Means,
) -> Iterator[Group]:
    """Put documents together, so that there are fewer files than documents."""
    some: list[tuple[Item, bytes]] = []
    size = 0
    for number, item in enumerate(items):
        if means.progress:
            means.progress(item.name, number, len(items))
        try:
            data = item.fetch()
        except SourceError as error:
            done.failed.append((str(item.path), error))
            continue
        some.append((item, data))
        size += len(data)
        if len(some) >= _DOCUMENTS or size >= _BYTES:
            yield Group(tuple(some), base, next(numbers), url)
            some, size = [], 0
    if some:
        yield Group(tuple(some), base, next(numbers), url)


@dataclass(frozen=True, slots=True)
class _Grouped:
    parts: Kept
    copies: Kept
    sources: tuple[Entry, ...]
    failed: tuple[tuple[str, LegationError], ...]


def read(group: Group) -> _Grouped:
    """Read documents, in any process, and write what they state and their copies."""
    sources: list[Entry] = []
    failed: Failures = []
    quads = []
    with tempfile.TemporaryDirectory() as folder:
        for item, data in group.documents:
            try:
                made = make(item, data, group.base)
            except PROBLEMS as error:
                failed.append((str(item.path), error))
                continue
            quads.append(made.quads)
            copy = made.copy(item, data)
            copies.keep(Path(folder), copy, data, made.text, item.review)
            sources.append(Entry(copy, made.read_as, made.notes))
        packed = io.BytesIO()
        _pack(Path(folder), packed)
    place = Place(group.to)
    told = gzip.compress(b"".join(quads), 6, mtime=0)
    return _Grouped(
        place.put(part(group.number), told),
        place.put(_copies(group.number), packed.getvalue()),
        tuple(sources),
        tuple(failed),
    )


def _copies(number: int) -> str:
    return f"copies-{number:05}.tar.gz"


def _take(
    group: Group,
    future: Future[_Grouped],
    executor: Executor,
    numbers: Iterator[int],
    done: _Written,
) -> None:
    """Take what a group became; if its readers died, each document is tried alone."""
    try:
        made = future.result()
    except SourceUnreadable as error:
        if len(group.documents) == 1:
            done.failed.append((str(group.path), error))
            return
        for one in group.documents:
            alone = replace(group, documents=(one,), number=next(numbers))
            _take(alone, executor.submit(read, alone), executor, numbers, done)
        return
    done.failed += made.failed
    if made.sources:
        done.parts.append(made.parts)
        done.copies.append(made.copies)
        done.sources += made.sources


def _ahead(executor: Executor, groups: Iterable[Group]) -> Iterator[tuple[Group, Future[_Grouped]]]:
    """Hand groups out and yield them in their order; only some are held at a time."""
    waiting: deque[tuple[Group, Future[_Grouped]]] = deque()
    try:
        for group in groups:
            waiting.append((group, executor.submit(read, group)))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _, future in waiting:
            future.cancel()


def _pack(folder: Path, file: IO[bytes]) -> None:
    """Pack the folders in a folder, so that the same files give the same bytes."""

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.mtime, info.mode = 0, 0o755 if info.isdir() else 0o644
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        return info

    with (
        gzip.GzipFile(fileobj=file, filename="", mode="wb", compresslevel=6, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for place in sorted(one for one in folder.iterdir() if one.is_dir()):
            archive.add(place, place.name, filter=plain)


class _Here(Executor):
    """Reads in this process, at once."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except LegationError as error:
            done.set_exception(error)
        return done
