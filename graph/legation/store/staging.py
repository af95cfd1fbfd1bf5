"""A folder for what is read, before a graph is locked; what a killed process left there goes.

Each folder has a lock beside it, which the system takes back when its process dies. So whoever
makes the next folder knows which others nobody needs any more.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from legation.errors import GraphReadOnly
from legation.store.durable import writable
from legation.store.lock import take

_PREFIX, _LOCK = "legation-", ".lock"
_WINDOWS = os.name == "nt"
_WHAT = "the folder for what is being read"
_HINT = "make room there, or name a folder on another disk in TMPDIR"


class Staging:
    """A folder of its own, until it is closed.

    >>> staging = Staging()
    >>> with staging.writing():
    ...     (staging.place / "claims.nq").touch()
    >>> staging.close()
    >>> staging.place.exists()
    False
    """

    def __init__(self) -> None:
        try:
            self.place = Path(tempfile.gettempdir())
        except FileNotFoundError as error:
            raise GraphReadOnly(
                f"there is no disk for what is being read: {error.strerror}", hint=_HINT
            ) from error
        with self.writing():
            _sweep(self.place)
            self._lock, self.place = _made()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say which disk it is if it takes no more.

        Raises
        ------
        GraphReadOnly
            It is full, or cannot be written to.

        """
        with writable(self.place, _WHAT, _HINT):
            yield

    def close(self) -> None:
        """Remove the folder."""
        _remove(self.place)
        self._lock.close()
        _lock_of(self.place).unlink(missing_ok=True)


def _made() -> tuple[IO[bytes], Path]:
    while True:
        handle, name = tempfile.mkstemp(_LOCK, _PREFIX)
        lock, path = os.fdopen(handle, "r+b"), Path(name)
        try:
            # Before the lock is held, another process may take the file for that of a dead one.
            if take(handle) and _same(lock, path):
                place = path.with_suffix("")
                place.mkdir(mode=0o700)
                return lock, place
        except OSError:
            path.unlink(missing_ok=True)
            lock.close()
            raise
        lock.close()


def _lock_of(place: Path) -> Path:
    return place.with_suffix(_LOCK)


def _same(lock: IO[bytes], path: Path) -> bool:
    """Tell whether an open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(lock.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sweep(folder: Path) -> None:
    """Remove the folders of processes that are gone; those of other users stay."""
    for path in folder.glob(f"{_PREFIX}*{_LOCK}"):
        with suppress(OSError):
            if hasattr(os, "getuid") and path.lstat().st_uid != os.getuid():
                continue
            with path.open("r+b") as lock:
                dead = take(lock.fileno()) and _same(lock, path)
                # The lock is held until both are gone: who has just made the file would take it,
                # and lose the folder.
                gone = dead and _remove(path.with_suffix(""))
                if gone and not _WINDOWS:
                    path.unlink(missing_ok=True)
            if gone and _WINDOWS:  # which removes no open file
                path.unlink(missing_ok=True)


def _remove(place: Path) -> bool:
    """Remove a folder as far as can be; tell whether it is gone."""
    if not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    return not place.exists()
