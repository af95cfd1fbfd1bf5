"""Agreements that were signed: by name, in lists, in counted groups; and their entry into force.

Only what is told as signed is read: planned agreements, negotiations and mere mentions are not.
A title says its parties itself ("giữa Bộ X nước A và Bộ Y nước B"), else the subject of the
sentence does. The date is the one stated with the signing, else that of the visit on which it
took place, else the year that frames the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Repair, Span
from legation.reading import dates
from legation.reading.document import DateMention, Document, Found, PlaceMention, Sentence
from legation.reading.rules.entry_into_force import in_force
from legation.reading.rules.figures import inferred
from legation.reading.rules.flows import parties_named, two_before
from legation.reading.rules.instruments import KIND, Party, kind_of, parties
from legation.reading.rules.titles import Title, groups, passive, titles
from legation.terms import concept, lgn, notation
from legation.values.amounts import WORDS

_SIGNED = re.compile(
    r"(?<!đăng )(?<!thư )(?<!nhật )(?<!chữ )(?<!bút )(?<!hồi )(?<!tốc )(?<!đồng )\b(?:lễ )?k[ýí](?: kết| tắt)?(?= |:|,|\.)(?! túc| ức| giả| sự| hiệu| tên)"
    r"|\b(?:signed|inked|concluded|signing of|signature of)\b"
)
_NOT_DONE = re.compile(
    r"(?:\bsẽ|dự kiến|chuẩn bị|sớm|tiến tới|đề nghị|đề xuất|thúc đẩy|xem xét|nghiên cứu|đàm phán|nhất trí|mong|muốn|việc|\bđể|nhằm|"
    r"\bcần|chưa|có thể|hoàn tất|hướng tới|khả năng|will(?: be)?|to be|expected to|not yet|yet to be|may be|could be|should be|"
    r"agreed to|prepar\w+ (?:for )?(?:the )?|before(?: the)?|toward(?: the)?|if)(?:\s{1,3}(?:được|cùng|tiến hành|chính thức|có|the|sớm|các bên|hai bên))*\s{0,3}\Z"
)
_NOTE = re.compile(r"\([^()]{0,200}\)")
_OTHER_DATE = re.compile(
    r"(?:giai đoạn|thời kỳ|period|\bfor|hiệu lực|into force|đến năm|until|by)[^,;]{0,14}\Z"
)
_LINE_END = re.compile(
    r"[(;:]|,\s(?=ký|ngày|signed|năm)|\s(?:được |đã )?ký\b|\s(?:ngày|tháng|năm) (?=\d)|\ssigned\b|\.\s*\Z"
)
_ON_VISIT = re.compile(
    r"(?:trong|nhân|dịp)[^,.;]{0,12}(?:chuyến thăm|dịp này|chuyến đi)|sau (?:cuộc |buổi )?hội đàm|chứng kiến|witness\w*|(?:after|following) (?:the|their) talks|during (?:the|this|his|her|that) (?:\w+ )?(?:visit|trip)|on (?:this|the) occasion"
)
_PLANNED_VISIT = {"planned", "upcoming", "postponed", "cancelled"}


@dataclass(frozen=True, slots=True)
class _When:
    """When something was signed, on what occasion, and what the date rests on."""

    date: DateMention | None = None
    edtf: str = ""
    occasion: ClaimRef | None = None

    def values(self) -> dict[str, tuple[Value, ...]]:
        found: dict[str, tuple[Value, ...]] = {}
        if self.edtf:
            found["edtf"] = (self.edtf,)
        if self.occasion is not None:
            found["occasion"] = (self.occasion,)
        return found


def read(doc: Document, found: Found) -> None:
    """Add an Agreement and its signature for each signed title, an OpenSet for counted groups.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade agreement in May 1994."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [c.kind for c in found]
    ['Agreement', 'TreatyAction']
    """
    listing: tuple[Party, ...] = ()
    for sentence in doc.sentences:
        if KIND.search(doc.norm, sentence.start, sentence.end) is None:
            listing = ()
            continue
        if listing and _listed(doc, found, sentence, listing):
            continue
        listing = ()
        signing = _signing(doc, sentence)
        if signing is not None:
            _signed(doc, found, sentence, signing)
            if doc.norm[sentence.end - 1] == ":" or sentence.heading:
                listing = _parties(doc, sentence, sentence.start, sentence.end)
        in_force(doc, found, sentence)


def _listed(doc: Document, found: Found, sentence: Sentence, listing: tuple[Party, ...]) -> bool:
    """Read one line of a list under a heading that says its agreements were signed."""
    norm = doc.norm
    kind = KIND.search(norm, sentence.start, min(sentence.end, sentence.start + 60))
    if kind is None or not (sentence.item or kind.start() - sentence.start < 3):
        return False
    stop = _LINE_END.search(norm, kind.end(), sentence.end)
    title = Title(sentence.start, stop.start() if stop else sentence.end)
    date = next((d for d in doc.of(DateMention, sentence) if d.start >= title.end), None)
    when = _When(date, date.edtf if date else "")
    _agreement(doc, found, sentence, title, listing, when, ())
    return True


def _signing(doc: Document, sentence: Sentence) -> re.Match[str] | None:
    """Return the word that says something was signed; none if it is only planned."""
    for match in _SIGNED.finditer(doc.norm, sentence.start, sentence.end):
        before = doc.norm[max(sentence.start, match.start() - 60) : match.start()]
        if not _NOT_DONE.search(before):
            return match
    return None


def _signed(doc: Document, found: Found, sentence: Sentence, signing: re.Match[str]) -> None:
    """Read one sentence that tells of a signing."""
    norm = doc.norm
    counted = groups(norm, signing.end(), sentence.end)
    named = list(titles(doc, signing.end(), sentence.end, counted))
    subject = (sentence.start, signing.start())
    if not named and not counted:
        counted = groups(norm, sentence.start, signing.start())
        subject = (sentence.start, sentence.end if counted else signing.start())
    if not named and not counted:
        named = list(passive(doc, sentence, signing))
        subject = (sentence.start, sentence.end)
    if not named and not counted:
        return
    default = _parties(doc, sentence, *subject)
    when = _when(doc, found, sentence, signing)
    garbled = _garbled_subject(doc, sentence, signing) if subject[1] == signing.start() else ()
    refs = []
    for title in named:
        ref = _agreement(doc, found, sentence, title, default, when, garbled)
        if ref is not None:
            refs.append(ref)
    for group in counted:
        _group(doc, found, sentence, group, default, when, refs if len(counted) == 1 else [])


def _parties(doc: Document, sentence: Sentence, start: int, end: int) -> tuple[Party, ...]:
    """Return who signed: the subject, the subject with whom, or the two the text is about."""
    if found := parties(doc, sentence, start, end):
        return found
    if found := parties(doc, sentence, sentence.start, sentence.end):
        return tuple(Party(p.code) for p in found)  # the bodies sign another title
    named = {s.code for s in parties_named(doc, sentence.start, sentence.end)}
    two = two_before(doc, sentence)
    return tuple(Party(code) for code in two) if two and named <= set(two) else ()


def _when(doc: Document, found: Found, sentence: Sentence, signing: re.Match[str]) -> _When:
    """Return the date of the signing for titles that have none of their own."""
    norm = doc.norm
    in_sentence = doc.of(DateMention, sentence)
    before = [d for d in in_sentence if d.end <= signing.start()]
    notes = [m.span() for m in _NOTE.finditer(norm, signing.end(), sentence.end)]
    after = [d for d in in_sentence if d.start >= signing.end()]
    after = [d for d in after if not any(a < d.start < b for a, b in notes)]
    after = [d for d in after if not _OTHER_DATE.search(norm, max(0, d.start - 30), d.start)]
    plain = [d for d in (*before[-1:], *after) if "/" not in d.edtf or len(d.edtf) == 21]
    if plain:
        return _When(plain[0], plain[0].edtf)
    return _on_visit(found, sentence, doc, norm) or _framed(doc, sentence)


def _on_visit(found: Found, sentence: Sentence, doc: Document, norm: str) -> _When | None:
    """Return the visit on which the text says or lets expect that the signing took place."""
    told = _ON_VISIT.search(norm, sentence.start, sentence.end) is not None
    near = found.last("Visit", sentence.end)
    if near is None:
        return None
    ref, visit = near
    home = doc.sentence_at(visit.spans[0].start)
    status = visit.one("status")
    if isinstance(status, str) and notation(status) in _PLANNED_VISIT:
        return None
    beside = found.within("Visit", home)
    follows = home.paragraph == sentence.paragraph and sentence.number - home.number <= 3
    if not (told or follows) or (len(beside) > 1 and not told):
        return None
    edtf = visit.one("edtf")
    return _When(None, str(edtf) if edtf else "", ref)


def _framed(doc: Document, sentence: Sentence) -> _When:
    date = dates.inherited(doc, sentence)
    return _When(date, date.edtf if date else "")


def _agreement(
    doc: Document,
    found: Found,
    sentence: Sentence,
    title: Title,
    default: tuple[Party, ...],
    when: _When,
    garbled: tuple[Repair, ...],
) -> ClaimRef | None:
    """Add one agreement and its signature."""
    norm = doc.norm
    end = title.end
    while end > title.start and norm[end - 1] in ' .,;:"':
        end -= 1
    who = parties(doc, sentence, title.start, end) or default
    kind = kind_of(norm, title.start, end)
    if len(who) != 2 or kind is None:
        return None
    own = _own_date(doc, end, sentence.end)
    if own is not None:
        when = _When(own, own.edtf)
    text = " ".join(doc.text[title.start : end].split())
    repairs = (*garbled, *inferred(doc, when.date))
    stop = own.end if own is not None else end
    span = Span(title.start, stop)
    spans = (span,) if when.date is None or own is not None else (span, when.date.span)
    ref = found.add(
        Claim(
            "Agreement",
            {
                "party": tuple(p.value for p in who),
                "agreementKind": (concept("agreement", kind),),
                "title": (text,),
            },
            (span,),
            "agreements.signed",
            repairs=garbled,
        )
    )
    values: dict[str, tuple[Value, ...]] = {
        "agreement": (ref,),
        "action": (concept("action", "signature"),),
        **when.values(),
    }
    place = _place(doc, sentence, end)
    if place is not None and own is None:
        values["place"] = (place.place,)
    found.add(Claim("TreatyAction", values, spans, "agreements.signature", repairs=repairs))
    return ref


def _own_date(doc: Document, start: int, end: int) -> DateMention | None:
    """Return the date that follows a title in parentheses."""
    opening = re.compile(r"[\s\"]{0,3}\((?:ký |signed |in |on |ngày )?\s?").match(
        doc.norm, start, end
    )
    if opening is None:
        return None
    limit = Sentence(0, 0, opening.start(), min(end, opening.end() + 40))
    return next((d for d in doc.of(DateMention, limit) if d.start <= opening.end() + 6), None)


def _place(doc: Document, sentence: Sentence, after: int) -> PlaceMention | None:
    """Return the place that "tại" or "in" names after a title."""
    for place in doc.of(PlaceMention, Sentence(0, 0, after, sentence.end)):
        before = doc.norm[max(after, place.start - 12) : place.start]
        if re.search(r"\b(?:tại|ở|in|at)\s(?:thủ đô )?\Z", before):
            return place
    return None


def _garbled_subject(
    doc: Document, sentence: Sentence, signing: re.Match[str]
) -> tuple[Repair, ...]:
    """Record that an agreement stands where the signatories should: an agreement cannot sign."""
    head = re.compile(r"[^,;]*?,\s").match(doc.norm, sentence.start, signing.start())
    start = head.end() if head else sentence.start
    kind = KIND.match(doc.norm, start, signing.start())
    active = re.search(r"\b(?:được|do|was|were|is|been)\b", doc.norm[start : signing.start()])
    if kind is None or active:
        return ()
    end = signing.start()
    while end > start and doc.norm[end - 1] == " ":
        end -= 1
    if doc.norm[start:end].endswith(" đã"):
        end -= 3
    span = Span(start, end)
    return (
        Repair(doc.text[start:end], "", "an agreement cannot sign: who signed is unclear", span),
    )


def _group(
    doc: Document,
    found: Found,
    sentence: Sentence,
    group: re.Match[str],
    default: tuple[Party, ...],
    when: _When,
    members: list[ClaimRef],
) -> None:
    """Add the OpenSet of a counted group."""
    norm = doc.norm
    word = group["count"]
    count = WORDS.get(word) or int(word)
    begin = group.end("count")
    stop = re.compile(
        r"[:;.(\"]|\sv\.\s?v|\s(?:on (?=\w+ \d)|in (?=\d)|ngày|vào|tại|đã|được|were|was|have|during|nhân)\b|,\s(?=trong đó|gồm|bao gồm|including)"
    ).search(norm, begin, sentence.end)
    end = min(stop.start() if stop else sentence.end, sentence.end)
    while norm[begin] in " \n":
        begin += 1
    while end > begin and norm[end - 1] in " .,;:":
        end -= 1
    who = parties(doc, sentence, begin, end) or default
    if count < 2 or len(who) != 2:
        return
    listed = [m for m in members if found.claims[m.number].spans[0].start > group.start()]
    values: dict[str, tuple[Value, ...]] = {
        "memberKind": (lgn("Agreement"),),
        "party": tuple(p.value for p in who),
        "declared": (count,),
        "title": (" ".join(doc.text[begin:end].split()),),
        "complete": (len(listed) == count,),
        **({"member": tuple(listed)} if listed else {}),
        **when.values(),
    }
    span = Span(group.start(), end)
    spans = (span,) if when.date is None else (span, when.date.span)
    found.add(Claim("OpenSet", values, spans, "agreements.group", repairs=inferred(doc, when.date)))
