"""Triples that RDF/XML can hold, and XML without signs that it may not hold.

Foreign data and computed values may have terms that RDF/XML has no way to write. The engine
writes them all the same, as XML that nobody reads: so they are told, or made fit, before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from legation.errors import WrongFormat
from legation.values.calm import xml

#: The end of an IRI that can be the name of an element (Namespaces in XML 1.0, NCName).
_LOCAL = re.compile(r"[^\W\d][\w.\-]*\Z")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_INSTEAD = "\N{REPLACEMENT CHARACTER}"


def fit(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield triples as RDF/XML can hold them: U+FFFD for each sign that no XML may hold.

    Raises
    ------
    WrongFormat
        A property has no name that could be that of an element (RDF 1.1 XML Syntax, 4).

    >>> one = ox.Triple(*(ox.NamedNode(f"https://e.org/{n}") for n in ("a", "1", "c")))
    >>> list(fit([one]))
    Traceback (most recent call last):
        ...
    legation.errors.WrongFormat: RDF/XML cannot write the property https://e.org/1: it does not end in a name; choose Turtle or N-Triples

    """
    for triple in triples:
        if not _has_name(triple.predicate.value):
            raise WrongFormat(
                f"RDF/XML cannot write the property {triple.predicate.value}: it does not end in a name",
                hint="choose Turtle or N-Triples",
            )
        told = triple.object
        if isinstance(told, ox.Literal) and (clean := xml(told.value, _INSTEAD)) != told.value:
            yield ox.Triple(triple.subject, triple.predicate, _like(told, clean))
        else:
            yield triple


def cleaned(block: bytes) -> bytes:
    r"""Return a part of an XML document in UTF-8 with U+FFFD for each sign that it may not hold.

    >>> cleaned(b"<literal>a\x00b</literal>").decode()
    '<literal>a�b</literal>'
    """
    return _CONTROLS.sub(_INSTEAD.encode(), block)


def _like(one: ox.Literal, text: str) -> ox.Literal:
    if one.language:
        return ox.Literal(text, language=one.language, direction=one.direction)
    return ox.Literal(text, datatype=one.datatype)


@lru_cache(1024)
def _has_name(iri: str) -> bool:
    return _LOCAL.search(iri) is not None
