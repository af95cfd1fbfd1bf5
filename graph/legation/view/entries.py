"""The entries of the reference of the ontology: modules, words, vocabularies, concepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A property as a class has it: what it points to, how many, whether claims meet by it."""

    name: str
    targets: tuple[str, ...]
    count: str
    key: bool


@dataclass(frozen=True)
class Word:
    """A term of the ontology."""

    name: str
    kind: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    examples: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    fields: tuple[Field, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    uses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Module:
    """A file of ``ontology/core``."""

    name: str
    about: str
    words: tuple[Word, ...]

    @property
    def classes(self) -> tuple[Word, ...]:
        """The classes of the module."""
        return tuple(word for word in self.words if word.kind == "class")

    @property
    def others(self) -> tuple[Word, ...]:
        """The properties of the module, and what else it names."""
        return tuple(word for word in self.words if word.kind != "class")


@dataclass(frozen=True)
class Concept:
    """A concept of a vocabulary."""

    name: str
    notation: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    written: Mapping[str, tuple[str, ...]]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Scheme:
    """A vocabulary: a SKOS concept scheme."""

    name: str
    labels: Mapping[str, str]
    concepts: tuple[Concept, ...]
