"""What the page of a thing tells, as plain data: names, values, facts in sentences, who says so.

A template makes HTML of it; nothing here is markup. Whatever is shown of a source's words comes
from the store, which never holds what a policy withholds, or from `legation.serve.data.texts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

import pyoxigraph as ox

from legation.facts.evidence import TextPolicy
from legation.facts.kinds import vocabulary
from legation.network.kinds import plural, rank
from legation.network.names import Names, word
from legation.serve.data import texts
from legation.serve.data.named import forms
from legation.serve.data.ordered import MOST_ORDERED, Order
from legation.serve.data.places import Places, is_known
from legation.serve.data.rules import rule
from legation.serve.data.things import Claim, Fact, Part, Thing, Word
from legation.store.versions import Version
from legation.terms import DCT, LGN, RDF, RDFS, REFERENCE, SKOS, Iri, lgn
from legation.view.details import details
from legation.view.settled_facts import facts, names
from legation.view.telling import tell

_SETTLED = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_NAMING = {RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel"}
_ALT = ox.NamedNode(SKOS + "altLabel")
_ABOUT = ox.NamedNode(lgn("about"))
_CONCERNS, _RULE = ox.NamedNode(lgn("concerns")), ox.NamedNode(lgn("rule"))
#: How many triples that point to a thing a page looks at, and how many facts it shows.
MOST_SEEN = 2_000
SHOWN = 25
_MOST_VALUES = 300
_MOST_COUNTED = 100_000
_CLAIMS = 100
_WEB = ("http://", "https://")


class Teller:
    """Tells things of one store in one language."""

    def __init__(self, store: ox.Store, places: Places, language: str) -> None:
        self.store = store
        self.places = places
        self.language = language
        self.names = Names(store, language)

    def thing(
        self,
        iri: str,
        version: Version,
        kind: str = "",
        page: int = 1,
        order: Order | None = None,
    ) -> Thing:
        """Return what the page of a thing tells; ``kind`` and ``page`` choose among its facts.

        ``order`` keeps the order of what is more than a page can look at.
        """
        me = ox.NamedNode(iri)
        found = self._begun(me)
        if found.sort == "fact":
            found.fact = self.fact(iri)
        found.values = self._values(me)
        if found.sort == "source":
            self._of_source(found, me, version, page, order or Order())
        elif found.sort == "claim":
            found.label = self.claim(me)
            found.quotes, found.withheld = self._quotes(me)
        else:
            self._facts(found, me, kind, page)
            if found.cut and 0 < sum(part.count for part in found.parts) <= MOST_ORDERED:
                order = order or Order()
                listed = order.facts(self.store, str(version.number), iri, kind, MOST_SEEN)
                self._of_many(found, listed, kind, page)
        if found.sort not in {"fact", "claim"}:
            found.names = forms(self.store, me, self.language)
        return found

    def _begun(self, me: ox.NamedNode) -> Thing:
        types = {Iri(t.value).local for t in self._types(me)}
        kind = self.names.kind(me)
        if kind and kind in vocabulary().kinds:
            sort = "fact"
        elif "Source" in types:
            kind, sort = "Source", "source"
        elif "Claim" in types:
            kind, sort = "Claim", "claim"
        else:
            kind, sort = kind or min(types, default=""), "thing"
        return Thing(
            me.value, self.called(me), word(lgn(kind), self.language) if kind else "", sort
        )

    def _types(self, me: ox.NamedNode) -> list[ox.NamedNode]:
        quads = self.store.quads_for_pattern(me, _TYPE, None, None)
        return [q.object for q in quads if isinstance(q.object, ox.NamedNode)]

    def called(self, me: ox.NamedNode) -> Word:
        """Return the name of a thing in the reader's language, else in another, with which."""
        ranked = []
        for predicate in (RDFS + "label", SKOS + "prefLabel", DCT + "title"):
            for quad in self.store.quads_for_pattern(me, ox.NamedNode(predicate), None, _SETTLED):
                if isinstance(quad.object, ox.Literal):
                    tag = quad.object.language or ""
                    wanted = (self.language, "en", "")
                    rank = wanted.index(tag) if tag in wanted else len(wanted)
                    ranked.append((rank, tag, quad.object.value))
        if ranked:
            _, tag, text = min(ranked)
            if tag != self.language and self._is_called(me, text):
                tag = ""
            return Word(text, self.places.path(me.value), tag if tag != self.language else "")
        if me.value.startswith(LGN):
            return Word(word(me.value, self.language), self.places.path(me.value))
        return Word(self._plain_name(me), self.places.path(me.value))

    def _is_called(self, me: ox.NamedNode, text: str) -> bool:
        """Tell whether a source in the reader's language writes a name just so."""
        same = ox.Literal(text, language=self.language)
        return ox.Quad(me, _ALT, same, _SETTLED) in self.store

    def _plain_name(self, me: ox.NamedNode) -> str:
        """Return what a thing without a label is called: a name as written, or its place."""
        text = ox.NamedNode(lgn("text"))
        name, form = ox.NamedNode(lgn("nameType")), None
        if next(iter(self.store.quads_for_pattern(me, name, None, None)), None):
            form = next(iter(self.store.quads_for_pattern(me, text, None, None)), None)
        if form is not None and isinstance(form.object, ox.Literal):
            return form.object.value
        if "/source/" in me.value:
            return me.value.rpartition("/source/")[2]
        return Iri(me.value).local or me.value

    def _values(self, me: ox.NamedNode) -> list[tuple[str, list[Word]]]:
        """Return the properties of a thing with their values, sorted by how they are called."""
        found: dict[str, dict[Word, None]] = {}
        quads = islice(self.store.quads_for_pattern(me, None, None, None), _MOST_VALUES)
        for quad in sorted(quads, key=str):
            if quad.predicate.value in _NAMING or isinstance(quad.object, ox.Triple):
                continue
            name = self._property(quad.predicate)
            told = self.value(quad.object)
            if quad.predicate == _RULE and isinstance(quad.object, ox.Literal):
                told = self._rule(quad.object.value)
            found.setdefault(name, {})[told] = None
        return [(name, list(values)) for name, values in sorted(found.items())]

    def _property(self, predicate: ox.NamedNode) -> str:
        iri = predicate.value
        return word(iri, self.language) if iri.startswith(LGN) else Iri(iri).local or iri

    def value(self, term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Word:
        """Return a value in words, with where it leads: into the graph, or out to the web."""
        if isinstance(term, ox.Literal):
            tag = term.language or ""
            return Word(term.value, "", tag if tag != self.language else "")
        if isinstance(term, ox.BlankNode):
            return Word(str(term))
        if term.value.startswith((LGN, REFERENCE, self.places.base)) or is_known(
            self.store, term.value
        ):
            return self.called(term)
        return Word(term.value, term.value if term.value.startswith(_WEB) else "")

    # -- facts --------------------------------------------------------------------------------

    def _facts(self, found: Thing, me: ox.NamedNode, kind: str, page: int) -> None:
        """Fill in the facts that name a thing, the earliest first."""
        seen = list(islice(self.store.quads_for_pattern(None, None, me, _SETTLED), MOST_SEEN + 1))
        found.cut = len(seen) > MOST_SEEN
        nodes = dict.fromkeys(q.subject for q in seen[:MOST_SEEN])
        kinds = {
            node: self.names.kind(node)
            for node in nodes
            if isinstance(node, ox.NamedNode) and self.names.is_fact(node)
        }
        counts = self._counted(me) if found.cut else Counter(kinds.values())
        others = [
            (q.predicate, q.subject)
            for q in seen[:MOST_SEEN]
            if isinstance(q.subject, ox.NamedNode)
            and q.subject not in kinds
            and q.predicate != _CONCERNS
        ]
        found.pointing = [(self._property(p), self.called(s)) for p, s in others[:_CLAIMS]]
        found.parts = [
            Part(name, plural(name, language=self.language), number)
            for name, number in sorted(counts.items(), key=lambda pair: (rank(pair[0]), pair[0]))
        ]
        chosen = [node for node, name in kinds.items() if kind in {"", name}]
        found.total = len(chosen)
        found.pages = max(1, -(-len(chosen) // SHOWN))
        ordered = sorted(chosen, key=lambda n: (self.names.value(n, "earliest") or "9", n.value))
        found.facts = list(self.told(n.value for n in ordered[(page - 1) * SHOWN : page * SHOWN]))

    def _of_many(self, found: Thing, listed: list[ox.NamedNode], kind: str, page: int) -> None:
        """List the newest facts of a thing that has more than can be looked at."""
        found.latest = True
        counts = {part.kind: part.count for part in found.parts}
        found.total = min(counts.get(kind, 0) if kind else sum(counts.values()), len(listed))
        found.cut = found.total < (counts.get(kind, 0) if kind else sum(counts.values()))
        found.pages = max(1, -(-found.total // SHOWN))
        first = (page - 1) * SHOWN
        found.facts = list(self.told(n.value for n in listed[first : first + SHOWN]))

    def _counted(self, me: ox.NamedNode) -> Counter[str]:
        """Count all facts that name a thing, by the kind that their IRIs tell: none is looked at."""
        paths = {self.places.base + one.path: name for name, one in vocabulary().kinds.items()}
        pointing = islice(self.store.quads_for_pattern(None, None, me, _SETTLED), _MOST_COUNTED)
        iris = {q.subject.value for q in pointing if isinstance(q.subject, ox.NamedNode)}
        rest = len(self.places.base)
        told = (paths.get(iri[: max(iri.find("/", rest), 0)]) for iri in iris)
        return Counter(name for name in told if name)

    def fact(self, iri: str) -> Fact:
        """Return a fact of the settled graph."""
        return next(iter(self.told([iri])))

    def told(self, iris: Iterable[str]) -> Iterator[Fact]:
        """Yield facts in sentences, in their order."""
        wanted = list(iris)
        known = details(self.store, wanted, self.language)
        for iri in wanted:
            about = known[iri]
            stated = facts(self.store, iri, self.language)
            sentence = tell(stated[0], stated, self.language, self._name).text
            yield Fact(
                href=self.places.path(iri),
                label=about["label"],
                sentence=sentence,
                kind=about["kind"],
                date=about["date"],
                status=about["status"],
                claims=tuple(self._claims(iri, about["claims"])),
                disagreements=tuple(self._differing(one) for one in about["disagreements"]),
            )

    @cached_property
    def _name(self) -> Any:
        return names(self.store)

    def _differing(self, told: dict[str, Any]) -> dict[str, Any]:
        sides = [
            (Word(text, self.places.path(iri) if iri else ""), mark)
            for text, mark, iri in told["sides"]
        ]
        return {**told, "sides": sides}

    def _claims(self, fact: str, told: list[dict[str, Any]]) -> Iterator[Claim]:
        """Yield the claims about a fact; those of one source stand in the order of their IRIs."""
        about = self.store.quads_for_pattern(None, _ABOUT, ox.NamedNode(fact), None)
        iris = sorted(q.subject.value for q in about if isinstance(q.subject, ox.NamedNode))
        for claim in told:
            mine = next((i for i in iris if i.startswith(f"{claim['source']}/")), "")
            if mine:
                iris.remove(mine)
            yield Claim(
                href=self.places.path(mine) if mine else "",
                source=Word(claim["title"], self.places.path(claim["source"])),
                date=claim["date"],
                texts=tuple(claim["text"]),
                language=claim["language"],
                withheld=claim["withheld"],
                where=claim["where"],
                claimant=claim["claimant"],
                rule=self._rule(claim["rule"]),
                written="" if claim["withheld"] else claim["written"],
            )

    def _rule(self, name: str) -> Word:
        told = rule(name, self.language) if name else "…"
        return Word(told, title=name if told != name else "")

    # -- sources and claims -------------------------------------------------------------------

    def _of_source(
        self, found: Thing, me: ox.NamedNode, version: Version, page: int, order: Order
    ) -> None:
        begin, mark = (page - 1) * _CLAIMS, str(version.number)
        claims = order.claims(self.store, mark, me.value, begin, begin + _CLAIMS + 1)
        found.cut = len(claims) > _CLAIMS
        found.claims = [self.claim(c, me) for c in claims[:_CLAIMS]]
        found.withheld = texts.policy(self.store, me.value) is TextPolicy.NONE
        if page == 1:
            found.text = texts.whole(self.store, version, me.value)

    def claim(self, claim: ox.NamedNode, source: ox.NamedNode | None = None) -> Word:
        """Return what a claim is about: its fact, or its kind where it has none."""
        about = next(iter(self.store.quads_for_pattern(claim, _ABOUT, None, None)), None)
        number = Iri(claim.value).local
        if about is not None and isinstance(about.object, ox.NamedNode):
            text = f"{number}. {self.called(about.object).text}"
        else:
            kinds = self.store.quads_for_pattern(claim, ox.NamedNode(lgn("kind")), None, source)
            kind = next((q.object.value for q in kinds if isinstance(q.object, ox.NamedNode)), "")
            text = f"{number}. {word(kind, self.language) if kind else ''}"
        return Word(text, self.places.path(claim.value))

    def _quotes(self, claim: ox.NamedNode) -> tuple[list[Word], bool]:
        """Return the sentence of a claim, else its spans, as far as the store has their words."""
        source = ""
        for role in ("sentence", "span"):
            found = []
            for quad in self.store.quads_for_pattern(claim, ox.NamedNode(lgn(role)), None, None):
                if not isinstance(quad.object, ox.NamedNode):
                    continue
                source = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
                said = self.store.quads_for_pattern(
                    quad.object, ox.NamedNode(lgn("text")), None, quad.graph_name
                )
                found += [
                    Word(
                        q.object.value, self.places.path(quad.object.value), q.object.language or ""
                    )
                    for q in said
                    if isinstance(q.object, ox.Literal)
                ]
            if found:
                return sorted(found, key=lambda w: w.href), False
        return [], bool(source) and texts.policy(self.store, source) is TextPolicy.NONE
