"""Tenures: every person the text states in an office, once per person, office and state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import DateMention, Document, Found, PersonMention
from legation.reading.mentions.gazetteer import unions
from legation.reading.mentions.persons import posts_of
from legation.reading.mentions.resolve import in_state, same_person, surname
from legation.reading.rules.clauses import cover
from legation.terms import Iri, post

_Holder = tuple[PersonMention, DateMention | None]

_REACH = 110
_MEMORY = 500
_LABEL_GAP = 4
_COMPANY_REACH = 1000
_COMPANY = re.compile(
    r"\b(?:travel(?:ling|ing|led|ed|s)? with|accompan(?:y|ied|ies|ying)|cùng đi|tháp tùng|thành viên đoàn|members? of the delegation|delegation (?:also )?includ)"
)
#: A Latin form or a remark without figures may stand between a name and its dates.
_ASIDE = r"(?:\s?\([^()\d]{1,80}\))?"
_OF_ITS_STATE = r"(?: đầu tiên)?(?: (?:của|of)(?: the)? [^,.;\d()]{1,30}?)?"
_IN = r"(?:\s?(?:ngày|tháng|năm|vào|từ|kể|hồi|in|on|since|from|as|of|late|early|mid|lần đầu|đầu tiên|first))*\s{0,3}"
_SINCE = re.compile(
    rf"{_ASIDE}{_OF_ITS_STATE}[\s,;:(–-]{{0,4}}(?:kể từ|từ|được bầu|bầu|đắc cử|trúng cử|tái đắc cử|được bổ nhiệm|bổ nhiệm|nhậm chức|nhận chức|tuyên thệ nhậm chức|"
    r"cầm quyền|lên cầm quyền|lên ngôi|đăng quang|trị vì|tại vị|đương chức|giữ chức|nhiệm kỳ|giai đoạn|since|from|in office since|in power since|"
    r"elected|re-elected|appointed|sworn in|inaugurated|assumed (?:office|charge|power|duties)|took (?:office|charge|power)|"
    rf"(?:who )?(?:has )?(?:took|assumed|taken) (?:over|up)|trình quốc thư|presented (?:his |her )?(?:letters of )?credentials|acceded|ascended the throne|crowned|in office){_IN}\Z"
)
#: Verbs of taking an office, with the date after the office or at the head of the sentence.
_TOOK = re.compile(
    r",?\s(?:who\s|đã\s|chính thức\s|has\s|was\s|formally\s)*(?:became|took office as|took over as|assumed office as|assumed the office of|sworn in as|"
    r"inaugurated as|elected|elected as|re-elected|appointed|appointed as|named|trở thành|được bầu làm|được bổ nhiệm làm|được bổ nhiệm giữ chức|"
    r"tuyên thệ nhậm chức|nhậm chức|lên làm|nhận chức|đắc cử|tái đắc cử)(?:\s(?:the|chức|chức vụ|as))*\s"
)
_OPENS = re.compile(r"\W{0,3}(?:(?:on|in|vào|ngày|tháng|năm|từ)\s)*")
_YEARS = re.compile(rf"{_ASIDE}\s?\(\s?\Z")
_CLOSED = re.compile(r"\s?(?:[),;.\n]|đến nay|to date|to the present|\Z)")
_SPAN = re.compile(r"\A\d{4}(?:-\d\d)?/\d{4}(?:-\d\d)?\Z")
#: "He was ...", and what goes on after one office: ", then ...".
_PRONOUN = re.compile(
    r"\b(?:ông|bà|he|she)\s(?:(?:hiện|từng|cũng|đã|sau đó|also|then|later|previously|currently)\s){0,2}(?:là|làm|giữ chức(?: vụ)?|được bầu làm|"
    r"được bổ nhiệm làm|trở thành|đảm nhiệm chức vụ|đắc cử|is|was|became|served as|has served as|has been|was elected|was appointed|was sworn in as)"
    r"\s(?:(?:the|its|their|first|current|also|as)\s){0,3}\Z"
)
_THEN = re.compile(
    r"[\s)]{0,2}(?:,|và|and|, rồi|rồi|, then|then|, và|, and)\s(?:(?:then|later|làm|là|as)\s)?"
)
_TITLE = re.compile(r",?\s(?:ông\s|bà\s|mr\.?\s|mrs\.?\s)?")
_WAS = re.compile(
    r"\s(?:đã\s|từng\s)?(?:là|làm|giữ chức(?: vụ)?|was|served as|held (?:the )?office as)\s(?:the\s|as\s)?"
)
#: Offices whose words may leave out the field or the rank that another mention gives.
_SHORT = {
    "minister": frozenset({"foreign-minister", "minister", "deputy-prime-minister"}),
    "deputy-minister": frozenset({"deputy-foreign-minister", "deputy-minister", "minister"}),
}


def read(doc: Document, found: Found) -> None:
    """Add a tenure for each post of each named person; visits tell the state of some."""
    sides = _sides(found)
    told: dict[tuple[Iri, str], list[_Holder]] = {}
    kinds: dict[str, set[str]] = {}
    bare: set[tuple[Iri, str]] = set()
    for person in _with_pronouns(doc):
        if person.name is None or not person.offices:
            continue
        if not person.state:
            state = (
                sides.get(person.name.text, "")
                or _mission(doc, found, person)
                or _company(doc, found, person)
            )
            person = in_state(person, state)  # noqa: PLW2901
        if not person.state or person.state in unions() or person.name is None:
            continue
        short = surname(person.name.text, frozenset())
        held = kinds.setdefault(short, set())
        dated = _dated(doc, person)
        for office in person.offices:
            if not office.detail and held & _SHORT.get(office.office, frozenset()):
                continue
            held.add(office.office)
            if (
                office.detail and office.office != "other"
            ):  # so the same words without it add nothing
                bare.add((post(office.state or person.state, office.office), short))
            for of in posts_of((office,), person.state):
                _keep(told.setdefault((of, short), []), person, dated.get(office.start))
    for (of, short), holders in told.items():
        if (of, short) not in bare:
            for person, date in holders:
                found.add(_claim(person, of, date))


def _with_pronouns(doc: Document) -> Iterator[PersonMention]:
    """Yield the persons of a document, "he" with an office under the name he goes by."""
    holder: PersonMention | None = None
    before: PersonMention | None = None
    for person in doc.of(PersonMention, Span(0, len(doc.text))):
        if person.name is not None:
            holder = person
        elif person.offices and holder and person.start - holder.end < _MEMORY:
            gap = doc.norm[before.end : person.start] if before else ""
            goes_on = before is not None and _THEN.fullmatch(_without_dates(doc, before.end, gap))
            if goes_on or _PRONOUN.search(doc.norm, max(0, person.start - 60), person.start):
                before = replace(person, name=holder.name, state=holder.state)
                yield before
                continue
        before = None
        yield person


def _without_dates(doc: Document, start: int, gap: str) -> str:
    """Return what stands between two offices of one person without the dates of the first."""
    dates = doc.of(DateMention, Span(start, start + len(gap)))
    return (
        gap[dates[-1].end - start :]
        if dates and _SINCE.fullmatch(gap[: dates[-1].start - start])
        else gap
    )


def _keep(holders: list[_Holder], person: PersonMention, date: DateMention | None) -> None:
    """Keep a holder once: of several mentions the first that dates the office, else the first."""
    for place, (before, known) in enumerate(holders):
        if person.name and before.name and same_person(person.name, before.name, frozenset()):
            if date and known and _another_term(known.edtf, date.edtf):
                continue
            if date and not known:
                holders[place] = (person, date)
            return
    holders.append((person, date))


def _another_term(known: str, told: str) -> bool:
    """Tell whether two terms of one office lie one after the other, both with their ends."""
    if not (_SPAN.match(known) and _SPAN.match(told)):
        return False
    (begin, _, end), (start, _, stop) = known.partition("/"), told.partition("/")
    return end[:4] <= start[:4] or stop[:4] <= begin[:4]


def _dated(doc: Document, person: PersonMention) -> dict[int, DateMention]:
    """Return when the offices of a mention were held, as far as the words after it say so.

    What stands after the name dates the offices after the name, else those before it.
    """
    date = next(iter(doc.of(DateMention, Span(person.end, person.end + _REACH))), None)
    if named := _framed(doc, person):
        return dict.fromkeys((o.start for o in person.offices), named)
    if begun := _begun(doc, person, date):
        return begun
    if date is None:
        return {}
    between = doc.norm[person.end : date.start]
    years = bool(_SPAN.match(date.edtf))
    since = _SINCE.fullmatch(between) or (
        _YEARS.fullmatch(between) and person.name and _labelled(doc, person, date)
    )
    if not (since or (years and _YEARS.fullmatch(between))):
        return {}
    if not _CLOSED.match(doc.norm, date.end) or ("/" in date.edtf and not years):
        return {}
    told = date if years else replace(date, edtf=f"{date.edtf}/..")
    name_end = max(s.end for s in person.name.spans) if person.name else person.end
    if name_end > person.end or name_end <= person.start:  # "he"
        return {o.start: told for o in person.offices}
    after = [o for o in person.offices if o.start >= name_end]
    return {o.start: told for o in after or person.offices}


def _labelled(doc: Document, person: PersonMention, date: DateMention) -> bool:
    """Tell "Prime Minister: Bo Li (21/4/2010)", where the date alone says since when."""
    if person.name is None or doc.norm[date.end : date.end + 1] != ")":
        return False
    begin = person.name.spans[0].start
    return doc.norm[max(0, begin - _LABEL_GAP) : begin].rstrip().endswith(":")


def _begun(
    doc: Document, person: PersonMention, date: DateMention | None
) -> dict[int, DateMention]:
    """Return since when an office is held that the words say someone took: "became ... in 2013"."""
    after = [o for o in person.offices if person.name and o.start > person.name.spans[0].end]
    if len(after) != 1 or person.name is None:
        return {}
    verb = doc.norm[person.name.spans[0].end : after[0].start]
    if not _TOOK.fullmatch(verb):
        return {}
    gap = doc.norm[person.end : date.start] if date else "-"
    if not (date and re.fullmatch(_IN, gap) and _CLOSED.match(doc.norm, date.end)):
        sentence = doc.sentence_at(person.start)
        date = next(iter(doc.of(DateMention, Span(sentence.start, person.start))), None)
        if date is None or not _OPENS.fullmatch(doc.norm, sentence.start, date.start):
            return {}
        if not re.fullmatch(r",?\s", doc.norm[date.end : person.start]):
            return {}
    return {} if "/" in date.edtf else {after[0].start: replace(date, edtf=f"{date.edtf}/..")}


def _framed(doc: Document, person: PersonMention) -> DateMention | None:
    """Return the years that open a sentence: "From 2001 to 2005, he was ...", or "Bo Li was ..."."""
    sentence = doc.sentence_at(person.start)
    named = person.name and any(person.start <= s.start < person.end for s in person.name.spans)
    for date in doc.of(DateMention, Span(sentence.start, person.start))[:1]:
        if named and not _is_said_to_be(doc, person, date):
            return None
        ahead = doc.norm[sentence.start : date.start].strip()
        framed = ahead in {
            "",
            "từ",
            "từ năm",
            "trong",
            "from",
            "giai đoạn",
            "between",
            "trong giai đoạn",
        }
        return date if framed and _SPAN.match(date.edtf) else None
    return None


def _is_said_to_be(doc: Document, person: PersonMention, date: DateMention) -> bool:
    """Tell "…, Bo Li was President of": right after a date, a name, then the one office."""
    if person.name is None or not _TITLE.fullmatch(doc.norm, date.end, person.start):
        return False
    between = doc.norm[person.name.spans[0].end : person.offices[0].start]
    return _WAS.fullmatch(between) is not None


def _sides(found: Found) -> dict[str, str]:
    """Return the state for which the visitors of a document act, by name."""
    sides: dict[str, str] = {}
    for claim in found:
        visitor = claim.one("visitor")
        if claim.kind == "Visit" and isinstance(visitor, Named) and visitor.of:
            sides.setdefault(visitor.text, visitor.of[0])
    return sides


def _company(doc: Document, found: Found, person: PersonMention) -> str:
    """Return the sending state of the visit on which someone goes along."""
    sentence = doc.sentence_at(person.start)
    if not _COMPANY.search(doc.norm, sentence.start, sentence.end):
        return ""
    visit = found.last("Visit", sentence.end)
    if (
        visit is None
        or not visit[1].spans
        or sentence.start - visit[1].spans[0].end > _COMPANY_REACH
    ):
        return ""
    sender = visit[1].one("sender")
    return sender.local if isinstance(sender, Iri) else ""


def _mission(doc: Document, found: Found, person: PersonMention) -> str:
    """Return the state whose mission opens in the sentence that names its head."""
    if person.offices[0].office not in {"ambassador", "charge-daffaires"}:
        return ""
    sentence = doc.sentence_at(person.start)
    for claim in found.within("Mission", sentence)[:1]:
        sender = claim.one("sender")
        return sender.local if isinstance(sender, Iri) else ""
    return ""


def _claim(person: PersonMention, of: Iri, date: DateMention | None) -> Claim:
    if person.name is None:
        raise ValueError("a tenure has a holder")
    values: dict[str, tuple[Value, ...]] = {"holder": (person.name,), "post": (of,)}
    if date:
        values["edtf"] = (date.edtf,)
    # the name stands elsewhere where the office is told of "him"
    span = cover([person, person.name.spans[0], *([date] if date else [])])
    return Claim("Tenure", values, spans=(span,), rule="offices.stated", repairs=person.repairs)
