"""Files become text: what holds no readable text is refused with the reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from legation.errors import SourceEmpty, SourceMissing, SourceUnreadable
from legation.reading import encodings
from legation.reading.formats import Content, kind, refuse
from legation.reading.text import nfc

LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Original:
    """A document as it was found: its bytes are kept, its text is NFC.

    ``hints`` are what the file says of itself; ``notes`` what was left out of the text and why.
    """

    path: Path
    data: bytes
    text: str
    from_file: bool = True
    format: str = "text"
    encoding: str = "UTF-8"
    hints: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def checksum(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return checksum(self.data)

    @property
    def read_as(self) -> str:
        """What it was taken for, as far as that is not plain: "HTML in TCVN3", empty for text."""
        plain = self.encoding in {"", "UTF-8", "ASCII"}
        if plain:
            return "" if self.format == "text" else self.format
        return f"{self.format} in {self.encoding}"


def checksum(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def load(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    SourceMissing
        There is no such file.
    SourceUnreadable
        It is a folder or a device, too large, or the system refuses.

    """
    try:
        if not path.is_file() and not path.is_dir() and path.exists():
            raise SourceUnreadable(f"{path} is no file", hint="save what it gives to a file first")
        if path.stat().st_size > LARGEST:
            raise SourceUnreadable(f"{path} is larger than 64 MiB", hint="split it into documents")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceMissing(f"there is no file {path}", hint="check the spelling") from None
    except IsADirectoryError:
        raise SourceUnreadable(
            f"{path} is a folder", hint=f"name one of the files in it: {path}/*.txt"
        ) from None
    except OSError as error:
        raise SourceUnreadable(
            f"{path} cannot be read: {error.strerror}", hint="check its permissions"
        ) from None
    except ValueError:
        raise SourceMissing(f"there is no file {str(path)!r}", hint="check the spelling") from None


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


def original(
    path: Path, data: bytes, *, encoding: str = "", format: str = "", from_file: bool = True
) -> Original:
    r"""Return a document: its text, in NFC, is what all spans point into.

    ``encoding`` and ``format`` are found in the bytes where they are not told.

    >>> original(Path("a.txt"), b"\xef\xbb\xbfVi\xe1\xbb\x87t Nam").text
    'Việt Nam'

    Raises
    ------
    SourceUnreadable, SourceEmpty
        There is no text in it that can be read, or none at all.
    MissingExtra
        Its format needs a library that is not installed.
    BadMetadata
        There is no such encoding.

    """
    name = str(path)
    refuse(data, name)
    format = format or kind(data, path.suffix)
    content, used = _content(data, name, format, encoding)
    told = encoding if format in {"PDF", "DOCX"} else used if format == "HTML" else ""
    text, font = encodings.respell(content.text, told)
    if not text.strip():
        raise SourceEmpty(f"{name} is empty", hint="nothing was read")
    hints = content.hints
    if font:
        hints = {key: encodings.respell(value, font)[0] for key, value in hints.items()}
    return Original(path, data, nfc(text), from_file, format, font or used, hints, content.notes)


def _content(data: bytes, name: str, format: str, encoding: str) -> tuple[Content, str]:
    if format in {"PDF", "DOCX"}:
        read = import_module(f"legation.reading.formats.{format.lower()}")
        content: Content = read.content(data, name)
        return content, ""
    if format == "HTML":
        from legation.reading.formats import html

        decoded = encodings.decode(
            data, name, told=encoding, declared=html.charset(data), spelt=False
        )
        return _noted(html.content(decoded.text, name), decoded)
    decoded = encodings.decode(data, name, told=encoding)
    if format == "Markdown":
        from legation.reading.formats import markdown

        return _noted(markdown.content(decoded.text, name), decoded)
    return _noted(Content(decoded.text), decoded)


def _noted(content: Content, decoded: encodings.Decoded) -> tuple[Content, str]:
    """Put what did not fit its encoding before what else is told of a document."""
    return replace(content, notes=(*decoded.notes, *content.notes)), decoded.encoding
