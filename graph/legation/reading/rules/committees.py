"""Joint committees of two states: their sessions, and how often they meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Found, PlaceMention, Sentence
from legation.reading.rules.figures import inferred
from legation.reading.rules.flows import parties_named, partner, two_before
from legation.terms import concept
from legation.values.amounts import WORDS

_NAME_VI = re.compile(
    r"\bublcp\b|\b(?:tiểu |phân )?ủy ban (?=[^,;.:()]{0,120}?(?:liên chính phủ|hỗn hợp|liên hợp|song phương|hợp tác))"
)
_NAME_EN = re.compile(
    r"\b(?:[\w']+[ -]){0,6}?(?:joint|inter-?governmental|mixed|bilateral)(?: [\w-]{1,40}(?: and [\w-]{1,40})?){0,5}? (?:sub-?)?(?:committee|commission)\b"
    r"(?: (?:on|for) [\w-]{1,40}(?:,? (?:and )?[\w-]{1,40}){0,7}?(?= (?:held|met|meets|meeting|has|have|will|was|convened|took|in|at|on)\b|[,.;]|$))?"
)
_NAME_END = re.compile(
    r"[,;:.()]|\s(?:đã|sẽ|họp|duy trì|tổ chức|được|nhóm|tiến hành|vừa|lần|khóa|kỳ|phiên|tại|ở|vào|ngày|tháng|năm|do|đang|là|nhằm|diễn ra|cũng|trong (?!lĩnh vực)|từ)\b"
)
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
    "ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15,
}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_SESSION = re.compile(
    rf"\b(?:khóa(?: họp)?|kỳ họp|phiên họp|cuộc họp|họp|lần)(?: (?:lần|khóa|kỳ))?(?: thứ)?\s{{1,3}}(?P<vi>\d{{1,2}}|{_ORDINAL})(?![\w/.])"
    rf"|\b(?P<en>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?\s{{1,3}}(?:\w+\s)?(?:session|meeting|round|sitting)\b"
)
_YEARLY = re.compile(
    r"thường niên|(?:hàng|hằng) năm|mỗi năm một lần|\bannual(?:ly)?\b|every year|once a year"
)
_TWO_YEARLY = re.compile(r"hai năm một lần|2 năm một lần|every two years|biennial(?:ly)?")
_MEETS = re.compile(r"\b(?:họp|cơ chế|meets?|met|meetings?|sessions?|convenes?|held)\b")
_TIMES = re.compile(
    rf"(?:họp|tổ chức|tiến hành)(?: được)? (?:\d{{1,2}}|{'|'.join(WORDS)}) (?:lần|kỳ|phiên|khóa)(?! thứ)(?: họp)?"
    rf"|(?:met|convened) (?:\d{{1,2}}|{'|'.join(WORDS)}) times|held (?:\d{{1,2}}|{'|'.join(WORDS)}) (?:meetings|sessions)"
)
_HELD_AHEAD = re.compile(r"\bsẽ\b|dự kiến|\bwill\b|to be held|scheduled|expected")


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
    last: Named | None = None
    for sentence in doc.sentences:
        committee = _committee(doc, sentence)
        if committee is None and last is not None and _again(doc, sentence):
            committee = last
        if committee is None:
            continue
        last = committee
        for claim in (*_sessions(doc, sentence, committee), *_habits(doc, sentence, committee)):
            found.add(claim)


def _committee(doc: Document, sentence: Sentence) -> Named | None:
    """Return the joint committee a sentence names, if it is clear whose it is."""
    norm = doc.norm
    pattern = _NAME_EN if doc.language == "en" else _NAME_VI
    match = pattern.search(norm, sentence.start, sentence.end)
    if match is None:
        return None
    start, end = match.span()
    if doc.language != "en":
        stop = _NAME_END.search(norm, end, sentence.end)
        end = stop.start() if stop else sentence.end
    else:
        article = re.compile(r"(?:\b(?:the|a|an|of|their|its|this|s)\s)").finditer(norm, start, end)
        kind = re.compile(r"joint|inter-?governmental|mixed|bilateral").search(norm, start, end)
        limit = kind.start() if kind else start
        start = max([a.end() for a in article if a.end() <= limit], default=start)
        start = _from_states(doc, start, limit)
    named = parties_named(doc, start, end)
    codes = list(dict.fromkeys(s.code for s in named))
    around = dict.fromkeys(s.code for s in parties_named(doc, sentence.start, sentence.end))
    if len(codes) == 1 and (other := partner(doc, codes[0])):
        codes.append(other)
    if len(codes) != 2:
        codes = list(around) if len(around) == 2 else list(two_before(doc, sentence) or ())
    if len(codes) != 2:
        return None
    text = " ".join(doc.text[start:end].split())
    return Named(
        "JointCommittee",
        text,
        (codes[0], codes[1]),
        language=doc.language,
        spans=(Span(start, end),),
    )


def _from_states(doc: Document, start: int, limit: int) -> int:
    """Return where an English name begins: with the names of its states, if they stand there."""
    named = parties_named(doc, start, limit)
    return named[0].start if named else limit if " " in doc.norm[start:limit].strip() else start


def _again(doc: Document, sentence: Sentence) -> bool:
    return (
        re.compile(
            r"(?:kỳ họp[^,]{0,30} )?(?:ủy ban|(?:the )?(?:joint )?(?:committee|commission))\b"
        ).match(doc.norm, sentence.start)
        is not None
    )


def _sessions(doc: Document, sentence: Sentence, committee: Named) -> Iterator[Claim]:
    """Yield the numbered sessions of a sentence, each with the place and date that follow it."""
    norm = doc.norm
    sessions = list(_SESSION.finditer(norm, sentence.start, sentence.end))
    for place, session in enumerate(sessions):
        end = sessions[place + 1].start() if place + 1 < len(sessions) else sentence.end
        word = session["vi"] or session["en"]
        ordinal = _ORDINALS.get(word) or int(word)
        after = Sentence(0, 0, session.end(), end)
        where = next(iter(doc.of(PlaceMention, after)), None)
        when = next(iter(doc.of(DateMention, after)), None)
        if len(sessions) == 1:
            when = when or next(iter(doc.of(DateMention, sentence)), None)
            where = where or next(iter(doc.of(PlaceMention, sentence)), None)
        ahead = _HELD_AHEAD.search(norm, sentence.start, end)
        values: dict[str, tuple[Value, ...]] = {
            "committee": (committee,),
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
        name = committee.spans[0]
        if sentence.start <= name.start < sentence.end and not begin <= name.start < stop:
            spans.append(name)
        yield Claim(
            "Session", values, tuple(spans), "committees.session", repairs=inferred(doc, when)
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
