"""What all writers share: pieces of foreign text, notes in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.values.calm import on_one_line
from legation.view.dossier.sheet import Cited, Line, Note, Picture, Sheet
from legation.view.dossier.words import words
from legation.view.phrases import date


def pieces(line: Line) -> Iterator[tuple[str, bool]]:
    """Yield the text of a line in pieces, each with whether it is foreign to the reader.

    >>> list(pieces(Line("They signed the Hiệp ước in 1994.", foreign=("Hiệp ước",))))
    [('They signed the ', False), ('Hiệp ước', True), (' in 1994.', False)]
    """
    text = on_one_line(line.text)
    longest = sorted({on_one_line(name) for name in line.foreign} - {""}, key=len, reverse=True)
    if not longest:
        yield text, False
        return
    for n, piece in enumerate(re.split(f"({'|'.join(map(re.escape, longest))})", text)):
        if piece:
            yield piece, bool(n % 2)


def cited(sheet: Sheet) -> dict[str, Cited]:
    """Return the sources of a dossier by IRI."""
    return {source.iri: source for source in sheet.sources}


def place(note: Note, sheet: Sheet) -> str:
    """Return where a note leads: the source with its mark and date, the place in it, whose view."""
    said = words(sheet.language)
    source = cited(sheet)[note.source]
    who = said["view.of"].format(who=note.claimant) if note.claimant else ""
    dated = date(source.date, "bare", sheet.language) if source.date else ""
    told = ", ".join(filter(None, (source.title, source.publisher, dated, note.where, who)))
    return f"{source.mark}: {told}"


def alternative(picture: Picture, language: str) -> str:
    """Return what tells a picture to who does not see it.

    >>> alternative(Picture("Timeline", "", ("2 rows",)), "en")[:20]
    'Timeline: 2 rows. Th'
    """
    notes = ". ".join(note.removesuffix(".") for note in picture.notes)
    return on_one_line(
        words(language)["picture.alt"].format(title=picture.title, notes=notes or "–")
    )


def described(source: Cited, language: str) -> str:
    """Return a source in words: title, publisher, date, licence.

    >>> described(Cited("S1", "x", "Note", "Peru", "1994-05", "", "en"), "en")
    'Note, Peru, May 1994'
    """
    dated = date(source.date, "bare", language) if source.date else words(language)["undated"]
    return ", ".join(filter(None, (source.title, source.publisher, dated, source.licence)))
