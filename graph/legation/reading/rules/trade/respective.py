"""Figures that share a sentence in the order of what they measure: "respectively", "lần lượt"."""

from __future__ import annotations

import re

from legation.reading.document import DateMention
from legation.reading.rules.trade.figures import Figures
from legation.reading.rules.trade.flows import Cue

_RESPECTIVELY = re.compile(r"\brespectively\b|lần lượt|tương ứng")
_FLOWS = frozenset({"export", "import", "turnover", "balance"})


def cues(figures: Figures) -> dict[int, Cue]:
    """Return the word of trade for each amount of such a sentence, by where the amount begins.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Exports and imports were $5 million and $3 million respectively."
    >>> doc = prepare(text, Source(Iri("https://e.org/source/a"), language="en"))
    >>> [cue.kind for cue in cues(Figures.of(doc, doc.sentences[0])).values()]
    ['export', 'import']
    """
    told = _in_order(figures, [c for c in figures.cues if c.kind in _FLOWS])
    return {start: cue for start, cue in told.items() if isinstance(cue, Cue)}


def dates(figures: Figures) -> dict[int, DateMention]:
    """Return the period for each amount of such a sentence, by where the amount begins."""
    told = _in_order(figures, [d for d in figures.dates if not d.basis])
    return {start: date for start, date in told.items() if isinstance(date, DateMention)}


def _in_order(
    figures: Figures, named: list[Cue] | list[DateMention]
) -> dict[int, Cue | DateMention]:
    """Pair what is named before the first amount with the amounts, if they are as many."""
    sentence, money = figures.sentence, figures.money
    if len(money) < 2 or not _RESPECTIVELY.search(figures.doc.norm, sentence.start, sentence.end):
        return {}
    before = [m for m in named if m.end <= money[0].start]
    if len(before) != len(money):
        return {}
    return {amount.start: mention for amount, mention in zip(money, before, strict=True)}
