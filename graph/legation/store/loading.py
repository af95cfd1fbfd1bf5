"""Files of quads loaded beside other work: the engine reads on while Python makes the next file."""

from __future__ import annotations

import queue
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from legation.store.staging import Staging

#: Characters of a file that is handed over to the engine.
_PART = 64_000_000
_FEW = 8_000_000
#: Of so many, the store is put in order: what lies in the files of many parts is slow to find.
_MANY = 400_000_000


class Loading:
    r"""Loads N-Quads into a store, in the order given; what went wrong is raised at the end.

    Few quads are loaded at once and in one transaction; of many the store is put in order at the end.

    >>> store = ox.Store()
    >>> with Loading(store) as loading:
    ...     loading.take(["<x:s> <x:p> <x:o> .\n"])
    >>> len(store)
    1
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._files: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._failed: list[Exception] = []
        self._thread: Thread | None = None
        self._staging: Staging | None = None
        self._number = 0
        self._loaded = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._thread is not None:
            self._files.put(None)
            self._thread.join()
        if self._staging is not None:
            self._staging.close()
        if error is not None:
            return
        if self._failed:
            raise self._failed[0]
        if self._loaded >= _MANY:
            self._store.optimize()

    def file(self, path: Path) -> None:
        """Load a file, which stays as it is until the end: one that is large, beside what follows."""
        if path.stat().st_size < _FEW:
            self._store.extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
            return
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        self._files.put(path)
        self._loaded += path.stat().st_size

    def take(self, quads: Iterable[str]) -> None:
        """Load N-Quads that come as text, in parts."""
        held: list[str] = []
        size = 0
        for text in quads:
            held.append(text)
            size += len(text)
            if size >= _PART:
                self._part(held)
                held, size = [], 0
        if size < _FEW and self._staging is None:
            self._store.extend(ox.parse("".join(held), ox.RdfFormat.N_QUADS))
        elif held:
            self._part(held)

    def _part(self, held: list[str]) -> None:
        if self._staging is None:
            self._staging = Staging()
        self._number += 1
        path = self._staging.place / f"{self._number}.nq"
        with self._staging.writing(), path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(held)
        self.file(path)

    def _work(self) -> None:
        while (path := self._files.get()) is not None:
            if self._failed:
                continue
            try:
                self._store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
            except (OSError, ValueError, SyntaxError, RuntimeError) as error:
                self._failed.append(error)
