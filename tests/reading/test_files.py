"""Files become text, or one sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import SourceEmpty, SourceMissing, SourceUnreadable
from legation.reading import files


def test_a_file_is_kept_as_it_was(tmp_path: Path) -> None:
    """The bytes stay, the text is NFC, and the checksum is that of the bytes."""
    path = tmp_path / "a.txt"
    path.write_bytes("Vie\u0323\u0302t Nam".encode())
    read = files.original(path, files.load(path))
    assert (read.text, read.data, read.read_as) == ("Việt Nam", path.read_bytes(), "")
    assert read.checksum == files.checksum(path.read_bytes())


def test_bytes_that_do_not_fit_are_noted() -> None:
    """Text and Markdown in UTF-8 with a bad byte are read, with a note of its place."""
    for name in ("a.txt", "a.md"):
        read = files.original(Path(name), "“Laos” met Perú \n".encode() + b"\xff in May")
        assert read.notes == ("byte 22 (line 2, 0xff) is not UTF-8: read as \ufffd",)
        assert "“Laos” met Perú" in read.text


def test_what_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    """A missing file, a folder and a name that is none are told apart."""
    missing = tmp_path / "none.txt"
    with pytest.raises(SourceMissing) as caught:
        files.load(missing)
    assert str(caught.value) == f"there is no file {missing}; check the spelling"
    with pytest.raises(SourceUnreadable) as refused:
        files.load(tmp_path)
    assert (
        str(refused.value)
        == f"{tmp_path} is a folder; name one of the files in it: {tmp_path}/*.txt"
    )
    with pytest.raises(SourceMissing, match="there is no file"):
        files.load(Path("a\0b"))


def test_nothing_is_no_document() -> None:
    """A file of blanks is refused."""
    with pytest.raises(SourceEmpty) as caught:
        files.original(Path("a.txt"), b" \n")
    assert str(caught.value) == "a.txt is empty; nothing was read"


def test_half_a_character_is_told() -> None:
    """A text with half of a surrogate pair has no bytes."""
    assert files.bytes_of("Lào", "a") == "Lào".encode()
    with pytest.raises(SourceUnreadable, match="a holds half a character at 1"):
        files.bytes_of("a\ud800", "a")
