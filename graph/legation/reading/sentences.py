"""Cut a text into headings, list items and sentences, keeping every offset."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.reading.document import Sentence
from legation.reading.lexicon import lexicon

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r*\n|\r")
_BULLET = re.compile(
    r"[ \t]*(?:[-+*•●▪◦·►✓]\s+|[-+•●▪]+(?=[^\W\d_])|\(?(?:\d{1,2}|[a-zđ]|[ivx]{2,5})\)\s*)"
)
_NUMBER = re.compile(r"[ \t]*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[ivxIVX]{1,5}[.)])[ \t]*(?=[^\W\d_])")
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"')\]]*(?=\s|\Z)")
_BLANK = re.compile(r"\s*")
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"']+\Z")
#: Initials, with the digraphs of respelled Slavic and Mongolian names: "Ch. Bold", "Yu.A.".
_INITIALS = re.compile(r"(?:(?:Ch|Sh|Zh|Kh|Ts|Dz|Dj|Ya|Yu|Ph|Th|Đ|[A-Z])\.-?)+")
_STATES = re.compile(r"(?:[A-Z]\.){2,}")
#: A word that opens a sentence ends the one before, even after "U.S."
_OPENERS = re.compile(r"(?:The|In|On|At|It|He|She|This|These|Both|After|During|From|As|A|An)\b")
_AND_SO_ON = re.compile(r"v\.\s?v\.?")
_TERMINAL = ".!?;…:,"
_LONGEST_HEADING = 170
#: What has no full stop for so long is a table or no prose; rules look at every pair of words of a
#: sentence, so that none may be of any length.
_LONGEST = 3_000
_SEAMS = (";", "\n", "\r", ",", " ")
_WRAPPED = (55, 110)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together; ``item`` where it begins with the sign of a list."""

    start: int
    end: int
    item: bool
    numbered: bool


def split(text: str, norm: str, language: str, start: int = 0) -> tuple[Sentence, ...]:
    r"""Return headings, list items and sentences in the order of the text.

    Initials, abbreviations and decimal points end no sentence; semicolons stay inside; lines
    of rules hold nothing. A line that goes on in small letters belongs to the line before.
    What has no end for 3,000 characters is cut at a semicolon, a line, a comma or a space.

    >>> text = "Visits\n- Mr. A.G. Bo came in May. He left.\n"
    >>> [text[s.start:s.end] for s in split(text, text.lower(), "en")]
    ['Visits', 'Mr. A.G. Bo came in May.', 'He left.']
    """
    short = lexicon(language).norms("abbreviations")
    found: list[Sentence] = []
    for number, paragraph in enumerate(_paragraphs(text, start)):
        cuts = list(_cuts(text, norm, paragraph, short))
        bounds = [paragraph.start, *_seams(text, [paragraph.start, *cuts, paragraph.end])]
        heading = not cuts and _is_heading(text, paragraph, first=not found)
        for begin, end in itertools.pairwise(bounds):
            place = _strip(text, begin, end)
            if place and any(c.isalnum() for c in text[slice(*place)]):
                found.append(
                    Sentence(
                        len(found),
                        number,
                        *place,
                        heading=heading,
                        item=paragraph.item and begin == paragraph.start,
                    )
                )
    return tuple(found)


def _paragraphs(text: str, start: int) -> Iterator[_Paragraph]:
    """Join lines that were broken in mid-sentence."""
    lines = [m.span() for m in _LINE.finditer(text, start)]
    wrapped = _is_wrapped([text[a:b] for a, b in lines])
    first, before = start, (start, start)
    for line in lines:
        if not _goes_on(text, before, line, wrapped=wrapped):
            if before[1] > first:
                yield _marked(text, first, before[1])
            first = line[0]
        before = line
    if before[1] > first:
        yield _marked(text, first, before[1])


