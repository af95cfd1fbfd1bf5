"""Markdown: the text without its marks, as CommonMark reads it, with tables as lines.

A number before a paragraph stays ("1994. …" opens a list in CommonMark, and is a year here).
The block of keys between ``---`` at the beginning gives hints.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import yaml

from legation.errors import SourceUnreadable
from legation.reading import metadata
from legation.reading.formats import Content, joined

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.{0,10000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FIRST_LINE = re.compile(r"#[ \t]*([A-Za-z_-]+)[ \t]*:[^\r\n]*(?:\r*\n|\Z)")
_HINTS = ("title", "publisher", "date", "language", "lang", "licence", "license", "origin", "url")
_NESTED = 100
_TAG = re.compile(r"<[^<>]{0,1000}>", re.DOTALL)
#: Where ``notes: sources`` says that footnotes only quote what the text rests on, they are no part
#: of it; nobody else's are left out. Written as GitHub and Pandoc do.
_NOTE = re.compile(
    r"^ {0,3}\[\^[^\]\s]{1,60}\]:[^\n]*(?:\n(?:[ \t]+\S[^\n]*|[ \t]*(?=\n {2,}\S)))*", re.MULTILINE
)
_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_SCALARS = {"str", "int", "date"}


def content(text: str, name: str) -> Content:
    r"""Return the text of a Markdown document.

    >>> content("## Two *states*\n\n1994. [Laos](x) and **Peru**\n\n|a|b|\n|-|-|\n|1|2|\n", "a.md").text
    'Two states\n\n1994. Laos and Peru\n\na | b\n\n1 | 2\n'

    Raises
    ------
    SourceUnreadable
        Lists or quotes are nested deeper than in any document.

    """
    from markdown_it import MarkdownIt

    hints: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        hints = _front_matter(front[1])
        text = text[front.end() :]
        if re.search(r"^notes:[ \t]*sources[ \t]*$", front[1], re.MULTILINE):
            text = _NOTE.sub("", text)
    text = _MARK.sub("", text)
    told = text[: _first_lines(text)]
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTED}).enable("table")
    tokens = parser.parse(text[len(told) :])
    if any(token.level >= _NESTED - 1 for token in tokens):
        raise SourceUnreadable(
            f"{name} is nested too deep: more than {_NESTED} levels", hint="save it as plain text"
        )
    lines = list(_lines(tokens))
    return Content(told + joined(lines), hints)


def _first_lines(text: str) -> int:
    """Return where the lines end that tell of the text; other such lines are headings."""
    place = 0
    while (line := _FIRST_LINE.match(text, place)) and metadata.known({line[1]: "x"}, ""):
        place = line.end()
    return place


def _front_matter(block: str) -> dict[str, str]:
    try:
        told = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {key: str(told[key]) for key in _HINTS if type(told.get(key)).__name__ in _SCALARS}


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    mark, cells = "", list[str]()
    in_row = False
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_open":
            in_row, cells = True, []
        elif token.type == "tr_close":
            in_row = False
            yield " | ".join(cells)
        elif token.type == "inline" and in_row:
            cells.append(" ".join(_inline(token).split()))
        elif token.type == "inline":
            yield mark + _inline(token)
            mark = ""
        elif token.type in {"code_block", "fence"}:
            yield token.content.rstrip("\n")
        elif token.type == "html_block":
            yield html.unescape(_TAG.sub(" ", _uncommented(token.content))).strip("\n")


def _uncommented(text: str) -> str:
    """Take comments out; one without an end stays: it may be no comment, and is not lost.

    >>> _uncommented("a<!-- b --> c <!-- d")
    'a  c <!-- d'
    """
    pieces, place = list[str](), 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces += [text[place:start], " "]
        place = end + 3
    return "".join([*pieces, text[place:]])


def _inline(token: Token) -> str:
    pieces = []
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
    return "".join(pieces)
