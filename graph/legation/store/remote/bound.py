"""A query as another engine gets it: with its prefixes, with what was given, in pages.

The embedded engine puts terms in for variables. Over the protocol there is only text; so each
group of patterns gets a VALUES block, whose terms the engine itself has written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from legation.store.tokens import Token, tokens
from legation.terms import PREFIXES, lgn

Values = Mapping[str, ox.NamedNode | ox.Literal]

_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
#: How `legation.ask.cells` asks the embedded engine to sort.
_JOINED = re.compile(
    rf'<{lgn("sorted")}>\(GROUP_CONCAT\((?P<what>.*?); separator="\\u001F"\), "(?P<between>[^"]*)"\)'
)
#: Stands around what joins values until they are sorted. Virtuoso keeps only ASCII in a separator.
UNIT = "}|{"


@dataclass(slots=True)
class _Level:
    """One open bracket: ``group``, ``select`` (a group that is one), ``data``, ``template`` or ``(``."""

    kind: str
    seen: frozenset[str]


def with_prefixes(sparql: str) -> str:
    """Return a query that declares the prefixes it uses, on the line where it began.

    >>> with_prefixes("ASK { ?v a lgn:Visit }")
    'PREFIX lgn: <https://w3id.org/legation/ns#> ASK { ?v a lgn:Visit }'
    """
    declared: set[str] = set()
    used: set[str] = set()
    before = ""
    for token in tokens(sparql):
        if token.kind == "term" and ":" in token.text and token.text[0] not in "<\"'_":
            name = token.text.partition(":")[0]
            (declared if before == "PREFIX" else used).add(name)
        before = token.text.upper()
    needed = sorted((used - declared) & PREFIXES.keys())
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in needed) + sparql


def with_values(sparql: str, values: Values) -> str:
    r"""Return a query in which variables have values: a block in every group that names them.

    A sub-select sees the variables that it projects, as in the embedded engine.

    >>> with_values("SELECT ?s ?o { ?s ?p ?o }", {"o": ox.Literal('a"b')})
    'SELECT ?s ?o { VALUES (?o) {("a\\"b")} ?s ?p ?o }'
    """
    if not values:
        return sparql
    parts, end = [], 0
    for place, seen in _groups(sparql, frozenset(values)):
        if names := sorted(seen):
            head = " ".join(f"?{name}" for name in names)
            row = " ".join(str(values[name]) for name in names)
            parts += [sparql[end:place], f" VALUES ({head}) {{({row})}}"]
            end = place
    return "".join((*parts, sparql[end:]))


def _groups(sparql: str, names: frozenset[str]) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield where each group of patterns begins, with the variables it can see."""
    stream = list(tokens(sparql))
    levels: list[_Level] = []
    pending, template = "", False
    inside_of = _inside(stream)
    for number, token in enumerate(stream):
        word = token.text.upper() if token.kind == "word" else ""
        if word in {"VALUES", "CONSTRUCT"}:
            pending = word
        elif word == "WHERE":
            pending = ""
        elif word == "SELECT" and levels and levels[-1].kind == "group":
            # The brace before it opened no patterns of its own.
            levels[-1] = _Level("select", _projected(stream[number + 1 :], levels[-1].seen))
        if token.text == "{" and token.kind == "mark":
            inside = levels[-1] if levels else _Level("group", names)
            template = pending == "CONSTRUCT" and not levels
            kind = "data" if pending == "VALUES" else "template" if template else "group"
            if inside.kind in {"data", "template"}:
                kind = inside.kind
            pending = ""
            levels.append(_Level(kind, inside.seen))
            follows = stream[number + 1].text.upper() if number + 1 < len(stream) else ""
            if kind == "group" and follows != "SELECT":
                yield token.end, inside.seen & inside_of[number] if levels[:-1] else inside.seen
        elif token.text == "}" and token.kind == "mark" and levels:
            levels.pop()


def _inside(stream: list[Token]) -> dict[int, set[str]]:
    """Return which variables stand between each brace and the one that closes it."""
    found: dict[int, set[str]] = {}
    unclosed: list[int] = []
    for number, token in enumerate(stream):
        if token.kind == "variable":
            for brace in unclosed:
                found[brace].add(token.text[1:])
        elif token.kind == "mark" and token.text == "{":
            unclosed.append(number)
            found[number] = set()
        elif token.kind == "mark" and token.text == "}" and unclosed:
            unclosed.pop()
    return found


def _projected(after: list[Token], seen: frozenset[str]) -> frozenset[str]:
    """Return which variables a SELECT hands on from outside; what it computes is its own."""
    found, depth, star = set(), 0, not any(t.kind == "variable" for t in after[:2])
    for token in after:
        if token.text == "{" or token.text.upper() == "WHERE":
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and not depth:
            found.add(token.text[1:])
        star = star and token.text != "("
    return seen if star and not found else seen & found


def ungrouped(sparql: str) -> str:
    """Return a query that asks for joined cells as `sorted_cell` takes them, without own functions."""
    return _JOINED.sub(rf'STR(GROUP_CONCAT(\g<what>; separator="{UNIT}\g<between>{UNIT}"))', sparql)


def sorted_cell(text: str) -> str:
    """Return a cell with its values in the order in which the embedded engine puts them.

    >>> sorted_cell("b}|{; }|{a")
    'a; b'
    """
    parts = text.split(UNIT)
    between = parts[1] if len(parts) > 1 else ""
    return between.join(sorted(parts[::2]))


def paged(sparql: str, columns: tuple[str, ...], size: int, offset: int) -> str:
    """Return a query for a page of the rows of another one, in one order for all pages.

    >>> paged("SELECT ?s { ?s ?p ?o }", ("s",), 10, 20)
    'SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } } LIMIT 10 OFFSET 20'
    """
    start, ordered, limited, depth = 0, False, False, 0
    form = next(t for t in tokens(sparql) if t.text.upper() in _FORMS and t.kind == "word")
    start = form.start
    for token in tokens(sparql[start:]):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if not depth and token.kind == "word":
            ordered = ordered or token.text.upper() == "ORDER"
            limited = limited or token.text.upper() in {"LIMIT", "OFFSET"}
    names = " ".join(f"?{name}" for name in columns)
    order = "" if ordered or limited else f" ORDER BY {names}"
    inner = f"{{ {{ {sparql[start:]}{order} }} }}"
    return f"{sparql[:start]}SELECT {names} {inner} LIMIT {size} OFFSET {offset}"
