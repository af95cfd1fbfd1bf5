"""JSON-LD that people read: short names, a property a line, its context inside.

Nodes are never nested, so that each graph tells a node in one place. Whole numbers and truth
values are JSON's own; a decimal stays text with its datatype in the context, because JSON's
numbers would make a double of it. The names are those of `legation.export.context`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import IO, Any, TypeAlias

import pyoxigraph as ox

from legation.errors import WrongFormat
from legation.export import context as contexts
from legation.terms import RDF, XSD

_Graph: TypeAlias = "tuple[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, Iterable[ox.Triple]]"
_Resource: TypeAlias = "ox.NamedNode | ox.BlankNode"

# Whole numbers that every reader of JSON keeps, as the store writes them.
_WHOLE = re.compile(r"-?[1-9][0-9]{0,14}|0")
_TRUTH = {"true": True, "false": False}
# A prefix may end only so, else a reader of JSON-LD 1.1 takes it for a plain name.
_ENDS = ("/", "#", ":", "?", "[", "]", "@")


def write(graphs: Iterable[_Graph], out: IO[bytes]) -> None:
    """Write graphs, the triples of each sorted by subject and predicate; the default graph first.

    >>> from io import BytesIO
    >>> from legation.terms import Iri, lgn, state
    >>> visit, sender = (ox.NamedNode(i) for i in ("https://e.org/visit", lgn("sender")))
    >>> triple = ox.Triple(visit, sender, ox.NamedNode(state("MNG")))
    >>> write([(ox.DefaultGraph(), [triple])], out := BytesIO())
    >>> json.loads(out.getvalue())["@graph"]
    [{'id': 'https://e.org/visit', 'sender': 'state:MNG'}]

    Raises
    ------
    WrongFormat
        An IRI would be read as a short name, or a term is none of RDF 1.1.

    """
    names = Names(contexts.published())
    head = contexts.document(names.context).removesuffix("}\n").rstrip()
    out.write(f'{head},\n"@graph": [\n'.encode())
    comma = ""
    for graph, triples in graphs:
        nodes = ",\n".join(_nodes(triples, names))
        if isinstance(graph, ox.DefaultGraph):
            text = nodes
        else:
            text = f'{{"id": {_json(names.node(graph))}, "@graph": [\n{nodes}\n]}}'
        if text:
            out.write(f"{comma}{text}".encode())
            comma = ",\n"
    out.write(b"\n]}\n")


class Names:
    """How a context calls IRIs and values; what it calls once it remembers."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.context = context
        self._called: dict[str, str] = {}

    @cached_property
    def _prefixes(self) -> list[tuple[str, str]]:
        """Return IRIs with their prefixes, the longest first: it makes the shortest name."""
        plain = ((iri, name) for name, iri in self.context.items() if isinstance(iri, str))
        found = [(iri, name) for iri, name in plain if iri.endswith(_ENDS)]
        return sorted(found, key=lambda pair: (-len(pair[0]), pair[1]))

    @cached_property
    def terms(self) -> dict[str, tuple[str, str, str]]:
        """Return name, datatype and container by the IRI of a term."""
        found = {f"{RDF}type": ("type", "@vocab", "")}
        for name, meaning in self.context.items():
            told = {"@id": meaning} if isinstance(meaning, str) else meaning
            iri = self._full(told["@id"])
            if iri.startswith("@") or iri.endswith(_ENDS):
                continue
            kind = self._full(told.get("@type", ""))
            found[iri] = (name, kind, told.get("@container", ""))
        return found

    def _full(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        base = self.context.get(prefix)
        return base + rest if colon and isinstance(base, str) else name

    def term(self, iri: str) -> tuple[str, str, str]:
        """Return what a property is called, its datatype (``@vocab`` for nodes) and container."""
        return self.terms.get(iri) or (self.short(iri), "", "")

    def word(self, node: _Resource) -> str:
        """Return what a class or the value of a property that points to nodes is called."""
        told = self.terms.get(node.value) if isinstance(node, ox.NamedNode) else None
        return told[0] if told else self.node(node)

    def node(self, node: _Resource) -> str:
        """Return what a node is called: with a prefix, in full, or as a blank node."""
        return self.short(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def short(self, iri: str) -> str:
        """Return an IRI with its prefix, or in full where none fits."""
        if iri not in self._called:
            self._called[iri] = self._shortened(iri)
        return self._called[iri]

    def _shortened(self, iri: str) -> str:
        for base, prefix in self._prefixes:
            rest = iri.removeprefix(base)
            if rest != iri and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        scheme, _, rest = iri.partition(":")
        if scheme in self.context and not rest.startswith("//"):
            raise WrongFormat(
                f"JSON-LD would take <{iri}> for a short name: {scheme} means something else in it",
                hint="write the graph as trig or nquads",
            )
        return iri

    def literal(self, literal: ox.Literal, kind: str) -> object:
        """Return a literal as a value of a property whose values are of a kind."""
        value, datatype = literal.value, literal.datatype.value
        if literal.language:
            return {"@language": literal.language, "@value": value}
        if kind in {"", datatype}:
            if datatype == f"{XSD}integer" and _WHOLE.fullmatch(value):
                return int(value)
            if datatype == f"{XSD}boolean" and value in _TRUTH:
                return _TRUTH[value]
            if kind or datatype == f"{XSD}string":
                return value
        if datatype == f"{XSD}string":
            return {"@value": value}
        return {"@type": self.short(datatype), "@value": value}


def _nodes(triples: Iterable[ox.Triple], names: Names) -> Iterator[str]:
    for subject, told in groupby(triples, key=lambda triple: triple.subject):
        lines = [f'"id": {_json(names.node(_resource(subject)))}']
        for predicate, group in groupby(told, key=lambda triple: triple.predicate):
            name, value = _property(predicate, [triple.object for triple in group], names)
            lines.append(f"{_json(name)}: {_json(value)}")
        yield "{" + ",\n  ".join(lines) + "}"


def _property(predicate: ox.NamedNode, objects: list[Any], names: Names) -> tuple[str, object]:
    """Return the name and the value of a property: a single value, a list, a map by language."""
    name, kind, container = names.term(predicate.value)
    if name == "type" and any(isinstance(o, ox.Literal) for o in objects):
        name, kind = names.short(predicate.value), ""
    if container == "@language" and all(isinstance(o, ox.Literal) and o.language for o in objects):
        return name, _by_language(objects)
    values = [_value(object, kind, names) for object in objects]
    # Where a map by language is expected, only a list keeps a value from being taken for one.
    return name, values if len(values) > 1 or container else values[0]


def _value(object: Any, kind: str, names: Names) -> object:
    if isinstance(object, ox.Literal):
        return names.literal(object, kind)
    node = _resource(object)
    return names.word(node) if kind == "@vocab" else {"id": names.node(node)}


def _by_language(objects: list[ox.Literal]) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for literal in objects:
        found.setdefault(literal.language or "", []).append(literal.value)
    return {tag: texts[0] if len(texts) == 1 else texts for tag, texts in sorted(found.items())}


def _resource(term: object) -> _Resource:
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return term
    raise WrongFormat(
        f"JSON-LD has no form for the term {term}", hint="write the graph as trig or nquads"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
