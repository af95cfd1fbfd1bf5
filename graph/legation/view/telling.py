"""The sentences facts are told in: templates of a language, filled with what a fact states.

The templates stand in ``ontology/language/telling.<language>.yaml``. Of those that a fact fills,
the ones that tell most of it are alike good; which of them is taken is decided by the fact
itself, so that a text made of many facts varies and is the same each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.terms import LGN, Iri, digest, notation
from legation.view import told
from legation.view.phrases import Name, amount, figure, knowledge, named, phrase

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([\w/]+)(?:@([\w ]+))?(?:\.(\d))?\}")
#: What a slot tells that is not called like it.
_DERIVED = {"rise": "growth", "fall": "growth", "ongoing": "edtf"}
#: What a slot tells besides: an amount its unit, a post whose it is.
_IMPLIED = {"value": {"multiplier", "unit"}, "capacity": {"sender"}}

Values = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A fact in a sentence, and which of its properties the sentence tells.

    A property of a fact that it points to is written ``agreement/title``.
    """

    text: str
    told: frozenset[str]


def tell(
    claim: Claim, claims: Sequence[Claim] = (), language: str = "en", call: Name = named
) -> Sentence:
    """Return a fact in a sentence; what no sentence fits is told by its label.

    ``claims`` are those that it may point to by number; ``call`` names what is an IRI.

    >>> from legation.terms import concept, state
    >>> fact = Claim("RelationEvent", {"party": (state("CHL"), state("MNG")),
    ...     "change": (concept("change", "resumed"),), "edtf": ("1958-11",)})
    >>> tell(fact).text
    'Diplomatic relations between Chile and Mongolia were resumed in November 1958.'
    >>> tell(fact, language="vi").text
    'Chile và Mông Cổ nối lại quan hệ ngoại giao tháng 11/1958.'
    """
    found = variants(claim, claims, language, call)
    if not found:
        return Sentence(f"{told.tell(claim, claims, language).line}.", frozenset(claim.values))
    said = sorted(f"{name}={value}" for name, values in claim.values.items() for value in values)
    return found[int(digest("\n".join(said)), 16) % len(found)]


def variants(
    claim: Claim, claims: Sequence[Claim] = (), language: str = "en", call: Name = named
) -> tuple[Sentence, ...]:
    """Return all sentences that tell most of a fact, in the order of the templates.

    >>> from legation.terms import state
    >>> fact = Claim("Recognition", {"recogniser": (state("CHL"),), "recognised": (state("MNG"),)})
    >>> [s.text for s in variants(fact)][:2]
    ['Chile recognised Mongolia.', 'Chile recognised the independence of Mongolia.']
    """
    values = _values(claim, claims)
    groups = knowledge(language)["kinds"].get(claim.kind, ())
    filled = [
        _filled(template, tuple(group.get("if", {})), values, language, call)
        for group in groups
        if _meant(group.get("if", {}), values)
        for template in group["say"]
    ]
    found = [sentence for sentence in filled if sentence is not None]
    most = max((len(sentence.told) for sentence in found), default=0)
    return tuple({s.text: s for s in found if len(s.told) == most}.values())


def _values(claim: Claim, claims: Sequence[Claim]) -> Values:
    """Return what a fact states, what is derived of it, and what the facts it points to state."""
    values = {name: given for name, given in claim.values.items() if given}
    for name, given in claim.values.items():
        if given and isinstance(given[0], ClaimRef) and given[0].number < len(claims):
            pointed = claims[given[0].number].values.items()
            values |= {f"{name}/{inner}": told for inner, told in pointed if told}
    if str(claim.one("edtf")).endswith(("/", "/..")):
        values["ongoing"] = (True,)
    growth = claim.one("growth")
    if isinstance(growth, Decimal):
        values["fall" if growth < 0 else "rise"] = (abs(growth),)
    return values


def _meant(conditions: Mapping[str, Sequence[Any]], values: Values) -> bool:
    """Tell whether a fact states what a group of sentences is meant for."""
    return all(
        (name in values) in meant or _key(values.get(name, ("",))[0]) in meant
        for name, meant in conditions.items()
    )


def _key(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Iri) and value.startswith(LGN):
        return notation(value) or value.local
    return "" if isinstance(value, Named) else str(value)


def _filled(
    template: str, conditions: tuple[str, ...], values: Values, language: str, call: Name
) -> Sentence | None:
    """Return a template filled with the values of a fact, or ``None`` if it needs others."""

    def fill(text: str) -> str:
        """Return a text with its slots filled, ``""`` if one has nothing in it."""
        said = {m[0]: _said(m, values, language, call) for m in _SLOT.finditer(text)}
        if not all(said.values()):
            return ""
        slots.update(m[1] for m in _SLOT.finditer(text))
        return _SLOT.sub(lambda m: said[m[0]], text)

    slots = {name for name in conditions if name in values}
    text = fill(_OPTION.sub(lambda m: fill(m[1]), template))
    if not text:
        return None
    told = {_DERIVED.get(slot, slot) for slot in slots}
    told |= {slot.partition("/")[0] for slot in slots if "/" in slot}
    for slot in told & _IMPLIED.keys():
        told |= _IMPLIED[slot] & values.keys()
    return Sentence(text[:1].upper() + text[1:], frozenset(told))


def _said(slot: re.Match[str], values: Values, language: str, call: Name) -> str:
    """Return what stands in a slot, ``""`` if nothing does."""
    name, table, number = slot[1], slot[2] or "", slot[3]
    given = values.get(name, ())
    if number:
        given = given[int(number) - 1 :][:1]
    if not given:
        return ""
    if name == "value":
        return _amount(values, language)
    if name in _DERIVED or name == "share":
        return figure(Decimal(str(given[0])), language)
    return phrase(name.rpartition("/")[2], given, table, language, call)


def _amount(values: Values, language: str) -> str:
    value, power, unit = (values.get(name, ("",))[0] for name in ("value", "multiplier", "unit"))
    return amount(Decimal(str(value)), power if isinstance(power, int) else 0, str(unit), language)


@cache
def kinds(language: str) -> tuple[str, ...]:
    """Return the kinds of facts that have sentences in a language.

    >>> kinds("en") == kinds("vi")
    True
    """
    return tuple(knowledge(language)["kinds"])


def tell_all(
    claims: Sequence[Claim], language: str = "en", call: Name = named
) -> Iterator[tuple[tuple[int, ...], Sentence]]:
    """Yield the facts of a list in sentences, each with the places of the facts it tells.

    An agreement that a step tells of (its signature) is told there and not again.

    >>> from legation.terms import concept, state
    >>> agreement = Claim("Agreement", {"party": (state("CHL"), state("MNG")),
    ...     "title": ("Treaty on Extradition",)})
    >>> signature = Claim("TreatyAction", {"agreement": (ClaimRef(0),),
    ...     "action": (concept("action", "signature"),), "edtf": ("1994-05-03",)})
    >>> [(places, s.text) for places, s in tell_all([agreement, signature])]
    [((1, 0), 'On 3 May 1994, Chile and Mongolia signed the Treaty on Extradition.')]
    """
    pointed = {
        ref.number: n
        for n, claim in enumerate(claims)
        if claim.kind == "TreatyAction" and isinstance(ref := claim.one("agreement"), ClaimRef)
    }
    for n, claim in enumerate(claims):
        if n in pointed:
            continue
        ref = claim.one("agreement")
        also = (ref.number,) if isinstance(ref, ClaimRef) else ()
        yield (n, *also), tell(claim, claims, language, call)
