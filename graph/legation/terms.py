"""Namespaces, and the only place where an IRI is made.

Reference entities (states, posts, capitals, unions) have one fixed base, so that graphs
made by different people join. What a graph finds itself (facts, persons, sources) gets the
base of that graph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

LGN = "https://w3id.org/legation/ns#"
REFERENCE = "https://w3id.org/legation/"
#: The base of a graph whose owner did not name one (``legation init --base`` does).
DEFAULT_BASE = "https://w3id.org/legation/id/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"

#: Prefixes written in exports and understood in queries without being declared.
PREFIXES = {
    "lgn": LGN,
    "state": REFERENCE + "state/",
    "post": REFERENCE + "post/",
    "place": REFERENCE + "place/",
    "org": REFERENCE + "org/",
    "commodity": REFERENCE + "commodity/",
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "owl": OWL,
    "prov": PROV,
}

_LETTERS = str.maketrans(
    {"đ": "d", "Đ": "D", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss"}
)


class Iri(str):
    """An IRI; a plain ``str`` in the same place is text.

    >>> Iri(LGN + "Visit").local
    'Visit'
    """

    __slots__ = ()

    @property
    def local(self) -> str:
        """What stands after the last ``#`` or ``/``."""
        return re.split(r"[#/]", self)[-1]


def lgn(name: str) -> Iri:
    """Return a term of legation's own vocabulary.

    >>> lgn("Visit")
    'https://w3id.org/legation/ns#Visit'
    """
    return Iri(LGN + name)


def concept(scheme: str, notation: str) -> Iri:
    """Return a concept of one of legation's vocabularies (``ontology/vocabularies``).

    >>> concept("rank", "official").local
    'rank-official'
    """
    return Iri(f"{LGN}{scheme}-{notation}")


def notation(iri: str) -> str:
    """Return the notation of a concept of legation's vocabularies: the inverse of `concept`.

    >>> notation(concept("office", "prime-minister"))
    'prime-minister'
    """
    return Iri(iri).local.partition("-")[2]


def state(code: str) -> Iri:
    """Return the IRI of a polity by its code (ISO 3166-1 alpha-3, or ``SUN``-like former ones).

    >>> state("BLR")
    'https://w3id.org/legation/state/BLR'
    """
    return Iri(f"{REFERENCE}state/{code}")


def post(of: str, office: str, detail: str = "") -> Iri:
    """Return the IRI of a post: whose, which office, and what tells it from its like.

    >>> post("VNM", "minister", "Ngoại giao")
    'https://w3id.org/legation/post/VNM-minister-ngoai-giao'
    """
    return Iri(f"{REFERENCE}post/" + "-".join(p for p in (of, office, slug(detail)) if p))


def ascii_fold(text: str) -> str:
    """Return ``text`` without diacritics, in ASCII letters where Unicode knows how.

    >>> ascii_fold("Đặc phái viên Lu-ca-sen-cô")
    'Dac phai vien Lu-ca-sen-co'
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def slug(text: str, limit: int = 60) -> str:
    """Return a readable part of an IRI: ASCII letters, digits and hyphens.

    Text in a script that does not fold to ASCII becomes ``x`` and a digest, so that two
    names never fall together by losing all their letters.

    >>> slug("Quan hệ Việt Nam – Belarus")
    'quan-he-viet-nam-belarus'
    >>> slug("Минск")
    'x-f8dadc55'
    """
    words = re.findall(r"[a-z0-9]+", ascii_fold(text).lower())
    plain = "-".join(words)[:limit].strip("-")
    letters = sum(c.isalpha() for c in text)
    kept = sum(c.isalpha() for c in plain)
    if text and letters and kept * 2 < min(letters, limit):
        return f"x-{digest(text)}"
    return plain


def digest(text: str) -> str:
    """Return eight hexadecimal digits that stand for ``text``.

    >>> digest("a") == digest("a")
    True
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def source(base: str, name: str) -> Iri:
    """Return the IRI of a source, which is also the name of its graph.

    >>> source(DEFAULT_BASE, "fact-sheet")
    'https://w3id.org/legation/id/source/fact-sheet'
    """
    return Iri(f"{base}source/{name}")


def within(source_iri: str, kind: str, name: str) -> Iri:
    """Return the IRI of something that belongs to one source: a claim, a span, a named thing.

    >>> within("https://e.org/source/a", "span", "10-42")
    'https://e.org/source/a/span/10-42'
    """
    return Iri(f"{source_iri}/{kind}/{name}")


def fact(base: str, path: str, parts: tuple[str, ...]) -> Iri:
    """Return the IRI of a fact or of an entity that a graph found.

    >>> fact(DEFAULT_BASE, "visit", ("BLR-VNM", "lukasenko", "2008"))
    'https://w3id.org/legation/id/visit/BLR-VNM/lukasenko/2008'
    """
    return Iri(base + "/".join((path, *(p for p in parts if p))))


def special(base: str, name: str) -> Iri:
    """Return the IRI of a graph that legation keeps for itself: ``identity``.

    >>> special(DEFAULT_BASE, "identity")
    'https://w3id.org/legation/id/graph/identity'
    """
    return Iri(f"{base}graph/{name}")
