"""Claims read from N-Quads as legation writes them, before or while an engine loads these.

An engine needs many times as long to give a claim back as the text does. The quads of one claim
stand together there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.facts.records import NOT_SETTLED, Record, Term, form, record
from legation.knowledge import value
from legation.terms import LGN, XSD

_LEFT_OUT = {f"<{LGN}{name}>" for name in NOT_SETTLED - {"kind", "origin"}}
_OWN = f"<{LGN}"
#: The engine keeps the value of these, not how they are written.
_BY_VALUE = {XSD + name for name in ("decimal", "integer", "boolean", "date")}
#: A number that it gives back as it is written, but for zeros at its end.
_PLAIN = re.compile(r'"(0|-?[1-9]\d{0,11})(?:\.(\d{1,5}))?"\^\^<' + re.escape(XSD) + "decimal>")
_DECIMAL = node(XSD + "decimal")
_LITERAL = re.compile(r'"([^"\\]*)"(?:@([a-zA-Z-]+))?')


class Written:
    r"""A file of N-Quads that holds some sources: what they are, their name forms, their claims.

    >>> import tempfile
    >>> quad = "<x:s> <https://w3id.org/legation/ns#issued> \"2019\" <x:s> .\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.nq"
    ...     _ = path.write_text(quad, "utf-8")
    ...     list(Written(path).sources)
    ['x:s']
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sources: dict[str, list[ox.Quad]] = {}
        forms = set()  # a table that was read in several runs may tell a name in each
        for subject, source, told in _nodes(path, _describes):
            if subject == source:
                graph = node(source)
                quads = (ox.Quad(graph, node(name), t, graph) for name, t in map(_value, told))
                self.sources[source] = sorted(quads, key=str)
            else:
                forms.add(form(subject, source, _own(told)))
        self.forms = sorted(forms)

    def claims(self) -> Iterator[Record]:
        """Yield all claims, in the order of the file."""
        issued = {iri: _issued(quads) for iri, quads in self.sources.items()}
        for subject, source, told in _nodes(self.path, _claims):
            yield record(subject, source, issued.get(source, ""), _own(told))


def _describes(subject: str) -> bool:
    return "/name/" in subject or "/" not in subject.rpartition("/source/")[2]


def _claims(subject: str) -> bool:
    return "/row/" in subject or "/claim/" in subject


def _issued(quads: Iterable[ox.Quad]) -> str:
    return next((value(q.object) for q in quads if q.predicate == term("issued")), "")


def _nodes(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the nodes of a file whose IRI is wanted: with its source, and what follows it on its lines."""
    me, long, take, told = "\n", 1, False, list[str]()
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if not line.startswith(me):
                if told:
                    yield _iri(me[:-1]), _source(told[0]), told
                long = line.index(" ") + 1
                me, told = line[:long], []
                take = wanted(me)
            if take:
                told.append(line[long:])
    if told:
        yield _iri(me[:-1]), _source(told[0]), told


def _iri(written: str) -> str:
    return written[1:-1]


def _source(rest: str) -> str:
    return rest[rest.rindex(" <") + 2 : rest.rindex(">")]


def _own(told: Iterable[str]) -> dict[str, list[Term]]:
    """Return the values by property of legation, each list sorted."""
    own: dict[str, list[Term]] = {}
    for one in map(_known, told):
        if one is not None:
            name, found = one
            if name in own:
                own[name].append(found)
            else:
                own[name] = [found]
    for terms in own.values():
        if len(terms) > 1:
            terms.sort(key=str)
    return own


# Many rows of a table end alike: most of what is said of one is known from another.
@lru_cache(maxsize=20_000)
def _known(rest: str) -> tuple[str, Term] | None:
    """Return property and value of what follows a subject, if it is of legation and to be settled."""
    predicate = rest[: rest.index(" ")]
    if predicate in _LEFT_OUT or not predicate.startswith(_OWN):
        return None
    name, found = _value(rest)
    return _local(name), found


def _value(rest: str) -> tuple[str, Term]:
    predicate, _, told = rest.partition(" ")
    return _iri(predicate), parsed(told[: told.rindex(" <")])


@cache
def _local(iri: str) -> str:
    return iri[len(LGN) :]


@lru_cache(maxsize=20_000)
def parsed(text: str) -> Term:
    """Return a term that is written as N-Triples do, as the engine would give it back.

    >>> parsed('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>').value, parsed("<x:y>").value
    ('1.5', 'x:y')
    """
    if text[0] == "<" and "\\" not in text:
        return ox.NamedNode(text[1:-1])
    if plain := _LITERAL.fullmatch(text):
        return ox.Literal(plain[1], language=plain[2].lower()) if plain[2] else ox.Literal(plain[1])
    if number := _PLAIN.fullmatch(text):
        told = f"{number[1]}.{number[2]}".rstrip("0").rstrip(".") if number[2] else number[1]
        return ox.Literal(told, datatype=_DECIMAL)
    (triple,) = ox.parse(f"<x:s> <x:p> {text} .", ox.RdfFormat.N_TRIPLES)
    found = triple.object
    if isinstance(found, ox.Literal) and found.datatype.value in _BY_VALUE:
        store = ox.Store()
        store.add(ox.Quad(node("x:s"), term("value"), found))
        (quad,) = store
        found = quad.object
    if not isinstance(found, ox.NamedNode | ox.Literal):
        raise TypeError(f"no value of a claim: {text}")
    return found
