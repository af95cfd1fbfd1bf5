"""Who says what a dossier tells: numbered notes, and the sources they cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from legation.network.names import title
from legation.terms import Iri, lgn, notation
from legation.values.calm import on_one_line
from legation.view.dossier.counted import Counted, Text
from legation.view.dossier.sheet import Cited, Line, Note
from legation.view.dossier.words import words
from legation.view.phrases import Name

_ABOUT = ox.NamedNode(lgn("about"))
_CELL_OF = ox.NamedNode(lgn("cellOf"))
_KIND = ox.NamedNode(lgn("kind"))
_SETTLED = ox.DefaultGraph()
#: So many characters of a sentence stand in a note.
_QUOTED = 420
_Graph = ox.NamedNode | ox.DefaultGraph


class Evidence:
    """The notes of a dossier, numbered as they are first cited; equal notes are one."""

    def __init__(self, store: ox.Store, language: str, call: Name, text: Text) -> None:
        self._store = store
        self._counted = Counted(text)
        self._language = language
        self._call = call
        self._words = words(language)
        self._notes: dict[Note, int] = {}
        self._sources: dict[str, Cited] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes in the order of their numbers."""
        return tuple(self._notes)

    @property
    def sources(self) -> tuple[Cited, ...]:
        """Return the sources in the order in which they were first cited."""
        return tuple(self._sources.values())

    def cite(self, facts: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the notes for what is said about facts."""
        found = {self._number(*place) for fact in facts for place in self.claims(fact)}
        return tuple(sorted(found))

    def cite_claim(self, claim: ox.NamedNode) -> tuple[int, ...]:
        """Return the number of the note for one claim."""
        return tuple(self._number(claim, graph) for graph in self._graphs(claim))

    def _number(self, claim: ox.NamedNode, graph: ox.NamedNode) -> int:
        return self._notes.setdefault(self._note(claim, graph), len(self._notes) + 1)

    def places(self, facts: Iterable[str]) -> Line:
        """Return in short where facts are stated, for a column of a table: ``S2 row 14``.

        What stands in a document has a note instead.
        """
        rows: dict[str, list[str]] = {}
        notes = []
        for fact in facts:
            for claim, graph in self.claims(fact):
                row = self._one(claim, "row", graph)
                if not row:
                    notes.append(self._number(claim, graph))
                elif row not in rows.setdefault(self.source(graph.value).mark, []):
                    rows[self.source(graph.value).mark].append(row)
        said = "; ".join(
            f"{mark} {self._words['row.short'].format(row=', '.join(sorted(found, key=_natural)))}"
            for mark, found in rows.items()
        )
        return Line(said, tuple(sorted(set(notes))))

    def claims(self, fact: str) -> list[tuple[ox.NamedNode, ox.NamedNode]]:
        """Return the claims about a fact with their sources, oldest source first."""
        about = self._store.quads_for_pattern(None, _ABOUT, ox.NamedNode(fact), None)
        claims = [quad.subject for quad in about if isinstance(quad.subject, ox.NamedNode)]
        found = [(claim, graph) for claim in claims for graph in self._graphs(claim)]
        return sorted(found, key=lambda c: (self._date(c[1]), c[1].value, _natural(c[0].value)))

    def source(self, iri: str) -> Cited:
        """Return a source under its mark, which it gets when it is first asked for."""
        if iri not in self._sources:
            node = ox.NamedNode(iri)
            publisher, licence, language = (
                self._one(node, name, _SETTLED) for name in ("publisher", "licence", "language")
            )
            self._sources[iri] = Cited(
                mark=f"{self._words['source.mark']}{len(self._sources) + 1}",
                iri=iri,
                title=on_one_line(title(self._store, node) or Iri(iri).local),
                publisher=on_one_line(publisher),
                date=self._date(node),
                licence=on_one_line(licence),
                language=language,
            )
        return self._sources[iri]

    def _graphs(self, claim: ox.NamedNode) -> list[ox.NamedNode]:
        quads = self._store.quads_for_pattern(claim, _KIND, None, None)
        return [quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)]

    def _date(self, source: ox.NamedNode) -> str:
        return self._one(source, "issued", _SETTLED)

    def _note(self, claim: ox.NamedNode, graph: ox.NamedNode) -> Note:
        cited = self.source(graph.value)
        policy = notation(Iri(self._one(graph, "textPolicy", _SETTLED)))
        row = self._one(claim, "row", graph)
        spans = list(self._spans(claim, "sentence", graph))
        spans += [
            span
            for span in self._spans(claim, "span", graph)
            if not any(_in(span, o) for o in spans)
        ]
        texts = [text for _, _, text in sorted(spans) if text] or self._cells(claim, graph)
        where = self._words["row"].format(row=row) if row else self._where(cited, policy, spans)
        claimant = self._one(claim, "claimant", graph)
        return Note(
            source=cited.iri,
            where=where,
            words=() if policy == "none" else tuple(map(_short, texts)),
            language=cited.language,
            withheld=policy == "none",
            claimant=self._call(claimant, self._language)
            if claimant and claimant != graph.value
            else "",
        )

    def _where(self, cited: Cited, policy: str, spans: Iterable[tuple[int, int, str]]) -> str:
        """Return in which sentences of a text spans stand, and between which characters."""
        spans = sorted(spans)
        characters = ", ".join(
            self._words["characters"].format(start=start, end=end) for start, end, _ in spans
        )
        if policy == "none":
            return characters
        starts = [start for start, _, _ in spans]
        numbers = self._counted.numbers(cited.iri, cited.language, starts)
        if not numbers:
            return characters
        word = self._words["sentence" if len(numbers) == 1 else "sentences"]
        return f"{word.format(numbers=', '.join(map(str, numbers)))} ({characters})"

    def _spans(
        self, claim: ox.NamedNode, role: str, graph: ox.NamedNode
    ) -> Iterator[tuple[int, int, str]]:
        quads = self._store.quads_for_pattern(claim, ox.NamedNode(lgn(role)), None, graph)
        found = [
            (
                int(self._one(q.object, "start", graph) or 0),
                int(self._one(q.object, "end", graph) or 0),
                self._one(q.object, "text", graph),
            )
            for q in quads
            if isinstance(q.object, ox.NamedNode)
        ]
        yield from sorted(set(found))

    def _cells(self, claim: ox.NamedNode, graph: ox.NamedNode) -> list[str]:
        """Return the cells a row of a table was read from, as ``column: text``."""
        cells = [q.subject for q in self._store.quads_for_pattern(None, _CELL_OF, claim, graph)]
        found = [
            (self._one(cell, "column", graph), self._one(cell, "text", graph))
            for cell in cells
            if isinstance(cell, ox.NamedNode)
        ]
        return [f"{column}: {text}" for column, text in sorted(found) if text]

    def _one(self, node: ox.NamedNode, name: str, graph: _Graph) -> str:
        quads = self._store.quads_for_pattern(node, ox.NamedNode(lgn(name)), None, graph)
        found = sorted(q.object.value for q in quads if not isinstance(q.object, ox.Triple))
        return found[0] if found else ""


def _in(span: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Tell whether a span lies within another."""
    return other[0] <= span[0] and span[1] <= other[1]


def _natural(iri: str) -> tuple[int, str]:
    """Order claims by their number: 9 comes before 10."""
    number = iri.rpartition("/")[2]
    return (int(number) if number.isdigit() else 0, iri)


def _short(text: str) -> str:
    said = on_one_line(" ".join(text.split()))
    return said if len(said) <= _QUOTED else said[:_QUOTED].rsplit(" ", 1)[0] + " …"
