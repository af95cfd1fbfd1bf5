"""Dossiers as HTML, Markdown and DOCX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from legation.values.calm import calm
from legation.view.dossier import Dossier, html, markdown, word
from legation.view.dossier.sheet import Cited, Line, Lines, Note, Picture, Section, Sheet, Table
from legation.view.pictures.canvas import Canvas

Told = Callable[[str], Dossier]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _tree(data: str | bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - of our own making


def _drawing(text: str) -> str:
    canvas = Canvas(200, 40)
    canvas.label(5, 20, text)
    return calm(canvas.svg(text, text, "timeline"))


def _sheet(text: str, foreign: str = "") -> Sheet:
    source = Cited("S1", "https://e.org/source/a", text, text, "1994-05", text, "vi")
    line = Line(text, (1,), (foreign,), ("https://e.org/fact",))
    table = Table(text, (text, "n"), ((line, Line("1")),), (1,))
    return Sheet(
        title=text,
        about=text,
        language="en",
        as_of="1994-05",
        sections=(
            Section("relations", text, (Lines(text, (line, line)), table)),
            Section("time", text, (Picture(text, _drawing(text), (text,)),)),
        ),
        notes=(Note(source.iri, "row 3", (text,), "vi", False, text),),
        sources=(source,),
    )


_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]](javascript:alert(1)) [a](b) `c` | d ~ **e** _f_ &amp; # g",
    "{{ 7*7 }} {% raw %}",
    "a\u202eb\x1b[2Jc",
    "]]> <!-- x --> & ' \"",
]


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_is_text_in_every_format(text: str) -> None:
    """What a source writes is shown and does nothing."""
    sheet = _sheet(text, foreign=text[:9])
    page = html.written(sheet)
    assert "<script" not in page
    assert "<img" not in page
    assert "49" not in page.partition("</style>")[2]
    assert not re.search("[\u202e\x1b]", page + markdown.written(sheet))
    shown = _tree(
        re.sub("(?s)<style>.*?</style>|<!doctype html>|<meta[^>]*>|&#39;|&#34;", "", page)
    )
    assert shown.find(".//h1") is not None
    with zipfile.ZipFile(io.BytesIO(word.written(sheet))) as package:
        for name in ("word/document.xml", "word/endnotes.xml"):
            _tree(package.read(name))


@pytest.mark.parametrize("text", _HOSTILE)
def test_markdown_shows_what_is_written(text: str) -> None:
    """Marks are escaped: CommonMark reads back the same words, and no link, image or HTML."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.written(_sheet(text)))
    inner = [child for token in tokens for child in token.children or ()]
    assert not {"link_open", "image", "html_inline"} & {child.type for child in inner}
    assert "html_block" not in {token.type for token in tokens}
    wanted = re.sub("[\u202e\x1b]", "", text)
    joined = "".join(c.content for c in inner if c.type in {"text", "text_special", "code_inline"})
    assert wanted in joined


@pytest.mark.usefixtures("letters")
def test_docx_holds_what_xml_may_hold() -> None:
    """Signs that no XML may hold are left out of the words and of the pictures."""
    with zipfile.ZipFile(io.BytesIO(word.written(_sheet("a\uffffb\x00c\ufffe")))) as package:
        body, notes, shown = (
            _tree(package.read(f"word/{name}"))
            for name in ("document.xml", "endnotes.xml", "media/drawing1.svg")
        )
    assert all("abc" in "".join(part.itertext()) for part in (body, notes, shown))


def test_a_page_needs_nothing_and_runs_nothing(told: Told) -> None:
    """No script, no address to load from, a policy that names the one style."""
    page = told("en").html
    assert re.search(r"default-src 'none'; style-src 'sha256-[\w+/=]+'", page.replace("&#39;", "'"))
    assert not re.findall(r"<script|\ssrc=|<link|@import|url\(|\sstyle=|\son\w+=", page)
    assert page.count("<h1") == 1
    assert "@page" in page


def test_every_mark_of_a_page_leads_to_its_note_and_back(told: Told) -> None:
    """Anchors are there, each once."""
    page = told("vi").html
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in re.findall(r'href="(#[nr]\d+)"', page)} <= set(ids)


def test_footnotes_of_markdown_are_all_there(told: Told) -> None:
    """Each mark has one note, each note a mark."""
    text = told("en").markdown
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert len(defined) == len(set(defined))
    assert set(defined) == used


def test_endnotes_of_docx_are_endnotes(told: Told) -> None:
    """Each note is referred to once; what cites it again is a link to a bookmark that is there."""
    with zipfile.ZipFile(io.BytesIO(told("en").docx())) as package:
        body = _tree(package.read("word/document.xml"))
        notes = _tree(package.read("word/endnotes.xml"))
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created>" not in package.read("docProps/core.xml")
        assert "endnotes+xml" in package.read("[Content_Types].xml").decode()
    numbers = [int(note.get(f"{_W}id", "")) for note in notes]
    assert numbers[:2] == [-1, 0]
    cited = [int(mark.get(f"{_W}id", "")) for mark in body.iter(f"{_W}endnoteReference")]
    assert cited == sorted(cited) == numbers[2:]
    marks = {mark.get(f"{_W}name") for mark in body.iter(f"{_W}bookmarkStart")}
    assert {link.get(f"{_W}anchor") for link in body.iter(f"{_W}hyperlink")} <= marks


def test_docx_opens_and_repeats_the_heads_of_tables(told: Told) -> None:
    """python-docx reads it again; heads of tables are repeated and rows kept whole."""
    import docx

    document = docx.Document(io.BytesIO(told("vi").docx()))
    assert document.core_properties.title == "Quan hệ Việt Nam – Belarus: bản tóm tắt"
    assert len(document.tables) == 2
    for table in document.tables:
        xml = table._tbl.xml
        assert xml.count("<w:tblHeader/>") == 1
        assert xml.count("<w:cantSplit/>") == len(table.rows)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_words_and_sections_have_their_titles(language: str) -> None:
    """Each section and each column of the plan has a word in both languages."""
    from legation.view.dossier.words import sections, words

    said = words(language)
    assert set(sections()) <= set(said)
    columns = {c for parts in sections().values() for part in parts for c in part.columns}
    assert {f"column.{name}" for name in columns} <= set(said)
    assert all(said.values())
