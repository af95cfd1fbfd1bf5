"""What goes with a figure: its period, its growth, its status, whose statistics it is from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from legation.facts.evidence import Repair
from legation.reading import dates
from legation.reading.document import (
    AmountMention,
    DateMention,
    Document,
    Sentence,
    StateMention,
)
from legation.reading.rules.flows import Cue, cues, parties_named

#: Units that are money.
MONEY = frozenset({"USD", "EUR", "RUB", "CNY", "JPY", "GBP", "VND"})
_GROWS = r"tăng(?: trưởng)?|gia tăng|up|increas\w+|rise[ns]?|rose|rising|grew|grow\w*|gain\w*|climb\w*|jump\w*|surg\w+"
_FALLS = (
    r"giảm|sụt(?: giảm)?|down|decreas\w+|fell|falls?|falling|drop\w*|declin\w+|slump\w*|shr[aiu]nk"
)
_CHANGE = re.compile(
    rf"\b(?:(?P<up>{_GROWS})|(?P<down>{_FALLS}))\b(?:\s{{1,3}}(?:by|of|thêm|khoảng|gần|hơn|tới|đến|trên|về|nearly|about|around|over|more than|a|an|some|mạnh)){{0,3}}\s{{0,3}}\Z"
)
_CHANGE_AFTER = re.compile(
    r"\s{0,3}(?:year-on-year |annual )?(?P<up>increase|rise|growth|jump|surge)|\s{0,3}(?P<down>decrease|fall|drop|decline)"
)
_UP_TO = re.compile(r"(?:lên|đạt|tới|reach\w*|hit\w*|total\w*|\bto\b|stood at)")
_AGAINST = re.compile(
    r"(?:so với|so sánh với|compared (?:with|to)|than|against|over|from|year-on-year|up on|\bon)(?:\s{1,3}(?:mức|con số|the|that of|cả|the figure (?:in|of)|in|of|của|trong))*\s{0,3}\Z"
)
_SINCE = re.compile(
    r"(?:từ|kể từ|từ khi|từ sau|since|after|before|trước|hồi|vào ngày)[^,;]{0,40}\Z"
)
_APART = re.compile(r"[,;.:)]|\b(?:và|and|trong đó|of which|while)\b")
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


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one sentence, with all that may go with them."""

    doc: Document
    sentence: Sentence
    amounts: tuple[AmountMention, ...]
    money: tuple[AmountMention, ...]
    cues: tuple[Cue, ...]
    dates: tuple[DateMention, ...]
    authority: StateMention | None

    @staticmethod
    def of(doc: Document, sentence: Sentence) -> Figures:
        """Gather what a sentence holds."""
        amounts = doc.of(AmountMention, sentence)
        return Figures(
            doc,
            sentence,
            amounts,
            tuple(a for a in amounts if a.unit in MONEY),
            tuple(cues(doc, sentence.start, sentence.end)),
            doc.of(DateMention, sentence),
            authority(doc, sentence),
        )

    def is_difference(self, amount: AmountMention) -> bool:
        """Tell whether an amount is by how much something changed."""
        before = self.doc.norm[max(self.sentence.start, amount.start - 40) : amount.start]
        return _CHANGE.search(before) is not None

    def status(self, amount: AmountMention, start: int, period: DateMention | None) -> str:
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

    def period(self, amount: AmountMention) -> DateMention | None:
        """Return the period an amount goes for: stated after it, before it, or in the paragraph."""
        norm = self.doc.norm
        fitting = [d for d in self.dates if not _has_days(d) and d.basis != dates.BASE]
        reach = min(amount.end + 60, self._next(amount))
        for date in fitting:
            gap = norm[amount.end : date.start].lstrip(" (")
            if amount.end <= date.start < reach and not (
                _APART.search(gap) or _AGAINST.search(gap)
            ):
                return date
        for date in reversed([d for d in fitting if d.end <= amount.start]):
            before = norm[max(self.sentence.start, date.start - 60) : date.start]
            if not _AGAINST.search(before) and not _SINCE.search(before):
                return date
        if _YEARLY.search(norm, self.sentence.start, self.sentence.end):
            return None
        return dates.inherited(self.doc, self.sentence)

    def growth(self, amount: AmountMention) -> tuple[Decimal | None, DateMention | None, int]:
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
                if (
                    sign
                    and not taken
                    and not any(share.end <= c.start < amount.start for c in flows)
                ):
                    return sign * share.value, self._base(share, amount.start), amount.end
        return None, None, amount.end

    def _next(self, amount: AmountMention) -> int:
        """Return where the next figure begins."""
        return min([a.start for a in self.amounts if a.start >= amount.end] or [self.sentence.end])

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


def authority(doc: Document, sentence: Sentence) -> StateMention | None:
    """Return the state whose figures the sentence says it gives."""
    for match in _AUTHORITY.finditer(doc.norm, sentence.start, sentence.end):
        words = match[0]
        start = match.start() - (0 if words.startswith(("theo", "according", "số liệu")) else 30)
        for named in parties_named(doc, max(sentence.start, start), match.end()):
            between = doc.norm[match.start() : named.start] if named.start > match.start() else ""
            if (
                not cues(doc, match.start(), max(named.start, match.start()))
                and "giữa" not in between
            ):
                return named
    return None


def inferred(doc: Document, date: DateMention | None) -> tuple[Repair, ...]:
    """Return the record of a date whose year the text leaves to its context."""
    if date is None or date.basis not in {dates.PARAGRAPH, dates.LATEST, dates.BEFORE}:
        return ()
    surface = doc.text[date.start : date.end]
    return (Repair(surface, date.edtf, date.basis, date.span),)
