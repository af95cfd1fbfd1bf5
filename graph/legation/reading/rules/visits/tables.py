"""Visits told in columns: under "From Peru to Norway" a year in the first, who went in the second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from legation.facts.evidence import Span
from legation.reading import dates
from legation.reading.document import DateMention, Document, PersonMention, Sentence
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.visits.drafts import Draft, is_ahead
from legation.reading.rules.visits.people import Cast
from legation.reading.rules.visits.sections import Direction
from legation.reading.rules.visits.words import rank_of

#: Of the text itself, whose tabs are plain spaces in the normal form.
#: "1996", "1992, 1994", "2016 (18-20 Nov.)", then a gap as between columns.
_ROW = re.compile(
    r"(?P<years>(?:19|20)\d\d(?: ?[,&] ?(?:19|20)\d\d){0,5})(?: ?\((?P<when>[^()\n]{1,40})\))?(?: {2,}|[ ]?[\t|:][\t| ]*|(?<=\)) )(?=\S)"
)
_LONGEST_ROW = 600
_YEAR = re.compile(r"\d{4}")
#: "Year    Name" above the columns.
_COLUMNS = re.compile(
    r"[\W\d_]*(?:year|date|time|năm|thời gian|ngày)(?:\s?[|/\t]\s?|\s{1,40})[^\d\n]{2,60}"
)
_CELL = re.compile(r"[^;]+")
_WITH = re.compile(r"\s(?:and|và)\s(?:the\s)?\Z")
_BEHIND = re.compile(r"\s?\((?P<words>[^()\n]{2,80})\)")


def line_of(doc: Document, sentence: Sentence) -> Span:
    """Return the line from where a sentence begins, no longer than a row is."""
    most = min(len(doc.norm), sentence.start + _LONGEST_ROW)
    end = doc.norm.find("\n", sentence.start, most)
    return Span(sentence.start, end if end >= 0 else most)


def is_row(doc: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence begins a row: a year, a gap, and a person in the rest of the line."""
    line = line_of(doc, sentence)
    row = _ROW.match(doc.text, sentence.start, line.end)
    return row is not None and bool(doc.of(PersonMention, Span(row.end(), line.end)))


def heads_columns(doc: Document, sentence: Sentence) -> bool:
    """Tell whether a line only names columns."""
    line = line_of(doc, sentence)
    return _COLUMNS.fullmatch(doc.norm[sentence.start : line.end].rstrip()) is not None


def rows(cast: Cast, sentence: Sentence, direction: Direction) -> Iterator[Draft]:
    """Read one row: each visitor with each date, or with his or her own if they are as many."""
    doc, line = cast.doc, line_of(cast.doc, sentence)
    row = _ROW.match(doc.text, sentence.start, line.end)
    if not row or not direction.sender or not direction.host:
        return
    when = _dates(doc, row)
    cells = [Span(m.start(), m.end()) for m in _CELL.finditer(doc.norm, row.end(), line.end)]
    groups = [_visitors(cast, cell) for cell in cells]
    told = [(cell, people) for cell, people in zip(cells, groups, strict=True) if people]
    each = len(told) == len(when)
    for number, (cell, people) in enumerate(told):
        for person in people:
            if person.state not in {"", direction.sender} and any(o.state for o in person.offices):
                continue
            own = when[number : number + 1] if each else when
            for date, rank in _refined(doc, person, cell, own):
                yield Draft(
                    in_state(person, direction.sender),
                    direction.host,
                    rank,
                    "upcoming" if is_ahead(doc, date) else "held",
                    "visits.table",
                    date,
                    cue=direction.span or cell,
                    marks=[person],
                )


def _dates(doc: Document, row: re.Match[str]) -> list[DateMention]:
    """Return the dates of the first column; where months follow one year, they are of it."""
    years = [
        DateMention(m.start(), m.end(), m[0]) for m in _YEAR.finditer(doc.norm, *row.span("years"))
    ]
    if len(years) == 1 and row["when"]:
        begin, end = row.span("when")
        months = [
            DateMention(years[0].start, end, found.edtf)
            for piece in re.split(r"[,;&]| and | và ", doc.norm[begin:end])
            for found in _of_year(doc, piece, years[0].edtf)
        ]
        return months or years
    return years


def _of_year(doc: Document, words: str, year: str) -> list[DateMention]:
    """Return the one date that words without a year tell together with one."""
    blank = words.strip(" .()")
    glue = f" năm {year}" if doc.language == "vi" else f" {year}"
    found = dates.find(blank if year in blank else blank + glue, doc.language)
    return found[:1] if len(found) == 1 and found[0].edtf.startswith(f"{year}-") else []


def _visitors(cast: Cast, cell: Span) -> list[PersonMention]:
    """Return the visitors of a cell; of a couple the first, and nobody within brackets."""
    doc = cast.doc
    found = [
        p
        for p in cast.within(cell.start, cell.end)
        if p.name
        and doc.norm.count("(", cell.start, p.start) <= doc.norm.count(")", cell.start, p.start)
    ]
    consorts = {
        id(b) for a, b in pairwise(found) if _royal(a, b) and _WITH.search(doc.norm, a.end, b.start)
    }
    return [p for p in found if id(p) not in consorts]


def _royal(*people: PersonMention) -> bool:
    return all(o.office in {"royal", "monarch"} for p in people for o in p.offices)


def _refined(
    doc: Document, person: PersonMention, cell: Span, when: Sequence[DateMention]
) -> Iterator[tuple[DateMention, str]]:
    """Yield the dates with what brackets behind a name add: the month, the rank."""
    behind = _BEHIND.match(doc.norm, person.end, cell.end)
    words = behind["words"] if behind else ""
    shared = rank_of(doc, behind.start(), behind.end()) if behind else "unspecified"
    dated = bool(_YEAR.search(words))
    for date in when:
        year = date.edtf[:4]
        finer = _of_year(doc, words, year) if behind and (year in words or len(when) == 1) else []
        mine = not dated or bool(finer)
        if finer and behind and len(date.edtf) == len("2000"):
            # The year of the first column is only repeated behind the name.
            start = behind.start("words") if dated else date.start
            end = behind.end("words") if dated else max(date.end, behind.end("words"))
            yield DateMention(start, end, finer[0].edtf), shared
        else:
            yield date, shared if mine else "unspecified"
