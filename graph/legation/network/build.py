"""Networks straight from the engine: nodes are entities and facts, edges are roles.

A fact is a node because it has many roles, a date and sources of its own. An edge goes from
the fact to what plays the role, as in RDF: ``visit --host--> state``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from legation.errors import UnknownName
from legation.facts.quads import node_or_none
from legation.network.names import Names, Resource, title, word
from legation.terms import RDF, lgn, notation, state

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

_A = ox.NamedNode(RDF + "type")
_DERIVED = ("involves", "affects")
_OF = ("actsFor", "postOf", "locatedIn", "accreditedTo", "memberState")
_DISAGREEMENTS = ("Contradiction", "Discrepancy")
_SILENT = {"status", "memberKind"}


def whole(store: ox.Store, language: str = "en") -> Network:
    """Return the whole settled graph as a network, sorted.

    Every node has ``label, kind, type`` (fact or entity), ``title`` (plain text), ``date``
    (EDTF), ``status, iri, sources, disagreement``; every edge ``label, kind, iri``. All are text.
    """
    build = _Builder(store, language)
    for quad in store.quads_for_pattern(None, _A, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            build.add(quad.subject)
    return build.done(title="")


def pair(store: ox.Store, a: str, b: str, language: str = "en") -> Network:
    """Return what stands between two entities, usually states: the facts that involve both.

    ``a`` and ``b`` are IRIs or codes of states. Facts about such a fact (the signature of an
    agreement) belong to it.

    Raises
    ------
    UnknownName
        The graph knows nothing of one of them.

    """
    build = _Builder(store, language)
    ends = [build.known(end) for end in (a, b)]
    mine, theirs = (set(build.facts_of(end)) for end in ends)
    for fact in build.with_their_own(mine & theirs):
        build.add(fact)
    for end in ends:
        build.add(end)
    title = " – ".join(build.names.called(end) for end in ends)
    return build.done(title=title, focus=tuple(end.value for end in ends))


def entity(store: ox.Store, iri: str, language: str = "en") -> Network:
    """Return the network around one entity or one fact: its facts and all who play a part in them.

    Raises
    ------
    UnknownName
        The graph knows nothing of it.

    """
    build = _Builder(store, language)
    centre = build.known(iri)
    for fact in build.with_their_own({*build.facts_of(centre)}):
        build.add(fact)
    build.add(centre)
    return build.done(title=build.names.called(centre), focus=(centre.value,))


def answer(
    store: ox.Store, rows: Iterable[Iterable[object]], language: str = "en", title: str = ""
) -> Network:
    """Return the network of an answer: the facts and entities its rows name, with their roles.

    ``rows`` hold terms of pyoxigraph or rdflib, or plain text; what is no fact and no entity
    of the graph is passed over, and a claim stands for its fact. Entities that share a row
    without a fact are joined by an edge of the kind ``row``.
    """
    build = _Builder(store, language)
    for row in rows:
        nodes = [node for node in map(build.meant, row) if node is not None]
        for node in nodes:
            build.add(node)
        loose = list(dict.fromkeys(node for node in nodes if build.names.is_entity(node)))
        if len(loose) == len(set(nodes)):
            for other in loose[1:]:
                build.join(loose[0], other)
    return build.done(title=title)


class _Builder:
    def __init__(self, store: ox.Store, language: str) -> None:
        self.store = store
        self.names = Names(store, language)
        self.language = language
        self.network = Network()
        self.disagreements = self._disagreements()
        self.titles: dict[Resource, str] = {}

    def known(self, text: str) -> ox.NamedNode:
        node = ox.NamedNode(text if ":" in text else state(text))
        if not self.names.kind(node):
            raise UnknownName(
                f"the graph has no entity and no fact {text}", hint="legation show finds it by name"
            )
        return node

    def meant(self, term: object) -> ox.NamedNode | None:
        text = term.value if isinstance(term, ox.NamedNode) else term
        if not isinstance(text, str) or ":" not in text:
            return None
        node = node_or_none(text)
        if node is None:
            return None
        if self.names.kind(node):
            return node
        about = self.store.quads_for_pattern(node, ox.NamedNode(lgn("about")), None, None)
        facts = sorted(q.object.value for q in about if isinstance(q.object, ox.NamedNode))
        return ox.NamedNode(facts[0]) if facts else None

    def facts_of(self, node: Resource) -> list[ox.NamedNode]:
        quads = self.store.quads_for_pattern(None, None, node, ox.DefaultGraph())
        subjects = {q.subject for q in quads if isinstance(q.subject, ox.NamedNode)}
        return sorted((s for s in subjects if self.names.is_fact(s)), key=str)

    def with_their_own(self, facts: set[ox.NamedNode]) -> list[ox.NamedNode]:
        return sorted(facts.union(*map(self.facts_of, facts)), key=str)

    def add(self, node: Resource) -> None:
        """Add a node; a fact brings those who play a part in it."""
        if not self.names.kind(node) or node.value in self.network:
            return
        self.network.add_node(node.value, **self._described(node))
        if self.names.is_fact(node):
            for role, other in self._roles(node):
                self.add(other)
                self._edge(node, other, role)

    def join(self, one: Resource, other: Resource) -> None:
        self.network.add_edge(one.value, other.value, "row", label="", kind="row", iri="")

    def done(self, title: str, focus: tuple[str, ...] = ()) -> Network:
        """Return the network with nodes and edges in order, and the edges of disagreement."""
        for (one, other), (kind, text) in self.disagreements.items():
            if one != other and one in self.network and other in self.network:
                self.network.add_edge(one, other, kind, label=text, kind=kind, iri=lgn(kind))
        ordered = Network(title=title, focus=focus, language=self.language)
        ordered.add_nodes_from(sorted(self.network.nodes(data=True), key=lambda n: str(n[0])))
        for one, other, role, data in sorted(
            self.network.edges(keys=True, data=True), key=lambda e: e[:3]
        ):
            ordered.add_edge(one, other, role, **data)
        return ordered

    def _edge(self, fact: Resource, other: Resource, role: str) -> None:
        iri = lgn(role)
        told = word(iri, self.language)
        self.network.add_edge(fact.value, other.value, role, label=told, kind=role, iri=iri)

    def _roles(self, fact: Resource) -> list[tuple[str, Resource]]:
        """Return the roles of a fact; a derived one only where no stated one says as much."""
        stated: list[tuple[str, Resource]] = []
        derived: list[tuple[str, Resource]] = []
        for quad in self.store.quads_for_pattern(fact, None, None, ox.DefaultGraph()):
            name = quad.predicate.value.removeprefix(lgn(""))
            if name in _SILENT or not isinstance(quad.object, ox.NamedNode | ox.BlankNode):
                continue
            if self.names.kind(quad.object):
                (derived if name in _DERIVED else stated).append((name, quad.object))
        told = {other for _, other in stated}
        more = [(name, other) for name, other in derived if other not in told]
        return sorted({*stated, *more}, key=lambda r: (r[0], r[1].value))

    def _described(self, node: Resource) -> dict[str, str]:
        kind = self.names.kind(node)
        status = notation(self.names.value(node, "status"))
        date = self.names.value(node, "edtf")
        is_fact = self.names.is_fact(node)
        name = self.names.called(node).removesuffix(f" ({date})")  # the date stands by itself
        of = next((found for p in _OF if (found := self.names.value(node, p))), "")
        told = [f"{word(lgn(kind), self.language)}: {name}", date, status]
        return {
            "label": name,
            "kind": kind,
            "type": "fact" if is_fact else "entity",
            "title": " · ".join(part for part in told if part),
            "date": date,
            "status": status,
            "iri": node.value,
            "sources": "; ".join(self._titles(node)),
            "disagreement": self._disputed(node),
            "of": of,
            "code": self.names.value(node, "code"),
            "aspect": self._aspect(node),
        }

    def _aspect(self, node: Resource) -> str:
        """Return what tells figures of one kind apart: the flow, else what is measured."""
        return next((n for p in ("flow", "measure") if (n := self.names.value(node, p))), "")

    def _titles(self, fact: Resource) -> list[str]:
        found = []
        for source in self.names.objects(fact, "statedIn"):
            if isinstance(source, ox.NamedNode):
                self.titles[source] = title(self.store, source) or source.value
                found.append(self.titles[source])
        return sorted(found)

    def _disputed(self, node: Resource) -> str:
        kinds = {kind for ends, (kind, _) in self.disagreements.items() if node.value in ends}
        return ", ".join(word(lgn(kind), self.language) for kind in sorted(kinds))

    def _disagreements(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return which facts disagree: with another, or (twice the same) within themselves."""
        found = {}
        for kind in _DISAGREEMENTS:
            type_ = ox.NamedNode(lgn(kind))
            for quad in self.store.quads_for_pattern(None, _A, type_, ox.DefaultGraph()):
                me = quad.subject
                if isinstance(me, ox.Triple):
                    continue
                named = self.names.objects(me, "fact") + self.names.objects(me, "between")
                facts = sorted(
                    {
                        n.value
                        for n in named
                        if not isinstance(n, ox.Literal) and self.names.is_fact(n)
                    }
                )
                if facts:
                    share = self.names.value(me, "deltaShare")
                    size = f" · {float(share):.0%}" if share else ""
                    text = word(lgn(kind), self.language) + size
                    found[facts[0], facts[-1]] = (kind, text)
        return found
