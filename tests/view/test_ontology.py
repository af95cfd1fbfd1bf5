"""The reference page of the ontology: whole, linked, without a script or a request."""

from __future__ import annotations

from collections import Counter
from functools import cache
from html.parser import HTMLParser

from legation.knowledge import folder, select
from legation.terms import LGN
from legation.view.ontology import page


class _Page(HTMLParser):
    """Collects anchors, links and what would be loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag declares."""
        told = dict(attrs)
        self.ids.update(filter(None, [told.get("id")]))
        if tag == "a":
            self.links.append(told.get("href") or "")
        if tag in {"script", "link", "img", "iframe", "object"} or "src" in told:
            self.loads.append(tag)


@cache
def _read() -> _Page:
    found = _Page()
    found.feed(page())
    return found


def test_every_word_and_concept_has_an_anchor_by_its_local_name() -> None:
    """The namespace IRI of a word leads to its place on the page."""
    query = "SELECT DISTINCT ?s { ?s a ?k FILTER(isIRI(?s) && STRSTARTS(STR(?s), STR(lgn:))) }"
    rows = [row for name in ("core", "vocabularies") for row in select(folder(name), query)]
    assert {row["s"].removeprefix(LGN) for row in rows} - set(_read().ids) == set()


def test_no_anchor_stands_twice_and_every_link_inside_leads_somewhere() -> None:
    """A reader who follows a link arrives."""
    found = _read()
    assert [name for name, count in found.ids.items() if count > 1] == []
    inside = {link[1:] for link in found.links if link.startswith("#")}
    assert inside - set(found.ids) == set()


def test_the_page_loads_nothing() -> None:
    """No script, no picture, no style from elsewhere; a policy says so to the browser."""
    assert _read().loads == []
    assert "default-src 'none'" in page()
    assert "url(" not in page()


def test_both_languages_are_marked() -> None:
    """Vietnamese text says that it is Vietnamese, for voices and hyphens."""
    assert 'lang="vi"' in page()
