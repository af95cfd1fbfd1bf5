"""Lists of agreements under a heading or a label: "Agreements: ... (1968), ... (3 May 1988)".

A label that says they were signed makes each title of the list a signed one; one that only
names agreements does so for titles that carry a date, for a date is what a signature has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, PlaceMention, Sentence
from legation.reading.rules.agreements.instruments import KIND, kind_of, plural
from legation.reading.rules.agreements.title_dates import behind_title, own
from legation.reading.rules.agreements.titles import Title, title_end, title_start

_NAMES_THEM = re.compile(
    r"\b(?:các|những|một số|danh mục|danh sách)\s(?:[\w-]{1,20}\s){0,4}?(?:hiệp định|thỏa thuận|văn kiện|văn bản|hiệp ước|điều ước|bản ghi nhớ)|"
    r"(?:hiệp định|thỏa thuận|văn kiện|văn bản)(?:,| và| -|/)\s?(?:các )?(?:hiệp định|thỏa thuận|văn kiện|văn bản|bản ghi nhớ)|"
    r"(?:hiệp định|thỏa thuận|văn kiện|văn bản)(?: hợp tác| pháp lý| song phương| chính| quan trọng| cơ bản| khác)*(?: đã)? ký|"
    r"(?:cơ sở|khuôn khổ|khung) pháp lý|"
    r"\b(?:agreements|treaties|instruments|accords|mous|memoranda|conventions|legal (?:framework|basis|documents)|documents)\b"
)
#: A heading that is nothing but the word: "IV/ Điều ước", "8. Hiệp định và thoả thuận".
_HEADING = re.compile(
    r"(?:[ivxa-h\d]{1,4}\s?[./)-]\s?)?(?:(?:các|những|hệ thống|danh mục)\s)?(?:(?:điều ước|hiệp định|hiệp ước|thỏa thuận|văn kiện|văn bản)(?:,?\s(?:và\s)?|/|\s-\s)?)+(?:(?:quốc tế|song phương|chính|chủ yếu|đã ký|ký kết|hợp tác|pháp lý|quan trọng|cơ bản|với nhau|giữa hai nước)\s?)*:?"
)
_SIGNED = re.compile(r"\bk[ýí]\b|\bký kết|\bsigned\b|\bconcluded\b|\bin force\b|hiệu lực")
_NOT_YET = re.compile(
    r"đàm phán|dự kiến|\bsẽ\b|chưa|chuẩn bị|dự thảo|xem xét|under (?:negotiation|discussion|consideration)|pending|proposed|\b(?:to|will|would) be signed|draft|negotiat|pipeline|planned"
)
_LABEL = re.compile(r":\s")
_LABEL_LONG = 140
_LINE_END = re.compile(
    r"\((?![A-Za-z&-]{2,8}\))|[;:]|,\s(?=ký|ngày|signed|năm|\d{4})|\s(?:được |đã )?ký\b|\s-\s(?=\d|ký|signed)|\s(?:ngày|tháng|năm) (?=\d)|\ssigned\b|\s(?:was|were) |\.\s*\Z|"
    r"\s(?:of\s|in\s)?(?=(?:1[6-9]|20)\d\d\s?(?:[;,.]|\Z))|\s-\s(?=entered|in force|có hiệu|effective|ratified)|\s?\[\d{1,2}\]|"
    r",?\s(?:on |in )?(?=(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)"
)
_ITEM_GAP = re.compile(
    r"[\s\"']*(?:[,;.:]\s?)?[\s\"']*(?:(?:và|and|cùng|as well as|the|a|an|một|\d{1,2}[.)]|[-+*])\s){0,3}[\s\"']*"
)
_VERBAL = re.compile(
    r"\b(?:đã|sẽ|thăm|đang|được|(?<!giữa )hai (?:bên|nước)|was|were|visited|has|have|had|is|are|will|during)\b"
)
_LEADS_DATE = re.compile(r"[\s,(;-]*(?:\b(?:on|in|dated|of|ngày|năm|tháng|ký|signed)\s?)*\Z")
#: A bare year that closes a line: "Trade Agreement, 1985".
_YEAR = re.compile(
    r"\s?[,-]?\s(?:of\s|in\s)?(?P<year>(?:1[6-9]|20)\d\d)(?=\s?[.;,]|\s*$)", re.MULTILINE
)
#: The year that a line begins with, as in a table: "1979  Technical Cooperation Agreement".
_FRONT = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)(?:\s?[:|-]\s{0,3}|\s{1,4})(?=[a-z])")
_IN_FORCE = re.compile(r"into force|in force|hiệu lực|effective|ratifi|phê chuẩn|gia hạn|renewed")
#: What divides the titles of a running list.
_MARK = re.compile(
    r";|\s?\((?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s|(?<=\d{4}),(?=\s)|(?<=\)),(?=\s)|(?<=[\d)])\s(?=(?:and|và)\s)"
)
#: In a bracket behind the last of several titles: its date is that of all.
_ALIKE = re.compile(r"\s?\((?:cùng|đều|cùng được|both|all|each)\b")
#: A plural that each item of a list completes: "Agreements on Trade (1991), Air Services (1994)".
_ELIDED = re.compile(
    r"\b(?:(?:các|những) (?:bản )?(?P<vi>hiệp định|thỏa thuận|bản ghi nhớ|nghị định thư)(?: hợp tác)? (?:về|trong (?:các )?lĩnh vực)|(?P<en>agreements|protocols|memoranda of understanding|mous|treaties) (?:on|for|in the fields? of|in))\b:?\s"
)
_ONLY_DATE = re.compile(r"\s?(?:\(|of\s|năm\s)(?:(?:ký|signed|năm|ngày|tháng|in|on)\s){0,3}")
#: Kinds that are told apart by the year of their signature: "the Trade Agreement of 1981".
_DATED_BY_YEAR = {"agreement", "treaty", "protocol", "mou"}
#: Told by its year alone such an accord is one of many states as a rule.
_OF_MANY = {"convention", "công ước"}
_YEAR_BEFORE = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)\s")
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Label:
    """Words that announce a list of agreements, up to ``end``; ``signed`` if they say so.

    >>> Label(17, signed=True).end
    17
    """

    end: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One title of a list, with the dates behind it; ``kind`` where only the label tells it.

    >>> Entry(Title(0, 12), ()).kind
    ''
    """

    title: Title
    dates: tuple[DateMention, ...]
    kind: str = ""


