"""The small language of values: what a description writes beside a property becomes a reader.

A value is a constant (``status: held``), a mapping that says which ``column`` (or ``template``
of columns) it is made of and how, or a list of these. There is nothing to call and nothing to
run: every key is one of those below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from legation.errors import BadDate, UnknownState
from legation.facts.claims import Value
from legation.facts.evidence import Named
from legation.identity.reference import state as named
from legation.tables import dates, readers
from legation.tables.codes import SYSTEMS
from legation.tables.conditions import condition, sifted
from legation.tables.dating import dated
from legation.tables.lined import Node, Place, nearest
from legation.tables.lookups import Lookup, build, fields, filled
from legation.tables.model import Cells, Expression, Result
from legation.tables.narrowing import NARROWING, narrowed
from legation.tables.readers import Getter
from legation.tables.steps import MISSING, Steps, of_column, of_text, only_when, together
from legation.tables.texts import text_of
from legation.tables.words import READERS, notations, properties
from legation.terms import Iri, lgn
from legation.terms import state as state_iri
from legation.values.dates import Dating

_SOURCES = ("column", "template", "constant")
_STEPS = ("split", "take", "only", "strip", "lookup", "map", "missing")
#: What may part the cells of a table that seems to have one column only, and how that is told.
_SIGNS = {";": '";"', "\t": '"\\t"', "|": '"|"'}
#: On which day a code is understood, from which day on, until which day.
_WHEN = ("at", "since", "until")
#: What each sort of value may be told besides.
_OPTIONS: dict[str, tuple[str, ...]] = {
    "state": ("codes", *_WHEN, "seat", "prefer", "else", "named", "names", "language", *NARROWING),
    "person": ("of", "key", "language"),
    "organisation": ("of", "key", "detail", "language"),
    "place": ("of", "detail", "language"),
    "post": ("of", "detail"),
    "number": ("decimal", "grouping"),
    "integer": ("decimal", "grouping"),
    "date": ("from", "to", "formats", "sentinels", "precision", "end"),
}


@dataclass(frozen=True)
class Scope:
    """What the words of a description may mean: columns, lookups, properties of one row."""

    header: tuple[str, ...]
    lookups: Mapping[str, Lookup]
    base: str
    language: str = ""
    kind: str = ""
    nodes: Mapping[str, Node] = field(default_factory=dict)
    given: Mapping[str, Node] = field(default_factory=dict)
    following: tuple[str, ...] = ()

    def within(self, kind: str, nodes: Mapping[str, Node], given: Mapping[str, Node]) -> Scope:
        """Return the scope of the values of one row; ``given`` are states that are only used."""
        return replace(self, kind=kind, nodes=nodes, given=given)

    def column(self, node: Node) -> str:
        """Return a column of the table.

        Raises
        ------
        BadDescription
            It has none of this name.

        """
        name = node.scalar("a column")
        if name not in self.header:
            raise node.at.wrong(f"the table has no column {name!r}", _near(name, self.header))
        return name

    def lookup(self, node: Node) -> Lookup:
        """Return a lookup by its name.

        Raises
        ------
        BadDescription
            There is none.

        """
        name = node.scalar("a lookup")
        if name not in self.lookups:
            raise node.at.wrong(f"there is no lookup {name!r}", nearest(name, self.lookups))
        return self.lookups[name]

    def property(self, name: str) -> Expression:
        """Return what makes the values of a property of this row.

        Raises
        ------
        BadDescription
            It is made of itself.

        """
        node = self.given[name] if name in self.given else self.nodes[name]
        if name in self.following:
            circle = " → ".join([*self.following, name])
            raise node.at.wrong(f"values go round in a circle: {circle}")
        inner = replace(self, following=(*self.following, name))
        if name in self.given:
            return compiled(node, "state", inner)
        told = properties(self.kind)[name]
        return compiled(node, told.reader, inner, told.scheme)


def compiled(node: Node, reader: str, scope: Scope, scheme: str = "") -> Expression:
    """Return what makes values of a node; ``reader`` is how they are read if it does not say.

    Raises
    ------
    BadDescription
        Anything in it is wrong.

    """
    if node.items is not None:
        return together(tuple(compiled(one, reader, scope, scheme) for one in node.items))
    if node.pairs is None:
        return _constant(node, reader, scope, scheme)
    if "when" in node.pairs:
        inner = compiled(_without(node, "when"), reader, scope, scheme)
        return only_when(condition(node.pairs["when"], scope), inner)
    how = node.pairs["as"].scalar("as") if "as" in node.pairs else reader
    if how not in READERS or how == "claim":
        raise (node.pairs["as"].at if "as" in node.pairs else node.at).wrong(
            f"nothing is read as {how!r}",
            nearest(how, READERS) if how != "claim" else "name its row: {claim: name}",
        )
    told = node.only((*_SOURCES, *_STEPS, "as", *_OPTIONS.get(how, ())), f"a value read as {how}")
    if how == "date":
        return dated(node, scope)
    if any(key in told for key in NARROWING):
        inner = compiled(_without(node, *NARROWING), reader, scope, scheme)
        return narrowed(inner, told, scope)
    if sum(source in told for source in _SOURCES) != 1:
        raise node.at.wrong("a value is made of one column, template or constant")
    known = _known(how, scheme)
    steps = _steps(told, scope, known)
    if "constant" in told and how not in _OPTIONS:
        return _constant(told["constant"], how, scope, scheme)
    read, also = _reader(node, how, scope, scheme)
    if "constant" in told:
        fixed = told["constant"].scalar("a constant")
        if known is not None and fixed not in known:
            raise told["constant"].at.wrong(
                f"{fixed!r} is no {'office' if how == 'post' else scheme}",
                nearest(fixed, sorted(known)),
            )
        return of_text(lambda _: fixed, (), steps, read, also)
    if "column" in told:
        spelt = how == "state" or steps.strip is not None
        return of_column(scope.column(told["column"]), steps, read, also, spelt=spelt)
    template, at = told["template"].scalar("template"), told["template"].at
    columns = fields(template, at, scope.header, "the table")
    return of_text(lambda cells: filled(template, cells), columns, steps, read, also)


def _near(name: str, header: tuple[str, ...]) -> str:
    """Return a hint for a column that a table has not."""
    for sign, told in _SIGNS.items():
        if len(header) == 1 and sign in header[0]:
            return f"its cells seem to be parted by {told}: save it with commas, or put 'table: {{delimiter: {told}}}' into its description"
    return nearest(name, header)


def _without(node: Node, *keys: str) -> Node:
    pairs = node.entries("a value").items()
    return replace(node, pairs={key: one for key, one in pairs if key not in keys})


def _known(how: str, scheme: str) -> frozenset[str] | None:
    """Return the notations that texts must be among once they are looked up."""
    if how == "post":
        return notations("office")
    return notations(scheme) if how == "concept" else None


def _steps(told: Mapping[str, Node], scope: Scope, known: frozenset[str] | None) -> Steps:
    lookup = scope.lookup(told["lookup"]) if "lookup" in told else None
    if "map" in told:
        if lookup:
            raise told["map"].at.wrong("a value has a map or a lookup, not both")
        pairs = told["map"].entries("map")
        lookup = build(
            "map", [(k, v) for k, n in pairs.items() for v in n.texts("a value")], many=True
        )
    if lookup and known is not None:
        at = told["map" if "map" in told else "lookup"].at
        leads = {value for values in lookup.entries.values() for value in values}
        for text in sorted(leads | ({lookup.default} - {""})):
            if text not in known:
                raise at.wrong(
                    f"{lookup.name!r} leads to {text!r}, which is no concept",
                    nearest(text, sorted(known)),
                )
    missing = told["missing"].scalar("missing") if "missing" in told else "report"
    if missing not in MISSING:
        raise told["missing"].at.wrong(
            f"what is missing is not {missing!r}", nearest(missing, MISSING)
        )
    if "take" in told and told["take"].scalar("take") != "first":
        raise told["take"].at.wrong("only the first can be taken: 'take: first'")
    return Steps(
        split=told["split"].scalar("split") if "split" in told else "",
        first="take" in told,
        keeps=tuple(sifted(told["only"], scope)) if "only" in told else (),
        strip=scope.lookup(told["strip"]) if "strip" in told else None,
        lookup=lookup,
        missing=missing,
    )


def _constant(node: Node, how: str, scope: Scope, scheme: str) -> Expression:
    value = _fixed(node.scalar("a constant"), node.at, how, scope, scheme)
    return Expression((), lambda _: Result((value,)))


def _fixed(text: str, at: Place, how: str, scope: Scope, scheme: str) -> Value:
    """Return the value that a constant stands for."""
    try:
        if how == "state":
            return named(text)
        if how == "date":
            return Dating.parse(text).edtf
        if how in {"person", "place", "organisation", "commodity"}:
            read, _ = readers.Things(how.capitalize())(text, {})
            return read[0]
        if how == "concept":
            read, _ = readers.concepts(scheme, notations(scheme))(text, {})
            return read[0]
        if how in {"number", "integer"}:
            read, _ = readers.Numbers(whole=how == "integer")(text, {})
            return read[0]
        if how == "boolean":
            read, _ = readers.boolean(text, {})
            return read[0]
    except (UnknownState, BadDate) as error:
        raise at.wrong(error.message, error.hint) from None
    except dates.Unread as error:
        known = sorted(notations(scheme)) if how == "concept" else []
        raise at.wrong(f"{text!r}: {error}", nearest(text, known) if known else "") from None
    if how == "post":
        raise at.wrong("a post is made of an office", "write {constant: president, of: USA}")
    return (
        lgn(text)
        if scope.kind == "OpenSet" and text in {"Agreement", "Commodity", "Visit"}
        else text
    )


def _reader(
    node: Node, how: str, scope: Scope, scheme: str
) -> tuple[readers.Reader, tuple[str, ...]]:
    """Return a reader, and the columns it looks at besides its own."""
    told = node.entries("a value")
    if how == "concept":
        return readers.concepts(scheme, notations(scheme)), ()
    if how in {"number", "integer"}:
        signs = {key: told[key].scalar(key) for key in ("decimal", "grouping") if key in told}
        return readers.Numbers(**signs, whole=how == "integer"), ()
    if how == "boolean":
        return readers.boolean, ()
    if how == "commodity":
        return readers.commodity, ()
    if how == "text":
        return readers.text, ()
    if how == "state":
        return _states(told, node, scope)
    of, of_columns = _state_of(told.get("of"), scope)
    if how == "post":
        which, more = _detail_of(told.get("detail"), scope)
        return readers.Posts(of, notations("office"), which), (*of_columns, *more)
    key, more = text_of(told.get("key"), scope)
    detail = told["detail"].scalar("detail") if "detail" in told else ""
    if how == "organisation" and detail and detail not in notations("organisation"):
        raise told["detail"].at.wrong(
            f"no organisation is of the kind {detail!r}", nearest(detail, notations("organisation"))
        )
    language = told["language"].scalar("language") if "language" in told else ""
    things = readers.Things(how.capitalize(), of, key, detail, language)
    return things, (*of_columns, *more)


def _states(
    told: Mapping[str, Node], node: Node, scope: Scope
) -> tuple[readers.Reader, tuple[str, ...]]:
    system = told["codes"].scalar("codes") if "codes" in told else ""
    if system not in SYSTEMS:
        at = told["codes"].at if "codes" in told else node.at
        what = (
            f"no system of codes is called {system!r}"
            if system
            else "it is not said what codes these are"
        )
        raise at.wrong(
            what,
            nearest(system, SYSTEMS) if system else f"add 'codes:', one of {', '.join(SYSTEMS)}",
        )
    otherwise = told["else"].scalar("else") if "else" in told else "name"
    if otherwise not in {"name", "report"}:
        raise told["else"].at.wrong(f"else is name or report, not {otherwise!r}")
    prefer = []
    for code in told["prefer"].texts("prefer") if "prefer" in told else []:
        try:
            prefer.append(named(code).local)
        except UnknownState as error:
            raise told["prefer"].at.wrong(error.message, error.hint) from None
    if "named" in told and "names" in told:
        raise told["names"].at.wrong("states are called by one column: named, or names for all")
    if "since" in told and ("at" in told or "until" in told):
        raise told["since"].at.wrong("a state is one on a day, or since it, not both")
    days = [_day_of(told.get("since", told.get("at")), scope), _day_of(told.get("until"), scope)]
    called = told.get("named", told.get("names"))
    texts = [text_of(one, scope) for one in (told.get("seat"), called, told.get("language"))]
    start, end, seat, name, language = (get for get, _ in (*days, *texts))
    known = readers.Spelling(name, language, "names" in told)
    when = start, end, "since" in told
    read = readers.States(system, scope.base, *when, seat, tuple(prefer), otherwise, known)
    return read, tuple(column for _, columns in (*days, *texts) for column in columns)


def _detail_of(node: Node | None, scope: Scope) -> tuple[Getter, tuple[str, ...]]:
    """Return what tells like posts apart: a text, or a state of this row, which must be known."""
    if node is None or node.text is None or node.text not in {*scope.nodes, *scope.given}:
        return text_of(node, scope)
    get, columns = _first(scope.property(node.text))

    def known(cells: Cells) -> str:
        if not (code := get(cells)):
            raise dates.Unread(f"the {node.text} is no state of the reference")
        return code

    return known, columns


def _day_of(node: Node | None, scope: Scope) -> tuple[Getter, tuple[str, ...]]:
    """Return what gives the day at which codes are understood: the row's own date, or columns."""
    if node is None:
        return readers.nothing, ()
    if node.text == "edtf" and "edtf" in scope.nodes:
        return _first(scope.property("edtf"))
    plain = dates.Reader(any_year=True)
    columns = tuple(scope.column(one) for one in (node.items or (node,)))

    def get(cells: Cells) -> str:
        for column in columns:
            try:
                if found := plain.read(cells[column]):
                    return found
            except dates.Unread:
                continue
        return ""

    return get, columns


def _state_of(node: Node | None, scope: Scope) -> tuple[Getter, tuple[str, ...]]:
    """Return what gives the code of the state something belongs to: a property, a code, a value."""
    if node is None:
        return readers.nothing, ()
    if node.text is not None and node.text in {*scope.nodes, *scope.given}:
        return _first(scope.property(node.text))
    if node.text is not None and node.text[:1].islower():
        raise node.at.wrong(
            f"this row has no value for {node.text!r}", nearest(node.text, scope.nodes)
        )
    return _first(compiled(node, "state", scope))


def _first(expression: Expression) -> tuple[Getter, tuple[str, ...]]:
    def get(cells: Cells) -> str:
        value = next(iter(expression.read(cells).values), "")
        if isinstance(value, Named):
            known = Iri(value.known)
            return known.local if known.startswith(state_iri("")) else ""
        return value.local if isinstance(value, Iri) else str(value)

    return get, expression.columns
