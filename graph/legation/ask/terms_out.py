"""Terms of the engine as others want them: rdflib terms, Python values, short text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation.knowledge import value
from legation.terms import DEFAULT_BASE, PREFIXES, XSD

if TYPE_CHECKING:
    from rdflib.term import IdentifiedNode
    from rdflib.term import Literal as RdflibLiteral

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
PythonValue = str | int | float | bool | Decimal | date | datetime | None

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_READERS: dict[str, Callable[[str], PythonValue]] = {
    XSD + "boolean": _BOOLEANS.__getitem__,
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}


def to_python(term: Term | None) -> PythonValue:
    """Return a number, day or truth value where the term is one, else its IRI or text.

    >>> to_python(ox.Literal("75.5", datatype=ox.NamedNode(XSD + "decimal")))
    Decimal('75.5')
    >>> to_python(ox.NamedNode("https://e.org/a"))
    'https://e.org/a'
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal) and (reader := _READERS.get(term.datatype.value)):
        try:
            return reader(term.value)
        except (ValueError, KeyError, InvalidOperation):
            return term.value
    return value(term)


def to_rdflib(term: Term | None) -> IdentifiedNode | RdflibLiteral | None:
    """Return a term of rdflib; ``None`` stays ``None``.

    >>> to_rdflib(ox.Literal("Hà Nội", language="vi"))
    rdflib.term.Literal('Hà Nội', lang='vi')
    """
    import rdflib

    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal) and term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if isinstance(term, ox.Literal) and term.datatype.value != XSD + "string":
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    return rdflib.Literal(value(term))


def shorten(iri: str, base: str = DEFAULT_BASE) -> str:
    """Return an IRI as people read it: within the graph's base, or with a known prefix.

    `legation.ask.naming.find` understands both.

    >>> shorten("https://w3id.org/legation/id/visit/BLR-VNM/sidorski/2004")
    'visit/BLR-VNM/sidorski/2004'
    >>> shorten("https://w3id.org/legation/state/BLR")
    'state:BLR'
    """
    if iri.startswith(base) and iri != base:
        return iri.removeprefix(base)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def shown(term: Term | None, base: str = DEFAULT_BASE) -> str:
    """Return the text of a term for a cell of a table; nothing for no term.

    >>> shown(None), shown(ox.Literal("chè", language="vi"))
    ('', 'chè')
    """
    if term is None:
        return ""
    return shorten(term.value, base) if isinstance(term, ox.NamedNode) else value(term)
