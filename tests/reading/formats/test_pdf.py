"""PDF: sentences read on over lines and pages; what has no text layer says so."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from legation.errors import SourceUnreadable
from legation.reading import files
from legation.reading.formats.pdf import _text
from made_documents import pdf
from old_encodings import tcvn3

HEAD = "Laos and Peru: a short brief for the desk"
PAGES = (
    [
        HEAD,
        "Laos and Peru established diplomatic relations on 3 May 1994, and the two sides have co-",
        "operated ever since. They worked on rice, and the President of Peru paid a visit to",
        "Laos in May 2001.",
        "1",
    ],
    [
        HEAD,
        "Trade between the two countries (goods only) reached 12 million US dollars in the year",
        "Page 2 of 3",
    ],
    [
        HEAD,
        "2007 and grew by a third in the year after that. Both sides spoke of the talks of 28-",
        "29 May.",
        "3",
    ],
)


def _read(data: bytes) -> files.Original:
    return files.original(Path("a.pdf"), data)


def test_lines_and_pages_are_joined() -> None:
    """Broken words and sentences are whole again, heads and numbers of pages are gone."""
    read = _read(pdf(*PAGES, title="A brief"))
    assert read.text.splitlines() == [
        "Laos and Peru established diplomatic relations on 3 May 1994, and the two sides have cooperated ever since. They worked on rice, and the President of Peru paid a visit to Laos in May 2001.",
        "",
        "Trade between the two countries (goods only) reached 12 million US dollars in the year 2007 and grew by a third in the year after that. Both sides spoke of the talks of 28-29 May.",
    ]
    assert (read.read_as, read.hints) == ("PDF", {"title": "A brief", "language": "en"})


def test_a_hyphen_goes_where_the_whole_word_is_known() -> None:
    """A word broken over two lines is mended by the text itself."""
    lines = [
        "The ministers of Laos and Peru spoke in Lima for a whole day of the agree-",
        "ment on rice. The agreement was signed.",
    ]
    assert "of the agreement on rice." in _read(pdf(lines)).text


def test_an_old_font_is_spelt_out() -> None:
    """A PDF in a font of TCVN3 is read."""
    text = "Việt Nam và Lào ký hiệp định về hợp tác."
    read = _read(pdf([tcvn3(text)]))
    assert (read.text, read.read_as) == (f"{text}\n", "PDF in TCVN3")


@pytest.mark.parametrize("title", ["Microsoft Word - brief.doc", "untitled", "Document1", "a.pdf"])
def test_titles_that_programs_make_up_are_none(title: str) -> None:
    """The name of a file is no title."""
    assert "title" not in _read(pdf(["Laos and Peru"], title=title)).hints


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_scan_has_no_text_layer() -> None:
    """Pictures of pages are told as such, with the way out."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    with pytest.raises(SourceUnreadable) as caught:
        _read(_written(writer))
    assert str(caught.value) == (
        "a.pdf has no text layer; it holds only pictures of its pages; "
        "run text recognition over it (ocrmypdf) and add the result"
    )


def test_pages_without_text_are_named() -> None:
    """A document of which some pages are pictures is read, and says which."""
    assert _read(pdf(["Laos and Peru"], [], ["met."], [])).notes == ("no text on pages 2, 4",)


def test_an_encrypted_file_is_refused() -> None:
    """With a password the file is told; one that only forbids printing is read."""
    for password, owner in (("secret", "owner"), ("", "owner")):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["Laos and Peru met."])))
        writer.encrypt(password, owner, algorithm="RC4-128")
        data = _written(writer)
        if password:
            with pytest.raises(SourceUnreadable) as caught:
                _read(data)
            assert str(caught.value) == (
                "a.pdf is encrypted; save it without a password and add it again"
            )
        else:
            assert _read(data).text == "Laos and Peru met.\n"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4 rubbish",
        b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>",
        pdf(["Laos"])[:300],
    ],
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    """Whatever breaks in a file, the sentence is one."""
    with pytest.raises(
        SourceUnreadable, match=r"^a\.pdf (is no PDF that can be opened|has no text)"
    ):
        _read(data)


_WIDE = "In that year the ministers of Laos and Peru met again in the capital, and much was said of rice."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["Laos and Peru established diplomatic", "relations on 3 May 1994."],
            "diplomatic relations",
        ),
        (["Laos and Peru spoke of trade, he said.", "they met."], "he said.\n\nthey met."),
        (["“Laos and Peru spoke of trade.”", "rice"], "trade.”\n\nrice"),
        (["rice", "tea"], "rice\n\ntea"),
        (["The President of Peru flew on to San-", "tiago in May."], "to Santiago in"),
        (["They spoke in Lima of Bê-la-", "rút in May."], "of Bê-la-rút in"),
        (["They spoke in Lima of Bê-", "la-rút in May."], "of Bê-la-rút in"),
        (["In Lima they met the vice-", "president of Peru."], "vice-president"),
        (
            [
                "They met again for a whole day in Lima in the summer of that year, to speak of all Laos-",
                "Peru talks.",
            ],
            "Laos-Peru",
        ),
        (["Rice and plan: in Lima a rice-", "plan was made."], "a rice-plan"),
    ],
)
def test_short_lines_go_on_in_small_letters(lines: list[str], text: str) -> None:
    """A line far from full goes on in a small letter; a hyphen goes where it only breaks a word."""
    assert (
        text in _read(pdf([_WIDE, *lines])).text
        if text.isascii()
        else text in _text([[_WIDE, *lines]])
    )


def test_vietnamese_lines_go_on_and_keep_their_hyphens() -> None:
    """Small letters with marks are small letters; names written by syllables keep their hyphens."""
    wide = "Hai nước đã thiết lập quan hệ ngoại giao và ký nhiều hiệp định về thương mại, hàng hải."
    lines = [
        wide,
        "Thủ tướng thăm Bra-",
        "xin và Pê-",
        "ru, rồi hai bên cũng đã",
        "đồng ý ký hiệp định.",
    ]
    assert _text([lines]).splitlines()[-1] == (
        "Thủ tướng thăm Bra-xin và Pê-ru, rồi hai bên cũng đã đồng ý ký hiệp định."
    )
