"""Write a file wholly or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from legation.errors import NotWritten


@contextmanager
def replacing(path: Path, hint: str = "choose another place with --out") -> Iterator[IO[bytes]]:
    """Open a file beside ``path`` that takes its place when the block ends well.

    >>> folder = Path(tempfile.mkdtemp())
    >>> with replacing(folder / "a.txt") as out:
    ...     _ = out.write(b"whole")
    >>> (folder / "a.txt").read_bytes()
    b'whole'

    Raises
    ------
    NotWritten
        The system refuses; what stood at ``path`` is untouched.

    """
    if path.is_dir():
        raise NotWritten(f"{path} is a directory", hint="name a file")
    part = ""
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():  # a device or a pipe takes no replacement
            with path.open("wb") as out:
                yield out
            return
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as out:
            part = out.name
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(part, 0o666 & ~_umask())  # noqa: PTH101  (a temporary file is private)
        os.replace(part, path)  # noqa: PTH105  (pathlib's twin differs in nothing)
    except OSError as error:
        raise NotWritten(
            f"{path} could not be written: {error.strerror or error}",
            hint=hint,
        ) from error
    finally:
        if part:
            with suppress(OSError):
                Path(part).unlink(missing_ok=True)


def check_writable(path: Path, hint: str) -> None:
    """Refuse before long work what would be refused after it; nothing is written.

    Raises
    ------
    NotWritten
        The system refuses.

    """
    if path.exists() and not path.is_file() and not path.is_dir():
        return  # a device or a pipe
    with suppress(_Tried), replacing(path, hint):
        raise _Tried


class _Tried(Exception):
    """A file could be opened, and is not wanted yet."""


def _umask() -> int:
    """Return the mask of new files; the system tells it only to those who set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
