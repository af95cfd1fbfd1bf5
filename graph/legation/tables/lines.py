"""Statements as N-Quads: the same quads that `legation.facts.quads` makes, written at once.

A million rows are written as text that the engine loads in bulk. What stands after the subject
of a quad is written once for each value, however many rows have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from legation.facts.claims import ClaimRef, Value
from legation.facts.evidence import Named, Source, TextPolicy
from legation.facts.quads import bounds, claim_quads, form_iri, literal, node, source_quads, term
from legation.tables.files import Batch
from legation.tables.model import Description, Result, Template
from legation.tables.report import Report
from legation.tables.rows import Rows, Statement, rule
from legation.terms import RDF, Iri, digest, slug, within

#: Text of these takes the language of its source.
_SPOKEN = {"title", "text", "object"}
#: Words of the source, which its policy may withhold.
_WORDS = {"asWritten", "text", "object"}
_MANY = 20_000


def lines(
    plan: Description, source: Source, batches: Iterable[Batch], report: Report
) -> Iterator[str]:
    """Yield what is known of a table and all that it states, as N-Quads, in parts of some size."""
    writer = Writer(plan, source)
    yield "".join(f"{quad} .\n" for quad in source_quads(source))
    rows = Rows(plan, source.iri, report, writer.written)
    for statement in rows.statements(batches):
        writer.put(statement)
        if len(writer.out) >= 2000:
            yield writer.taken()
    yield writer.taken()


@dataclass(slots=True)
class Writer:
    """Writes statements; what is ready stands in ``out``."""

    plan: Description
    source: Source
    out: list[str] = field(default_factory=list)
    _end: str = ""
    _begins: dict[str, list[str]] = field(default_factory=dict)
    _forms: set[str] = field(default_factory=set)
    _cells: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._end = f" <{self.source.iri}> .\n"
        for template in self.plan.templates:
            self._begins[template.name] = self._begin(template)

    def taken(self) -> str:
        """Return what is ready, and forget it."""
        ready = "".join(self.out)
        self.out.clear()
        return ready

    def written(self, name: str, result: Result) -> list[str]:
        """Write the values of a property as what stands after a subject, and their name forms."""
        if name in _WORDS and self.source.policy is TextPolicy.NONE:
            return []
        found = []
        for value in result.values:
            found.append(f" {term(name)} {self._object(value, name)}{self._end}")
            if name == "edtf":
                nowhere = ox.DefaultGraph()
                found += [
                    f" {q.predicate} {q.object}{self._end}"
                    for q in bounds(node(self.source.iri), str(value), nowhere)
                ]
        return found

    def put(self, told: Statement[list[str]]) -> None:
        """Write one statement."""
        me = f"<{told.iri}>"
        parts = ["", *self._begins[told.template.name]]
        for part in told.parts:
            parts += part.written
        parts.append(f" {_ROW} {literal(told.row)}{self._end}")
        for name, iri in told.refers.items():
            parts.append(f" {term(name)} <{iri}>{self._end}")
        self.out.append(me.join(parts))
        if self.source.policy is not TextPolicy.NONE:
            for column, text in told.cells:
                cell = self._cells.get((column, text)) or self._cell(column, text)
                self.out.append(f"{cell}{me}{self._end}")

    def _begin(self, template: Template) -> list[str]:
        told = [(_A, term("Claim")), (term("kind"), term(template.kind))]
        found = [f" {p} {o}{self._end}" for p, o in told]
        found.append(f" {term('rule')} {literal(rule(self.plan))}{self._end}")
        me = f"<{self.source.iri}>"
        if not template.claimant:
            found.append(f" {term('claimant')} {me}{self._end}")
        if template.kind == "Observation" and "authority" not in template.values:
            found.append(f" {term('authority')} {me}{self._end}")
        return found

    def _object(self, value: Value, name: str) -> str:
        if isinstance(value, Iri):
            return f"<{value}>"
        if isinstance(value, Named):
            iri = form_iri(self.source.iri, value)
            if iri not in self._forms:
                self._forms.add(iri)
                self.out += [f"{quad} .\n" for quad in claim_quads(self.source, "", (), (value,))]
            return f"<{value.known or iri}>"
        if isinstance(value, ClaimRef):
            raise TypeError("a row refers to another by its IRI")
        return str(literal(value, self.source.language if name in _SPOKEN else ""))

    def _cell(self, column: str, text: str) -> str:
        """Write a cell of the table, and return how a line begins that says where it stands."""
        if len(self._cells) >= _MANY:
            self._cells.clear()
        name = "-".join(
            p for p in (slug(column, 20), slug(text, 30), digest(f"{column}|{text}")) if p
        )
        me = f"<{within(self.source.iri, 'cell', name)}>"
        self.out.append(
            f"{me} {_A} {term('Cell')}{self._end}"
            f"{me} {term('column')} {literal(column)}{self._end}"
            f"{me} {term('text')} {literal(text)}{self._end}"
        )
        begin = f"{me} {_CELL_OF} "
        self._cells[column, text] = begin
        return begin


_A, _ROW, _CELL_OF = node(RDF + "type"), term("row"), term("cellOf")
