"""Documents of each format become plain text: one module per format.

Text and Markdown are read as they are; HTML, PDF and DOCX need the libraries of the extra
``documents``. What a file says of itself (title, publisher, date …) is only a hint: what a person
tells, in options, in a sidecar or in the first lines of a text, comes before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

from legation.errors import MissingExtra, SourceUnreadable

#: How the names of files end that a folder is searched for, with their format.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".pdf": "PDF",
    ".docx": "DOCX",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says, what its file says of it, and what was left out of it and why."""

    text: str
    hints: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def kind(data: bytes, suffix: str) -> str:
    """Return the format of a document, by how its bytes begin, else by the end of its name.

    >>> kind(b"%PDF-1.7", ".txt"), kind(b" <!DOCTYPE html>", ""), kind(b"PK", ".pdf"), kind(b"A", "")
    ('PDF', 'HTML', 'text', 'text')
    """
    begin = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in begin:
        return "PDF"
    if begin.startswith(b"pk\x03\x04"):
        return "DOCX"
    if begin.startswith((b"<!doctype html", b"<html")) or b"<html" in begin[:512]:
        return "HTML"
    named = SUFFIXES.get(suffix.lower(), "text")
    return "text" if named in {"PDF", "DOCX"} else named


def refuse(data: bytes, name: str) -> None:
    """Refuse what legation knows and does not read.

    Raises
    ------
    SourceUnreadable
        It is a file of old Word, an encrypted one, or RTF.

    """
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise SourceUnreadable(
            f"{name} is a file of old Word (.doc), or an encrypted one",
            hint="save it as DOCX without a password and add that",
        )
    if data.startswith(b"{\\rtf"):
        raise SourceUnreadable(f"{name} is in RTF", hint="save it as DOCX and add that")


def joined(lines: Iterable[str]) -> str:
    r"""Return lines as a text in which none is taken for the end of the one before.

    >>> joined(["Goods:", "- rice", "- tea", "in 2007 | 5"])
    'Goods:\n- rice\n- tea\n\nin 2007 | 5\n'
    """
    pieces: list[str] = []
    for line in lines:
        gap = "\n" if line.startswith("- ") else "\n\n"
        pieces += [gap, line] if pieces else [line]
    return "".join([*pieces, "\n"]) if pieces else ""


def needed(module: str, package: str, name: str) -> ModuleType:
    """Return a library of the extra ``documents``.

    Raises
    ------
    MissingExtra
        It is not installed.

    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"{name} cannot be read without {package} ({error.name} is not installed)",
            hint="pip install 'legation[documents]'",
        ) from None
