"""A view as a network: nodes and lines with what is written on them, ready to place and to export."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from legation.network.build import Network
from legation.network.kinds import plural, rank
from legation.network.names import Names, word
from legation.serve.explore.network_asked import Short
from legation.serve.explore.network_fold import Pair, Seen
from legation.serve.explore.network_scope import AHEAD, Fact
from legation.terms import RDFS, SKOS, lgn
from legation.view.labels import status, when

#: Statuses of what has not happened, or is no count.
UNSURE = AHEAD | {"forecast", "estimate", "provisional"}
_LABELS = (ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "prefLabel"))
_SETTLED = ox.DefaultGraph()


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of the network view in a language.

    >>> words("vi")["undo"]
    'Hoàn tác'
    """
    text = Path(__file__).with_name("network.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({row["word"]: row.get(language) or row["en"] for row in rows})


def network(seen: Seen, short: Short) -> Network:
    """Return the network that is seen; nodes are IRIs, and ``bundle:…`` for an entity's own facts."""
    return _Builder(seen, short).network()


def counted(facts: Mapping[str, Sequence[Fact]], language: str) -> str:
    """Return what a bundle holds in words: ``14 visits · 20 agreements · trade 1995–2024``.

    What has not happened is no visit and no session: it is named apart.

    >>> visit, late = Fact("urn:a", "Visit", ()), Fact("urn:b", "Visit", (), status="postponed")
    >>> counted({"Visit": [visit, visit, late]}, "en"), counted({"Visit": [visit]}, "vi")
    ('2 visits, 1 postponed', '1 chuyến thăm')
    >>> counted({"Visit": [late]}, "en")
    'visits: 1 postponed'
    """
    told = []
    for kind in sorted(facts, key=lambda kind: (rank(kind), kind)):
        members = facts[kind]
        if kind != "Observation":
            told.append(_numbered(kind, members, language))
            continue
        flows = [f for f in members if "#flow-" in f.aspect]
        if flows:
            told.append(_over(words(language)["trade"], flows))
        others: dict[str, list[Fact]] = {}
        for fact in members:
            if "#flow-" not in fact.aspect:
                others.setdefault(fact.aspect, []).append(fact)
        told += [
            _over(_low(plural(kind, aspect, language)), some)
            for aspect, some in sorted(others.items())
        ]
    return " · ".join(told)


def _numbered(kind: str, members: Sequence[Fact], language: str) -> str:
    """Return how many there were, and apart from them how many have not happened."""
    ahead = Counter(fact.status for fact in members if fact.status in AHEAD)
    held, rest = len(members) - ahead.total(), apart(ahead, language)
    if not held:
        return f"{_low(plural(kind, language=language))}: {rest}"
    return ", ".join(part for part in (f"{held} {called(kind, held, language)}", rest) if part)


def apart(statuses: Mapping[str, int], language: str) -> str:
    """Return how many are of which status: ``1 planned, 2 postponed``."""
    return ", ".join(f"{n} {status(name, language)}" for name, n in sorted(statuses.items()))


def called(kind: str, number: int, language: str) -> str:
    """Return what one or many of a kind are called within a sentence."""
    return word(lgn(kind), language) if number == 1 else _low(plural(kind, language=language))


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _over(name: str, facts: Sequence[Fact]) -> str:
    """Return a name with the years from the first fact to the last; without years, how often."""
    years = [y for f in facts for y in (f.first, f.last) if y is not None]
    if not years:
        return name if len(facts) == 1 else f"{name} ×{len(facts)}"
    first, last = min(years), max(years)
    return f"{name} {first}" if first == last else f"{name} {first}–{last}"


class _Builder:
    def __init__(self, seen: Seen, short: Short) -> None:
        self.seen = seen
        self.short = short
        self.language = seen.asked.language
        self.names = Names(seen.scope.store, self.language)

    def network(self) -> Network:
        seen = self.seen
        focus = tuple(iri for iri in seen.scope.focus if iri in seen.entities)
        told = Network(focus=focus, language=self.language)
        for iri in seen.entities:
            told.add_node(iri, **self.entity(iri))
        for fact in seen.facts:
            told.add_node(fact.iri, **self.fact(fact))
        for fact in seen.facts:
            for role, other in fact.roles:
                if other in told:
                    name = word(lgn(role), self.language)
                    told.add_edge(fact.iri, other, role, label=name, kind=role, iri=lgn(role))
        for pair, facts in sorted(seen.bundles.items()):
            self.bundle(told, pair, facts)
        self.quarrels(told)
        return told

    def entity(self, iri: str) -> dict[str, str]:
        node = ox.NamedNode(iri)
        label, tag = self.label(node)
        return {
            "label": label or self.names.called(node),
            "language": tag,
            "kind": self.seen.scope.kinds.get(iri, "") or self.names.kind(node),
            "type": "entity",
            "iri": iri,
            "code": self.names.value(node, "code") if len(self.seen.entities) < 2_000 else "",
            "of": self.seen.scope.of(iri) if len(self.seen.scope.focus) > 1 else "",
            "date": "",
            "status": "",
            "disagreement": "",
        }

    def fact(self, fact: Fact) -> dict[str, str]:
        label, tag = self.label(ox.NamedNode(fact.iri))
        quarrels = sorted({self.seen.scope.quarrels[d] for d in fact.disputes})
        return {
            "label": (label or fact.iri).removesuffix(f" ({fact.edtf})"),
            "language": tag,
            "kind": fact.kind,
            "type": "fact",
            "iri": fact.iri,
            "date": fact.edtf,
            "step": fact.step,
            "status": fact.status,
            "disagreement": ", ".join(
                word(lgn(q), self.language) for q in quarrels if q != "Refinement"
            ),
            "of": "",
            "code": "",
        }

    def label(self, node: ox.NamedNode) -> tuple[str, str]:
        """Return the label of a node, and its language where it is not the reader's."""
        found = []
        order = {self.language: 0, "en": 1, "": 2}
        for predicate in _LABELS:
            for quad in self.seen.scope.store.quads_for_pattern(node, predicate, None, _SETTLED):
                if isinstance(quad.object, ox.Literal):
                    tag = quad.object.language or ""
                    found.append((order.get(tag, 3), tag, quad.object.value))
            if found and min(found)[0] == 0:
                break
        if not found:
            return "", ""
        _, tag, text = min(found)
        return text, tag if tag not in {self.language, ""} else ""

    def bundle(self, told: Network, pair: Pair, facts: Mapping[str, list[Fact]]) -> None:
        """Add a bundle: a line between two entities, or a node beside the only one."""
        one, other = pair
        members = [fact for kind in facts.values() for fact in kind]
        disputed = sum(map(self.is_disputed, members))
        unsure = sum(fact.status in UNSURE for fact in members)
        guessed = sum(fact.status in UNSURE - AHEAD for fact in members)  # the label has the rest
        say = words(self.language)
        told_of = {
            "label": counted(facts, self.language),
            "kind": "bundle",
            "id": self.short.bundle(one, other),
            "facts": str(len(members)),
            "disputed": str(disputed or ""),
            "unsure": str(unsure or ""),
            "note": " · ".join(
                say[name].format(n=n)
                for name, n in (("unsure", guessed), ("disputed", disputed))
                if n
            ),
        }
        if other:
            told.add_edge(one, other, "bundle", iri="", **told_of)
            return
        name = f"bundle:{told_of['id']}"
        told.add_node(name, type="bundle", iri="", date="", status="", disagreement="", **told_of)
        told.add_edge(name, one, "of", label="", kind="of", iri="")

    def is_disputed(self, fact: Fact) -> bool:
        """Tell whether sources contradict each other on a fact; a finer date is no contradiction."""
        return any(self.seen.scope.quarrels[d] != "Refinement" for d in fact.disputes)

    def quarrels(self, told: Network) -> None:
        """Join facts that disagree with each other, where both are seen."""
        sides: dict[str, list[str]] = {}
        for fact in self.seen.facts:
            for dispute in fact.disputes:
                sides.setdefault(dispute, []).append(fact.iri)
        for dispute, facts in sorted(sides.items()):
            kind = self.seen.scope.quarrels[dispute]
            if len(facts) > 1:
                name = word(lgn(kind), self.language)
                told.add_edge(facts[0], facts[1], kind, label=name, kind=kind, iri=lgn(kind))


def told_date(data: Mapping[str, str], language: str) -> str:
    """Return the date and the status of a node in words; of an agreement also what was done then."""
    date, step = when(data.get("date", ""), language), data.get("step", "")
    if date and step:
        date = f"{date} ({word(lgn(f'action-{step}'), language)})"
    parts = (date, status(data.get("status", ""), language))
    return " · ".join(part for part in parts if part)
