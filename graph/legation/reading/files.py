"""Files become text: what is no readable UTF-8 text is refused with the reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from legation.errors import SourceEmpty, SourceMissing, SourceUnreadable
from legation.reading.text import nfc

_LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was found: its bytes are kept, its text is NFC."""

    path: Path
    data: bytes
    text: str
    from_file: bool = True

    @property
    def checksum(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def load(path: Path) -> Original:
    """Return a text file.

    Raises
    ------
    SourceMissing
        There is no such file.
    SourceUnreadable
        It is a folder, binary, not UTF-8, too large, or the system refuses.
    SourceEmpty
        There is nothing in it but white space.

    """
    try:
        if not path.is_file() and not path.is_dir() and path.exists():
            raise SourceUnreadable(f"{path} is no file", hint="save what it gives to a file first")
        if path.stat().st_size > _LARGEST:
            raise SourceUnreadable(f"{path} is larger than 64 MiB", hint="split it into documents")
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceMissing(f"there is no file {path}", hint="check the spelling") from None
    except IsADirectoryError:
        raise SourceUnreadable(
            f"{path} is a folder", hint=f"name the files in it: {path}/*.txt"
        ) from None
    except OSError as error:
        raise SourceUnreadable(
            f"{path} cannot be read: {error.strerror}", hint="check its permissions"
        ) from None
    return Original(path, data, text_of(data, str(path)))


def bytes_of(text: str, name: str) -> bytes:
    """Return a text as UTF-8.

    Raises
    ------
    SourceUnreadable
        It holds half of a surrogate pair, which is no character.

    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceUnreadable(
            f"{name} holds half a character at {error.start}",
            hint="decode it with its own encoding",
        ) from None


def text_of(data: bytes, name: str) -> str:
    r"""Return bytes as NFC text.

    >>> text_of(b"\xef\xbb\xbfVi\xe1\xbb\x87t Nam", "a.txt")
    'Việt Nam'

    Raises
    ------
    SourceUnreadable, SourceEmpty
        As in `load`.

    """
    if b"\0" in data[:65536]:
        raise SourceUnreadable(
            f"{name} is a binary file", hint="legation reads plain text in UTF-8"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceUnreadable(
            f"{name} is not UTF-8: byte {error.start} (line {line}) is 0x{data[error.start]:02x}",
            hint="save it as UTF-8 and add it again",
        ) from None
    if not text.strip():
        raise SourceEmpty(f"{name} is empty", hint="nothing was read")
    return nfc(text)
