"""When something was signed: the date of an event that happens in the course of another.

A date beside the words decides. Else a text dates a signing by what it was part of: the talks
it followed ("after the talks", "kết thúc hội đàm"), the session at whose end it took place, the
visit on which it was done, or the year that frames its paragraph. Such a date is recorded as implied, with the words it rests on; where only the
days of a visit are known, the visit's dates stand, and no day is picked from them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from legation.facts.claims import ClaimRef, Value
from legation.facts.evidence import Repair, Span
from legation.reading import dates
from legation.reading.document import (
    DateMention,
    Document,
    Found,
    PersonMention,
    PlaceMention,
    Sentence,
    StateMention,
)
from legation.reading.mentions.gazetteer import unions
from legation.reading.rules.agreements.signing_visits import visit_of
from legation.reading.rules.trade.figures import inferred
from legation.reading.rules.trade.flows import both, parties_named

IMPLIED = "date of the event in whose course it happened"

_NOTE = re.compile(r"\([^()]{0,200}\)")
_OTHER_DATE = re.compile(
    r"\b(?:giai đoạn|thời kỳ|period|for|hiệu lực|into force|đến năm|until|by|since|kể từ|\btừ(?: năm| tháng)?|from|anniversary of|kỷ niệm|effective)[^,;]{0,14}\Z|"
    r"(?:\bsince|\bkể từ)\s[^,;]{0,40}\Z|"
    r"\b(?:lên|đạt|tới|đến|to|reach\w*|of)\s[^,;]{0,16}(?:tỷ|triệu|billion|million|bn|percent|%)[^,;]{0,16}\Z"
)
#: What has been signed up to now was signed at no one time.
_SO_FAR = re.compile(
    r"(?:so far|to date|until now|up to now|thus far|(?:cho |tính )?(?:đến|tới) nay|từ trước (?:đến|tới) nay)\b"
)
#: Between a date and a word for signing, if they belong together whatever stands before.
_CLOSE = re.compile(
    r"\s?(?:(?:thì|đã|lại|chính thức)\s)*|,?\s(?:(?:thì|đã|hai nước|hai bên|chính thức|the two countries|they|both sides|formally|officially)\s)+"
)
#: Of days "from ... to ..." an event is not excluded, only what lasts or is remembered.
_LASTS = re.compile(
    r"\b(?:giai đoạn|thời kỳ|period|for|hiệu lực|into force|anniversary of|kỷ niệm)[^,;]{0,14}\Z"
)
_DAYS = len("2000-01-01/2000-01-02")
#: Words that say in the course of what something is signed, and words that tell of such an event.
_TALKS = re.compile(
    r"(?:sau|kết thúc|tại|ngay sau|trong|dịp)\s(?:khi )?(?:các |những )?(?:cuộc |buổi )?(?:lễ ký|hội đàm|hội kiến|gặp|tiếp xúc|làm việc|trao đổi|đàm phán)|"
    r"chứng kiến|nhân dịp này|dịp này|witness\w*|on (?:this|the) occasion|"
    r"\b(?:after|following|at the end of|at|during|wrapping up|concluding) (?:(?:the|their|his|her|these|its) )?(?:\w+ )?(?:talks|meetings?|discussions|negotiations|ceremony)"
)
_HELD_TALKS = re.compile(
    r"hội đàm|hội kiến|gặp gỡ|đàm phán|lễ đón|\bđón tiếp|chào đón|\btalks\b|\bmet\b|\bmeeting\b|\bwelcomed\b|\bwelcom(?:e|ing) ceremony\b|\breceived\b|\bdiscussions\b"
)
_SESSION = re.compile(
    r"(?:sau|kết thúc|tại|bế mạc|trong khuôn khổ|bên lề)\s(?:các )?(?:kỳ họp|phiên họp|khóa họp|cuộc họp|diễn đàn|hội nghị|đối thoại)|"
    r"\b(?:at|after|during|following|on the sidelines of) (?:the|this|its) (?:\w+ )?(?:session|meeting|summit|forum|dialogue|conference)"
)
_HELD_SESSION = re.compile(
    r"(?:kỳ họp|phiên họp|khóa họp|cuộc họp|diễn đàn|hội nghị|đối thoại)|\b(?:session|meeting|summit|forum|dialogue|conference)\b"
)
_ON_VISIT = re.compile(
    r"(?:trong|nhân|dịp)[^,.;]{0,12}(?:chuyến thăm|chuyến đi|chuyến công du|dịp này)|dịp này|chứng kiến|witness\w*|sau (?:cuộc |buổi )?hội đàm|"
    r"(?:after|following) (?:the|their) talks|during which|"
    r"during (?:the|this|his|her|that|their|[\w.' ]{1,40}?'s?) (?:[\w-]+ ){0,3}(?:visit|trip|tour|stay)|on (?:this|the) occasion"
)
_CITY = re.compile(r"[\w .'/-]{2,40},\s(?:ngày )?|\(?[\w .]{2,20}\)?\s?-\s(?:ngày )?")
_DASH = re.compile(r"\s?(?:\([^()]{1,40}\)\s?)?-{1,2}\s|\s?\([^()]{1,40}\)\s?[:,]?\s")
_BOTH_SIDES = re.compile(
    r"(?:\w+,? )?(?:hai|các) (?:bên|nước|nhà lãnh đạo)|(?:the )?(?:two|both) (?:sides|countries|leaders)|they\b"
)
#: What goes on with what was signed: more of it, or the sum.
_MORE = re.compile(
    r"(?:also|altogether|in all|in total|all told|at the same ceremony|in addition|besides|ngoài ra|bên cạnh đó|đồng thời|cùng (?:ngày|lúc|dịp)|tổng cộng)\b"
)
#: How a paragraph on one leg of a tour begins, and how far it goes.
_LEG_OPENS = re.compile(
    r"(?:chặng (?:đầu|cuối|thứ \w+|tiếp theo)[^.]{0,20}?|tại|ở|sang|tới|đến|rời [^,.]{2,30},? |in|at|while in|visiting|from there|next|then|moving on|arriving in|on (?:the|his|her) \w+ (?:leg|stop))\b"
)
_LEG = 6
#: How many sentences back the event is looked for in whose course something was signed.
_BACK = 12


@dataclass(frozen=True, slots=True)
class When:
    """When something was signed, on what occasion, and which words the date rests on.

    >>> When("1994").values()
    {'edtf': ('1994',)}
    """

    edtf: str = ""
    rests: DateMention | None = None
    occasion: ClaimRef | None = None
    repairs: tuple[Repair, ...] = ()

    def values(self) -> dict[str, tuple[Value, ...]]:
        """Return the date and the occasion as values of a claim."""
        found: dict[str, tuple[Value, ...]] = {}
        if self.edtf:
            found["edtf"] = (self.edtf,)
        if self.occasion is not None:
            found["occasion"] = (self.occasion,)
        return found

    def spans(self, own: Span) -> tuple[Span, ...]:
        """Return the span of a claim, and where the date stands if that is elsewhere."""
        if self.rests is None or own.start <= self.rests.start < own.end:
            return (own,)
        return (own, self.rests.span)


def stated(doc: Document, mention: DateMention) -> When:
    """Return a date that the text gives for the signing itself.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("in 1994", Source(Iri("https://e.org/a"), language="en"))
    >>> stated(doc, doc.of(DateMention, doc.sentences[0])[0]).edtf
    '1994'
    """
    return When(mention.edtf, mention, repairs=inferred(doc, mention))


def when(
    doc: Document,
    found: Found,
    sentence: Sentence,
    signing: re.Match[str],
    who: Collection[str] = (),
    clause: Span | None = None,
    before: When | None = None,
) -> When:
    """Return the date of a signing for titles that have none of their own.

    ``clause`` is the part of the sentence that tells of it, where it tells of several;
    ``who`` are the codes of those who sign: an event of two others dates nothing of theirs.
    ``before`` is when the sentence right before tells that they signed something else.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.document import Found
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.signing_words import signings_of
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade treaty in Lima on 4 May 1994."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> (signed,) = signings_of(doc, doc.sentences[0])
    >>> when(doc, Found(), doc.sentences[0], signed).edtf
    '1994-05-04'
    """
    beside = _beside(doc, clause or Span(sentence.start, sentence.end), signing)
    if beside is None and clause is not None and len(doc.of(DateMention, sentence)) == 1:
        beside = _beside(doc, Span(sentence.start, sentence.end), signing)  # it dates all of it
    if beside is not None:
        return stated(doc, beside)
    if _SO_FAR.match(doc.norm, sentence.start, sentence.end):
        return When()
    if before is not None and _MORE.match(doc.norm, sentence.start, sentence.end):
        return before
    implied = _in_course(doc, sentence, who)
    if implied is not None:
        return implied
    told = _ON_VISIT.search(doc.norm, sentence.start, sentence.end)
    if told is not None and (noted := _noted(doc, sentence, told)):
        return noted
    news = len(doc.source.issued) == len("2000-01-01")
    history = news and before is not None and before.edtf[:4] < doc.source.issued[:4]
    if before is not None and told is None and not history:
        return before
    stay = _stay(doc, sentence, who)
    if stay is not None:
        return stay
    visit = visit_of(doc, found, sentence, who, told=told is not None)
    if visit is not None:
        return When(str(visit[1].one("edtf") or ""), occasion=visit[0])
    return _framed(doc, sentence)


def timed(doc: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence says when or on what occasion something was signed.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "After the talks they signed."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> timed(doc, doc.sentences[0])
    True
    """
    told = (_TALKS, _SESSION, _ON_VISIT)
    return bool(doc.of(DateMention, sentence)) or any(
        words.search(doc.norm, sentence.start, sentence.end) for words in told
    )


