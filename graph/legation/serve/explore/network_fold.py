"""What of a scope is seen: at most 40 nodes at first, with facts as counted bundles between them.

A bundle holds the facts of all kinds that join two entities. A kind, or a kind in one bundle, can
be opened: its facts become nodes of their own and leave the counts. What is not seen is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from legation.network.kinds import QUIET
from legation.serve.explore.network_asked import Asked, Short
from legation.serve.explore.network_scope import AHEAD, Fact, Scope

#: How many nodes a view opens on, and how many it may come to when bundles are opened.
FIRST = 40
MOST = 1_000
#: How many nodes a network that is about no entity may come to; larger ones stay bundled.
WHOLE = 50_000
_PARTIES = ("State", "HistoricalState", "Union")

Pair = tuple[str, str]


@dataclass(slots=True)
class Line:
    """One kind of fact in the legend: all of them, those seen as nodes, counted, and neither.

    ``ahead`` counts by status those of all that have not happened.
    """

    kind: str
    total: int = 0
    seen: int = 0
    bundled: int = 0
    ahead: Counter[str] = field(default_factory=Counter)

    @property
    def hidden(self) -> int:
        """How many are neither seen nor counted in a bundle that is seen."""
        return self.total - self.seen - self.bundled


@dataclass(slots=True)
class Seen:
    """What is seen: entities, facts as nodes, bundles of facts, and numbers of what is not."""

    scope: Scope
    asked: Asked
    entities: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    bundles: dict[Pair, dict[str, list[Fact]]] = field(default_factory=dict)
    kinds: dict[str, Line] = field(default_factory=dict)
    entity_kinds: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    undated: int = 0
    beyond: int = 0
    unopened: int = 0
    crowded: int = 0
    aggregated: bool = False
    choices: dict[str, Counter[str]] = field(default_factory=dict)


def see(scope: Scope, asked: Asked, short: Short, added: Iterable[Fact] = ()) -> Seen:
    """Return what is seen of a scope; ``added`` facts (of a path) are seen in any case."""
    seen = Seen(scope, asked)
    hidden = {short.iri(text) for text in asked.hide}
    extra = [fact for fact in added if fact.iri not in hidden]
    always = {fact.iri for fact in extra}
    passing = [f for f in _passing(seen) if f.iri not in hidden and f.iri not in always]
    for fact in (*passing, *extra):
        line = seen.kinds.setdefault(fact.kind, Line(fact.kind))
        line.total += 1
        line.ahead.update([fact.status] if fact.status in AHEAD else ())
    folder = _Folder(seen, short, hidden)
    folder.run(passing, extra)
    return seen


def _passing(seen: Seen) -> Iterator[Fact]:
    """Yield the facts that the filters let through; count years and choices on the way."""
    asked = seen.asked
    facts_asked = asked.kinds - set(seen.scope.kinds.values()) - QUIET
    seen.choices = {name: Counter() for name in ("rank", "office", "source")}
    for fact in seen.scope.facts:
        checks = {
            "rank": not asked.rank or fact.rank == asked.rank,
            "office": not asked.office or asked.office in fact.offices,
            "source": not asked.source or asked.source in fact.sources,
        }
        if facts_asked and fact.kind not in facts_asked:
            seen.kinds.setdefault(fact.kind, Line(fact.kind))
            continue
        in_years = _within(fact, asked)
        for name, values in (
            ("rank", {fact.rank} - {""}),
            ("office", fact.offices),
            ("source", fact.sources),
        ):
            if in_years and all(ok for other, ok in checks.items() if other != name):
                seen.choices[name].update(values)
        if not all(checks.values()):
            continue
        year = fact.first if fact.first is not None else fact.last
        if year is None:
            seen.undated += 1
        else:
            seen.years[year] += 1
        if in_years:
            yield fact


def _within(fact: Fact, asked: Asked) -> bool:
    """Tell whether a fact may fall into the years asked for; without a date only if none are."""
    if asked.since is None and asked.until is None:
        return True
    if fact.first is None and fact.last is None:
        return False
    begins_in_time = asked.until is None or fact.first is None or fact.first <= asked.until
    return begins_in_time and (asked.since is None or fact.last is None or fact.last >= asked.since)


class _Folder:
    def __init__(self, seen: Seen, short: Short, hidden: set[str]) -> None:
        self.seen = seen
        self.scope = seen.scope
        self.short = short
        self.hidden = hidden
        self.focus = [iri for iri in self.scope.focus if iri not in hidden]
        wished = seen.asked.kinds & (set(self.scope.kinds.values()) | QUIET)
        self.quiet = set(QUIET) - wished
        self.only = wished - QUIET
        self.sides: dict[str, list[str]] = {}

    def run(self, passing: list[Fact], extra: list[Fact]) -> None:
        seen, open_ = self.seen, self.seen.asked.open
        edges = {fact.iri: self.edges(fact) for fact in passing}
        wished = [f for f in passing if self.is_open(f, edges[f.iri], open_)]
        opened = [self.scope.whole(f) for f in wished[: MOST if self.scope.focus else None]]
        room = (MOST if self.scope.focus else WHOLE) - len(extra) - len(self.focus)
        kept: list[Fact] = []
        drawn = set(self.focus)
        for fact in (*extra, *opened):  # newest first, with who plays a part in them
            more = [iri for iri in self.parts(fact) if iri not in drawn]
            if fact not in extra and len(drawn) + len(kept) + 1 + len(more) > room:
                break
            kept.append(fact)
            drawn.update(more)
        if not self.scope.focus and len(kept) < len(wished):
            kept, drawn, seen.aggregated = [], set(), True
        as_nodes = {fact.iri for fact in kept}
        seen.unopened = len(wished) + len(extra) - len(kept)
        seen.crowded = sum(f.crowd and bool(self.focus) for f in passing if f.iri not in as_nodes)
        folded = [fact for fact in passing if fact.iri not in as_nodes]
        weights = Counter(end for f in folded for pair in edges[f.iri] for end in pair if end)
        ranked = sorted(
            (iri for iri in weights if iri not in drawn),
            key=lambda iri: (
                (self.kind(iri) not in _PARTIES, -weights[iri], iri)
                if len(self.focus) == 1
                else (False, -weights[iri], iri)
            ),
        )
        own = any(not other for f in folded for _, other in edges[f.iri])
        free = max(0, FIRST - len(self.focus) - own) if not kept else max(0, FIRST - len(drawn))
        drawn.update(ranked[:free])
        seen.beyond = max(0, len(ranked) - free)
        for fact in folded:
            shown = False
            for pair in edges[fact.iri]:
                if pair[0] in drawn and (not pair[1] or pair[1] in drawn):
                    seen.bundles.setdefault(pair, {}).setdefault(fact.kind, []).append(fact)
                    shown = True
            seen.kinds[fact.kind].bundled += shown
        for fact in kept:
            seen.kinds[fact.kind].seen += 1
        seen.facts = kept
        seen.entities = sorted(drawn, key=lambda iri: (iri not in self.focus, -weights[iri], iri))
        seen.entity_kinds.update(self.kind(iri) for iri in drawn)

    def kind(self, iri: str) -> str:
        return self.scope.kinds.get(iri, "")

    def parts(self, fact: Fact) -> list[str]:
        """Return who plays a part in a fact and may be seen."""
        return [
            iri
            for iri in fact.others
            if iri not in self.hidden and (iri in self.focus or self._is_shown(self.kind(iri)))
        ]

    def _is_shown(self, kind: str) -> bool:
        if not kind or kind in self.seen.kinds or kind in self.quiet:
            return False
        return not self.only or kind in self.only

    def edges(self, fact: Fact) -> list[Pair]:
        """Return the pairs of entities that a fact joins; the second is ``""`` if it has but one."""
        parts = self.parts(fact)
        anchors = [iri for iri in self.focus if iri in parts]
        others = [iri for iri in parts if iri not in anchors and not fact.crowd]
        if not anchors:  # the whole graph, or facts about facts: everybody with everybody near
            return [(min(a, b), max(a, b)) for a, b in pairwise(parts)]
        pairs = [(a, b) for i, a in enumerate(anchors) for b in anchors[i + 1 :]]
        for other in others:
            mine = [a for a in anchors if a == self.scope.of(other)] if len(anchors) > 1 else []
            pairs += [(anchor, other) for anchor in mine or anchors]
        return pairs or [(anchors[0], "")]

    def is_open(self, fact: Fact, edges: list[Pair], open_: frozenset[str]) -> bool:
        """Tell whether the reader has opened the kind of a fact, here or everywhere."""
        if not open_:
            return False
        if fact.kind in open_ or "*" in open_:
            return True
        return any(self.short.bundle(*pair, fact.kind) in open_ for pair in edges)
