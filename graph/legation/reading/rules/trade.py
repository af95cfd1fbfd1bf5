"""Trade in goods between two states: turnover, exports, imports, balance, growth, ratios.

An amount of money belongs to the nearest word of trade before it in its sentence ("xuất khẩu của
A sang B đạt ..."), or right after it ("10 million USD in two-way trade"). Money that another word
claims (investment, aid, a contract) is left alone, and so are differences ("up by 5 million").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Repair, Span
from legation.reading import dates
from legation.reading.document import (
    AmountMention,
    DateMention,
    Document,
    Found,
    Mention,
    Sentence,
    StateMention,
)
from legation.reading.rules.flows import (
    Cue,
    both,
    completed,
    cues,
    direction,
    pair_between,
    parties_named,
    partner,
    two_before,
)
from legation.terms import Iri, concept, state

_MONEY = frozenset({"USD", "EUR", "RUB", "CNY", "JPY", "GBP", "VND"})
_GROWS = r"tăng(?: trưởng)?|gia tăng|up|increas\w+|rise[ns]?|rose|rising|grew|grow\w*|gain\w*|climb\w*|jump\w*|surg\w+"
_FALLS = r"giảm|sụt(?: giảm)?|down|decreas\w+|fell|falls?|falling|drop\w*|declin\w+|slump\w*|shr[aiu]nk"
_CHANGE = re.compile(
    rf"\b(?:(?P<up>{_GROWS})|(?P<down>{_FALLS}))\b(?:\s{{1,3}}(?:by|of|thêm|khoảng|gần|hơn|tới|đến|trên|về|nearly|about|around|over|more than|a|an|some|mạnh)){{0,3}}\s{{0,3}}\Z"
)
_CHANGE_AFTER = re.compile(
    rf"\s{{0,3}}(?:year-on-year |annual )?(?P<up>increase|rise|growth|jump|surge)|\s{{0,3}}(?P<down>decrease|fall|drop|decline)"
)
_UP_TO = re.compile(r"(?:lên|đạt|tới|reach\w*|hit\w*|total\w*|\bto\b|stood at)")
_AGAINST = re.compile(
    r"(?:so với|so sánh với|compared (?:with|to)|than|against|over|from|year-on-year|up on|\bon)(?:\s{1,3}(?:mức|con số|the|that of|cả|the figure (?:in|of)|in|of|của|trong))*\s{0,3}\Z"
)
_SINCE = re.compile(r"(?:từ|kể từ|từ khi|từ sau|since|after|before|trước|hồi|vào ngày)[^,;]{0,40}\Z")
_APART = re.compile(r"[,;.:)]|\b(?:và|and|trong đó|of which|while)\b")
_TRADE_AFTER = re.compile(r"\s{1,3}(?:worth )?(?:of|in|for|from)\s{1,3}(?:[\w'-]+\s{1,3}){0,3}")
_AUTHORITY = re.compile(
    r"\b(?:theo(?: các)? (?:con số|số liệu|thống kê|tài liệu|nguồn)|số liệu|according to|statistics|figures|data)\b[^,;.]{0,60}"
)
_FORECAST = re.compile(
    r"\bsẽ\b|dự kiến|dự báo|phấn đấu|mục tiêu|hướng tới|kỳ vọng|cam kết|mong muốn|quyết tâm|nhằm đạt|nhằm đưa|có thể đạt|"
    r"\b(?:will|would|expected|expects?|forecast|targets?|aim(?:s|ed|ing)?|goal|projected|hopes?|striv\w+|set to|plans?|seeks?|potential|could)\b"
)
_ESTIMATE = re.compile(r"\bước(?: tính| đạt)?\b|tạm tính|\bestimated?\b|\bestimates\b")
_AND = re.compile(r"\s{0,3},?\s{0,3}(?:và|and)\s[^,;]{0,12}\Z")
_YEARLY = re.compile(r"(?:hàng|hằng|mỗi) năm|annually|per year|a year|each year|every year")
_TOTAL = re.compile(
    r"(?:tổng )?kim ngạch (?:xuất|nhập) khẩu (?:của )?cả nước|ra (?:thế giới|nước ngoài)|total (?:national )?(?:exports|imports)|worldwide|to the world"
)


@dataclass(frozen=True, slots=True)
class _Flow:
    """Which flow, between whom: exporter and importer, or two parties."""

    kind: str
    first: str
    second: str
    worded: str = ""

    def values(self) -> dict[str, tuple[Value, ...]]:
        """Return the flow in the words of the ontology."""
        ends = (state(self.first), state(self.second))
        if self.kind in {"turnover", "balance"}:
            return {"flow": (concept("flow", self.kind),), "party": ends}
        said = {"worded": (concept("flow", "import"),)} if self.kind == "import" else {}
        return {
            "flow": (concept("flow", "export"),),
            **said,
            "exporter": ends[:1],
            "importer": ends[1:],
        }


def read(doc: Document, found: Found) -> None:
    """Add an Observation for each figure of trade between two states."""
    last: tuple[Sentence, _Flow] | None = None
    for sentence in doc.sentences:
        amounts = doc.of(AmountMention, sentence)
        if not any(a.unit in _MONEY or a.unit == "times" for a in amounts):
            continue
        reader = _Reader(doc, sentence, amounts, last)
        for claim in reader.figures():
            found.add(claim)
        for claim in reader.ratios():
            found.add(claim)
        if reader.last is not None:
            last = (sentence, reader.last)


class _Reader:
    """Reads one sentence; remembers the flow that the next sentence may take up."""

    def __init__(
        self,
        doc: Document,
        sentence: Sentence,
        amounts: tuple[AmountMention, ...],
        before: tuple[Sentence, _Flow] | None,
    ) -> None:
        self.doc, self.sentence, self.amounts = doc, sentence, amounts
        self.money = [a for a in amounts if a.unit in _MONEY]
        self.cues = cues(doc, sentence.start, sentence.end)
        self.dates = doc.of(DateMention, sentence)
        self.authority = _authority(doc, sentence)
        near = before is not None and sentence.number - before[0].number <= 2
        self.earlier = before[1] if before and near else None
        self.last: _Flow | None = None
        self.actor = ""

    def figures(self) -> Iterator[Claim]:
        """Yield one claim for each amount of money that is trade between two states."""
        for place, amount in enumerate(self.money):
            start = self.money[place - 1].end if place else self.sentence.start
            if self._is_difference(amount):
                continue
            flow, cue = self._flow(amount, start)
            if flow is None:
                continue
            self.last = flow
            yield self._claim(amount, flow, cue, start)

    def ratios(self) -> Iterator[Claim]:
        """Yield a claim for "five times the exports of A to B": a ratio without a value."""
        doc = self.doc
        for times in (a for a in self.amounts if a.unit == "times"):
            below = next((c for c in self.cues if 0 <= c.start - times.end <= 20), None)
            above = next((c for c in reversed(self.cues) if c.end <= times.start), None)
            if below is None or above is None or {below.kind, above.kind} & {"other", "again"}:
                continue
            end = self._clause_end(below)
            pair = pair_between(doc, below.start, end) or pair_between(
                doc, self.sentence.start, times.start
            )
            if pair is None:
                continue
            flow = _Flow("balance" if above.kind == "balance" else above.kind, *pair)
            if flow.kind in {"export", "import"}:
                ends = completed(
                    doc, *direction(doc, above, self.sentence.start, times.start)
                )
                if ends is None:
                    continue
                flow = _Flow(flow.kind, *ends)
            word = doc.text[above.start : above.end]
            below_text = doc.text[below.start : end].rstrip(" ).,;")
            values: dict[str, tuple[Value, ...]] = {
                "measure": (concept("measure", "trade"),),
                **flow.values(),
                "ratio": (times.value,),
                "ratioOf": (f"{word} / {below_text}",),
                "status": (concept("status", "actual"),),
                "asWritten": (doc.text[times.start : times.end],),
            }
            yield Claim(
                "Observation",
                values,
                (Span(above.start, below.start + len(below_text)),),
                "trade.ratio",
            )

    def _flow(self, amount: AmountMention, start: int) -> tuple[_Flow | None, Cue | None]:
        """Return the flow an amount measures, and the word that says so."""
        cue = self._cue(amount)
        if cue is None or cue.kind == "other":
            return None, None
        if cue.kind == "again":
            return self.earlier, cue
        doc = self.doc
        repeated = cue.end <= start  # the word stands before an earlier amount: one flow, two figures
        if repeated and self.last is not None and not parties_named(doc, start, amount.start):
            return self.last, cue
        if _TOTAL.search(doc.norm, cue.start, amount.start):
            return None, cue
        if cue.kind in {"turnover", "balance"}:
            ends = self._pair(cue, amount)
        else:
            ends = self._ends(cue, amount, start)
        return (_Flow(cue.kind, *ends), cue) if ends else (None, cue)

    def _cue(self, amount: AmountMention) -> Cue | None:
        after = _TRADE_AFTER.match(self.doc.norm, amount.end, self.sentence.end)
        for cue in self.cues if after else ():
            if after and amount.end < cue.start <= after.end():
                return cue
        return next((c for c in reversed(self.cues) if c.end <= amount.start), None)

    def _pair(self, cue: Cue, amount: AmountMention) -> tuple[str, str] | None:
        """Return the two parties of a turnover or balance."""
        doc, first = self.doc, min(cue.start, amount.start)
        if found := pair_between(doc, cue.start, max(amount.start, cue.end)):
            return found
        before = parties_named(doc, self.sentence.start, first)
        after = parties_named(doc, cue.start, self._clause_end(cue, amount))
        named = [s.code for s in (*before, *after) if not self._is_authority(s)]
        codes = list(dict.fromkeys(named))
        if len(codes) == 2:
            return codes[0], codes[1]
        if self.earlier is not None:
            return self.earlier.first, self.earlier.second
        if codes:
            return (codes[-1], partner(doc, codes[-1])) if partner(doc, codes[-1]) else None
        return two_before(doc, self.sentence)

    def _ends(self, cue: Cue, amount: AmountMention, start: int) -> tuple[str, str] | None:
        """Return exporter and importer, filled from the context the text gives."""
        doc = self.doc
        clause = max(start, self._clause_start(cue))
        exporter, importer = direction(
            doc, cue, clause, max(amount.start, cue.end), self.actor, self.authority
        )
        if not (exporter and importer):
            later = direction(doc, cue, cue.end, self._clause_end(cue, amount), "", self.authority)
            exporter, importer = exporter or later[0], importer or later[1]
        acting = exporter if cue.kind == "export" else importer
        self.actor = acting or self.actor
        context = self.last or self.earlier
        if context is not None and {exporter, importer} - {""}:
            ends = {context.first, context.second}
            if not importer and exporter in ends:
                importer = next(iter(ends - {exporter}))
            elif not exporter and importer in ends:
                exporter = next(iter(ends - {importer}))
        if not exporter and not importer and context is not None:
            if doc.we not in {context.first, context.second}:
                return None
            other = context.second if context.first == doc.we else context.first
            exporter, importer = (doc.we, other) if cue.kind == "export" else (other, doc.we)
        if exporter and importer:
            return (exporter, importer) if exporter != importer else None
        if context is None and not both(doc, self.sentence.start, self.sentence.end):
            return None
        return completed(doc, exporter, importer)

    def _clause_start(self, cue: Cue) -> int:
        """Return where the clause of a cue begins: after the last cue or semicolon before it."""
        before = [c.end for c in self.cues if c.end <= cue.start and c.kind != "other"]
        semicolon = self.doc.norm.rfind(";", self.sentence.start, cue.start) + 1
        return max([self.sentence.start, semicolon, *before])

    def _clause_end(self, cue: Cue, amount: AmountMention | None = None) -> int:
        """Return where the clause of a cue ends: at the next cue or amount, or the sentence's end."""
        past = amount.end if amount is not None else cue.end
        stops = [c.start for c in self.cues if c.start >= past and c is not cue]
        stops += [a.start for a in self.money if a.start >= past]
        closing = self.doc.norm.find(")", past, self.sentence.end)
        return min([self.sentence.end, *stops, *([closing] if closing >= 0 else [])])

    def _clause_end_after(self, amount: AmountMention) -> int:
        """Return where the next figure begins."""
        return min([a.start for a in self.amounts if a.start >= amount.end] or [self.sentence.end])

    def _is_difference(self, amount: AmountMention) -> bool:
        before = self.doc.norm[max(self.sentence.start, amount.start - 40) : amount.start]
        return _CHANGE.search(before) is not None

    def _is_authority(self, mention: Mention) -> bool:
        return self.authority is not None and self.authority.start == mention.start

    def _claim(
        self, amount: AmountMention, flow: _Flow, cue: Cue | None, start: int
    ) -> Claim:
        doc = self.doc
        period = self._period(amount)
        growth, base, end = self._growth(amount)
        values: dict[str, tuple[Value, ...]] = {
            "measure": (concept("measure", "trade"),),
            **flow.values(),
            "value": (amount.value,),
            "multiplier": (amount.multiplier,),
            "unit": (amount.unit,),
            "status": (concept("status", self._status(amount, start, period)),),
            "asWritten": (doc.text[amount.start : amount.end],),
        }
        if period is not None:
            values["edtf"] = (period.edtf,)
        if amount.approximate:
            values["approximate"] = (True,)
        if growth is not None:
            values["growth"] = (growth,)
        if base is not None:
            values["growthBase"] = (base.edtf,)
        authority = self._authority_of(amount)
        if authority is not None:
            values["authority"] = (authority,)
        begin = min(amount.start, cue.start if cue is not None else amount.start)
        spans = [Span(begin, max(end, cue.end if cue is not None else 0))]
        if period is not None and not spans[0].start <= period.start < spans[0].end:
            spans.append(period.span)
        return Claim(
            "Observation",
            values,
            tuple(spans),
            f"trade.{flow.kind}",
            authority,
            inferred(doc, period),
        )

    def _authority_of(self, amount: AmountMention) -> Iri | None:
        here = self.authority is not None and self.authority.start < amount.start
        return state(self.authority.code) if here and self.authority is not None else None

    def _status(self, amount: AmountMention, start: int, period: DateMention | None) -> str:
        """Return actual, estimate or forecast; "A and B" shares one verb."""
        norm = self.doc.norm
        if start > self.sentence.start and _AND.search(norm, start, amount.start):
            start = self.sentence.start
        issued = self.doc.source.issued[:4]
        if _FORECAST.search(norm, start, amount.start) or (
            period is not None and issued and period.edtf[:4] > issued
        ):
            return "forecast"
        return "estimate" if _ESTIMATE.search(norm, start, amount.start) else "actual"

    def _period(self, amount: AmountMention) -> DateMention | None:
        """Return the period an amount goes for: stated after it, before it, or in the paragraph."""
        norm = self.doc.norm
        fitting = [d for d in self.dates if not _has_days(d) and d.basis != dates.BASE]
        reach = min(amount.end + 60, self._clause_end_after(amount))
        for date in fitting:
            gap = norm[amount.end : date.start].lstrip(" (")
            if amount.end <= date.start < reach and not (_APART.search(gap) or _AGAINST.search(gap)):
                return date
        for date in reversed([d for d in fitting if d.end <= amount.start]):
            before = norm[max(self.sentence.start, date.start - 60) : date.start]
            if not _AGAINST.search(before) and not _SINCE.search(before):
                return date
        if _YEARLY.search(norm, self.sentence.start, self.sentence.end):
            return None
        return dates.inherited(self.doc, self.sentence)

    def _growth(self, amount: AmountMention) -> tuple[Decimal | None, DateMention | None, int]:
        """Return growth in per cent and its base, if they belong to this amount; and their end."""
        norm = self.doc.norm
        flows = [c for c in self.cues if c.kind not in {"other", "again"}]
        until = min(
            [
                self.sentence.end,
                *(c.start for c in flows if c.start > amount.end + 30),
                *(m.start for m in self.money if m.start > amount.end),
            ]
        )
        for share in (a for a in self.amounts if a.unit == "%"):
            if amount.end <= share.start < until:
                sign = _sign(norm, share, self.sentence)
                if sign:
                    base = self._base(share, until)
                    return sign * share.value, base, base.end if base else share.end
            between = norm[share.end : amount.start]
            if share.end <= amount.start and len(between) < 70 and _UP_TO.search(between):
                sign = _sign(norm, share, self.sentence)
                taken = any(share.end <= a.start < amount.start for a in self.money)
                if sign and not taken and not any(share.end <= c.start < amount.start for c in flows):
                    return sign * share.value, self._base(share, amount.start), amount.end
        return None, None, amount.end

    def _base(self, share: AmountMention, until: int) -> DateMention | None:
        """Return the period a growth is measured against."""
        norm = self.doc.norm
        for date in self.dates:
            if share.end <= date.start <= min(until, share.end + 45):
                if date.basis == dates.BASE or _AGAINST.search(norm[share.end : date.start]):
                    return date
                return None
        return None