def _beside(doc: Document, within: Span, signing: re.Match[str]) -> DateMention | None:
    """Return the date that a clause states with the signing."""
    norm, sentence = doc.norm, within
    here = doc.of(DateMention, within)
    notes = [m.span() for m in _NOTE.finditer(norm, sentence.start, sentence.end)]
    plain = [
        d
        for d in here
        if ("/" not in d.edtf or len(d.edtf) == _DAYS)
        and not _dateline(doc, d)
        and not any(a < d.start < b and not a < signing.start() < b for a, b in notes)
        and not _ahead(doc, d)
        and (
            not (_OTHER_DATE if len(d.edtf) < _DAYS else _LASTS).search(
                norm, max(sentence.start, d.start - 50), d.start
            )
            or (d.end <= signing.start() and _CLOSE.fullmatch(norm, d.end, signing.start()))
        )
    ]
    before = [d for d in plain if d.end <= signing.start()]
    after = [d for d in plain if d.start >= signing.end()]
    return next(iter((*before[-1:], *after)), None)


def _ahead(doc: Document, mention: DateMention) -> bool:
    """Tell whether a date is later than the text: what is done by then is aimed at."""
    issued = doc.source.issued
    told = mention.edtf[: len("2000-01-01")]
    length = min(len(issued), len(told))
    return told[:length] > issued[:length]


