"""Rows become claims: what a description makes of each, in the order of the table.

The cells of a column repeat, so what an expression makes of them is kept: most rows cost no
more than a few look-ups. The same statements are handed out as claims, for whoever wants to look
at them, and as N-Quads, for the graph; nothing of the table is held but the batch at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from legation.facts.claims import Claim
from legation.tables.files import Batch
from legation.tables.model import Cells, Description, Expression, Note, Result, Template
from legation.tables.report import Report, Trouble
from legation.terms import Iri, within

M = TypeVar("M")
#: What is stated once, by template: the cells that tell it from others, and its IRI.
Once = dict[str, dict[tuple[str, ...], Iri]]
#: So many different cells of one expression are kept.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Made(Generic[M]):
    """What an expression made of some cells, and what a writer made of that."""

    result: Result
    written: M


@dataclass(slots=True)
class Statement(Generic[M]):
    """One claim of one row: which, of which template, with its values in their order."""

    iri: Iri
    row: str
    template: Template
    parts: tuple[Made[M], ...]
    refers: Mapping[str, Iri]
    cells: list[tuple[str, str]]


@dataclass(slots=True)
class _Column(Generic[M]):
    """Reads one expression for many rows, and keeps what it made."""

    name: str
    expression: Expression
    write: Callable[[str, Result], M]
    made: dict[tuple[str, ...], Made[M]] = field(default_factory=dict)
    alike: dict[tuple[object, ...], Made[M]] = field(default_factory=dict)

    def of(self, columns: Mapping[str, list[str]], count: int) -> list[Made[M]]:
        names = self.expression.columns
        if not names:
            return [self._make(())] * count
        found, made = [], self.made
        for cells in zip(*(columns[name] for name in names), strict=True):
            one = made.get(cells)
            found.append(one if one is not None else self._make(cells))
        return found

    def _make(self, cells: tuple[str, ...]) -> Made[M]:
        if len(self.made) >= _KEPT:
            self.made.clear()
        told = dict(zip(self.expression.columns, cells, strict=True))
        made = self._alike(told) if self.expression.depends else self._read(told)
        self.made[cells] = made
        return made

    def _alike(self, cells: Cells) -> Made[M]:
        """Read cells, or give what was made of others on which as much depends."""
        on = self.expression.on(cells)
        made = self.alike.get(on)
        if made is None:
            if len(self.alike) >= _KEPT:
                self.alike.clear()
            made = self.alike[on] = self._read(cells)
        return made

    def _read(self, cells: Cells) -> Made[M]:
        result = self.expression.read(cells)
        return Made(result, self.write(self.name, result))


class Rows(Generic[M]):
    """Makes statements of the batches of one table.

    ``write`` turns the values of a property into what a writer wants to have beside them;
    ``once`` holds what earlier rows have stated, and takes what these rows state.
    """

    def __init__(
        self,
        plan: Description,
        source: Iri,
        report: Report,
        write: Callable[[str, Result], M],
        once: Once | None = None,
    ) -> None:
        self._plan, self._source, self._report = plan, source, report
        self._columns = {
            template.name: self._of_template(template, write) for template in plan.templates
        }
        self._spelt = {t.name: _spelt(t) for t in plan.templates}
        self.once: Once = {} if once is None else once
        self._told: set[tuple[str, str]] = set()

    @staticmethod
    def _of_template(
        template: Template, write: Callable[[str, Result], M]
    ) -> tuple[_Column[M], ...]:
        named = dict(template.values)
        if template.claimant:
            named["claimant"] = template.claimant
        if template.origin:
            named["origin"] = template.origin
        return tuple(_Column(name, expression, write) for name, expression in named.items())

    def statements(self, batches: Iterable[Batch]) -> Iterator[Statement[M]]:
        """Yield all that the rows state, and take down what they do not.

        Raises
        ------
        UnreadCell
            The report is strict and a cell could not be read.

        """
        report, plan = self._report, self._plan
        for batch in batches:
            for number, cells in batch.torn:
                told = f"it has {len(cells)} cells where the header has {len(batch.columns)}"
                report.add(Trouble(number, "", "", told))
            report.rows += len(batch.numbers) + len(batch.torn)
            yield from self._batch(batch)
        report.expect(plan.rows, plan.claims, plan.unread)

    def _batch(self, batch: Batch) -> Iterator[Statement[M]]:
        plan, count = self._plan, len(batch.numbers)
        columns = {name: self._cleaned(batch.columns[name]) for name in plan.columns}
        left: list[str] = [""] * count
        for leave in reversed(plan.left):
            for index in _where(leave.when.holds, leave.when.columns, columns, count):
                left[index] = leave.why
        stated: list[list[tuple[Template, tuple[Made[M], ...]]]] = [[] for _ in range(count)]
        for template in plan.templates:
            chosen = _where(template.when.holds, template.when.columns, columns, count)
            chosen = [index for index in chosen if not left[index]]
            own = columns
            if len(chosen) < count:
                own = {name: [cells[i] for i in chosen] for name, cells in columns.items()}
            parts = [column.of(own, len(chosen)) for column in self._columns[template.name]]
            for index, made in zip(chosen, zip(*parts, strict=True), strict=True):
                stated[index].append((template, made))
        for index, number in enumerate(batch.numbers):
            if left[index]:
                self._report.ignored[left[index]] += 1
            elif not stated[index]:
                self._report.add(Trouble(number, "", "", "the description has no case for it"))
            else:
                row = {name: cells[index] for name, cells in columns.items()}
                yield from self._row(number, row, stated[index])

    def _cleaned(self, cells: list[str]) -> list[str]:
        empty = self._plan.empty
        return ["" if cell in empty else cell for cell in cells] if empty else cells

    def _row(
        self,
        number: int,
        cells: Mapping[str, str],
        stated: list[tuple[Template, tuple[Made[M], ...]]],
    ) -> Iterator[Statement[M]]:
        me = within(self._source, "row", str(number))
        key = " ".join(cells[name] for name in self._plan.key if cells[name]) or str(number)
        there: dict[str, Iri] = {}
        count = 0
        for template, parts in stated:
            own = tuple(cells[name] for name in template.once)
            if template.once and (known := self.once.get(template.name, {}).get(own)):
                there[template.name] = known
                continue
            notes = [note for part in parts for note in part.result.notes]
            for note in dict.fromkeys(notes):
                self._note(number, note)
            missing = self._missing(template, parts, there)
            if missing and not all(note.unresolved for note in notes):
                continue
            if missing:
                reason = f"no {template.kind} is stated: it lacks {', '.join(missing)}"
                column = self._filling(template, missing[0])
                self._report.add(Trouble(number, column, cells.get(column, ""), reason))
                continue
            refers = {
                name: there[other] for name, other in template.refers.items() if other in there
            }
            spelt = [
                (name, part.strip())
                for name, split in self._spelt[template.name]
                for part in (cells[name].split(split) if split else (cells[name],))
                if part.strip()
            ]
            for one in self._each(template, parts) if template.each else (parts,):
                count += 1
                iri = me if count == 1 else Iri(f"{me}/{count}")
                there[template.name] = iri
                self._report.claims[template.kind] += 1
                yield Statement(iri, key, template, one, refers, spelt)
            if template.once:
                self.once.setdefault(template.name, {})[own] = there[template.name]

    def _each(
        self, template: Template, parts: tuple[Made[M], ...]
    ) -> Iterator[tuple[Made[M], ...]]:
        """Yield the parts of one claim for each value of the property that tells claims apart."""
        columns = self._columns[template.name]
        place = next((i for i, column in enumerate(columns) if column.name == template.each), -1)
        if place < 0 or len(values := parts[place].result.values) < 2:
            yield parts
            return
        for value in values:
            result = Result((value,))
            made = Made(result, columns[place].write(template.each, result))
            yield (*parts[:place], made, *parts[place + 1 :])

    def _missing(
        self, template: Template, parts: tuple[Made[M], ...], there: Mapping[str, Iri]
    ) -> list[str]:
        """Return what a statement cannot do without and does not have."""
        without = [
            column.name
            for column, part in zip(self._columns[template.name], parts, strict=True)
            if not part.result.values
        ]
        without += [name for name, other in template.refers.items() if other not in there]
        return [name for name in without if name in template.needs]

    def _filling(self, template: Template, name: str) -> str:
        """Return the column that a property is read from, the first of several; it may be none."""
        columns = (c.expression.columns for c in self._columns[template.name] if c.name == name)
        return next((names[0] for names in columns if names), "")

    def _note(self, number: int, note: Note) -> None:
        """Take a note down: what was not read for every row, what only the table knows once."""
        if note.unresolved:
            if (note.column, note.value) in self._told:
                return
            self._told.add((note.column, note.value))
        trouble = Trouble(number, note.column, note.value, note.reason, note.unresolved)
        self._report.add(trouble)


def claims(
    plan: Description, source: Iri, batches: Iterable[Batch], report: Report
) -> Iterator[tuple[Iri, Claim]]:
    """Yield what a table states as claims with their IRIs, which name the rows."""
    rows = Rows(plan, source, report, lambda _, result: result.values)
    for told in rows.statements(batches):
        names = list(told.template.values)
        values = {n: p.written for n, p in zip(names, told.parts, strict=False) if p.written}
        values |= {name: (iri,) for name, iri in told.refers.items()}
        extra = dict(
            zip(_extra(told.template), (p.written for p in told.parts[len(names) :]), strict=True)
        )
        claimant = next((v for v in extra.get("claimant", ()) if isinstance(v, Iri)), None)
        origin = next((str(v) for v in extra.get("origin", ())), "")
        yield (
            told.iri,
            Claim(
                told.template.kind,
                values,
                rule=rule(plan),
                claimant=claimant,
                row=told.row,
                origin=origin,
            ),
        )


def rule(plan: Description) -> str:
    """Return what the claims of a table name as the rule that read them."""
    return f"table.{plan.name}"


def _extra(template: Template) -> list[str]:
    return [n for n, e in (("claimant", template.claimant), ("origin", template.origin)) if e]


def _spelt(template: Template) -> tuple[tuple[str, str], ...]:
    """Return the columns that are kept as they are written, and what cuts their cells."""
    found = dict(spelt for e in template.values.values() for spelt in e.spelt)
    return tuple((dict.fromkeys(template.cells, "") | found).items())


def _where(
    holds: Callable[[Mapping[str, str]], bool],
    names: tuple[str, ...],
    columns: Mapping[str, list[str]],
    count: int,
) -> list[int]:
    """Return the rows for which a condition holds; it is asked once for equal cells."""
    if not names:
        return list(range(count))
    known: dict[tuple[str, ...], bool] = {}
    found = []
    for index, cells in enumerate(zip(*(columns[name] for name in names), strict=True)):
        if cells not in known:
            known[cells] = holds(dict(zip(names, cells, strict=True)))
        if known[cells]:
            found.append(index)
    return found
