"""Goods by name: a heading of the Harmonized System where an exact alias names one."""

from __future__ import annotations

from functools import cache

from legation.facts.evidence import Named, Span
from legation.identity import reference
from legation.reading.document import Document
from legation.reading.text import normalise


def ware(text: str, doc: Document, span: Span) -> Named:
    """Return goods as a document names them; only a name that is an alias is taken as a heading.

    >>> from legation.facts.evidence import Source
    >>> from legation.terms import Iri
    >>> doc = Document(Source(Iri("x:a")), "Hải sản", "hải sản", "vi", (), ())
    >>> ware("Hải sản", doc, Span(0, 7)).known.rpartition("/")[2]
    '03'
    """
    known = _headings(doc.language).get(normalise(text), "")
    return Named("Commodity", text, language=doc.language, known=known, spans=(span,))


@cache
def _headings(language: str) -> dict[str, str]:
    return {normalise(form): str(iri) for form, iri in reference.commodities(language)}
