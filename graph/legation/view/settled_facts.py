"""Facts of the settled graph, as the sentences take them: with the values that settling kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.facts.kinds import vocabulary
from legation.network.names import label, title
from legation.terms import LGN, RDF, XSD, Iri, notation
from legation.view.phrases import Name, named

_TYPE = ox.NamedNode(RDF + "type")
_SETTLED = ox.DefaultGraph()
#: What settling adds to a fact: bounds of the date, derived edges.
_BOUNDS = {"earliest", "startBy", "endFrom", "latest"}
_DERIVED = {"statedIn", "involves", "affects", "amount", "signedYear"} | _BOUNDS
#: Whose a named thing is, first for whom and then where.
_ROLES = ("actsFor", "memberState", "populationOf", "locatedIn")
#: What a graph or its sources name themselves.
_NAMED = ("Person", "Organisation", "JointCommittee", "Population", "Commodity")


def facts(store: ox.Store, iri: str, language: str = "en") -> tuple[Claim, ...]:
    """Return a settled fact as a claim, and after it the facts it points to.

    What the graph minted itself (persons, committees) is named by its label in the language.

    Raises
    ------
    KeyError
        The settled graph has no fact of this IRI.

    """
    order, found = [iri], []
    for fact in order:  # grows by what the facts point to
        kind = _kind(store, fact)
        if kind is None:
            raise KeyError(fact)
        values: dict[str, list[Value]] = {}
        for name, term in _stated(store, fact):
            told: Value
            if isinstance(term, ox.Literal):
                told = _literal(term)
            elif _kind(store, term.value) is not None:
                if term.value not in order:
                    order.append(term.value)
                told = ClaimRef(order.index(term.value))
            else:
                told = _entity(store, term, language)
            values.setdefault(name, []).append(told)
        found.append(Claim(kind, {name: tuple(given) for name, given in values.items()}))
    return tuple(found)


def names(store: ox.Store) -> Name:
    """Return what names an IRI by its label in a graph, a source by its title, else as the reference does."""

    def name(iri: str, language: str) -> str:
        node = ox.NamedNode(iri)
        quoted = f"“{its}”" if (its := title(store, node)) else ""
        return label(store, node, language) or quoted or named(iri, language)

    return name


def _stated(store: ox.Store, fact: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    quads = store.quads_for_pattern(ox.NamedNode(fact), None, None, _SETTLED)
    for quad in sorted(quads, key=str):
        name = Iri(quad.predicate.value).local
        told = quad.predicate.value.startswith(LGN) and name not in _DERIVED
        if told and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield name, quad.object


def _kind(store: ox.Store, iri: str) -> str | None:
    kinds = vocabulary().kinds
    for quad in store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, _SETTLED):
        if isinstance(quad.object, ox.NamedNode) and Iri(quad.object.value).local in kinds:
            return Iri(quad.object.value).local
    return None


def _literal(term: ox.Literal) -> Value:
    text, datatype = term.value, term.datatype.value.removeprefix(XSD)
    if datatype == "boolean":
        return text in {"true", "1"}
    if datatype == "integer":
        return int(text)
    if datatype == "decimal":
        return Decimal(text)
    return date.fromisoformat(text) if datatype == "date" else text


def _entity(store: ox.Store, node: ox.NamedNode, language: str) -> Value:
    """Return what is shared by all graphs as its IRI, and else what the graph calls it."""
    types = {Iri(iri).local for iri in _objects(store, node, RDF + "type")}
    type_ = next((name for name in _NAMED if name in types), "")
    if not type_:
        return Iri(node.value)
    of = tuple(Iri(iri).local for role in _ROLES for iri in _objects(store, node, LGN + role))
    kinds = _objects(store, node, LGN + "organisationKind")
    detail = (
        node.value.rpartition("-")[2] if type_ == "Population" else "".join(map(notation, kinds))
    )
    return Named(type_, label(store, node, language), of, detail, known=node.value)


def _objects(store: ox.Store, node: ox.NamedNode, predicate: str) -> list[str]:
    quads = store.quads_for_pattern(node, ox.NamedNode(predicate), None, _SETTLED)
    return sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode))
