"""Where a list of goods begins: after a sign, in parentheses, after a bare "are"; whose it is."""

from __future__ import annotations

import re

from legation.facts.evidence import Span
from legation.reading.document import AmountMention, DateMention, Document, Sentence
from legation.reading.rules.commodities import goods
from legation.reading.rules.commodities.goods import PARENTHESIS
from legation.reading.rules.trade.flows import Cue, parties_named

_SIGN = re.compile(
    r":\s(?!\d)|\bworth of (?:goods|products)\s-{1,2}\s|(?<=,\s)(?:chủ yếu|chính|mainly|mostly|chiefly|primarily)\b(?: là| gồm)?|\b(?:bao gồm|gồm có|gồm|như|(?<!nhất )(?<!đặc biệt )(?<!đó )là|are|were|include[sd]?|including|such as|namely|(?:dominated|led)(?: mainly| largely)? by|made up(?: mainly| mostly| largely)? of|consist(?:s|ed|ing)?(?: mainly| mostly| chiefly| primarily| largely)? of|compris\w+)\b:?"
    r"|(?<=, )with\b(?=[^;.]{3,150}? (?:as|being|among) (?:the |its |their )?(?:main|key|major|top|leading|principal|chief|most)\b)"
    r"|\bvới\b(?=[^;.]{3,150}? là (?:các |những )?(?:mặt hàng|sản phẩm)\b)"
)
_GOODS = re.compile(
    r"mặt hàng|sản phẩm|hàng hóa|chủ yếu|chính\b|chủ lực|gồm|như\b|:|\b(?:those|goods|products|items|commodities|main|major|mainly|mostly|key|principal|chief|top|leading|primary|largest|dominated|traditional|includ\w+|consist\w*|compris\w+|such as)\b"
)
_IS = re.compile(r"\s(?:là|are|were)\s")
_PREPOSITION = re.compile(r"\s(?:(?:to|from|of|sang|từ|của|tới|đến|vào) (?:the |nước )?)")


def sign(norm: str, cue: Cue, clause: Span) -> int | None:
    """Return where the list begins after its sign, if the clause speaks of goods."""
    for match in _SIGN.finditer(norm, cue.end, clause.end):
        if match[0] in {"with", "với"} or _GOODS.search(norm, clause.start, match.end()):
            return match.end()
    return None


def copula(doc: Document, cue: Cue, clause: Span) -> int | None:
    """Return where goods may follow a bare "are": "exports to A are", "A's exports are"."""
    verb = _IS.search(doc.norm, cue.end, clause.end)
    if verb is None:
        return None
    begin = cue.end
    for named in parties_named(doc, cue.end, verb.start()):
        if not _PREPOSITION.fullmatch(doc.norm, begin, named.start):
            return None
        begin = named.end
    return verb.end() if begin == verb.start() else None


def noted(doc: Document, cue: Cue, clause: Span) -> Span | None:
    """Return the goods in parentheses after a figure: "exports of $5 million (rice, tea)"."""
    for note in PARENTHESIS.finditer(doc.norm, cue.end, clause.end):
        span = Span(note.start() + 1, note.end() - 1)
        inside = Sentence(0, 0, span.start, span.end)
        dated = next(iter(doc.of(DateMention, inside)), None)
        if dated is not None or doc.of(AmountMention, inside):
            continue
        items, _ = goods.items(doc, span.start, span.end)
        if len(items) >= 2 and any(goods.named(doc, item).known for item in items):
            return span
    return None


def own_start(doc: Document, cue: Cue, clause: Span) -> int:
    """Return where the subject of a cue may begin: after the list of the clause before."""
    cut = max(
        doc.norm.rfind(mark, clause.start, cue.start)
        for mark in (",", ";", ":", ")", " và ", " and ", " - ", " while ")
    )
    named = parties_named(doc, clause.start, cue.start)  # "Bosnia and Herzegovina" is no list
    cut = next((s.start - 1 for s in named if s.start < cut < s.end), cut)
    return max(clause.start, cut + 1)
