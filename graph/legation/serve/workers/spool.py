"""An answer between the worker that makes it and the client that reads it.

A slow client must not hold a worker, and must not fill the memory of the server either: a part
of an answer waits in memory, the rest in a file without a name. Only when all files together
have grown too large does a worker wait for its client.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import deque
from dataclasses import dataclass
from typing import IO

_AT_ONCE = 256 * 1024


@dataclass(slots=True)
class Disk:
    """How many bytes wait in files, of how many at most."""

    most: int
    used: int = 0


class Spool:
    """Bytes that are put in and got out in one order, by one task each.

    >>> async def through() -> list[bytes]:
    ...     spool = Spool(3, Disk(100))
    ...     room = [spool.put(part) for part in (b"abcd", b"efg", b"hi")]
    ...     spool.end()
    ...     return [await spool.get() for _ in range(3)]
    >>> asyncio.run(through())
    [b'abcd', b'efghi', b'']
    """

    def __init__(self, held: int, disk: Disk) -> None:
        self._most = held
        self._disk = disk
        self._held: deque[bytes] = deque()
        self._size = 0
        self._file: IO[bytes] | None = None
        self._read = self._written = 0
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    @property
    def has_room(self) -> bool:
        """Whether more can come."""
        return self._size <= self._most or self._disk.used < self._disk.most

    @property
    def is_empty(self) -> bool:
        """Whether all that came in is out."""
        return not self._held and self._file is None

    def put(self, content: bytes) -> bool:
        """Take bytes; tell whether more can come."""
        if self._ended:
            return True
        if self._file is None and self._size > self._most and self._disk.used < self._disk.most:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by `close`
        if self._file is None:
            self._held.append(content)
            self._size += len(content)
        else:
            self._to_disk(self._file, content)
        self._wake()
        return self.has_room

    def end(self, error: Exception | None = None) -> None:
        """Say that nothing more comes, and why, if that is not all."""
        if not self._ended:
            self._ended, self._error = True, error
            self._wake()

    async def get(self) -> bytes:
        """Return what is there, as soon as there is something; nothing at the end.

        Raises
        ------
        Exception
            What the writer gave as the reason why this is not all.

        """
        while self.is_empty and not self._ended:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        if self._held:
            content = self._held[0] if len(self._held) == 1 else b"".join(self._held)
            self._held.clear()
            self._size = 0
            return content
        if self._file is not None:
            return self._from_disk(self._file)
        if self._error is not None:
            raise self._error
        return b""

    def close(self) -> None:
        """Forget everything."""
        self._held.clear()
        self._ended = True
        if self._file is not None:
            self._file.close()
            self._disk.used -= self._written
            self._file, self._read, self._written = None, 0, 0

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _to_disk(self, file: IO[bytes], content: bytes) -> None:
        file.seek(0, os.SEEK_END)
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        self._written += len(content)
        self._disk.used += len(content)

    def _from_disk(self, file: IO[bytes]) -> bytes:
        file.seek(self._read)
        content = file.read(_AT_ONCE)
        self._read += len(content)
        if self._read == self._written:
            self._file = None
            file.close()
            self._disk.used -= self._written
            self._read = self._written = 0
        return content
