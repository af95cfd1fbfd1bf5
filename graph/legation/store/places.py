"""Folders that any process may reach: a path, or whatever fsspec has a name for (``s3://…``).

A file is there as a whole or not at all, and everything that is kept has its checksum.
"""

from __future__ import annotations

import errno
import hashlib
import re
import uuid
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from legation.errors import BadParts, MissingExtra, NotWritten

#: What to do about parts that are not whole.
AGAIN = "write the parts again: legation stage FILE… --to URL"
_BLOCK = 1 << 20
#: What the disk of this machine refuses, when a file is fetched.
_OURS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in a place: its name, how many bytes it has, and their SHA-256."""

    file: str
    bytes: int
    sha256: str


class Place:
    """A folder, by its path or URL.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Place(f"file://{folder.name}/parts")
    >>> kept = place.put("a.txt", b"told")
    >>> place.names(), place.take(kept.file)
    (['a.txt'], b'told')
    >>> folder.cleanup()

    Raises
    ------
    MissingExtra
        fsspec, or what it needs for such a URL, is not installed.
    BadParts
        There is no such kind of URL.

    """

    def __init__(self, url: str) -> None:
        try:
            core: Any = import_module("fsspec.core")
            self._fs, self._path = core.url_to_fs(url)
        except ImportError as error:
            raise MissingExtra(
                f"{url} needs {error.name or error}", hint="pip install 'legation[dask]'"
            ) from None
        except ValueError as error:
            raise BadParts(f"{url} is no place for files: {error}") from None
        self.url = url.rstrip("/")
        self._local = "file" in _protocols(self._fs)
        #: The same from wherever a process runs.
        self.address = str(self._fs.unstrip_protocol(self._path)) if self._local else self.url

    def put(self, name: str, data: bytes) -> Kept:
        """Write a file.

        Raises
        ------
        NotWritten
            The place does not take it.

        """
        self._put(name, lambda path: self._fs.pipe_file(path, data))
        return Kept(name, len(data), hashlib.sha256(data).hexdigest())

    def put_file(self, name: str, file: Path) -> Kept:
        """Write what a file of this machine holds, of whatever size.

        Raises
        ------
        NotWritten
            The place does not take it.

        """
        self._put(name, lambda path: self._fs.put_file(str(file), path))
        return Kept(name, file.stat().st_size, _sum(file))

    def _put(self, name: str, send: Callable[[str], object]) -> None:
        path = f"{self._path}/{name}"
        # Elsewhere than on a disk, what is put there at once is there as a whole.
        part = f"{path}.{uuid.uuid4().hex}{_UNFINISHED}" if self._local else path
        try:
            self._fs.makedirs(self._path, exist_ok=True)
            send(part)
            if self._local:
                self._fs.mv(part, path)
        except OSError as error:
            raise NotWritten(
                f"{self.url} cannot be written to: {error.strerror or error}",
                hint="check that there is room, and that it may be written to",
            ) from error

    def names(self) -> list[str]:
        """Return the names of the files, sorted; none if the place is not there.

        Raises
        ------
        BadParts
            The place cannot be reached.

        """
        try:
            found = self._fs.ls(self._path, detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise self._unreadable(self.url, error) from error
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def take(self, name: str) -> bytes:
        """Return what a file holds.

        Raises
        ------
        BadParts
            It cannot be read.

        """
        try:
            return bytes(self._fs.cat_file(f"{self._path}/{name}"))
        except OSError as error:
            raise self._unreadable(f"{self.url}/{name}", error) from error

    def fetch(self, kept: Kept, to: Path) -> None:
        """Write a kept file into one of this machine.

        Raises
        ------
        BadParts
            It is gone, or is not what was kept.

        """
        where = f"{self.url}/{kept.file}"
        try:
            with self._fs.open(f"{self._path}/{kept.file}", "rb") as source:
                data = iter(lambda: source.read(_BLOCK), b"")
                with to.open("wb") as file:
                    file.writelines(data)
        except FileNotFoundError:
            raise BadParts(f"{where} is gone", hint=AGAIN) from None
        except OSError as error:
            if error.errno in _OURS:
                raise
            raise self._unreadable(where, error) from error
        size = to.stat().st_size
        if size != kept.bytes:
            raise BadParts(f"{where} has {size} bytes of {kept.bytes}", hint=AGAIN)
        if _sum(to) != kept.sha256:
            raise BadParts(f"{where} is damaged: its checksum is another one", hint=AGAIN)

    def clear(self, keep: Collection[str], like: re.Pattern[str]) -> None:
        """Remove files whose name is ``like`` that are not to be kept, and unfinished ones."""
        for name in self.names():
            if name not in keep and (like.fullmatch(name) or name.endswith(_UNFINISHED)):
                with suppress(OSError):
                    self._fs.rm_file(f"{self._path}/{name}")

    @staticmethod
    def _unreadable(where: str, error: OSError) -> BadParts:
        return BadParts(f"{where} cannot be read: {error.strerror or error}", hint=AGAIN)


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
