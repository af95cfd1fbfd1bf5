"""The readable IRI of every fact, and what became of the ones that are no longer used.

An IRI is made from the key of the fact and the year it began, so that a finer date never
changes it. Two facts with one stem are told apart by ``-2``; who had the plain one keeps it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from legation.facts.kinds import Kind
from legation.facts.records import Record
from legation.terms import LGN, Iri, digest, fact, notation, slug

_LONG = 40
_CODED = re.compile(r"[A-Z]{2,5}(-|$)")
_PERSON = {"visitor", "holder", "decider", "agent"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One fact IRI for each group of claims, and where retired IRIs lead."""

    about: Mapping[str, str]
    groups: Mapping[str, tuple[Record, ...]]


def mint(
    kind: Kind, groups: Iterable[tuple[Record, ...]], base: str, before: Mapping[str, str]
) -> Facts:
    """Give each group of claims the IRI of its fact.

    ``before`` maps claims to the facts they spoke of until now.
    """
    by_stem: dict[str, list[tuple[Record, ...]]] = defaultdict(list)
    for group in groups:
        by_stem[fact(base, kind.path, _parts(kind, group))].append(group)
    about: dict[str, str] = {}
    facts: dict[str, tuple[Record, ...]] = {}
    for stem in sorted(by_stem):
        for iri, group in _numbered(stem, by_stem[stem], before):
            facts[iri] = group
            about.update({record.iri: iri for record in group})
    return Facts(about, facts)


def redirects(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return, for each fact that is gone, the fact that most of its claims speak of now.

    >>> redirects({"c1": "f/2008", "c2": "f/2008"}, {"c1": "f/2008-2", "c2": "f/2008-2"})
    {'f/2008': 'f/2008-2'}
    """
    live = set(after.values())
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, old in sorted(before.items()):
        if old not in live and claim in after:
            votes[old][after[claim]] += 1
    return {old: max(sorted(found), key=found.__getitem__) for old, found in sorted(votes.items())}


def _numbered(
    stem: str, groups: Sequence[tuple[Record, ...]], before: Mapping[str, str]
) -> list[tuple[str, tuple[Record, ...]]]:
    taken: set[str] = set()
    named: list[tuple[str, tuple[Record, ...]]] = []
    waiting = []
    for group in sorted(groups, key=_order):
        had = sorted({iri for r in group if _is_of(iri := before.get(r.iri, ""), stem)} - taken)
        if had:
            taken.add(had[0])
            named.append((had[0], group))
        else:
            waiting.append(group)
    number = 1
    for group in waiting:
        while (iri := stem if number == 1 else f"{stem}-{number}") in taken:
            number += 1
        taken.add(iri)
        named.append((iri, group))
    return named


def _is_of(iri: str, stem: str) -> bool:
    tail = iri.removeprefix(stem)
    return iri.startswith(stem) and (not tail or tail.removeprefix("-").isdigit())


def _order(group: tuple[Record, ...]) -> tuple[str, str]:
    earliest = min(
        (str(d.earliest) for r in group if (d := r.dating) and d.earliest), default="9999"
    )
    return earliest, group[0].iri


def _parts(kind: Kind, group: tuple[Record, ...]) -> tuple[str, ...]:
    first = group[0]
    parts: list[str] = []
    parties: list[str] = []
    for name in kind.key:
        values = sorted({t.value for t in first.values.get(name, ())})
        locals_ = [_readable(value) for value in values]
        if name in _PERSON:
            locals_ = [_CODED.sub("", local) for local in locals_]
        if name in {"sender", "host", "exporter", "importer", "recogniser", "recognised", "party"}:
            parties += locals_
        elif name == "visitor" and not values:
            parts += [Iri(t.value).local for t in first.values.get("capacity", ())[:1]]
        else:
            parts += locals_[:1]
    if parties:
        parts.insert(0, "-".join(parties))
    if kind.path == "agreement":
        parts.append(min(_short(r.one("title")) for r in group) or "untitled")
    if not kind.key or kind.path in {"remark", "set"}:
        parts.append(_local_to_source(first))
    years = sorted({str(d.earliest.year) for r in group if (d := r.dating) and d.earliest})
    if kind.path == "figure":
        parts.append(first.one("edtf").replace("/", "--") or "undated")
    elif kind.path not in {"agreement", "remark", "set", "session", "participation"}:
        parts.append(years[0] if years else "undated")
    return tuple(parts)


def _readable(iri: str) -> str:
    if iri.startswith(LGN):
        return notation(iri) or Iri(iri).local.lower()
    local = Iri(iri).local
    return local if _CODED.match(local) else slug(local, _LONG)


def _short(title: str) -> str:
    """Return a slug of a title that stays different when it has to be cut."""
    whole = slug(title, 200)
    return (
        whole if len(whole) <= _LONG else f"{whole[:_LONG].rpartition('-')[0]}-{digest(whole)[:4]}"
    )


def _local_to_source(record: Record) -> str:
    return f"{record.source.rpartition('/')[2]}-{record.iri.rpartition('/')[2]}"