def _sign(norm: str, share: AmountMention, sentence: Sentence) -> int:
    """Return 1 for growth, -1 for a fall, 0 if a percentage is neither."""
    before = norm[max(sentence.start, share.start - 48) : share.start]
    match = _CHANGE.search(before) or _CHANGE_AFTER.match(norm, share.end, sentence.end)
    return 0 if match is None else 1 if match["up"] else -1


def _has_days(date: DateMention) -> bool:
    return len(date.edtf.partition("/")[0]) == 10


def _authority(doc: Document, sentence: Sentence) -> StateMention | None:
    """Return the state whose figures the sentence says it gives."""
    for match in _AUTHORITY.finditer(doc.norm, sentence.start, sentence.end):
        words = match[0]
        start = match.start() - (0 if words.startswith(("theo", "according", "số liệu")) else 30)
        for named in parties_named(doc, max(sentence.start, start), match.end()):
            between = doc.norm[match.start() : named.start] if named.start > match.start() else ""
            if not cues(doc, match.start(), max(named.start, match.start())) and "giữa" not in between:
                return named
    return None


def inferred(doc: Document, date: DateMention | None) -> tuple[Repair, ...]:
    """Return the record of a date whose year the text leaves to its context."""
    if date is None or date.basis not in {dates.PARAGRAPH, dates.LATEST}:
        return ()
    surface = doc.text[date.start : date.end]
    return (Repair(surface, date.edtf, date.basis, date.span),)
