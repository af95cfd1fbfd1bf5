"""The words of a dossier (``words.tsv``) and its sections (``sections.yaml``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Part:
    """Which facts stand together, and how."""

    id: str
    kinds: tuple[str, ...]
    conditions: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    most: int = 24
    first: str = ""
    by: str = ""
    columns: tuple[str, ...] = ()


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of a dossier; a language that has none speaks English.

    >>> words("vi")["relations"], words("xx")["relations"]
    ('Quan hệ ngoại giao', 'Diplomatic relations')
    """
    text = (_HERE / "words.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({row["word"]: row.get(language) or row["en"] for row in rows})


@cache
def _plan() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((_HERE / "sections.yaml").read_text("utf-8"))
    return loaded


@cache
def sections() -> Mapping[str, tuple[Part, ...]]:
    """Return the parts of each section, in order.

    >>> list(sections())[:3]
    ['relations', 'visits', 'agreements']
    """
    return MappingProxyType(
        {row["id"]: tuple(_part(part) for part in row["parts"]) for row in _plan()["sections"]}
    )


def _part(row: Mapping[str, Any]) -> Part:
    conditions = {name: tuple(meant) for name, meant in row.get("if", {}).items()}
    lists = {name: tuple(row.get(name, ())) for name in ("kinds", "columns")}
    more = {name: row[name] for name in ("most", "first", "by") if name in row}
    return Part(row["id"], lists["kinds"], conditions, columns=lists["columns"], **more)


@cache
def offices() -> tuple[str, ...]:
    """Return the kinds of offices, the highest first.

    >>> offices()[1]
    'president'
    """
    return tuple(_plan()["offices"])


@cache
def kinds_of_titles(language: str) -> tuple[str, ...]:
    """Return the words by which a title says what kind of document it is.

    >>> "treaty" in kinds_of_titles("en")
    True
    """
    return tuple(_plan()["titles"].get(language, ()))
