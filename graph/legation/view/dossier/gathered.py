"""The facts of two states, as the sentences of a dossier take them.

What a graph and its sources name is named in the language of the reader as far as anybody does;
what stays foreign is kept, so that it can be marked. The first state is told first, and whose
figure it is only where it is a state's: a source that speaks for itself stands in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named
from legation.identity import reference
from legation.knowledge import folder
from legation.network.names import word
from legation.settle import posts
from legation.store.engine import query
from legation.terms import LGN, RDFS, REFERENCE, SKOS, Iri, concept, lgn, notation, state
from legation.values.names import fold
from legation.view.dossier.words import kinds_of_titles, words
from legation.view.phrases import Name, knowledge, phrase
from legation.view.settled_facts import facts

_FACTS = """SELECT DISTINCT ?fact ?earliest ?a ?b {
  # What both have to do with is found first and at once; only that is looked at.
  { SELECT ?fact ?a { { ?fact lgn:involves ?a } UNION { ?fact lgn:affects ?a } } }
  { SELECT ?fact ?b { { ?fact lgn:involves ?b } UNION { ?fact lgn:affects ?b } } }
  OPTIONAL { ?fact lgn:earliest ?earliest } }"""
_DECISIONS = """SELECT DISTINCT ?fact ?earliest ?a ?b {
  { SELECT ?fact { ?fact a lgn:Decision } }
  { ?fact lgn:involves ?a } UNION { ?fact lgn:involves ?b }
  OPTIONAL { ?fact lgn:earliest ?earliest } }"""
#: An agreement with more parties is not one of the two states; of those there may be thousands.
MANY = 3
_SHORT = ("edtf", "action", "status", "title")
_LABELS = tuple(ox.NamedNode(iri) for iri in (RDFS + "label", SKOS + "prefLabel"))
_OTHER = ox.NamedNode(SKOS + "altLabel")
_SETTLED = ox.DefaultGraph()
_UNDATED = "9999"
_UNIONS = REFERENCE + "org/"
#: The kinds of organs that are alike in all states, so that their names can be told anew.
_COMMON = {"government", "parliament"}


@dataclass(frozen=True, slots=True)
class Known:
    """A fact with what it points to, and the IRIs whose claims stand behind it."""

    iri: str
    claims: tuple[Claim, ...]
    behind: tuple[str, ...]
    earliest: str
    #: Names and titles in it that are not in the language of the reader.
    foreign: tuple[str, ...]
    #: How many parties an agreement has, where they are too many to be named; else 0.
    parties: int = 0

    @property
    def claim(self) -> Claim:
        """Return what the fact itself states."""
        return self.claims[0]

    def values(self, name: str) -> tuple[Value, ...]:
        """Return the values of a property, else those of the agreement that the fact is about."""
        own = self.claim.values.get(name, ())
        if own or self.claim.kind != "TreatyAction" or len(self.claims) < 2:
            return own
        about = next((c for c in self.claims[1:] if c.kind == "Agreement"), None)
        return about.values.get(name, ()) if about else ()

    def notation(self, name: str) -> str:
        """Return what a value is called in its vocabulary, an office, or the text it is."""
        given = self.values(name)
        if not given:
            return ""
        value = given[0]
        if isinstance(value, Iri):
            if posts.is_post(value):
                return posts.parts(value)[1]
            return (notation(value) or value.local) if value.startswith(LGN) else value.local
        return str(value.text if isinstance(value, Named) else value)


def gathered(store: ox.Store, a: Iri, b: Iri, language: str) -> tuple[Known, ...]:
    """Return the facts that two states have in common, oldest first.

    An agreement that a step tells of (its signature) stands with the step only.
    """
    found = {**_rows(store, _FACTS, a, b), **_decisions(store, a, b)}
    teller = _Reading(store, (a, b), language, names(store))
    told = [teller.known(iri, found[iri]) for iri in sorted(found)]
    within = {iri for known in told for iri in known.behind[1:]}
    kept = [known for known in told if known.iri not in within]
    return tuple(sorted(kept, key=lambda fact: (fact.earliest, _flow(fact, a), fact.iri)))


def _flow(fact: Known, a: Iri) -> tuple[str, int]:
    """Order figures of one time: first both ways, then what the first state sells."""
    edtf = str(fact.claim.one("edtf") or "")
    sides = fact.claim.one("exporter")
    return (edtf, 0 if sides is None else 1 if sides == a else 2)


@cache
def _names_of(iri: str) -> frozenset[str]:
    """Return all names of a state in the reference, folded."""
    found = (
        text
        for label in (*_LABELS, _OTHER)
        for _, text in _written(folder("reference"), iri, label)
    )
    return frozenset(fold(name) for name in found if len(name) > 3)


def _rows(store: ox.Store, text: str, a: Iri, b: Iri) -> dict[str, str]:
    bound = {"a": ox.NamedNode(a), "b": ox.NamedNode(b)}
    rows = query(store, text, bound)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError("a SELECT was expected")
    found = {}
    for row in rows:
        fact, earliest = row["fact"], row["earliest"]
        if isinstance(fact, ox.NamedNode):
            found[fact.value] = earliest.value if isinstance(earliest, ox.Literal) else _UNDATED
    return found


def _decisions(store: ox.Store, a: Iri, b: Iri) -> dict[str, str]:
    """Return the decisions of one state that speak of the other."""
    found = {}
    for iri, earliest in _rows(store, _DECISIONS, a, b).items():
        quads = list(store.quads_for_pattern(ox.NamedNode(iri), None, None, _SETTLED))
        own = {
            q.object.value
            for q in quads
            if q.predicate.value == lgn("involves") and isinstance(q.object, ox.NamedNode)
        }
        text = fold(" ".join(q.object.value for q in quads if isinstance(q.object, ox.Literal)))
        if {a, b} <= own or any(name in text for one in {a, b} - own for name in _names_of(one)):
            found[iri] = earliest
    return found


def names(store: ox.Store) -> Name:
    """Return what names an IRI in a language: by the graph or the reference, else in English."""

    @cache
    def name(iri: str, language: str) -> str:
        if iri.startswith(LGN):
            return word(iri, language)
        labels = _labels(store, iri) | _labels(folder("reference"), iri)
        tag = next((tag for tag in (language, "en", "") if tag in labels), "")
        told = labels.get(tag) or next(iter(labels.values()), reference.label(iri, language))
        if not iri.startswith(_UNIONS):
            return told
        if "," in told:  # a name that lists states cannot stand in a list of parties
            others = _written(folder("reference"), iri, _OTHER)
            told = next((text for lang, text in others if lang == tag and "," not in text), told)
        return words(language)["union"].format(name=told)

    return name


def _labels(store: ox.Store, iri: str) -> dict[str, str]:
    """Return the labels of a thing by language."""
    found = dict[str, str]()
    for tag, text in (pair for label in _LABELS for pair in _written(store, iri, label)):
        found.setdefault(tag, text)
    return found


def _written(store: ox.Store, iri: str, label: ox.NamedNode) -> list[tuple[str, str]]:
    """Return labels of one kind with their languages, sorted."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), label, None, None)
    return sorted(
        (q.object.language or "", q.object.value) for q in quads if isinstance(q.object, ox.Literal)
    )


