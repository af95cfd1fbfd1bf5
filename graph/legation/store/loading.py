"""Quads loaded beside other work: the engine reads on while Python makes what comes next.

All goes through one pipe into one load: many loads of parts take more work, and leave the store in
more pieces, in which each look-up has to search.
"""

from __future__ import annotations

import os
import queue
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from legation.store.staging import Staging

#: Characters of a file that is handed over to the engine.
_PART = 8_000_000
_FEW = 8_000_000
_BUFFER = 1 << 20
#: Where a pipe has a name that the engine can open; on Windows it has none, and each file is a load.
_PIPES = Path("/dev/fd")


class Loading:
    r"""Loads N-Quads into a store, in the order given; what went wrong is raised at the end.

    Few quads are loaded at once and in one transaction.

    >>> store = ox.Store()
    >>> with Loading(store) as loading:
    ...     loading.take(["<x:s> <x:p> <x:o> .\n"])
    >>> len(store)
    1
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._files: queue.SimpleQueue[tuple[Path, bool] | None] = queue.SimpleQueue()
        self._failed: list[Exception] = []
        self._thread: Thread | None = None
        self._staging: Staging | None = None
        self._number = 0

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
        if error is None and self._failed:
            raise self._failed[0]

    def file(self, path: Path) -> None:
        """Load a file, which stays as it is until the end: one that is large, beside what follows."""
        if path.stat().st_size < _FEW:
            self._store.extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
        else:
            self._hand_over(path, ours=False)

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
        with self._staging.writing(), path.open("wb") as file:
            file.write("".join(held).encode())
        self._hand_over(path, ours=True)

    def _hand_over(self, path: Path, *, ours: bool) -> None:
        if self._thread is None:
            work = self._through_a_pipe if _PIPES.exists() else self._one_by_one
            self._thread = Thread(target=work, daemon=True)
            self._thread.start()
        self._files.put((path, ours))

    def _through_a_pipe(self) -> None:
        end, begin = os.pipe()
        filling = Thread(target=self._fill, args=(begin,), daemon=True)
        filling.start()
        try:
            self._load(_PIPES / str(end))
        finally:
            os.close(end)  # whoever still fills it is told that nobody reads
            filling.join()

    def _fill(self, begin: int) -> None:
        # Where the load has ended before its files have, it says why itself.
        with suppress(BrokenPipeError), open(begin, "wb") as pipe:
            try:
                while (told := self._files.get()) is not None:
                    path, ours = told
                    with path.open("rb") as file:
                        shutil.copyfileobj(file, pipe, _BUFFER)
                    if ours:
                        path.unlink()
            except BrokenPipeError:
                raise
            except OSError as error:
                self._failed.append(error)

    def _one_by_one(self) -> None:
        while (told := self._files.get()) is not None:
            if not self._failed:
                self._load(told[0])

    def _load(self, path: Path) -> None:
        try:
            self._store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
        except (OSError, ValueError, SyntaxError, RuntimeError) as error:
            self._failed.append(error)
