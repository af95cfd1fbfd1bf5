"""The shapes of ``ontology/shapes`` as SPARQL: each constraint one question, asked of a whole store.

A SHACL engine visits node by node, which takes minutes where a graph has twenty thousand facts;
the same constraint as one query takes a blink. What is read here is the part of SHACL that our
shapes use (https://www.w3.org/TR/shacl/); a test holds what it finds against pySHACL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, count

import pyoxigraph as ox

from legation.errors import KnowledgeError
from legation.knowledge import folder, select, value
from legation.resources import texts
from legation.terms import RDF, XSD

SH = "http://www.w3.org/ns/shacl#"
_NODE_KINDS = {"IRI": "isIRI", "Literal": "isLiteral"}
_COMPARED = {
    "minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<",
}  # fmt: skip
_PAIRED = {"lessThan": "<", "lessThanOrEquals": "<="}
#: What stands beside the constraints of a shape and is none itself.
_ASIDE = {
    "path", "message", "severity", "targetClass", "targetSubjectsOf", "property", "sparql",
}  # fmt: skip

_Node = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape: a query for the nodes that violate it, and what is then said.

    The query selects ``?this``, the node at fault, and whatever ``{?names}`` the message has.
    """

    severity: str
    message: str
    query: str


@cache
def constraints(side: str) -> tuple[Constraint, ...]:
    """Return the constraints on ``facts`` or on ``claims``.

    >>> ranks = [c for c in constraints("facts") if "more than one rank" in c.message]
    >>> ranks[0].severity, "lgn:rank" in ranks[0].query or "#rank" in ranks[0].query
    ('violation', True)

    Raises
    ------
    KnowledgeError
        A shape uses what is not read here.

    """
    store = ox.Store()
    for text in shape_texts(side).values():
        store.load(text.encode(), ox.RdfFormat.TURTLE)
    return tuple(_Shapes(store).constraints())


def shape_texts(side: str) -> dict[str, str]:
    """Return the files of shapes for ``facts`` or ``claims``; values and words belong to both.

    >>> [name for name in shape_texts("claims")]
    ['claims.ttl', 'values.ttl', 'words.ttl']
    """
    both = {"values.ttl", "words.ttl"}
    return {
        name: text
        for name, text in texts("ontology", "shapes", ".ttl").items()
        if name in both or (name == "claims.ttl") == (side == "claims")
    }


