"""What tells one fact from another: the values that the key of its kind asks a claim for.

The ontology names the properties (``lgn:key``). One may stand in for another: who is not named
goes by his post, an embassy needs no seat, a holder who is named needs no number.
"""

from __future__ import annotations

import re

from legation.facts.kinds import Kind
from legation.facts.records import Record, Term
from legation.terms import concept
from legation.values.names import normalise_tone

#: Keys that name another fact: their kinds are matched after the facts they name.
POINTS_TO_FACT = {"agreement", "occasion", "event"}
_EMBASSY = concept("mission", "embassy")
_PUNCTUATION = re.compile(r"[\s!-/:-@\[-`{-~‐-―‘’“”„«»…]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")


def key(kind: Kind, record: Record) -> dict[str, tuple[Term, ...]]:
    """Return the values of a claim for each property of its key; none for what it leaves open."""
    told = {name: record.values.get(name, ()) for name in kind.key}
    if kind.name == "Visit" and not told["visitor"]:
        told["visitor"] = record.values.get("capacity", ())
    elif kind.name == "Mission" and record.one("missionKind") == _EMBASSY:
        told["place"] = ()
    elif kind.name == "Tenure" and told["holder"]:
        told["ordinal"] = ()
    return told


def plain(text: str) -> str:
    """Return text for comparing: small letters, tone marks in one place, no punctuation.

    Marks stay: without them different Vietnamese words look alike.

    >>> plain("Cộng hòa  «Séc»") == plain("cộng hoà Séc"), plain("dầu") == plain("đậu")
    (True, False)
    """
    return _PUNCTUATION.sub(" ", normalise_tone(text).casefold()).strip()


def words(title: str) -> list[str]:
    """Return the words of a title for comparing, sorted; a hyphen between letters joins.

    >>> words("On Co-operation, 2005-2006")
    ['2005', '2006', 'cooperation', 'on']
    """
    return sorted(plain(_HYPHEN.sub("", title)).split())
