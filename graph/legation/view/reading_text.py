"""A read document for the terminal: its text with every claim marked, and what was read below.

Colour says the kind of a claim, but nothing rests on colour: brackets and numbers say where
a claim stands, and what is not read is marked at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from legation.facts.evidence import Repair
from legation.reading.files import Original
from legation.reading.read import Reading
from legation.values.calm import calm
from legation.view import notes
from legation.view.labels import words
from legation.view.marked import Left, Paragraph, Run, paragraphs

if TYPE_CHECKING:
    from rich.text import Text

#: The colours of kinds, as terminals have them.
_COLOURS = {
    "sky": "cyan", "green": "green", "orange": "yellow", "violet": "magenta",
    "vermilion": "red", "blue": "blue", "pink": "bright_magenta", "grey": "default",
}  # fmt: skip
_UNREAD, _OVER, _WHY = "bold reverse", "underline", "dim"


def lines(
    original: Original, reading: Reading, language: str = "en", name: str = ""
) -> Iterator[Text]:
    """Yield a read document for a terminal, as lines of styled text that still want wrapping.

    ``name`` is told before the title where several documents are shown.
    """
    return _Page(original, reading, language).lines(name)


class _Page:
    def __init__(self, original: Original, reading: Reading, language: str) -> None:
        self.original, self.reading, self.language = original, reading, language
        self.said = words(language)
        self.notes = notes.all_notes(reading, language)

    def lines(self, name: str) -> Iterator[Text]:
        title = self.reading.source.title or str(self.original.path)
        yield _styled((f"{_one_line(name)}: " if name else "", ""), (_one_line(title), "bold"))
        about = notes.about(self.original, self.reading, self.language)
        yield _styled((" · ".join(f"{what}: {_one_line(value)}" for what, value in about), _WHY))
        yield _styled((self.said["read.key.plain"], _WHY))
        for paragraph in paragraphs(self.reading):
            text = self._text(paragraph)
            if text.plain.strip():
                yield _styled()
                yield text
                yield from self._below(paragraph)
        yield _styled()
        yield from self._end()

    def _text(self, paragraph: Paragraph) -> Text:
        from rich.text import Text

        promising = {left.number for left in paragraph.left if left.promises}
        text = Text()
        opened = 0
        for run in paragraph.runs:
            style = self._style(run, promising)
            if run.left and run.left != opened:
                opened = run.left
                text.append("{", style)
            text.append("[" * run.begin, f"bold {style}")
            text.append(calm(run.text), f"bold {style}" if paragraph.heading else style)
            for numbers in run.end:
                text.append("]" + ",".join(map(str, numbers)), f"bold {style}")
            if run.left_ends:
                text.append("}!" if run.left in promising else "}?", style)
        text.rstrip()
        return text

    def _style(self, run: Run, promising: set[int]) -> str:
        if run.claims:
            return _COLOURS[self.notes[run.claims[0] - 1].colour]
        if run.left:
            return _UNREAD if run.left in promising else _OVER
        return ""

    def _below(self, paragraph: Paragraph) -> Iterator[Text]:
        """Yield what was read of a paragraph, each claim on its line, then what was not."""
        for number in paragraph.claims:
            note = self.notes[number - 1]
            mark = f"  {number:>3} "
            yield _styled(
                (mark, f"bold {_COLOURS[note.colour]}"),
                (_one_line(note.told.line), ""),
                (f"  ✓ {self.said['read.confirmed']}" if note.confirmed else "", _WHY),
            )
            yield from self._repairs(note.told.repairs)
            if note.was:
                why = f" ({note.why})" if note.why else ""
                told = (
                    f"{self.said['read.corrected']}{why}; {self.said['read.was']}: {note.was.line}"
                )
                yield _styled(("      ↺ ", "bold"), (_one_line(told), _WHY))
        yield from self._repairs(paragraph.repairs)
        for one in paragraph.left:
            yield self._left(one)

    def _repairs(self, repairs: tuple[Repair, ...]) -> Iterator[Text]:
        for repair in repairs:
            meant = f"“{repair.reading}”" if repair.reading else self.said["read.unclear"]
            yield _styled(
                ("      ~ ", "bold"),
                (_one_line(f"“{repair.surface}” {self.said['read.repair']} {meant}"), ""),
                (f": {_one_line(notes.because(repair, self.language))}", _WHY),
            )

    def _left(self, one: Left) -> Text:
        what = self.said["read.unread" if one.promises else "read.over"]
        return _styled(
            ("    ! " if one.promises else "    ? ", "bold"),
            (f"{what}: ", "bold" if one.promises else _WHY),
            (f"{notes.beginning(one, self.reading)} ", ""),
            (notes.holds(one, self.language), _WHY),
        )

    def _end(self) -> Iterator[Text]:
        for gone in notes.gone(self.reading, self.language):
            why = f": {gone.why}" if gone.why else ""
            told = f"{self.said['read.rejected']}{why} — {gone.told.line} — “{gone.words}”"
            yield _styled(("    × ", "bold"), (_one_line(told), _WHY))
        counted = notes.count(len(self.reading.claims), self.language)
        told = f"{counted}; {notes.coverage(self.reading, self.language)}"
        if more := notes.passed(self.reading, self.language):
            told += f"; {more}"
        yield _styled((told, "bold"))


def _styled(*parts: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text.assemble(*((calm(text), style) for text, style in parts))


def _one_line(text: str) -> str:
    return " ".join(text.split())
