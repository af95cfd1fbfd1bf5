"""A dossier before it is written: sections of sentences, tables and pictures, notes, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the numbers of its notes, and what in it is not in the reader's language.

    ``facts`` are the IRIs of what it tells, none where it tells of the dossier itself.
    """

    text: str
    notes: tuple[int, ...] = ()
    foreign: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences that stand together, under a title or without."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a sentence before it that says what it holds and how much."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    #: Columns of numbers, which are set to the right.
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, its title, and what else is to be said of it."""

    title: str
    svg: str
    notes: tuple[str, ...] = ()
    #: What a file of it is called.
    name: str = "picture"

    @property
    def caption(self) -> str:
        """The title, and what else is to be said."""
        return ": ".join(filter(None, (self.title, " · ".join(self.notes))))


Block = Lines | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Where a sentence comes from: a source and a place in it, with the words if they may stand."""

    source: str
    where: str
    words: tuple[str, ...]
    language: str
    withheld: bool
    claimant: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of the dossier under its mark (``S1``)."""

    mark: str
    iri: str
    title: str
    publisher: str
    date: str
    licence: str
    language: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a dossier holds, in order."""

    title: str
    about: str
    language: str
    #: The date of the latest source, as EDTF.
    as_of: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    sources: tuple[Cited, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures in the order of the dossier."""
        every = (block for section in self.sections for block in section.blocks)
        return tuple(block for block in every if isinstance(block, Picture))

    def without_pictures(self) -> Sheet:
        """Return the sheet of words only; a section that only had a picture goes with it."""
        left = (
            (section, tuple(block for block in section.blocks if not isinstance(block, Picture)))
            for section in self.sections
        )
        return replace(
            self, sections=tuple(replace(one, blocks=blocks) for one, blocks in left if blocks)
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the IRIs of the facts that sentences tell, in the order of the dossier."""
        return tuple(
            fact
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Lines)
            for line in block.lines
            for fact in line.facts
        )
