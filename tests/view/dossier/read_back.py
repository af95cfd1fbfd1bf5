"""What a dossier tells and what is read in it, comparable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import legation
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.graph import KnowledgeGraph
from legation.terms import Iri
from legation.view.dossier import Dossier
from legation.view.dossier.gathered import gathered

#: What no sentence states, or what it states of the document: words, occasions, whose words.
_NOT_TOLD = {"asWritten", "topic", "complete", "multiplier", "occasion", "beneficiary"}
_NOT_COMPARED = {"agreementKind", "worded"} | _NOT_TOLD
_UNORDERED = {"party", "member", "capacity", "subject"}
_QUOTED = re.compile("“(.*)”")
_PARTIES = re.compile(r"\s(?:between|giữa)\s.*")
#: Where the notes of a Markdown file begin.
_NOTES = "\n[^1]:"

Fact = tuple[str, str]


@dataclass(frozen=True)
class Compared:
    """Facts told and facts read."""

    told: frozenset[Fact]
    read: frozenset[Fact]

    @property
    def lost(self) -> list[Fact]:
        """Return what is told and not read."""
        return sorted(self.told - self.read)

    @property
    def added(self) -> list[Fact]:
        """Return what is read and not told; a visitor's office and a shorter list are told."""
        return sorted(fact for fact in self.read - self.told if not self._goes_without_saying(fact))

    def _goes_without_saying(self, fact: Fact) -> bool:
        kind, said = fact
        if kind == "Agreement" or (kind == "Tenure" and "edtf" not in said):
            return True
        goods = set(re.findall(r"goods:([^']+)", said))
        return kind == "OpenSet" and any(
            goods and goods < set(re.findall(r"goods:([^']+)", other))
            for kind_, other in self.told
            if kind_ == "OpenSet"
        )


def compared(kg: KnowledgeGraph, given: Dossier, pair: tuple[Iri, Iri], place: Path) -> Compared:
    """Write a dossier, read it with the ordinary reader, and return both sides."""
    language = given.sheet.language
    known = {fact.iri: fact for fact in gathered(kg.store, *pair, language)}
    told = {_fact(known[iri].claim, known[iri].claims) for iri in given.sheet.facts}
    reading = legation.read(given.save(place), language=language)
    end = reading.document.text.find(_NOTES)
    claims = reading.claims
    read = {
        _fact(claim, claims)
        for claim in claims
        if end < 0 or any(span.start < end for span in claim.spans)
    }
    return Compared(frozenset(told), frozenset(read))


def _fact(claim: Claim, claims: Sequence[Claim]) -> Fact:
    values: dict[str, str] = {}
    for name, given in claim.values.items():
        if not given or name in _NOT_COMPARED or (name == "text" and "cadence" in claim.values):
            continue
        said = [_value(value, claims) for value in given]
        if name in {"sender", "host"} and claim.kind == "Tenure":
            continue  # the post tells them
        if name == "member" and isinstance(given[0], ClaimRef):
            continue
        if name == "title":
            if claim.kind == "OpenSet":
                continue
            quoted = _QUOTED.search(said[0])
            said = [_PARTIES.sub("", (quoted[1] if quoted else said[0]).lower())]
        if name == "status" and claim.kind in {"OpenSet", "TreatyAction"}:
            continue
        if name == "rank" and said[0].endswith("unspecified"):
            continue
        values[name] = str(sorted(said) if name in _UNORDERED else said)
    if isinstance(value := claim.one("value"), Decimal):
        power = claim.one("multiplier")
        values["value"] = str((value * 10 ** (power if isinstance(power, int) else 0)).normalize())
    return claim.kind, str(sorted(values.items()))


def _value(value: Value, claims: Sequence[Claim]) -> str:
    if isinstance(value, ClaimRef):
        return _fact(claims[value.number], claims)[1]
    if isinstance(value, Named):
        return {
            "Person": f"person:{value.text}",
            "Commodity": f"goods:{value.text.lower()}",
            "Population": f"population:{value.of}:{value.detail}",
        }.get(value.type, f"{value.type}:{sorted(value.of)}")
    if isinstance(value, str) and not isinstance(value, Iri):
        return re.sub(r"/\.\.\Z", "/", value)
    return str(value)
