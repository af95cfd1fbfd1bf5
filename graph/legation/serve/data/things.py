"""What pages tell, as plain data: a text that leads somewhere, a claim, a fact, a thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from legation.serve.data.named import Form


@dataclass(frozen=True, slots=True)
class Word:
    """A text with where it leads to, if anywhere; its language if it is not the reader's; a title."""

    text: str
    href: str = ""
    language: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says: its words as far as they may be shown."""

    href: str
    source: Word
    date: str
    texts: tuple[str, ...]
    language: str
    withheld: bool
    where: str
    claimant: str
    rule: Word
    written: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a sentence, with its claims and where sources differ on it."""

    href: str
    label: str
    sentence: str
    kind: str
    date: str
    status: str
    claims: tuple[Claim, ...]
    disagreements: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """How many facts of a kind a thing has, and the link that shows only these."""

    kind: str
    label: str
    count: int


@dataclass(slots=True)
class Thing:
    """All that the page of a thing tells."""

    iri: str
    label: Word
    kind: str
    sort: str
    names: list[Form] = field(default_factory=list)
    values: list[tuple[str, list[Word]]] = field(default_factory=list)
    fact: Fact | None = None
    parts: list[Part] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    pointing: list[tuple[str, Word]] = field(default_factory=list)
    total: int = 0
    cut: bool = False
    latest: bool = False
    pages: int = 1
    claims: list[Word] = field(default_factory=list)
    text: str = ""
    quotes: list[Word] = field(default_factory=list)
    withheld: bool = False
