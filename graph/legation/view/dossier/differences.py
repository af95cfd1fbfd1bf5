"""Where the sources of a dossier do not agree: what each says, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyoxigraph as ox

from legation.network.names import word
from legation.terms import LGN, RDF, Iri, lgn
from legation.view.dossier.gathered import Known
from legation.view.dossier.parts import ROWS, Teller, figure_of
from legation.view.dossier.sheet import Block, Line, Table
from legation.view.phrases import date, figure
from legation.view.telling import tell

_SETTLED = ox.DefaultGraph()
_KINDS = ("Contradiction", "Discrepancy", "Refinement")
_POINTS = tuple(ox.NamedNode(lgn(name)) for name in ("fact", "between"))


def differences(store: ox.Store, known: Sequence[Known], teller: Teller) -> list[Block]:
    """Return the disagreements about facts as a table, contradictions first."""
    by_iri = {fact.iri: fact for fact in known} | {
        iri: fact for fact in known for iri in fact.behind[1:]
    }
    nodes = {
        quad.subject
        for iri in by_iri
        for point in _POINTS
        for quad in store.quads_for_pattern(None, point, ox.NamedNode(iri), _SETTLED)
        if isinstance(quad.subject, ox.NamedNode)
    }
    told = [_Disagreement(store, node, by_iri, teller) for node in nodes]
    ordered = sorted(told, key=lambda one: one.order)
    rows = [row for one in ordered[:ROWS] if (row := one.row())]
    if not rows:
        return []
    said = teller.words
    head = tuple(said[f"column.{name}"] for name in ("kind", "about", "first", "second", "apart"))
    title = said["differences.table"].format(count=len(rows))
    return [Table(title, head, tuple(rows))]


class _Disagreement:
    """One disagreement, as the graph holds it."""

    def __init__(
        self, store: ox.Store, node: ox.NamedNode, known: dict[str, Known], teller: Teller
    ) -> None:
        self._store = store
        self._node = node
        self._known = known
        self._teller = teller
        kinds = [Iri(value).local for value in self._all(RDF + "type")]
        self.kind = next((kind for kind in _KINDS if kind in kinds), "")
        fact = next(iter(self._all(lgn("fact"))), "")
        self._fact = known.get(fact)

    @property
    def order(self) -> tuple[int, str, str]:
        """Return where it stands among others: by kind, then by the time it is about."""
        kind = _KINDS.index(self.kind) if self.kind else len(_KINDS)
        sides = [self._known[iri] for iri in self._all(lgn("between")) if iri in self._known]
        about = [self._fact] if self._fact else sides
        return (kind, min((fact.earliest for fact in about if fact), default=""), self._node.value)

    def row(self) -> tuple[Line, ...]:
        """Return the disagreement as a row: kind, what about, two sides, how far apart."""
        kind = word(lgn(self.kind), self._teller.language) if self.kind else ""
        if self._fact is not None:
            return (Line(kind), *self._of_values(self._fact), Line(""))
        sides = [self._known[iri] for iri in self._all(lgn("between")) if iri in self._known]
        if len(sides) < 2:
            return ()
        about = self._teller.cell("edtf", sides[0])
        way = self._teller.way(sides[0].claim)
        return (
            Line(kind),
            Line(f"{way}, {about}"),
            *map(self._figure, sides[:2]),
            self._apart(sides[0]),
        )

    def _of_values(self, fact: Known) -> tuple[Line, Line, Line]:
        """Return what about, the value that is kept, and the other."""
        teller = self._teller
        about = next(iter(self._all(lgn("onProperty"))), "")
        name = Iri(about).local if about else ""
        kept_by = self._all(lgn("kept"))
        others = [iri for iri in self._all(lgn("between")) if iri not in kept_by]
        said = tell(fact.claim, fact.claims, teller.language, teller.call).text
        on = word(about, teller.language) if about else ""
        return (
            Line(f"{said} ({on})", teller.evidence.cite(fact.behind), fact.foreign),
            self._side("keptValue", name, kept_by, teller.words["kept"]),
            self._side("lostValue", name, others, ""),
        )

    def _side(self, role: str, name: str, claims: list[str], mark: str) -> Line:
        teller = self._teller
        values = [self._said(value, name) for value in self._all(lgn(role))]
        notes = {n for iri in claims for n in teller.evidence.cite_claim(ox.NamedNode(iri))}
        text = " ".join(filter(None, (", ".join(values), mark)))
        return Line(text, tuple(sorted(notes)))

    def _said(self, value: str, name: str) -> str:
        language = self._teller.language
        if name in {"edtf", "growthBase"}:
            return date(value, "bare", language)
        return (
            self._teller.call(value, language) if value.startswith(("http:", "https:")) else value
        )

    def _figure(self, fact: Known) -> Line:
        teller = self._teller
        told = figure_of(fact.claim, teller.language)
        whose = fact.claim.one("authority")
        if isinstance(whose, Iri):
            by = teller.words["by.state"].format(state=teller.call(whose, teller.language))
            told = f"{told} ({by})"
        return Line(told, teller.evidence.cite(fact.behind))

    def _apart(self, fact: Known) -> Line:
        """Return how far two figures are apart, in the multiplier of the figure itself."""
        claim, language = fact.claim, self._teller.language
        delta, share = (next(iter(self._all(lgn(name))), "") for name in ("delta", "deltaShare"))
        if not delta:
            return Line("")
        power = claim.one("multiplier")
        scaled = Decimal(delta).scaleb(-(power if isinstance(power, int) else 0)).normalize()
        value = {**claim.values, "value": (Decimal(format(scaled, "f")),)}
        told = figure_of(type(claim)(claim.kind, value), language)
        if share:
            percent = (Decimal(share) * 100).quantize(Decimal("0.1")).normalize()
            told += f" ({figure(Decimal(format(percent, 'f')), language)}%)"
        return Line(told)

    def _all(self, iri: str) -> list[str]:
        if not iri.startswith(LGN) and iri != RDF + "type":
            return []
        quads = self._store.quads_for_pattern(self._node, ox.NamedNode(iri), None, _SETTLED)
        return sorted(
            q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)
        )
