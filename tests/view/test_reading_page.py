"""The page of a read document, without a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from legation.facts.evidence import Source, TextPolicy
from legation.reading import review, review_file
from legation.reading.files import Original
from legation.reading.read import Reading, read
from legation.reading.review_file import Mark, Review
from legation.terms import Iri
from legation.view.reading_page import page

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
President Juan Quispe of Peru paid an official visit to Laos in June 2001.
The embassy asked in 2004 for a larger house. They gave 40 million USD for it.
"""


class _Anchors(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what a page can be entered at and leads to."""
        self.tags.add(tag)
        told = dict(attrs)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))


def _read(text: str = TEXT, **about: str) -> tuple[Original, Reading]:
    source = Source(Iri("https://e.org/source/a"), issued="2010", **about)  # type: ignore[arg-type]
    return Original(Path("a.txt"), b"", text), read(text, source)


def test_every_link_leads_somewhere_on_the_page() -> None:
    """Marks lead to notes and notes to marks; two documents keep apart; no anchor stands twice."""
    found = _Anchors(page([_read(), _read()]))
    assert len(found.ids) == len(set(found.ids))
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
    assert {"d1n1", "d1m1", "d2n3", "d2m3", "d1u1", "d1x1"} <= set(found.ids)


def test_the_page_needs_nothing_else() -> None:
    """One script, allowed by its digest; no address of anything outside."""
    html = page([_read()])
    assert html.count("<script") == 1
    assert re.search(r"script-src &#39;sha256-[\w+/=]+&#39;", html)
    assert "http" not in html.replace("http-equiv", "")
    assert {"main", "article", "aside", "mark"} <= _Anchors(html).tags


def test_hostile_text_is_only_text() -> None:
    """Tags, entities and template marks are shown as they are, wherever they stand."""
    bad = "<script>alert(1)</script>{{ 7 * 7 }}<img src=x onerror=alert(1)>&lt;"
    text = TEXT.replace("larger", bad).replace("Juan Quispe", f"Juan Quispe {bad}")
    html = page([_read(text, title=bad, publisher=bad, origin=bad)])
    assert html.count("<script") == 1
    assert "<img" not in html
    assert "{{ 7 * 7 }}" in html
    assert "&amp;lt;" in html


def test_coverage_source_and_what_was_not_read_are_told() -> None:
    """In words, not in colours alone."""
    html = page([_read(publisher="A paper")])
    for words in (
        "<b>3 claims</b>; 2 of 3 sentences that promise a fact gave one: 67 %",
        "<dt>publisher</dt><dd><bdi>A paper</bdi>",
        "<dt>text policy</dt><dd><bdi>sentences may be quoted</bdi>",
        "! not read</a>",
        "it holds a date and a word that facts are told with",
        "“The embassy asked in 2004 for …”</bdi>",
    ):
        assert words in html
    assert "larger house" in html


def test_the_page_speaks_vietnamese() -> None:
    """Notes and legend in the language of the reader, the text marked as its own."""
    html = page([_read()], "vi")
    assert '<html lang="vi">' in html
    assert 'class="text" lang="en"' in html
    assert "chưa đọc được" in html


def test_the_same_document_gives_the_same_page() -> None:
    """Nothing of the day or of the machine is in it."""
    assert page([_read()]) == page([_read()])


def test_a_page_holds_no_text_that_may_not_be_shown() -> None:
    """What was read is told with its place, and so is what was left, but not in the words."""
    original, reading = _read(policy=TextPolicy.NONE)
    line = review_file.entry(reading.claims[0], reading.document.text, reading.claims)
    judged = review.apply(
        reading, Review("r", (replace(line, mark=Mark.NO, why="a dream"),), "the desk")
    )
    html = page([(original, reading), (original, judged)])
    assert "text withheld by the source&#39;s policy" in html
    assert "[characters 0–60]" in html
    assert "Juan Quispe visits Laos" in html
    text = set(re.findall(r"\w+ \w+ \w+ \w+", TEXT))
    sentences = [s.split() for s in TEXT.splitlines()]
    text |= {" ".join(s[n : n + 4]) for s in sentences for n in range(len(s) - 3)}
    assert {words for words in text if words in html} == set()
    found = _Anchors(html)
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_controls_in_a_document_do_not_reach_the_page() -> None:
    """Neither in the text nor in what is told of it."""
    html = page([_read(TEXT.replace("Quispe", "Qui\u202espe"), title="A\x9btitle")])
    assert not {"\u202e", "\x9b"} & set(html)
