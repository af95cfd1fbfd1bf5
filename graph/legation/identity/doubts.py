"""What a graph is not sure about, best first, and how each doubt is answered."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass, replace

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.identity.judgements import Name, Reference
from legation.identity.named import Names
from legation.knowledge import value
from legation.terms import special
from legation.values import names
from legation.values.dates import Dating, Verdict

_CANDIDATE, _CLAIM, _REASON = term("candidate"), term("claim"), term("reason")
#: Two dates of one key that are this many days apart are hardly one event.
_NEAR = 90
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Two things that may be one: how likely, why, what rests on it, and how it is answered."""

    kind: str
    one: str
    other: str
    likeness: float
    reason: str
    claims: int
    sources: tuple[str, ...]
    one_means: Reference
    other_means: Reference
    arguments: tuple[str, str]

    def command(self, verdict: str = "same") -> str:
        """Return the command line that answers it."""
        one, other = (shlex.quote(argument) for argument in self.arguments)
        return f'legation {verdict} {one} {other} --why "…"'


def questions(store: ox.Store, base: str) -> tuple[OpenQuestion, ...]:
    """Return every pair of which a graph is not sure, the most alike first.

    A name that may be one of several is each of them with a part of the likeness: they were kept
    apart, so that it cannot be all.
    """
    known = Names(store, base)
    identity = node(special(base, "identity"))
    found: dict[tuple[Reference, Reference], OpenQuestion] = {}
    pairs = list(store.quads_for_pattern(None, _CANDIDATE, None, identity))
    several = Counter(quad.subject for quad in pairs)
    for quad in pairs:
        subject = next(value(q.object) for q in store.quads_for_pattern(quad.subject, _CLAIM, None))
        reason = next(value(q.object) for q in store.quads_for_pattern(quad.subject, _REASON, None))
        one, other = sorted((subject, value(quad.object)))
        share = several[quad.subject]
        made = _of_names(known, one, other, reason, share) or _of_claims(known, one, other, reason)
        if made:
            found[made.one_means, made.other_means] = made
    return tuple(
        sorted(found.values(), key=lambda q: (-q.likeness, -q.claims, q.kind, q.one, q.other))
    )


def _of_names(known: Names, one: str, other: str, reason: str, several: int) -> OpenQuestion | None:
    first, second = known.of_form(one), known.of_form(other)
    if first is None or second is None:
        return None
    resting = [known.naming(known.forms(known.entity(form))) for form in (one, other)]
    if first == second:
        # Namesakes: only in which source each stands tells one from the other.
        first, second = replace(first, source=_source(one)), replace(second, source=_source(other))
    return _made(
        known,
        (first, second),
        (first.text, second.text),
        names.similarity(first.text, second.text) / several,
        reason,
        resting,
    )


def _of_claims(known: Names, one: str, other: str, reason: str) -> OpenQuestion | None:
    first, second = known.of_claim(one), known.of_claim(other)
    if first is None or second is None:
        return None
    facts = [known.fact(claim) for claim in (one, other)]
    alike = _dates_alike(first.edtf, second.edtf)
    called = (known.label(facts[0]), known.label(facts[1]))
    resting = [set(known.claims(fact)) for fact in facts]
    return _made(known, (first, second), called, alike, reason, resting)


def _made(
    known: Names,
    means: tuple[Reference, Reference],
    called: tuple[str, str],
    likeness: float,
    reason: str,
    resting: list[set[str]],
) -> OpenQuestion:
    claims = resting[0] | resting[1]
    one, other = means
    return OpenQuestion(
        kind=one.type if isinstance(one, Name) else one.kind,
        one=called[0],
        other=called[1],
        likeness=round(likeness, 2),
        reason=reason,
        claims=len(claims),
        sources=tuple(sorted({_source(claim) for claim in claims})),
        one_means=one,
        other_means=other,
        arguments=(known.short(one), known.short(other)),
    )


def _source(claim: str) -> str:
    return claim.partition("/source/")[2].partition("/")[0]


def _dates_alike(one: str, other: str) -> float:
    """Return how near two dates are: one inside the other is half a match, for it fitted several."""
    if not one or not other:
        return 0.0
    first, second = Dating.parse(one), Dating.parse(other)
    if first.during(second) is not Verdict.NO or second.during(first) is not Verdict.NO:
        return _HALF
    gaps = [
        (late.earliest - end).days
        for early, late in ((first, second), (second, first))
        if late.earliest and (end := early.latest or early.start_by)
    ]
    return max(0.0, _HALF * (1 - max(gaps, default=_NEAR) / _NEAR))
