"""A dossier as DOCX: headings, lists, tables with repeated heads, endnotes that are endnotes.

python-docx knows no notes, so their part is written here. A note that is cited again is a link to
the mark that cites it first. Drawings are left out: the table beside each says the same. The
package is written anew with one date for all parts, so that equal dossiers are equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from legation.errors import MissingExtra
from legation.values.calm import on_one_line
from legation.view.dossier.pieces import described, pieces, place
from legation.view.dossier.sheet import Block, Line, Lines, Sheet, Table
from legation.view.dossier.words import words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell
_TAGS = {"en": "en-GB", "vi": "vi-VN"}
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def written(sheet: Sheet) -> bytes:
    """Return a dossier as the bytes of a DOCX file.

    Raises
    ------
    MissingExtra
        python-docx is not installed.

    """
    try:
        import docx
    except ImportError:
        raise MissingExtra(
            "to write DOCX legation needs python-docx", hint="pip install 'legation[documents]'"
        ) from None
    document = docx.Document()
    _Writer(document, sheet).write()
    out = io.BytesIO()
    document.save(out)
    return _dated(out.getvalue())


class _Writer:
    def __init__(self, document: Any, sheet: Sheet) -> None:
        self._document = document
        self._sheet = sheet
        self._words = words(sheet.language)
        self._cited: set[int] = set()

    def write(self) -> None:
        sheet, document = self._sheet, self._document
        self._set_up()
        document.add_heading(on_one_line(sheet.title), level=0)
        document.add_paragraph(f"{on_one_line(sheet.about)} {self._words['how']}")
        number = 0
        for section in sheet.sections:
            blocks = [block for block in section.blocks if isinstance(block, Lines | Table)]
            if blocks:
                number += 1
                document.add_heading(f"{number}. {on_one_line(section.title)}", level=1)
                for block in blocks:
                    self._block(block)
        document.add_heading(self._words["sources"], level=1)
        for source in sheet.sources:
            told = on_one_line(described(source, sheet.language))
            document.add_paragraph(f"{source.mark}: {told}")
        self._endnotes()

    def _set_up(self) -> None:
        from docx.shared import Mm, Pt

        core = self._document.core_properties
        core.author, core.comments = "", ""
        core.title, core.language = on_one_line(self._sheet.title), self._sheet.language
        core.created = core.modified = datetime(*_DAY, tzinfo=UTC)
        core.last_modified_by, core.revision = "", 1
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(20)
        page.top_margin = page.bottom_margin = Mm(20)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(11.5)
        tag = _TAGS.get(self._sheet.language, self._sheet.language)
        style.element.get_or_add_rPr().append(_element(f'<w:lang w:val="{tag}"/>'))
        numbers = page.footer.paragraphs[0]
        numbers.alignment = 1
        _xml(numbers).append(
            _element('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
        last = self._document.element.body.sectPr
        size = last.find(f"{{{_W}}}pgSz")
        size.addprevious(_element('<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'))

    def _block(self, block: Block) -> None:
        if isinstance(block, Lines):
            if block.title:
                self._document.add_heading(on_one_line(block.title), level=2)
            for line in block.lines:
                self._line(line, self._document.add_paragraph(style="List Bullet"))
        elif isinstance(block, Table):
            caption = self._document.add_paragraph()
            caption.add_run(on_one_line(block.title)).bold = True
            caption.paragraph_format.keep_with_next = True
            self._table(block)

    def _table(self, block: Table) -> None:
        table = self._document.add_table(rows=1, cols=len(block.head), style="Table Grid")
        heads = [Line(head) for head in block.head]
        self._row(table.rows[0], heads, block.right, bold=True)
        _xml(table.rows[0]).get_or_add_trPr().append(_element("<w:tblHeader/>"))
        for row in block.rows:
            self._row(table.add_row(), row, block.right)
        for row in table.rows:
            _xml(row).get_or_add_trPr().append(_element("<w:cantSplit/>"))
        self._document.add_paragraph()

    def _row(
        self, row: Any, cells: Sequence[Line], right: tuple[int, ...], *, bold: bool = False
    ) -> None:
        from docx.shared import Pt

        for n, (cell, line) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            self._line(line, paragraph)
            if n in right:
                paragraph.alignment = 2
            for run in paragraph.runs:
                run.font.size, run.bold = Pt(9), bold or None

    def _line(self, line: Line, paragraph: Any) -> None:
        for piece, foreign in pieces(line):
            paragraph.add_run(piece).italic = foreign or None
        for number in line.notes:
            _xml(paragraph).extend(self._mark(number))

    def _mark(self, number: int) -> Iterator[Any]:
        """Yield the mark of a note, or what leads to where the note is cited first."""
        name = f"note{number}"
        if number in self._cited:
            run = f"<w:r>{_RAISED}<w:t>[{number}]</w:t></w:r>"
            yield _element(f'<w:hyperlink w:anchor="{name}">{run}</w:hyperlink>')
            return
        self._cited.add(number)
        yield _element(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')
        yield _element(f'<w:r>{_RAISED}<w:endnoteReference w:id="{number}"/></w:r>')
        yield _element(f'<w:bookmarkEnd w:id="{number}"/>')

    def _endnotes(self) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        parts = [_separator(-1, "separator"), _separator(0, "continuationSeparator")]
        parts += [self._note(number) for number in range(1, len(self._sheet.notes) + 1)]
        text = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:endnotes xmlns:w="{_W}">{"".join(parts)}</w:endnotes>'
        )
        main = self._document.part
        part = Part(PackURI("/word/endnotes.xml"), _NOTES, text.encode("utf-8"), main.package)
        main.relate_to(part, _RELATION)

    def _note(self, number: int) -> str:
        note = self._sheet.notes[number - 1]
        told = place(note, self._sheet)
        if note.withheld:
            told += f" ({self._words['withheld']})"
        if note.words:
            told += ": " + " ".join(f"“{text}”" for text in note.words)
        return (
            f'<w:endnote w:id="{number}"><w:p><w:r>{_RAISED}<w:endnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(on_one_line(told), quote=False)}</w:t></w:r>'
            "</w:p></w:endnote>"
        )


def _separator(number: int, kind: str) -> str:
    return (
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
    )


def _xml(thing: Any) -> Any:
    """Return the element of a paragraph or a row; python-docx has no other way to it."""
    return thing._element  # noqa: SLF001


def _element(text: str) -> Any:
    from docx.oxml import parse_xml

    tag, _, rest = text.partition(" ") if " " in text.partition(">")[0] else (text, "", "")
    if rest:
        return parse_xml(f'{tag} xmlns:w="{_W}" {rest}')
    end = tag.index("/>") if tag.endswith("/>") and tag.count("<") == 1 else tag.index(">")
    return parse_xml(f'{tag[:end]} xmlns:w="{_W}"{tag[end:]}')


def _dated(data: bytes) -> bytes:
    """Return a package with one date for all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