def label(doc: Document, sentence: Sentence) -> Label | None:
    """Return the label or heading that a sentence is or begins with, if it announces agreements.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Signed agreements: Trade Treaty (1994); Fisheries Treaty (1996)."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> found = label(doc, doc.sentences[0])
    >>> found and found.signed
    True
    """
    norm = doc.norm
    colon = _LABEL.search(norm, sentence.start, sentence.end)
    whole = sentence.heading or norm[sentence.end - 1] == ":"
    if colon is None and not whole:
        return None
    end = colon.start() if colon else sentence.end
    start = sentence.start
    named = None
    while end - start <= _LABEL_LONG and named is None:
        named = _NAMES_THEM.search(norm, start, end)
        if named is None:  # a label may stand within another: "Treaties: Signed agreements: ..."
            colon = _LABEL.search(norm, end + 1, sentence.end)
            if colon is None:
                break
            start, end = end + 1, colon.start()
    if named is None and whole and end == sentence.end:
        named = _HEADING.fullmatch(norm, sentence.start, sentence.end)
    if named is None or _NOT_YET.search(norm, start, end):
        return None
    return Label(end, _SIGNED.search(norm, start, end) is not None)


def line(doc: Document, sentence: Sentence, announced: Label) -> Entry | None:
    """Return the title that one line of a list under a label gives.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Trade Treaty, Lima, 4 May 1994"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> entry = line(doc, doc.sentences[0], Label(0, signed=True))
    >>> entry and doc.text[: entry.title.end]
    'Trade Treaty'
    """
    norm = doc.norm
    kind = KIND.search(norm, sentence.start, min(sentence.end, sentence.start + 120))
    if kind is None or _NOT_YET.search(norm, sentence.start, sentence.end):
        return None
    front = _FRONT.match(norm, sentence.start, sentence.end)
    begin = front.end() if front else sentence.start
    lead = norm[begin : kind.start()]
    if _VERBAL.search(lead) or "." in lead or ":" in lead:
        return None
    if doc.language == "vi" and not (sentence.item or len(lead) < 8):
        return None
    stop = _LINE_END.search(norm, kind.end(), sentence.end)
    end = stop.start() if stop else sentence.end
    for mention in doc.of(DateMention, Span(kind.end(), sentence.end)):
        if mention.start < end and "/" not in mention.edtf:  # a period is what the agreement is for
            end = kind.end() + len(_LEADS_DATE.sub("", norm[kind.end() : mention.start]))
            break
    for named in doc.of(PlaceMention, Span(kind.end(), end)):  # "Trade Agreement, Suva, 3 May 1986"
        if norm[named.start - 2 : named.start] == ", " and norm[named.end : end].strip(" ,") == "":
            end = named.start - 2
    title = Title(begin, end)
    if _VERBAL.search(norm[title.start : title.end]):
        return None
    year = _YEAR.match(norm, title.end, sentence.end)
    dates = own(doc, title.end, sentence.end)
    if not dates and year is None:
        after = doc.of(DateMention, Span(title.end, sentence.end))
        dates = [d for d in after[:1] if "/" not in d.edtf or len(d.edtf) == 21]
        dates = [d for d in dates if not _IN_FORCE.search(norm, title.end, d.start)]
    if not dates and year is not None:
        dates = [_year(year)]
    if front is not None:
        dates = [_in_year(doc, d, front["year"]) for d in dates] or [_year(front)]
    if not dates and not (announced.signed and sentence.item):
        return None
    return Entry(title, tuple(dates))


