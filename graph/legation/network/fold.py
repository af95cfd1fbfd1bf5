"""Fold a network until a person can read it.

Facts of one kind between the same parties become one counted bundle, which unfolds on request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from legation.network.build import Network
from legation.network.kinds import QUIET, plural, rank

_PARTIES = {"State", "HistoricalState", "Union"}
_FROM = ("sender", "exporter", "recogniser")
_TO = ("host", "importer", "recognised")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Facts of one kind that are shown as one; ``ends`` are the roles that all of them share."""

    id: str
    kind: str
    label: str
    members: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A network as it is first shown, and what is needed to unfold it.

    ``quiet`` kinds start hidden; ``beyond`` are entities that the limit leaves out.
    """

    full: Network
    bundles: dict[str, Bundle]
    folded: frozenset[str]
    quiet: frozenset[str]
    beyond: frozenset[str] = frozenset()

    @property
    def graph(self) -> Network:
        """The network that is shown: visible nodes, and a node for every folded bundle."""
        return _visible(self)

    @property
    def hidden(self) -> int:
        """How many nodes of the full network are not shown."""
        return len(self.full) - sum(node in self.full for node in self.graph)

    def unfold(self, *bundles: str) -> Overview:
        """Return the overview with these bundles unfolded; with none named, all of them.

        >>> from legation.network.fold import readable
        >>> network = Network(focus=(), language="en")
        >>> network.add_nodes_from([(f"v{i}", {"kind": "Visit", "type": "fact"}) for i in range(50)])
        >>> overview = readable(network)
        >>> len(overview.graph), len(overview.unfold().graph)
        (1, 50)
        """
        return replace(self, folded=self.folded - set(bundles or self.folded))


def readable(graph: Network, limit: int = 40) -> Overview:
    """Return an overview of at most ``limit`` nodes.

    Nothing is folded that need not be: first groups of three and more facts of one kind between
    the same parties, then groups of two, then all facts of one kind; entities that still are too
    many go beyond the limit, the least connected first.
    """
    facts = [n for n, d in graph.nodes(data=True) if d.get("type") == "fact"]
    quiet = frozenset(QUIET if facts else ())
    by_parties = _bundles(graph, _group(graph, facts, lambda fact: _key(graph, fact)))
    by_kind = _bundles(graph, _group(graph, facts, lambda fact: (graph.nodes[fact]["kind"],)))
    threes = {name: b for name, b in by_parties.items() if len(b.members) > 2}
    overview = Overview(graph, {}, frozenset(), quiet)
    for bundles in ({}, threes, by_parties, by_kind):
        overview = Overview(graph, bundles, frozenset(bundles), quiet)
        if len(overview.graph) <= limit:
            return overview
    shown = overview.graph
    needed = [n for n in shown if n in graph.graph.get("focus", ()) or n in overview.bundles]
    spare = sorted(set(shown) - set(needed), key=lambda n: (-shown.degree(n), n))
    return replace(overview, beyond=frozenset(spare[max(0, limit - len(needed)) :]))


def _key(graph: Network, fact: str) -> tuple[str, ...]:
    """Return what bundled facts have in common: kind, flow or measure, and the states in order."""
    data = graph.nodes[fact]
    parties = {role: other for _, other, role in graph.out_edges(fact, keys=True)}
    sides = [next((parties[r] for r in roles if r in parties), "") for roles in (_FROM, _TO)]
    if not all(sides):
        others = {v for v in graph.successors(fact) if graph.nodes[v].get("kind") in _PARTIES}
        focus = graph.graph.get("focus", ())
        ordered = sorted(
            others, key=lambda n: (n not in focus, focus.index(n) if n in focus else 0, n)
        )
        return (data["kind"], data.get("aspect", ""), "–", *ordered)
    return (data["kind"], data.get("aspect", ""), "→", *sides)


def _group(
    graph: Network, facts: Iterable[str], key: Callable[[str], tuple[str, ...]]
) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    focus = graph.graph.get("focus", ())
    for fact in facts:
        if fact not in focus:
            groups.setdefault(key(fact), []).append(fact)
    return {k: members for k, members in sorted(groups.items()) if len(members) > 1}


def _bundles(graph: Network, groups: dict[tuple[str, ...], list[str]]) -> dict[str, Bundle]:
    language = graph.graph.get("language", "en")
    found = {}
    for key, facts in groups.items():
        kind, aspect, arrow, *parties = (*key, "", "", "")[: max(3, len(key))]
        codes = arrow.join(graph.nodes[p].get("code") or graph.nodes[p]["label"] for p in parties)
        told = " ".join(part for part in (plural(kind, aspect, language), codes) if part)
        members = sorted(facts, key=lambda n: order(graph, n))
        name = "bundle:" + "|".join(key)
        label = f"{told} · {len(members)}"
        found[name] = Bundle(name, kind, label, tuple(members), _ends(graph, members))
    return found


def _ends(graph: Network, members: list[str]) -> tuple[tuple[str, str], ...]:
    counted = Counter({(other, role) for _, other, role in graph.out_edges(members[0], keys=True)})
    for fact in members[1:]:
        counted.update({(other, role) for _, other, role in graph.out_edges(fact, keys=True)})
    return tuple(sorted(end for end, count in counted.items() if count == len(members)))


def _visible(overview: Overview) -> Network:
    full, focus = overview.full, overview.full.graph.get("focus", ())
    inside = {m for name in overview.folded for m in overview.bundles[name].members}
    shown = Network(**full.graph)
    bundles = [overview.bundles[name] for name in sorted(overview.folded)]
    ends = {end for bundle in bundles for end, _ in bundle.ends}
    for node, data in full.nodes(data=True):
        if data.get("type") == "fact":
            if node in inside:
                continue
        elif node not in focus:
            near = set(full.predecessors(node)) | set(full.successors(node))
            if data.get("kind") in overview.quiet or node in overview.beyond:
                continue
            if near and not (near - inside) and node not in ends:
                continue
        shown.add_node(node, **data)
    for bundle in bundles:
        said = {full.nodes[m].get("disagreement", "") for m in bundle.members} - {""}
        shown.add_node(
            bundle.id,
            label=bundle.label,
            kind=bundle.kind,
            type="bundle",
            title=bundle.label,
            count=len(bundle.members),
            disagreement=", ".join(sorted(said)),
        )
        for end, role in bundle.ends:
            if end in shown:
                shown.add_edge(bundle.id, end, role, label=role, kind=role)
    for one, other, role, data in full.edges(keys=True, data=True):
        if one in shown and other in shown:
            shown.add_edge(one, other, role, **data)
    return shown


def order(graph: Network, node: str) -> tuple[int, bool, str, str, str]:
    """Return where a node stands among its like: by kind, by date (none comes last), by name."""
    data = graph.nodes[node]
    date = data.get("date", "").lstrip("./")
    return (rank(data.get("kind", "")), not date, date, data.get("label", node), node)
