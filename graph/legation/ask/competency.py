"""Competency questions: what the ontology must be able to answer, and which query answers it.

The forty questions stand in ``ontology/examples/questions.tsv``; the header of a query names
those that it answers. The table in ``ontology/README.md`` is made from both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from legation.ask.questions import Question, catalogue
from legation.errors import KnowledgeError
from legation.resources import shelf

BEGIN, END = "<!-- competency:begin -->", "<!-- competency:end -->"
_TERM = re.compile(r"\blgn:([A-Za-z]+)\b(?!-)")


@cache
def competency() -> Mapping[int, str]:
    """Return the competency questions by number.

    >>> len(competency()), competency()[4]
    (40, 'Who has visited in more than one capacity at once?')
    """
    text = (shelf("ontology") / "examples" / "questions.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {int(number): question for number, question in rows}


def answered_by(number: int) -> tuple[Question, ...]:
    """Return the queries that answer a competency question, sorted by name.

    >>> [query.name for query in answered_by(7)]
    ['visits/reciprocity']
    """
    return tuple(query for query in catalogue() if number in query.competency)


def terms(query: Question) -> tuple[str, ...]:
    """Return the classes and properties of the ontology that a query uses, sorted.

    >>> "visitor" in terms(answered_by(4)[0]), "status-held" in terms(answered_by(7)[0])
    (True, False)
    """
    code = "\n".join(line for line in query.sparql.splitlines() if not line.startswith("#"))
    return tuple(sorted(set(_TERM.findall(code))))


def table() -> str:
    """Return the table of questions, queries and terms as Markdown.

    >>> print(table().splitlines()[0])
    | | question | answered by | with the terms |
    """
    lines = ["| | question | answered by | with the terms |", "|---|---|---|---|"]
    for number, question in sorted(competency().items()):
        queries = answered_by(number)
        links = ", ".join(f"[`{query.name}`](../queries/{query.name}.rq)" for query in queries)
        used = sorted({term for query in queries for term in terms(query)})
        lines.append(f"| {number} | {question} | {links} | {' '.join(f'`{t}`' for t in used)} |")
    return "\n".join(lines)


def with_table(text: str) -> str:
    r"""Return ``text`` with the table as it is now between its two marks.

    >>> with_table(f"{BEGIN}\nold\n{END}\n").count("| 40 |")
    1

    Raises
    ------
    KnowledgeError
        The marks are not there.

    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise KnowledgeError(f"no place for the table: put {BEGIN} and {END} where it belongs")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"
