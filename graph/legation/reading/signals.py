"""Which sentences promise a fact, and which of them gave none: what a reader should look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from legation.facts.claims import Claim
from legation.reading.document import (
    AmountMention,
    DateMention,
    Document,
    Mention,
    PersonMention,
    Sentence,
)
from legation.reading.lexicon import LANGUAGES, lexicon

#: What a fact is told with, in the order in which it is named.
_TELLING: dict[str, type[Mention]] = {
    "date": DateMention,
    "amount": AmountMention,
    "person": PersonMention,
}


@dataclass(frozen=True, slots=True)
class Missed:
    """What gave no claim: sentences that promise a fact, and those that only might hold one.

    ``promising`` is how many sentences promise a fact, read or not.
    """

    unread: tuple[Sentence, ...]
    passed: tuple[Sentence, ...]
    promising: int

    @property
    def coverage(self) -> float:
        """The share of the sentences that promise a fact and gave one; 1 if none does."""
        return 1 - len(self.unread) / self.promising if self.promising else 1.0


def signals(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """Return what a sentence holds that facts are told with: date, amount, person.

    A bare number is no amount here.
    """
    mentions = document.of(Mention, sentence)
    return tuple(
        name
        for name, type_ in _TELLING.items()
        if any(
            isinstance(m, type_) and not (isinstance(m, AmountMention) and not m.unit)
            for m in mentions
        )
    )


@cache
def _promises() -> re.Pattern[str]:
    """Match the words (``fact-words``) without which a sentence hardly states a fact we know."""
    words = {word for language in LANGUAGES for word in lexicon(language).norms("fact-words")}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b")


def missed(document: Document, claims: Iterable[Claim]) -> Missed:
    """Find the sentences on which no claim rests though they look as if they state a fact.

    A sentence promises a fact if it has a word that such facts are told with (a visit, a
    signature, trade …) and a date, a number or a person. One that has a date, an amount or a
    person but no such word was passed over: it may hold a fact of a kind that is not read.
    """
    spans = sorted(span for claim in claims for span in claim.spans)
    begins = [span.start for span in spans]
    reach: list[int] = []  # how far the spans up to each one go
    for span in spans:
        reach.append(max(span.end, reach[-1] if reach else 0))
    promises = _promises()
    unread, passed, promising = [], [], 0
    for sentence in document.sentences:
        if sentence.heading:
            continue
        first, after = bisect_left(begins, sentence.start), bisect_left(begins, sentence.end)
        mentions = document.of(Mention, sentence)
        telling = any(isinstance(m, tuple(_TELLING.values())) for m in mentions)
        if telling and promises.search(document.norm, sentence.start, sentence.end):
            promising += 1
            if first == after:
                unread.append(sentence)
            continue
        touched = first != after or (first > 0 and reach[first - 1] > sentence.start)
        if not touched and signals(document, sentence):
            passed.append(sentence)
    return Missed(tuple(unread), tuple(passed), promising)
