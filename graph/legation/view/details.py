"""What stands behind a node: the values of a fact in words, and who says so, in which sentence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from legation.network.names import Names, Resource, title, word
from legation.terms import LGN, RDF, SKOS, Iri, lgn, notation
from legation.view.labels import amount, status, when, words

_ABOUT = ox.NamedNode(lgn("about"))
_KIND = ox.NamedNode(lgn("kind"))
_FACT = ox.NamedNode(lgn("fact"))
_BETWEEN = ox.NamedNode(lgn("between"))
_ALT = ox.NamedNode(SKOS + "altLabel")
_SILENT = {
    "amount",
    "earliest", "startBy", "endFrom", "latest", "statedIn", "involves", "affects", "edtf",
    "multiplier", "unit", "signedYear",
}  # fmt: skip
_DATES = {"growthBase"}
_SHARES = {"growth", "share"}


def details(
    store: ox.Store, iris: Iterable[str], language: str = "en"
) -> dict[str, dict[str, Any]]:
    """Return what is known of facts and entities, by IRI, as plain data for a page.

    A fact has ``label, kind, date, status``, ``values`` (what it says: the property, the value in
    words, the IRI of an entity), ``claims`` (source, publisher, date, the sentence as far as the
    source's policy allows, the rule that read it) and ``disagreements``. An entity has its
    ``label``, ``kind`` and other ``names``. What is neither is left out.
    """
    teller = _Teller(store, language)
    told = {}
    for iri in sorted(set(iris)):
        node = ox.NamedNode(iri)
        if teller.names.is_fact(node):
            told[iri] = teller.fact(node)
        elif teller.names.is_entity(node):
            told[iri] = teller.entity(node)
    return told


class _Teller:
    def __init__(self, store: ox.Store, language: str) -> None:
        self.store = store
        self.language = language
        self.names = Names(store, language)
        self.words = words(language)
        self.sources: dict[Resource, dict[str, str]] = {}
        self._known: frozenset[str] | None = None

    def entity(self, node: ox.NamedNode) -> dict[str, Any]:
        label = self.names.called(node)
        quads = self.store.quads_for_pattern(node, None, None, ox.DefaultGraph())
        naming = (
            quad for quad in quads if quad.predicate == _ALT or "abel" in quad.predicate.value
        )
        others = {q.object.value for q in naming if isinstance(q.object, ox.Literal)} - {label}
        return {
            "label": label,
            "kind": word(lgn(self.names.kind(node)), self.language),
            "names": sorted(others),
        }

    def fact(self, node: ox.NamedNode) -> dict[str, Any]:
        value = self.names.value
        return {
            "label": self.names.called(node).removesuffix(f" ({value(node, 'edtf')})"),
            "kind": word(lgn(self.names.kind(node)), self.language),
            "date": when(value(node, "edtf"), self.language),
            "status": status(notation(value(node, "status")), self.language),
            "values": self._values(node),
            "claims": [self._claim(claim, graph) for claim, graph in self._claims(node)],
            "disagreements": self._disagreements(node),
        }

    def _values(self, node: ox.NamedNode) -> list[list[str]]:
        told = []
        for quad in self.store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            name = quad.predicate.value.removeprefix(LGN)
            if ":" in name or name in _SILENT or isinstance(quad.object, ox.Triple):
                continue
            said = self._told(node, name, quad.object, ox.DefaultGraph())
            linked = not isinstance(quad.object, ox.Literal) and self.names.kind(quad.object)
            iri = quad.object.value if linked else ""
            told.append([word(lgn(name), self.language), said, iri])
        return sorted(told)

    def _told(
        self,
        me: Resource,
        name: str,
        value: ox.NamedNode | ox.BlankNode | ox.Literal,
        graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph,
    ) -> str:
        """Return a value in words: an amount with its unit, a date, a share, a concept, a name."""
        if isinstance(value, ox.Literal):
            if name == "value":
                by = {n: self._literal(me, n, graph) for n in ("multiplier", "unit")}
                return amount(value.value, by["multiplier"], by["unit"], self.language)
            if name == "edtf" or name in _DATES:
                return when(value.value, self.language)
            if name in _SHARES:
                return amount(value.value, "0", "%", self.language)
            boolean = {"true": "yes", "false": "no"}.get(value.value)
            return self.words[boolean] if boolean else value.value
        if value.value.startswith(LGN):
            return word(value.value, self.language)
        if self.names.kind(value):
            return self.names.called(value)
        if isinstance(value, ox.NamedNode) and value.value in self._source_names():
            return self._source(value)["title"]
        return self._named(value, graph)

    def _source_names(self) -> frozenset[str]:
        if self._known is None:
            type_, source = ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Source"))
            quads = self.store.quads_for_pattern(None, type_, source, ox.DefaultGraph())
            self._known = frozenset(
                q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)
            )
        return self._known

    def _named(self, value: Resource, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str:
        """Return what a source calls something: the text of a name form."""
        return self._literal(value, "text", graph) or Iri(value.value).local

    def _literal(
        self, me: Resource, name: str, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None
    ) -> str:
        quads = self.store.quads_for_pattern(me, ox.NamedNode(lgn(name)), None, graph)
        found = sorted(q.object.value for q in quads if isinstance(q.object, ox.Literal))
        return found[0] if found else ""

    def _claims(self, fact: ox.NamedNode) -> list[tuple[ox.NamedNode, ox.NamedNode]]:
        """Return the claims about a fact with their sources, oldest source first."""
        about = self.store.quads_for_pattern(None, _ABOUT, fact, None)
        claims = [quad.subject for quad in about if isinstance(quad.subject, ox.NamedNode)]
        found = [
            (claim, quad.graph_name)
            for claim in claims
            for quad in self.store.quads_for_pattern(claim, _KIND, None, None)
            if isinstance(quad.graph_name, ox.NamedNode)
        ]
        return sorted(found, key=lambda c: (self._source(c[1])["date"], c[1].value, c[0].value))

    def _claim(self, claim: ox.NamedNode, graph: ox.NamedNode) -> dict[str, Any]:
        source = self._source(graph)
        places = sorted(
            self._literals(claim, "span", ("start", "end"), graph), key=lambda p: int(p[0] or 0)
        )
        texts = [text for (text,) in self._literals(claim, "sentence", ("text",), graph) if text]
        if not texts:
            texts = [text for (text,) in self._literals(claim, "span", ("text",), graph) if text]
        claimants = self.store.quads_for_pattern(claim, ox.NamedNode(lgn("claimant")), None, graph)
        views = [self.names.called(q.object) for q in claimants if q.object != graph
                 and isinstance(q.object, ox.NamedNode)]  # fmt: skip
        return {
            "source": graph.value,
            "title": source["title"],
            "publisher": source["publisher"],
            "date": when(source["date"], self.language),
            "language": source["language"],
            "text": [] if source["policy"] == "none" else texts,
            "withheld": source["policy"] == "none",
            "where": ", ".join(
                self.words["characters"].format(start=start, end=end) for start, end in places
            ),
            "claimant": ", ".join(sorted(views)),
            "written": self._literal(claim, "asWritten", graph),
            "rule": self._literal(claim, "rule", graph),
        }

    def _literals(
        self, claim: ox.NamedNode, role: str, names: tuple[str, ...], graph: ox.NamedNode
    ) -> list[tuple[str, ...]]:
        """Return properties of the spans that a claim points to by ``role``."""
        quads = self.store.quads_for_pattern(claim, ox.NamedNode(lgn(role)), None, graph)
        spans = sorted({q.object for q in quads if isinstance(q.object, ox.NamedNode)}, key=str)
        return [tuple(self._literal(span, name, graph) for name in names) for span in spans]

    def _source(self, source: ox.NamedNode) -> dict[str, str]:
        if source not in self.sources:
            value = self.names.value
            self.sources[source] = {
                "title": title(self.store, source) or Iri(source.value).local,
                "publisher": value(source, "publisher"),
                "date": value(source, "issued"),
                "language": value(source, "language"),
                "policy": notation(value(source, "textPolicy")),
            }
        return self.sources[source]

    def _disagreements(self, fact: ox.NamedNode) -> list[dict[str, Any]]:
        """Return where sources differ on a fact: what about, who says what, and what is kept."""
        nodes = {
            quad.subject
            for predicate in (_FACT, _BETWEEN)
            for quad in self.store.quads_for_pattern(None, predicate, fact, ox.DefaultGraph())
            if isinstance(quad.subject, ox.NamedNode)
        }
        return [self._disagreement(node, fact) for node in sorted(nodes, key=str)]

    def _disagreement(self, node: ox.NamedNode, fact: ox.NamedNode) -> dict[str, Any]:
        types = self.store.quads_for_pattern(
            node, ox.NamedNode(RDF + "type"), None, ox.DefaultGraph()
        )
        kinds = sorted(q.object.value for q in types if isinstance(q.object, ox.NamedNode))
        about = self.names.value(node, "onProperty")
        kept = self.names.value(node, "kept")
        sides = []
        for one in self.names.objects(node, "between"):
            if isinstance(one, ox.Literal) or one == fact:
                continue
            if self.names.is_fact(one):
                sides.append([self.names.called(one), "", one.value])
                continue
            for quad in self.store.quads_for_pattern(one, ox.NamedNode(about), None, None):
                if isinstance(quad.graph_name, ox.NamedNode) and not isinstance(
                    quad.object, ox.Triple
                ):
                    name = Iri(about).local
                    said = self._told(one, name, quad.object, quad.graph_name)
                    source = self._source(quad.graph_name)["title"]
                    mark = f"({self.words['kept']})" if one.value == kept else ""
                    sides.append([f"{source}: {said}", mark, ""])
        told = word(kinds[0], self.language) if kinds else ""
        return {"kind": told, "on": word(about, self.language) if about else "", "sides": sides,
                "size": self._size(node, fact)}  # fmt: skip

    def _size(self, node: ox.NamedNode, fact: ox.NamedNode) -> str:
        delta, share = (self.names.value(node, n) for n in ("delta", "deltaShare"))
        if not delta:
            return ""
        unit, multiplier = (self.names.value(fact, n) for n in ("unit", "multiplier"))
        # told in the multiplier of the figure beside it: 22 million, not 22,000,000
        scaled = Decimal(delta).scaleb(-int(multiplier or 0))
        told = amount(format(scaled.normalize(), "f"), multiplier, unit, self.language)
        relative = f" ({float(share):.0%})" if share else ""
        return f"{self.words['differs']} {told}{relative}"
