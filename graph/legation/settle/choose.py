"""What a fact says when its claims differ, by recorded rule; who loses is kept as a disagreement.

The rules, in order (``MODEL``): sets unite; a date that is a more precise form of the others
wins and they are refinements; a place inside another place likewise; a status goes forward;
of other values the one of the newest source wins, then of the first claim. A figure is settled
whole, with its multiplier and unit. Nothing is averaged and no value is made that no source states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.facts.quads import literal
from legation.facts.records import Record, Term
from legation.settle.amounts import TIED, agree, amount, is_approximate
from legation.terms import XSD, notation
from legation.values.dates import Dating

#: How far a thing has come; what is further along wins. "Planned" never undoes "postponed".
_LADDER = {
    "planned": 0,
    "upcoming": 0,
    "drafting": 1,
    "adopted": 2,
    "implementing": 3,
    "postponed": 4,
    "held": 5,
    "cancelled": 5,
}
_ON_CLAIMS_ONLY = {"signedYear"}
#: One thing may have titles in many wordings; they are no dispute.
_WORDINGS = {"title"}
#: A fact of which nothing is said on this property is not contradicted by one that is vague.
_VAGUE = {"rank-unspecified", "office-other", "agreement-other", "organisation-other"}


@dataclass(frozen=True, slots=True, order=True)
class Dispute:
    """Two claims that differ on one property of one fact, and the values they state of it.

    The value of a figure is what it amounts to.
    """

    type: str
    property: str
    kept: str
    lost: str
    rule: str
    kept_value: Term = field(compare=False)
    lost_value: Term = field(compare=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """What one fact says, which claims differ on it, and in how many publications it stands.

    A claim that names no publication it was taken from stands in its source.
    """

    iri: str
    kind: str
    values: Mapping[str, tuple[Term, ...]]
    sources: tuple[str, ...]
    disputes: tuple[Dispute, ...] = ()
    publications: frozenset[str] = frozenset()


def settle(iri: str, records: Sequence[Record], located_in: Callable[[str, str], bool]) -> Settled:
    """Decide what one fact says; ``located_in`` tells whether a place lies inside another."""
    if len(records) == 1:
        return _as_stated(iri, records[0])
    stated: dict[str, list[_Choice]] = defaultdict(list)
    for place, record in enumerate(sorted(records, key=lambda r: r.iri)):
        for name, terms in record.values.items():
            if name not in _ON_CLAIMS_ONLY:
                stated[name].append(_Choice(terms, record, (record.issued, -place)))
    values: dict[str, tuple[Term, ...]] = {}
    disputes: list[Dispute] = []
    tied = {t for name, others in TIED.items() if name in stated for t in others}
    for name in sorted(stated.keys() - tied):
        if name in vocabulary().sets:
            values[name] = tuple(sorted({t for c in stated[name] for t in c.terms}, key=str))
            continue
        choices = _distinct(name, stated[name])
        winner, rule, kinds = _decide(name, choices, located_in)
        told = (name, *TIED.get(name, ()))
        values |= {n: winner.record.values[n][:1] for n in told if n in winner.record.values}
        disputes += _disputes(name, winner, rule, kinds)
    return Settled(
        iri=iri,
        kind=records[0].kind,
        values=values,
        sources=tuple(sorted({r.source for r in records})),
        disputes=tuple(sorted(disputes)),
        publications=frozenset(r.origin or r.source for r in records),
    )


def _as_stated(iri: str, record: Record) -> Settled:
    """Return what a fact says of which there is one claim."""
    sets = vocabulary().sets
    values = {
        name: terms if name in sets else terms[:1]
        for name, terms in record.values.items()
        if name not in _ON_CLAIMS_ONLY
    }
    publications = frozenset([record.origin or record.source])
    return Settled(iri, record.kind, values, (record.source,), (), publications)


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """One value that is stated, and the claim that speaks for it: the newest, then the first."""

    terms: tuple[Term, ...]
    record: Record
    order: tuple[str, int]

    @property
    def term(self) -> Term:
        return self.terms[0]

    def said(self, name: str) -> Term:
        """Return what the claim says of a property, a figure in single units."""
        return literal(amount(self.record.values)) if name == "value" else self.term


def _distinct(name: str, stated: list[_Choice]) -> list[_Choice]:
    if all(choice.terms[:1] == stated[0].terms[:1] for choice in stated) and name not in TIED:
        return [max(stated, key=lambda c: c.order)]
    best: dict[tuple[str, ...], _Choice] = {}
    for choice in stated:
        told = (choice.terms, *(choice.record.values.get(n, ()) for n in TIED.get(name, ())))
        same = tuple(_comparable(t[0]) if t else "" for t in told)
        held = best.get(same)
        if held is None or choice.order > held.order:
            best[same] = choice
    return sorted(best.values(), key=lambda c: c.order, reverse=True)


def _comparable(term: Term) -> str:
    """Return a value so that spacing, letter case and trailing zeros make no difference."""
    if not isinstance(term, ox.Literal):
        return term.value
    if term.datatype.value == XSD + "decimal":
        return str(Decimal(term.value).normalize())
    return " ".join(term.value.split()).casefold()


_Verdicts = list[tuple[_Choice, str]]


def _decide(
    name: str, choices: list[_Choice], located_in: Callable[[str, str], bool]
) -> tuple[_Choice, str, _Verdicts]:
    if len(choices) == 1:
        return choices[0], "", []
    if name == "edtf":
        return _by_date(choices)
    if name == "place":
        return _by_order(
            choices, lambda a, b: located_in(a.term.value, b.term.value), "inside the other place"
        )
    if name == "status" and all(notation(c.term.value) in _LADDER for c in choices):
        return _by_status(choices)
    if name in TIED:
        return _by_figure(name, choices)
    if name in _WORDINGS:
        return choices[0], "", []
    telling = [c for c in choices if not any(c.term.value.endswith(v) for v in _VAGUE)] or choices
    winner = telling[0]
    return winner, "newest source, then first claim", [(c, "Contradiction") for c in telling[1:]]


def _by_figure(name: str, choices: list[_Choice]) -> tuple[_Choice, str, _Verdicts]:
    """Take figures whole: an exact one before an approximate one, then the one that says more."""
    newest = choices[0]
    alike = [c for c in choices if _same_figure(name, newest, c)]
    winner = max(
        alike,
        key=lambda c: (
            not is_approximate(c.record.values),
            sum(n in c.record.values for n in TIED[name] if name != "value"),
            c.order,
        ),
    )
    rest = [c for c in choices if not _same_figure(name, winner, c)]
    return winner, "newest source, then first claim", [(c, "Contradiction") for c in rest]


def _same_figure(name: str, one: _Choice, other: _Choice) -> bool:
    """Tell whether two claims agree on a figure; what one of them leaves out is no difference."""
    first, second = one.record.values, other.record.values
    if name == "value":
        return agree(first, second)
    both = [n for n in (name, *TIED[name]) if n in first and n in second]
    return all(_comparable(first[n][0]) == _comparable(second[n][0]) for n in both)


def _by_date(choices: list[_Choice]) -> tuple[_Choice, str, _Verdicts]:
    dates = {c: Dating.parse(c.term.value) for c in choices}
    finest = [
        c for c in choices if not any(dates[o].refines(dates[c]) and o is not c for o in choices)
    ]
    winner = (finest or choices)[0]
    verdicts = [
        (c, "Refinement" if _compatible(dates[winner], dates[c]) else "Contradiction")
        for c in choices
        if c is not winner
    ]
    return winner, "most precise date inside the others", verdicts


def _compatible(kept: Dating, other: Dating) -> bool:
    """Tell whether both dates may be right: neither end lies outside the window of the other."""
    starts = (kept.earliest, kept.start_by), (other.earliest, other.start_by)
    ends = (kept.end_from, kept.latest), (other.end_from, other.latest)
    for (low, high), (first, last) in (starts, ends):
        if high is not None and first is not None and high < first:
            return False
        if last is not None and low is not None and last < low:
            return False
    return True


def _by_order(
    choices: list[_Choice], inside: Callable[[_Choice, _Choice], bool], rule: str
) -> tuple[_Choice, str, _Verdicts]:
    finest = [c for c in choices if not any(inside(o, c) for o in choices if o is not c)]
    winner = (finest or choices)[0]
    verdicts = [
        (c, "Refinement" if inside(winner, c) else "Contradiction")
        for c in choices
        if c is not winner
    ]
    return winner, rule, verdicts


def _by_status(choices: list[_Choice]) -> tuple[_Choice, str, _Verdicts]:
    step = {c: _LADDER[notation(c.term.value)] for c in choices}
    winner = max(choices, key=lambda c: (step[c], c.order))
    verdicts = [
        (c, "Contradiction" if step[c] == step[winner] == _LADDER["held"] else "Refinement")
        for c in choices
        if c is not winner
    ]
    return winner, "furthest along", verdicts


def _disputes(name: str, winner: _Choice, rule: str, verdicts: _Verdicts) -> Iterator[Dispute]:
    for choice, type_ in verdicts:
        yield Dispute(
            type=type_,
            property=name,
            kept=winner.record.iri,
            lost=choice.record.iri,
            rule=rule,
            kept_value=winner.said(name),
            lost_value=choice.said(name),
        )
