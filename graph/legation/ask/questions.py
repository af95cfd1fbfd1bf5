"""Questions: named SPARQL queries with a title in two languages and typed parameters.

A question is a file ``queries/<topic>/<name>.rq``: a valid query, above it a header of lines
that begin with ``#+`` and hold YAML::

    #+ title:
    #+   en: Visits between two states
    #+   vi: Các chuyến thăm giữa hai nước
    #+ competency: [2]
    #+ view: timeline
    #+ parameters:
    #+   a: {type: state, en: one state, vi: một nước}
    #+   since: {type: date, bound: low, en: from this day on, vi: kể từ ngày}
    #+ note:
    #+   en: What has no date may lie in any period and is kept.
    #+   vi: Chuyến thăm không rõ ngày vẫn được giữ lại.
    #+ says:
    #+   - {en: during the visit, vi: trong chuyến thăm}

``says`` are the words of its own that the query puts into cells, such as the note that a part
of the answer is not known; tables for people tell them in the reader's language. When nothing
is known at all, `legation.ask.absent` says so for every question.

The engine puts a parameter in only where the query projects it, so every parameter is
projected. A parameter with ``optional: true`` stays a free variable when it is not given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from legation.errors import BadQuestion, UnknownQuestion
from legation.resources import shelf, texts

LANGUAGES = ("en", "vi")
VIEWS = ("table", "network", "timeline", "trade", "chart", "map")
TYPES = ("state", "date", "year", "integer", "text", "choice", "concept", "entity", "source")
_MARK = "#+"
_NAME = re.compile(r"[a-z][a-z-]*/[a-z0-9][a-z0-9-]*")
_ONLY_WHEN = re.compile(r"\s#(?P<when>[?!])(?P<names>(?: \w+)+)[ \t]*$", re.MULTILINE)
_HEADER = {"title", "competency", "view", "parameters", "alike", "note", "says"}
_PARAMETER = {"type", "en", "vi", "bound", "scheme", "choices", "default", "optional"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a question wants to know: its type and what it means, in each language.

    ``bound`` says which end of a coarse date is meant (``low``: its first day), ``scheme`` the
    vocabulary of a concept, ``choices`` the words of a choice.
    """

    name: str
    type: str
    meaning: Mapping[str, str]
    bound: str = ""
    scheme: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    optional: bool = False

    @property
    def required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return not (self.optional or self.has_default)

    @property
    def has_default(self) -> bool:
        """Whether something stands in for it; a date is then the first or last day of time."""
        return not self.optional and (bool(self.default) or self.type in {"date", "text"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands in ``queries/``; ``sparql`` is the whole file."""

    name: str
    sparql: str
    title: Mapping[str, str]
    view: str = "table"
    competency: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    alike: tuple[str, str] | tuple[()] = ()
    note: Mapping[str, str] = field(default_factory=dict)
    says: tuple[Mapping[str, str], ...] = ()

    def told(self, words: str, language: str) -> str:
        """Return what the query says in a cell in a language; other words as they are.

        >>> question("visits/announcements").told("held after all", "vi")
        'cuối cùng đã diễn ra'
        """
        return next((said[language] for said in self.says if said["en"] == words), words)

    def asking(self, given: Collection[str], *, exchanged: bool = False) -> str:
        """Return the query as it is asked when these of its parameters are given.

        A line that ends in ``#? a b`` stands only when both are given, one that ends in ``#! a b``
        only when they are not both: so a question about one state can begin at that state. The
        file as it stands asks the same, more slowly. ``exchanged`` lets it begin at the second of
        two states that are ``alike`` to it (a visit between them is one in either order): each
        stands for the other from WHERE on, so that the answer is the same.

        >>> "?spread" in question("trade/publications").asking({"a"})
        True
        """
        lines = []
        for line in self.sparql.splitlines():
            found = _ONLY_WHEN.search(line)
            if not found or (set(found["names"].split()) <= set(given)) is (found["when"] == "?"):
                lines.append(line)
        query = "\n".join(lines)
        if not exchanged:
            return query
        head, where, rest = query.partition("\nWHERE")
        other = dict(zip(self.alike, reversed(self.alike), strict=True))
        swapped = re.sub(r"\?(\w+)\b", lambda name: f"?{other.get(name[1], name[1])}", rest)
        return head + where + swapped

    @property
    def topic(self) -> str:
        """What stands before the slash.

        >>> question("visits/between").topic
        'visits'
        """
        return self.name.partition("/")[0]


@cache
def catalogue() -> tuple[Question, ...]:
    """Return all questions, sorted by name.

    >>> [q.name for q in catalogue() if q.topic == "missions"]
    ['missions/counts', 'missions/cover', 'missions/opened']

    Raises
    ------
    BadQuestion
        A file has a wrong header.

    """
    topics = sorted(f.name for f in shelf("queries").iterdir() if f.is_dir())
    return tuple(
        parse(f"{topic}/{file.removesuffix('.rq')}", text)
        for topic in topics
        for file, text in texts("queries", topic, ".rq").items()
    )


def question(name: str) -> Question:
    """Return the question of this name.

    >>> question("visits/between").title["en"]
    'Visits between two states'

    Raises
    ------
    UnknownQuestion
        There is none; the hint names the nearest.

    """
    if _NAME.fullmatch(name) and (found := _one(name)) is not None:
        return found
    from rapidfuzz import process

    known = [q.name for q in catalogue()]
    near = [n for n, _, _ in process.extract(name, known, limit=3, score_cutoff=60)]
    guess = f"did you mean {', '.join(near)}? " if near else ""
    raise UnknownQuestion(
        f"no question is called {name!r}", hint=f"{guess}'legation ask' lists all of them"
    )


@cache
def _one(name: str) -> Question | None:
    """Return a question without reading all others, which takes a tenth of a second."""
    topic, _, file = name.partition("/")
    place = shelf("queries") / topic / f"{file}.rq"
    return parse(name, place.read_text("utf-8")) if place.is_file() else None


def parse(name: str, text: str) -> Question:
    r"""Return the question that ``text``, a query with a header, holds.

    >>> parse("a/b", "#+ title: {en: All, vi: Mọi điều}\nSELECT * { ?s ?p ?o }").title["vi"]
    'Mọi điều'

    Raises
    ------
    BadQuestion
        The header is missing or wrong; the message says where.

    """
    lines = [line for line in text.splitlines() if line.startswith(_MARK)]
    try:
        header = yaml.safe_load("\n".join(line.removeprefix(_MARK) for line in lines))
    except yaml.YAMLError as error:
        raise BadQuestion(f"queries/{name}.rq: its header is no YAML: {error}") from error
    if not isinstance(header, dict):
        raise BadQuestion(
            f"queries/{name}.rq has no header", hint="begin its first lines with '#+ title:'"
        )
    _only(name, header, _HEADER, "header")
    view = header.get("view", "table")
    if view not in VIEWS:
        raise BadQuestion(f"queries/{name}.rq: no view is called {view!r}", hint=_known(VIEWS))
    named = {each for found in _ONLY_WHEN.finditer(text) for each in found["names"].split()}
    if unknown := sorted(named - set(header.get("parameters", {}))):
        raise BadQuestion(
            f"queries/{name}.rq: a line depends on {unknown[0]!r}, which is no parameter",
            hint=_known(sorted(header.get("parameters", {}))),
        )
    alike = tuple(header.get("alike", ()))
    if alike and (len(set(alike)) != 2 or not set(alike) <= set(header.get("parameters", {}))):
        raise BadQuestion(
            f"queries/{name}.rq: 'alike' must name two parameters that may be exchanged",
            hint=_known(sorted(header.get("parameters", {}))),
        )
    return Question(
        name=name,
        sparql=text,
        title=_in_languages(name, header.get("title"), "title"),
        view=view,
        competency=tuple(header.get("competency", ())),
        parameters=tuple(
            _parameter(name, key, given) for key, given in header.get("parameters", {}).items()
        ),
        alike=alike,
        note=_in_languages(name, header["note"], "note") if "note" in header else {},
        says=tuple(_in_languages(name, said, "what it says") for said in header.get("says", ())),
    )


def _parameter(question: str, name: str, given: dict[str, Any]) -> Parameter:
    where = f"parameter {name}"
    _only(question, given, _PARAMETER, where)
    parameter = Parameter(
        name=name,
        type=given.get("type", ""),
        meaning=_in_languages(question, given, where),
        bound=given.get("bound", ""),
        scheme=given.get("scheme", ""),
        choices=tuple(given.get("choices", ())),
        default=str(given.get("default", "")),
        optional=given.get("optional", False),
    )
    wrong = _wrong(parameter)
    if wrong:
        raise BadQuestion(f"queries/{question}.rq: {where} {wrong}", hint=_known(TYPES))
    return parameter


def _wrong(parameter: Parameter) -> str:
    """Say what a parameter lacks, nothing if it is well."""
    if parameter.type not in TYPES:
        return f"has the type {parameter.type!r}, which there is not"
    if parameter.type == "date" and parameter.bound not in {"low", "high"}:
        return "is a date and must say 'bound: low' or 'bound: high'"
    if parameter.type == "concept" and not parameter.scheme:
        return "is a concept and must name its 'scheme'"
    if parameter.type == "choice" and not parameter.choices:
        return "is a choice and must list its 'choices'"
    return ""


def _only(question: str, given: object, known: set[str], where: str) -> None:
    if not isinstance(given, dict):
        raise BadQuestion(f"queries/{question}.rq: {where} is no mapping")
    if unknown := sorted(set(given) - known):
        raise BadQuestion(
            f"queries/{question}.rq: {where} has the unknown key {unknown[0]!r}",
            hint=_known(sorted(known)),
        )


def _in_languages(question: str, given: object, where: str) -> dict[str, str]:
    if isinstance(given, dict) and all(isinstance(given.get(code), str) for code in LANGUAGES):
        return {code: given[code] for code in LANGUAGES}
    raise BadQuestion(f"queries/{question}.rq: {where} must be told in {' and '.join(LANGUAGES)}")


def _known(names: object) -> str:
    return f"known: {', '.join(names)}" if isinstance(names, (list, tuple)) else ""
