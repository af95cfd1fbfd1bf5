"""Agreements meet by their titles, word by word."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz

from legation.facts.records import Record
from legation.identity.entities import Doubt
from legation.identity.groups import Group, doubt
from legation.identity.keys import words

#: How alike two spellings of one long word of a title are; shorter words must be equal.
_ALIKE, _LONG = 90, 6
_ARTICLES = {"a", "an", "the"}


def by_title(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Agreements of the same parties are one when title and year of signature say the same.

    One without a year joins the only one of its title; it is never merged by its date alone.
    """
    alike: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    doubts: list[Doubt] = []
    for record in sorted(records, key=lambda r: (not r.one("signedYear"), _title(r), r.iri)):
        groups = alike[_frame(record)]
        fits = [g for g in groups if all(_same_agreement(record, other) for other in g)]
        if len(fits) == 1:
            fits[0].append(record)
            continue
        if fits:
            doubts.append(doubt(record, fits))
        groups.append([record])
    return [group for groups in alike.values() for group in groups], doubts


def _same_agreement(one: Record, other: Record) -> bool:
    """Tell whether titles say the same, word by word; within one source they must be equal."""
    years = {r.one("signedYear") for r in (one, other)} - {""}
    first, second = _title(one), _title(other)
    if len(years) > 1 or not first or not second:
        return False
    if first == second or one.source == other.source:
        return first == second
    return all(a == b or fuzz.ratio(a, b) >= _ALIKE for a, b in zip(first, second, strict=True))


def _frame(record: Record) -> tuple[str, ...]:
    """Return what two titles of one agreement share at least.

    Numbers, short words and words with marks are equal; of other words the first letters.
    """
    return tuple(
        word[0] if len(word) >= _LONG and word.isascii() and word.isalpha() else word
        for word in _title(record)
    )


def _title(record: Record) -> tuple[str, ...]:
    return tuple(word for word in words(record.one("title")) if word not in _ARTICLES)
