"""An answer as a page shows it: a table, and the pictures that suit what its columns are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from legation.ask.answers import Answer
from legation.ask.questions import Question
from legation.ask.terms_out import Term
from legation.errors import WrongFormat
from legation.store.engine import Results
from legation.view.pictures.columns import Given
from legation.view.pictures.ties import ends, ties
from legation.view.pictures.views import ALIASES, NETWORK, TABLE, picture, suits

if TYPE_CHECKING:
    from legation.serve.data.content import Teller

#: Of more rows no picture is drawn: nobody could read it, and everybody would wait for it.
MOST_DRAWN = 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """The views that suit an answer, the one that is shown, and its picture as HTML (or ``""``)."""

    views: tuple[str, ...]
    view: str
    figure: str = ""


def shown(
    answer: Answer | None,
    view: str = "",
    language: str = "en",
    title: str = "",
    teller: Teller | None = None,
) -> Shown:
    """Return how an answer is shown; without a view, or with one that does not suit, as a table.

    ``teller`` knows what things are called of which an answer has only the IRI.
    """
    if answer is None or answer.shape != "table" or len(answer) > MOST_DRAWN or not answer:
        return Shown((TABLE,), TABLE)
    given = Given.of(answer, language)
    fitting = suits(given)
    if ends(given) is None:  # a network joins two things in each row
        fitting = tuple(name for name in fitting if name != NETWORK)
    chosen = ALIASES.get(view, view)
    if chosen not in fitting or chosen == TABLE:
        return Shown(fitting, TABLE)
    if chosen == NETWORK:
        return Shown(fitting, chosen, ties(given, language, title, _called(teller)).figure)
    try:
        return Shown(fitting, chosen, picture(given, chosen, language, title).figure)
    except WrongFormat:  # nothing of it can be drawn
        return Shown(fitting, TABLE)


def _called(teller: Teller | None) -> Callable[[str], str] | None:
    if teller is None:
        return None

    def called(iri: str) -> str:
        told = teller.called(ox.NamedNode(iri))
        return f"{told.text} [{told.language}]" if told.language else told.text

    return called


def terms(body: bytes, most: int) -> tuple[tuple[str, ...], list[list[Term | None]], int]:
    """Return the columns, the first rows and the number of rows of what a worker has written as JSON.

    >>> terms(b'{"head":{},"boolean":true}', 5)[1][0][0].value
    'true'
    """
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        told = ox.Literal("true" if found else "false")
        return ("answer",), [[told]], 1
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(found)
    rows: list[list[Term | None]] = []
    total = 0
    for total, solution in enumerate(found, 1):
        if total <= most:
            rows.append(list(solution))
    return tuple(variable.value for variable in found.variables), rows, total


def answer_of(
    body: bytes,
    *,
    version: str,
    base: str,
    question: Question | None = None,
    given: Mapping[str, str] | None = None,
) -> Answer:
    """Return an answer that a worker has written as JSON, to be walked over again."""
    names: dict[str, Any] = {}
    if question is not None:
        names = {p.name: p.name in (given or {}) or p.has_default for p in question.parameters}

    def again() -> Results:
        found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean | ox.QuerySolutions):
            return found
        raise TypeError(found)

    return Answer(again, version=version, base=base, parameters=names, question=question)
