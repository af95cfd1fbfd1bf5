"""Facts in their sections: which stand together, which are told, which stand in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.settle import posts
from legation.terms import LGN, Iri, concept, notation
from legation.view.dossier.evidence import Evidence
from legation.view.dossier.gathered import Known
from legation.view.dossier.sheet import Block, Line, Lines, Table
from legation.view.dossier.words import Part, offices, sections, words
from legation.view.phrases import Name, amount, date, office
from legation.view.telling import tell

#: So many rows of one table are written; the rest is counted.
ROWS = 200
_NUMBERS = {"value", "declared", "ordinal"}


def placed(
    known: Sequence[Known], pair: tuple[Iri, Iri]
) -> dict[str, dict[str, tuple[Known, ...]]]:
    """Return the facts of each part of each section, each fact in the first part it fits."""
    found: dict[str, dict[str, list[Known]]] = {
        section: {part.id: [] for part in parts} for section, parts in sections().items()
    }
    for fact in known:
        for section, parts in sections().items():
            part = next((part for part in parts if _fits(fact, part, pair)), None)
            if part is not None:
                found[section][part.id].append(fact)
                break
    return {
        section: {part: tuple(facts) for part, facts in parts.items() if facts}
        for section, parts in found.items()
    }


def _fits(fact: Known, part: Part, pair: tuple[Iri, Iri]) -> bool:
    meant = {"a": pair[0].local, "b": pair[1].local}
    return fact.claim.kind in part.kinds and all(
        bool(fact.values(name)) in wanted
        or fact.notation(name) in {meant.get(str(one), one) for one in wanted}
        for name, wanted in part.conditions.items()
    )


class Teller:
    """Tells facts in sentences with notes, or as the rows of a table."""

    def __init__(
        self, evidence: Evidence, pair: tuple[Iri, Iri], language: str, call: Name
    ) -> None:
        self.evidence = evidence
        self.pair = pair
        self.language = language
        self.call = call
        self.words = words(language)

    def blocks(self, part: Part, facts: Sequence[Known]) -> list[Block]:
        """Return the sentences of a part, and the table of what they leave over."""
        crowded = [fact for fact in facts if fact.parties]
        few = [fact for fact in facts if not fact.parties]
        told = few if len(few) <= part.most else _first(few, part)
        chosen = {fact.iri for fact in told}
        over = [fact for fact in few if fact.iri not in chosen]
        found: list[Block] = []
        title = self.title(part.id)
        for group, members in self._groups(told, part):
            heading = ": ".join(filter(None, (title, group[:1].upper() + group[1:])))
            found.append(Lines(heading, _merged(self.line(fact) for fact in members)))
        if over and not part.columns:
            said = self.words["over.below"].format(told=len(told), all=len(few))
            found = [replace(block, title=said) for block in found if isinstance(block, Lines)]
        elif over:
            found.append(self._rest(part, over, len(told), len(few)))
        if crowded:
            said = self.words["multilateral"].format(count=len(crowded))
            found.append(self._table(said, ("edtf", "action", "title", "parties"), crowded))
        return found

    def line(self, fact: Known) -> Line:
        """Return a fact in a sentence with its notes."""
        said = tell(fact.claim, fact.claims, self.language, self.call)
        return Line(said.text, self.evidence.cite(fact.behind), fact.foreign, (fact.iri,))

    def title(self, id: str) -> str:
        """Return the title of a part, with the names of the states; ``""`` if it has none."""
        a, b = (self.call(one, self.language) for one in self.pair)
        return self.words.get(id, "").format(a=a, b=b)

    def _groups(self, facts: Sequence[Known], part: Part) -> list[tuple[str, list[Known]]]:
        """Return facts by field, if the part wants it."""
        groups: dict[str, list[Known]] = {}
        for fact in facts:
            groups.setdefault(fact.notation(part.by) if part.by else "", []).append(fact)
        if not part.by:
            return [("", list(facts))] if facts else []
        named = {
            key: self.call(concept("topic", key), self.language) if key else self.words["no.field"]
            for key in groups
        }
        order = sorted(groups, key=lambda key: (not key, groups[key][0].earliest, named[key]))
        return [(named[key], groups[key]) for key in order]

    def _rest(self, part: Part, over: Sequence[Known], told: int, all: int) -> Table:
        said = self.words[f"over.{part.first or 'oldest'}"] if told else self.words["over.none"]
        said = said.format(told=told, over=len(over), all=all)
        title = self.title(part.id)
        return self._table(f"{title}: {said}" if title else said, part.columns, over)

    def _table(self, title: str, columns: tuple[str, ...], facts: Sequence[Known]) -> Table:
        rows = [
            (
                *(Line(self.cell(name, fact)) for name in columns),
                self.evidence.places(fact.behind),
            )
            for fact in facts[:ROWS]
        ]
        if len(facts) > ROWS:
            title += " " + self.words["rows.left"].format(shown=ROWS, all=len(facts))
        kept = [n for n in range(len(columns)) if any(row[n].text for row in rows)]
        head = (*(self.words[f"column.{columns[n]}"] for n in kept), self.words["column.source"])
        right = tuple(n for n, place in enumerate(kept) if columns[place] in _NUMBERS)
        return Table(title, head, tuple((*(row[n] for n in kept), row[-1]) for row in rows), right)

    def cell(self, name: str, fact: Known) -> str:
        """Return what a fact says in one column."""
        given = fact.values(name)
        if name == "parties":
            return str(fact.parties)
        if not given:
            return ""
        if name == "edtf":
            return date(str(given[0]), "bare", self.language)
        if name == "value":
            return figure_of(fact.claim, self.language)
        if name in {"capacity", "post"}:
            return "; ".join(self._office(value) for value in given)
        if name == "flow":
            return self.way(fact.claim)
        return ", ".join(self._said(value) for value in given)

    def way(self, claim: Claim) -> str:
        """Return which way trade goes: from whom to whom, or both ways."""
        sides = [claim.one(name) for name in ("exporter", "importer")]
        if not all(sides):
            return self.words["both.ways"]
        return " → ".join(self._said(side) for side in sides if side is not None)

    def _office(self, value: Value) -> str:
        known = isinstance(value, Iri) and posts.is_post(value)
        return office(Iri(str(value)), self.language, self.call) if known else self._said(value)

    def _said(self, value: Value) -> str:
        if isinstance(value, Named):
            return value.text
        if isinstance(value, Iri):
            name = self.call(value, self.language)
            unspecified = value.startswith(LGN) and notation(value) == "unspecified"
            return "" if unspecified else name
        if isinstance(value, ClaimRef | bool):
            return ""
        return str(value)


def figure_of(claim: Claim, language: str) -> str:
    """Return the amount of a figure with its unit, ``""`` if it has none.

    >>> from decimal import Decimal
    >>> figure_of(Claim("Observation", {"value": (Decimal(75),), "multiplier": (6,),
    ...     "unit": ("USD",)}), "en")
    'US$75 million'
    """
    value, power, unit = (claim.one(name) for name in ("value", "multiplier", "unit"))
    if value is None:
        return ""
    from decimal import Decimal

    return amount(
        Decimal(str(value)), power if isinstance(power, int) else 0, str(unit or ""), language
    )


def _merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return sentences, each once: what two sources say alike has the notes of both."""
    found: dict[str, Line] = {}
    for line in lines:
        same = found.get(line.text, line)
        notes = tuple(sorted({*same.notes, *line.notes}))
        facts = tuple(dict.fromkeys((*same.facts, *line.facts)))
        found[line.text] = replace(line, notes=notes, facts=facts)
    return tuple(found.values())


def _first(facts: Sequence[Known], part: Part) -> list[Known]:
    """Return the facts of a part that are told, in the order of time."""
    ranks: Mapping[str, int] = {office: n for n, office in enumerate(offices())}

    def key(place: int) -> tuple[Any, ...]:
        fact = facts[place]
        if part.first == "office":
            return (ranks.get(fact.notation("capacity"), len(ranks)), -place)
        return (-place,) if part.first == "latest" else (place,)

    chosen = sorted(range(len(facts)), key=key)[: part.most]
    return [facts[place] for place in sorted(chosen)]
