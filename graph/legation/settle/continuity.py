"""What the settled graph says of former polities: what they continued, and what went on from them.

``ontology/history`` holds which polity continues or follows which, as claims with whose view each
is. They come with the former polity that somebody names, and the facts that they are about; a state
that still is brings none, or every graph would tell of the Russian Empire.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.facts.quads import node, term
from legation.facts.records import Record, claims, described
from legation.identity import polities, reference
from legation.settle.choose import settle
from legation.settle.writing import dispute_lines, fact_lines
from legation.terms import REFERENCE, Iri, state

_KINDS = {"Continuity", "Succession"}
_INVOLVES, _ABOUT = term("involves"), term("about")
#: The source of the reference that these facts are stated in.
SOURCE = REFERENCE + "source/polities"


def quads(used: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield what joins each former polity among ``used`` to others: facts, claims, their source.

    >>> sorted({str(q.object) for q in quads([state("UKS")]) if q.predicate == term("to")})
    ['<https://w3id.org/legation/state/UKR>']
    >>> list(quads([state("BLR")]))
    []
    """
    former = {
        iri for iri in used if iri.startswith(state("")) and polities.is_former(Iri(iri).local)
    }
    found = {
        iri: held
        for iri, held in _facts().items()
        if former & {held[0].one("from"), held[0].one("to")}
    }
    if found:
        yield from _plain(described(polities.stated(), SOURCE))
    for iri in found:
        yield from _fact(iri)


def subjects() -> frozenset[str]:
    """Return the IRIs of all such facts and claims.

    >>> "https://w3id.org/legation/continuity/SUN-RUS" in subjects()
    True
    """
    return frozenset(_facts()) | {claim.iri for held in _facts().values() for claim in held}


@cache
def _facts() -> Mapping[str, tuple[Record, ...]]:
    """Return the claims about each fact, by its IRI."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(claims(polities.stated(), SOURCE), key=lambda r: r.iri):
        if record.kind in _KINDS:
            ends = (Iri(record.one(end)).local for end in ("from", "to"))
            path = vocabulary().kinds[record.kind].path
            found[f"{REFERENCE}{path}/{'-'.join(ends)}"].append(record)
    return {iri: tuple(held) for iri, held in found.items()}


@cache
def _fact(iri: str) -> tuple[ox.Quad, ...]:
    """Return one fact as every other is settled and written, and the claims about it."""
    held = _facts()[iri]
    settled = settle(iri, held, lambda _, __: False)
    text = fact_lines(settled, reference.label) + "".join(dispute_lines(settled, REFERENCE))
    told = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    me = node(iri)
    told += [ox.Quad(me, _INVOLVES, t) for end in ("from", "to") for t in settled.values[end]]
    for record in held:
        claim = node(record.iri)
        told += _plain(polities.stated().quads_for_pattern(claim, None, None, None))
        told.append(ox.Quad(claim, _ABOUT, me))
    return tuple(told)


def _plain(told: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads of a named graph as quads of the settled one, in order."""
    return sorted((ox.Quad(q.subject, q.predicate, q.object) for q in told), key=str)
