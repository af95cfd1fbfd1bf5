"""HTML: the main text as lines, the head as hints, and no page does harm."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from legation.errors import SourceEmpty, SourceUnreadable
from legation.reading import files
from legation.reading.formats.html import charset

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Laos and Peru | The Desk</title>
<meta charset="utf-8"><link rel="canonical" href="https://desk.example/laos-peru">
<meta property="og:site_name" content="The  Desk">
<meta property="article:published_time" content="2019-05-03T23:30:00+07:00">
<meta property="article:modified_time" content="2021-01-01">
<script src="https://desk.example/a.js"></script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/asia">More news about Asia</a></li></ul></nav>
<div class="content"><h1>Laos and Peru</h1>
<p>Laos and Peru <b>established</b> diplomatic relations
on 3&nbsp;May 1994.<br>Both sides were glad.</p>
<ul><li>rice</li><li>copper<ul><li>in bars</li></ul></li></ul>
<table><tr><th>Year</th><th>Trade</th></tr><tr><td>2007</td><td>in all 10 million <i>USD</i></td></tr></table>
<img src="https://desk.example/a.png"></div>
<footer>Copyright 2020 The Desk</footer></body></html>"""


def _read(page: str | bytes) -> files.Original:
    return files.original(Path("a.html"), page.encode() if isinstance(page, str) else page)


def test_the_main_text_becomes_lines() -> None:
    """Paragraphs, list items and rows are lines of their own; menus and footers are gone."""
    assert _read(PAGE).text.splitlines() == [
        "Laos and Peru",
        "",
        "Laos and Peru established diplomatic relations on 3\xa0May 1994.",
        "",
        "Both sides were glad.",
        "- rice",
        "- copper",
        "- in bars",
        "",
        "Year | Trade",
        "",
        "2007 | in all 10 million USD",
    ]


def test_the_head_gives_hints() -> None:
    """Title, publisher, day of publication as written there, language, address; not the last change."""
    assert _read(PAGE).hints == {
        "title": "Laos and Peru | The Desk",
        "publisher": "The Desk",
        "date": "2019-05-03",
        "language": "en-GB",
        "origin": "https://desk.example/laos-peru",
    }


def test_json_ld_gives_hints_too() -> None:
    """Publisher and date of schema.org are taken where the head has none; rubbish is left alone."""
    script = '{"@graph": [{"publisher": {"name": "A desk"}, "datePublished": "2018-02-03T00:00Z"}]}'
    page = f'<html><script type="application/ld+json">{script}</script><script type="application/ld+json">[3, {{</script><p>Laos and Peru met.</p></html>'
    assert _read(page).hints == {"publisher": "A desk", "date": "2018-02-03"}


def test_a_date_that_is_none_is_no_hint() -> None:
    """What is not a day is not made one."""
    for stamp in ("yesterday", "2019-13-40", "03-05-2019", "2019"):
        page = f'<html><meta name="pubdate" content="{stamp}"><p>Laos and Peru met.</p></html>'
        assert "date" not in _read(page).hints


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address of a page is opened, neither by the parser nor by trafilatura."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a page opened a connection")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    page = PAGE.replace("<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "https://desk.example/a.dtd">')
    assert "established" in _read(page).text


def test_deep_nesting_is_refused() -> None:
    """A page with thousands of elements in each other is refused, not cut."""
    with pytest.raises(SourceUnreadable) as caught:
        _read("<html><body>" + "<div>" * 5000 + "<p>Laos and Peru met.</p>")
    assert str(caught.value) == (
        "a.html is nested too deep: more than 256 elements in each other; save its text and add that"
    )


def test_entities_of_a_page_are_not_expanded() -> None:
    """What a page defines stays unexpanded; what HTML defines is the letter."""
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    text = _read(f"{bomb}<html><body><p>&b;&b; Vi&#7879;t Nam, Per&uacute;</p></body></html>").text
    assert "Việt Nam, Perú" in text
    assert "aaaaaaaaaa" not in text


def test_a_page_without_text_is_told() -> None:
    """A page that a script fills has nothing to read."""
    with pytest.raises(SourceEmpty) as caught:
        _read("<html><script>fill()</script></html>")
    assert str(caught.value) == "a.html has no text; is it a page that a script fills?"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<html><meta charset="UTF-8">', "UTF-8"),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=windows-1258'>",
            "windows-1258",
        ),
        (b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        (b"<html>", ""),
    ],
)
def test_the_encoding_of_a_page(head: bytes, encoding: str) -> None:
    """A page names its encoding in its head or in its declaration."""
    assert charset(head) == encoding


def test_an_old_page_in_tcvn3_is_read() -> None:
    """A page that calls itself Latin-1 and is in a font of TCVN3 is spelt out, with its title and entities."""
    page = (
        b"<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"
        b"<title>Vi\xd6t Nam - L\xb5o</title></head><body><font face='.VnTime'><p>Vi\xd6t Nam v\xb5 "
        b"L\xb5o k\xfd hi\xd6p \xae\xdenh. Hai n\xad\xedc c\xefng \xae&oacute;ng.</p></font></body></html>"
    )
    read = _read(page)
    assert read.text.startswith("Việt Nam và Lào ký hiệp định. Hai nước cùng đúng.")
    assert (read.read_as, read.hints["title"]) == ("HTML in TCVN3", "Việt Nam - Lào")
