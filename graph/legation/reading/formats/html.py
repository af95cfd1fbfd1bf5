"""HTML: the main text of a page as lines, found by trafilatura; what its head says as hints.

trafilatura (Apache-2.0) tells the article from menus and footers; nothing is fetched: it is
given the bytes. Paragraphs, headings and items of lists become lines, a row of a table one line
with its cells between bars.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from legation.errors import BadDate, SourceEmpty, SourceUnreadable
from legation.reading.formats import Content, joined, needed
from legation.values.dates import Dating

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_SEEN = 4096
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?![\d-])")
#: Elements of the page as trafilatura gives it that stand on lines of their own.
_BLOCKS = {"p", "head", "item", "row", "quote", "code", "list", "table", "ab", "div", "del"}

#: Where a head tells what, most telling first. Not the date of a file or of its last change.
_TITLE = ("og:title", "dc.title", "dcterms.title", "citation_title")
_PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher")
_DATE = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "pubdate",
    "publish-date",
)


def charset(data: bytes) -> str:
    """Return the encoding that a page names in its head, empty if it names none.

    >>> charset(b'<html><meta http-equiv="content-type" content="text/html; charset=utf-8">')
    'utf-8'
    """
    found = _CHARSET.search(data[:_SEEN]) or _DECLARED.match(data[:_SEEN])
    return found[1].decode("ascii") if found else ""


def content(text: str, name: str) -> Content:
    """Return the main text of a page.

    Raises
    ------
    SourceUnreadable
        It is nested deeper than any page is.
    SourceEmpty
        It has no text.
    MissingExtra
        trafilatura is not installed.

    """
    trafilatura = needed("trafilatura", "trafilatura", name)
    tree = _parsed(text, name)
    hints = _hints(tree)
    document = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
        config=_settings(),
    )
    lines = [] if document is None or document.body is None else list(_lines(document.body))
    if not lines:
        raise SourceEmpty(f"{name} has no text", hint="is it a page that a script fills?")
    return Content(joined(lines), hints)


def _parsed(text: str, name: str) -> Any:
    lxml_html = needed("lxml.html", "lxml", name)
    etree = needed("lxml.etree", "lxml", name)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise SourceEmpty(f"{name} has no text", hint="nothing was read") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceUnreadable(
            f"{name} is nested too deep: more than 256 elements in each other",
            hint="save its text and add that",
        )
    return tree


@cache
def _settings() -> Any:
    """Return trafilatura's settings: short texts are texts too."""
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return settings


def _lines(element: Any) -> Iterator[str]:
    """Yield the lines of an element; one that holds others may have text of its own between."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "row":
            yield from _joined(pieces)
            cells = [" ".join(_lines(cell)) for cell in child if cell.tag == "cell"]
            if any(cells):
                yield from [cells[0]] if len(cells) == 1 else [" | ".join(cells)]
            pieces = []
        elif child.tag in _BLOCKS:
            yield from _joined(pieces)
            inner = list(_lines(child))
            if child.tag == "item" and inner:
                inner[0] = f"- {inner[0]}"
            yield from inner
            pieces = []
        elif child.tag == "lb":
            yield from _joined(pieces)
            pieces = []
        else:
            pieces += _flat(child)
        pieces.append(child.tail or "")
    yield from _joined(pieces)


def _flat(element: Any) -> list[str]:
    return [str(text) for text in element.itertext()]


def _joined(pieces: list[str]) -> Iterator[str]:
    line = _SPACE.sub(" ", "".join(pieces)).strip()
    if line:
        yield line


def _hints(tree: Any) -> dict[str, str]:
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told.setdefault(key.lower(), _SPACE.sub(" ", meta.get("content") or "").strip())
    linked = _linked(tree)
    title = _first(told, _TITLE) or _SPACE.sub(" ", tree.findtext(".//title") or "").strip()
    origin = next((a.get("href", "") for a in tree.iter("link") if a.get("rel") == "canonical"), "")
    found = {
        "title": title,
        "publisher": _first(told, _PUBLISHER) or linked.get("publisher", ""),
        "date": _day(_first(told, _DATE)) or _day(linked.get("date", "")),
        "language": (tree.get("lang") or tree.get("xml:lang") or "").strip(),
        "origin": origin or told.get("og:url", ""),
    }
    return {key: value[:500] for key, value in found.items() if value}


def _linked(tree: Any) -> dict[str, str]:
    """Return publisher and date from the JSON-LD of a page, as schema.org names them."""
    found: dict[str, str] = {}
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        nodes = told.get("@graph", [told]) if isinstance(told, dict) else told
        for node in nodes if isinstance(nodes, list) else []:
            if not isinstance(node, dict):
                continue
            publisher = node.get("publisher")
            name = publisher.get("name") if isinstance(publisher, dict) else None
            for key, value in (("publisher", name), ("date", node.get("datePublished"))):
                if isinstance(value, str):
                    found.setdefault(key, value.strip())
    return found


def _first(told: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((told[key] for key in keys if told.get(key)), "")


def _day(stamp: str) -> str:
    """Return the day of a time stamp as the page writes it, empty if it is none."""
    found = _DAY.match(stamp.replace("/", "-"))
    try:
        return Dating.parse(found[0]).edtf if found else ""
    except BadDate:
        return ""
