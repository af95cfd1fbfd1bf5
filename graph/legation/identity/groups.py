"""Claims of one key while they are being matched: what joins what, and what is left in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from legation.facts.records import Record
from legation.identity.entities import Doubt
from legation.values.dates import Dating, Verdict

Group = list[Record]
_Inside = Callable[[Dating, Dating], bool]


def coarser(groups: list[Group], records: Group, inside: _Inside) -> list[Doubt]:
    """Add coarser claims to ``groups``, the finest first; claims of equal date stay together."""
    doubts = []
    equal: dict[tuple[int, str], Group] = defaultdict(list)
    for record in records:
        equal[(dating(record).vagueness, _window(record))].append(record)
    for key in sorted(equal):
        batch = equal[key]
        fits = [g for g in groups if all(inside(dating(o), dating(batch[0])) for o in g)]
        if len(fits) == 1:
            fits[0] += batch
            continue
        crossed = [g for g in groups if any(_crosses(dating(o), dating(batch[0])) for o in g)]
        if fits:
            doubts += [doubt(r, fits) for r in batch]
        elif crossed and inside == Dating.refines:
            doubts += [doubt(r, crossed, "shares days with") for r in batch]
        groups.append(list(batch))
    return doubts


def _crosses(one: Dating, other: Dating) -> bool:
    """Tell whether two dates share days and neither is a more precise form of the other."""
    apart = one.during(other) is Verdict.NO
    return not (apart or one.refines(other) or other.refines(one))


def by_source(records: Group) -> list[Group]:
    """Without both bounds only claims of one source that say the same are taken for one event."""
    sources: dict[tuple[str, str], Group] = defaultdict(list)
    for record in records:
        sources[record.source, record.one("edtf")].append(record)
    return [sources[name] for name in sorted(sources)]


def doubt(record: Record, fits: list[Group], how: str = "fits") -> Doubt:
    """Return the doubt which of several groups a claim belongs to."""
    dates = " and ".join(sorted({g[0].one("edtf") for g in fits}))
    candidates = tuple(sorted(g[0].iri for g in fits))
    return Doubt(record.iri, candidates, f"{record.one('edtf') or 'no date'} {how} {dates}")


def dating(record: Record) -> Dating:
    """Return the date of a claim that has one.

    Raises
    ------
    ValueError
        It has none.

    """
    told = record.dating
    if told is None:
        raise ValueError(f"{record.iri} has no date")
    return told


def _window(record: Record) -> str:
    told = dating(record)
    return f"{told.earliest}/{told.start_by}/{told.end_from}/{told.latest}"
