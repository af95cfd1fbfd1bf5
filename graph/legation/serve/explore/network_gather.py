"""Which facts a view is about, and how much of each is read: all of it, or of very many the least.

Up to some thousand facts are read whole. Of more, only what a first view counts is looked up: the
kind, the states involved, the years, whether it is disputed, planned or estimated. Ranks, offices
and sources are looked up when they are asked for, and the rest when a fact is opened. How much is
read is bounded in any case; what is beyond is counted.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import combinations, islice
from threading import Lock

import pyoxigraph as ox

from legation.errors import UnknownName
from legation.facts.kinds import vocabulary
from legation.serve.explore.network_scope import (
    AHEAD,
    DISAGREEMENTS,
    PARTIES,
    Fact,
    Reader,
    Scope,
    newest,
    years,
)
from legation.serve.explore.network_view import UNSURE
from legation.terms import LGN, concept, lgn, notation

#: More facts than so many are read lightly.
LARGE = 2_000
#: How many facts a view counts at most.
MOST_FACTS = 60_000
#: How many views of one version are kept.
_KEPT = 6
_SETTLED = ox.DefaultGraph()
_INVOLVES, _SAID = ox.NamedNode(lgn("involves")), ox.NamedNode(lgn("statedIn"))
_OF = tuple(ox.NamedNode(lgn(name)) for name in ("fact", "between"))
_RANK = ox.NamedNode(lgn("rank"))
_NO_OFFICE = {"Observation", "TreatyAction", "Agreement", "Mission"}
_OFFICES = tuple(ox.NamedNode(lgn(name)) for name in ("capacity", "post"))
_DATES = {name: ox.NamedNode(lgn(name)) for name in ("earliest", "latest", "signedYear")}
_NAMING = "SELECT DISTINCT ?fact {{ ?fact ?as {} }}"
_JOINING = "SELECT DISTINCT ?fact {{ ?fact ?as {} ; ?by {} }}"
_HAVING = "SELECT ?fact {{ ?fact ?as {} ; {} {} }}"
_SUMMED = """PREFIX lgn: <https://w3id.org/legation/ns#>
SELECT ?fact (COUNT(?other) AS ?many) (SAMPLE(?other) AS ?one) (SAMPLE(?e) AS ?first) (SAMPLE(?l) AS ?last) {{
    ?fact lgn:involves {0} OPTIONAL {{ ?fact lgn:earliest ?e }} OPTIONAL {{ ?fact lgn:latest ?l }}
    OPTIONAL {{ ?fact lgn:involves ?other FILTER(?other != {0}) }}
}} GROUP BY ?fact"""
_SIGNED = f"""PREFIX lgn: <https://w3id.org/legation/ns#>
SELECT ?agreement (MIN(?e) AS ?earliest) (MIN(?l) AS ?latest) {{
    ?act lgn:action lgn:action-signature ; lgn:agreement ?agreement
    OPTIONAL {{ ?act lgn:earliest ?e }} OPTIONAL {{ ?act lgn:latest ?l }}
    MINUS {{ ?act lgn:status ?status VALUES ?status {{ {" ".join(f"lgn:status-{s}" for s in sorted(AHEAD))} }} }}
}} GROUP BY ?agreement"""
_DIFFERING = f"""SELECT ?one ?kind ?fact {{{{
    ?one <{lgn("concerns")}> {{}} ; a ?kind ; <{lgn("fact")}>|<{lgn("between")}> ?fact }}}}"""

#: The years of a fact; the other states if it is known who they are; and how many there are.
_Sum = tuple[tuple[int | None, int | None], tuple[str, ...] | None, int]


class Scopes:
    """The scopes of the version that is served; those asked for longest ago go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, object], Scope] = OrderedDict()

    def scope(
        self,
        mark: str,
        store: ox.Store,
        focus: tuple[str, ...],
        kinds: frozenset[str],
        base: str = "",
    ) -> Scope:
        """Return the scope of some entities in one version of a graph; of ``kinds`` if of none.

        Raises
        ------
        UnknownName
            The graph knows nothing of one of them.

        """
        key = (mark, focus or kinds)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = gather(store, focus, kinds, base)
        with self._lock:
            for old in [k for k in self._kept if k[0] != mark]:
                del self._kept[old]
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


