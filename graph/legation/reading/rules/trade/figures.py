"""What goes with a figure: its period, its growth, its status, whose statistics it is from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
from legation.reading.rules.trade import periods
from legation.reading.rules.trade.flows import Cue, cues, parties_named

#: Units that are money.
MONEY = frozenset({"USD", "EUR", "RUB", "CNY", "JPY", "GBP", "VND"})
_GROWS = r"tăng(?: trưởng)?|gia tăng|(?<!made )(?<!make )(?<!makes )(?<!making )up|increas\w+|rise[ns]?|rose|rising|grew|grow\w*|gain\w*|climb\w*|jump\w*|surg\w+"
_FALLS = (
    r"giảm|sụt(?: giảm)?|down|decreas\w+|fell|falls?|falling|drop\w*|declin\w+|slump\w*|shr[aiu]nk"
)
_CHANGE = re.compile(
    rf"\b(?:(?P<up>{_GROWS})|(?P<down>{_FALLS}))\b(?:\s{{1,3}}(?:by|of|thêm|khoảng|gần|hơn|tới|đến|trên|về|ở mức|mức|nearly|about|around|over|more than|a|an|some|mạnh)){{0,3}}\s{{0,3}}\Z"
)
_CHANGE_AFTER = re.compile(
    r"\s{0,3}(?:year-on-year |annual )?(?P<up>increase|rise|growth|jump|surge|above|more than|higher than)|\s{0,3}(?P<down>decrease|fall|drop|decline|below|less than|lower than)"
)
_BESIDE_SHARE = re.compile(r"(?:%|per cent|percent|phần trăm)\s?\(\s?\Z")
_UP_TO = re.compile(r"(?:lên|đạt|tới|còn|xuống|reach\w*|hit\w*|total\w*|\bto\b|stood at)")
_SIGNED = re.compile(r"(?:\(|[^\d\s]\s)(?:(?P<up>\+)|(?P<down>-))\Z")
_AVERAGE = re.compile(r"bình quân|trung bình|\baverage\b")
_YEARLY = re.compile(
    r"\s?(?:on average\s|in average\s)?(?:/năm|(?:mỗi|hàng|hằng) năm|per year|a year\b|annually)"
)
_AGAINST = re.compile(
    r"\b(?:so|lần|above|below|so với|so sánh với|compared (?:with|to)|than|against|over|from|year-on-year|up on|on)(?:\s{1,3}(?:mức|con số|the|that of|cả|the figure (?:in|of)|in|of|của|trong))*\s{0,3}\Z"
)
_AUTHORITY = re.compile(
    r"\b(?:theo(?: các)? (?:con số|số liệu|thống kê|tài liệu|nguồn|hải quan|tổng cục)|số liệu|according to|as per|statistics|figures|data)\b[^,;.]{0,60}"
)
_FORECAST = re.compile(
    r"\bsẽ\b|dự kiến|dự báo|phấn đấu|mục tiêu|hướng tới|kỳ vọng|cam kết|mong muốn|quyết tâm|nhằm đạt|nhằm đưa|có thể đạt|nên được|(?:cần|để|thỏa thuận|nhất trí|đồng ý) (?:sẽ |cùng |sớm )?(?:đạt|đưa|nâng)|tiến tới|"
    r"\b(?:will|would|expect\w*|forecasts?|targets?|targett?(?:ed|ing)|aim(?:s|ed|ing)?|goals?|projected|hopes?|hoping|striv\w+|set to|plans?|seeks?|potential|could|should|must"
    r"|to (?:raise|bring|boost|increase|double|triple|expand|take|lift|push|enhance|reach|achieve)|aspir\w+|ambition|pledged?|vowed)\b"
)
_IN_YEARS = re.compile(
    r"\s(?:trong|within|in|over) (?:vòng |the )?(?:next |coming )?\w{1,5} (?:năm (?:tới|nữa)|years)"
)
#: What is aimed at: a date before it in its sentence may be that of the aiming.
_AIM = re.compile(
    r"\b(?:phấn đấu|mục tiêu|hướng tới|cam kết|mong muốn|quyết tâm|nhằm|nhất trí|thỏa thuận|targets?|aim|goals?|hope|striv|plan|seek|agreed|pledg|vow)"
)
_UNTIL = re.compile(
    r"\b(?:đến|tới|vào|trước|by|in|until|before)(?: cuối| hết)?(?: the end of)?\s{1,3}\Z"
)
_HEADLINE = re.compile(r"(?:nâng|đưa|phấn đấu)\b")
#: A currency that is told once: "12,6 triệu; nhập 5,2 triệu" beside "17,8 triệu USD".
_NO_NOUN = re.compile(r"\s{0,2}(?:[;,.():/]|\Z|(?:và|and|năm|trong|vào|in|tăng|giảm|so)\b)")
_SIGN_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:rs|inr|aud|nzd|cad|sgd|hkd|chf|krw)\.?)\s?\Z")
_ESTIMATE = re.compile(r"\bước(?: tính| đạt)?\b|tạm tính|\bestimated?\b|\bestimates\b")
#: What filled the period of a target that a heading gives without one.
BELOW = "period of the aim told below the heading"
_FILLED = frozenset({BELOW, dates.PARAGRAPH, dates.LATEST, dates.BEFORE, periods.SUMMED})
_AND = re.compile(r"\s{0,3},?\s{0,3}(?:và|and)\s[^,;]{0,12}\Z")


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
            money(doc.norm, amounts, sentence.end),
            tuple(cues(doc, sentence.start, sentence.end)),
            periods.labelled(doc, sentence),
            authority(doc, sentence),
        )

    def is_difference(self, amount: AmountMention) -> bool:
        """Tell whether an amount is by how much something changed."""
        before = self.doc.norm[max(self.sentence.start, amount.start - 40) : amount.start]
        return _CHANGE.search(before) is not None or _BESIDE_SHARE.search(before) is not None

    def status(self, amount: AmountMention, start: int, period: DateMention | None) -> str:
        """Return actual, estimate or forecast; "A and B" shares one verb."""
        norm = self.doc.norm
        if start > self.sentence.start and _AND.search(norm, start, amount.start):
            start = self.sentence.start
        issued = self.doc.source.issued[:4]
        ahead = period is not None and bool(issued) and period.edtf[:4] > issued
        headline = _HEADLINE.match(norm, self.sentence.start) if self.sentence.heading else None
        later = _IN_YEARS.match(norm, amount.end, self.sentence.end)
        if ahead or headline or later or _FORECAST.search(norm, start, amount.start):
            return "forecast"
        return "estimate" if _ESTIMATE.search(norm, start, amount.start) else "actual"

    def is_when_aimed(self, amount: AmountMention, start: int, period: DateMention) -> bool:
        """Tell whether a date is that of the setting of an aim, and not the one aimed at."""
        norm = self.doc.norm
        if period.start >= amount.end or (period.start >= start > self.sentence.start):
            return False
        if period.start < start:
            return True
        lead = norm[max(self.sentence.start, period.start - 30) : period.start]
        return _AIM.search(norm, period.end, amount.start) is not None and not _UNTIL.search(lead)

    def period(self, amount: AmountMention) -> DateMention | None:
        """Return the period an amount goes for."""
        return periods.period(self.doc, self.sentence, self.dates, self.amounts, amount)

    def aimed_below(self, amount: AmountMention) -> DateMention | None:
        """Return the year that the text below a heading gives for the aim the heading tells.

        Only if all it says of trade that is aimed at goes for one year, and it names no other sum.
        """
        doc, issued = self.doc, self.doc.source.issued[:4]
        found: dict[str, DateMention] = {}
        for sentence in doc.sentences if self.sentence.heading and issued else ():
            span = sentence.start, sentence.end
            if sentence.heading or not _AIM.search(doc.norm, *span):
                continue
            if not {c.kind for c in cues(doc, *span)} & {"turnover", "volume", "export", "import"}:
                continue
            aim = _AIM.search(doc.norm, *span)
            later = replace(sentence, start=aim.end()) if aim else sentence
            sums = {
                (a.value, a.multiplier) for a in doc.of(AmountMention, later) if a.unit in MONEY
            }
            years = [d for d in doc.of(DateMention, later) if d.edtf[:4] > issued]
            if len(years) != 1 or not sums <= {(amount.value, amount.multiplier)}:
                return None
            found.setdefault(years[0].edtf, replace(years[0], basis=BELOW))
        return next(iter(found.values())) if len(found) == 1 else None

    def growth(self, amount: AmountMention) -> tuple[Decimal | None, DateMention | None, int]:
        """Return growth in per cent and its base, if they belong to this amount; and their end."""
        norm = self.doc.norm
        flows = [c for c in self.cues if c.kind not in {"other", "again"}]
        until = min(
            [
                self.sentence.end,
                *(c.start for c in flows if c.start > amount.end + 30),
                *(m.start for m in self.money if m.start > amount.end),
                self._closed(amount),
            ]
        )
        for share in (a for a in self.amounts if a.unit == "%"):
            if amount.end <= share.start < until:
                sign = _sign(norm, share, self.sentence)
                if sign:
                    base = self._base(share, until)
                    return sign * share.value, base, base.end if base else share.end
            between = norm[share.end : amount.start]
            leads = share.end <= amount.start and len(between) < 70 and ";" not in between
            leads = leads and _UP_TO.search(between) is not None
            sign = _sign(norm, share, self.sentence) if leads else 0
            if sign and not self._is_told_of_another(share, amount):
                return sign * share.value, self._base(share, amount.start), amount.end
        return None, None, amount.end

    def _is_told_of_another(self, share: AmountMention, amount: AmountMention) -> bool:
        """Tell whether a percentage before an amount goes with a flow or amount beside it."""
        flows = [c for c in self.cues if c.kind not in {"other", "again", "volume"}]
        if any(share.end <= m.start < amount.start for m in (*self.money, *flows)):
            return True
        earlier = [m for m in self.money if m.end <= share.start]
        if not earlier:
            return False
        place = earlier[-1].end
        apart = ";" in self.doc.norm[place : share.start]
        return not apart and not any(place <= c.start < share.start for c in flows)

    def _closed(self, amount: AmountMention) -> int:
        """Return where what is told of an amount ends: at a semicolon, or its parenthesis."""
        norm, end = self.doc.norm, self.sentence.end
        opened = norm.rfind("(", self.sentence.start, amount.start)
        inside = opened >= 0 and norm.find(")", opened, amount.start) < 0
        stops = [norm.find(mark, amount.end, end) for mark in (";", ")" if inside else ";")]
        return min([s for s in stops if s >= 0] or [end])

    def _base(self, share: AmountMention, until: int) -> DateMention | None:
        """Return the period a growth is measured against."""
        norm = self.doc.norm
        for date in self.dates:
            if share.end <= date.start <= min(until, share.end + 45):
                if norm.startswith((" before", " earlier"), date.end) and date.basis:
                    return None  # "the year before" that of the figure
                if date.basis == dates.BASE or _AGAINST.search(norm[share.end : date.start]):
                    return date
                return None
        return None


def _sign(norm: str, share: AmountMention, sentence: Sentence) -> int:
    """Return 1 for growth, -1 for a fall, 0 if a percentage is neither."""
    before = norm[max(sentence.start, share.start - 48) : share.start]
    if _AVERAGE.search(before) or _YEARLY.match(norm, share.end, sentence.end):
        return 0
    match = (
        _SIGNED.search(before)
        or _CHANGE.search(before)
        or _CHANGE_AFTER.match(norm, share.end, sentence.end)
    )
    return 0 if match is None else 1 if match["up"] else -1


def money(norm: str, amounts: tuple[AmountMention, ...], end: int) -> tuple[AmountMention, ...]:
    """Return the amounts of money; millions of nothing are of the currency told beside them.

    >>> from legation.reading.amounts import find
    >>> said = "đạt 17 triệu usd (xuất 12 triệu; nhập 5 triệu), 3 triệu tấn"
    >>> [(str(a.value), a.unit) for a in money(said, tuple(find(said, "vi")), len(said))]
    [('17', 'USD'), ('12', 'USD'), ('5', 'USD')]
    """
    told = [a for a in amounts if a.unit in MONEY]
    found = list(told)
    for amount in amounts if told else ():
        if amount.unit or amount.multiplier < 6 or not _NO_NOUN.match(norm, amount.end, end):
            continue
        if _SIGN_BEFORE.search(norm, max(0, amount.start - 6), amount.start):
            continue
        unit = next((a.unit for a in reversed(told) if a.end <= amount.start), told[0].unit)
        found.append(replace(amount, unit=unit))
    return tuple(sorted(found, key=lambda a: a.start))


def authority(doc: Document, sentence: Sentence) -> StateMention | None:
    """Return the state whose figures the sentence says it gives."""
    for match in _AUTHORITY.finditer(doc.norm, sentence.start, sentence.end):
        words = match[0]
        start = match.start() - (
            0 if words.startswith(("theo", "according", "as per", "số liệu")) else 30
        )
        states = parties_named(doc, max(sentence.start, start), match.end())
        near = [s for s in reversed(states) if s.end <= match.start()]
        for named in (*near, *(s for s in states if s.end > match.start())):
            between = doc.norm[match.start() : named.start] if named.start > match.start() else ""
            if (
                not cues(doc, match.start(), max(named.start, match.start()))
                and "giữa" not in between
            ):
                return named
    return None


def inferred(doc: Document, date: DateMention | None) -> tuple[Repair, ...]:
    """Return the record of a date whose year the text leaves to its context."""
    if date is None or date.basis not in _FILLED:
        return ()
    surface = doc.text[date.start : date.end]
    return (Repair(surface, date.edtf, date.basis, date.span, "likely"),)
