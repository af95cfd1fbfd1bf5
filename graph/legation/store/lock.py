"""One writer at a time: a lock that the system takes back when a process dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.errors import GraphBusy


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the write lock of a graph.

    Raises
    ------
    GraphBusy
        Another process holds it.

    """
    with (home / "lock").open("a+b") as file:
        try:
            _take(file.fileno())
        except OSError as error:
            raise GraphBusy(
                f"another process is writing to {home}",
                hint="wait until it has finished and try again",
            ) from error
        yield


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