def _in_year(doc: Document, mention: DateMention, year: str) -> DateMention:
    """Return a day and month that stand in a line of a table with the year of the line."""
    if re.search(r"\d{4}", doc.norm[mention.start : mention.end]):
        return mention
    return DateMention(mention.start, mention.end, year + mention.edtf[len("2000") :])


def row(doc: Document, sentence: Sentence, start: int, announced: Label) -> list[Entry]:
    """Return the titles of a running list with semicolons, dated or not: two or more.

    A list that no label calls signed has to have dates, but not behind each of its titles.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Trade Treaty 1994; Fisheries Treaty, 4 May 1996; Tax Treaty."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> entries = row(doc, doc.sentences[0], 0, Label(0, signed=False))
    >>> [[date.edtf for date in entry.dates] for entry in entries]
    [['1994'], ['1996-05-04'], []]
    """
    norm = doc.norm
    marks = list(_MARK.finditer(norm, start, sentence.end))
    if any(mark[0] == ";" for mark in marks):  # then commas belong to the titles
        marks = [mark for mark in marks if mark[0] == ";"]
    starts = [start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), sentence.end]
    found: list[Entry] = []
    for begin, end in zip(starts, ends, strict=True):
        gap = _ITEM_GAP.match(norm, begin, end)
        part = replace(sentence, start=gap.end() if gap else begin, end=end, item=True)
        entry = line(doc, part, Label(announced.end, signed=True))
        if entry is None:
            if not found and KIND.search(norm, begin, end):
                return []  # it does not begin as a list
            continue
        if entry.dates and _ALIKE.match(norm, entry.title.end, end):
            found = [replace(e, dates=e.dates or entry.dates) for e in found]
        found.append(entry)
    dated = sum(1 for entry in found if entry.dates)
    enough = announced.signed or (dated and 2 * dated >= len(found))
    return found if len(found) > 1 and enough else []


def occasion(doc: Document, sentence: Sentence) -> tuple[DateMention, int] | None:
    """Return the date that a line of a list sets before its titles, and where these begin.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "On the visit of May 1994: Trade Treaty, Tax Treaty."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> found = occasion(doc, doc.sentences[0])
    >>> found and found[0].edtf
    '1994-05'
    """
    colon = doc.norm.find(": ", sentence.start, min(sentence.end, sentence.start + _LABEL_LONG))
    if colon < 0 or KIND.search(doc.norm, sentence.start, colon):
        return None
    dates = doc.of(DateMention, Span(sentence.start, colon))
    if len(dates) != 1 or _NOT_YET.search(doc.norm, sentence.start, sentence.end):
        return None
    return dates[0], colon + 2


