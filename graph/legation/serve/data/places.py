"""Where a thing answers at this server: its IRI as a path, and a path as the IRI that it means.

What lies below the graph's own base or below the base of reference entities answers at the rest
of its IRI (``/state/VNM``); the whole path of the IRI is understood too, for servers that stand
at the base itself. Everything else, and what two bases would put at one path, answers at
``/about?iri=…``. A document about a thing is the path with an extension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

from legation.export.ontology import ONTOLOGY
from legation.facts.quads import node_or_none
from legation.serve.negotiation import Form
from legation.terms import DCT, LGN, REFERENCE

#: The forms of a document by extension, the preferred one first.
FORMS = {
    "html": Form("text/html", "html"),
    "ttl": Form("text/turtle", "turtle"),
    "jsonld": Form("application/ld+json", "jsonld"),
    "nt": Form("application/n-triples", "ntriples"),
    "rdf": Form("application/rdf+xml", "rdfxml"),
    "trig": Form("application/trig", "trig"),
}
#: What clients also call them.
ALIASES = {
    "application/xhtml+xml": "html",
    "application/json": "jsonld",
    "application/x-turtle": "ttl",
    "text/n3": "ttl",
    "application/xml": "rdf",
    "text/plain": "nt",
}
#: Paths of the server itself, which no thing takes.
_TAKEN = {
    "sparql", "update", "store", "questions", "health", "sources", "about", "static", "ns",
    "openapi.json", "search", "complete", "pair", "disagreements", "query", "network", "web",
    "dossier",
}  # fmt: skip
#: Spaces of the reference; what a graph has there itself answers at its whole path.
_SHARED = {"state", "post", "place", "org", "commodity", "vocabulary", "view", "code", "id"}
_PLAIN = re.compile(r"[^/?#][^?#]*")
_REPLACED = ox.NamedNode(DCT + "isReplacedBy")
_SAFE = "/:@!$&'()*+,;=~-._"
_LEAPS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a path means: the IRI of a thing, the extension of a document or ``""``."""

    iri: str
    extension: str = ""
    replaced_by: str = ""


def find(store: ox.Store, base: str, path: str, raw: str = "") -> Found | None:
    """Return what a path below the server means, ``None`` if the graph knows no such thing.

    ``raw`` is the path before it was decoded: an IRI may hold ``%20`` itself. What was retired
    says what replaced it.

    >>> store = ox.Store()
    >>> visit = ox.NamedNode("https://e.org/kg/visit/a")
    >>> store.add(ox.Quad(visit, _REPLACED, ox.NamedNode("https://e.org/kg/visit/b")))
    >>> find(store, "https://e.org/kg/", "/visit/a.ttl")
    Found(iri='https://e.org/kg/visit/a', extension='ttl', replaced_by='https://e.org/kg/visit/b')
    """
    for wanted in dict.fromkeys((path, raw)):
        whole = wanted.lstrip("/")
        stem, dot, extension = whole.rpartition(".")
        readings = [(whole, "")]
        if dot and extension in FORMS:
            readings.append((stem, extension))
        for rest, form in readings:
            for iri in _candidates(base, rest):
                if is_known(store, iri):
                    return Found(iri, form, replacement(store, iri))
    return None


def _candidates(base: str, rest: str) -> list[str]:
    """Return the IRIs that a path may mean, the likeliest first."""
    found = [REFERENCE + rest, base + rest]
    for space in (base, REFERENCE):
        below = urlsplit(space).path.lstrip("/")
        if below and rest.startswith(below):
            found.append(space + rest.removeprefix(below))
    return [iri for iri in dict.fromkeys(found) if iri not in (base, REFERENCE)]


def is_known(store: ox.Store, iri: str) -> bool:
    """Tell whether anything is said of a thing or points to it, or it is the name of a graph."""
    me = node_or_none(iri)
    if me is None:
        return False
    told = (
        store.quads_for_pattern(me, None, None, None),
        store.quads_for_pattern(None, None, me, None),
    )
    return any(next(iter(quads), None) for quads in told) or store.contains_named_graph(me)


def replacement(store: ox.Store, iri: str) -> str:
    """Return what took the place of a retired IRI in the end, ``""`` if it is in use."""
    seen = [iri]
    for _ in range(_LEAPS):
        me = ox.NamedNode(seen[-1])
        told = store.quads_for_pattern(me, None, None, ox.DefaultGraph())
        if any(quad.predicate != _REPLACED for quad in told):
            break
        lead = sorted(q.object.value for q in store.quads_for_pattern(me, _REPLACED, None, None)
                      if isinstance(q.object, ox.NamedNode))  # fmt: skip
        if not lead or lead[0] in seen:
            break
        seen.append(lead[0])
    return seen[-1] if len(seen) > 1 else ""


@dataclass(frozen=True, slots=True)
class Places:
    """Writes the paths of things; ``base`` is that of the graph, ``root`` where the server stands.

    With a ``version`` all paths lead to things as of then.
    """

    base: str
    root: str = ""
    version: int = 0

    def path(self, iri: str) -> str:
        """Return where a thing of this graph answers at this server, as a URL without host.

        >>> Places("https://e.org/kg/").path("https://e.org/kg/visit/BLR-VNM/2008")
        '/visit/BLR-VNM/2008'
        >>> Places("https://e.org/kg/").path(LGN + "Visit"), Places("https://e.org/").path("urn:x")
        ('/ns#Visit', '/about?iri=urn%3Ax')
        """
        if iri == ONTOLOGY:
            return f"{self.root}/ns"
        if iri.startswith(LGN):
            return f"{self.root}/ns#{quote(iri.removeprefix(LGN), safe=_SAFE)}"
        for space in (self.base, REFERENCE):
            rest = iri.removeprefix(space)
            if iri == space + rest and _PLAIN.fullmatch(rest) and unquote(rest) == rest:
                first = rest.partition("/")[0]
                below = urlsplit(space).path
                if first not in _TAKEN | (_SHARED if space != REFERENCE else set()):
                    return self.of(f"/{quote(rest, safe=_SAFE)}")
                if below != "/" and below.split("/")[1] not in _TAKEN:
                    return self.of(quote(below + rest, safe=_SAFE))
        return self.of(f"/about?iri={quote(iri, safe='')}")

    def of(self, path: str) -> str:
        """Return a path of this server as this reader sees it: below its root, of the version.

        >>> Places("https://e.org/", "/kg", 3).of("/questions?format=json")
        '/kg/questions?format=json&version=3'
        """
        mark = "&" if "?" in path else "?"
        return f"{self.root}{path}{f'{mark}version={self.version}' if self.version else ''}"

    def document(self, iri: str, extension: str) -> str:
        """Return where the document about a thing lies.

        >>> Places("https://e.org/").document("https://e.org/visit/a", "ttl")
        '/visit/a.ttl'
        >>> Places("https://e.org/").document("urn:x", "ttl")
        '/about.ttl?iri=urn%3Ax'
        """
        if iri.startswith(LGN) or iri == ONTOLOGY:
            return f"{self.root}/ns.{extension}"
        path, mark, query = self.path(iri).partition("?")
        return f"{path}.{extension}{mark}{query}"
