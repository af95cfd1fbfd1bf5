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

from rapidfuzz import fuzz

from legation.facts.kinds import Kind, Meets
from legation.facts.records import Record
from legation.identity.entities import Doubt
from legation.terms import ascii_fold
from legation.values.dates import Dating

_ALIKE = 90
#: Days between two dates of one key that are worth a look: they may be one event, misdated.
_NEAR = 45

Group = list[Record]
_Inside = Callable[[Dating, Dating], bool]


@dataclass(frozen=True, slots=True)
class Matched:
    """Claims grouped by the fact they speak of, and what a person should look at."""

    groups: tuple[tuple[Record, ...], ...]
    doubts: tuple[Doubt, ...]


def match(
    kind: Kind, records: Iterable[Record], stand_ins: Mapping[str, str] | None = None
) -> Matched:
    """Group claims of one kind, whose values are entities by now, into facts.

    ``stand_ins`` maps entities to what they stand for in a key: a government for its state.
    """
    groups: list[Group] = []
    doubts: list[Doubt] = []
    by_key: dict[tuple[str, ...], Group] = defaultdict(list)
    for record in sorted(records, key=lambda r: r.iri):
        by_key[_key(kind, record, stand_ins or {})].append(record)
    for key in sorted(by_key):
        found, doubtful = _METHODS[kind.meets](by_key[key])
        groups += found
        doubts += doubtful
    done = sorted((tuple(sorted(g, key=lambda r: r.iri)) for g in groups), key=lambda g: g[0].iri)
    return Matched(tuple(done), tuple(sorted(doubts, key=lambda d: d.subject)))


def _key(kind: Kind, record: Record, stand_ins: Mapping[str, str]) -> tuple[str, ...]:
    """Return the key of a claim; what leaves the key open keeps the claim to its source."""
    parts = [
        ",".join(sorted({stand_ins.get(t.value, t.value) for t in record.values.get(name, ())}))
        for name in kind.key
    ]
    if not _sufficient(kind, record, parts):
        parts.append(record.source)
    return tuple(parts)


def _sufficient(kind: Kind, record: Record, parts: Sequence[str]) -> bool:
    """Tell whether the key says enough to meet a claim of another source."""
    if kind.meets is Meets.BY_KEY:
        return all(parts)
    if kind.name == "Visit":
        return bool(record.one("visitor"))
    if kind.name == "Tenure":
        return bool(record.one("holder") or record.one("ordinal"))
    return any(parts)


def _one(records: Group) -> tuple[list[Group], list[Doubt]]:
    return [records], []


def _never(records: Group) -> tuple[list[Group], list[Doubt]]:
    return [[r] for r in records], []