def _dateline(doc: Document, mention: DateMention) -> bool:
    """Tell the date of a report, "LIMA, March 3 (Agency) -", from one that it tells."""
    begin = doc.sentence_at(mention.start).start
    return (
        _CITY.fullmatch(doc.norm, begin, mention.start) is not None
        and _DASH.match(doc.norm, mention.end) is not None
    )


def _earlier(doc: Document, sentence: Sentence) -> Iterator[Sentence]:
    """Yield the sentences before one, last first, back to the heading of its section."""
    for earlier in reversed(doc.sentences[max(0, sentence.number - _BACK) : sentence.number]):
        yield earlier
        if earlier.heading and earlier.number:
            return


def _in_course(doc: Document, sentence: Sentence, who: Collection[str]) -> When | None:
    """Return the day of the talks or the session that the signing is said to be part of."""
    if sentence.number and _BOTH_SIDES.match(doc.norm, sentence.start, sentence.end):
        just = doc.sentences[sentence.number - 1]
        event = _HELD_TALKS.search(doc.norm, just.start, just.end)
        if event and just.paragraph == sentence.paragraph and not _of_others(doc, just, who):
            day = _day_of(doc, just, event)
            if day is not None:
                return _implied(doc, day, day.edtf)
    for told, held in ((_SESSION, _HELD_SESSION), (_TALKS, _HELD_TALKS)):
        if not told.search(doc.norm, sentence.start, sentence.end):
            continue
        for earlier in _earlier(doc, sentence):
            event = held.search(doc.norm, earlier.start, earlier.end)
            apart = earlier.paragraph != sentence.paragraph
            if event is None or _of_others(doc, earlier, who, named=apart):
                continue
            day = _day_of(doc, earlier, event)
            if day is not None:
                return _implied(doc, day, day.edtf)
    return None


