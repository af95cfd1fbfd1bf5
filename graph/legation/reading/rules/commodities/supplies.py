"""Goods that one state buys from another or supplies to it: told by verbs, outside of lists.

"A buys gas from B", "A supplies B with rice", "A is the largest supplier of rice to B". Only goods
that are known by name count: what is bought or supplied may also be shares, support, or
information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.claims import Claim
from legation.facts.evidence import Span
from legation.reading.document import Document, Sentence
from legation.reading.rules.commodities import goods
from legation.reading.rules.trade.flows import cues, parties_named
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import lgn, state

_BUYS = r"\b(?:mua|buys?|bought|purchase[sd]?)\b"
_SELLS = r"\b(?:bán|cung cấp|sells?|sold|suppl(?:y|ies|ied))\b"
_VERB = re.compile(f"(?P<buys>{_BUYS})|(?P<sells>{_SELLS})")
#: What stands before the other side; a buyer may follow its seller's verb at once.
_FROM = re.compile(r"\b(?:từ|của|from)(?: (?:thị trường|nước|the))?\s{1,3}\Z")
_TO = re.compile(r"\b(?:cho|sang|tới|đến|to)(?: (?:thị trường|nước|the))?\s{1,3}\Z|\A\s{1,3}\Z")
_AT_ONCE = re.compile(r"\s(?:(?:từ|của|cho|from|to) (?:(?:nước|the) )?)?")
_RANK = r"(?:(?:lớn|chính|chủ yếu|hàng đầu|quan trọng|nhất|thứ (?:hai|ba)) ){0,3}"
#: One that sells, as a noun; the good stands before the preposition of the other side.
_SELLER = re.compile(
    rf"\b(?:nguồn (?:cung cấp|cung)|nhà cung cấp) (?P<vi>[^,;.]{{2,40}}?) {_RANK}(?:của|cho) "
    r"|\b(?:suppliers?|exporters?) of (?P<en>[^,;.]{2,40}?) to "
)
_NOT_YET = re.compile(
    r"\bsẽ\b|\bmuốn\b|đề nghị|dự kiến|\b(?:will|would|to|could|may|hopes?|wants?|plans?)\s\Z|tặng|viện trợ|donat"
)
_NOT_ACTING = re.compile(r"[,;:()]|'s\b|\b(?:và|and|của|là|is|are)\b")
#: "bought $5 million worth of rice": the goods follow.
_WORTH = re.compile(
    r"\s(?:[^\W\d]+ ){0,2}\W{0,3}(?:us ?)?\W?\d[\d.,]*\s?\w+ (?:us dollars |dollars |usd )?worth of\s"
)
_BESIDE = 60
_MANY = 3


def read(doc: Document, sentence: Sentence, pairs: Pairs) -> Iterator[Claim]:
    """Yield an open list of the goods for each such verb of a sentence.

    Where a sentence names but one other state, or none in a text about two, that is the other side.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("Laos buys rice from Peru.", Source(Iri("https://e.org/a"), language="en"))
    >>> sold = read(doc, doc.sentences[0], Pairs.of(doc))
    >>> [[m.text for m in c.values["member"]] for c in sold]
    [['rice']]
    """
    yield from _verbs(doc, sentence, pairs)
    for match in _SELLER.finditer(doc.norm, sentence.start, sentence.end):
        subject = _subject(doc, sentence, match.start())
        after = parties_named(doc, match.end(), sentence.end)
        if not subject or not after or after[0].start - match.end() > 12:
            continue
        span = Span(*match.span(str(match.lastgroup)))
        yield from _sold(doc, subject, after[0].code, span, Span(match.start(), after[0].end))


def _verbs(doc: Document, sentence: Sentence, pairs: Pairs) -> Iterator[Claim]:
    """Yield the goods of "A sells X to B and buys Y": B is told once."""
    verbs = list(_VERB.finditer(doc.norm, sentence.start, sentence.end))
    subject = other = ""
    for place, verb in enumerate(verbs):
        after = verbs[place + 1].start() if place + 1 < len(verbs) else sentence.end
        stop = goods.clause_end(doc.norm, verb.end(), after)
        near = parties_named(doc, max(sentence.start, verb.start() - _BESIDE), verb.start())
        acts = near and not _NOT_ACTING.search(doc.norm, near[-1].end, verb.start())
        if acts or not subject:
            subject = near[-1].code if acts else _subject(doc, sentence, verb.start())
            other = other if other != subject else ""
        fits = _FROM if verb["buys"] else _TO
        told = [
            named
            for named in parties_named(doc, verb.end(), stop)
            if named.code != subject and fits.search(doc.norm[verb.end() : named.start])
        ]
        other = told[0].code if told else other or _only_other(doc, sentence, subject, pairs)
        if subject and other and not _is_not_yet(doc, sentence, verb.start()):
            exporter, importer = (other, subject) if verb["buys"] else (subject, other)
            begin = verb.end()
            if told and _AT_ONCE.fullmatch(doc.norm, begin, told[0].start):
                begin = told[0].end
                begin += len(" with") * doc.norm.startswith(" with ", begin)
            worth = _WORTH.match(doc.norm, begin, stop)
            begin = worth.end() if worth is not None else begin
            where, span = Span(begin, stop), Span(verb.start(), stop)
            yield from _sold(doc, exporter, importer, where, span, told=worth is not None)


def _only_other(doc: Document, sentence: Sentence, subject: str, pairs: Pairs) -> str:
    """Return the one other state a sentence of trade names, or that the text is about."""
    span = sentence.start, sentence.end
    if not subject or not any(c.kind in {"export", "import"} for c in cues(doc, *span)):
        return ""
    codes = {s.code for s in parties_named(doc, *span)} - {subject}
    if codes:
        return codes.pop() if len(codes) == 1 else ""
    return pairs.partner(subject, sentence)


def _is_not_yet(doc: Document, sentence: Sentence, start: int) -> bool:
    return _NOT_YET.search(doc.norm, max(sentence.start, start - 24), start) is not None


def _subject(doc: Document, sentence: Sentence, start: int) -> str:
    """Return who acts: the only state before the verb, else the first."""
    before = parties_named(doc, sentence.start, start)
    return before[0].code if before else ""


def _sold(
    doc: Document, exporter: str, importer: str, where: Span, span: Span, *, told: bool = False
) -> Iterator[Claim]:
    """Yield the goods of a stretch, if they are goods: all of a few, half of many.

    One known good is enough where they are ``told`` to be goods ("worth of").
    """
    items, _ = goods.items(doc, where.start, where.end)
    members = tuple(goods.named(doc, item) for item in items)
    known = sum(1 for m in members if m.known)
    least = 1.0 if told else len(members) / (1 + (len(members) >= _MANY))
    if exporter == importer or not known or known < least:
        return
    yield Claim(
        "OpenSet",
        {
            "memberKind": (lgn("Commodity"),),
            "exporter": (state(exporter),),
            "importer": (state(importer),),
            "member": members,
            "complete": (False,),
        },
        (span,),
        "commodities.supply",
    )
