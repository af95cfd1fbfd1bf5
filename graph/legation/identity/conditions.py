"""Conditions meet by their start, and where sources differ on it, by the time they share."""

from __future__ import annotations

from collections import defaultdict

from legation.identity.entities import Doubt
from legation.identity.groups import Group, by_source, coarser, dating, doubt
from legation.identity.overlap import overlapping
from legation.values.dates import Dating


def by_start(records: Group) -> tuple[list[Group], list[Doubt]]:
    """Conditions: what begins on one day is one, and what overlaps in two sources is one."""
    started = [r for r in records if r.dating is not None and r.dating.start_by is not None]
    sharp = [r for r in started if dating(r).earliest == dating(r).start_by]
    broad = [r for r in started if dating(r).earliest != dating(r).start_by]
    groups = _same_start(sharp)
    doubts = coarser(groups, broad, Dating.begins_inside)
    groups, doubtful = overlapping(groups)
    doubts += doubtful
    ended = [r for r in records if r.dating is not None and r.dating.start_by is None]
    doubts += _ending(groups, ended)
    undated = [r for r in records if r.dating is None]
    if not undated:
        return groups, doubts
    if len(groups) == 1:
        groups[0] += undated
    else:
        doubts += [doubt(r, groups) for r in undated if groups]
        groups.append(undated)
    return groups, doubts


def _ending(groups: list[Group], records: Group) -> list[Doubt]:
    """Add claims of an end alone to the one condition that may have ended then, in ``groups``."""
    doubts = []
    for batch in by_source(records):
        fits = [
            g for g in groups if all(_may_end(dating(r), dating(batch[0])) for r in g if r.dating)
        ]
        if len(fits) == 1:
            fits[0] += batch
            continue
        doubts += [doubt(r, fits) for r in batch if fits]
        groups.append(batch)
    return doubts


def _may_end(told: Dating, end: Dating) -> bool:
    """Tell whether what one claim says of a condition leaves room for its end in another."""
    ends = end.end_from, end.latest
    if ends[0] is None or ends[1] is None:
        return False
    begun = told.earliest is None or told.earliest <= ends[1]
    later = told.end_from is not None and told.end_from > ends[1]
    sooner = told.latest is not None and told.latest < ends[0]
    return begun and not later and not sooner


def _same_start(records: Group) -> list[Group]:
    starts: dict[str, Group] = defaultdict(list)
    for record in records:
        starts[str(dating(record).earliest)].append(record)
    return [starts[day] for day in sorted(starts)]
