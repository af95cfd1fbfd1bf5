"""The command network: networks of states, and what is measured on them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.cli.common import graph_option, language_option, opened, put, say

if TYPE_CHECKING:
    from legation.export.numbers import Numbers
    from legation.graph import KnowledgeGraph
    from legation.network.measures import Measure
    from legation.network.names import Names
    from legation.network.period import Period
    from legation.network.states import Network

_MEASURES = (
    "degree, strength, out-strength, in-strength, betweenness, closeness, reciprocity, "
    "communities, similarity (to the one that --about names)"
)
_WEIGHTS = (
    "What an edge weighs. visits, offices: count, rank; agreements: count, share; trade: exporter, "
    "importer, exporter-latest, importer-latest; relations: one, steps; missions: count."
)
_WHAT = ("visits", "agreements", "trade", "relations", "missions", "offices", "pairs")
_FORMATS = ("table", "csv", "json")
_FILES = (".csv", ".json", ".graphml", ".gexf", ".ttl")

Cell = str | float


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for on the command line."""

    kg: KnowledgeGraph
    what: str
    measure: str
    about: tuple[str, ...]
    since: str
    until: str
    every: int
    weight: str
    unit: str
    language: str

    def iris(self) -> list[str]:
        """Return whom the answer is about."""
        return [self._iri(name) for name in self.about]

    def _iri(self, name: str) -> str:
        from legation.ask.naming import find
        from legation.errors import UnknownName, UnknownState
        from legation.identity import reference

        try:
            return str(find(self.kg.store, name, self.kg.base))
        except UnknownName as unknown:
            try:
                known = reference.label(reference.state(name), self.language)
            except UnknownState:
                raise unknown from None
            raise UnknownName(
                f"this graph tells nothing of {known}",
                hint=f"'legation network {self.what}' tells of whom it knows",
            ) from None

    def period(self) -> Period:
        """Return the time that was asked for."""
        from legation.network.period import Period

        return Period.read(self.since, self.until)

    def names(self) -> Names:
        """Return what things are called in the language of the answer."""
        from legation.network.names import Names

        return Names(self.kg.store, self.language)


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to tell: rows always, and what else can be written of them."""

    heads: list[str]
    rows: list[list[Cell]]
    network: Network | None = None
    numbers: Numbers | None = None


@click.command()
@click.argument("what", type=click.Choice(_WHAT), metavar="WHAT")
@click.option("--measure", default="", metavar="NAME", help=f"{_MEASURES}.")
@click.option("--about", multiple=True, metavar="STATE", help="Whom others are compared with.")
@click.option("--since", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Up to this day, month or year.")
@click.option(
    "--every", default=0, metavar="YEARS", help="A number for each step of so many years."
)
@click.option("--weight", default="", metavar="NAME", help=_WEIGHTS)
@click.option("--unit", default="", metavar="CURRENCY", help="The currency of trade.")
@click.option("--top", type=click.IntRange(1), metavar="N", help="Only so many rows.")
@click.option("--format", "format", type=click.Choice(_FORMATS), help="How rows are written.")
@click.option("--out", metavar="FILE", help=f"A file: {' '.join(_FILES)}")
@click.option("--save", is_flag=True, help="Keep the numbers in the graph, beside its sources.")
@graph_option
@language_option
def network(
    what: str,
    measure: str,
    about: tuple[str, ...],
    since: str,
    until: str,
    every: int,
    weight: str,
    unit: str,
    top: int | None,
    format: str | None,
    out: str | None,
    save: bool,
    graph: str,
    language: str,
) -> None:
    """Tell who deals with whom, how much, and what that makes of each: networks and measures.

    WHAT is visits, agreements, trade, relations, missions, offices or pairs.
    Without --measure the edges are told. With it each state has a number, and below the table
    stands what the number means and where it misleads. "pairs" tells which pairs of states have
    relations like those of the two that --about names.
    """
    suffix = Path(out).suffix.lower() if out else ""
    if out and (suffix not in _FILES or (format and suffix != f".{format}")):
        raise click.UsageError(f"{out} is no {format or 'file of ' + ' '.join(_FILES)}.")
    if every < 0:
        raise click.UsageError("--every needs a number of years.")
    kg = opened(graph)
    kg.require_facts()
    asked = _Asked(kg, what, measure, about, since, until, every, weight, unit, language)
    version = asked.kg.version
    told = _answer(asked, version)
    if (suffix == ".ttl" or save) and told.numbers is None:
        raise click.UsageError("only numbers are RDF: name a --measure.")
    if suffix in {".graphml", ".gexf"} and told.network is None:
        raise click.UsageError(f"{suffix} holds one network, not rows of several.")
    if save and told.numbers is not None:
        _save(told.numbers, graph, version)
    if out or not save:
        _give(told, top, format or suffix.removeprefix(".") or "table", out, language)


def _answer(asked: _Asked, version: int) -> _Told:
    if asked.what == "pairs":
        return _pairs(asked)
    if not asked.measure:
        if asked.about or asked.every:
            raise click.UsageError("--about and --every go with a --measure.")
        return _edges(asked)
    return _measured(asked, _measure(asked), version)


def _measure(asked: _Asked) -> Measure:
    from legation.network.measures import MEASURES, similarity

    if asked.measure == "similarity":
        if len(asked.about) != 1:
            raise click.UsageError("similarity needs one state: --about MNG")
        return similarity(asked.iris()[0])
    if asked.about:
        raise click.UsageError("--about goes with similarity and with pairs.")
    if asked.measure not in MEASURES:
        import difflib

        names = [*MEASURES, "similarity"]
        near = difflib.get_close_matches(asked.measure, names, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise click.UsageError(
            f"there is no measure {asked.measure!r}; {guess}known: {', '.join(names)}."
        )
    return MEASURES[asked.measure]


def _network(asked: _Asked) -> Network:
    from legation.network.states import states_network

    return states_network(
        asked.kg.store,
        asked.what,
        asked.since,
        asked.until,
        asked.weight,
        asked.language,
        asked.unit,
    )


def _edges(asked: _Asked) -> _Told:
    found = _network(asked)
    label = {node: str(data["label"]) for node, data in found.nodes(data=True)}
    more = sorted({n for _, _, d in found.edges(data=True) for n in d} - set(_COMMON))
    edges = sorted(found.edges(data=True), key=lambda e: -e[2]["weight"])
    rows: list[list[Cell]] = [
        [label[one], label[other], *(data.get(n, "") for n in (*_COMMON, *more))]
        for one, other, data in edges
    ]
    ends = ["from", "to"] if found.is_directed() else ["one", "other"]
    return _Told([*ends, *_COMMON, *more], rows, found)


_COMMON = ("weight", "facts", "first", "last")


def _measured(asked: _Asked, measure: Measure, version: int) -> _Told:
    from legation.export.numbers import Numbers
    from legation.network.measures.change import over
    from legation.network.states import WEIGHTS

    weight = asked.weight or WEIGHTS[asked.what][0]
    period = asked.period()
    found: Network | None = None
    if asked.every:
        steps = over(asked.kg.store, asked.what, measure, period, asked.every, weight, asked.unit)
        numbers = tuple((then.node, then.period, then.value) for then in steps)
    else:
        found = _network(asked)
        values = measure.of(found)
        numbers = tuple((node, period, value) for node, value in values.items())
        for node, value in values.items():
            found.nodes[node][measure.name] = value
    names, sign = asked.names(), 1 if measure.nominal else -1
    import pyoxigraph as ox

    rows: list[list[Cell]] = []
    for node, then, value in numbers:
        thing = ox.NamedNode(node)
        step = [str(then)] if asked.every else []
        rows.append([*step, names.called(thing), names.value(thing, "code"), value])
    # by step, by number, then by name
    rows.sort(key=lambda row: (*row[:-3], sign * float(row[-1]), *row[-3:-1]))
    heads = [*(["period"] if asked.every else []), "name", "code", measure.name]
    unit = str(found.graph.get("unit", "")) if found is not None else asked.unit
    told = Numbers(asked.what, measure, weight, period, numbers, version, unit, base=asked.kg.base)
    return _Told(heads, rows, found, told)


def _pairs(asked: _Asked) -> _Told:
    from legation.network.measures.profiles import KINDS, like_pairs

    if len(asked.about) != 2 or asked.measure or asked.every or asked.weight or asked.unit:
        raise click.UsageError("pairs need two states and no more: --about MNG --about CHL")
    import pyoxigraph as ox

    names, (one, other) = asked.names(), asked.iris()
    rows: list[list[Cell]] = [
        [
            names.called(ox.NamedNode(pair.one)),
            names.called(ox.NamedNode(pair.other)),
            *pair.counts,
            pair.distance,
            pair.similarity,
        ]
        for pair in like_pairs(asked.kg.store, one, other, asked.since, asked.until)
    ]
    return _Told(["first", "second", *KINDS, "distance", "similarity"], rows)


def _save(numbers: Numbers, graph: str, version: int) -> None:
    from legation.changes.computed import keep
    from legation.export.numbers import triples
    from legation.network.states import OF_PERSONS
    from legation.store.opening import versions

    if numbers.what in OF_PERSONS:
        raise click.UsageError(
            "numbers of persons are not kept in a graph, where forgetting would miss them; "
            "--out FILE.ttl writes them."
        )
    number = keep(versions(graph), numbers.name, triples(numbers), version)
    say(f"version {number}: {len(numbers.rows)} numbers in {numbers.name}", err=True)


def _give(told: _Told, top: int | None, format: str, out: str | None, language: str) -> None:
    from legation.export import networks
    from legation.export.numbers import turtle

    rows, data = told.rows[:top], io.BytesIO()
    if format == "table":
        _show(told, rows, language)
        return
    if format == "ttl" and told.numbers is not None:
        turtle(told.numbers, data)
    elif format in {"graphml", "gexf"} and told.network is not None:
        (networks.graphml if format == "graphml" else networks.gexf)(told.network, data)
    elif format == "csv":
        data.write(_csv(told.heads, rows))
    else:
        found = [dict(zip(told.heads, row, strict=True)) for row in rows]
        data.write(json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n")
    put(data.getvalue(), out)


def _show(told: _Told, rows: list[list[Cell]], language: str) -> None:
    from legation.cli.tables import table

    table(told.heads, [[_plain(cell) for cell in row] for row in rows])
    if (graph := told.network) is not None:
        left = f"; {graph.graph['undated']} facts have no date" if graph.graph["period"] else ""
        unit = f", in {graph.graph['unit']}" if "unit" in graph.graph else ""
        say(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges{unit}{left}")
        if not graph:
            then = f" between {graph.graph['period'].replace('/', ' and ')}" * bool(left)
            say(f"no source of this graph tells of {graph.graph['what']}{then}")
    if told.numbers is not None:
        from legation.network.measures.told import explained

        for part in explained(told.numbers.measure, language):
            say(part)


def _csv(heads: list[str], rows: list[list[Cell]]) -> bytes:
    from legation.export.tables import safe

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode()


def _plain(cell: Cell) -> str:
    """Return a cell for people: more than six digits after a fraction only seem to be exact."""
    if isinstance(cell, str):
        return cell
    return f"{cell:.0f}" if float(cell).is_integer() or abs(cell) >= 10**6 else f"{cell:.6g}"
