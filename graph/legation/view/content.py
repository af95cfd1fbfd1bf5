"""What a page holds, as plain data: nodes, lines, bundles, kinds, the list, and the details.

Nodes get short names (``n12``), because an IRI told once per line would be half of the page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legation.network.build import Network
from legation.network.fold import Bundle, Overview, order, readable
from legation.network.kinds import plural, rank
from legation.network.layout import GAP, PITCH, WIDTH, WRAP, columns, place
from legation.values.calm import calmed
from legation.view.labels import drawn, status, when, words

#: How many nodes a page holds, so that it answers at once.
MOST_NODES = 1_000

_UNSURE = {"planned", "upcoming", "forecast", "estimate", "provisional", "postponed", "cancelled",
           "drafting"}  # fmt: skip
# Roles that point at the fact; of the others some point at who plays them.
_INWARD = {"visitor", "sender", "exporter", "recogniser", "decider", "holder"}
_OUTWARD = {"host", "importer", "recognised", "beneficiary"}

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """The data of a page; ``left_out`` counts the facts that it has no room for."""

    nodes: list[Record]
    edges: list[Record]
    extra: Record
    kinds: list[Record]
    rows: list[Record]
    left_out: int


def content(
    graph: Network, details: Mapping[str, Mapping[str, Any]], language: str, room: int
) -> Content:
    """Return what a page of a network holds; ``room`` is how many bytes all of it may take.

    >>> content(Network(focus=(), language="en"), {}, "en", 1000).nodes
    []
    """
    graph, left_out = _trimmed(graph)
    overview = readable(graph)
    maker = _Maker(overview, language)
    nodes, edges, rows = maker.nodes(), maker.edges(), maker.rows()
    taken = sum(len(json.dumps(part, ensure_ascii=False).encode()) for part in (nodes, edges, rows))
    extra = {
        "bundles": [maker.bundle(bundle) for bundle in overview.bundles.values()],
        "beyond": sorted(maker.id(node) for node in overview.beyond),
        "quiet": sorted(overview.quiet),
        "focus": [maker.id(node) for node in graph.graph.get("focus", ()) if node in graph],
        "details": maker.details(details, room - taken),
        "words": dict(words(language)),
        "paths": {kind: dict(how) for kind, how in drawn().items()},
        "layout": {"width": WIDTH, "pitch": PITCH, "gap": GAP, "wrap": WRAP},
    }
    return Content(
        calmed(nodes), calmed(edges), calmed(extra), maker.kinds(), calmed(rows), left_out
    )


def _trimmed(graph: Network) -> tuple[Network, int]:
    """Return the network without the facts that are too many, and their number: newest stay."""
    if len(graph) <= MOST_NODES:
        return graph, 0
    facts = [n for n, d in graph.nodes(data=True) if d.get("type") == "fact"]
    facts.sort(key=lambda n: (graph.nodes[n].get("date", ""), n), reverse=True)
    focus = set(graph.graph.get("focus", ()))
    kept = {n for n in graph if n in focus}
    for fact in facts:
        kept |= {fact, *graph.successors(fact)}
        if len(kept) >= MOST_NODES:
            break
    loose = sorted(set(graph) - kept - set(facts))
    kept |= set(loose[: max(0, MOST_NODES - len(kept))])
    left_out = sum(fact not in kept for fact in facts)
    return graph.subgraph(kept).copy(), left_out


class _Maker:
    def __init__(self, overview: Overview, language: str) -> None:
        self.overview = overview
        self.full = overview.full
        self.language = language
        self.ordered = sorted(self.full, key=lambda node: order(self.full, node))
        self.ids = {node: f"n{number}" for number, node in enumerate(self.ordered)}
        self.ids |= {bundle: f"b{number}" for number, bundle in enumerate(overview.bundles)}
        self.numbers = self._numbers()

    def id(self, node: str) -> str:
        return self.ids[node]

    def _numbers(self) -> dict[str, float]:
        """Return the order of nodes and bundles; the members of a bundle follow it together."""
        numbers: dict[str, float] = {node: i for i, node in enumerate(self.ordered)}
        for bundle in self.overview.bundles.values():
            first = min(numbers[member] for member in bundle.members) - 0.5
            numbers[bundle.id] = first
            for place_, member in enumerate(bundle.members, 1):
                numbers[member] = first + 0.4 * place_ / len(bundle.members)
        return numbers

    def nodes(self) -> list[Record]:
        """Return every node as pyvis takes it, placed where it stands in the overview."""
        column_of = columns(self.full)
        places = place(self.overview.graph, column_of)
        told = []
        for node in sorted(self.full, key=lambda node: self.numbers[node]):
            data = self.full.nodes[node]
            x, y = places.get(node, (0.0, 0.0))
            told.append(
                {
                    "n_id": self.id(node),
                    "label": data.get("label") or node,
                    "iri": data.get("iri") or node,
                    "kind": data.get("kind", ""),
                    "type": data.get("type", "entity"),
                    "date": when(data.get("date", ""), self.language),
                    "status": status(data.get("status", ""), self.language),
                    "unsure": data.get("status") in _UNSURE,
                    "disagreement": data.get("disagreement", ""),
                    "column": column_of.get(node, 0),
                    "order": round(self.numbers[node], 4),
                    "shape": "custom",
                    "x": x,
                    "y": y,
                }
            )
        return told

    def edges(self) -> list[Record]:
        told = []
        for one, other, data in self.full.edges(data=True):
            role = data.get("kind", "")
            told.append(
                {
                    "source": self.id(one),
                    "to": self.id(other),
                    "role": role,
                    "name": data.get("label", ""),
                    "points": -1 if role in _INWARD else 1 if role in _OUTWARD else 0,
                }
            )
        return told

    def bundle(self, bundle: Bundle) -> Record:
        members = [self.full.nodes[member] for member in bundle.members]
        return {
            "id": self.id(bundle.id),
            "label": bundle.label,
            "kind": bundle.kind,
            "type": "bundle",
            "members": [self.id(member) for member in bundle.members],
            "ends": [[self.id(end), role] for end, role in bundle.ends],
            "disagreement": ", ".join(sorted({m.get("disagreement", "") for m in members} - {""})),
            "unsure": all(member.get("status") in _UNSURE for member in members),
            "column": 0,
            "order": self.numbers[bundle.id],
        }

    def kinds(self) -> list[Record]:
        """Return the lines of the legend: a kind, what many are called, and how many there are."""
        counts = Counter(data.get("kind", "") for _, data in self.full.nodes(data=True))
        bundled = {bundle.kind for bundle in self.overview.bundles.values()}
        return [
            {
                "kind": kind,
                "name": plural(kind, language=self.language),
                "count": counts[kind],
                "on": kind not in self.overview.quiet,
                "bundled": kind in bundled,
                "drawn": drawn().get(kind, drawn()["Topic"]),
            }
            for kind in sorted(counts, key=lambda kind: (rank(kind), kind))
        ]

    def rows(self) -> list[Record]:
        """Return the list beside the picture: every fact and entity by kind and date."""
        rows = []
        for node in self.ordered:
            data = self.full.nodes[node]
            kind = data.get("kind", "")
            marks = [status(data.get("status", ""), self.language), data.get("disagreement", "")]
            rows.append(
                {
                    "id": self.id(node),
                    "kind": kind,
                    "place": [rank(kind), kind],
                    "heading": plural(kind, language=self.language),
                    "label": data.get("label") or node,
                    "date": when(data.get("date", ""), self.language),
                    "marks": " · ".join(mark for mark in marks if mark),
                }
            )
        return rows

    def details(self, details: Mapping[str, Mapping[str, Any]], room: int) -> Record:
        """Return as many details as there is room for, the first in the list first."""
        kept, size = {}, 0
        for node in self.ordered:
            if node not in details:
                continue
            told = dict(details[node])
            told["values"] = self._linked(told.get("values", ()))
            told["disagreements"] = [
                {**one, "sides": self._linked(one["sides"])}
                for one in told.get("disagreements", ())
            ]
            size += len(json.dumps(told, ensure_ascii=False).encode())
            if size > room:
                break
            kept[self.id(node)] = told
        return kept

    def _linked(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return rows whose last cell, an IRI, names a node of the page or nothing."""
        return [[*row[:-1], self.ids.get(row[-1], "")] for row in rows]