def gather(
    store: ox.Store, focus: tuple[str, ...], kinds: frozenset[str] = frozenset(), base: str = ""
) -> Scope:
    """Return the facts around one entity, or those that join at least two of several.

    With no entity at all it is the whole settled graph, or all facts of some ``kinds``.

    Raises
    ------
    UnknownName
        The graph knows nothing of one of them.

    """
    reader = Reader(store)
    for iri in focus:
        reader.entities[iri] = reader.names.kind(ox.NamedNode(iri))
        if not reader.entities[iri]:
            raise UnknownName(
                f"the graph has no entity and no fact {iri}", hint="search finds it by name"
            )
    if not focus:
        return reader.scope(focus, reader.all_facts(kinds))
    near = _near(store, focus)
    own = {ox.NamedNode(iri) for iri in focus}
    whole = near.keys() | {one for one in own if reader.names.is_fact(one)}
    if len(whole) > LARGE:
        return _Light(reader, focus, near, base).scope()
    return reader.scope(focus, whole)


def _near(store: ox.Store, focus: tuple[str, ...]) -> dict[ox.NamedNode, set[str]]:
    """Return what points to the only entity, or to two of several, facts and others; and to which."""
    ends = list(combinations(focus, 2)) or [(focus[0], focus[0])]
    found: dict[ox.NamedNode, set[str]] = {}
    for one, other in ends:
        query = _NAMING if one == other else _JOINING
        for row in _rows(store, query.format(ox.NamedNode(one), ox.NamedNode(other))):
            if isinstance(fact := row[0], ox.NamedNode):
                found.setdefault(fact, set()).update((one, other))
    return found


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT
    return found


