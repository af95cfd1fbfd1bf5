"""The day on which an agreement enters into force, where a text states it."""

from __future__ import annotations

import re

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, Found, Sentence
from legation.reading.rules.figures import inferred
from legation.reading.rules.instruments import KIND, parties
from legation.reading.rules.titles import title_end
from legation.terms import concept

_FORCE = re.compile(
    r"(?:có|bắt đầu có|đi vào) hiệu lực|\b(?:came|comes?|entered|enters?|went|goes|go) into (?:force|effect)|"
    r"\b(?:took|takes?|taking) effect"
)
_CONDITION = re.compile(r"\b(?:sau khi|khi|nếu|đợi|chờ|until|once|when|if|after)\b[^,;]*\Z")
_FUTURE = re.compile(r"\b(?:sẽ|dự kiến|will|expected)\b[^,;]{0,30}\Z")
#: How many claims back an agreement is looked for.
_REACH = 400


def in_force(doc: Document, found: Found, sentence: Sentence) -> None:
    """Add the entry into force that a sentence states of an agreement it names."""
    norm = doc.norm
    force = _FORCE.search(norm, sentence.start, sentence.end)
    if force is None:
        return
    kind = KIND.search(norm, sentence.start, force.start())
    before = norm[sentence.start : force.start()]
    date = next(
        (d for d in doc.of(DateMention, sentence) if 0 <= d.start - force.end() <= 24), None
    )
    if kind is None or date is None or _CONDITION.search(before[-200:]):
        return
    ref = _known(doc, found, sentence, kind)
    if ref is None:
        return
    later = _FUTURE.search(before[-200:]) or "will" in force[0]
    values: dict[str, tuple[Value, ...]] = {
        "agreement": (ref,),
        "action": (concept("action", "entry-into-force"),),
        "edtf": (date.edtf,),
    }
    if later:
        values["status"] = (concept("status", "planned"),)
    span = Span(kind.start(), date.end)
    found.add(
        Claim("TreatyAction", values, (span,), "agreements.force", repairs=inferred(doc, date))
    )


def _known(doc: Document, found: Found, sentence: Sentence, kind: re.Match[str]) -> ClaimRef | None:
    """Return the agreement a sentence names: one read before, else a new claim of it."""
    what = concept("agreement", str(kind.lastgroup).replace("n_", "").replace("_", "-"))
    who = parties(doc, sentence, kind.start(), sentence.end) or parties(
        doc, sentence, sentence.start, sentence.end
    )
    values = {p.value for p in who}
    end = title_end(doc, kind.end(), sentence.end)
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
                "title": (" ".join(doc.text[kind.start() : end].split()),),
            },
            (Span(kind.start(), end),),
            "agreements.named",
        )
    )
