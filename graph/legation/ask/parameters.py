"""What a person gives for the parameters of a question, as terms that the engine puts in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

import pyoxigraph as ox

from legation.ask.naming import find
from legation.ask.questions import Parameter, Question
from legation.errors import BadDate, BadParameter, UnknownName, UnknownState
from legation.facts import records
from legation.facts.quads import literal, node
from legation.identity import reference
from legation.knowledge import folder, select
from legation.terms import DEFAULT_BASE, Iri, concept, notation
from legation.terms import source as source_iri
from legation.terms import state as state_iri
from legation.values.dates import Dating
from legation.values.names import fold

Value = ox.NamedNode | ox.Literal
_FIRST, _LAST = date.min, date.max
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DATE_HINT = "write a year, month or day: 2008, 2008-04 or 2008-04-07"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One parameter being read: of which question, on which graph."""

    question: str
    parameter: Parameter
    store: ox.Store
    base: str

    def refuse(self, given: str, what: str, hint: str) -> NoReturn:
        raise BadParameter(f"{self.question}: {self.parameter.name}={given!r} {what}", hint=hint)


def resolve(
    question: Question,
    given: Mapping[str, object],
    store: ox.Store,
    base: str = DEFAULT_BASE,
) -> dict[str, Value]:
    """Return a term for every parameter that is given or has a default.

    >>> from legation.ask.questions import question
    >>> values = resolve(question("visits/between"),
    ...     {"a": "VNM", "b": "Belarus", "until": "2008"}, ox.Store())
    >>> values["until"].value, values["b"].value.rpartition("/")[2]
    ('2008-12-31', 'BLR')

    Raises
    ------
    BadParameter
        One is missing, unknown, or cannot be read as its type; the hint says how to write it.

    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            _unknown(question, name)
    values: dict[str, Value] = {}
    for name, parameter in known.items():
        asked = _Asked(question.name, parameter, store, base)
        told = given.get(name)
        if told is not None:
            values[name] = _READERS[parameter.type](asked, str(told))
        elif parameter.has_default:
            values[name] = _default(asked)
        elif parameter.required:
            raise BadParameter(
                f"{question.name} needs the parameter {name!r}: {parameter.meaning['en']}",
                hint=f"it takes {_list(question)}",
            )
    return values


def looks_up(question: Question, given: Mapping[str, object]) -> bool:
    """Tell whether the graph is needed to know what a person gives.

    >>> from legation.ask.questions import question
    >>> looks_up(question("visits/between"), {"a": "VNM", "b": "BLR"})
    False
    """
    found = {p.type for p in question.parameters if given.get(p.name) is not None}
    return bool(found & {"entity", "source"})


def _unknown(question: Question, name: str) -> NoReturn:
    from rapidfuzz import process

    names = [parameter.name for parameter in question.parameters]
    near = process.extractOne(name, names, score_cutoff=50)
    guess = f"did you mean {near[0]!r}? " if near else ""
    raise BadParameter(
        f"{question.name} has no parameter {name!r}", hint=f"{guess}it takes {_list(question)}"
    )


def _list(question: Question) -> str:
    """Say which parameters a question takes; in brackets those that may be left out."""
    names = [p.name if p.required else f"[{p.name}]" for p in question.parameters]
    return ", ".join(names) or "none"


def _default(asked: _Asked) -> Value:
    parameter = asked.parameter
    if parameter.default or parameter.type != "date":
        return _READERS[parameter.type](asked, parameter.default)
    return literal(_FIRST if parameter.bound == "low" else _LAST)


def _state(asked: _Asked, given: str) -> Value:
    try:
        return node(reference.state(given.removeprefix("state:").removeprefix(state_iri(""))))
    except UnknownState as error:
        asked.refuse(given, "is no state", error.hint)


def _date(asked: _Asked, given: str) -> Value:
    if not _DAY.fullmatch(given.strip()):
        asked.refuse(given, "is no date", _DATE_HINT)
    try:
        dating = Dating.parse(given.strip())
    except BadDate:
        asked.refuse(given, "is no date", _DATE_HINT)
    low = asked.parameter.bound == "low"
    return literal((dating.earliest or _FIRST) if low else (dating.latest or _LAST))


def _year(asked: _Asked, given: str) -> Value:
    if not re.fullmatch(r"\d{4}", given.strip()):
        asked.refuse(given, "is no year", "write four digits: 2008")
    return literal(int(given))


def _integer(asked: _Asked, given: str) -> Value:
    if not re.fullmatch(r"[+-]?\d+", given.strip()):
        asked.refuse(given, "is no whole number", "write digits only: 10")
    return literal(int(given))


def _text(_: _Asked, given: str) -> Value:
    return literal(given)


def _choice(asked: _Asked, given: str) -> Value:
    if given not in asked.parameter.choices:
        asked.refuse(given, "is no choice", f"one of: {', '.join(asked.parameter.choices)}")
    return literal(given)


def _concept(asked: _Asked, given: str) -> Value:
    scheme = asked.parameter.scheme
    rows = select(folder("vocabularies"), "SELECT DISTINCT ?c { ?c skos:notation ?n } ORDER BY ?c")
    start = concept(scheme, "")
    known = [notation(row["c"]) for row in rows if row["c"].startswith(start)]
    spelled = {
        fold(form): name
        for language in ("en", "vi")
        for form, name in reference.forms(scheme, language)
    }
    found = given if given in known else spelled.get(fold(given))
    if found is None:
        asked.refuse(given, f"is no {scheme}", f"one of: {', '.join(known)}")
    return node(concept(scheme, found))


def _entity(asked: _Asked, given: str) -> Value:
    try:
        return node(find(asked.store, given, asked.base))
    except UnknownName as error:
        raise BadParameter(
            f"{asked.question}: {asked.parameter.name}: {error.message}", hint=error.hint
        ) from None


def _source(asked: _Asked, given: str) -> Value:
    known = records.sources(asked.store)
    wanted = {given, source_iri(asked.base, given), asked.base + given}
    found = next((iri for iri in known if iri in wanted), "")
    if not found:
        slugs = ", ".join(Iri(iri).local for iri in known)
        asked.refuse(given, "is no source of this graph", f"known: {slugs or 'none'}")
    return node(found)


_READERS: dict[str, Callable[[_Asked, str], Value]] = {
    "state": _state,
    "date": _date,
    "year": _year,
    "integer": _integer,
    "text": _text,
    "choice": _choice,
    "concept": _concept,
    "entity": _entity,
    "source": _source,
}
