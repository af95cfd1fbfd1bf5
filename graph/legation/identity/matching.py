"""Which claims speak of the same fact: an equal key without dates, then a match of dates.

Nothing here depends on the order of claims. Dates known to the day come first and make facts;
a coarser date joins the one fact that lies inside it; where two lie inside, it stands alone
and is put up for review. MODEL: a base key per kind, annotated in the ontology (``lgn:key``,
``lgn:meets``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pyoxigraph as ox

from legation.facts.kinds import Kind, Meets
from legation.facts.records import Record, Term
from legation.identity.conditions import by_start
from legation.identity.entities import Doubt
from legation.identity.groups import Group, by_source, coarser, dating
from legation.identity.judgements import Judgements
from legation.identity.keys import key as stated_key
from legation.identity.keys import plain
from legation.identity.obeying import obeying
from legation.identity.titles import by_title
from legation.terms import concept
from legation.values.dates import Dating

#: Days between two dates of one key that are worth a look: they may be one event, misdated.
_NEAR = 45
#: What as a rule happens once, and what may have come between if it happened twice.
_ONCE = {
    "Recognition": "recognition was withdrawn between",
    "RelationEvent": "relations were severed between",
    "Mission": "it was closed between",
}

_ESTABLISHED = concept("change", "established")


@dataclass(frozen=True, slots=True)
class Matched:
    """Claims grouped by the fact they speak of, and what a person should look at."""

    groups: tuple[tuple[Record, ...], ...]
    doubts: tuple[Doubt, ...]


def match(
    kind: Kind,
    records: Iterable[Record],
    stand_ins: Mapping[str, str] | None = None,
    judged: Judgements | None = None,
) -> Matched:
    """Group claims of one kind, whose values are entities by now, into facts.

    ``stand_ins`` maps entities to what they stand for in a key: a government for its state.
    What is ``judged`` the same fact or two is so, whatever keys and dates say.

    Raises
    ------
    BadJudgement
        Judgements contradict each other for these claims.

    """
    records = list(records)
    groups: list[Group] = []
    doubts: list[Doubt] = []
    by_key: dict[tuple[str, ...], Group] = defaultdict(list)
    for record in sorted(records, key=lambda r: r.iri):
        by_key[_key(kind, record, stand_ins or {})].append(record)
    for key in sorted(by_key):
        if len(by_key[key]) == 1:
            groups.append(by_key[key])
            continue
        found, doubtful = _METHODS[kind.meets](by_key[key])
        groups += found
        doubts += doubtful + _apart(kind, found)
    if judged is not None and (ties := judged.over_claims(records, kind.name)):
        groups, doubts = obeying(
            groups, doubts, ties, lambda both: len(_METHODS[kind.meets](both)[0]) == 1
        )
    done = sorted((tuple(sorted(g, key=lambda r: r.iri)) for g in groups), key=lambda g: g[0].iri)
    return Matched(tuple(done), tuple(sorted(doubts, key=lambda d: d.subject)))


def _key(kind: Kind, record: Record, stand_ins: Mapping[str, str]) -> tuple[str, ...]:
    """Return the key of a claim; what leaves the key open keeps the claim to its source."""
    told = stated_key(kind, record)
    parts = [_compared(terms, stand_ins) for terms in told.values()]
    if kind.name == "Decision" and not told.get("object"):
        parts.append(record.iri)
    elif not _sufficient(kind, told, parts):
        parts.append(record.source)
    return tuple(parts)


def _compared(terms: Sequence[Term], stand_ins: Mapping[str, str]) -> str:
    if len(terms) == 1:
        return _comparable(terms[0], stand_ins)
    return ",".join(sorted({_comparable(t, stand_ins) for t in terms}))


def _comparable(term: Term, stand_ins: Mapping[str, str]) -> str:
    told = term.value
    return stand_ins.get(told) or (told if isinstance(term, ox.NamedNode) else plain(told))


def _sufficient(kind: Kind, told: Mapping[str, Sequence[Term]], parts: Sequence[str]) -> bool:
    """Tell whether the key says enough to meet a claim of another source."""
    if kind.meets is Meets.BY_KEY:
        return all(parts)
    if kind.name == "Visit":
        return bool(told["visitor"])
    if kind.name == "Tenure":
        return bool(told["holder"] or told["ordinal"])
    return any(parts)


def _one(records: Group) -> tuple[list[Group], list[Doubt]]:
    return [records], []


def _never(records: Group) -> tuple[list[Group], list[Doubt]]:
    return [[r] for r in records], []


def _by_occasion(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Join sets announced on one occasion, whatever number is declared; else by source and period."""
    tied: dict[tuple[str, ...], Group] = defaultdict(list)
    for record in records:
        period = (record.source, edtf) if (edtf := record.one("edtf")) else (record.iri,)
        tied[() if record.one("occasion") else period].append(record)
    return list(tied.values()), []


