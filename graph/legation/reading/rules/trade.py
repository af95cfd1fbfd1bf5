"""Trade in goods between two states: turnover, exports, imports, balance, growth, ratios.

An amount of money belongs to the nearest word of trade before it in its sentence ("xuất khẩu của
A sang B đạt ..."), or right after it ("10 million USD in two-way trade"). Money that another word
claims (investment, aid, a contract) is left alone, and so are differences ("up by 5 million").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading import dates
from legation.reading.document import AmountMention, DateMention, Document, Found, Mention, Sentence
from legation.reading.rules.figures import MONEY, Figures, inferred
from legation.reading.rules.flows import (
    Cue,
    both,
    completed,
    direction,
    pair_between,
    parties_named,
    partner,
    two_before,
)
from legation.reading.rules.wares import ware
from legation.terms import Iri, concept

#: For how many sentences a flow is remembered ("con số này").
_MEMORY = 2
_CONTEXT = frozenset({dates.PARAGRAPH, dates.BEFORE})
_TRADE_AFTER = re.compile(r"\s{1,3}(?:worth )?(?:of|in|on|for|from)\s{1,3}(?:[\w'-]+\s{1,3}){0,3}")
#: One kind of goods right after the word of a flow: "xuất khẩu gạo sang ...", "exports of rice to".
_GOODS = re.compile(
    r"\s(?:of\s)?(?P<goods>(?!(?:của|sang|từ|tới|đến|vào|cho|ra|hàng|giữa|đạt|là|khoảng|gần|hơn|trị|năm|trong|hai|song|chính|"
    r"được|ước|tăng|giảm|với|cả|và|chỉ|này|trên|lên|về|khối|một|các|kim|đã|sẽ|dự|to|from|in|of|by|were|was|are|is|the|goods|"
    r"reach|hit|stood|rose|fell|grew|worth|valued|and|at|for|account|total|about|nearly|over|more|some|up|down|last|this|a|an)\w*\b)"
    r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}?)(?=\s(?:của|sang|từ|tới|đến|vào|đạt|trị giá|to|from|reach\w*|hit|were|was|worth|stood)\b)"
)
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
        ends = (actor(self.first), actor(self.second))
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
    """Add an Observation for each figure of trade between two states.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Two-way trade between Laos and Peru stood at 5 million USD in 2010."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [(c.one("asWritten"), c.one("edtf")) for c in found]
    [('5 million USD', '2010')]
    """
    last: tuple[Sentence, _Reader] | None = None
    for sentence in doc.sentences:
        if not any(a.unit in MONEY or a.unit == "times" for a in doc.of(AmountMention, sentence)):
            continue
        near = last is not None and sentence.number - last[0].number <= _MEMORY
        reader = _Reader(Figures.of(doc, sentence), last[1] if last and near else None)
        for claim in (*reader.amounts(), *reader.ratios()):
            found.add(claim)
        if reader.topic is not None:
            last = (sentence, reader)


class _Reader:
    """Reads one sentence; remembers the flow that the next sentence may take up."""

    def __init__(self, figures: Figures, before: _Reader | None) -> None:
        self.figures, self.before = figures, before
        self.doc, self.sentence, self.cues = figures.doc, figures.sentence, figures.cues
        self.earlier = before.topic if before is not None else None
        self.topic: _Flow | None = None
        self.last: _Flow | None = None
        self.period: DateMention | None = None
        self.actor = ""

    def amounts(self) -> Iterator[Claim]:
        """Yield one claim for each amount of money that is trade between two states."""
        for place, amount in enumerate(self.figures.money):
            start = self.figures.money[place - 1].end if place else self.sentence.start
            if self.figures.is_difference(amount):
                continue
            flow, cue = self._flow(amount, start)
            if flow is None:
                continue
            self.topic = self.topic or flow
            self.last = flow
            yield self._claim(amount, flow, cue, start)

    def ratios(self) -> Iterator[Claim]:
        """Yield a claim for "five times the exports of A to B": a ratio without a value."""
        doc = self.doc
        for times in (a for a in self.figures.amounts if a.unit == "times"):
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
                ends = completed(doc, *direction(doc, above, self.sentence.start, times.start))
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
        repeated = (
            cue.end <= start
        )  # the word stands before an earlier amount: one flow, two figures
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
        before = [c for c in self.cues if c.end <= amount.start]
        while len(before) > 1 and before[-1].kind == "again" and before[-2].kind != "other":
            before.pop()  # "xuất khẩu ... với kim ngạch đạt": the flow has been named
        return before[-1] if before else None

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
            doc, cue, clause, max(amount.start, cue.end), self.actor, self.figures.authority
        )
        if not (exporter and importer):
            later = direction(
                doc, cue, cue.end, self._clause_end(cue, amount), "", self.figures.authority
            )
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
        stops += [a.start for a in self.figures.money if a.start >= past]
        closing = self.doc.norm.find(")", past, self.sentence.end)
        return min([self.sentence.end, *stops, *([closing] if closing >= 0 else [])])

    def _is_authority(self, mention: Mention) -> bool:
        return self.figures.authority is not None and self.figures.authority.start == mention.start

    def _claim(self, amount: AmountMention, flow: _Flow, cue: Cue | None, start: int) -> Claim:
        doc = self.doc
        period = self.figures.period(amount) or self._period_before()
        status = self.figures.status(amount, start, period)
        if status == "forecast" and period is not None and period.basis in _CONTEXT:
            period = None  # what is aimed at lies ahead of what is told around it
        self.period = self.period or period
        growth, base, end = self.figures.growth(amount)
        values: dict[str, tuple[Value, ...]] = {
            "measure": (concept("measure", "trade"),),
            **flow.values(),
            "value": (amount.value,),
            "multiplier": (amount.multiplier,),
            "unit": (amount.unit,),
            "status": (concept("status", status),),
            "asWritten": (doc.text[amount.start : amount.end],),
        }
        goods = self._goods(cue)
        if goods is not None:
            values["commodity"] = (goods,)
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
        words: list[Mention] = [m for m in (cue, period) if m is not None]
        near = [m for m in words if m.start >= start and m.end <= end] or [amount]
        begin, stop = min(amount.start, near[0].start), max(end, *(m.end for m in near))
        begin = min(begin, *(m.start for m in near))
        spans = [Span(begin, stop)]
        spans += [m.span for m in words if not begin <= m.start < stop]
        return Claim(
            "Observation",
            values,
            tuple(spans),
            f"trade.{flow.kind}",
            authority,
            inferred(doc, period),
        )

    def _period_before(self) -> DateMention | None:
        """Return the period of the sentence before, if this one in its paragraph names no date."""
        before = self.before
        if before is None or before.period is None or self.figures.dates:
            return None
        next_to = self.sentence.number - before.sentence.number == 1
        if not next_to or before.sentence.paragraph != self.sentence.paragraph:
            return None
        return replace(before.period, basis=dates.BEFORE)

    def _goods(self, cue: Cue | None) -> Named | None:
        """Return the one kind of goods that a figure is about, if it is about one."""
        if cue is None or cue.kind not in {"export", "import"}:
            return None
        match = _GOODS.match(self.doc.norm, cue.end, self.sentence.end)
        if match is None or parties_named(self.doc, *match.span("goods")):
            return None
        span = Span(*match.span("goods"))
        text = self.doc.text[span.start : span.end]
        return ware(text, self.doc, span)

    def _authority_of(self, amount: AmountMention) -> Iri | None:
        here = self.figures.authority is not None and self.figures.authority.start < amount.start
        return (
            actor(self.figures.authority.code)
            if here and self.figures.authority is not None
            else None
        )
