"""Which flow of goods an amount of money measures, and between whom.

The nearest word of trade says which flow; states beside it say between whom, and what they leave
open is filled from the sentence, the sentences before, and the two states the text is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from legation.reading.document import AmountMention, Document, Sentence
from legation.reading.mentions.gazetteer import unions
from legation.reading.rules.commodities.goods import PARENTHESIS
from legation.reading.rules.trade.figures import Figures
from legation.reading.rules.trade.flows import (
    Cue,
    Flow,
    balance,
    both,
    direction,
    parties_named,
    with_another,
    with_states,
)
from legation.reading.rules.trade.pairs import Pairs

_TRADE_AFTER = re.compile(
    r"\s{1,3}(?:worth )?(?:of|in|on|for|from)\s{1,3}(?:[\w'-]+\s{1,3}){0,3}"
    r"|\s{1,3}(?:were|was|is|are)\s{1,3}(?:\w+\s{1,3})?(?=(?:exported|imported|shipped|sold)\b)"
    r"|\s{1,3}(?:were|was|is|are|came from|represented|being)\s{1,3}(?:[\w'-]+\s{1,3}){0,3}(?=(?:exports|imports)\b)"
    r"|\s{1,3}(?:về\s{1,3})?(?:tổng\s{1,3})?(?=kim ngạch|thương mại)"
)
_TOTAL = re.compile(
    r"(?:tổng )?kim ngạch (?:xuất|nhập) khẩu (?:của )?cả nước|(?:ra|với) (?:thế giới|nước ngoài|các nước)|total (?:national )?(?:exports|imports)|worldwide|(?:to|with|from) the (?:rest of the )?world"
)
#: The economy of one state is told: trade is that with the whole world, unless two are named.
_ECONOMY = re.compile(
    r"\b(?:gdp|gnp|gni|tổng sản phẩm|dân số|lạm phát|bạn hàng|thất nghiệp|population|inflation|gross domestic|main (?:trading )?partners?)\b"
)
_WHOLE = re.compile(r"xuất[ ,-]{1,3}nhập khẩu|xnk|ngoại thương|import-export")
_WORD = re.compile(r"[^\W\d_]+")
#: "Năm 2007 đạt 5 triệu USD", "In 2016: $5 million": the flow is that of the sentence before.
_FILLERS = frozenset(
    _WORD.findall(
        "năm trong và riêng còn thì con số đạt là ước tính khoảng gần hơn trên tăng giảm lên xuống tới vượt mức chỉ đã "
        "in the and it was were reached stood at to rose fell about nearly over some of hit for a"
    )
)
#: What is between the parties of a treaty is no trade between them by that alone.
_AGREEMENT = re.compile(r"(?:hiệp định|\bagreement|\bfta)\b[^,;.()]{0,60}\Z")
_PART = re.compile(r"trong đó|of which|in which|including")
#: "phấn đấu đưa kim ngạch lên": of the trade of both, whichever flow was told before.
_RAISED = re.compile(r"\b(?:đưa|nâng|tăng) (?:tổng )?\Z")
#: The other of two states, by no name.
_THERE = re.compile(
    r"\b(?:sang|từ|vào) (?:nước|quốc gia|thị trường) (?:này|đó|bạn)\b|\b(?:to|from) (?:that|the) (?:country|latter)\b"
)
_TARGET = re.compile(r"\btargets?\b|\bgoals?\b|mục tiêu")


@dataclass(slots=True)
class FlowReader:
    """Reads the flows of one sentence; remembers the one that the next sentence may take up."""

    figures: Figures
    pairs: Pairs
    before: FlowReader | None
    topic: Flow | None = None
    last: Flow | None = None
    actor: str = ""
    read: dict[int, Flow] = field(default_factory=dict)
    inside: tuple[tuple[int, int], ...] = ()
    doc: Document = field(init=False)
    sentence: Sentence = field(init=False)
    cues: tuple[Cue, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.doc, self.sentence = self.figures.doc, self.figures.sentence
        self.cues = self.figures.cues
        span = self.sentence.start, self.sentence.end
        self.inside = tuple(m.span() for m in PARENTHESIS.finditer(self.doc.norm, *span))

    @property
    def earlier(self) -> Flow | None:
        """The flow that the sentence before was about."""
        return self.before.topic if self.before is not None else None

    def of(
        self, amount: AmountMention, start: int, told: Cue | None
    ) -> tuple[Flow | None, Cue | None]:
        """Return the flow an amount measures, and the word that says so; and remember it.

        ``start`` is where the amount before ends; ``told`` is the word for it, if that is known.
        """
        flow, cue = self._flow(amount, start, told)
        if flow is not None:
            self.topic, self.last = self.topic or flow, flow
            if cue is not None:
                self.read[cue.start] = flow
        return flow, cue

    def _flow(
        self, amount: AmountMention, start: int, told: Cue | None
    ) -> tuple[Flow | None, Cue | None]:
        """Return the flow an amount measures, and the word that says so."""
        cue = told or self._cue(amount)
        doc = self.doc
        if cue is None:
            return self._taken_up(amount), None
        if cue.kind == "other":
            return None, None
        if cue.kind == "again":
            return self.earlier, cue
        if cue.kind == "reverse":
            return _reversed(self.last or self.earlier), cue
        # the word stands before an earlier amount: one flow, two figures
        repeated = cue.end <= start and told is None
        if repeated and cue.start in self.read:
            if not parties_named(doc, start, amount.start):
                return self.read[cue.start], cue
            if moved := self._with_another(cue, start, amount.start):
                return moved, cue
            strange = set(self._codes(start, amount.start)) - {
                self.read[cue.start].first,
                self.read[cue.start].second,
            }
            if strange and cue.kind in {"turnover", "balance"}:
                return None, cue  # "... behind C ($5 million)"
        if _TOTAL.search(doc.norm, cue.start, amount.start):
            return None, cue
        if cue.kind == "volume":
            raised = _RAISED.search(doc.norm[self.sentence.start : cue.start])
            if self.earlier is not None and not raised and not self._is_of_both():
                return self.earlier, cue
            cue = replace(cue, kind="turnover")
        if cue.kind in {"turnover", "balance"}:
            ends = self._pair(cue, amount)
        else:
            ends = self._ends(cue, amount, start, told is not None)
        if ends and cue.kind == "balance":
            after = max(amount.start, self._clause_end(cue, amount))
            return balance(doc, cue, ends, max(start, self._clause_start(cue)), after), cue
        return (Flow(cue.kind, *ends), cue) if ends else (None, cue)

    def _with_another(self, cue: Cue, start: int, end: int) -> Flow | None:
        """Return the flow of "trade of A with B was ..., with C ...": A stays, C is the other."""
        flow = self.read[cue.start]
        partners = [
            with_states(self.doc, *span) for span in ((self.sentence.start, start), (start, end))
        ]
        stays = [c for c in (flow.first, flow.second) if c not in partners[0]]
        if flow.directed and flow.kind != "turnover":
            return None
        if len(stays) != 1 or len(partners[1]) != 1 or stays[0] in partners[1]:
            return None
        return replace(flow, first=stays[0], second=partners[1][0])

    def _cue(self, amount: AmountMention) -> Cue | None:
        after = _TRADE_AFTER.match(self.doc.norm, amount.end, self.sentence.end)
        for cue in self.cues if after else ():
            if after and amount.end < cue.start <= after.end():
                return cue
        closed = [(a, b) for a, b in self.inside if b <= amount.start]
        before = [
            c
            for c in self.cues
            if c.end <= amount.start and not any(a < c.start < b for a, b in closed)
        ]
        while (
            len(before) > 1
            and before[-1].kind in {"again", "volume"}
            and before[-2].kind != "other"
        ):
            figures = [
                a for a in self.figures.money if before[-2].end <= a.start < before[-1].start
            ]
            if before[-1].kind == "volume" and figures:
                break
            before.pop()  # "xuất khẩu ... với kim ngạch đạt": the flow has been named
        return self._resumed(before, amount) if before else None

    def _resumed(self, before: list[Cue], amount: AmountMention) -> Cue:
        """Return the last word of trade; "of which exports ...; in 2011" goes on with the whole."""
        norm, cue = self.doc.norm, before[-1]
        part = _PART.search(norm, self.sentence.start, cue.start)
        semicolon = norm.rfind(";", cue.end, amount.start)
        whole = [c for c in before if part is not None and c.end <= part.start()]
        dated = any(semicolon < d.start < amount.start for d in self.figures.dates)
        return whole[-1] if whole and semicolon >= 0 and dated else cue

    def _taken_up(self, amount: AmountMention) -> Flow | None:
        """Return the flow of the sentence before, where this one gives but a date and a figure."""
        if self.before is None or self.earlier is None:
            return None
        if self.sentence.number - self.before.sentence.number > 1 or self.last is not None:
            return self.last if self.last is not None and not self.cues else None
        if not self.cues and _TARGET.search(self.doc.norm, self.sentence.start, amount.start):
            return replace(self.earlier, kind="turnover")
        place = self.sentence.start
        words: set[str] = set()
        for date in (*self.figures.dates, None):
            stop = date.start if date is not None and date.start < amount.start else amount.start
            words |= {w[0] for w in _WORD.finditer(self.doc.norm, place, max(place, stop))}
            place = date.end if date is not None else stop
        dated = any(d.end <= amount.start for d in self.figures.dates)
        return self.earlier if dated and words <= _FILLERS else None

    def _is_of_both(self) -> bool:
        """Tell whether a sentence says of what two states its figures are."""
        span = self.sentence.start, self.sentence.end
        codes = self._codes(*span)
        return both(self.doc, *span) or len(codes) == 2 or bool(set(codes) - self._earlier_ends())

    def _codes(self, start: int, end: int) -> list[str]:
        """Return the states a stretch names, without unions beside them and the authority."""
        said = self.figures.authority
        closed = [(a, b) for a, b in self.inside if start <= a and b <= end]
        named = [
            s.code
            for s in parties_named(self.doc, start, end)
            if (said is None or said.start != s.start)
            and not any(a < s.start < b and self._is_aside(a, b) for a, b in closed)
            and not _AGREEMENT.search(self.doc.norm, max(start, s.start - 80), s.start)
        ]
        plain = [c for c in named if c not in unions()]
        return list(dict.fromkeys(plain if len(set(plain)) > 1 else named))

    def _pair(self, cue: Cue, amount: AmountMention) -> tuple[str, str] | None:
        """Return the two parties of a turnover or balance."""
        doc, sentence = self.doc, self.sentence
        first, end = min(cue.start, amount.start), self._clause_end(cue, amount)
        near = self._codes(cue.start, max(amount.start, cue.end))
        if len(near) >= 2:
            return near[0], near[1]
        codes = list(dict.fromkeys([*self._codes(sentence.start, first), *self._codes(first, end)]))
        said = both(doc, sentence.start, sentence.end)
        if said:
            codes = [c for c in codes if c not in unions()] or codes
        if len(codes) == 2:
            return codes[0], codes[1]
        if len(codes) > 2 and near:
            codes = near
        if (
            len(codes) < 2
            and not said
            and not with_another(doc, sentence)
            and (
                _WHOLE.search(doc.norm, cue.start, cue.end)
                or _ECONOMY.search(doc.norm, sentence.start, sentence.end)
            )
        ):
            return None
        if len(codes) == 1 and not (self.earlier is not None and codes[0] in self._earlier_ends()):
            other = self.pairs.partner(codes[0], sentence)
            return (codes[0], other) if other and other != codes[0] else None
        if len(codes) > 2:
            return self.doc.pair if self.pairs.focused else None
        here = self.pairs.here(sentence, first)
        if here is not None:
            return here
        return (self.earlier.first, self.earlier.second) if self.earlier is not None else None

    def _is_aside(self, start: int, end: int) -> bool:
        """Tell whether what stands in parentheses has no word of trade and no figure."""
        told = (*self.cues, *self.figures.money)
        return not any(start < m.start < end for m in told)

    def _earlier_ends(self) -> set[str]:
        return {self.earlier.first, self.earlier.second} if self.earlier is not None else set()

    def _ends(
        self, cue: Cue, amount: AmountMention, start: int, told: bool
    ) -> tuple[str, str] | None:
        """Return exporter and importer, filled from the context the text gives.

        Where one of several flows is ``told`` for an amount, its clause ends at the next.
        """
        doc, said = self.doc, self.figures.authority
        clause, until = max(start, self._clause_start(cue)), max(amount.start, cue.end)
        if told:
            clause = min(clause, cue.start)
            until = min([until, *(c.start for c in self.cues if c.start > cue.start)])
        exporter, importer = direction(doc, cue, clause, until, self.actor, said)
        if not (exporter and importer):
            later = direction(doc, cue, cue.end, self._clause_end(cue, amount), "", said)
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
        whole = self.sentence.start, self.sentence.end
        if context is None and not both(doc, *whole) and not _THERE.search(doc.norm, *whole):
            return None
        return self.pairs.completed(self.sentence, exporter, importer)

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


def _reversed(flow: Flow | None) -> Flow | None:
    """Return exports as imports the other way, and the other way round."""
    kinds = {"export": "import", "import": "export"}
    if flow is None or flow.kind not in kinds:
        return None
    return Flow(kinds[flow.kind], flow.second, flow.first)