def _day_of(doc: Document, sentence: Sentence, event: re.Match[str]) -> DateMention | None:
    """Return the day on which a sentence says an event was: the last before it, else the next."""
    days = [d for d in doc.of(DateMention, sentence) if len(d.edtf) == 10]
    days = [d for d in days if d.start <= event.end() + 200 and not _dateline(doc, d)]
    return min(days, key=lambda d: max(event.start() - d.end, d.start - event.end()), default=None)


def _noted(doc: Document, sentence: Sentence, visit: re.Match[str]) -> When | None:
    """Return the date in parentheses behind a visit: "during Mr Bo's visit (May 2011)"."""
    for mention in doc.of(DateMention, Span(visit.end(), min(sentence.end, visit.end() + 90))):
        if doc.norm[mention.start - 1] == "(" and not _ahead(doc, mention):
            return _implied(doc, mention, mention.edtf)
    return None


def _stay(doc: Document, sentence: Sentence, who: Collection[str]) -> When | None:
    """Return the days of the leg of a tour that a paragraph tells: "In Suva (3-5 May) he ..."."""
    for earlier in reversed(doc.sentences[max(0, sentence.number - _LEG) : sentence.number + 1]):
        if earlier.paragraph != sentence.paragraph:
            return None
        opening = Span(earlier.start, min(earlier.end, earlier.start + 60))
        days = [d for d in doc.of(DateMention, opening) if len(d.edtf) in {10, _DAYS}]
        for day in days:
            if doc.norm[day.start - 1] != "(" or _ahead(doc, day):
                continue
            lead = Span(earlier.start, day.start)
            states = {s.code for s in doc.of(StateMention, lead)}
            named = states or doc.of(PlaceMention, lead)
            if named and _LEG_OPENS.match(doc.norm, earlier.start) and states <= set(who):
                return _implied(doc, day, day.edtf)
        if earlier is not sentence and doc.of(DateMention, earlier):
            return None
    return None


def _of_others(
    doc: Document, sentence: Sentence, who: Collection[str], *, named: bool = False
) -> bool:
    """Tell whether a sentence tells of one of those who sign with somebody else.

    ``named``: some who sign have to be named and nobody else, for it stands in another paragraph.
    """
    told = {s.code for s in parties_named(doc, sentence.start, sentence.end)}
    told |= {p.state for p in doc.of(PersonMention, sentence) if p.state}
    told -= unions() - set(who)  # that a union is spoken of makes it no party to the talks
    if named and not told:
        return not both(doc, sentence.start, sentence.end)
    return bool(who and told - set(who) and (named or set(who) - told))


def _implied(doc: Document, mention: DateMention, edtf: str) -> When:
    surface = doc.text[mention.start : mention.end]
    return When(edtf, mention, repairs=(Repair(surface, edtf, IMPLIED, mention.span, "likely"),))


def _framed(doc: Document, sentence: Sentence) -> When:
    mention = dates.inherited(doc, sentence)
    return When() if mention is None else stated(doc, mention)
