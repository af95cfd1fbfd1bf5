"""Facts as matching found them, made to obey what a person judged of their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from legation.facts.records import Record
from legation.identity.entities import Doubt
from legation.identity.ties import Ties

Group = list[Record]


def obeying(
    groups: Iterable[Group],
    doubts: Iterable[Doubt],
    ties: Ties,
    together: Callable[[Group], bool],
) -> tuple[list[Group], list[Doubt]]:
    """Return the groups without what is judged different in one, and what is judged the same as one.

    Where a group has to part, a claim that nobody judged goes with those that it is ``together``
    with by itself; one that could go with several goes with none. Doubts that are answered are
    left out.
    """
    doubts = list(doubts)
    all_groups = list(groups)
    for group in all_groups:
        doubts += _part(sorted(group, key=lambda r: r.iri), ties, together)
    whole: dict[str, Group] = defaultdict(list)
    for group in all_groups:
        for record in group:
            whole[ties.find(record.iri)].append(record)
    return list(whole.values()), [open_ for doubt in doubts for open_ in _still_open(doubt, ties)]


def _part(group: Group, ties: Ties, together: Callable[[Group], bool]) -> list[Doubt]:
    """Tie the claims of a group together as far as judgements let them be."""
    parts: list[Group] = []
    rest: Group = []
    for record in group:
        if record.iri not in ties:
            rest.append(record)
            continue
        own = next((p for p in parts if not ties.apart(p[0].iri, record.iri)), None)
        if own is None:
            parts.append([record])
        else:
            own.append(record)
            ties.join(own[0].iri, record.iri)
    if len(parts) <= 1:
        for record in [*rest, *(r for part in parts for r in part)]:
            ties.join(group[0].iri, record.iri)
        return []
    doubts: list[Doubt] = []
    for record in rest:
        fits = [part for part in parts if together([*part, record])]
        if len(fits) == 1:
            ties.join(fits[0][0].iri, record.iri)
        elif fits:
            reason = "it could be any of several that are judged different"
            doubts.append(Doubt(record.iri, tuple(p[0].iri for p in fits), reason))
    return doubts


def _still_open(doubt: Doubt, ties: Ties) -> list[Doubt]:
    """Return a doubt with the candidates that no judgement rules out or has made one with it."""
    me = ties.find(doubt.subject)
    left = tuple(
        c for c in doubt.candidates if ties.find(c) != me and not ties.apart(c, doubt.subject)
    )
    return [Doubt(doubt.subject, left, doubt.reason)] if left else []
