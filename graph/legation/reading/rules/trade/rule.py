"""Trade in goods between two states: turnover, exports, imports, balance, growth.

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
from legation.reading.rules.commodities.wares import ware
from legation.reading.rules.trade import labels as trade_labels
from legation.reading.rules.trade import periods, respective
from legation.reading.rules.trade import ratios as trade_ratios
from legation.reading.rules.trade import tables as trade_tables
from legation.reading.rules.trade.figures import MONEY, Figures, inferred
from legation.reading.rules.trade.flows import Cue, Flow, parties_named
from legation.reading.rules.trade.measured import FlowReader
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import Iri, concept

#: For how many sentences a flow is remembered ("con số này").
_MEMORY = 2
_CONTEXT = frozenset({dates.PARAGRAPH, dates.BEFORE})
#: One kind of goods right after the word of a flow: "xuất khẩu gạo sang ...", "exports of rice to".
_GOODS = re.compile(
    r"\s(?:of\s)?(?P<goods>(?!(?:của|sang|từ|tới|đến|vào|cho|ra|hàng|giữa|đạt|là|khoảng|gần|hơn|trị|năm|trong|hai|song|chính|"
    r"được|ước|tăng|giảm|với|cả|và|chỉ|này|trên|lên|về|khối|một|các|kim|đã|sẽ|dự|to|from|in|of|by|were|was|are|is|the|goods|"
    r"reach|hit|stood|rose|fell|grew|worth|valued|and|at|for|account|total|about|nearly|over|more|some|up|down|last|this|a|an)\w*\b)"
    r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}?)(?=\s(?:của|sang|từ|tới|đến|vào|đạt|trị giá|to|from|reach\w*|hit|were|was|worth|stood)\b)"
)

#: "exported $5 million worth of rice to".
_WORTH_OF = re.compile(
    r"\s(?:worth )?of (?P<goods>(?!goods|products|merchandise|commodities|exports|imports|trade)[^\W\d_]+(?:\s[^\W\d_]+){0,2}?)(?=\s(?:to|from)\b)"
)


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
    pairs = Pairs.of(doc)
    printed = (*trade_tables.read(doc, pairs), *trade_labels.read(doc, pairs))
    tabled = sorted(printed, key=lambda c: c.spans[0])
    for claim in tabled:
        found.add(claim)
    rows = {doc.sentence_at(c.spans[0].start).number for c in tabled}
    last: _Reader | None = None
    for sentence in doc.sentences:
        told = any(a.unit in MONEY or a.unit == "times" for a in doc.of(AmountMention, sentence))
        if not told or sentence.number in rows:
            continue
        near = last is not None and sentence.number - last.sentence.number <= _MEMORY
        before = last if near else None
        figures = Figures.of(doc, sentence)
        flows = FlowReader(figures, pairs, before.flows if before is not None else None)
        reader = _Reader(figures, flows, before)
        for claim in (*reader.amounts(), *trade_ratios.read(reader.figures, pairs)):
            found.add(claim)
        if flows.topic is not None:
            last = reader


@dataclass(slots=True)
class _Reader:
    """Reads the figures of one sentence; ``period`` may hold for the next sentence too."""

    figures: Figures
    flows: FlowReader
    before: _Reader | None
    period: DateMention | None = None

    @property
    def doc(self) -> Document:
        """The document of the figures."""
        return self.figures.doc

    @property
    def sentence(self) -> Sentence:
        """The sentence of the figures."""
        return self.figures.sentence

    def amounts(self) -> Iterator[Claim]:
        """Yield one claim for each amount of money that is trade between two states."""
        shared = respective.cues(self.figures)
        for place, amount in enumerate(self.figures.money):
            start = self.figures.money[place - 1].end if place else self.sentence.start
            if self.figures.is_difference(amount):
                continue
            flow, cue = self.flows.of(amount, start, shared.get(amount.start))
            claim = self._claim(amount, flow, cue, start) if flow is not None else None
            if claim is not None:
                yield claim

    def _claim(
        self, amount: AmountMention, flow: Flow, cue: Cue | None, start: int
    ) -> Claim | None:
        doc, figures = self.doc, self.figures
        own = respective.dates(figures).get(amount.start) or figures.period(amount)
        own = periods.of_two(figures.doc, figures.money, amount, own)
        after = [m.start for m in figures.money if m.start > amount.start] or [self.sentence.end]
        stated = own is not None and (
            amount.end <= own.start < after[0] or amount.start - 4 < own.end <= amount.start
        )
        if periods.is_earlier(doc, amount, start) and not stated:
            return None  # what a figure is set against, and of no period of its own
        period = own or self._period_before()
        status = figures.status(amount, start, period)
        if (
            status == "forecast"
            and period is not None
            and (period.basis in _CONTEXT or figures.is_when_aimed(amount, start, period))
        ):
            period = None  # what is aimed at lies ahead of what is told around it
        if status == "forecast" and period is None:
            period = figures.aimed_below(amount)
        self.period = self.period or period
        growth, base, end = figures.growth(amount)
        base = periods.summed(base, period)
        values: dict[str, tuple[Value, ...]] = {
            "measure": (concept("measure", "trade"),),
            **flow.values(),
            "value": (amount.value,),
            "multiplier": (amount.multiplier,),
            "unit": (amount.unit,),
            "status": (concept("status", status),),
            "asWritten": (doc.text[amount.start : amount.end],),
        }
        goods = self._goods(cue, amount)
        authority = self._authority_of(amount)
        more = {
            "commodity": goods,
            "edtf": period.edtf if period is not None else None,
            "approximate": amount.approximate or None,
            "growth": growth,
            "growthBase": base.edtf if base is not None else None,
            "authority": authority,
        }
        values |= {name: (value,) for name, value in more.items() if value is not None}
        words: list[Mention] = [m for m in (cue, period) if m is not None]
        near = [m for m in words if m.start >= start and m.end <= end] or [amount]
        begin, stop = min(amount.start, near[0].start), max(end, *(m.end for m in near))
        begin = min(begin, *(m.start for m in near))
        spans = [Span(begin, stop)]
        spans += [m.span for m in words if not begin <= m.start < stop]
        repairs = inferred(doc, period)
        rule = f"trade.{flow.kind}"
        return Claim("Observation", values, tuple(spans), rule, authority, repairs)

    def _period_before(self) -> DateMention | None:
        """Return the period of the sentence before, if this one in its paragraph names no date."""
        before = self.before
        if before is None or before.period is None or self.figures.dates:
            return None
        next_to = self.sentence.number - before.sentence.number == 1
        if not next_to or before.sentence.paragraph != self.sentence.paragraph:
            return None
        return replace(before.period, basis=dates.BEFORE)

    def _goods(self, cue: Cue | None, amount: AmountMention) -> Named | None:
        """Return the one kind of goods that a figure is about, if it is about one."""
        if cue is None or cue.kind not in {"export", "import"}:
            return None
        norm, end = self.doc.norm, self.sentence.end
        if norm.startswith("hàng", cue.start):
            return None
        match = _GOODS.match(norm, cue.end, end) or _WORTH_OF.match(norm, amount.end, end)
        if match is None or parties_named(self.doc, *match.span("goods")):
            return None
        span = Span(*match.span("goods"))
        text = self.doc.text[span.start : span.end]
        return ware(text, self.doc, span)

    def _authority_of(self, amount: AmountMention) -> Iri | None:
        """Return whose figures they are: of the state named before, or right after the first."""
        said = self.figures.authority
        if said is None or any(amount.end <= a.start < said.start for a in self.figures.money):
            return None
        return actor(said.code)