def _by_occasion(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Join sets announced on one occasion; else each claim is its own."""
    tied: dict[str, Group] = defaultdict(list)
    for record in records:
        tied[(record.one("occasion") and record.one("declared")) or record.iri].append(record)
    return list(tied.values()), []


def _by_period(records: Group) -> tuple[list[Group], list[Doubt]]:
    periods: dict[str, Group] = defaultdict(list)
    for record in records:
        periods[record.one("edtf") or record.iri].append(record)
    return list(periods.values()), []


def _by_title(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Agreements of the same parties are one when title and year of signature say the same.

    One without a year joins the only one of its title; it is never merged by its date alone.
    """
    groups: list[Group] = []
    doubts: list[Doubt] = []
    for record in sorted(records, key=lambda r: (not r.one("signedYear"), _title(r), r.iri)):
        fits = [g for g in groups if all(_same_agreement(record, other) for other in g)]
        if len(fits) == 1:
            fits[0].append(record)
            continue
        if fits:
            doubts.append(_doubt(record, fits))
        groups.append([record])
    return groups, doubts


def _same_agreement(one: Record, other: Record) -> bool:
    years = {r.one("signedYear") for r in (one, other)} - {""}
    first, second = _title(one), _title(other)
    return len(years) < 2 and bool(first) and fuzz.token_sort_ratio(first, second) >= _ALIKE


def _title(record: Record) -> str:
    return ascii_fold(record.one("title")).casefold()


def _by_date(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Events: day by day first, then every coarser date to the one fact inside it."""
    dated = [r for r in records if r.dating is not None and r.dating.dated]
    groups = _day_groups([r for r in dated if _dating(r).exact])
    doubts = _coarser(groups, [r for r in dated if not _dating(r).exact], Dating.refines)
    doubts += _near(groups)
    alone = _by_source([r for r in records if r.dating is None or not r.dating.dated])
    return groups + alone, doubts


def _by_start(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Conditions: only the start counts; one without a start joins if there is just one."""
    started = [r for r in records if r.dating is not None and r.dating.start_by is not None]
    sharp = [r for r in started if _dating(r).earliest == _dating(r).start_by]
    broad = [r for r in started if _dating(r).earliest != _dating(r).start_by]
    groups = _same_start(sharp)
    doubts = _coarser(groups, broad, Dating.begins_inside)
    rest = [r for r in records if r.dating is None or r.dating.start_by is None]
    if not rest:
        return groups, doubts
    if len(groups) == 1:
        groups[0] += rest
    else:
        doubts += [_doubt(r, groups) for r in rest if groups]
        groups.append(rest)
    return groups, doubts


def _day_groups(records: Group) -> list[Group]:
    """Join what shares a day, and what shares a day with that."""
    groups: list[Group] = []
    for record in sorted(records, key=lambda r: (_dating(r).earliest, r.iri)):
        touched = [g for g in groups if any(_dating(record).overlaps(_dating(o)) for o in g)]
        merged = [record, *(r for g in touched for r in g)]
        groups = [g for g in groups if g not in touched] + [merged]
    return groups


def _same_start(records: Group) -> list[Group]:
    starts: dict[str, Group] = defaultdict(list)
    for record in records:
        starts[str(_dating(record).earliest)].append(record)
    return [starts[day] for day in sorted(starts)]


def _coarser(groups: list[Group], records: Group, inside: _Inside) -> list[Doubt]:
    """Add coarser claims to ``groups``, the finest first; claims of equal date stay together."""
    doubts = []
    equal: dict[tuple[int, str], Group] = defaultdict(list)
    for record in records:
        equal[(_dating(record).vagueness, _window(record))].append(record)
    for key in sorted(equal):
        batch = equal[key]
        fits = [g for g in groups if all(inside(_dating(o), _dating(batch[0])) for o in g)]
        if len(fits) == 1:
            fits[0] += batch
            continue
        if fits:
            doubts += [_doubt(r, fits) for r in batch]
        groups.append(list(batch))
    return doubts


def _near(groups: list[Group]) -> list[Doubt]:
    """Put up for review what has one key and dates that are near but do not touch."""
    spans = sorted(groups, key=lambda g: (_extent(g), g[0].iri))
    doubts = []
    for one, other in pairwise(spans):
        if 0 < (_extent(other)[0] - _extent(one)[1]).days <= _NEAR:
            reason = (
                f"same key, dates near each other: {one[0].one('edtf')} and {other[0].one('edtf')}"
            )
            doubts.append(Doubt(min(r.iri for r in other), (min(r.iri for r in one),), reason))
    return doubts


def _extent(group: Group) -> tuple[date, date]:
    """Return the first and the last day that any claim of a dated group may mean."""
    first = min(d for r in group if (d := _dating(r).earliest) is not None)
    last = max(d for r in group if (d := _dating(r).latest) is not None)
    return first, last


def _doubt(record: Record, fits: list[Group]) -> Doubt:
    dates = " and ".join(sorted({g[0].one("edtf") for g in fits}))
    candidates = tuple(sorted(g[0].iri for g in fits))
    return Doubt(record.iri, candidates, f"{record.one('edtf') or 'no date'} fits {dates}")


def _by_source(records: Group) -> list[Group]:
    """Without a date only the claims of one source are taken to speak of one event."""
    sources: dict[str, Group] = defaultdict(list)
    for record in records:
        sources[record.source].append(record)
    return [sources[name] for name in sorted(sources)]


def _dating(record: Record) -> Dating:
    dating = record.dating
    if dating is None:
        raise ValueError(f"{record.iri} has no date")
    return dating


def _window(record: Record) -> str:
    dating = _dating(record)
    return f"{dating.earliest}/{dating.start_by}/{dating.end_from}/{dating.latest}"


_METHODS: dict[Meets, Callable[[Group], tuple[list[Group], list[Doubt]]]] = {
    Meets.BY_DATE: _by_date,
    Meets.BY_START: _by_start,
    Meets.BY_PERIOD: _by_period,
    Meets.BY_TITLE: _by_title,
    Meets.BY_OCCASION: _by_occasion,
    Meets.BY_KEY: _one,
    Meets.NEVER: _never,
}
