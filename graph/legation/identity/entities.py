"""What sources name: entities with all their forms, and what remains in doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from legation.facts.records import Form

_RESPELLED = re.compile(r"\w+-\w+-\w+|[^\x00-\x7f]\w*-|-\w*[^\x00-\x7f]")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
#: The reason of a name that no other name was like when it came.
FIRST = "first of its name"


@dataclass(slots=True)
class Entity:
    """One thing that sources name, with all its forms; ``reason`` says why they are one."""

    type: str
    forms: list[Form] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    iri: str = ""

    @property
    def best(self) -> Form:
        """The form that tells most: no respelling, no initials, most words."""
        return max(self.forms, key=lambda form: (rank(form.text), form.text, form.iri))

    @property
    def of(self) -> tuple[str, ...]:
        """The states it belongs to, as far as any source says."""
        return max((f.of for f in self.forms), key=lambda of: (len(of), of))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: a name form or a claim, those it may be one with, and why."""

    subject: str
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities that sources name, and what remains in doubt.

    ``kept`` are name forms that were not looked at again: what is known of them, their reasons
    and doubts among it, stands in the graph.
    """

    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...]
    #: Where IRIs of entities lead that are no longer used.
    moved: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    def by_form(self) -> dict[str, str]:
        """Return the IRI of the entity for the IRI of each form."""
        return {form.iri: entity.iri for entity in self.entities for form in entity.forms}


@lru_cache(maxsize=20_000)
def rank(text: str) -> tuple[int, int, int, int]:
    """Return how much a name tells: not respelled, without initials, of many words, with its marks.

    >>> rank("Sergei Sidorsky") > rank("S. Sidorsky") > rank("Xi-đo-rơ-xki")
    True
    """
    return (
        int(not _RESPELLED.search(text)),
        int(not _INITIAL.search(text)),
        len(text.split()),
        int(any(ord(c) > 127 for c in text)),
    )
