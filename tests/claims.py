"""Claims made up for tests: two states far apart, few persons, all dates invented."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyoxigraph as ox

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Source, Span, TextPolicy
from legation.facts.quads import claim_quads, source_quads
from legation.terms import DEFAULT_BASE, concept, post, source, state

TEXT = "An invented text of about eighty characters that the spans of claims point into."


def person(text: str = "Tserendorj Bold", of: str = "MNG") -> Named:
    """Return a made-up person of a state."""
    return Named("Person", text, (of,), spans=(Span(0, 8),))


def visit(
    edtf: str = "", name: str = "Tserendorj Bold", **values: Value | tuple[Value, ...]
) -> Claim:
    """Return a visit from Mongolia to Chile."""
    stated: dict[str, tuple[Value, ...]] = {
        "sender": (state("MNG"),),
        "host": (state("CHL"),),
        "visitor": (person(name),),
        "capacity": (post("MNG", "president"),),
        "status": (concept("status", "held"),),
        "edtf": (edtf,) if edtf else (),
    }
    stated |= {k: v if isinstance(v, tuple) else (v,) for k, v in values.items()}
    return Claim("Visit", stated, spans=(Span(0, 20),), rule="test.visit")


def turnover(value: str, edtf: str = "2019", **values: Value) -> Claim:
    """Return a figure of the trade between Mongolia and Chile, in millions of dollars."""
    stated: dict[str, tuple[Value, ...]] = {
        "measure": (concept("measure", "trade"),),
        "flow": (concept("flow", "turnover"),),
        "party": (state("MNG"), state("CHL")),
        "edtf": (edtf,),
        "value": (Decimal(value),),
        "multiplier": (6,),
        "unit": ("USD",),
        "status": (concept("status", "actual"),),
    }
    stated |= {name: (given,) for name, given in values.items()}
    return Claim("Observation", stated, spans=(Span(3, 9),), rule="test.trade")


def put(
    store: ox.Store,
    name: str,
    claims: Sequence[Claim],
    issued: str = "2020",
    policy: TextPolicy = TextPolicy.QUOTE,
) -> None:
    """Put a source with claims into a store, in place of an older one of its name."""
    told = Source(
        source(DEFAULT_BASE, name), title=name, issued=issued, language="en", policy=policy
    )
    graph = ox.NamedNode(told.iri)
    store.clear_graph(graph)
    store.extend([*source_quads(told), *claim_quads(told, TEXT, claims)])


def settled(store: ox.Store) -> set[str]:
    """Return the settled graph as comparable text."""
    return {str(q) for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT as text."""
    from legation.knowledge import select

    return [tuple(row.values()) for row in select(store, query)]
