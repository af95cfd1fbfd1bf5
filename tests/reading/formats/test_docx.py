"""DOCX: paragraphs, lists and tables in their order, what was inserted, nothing that does harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from legation.errors import SourceUnreadable
from legation.reading import files
from made_documents import docx, unzipped, zipped
from old_encodings import tcvn3


def _read(data: bytes) -> files.Original:
    return files.original(Path("a.docx"), data)


def _brief(document: Any) -> None:
    document.core_properties.title = "A brief"
    document.core_properties.language = "en"
    document.add_heading("Laos and Peru", 1)
    document.add_paragraph("Laos and Peru established ").add_run("diplomatic relations").bold = True
    document.add_paragraph("rice", style="List Bullet")
    table = document.add_table(2, 2)
    for place, text in enumerate(("Year", "Trade", "2007", "10 million USD")):
        table.cell(*divmod(place, 2)).text = text
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "in all"
    document.add_paragraph("They met.\tTwice.")


def test_paragraphs_lists_and_tables_are_lines() -> None:
    """The order of the document is kept; a row is one line, with a table in a cell inside it."""
    read = _read(docx(_brief))
    assert [line for line in read.text.splitlines() if line] == [
        "Laos and Peru",
        "Laos and Peru established diplomatic relations",
        "- rice",
        "Year | Trade",
        "2007 | 10 million USD in all",
        "They met.\tTwice.",
    ]
    assert (read.read_as, read.hints) == ("DOCX", {"title": "A brief", "language": "en"})


def test_insertions_are_read_and_deletions_are_not() -> None:
    """A text with tracked changes is read as if they were accepted, boxes and controls once."""
    data = unzipped(docx(lambda document: document.add_paragraph("Laos MARK Peru")))  # type: ignore[attr-defined]
    changed = (
        "</w:t></w:r><w:ins><w:r><w:t>and</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>or</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>or</w:t></w:r></w:moveFrom>"
        "<w:sdt><w:sdtContent><w:r><w:t>,</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:t>"
    )
    part = "word/document.xml"
    data[part] = data[part].decode().replace("MARK", changed).encode()
    assert _read(zipped(data)).text == "Laos and, Peru\n"


def test_an_old_font_is_spelt_out() -> None:
    """A document in a font of TCVN3 is read."""
    text = "Việt Nam và Lào ký hiệp định về hợp tác."
    read = _read(docx(lambda document: document.add_paragraph(tcvn3(text))))  # type: ignore[attr-defined]
    assert (read.text, read.read_as) == (f"{text}\n", "DOCX in TCVN3")


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"a": b""}, "a.docx is a ZIP archive, not a DOCX file; save the document as DOCX or text"),
        (
            {"xl/workbook.xml": b""},
            "a.docx is a spreadsheet, not a DOCX file; save the document as DOCX or text",
        ),
        (
            {"word/document.xml": bytes(130 * 2**20)},
            "a.docx unpacks to more than 128 MiB; it may be made to do harm",
        ),
        (
            {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
            "a.docx defines entities of its own, which no word processor does; it may be made to do harm",
        ),
        (
            {"word/document.xml": b"<x/>"},
            "a.docx is no DOCX that can be opened; open it in a word processor and save it anew",
        ),
    ],
)
def test_what_is_no_document_is_refused(parts: dict[str, bytes], line: str) -> None:
    """Other archives, bombs and entities are told apart."""
    with pytest.raises(SourceUnreadable) as caught:
        _read(zipped(parts))
    assert str(caught.value) == line


@pytest.mark.parametrize("harm", ["cut", "body", "deep"])
def test_a_broken_document_is_refused(harm: str) -> None:
    """Half a file, another root, and elements nested without end are one sentence."""
    whole = docx(lambda document: document.add_paragraph("Laos"))  # type: ignore[attr-defined]
    parts = unzipped(whole)
    part = "word/document.xml"
    if harm == "body":
        parts[part] = b"<x/>"
    if harm == "deep":
        parts[part] = parts[part].replace(
            b"<w:body>", b"<w:body>" + b"<w:ins>" * 5000 + b"</w:ins>" * 5000
        )
    data = whole[: len(whole) // 2] if harm == "cut" else zipped(parts)
    with pytest.raises(SourceUnreadable) as caught:
        _read(data)
    assert str(caught.value) == (
        "a.docx is no DOCX that can be opened; open it in a word processor and save it anew"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_entities_are_found_wherever_they_hide(encoding: str) -> None:
    """Neither padding nor another encoding hides a DOCTYPE; no entity is ever opened."""
    parts = unzipped(docx(lambda document: document.add_paragraph("Laos")))  # type: ignore[attr-defined]
    part = "word/document.xml"
    declared = "" if encoding == "utf-32" else f'<?xml version="1.0" encoding="{encoding[:6]}"?>'
    padding = f"<!--{'x' * 10_000}-->"
    parts[part] = f'{declared}{padding}<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    with pytest.raises(SourceUnreadable, match=r"^a\.docx (defines entities|is no DOCX)"):
        _read(zipped(parts))
