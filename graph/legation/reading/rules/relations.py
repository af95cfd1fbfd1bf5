"""Steps in the relations of two states: recognised, established, upgraded, resumed, severed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Found, Mention, Sentence
from legation.reading.rules.clauses import clause, cover, date_of, other, parties, states_in
from legation.terms import concept

_TIES = r"diplomatic (?:relations(?:hip)?|ties)"
_RELATIONS = r"(?:diplomatic )?(?:relations|ties)"
_QH = r"quan hệ ngoại giao"
_ESTABLISHED = re.compile(
    rf"(?:(?<!về việc )\b(?:thiết lập|thành lập|đặt)|(?<!thiết )(?<!thành )\blập)\s(?:mối\s)?{_QH}|"
    rf"(?<=anniversary of )(?:(?:their|the|bilateral)\s)?{_TIES}|(?<=năm ){_QH}|"
    rf"establish(?:ed|ment of|ing|es)?\s(?:\w+\s){{0,3}}?{_TIES}|"
    rf"{_TIES}\s[^.;]{{0,80}}?\b(?:were|was|have been|had been)\s(?:\w+ly\s)?established"
)
_RESUMED = re.compile(
    rf"(?:nối lại|khôi phục|bình thường hóa)\s(?:hoàn toàn\s)?(?:mối\s)?quan hệ(?: ngoại giao)?|"
    rf"(?:resum|restor|re-establish|reestablish|normali[sz])(?:ed|ption of|ation of|ing)\s(?:\w+\s){{0,3}}?(?:{_TIES}|relations)|"
    rf"{_RELATIONS}\s[^.;]{{0,60}}?\b(?:were|was)\s(?:resumed|restored|re-established|normali[sz]ed)"
)
_SEVERED = re.compile(
    rf"(?:cắt đứt|đoạn tuyệt|\bcắt|gián đoạn)\s(?:mối\s)?{_QH}|"
    rf"(?:severed|broke off|broke|suspended|cut off)\s(?:\w+\s){{0,3}}?{_TIES}|"
    rf"{_RELATIONS}\s[^.;]{{0,60}}?\b(?:were|was)\s(?:severed|broken off|suspended|cut)"
)
_LEVELS = {
    "comprehensive-strategic-partnership": r"đối tác(?: hợp tác)? chiến lược toàn diện|comprehensive strategic (?:cooperative )?partner(?:ship)?",
    "comprehensive-partnership": r"đối tác(?: hợp tác)? toàn diện|comprehensive (?:cooperative )?partner(?:ship)?",
    "strategic-partnership": r"đối tác chiến lược|strategic partner(?:ship)?",
    "ambassador": r"(?:cấp|hàng) đại sứ(?! quán)|ambassador(?:ial)?[ -]level|level of ambassadors?|đại sứ quán|embassy level",
    "legation": r"(?:cấp )?công sứ|legation",
    "charge": r"(?:cấp )?đại biện|chargé|charge d",
}
_LEVEL = re.compile("|".join(f"(?P<l{n}>{words})" for n, words in enumerate(_LEVELS.values())))
_LEVEL_NAMES = tuple(_LEVELS)
_UPGRADED = re.compile(
    r"(?:nâng(?: cấp| tầm)?|đưa)\s(?:mối\s)?quan hệ\b[^.;]{0,70}?\b(?:lên|thành)\b|"
    r"(?:thiết lập|xác lập)\s(?:khuôn khổ\s)?(?:mối\s)?(?:quan hệ\s)?(?=[\"']?đối tác (?:hợp tác )?(?:chiến lược|toàn diện))|"
    r"(?:upgrad|elevat|rais)(?:ed|ing|es|e|tion of)\s(?:\w+\s){0,4}?(?:relations(?:hip)?|ties|partnership)\b[^.;]{0,50}?\bto\b|"
    r"(?:relations(?:hip)?|ties)\b[^.;]{0,60}?\b(?:were|was|has been|have been)\s(?:upgraded|elevated|raised)\sto|"
    r"established\s(?:a|the|their)\s(?=(?:comprehensive|strategic)\s)"
)
_SECTORAL = re.compile(r"\s(?:trong lĩnh vực|về|in the field of|in the area of|on)\b")
_PLANNED = re.compile(
    r"(?:\bsẽ|tiến tới|hướng tới|xem xét|khả năng|mong muốn|đề nghị|sớm|nhằm|will|would|aim\w*|towards?|consider\w*|hop\w+|possib\w+|wish\w*)\s[^.;,]{0,25}\Z"
)
_RECOGNISED = re.compile(
    r"công nhận\s(?:chính thức\s)?(?:(?:nền\s)?độc lập(?: và chủ quyền)?(?: của)?\s|nhà nước\s|chính phủ\s|nước\s)*|"
    r"recogni[sz]ed\s(?:the\s)?(?:(?:independence|sovereignty|state|government)(?: and sovereignty)? of\s(?:the\s)?|newly independent\s)?"
)
_REACH = 60
_RECOGNISED_BY = re.compile(r"(?:được|was|were)\s(?:\w+ly\s)?\Z")
_YEARS = re.compile(
    r"(?:kỷ niệm|lần thứ)\s(?:trọng thể\s)?(?:lần thứ\s)?(?P<vi>\d{1,3})\s(?:năm|năm ngày)?|(?P<en>\d{1,3})(?:th|st|nd|rd)?[ -](?:years?|anniversary)"
)


@dataclass(frozen=True, slots=True)
class _Step:
    """One kind of step, the words for it and the rule's name."""

    change: str
    words: re.Pattern[str]


