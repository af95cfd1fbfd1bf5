"""A claim in words, as a reader of its document checks it: what, when, and the rest in short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named, Repair
from legation.facts.quads import literal, node
from legation.identity import reference
from legation.network.names import word
from legation.settle import labels, posts
from legation.settle.choose import Settled
from legation.terms import LGN, Iri, lgn
from legation.view.labels import amount, when, words

#: What the label, the date or the words of the source tell already, or what goes without saying.
_SILENT = {"edtf", "asWritten", "text", "measure", "multiplier", "unit", "complete", "title"}
_SELF_EVIDENT = {lgn("status-held"), lgn("status-actual"), lgn("rank-unspecified")}
_PERCENT = {"growth", "share"}
_DATES = {"growthBase"}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in words: its kind, what it says in one line, when, and other values by name."""

    kind: str
    says: str
    date: str
    more: tuple[tuple[str, str], ...]
    repairs: tuple[Repair, ...]
    rule: str

    @property
    def line(self) -> str:
        """All of it in one line, without the repairs.

        >>> Told("visit", "Ana Soto visits Mongolia", "June 2001", (("rank", "official"),), (), "").line
        'visit: Ana Soto visits Mongolia, June 2001 (rank: official)'
        """
        more = "; ".join(f"{name}: {value}" for name, value in self.more)
        dated = f"{self.says}, {self.date}" if self.date else self.says
        return f"{self.kind}: {dated}" + (f" ({more})" if more else "")


def tell(claim: Claim, claims: Sequence[Claim], language: str = "en") -> Told:
    """Return a claim in words; ``claims`` are those of its document, to which it may point.

    >>> from legation.terms import concept, state
    >>> tell(Claim("Visit", {"sender": (state("CHL"),), "host": (state("MNG"),),
    ...     "visitor": (Named("Person", "Ana Soto"),), "rank": (concept("rank", "official"),),
    ...     "edtf": ("2001-06",)}), ()).line
    'visit: Ana Soto visits Mongolia, June 2001 (rank: official visit; sending state: Chile)'
    """
    claim = _with_parties(claim, claims)
    fact = _fact(claim, claims, language)
    label = labels.label(fact, language, _name)
    used = _used(claim, label, language, claims)
    return Told(
        kind=word(lgn(claim.kind), language),
        says=" ".join(label.split()),
        date=when(str(claim.one("edtf") or ""), language),
        more=tuple(
            (word(lgn(name), language), _joined(name, values, claim, claims, language))
            for name, values in sorted(claim.values.items())
            if name not in used and any(v not in _SELF_EVIDENT for v in values)
        ),
        repairs=claim.repairs,
        rule=claim.rule,
    )


def _fact(claim: Claim, claims: Sequence[Claim], language: str) -> Settled:
    """Return a claim as the templates of labels take it: names as text, without the date."""

    def one(value: Value) -> ox.NamedNode | ox.Literal:
        if isinstance(value, Iri):
            return node(value)
        if isinstance(value, Named | ClaimRef):
            return literal(_said(value, claims, language))
        return literal(value)

    values = {
        name: tuple(one(v) for v in given)
        for name, given in claim.values.items()
        if given and name != "edtf"
    }
    return Settled("", claim.kind, values, ())


def _used(claim: Claim, label: str, language: str, claims: Sequence[Claim]) -> set[str]:
    """Return the properties that the label has told, by their values standing in it."""
    low = label.lower()
    told = {
        name
        for name, values in claim.values.items()
        if values and all(_stands(_said(v, claims, language).lower(), low) for v in values)
    }
    if claim.values.get("capacity"):
        told.add("sender")  # the office says whose it is
    return told | _SILENT


def _stands(said: str, low: str) -> bool:
    """Tell whether words stand in a label as whole words: Niger is not told by Nigeria."""
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", low) is not None


def _with_parties(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Return a treaty action with the parties of its agreement: a signature is somebody's."""
    ref = claim.one("agreement")
    if not isinstance(ref, ClaimRef) or ref.number >= len(claims):
        return claim
    parties = claims[ref.number].values.get("party", ())
    return replace(claim, values={**claim.values, "party": parties}) if parties else claim


def _joined(
    name: str, values: tuple[Value, ...], claim: Claim, claims: Sequence[Claim], language: str
) -> str:
    if name == "value":
        power, unit = (str(claim.one(n) or "") for n in ("multiplier", "unit"))
        return amount(str(values[0]), power, unit, language)
    if name in _PERCENT:
        return amount(str(values[0]), "0", "%", language)
    if name in _DATES:
        return when(str(values[0]), language)
    return ", ".join(_said(value, claims, language) for value in values)


def _said(value: Value, claims: Sequence[Claim], language: str) -> str:
    if isinstance(value, Named):
        return value.text
    if isinstance(value, ClaimRef):
        return _pointed(value, claims, language)
    if isinstance(value, Iri):
        return _name(value, language)
    if isinstance(value, bool):
        return words(language)["yes" if value else "no"]
    return str(value)


def _pointed(ref: ClaimRef, claims: Sequence[Claim], language: str) -> str:
    """Return what another claim is called; one that points on is not followed further."""
    if ref.number >= len(claims):
        return ""
    claim = claims[ref.number]
    flat = {
        name: given
        for name, given in claim.values.items()
        if not any(isinstance(v, ClaimRef) for v in given)
    }
    return labels.label(_fact(replace(claim, values=flat), (), language), language, _name)


def _name(iri: str, language: str) -> str:
    if iri.startswith(LGN):
        return word(iri, language)
    if posts.is_post(iri):
        return posts.name(iri, language)
    return reference.label(iri, language)
