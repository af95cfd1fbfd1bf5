"""What the ontology lets a description say: kinds, their properties, how each value is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from legation.facts.kinds import vocabulary
from legation.knowledge import folder, select, value
from legation.terms import LGN, SKOS, XSD, Iri

_RANGES = """SELECT ?property ?range ?domain {
    ?property schema:rangeIncludes ?range ; schema:domainIncludes ?domain }"""
_ABOVE = "SELECT ?class ?above { ?class rdfs:subClassOf ?above }"
#: Properties whose values are concepts, with what the notations of their vocabulary begin with.
_SCHEMES = {
    "rank": "rank",
    "status": "status",
    "change": "change",
    "level": "level",
    "missionKind": "mission",
    "agreementKind": "agreement",
    "action": "action",
    "flow": "flow",
    "worded": "flow",
    "measure": "measure",
    "membershipKind": "membership",
    "statusKind": "standing",
    "successionKind": "succession",
    "role": "role",
    "topic": "topic",
}
#: How values are read by what a property holds; the first that fits.
_READ_AS = (
    (SKOS + "Concept", "concept"),
    (LGN + "Topic", "concept"),
    (LGN + "Post", "post"),
    (LGN + "Person", "person"),
    (LGN + "Agreement", "claim"),
    (LGN + "Event", "claim"),
    (LGN + "Place", "place"),
    (LGN + "State", "state"),
    (LGN + "Commodity", "commodity"),
    (LGN + "Union", "organisation"),
    (LGN + "Organisation", "organisation"),
    (LGN + "Entity", "state"),
    (XSD + "decimal", "number"),
    (XSD + "integer", "integer"),
    (XSD + "boolean", "boolean"),
)
#: Every way to read a cell.
READERS = (
    *dict.fromkeys(how for _, how in _READ_AS),
    "text",
    "date",
)
#: Not for a description to fill: legation derives them.
_DERIVED = {
    "earliest",
    "startBy",
    "endFrom",
    "latest",
    "involves",
    "affects",
    "amount",
    "signedYear",
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property of claims: how its values are read, and in which vocabulary they are."""

    name: str
    reader: str
    scheme: str = ""


@cache
def _ranges() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    ranges: dict[str, set[str]] = {}
    domains: dict[str, set[str]] = {}
    prefix = "PREFIX schema: <https://schema.org/> "
    for row in select(folder("core"), prefix + _RANGES):
        name = Iri(row["property"]).local
        ranges.setdefault(name, set()).add(row["range"])
        domains.setdefault(name, set()).add(Iri(row["domain"]).local)
    return ranges, domains


@cache
def _above(name: str) -> frozenset[str]:
    """Return a class with all classes above it."""
    found, todo = {name}, [name]
    rows = [(Iri(r["class"]).local, Iri(r["above"]).local) for r in select(folder("core"), _ABOVE)]
    while todo:
        one = todo.pop()
        new = {above for below, above in rows if below == one} - found
        found |= new
        todo += new
    return frozenset(found)


@cache
def properties(kind: str) -> dict[str, Property]:
    """Return the properties that claims about a kind of fact may have, by name.

    >>> properties("Visit")["rank"], "importer" in properties("Visit")
    (Property(name='rank', reader='concept', scheme='rank'), False)
    """
    ranges, domains = _ranges()
    classes = _above(kind)
    names = {name for name, has in domains.items() if has & classes}
    names |= set(vocabulary().kinds[kind].key)
    found = {}
    for name in sorted(names - _DERIVED):
        reader = next((how for range, how in _READ_AS if range in ranges.get(name, ())), "text")
        reader = "date" if name == "edtf" else reader
        found[name] = Property(name, reader, _SCHEMES.get(name, ""))
    return found


@cache
def notations(scheme: str) -> frozenset[str]:
    """Return the notations of a vocabulary.

    >>> "embassy" in notations("mission")
    True
    """
    start = f"{LGN}{scheme}-"
    subjects = {value(quad.subject) for quad in folder("vocabularies")}
    return frozenset(iri.removeprefix(start) for iri in subjects if iri.startswith(start))
