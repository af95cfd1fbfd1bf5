"""The settled graph and the graph ``identity``, made again from what the sources state.

A pure function of the source graphs, the reference and the old ``identity`` (which knows who
had which IRI): settling twice gives the same quads, and the order of sources plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from legation.facts.kinds import Kind, vocabulary
from legation.facts.quads import literal, node, term
from legation.facts.records import Record, Stated, Term, read, sources
from legation.identity import reference
from legation.identity.entities import Doubt, Entity, Resolution, resolve
from legation.identity.matching import match
from legation.identity.minting import mint
from legation.knowledge import value
from legation.resources import texts
from legation.settle.choose import Settled
from legation.settle.choose import settle as choose
from legation.settle.writing import Identity, identity_quads, settled_quads
from legation.store.engine import replace
from legation.terms import (
    DCT,
    LGN,
    PREFIXES,
    RDF,
    concept,
    special,
    state,
)

_A = node(RDF + "type")
_SETTLED = ox.DefaultGraph()
#: Keys that name another fact: their kinds are matched after the facts they name.
_POINTS_TO_FACT = {"agreement", "occasion", "event"}


@dataclass(frozen=True, slots=True)
class Report:
    """What settling found: facts by kind, disagreements by type, and what is in doubt."""

    facts: Mapping[str, int]
    disagreements: Mapping[str, int]
    doubts: tuple[Doubt, ...]


def settle(store: ox.Store, base: str) -> Report:
    """Make the settled graph and ``identity`` of a store again from its source graphs."""
    identity = node(special(base, "identity"))
    stated = [read(store, source) for source in sources(store)]

    def register(predicate: ox.NamedNode) -> dict[str, str]:
        found = store.quads_for_pattern(None, predicate, None, identity)
        return {value(q.subject): value(q.object) for q in found}

    resolution = resolve(
        (form for s in stated for form in s.forms), base, register(term("sameEntity"))
    )
    about, groups, doubts, left = _match(stated, resolution, base, register(term("about")))
    places = _Places(resolution.entities)
    facts = [choose(iri, groups[iri], places.inside) for iri in sorted(groups)]
    settled = list(settled_quads(facts, stated, resolution, base))
    replace(store, _SETTLED, [*settled, *_derived(settled)])
    live = {*groups, *(entity.iri for entity in resolution.entities)}
    retired = register(node(DCT + "isReplacedBy")) | dict(resolution.moved) | left
    gone = {old: new for old, new in retired.items() if old not in live}
    replace(store, identity, identity_quads(Identity(about, gone, resolution, doubts), base))
    return _report(facts, settled, doubts)


def _match(
    stated: Sequence[Stated], resolution: Resolution, base: str, before: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, tuple[Record, ...]], tuple[Doubt, ...], dict[str, str]]:
    """Return which claim speaks of which fact, the claims of each, doubts, and retired IRIs."""
    entity = resolution.by_form() | {f.iri: f.known for s in stated for f in s.forms if f.known}
    records = [_translated(r, entity) for s in stated for r in s.records]
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for record in _with_signed_year(records):
        by_kind[record.kind].append(record)
    about: dict[str, str] = {}
    groups: dict[str, tuple[Record, ...]] = {}
    left: dict[str, str] = {}
    doubts = list(resolution.doubts)
    governments = {
        e.iri: state(e.of[0])
        for e in resolution.entities
        if e.type == "Organisation" and e.best.detail == "government" and e.of
    }
    moved = dict(resolution.moved)
    for kind in _in_order():
        records = [_translated(r, about) for r in by_kind[kind.name]]
        matched = match(kind, records, governments)
        minted = mint(kind, matched.groups, base, before, moved)
        moved |= minted.retired
        left |= minted.retired
        about |= minted.about
        groups |= minted.groups
        doubts += matched.doubts
    final = {iri: tuple(_translated(r, about) for r in group) for iri, group in groups.items()}
    return about, final, tuple(doubts), left


def _in_order() -> list[Kind]:
    return sorted(
        vocabulary().kinds.values(), key=lambda k: (bool(_POINTS_TO_FACT & set(k.key)), k.name)
    )


def _translated(record: Record, names: Mapping[str, str]) -> Record:
    """Return a claim whose values are the entities and facts that its own values stand for."""
    return record.with_values(
        {
            name: tuple(sorted((_known(t, names) for t in terms), key=str))
            for name, terms in record.values.items()
        }
    )


def _known(value: Term, names: Mapping[str, str]) -> Term:
    if isinstance(value, ox.NamedNode) and value.value in names:
        return node(names[value.value])
    return value


def _with_signed_year(records: Iterable[Record]) -> Iterator[Record]:
    """Add to each agreement the year of its signature: it belongs to what tells agreements apart."""
    records = list(records)
    signed = concept("action", "signature")
    years = {
        r.one("agreement"): r.one("edtf")[:4]
        for r in records
        if r.kind == "TreatyAction" and r.one("action") == signed and r.one("edtf")
    }
    for record in records:
        if record.kind == "Agreement" and record.iri in years:
            year = (literal(years[record.iri]),)
            yield record.with_values({**record.values, "signedYear": year})
        else:
            yield record


class _Places:
    """Which place lies inside which, from the reference and from what sources say."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._state = {e.iri: state(e.of[0]) for e in entities if e.type == "Place" and e.of}

    def inside(self, place: str, other: str) -> bool:
        return other in {self._state.get(place), reference.seat_state(place)}


def _derived(settled: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Run the rules of ``ontology/rules`` until they add nothing more."""
    memory = ox.Store()
    memory.extend(settled)
    size = -1
    while size != len(memory):
        size = len(memory)
        for rule in texts("ontology", "rules", ".rq").values():
            triples = memory.query(rule, prefixes=PREFIXES)
            if isinstance(triples, ox.QueryTriples):
                new = [ox.Quad(t.subject, t.predicate, t.object, _SETTLED) for t in triples]
                new = [q for q in new if q not in memory]
                memory.extend(new)
                yield from new


def _report(
    facts: Sequence[Settled], settled: Sequence[ox.Quad], doubts: Sequence[Doubt]
) -> Report:
    kinds: dict[str, int] = defaultdict(int)
    for one in facts:
        kinds[one.kind] += 1
    types: dict[str, int] = defaultdict(int)
    for quad in settled:
        for type_ in ("Contradiction", "Discrepancy", "Refinement"):
            if quad.predicate == _A and value(quad.object) == LGN + type_:
                types[type_] += 1
    return Report(dict(sorted(kinds.items())), dict(sorted(types.items())), tuple(doubts))
