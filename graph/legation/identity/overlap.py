"""Terms that two sources date differently: nobody holds one post twice at a time.

What begins on one day is one condition (:mod:`legation.identity.matching`). Here meet those whose
starts differ and whose terms overlap for certain: the tables disagree, and what is settled says so.
A source that tells several terms of one stretch is not contradicted by one that tells the stretch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from legation.identity.entities import Doubt
from legation.identity.groups import Group, doubt
from legation.values.dates import Dating

#: More terms of one person in one post that overlap are no terms, and are not compared.
_COMPARED = 60


@dataclass(frozen=True, slots=True)
class _Held:
    """A group and the days on which the condition lasted for certain."""

    group: Group
    begun: date
    until: date

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(record.source for record in self.group)

    def shares(self, other: _Held) -> bool:
        """Tell whether both share more than half of the shorter; a day of handing over is none."""
        first, last = max(self.begun, other.begun), min(self.until, other.until)
        shorter = min(self.until - self.begun, other.until - other.begun)
        if shorter == timedelta():
            return first <= last and max(self.until, other.until) > last
        return last - first > shorter / 2


def overlapping(groups: Sequence[Group]) -> tuple[list[Group], list[Doubt]]:
    """Join the groups of one key that are one term, each told once by its sources.

    What overlaps several terms of another source joins none of them, and is put up for review.

    >>> from legation.facts.records import Record
    >>> def told(iri, source, edtf):
    ...     import pyoxigraph as ox
    ...     return Record(iri, source, "Tenure", "", {"edtf": (ox.Literal(edtf),)})
    >>> terms = [[told("x:1", "x:a", "2018/2022")], [told("x:2", "x:b", "2019/..")]]
    >>> joined, doubts = overlapping(terms)
    >>> [len(group) for group in joined], doubts
    ([2], [])
    """
    joined: list[Group] = []
    doubts: list[Doubt] = []
    for stretch in _stretches(groups):
        if 1 < len(stretch) <= _COMPARED:
            found, doubtful = _merged(stretch)
            joined += found
            doubts += doubtful
        else:
            joined += [held.group for held in stretch]
    return joined, doubts


def _stretches(groups: Sequence[Group]) -> Iterator[list[_Held]]:
    """Part the groups by time, so that only those are compared that may overlap."""
    stretch: list[_Held] = []
    until = date.min
    for held in sorted(map(_held, groups), key=lambda h: (h.begun, h.group[0].iri)):
        if stretch and held.begun > until:
            yield stretch
            stretch = []
        stretch.append(held)
        until = max(until, held.until)
    if stretch:
        yield stretch


def _merged(stretch: list[_Held]) -> tuple[list[Group], list[Doubt]]:
    near: dict[int, set[int]] = {n: set() for n in range(len(stretch))}
    for one, other in combinations(near, 2):
        if not stretch[one].sources & stretch[other].sources and stretch[one].shares(
            stretch[other]
        ):
            near[one].add(other)
            near[other].add(one)
    groups: list[Group] = []
    doubts: list[Doubt] = []
    left = set(near)
    while left:
        mine = sorted(_reached(min(left), near))
        left -= set(mine)
        told = Counter(source for n in mine for source in stretch[n].sources)
        if max(told.values()) == 1:
            groups.append([record for n in mine for record in stretch[n].group])
            continue
        groups += [stretch[n].group for n in mine]
        doubts += [
            doubt(stretch[n].group[0], [stretch[o].group for o in near[n]], "overlaps")
            for n in mine
            if len(near[n]) > 1 and all(told[source] == 1 for source in stretch[n].sources)
        ]
    return groups, doubts


def _reached(start: int, near: dict[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        for other in near[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def _held(group: Group) -> _Held:
    datings = [d for r in group if (d := r.dating) is not None and d.start_by is not None]
    begun = min(d.start_by for d in datings if d.start_by is not None)
    return _Held(group, begun, max(begun, *map(_lasts, datings)))


def _lasts(dating: Dating) -> date:
    """Return the last day of which it is certain that a condition lasted."""
    if dating.edtf.endswith("/.."):
        return date.max
    return dating.end_from or dating.start_by or date.min
