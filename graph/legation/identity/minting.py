"""The readable IRI of every fact, and what became of the ones that are no longer used.

An IRI is made from the key of the fact and the year it began, so that a finer date never
changes it. Two facts with one stem are told apart by ``-2``; who had the plain one keeps it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from legation.facts.kinds import Kind
from legation.facts.records import Record
from legation.identity.keys import POINTS_TO_FACT, key
from legation.identity.register import Wish, assign, without_number
from legation.terms import LGN, Iri, digest, fact, notation, slug

_LONG = 40
_CODED = re.compile(r"[A-Z]{2,5}(-|$)")
_PERSON = {"visitor", "holder", "decider", "agent"}
_PARTIES = {"sender", "host", "exporter", "importer", "recogniser", "recognised", "party"}
_UNDATED = "undated"
#: What two claims of a partition may differ in.
NO_PART = {"authority", "commodity", *POINTS_TO_FACT}


@dataclass(frozen=True, slots=True)
class Facts:
    """One fact IRI for each group of claims, and where retired IRIs lead."""

    about: Mapping[str, str]
    groups: Mapping[str, tuple[Record, ...]]
    retired: Mapping[str, str]


def mint(
    kind: Kind,
    groups: Iterable[tuple[Record, ...]],
    base: str,
    before: Mapping[str, str],
    moved: Mapping[str, str] | None = None,
    taken: Callable[[str], bool] = lambda _: False,
) -> Facts:
    """Give each group of claims the IRI of its fact.

    ``before`` maps claims to the facts they spoke of until now. A claim is only known by its
    place in a document, and the document may have changed: so a group keeps, and an older IRI
    leads to, no more than what one of its claims would be called by itself. ``moved`` maps
    entities to those that took their place: an IRI with the name of an older one leads on.
    ``taken`` tells of other facts which IRIs they have.
    """
    ordered = sorted(groups, key=_order)
    stems = [fact(base, kind.path, _parts(kind, group)) for group in ordered]
    parts = _parts_moved(moved or {})
    own = [_earlier(kind, group, base, before, {}) for group in ordered]
    old = [_earlier(kind, group, base, before, parts) for group in ordered] if parts else own
    wishes = [Wish(stem, _kept(had, stem)) for stem, had in zip(stems, own, strict=True)]
    named = assign(wishes, taken)
    facts = {str(iri): group for iri, group in zip(named, ordered, strict=True)}
    leads = [
        (-n, gone, str(iri)) for had, iri in zip(old, named, strict=True) for gone, n in had.items()
    ]
    retired = {gone: iri for _, gone, iri in sorted(leads, reverse=True) if gone not in facts}
    about = {record.iri: iri for iri, group in facts.items() for record in group}
    return Facts(about, facts, retired)


def partition(kind: Kind, record: Record, stand_ins: Mapping[str, str]) -> str:
    """Return what two claims share that may speak of one fact, or whose facts may be called alike.

    Figures of two authorities share it too, and those of different goods in one flow: they may
    differ. Texts, numbers and other facts are left out.
    """
    told = []
    for name, terms in key(kind, record).items():
        if name not in NO_PART and any(isinstance(t, ox.NamedNode) for t in terms):
            locals_ = [
                _readable(iri) for iri in sorted(stand_ins.get(t.value, t.value) for t in terms)
            ]
            if name in _PERSON and record.values.get(name):
                locals_ = [_CODED.sub("", local) for local in locals_]
            told.append("-".join(sorted(set(locals_))) if name in _PARTIES else locals_[0])
    return "/".join((kind.path, *told))


def _earlier(
    kind: Kind,
    group: tuple[Record, ...],
    base: str,
    before: Mapping[str, str],
    moved: Mapping[str, str],
) -> Counter[str]:
    """Return the IRIs under which claims of a group went and that are right for it still."""
    had = Counter(before[r.iri] for r in group if r.iri in before)
    if not had:
        return had
    alone = {fact(base, kind.path, _parts(kind, (r,))) for r in group}
    undated = {f"{stem.rpartition('/')[0]}/{_UNDATED}" for stem in alone}
    own = alone | undated if _has_year(kind) else alone

    def fits(iri: str) -> bool:
        now = "/".join(moved.get(part, part) for part in iri.split("/"))
        return now in own or without_number(now) in own

    return Counter({iri: n for iri, n in had.items() if fits(iri)})


def _kept(had: Counter[str], stem: str) -> dict[str, int]:
    """Leave out IRIs without a year if there is one now: those lead on instead."""
    dated = not stem.endswith(f"/{_UNDATED}")
    gone = {iri for iri in had if dated and without_number(iri).endswith(f"/{_UNDATED}")}
    return {iri: n for iri, n in had.items() if iri not in gone}


def _parts_moved(moved: Mapping[str, str]) -> dict[str, str]:
    """Return how parts of IRIs that name entities read now."""
    parts = {_readable(old): _readable(new) for old, new in moved.items()}
    return parts | {_CODED.sub("", old): _CODED.sub("", new) for old, new in parts.items()}


def _order(group: tuple[Record, ...]) -> tuple[str, str]:
    earliest = min(
        (str(d.earliest) for r in group if (d := r.dating) and d.earliest), default="9999"
    )
    return earliest, group[0].iri


def _parts(kind: Kind, group: tuple[Record, ...]) -> tuple[str, ...]:
    first = group[0]
    parts: list[str] = []
    parties: list[str] = []
    for name, terms in key(kind, first).items():
        locals_ = [_readable(value) for value in sorted({t.value for t in terms})]
        if name == "object":
            locals_ = [_short(t.value) for t in terms]
        if name in _PERSON and first.values.get(name):
            locals_ = [_CODED.sub("", local) for local in locals_]
        if name in _PARTIES:
            parties += locals_
        else:
            parts += locals_[:1]
    if parties:
        parts.insert(0, "-".join(parties))
    if kind.path == "agreement":
        parts.append(min(_short(r.one("title")) for r in group) or "untitled")
    if not kind.key or kind.path in {"remark", "set"}:
        parts.append(_local_to_source(first))
    if kind.path == "figure":
        parts.append(first.one("edtf").replace("/", "--") or _UNDATED)
    elif _has_year(kind):
        parts.append(_year(group))
    return tuple(parts)


def _has_year(kind: Kind) -> bool:
    return kind.path not in {"agreement", "remark", "set", "session", "participation", "figure"}


def _year(group: tuple[Record, ...]) -> str:
    """Return the year in which a fact began, by the claim that knows most precisely."""
    began = sorted((d.vagueness, d.earliest) for r in group if (d := r.dating) and d.earliest)
    return str(began[0][1].year) if began else _UNDATED


@lru_cache(maxsize=20_000)
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