class _Light:
    """Reads of very many facts what a first view counts."""

    def __init__(
        self, reader: Reader, focus: tuple[str, ...], near: dict[ox.NamedNode, set[str]], base: str
    ) -> None:
        self.reader = reader
        self.store = reader.store
        self.focus = focus
        self.near = near
        self.base = base
        words = vocabulary()
        self.paths = {one.path: name for name, one in words.kinds.items()}
        self.others = {*words.entity_paths.values(), "disagreement"}

    def scope(self) -> Scope:
        """Return the scope of these nodes, as far as they are facts."""
        kinds = {node: kind for node in self.near if (kind := self.kind(node))}
        chosen = kinds if len(kinds) <= MOST_FACTS else sorted(kinds, key=str)[:MOST_FACTS]
        sums = self.summed() if len(self.focus) == 1 else {}
        disputes = self.disputes(node for node in self.near if node not in kinds)
        unsure = self.having("status", UNSURE)
        persons = self.having("measure", {"persons"})
        facts = []
        for node in chosen:
            summed = sums.get(node)
            first, last = summed[0] if summed else self.years(node)
            if kinds[node] == "Agreement" and first is None and last is None:
                first, last = self.signed.get(node) or self.reader.signed(node)[1:3]
            roles, crowd = self.roles(node, summed)
            measure = (
                concept("measure", "persons") if node in persons else concept("flow", "export")
            )
            facts.append(
                Fact(
                    node.value,
                    kinds[node],
                    roles,
                    first=first,
                    last=last,
                    status=unsure.get(node, ""),
                    aspect=measure,
                    disputes=disputes.get(node, ()),
                    crowd=crowd,
                )
            )
        facts.sort(key=newest)
        reader, left = self.reader, len(kinds) - len(facts)
        return Scope(
            self.store, self.focus, facts, reader.entities, reader.quarrels, left, light=reader
        )

    def kind(self, node: ox.NamedNode) -> str:
        """Return the kind of a fact as its IRI tells it, else as the graph does."""
        if self.base and node.value.startswith(self.base):
            path = node.value.removeprefix(self.base).partition("/")[0]
            if path in self.paths or path in self.others:
                return self.paths.get(path, "")
        kind = self.reader.names.kind(node)
        return kind if kind in self.reader.kinds else ""

    def summed(self) -> dict[ox.NamedNode, _Sum]:
        """Return of each fact that involves the only entity the years, and who else if that is one.

        It is one query, because to look the same up fact by fact takes three times as long.
        """
        found: dict[ox.NamedNode, _Sum] = {}
        for row in _rows(self.store, _SUMMED.format(ox.NamedNode(self.focus[0]))):
            fact, many, one = row[0], row[1], row[2]
            if not isinstance(fact, ox.NamedNode) or not isinstance(many, ox.Literal):
                continue
            told = {
                name: date.value
                for name, date in (("earliest", row[3]), ("latest", row[4]))
                if isinstance(date, ox.Literal)
            }
            dates = years(told) if len(told) > 1 else self.years(fact)
            number = int(many.value)
            others = (one.value,) if isinstance(one, ox.NamedNode) and number == 1 else ()
            found[fact] = dates, others if number < 2 or number >= PARTIES else None, number
        return found

    @cached_property
    def signed(self) -> dict[ox.NamedNode, tuple[int | None, int | None]]:
        """The years in which each agreement of the graph was signed, in one query as it is quicker."""
        found = {}
        for row in _rows(self.store, _SIGNED):
            told = {
                name: date.value
                for name, date in zip(("earliest", "latest"), (row[1], row[2]), strict=True)
                if isinstance(date, ox.Literal)
            }
            if told and isinstance(agreement := row[0], ox.NamedNode):
                found[agreement] = years(told)
        return found

    def years(self, node: ox.NamedNode) -> tuple[int | None, int | None]:
        """Return the first and the last year of a fact."""
        told: dict[str, str] = {}
        for name, predicate in _DATES.items():
            if name == "signedYear" and len(told) > 1:
                break
            for quad in self.store.quads_for_pattern(node, predicate, None, _SETTLED):
                if isinstance(quad.object, ox.Literal):
                    told[name] = quad.object.value
        return years(told)

    def roles(
        self, node: ox.NamedNode, summed: _Sum | None
    ) -> tuple[tuple[tuple[str, str], ...], bool]:
        """Return the states of a fact, and whether they are a crowd: then only those asked about."""
        mine = set(self.near[node])
        if summed and summed[1] is not None:
            involved, crowd = summed[1], summed[2] >= PARTIES
        else:
            quads = self.store.quads_for_pattern(node, _INVOLVES, None, _SETTLED)
            involved = tuple(str(q.object.value) for q in islice(quads, PARTIES + 1))  # type: ignore[union-attr]
            crowd = len(involved) > PARTIES
        if not crowd:
            mine.update(involved)
            for other in involved:
                if other not in self.reader.entities:
                    self.reader.entities[other] = self.reader.names.kind(ox.NamedNode(other))
        return tuple(("involves", iri) for iri in sorted(mine)), crowd

    def having(self, scheme: str, names: Iterable[str]) -> dict[ox.NamedNode, str]:
        """Return which facts have one of some rare concepts, and which."""
        predicate, focus = ox.NamedNode(lgn(scheme)), ox.NamedNode(self.focus[0])
        found = {}
        for name in sorted(names):
            query = _HAVING.format(focus, predicate, ox.NamedNode(concept(scheme, name)))
            for row in _rows(self.store, query):
                if isinstance(fact := row[0], ox.NamedNode):
                    found[fact] = name
        return found

    def disputes(self, nodes: Iterable[ox.NamedNode]) -> dict[ox.NamedNode, tuple[str, ...]]:
        """Return the disagreements about facts; of several entities they are among the nodes."""
        found: dict[ox.NamedNode, set[str]] = {}
        quarrels = self.reader.quarrels
        if len(self.focus) == 1:
            for row in _rows(self.store, _DIFFERING.format(ox.NamedNode(self.focus[0]))):
                one, kind, fact = row[0], row[1], row[2]
                if isinstance(one, ox.NamedNode) and isinstance(kind, ox.NamedNode):
                    name = kind.value.removeprefix(LGN)
                    if isinstance(fact, ox.NamedNode) and name in DISAGREEMENTS:
                        quarrels[one.value] = name
                        found.setdefault(fact, set()).add(one.value)
        else:
            for node in nodes:
                if name := self.reader.quarrel(node):
                    quarrels[node.value] = name
                    for fact in (f for p in _OF for f in _objects(self.store, node, p)):
                        found.setdefault(fact, set()).add(node.value)
        return {fact: tuple(sorted(ones)) for fact, ones in found.items()}


def filled(scope: Scope) -> None:
    """Look up the ranks, offices and sources of facts that were read lightly, once."""
    reader = scope.light
    if reader is None or scope.is_filled:
        return
    facts = []
    for fact in scope.facts:
        me = ox.NamedNode(fact.iri)
        ranks = _objects(scope.store, me, _RANK) if fact.kind == "Visit" else []
        posts = () if fact.kind in _NO_OFFICE else (
            post for predicate in _OFFICES for post in _objects(scope.store, me, predicate)
        )  # fmt: skip
        facts.append(
            replace(
                fact,
                rank=notation(ranks[0].value) if ranks else "",
                offices=frozenset({reader.office(post) for post in posts} - {""}),
                sources=frozenset(one.value for one in _objects(scope.store, me, _SAID)),
            )
        )
    scope.facts, scope.is_filled = facts, True


def _objects(store: ox.Store, me: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    quads = store.quads_for_pattern(me, predicate, None, _SETTLED)
    return [q.object for q in quads if isinstance(q.object, ox.NamedNode)]
