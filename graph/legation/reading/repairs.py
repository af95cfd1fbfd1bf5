"""Passages that a machine translation garbled, with how they may have been meant.

These repairs are hypotheses about the text: no claim rests on them. What a rule needs for a claim
is repaired where the rule reads (`legation.reading.mentions.garbled`).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from legation.facts.evidence import Repair, Span
from legation.identity import reference
from legation.reading.document import Document, PersonMention, Sentence, StateMention
from legation.resources import shelf
from legation.terms import state
from legation.values.names import fold, from_pinyin

_BETWEEN = {"vi": ("giữa", ("với", "và")), "en": ("between", ("with", "and"))}
_LETTER = re.compile(r"[a-z]+(?: [a-z]+)+")


@dataclass(frozen=True, slots=True)
class _Known:
    """A known mistranslation, as ``ontology/language/mistranslations.tsv`` describes it."""

    written: re.Pattern[str]
    reading: str
    about: frozenset[str]
    real: frozenset[str]
    alone: bool
    why: str
    certainty: str


def find(document: Document) -> tuple[Repair, ...]:
    """Return the garbled passages of a document, in its order, with how they may be meant.

    Words that can also mean what they say count only in a document that is garbled elsewhere.
    """
    names = Counter(m.code for m in document.mentions if isinstance(m, StateMention))
    known = _known(document.language)
    sure = [*_listed(document, names, [k for k in known if k.alone]), *_pinyin(document)]
    if sure:
        sure += _listed(document, names, [k for k in known if not k.alone])
        sure += _third_states(document, names)
    return tuple(sorted(set(sure), key=lambda r: (r.span, r.reading)))


def _listed(document: Document, names: Counter[str], known: list[_Known]) -> Iterator[Repair]:
    for one in known:
        if (one.about and not one.about & names.keys()) or one.real & names.keys():
            continue
        for match in one.written.finditer(document.norm):
            yield _repair(document, match.start(), match.end(), one.reading, one.why, one.certainty)


def _pinyin(document: Document) -> Iterator[Repair]:
    """Find Vietnamese persons in a Vietnamese text under the Chinese reading of their names."""
    if document.language != "vi":
        return
    surnames = {name.lower() for name in reference.surnames()}
    plain = {fold(name) for name in surnames}
    for mention in document.mentions:
        if not isinstance(mention, PersonMention) or mention.name is None:
            continue
        words = mention.name.text.lower()
        if (
            mention.state != "VNM"
            or not _LETTER.fullmatch(words)
            or fold(words.split()[0]) in plain
        ):
            continue
        readings = from_pinyin(words)
        families = [r for r in readings[0] if r in surnames] if len(readings) > 1 else []
        if families:
            told = ["/".join(r.capitalize() for r in found) for found in (families, *readings[1:])]
            span = mention.name.spans[0]
            why = "a Vietnamese name in pinyin: the Sino-Vietnamese readings of its syllables"
            single = all(len(found) == 1 for found in (families, *readings[1:]))
            sure = "certain" if single else "open"
            yield _repair(document, span.start, span.end, " ".join(told), why, sure)


def _third_states(document: Document, names: Counter[str]) -> Iterator[Repair]:
    """Find a third state between the two a document is about, named nowhere else in it."""
    if document.pair is None or document.language not in _BETWEEN:
        return
    between, joined = _BETWEEN[document.language]
    labels = [reference.label(state(code), document.language) for code in document.pair]
    for sentence in document.sentences:
        for third in _strangers(document, sentence, between, joined, names):
            why = f"the document is about {' and '.join(labels)}; this state stands between them and nowhere else"
            yield _repair(document, third.start, third.end, "", why, "likely")


def _strangers(
    document: Document,
    sentence: Sentence,
    between: str,
    joined: tuple[str, ...],
    names: Counter[str],
) -> Iterator[StateMention]:
    pair = set(document.pair or ())
    found = document.of(StateMention, sentence)
    for first, third, last in zip(found, found[1:], found[2:], strict=False):
        if {first.code, last.code} != pair or third.code in pair or names[third.code] > 1:
            continue
        gaps = (document.norm[a.end : b.start].strip() for a, b in ((first, third), (third, last)))
        before = document.norm[sentence.start : first.start]
        if between in before and all(gap in joined for gap in gaps):
            yield third


def _repair(
    document: Document, start: int, end: int, reading: str, why: str, certainty: str
) -> Repair:
    return Repair(document.text[start:end], reading, why, Span(start, end), certainty)


@cache
def _known(language: str) -> tuple[_Known, ...]:
    text = (shelf("ontology") / "language" / "mistranslations.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        _Known(
            re.compile(row["written"]),
            row["reading"],
            frozenset(row["about"].split()),
            frozenset(row["real"].split()),
            row["alone"] == "yes",
            row["why"],
            row["certainty"],
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if row["language"] == language
    )
