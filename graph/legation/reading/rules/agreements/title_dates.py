"""The dates and the place that stand right behind the title of an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, PlaceMention
from legation.reading.rules.agreements.titles import Title

_BARE = re.compile(
    r"(?:\s(?:with|với)\s[^,;:()\d]{2,30}?)?(?:\s(?:in|at|tại|ở)\s[^,;:()\d]{2,30}?)?[\s\"]*,?\s?(?:(?:ký|được ký|signed|vào|các|năm|ngày|tháng|hồi|in|on|dated|of)\s{1,3}){0,4}"
)
_ARTICLE = re.compile(r"\s(?:an?|the|thêm|là|ký|lại ký|ký tiếp)\s")
#: "(ký 1995, có hiệu lực 1997)": of two years the one that is said to be of the signature.
_SIGNED_YEAR = re.compile(
    r"(?:ký|signed)(?: in| năm)? (?P<year>(?:1[6-9]|20)\d\d)(?=[,;)]\s?(?:có|đã|in|entered))"
)


def listed(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that a stretch lists at its beginning: "1961, 1979 and 2000".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("in 1961, 1979 and 2000", Source(Iri("https://e.org/a"), language="en"))
    >>> [date.edtf for date in listed(doc, 0, 22)]
    ['1961', '1979', '2000']
    """
    row: list[DateMention] = []
    for mention in doc.of(DateMention, Span(start, end)):
        between = doc.norm[row[-1].end if row else start : mention.start]
        if not re.fullmatch(
            r"[\s\"(]*(?:(?:ký|signed|in|on|ngày|năm|dated|các năm|vào)\s){0,3}|\s?[,;]?\s?(?:và|and|&)?\s?(?:in |on |năm )?",
            between,
        ):
            break
        row.append(mention)
    return row


def behind_title(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that follow a title without a bracket: "... năm 1994, ... năm 1996".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("the trade treaty in 1994", Source(Iri("https://e.org/a"), language="en"))
    >>> [date.edtf for date in behind_title(doc, 16, 24)]
    ['1994']
    """
    first = next(iter(doc.of(DateMention, Span(start, min(end, start + 60)))), None)
    if first is None or not _BARE.fullmatch(doc.norm, start, first.start):
        return []
    return listed(doc, first.start, end)


def own(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that stand in parentheses right behind a title.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "the trade treaty (signed in 1994)"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [date.edtf for date in own(doc, 16, 33)]
    ['1994']
    """
    opening = re.compile(r"[\s\"]{0,3}\(").match(doc.norm, start, end)
    if opening is None:
        return []
    stop = doc.norm.find(")", opening.end(), min(end, opening.end() + 160))
    stop = stop if stop >= 0 else min(end, opening.end() + 40)
    bare = _SIGNED_YEAR.match(doc.norm, opening.end(), stop)
    if bare is not None:
        return [DateMention(bare.start("year"), bare.end("year"), bare["year"])]
    first = next(iter(doc.of(DateMention, Span(opening.end(), stop))), None)
    if first is None:
        return []
    before = doc.norm[opening.end() : first.start]
    if not re.search(
        r"(?:\A|\W)(?:ký|signed|concluded)\b|\A.{0,6}\Z|,\s?(?:in |năm |ngày )?\Z", before
    ):
        return []
    return listed(doc, first.start, stop)


def dates_of(doc: Document, named: Sequence[Title], end: int) -> list[list[DateMention]]:
    """Return the dates of titles told as signed in one clause, none for those that share its date.

    A date goes for those before it ("X and Y in 1990 and Z in 1995"), one in parentheses only for
    its own, and one right before an article for what follows: "X, and in 1995 a Y".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.titles import titles
    >>> from legation.terms import Iri
    >>> text = "signed a trade treaty in 1990 and a tax treaty in 1995"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> named = list(titles(doc, 6, 54, []))
    >>> [[date.edtf for date in row] for row in dates_of(doc, named, 54)]
    [['1990'], ['1995']]
    """
    bracketed = [own(doc, t.end, end) for t in named]
    behind = [b or behind_title(doc, t.end, end) for b, t in zip(bracketed, named, strict=True)]
    apart = any(behind[:-1]) or any(len(b) > 1 for b in behind)
    found: list[list[DateMention]] = []
    for order, title in enumerate(named):
        before = _ahead_of(doc, named[order - 1].end, title.start) if order else []
        mentions = bracketed[order] or before
        if apart and not mentions:
            later = next((n for n in range(order, len(named)) if behind[n]), order)
            mentions = [] if bracketed[later] else behind[later]
            if mentions and ";" in doc.norm[title.end : mentions[0].start]:
                mentions = []
        found.append(mentions)
    return found


def _ahead_of(doc: Document, start: int, title: int) -> list[DateMention]:
    """Return the date right before a title that is not the first of its clause."""
    between = doc.of(DateMention, Span(start, title))[-1:]
    return [d for d in between if _ARTICLE.fullmatch(doc.norm, d.end, title)]


def place(doc: Document, after: int, end: int) -> PlaceMention | None:
    """Return the place that "tại" or "in" names after a title.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade treaty in Lima on 4 May 1994."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> named = place(doc, 35, 58)
    >>> named and doc.text[named.start : named.end]
    'Lima'
    """
    for named in doc.of(PlaceMention, Span(after, end)):
        before = doc.norm[max(after, named.start - 12) : named.start]
        if re.search(r"\b(?:tại|ở|in|at)\s(?:thủ đô )?\Z", before):
            return named
    return None
