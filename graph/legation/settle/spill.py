"""Claims on their way from their sources to their facts: in memory while few, on disk when many.

Claims that may speak of one fact share a partition (`legation.identity.minting.partition`), and a
partition lies in one bucket: however large a graph is, one bucket at a time is held in memory.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from zlib import crc32

import pyoxigraph as ox

from legation.facts.records import Record, Term
from legation.store.staging import Staging

_IN_MEMORY = 20_000
_BUCKETS = 64
_WAITING = 500
_LENGTH = 8

_Value = str | tuple[str, str, str]
_Packed = tuple[str, str, str, str, str, tuple[tuple[str, tuple[_Value, ...]], ...]]


class Spill:
    """Takes claims in any order and gives them back bucket by bucket.

    >>> record = Record("x:c", "x:s", "Visit", "", {"host": (ox.NamedNode("x:h"),)})
    >>> with Spill() as spill:
    ...     spill.put(record, "x")
    ...     [[r.iri for r in bucket] for bucket in spill.buckets("Visit")]
    [['x:c']]
    """

    def __init__(self) -> None:
        self._held: dict[str, list[tuple[int, Record]]] = defaultdict(list)
        self._count = 0
        self._staging: Staging | None = None
        self._waiting: dict[tuple[str, int], list[_Packed]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._staging is not None:
            self._staging.close()

    def put(self, record: Record, partition: str) -> None:
        """Take a claim."""
        bucket = crc32(partition.encode()) % _BUCKETS
        self._count += 1
        if self._staging is not None:
            self._write(bucket, record)
            return
        self._held[record.kind].append((bucket, record))
        if self._count > _IN_MEMORY:
            self._staging = Staging()
            for claims in self._held.values():
                for place, held in claims:
                    self._write(place, held)
            self._held.clear()

    def buckets(self, kind: str) -> Iterator[list[Record]]:
        """Yield all claims of a kind; those of one partition come together."""
        if self._staging is None:
            if self._held[kind]:
                yield [record for _, record in self._held[kind]]
            return
        for bucket in range(_BUCKETS):
            self._flush(kind, bucket)
            path = self._path(kind, bucket)
            if path.exists():
                with path.open("rb") as file:
                    yield list(_read(file))

    def _write(self, bucket: int, record: Record) -> None:
        waiting = self._waiting[record.kind, bucket]
        waiting.append(_packed(record))
        if len(waiting) >= _WAITING:
            self._flush(record.kind, bucket)

    def _flush(self, kind: str, bucket: int) -> None:
        waiting = self._waiting.pop((kind, bucket), None)
        if waiting and self._staging is not None:
            batch = marshal.dumps(waiting)
            with self._staging.writing(), self._path(kind, bucket).open("ab") as file:
                file.write(len(batch).to_bytes(_LENGTH) + batch)

    def _path(self, kind: str, bucket: int) -> Path:
        if self._staging is None:
            raise ValueError("nothing is on disk")
        return self._staging.place / f"{kind}-{bucket}"


def _read(file: BinaryIO) -> Iterator[Record]:
    while length := file.read(_LENGTH):
        # From bytes it is read at once, from a file each small piece is asked for.
        batch: list[_Packed] = marshal.loads(file.read(int.from_bytes(length)))  # noqa: S302 - written by this process
        for iri, source, kind, issued, origin, told in batch:
            values = {name: tuple([_term(t) for t in terms]) for name, terms in told}
            yield Record(iri, source, kind, issued, values, origin)


def _packed(record: Record) -> _Packed:
    values = tuple((name, tuple(map(_plain, terms))) for name, terms in record.values.items())
    return record.iri, record.source, record.kind, record.issued, record.origin, values


@lru_cache(maxsize=20_000)
def _plain(term: Term) -> _Value:
    """Return what can be written of a term: of like terms one object, which is written once."""
    if isinstance(term, ox.NamedNode):
        return term.value
    return term.value, term.language or "", "" if term.language else term.datatype.value


@lru_cache(maxsize=20_000)
def _term(packed: _Value) -> Term:
    if isinstance(packed, str):
        return ox.NamedNode(packed)
    text, language, datatype = packed
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype))
