"""A claim: what one source says about one fact, with the values it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from legation.facts.evidence import Named, Repair, Span
from legation.terms import Iri


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """Points from one claim to the fact that another claim of the same source speaks of.

    ``number`` is the place of that claim in the list that the reader returns, from 0.
    """

    number: int


Value = Iri | Named | ClaimRef | str | bool | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says about one fact.

    ``kind`` is the local name of a class of facts (``Visit``); ``values`` maps local names of
    properties to what is stated, in the order of the text. The date is ``edtf``; its bounds are
    computed when quads are made. ``claimant`` is whose view it is: the IRI of a state or body,
    or ``None`` for the source itself. ``rule`` names what read it (``visits.list``). A table's
    claim has ``row`` instead of spans.

    >>> from legation.terms import concept, state
    >>> claim = Claim("RelationEvent", {"party": (state("VNM"), state("BLR")),
    ...     "change": (concept("change", "established"),), "edtf": ("1992-01-24",)},
    ...     spans=(Span(0, 80),), rule="relations.established")
    >>> claim.one("edtf")
    '1992-01-24'
    """

    kind: str
    values: Mapping[str, tuple[Value, ...]]
    spans: tuple[Span, ...] = ()
    rule: str = ""
    claimant: Iri | None = None
    repairs: tuple[Repair, ...] = ()
    row: str = ""
    origin: str = field(default="")

    def one(self, name: str) -> Value | None:
        """Return the first value of a property, or ``None``."""
        found = self.values.get(name, ())
        return found[0] if found else None
