"""Visits: who went from which state to which, in which office, when, and with what rank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, Found, Sentence
from legation.reading.rules.visits.clauses import Clause, Standing
from legation.reading.rules.visits.drafts import Draft, Holders, claim, merged
from legation.reading.rules.visits.length import lengthen
from legation.reading.rules.visits.lists import is_item, items
from legation.reading.rules.visits.people import Cast
from legation.reading.rules.visits.received import received
from legation.reading.rules.visits.sections import (
    Direction,
    closes_list,
    completed,
    direction_of,
    introduced,
    is_visits_heading,
    opens_list,
)
from legation.reading.rules.visits.sequels import legs, sequels
from legation.reading.rules.visits.tables import heads_columns, is_row, line_of, rows
from legation.reading.rules.visits.words import cues, status_of

_SEAM = re.compile(r";\s*|(?<=[\w)]):\s|[()]")


def read(doc: Document, found: Found) -> None:
    """Add every visit a document tells of, past, present or announced, once per destination.

    What is said again without a date, or with a coarser one, adds its rank and its place in the
    text to the visit it repeats.
    """
    cast = Cast(doc)
    visits: list[Draft] = []
    direction: Direction | None = None
    section = False
    standing, last, row_end = Standing(), list[Draft](), 0
    for sentence in doc.sentences:
        if sentence.start < row_end:
            continue
        if direction and direction.host and heads_columns(doc, sentence):
            continue
        if direction and direction.host and is_row(doc, sentence):
            visits += rows(cast, sentence, direction)
            row_end = line_of(doc, sentence).end
            continue
        listed = bool(direction) and is_item(cast, sentence.start, sentence.end)
        if opens_list(doc, sentence) and not listed:
            direction, section = _under(doc, sentence, section=section)
        elif (sentence.heading and not listed) or closes_list(doc, sentence):
            direction, section = None, False
        here = list(_sentence(cast, sentence, direction, standing.at(sentence), section=section))
        if not here and listed and direction and (direction.sender or direction.host):
            here = list(items(cast, sentence.start, sentence.end, direction, "visits.items"))
        if not here:
            lengthen(doc, sentence, last)
        last = here or last
        visits += here
    holders = Holders(doc)
    for visit in merged(legs(cast, visits)):
        found.add(claim(cast, visit, holders))


def _under(doc: Document, sentence: Sentence, *, section: bool) -> tuple[Direction | None, bool]:
    """Return what a heading says of the list below it, and whether that is a list of visits."""
    announces = is_visits_heading(doc, sentence.start, sentence.end)
    direction = direction_of(doc, sentence.start, sentence.end, section=section)
    table = sentence.number + 1 < len(doc.sentences) and is_row(
        doc, doc.sentences[sentence.number + 1]
    )
    if direction and (announces or section or table):
        return completed(doc, direction), True
    return None, announces


def _sentence(
    cast: Cast,
    sentence: Sentence,
    above: Direction | None,
    standing: Standing,
    *,
    section: bool,
) -> Iterator[Draft]:
    """Read the clauses of a sentence; a clause without a verb goes on with the list before it."""
    doc = cast.doc
    going: Direction | None = None
    for part in _parts(doc, sentence):
        clause = Clause(cast, sentence, part, standing, above, going)
        told = list(clause.visits())
        yield from clause.bracketed()
        if told:
            going = Direction(told[-1].person.state, told[-1].host)
            yield from told
            continue
        after = list(sequels(cast, part, standing.sender, standing.hosts))
        if after:
            yield from after
            continue
        colon = doc.norm[part.end : part.end + 1] == ":"
        heading = direction_of(doc, part.start, part.end, section=section) if colon else None
        section = section or (colon and is_visits_heading(doc, part.start, part.end))
        if heading:
            going = completed(doc, heading)
            continue
        begin = part.start
        if opening := introduced(doc, part, section=section or standing.listing):
            going, begin = opening
            standing.listing = True
        if going and (going.sender or going.host) and not _denied(doc, part):
            yield from items(cast, begin, part.end, going, "visits.list")
        else:
            yield from received(cast, part)


def _denied(doc: Document, part: Span) -> bool:
    """Tell whether a clause has words for a visit that are none."""
    return any(status_of(doc, part, cue, cue.end) is None for cue in cues(doc, part))


def _parts(doc: Document, sentence: Sentence) -> list[Span]:
    """Cut a sentence at semicolons and labels; within brackets, and before a date, it holds."""
    starts, ends, depth = [sentence.start], list[int](), 0
    for mark in _SEAM.finditer(doc.norm, sentence.start, sentence.end):
        if mark[0] in "()":
            depth = max(0, depth + (1 if mark[0] == "(" else -1))
        elif depth == 0 and not (mark[0][0] == ":" and _before_date(doc, mark.end())):
            ends.append(mark.start())
            starts.append(mark.end())
    ends.append(sentence.end)
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def _before_date(doc: Document, end: int) -> bool:
    """Tell whether a colon stands between a person and a date: "Minister A: May 1999"."""
    near = doc.of(DateMention, Span(end, min(len(doc.norm), end + 40)))[:1]
    return bool(near) and not doc.norm[end : near[0].start].strip(" (").replace("từ", "").strip()
