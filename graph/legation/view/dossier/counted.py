"""In which sentence of its text something stands: sentences counted as a reader counts them.

The number of a sentence is not in the graph; it is counted in the copy of the text that a graph
keeps. Headings are no sentences. Nothing but numbers comes from here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from legation.errors import LegationError
from legation.reading.sentences import split
from legation.reading.text import header, normalise
from legation.store import copies
from legation.terms import Iri

#: The text of a source by its IRI; ``""`` where none is kept.
Text = Callable[[str], str]
_LANGUAGES = ("en", "vi")


def kept(sources: Path) -> Text:
    """Return what gives the texts of documents among the copies that a version keeps.

    >>> kept(Path("nowhere"))("https://e.org/source/a")
    ''
    """

    def text(source: str) -> str:
        name = Iri(source).local
        try:
            copy = copies.one(sources, name)
            return "" if copy.table else copies.text(sources, name)
        except LegationError:  # a graph may have lost the copy of a source and still have its facts
            return ""

    return text


class Counted:
    r"""Counts the sentences of texts, each text once.

    >>> text = "Visits\n\nMr. A. Bo came in May. He left in June."
    >>> Counted(lambda source: text).numbers("https://e.org/source/a", "en", [8, 33, 0])
    (1, 2)
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self._places = cache(self._cut)

    def numbers(self, source: str, language: str, starts: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers of the sentences that hold these places; none where it is unknown."""
        firsts, lasts = self._places(source, language)
        found = set()
        for start in starts:
            number = bisect_right(firsts, start)
            if number and start < lasts[number - 1]:
                found.add(number)
        return tuple(sorted(found))

    def _cut(self, source: str, language: str) -> tuple[list[int], list[int]]:
        text = self._text(source) if language in _LANGUAGES else ""
        cut = split(text, normalise(text), language, header(text)[1]) if text else ()
        told = [sentence for sentence in cut if not sentence.heading]
        return [one.start for one in told], [one.end for one in told]
