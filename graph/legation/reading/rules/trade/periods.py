"""Which period a figure goes for: the date stated after it, before it, or in its paragraph."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from legation.reading import dates
from legation.reading.document import AmountMention, DateMention, Document, Sentence

#: What sets one figure against another: the date after it is that of the other figure.
_AGAINST = re.compile(
    r"(?:\b(?:so|lần|above|below|so với|so sánh với|compared (?:with|to)|than|against|year-on-year|up on)|(?:%|per cent|percent|times|lần|up|down|increase|rise|growth|drop|fall|decline) (?:over|on|from)|\bover)"
    r"(?:\s{1,3}(?:mức|con số|the|that of|cả|the figure (?:in|of)|in|of|của|trong))*\s{0,3}\Z"
)
_SINCE = re.compile(
    r"\b(?:từ|kể từ|từ khi|từ sau|since|after|before|trước|hồi|vào ngày)[^,;:]{0,40}\Z"
)
_FROM_ON = re.compile(r"\b(?:since|kể từ)(?: khi| năm)?\s{1,3}\Z")
_APART = re.compile(r"[,;.:)]|\b(?:và|and|trong đó|of which|while)\b")
_NOTE = re.compile(r"\s{0,2}(?:\(|:)\s{0,2}")
_YEARLY = re.compile(r"(?:hàng|hằng|mỗi) năm|annually|per year|a year|each year|every year")
#: "tính đến hết tháng 9/2015": what has been traded since the year began.
_TO_DATE = re.compile(
    r"(?:tính (?:đến|tới)|(?:đến|tới) (?:hết|cuối))(?: hết| cuối)?(?: ngày)?\s{1,3}\Z"
)
_LABEL = re.compile(
    r"(?<![\w/.,-])(?P<y>(?:19|20)\d\d)(?=\)?\s?[:=]|\s-\s\W{0,3}\d{1,4}(?:[.,]\d{1,3})?\s(?:triệu|tỷ|tỉ|million|billion)|\s(?:là|đạt|ước|vượt|được|was|stood)\b)"
    r"|\b(?:calendar|calendar year) (?P<c>(?:19|20)\d\d)(?![\w/-])"
)
_MONTHS = re.compile(
    r"(?<![\w/.,-])(?P<n>\d{1,2}) tháng (?:đầu )?(?:năm )?(?P<y>(?:19|20)\d\d)(?![\w/-])"
)
#: "an increase of 5 percent over 2010"
_BASE = re.compile(
    r"(?:%|per cent|percent)(?: \w+){0,2} (?:over|on|against|from|than)(?: in)? (?P<y>(?:19|20)\d\d)(?!\w)"
)
#: Between a figure and a date that is told once for all figures of a sentence.
_MOVED = re.compile(
    r"so với|compared|\bthan\b|\bfrom(?= \W{0,3}(?:us)?\W?\d| the\b| its\b| an?\b| about\b| some\b| only\b| just\b| nearly\b| over\b)|against|\bup\b|\bdown\b|tăng|giảm|lên|increas|decreas|rose|fell|;|\. "
)
#: "vượt mục tiêu 14 triệu", "exceeding the target of $14 million".
_PASSED = re.compile(
    r"(?:vượt|exceed\w+|surpass\w+|above)[^,;]{0,16}(?:mục tiêu|kế hoạch|target)[^,;]{0,8}\Z"
)
_EARLIER = re.compile(
    r"(?:so với|compared (?:with|to)|than|against|\bfrom|tăng từ|giảm từ)(?: mức| hiện tại| current| present| today's| con số| the| only| about| some| around| nearly| khoảng| gần| hơn| chỉ| just| a mere)*\s{0,3}\Z"
)
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_TO = re.compile(r"\s(?:lên|đến|tới|to|up to)\s(?:[^\d\s]{1,12}\s){0,2}\W?")
#: "12 million USD (2015)", "năm 2015: ...": a date that no other word stands between.
_REACH = 60
SUMMED = "counted from the beginning of the year"


def labelled(doc: Document, sentence: Sentence) -> tuple[DateMention, ...]:
    """Return the dates of a sentence, and the bare years that stand before a figure ("2005: ...").

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("Trade: 2005: $1 million, 2006: $2 million.", Source(Iri("x:a"), language="en"))
    >>> [date.edtf for date in labelled(doc, doc.sentences[0])]
    ['2005', '2006']
    """
    known = doc.of(DateMention, sentence)
    years = [
        DateMention(*match.span(match.lastgroup or 0), match[match.lastgroup or 0])
        for form in (_LABEL, _BASE)
        for match in form.finditer(doc.norm, sentence.start, sentence.end)
        if not any(d.start <= match.start(match.lastgroup or 0) < d.end for d in known)
    ]
    for match in _MONTHS.finditer(doc.norm, sentence.start, sentence.end):
        years = [y for y in years if not match.start() <= y.start < match.end()]
        if 0 < int(match["n"]) <= 12 and not any(
            d.start < match.end() and match.start() < d.end for d in known
        ):
            edtf = f"{match['y']}-01/{match['y']}-{int(match['n']):02}"
            years.append(DateMention(*match.span(), edtf))
    return tuple(sorted([*known, *years], key=lambda d: d.start))


def period(
    doc: Document,
    sentence: Sentence,
    found: tuple[DateMention, ...],
    figures: tuple[AmountMention, ...],
    amount: AmountMention,
) -> DateMention | None:
    """Return the period an amount goes for: stated after it, before it, or in the paragraph.

    ``found`` are the dates and ``figures`` the amounts of the sentence.
    """
    norm = doc.norm
    fitting = [d for d in found if not _has_days(d) and d.basis != dates.BASE]
    following = min([a.start for a in figures if a.start >= amount.end] or [sentence.end])
    for date in fitting:
        gap = norm[amount.end : date.start].lstrip(" (")
        if amount.end <= date.start < min(amount.end + _REACH, following) and not (
            _APART.search(gap) or _AGAINST.search(gap) or _FROM_ON.search(gap)
        ):
            return _whole(doc, date)
    for date in reversed([d for d in fitting if d.end <= amount.start]):
        if _NOTE.fullmatch(norm, date.end, amount.start):
            return date  # "than in 2011 (10 million USD)"
        before = norm[max(sentence.start, date.start - 60) : date.start]
        since = "/" not in date.edtf and _SINCE.search(before)
        if not since and not _AGAINST.search(before):
            return _whole(doc, date)
    if _YEARLY.search(norm, sentence.start, sentence.end):
        return None
    if len(fitting) == 1 and fitting[0].start >= amount.end:
        between = norm[amount.end : fitting[0].start]
        if not any(p.search(between) for p in (_MOVED, _AGAINST, _FROM_ON)):
            return fitting[0]
    return dates.inherited(doc, sentence)


def _whole(doc: Document, date: DateMention) -> DateMention:
    """Return the months from January where a text tells what was reached up to a month."""
    later = len(date.edtf) == 7 and date.edtf[5:] != "01"
    if not later or not _TO_DATE.search(doc.norm, max(0, date.start - 24), date.start):
        return date
    return replace(date, edtf=f"{date.edtf[:4]}-01/{date.edtf}", basis=SUMMED)


def of_two(
    doc: Document,
    figures: tuple[AmountMention, ...],
    amount: AmountMention,
    period: DateMention | None,
) -> DateMention | None:
    """Return the first or last year of "from $2 million to $5 million between 2010 and 2015"."""
    years = _YEARS.fullmatch(period.edtf) if period is not None else None
    if period is None or years is None:
        return period
    for first, second in itertools.pairwise(figures):
        joined = _TO.fullmatch(doc.norm, first.end, second.start)
        if joined and amount in {first, second} and is_earlier(doc, first, 0):
            return replace(period, edtf=years[1] if amount == first else years[2])
    return period


def summed(base: DateMention | None, period: DateMention | None) -> DateMention | None:
    """Return what a figure counted from January is compared with: as many months of its year."""
    if base is None or period is None or period.basis != SUMMED or len(base.edtf) != 7:
        return base
    return replace(base, edtf=f"{base.edtf[:4]}-01/{base.edtf}")


def _has_days(date: DateMention) -> bool:
    return len(date.edtf.partition("/")[0]) == 10


def is_earlier(doc: Document, amount: AmountMention, start: int) -> bool:
    """Tell whether an amount is what a figure is set against ("so với 5 triệu", "from $5 million")."""
    before = doc.norm[max(start, amount.start - 40) : amount.start]
    return _EARLIER.search(before) is not None or _PASSED.search(before) is not None
