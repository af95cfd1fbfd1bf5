"""Queries that the store itself answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from legation.errors import RemoteRefused
from legation.store.engine import Results
from legation.store.remote import bound
from legation.store.remote.dataset import SETTLED, Dataset, State, parsed
from legation.store.remote.endpoint import ROWS, TRIPLES
from legation.store.tokens import tokens
from legation.terms import XSD, special

_BOOLEAN = XSD + "boolean"
_BOOLEANS = {"1": "true", "0": "false"}
#: A store that shows all its graphs is told which are meant, if there are no more than so many.
_NAMED = 200
_MOST_ROWS = "X-SPARQL-MaxRows"
#: A query that Virtuoso ended early, with what it had found until then.
_ENDED = "X-SQL-State"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Asking:
    """One version of a remote graph, to be asked; ``local`` is its mirror, fetched when used."""

    def __init__(self, dataset: Dataset, state: State, mirror: Callable[[], ox.Store]) -> None:
        self._dataset = dataset
        self._state = state
        self._mirror = mirror

    @cached_property
    def local(self) -> ox.Store:
        """The graph on this machine."""
        return self._mirror()

    def query(self, sparql: str, values: bound.Values, form: Results) -> Results:
        """Ask the store what was parsed here before; ``form`` is what an empty store answers.

        Raises
        ------
        RemoteUnreachable, RemoteTimeout, RemoteRefused
            With the address and what to do about it.

        """
        text = bound.with_prefixes(bound.with_values(bound.ungrouped(sparql), values))
        if isinstance(form, ox.QueryTriples):
            return self._triples(text)
        if isinstance(form, ox.QueryBoolean):
            return self._yes_or_no(text)
        given = {name: _term(value) for name, value in values.items()}
        columns = tuple(variable.value for variable in form.variables)
        return self._rows(text, columns, given)

    def _yes_or_no(self, text: str) -> Results:
        found = parsed(self._sent(text)[0], self._dataset.url)
        if isinstance(found, ox.QuerySolutions):  # Virtuoso: a row means yes
            told = {"head": {}, "boolean": any(True for _ in found)}
            found = parsed(json.dumps(told).encode(), self._dataset.url)
        return found

    def _triples(self, text: str) -> Results:
        data, _ = self._dataset.endpoint.query(text, TRIPLES, self._graphs(text))
        store = ox.Store()
        try:
            store.load(data, ox.RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise RemoteRefused(
                f"the store at {self._dataset.url} answers what are no N-Triples: {error}",
                url=self._dataset.url,
            ) from error
        return store.query(_ALL)

    def _rows(
        self, text: str, columns: tuple[str, ...], given: Mapping[str, dict[str, str]]
    ) -> Results:
        data, most = self._sent(text)
        told = _json(data, self._dataset.url)
        rows = told["results"]["bindings"]
        if most and len(rows) >= most:
            # The store cuts: the rest comes in pages, of an order in which no row comes twice.
            rows = []
            while len(rows) % most == 0:
                query = bound.paged(text, columns, most, len(rows))
                more = _json(self._sent(query)[0], self._dataset.url)["results"]["bindings"]
                rows += more
                if not more:
                    break
        for row in rows:
            for term in row.values():
                _mend(term)
            # Virtuoso puts question marks in the place of letters when it hands a constant back.
            row.update(given)
        mended = {"head": {"vars": columns}, "results": {"bindings": rows}}
        return parsed(json.dumps(mended).encode(), self._dataset.url)

    def _sent(self, text: str) -> tuple[bytes, int]:
        data, headers = self._dataset.endpoint.query(text, ROWS, self._graphs(text))
        if headers.get(_ENDED, "").startswith("S1"):
            raise RemoteRefused(
                f"the store at {self._dataset.url} ended the query early",
                url=self._dataset.url,
                hint="ask for less; a part of an answer is none",
            )
        return data, int(headers.get(_MOST_ROWS, 0))

    def _graphs(self, text: str) -> list[tuple[str, str]]:
        """Return the dataset of a query, where the store has another idea of it than legation."""
        if self._state.is_plain or not self._dataset.union or _from(text):
            return self._limits()
        found = [("default-graph-uri", str(special(self._state.base, SETTLED)))]
        if 0 < len(self._names) <= _NAMED:
            found += [("named-graph-uri", name) for name in self._names]
        return found + self._limits()

    def _limits(self) -> list[tuple[str, str]]:
        """Return what tells Virtuoso when to stop; it goes on after its client has left."""
        if not self._dataset.is_virtuoso:
            return []
        return [("timeout", str(self._dataset.endpoint.settings.timeout * 1000))]

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self._state.graphs or self._dataset.state(self._state).graphs


def _from(text: str) -> bool:
    """Tell whether a query names its graphs itself."""
    return any(t.kind == "word" and t.text.upper() == "FROM" for t in tokens(text))


def _json(data: bytes, url: str) -> Any:
    """Return rows as they were sent; a result that is none raises as that of `parsed`."""
    try:
        told = json.loads(data)
        if isinstance(told["results"]["bindings"], list):
            return told
    except (ValueError, KeyError, TypeError):
        parsed(data, url)
    raise RemoteRefused(f"the store at {url} answers no rows", url=url)


def _term(value: ox.NamedNode | ox.Literal) -> dict[str, str]:
    """Return a term as rows have it."""
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    tag = {"xml:lang": value.language} if value.language else {"datatype": value.datatype.value}
    return {"type": "literal", "value": value.value, **tag}


def _mend(term: object) -> None:
    """Write what stores write in several ways as the embedded engine does."""
    if not isinstance(term, dict):
        return
    if term.get("type") == "typed-literal":
        term["type"] = "literal"
    if term.get("datatype") == _BOOLEAN:
        term["value"] = _BOOLEANS.get(term["value"], term["value"])
    if bound.UNIT in term.get("value", ""):
        term["value"] = bound.sorted_cell(term["value"])
