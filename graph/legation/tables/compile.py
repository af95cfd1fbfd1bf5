"""A description becomes a plan: everything in it is checked before the first row is read.

What the description names is held against the header of the table, the words of the ontology,
the notations of its vocabularies and the lookups, and every column of the table must be used,
kept or ignored by name. What is wrong is told with its line and what was probably meant.
"""

from __future__ import annotations

from collections.abc import Mapping

from legation.facts.kinds import vocabulary
from legation.tables import conditions
from legation.tables.expressions import Scope, compiled
from legation.tables.files import Form, Table
from legation.tables.lined import Node, load, nearest
from legation.tables.model import Description, Expression, Left, Template
from legation.tables.report import Range
from legation.tables.shelves import Shelf, lookups
from legation.tables.words import properties

_TOP = ("source", "table", "key", "lookups", "rows", "leave", "ignore", "expect")
_SOURCE = (
    "title",
    "publisher",
    "publisher_state",
    "licence",
    "language",
    "date",
    "origin",
    "policy",
    "about",
    "url",
)
_TABLE = ("format", "delimiter", "encoding", "sheet", "empty")
_ROW = (
    "kind",
    "name",
    "when",
    "once",
    "each",
    "needs",
    "given",
    "values",
    "cells",
    "claimant",
    "origin",
)
#: Values of a key that do not have to be there for something to be stated.
_OPTIONAL = {"place", "ordinal", "commodity", "topic", "level", "under", "status", "unit"}
_FORMATS = {"csv": "CSV", "tsv": "TSV", "xlsx": "XLSX", "parquet": "Parquet", "jsonl": "JSON lines"}


def form(text: str, file: str) -> Form:
    """Return how the table of a description is written, without looking at the rest.

    Raises
    ------
    BadDescription
        It is no YAML, or says of the table what nobody understands.

    """
    top = load(text, file).only(_TOP, "a description")
    if (node := top.get("table")) is None:
        return Form()
    told = {
        key: one.scalar(key) for key, one in node.only(_TABLE, "table").items() if key != "empty"
    }
    if "format" in told:
        if told["format"] not in _FORMATS:
            raise node.keys["format"].wrong(
                f"no format of tables is called {told['format']!r}",
                nearest(told["format"], _FORMATS),
            )
        told["format"] = _FORMATS[told["format"]]
    return Form(**told)


def compile_description(
    text: str, shelf: Shelf, table: Table, base: str, *, name: str = "table"
) -> Description:
    """Check a description against a table and return the plan.

    Raises
    ------
    BadDescription
        Anything in it is wrong, or a column is neither used nor ignored by name.

    """
    file = shelf.file
    root = load(text, file)
    top = root.only(_TOP, "a description")
    if "rows" not in top:
        raise root.at.wrong("nothing says what a row states", "add 'rows:' with a list of claims")
    about = _about(top.get("source"))
    found, notes = lookups(top.get("lookups"), shelf)
    scope = Scope(table.header, found, base, about.get("language", ""))
    templates: list[Template] = []
    named: dict[str, Template] = {}
    for node in top["rows"].listed("rows"):
        template = _template(node, scope, named)
        named[template.name] = template
        templates.append(template)
    plan = Description(
        name=name,
        about=about,
        form=table.form,
        templates=tuple(templates),
        left=tuple(_left(node, scope) for node in _list(top.get("leave"), "leave")),
        key=tuple(scope.column(one) for one in _list(top.get("key"), "key")),
        empty=_empty(top.get("table")),
        notes=tuple(notes),
        **_expected(top.get("expect"), {t.kind for t in templates}),  # type: ignore[arg-type]
    )
    _all_accounted_for(plan, scope, top.get("ignore"), root, table)
    return plan


def _list(node: Node | None, what: str) -> tuple[Node, ...]:
    if node is None:
        return ()
    return (node,) if node.items is None and what == "key" else node.listed(what)


