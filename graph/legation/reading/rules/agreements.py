"""Agreements that were signed: by name, in lists, in counted groups; and their entry into force.

Only what is told as signed is read: planned agreements, negotiations and mere mentions are not.
A title says its parties itself ("giữa Bộ X nước A và Bộ Y nước B"), else the subject of the
sentence does. The date is the one stated with the signing, else that of the visit on which it
took place, else the year that frames the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Repair, Span
from legation.reading import dates
from legation.reading.document import DateMention, Document, Found, PlaceMention, Sentence
from legation.reading.rules.instruments import KIND, Party, kind_of, parties
from legation.reading.rules.trade import inferred
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
_COUNT_WORDS = "|".join(w for w in WORDS if w not in {"a"})
_GROUP = re.compile(
    rf"(?P<count>\b\d{{1,3}}|\b(?:{_COUNT_WORDS}))\s{{1,3}}(?:(?:[\w-]+\s{{1,3}}(?:and\s{{1,3}})?){{0,5}}?)(?=(?:{KIND.pattern.replace('?P<', '?P<g_')}))"
)
_MANY = re.compile(
    r"\b(?:các|những|nhiều|một số|hàng loạt|hàng chục|hàng trăm|several|many|some|a number of|a series of|numerous|various|dozens of|both|these|those|all)\s(?:[\w-]+\s){0,3}\Z"
)
_ITEM_START = re.compile(
    r"(?:\A|[,;:(\"]|\b(?:và|and|một|bản|các văn kiện|a|an|the|gồm|như|của|cùng|là|tắt|kết|signed|of|lễ|ký|kí|chính thức|việc)\b)[\s\"]*\Z"
)
_EN_TITLE = re.compile(
    r"(?:\b(?:a|an|the|signed|and)\s|[,;:]\s|\")(?P<words>(?:(?!(?:a|an|the|signed|and)\s)[\w'/-]+\s){0,7})\Z"
)
_TITLE_END = re.compile(
    r"[,;:.()\"]|\s(?:vào ngày|vào|ngày|tháng|năm|tại|ở|nhân|trong chuyến|trong khuôn khổ|dưới sự|với sự|trước sự|đã|được|có hiệu lực|"
    r"cùng với|giữa lúc|on (?=\w+ \d)|in (?=\d|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"during|at|following|as well as|which|was|were|has|have|after|with (?=the|\w+ (?:in|on|during)))\b"
)
_JOINED = re.compile(r"\s(?:và|and)\s(?:an?\s|một\s|the\s)?")
_NEXT = re.compile(
    rf"(?:(?:[,;]|\s(?:và|and)\b)\s{{0,3}}(?:(?:và|and|an?|the|một)\s)?(?:\d{{1,3}}\s)?(?:[\w/-]+\s){{0,5}}?)(?=(?:{KIND.pattern.replace('?P<', '?P<n_')}))"
)
_NEXT_VI = re.compile(
    rf"(?:[,;]|\s(?:và|cùng)\b)\s{{0,3}}(?:(?:và|một|\d{{1,3}})\s)?(?=(?:{KIND.pattern.replace('?P<', '?P<n_')}))"
)
_QUOTED = re.compile(r"\"([^\"]{8,300})\"")
_ON_VISIT = re.compile(
    r"(?:trong|nhân|dịp)[^,.;]{0,12}(?:chuyến thăm|dịp này|chuyến đi)|during (?:the|this|his|her|that) (?:\w+ )?(?:visit|trip)|on (?:this|the) occasion"
)
_FORCE = re.compile(r"(?:có|bắt đầu có|đi vào) hiệu lực|(?:came|entered|comes|enters|will enter|enter) into (?:force|effect)|took effect")
_CONDITION = re.compile(r"\b(?:sau khi|khi|nếu|đợi|chờ|until|once|when|if|after)\b[^,;]*\Z")
_FUTURE = re.compile(r"\b(?:sẽ|dự kiến|will|expected)\b[^,;]{0,30}\Z")
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


@dataclass(frozen=True, slots=True)
class _Title:
    """A title by its place in the text."""

    start: int
    end: int


def read(doc: Document, found: Found) -> None:
    """Add an Agreement and its signature for each signed title, an OpenSet for counted groups."""
    for sentence in doc.sentences:
        if KIND.search(doc.norm, sentence.start, sentence.end) is None:
            continue
        signing = _signing(doc, sentence)
        if signing is not None:
            _signed(doc, found, sentence, signing)
        _in_force(doc, found, sentence)


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
    groups = [
        g
        for g in _GROUP.finditer(norm, signing.end(), sentence.end)
        if not _MANY.search(norm, signing.end(), g.start())
    ]
    titles = list(_titles(doc, signing.end(), sentence.end, groups))
    subject = (sentence.start, signing.start())
    if not titles and not groups:
        titles = list(_passive(doc, sentence, signing))
        subject = (sentence.start, sentence.end)
    if not titles and not groups:
        return
    default = _parties(doc, sentence, signing, *subject)
    when = _when(doc, found, sentence, signing)
    garbled = _garbled_subject(doc, sentence, signing) if subject[1] == signing.start() else ()
    refs = []
    for title in titles:
        ref = _agreement(doc, found, sentence, title, default, when, garbled)
        if ref is not None:
            refs.append(ref)
    for group in groups:
        _group(doc, found, sentence, group, default, when, refs if len(groups) == 1 else [])


def _parties(
    doc: Document, sentence: Sentence, signing: re.Match[str], start: int, end: int
) -> tuple[Party, ...]:
    """Return who signed: the subject, the subject with whom, or the two the text is about."""
    if found := parties(doc, sentence, start, end):
        return found
    whole = parties(doc, sentence, sentence.start, sentence.end)
    if whole or (end != signing.start()):
        return whole
    two = doc.pair
    return (Party(two[0]), Party(two[1])) if two else ()


def _titles(
    doc: Document, start: int, end: int, groups: list[re.Match[str]]
) -> Iterator[_Title]:
    """Yield the titles of single agreements in a stretch, those of a counted group left out."""
    norm, reached = doc.norm, start
    for quoted in _QUOTED.finditer(norm, start, end):
        if kind_of(norm, quoted.start(1), quoted.end(1)):
            yield _Title(quoted.start(1), quoted.end(1))
            reached = quoted.end()
    for kind in KIND.finditer(norm, reached, end):
        if kind.start() < reached:
            continue
        group = next((g for g in groups if g.start() <= kind.start()), None)
        near = max((g for g in groups if g.start() <= kind.start()), key=lambda g: g.start(), default=None)
        if group is not None and near is not None:
            colon = norm.find(":", near.end(), end)
            if colon < 0 or kind.start() < colon:
                continue
        begin = kind.start()
        before = norm[max(start, begin - 80) : begin]
        if doc.language == "en":
            lead = _EN_TITLE.search(before)
            if lead is None:
                continue
            begin -= len(lead["words"])
        elif not _ITEM_START.search(norm[max(start - 12, begin - 24) : begin]):
            continue
        if _MANY.search(norm[max(start, begin - 60) : begin]) or _plural(kind[0]):
            continue
        stop = _title_end(doc, kind.end(), end)
        yield _Title(begin, stop)
        reached = stop


def _title_end(doc: Document, start: int, end: int) -> int:
    """Return where a title ends: at a stop of its own, or where the next one begins."""
    norm = doc.norm
    semicolon = norm.find(";", start, end)
    listed = semicolon >= 0 or norm[:start].rfind(";", max(0, start - 400)) > norm.rfind("\n", 0, start)
    after = (_NEXT_VI if doc.language == "vi" else _NEXT).search(norm, start, end)
    limit = min(x for x in (semicolon if semicolon >= 0 else end, after.start() if after else end, end))
    if listed:  # between semicolons commas belong to the title
        mark = re.search(r"[(\"]|\.\s{0,3}\Z", norm[start:limit])
        return start + mark.start() if mark else limit
    stop = _TITLE_END.search(norm, start, limit)
    return stop.start() if stop else limit


def _plural(word: str) -> bool:
    return word.endswith("s") and word not in {"s"} or word in {"memoranda", "treaties"}


def _passive(doc: Document, sentence: Sentence, signing: re.Match[str]) -> Iterator[_Title]:
    """Yield the title that was signed: "Hiệp định ... được ký ngày ...", "... was signed"."""
    norm = doc.norm
    kind = KIND.search(norm, sentence.start, signing.start())
    if kind is None or _plural(kind[0]):
        return
    begin = kind.start()
    if doc.language == "en":
        lead = _EN_TITLE.search(norm[max(0, sentence.start - 1) : begin] if begin > sentence.start else "")
        if lead is None and begin - sentence.start > 40:
            return
        begin = begin - len(lead["words"]) if lead else sentence.start
    elif norm[sentence.start : begin].strip(" \"-+") not in {"", "bản", "ngoài ra,"}:
        return
    stop = re.search(r"\s(?:đã|được|do|ký|was|were|is|has|have|that|signed|between)\b|[,(]", norm[kind.end() : signing.start()])
    yield _Title(begin, kind.end() + stop.start() if stop else signing.start())


def _when(
    doc: Document, found: Found, sentence: Sentence, signing: re.Match[str]
) -> _When:
    """Return the date of the signing for titles that have none of their own."""
    norm = doc.norm
    in_sentence = doc.of(DateMention, sentence)
    before = [d for d in in_sentence if d.end <= signing.start()]
    after = [d for d in in_sentence if d.start >= signing.end() and norm[d.start - 1] != "("]
    after = [d for d in after if not re.search(r"(?:giai đoạn|thời kỳ|period|for|hiệu lực|into force)[^,;]{0,14}\Z", norm[: d.start][-30:])]
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
    beside = [
        c for c in found if c.kind == "Visit" and doc.sentence_at(c.spans[0].start) == home
    ]
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
    title: _Title,
    default: tuple[Party, ...],
    when: _When,
    garbled: tuple[Repair, ...],
) -> ClaimRef | None:
    """Add one agreement and its signature."""
    norm = doc.norm
    end = title.end
    while end > title.start and norm[end - 1] in " .,;:\"":
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
    opening = re.compile(r"[\s\"]{0,3}\((?:ký |signed |in |on |ngày )?\s?").match(doc.norm, start, end)
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
    return (Repair(doc.text[start:end], "", "an agreement cannot sign: who signed is unclear", span),)


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
    stop = re.compile(r"[:;.(]|,\s(?=trong đó|gồm|bao gồm|including)").search(norm, begin, sentence.end)
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


def _in_force(doc: Document, found: Found, sentence: Sentence) -> None:
    """Add the entry into force that a sentence states of an agreement it names."""
    norm = doc.norm
    force = _FORCE.search(norm, sentence.start, sentence.end)
    if force is None:
        return
    kind = KIND.search(norm, sentence.start, force.start())
    before = norm[sentence.start : force.start()]
    date = next((d for d in doc.of(DateMention, sentence) if 0 <= d.start - force.end() <= 24), None)
    if kind is None or date is None or _CONDITION.search(before):
        return
    ref = _known(doc, found, sentence, kind)
    if ref is None:
        return
    later = _FUTURE.search(before) or "will" in force[0]
    values: dict[str, tuple[Value, ...]] = {
        "agreement": (ref,),
        "action": (concept("action", "entry-into-force"),),
        "edtf": (date.edtf,),
    }
    if later:
        values["status"] = (concept("status", "planned"),)
    span = Span(kind.start(), date.end)
    found.add(Claim("TreatyAction", values, (span,), "agreements.force", repairs=inferred(doc, date)))


def _known(
    doc: Document, found: Found, sentence: Sentence, kind: re.Match[str]
) -> ClaimRef | None:
    """Return the agreement a sentence names: one read before, else a new claim of it."""
    what = concept("agreement", str(kind.lastgroup).replace("n_", "").replace("_", "-"))
    who = parties(doc, sentence, kind.start(), sentence.end) or parties(
        doc, sentence, sentence.start, sentence.end
    )
    values = {p.value for p in who}
    stop = _TITLE_END.search(doc.norm, kind.end(), sentence.end)
    end = stop.start() if stop else kind.end()
    for number, claim in reversed(list(enumerate(found.claims))):
        if claim.kind == "Agreement" and claim.one("agreementKind") == what:
            same = set(claim.values["party"]) == values
            near = not values and 0 <= kind.start() - claim.spans[0].end < 600
            inside = claim.spans[0].start <= kind.start() < claim.spans[0].end
            if same or near or inside:
                return ClaimRef(number)
    if len(who) != 2 or end - kind.end() < 4:
        return None
    return found.add(
        Claim(
            "Agreement",
            {
                "party": tuple(p.value for p in who),
                "agreementKind": (what,),
                "title": (" ".join(doc.text[kind.start() : end].split()),),
            },
            (Span(kind.start(), end),),
            "agreements.named",
        )
    )
