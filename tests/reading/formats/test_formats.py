"""Formats are told by the bytes; what is missing or not read is said in one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from legation.errors import MissingExtra, SourceEmpty, SourceUnreadable
from legation.reading import files
from legation.reading.formats import kind


@pytest.mark.parametrize(
    ("data", "suffix", "format"),
    [
        (b"\n%PDF-1.7", ".txt", "PDF"),
        (b"PK\x03\x04", ".bin", "DOCX"),
        (b"\xef\xbb\xbf<!doctype HTML>", ".txt", "HTML"),
        (b'<?xml version="1.0"?><html>', "", "HTML"),
        (b"<p>Laos", ".htm", "HTML"),
        (b"# Laos", ".MD", "Markdown"),
        (b"Laos", ".pdf", "text"),
    ],
)
def test_the_bytes_tell_the_format(data: bytes, suffix: str, format: str) -> None:
    """A wrong suffix misleads nobody; where the bytes say nothing it decides."""
    assert kind(data, suffix) == format


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "a.doc is a file of old Word (.doc), or an encrypted one; save it as DOCX without a password and add that",
        ),
        ("a.rtf", b"{\\rtf1 Laos}", "a.rtf is in RTF; save it as DOCX and add that"),
    ],
)
def test_what_is_known_and_not_read_is_named(name: str, data: bytes, line: str) -> None:
    """Old Word and RTF are refused with the way out."""
    with pytest.raises(SourceUnreadable) as caught:
        files.original(Path(name), data)
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("name", "data", "library", "line"),
    [
        (
            "a.html",
            b"<html>Laos</html>",
            "trafilatura",
            "a.html cannot be read without trafilatura (trafilatura is not installed); pip install 'legation[documents]'",
        ),
        (
            "a.pdf",
            b"%PDF-1.4",
            "pypdf",
            "a.pdf cannot be read without pypdf (pypdf is not installed); pip install 'legation[documents]'",
        ),
        (
            "a.docx",
            b"PK\x03\x04",
            "docx",
            "a.docx cannot be read without python-docx (docx is not installed); pip install 'legation[documents]'",
        ),
    ],
)
def test_a_missing_extra_is_named(
    name: str, data: bytes, library: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the library the sentence says what to install; text is read all the same."""

    class Hidden:
        """A finder that knows of no such library."""

        def find_spec(self, module: str, *_: object) -> None:
            if module.partition(".")[0] == library:
                raise ModuleNotFoundError(f"No module named {module!r}", name=module)

    for module in [m for m in sys.modules if m.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "meta_path", [Hidden(), *sys.meta_path])
    with pytest.raises(MissingExtra) as caught:
        files.original(Path(name), data)
    assert str(caught.value) == line
    assert files.original(Path("a.txt"), b"Laos").text == "Laos"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_empty_document_is_told(name: str) -> None:
    """White space is no text."""
    with pytest.raises(SourceEmpty, match=rf"^{name} is empty; nothing was read$"):
        files.original(Path(name), b" \n\t")
