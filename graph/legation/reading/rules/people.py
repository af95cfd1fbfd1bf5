"""People of one state who live or study in another."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from legation.errors import BadAmount
from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import (
    AmountMention,
    DateMention,
    Document,
    Found,
    PlaceMention,
    Sentence,
    StateMention,
)
from legation.reading.rules.flows import partner
from legation.terms import concept
from legation.values.amounts import number

_LIVING = re.compile(
    r"cộng đồng|kiều bào|việt kiều|hiện(?: nay)?,? (?:đang )?có|sinh sống|\bsống\b|theo học|học tập|đang học|cư trú|định cư|làm ăn|làm việc|lao động|du học|"
    r"\b(?:community|living|lives?|resid\w+|studying|study|settled|working|diaspora|expatriates?)\b"
)
_BESIDE = 12
_COMMUNITY = re.compile(r"cộng đồng|kiều bào|việt kiều|\b(?:community|diaspora)\b")
_STUDENTS = re.compile(
    r"sinh viên|học sinh|nghiên cứu sinh|thực tập sinh|du học|\b(?:students?|postgraduates?|trainees?)\b"
)
_ELSE = re.compile(
    r"đào tạo|tiếp nhận|cấp (?:cho )?\d|học bổng|mỗi năm|hàng năm|hằng năm|đoàn|tham dự|thiệt mạng|bị|du khách|lượt|trước (?:đây|năm)|từng|"
    r"\b(?:trained|scholarships?|each year|per year|annually|delegation|attended|killed|tourists?|visitors|arrivals|have studied|had studied|"
    r"used to|graduat\w+)\b"
)
_AT = re.compile(r"\b(?:ở|tại|bên|in|at)(?:\s(?:nước|the|thủ đô))?\s{1,3}\Z")
_LOCAL = re.compile(r"\b(?:sở tại|nước này|nước bạn|in the (?:host )?country)\b")
_SAYS = re.compile(
    r"\s(?:hiện |hiện nay )?(?:có|gồm|khoảng|gần|hơn|trên|is|are|has|numbers?|consists|of|with)\b"
)
_BARE = re.compile(r"(?<![\w/.,-])(?P<n>\d{1,3}(?:[.,]\d{3})*|\d{1,7})\s(?=\w)")
_ROUGH = re.compile(
    r"\b(?:khoảng|gần|hơn|trên|about|around|some|nearly|over|more than|approximately)\s{1,3}\Z"
)


def read(doc: Document, found: Found) -> None:
    """Add an Observation for each count of people of one state who are in another.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Some 40 Lao students are studying in Peru."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [str(c.one("value")) for c in found]
    ['40']
    """
    for sentence in doc.sentences:
        if _LIVING.search(doc.norm, sentence.start, sentence.end) is None:
            continue
        counts = _counts(doc, sentence)
        for place, amount in enumerate(counts):
            start = counts[place - 1].end if place else sentence.start
            end = counts[place + 1].start if place + 1 < len(counts) else sentence.end
            claim = _population(doc, replace(sentence, start=start, end=end), amount)
            if claim is not None:
                found.add(claim)


def _counts(doc: Document, sentence: Sentence) -> list[AmountMention]:
    """Return the numbers of people in a sentence: with a noun, or before a people's name."""
    counts = [a for a in doc.of(AmountMention, sentence) if a.unit == "persons"]
    if doc.language != "en":
        return counts
    taken = {a.start for a in counts}
    demonyms = {s.start: s for s in doc.of(StateMention, sentence) if s.how != "capital"}
    for match in _BARE.finditer(doc.norm, sentence.start, sentence.end):
        named = demonyms.get(match.end())
        if named is None or match.start() in taken:
            continue
        rough = _ROUGH.search(doc.norm, max(0, match.start() - 20), match.start()) is not None
        value = _value(match["n"])
        counts.append(AmountMention(match.start(), named.end, value, 0, "persons", rough))
    return sorted(counts, key=lambda a: a.start)


def _value(digits: str) -> Decimal:
    try:
        return number(digits, "en")
    except BadAmount:
        return Decimal(0)


def _population(doc: Document, sentence: Sentence, amount: AmountMention) -> Claim | None:
    norm = doc.norm
    if not amount.value or _ELSE.search(
        norm, max(sentence.start, amount.start - 60), amount.end + 40
    ):
        return None
    whose, host, first, last = _whose_and_where(doc, sentence, amount)
    if not whose and not host:
        return None
    whose = whose or partner(doc, host)
    host = host or (partner(doc, whose) if doc.pair and whose in doc.pair else "")
    if not whose or not host or whose == host:
        return None
    community = _COMMUNITY.search(norm, sentence.start, amount.start)
    begin = min(amount.start, first, community.start() if community else first)
    end = max(amount.end, last)
    group = (
        "students"
        if _STUDENTS.search(norm, amount.start, min(sentence.end, amount.end + 24))
        else "people"
    )
    text = _name(doc, begin, amount, end)
    population = Named(
        "Population", text, (whose, host), group, doc.language, spans=(Span(begin, end),)
    )
    values: dict[str, tuple[Value, ...]] = {
        "measure": (concept("measure", "persons"),),
        "population": (population,),
        "value": (amount.value,),
        "multiplier": (amount.multiplier,),
        "unit": ("persons",),
        "status": (concept("status", "actual"),),
        "asWritten": (doc.text[amount.start : amount.end],),
    }
    if amount.approximate:
        values["approximate"] = (True,)
    date = next(iter(doc.of(DateMention, sentence)), None)
    if date is not None:
        values["edtf"] = (date.edtf,)
    return Claim("Observation", values, (Span(begin, end),), f"people.{group}")


def _whose_and_where(
    doc: Document, sentence: Sentence, amount: AmountMention
) -> tuple[str, str, int, int]:
    """Return whose people they are and where, and the stretch that says so."""
    norm = doc.norm
    whose = host = ""
    first, last = amount.start, amount.end
    places: list[tuple[int, int, str, bool]] = [
        (s.start, s.end, s.code, s.how == "capital")
        for s in doc.of(StateMention, sentence)
        if s.how != "deixis" or s.end < amount.start
    ]
    places += [(p.start, p.end, p.state, True) for p in doc.of(PlaceMention, sentence) if p.state]
    for start, end, code, is_place in sorted(places, key=lambda p: (p[0] < amount.start, p[0])):
        at = _AT.search(norm, max(sentence.start, start - 18), start) is not None
        if at and not host:
            host = code
        elif not is_place and not whose and code != host and start < amount.end + _BESIDE:
            whose = code
        else:
            continue
        first, last = min(first, start), max(last, end)
    if not host and not whose:
        return "", "", first, last
    if not host and whose and _opens(doc, sentence, whose) and doc.pair is None:
        return "", "", first, last
    if host and not whose and _LOCAL.search(norm, sentence.start, sentence.end):
        return "", host, first, last
    return whose, host, first, last


def _opens(doc: Document, sentence: Sentence, code: str) -> bool:
    """Tell whether a sentence begins with a state: "B has 600 people" names the place, not whose."""
    named = doc.of(StateMention, sentence)[:1]
    return bool(named) and named[0].code == code and named[0].start - sentence.start < 4


def _name(doc: Document, begin: int, amount: AmountMention, end: int) -> str:
    """Return what the text calls the population, without the number."""
    before = doc.text[begin : amount.start].strip(" ,")
    if _COMMUNITY.search(doc.norm, begin, amount.start):
        cut = _SAYS.search(before)
        return " ".join((before[: cut.start()] if cut else before).split())
    return " ".join(doc.text[amount.start : end].lstrip("0123456789., \u00a0").split())
