"""One writer at a time: a lock that the system takes back when a process dies."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.errors import GraphBusy, GraphReadOnly

#: How systems say that somebody else has a lock.
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the write lock of a graph.

    Raises
    ------
    GraphBusy
        Another process holds it.
    GraphReadOnly
        The file system knows no locks.

    """
    with (home / "lock").open("a+b") as file:
        try:
            free = take(file.fileno())
        except OSError as error:
            raise GraphReadOnly(
                f"{home} cannot be locked for writing: {error.strerror}",
                hint="keep it on a disk of this machine",
            ) from error
        if not free:
            raise GraphBusy(
                f"another process is writing to {home}",
                hint="wait until it has finished and try again",
            )
        yield


def take(handle: int) -> bool:
    """Take the lock of an open file until it is closed; tell whether nobody else has it."""
    try:
        _take(handle)
    except OSError as error:
        if error.errno not in _HELD:
            raise
        return False
    return True


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
