"""Joint committees of two states: their sessions, and how often they meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Found, PlaceMention, Sentence
from legation.reading.rules.committees.names import Committee, committees, enclosing
from legation.reading.rules.trade.figures import inferred
from legation.terms import concept
from legation.values.amounts import WORDS

_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
    "inaugural": 1, "first-ever": 1, "maiden": 1, "ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15,
}  # fmt: skip
_EN_ORDINALS = (
    "inaugural",
    "first-ever",
    "maiden",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_WORD = "|".join(sorted((w for w in _ORDINALS if w not in _EN_ORDINALS), key=len, reverse=True))
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ROMAN = r"x?(?:ix|iv|v?i{0,3})(?<=[ivx])"
_MEETING = r"(?:session|meeting|round|sitting|edition)s?"
_SESSION = {
    "vi": re.compile(
        rf"\b(?:khóa(?: họp)?|kỳ(?: họp)?|phiên(?: họp)?|cuộc họp|họp|lần|vòng|cấp cao lần)(?: (?:lần|khóa|kỳ|phiên))?"
        rf"(?: thứ\s{{1,3}}(?P<vi>\d{{1,2}}|{_WORD})| (?P<no>\d{{1,2}}|{_ROMAN})(?!\s(?:phiên|lần|kỳ|khóa|cuộc|năm|ngày|nước|bên))|\s(?P<one>đầu tiên|đầu(?=\s(?:ở|tại|vào|diễn ra|được|năm|ngày|\())))(?![\w/.-]\d|\w|%)"
    ),
    "en": re.compile(
        rf"\b(?P<en>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?\)?\s{{1,3}}(?:(?!of\b|and\b)[\w-]{{1,30}}\s){{0,2}}?(?:{_MEETING})\b"
        rf"|\b(?P<row>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?(?=(?:,|,? and) (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})\b)"
        rf"|\b(?:{_MEETING})\b[^.;]{{0,80}}?,\s(?:its|their|the) (?P<apposed>{_ORDINAL})(?=,)"
        rf"|\bthe (?:last|latest|previous|most recent)(?: one)?,\s(?:its |their |the )?(?P<last>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?(?=,)"
        rf"|\bfor the (?P<time>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)? time\b"
    ),
}
#: After the first of several sessions the word for it may be left out: "the second in Lima".
_MORE = re.compile(
    rf"\bthe (?P<en>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?(?= (?:one )?(?:in|at|on|was|took|followed)\b)"
)
_MORE_VI = re.compile(rf"(?:,| và) (?:lần )?thứ (?P<vi>\d{{1,2}}|{_WORD})(?![\w/.-])")
_BEFORE_NAME = re.compile(rf"\b(?P<en>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?\s\Z")
_YEAR_AFTER_PLACE = re.compile(r",\s(?P<year>(?:19|20)\d\d)\)")
_YEARLY = re.compile(
    r"thường niên|(?:hàng|hằng) năm|mỗi năm một lần|\bannual(?:ly)?\b|every year|once a year"
)
_TWO_YEARLY = re.compile(
    r"(?:hai|2) năm (?:một|1) lần|(?:hai|2) năm/lần|every two years|biennial(?:ly)?"
)
_MEETS = re.compile(r"\b(?:họp|cơ chế|meets?|met|meetings?|sessions?|convenes?|held)\b")
_TIMES = re.compile(
    rf"(?:họp|tổ chức|tiến hành)(?: được)? (?:\d{{1,2}}|{'|'.join(WORDS)}) (?:lần|kỳ|phiên|khóa)(?! thứ)(?: họp)?"
    rf"|(?:met|convened) (?:\d{{1,2}}|{'|'.join(WORDS)}) times|held (?:\d{{1,2}}|{'|'.join(WORDS)}) (?:meetings|sessions)"
)
_AGAIN = re.compile(
    r"(?:(?:kỳ họp|phiên họp|khóa họp)[^,]{0,30} )?(?:ủy ban|diễn đàn|cơ chế này|(?:the )?(?:joint )?(?:committee|commission|dialogue|forum|mechanism))\b"
)
#: A session "of the Commission" is one of the commission that was named before.
_OF_IT = re.compile(
    rf"(?:{_MEETING}|phiên họp|kỳ họp|khóa họp|thứ \w+|lần \w+) (?:của|of the|of this) (?P<head>ủy ban|diễn đàn|đối thoại|committee|commission|dialogue|forum|mechanism)(?! \w* ?(?:thường vụ|trung ương))\b"
)
_NOT_A_SESSION = re.compile(
    r"(?:quốc hội|đại hội|đảng|asean|apec|congress|assembly|unga|hội nghị)\s\Z"
)
_EXISTS = re.compile(
    r"(?:được |đã )?(?:thành lập|lập|thiết lập)|\bcơ chế|duy trì|\b(?:gồm|có)\b|\binclud\w+|\bset up\b|\bestablished\b|\bconstituted\b|\bthere (?:is|are|exists?)\b|\bmechanisms?\b|\bhave an?\b|\bco-chaired\b|\bmeets?\b"
)
_PROPOSED = re.compile(
    r"\bsẽ\b|dự kiến|đề nghị|đề xuất|nhất trí|xem xét|sớm|\bwill\b|\bpropos\w+|\bagreed\b|\bconsider\w*|\bto (?:set up|establish)\b"
)
_REACH = 2
_FAR = 4
_RIGHT_BEHIND = 12
_LONGEST = 200
_HELD_AHEAD = re.compile(
    r"\bsẽ\b|dự kiến|\bwill\b|to be held|scheduled|expected|agreed to|look\w* forward|đề nghị|chuẩn bị|prepar\w+|upcoming"
)


def read(doc: Document, found: Found) -> None:
    """Add a Session for each meeting of a joint committee, a Remark for what it does regularly.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The Laos-Peru Joint Committee held its third session in May 1994."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [c.one("ordinal") for c in found]
    [3]
    """
    last: Committee | None = None
    for sentence in doc.sentences:
        here = list(committees(doc, sentence))
        if not here and last is not None and _again(doc, sentence, last):
            here = [last]
        claims = list(_sessions(doc, sentence, here))
        for committee in here:
            if not claims and (committee.standing or committee is last):
                claims += [*_habits(doc, sentence, committee.named)][:1]
            if not claims and committee.standing:
                claims += _standing(doc, sentence, committee)
        for claim in claims:
            found.add(claim)
        last = here[-1] if here else last


def _again(doc: Document, sentence: Sentence, last: Committee) -> bool:
    """Tell whether a sentence goes on about the committee named shortly before it."""
    before = doc.sentence_at(last.start)
    for bare in _OF_IT.finditer(doc.norm, sentence.start, sentence.end):
        if bare["head"] in last.named.text.lower().replace("uỷ", "ủy"):
            return True
    if sentence.number - before.number > _REACH or before.paragraph != sentence.paragraph:
        return (
            _AGAIN.match(doc.norm, sentence.start) is not None
            and before.number + _FAR > sentence.number
        )
    opening = Span(sentence.start, min(sentence.end, sentence.start + 40))
    session = _SESSION[doc.language].search(doc.norm, opening.start, opening.end)
    return session is not None or _AGAIN.match(doc.norm, sentence.start) is not None


def _numbered(
    doc: Document, sentence: Sentence, named: Sequence[Committee]
) -> list[tuple[re.Match[str], int]]:
    """Return the places where a sentence counts a session, each with its number."""
    found = list(_SESSION[doc.language].finditer(doc.norm, sentence.start, sentence.end))
    if doc.language == "en":  # "the second Strategic Dialogue"
        for committee in named:
            begin = max(sentence.start, committee.start - 14)
            ordinal = _BEFORE_NAME.search(doc.norm, begin, committee.start)
            if ordinal is not None and not any(m.start() == ordinal.start() for m in found):
                found.append(ordinal)
    if found and doc.language == "en":
        found += _MORE.finditer(doc.norm, found[0].end(), sentence.end)
        found.sort(key=lambda m: m.start())
    while found and (more := _MORE_VI.match(doc.norm, found[-1].end(), sentence.end)):
        found.append(more)
    numbered = []
    for match in found:
        words = match.groupdict()
        word = next(
            (
                words[k]
                for k in ("vi", "no", "en", "row", "apposed", "last", "time")
                if words.get(k)
            ),
            "",
        )
        if words.get("one"):
            numbered.append((match, 1))
        elif word and not _NOT_A_SESSION.search(doc.norm, match.start() - 14, match.start()):
            numbered.append((match, _ORDINALS.get(word) or int(word)))
    return [n for n in numbered if n[1] > 0]


def _sessions(doc: Document, sentence: Sentence, named: Sequence[Committee]) -> Iterator[Claim]:
    """Yield the numbered sessions of a sentence, each with its place and date."""
    norm = doc.norm
    sessions = _numbered(doc, sentence, named) if named else []
    row = _row(doc, sentence, [session for session, _ in sessions])
    for place, (session, ordinal) in enumerate(sessions):
        end = sessions[place + 1][0].start() if place + 1 < len(sessions) else sentence.end
        committee = _whose(session, named)
        around = enclosing(doc, sentence, session.end())
        end = min(end, around.end)
        after = Sentence(0, 0, session.end(), end)
        where = next(iter(doc.of(PlaceMention, after)), None)
        when = _first_date(doc, after)
        if row is not None:
            when = row[place]
        if len(sessions) == 1:
            when = when or _first_date(doc, Sentence(0, 0, around.start, around.end))
            where = where or next(iter(doc.of(PlaceMention, around)), None)
        behind = 0 <= committee.start - session.end() <= _RIGHT_BEHIND
        reach = (committee.end if behind else session.end()) + 40
        told = min(end, when.start if when and when.start > session.end() else reach)
        clause = max(sentence.start, norm.rfind(";", sentence.start, session.start()) + 1)
        ahead = _HELD_AHEAD.search(norm, clause, told)
        if ahead and when is None:
            continue  # what is only wished for has no day
        values: dict[str, tuple[Value, ...]] = {
            "committee": (committee.named,),
            "ordinal": (ordinal,),
            "status": (concept("status", "planned" if ahead else "held"),),
        }
        if where is not None:
            values["place"] = (where.place,)
        if when is not None:
            values["edtf"] = (when.edtf,)
        stop = max([session.end(), *(m.end for m in (where, when) if m is not None)])
        begin = min([session.start(), *(m.start for m in (where, when) if m is not None)])
        spans = [Span(begin, stop)]
        if sentence.start <= committee.start < sentence.end and not begin <= committee.start < stop:
            spans.append(Span(committee.start, committee.end))
        yield Claim(
            "Session", values, tuple(spans), "committees.session", repairs=inferred(doc, when)
        )


def _row(
    doc: Document, sentence: Sentence, sessions: Sequence[re.Match[str]]
) -> tuple[DateMention, ...] | None:
    """Return the dates of sessions that are told in a row, "the first and second ... in A and B"."""
    if len(sessions) < 2:
        return None
    dates = doc.of(DateMention, Span(sessions[0].start(), sentence.end))
    told_first = not dates or dates[0].start > sessions[-1].end()
    return dates if told_first and len(dates) == len(sessions) else None


def _whose(session: re.Match[str], named: Sequence[Committee]) -> Committee:
    """Return the committee a session is of: the one right behind it, else the last before it."""
    behind = [c for c in named if 0 <= c.start - session.end() <= _RIGHT_BEHIND]
    before = [c for c in named if c.start <= session.start()]
    return (behind[:1] or before[-1:] or list(named))[0]


def _first_date(doc: Document, within: Sentence) -> DateMention | None:
    """Return the first date of a stretch; a year behind a place in a bracket is one, too."""
    found = next(iter(doc.of(DateMention, within)), None)
    bare = _YEAR_AFTER_PLACE.search(doc.norm, within.start, within.end)
    if bare is not None and (found is None or bare.start("year") < found.start):
        return DateMention(bare.start("year"), bare.end("year"), bare["year"])
    return found


def _standing(doc: Document, sentence: Sentence, committee: Committee) -> Iterator[Claim]:
    """Yield a Remark that a committee exists, where a sentence says so."""
    norm = doc.norm
    if not sentence.start <= committee.start < sentence.end:
        return
    if not _EXISTS.search(norm, sentence.start, sentence.end) or _PROPOSED.search(
        norm, sentence.start, sentence.end
    ):
        return
    name = committee.named
    yield Claim(
        "Remark",
        {
            "subject": (name, *(actor(code) for code in name.of)),
            "text": (" ".join(doc.text[sentence.start : sentence.end].split())[:_LONGEST],),
        },
        (Span(committee.start, committee.end),),
        "committees.standing",
    )


def _habits(doc: Document, sentence: Sentence, committee: Named) -> Iterator[Claim]:
    """Yield a Remark on how often, or how many times, a committee meets."""
    norm = doc.norm
    for pattern, cadence in ((_TWO_YEARLY, "every two years"), (_YEARLY, "annual"), (_TIMES, "")):
        match = pattern.search(norm, sentence.start, sentence.end)
        if match is None or not _MEETS.search(norm, sentence.start, sentence.end):
            continue
        values: dict[str, tuple[Value, ...]] = {
            "subject": (committee, *(actor(code) for code in committee.of)),
            "text": (" ".join(doc.text[match.start() : match.end()].split()),),
        }
        if cadence:
            values["cadence"] = (cadence,)
        name = committee.spans[0]
        inside = sentence.start <= name.start < sentence.end
        start = min(name.start, match.start()) if inside else match.start()
        end = max(name.end, match.end()) if inside else match.end()
        yield Claim("Remark", values, (Span(start, end),), "committees.cadence")
        return
