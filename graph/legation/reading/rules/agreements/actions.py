"""What else is done with an agreement, and when: it enters into force, is ratified, extended, ended.

The words are those of the vocabulary of treaty actions; an action is read where its date follows.
"""

from __future__ import annotations

import re
from functools import cache

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Span
from legation.identity.reference import forms
from legation.reading.document import DateMention, Document, Found, Sentence
from legation.reading.rules.agreements.instruments import KIND, parties
from legation.reading.rules.agreements.titles import title_end, title_start
from legation.reading.rules.clauses import states_in
from legation.reading.rules.trade.figures import inferred
from legation.reading.text import normalise
from legation.terms import concept

_FORCE = (
    r"(?:có|bắt đầu có|đi vào) hiệu lực|\b(?:came|comes?|entered|enters?|went|goes|go) into (?:force|effect)|"
    r"\b(?:took|takes?|taking) effect"
)
#: Actions that other rules read, and one whose words tell of negotiations rather than of a text.
_ELSEWHERE = {"signature", "initialling", "conclusion-of-negotiations", "entry-into-force"}
#: That the action is done to the agreement; what amends or extends another is called so, too.
_DONE = re.compile(r"(?:\b(?:được|đã|was|were|has been|have been)\b|\A\s)[^,;]{0,60}\Z")
_UNTIL = re.compile(r"\b(?:đến|tới|until|till|to|through|by)\b")
_CONDITION = re.compile(
    r"\b(?:nếu|đợi|chờ|until|once|if)\b[^,;]*\Z|\b(?P<past>sau khi|kể từ khi|từ khi|khi|when|after|since)\b[^,;]*\Z"
)
_FUTURE = re.compile(r"\b(?:sẽ|dự kiến|will|expected)\b[^,;]{0,30}\Z")
#: Between who acts and the word, and between the word and the agreement.
_DID = re.compile(r"\s(?:(?:đã|chính thức|cũng|has|had|have|formally|also|then) )*")
_OBJECT = re.compile(r"\s(?:(?:the|its|their|this|bản) )?")
_TITLE = 60
_OPENS = re.compile(r"\W{0,3}(?:(?:on|in|vào|ngày|tháng|năm) )*")
#: How many claims back an agreement is looked for.
_REACH = 400


@cache
def _words(language: str) -> re.Pattern[str]:
    """Return the words for actions in a language, each in a group named after its action."""
    found = {"entry-into-force": [_FORCE]}
    for form, notation in forms("action", language):
        if notation not in _ELSEWHERE:
            found.setdefault(notation, []).append(rf"\b{re.escape(normalise(form))}\b")
    return re.compile("|".join(f"(?P<{_group(n)}>{'|'.join(w)})" for n, w in found.items()))


def _group(notation: str) -> str:
    return notation.replace("-", "_")


def actions(doc: Document, found: Found, sentence: Sentence) -> None:
    """Add the actions that a sentence states of an agreement it names, with their dates.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The trade treaty of Laos and Peru entered into force in 1995."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> found = Found()
    >>> actions(doc, found, doc.sentences[0])
    >>> [claim.one("edtf") for claim in found if claim.kind == "TreatyAction"]
    ['1995']
    """
    for word in _words(doc.language).finditer(doc.norm, sentence.start, sentence.end):
        _action(doc, found, sentence, word)


def _action(doc: Document, found: Found, sentence: Sentence, word: re.Match[str]) -> None:
    norm, action = doc.norm, str(word.lastgroup).replace("_", "-")
    kind = KIND.search(norm, sentence.start, word.start())
    if kind is None and action != "entry-into-force":
        _acted(doc, found, sentence, word, action)
        return
    before = norm[sentence.start : word.start()]
    dates = doc.of(DateMention, sentence)
    date = next((d for d in dates if 0 <= d.start - word.end() <= 24), None)
    date = date or (_heading(doc, sentence, dates[0]) if dates else None)
    if kind is None or date is None or _open(doc, before[-200:], date):
        return
    if action != "entry-into-force" and (
        not _DONE.search(norm[kind.end() : word.end()])
        or _UNTIL.search(norm, word.end(), date.start)
    ):
        return
    later = _FUTURE.search(before[-200:]) is not None
    _add(doc, found, sentence, action, (word, kind, date), later=later)


