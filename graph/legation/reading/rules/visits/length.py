"""The days of a visit that a sentence of its own tells: "The visit lasts from 3 to 5 May"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, PersonMention, Sentence
from legation.reading.rules.visits.drafts import Draft
from legation.values.dates import Dating, Verdict

_TELLS = {
    "vi": re.compile(
        r"\W*(?:theo (?:chương trình|kế hoạch|dự kiến),?\s)?(?:chương trình\s)?chuyến (?:viếng )?thăm\b[^.;]{0,60}?(?:diễn ra|kéo dài|được thực hiện|được tiến hành)\b"
    ),
    "en": re.compile(
        r"\W*(?:the|his|her)\s(?:program(?:me)? of the\s)?(?:[\w-]+\s){0,2}(?:visit|trip|stay)\b[^.;]{0,40}?\b(?:lasts?|runs?|is designed|takes place|is taking place|will (?:last|run|take place)|is (?:scheduled|set)|took place|lasted|ran)\b"
    ),
}
_LONGEST = 100


def lengthen(doc: Document, sentence: Sentence, told: Sequence[Draft]) -> None:
    """Give the visits told last the days that a sentence tells of "the visit", if they agree."""
    match = _TELLS[doc.language].match(doc.norm, sentence.start, sentence.end)
    if not match or doc.of(PersonMention, sentence) or not told:
        return
    near = Span(match.end(), min(sentence.end, match.end() + _LONGEST))
    days = next(
        (d for d in doc.of(DateMention, near) if len(d.edtf) > len("2000-01/2000-02")), None
    )
    if days is None:
        return
    for visit in told:
        if visit.status not in {"held", "upcoming"}:
            continue
        if (
            not visit.edtf
            or Dating.parse(visit.edtf).during(Dating.parse(days.edtf)) is Verdict.CERTAIN
        ):
            visit.date, visit.last = days, None