class _Reading:
    """Reads facts for a reader of one language, from the side of the first state."""

    def __init__(self, store: ox.Store, pair: tuple[Iri, Iri], language: str, call: Name) -> None:
        self._store = store
        self._pair = pair
        self._language = language
        self._call = call
        self._words = words(language)

    def known(self, iri: str, earliest: str) -> Known:
        """Return a fact with what it points to."""
        foreign: list[str] = []
        behind = (iri, *self._objects(iri, "agreement"))
        parties = len(self._objects(behind[-1], "party"))
        own = self._language in self._languages(iri)
        if parties > MANY:
            return Known(iri, (self._in_short(behind, own=own),), behind, earliest, (), parties)
        told = tuple(
            replace(claim, values=dict(self._told(claim, foreign, own=own)))
            for claim in facts(self._store, iri, self._language)
        )
        return Known(iri, told, behind, earliest, tuple(dict.fromkeys(foreign)))

    def _in_short(self, behind: tuple[str, ...], *, own: bool) -> Claim:
        """Return a step of an agreement, or the agreement, without those who are party to it."""
        values: dict[str, tuple[Value, ...]] = {}
        for iri, name in ((iri, name) for iri in behind for name in _SHORT):
            quads = self._store.quads_for_pattern(
                ox.NamedNode(iri), ox.NamedNode(lgn(name)), None, _SETTLED
            )
            for value in (quad.object for quad in quads):
                if isinstance(value, ox.NamedNode | ox.Literal):
                    iri_or_text = (
                        Iri(value.value) if isinstance(value, ox.NamedNode) else value.value
                    )
                    values[name] = (iri_or_text,)
        claim = Claim("TreatyAction" if "action" in values else "Agreement", values)
        title = str(claim.one("title") or "")
        said = self._titled(title, claim, [], own=own) if title else ""
        return replace(claim, values=values | ({"title": (said,)} if said else {}))

    def _told(
        self, claim: Claim, foreign: list[str], *, own: bool
    ) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Yield the properties of a claim with their values as the reader is told them."""
        for name, given in claim.values.items():
            values = tuple(self._value(value, foreign) for value in given)
            if name == "authority":  # a source that speaks for itself stands in the note
                values = tuple(v for v in values if isinstance(v, Iri) and "/source/" not in v)
            elif name == "invitedBy":
                values = tuple(v for v in values if isinstance(v, Iri))
            elif name in {"party", "subject"}:
                values = tuple(sorted(values, key=lambda value: _turn(value, self._pair)))
            elif name == "title":
                values = tuple(self._titled(str(v), claim, foreign, own=own) for v in values)
            elif name in {"object", "text", "ratioOf"} and not own:
                foreign += [str(value) for value in values]
            if values:
                yield name, values
        if claim.kind == "Visit" and not claim.values.get("rank"):
            yield "rank", (concept("rank", "unspecified"),)
        if claim.kind == "Tenure" and isinstance(post := claim.one("post"), Iri):
            yield from _sent(post)

    def _value(self, value: Value, foreign: list[str]) -> Value:
        """Return a named thing under its name in the reader's language, or told as foreign."""
        if not isinstance(value, Named) or not value.known or value.type == "Population":
            return value
        states = [
            phrase("party", (state(code),), "", self._language, self._call) for code in value.of
        ]
        if value.detail in _COMMON and len(states) == 1:
            return replace(value, text=self._words[f"organ.{value.detail}"].format(state=states[0]))
        text = self._call(value.known, self._language)
        labels = _labels(self._store, value.known) | _labels(folder("reference"), value.known)
        if value.type == "Person" or {self._language, ""} & labels.keys():
            return replace(value, text=text)
        foreign.append(text)
        form = ""
        if value.type == "Organisation" and len(states) == 1:
            form = self._words.get(f"organ.{value.detail}", "")
        elif value.type == "JointCommittee" and len(states) == 2:
            form = self._words["committee"]
        order = sorted(value.of, key=lambda code: _turn(state(code), self._pair))
        named = [self._call(state(code), self._language) for code in order]
        return (
            replace(value, text=form.format(*named, name=text, state=states[0]))
            if form
            else (replace(value, text=text))
        )

    def _titled(self, title: str, claim: Claim, foreign: list[str], *, own: bool) -> str:
        """Return a title; one that does not tell its reader what it is, behind its kind."""
        low = f" {title.casefold()} "
        if any(re.search(rf"(?<!\w){kind}(?!\w)", low) for kind in kinds_of_titles(self._language)):
            return title
        if claim.kind == "OpenSet" and own:
            return title
        if not own:
            foreign.append(title)
        if claim.kind == "OpenSet":
            return self._words["documents"].format(title=title)
        if claim.kind == "Programme":
            return self._words["programme"].format(title=title)
        kind = notation(Iri(str(claim.one("agreementKind")))) or "other"
        known: Mapping[str, str] = knowledge(self._language)["words"]["agreementKind"]
        bare = known.get(kind, known["other"]).removeprefix("an ").removeprefix("a ")
        return f"{bare} “{title}”"

    def _languages(self, iri: str) -> set[str]:
        """Return the languages of the sources of a fact."""
        return {
            quad.object.value
            for source in self._objects(iri, "statedIn")
            for quad in self._store.quads_for_pattern(
                ox.NamedNode(source), ox.NamedNode(lgn("language")), None, _SETTLED
            )
            if isinstance(quad.object, ox.Literal)
        }

    def _objects(self, iri: str, name: str) -> list[str]:
        quads = self._store.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(lgn(name)), None, _SETTLED
        )
        return sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode))


def _sent(post: Iri) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield who sends an ambassador, and to whom."""
    of, kind, detail = posts.parts(post)
    if kind in {"ambassador", "charge-daffaires"} and detail:
        yield "sender", (state(of),)
        yield "host", (state(detail.upper()),)


def _turn(value: Value, pair: tuple[Iri, Iri]) -> int:
    """Return when a party's turn is: that of the first state, of the second, of others."""
    codes = (
        value.of if isinstance(value, Named) else (value.local,) if isinstance(value, Iri) else ()
    )
    return next((n for n, one in enumerate(pair) if one.local in codes), len(pair))
