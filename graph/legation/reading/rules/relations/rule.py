"""Steps in the relations of two states: recognised, established, upgraded, suspended, severed, resumed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Found, Mention, Sentence, StateMention
from legation.reading.rules.clauses import clause, cover, date_of, other, parties, states_in
from legation.reading.rules.relations import recognition, words
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import concept

_REACH = 60
_MOST_STEPS = 6
_WHERE = re.compile(
    r"\b(?:in|at|from|to|near|outside|of|tại|ở|đến|tới|từ|sang|thăm|visit(?:s|ed|ing)?|thủ đô|thành phố|city)\s(?:the\s)?\Z"
)
_FRAME = re.compile(
    r"(?:\A|(?<=\n))\W{0,3}(?:(?:vào|on|in|sáng|chiều|tối|trưa) )?(?:ngày |tháng |năm )?\Z"
)


def read(doc: Document, found: Found) -> None:
    """Add what a document says of recognition and of steps in relations.

    Only dated steps are claims: an undated "since they established relations" says nothing
    that a dated sentence does not say better.
    """
    recognition.read(doc, found)
    pairs = None if doc.pair else Pairs.of(doc)
    for match in words.LABEL.finditer(doc.norm):
        sentence = doc.sentence_at(match.end() - 1)
        over = doc.sentences[max(0, sentence.number - 1)]
        if over.heading and words.TIES_HEADING.search(doc.norm, over.start, over.end):
            _event(doc, found, "established", Mention(sentence.start, match.end()), pairs)
    taken: list[tuple[int, int]] = []
    for step in words.STEPS:
        for cue in _cues(doc, step.words):
            if any(a < cue.end and cue.start < b for a, b in taken):
                continue
            if _event(doc, found, step.change, cue, pairs):
                taken.append((cue.start, cue.end))


def _cues(doc: Document, pattern: re.Pattern[str]) -> Iterator[Mention]:
    """Yield where a step is told of; no words for it run over the end of a sentence."""
    place = 0
    while match := pattern.search(doc.norm, place):
        sentence = doc.sentence_at(match.start())
        if match.end() <= sentence.end or sentence.end <= match.start():
            yield Mention(*match.span())
            place = match.end() if match.end() > match.start() else match.end() + 1
        else:
            place = sentence.end


def _event(doc: Document, found: Found, change: str, cue: Mention, pairs: Pairs | None) -> bool:
    """Read one step with its two states, its date and its level; tell whether it is one."""
    sentence = doc.sentence_at(cue.start)
    within = clause(doc, sentence, cue.start)
    ahead = max(within.start, cue.start - _REACH)
    if cue.end > within.end or words.PLANNED.search(doc.norm, ahead, cue.start):
        return False
    level = _level(doc, within, cue, change)
    if change == "upgraded" and level is None:
        return False
    if listed := _listed(doc, within, cue):
        for one, two, date in listed:
            _add(doc, found, change, cue, sentence, (one, two), (date, date.edtf, ""), level)
        return True
    named = _parties(doc, within, cue) or (pairs.here(sentence, cue.start) if pairs else None)
    dated = _date(doc, sentence, within, cue)
    if named is None or dated is None or named[0] == named[1]:
        return False
    if (
        words.SUBORDINATE.search(doc.norm, max(within.start, ahead - _REACH), cue.start)
        and not dated[2]
    ):
        near = _after(doc, within, cue, named)
        if near is None:
            return False
        dated = (near, near.edtf, "")
    _add(doc, found, change, cue, sentence, named, dated, level)
    if change == "upgraded":
        _further(doc, found, cue, sentence, named, dated[0])
    elif change in {"severed", "suspended"}:
        _undone(doc, found, cue, sentence, named)
    return True


def _undone(
    doc: Document, found: Found, cue: Mention, sentence: Sentence, named: tuple[str, str]
) -> None:
    """Read that relations were taken up again, told of after the break: "and restored in 1990"."""
    again = words.AGAIN.search(doc.norm, cue.end, sentence.end)
    if again is None or words.PLANNED.search(doc.norm, cue.end, again.start()):
        return
    dates = [d for d in doc.of(DateMention, sentence) if d.start >= cue.end]
    after = [d for d in dates if again.end() <= d.start <= again.end() + 30]
    inside = [d for d in dates if again.start() <= d.start < again.end()]
    date = next(iter(inside or after), None)
    whole = any(a.search(doc.norm, again.start(), sentence.end) for a in (words.RESUMED,))
    if date and not whole:  # else the step is told of in words of its own
        step = Mention(again.start(), again.end())
        _add(doc, found, "resumed", step, sentence, named, (date, date.edtf, ""), None)


def _further(
    doc: Document,
    found: Found,
    cue: Mention,
    sentence: Sentence,
    named: tuple[str, str],
    date: DateMention,
) -> None:
    """Read the levels reached later in a row: "to a partnership in 2001 and a strategic one in 2009"."""
    for _ in range(_MOST_STEPS):
        match = words.LEVEL.search(doc.norm, date.end, min(sentence.end, date.end + 70))
        if match is None or match.lastgroup is None or date.end < cue.end:
            return
        if not words.THEN.fullmatch(doc.norm, date.end, match.start()):
            return
        following = next(iter(doc.of(DateMention, Span(match.end(), sentence.end))), None)
        if following is None or not words.DATED.fullmatch(doc.norm, match.end(), following.start):
            return
        level = words.LEVEL_NAMES[int(match.lastgroup[1:])]
        step = Mention(match.start(), match.end())
        dated = (following, following.edtf, "")
        _add(doc, found, "upgraded", step, sentence, named, dated, level)
        date = following


def _after(doc: Document, within: Span, cue: Mention, named: tuple[str, str]) -> DateMention | None:
    """Return the date right after a step, with no more than its parties and small words between."""
    for date in doc.of(DateMention, Span(cue.start, within.end))[:1]:
        gap = doc.norm[cue.end : date.start] if date.start >= cue.end else ""
        partners = states_in(doc, cue.end, date.start)
        if len(gap) <= 70 and "," not in gap and all(s.code in named for s in partners):
            return date
    return None


def _add(
    doc: Document,
    found: Found,
    change: str,
    cue: Mention,
    sentence: Sentence,
    named: tuple[str, str],
    dated: tuple[DateMention, str, str],
    level: str | None,
) -> None:
    date, edtf, rule = dated
    values: dict[str, tuple[Value, ...]] = {
        "party": tuple(actor(code) for code in named),
        "change": (concept("change", change),),
        "edtf": (edtf,),
    }
    if level:
        values["level"] = (concept("level", level),)
    marks = [date, cue, *states_in(doc, max(sentence.start, cue.start - 60), cue.start)]
    span = cover([date, *(m for m in marks if sentence.start <= m.start and m.end <= sentence.end)])
    rule = rule or f"relations.{change}"
    found.add(Claim("RelationEvent", values, spans=(span,), rule=rule))


def _parties(doc: Document, within: Span, cue: Mention) -> tuple[str, str] | None:
    """Return the two states of a step; those inside its words ("relations between A and B were …") first."""
    inside = states_in(doc, cue.start, cue.end)
    codes = list(dict.fromkeys(s.code for s in inside))
    if len(codes) == 2:
        return codes[0], codes[1]
    beside = states_in(doc, cue.end, min(within.end, cue.end + 60))[:2]
    if len(beside) == 2 and beside[0].start <= cue.end + 1:  # "... relations Laos - Peru"
        one, two = beside
        if doc.norm[one.end : two.start].strip(" ") in {"-", "và", "and"} and one.code != two.code:
            return one.code, two.code
    if len(codes) == 1:
        partner = other(doc, codes[0])
        before = [s.code for s in states_in(doc, within.start, cue.start) if s.code != codes[0]]
        after = [s.code for s in states_in(doc, cue.end, cue.end + 60) if s.code != codes[0]]
        link = re.match(r"\s(?:with|với)\s", doc.norm[cue.end :][:8])
        third = (after[0] if after and link else "") or partner or (before[-1] if before else "")
        return (codes[0], third) if third else None
    return (
        parties(doc, within, cue)
        if codes
        else _capitals(doc, within, cue) or parties(doc, within, cue)
    )


def _capitals(doc: Document, within: Span, cue: Mention) -> tuple[str, str] | None:
    """Return the states whose capitals act for them: "Lima and Vientiane resumed relations"."""
    if states_in(doc, within.start, cue.end):
        return None
    acting = [
        s.code
        for s in doc.of(StateMention, Span(within.start, cue.start))
        if s.how == "capital" and not _WHERE.search(doc.norm, max(0, s.start - 25), s.start)
    ]
    codes = list(dict.fromkeys(acting))
    if len(codes) == 1 and (partner := other(doc, codes[0])):
        return codes[0], partner
    return (codes[0], codes[1]) if len(codes) == 2 else None


def _listed(doc: Document, within: Span, cue: Mention) -> list[tuple[str, str, DateMention]]:
    """Return pairs of "A (2001), B and C (2003) established relations with D", either way round."""
    after = states_in(doc, cue.end, within.end)
    before = states_in(doc, within.start, cue.start)
    if not after or not re.fullmatch(
        r"\s(?:với|with)(?: nước| the)?\s", doc.norm[cue.end : after[0].start]
    ):
        return []
    subjects = _row(doc, before[::-1], forward=False)[::-1]
    objects = _row(doc, after, forward=True)
    if len(subjects) > 1 and (found := _dates_of(doc, subjects, objects[0].code, within)):
        return found
    if len(objects) > 1:
        subject = before[-1].code if before else other(doc, objects[0].code)
        return _dates_of(doc, objects, subject, within) if subject else []
    return []


def _row(doc: Document, states: Sequence[StateMention], *, forward: bool) -> list[StateMention]:
    """Return the states that stand in one list, beginning with the one nearest to the words."""
    row = list(states[:1])
    for state in states[1:]:
        first, second = (row[-1], state) if forward else (state, row[-1])
        if not words.LIST_GAP.fullmatch(_without_date(doc, first.end, second.start)):
            break
        if state.code not in {s.code for s in row}:
            row.append(state)
    return row


def _without_date(doc: Document, start: int, end: int) -> str:
    """Return what stands between two states without the date of the first: " on 5 May 2001 and "."""
    date = next(iter(doc.of(DateMention, Span(start, end))), None)
    if date is None or doc.norm[start : date.start].endswith("("):
        return doc.norm[start:end]
    before = re.sub(
        r"\s(?:on|in|năm|tháng|ngày|vào|vào năm)?\s?\Z", "", doc.norm[start : date.start]
    )
    return before + doc.norm[date.end : end]


def _dates_of(
    doc: Document, row: Sequence[StateMention], partner: str, within: Span
) -> list[tuple[str, str, DateMention]]:
    """Give each state of a list the date in brackets after it, or after the next that has one."""
    found: list[tuple[str, str, DateMention]] = []
    date: DateMention | None = None
    for state in reversed(row):
        near = next(
            iter(doc.of(DateMention, Span(state.end, min(state.end + 30, within.end)))), None
        )
        gap = doc.norm[state.end : near.start] if near else ""
        if near and re.fullmatch(r"\s?\(|\s(?:on|in|năm|tháng|ngày|vào)?\s?", gap):
            date = near
        if date is None:
            return []
        if state.code != partner:
            found.append((partner, state.code, date))
    return found[::-1]


def _level(doc: Document, within: Span, cue: Mention, change: str) -> str | None:
    """Return the level that is named after the words; none where it is that of one field."""
    match = words.LEVEL.search(doc.norm, cue.end, min(within.end, cue.end + 70))
    if inside := words.LEVEL_FIRST.fullmatch(doc.norm, cue.start, cue.end):
        match = words.LEVEL.match(doc.norm, cue.start, cue.end)
        if words.SECTORAL.match(inside["gap"] or inside["vi"] or ""):
            return None
    if match is None or match.lastgroup is None:
        return None
    if change == "upgraded" and words.SECTORAL.match(doc.norm, match.end()):
        return None
    return words.LEVEL_NAMES[int(match.lastgroup[1:])]


def _date(
    doc: Document, sentence: Sentence, within: Span, cue: Mention
) -> tuple[DateMention, str, str] | None:
    """Return the date of a step; of an anniversary, the year that lies so many years back."""
    date = date_of(doc, within, cue)
    jubilee = [
        m
        for m in words.YEARS.finditer(doc.norm, within.start, cue.start)
        if cue.start - m.end() < 60
    ]
    if not jubilee:
        date = date or _of_visit(doc, within, cue) or _framed(doc, sentence)
        return (date, date.edtf, "") if date else None
    years = int(jubilee[-1]["vi"] or jubilee[-1]["en"])
    dates = doc.of(DateMention, sentence)
    for near in (d for d in dates if d.start >= cue.end and d.start <= cue.end + 60):
        begun = near.edtf.partition("/")[0]
        if _is_jubilee(near.edtf, years) or (near.basis == "" and _since(doc, near, years)):
            return near, begun, ""
    for near in reversed(dates):
        year = near.edtf[:4]
        if year.isdigit() and int(year) > years:
            return near, f"{int(year) - years:04}", "relations.anniversary"
    return None


def _of_visit(doc: Document, within: Span, cue: Mention) -> DateMention | None:
    """Return the date of the visit or the occasion on which a step was taken."""
    for date in doc.of(DateMention, Span(cue.end, min(within.end, cue.end + 3 * _REACH)))[:1]:
        if words.OCCASION.search(doc.norm, cue.end, date.start):
            return date
    return None


def _framed(doc: Document, sentence: Sentence) -> DateMention | None:
    """Return the date with which the sentence before, of the same paragraph, begins."""
    if not sentence.number:
        return None
    before = doc.sentences[sentence.number - 1]
    if before.paragraph != sentence.paragraph:
        return None
    first = next(iter(doc.of(DateMention, before)), None)
    if first is None or not _FRAME.fullmatch(doc.norm[before.start : first.start]):
        return None
    return first


def _is_jubilee(edtf: str, years: int) -> bool:
    """Tell whether an interval is as long as the years that are celebrated."""
    begin, _, end = edtf.partition("/")
    return (
        bool(end)
        and begin[:4].isdigit()
        and end[:4].isdigit()
        and int(end[:4]) - int(begin[:4]) == years
    )


def _since(doc: Document, date: DateMention, years: int) -> bool:
    """Tell whether a date lies so many years before the document that it begins the count."""
    issued = doc.source.issued[:4]
    return issued.isdigit() and int(issued) - int(date.edtf[:4]) >= years - 1
