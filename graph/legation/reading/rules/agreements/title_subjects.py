"""Titles that stand before their word for signing: "the accord was signed", "the accord signed in".

`legation.reading.rules.agreements.titles` finds those that stand behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.evidence import Repair, Span
from legation.reading.document import DateMention, Document, Sentence
from legation.reading.rules.agreements.instruments import KIND, plural
from legation.reading.rules.agreements.title_dates import listed
from legation.reading.rules.agreements.titles import EN_TITLE, SEVERAL, Title, named_from


def passive(doc: Document, sentence: Sentence, signing: re.Match[str]) -> Iterator[Title]:
    """Yield the title that was signed: "Hiệp định ... được ký ngày ...", "... was signed".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.signing_words import signings_of
    >>> from legation.terms import Iri
    >>> text = "The trade treaty was signed."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> (signed,) = signings_of(doc, doc.sentences[0])
    >>> [doc.text[t.start : t.end] for t in passive(doc, doc.sentences[0], signed)]
    ['trade treaty']
    """
    norm = doc.norm
    kind = KIND.search(norm, sentence.start, signing.start())
    if kind is None or plural(kind[0]):
        return
    begin = kind.start()
    if doc.language == "en":
        lead = EN_TITLE.search(
            norm[max(0, sentence.start - 1) : begin] if begin > sentence.start else ""
        )
        if lead is None and begin - sentence.start > 40:
            return
        begin = begin - len(lead["words"]) if lead else sentence.start
        begin = named_from(doc, begin, kind.start(), sentence.start)
    elif norm[sentence.start : begin].strip(' "-+') not in {"", "bản", "ngoài ra,"}:
        return
    stop = re.search(
        r"\s(?:đã|được|ký|was|were|is|has|have|that|signed|between)\b|,|\((?![a-z&-]{2,8}\))",
        norm[kind.end() : signing.start()],
    )
    title = Title(begin, kind.end() + stop.start() if stop else signing.start())
    name = _NAME.match(doc.text, title.end, signing.start())
    if name is not None and doc.text[begin : title.end].islower():  # "the trade deal, FICEPA, was"
        title = Title(*name.span("name"))
    yield title


_NAME = re.compile(r",\s(?P<name>(?=[A-Z-]{0,12}[A-Z]{2})[A-Z][\w-]{2,20}),\s")
_SHORT = re.compile(r"(?:The\s)?(?P<letters>[A-Z][A-Za-z]?[A-Z]{1,6})(?=[\s,(])")
_TO_SIGNING = re.compile(
    r"(?:,[^,;:.]{1,60},|\s?\([^()]{1,60}\))?\s(?:was|has been|had been|được|đã được)\s(?:\w+ly\s)?"
)


def abbreviated(doc: Document, sentence: Sentence, signing: re.Match[str]) -> Title | None:
    """Return the full title of what a sentence tells as signed by its initials: "the FTA was signed".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.signing_words import signings_of
    >>> from legation.terms import Iri
    >>> text = "They want a Coffee Export Treaty. The CET was signed in 1994."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> (signed,) = signings_of(doc, doc.sentences[1])
    >>> found = abbreviated(doc, doc.sentences[1], signed)
    >>> found and text[found.start : found.end]
    'Coffee Export Treaty'
    """
    short = _SHORT.match(doc.text, sentence.start, signing.start())
    if short is None or not _TO_SIGNING.fullmatch(doc.norm, short.end(), signing.start()):
        return None
    words = r"\s(?:(?:on|of|for|and|the)\s)*".join(
        rf"{letter}[a-z]{{1,20}}" for letter in short["letters"].upper()
    )
    full = re.compile(rf"\b{words}\b").search(doc.text, 0, sentence.start)
    if full is None or KIND.search(doc.norm, full.start(), full.end()) is None:
        return None
    return Title(full.start(), full.end())


_AUX = r"(?:\s?\(|,?\s(?:which|that|đã|được|cùng|hai bên|hai nước|was|were|is|has|have|had|been|chính thức|vừa|formally|officially|first)(?=[\s,]|\Z))"
#: What may stand between a title and its word for signing.
_LEFT = re.compile(rf"{_AUX}*(?:\sbetween [^,;:()]{{3,80}})?{_AUX}*,?\s{{0,3}}")
_BETWEEN = re.compile(r"\sbetween [^,;:()]{3,100}?(?=,|\s(?:was|were|is|has|have|had|signed)\b)")
_DATED = re.compile(
    r"(?:\s(?:at|in|tại|ở|vào|giữa|between)\s[^,;:()]{1,40})?,?\s{1,3}(?:(?:in|on|ngày|tháng|năm|vào|từ|hồi|các năm|back in|lại)\s{1,3}){0,3}\Z"
)
_CUT = re.compile(
    r"\s(?:đã|được|ký|was|were|is|has|have|had|that|which|signed|between|concluded)\b|,|\((?![a-z&-]{2,8}\))"
)


def postposed(
    doc: Document, sentence: Sentence, signing: re.Match[str]
) -> tuple[Title, list[DateMention]] | None:
    """Return the title before a word for signing that has its date right behind it, and the date.

    So in "thực hiện Hiệp định Thương mại ký năm 1995", "the accord signed in 1961 and 1979".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.signing_words import signings_of
    >>> from legation.terms import Iri
    >>> text = "They cited the trade treaty signed in 1994."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> (signed,) = signings_of(doc, doc.sentences[0])
    >>> found = postposed(doc, doc.sentences[0], signed)
    >>> found and [date.edtf for date in found[1]]
    ['1994']
    """
    norm = doc.norm
    reach = Span(signing.end(), min(sentence.end, signing.end() + 60))
    first = next(iter(doc.of(DateMention, reach)), None)
    if first is None or not _DATED.fullmatch(norm, signing.end(), first.start):
        return None
    kinds = [
        k
        for k in KIND.finditer(norm, max(sentence.start, signing.start() - 260), signing.start())
        if norm[k.start() - 1] + norm[k.end() : k.end() + 1] != "()"
    ]
    if not kinds or KIND.search(norm, signing.end(), first.start):
        return None
    kind = kinds[-1]
    between = norm[kind.end() : signing.start()]
    cut = _CUT.search(between)
    left = between[cut.start() :] if cut else ""
    if not _LEFT.fullmatch(left):
        return None
    mentions = listed(doc, first.start, sentence.end)
    several = len(mentions) > 1
    if plural(kind[0]) and not several:
        return None
    begin = kind.start()
    if doc.language == "en":
        lead = EN_TITLE.search(norm[max(0, sentence.start - 1, begin - 80) : begin])
        begin = begin - len(lead["words"]) if lead else begin
        begin = named_from(doc, begin, kind.start(), sentence.start)
    if SEVERAL.search(norm[max(sentence.start, begin - 60) : begin]) and not several:
        return None
    stop = kind.end() + cut.start() if cut else signing.start()
    if stop == kind.end() and begin == kind.start() and (whole := _BETWEEN.match(norm, stop)):
        stop = whole.end()  # it has no name but those between whom it is
    return Title(begin, stop), mentions


def signs_itself(doc: Document, sentence: Sentence, signing: re.Match[str]) -> tuple[Repair, ...]:
    """Record that an agreement stands where the signatories should: an agreement cannot sign.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.signing_words import signings_of
    >>> from legation.terms import Iri
    >>> text = "Hiệp định hải quan đã ký một thỏa thuận."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="vi"))
    >>> (signed,) = signings_of(doc, doc.sentences[0])
    >>> [repair.surface for repair in signs_itself(doc, doc.sentences[0], signed)]
    ['Hiệp định hải quan']
    """
    head = re.compile(r"[^,;]*?,\s").match(doc.norm, sentence.start, signing.start())
    start = head.end() if head else sentence.start
    kind = KIND.match(doc.norm, start, signing.start())
    active = re.search(r"\b(?:được|do|was|were|is|been)\b", doc.norm[start : signing.start()])
    if kind is None or active or re.match(r"\s?(?:kết)?[:(]", doc.norm[signing.end() :][:6]):
        return ()
    end = signing.start()
    while end > start and doc.norm[end - 1] == " ":
        end -= 1
    if doc.norm[start:end].endswith(" đã"):
        end -= 3
    span = Span(start, end)
    return (
        Repair(
            doc.text[start:end], "", "an agreement cannot sign: who signed is unclear", span, "open"
        ),
    )