_STEPS = (
    _Step("upgraded", _UPGRADED),
    _Step("resumed", _RESUMED),
    _Step("severed", _SEVERED),
    _Step("established", _ESTABLISHED),
)


def read(doc: Document, found: Found) -> None:
    """Add what a document says of recognition and of steps in relations.

    Only dated steps are claims: an undated "since they established relations" says nothing
    that a dated sentence does not say better.
    """
    for cue in _RECOGNISED.finditer(doc.norm):
        _recognition(doc, found, Mention(*cue.span()))
    for step in _STEPS:
        for cue in step.words.finditer(doc.norm):
            _event(doc, found, step.change, Mention(*cue.span()))


def _recognition(doc: Document, found: Found, cue: Mention) -> None:
    """Read who recognised whom; "công nhận" of diplomas and standards has no state after it."""
    sentence = doc.sentence_at(cue.start)
    within = clause(doc, sentence, cue.start)
    after = states_in(doc, cue.end, min(within.end, cue.end + 60))
    if not after or after[0].start > cue.end:
        return
    if _RECOGNISED_BY.search(doc.norm, max(within.start, cue.start - 30), cue.start):
        return
    recognised = after[0].code
    before = [s for s in states_in(doc, within.start, cue.start) if s.code != recognised]
    recogniser = before[-1].code if before else other(doc, recognised)
    date = date_of(doc, within, Mention(cue.start, after[0].end))
    if not recogniser or date is None:
        return
    span = cover([date, *before[-1:], cue, after[0]])
    values: dict[str, tuple[Value, ...]] = {
        "recogniser": (actor(recogniser),),
        "recognised": (actor(recognised),),
        "edtf": (date.edtf,),
    }
    found.add(Claim("Recognition", values, spans=(span,), rule="relations.recognised"))


def _event(doc: Document, found: Found, change: str, cue: Mention) -> None:
    """Read one step with its two states, its date and its level."""
    sentence = doc.sentence_at(cue.start)
    within = clause(doc, sentence, cue.start)
    if cue.end > within.end or _PLANNED.search(
        doc.norm, max(within.start, cue.start - _REACH), cue.start
    ):
        return
    level = _level(doc, within, cue, change)
    if change == "upgraded" and level is None:
        return
    named = parties(doc, within, cue)
    found_date = _date(doc, sentence, within, cue)
    if named is None or found_date is None or named[0] == named[1]:
        return
    date, edtf, rule = found_date
    values: dict[str, tuple[Value, ...]] = {
        "party": tuple(actor(code) for code in named),
        "change": (concept("change", change),),
        "edtf": (edtf,),
    }
    if level:
        values["level"] = (concept("level", level),)
    marks = [date, cue, *states_in(doc, max(within.start, cue.start - 60), cue.start)]
    rule = rule or f"relations.{change}"
    span = cover([m for m in marks if sentence.start <= m.start and m.end <= sentence.end])
    found.add(Claim("RelationEvent", values, spans=(span,), rule=rule))


def _level(doc: Document, within: Span, cue: Mention, change: str) -> str | None:
    """Return the level that is named after the words; none where it is that of one field."""
    match = _LEVEL.search(doc.norm, cue.end, min(within.end, cue.end + 70))
    if match is None or match.lastgroup is None:
        return None
    if change == "upgraded" and _SECTORAL.match(doc.norm, match.end()):
        return None
    return _LEVEL_NAMES[int(match.lastgroup[1:])]


def _date(
    doc: Document, sentence: Sentence, within: Span, cue: Mention
) -> tuple[DateMention, str, str] | None:
    """Return the date of a step; of an anniversary, the year that lies so many years back."""
    date = date_of(doc, within, cue)
    jubilee = [
        m for m in _YEARS.finditer(doc.norm, within.start, cue.start) if cue.start - m.end() < 60
    ]
    if not jubilee:
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