class _Shapes:
    """A graph of shapes that is being read."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._fresh = (f"?v{number}" for number in count())

    def constraints(self) -> Iterator[Constraint]:
        shape = ox.NamedNode(SH + "NodeShape")
        kinds = self._store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), shape)
        for node in sorted({quad.subject for quad in kinds}, key=str):
            target = self._target(node)
            if target:
                yield from self._of(node, target)

    def _of(self, shape: object, target: str) -> Iterator[Constraint]:
        for row in self._all(shape, "sparql"):
            text = value(self._one(row, "select")).replace("$this", "?this")
            head, brace, body = text.partition("{")
            yield self._constraint(shape, row, f"{head}{brace} {target} {body}")
        told: list[tuple[object, str]] = [
            (row, self._property(row, "?this")) for row in self._all(shape, "property")
        ]
        for asked, holds in [*told, (shape, self._value(shape, "?this", own=True))]:
            if holds:
                query = f"SELECT DISTINCT ?this {{ {target} FILTER(!({holds})) }}"
                yield self._constraint(shape, asked, query)

    def _constraint(self, shape: object, row: object, query: str) -> Constraint:
        severity = self._maybe(row, "severity") or self._maybe(shape, "severity")
        local = value(severity).removeprefix(SH) if severity else "Violation"
        return Constraint(local.lower(), value(self._one(row, "message")), query)

    def _target(self, shape: object) -> str:
        """Return a pattern for the nodes that a shape is about; nothing for a shape that others use."""
        found = [f"?this {_text(p)} ?target ." for p in self._all(shape, "targetSubjectsOf")]
        classes = {c for top in self._all(shape, "targetClass") for c in _below(value(top))}
        if classes:
            listed = " ".join(f"<{c}>" for c in sorted(classes))
            found.append(f"VALUES ?target {{ {listed} }} ?this a ?target .")
        return " UNION ".join(f"{{ {one} }}" for one in found) if len(found) > 1 else "".join(found)

    def _property(self, row: object, this: str) -> str:
        """Return what holds if a node conforms to a property shape; the path leads to the values."""
        path = self._path(self._one(row, "path"))
        parts = [f"EXISTS {{ {this} {path} {_text(v)} }}" for v in self._all(row, "hasValue")]
        least, most = self._maybe(row, "minCount"), self._maybe(row, "maxCount")
        if least:
            parts.append(f"EXISTS {{ {self._several(this, path, int(value(least)))} }}")
        if most:
            parts.append(f"NOT EXISTS {{ {self._several(this, path, int(value(most)) + 1)} }}")
        for other in self._all(row, "disjoint"):
            same = next(self._fresh)
            parts.append(f"NOT EXISTS {{ {this} {path} {same} . {this} {_text(other)} {same} }}")
        for name, sign in _PAIRED.items():
            for other in self._all(row, name):
                one, two = next(self._fresh), next(self._fresh)
                wrong = f"FILTER(!COALESCE({one} {sign} {two}, false))"
                parts.append(
                    f"NOT EXISTS {{ {this} {path} {one} . {this} {_text(other)} {two} {wrong} }}"
                )
        here = next(self._fresh)
        holds = self._value(row, here)
        if holds:
            parts.append(f"NOT EXISTS {{ {this} {path} {here} FILTER(!({holds})) }}")
        return " && ".join(parts)

    def _several(self, this: str, path: str, number: int) -> str:
        names = [next(self._fresh) for _ in range(number)]
        apart = [f"!sameTerm({one}, {two})" for one, two in combinations(names, 2)]
        values = " ".join(f"{this} {path} {name} ." for name in names)
        return values + (f" FILTER({' && '.join(apart)})" if apart else "")

    def _value(self, shape: object, this: str, *, own: bool = False) -> str:
        """Return what holds if a value (or, ``own``, the focus node) conforms to a shape."""
        parts = []
        about = self._store.quads_for_pattern(shape, None, None)  # type: ignore[arg-type]
        for quad in sorted(about, key=str):
            name = quad.predicate.value.removeprefix(SH)
            if name in _ASIDE | {"minCount", "maxCount", "disjoint"} | set(_PAIRED):
                continue
            if name == "hasValue" and self._maybe(shape, "path"):
                continue
            if quad.predicate.value == RDF + "type" or name in {"select", "prefixes"}:
                continue
            if not hasattr(self, f"_is_{name}") and name not in _COMPARED:
                raise KnowledgeError(f"a shape uses sh:{name}, which the check does not read")
            if name in _COMPARED:
                parts.append(f"COALESCE({this} {_COMPARED[name]} {_text(quad.object)}, false)")
            else:
                holds: Callable[[object, str], str] = getattr(self, f"_is_{name}")
                parts.append(holds(quad.object, this))
        if not own and not self._maybe(shape, "path"):
            parts += [self._property(row, this) for row in self._all(shape, "property")]
        return " && ".join(f"({part})" for part in parts)

    def _is_nodeKind(self, kind: object, this: str) -> str:  # noqa: N802 - the name of the constraint
        return f"{_NODE_KINDS[value(kind).removeprefix(SH)]}({this})"

    def _is_datatype(self, datatype: object, this: str) -> str:
        name = value(datatype)
        whole = "" if name == XSD + "string" else f" && BOUND({this}) && {_cast(name, this)}"
        return f"isLiteral({this}) && DATATYPE({this}) = <{name}>{whole}"

    def _is_pattern(self, pattern: object, this: str) -> str:
        return f"REGEX(STR({this}), {ox.Literal(value(pattern))})"

    def _is_class(self, top: object, this: str) -> str:
        kind = next(self._fresh)
        listed = ", ".join(f"<{c}>" for c in _below(value(top)))
        return f"EXISTS {{ {this} a {kind} FILTER({kind} IN ({listed})) }}"

    def _is_in(self, head: object, this: str) -> str:
        return f"{this} IN ({', '.join(map(_text, self._list(head)))})"

    def _is_hasValue(self, node: object, this: str) -> str:  # noqa: N802
        return f"sameTerm({this}, {_text(node)})"

    def _is_node(self, shape: object, this: str) -> str:
        return self._value(shape, this)

    def _is_not(self, shape: object, this: str) -> str:
        return f"!({self._value(shape, this)})"

    def _is_or(self, head: object, this: str) -> str:
        return " || ".join(f"({self._value(shape, this)})" for shape in self._list(head))

    def _is_xone(self, head: object, this: str) -> str:
        ones = (f"IF({self._value(shape, this)}, 1, 0)" for shape in self._list(head))
        return f"{' + '.join(ones)} = 1"

    def _path(self, node: object) -> str:
        if isinstance(node, ox.NamedNode):
            return _text(node)
        ways = self._all(node, "alternativePath")
        if not ways:
            raise KnowledgeError("a shape has a path that the check does not read")
        return f"({' | '.join(_text(way) for way in self._list(ways[0]))})"

    def _list(self, head: object) -> list[_Node]:
        found: list[_Node] = []
        first, rest = (ox.NamedNode(RDF + name) for name in ("first", "rest"))
        while isinstance(head, ox.BlankNode):
            found += [_known(q.object) for q in self._store.quads_for_pattern(head, first, None)]
            head = next(iter(self._store.quads_for_pattern(head, rest, None))).object
        return found

    def _all(self, node: object, name: str) -> list[_Node]:
        quads = self._store.quads_for_pattern(node, ox.NamedNode(SH + name), None)  # type: ignore[arg-type]
        return sorted((_known(quad.object) for quad in quads), key=str)

    def _maybe(self, node: object, name: str) -> _Node | None:
        return next(iter(self._all(node, name)), None)

    def _one(self, node: object, name: str) -> _Node:
        found = self._maybe(node, name)
        if found is None:
            raise KnowledgeError(f"a shape lacks sh:{name}: {node}")
        return found


def _cast(datatype: str, this: str) -> str:
    """Return what holds if the text of a literal is one of its datatype: "soon" is no date."""
    return f"COALESCE(<{datatype}>(STR({this})) = <{datatype}>(STR({this})), false)"


def _known(term: object) -> _Node:
    if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal):
        return term
    raise KnowledgeError(f"a shape names {term}, which the check does not read")


def _text(node: object) -> str:
    return str(node)


@cache
def _below(top: str) -> tuple[str, ...]:
    """Return a class and every class under it."""
    rows = select(folder("core"), f"SELECT ?c {{ ?c rdfs:subClassOf* <{top}> }} ORDER BY ?c")
    return tuple(row["c"] for row in rows)


def violations(store: ox.Store, constraint: Constraint) -> Iterator[tuple[str, str]]:
    """Yield the node at fault and the sentence, for each violation of a constraint in a store."""
    for row in select_all(store, constraint.query):
        message = constraint.message
        for name, told in row.items():
            message = message.replace(f"{{?{name}}}", told)
        yield row["this"], message


def select_all(store: ox.Store, query: str) -> list[dict[str, str]]:
    """Return the rows of a constraint; its prefixes are those that shapes declare."""
    return select(store, "PREFIX schema: <https://schema.org/>\n" + query)
