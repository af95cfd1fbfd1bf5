"""Values of claims as plain text, codes and dates, for people and for flat rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named
from legation.identity import reference
from legation.terms import REFERENCE, Iri, notation

_POSTS = REFERENCE + "post/"


def text(claim: Claim) -> str:
    """Return the words a claim keeps of its source, else its values in words."""
    for key in ("text", "object", "title", "asWritten"):
        if key in claim.values:
            return name(claim.one(key)) or ""
    return ", ".join(f"{k}={label(v[0])}" for k, v in claim.values.items() if v)


def name(value: Value | None) -> str | None:
    """Return a name as the source writes it, any other value as a string.

    >>> name(Named("Person", "A.B. Pê-rô")), name(None)
    ('A.B. Pê-rô', None)
    """
    if isinstance(value, Named):
        return value.text
    return None if value is None else str(value)


def latin(value: Value | None) -> str | None:
    """Return the Latin rendering of a name, if it has one."""
    return value.latin or None if isinstance(value, Named) else None


def label(value: Value | None) -> str | None:
    """Return a place or another value in words."""
    if isinstance(value, Iri):
        return reference.label(value) if value.startswith(REFERENCE) else value.local
    return name(value)


def code(value: Value | None) -> str | None:
    """Return the code of a present state or of a union."""
    return reference.present(value.local) if isinstance(value, Iri) else None


def parties(values: Sequence[Value]) -> list[str]:
    """Return the states of parties: an organ stands for its state, a union for itself."""
    found: list[str] = []
    for value in values:
        if isinstance(value, Named):
            found += [reference.present(c) for c in value.of]
        elif isinstance(value, Iri):
            found.append(reference.present(value.local))
    return list(dict.fromkeys(found))


def concept_name(value: Value | None) -> str | None:
    """Return the notation of a concept."""
    return notation(value) if isinstance(value, Iri) else None


def _post_parts(post: Value | None) -> tuple[str, str]:
    state, _, office = str(post).removeprefix(_POSTS).partition("-")
    return state, office


def state_of(post: Value | None) -> str:
    """Return the code of the present state or the union whose post it is."""
    return reference.present(_post_parts(post)[0])


def office(post: Value | None) -> str:
    """Return the office of a post without what tells it from its like.

    >>> office("https://w3id.org/legation/post/PER-minister-quoc-phong")
    'minister'
    """
    told = _post_parts(post)[1]
    return next((o for o in _offices() if told == o or told.startswith(f"{o}-")), "other")


@cache
def _offices() -> tuple[str, ...]:
    """Return the notations of all offices, longest first."""
    return tuple(sorted({code for _, code in reference.offices("en")}, key=lambda c: (-len(c), c)))


def interval(claim: Claim) -> tuple[str | None, str | None]:
    """Return start and end of a visit; a month or a year is a start only."""
    edtf = claim.one("edtf")
    if not isinstance(edtf, str) or not edtf:
        return None, None
    first, _, last = edtf.partition("/")
    return first or None, last or None


def whole_date(claim: Claim | None) -> str | None:
    """Return the whole date of an event."""
    edtf = claim.one("edtf") if claim else None
    return str(edtf).strip("/") or None if edtf else None