def _year(match: re.Match[str]) -> DateMention:
    return DateMention(match.start("year"), match.end("year"), match["year"])


def inline(doc: Document, start: int, end: int) -> Iterator[Entry]:
    """Yield the titles of a running list in which each has its date behind it in parentheses.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Trade Treaty (1994), Fisheries Treaty (1996)"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [doc.text[e.title.start : e.title.end] for e in inline(doc, 0, 44)]
    ['Trade Treaty ', 'Fisheries Treaty ']
    """
    norm, reached = doc.norm, start
    for bracket in re.finditer(r"\(", norm[start:end]):
        place = start + bracket.start()
        if place < reached:
            continue
        dates = own(doc, place, end)
        closing = norm.find(")", place, end)
        closing = closing + 1 if closing >= 0 else end
        if not dates:
            continue
        gap = _ITEM_GAP.match(norm, reached, place)
        begin = gap.end() if gap else reached
        if (cut := norm.rfind("; ", begin, place)) >= 0:
            gap = _ITEM_GAP.match(norm, cut, place)
            begin = gap.end() if gap else begin
        kind = KIND.search(norm, begin, place)
        if kind is not None and place - begin < _LONGEST and not _VERBAL.search(norm[begin:place]):
            yield Entry(Title(begin, place), tuple(dates))
        reached = closing


def bracketed(doc: Document, sentence: Sentence) -> Iterator[Entry]:
    """Yield the titles of a sentence that have nothing but a date in parentheses behind them.

    A date in that place is the date of signature: "the fisheries agreement (1998)".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "They praised the trade treaty (1994)."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [entry.dates[0].edtf for entry in bracketed(doc, doc.sentences[0])]
    ['1994']
    """
    norm, reached = doc.norm, sentence.start
    if _NOT_YET.search(norm, sentence.start, sentence.end):
        return
    for kind in KIND.finditer(norm, sentence.start, sentence.end):
        if kind.start() < reached or plural(kind[0]) or kind[0] in _OF_MANY:
            continue
        start = title_start(doc, kind.start(), max(reached, sentence.start))
        reached = title_end(doc, kind.end(), sentence.end)
        dates = own(doc, reached, sentence.end)
        if not dates and kind.lastgroup in _DATED_BY_YEAR:
            dates = behind_title(doc, reached, sentence.end)[:1]
            dates = [d for d in dates if "/" not in d.edtf]
        year = _YEAR_BEFORE.match(norm, start, kind.start())
        if not dates and year is not None:
            start = year.end()
            yield Entry(Title(start, reached), (_year(year),))
        elif dates and _ONLY_DATE.fullmatch(norm, reached, dates[0].start):
            yield Entry(Title(start, reached), tuple(dates))


def elided(doc: Document, start: int, end: int) -> Iterator[Entry]:
    """Yield the items of "Agreements on A (1991), B (1994)": two or more, each with its date.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Agreements on Trade (1991), Fisheries (1994)"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [doc.text[e.title.start : e.title.end] for e in elided(doc, 0, 44)]
    ['Trade ', 'Fisheries ']
    """
    norm = doc.norm
    plural = _ELIDED.search(norm, start, end)
    if plural is None:
        return
    word = plural["vi"] or plural["en"]
    kind = kind_of(word, 0, len(word)) or ""
    found, reached = [], plural.end()
    for bracket in re.finditer(r"\(", norm[plural.end() : end]):
        place = plural.end() + bracket.start()
        dates = own(doc, place, end)
        gap = _ITEM_GAP.match(norm, reached, place)
        begin = gap.end() if gap else reached
        if not dates or place - begin > _LONGEST or KIND.search(norm, begin, place):
            break
        found.append(Entry(Title(begin, place), tuple(dates), kind))
        reached = norm.find(")", place, end) + 1 or end
    if len(found) > 1:
        yield from found
