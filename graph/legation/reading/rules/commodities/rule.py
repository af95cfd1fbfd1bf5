"""Goods that one state sells to another: lists of them, open or complete, and their shares.

A list follows a word of export or import, after a sign ("là", "gồm", "include", a colon) or at
once ("exports rice, tea and coffee to Peru"). Names of states and their prepositions are taken
out of it, so that a list scrambled by machine translation still gives its goods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import AmountMention, DateMention, Document, Found, Sentence
from legation.reading.rules.commodities import goods, list_starts, supplies
from legation.reading.rules.commodities.goods import PARENTHESIS, Item
from legation.reading.rules.trade.flows import Cue, both, cues, direction, parties_named
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import concept, lgn, state

_VERBAL = re.compile(
    r"(?:tham gia|tăng cường|mở rộng|thúc đẩy|hợp tác|phát triển|xây dựng|tạo|nâng|đẩy mạnh|hỗ trợ|tổ chức|khuyến khích|"
    r"trao đổi|thực hiện|triển khai|đầu tư|du lịch|dịch vụ|vận tải|tiếp tục|ký|nhất là|đặc biệt|investment|tourism|services|"
    r"cooperation|expand|promote|develop|increase|encourage|especially)\b"
)
_FIELDS = re.compile(
    r"lĩnh vực|hợp đồng|hiệp định|thỏa thuận|\b(?:fields?|areas?|sectors?|contracts?|agreements?)\b"
)
_SHARE = re.compile(r"chiếm|accounting for|accounts? for|made? up|making up|%\s+(?:of|tổng)")
#: Goods that one side only wishes to sell, or may not.
_WISH = {
    "vi": re.compile(
        r"\bmuốn\b|đề nghị|tạo điều kiện|tiềm năng|thế mạnh|xem xét|nhu cầu|có thể|cấm|nghị định thư|\bvay\b|tín dụng|viện trợ"
    ),
    "en": re.compile(
        r"\b(?:hope\w*|wish\w*|interest\w*|like|want\w*|could|may|potential|bans?|banned|banning|protocols?|proposed|allow\w*|credits?|loans?|grants?)\b"
    ),
}
_MAIN = r"\s(?:chủ yếu|mainly|mostly|chiefly|primarily|largely|principally)\s"
_MAINLY, _MAINLY_TO = re.compile(_MAIN), re.compile(rf"{_MAIN}\Z")
#: A label that names no state: "Hàng xuất:", "Main imports:".
_LABEL = re.compile(r"[^.;,:]{0,40}(?::|\s(?:là|gồm|gồm có|bao gồm|chủ yếu|are|include)\b)")
_ECONOMY = re.compile(r"\b(?:gdp|gnp|dân số|lạm phát|population|inflation|thế giới|the world)\b")
_ARE = re.compile(
    r"\s(?:là|được|are|were|remain(?:ed)?|account(?:ed)? for|made? up|dominated?|top(?:ped)?)\s(?=[^,.;:]{0,60}\Z)"
)
#: How far a good may be told whose it is: "rice and tea from A are exported to B".
_OWNED = re.compile(r"\b(?:của|từ|from|of) (?:[^\W\d]+ ){0,2}\Z")
#: How many sentences back a figure of trade makes clear whose goods an unnamed list tells.
_BACK = 5
#: How many sentences on a list may go on with the one that acted ("A exports: ... Imports: ...").
_NEXT = 2


def read(doc: Document, found: Found) -> None:
    """Add an OpenSet for each list of goods, and an Observation for each share stated in it.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos exports tea, coffee and rice to Peru."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [m.text for c in found for m in c.values["member"]]
    ['tea', 'coffee', 'rice']
    """
    pairs = Pairs.of(doc)
    before: _Reader | None = None
    for sentence in doc.sentences:
        reader = _Reader(doc, found, pairs, sentence)
        if before is not None and sentence.number - before.sentence.number <= _NEXT:
            reader.acted = before.actor
        reader.read()
        reader.single()
        before = reader if reader.actor else before
        for claim in supplies.read(doc, sentence, pairs):
            found.add(claim)


@dataclass(slots=True)
class _Reader:
    """Reads the lists of one sentence.

    ``actor`` is the state that acted in the clause before, ``acted`` in the sentence before.
    """

    doc: Document
    found: Found
    pairs: Pairs
    sentence: Sentence
    actor: str = ""
    acted: str = ""

    def read(self) -> None:
        """Add the lists of each flow the sentence names."""
        norm, span = self.doc.norm, (self.sentence.start, self.sentence.end)
        for note in PARENTHESIS.finditer(norm, *span):
            self._aside(Span(note.start() + 1, note.end() - 1))
        inside = [m.span() for m in PARENTHESIS.finditer(norm, *span)]
        flows = [
            c
            for c in cues(self.doc, *span)
            if c.kind in {"export", "import"} and not any(a < c.start < b for a, b in inside)
        ]
        if flows and self._subject(flows[0]):
            return
        for place, cue in enumerate(flows):
            begin = flows[place - 1].end if place else self.sentence.start
            end = self.sentence.end
            if place + 1 < len(flows):
                end = flows[place + 1].start
                cut = list_starts.own_start(self.doc, flows[place + 1], Span(cue.end, end))
                end = cut if cut > cue.end + 1 else end
            self._clause(cue, Span(begin, end))

    def _aside(self, note: Span) -> None:
        """Add the lists of a clause in parentheses: "(A exports rice and buys fish from B)"."""
        flows = [c for c in cues(self.doc, note.start, note.end) if c.kind in {"export", "import"}]
        if not flows or self.doc.of(AmountMention, Sentence(0, 0, note.start, note.end)):
            return
        if parties_named(self.doc, note.start, flows[-1].start):
            stops = [*(list_starts.own_start(self.doc, c, note) for c in flows[1:]), note.end]
            starts = [note.start, *(c.end for c in flows)]
            for cue, begin, end in zip(flows, starts, stops, strict=False):
                self._clause(cue, Span(begin, end))

    def single(self) -> None:
        """Add the one known good that a figure of the sentence is about ("exports of rice to ...")."""
        span = Span(self.sentence.start, self.sentence.end)
        listed = {m for c in self.found.within("OpenSet", span) for m in c.values.get("member", ())}
        for claim in self.found.within("Observation", span):
            good = claim.one("commodity")
            if claim.rule not in {"trade.export", "trade.import"} or good in listed:
                continue
            if isinstance(good, Named) and good.known:
                values: dict[str, tuple[Value, ...]] = {
                    "memberKind": (lgn("Commodity"),),
                    "exporter": claim.values["exporter"],
                    "importer": claim.values["importer"],
                    "member": (good,),
                    "complete": (False,),
                }
                self.found.add(Claim("OpenSet", values, claim.spans[:1], "commodities.single"))

    def _clause(self, cue: Cue, clause: Span) -> None:
        doc, norm = self.doc, self.doc.norm
        sign = list_starts.sign(norm, cue, clause)
        bare = list_starts.copula(doc, cue, clause) if sign is None else None
        sign = sign if bare is None else bare
        first = sign if sign is not None else cue.end
        own = list_starts.own_start(doc, cue, clause)
        until = first if sign is not None else clause.end
        exporter, importer = direction(doc, cue, own, until, self.actor)
        if sign is not None and not (exporter and importer):
            more = direction(doc, cue, cue.end, clause.end)
            exporter, importer = exporter or more[0], importer or more[1]
        unnamed = not self.actor and not parties_named(doc, own, clause.end)
        if unnamed and _LABEL.match(norm, cue.end, clause.end):
            exporter, importer = self._told(cue)
        self.actor = (exporter if cue.kind == "export" else importer) or self.actor
        ends = self.pairs.completed(self.sentence, exporter, importer)
        wish = _WISH[doc.language].search(norm, max(self.sentence.start, own - 40), cue.start)
        towards = importer if cue.kind == "export" else exporter
        if ends is None or wish or not (towards or self._is_between(ends)):
            return
        noted = list_starts.noted(doc, cue, clause) if sign is None else None
        if noted is not None:
            sign, first, clause = noted.start, noted.start, noted
        items, complete = goods.items(doc, first, clause.end)
        if not items or (sign is None and not _plain_list(doc, cue, items, clause.end)):
            return
        members = [goods.named(doc, item) for item in items]
        loose = first >= 4 and norm[first - 4 : first] in {"with", " với"}
        if loose and not any(m.known for m in members):
            return
        if bare is not None and 2 * len([m for m in members if m.known]) < len(members):
            return
        date = _date(doc, own, items[0].start)
        self._add(ends, items, members, cue, complete=complete, date=date)

    def _subject(self, cue: Cue) -> bool:
        """Read "rice and tea are the main exports of A to B": the list comes first."""
        doc, sentence = self.doc, self.sentence
        verb = _ARE.search(doc.norm, sentence.start, cue.start)
        if verb is None:
            return False
        named = parties_named(doc, sentence.start, verb.start())
        if named and not _OWNED.search(doc.norm, sentence.start, named[0].start):
            return False
        items, _ = goods.items(doc, sentence.start, verb.start())
        members = [goods.named(doc, item) for item in items]
        if len(members) < 2 or not any(m.known for m in members):
            return False
        ends = direction(doc, cue, named[0].start if named else verb.start(), sentence.end)
        told = self.pairs.completed(sentence, *ends)
        if told is not None:
            self._add(told, items, members, cue, complete=False)
        return told is not None

    def _add(
        self,
        ends: tuple[str, str],
        items: list[Item],
        members: list[Named],
        cue: Cue,
        *,
        complete: bool,
        date: DateMention | None = None,
    ) -> None:
        values: dict[str, tuple[Value, ...]] = {
            "memberKind": (lgn("Commodity"),),
            "exporter": (state(ends[0]),),
            "importer": (state(ends[1]),),
            "member": tuple(dict.fromkeys(members)),
            "complete": (complete,),
        }
        if date is not None:
            values["edtf"] = (date.edtf,)
        span = Span(min(cue.start, items[0].start), max(cue.end, items[-1].end))
        self.found.add(Claim("OpenSet", values, (span,), "commodities.list"))
        for item, member in zip(items, members, strict=True):
            for claim in _shares(self.doc, self.pairs, item, member):
                self.found.add(claim)

    def _is_between(self, ends: tuple[str, str]) -> bool:
        """Tell whether goods go between two states, and not from one to the whole world.

        A sentence that names only one of them goes on with the trade told just before.
        """
        doc, sentence = self.doc, self.sentence
        span = sentence.start, sentence.end
        named = {s.code for s in parties_named(doc, *span)}
        return named >= set(ends) or both(doc, *span) or bool(self._before())

    def _before(self) -> list[Claim]:
        """Return what was told of trade in this sentence and the few before it."""
        doc, number = self.doc, self.sentence.number
        back = Span(doc.sentences[max(0, number - _BACK)].start, self.sentence.end)
        told = self.found.within("Observation", back), self.found.within("OpenSet", back)
        return [c for found in told for c in found if c.rule.startswith(("trade.", "commodities."))]

    def _told(self, cue: Cue) -> tuple[str, str]:
        """Return whose list it is where it names nobody: that of the trade told just before.

        "Our" exports are meant where the document speaks for a state, else those of the state
        whose exports were told last.
        """
        doc = self.doc
        if _ECONOMY.search(doc.norm, self.sentence.start, self.sentence.end):
            return "", ""
        told = self._before()
        if not told or doc.pair is None or not self.pairs.focused:
            return "", ""
        actor = doc.we if doc.we in doc.pair else ""
        for claim in reversed(told):
            if not actor and claim.rule in {"trade.export", "trade.import"}:
                side = "exporter" if claim.rule == "trade.export" else "importer"
                actor = next((c for c in doc.pair if state(c) == claim.one(side)), "")
        actor = actor or (self.acted if self.acted in doc.pair else "")
        return (actor, "") if cue.kind == "export" else ("", actor)


def _plain_list(doc: Document, cue: Cue, items: list[Item], stop: int) -> bool:
    """Tell whether what follows a flow at once is a list of goods and no other enumeration."""
    if any(a.unit not in {"", "%"} for a in doc.of(AmountMention, Sentence(0, 0, cue.end, stop))):
        return False
    sentence = doc.sentence_at(cue.start)
    if _FIELDS.search(doc.norm, sentence.start, cue.start):
        return False
    if any(_VERBAL.match(doc.norm, i.start, i.end) for i in items):
        return False
    mainly = _MAINLY.match(doc.norm, cue.end, stop)
    before = _MAINLY_TO.search(doc.norm, sentence.start, cue.start)
    return len(items) >= 2 or (mainly or before) is not None


def _date(doc: Document, start: int, end: int) -> DateMention | None:
    """Return the period a list is dated to, if its clause gives one."""
    return next(iter(doc.of(DateMention, Sentence(0, 0, start, max(start, end)))), None)


def _shares(doc: Document, pairs: Pairs, item: Item, member: Named) -> Iterator[Claim]:
    """Yield "(85 % of what A imports from B)": an Observation without a value."""
    if item.note is None or not _SHARE.search(doc.norm, item.note.start, item.note.end):
        return
    note = Sentence(0, 0, item.note.start, item.note.end)
    percent = next((a for a in doc.of(AmountMention, note) if a.unit == "%"), None)
    cue = next((c for c in cues(doc, note.start, note.end) if c.kind in {"export", "import"}), None)
    if percent is None or cue is None:
        return
    ends = pairs.completed(doc.sentence_at(item.start), *direction(doc, cue, cue.start, note.end))
    if ends is None:
        return
    values: dict[str, tuple[Value, ...]] = {
        "measure": (concept("measure", "trade"),),
        "flow": (concept("flow", "export"),),
        "exporter": (state(ends[0]),),
        "importer": (state(ends[1]),),
        "commodity": (member,),
        "share": (percent.value,),
        "shareOf": (concept("flow", cue.kind),),
        "status": (concept("status", "actual"),),
        "asWritten": (doc.text[percent.start : percent.end],),
    }
    if cue.kind == "import":
        values["worded"] = (concept("flow", "import"),)
    if percent.approximate:
        values["approximate"] = (True,)
    yield Claim("Observation", values, (Span(item.start, note.end),), "commodities.share")
