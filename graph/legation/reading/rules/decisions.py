"""Decisions of persons in office, and programmes of two states for a number of years.

A programme that is being drafted and carried out at once gets the weaker word: what is still
being drafted is not in force as a whole, and a later source can only raise it.
"""

from __future__ import annotations

import re

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Found, PersonMention, Sentence
from legation.reading.rules.trade.figures import inferred
from legation.reading.rules.trade.flows import parties_named, two_before
from legation.terms import concept

_DECIDED = re.compile(
    r"(?:đã )?(?:ra quyết định |quyết định )?(?P<allow>cho phép)\s|đã quyết định\s|"
    r"\b(?:has |had )?(?P<permit>allowed|permitted|authori[sz]ed)\s|\b(?:has |had )?decided to\s"
)
_MODAL = re.compile(
    r"\b(?:sẽ|có thể|đề nghị|mong|không|chưa|will|may|could|would|not|asked|requested)\b[^,;]{0,20}\Z"
)
_PEOPLE = re.compile(
    r"(?:những |các )?(?:công dân|người|kiều bào|sinh viên|lao động|doanh nghiệp)\b|(?:the )?(?:[a-z]+ )?(?:citizens|nationals|students|workers|companies)\b"
)
_GRANTED = re.compile(r"\s(?:được|to)\s")
_PROGRAMME = re.compile(
    r"\b(?:chương trình|kế hoạch)(?: (?:hợp tác|hành động|trao đổi|phối hợp))\b|"
    r"\b(?:[\w-]{1,40} ){0,3}?(?:program(?:me)?|plan) (?:of|for) (?:cooperation|action|collaboration)\b|\b(?:cooperation|action|exchange) (?:program(?:me)?|plan)\b"
)
#: From the weakest to the strongest word for how far a programme has come.
_STEPS = (
    ("drafting", r"soạn thảo|xây dựng|dự thảo|\bdraft\w*|drawing up|elaborat\w+"),
    ("planned", r"\bsẽ\b|dự kiến|\bwill\b|\bplans? to\b"),
    ("adopted", r"thông qua|phê duyệt|ban hành|\bký|\badopted|\bapproved|\bsigned|\bagreed on"),
    ("implementing", r"thực hiện|triển khai|\bimplement\w*|carry(?:ing)? out|carried out"),
)
_LONGEST = 160


def read(doc: Document, found: Found) -> None:
    """Add a Decision for each permission a person gave, a Programme for each dated programme.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "They are drafting the Laos-Peru cooperation programme 2011-2015."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [c.one("edtf") for c in found]
    ['2011/2015']
    """
    for sentence in doc.sentences:
        for claim in (_decision(doc, sentence), _programme(doc, sentence)):
            if claim is not None:
                found.add(claim)


def _decision(doc: Document, sentence: Sentence) -> Claim | None:
    """Return what a person in office allowed or decided."""
    norm = doc.norm
    match = _DECIDED.search(norm, sentence.start, sentence.end)
    if match is None or _MODAL.search(norm, max(sentence.start, match.start() - 30), match.start()):
        return None
    persons = [p for p in doc.of(PersonMention, sentence) if p.end <= match.start()]
    decider = persons[-1] if persons and match.start() - persons[-1].end <= 12 else None
    if decider is None or decider.name is None:
        return None
    end = _end(norm, match.end(), sentence.end)
    values: dict[str, tuple[Value, ...]] = {
        "decider": (decider.name,),
        "object": (" ".join(doc.text[match.end() : end].split()),),
    }
    if decider.posts:
        values["capacity"] = decider.posts
    beneficiary = _beneficiary(doc, match.end(), end)
    if beneficiary is not None and (match["allow"] or match["permit"]):
        values["beneficiary"] = (beneficiary,)
    date = next((d for d in doc.of(DateMention, sentence) if d.end <= match.start()), None)
    if date is not None:
        values["edtf"] = (date.edtf,)
    start = min(decider.start, date.start if date is not None else decider.start)
    return Claim(
        "Decision", values, (Span(start, end),), "decisions.allowed", repairs=inferred(doc, date)
    )


def _beneficiary(doc: Document, start: int, end: int) -> Named | None:
    """Return the people a permission is given to, if it says of which state they are."""
    people = _PEOPLE.match(doc.norm, start, end)
    granted = _GRANTED.search(doc.norm, start, end)
    if people is None or granted is None:
        return None
    codes = list(dict.fromkeys(s.code for s in parties_named(doc, start, granted.start())))
    if not codes:
        return None
    text = " ".join(doc.text[start : granted.start()].split())
    return Named(
        "Population",
        text,
        tuple(codes[:2]),
        language=doc.language,
        spans=(Span(start, granted.start()),),
    )


def _programme(doc: Document, sentence: Sentence) -> Claim | None:
    """Return a programme of two states that a sentence dates and says something of."""
    norm = doc.norm
    match = _PROGRAMME.search(norm, sentence.start, sentence.end)
    if match is None:
        return None
    period = next(
        (
            d
            for d in doc.of(DateMention, sentence)
            if len(d.edtf) == 9 and match.start() < d.start <= match.end() + 80
        ),
        None,
    )
    status = next(
        (s for s, words in _STEPS if re.search(words, norm[sentence.start : match.start()])), None
    )
    if period is None or status is None:
        return None
    named = dict.fromkeys(s.code for s in parties_named(doc, match.start(), period.start))
    codes = tuple(named) if len(named) == 2 else two_before(doc, sentence)
    if not codes:
        return None
    values: dict[str, tuple[Value, ...]] = {
        "party": tuple(actor(code) for code in codes),
        "title": (" ".join(doc.text[match.start() : period.end].split()),),
        "edtf": (period.edtf,),
        "status": (concept("status", status),),
    }
    return Claim("Programme", values, (Span(match.start(), period.end),), "decisions.programme")


def _end(norm: str, start: int, end: int) -> int:
    """Return where the object of a decision ends: with its sentence, at most some words on."""
    while end > start and norm[end - 1] in " .\n":
        end -= 1
    if end - start <= _LONGEST:
        return end
    space = norm.rfind(" ", start, start + _LONGEST)
    return space if space > start else start + _LONGEST
