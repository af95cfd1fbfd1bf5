"""What a graph answers, in every form in which someone may want it.

Files are written by the engine itself, row by row, without a detour through Python. Terms of
rdflib are made only when someone walks over an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from legation.ask import absent, cells, formats, listing, parameters
from legation.ask.alike import better_exchanged
from legation.ask.questions import Question
from legation.ask.terms_out import Term, shown, to_python, to_rdflib
from legation.errors import BadParameter, WrongFormat
from legation.store import engine
from legation.store.files import replacing
from legation.terms import DEFAULT_BASE, PREFIXES, XSD

if TYPE_CHECKING:
    import pandas as pd
    import rdflib
    from rdflib.query import ResultRow

_TRIPLE = ("subject", "predicate", "object")
_YES, _NO = (ox.Literal(word, datatype=ox.NamedNode(XSD + "boolean")) for word in ("true", "false"))


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as text: names of columns, and rows of cells; without rows the note why."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Answer:
    r"""What one version of a graph answers to one query; ``version`` says which.

    Rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, yes or no of an ASK (a table of one
    cell). What is asked for twice, is asked of the graph twice: nothing is kept but rows that
    someone walked over.

    A question that finds nothing says in ``note`` what is not there. Where its answers have a
    column ``note``, a row has it too; JSON has it in a member ``note``; tables for people show it.

    >>> store = ox.Store()
    >>> answer = run(store, "SELECT ?visit { ?visit a lgn:Visit }", version="3")
    >>> answer.columns, len(answer), bool(answer), answer.version
    (('visit',), 0, False, '3')
    >>> answer.serialize("csv")
    b'visit\r\n'
    """

    def __init__(
        self,
        ask: Callable[[], engine.Results],
        *,
        version: str,
        base: str,
        parameters: Mapping[str, bool],
        question: Question | None = None,
        absent: Callable[[str], str] | None = None,
    ) -> None:
        self.version = version
        self._ask = ask
        self._base = base
        self._parameters = parameters
        self._question = question
        self._absent = absent
        self._found: bool | None = None
        self._unused: engine.Results | None = ask()
        self._kept: list[tuple[Term | None, ...]] | None = None
        self._shape, self.columns = _shape(self._unused)

    @property
    def shape(self) -> str:
        """``table``, ``graph`` or ``boolean``."""
        return self._shape

    @property
    def note(self) -> str:
        """What is not there, in English, if a question found nothing; else nothing.

        >>> from legation.ask.questions import question
        >>> ask(ox.Store(), question("missions/opened")).note[-42:]
        'No “tenure” is stated in any source of it.'
        """
        return self._noted("en")

    def _noted(self, language: str) -> str:
        return "" if self._absent is None or self._some() else self._absent(language)

    def _some(self) -> bool:
        """Tell whether the question found anything."""
        if self._found is None:
            self._rows()
        return bool(self._found)

    def serialize(self, format: str) -> bytes:
        """Return the answer in a format of `legation.ask.formats`.

        Raises
        ------
        UnknownFormat
            No format is called so.
        WrongFormat
            The answer has no such form: a table is no Turtle, a graph is no CSV.

        """
        out = BytesIO()
        self.write(format, out)
        return out.getvalue()

    def write(self, format: str, file: IO[bytes] | PathLike[str] | str) -> None:
        """Write the answer in a format to an open binary file or a path.

        Raises
        ------
        UnknownFormat
            No format is called so.
        WrongFormat
            The answer has no such form.
        NotWritten
            The system refuses to write the file.

        """
        form = formats.named(format)
        if self._shape not in form.shapes:
            raise _no_such_form(self._shape, form.name)
        if isinstance(file, (str, PathLike)):
            with replacing(Path(file), hint="choose another place") as out:
                self._send(form, out)
        else:
            self._send(form, file)

    def _send(self, form: formats.Format, out: IO[bytes]) -> None:
        if form.engine is None:
            out.write(self.markdown().encode())
            return
        results = self._results()
        if isinstance(form.engine, ox.QueryResultsFormat):
            if isinstance(results, ox.QueryTriples):
                return
            if self._absent is None:
                results.serialize(out, form.engine)
            else:
                out.write(self._or_note(results.serialize(format=form.engine) or b"", form.engine))
        elif isinstance(results, ox.QueryTriples):
            formats.write(results, form.engine, out)

    def _or_note(self, rows: bytes, format: ox.QueryResultsFormat) -> bytes:
        """Return what is written of a question's answer; if that is no row, what is not there."""
        self._found = rows != absent.written(self.columns, "", format)
        told = not self._found and absent.has_place(self.columns, format)
        return absent.written(self.columns, self.note, format) if told else rows

    def _results(self) -> engine.Results:
        """Return results that nobody has drawn from: those of the first asking, else new ones."""
        results, self._unused = self._unused, None
        return results if results is not None else self._ask()

    def _rows(self) -> list[tuple[Term | None, ...]]:
        if self._kept is None:
            results = self._results()
            if isinstance(results, ox.QueryTriples):
                self._kept = [(t.subject, t.predicate, t.object) for t in results]
            elif isinstance(results, ox.QuerySolutions):
                self._kept = [tuple(solution) for solution in results]
            else:
                self._kept = [(_YES if results else _NO,)]
            self._found = bool(self._kept)
            if absent.NOTE in self.columns and self.note:
                said = ox.Literal(self.note)
                self._kept = [tuple(said if c == absent.NOTE else None for c in self.columns)]
        return self._kept

    def __iter__(self) -> Iterator[ResultRow]:
        """Walk over the rows; their values are terms of rdflib, by place or by name."""
        from rdflib import Variable
        from rdflib.query import ResultRow

        variables = [Variable(name) for name in self.columns]
        for row in self._rows():
            values = {
                v: known
                for v, term in zip(variables, row, strict=True)
                if (known := to_rdflib(term)) is not None
            }
            yield ResultRow(values, variables)

    def __len__(self) -> int:
        return len(self._rows())

    def __bool__(self) -> bool:
        """Tell whether any row or triple was found; of an ASK, whether it is so."""
        if self._shape == formats.BOOLEAN:
            return self._rows()[0][0] == _YES
        return self._some()

    def to_graph(self) -> rdflib.Graph:
        """Return the triples of a CONSTRUCT or DESCRIBE as a graph of rdflib.

        Raises
        ------
        WrongFormat
            The answer is a table.

        """
        if self._shape != formats.GRAPH:
            raise _no_such_form(self._shape, "an rdflib graph")
        from rdflib import Graph

        graph = Graph()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        for row in self._rows():
            subject, predicate, object_ = (to_rdflib(term) for term in row)
            if subject is not None and predicate is not None and object_ is not None:
                graph.add((subject, predicate, object_))
        return graph

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame: numbers and days as Python's own, IRIs as text.

        Raises
        ------
        MissingExtra
            pandas is not installed.

        """
        rows = [[to_python(term) for term in row] for row in self._rows()]
        return listing.frame(rows, self.columns)

    def table(self, language: str = "en") -> Table:
        """Return the rows as text for people.

        IRIs are shortened, and what the question says of its own is told in ``language``. What
        the person gave is not repeated in every row, and a parameter that was left open and found
        no value has no column.
        """
        kept = [n for n, name in enumerate(self.columns) if self._is_shown(n, name)]
        found = self._rows() if self._some() else []
        return Table(
            columns=tuple(self.columns[n] for n in kept),
            rows=tuple(tuple(self._cell(row[n], language) for n in kept) for row in found),
            note=self._noted(language),
        )

    def _cell(self, term: Term | None, language: str) -> str:
        text = shown(term, self._base)
        if self._question is None or not isinstance(term, ox.Literal):
            return text
        return self._question.told(text, language)

    def _is_shown(self, number: int, name: str) -> bool:
        if name not in self._parameters:
            return True
        return not self._parameters[name] and any(row[number] for row in self._rows())

    def markdown(self, language: str = "en") -> str:
        """Return the rows as a table in Markdown.

        >>> print(run(ox.Store(), "ASK { ?s ?p ?o }").markdown(), end="")
        | answer |
        | --- |
        | false |
        """
        table = self.table(language)
        if table.note:
            return f"{table.note}\n"
        lines = [table.columns, tuple("---" for _ in table.columns), *table.rows]
        return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)

    def _repr_html_(self) -> str:
        told = self.table()
        return listing.table(told.columns, told.rows, [told.note or f"version {self.version}"])

    def __repr__(self) -> str:
        return f"<Answer: {self._shape} of {', '.join(self.columns)}; version {self.version}>"


def run(
    store: ox.Store | engine.Elsewhere,
    sparql: str,
    values: Mapping[str, parameters.Value] | None = None,
    *,
    version: str = "",
    base: str = DEFAULT_BASE,
) -> Answer:
    """Ask a store; ``values`` are put in for projected variables, as terms and never as text.

    Raises
    ------
    QuerySyntax
        The text is no SPARQL 1.1; line and column are told.
    BadParameter
        The query does not project a variable that ``values`` has.

    """
    given = dict(values or {})
    return Answer(partial(_asked, store, sparql, given), version=version, base=base, parameters={})


def ask(
    store: ox.Store | engine.Elsewhere,
    question: Question,
    given: Mapping[str, object] | None = None,
    *,
    version: str = "",
    base: str = DEFAULT_BASE,
) -> Answer:
    """Ask a question of a store with what a person gives for its parameters.

    >>> from legation.ask.questions import question
    >>> len(ask(ox.Store(), question("visits/between"), {"a": "VNM", "b": "BLR"}))
    0

    Raises
    ------
    BadParameter
        A parameter is missing, unknown or cannot be read.

    """
    told = given or {}
    near = partial(_near, store)
    named = parameters.looks_up(question, told)
    values = parameters.resolve(question, told, near() if named else ox.Store(), base)
    asking = question.asking(values, exchanged=better_exchanged(store, question, values))
    return Answer(
        partial(_asked, store, cells.in_order(asking), values, cells.FUNCTIONS),
        version=version,
        base=base,
        parameters={p.name: p.name in values for p in question.parameters},
        question=question,
        absent=lambda language: absent.note(near(), question, told, values, language),
    )


def _near(store: ox.Store | engine.Elsewhere) -> ox.Store:
    """Return a store on this machine: that of another one is copied, so only where it has to be."""
    return store if isinstance(store, ox.Store) else store.local


def _asked(
    store: ox.Store | engine.Elsewhere,
    sparql: str,
    given: Mapping[str, parameters.Value],
    functions: Mapping[ox.NamedNode, engine.Function] | None = None,
) -> engine.Results:
    try:
        return engine.query(store, sparql, given, functions)
    except RuntimeError as error:
        if "projection" not in str(error):
            raise
        raise BadParameter(
            f"the query does not return one of: {', '.join(sorted(given))}",
            hint="put every variable that is given a value in the SELECT line",
        ) from error


def _shape(results: engine.Results) -> tuple[str, tuple[str, ...]]:
    if isinstance(results, ox.QuerySolutions):
        return formats.TABLE, tuple(variable.value for variable in results.variables)
    if isinstance(results, ox.QueryTriples):
        return formats.GRAPH, _TRIPLE
    return formats.BOOLEAN, ("answer",)


def _no_such_form(shape: str, form: str) -> WrongFormat:
    word = {formats.TABLE: "a table", formats.GRAPH: "a graph", formats.BOOLEAN: "a yes or no"}
    return WrongFormat(
        f"{word[shape]} cannot be written as {form}",
        hint=f"choose one of: {', '.join(formats.fitting(shape))}",
    )


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