def _by_period(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Join claims about one period; where they have titles, these must agree too."""
    periods: dict[str, Group] = defaultdict(list)
    for record in records:
        periods[record.one("edtf") or record.iri].append(record)
    groups: list[Group] = []
    doubts: list[Doubt] = []
    for batch in periods.values():
        titled = any(r.one("title") for r in batch)
        found, doubtful = by_title(batch) if titled else ([batch], [])
        groups += found
        doubts += doubtful
    return groups, doubts


def _by_date(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Events: day by day first, then every coarser date to the one fact inside it."""
    dated = [r for r in records if r.dating is not None and r.dating.dated]
    days = _day_groups([r for r in dated if dating(r).exact])
    groups = [leg for group in days for leg in _stops(group)]
    doubts = coarser(groups, [r for r in dated if not dating(r).exact], Dating.refines)
    alone = by_source([r for r in records if r.dating is None or not r.dating.dated])
    return groups + alone, doubts


def _day_groups(records: Group) -> list[Group]:
    """Join what shares a day, and what shares a day with that; but two legs of a journey are two."""
    groups: list[Group] = []
    until = date.min
    legs = _legs(records)
    for record in sorted(records, key=lambda r: (dating(r).earliest, r.iri)):
        told = dating(record)
        begun = dating(groups[-1][0]).earliest if groups else None
        next_leg = told.earliest == until and until in legs and begun != until
        if groups and told.earliest is not None and told.earliest <= until and not next_leg:
            groups[-1].append(record)
        else:
            groups.append([record])
        until = max(until, told.latest or until)
    return groups


def _legs(records: Group) -> set[date]:
    """Return the days on which one row of a table ends and another of that table begins.

    Who writes a row for each leg counts two visits, and does not contradict himself. A claim that
    goes on over such a day tells that it was one.
    """
    ends: dict[str, set[date]] = defaultdict(set)
    spans = [(r, d.earliest, d.latest) for r in records if (d := dating(r)).earliest and d.latest]
    for record, first, last in spans:
        if first != last and "/row/" in record.iri:
            ends[record.source].add(last)
    days = {first for r, first, _ in spans if "/row/" in r.iri and first in ends[r.source]}
    return {day for day in days if not any(first < day < last for _, first, last in spans)}


def _stops(records: Group) -> list[Group]:
    """Part a visit by the places for which one table has a row each: they are legs too.

    What is told without such a place joins the leg of its date, else the first; if it goes on over
    all of them as none of them does, it tells that it was one visit.
    """
    rows: dict[str, set[tuple[Term, ...]]] = defaultdict(set)
    for record in records if records[0].kind == "Visit" else ():
        if "/row/" in record.iri and record.values.get("place"):
            rows[record.source].add(record.values["place"])
    places = {place for told in rows.values() if len(told) > 1 for place in told}
    if not places:
        return [records]
    legs: dict[tuple[Term, ...], Group] = defaultdict(list)
    others: Group = []
    for record in records:
        place = record.values.get("place", ())
        (legs[place] if place in places else others).append(record)
    whole = min(_firsts(records)), max(_lasts(records))
    long = [record for record in records if _span(record) == whole]
    if long and all(record in others for record in long):
        return [records]
    groups = sorted(legs.values(), key=lambda leg: (min(_firsts(leg)), leg[0].iri))
    for record in others:
        same = (g for g in groups if any(r.one("edtf") == record.one("edtf") for r in g))
        next(same, groups[0]).append(record)
    return groups


def _span(record: Record) -> tuple[date | None, date | None]:
    told = dating(record)
    return told.earliest, told.latest


def _firsts(records: Group) -> list[date]:
    return [day for record in records if (day := dating(record).earliest)]


def _lasts(records: Group) -> list[date]:
    return [day for record in records if (day := dating(record).latest)]


def _apart(kind: Kind, groups: list[Group]) -> list[Doubt]:
    """Put up for review what has one key and dates apart: near each other, or of what is once."""
    between = _ONCE.get(kind.name, "")
    if kind.name == "RelationEvent" and groups[0][0].one("change") != _ESTABLISHED:
        between = ""
    if not between and kind.meets is not Meets.BY_DATE:
        return []
    spans = sorted((extent, g[0].iri, g) for g in groups if (extent := _extent(kind, g)))
    doubts = []
    for (early, _, one), (late, _, other) in pairwise(spans):
        days = (late[0] - early[1]).days
        dates = f"{one[0].one('edtf')} and {other[0].one('edtf')}"
        reason = f"same key, dates near each other: {dates}" if days <= _NEAR else ""
        if between:
            reason = f"two dates for one step: {dates}; one may be wrong, or {between}"
        if days > 0 and reason and not (kind.condition and _over(one, late[0])):
            doubts.append(Doubt(min(r.iri for r in other), (min(r.iri for r in one),), reason))
    return doubts


def _over(group: Group, day: date) -> bool:
    """Tell whether a condition is said to have ended before a day."""
    return any(
        d.latest is not None and d.start_by != d.latest and d.latest < day
        for r in group
        if (d := r.dating)
    )


def _extent(kind: Kind, group: Group) -> tuple[date, date] | None:
    """Return the first and the last day a group may mean; of a condition, on which it began."""
    datings = [d for r in group if (d := r.dating)]
    firsts = [d.earliest for d in datings if d.earliest]
    lasts = [day for d in datings if (day := d.start_by if kind.condition else d.latest)]
    return (min(firsts), max(lasts)) if firsts and lasts else None


_METHODS: dict[Meets, Callable[[Group], tuple[list[Group], list[Doubt]]]] = {
    Meets.BY_DATE: _by_date,
    Meets.BY_START: by_start,
    Meets.BY_PERIOD: _by_period,
    Meets.BY_TITLE: by_title,
    Meets.BY_OCCASION: _by_occasion,
    Meets.BY_KEY: _one,
    Meets.NEVER: _never,
}
