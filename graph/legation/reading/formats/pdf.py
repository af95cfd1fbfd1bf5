"""PDF with a text layer: the text of its pages, with broken lines and pages joined again.

pypdf (BSD-3-Clause) gives the lines as they stand on the page. A line that fills the column and
ends no sentence goes on in the next, and so does a shorter one if the next begins in small
letters; numbers of pages and heads that run along the pages are
taken out, so that a sentence reads on over the end of a page.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from legation.errors import SourceUnreadable
from legation.reading import syllables
from legation.reading.formats import Content, joined, needed
from legation.reading.lexicon import lexicon

_MOST_PAGES = 5_000
_MOST_TEXT = 64 * 2**20
_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|trang)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"([^\W\d_]+)-\Z")
_BREAK = re.compile(r"[^\W\d_]+-\n[^\W\d_]+")
_CHAIN = re.compile(r"[^\W\d_]+-")
_SAMPLE = 40_000
_ENDS = ".!?…:;"
_CLOSING = "\"'”’»)]"
#: A line this much of the longest one is full: the paragraph goes on.
_FULL = 0.75
#: A line of less of it is a row of a list or table, whatever the next begins with.
_ROW = 0.25
#: So many of the words of Vietnamese are syllables: it does not break words.
_VIETNAMESE = 0.5
_MADE_UP = re.compile(
    r"^(?:microsoft word|untitled|document\d*\b)|\.(?:docx?|pdf|indd|odt)$", re.IGNORECASE
)


def content(data: bytes, name: str) -> Content:
    """Return the text of a PDF file, with title and language as hints.

    Dates in the file say when it was made, not when it was published: they are left alone.

    Raises
    ------
    SourceUnreadable
        It is encrypted or broken, has no text layer, or is too large.
    MissingExtra
        pypdf is not installed.

    """
    pypdf = needed("pypdf", "pypdf", name)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    # A broken file raises whatever its first wrong object happens to meet in pypdf.
    anything = (
        *(pypdf.errors.PyPdfError, OSError, EOFError, LookupError, ValueError, TypeError),
        *(AttributeError, ArithmeticError, RecursionError, NotImplementedError, AssertionError),
    )
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _opened(reader, pypdf):
            raise SourceUnreadable(
                f"{name} is encrypted", hint="save it without a password and add it again"
            )
        number = len(reader.pages)
        if number > _MOST_PAGES:
            raise SourceUnreadable(
                f"{name} has {number} pages, more than {_MOST_PAGES}",
                hint="split it into documents",
            )
        pages = list(_pages(reader, name))
        hints = _hints(reader)
    except anything as error:
        raise SourceUnreadable(
            f"{name} is no PDF that can be opened ({type(error).__name__})",
            hint="print it to a new PDF and add that",
        ) from None
    bare = [str(n) for n, lines in enumerate(pages, 1) if not lines]
    if len(bare) == len(pages):
        raise SourceUnreadable(
            f"{name} has no text layer; it holds only pictures of its pages",
            hint="run text recognition over it (ocrmypdf) and add the result",
        )
    notes = (f"no text on page{'s' if len(bare) > 1 else ''} {', '.join(bare)}",) if bare else ()
    return Content(_text(pages), hints, notes)


def _opened(reader: Any, pypdf: Any) -> bool:
    """Tell whether a file opens without a password, as those do that only forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except (pypdf.errors.DependencyError, pypdf.errors.PyPdfError, NotImplementedError):
        return False


def _pages(reader: Any, name: str) -> Iterator[list[str]]:
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > _MOST_TEXT:
            raise SourceUnreadable(
                f"{name} unpacks to more than 64 MiB of text", hint="split it into documents"
            )
        yield [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _hints(reader: Any) -> dict[str, str]:
    title = str((reader.metadata or {}).get("/Title") or "").strip()
    language = str(reader.root_object.get("/Lang") or "").strip()
    found = {"title": "" if _MADE_UP.search(title) else title, "language": language}
    return {key: value[:500] for key, value in found.items() if value}


def _text(pages: Sequence[list[str]]) -> str:
    r"""Join the lines of pages to paragraphs.

    >>> wide = "The ministers of Laos and Peru met in the capital of Peru in or-"
    >>> _text([[wide, "der to talk in good order about trade between them.", "1"], ["Done."]])
    'The ministers of Laos and Peru met in the capital of Peru in order to talk in good order about trade between them.\n\nDone.\n'
    """
    lines = [line for page in _without_heads(pages) for line in page]
    widest = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    breaks = _Breaks(lines)
    out: list[str] = []
    before = ""
    for line in lines:
        ends = not before or before.rstrip(_CLOSING)[-1:] in _ENDS
        least = _FULL
        if line[0].islower():
            least = 0 if _BROKEN.search(before) else _ROW
        if ends or len(before) < least * widest:
            out.append(line)
        else:
            out[-1] = breaks.joined(out[-1], line)
        before = line
    return joined(out)


def _without_heads(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Take the numbers of pages and what stands at the edge of most pages off them."""
    edges = Counter(_DIGITS.sub("#", line) for page in pages for line in {*page[:1], *page[-1:]})
    many = max(3, (len(pages) + 1) // 2)

    def is_head(line: str) -> bool:
        return bool(_NUMBER.fullmatch(line)) or edges[_DIGITS.sub("#", line)] >= many

    for page in pages:
        begin, end = 0, len(page)
        while begin < min(2, end) and is_head(page[begin]):
            begin += 1
        while end > max(begin, len(page) - 2) and is_head(page[end - 1]):
            end -= 1
        yield page[begin:end]


class _Breaks:
    """How words broken over two lines are whole again: the other words of the text tell."""

    def __init__(self, lines: Sequence[str]) -> None:
        whole = "\n".join(lines)
        unbroken = _BREAK.sub(" ", whole)
        self.words = {word[0].lower() for word in _WORD.finditer(unbroken)}
        self.vietnamese = syllables.score(unbroken[:_SAMPLE]).share >= _VIETNAMESE
        self.prefixes = lexicon("en").norms("hyphen-behind")

    def joined(self, before: str, line: str) -> str:
        r"""Join two lines; a hyphen at the end goes where it only broke the word.

        >>> english = _Breaks(["Laos and Peru met in San-", "tiago and spoke of the vice-", "president."])
        >>> english.joined("in San-", "tiago"), english.joined("the vice-", "president")
        ('in Santiago', 'the vice-president')
        >>> english.joined("of Bê-la-", "rút"), english.joined("of 28-", "29 May")
        ('of Bê-la-rút', 'of 28-29 May')
        """
        if not before.endswith("-"):
            return f"{before} {line}"
        broken, rest = _BROKEN.search(before), _WORD.match(line)
        if broken and rest and self._is_one(broken, rest[0], line):
            return before[:-1] + line
        return before + line

    def _is_one(self, broken: re.Match[str], rest: str, line: str) -> bool:
        """Tell whether the hyphen is none of the word: not in Vietnamese, nor in "Bê-la-rút"."""
        first = broken[1].lower()
        if first + rest.lower() in self.words:
            return True
        if self.vietnamese or not rest.islower() or first in self.prefixes:
            return False
        chained = broken.string[: broken.start()].endswith("-") or _CHAIN.match(line)
        return not chained and not {first, rest} <= self.words
