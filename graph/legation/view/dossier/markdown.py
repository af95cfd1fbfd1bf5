"""A dossier as Markdown: lists, tables, footnotes (``[^1]``), what it is in the first lines.

A drawing is a file beside it that is linked; without files drawings are left out, for the text
and the table beside each say the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

from legation.values.calm import on_one_line
from legation.view.dossier.pieces import alternative, described, pieces, place
from legation.view.dossier.sheet import Block, Line, Lines, Picture, Sheet, Table
from legation.view.dossier.words import words

_NO_FILES: Mapping[Picture, str] = MappingProxyType({})
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_NUMBERED = re.compile(r"\A(\d{1,9})([.)])")
_LISTED = re.compile(r"\A([-+=])")


def written(sheet: Sheet, files: Mapping[Picture, str] = _NO_FILES) -> str:
    """Return a dossier as Markdown; ``files`` says where its pictures are."""
    said = words(sheet.language)
    lines = ["---", f"title: {_quoted(sheet.title)}", f"language: {sheet.language}"]
    if sheet.as_of:
        lines.append(f"date: {_quoted(sheet.as_of)}")
    lines += [
        "notes: sources",
        "---",
        "",
        f"# {escaped(sheet.title)}",
        "",
        f"{escaped(sheet.about)} {said['how']}",
    ]
    number = 0
    for section in sheet.sections:
        body = [line for block in section.blocks for line in _block(block, sheet, files)]
        if body:
            number += 1
            lines += ["", f"## {number}. {escaped(section.title)}", *body]
    lines += ["", f"## {said['sources']}", ""]
    lines += [f"- {s.mark}: {escaped(described(s, sheet.language))}" for s in sheet.sources]
    lines += ["", *_notes(sheet)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return text as YAML takes it for text; nothing in it is a mark to who knows no such head."""
    told = json.dumps(on_one_line(text), ensure_ascii=False)
    return _SPECIAL.sub(lambda mark: mark[0] if mark[0] == "\\" else f"\\u{ord(mark[0]):04x}", told)


def _block(block: Block, sheet: Sheet, files: Mapping[Picture, str]) -> Iterator[str]:
    if isinstance(block, Picture) and block in files:
        told = escaped(alternative(block, sheet.language))
        yield from ("", f"![{told}]({quote(files[block])})", "", escaped(block.caption))
    elif isinstance(block, Lines):
        yield ""
        if block.title:
            yield from (f"### {escaped(block.title)}", "")
        yield from (f"- {_line(line, chr(10) + '  ')}" for line in block.lines)
    elif isinstance(block, Table):
        yield from ("", f"**{escaped(block.title)}**", "")
        yield f"| {' | '.join(map(escaped, block.head))} |"
        rules = ("--:" if n in block.right else "---" for n in range(len(block.head)))
        yield f"| {' | '.join(rules)} |"
        yield from (f"| {' | '.join(map(_line, row))} |" for row in block.rows)


def _line(line: Line, gap: str = "") -> str:
    """Return a line with its marks, which may stand on a line of their own: a paragraph goes on."""
    text = "".join(f"*{escaped(p)}*" if foreign else escaped(p) for p, foreign in pieces(line))
    marks = "".join(f"[^{n}]" for n in line.notes)
    return _begun(text) + (gap + marks if marks else "")


def _notes(sheet: Sheet) -> Iterator[str]:
    said = words(sheet.language)
    for n, note in enumerate(sheet.notes, 1):
        quoted = " ".join(f"“{escaped(text)}”" for text in note.words)
        held = f" ({said['withheld']})" if note.withheld else ""
        yield f"[^{n}]: {escaped(place(note, sheet))}{held}{': ' if quoted else ''}{quoted}"


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> escaped("a*b [c](d) | <e>")
    'a\\*b \\[c\\](d) \\| \\<e\\>'
    """
    return _SPECIAL.sub(r"\\\1", on_one_line(text))


def _begun(text: str) -> str:
    r"""Return a line that opens no list of its own.

    >>> _begun("1994. A year"), _begun("- x")
    ('1994\\. A year', '\\- x')
    """
    return _LISTED.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", text))