def _acted(
    doc: Document, found: Found, sentence: Sentence, word: re.Match[str], action: str
) -> None:
    """Read the active voice: right before the word who did it, right behind it the agreement."""
    norm = doc.norm
    kind = _OBJECT.match(norm, word.end(), sentence.end)
    title = KIND.search(norm, word.end(), sentence.end)
    subject = states_in(doc, sentence.start, word.start())[-1:]
    if kind is None or title is None or title.start() - kind.end() > _TITLE or not subject:
        return
    dates = doc.of(DateMention, sentence)
    if len(dates) != 1 or not _DID.fullmatch(norm, subject[0].end, word.start()):
        return
    behind = dates[0].start >= title_end(doc, title.end(), sentence.end)
    date = dates[0] if behind else _heading(doc, sentence, dates[0])
    if (
        date is None
        or "/" in date.edtf
        or _UNTIL.search(norm, max(title.end(), date.start - 12), date.start)
    ):
        return
    if _open(doc, norm[sentence.start : word.start()][-200:], date):
        return
    _add(doc, found, sentence, action, (word, title, date), later=False)


def _add(
    doc: Document,
    found: Found,
    sentence: Sentence,
    action: str,
    told: tuple[re.Match[str], re.Match[str], DateMention],
    *,
    later: bool,
) -> None:
    word, kind, date = told
    ref = _known(doc, found, sentence, kind)
    if ref is None:
        return
    values: dict[str, tuple[Value, ...]] = {
        "agreement": (ref,),
        "action": (concept("action", action),),
        "edtf": (date.edtf,),
    }
    if later:
        values["status"] = (concept("status", "planned"),)
    span = Span(min(kind.start(), word.start(), date.start), max(word.end(), date.end))
    found.add(
        Claim("TreatyAction", values, (span,), f"agreements.{action}", repairs=inferred(doc, date))
    )


def _heading(doc: Document, sentence: Sentence, date: DateMention) -> DateMention | None:
    """Return the date that opens a sentence with nothing dated but what follows it."""
    opens = _OPENS.fullmatch(doc.norm, sentence.start, date.start)
    alone = len(doc.of(DateMention, sentence)) == 1
    return date if opens and alone and doc.norm.startswith(",", date.end) else None


def _open(doc: Document, before: str, date: DateMention) -> bool:
    """Tell whether an action is only a condition: "after it entered into force" is none if past."""
    condition = _CONDITION.search(before)
    past = "" < date.edtf[:7] < doc.source.issued[:7]
    return condition is not None and not (condition["past"] and past)


def _known(doc: Document, found: Found, sentence: Sentence, kind: re.Match[str]) -> ClaimRef | None:
    """Return the agreement a sentence names: one read before, else a new claim of it."""
    what = concept("agreement", str(kind.lastgroup).replace("n_", "").replace("_", "-"))
    who = parties(doc, sentence, kind.start(), sentence.end) or parties(
        doc, sentence, sentence.start, sentence.end
    )
    values = {p.value for p in who}
    end = title_end(doc, kind.end(), sentence.end)
    start = title_start(doc, kind.start(), sentence.start)
    for number in reversed(range(max(0, len(found.claims) - _REACH), len(found.claims))):
        claim = found.claims[number]
        if claim.kind == "Agreement" and claim.one("agreementKind") == what:
            same = set(claim.values["party"]) == values
            near = not values and 0 <= kind.start() - claim.spans[0].end < 600
            inside = claim.spans[0].start <= kind.start() < claim.spans[0].end
            if same or near or inside:
                return ClaimRef(number)
    if len(who) != 2 or end - kind.end() < 4:
        return None
    return found.add(
        Claim(
            "Agreement",
            {
                "party": tuple(p.value for p in who),
                "agreementKind": (what,),
                "title": (" ".join(doc.text[start:end].split()),),
            },
            (Span(start, end),),
            "agreements.named",
        )
    )
