"""DOCX: paragraphs, items of lists and rows of tables as lines, in the order of the document.

python-docx (MIT) opens the package; its ``Paragraph.text`` leaves out what was inserted while
changes were tracked and what stands in content controls, so the words are gathered here. What
was deleted under tracking is not read, nor are headers, footers and comments.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from legation.errors import SourceUnreadable
from legation.reading.formats import Content, joined, needed

_LARGEST = 128 * 2**20
_PARTS = 10_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def content(data: bytes, name: str) -> Content:
    """Return the text of a DOCX file, with title and language as hints.

    Dates in the file say when it was made, not when it was published: they are left alone.

    Raises
    ------
    SourceUnreadable
        It is no DOCX, is encrypted, is broken, or would be too large.
    MissingExtra
        python-docx is not installed.

    """
    docx = needed("docx", "python-docx", name)
    etree = needed("lxml.etree", "lxml", name)
    broken = SourceUnreadable(
        f"{name} is no DOCX that can be opened", hint="open it in a word processor and save it anew"
    )
    try:
        _examine(data, name)
        document = docx.Document(io.BytesIO(data))
        hints = _hints(document.core_properties)
        lines = list(_blocks(document.element.body, _items(document.styles.element)))
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
        *(LookupError, ValueError, AttributeError, TypeError, etree.LxmlError, expat.ExpatError),
        docx.opc.exceptions.OpcError,
    ):
        raise broken from None
    return Content(joined(lines), hints)


def _items(styles: Any) -> set[str]:
    """Return the styles of paragraphs that are items of lists."""
    return {
        style.get(f"{_W}styleId")
        for style in styles.iter(f"{_W}style")
        if style.find(f"{_W}pPr/{_W}numPr") is not None
    }


def _examine(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if "word/document.xml" not in names:
            what = _others(names)
            raise SourceUnreadable(
                f"{name} is {what}, not a DOCX file", hint="save the document as DOCX or text"
            )
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _LARGEST:
            raise SourceUnreadable(
                f"{name} unpacks to more than 128 MiB", hint="it may be made to do harm"
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with package.open(part) as file:
                    _refuse_entities(file, name)


def _refuse_entities(file: IO[bytes], name: str) -> None:
    """Refuse a part that has a DOCTYPE: with entities of its own XML is made to explode.

    Expat, which reads any encoding, tells it before a single entity is defined.
    """

    def refuse(*_: object) -> None:
        raise SourceUnreadable(
            f"{name} defines entities of its own, which no word processor does",
            hint="it may be made to do harm",
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.ParseFile(file)


def _others(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "a spreadsheet"
    if "ppt/presentation.xml" in names:
        return "a presentation"
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file"
    return "a ZIP archive"


def _hints(core: Any) -> dict[str, str]:
    found = {"title": core.title or "", "language": core.language or ""}
    return {key: value.strip()[:500] for key, value in found.items() if value.strip()}


def _blocks(parent: Any, listed: set[str]) -> Iterator[str]:
    """Yield the lines of a body or a cell; ``listed`` are the styles of items of lists."""
    for child in parent:
        if child.tag == f"{_W}p":
            line = _words(child).strip()
            if line:
                style = child.find(f"{_W}pPr/{_W}pStyle")
                own = child.find(f"{_W}pPr/{_W}numPr") is not None
                item = own or (style is not None and style.get(f"{_W}val") in listed)
                yield f"- {line}" if item else line
        elif child.tag == f"{_W}tbl":
            yield from _rows(child, listed)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
            yield from _blocks(child, listed)


def _rows(table: Any, listed: set[str]) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue  # a row of a table in a cell, told with its cell
        cells = (
            " ".join(" ".join(_blocks(cell, listed)).split())
            for cell in row.iter(f"{_W}tc")
            if next(cell.iterancestors(f"{_W}tr")) is row
        )
        line = " | ".join(cells)
        if line.strip(" |"):
            yield line


def _words(element: Any) -> str:
    """Gather the words of a paragraph; of two renderings of one box only the first is taken."""
    pieces = []
    for child in element:
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag not in {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"}:
            pieces.append(_words(child))
    return "".join(pieces)