def _goes_on(text: str, before: tuple[int, int], here: tuple[int, int], *, wrapped: bool) -> bool:
    """Tell whether a line continues the one before."""
    if len(_LINE_END.findall(text, before[1], here[0])) > 1:
        return False
    last, line = text[slice(*before)].rstrip(), text[slice(*here)]
    stripped = line.lstrip()
    if not last or not stripped or _BULLET.match(line) or _NUMBER.match(line):
        return False
    if stripped[0].islower() and last[-1] not in ".!?:…":
        return True
    return wrapped and len(last) >= _WRAPPED[0] and last[-1] != ":"


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether a text is broken into lines of even width, as in mail and plain files."""
    full = [len(line.rstrip()) for line in lines if line.strip()]
    widest = max(full, default=0)
    if len(full) < 5 or not _WRAPPED[0] <= widest <= _WRAPPED[1]:
        return False
    ends = sum(line.rstrip()[-1:] in _TERMINAL for line in lines if line.strip())
    even = sum(n >= 0.8 * widest for n in full)
    return even >= 0.5 * len(full) and ends <= 0.5 * len(full)


def _marked(text: str, start: int, end: int) -> _Paragraph:
    """Take off the sign of a list item and the number of a heading."""
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    number = _NUMBER.match(text, begin, end)
    return _Paragraph(number.end() if number else begin, end, bool(bullet or number), bool(number))


def _cuts(text: str, norm: str, paragraph: _Paragraph, short: frozenset[str]) -> Iterator[int]:
    """Yield the offsets at which a sentence of a paragraph ends and another follows."""
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        blank = _BLANK.match(text, stop.end(), paragraph.end)
        after = blank.end() if blank else stop.end()
        if after == paragraph.end or text[after].islower() or text[after] in ",;)":
            continue
        mark = norm[stop.start()]
        before = _TOKEN_BEFORE.search(
            text, max(paragraph.start, stop.start() - 30), stop.start() + 1
        )
        token = before[0] if before else ""
        if mark == "." and stop.end() - stop.start() == 1:
            if _STATES.fullmatch(token) and _OPENERS.match(text, after, paragraph.end):
                yield stop.end()
                continue
            if _AND_SO_ON.fullmatch(token):
                yield stop.end()
                continue
            if _INITIALS.fullmatch(token) and (
                len(token) > 2 or not _lone_letter(text, stop.start())
            ):
                continue
            if token[:-1].lower().replace(".", "") in short:
                continue
            if token[:-1].isdigit() and stop.start() - paragraph.start <= 3:
                continue
        yield stop.end()


def _seams(text: str, bounds: list[int]) -> Iterator[int]:
    """Yield where sentences end, and where one too long to be read as such is cut."""
    for begin, end in itertools.pairwise(bounds):
        place = begin
        while end - place > _LONGEST:
            near = [text.rfind(mark, place + _LONGEST // 2, place + _LONGEST) for mark in _SEAMS]
            place = next((cut + 1 for cut in near if cut >= 0), place + _LONGEST)
            yield place
        yield end


def _lone_letter(text: str, place: int) -> bool:
    """Tell whether the letter before a full stop closes a phrase ("class A.") and is no initial."""
    before = text[max(0, place - 12) : max(0, place - 1)].rstrip()
    return (
        bool(before)
        and before[-1].islower()
        and before.rpartition(" ")[2] in {"class", "hạng", "loại", "nhóm", "group"}
    )


def _is_heading(text: str, paragraph: _Paragraph, *, first: bool) -> bool:
    """Tell a heading: short, of one line, and not closed like a sentence."""
    line = text[paragraph.start : paragraph.end].strip()
    if len(line) > _LONGEST_HEADING or not line or _LINE_END.search(line):
        return False
    if line[-1] == ":":
        return True
    if line[-1] in ".!?;…,":
        return False
    return first or line.isupper() or not paragraph.item or paragraph.numbered


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Take the white space off both ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right > left else None
