"""A dossier as DOCX: headings, lists, tables with repeated heads, pictures, real endnotes.

python-docx knows no notes, so their part is written here. A note that is cited again is a link to
the mark that cites it first. A picture is SVG for what reads it and PNG for all others; one that
cannot be drawn is told of in a sentence. The package is written anew with one date for all parts,
so that equal dossiers are equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from legation.errors import MissingExtra, WrongFormat
from legation.values.calm import on_one_line, xml
from legation.view.dossier.drawn import plain, png
from legation.view.dossier.pieces import alternative, described, pieces, place
from legation.view.dossier.sheet import Block, Line, Lines, Picture, Sheet, Table
from legation.view.dossier.words import words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: A picture in SVG beside that in PNG, as Office 2016 and later read it.
_IN_SVG = (
    f'<a:extLst xmlns:a="{_DRAWING}"><a:ext uri="{{{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{id}"/>'
    "</a:ext></a:extLst>"
)
#: How wide and how high a picture may be on a page, in millimetres.
_ROOM = (170, 225)
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
        self._drawn = 0

    def write(self) -> None:
        sheet, document = self._sheet, self._document
        self._set_up()
        document.add_heading(_text(sheet.title), level=0)
        document.add_paragraph(f"{_text(sheet.about)} {self._words['how']}")
        number = 0
        for section in sheet.sections:
            if section.blocks:
                number += 1
                document.add_heading(f"{number}. {_text(section.title)}", level=1)
                for block in section.blocks:
                    self._block(block)
        document.add_heading(self._words["sources"], level=1)
        for source in sheet.sources:
            told = _text(described(source, sheet.language))
            document.add_paragraph(f"{source.mark}: {told}")
        self._endnotes()

    def _set_up(self) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.shared import Mm, Pt

        core = self._document.core_properties
        core.author, core.comments = "", ""
        core.title, core.language = _text(self._sheet.title), self._sheet.language
        # The template of python-docx says that it was written in 2013; this sheet says no day.
        told = self._document.part.package.part_related_by(
            RELATIONSHIP_TYPE.CORE_PROPERTIES
        ).element
        for made in told.xpath("dcterms:created | dcterms:modified"):
            told.remove(made)
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
                self._document.add_heading(_text(block.title), level=2)
            for line in block.lines:
                self._line(line, self._document.add_paragraph(style="List Bullet"))
        elif isinstance(block, Table):
            caption = self._document.add_paragraph()
            caption.add_run(_text(block.title)).bold = True
            caption.paragraph_format.keep_with_next = True
            self._table(block)
        else:
            self._picture(block)

    def _picture(self, picture: Picture) -> None:
        """Put a picture with its caption, or the sentence that it could not be drawn."""
        from docx.shared import Pt

        drawing = plain(picture.svg)
        title = _text(picture.title)
        try:
            dots = png(drawing)
        except MissingExtra:
            self._document.add_paragraph(self._words["picture.missing"].format(title=title))
            return
        except WrongFormat:
            self._document.add_paragraph(self._words["picture.letters"].format(title=title))
            return
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._draw(paragraph.add_run().add_picture(io.BytesIO(dots)), drawing, picture)
        caption = self._document.add_paragraph(_text(picture.caption))
        for run in caption.runs:  # not in italics, which mean another language here
            run.font.size = Pt(9)

    def _draw(self, shape: Any, drawing: str, picture: Picture) -> None:
        """Fit a picture to the page, tell what it shows, and put the SVG beside the PNG."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.shared import Mm

        scale = min(
            Mm(room) / size for room, size in zip(_ROOM, (shape.width, shape.height), strict=True)
        )
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        inline = shape._inline  # noqa: SLF001 - python-docx has no other way to it
        inline.docPr.set("title", _text(picture.title))
        inline.docPr.set("descr", _text(alternative(picture, self._sheet.language)))
        main = self._document.part
        self._drawn += 1
        name = PackURI(f"/word/media/drawing{self._drawn}.svg")
        part = Part(name, "image/svg+xml", drawing.encode("utf-8"), main.package)
        blip = inline.graphic.graphicData.pic.blipFill.blip
        blip.append(_parsed(_IN_SVG.format(id=main.relate_to(part, RELATIONSHIP_TYPE.IMAGE))))

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
            paragraph.add_run(_text(piece)).italic = foreign or None
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
            f'<w:r><w:t xml:space="preserve"> {escape(_text(told), quote=False)}</w:t></w:r>'
            "</w:p></w:endnote>"
        )


def _text(text: str) -> str:
    """Return text as one line of XML may hold it."""
    return xml(on_one_line(text))


def _separator(number: int, kind: str) -> str:
    return (
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
    )


def _xml(thing: Any) -> Any:
    """Return the element of a paragraph or a row; python-docx has no other way to it."""
    return thing._element  # noqa: SLF001


def _parsed(text: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(text)


def _element(text: str) -> Any:
    tag, _, rest = text.partition(" ") if " " in text.partition(">")[0] else (text, "", "")
    if rest:
        return _parsed(f'{tag} xmlns:w="{_W}" {rest}')
    end = tag.index("/>") if tag.endswith("/>") and tag.count("<") == 1 else tag.index(">")
    return _parsed(f'{tag[:end]} xmlns:w="{_W}"{tag[end:]}')


def _dated(data: bytes) -> bytes:
    """Return a package with one date for all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
