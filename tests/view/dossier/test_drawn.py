"""Pictures of a dossier that need no style sheet, and what is made of them."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import MissingExtra, WrongFormat
from legation.view.dossier import Dossier, drawn, word
from legation.view.dossier.sheet import Lines, Picture
from legation.view.pictures.canvas import Canvas

Told = Callable[[str], Dossier]
_SVG = "{http://www.w3.org/2000/svg}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIXEL = b"\x89PNG\r\n\x1a\n"


def _tree(data: str | bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - of our own making


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_plain_drawing_says_itself_how_it_looks(language: str, told: Told) -> None:
    """No class, no variable, no style is left; all text and every shape is."""
    for picture in told(language).sheet.pictures:
        plain = drawn.plain(picture.svg)
        assert not {"class=", "var(", "<style", "--pic"} & {
            w for w in ("class=", "var(", "<style", "--pic") if w in plain
        }
        before, after = _tree(picture.svg), _tree(plain)
        assert list(before.itertext()) == [text for text in after.itertext() if text]
        shapes = len(before.findall(f".//{_SVG}path")) + 1  # and the paper
        assert len(after.findall(f".//{_SVG}path")) == shapes


@pytest.mark.parametrize(
    ("classes", "name", "value"),
    [
        ("day", "fill", "#c44e00"),
        ("day hollow", "fill", "#ffffff"),
        ("day hollow", "stroke-width", "1.6"),
        ("curve forecast", "stroke-dasharray", "5 4"),
        ("curve", "fill", "none"),
    ],
)
def test_the_special_rule_wins(classes: str, name: str, value: str) -> None:
    """What CSS says of an element, and of what it stands in, becomes its attributes."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" class="pic" width="9" height="9">'
    svg += f'<g class="g1"><path class="{classes}" d="M0 0z"/></g></svg>'
    path = _tree(drawn.plain(svg)).find(f"{_SVG}g/{_SVG}path")
    assert path is not None
    assert path.get(name) == value


def test_labels_of_a_map_have_a_rim() -> None:
    """A rule for one kind of picture holds in that kind only."""
    rims = []
    for kind in ("map", "chart"):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" class="pic {kind}"><text>a</text></svg>'
        text = _tree(drawn.plain(svg)).find(f"{_SVG}text")
        assert text is not None
        rims.append(text.get("paint-order"))
    assert rims == ["stroke", None]


def test_signs_that_no_xml_may_hold_are_left_out() -> None:
    """A label from a strange document does not break the picture."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>a\uffff\x00b &lt;c&gt;</title></svg>'
    assert "<title>ab &lt;c&gt;</title>" in drawn.plain(svg)


@pytest.mark.usefixtures("letters")
def test_a_drawing_becomes_dots() -> None:
    """Two dots for each unit, and a letter of Vietnamese is not an empty box."""
    dots = set()
    for letter in ("Ệ", "E", "\U0010fffd"):
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">'
        svg += f'<text x="2" y="16" font-family="DejaVu Sans" font-size="12">{letter}</text></svg>'
        png = drawn.png(svg)
        assert png.startswith(_PIXEL)
        assert png[16:24] == (60).to_bytes(4, "big") + (40).to_bytes(4, "big")
        dots.add(png)
    assert len(dots) == 3


@pytest.mark.usefixtures("letters")
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text(max_size=10))
def test_whatever_a_source_writes_can_be_drawn(text: str, soft: str) -> None:
    """No label of any letters stops the drawing, nor becomes a part of the picture."""
    canvas = Canvas(2_000, 40)
    canvas.label(5, 20, text, "head", soft=soft)
    plain = drawn.plain(canvas.svg(text, soft, "map"))
    assert {part.tag.removeprefix(_SVG) for part in _tree(plain).iter()} <= {
        *("svg", "title", "desc", "path", "text", "tspan")
    }
    assert drawn.png(plain).startswith(_PIXEL)


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("language", ["en", "vi"])
def test_docx_has_its_pictures_with_words_for_them(language: str, told: Told) -> None:
    """Each picture is there in PNG and SVG, no wider than the page, and says what it shows."""
    sheet = told(language)
    with zipfile.ZipFile(io.BytesIO(sheet.docx())) as package:
        names = package.namelist()
        body = _tree(package.read("word/document.xml"))
        links = package.read("word/_rels/document.xml.rels").decode()
        for picture, number in zip(sheet.sheet.pictures, (1, 2), strict=True):
            data = package.read(f"word/media/drawing{number}.svg").decode()
            assert data == drawn.plain(picture.svg)
            assert f"media/drawing{number}.svg" in links
    assert sum(name.endswith(".png") for name in names) == 2
    shown = body.findall(f".//{_WP}inline")
    assert [frame.find(f"{_WP}docPr").get("title") for frame in shown] == [  # type: ignore[union-attr]
        picture.title for picture in sheet.sheet.pictures
    ]
    for frame, picture in zip(shown, sheet.sheet.pictures, strict=True):
        told_of = frame.find(f"{_WP}docPr")
        extent = frame.find(f"{_WP}extent")
        assert told_of is not None
        assert extent is not None
        assert picture.notes[0] in str(told_of.get("descr"))
        assert int(extent.get("cx", "")) <= 170 * 36_000
        (blip,) = frame.iter(f"{_A}blip")
        ids = [v for e in blip.iter() for k, v in e.attrib.items() if k.endswith("}embed")]
        assert len(set(ids)) == 2
        assert all(f'Id="{one}"' in links for one in ids)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“Timeline” could not be drawn here: it needs resvg-py"),
        ("vi", "Chưa vẽ được hình “Dòng thời gian”: cần có resvg-py"),
    ],
)
def test_docx_without_the_library_says_what_is_missing(
    language: str, said: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet is written all the same, and says how to get its pictures."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtra, match="resvg-py"):
        drawn.png("<svg/>")
    with zipfile.ZipFile(io.BytesIO(told(language).docx())) as package:
        text = "".join(_tree(package.read("word/document.xml")).itertext())
        assert not [name for name in package.namelist() if "drawing" in name or ".png" in name]
    assert said in text
    assert "pip install 'legation[documents]'" in text


def test_docx_without_letters_says_so(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture full of empty boxes is worse than none."""
    pytest.importorskip("resvg_py")
    monkeypatch.setattr(drawn, "_has_letters", lambda: False)
    with pytest.raises(WrongFormat, match="no font of this machine has the letters of Vietnamese"):
        drawn.png("<svg/>")
    with zipfile.ZipFile(io.BytesIO(word.written(told("en").sheet))) as package:
        text = "".join(_tree(package.read("word/document.xml")).itertext())
    assert text.count("no font of this machine has the letters of Vietnamese") == 2


def test_a_sheet_can_do_without_pictures(told: Told) -> None:
    """What only had a picture goes; all words stay."""
    sheet = told("en").sheet
    bare = sheet.without_pictures()
    assert (len(sheet.pictures), bare.pictures) == (2, ())
    assert bare.facts == sheet.facts
    assert {section.id for section in sheet.sections} - {s.id for s in bare.sections} == {"time"}
    assert all(
        isinstance(block, Lines) or not isinstance(block, Picture)
        for section in bare.sections
        for block in section.blocks
    )