def _about(node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    told = {key: one.scalar(key) for key, one in node.only(_SOURCE, "source").items()}
    told.pop("about", None)
    if "url" in told:
        told.setdefault("origin", told.pop("url"))
    return {key: " ".join(value.split()) for key, value in told.items() if value}


def _empty(node: Node | None) -> frozenset[str]:
    pairs = node.entries("table") if node else {}
    return frozenset(pairs["empty"].texts("empty")) if "empty" in pairs else frozenset()


def _template(node: Node, scope: Scope, named: Mapping[str, Template]) -> Template:
    told = node.only(_ROW, "a row")
    if "kind" not in told:
        raise node.at.wrong("a row does not say of what kind its fact is", "add 'kind: Visit'")
    kind = told["kind"].scalar("kind")
    kinds = vocabulary().kinds
    if kind not in kinds:
        raise told["kind"].at.wrong(f"no kind of fact is called {kind!r}", nearest(kind, kinds))
    if "values" not in told:
        raise node.at.wrong(f"a row of kind {kind} states no values", "add 'values:'")
    name = told["name"].scalar("name") if "name" in told else kind
    if name in named:
        raise node.at.wrong(f"two rows are called {name!r}", "give each a 'name:' of its own")
    nodes = told["values"].entries("values")
    known = properties(kind)
    for key in nodes:
        if key not in known:
            raise told["values"].keys[key].wrong(f"{kind} has no {key!r}", nearest(key, known))
    given = told["given"].entries("given") if "given" in told else {}
    for key in given:
        if key in known:
            raise (
                told["given"]
                .keys[key]
                .wrong(f"{key!r} is a property of {kind}, not something given")
            )
    inner = scope.within(kind, nodes, given)
    values: dict[str, Expression] = {}
    refers: dict[str, str] = {}
    for key, one in nodes.items():
        if one.pairs is not None and "claim" in one.pairs:
            refers[key] = _reference(one, named)
        else:
            values[key] = inner.property(key)
    return Template(
        name=name,
        kind=kind,
        values=values,
        refers=refers,
        when=conditions.condition(told.get("when"), scope),
        once=tuple(scope.column(n) for n in _columns(told.get("once"), "once")),
        each=_each(told, values),
        needs=_needs(told.get("needs"), kind, nodes),
        cells=tuple(scope.column(n) for n in _columns(told.get("cells"), "cells")),
        claimant=compiled(told["claimant"], "state", inner) if "claimant" in told else None,
        origin=compiled(told["origin"], "text", inner) if "origin" in told else None,
    )


def _each(told: Mapping[str, Node], values: Mapping[str, Expression]) -> str:
    """Return the property of whose values each makes a claim of its own."""
    if "each" not in told:
        return ""
    name = told["each"].scalar("each")
    if name not in values:
        raise told["each"].at.wrong(f"this row has no value for {name!r}", nearest(name, values))
    if "once" in told:
        raise told["each"].at.wrong("what is stated once is one claim; take 'each:' or 'once:' out")
    return name


def _reference(node: Node, named: Mapping[str, Template]) -> str:
    name = node.only(("claim",), "a reference")["claim"].scalar("claim")
    if name not in named:
        raise node.at.wrong(f"no row above is called {name!r}", nearest(name, named))
    return name


def _columns(node: Node | None, what: str) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.items if node.items is not None else (Node(node.at, node.scalar(what)),)


def _needs(node: Node | None, kind: str, nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """Return what must be there: by default what the fact is known by, as far as it is mapped."""
    if node is None:
        return tuple(p for p in vocabulary().kinds[kind].key if p in nodes and p not in _OPTIONAL)
    for one in _columns(node, "needs"):
        if one.text not in nodes:
            raise one.at.wrong(
                f"it needs {one.text!r}, which has no value here", nearest(one.text or "", nodes)
            )
    return tuple(node.texts("needs"))


def _left(node: Node, scope: Scope) -> Left:
    told = node.only(("when", "why"), "what is left out")
    if "why" not in told or not told["why"].text:
        raise node.at.wrong("rows are left out without a reason", "add 'why:'")
    when = conditions.condition(told.get("when"), scope)
    if when.columns == ():
        raise node.at.wrong("all rows are left out", "add 'when:'")
    return Left(when, told["why"].scalar("why"))


def _expected(node: Node | None, kinds: set[str]) -> dict[str, object]:
    told = node.only(("rows", "claims", "unread"), "expect") if node else {}
    claims = {}
    if "claims" in told:
        claims = {
            kind: _range(one)
            for kind, one in told["claims"].only(sorted(kinds), "expect: claims").items()
        }
    rows = _range(told["rows"]) if "rows" in told else None
    return {
        "rows": rows,
        "claims": claims,
        "unread": _range(told["unread"]) if "unread" in told else None,
    }


def _range(node: Node) -> Range:
    texts = node.texts("a number")
    if not all(text.isdigit() for text in texts) or len(texts) not in {1, 2}:
        raise node.at.wrong("what is expected is a number, or [least, most]")
    low, high = int(texts[0]), int(texts[-1])
    if high < low:
        raise node.at.wrong(f"{low} is more than {high}", "write the least first")
    return Range(low, high)


def _all_accounted_for(
    plan: Description, scope: Scope, node: Node | None, root: Node, table: Table
) -> None:
    """Refuse a description that says nothing of a column, or ignores one that is not there."""
    ignored = node.entries("ignore") if node else {}
    used = set(plan.columns)
    for name, why in ignored.items():
        place = node.keys[name] if node else root.at
        if name not in scope.header:
            raise place.wrong(f"the table has no column {name!r}", nearest(name, scope.header))
        if name in used:
            raise place.wrong(f"column {name!r} is ignored and used", "take it out of 'ignore:'")
        if not why.scalar("a reason").strip():
            raise place.wrong(f"column {name!r} is ignored without a reason")
    left = [name for name in table.header if name not in used and name not in ignored]
    if left:
        names = ", ".join(repr(name) for name in left)
        raise (node.at if node else root.at).wrong(
            f"nothing is said of the column{'s' if len(left) > 1 else ''} {names}",
            "use each, keep it in 'cells:', or name it under 'ignore:' with a reason",
        )
