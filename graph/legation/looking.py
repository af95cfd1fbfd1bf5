"""Asking a graph and looking at it: the part of `KnowledgeGraph` that only reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation import terms
from legation.changes.decisions import Decisions
from legation.errors import BadParameter, WrongFormat
from legation.intake.reports import SourceEntry, entry
from legation.store import copies
from legation.store.settings import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import rdflib

    from legation.ask.answers import Answer
    from legation.ask.listing import Listing
    from legation.network.build import Network
    from legation.network.measures.told import Measured
    from legation.store.search import Hit
    from legation.tables.report import Trouble
    from legation.view.dossier import Dossier
    from legation.view.pictures import Picture
    from legation.view.show import Shown
    from legation.view.view import View


#: So many sources are named where a graph shows itself.
_NAMED = 12
_COUNTS = """SELECT ?kind (COUNT(?thing) AS ?count) { ?thing a ?kind } GROUP BY ?kind"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the catalogue; what may be left out of it stands in brackets."""

    name: str
    title: str
    parameters: str
    view: str


class Looking(Decisions):
    """What can be asked of a graph, and the pictures that can be drawn of it."""

    @property
    def dataset(self) -> rdflib.Dataset:
        """The same store as an rdflib ``Dataset``, for reading."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))

    def query(self, sparql: str) -> Answer:
        """Ask in SPARQL; the prefixes of `legation.terms.PREFIXES` need no declaration.

        Raises
        ------
        QuerySyntax
            The text is no SPARQL; says line and column.

        """
        from legation.ask.answers import run

        version, store = self._to_ask()
        return run(store, sparql, version=str(version), base=self.base)

    def ask(self, name: str, **parameters: object) -> Answer:
        """Ask a question of the catalogue (``legation ask`` lists them).

        Raises
        ------
        UnknownQuestion, BadParameter
            With the nearest names.

        """
        from legation.ask.answers import ask
        from legation.ask.questions import question

        version, store = self._to_ask(name)
        return ask(store, question(name), parameters, version=str(version), base=self.base)

    def questions(self, topic: str = "", language: str = "en") -> Listing[Asked]:
        """Return the questions of the catalogue, or those of one topic, with their parameters.

        >>> from legation.graph import KnowledgeGraph
        >>> [asked.name for asked in KnowledgeGraph("none.kg").questions("missions")]
        ['missions/counts', 'missions/cover', 'missions/opened']

        Raises
        ------
        UnknownQuestion
            There is no such topic; the hint names those that there are.

        """
        from legation.ask.listing import Listing
        from legation.ask.questions import catalogue
        from legation.errors import UnknownQuestion

        found = [question for question in catalogue() if topic in {"", question.topic}]
        if not found:
            known = ", ".join(dict.fromkeys(question.topic for question in catalogue()))
            raise UnknownQuestion(f"there are no questions on {topic!r}", hint=f"known: {known}")
        return Listing(
            Asked,
            [
                Asked(
                    question.name,
                    question.title.get(language) or question.title["en"],
                    ", ".join(p.name if p.required else f"[{p.name}]" for p in question.parameters),
                    question.view,
                )
                for question in found
            ],
        )

    def search(self, words: str, limit: int = 20, language: str = "en") -> Listing[Hit]:
        """Return the things that have these words in any form of their names, likeliest first.

        Marks and case do not matter. A hit that is ``near`` has only some of the words. Where
        nothing has all of them, what may have been meant follows.

        Raises
        ------
        GraphMissing
            There is no graph yet.

        """
        from legation.ask.listing import Listing
        from legation.store.indexed import indexed
        from legation.store.search import Hit

        with indexed(self._versions) as names:
            found = names.find(words, limit, language)
            meant = []
            if not found or found[0].near:
                known = {hit.iri for hit in found}
                meant = [hit for hit in names.meant(words, 5, language) if hit.iri not in known]
        told = f"Did you mean {', '.join(hit.label for hit in meant)}?" if meant else ""
        return Listing(Hit, [*found, *meant], [told] if told else [])

    def sources(self) -> tuple[SourceEntry, ...]:
        """Return the sources of the graph by name."""
        current = self._managed.current()
        kept = copies.all_copies(current.sources)
        return tuple(entry(self.store, terms.source(self.base, c.name), c) for c in kept.values())

    def text(self, name: str) -> str:
        """Return the stored text of a source, the one that spans point into."""
        kept = self._managed.current().sources
        return copies.text(kept, copies.named(kept, name.removeprefix(f"{self.base}source/")))

    def unread(self, name: str) -> Listing[Trouble]:
        """Return what of a table could not be read, or names what only the table knows.

        Of a document nothing is kept: ``read`` tells which sentences it left.

        Raises
        ------
        UnknownSource
            The graph has no source of this name.

        """
        import json

        from legation.ask.listing import Listing
        from legation.tables.report import Trouble

        kept = self._managed.current().sources
        copy = copies.one(kept, copies.named(kept, name.removeprefix(f"{self.base}source/")))
        found = [Trouble(**json.loads(line)) for line in copies.troubles(kept, copy)]
        return Listing(Trouble, found)

    def show(self, name: str, language: str = "en") -> Shown:
        """Return an entity or a fact with its names, its facts and what they rest on.

        Raises
        ------
        UnknownName
            Nothing in the graph is called so; the message says what is near.

        """
        from legation.view.show import show

        return show(self._told, name, language, self.base)

    def network(
        self,
        *names: str,
        since: str = "",
        until: str = "",
        weight: str = "",
        unit: str = "",
        language: str = "en",
    ) -> Network | nx.Graph[str]:
        """Return a networkx graph: of facts and entities, or of states and what is between them.

        Of a pair of names, of one, or without any of everything, it is a ``MultiDiGraph`` of
        facts and entities. Of the word ``visits``, ``agreements``, ``trade``, ``relations``,
        ``missions`` or ``offices`` it is what `legation.network.states.states_network` makes:
        states or persons, and edges that count facts; the other parameters are for these.

        Raises
        ------
        UnknownName
            Nothing in the graph is called so.
        BadParameter, BadDate
            There is no such weight or unit; a date is none.

        """
        from legation.network.states import WEIGHTS, states_network

        if len(names) == 1 and names[0] in WEIGHTS:
            return states_network(self._told, names[0], since, until, weight, language, unit)
        if since or until or weight or unit:
            raise BadParameter(
                "time, weight and unit are for networks of states",
                hint=f"name one of: {', '.join(WEIGHTS)}",
            )
        return self._facts(names, language)

    def _facts(self, names: Sequence[str], language: str) -> Network:
        from legation.ask.naming import find
        from legation.network import build

        store = self._told
        found = [find(store, name, self.base) for name in names]
        if len(found) == 2:
            return build.pair(store, found[0], found[1], language)
        if found:
            return build.entity(store, found[0], language)
        return build.whole(store, language)

    def measure(
        self,
        network: str | nx.Graph[str],
        name: str,
        *,
        about: str = "",
        since: str = "",
        until: str = "",
        weight: str = "",
        unit: str = "",
        language: str = "en",
    ) -> Listing[Measured]:
        """Return a measure of a network for each state or person in it, the highest first.

        ``network`` is a word as `network` takes it, with the same parameters, or a network that
        it made; ``name`` is one of `legation.network.measures.MEASURES`, or ``similarity`` to the
        state that ``about`` names. Below the rows stands what the number means, where it misleads,
        and its source.

        Raises
        ------
        BadParameter, BadDate
            There is no such network, measure, weight or unit; a date is none.
        UnknownName
            Nothing in the graph, or in the network, is called so.

        """
        from legation.ask.listing import Listing
        from legation.ask.naming import find
        from legation.network.measures import named
        from legation.network.measures.told import Measured, explained, told
        from legation.network.states import states_network

        measure = named(name, str(find(self.store, about, self.base)) if about else "")
        if isinstance(network, str):
            graph = states_network(self._told, network, since, until, weight, language, unit)
        elif since or until or weight or unit:
            raise BadParameter("a network that is made has its time, weight and unit")
        else:
            graph = network
        numbers = told(self.store, graph, measure, language)
        return Listing(Measured, numbers, explained(measure, language))

    def view(self, *names: str, answer: Answer | None = None, language: str = "en") -> View:
        """Return a network page of a pair, an entity or an answer; it shows itself in notebooks."""
        from legation.network import build
        from legation.view.view import make

        self.require_facts()
        version, store = self._open()
        if answer is None:
            network = self._facts(names, language)
        else:
            network = build.answer(store, answer, language)
        if not network:
            raise WrongFormat(
                "there is nothing to draw", hint="choose a question that names facts or entities"
            )
        return make(store, network, language, version)

    def draw(self, answer: Answer, view: str = "", language: str = "en") -> Picture:
        """Return a timeline, a map or a chart of an answer: the one named, or the one that suits.

        Raises
        ------
        WrongFormat
            The columns of the answer give nothing for that picture; the hint names those that suit.

        """
        from legation.view.pictures import picture

        return picture(answer, view, language)

    def dossier(self, a: str, b: str, language: str = "en") -> Dossier:
        """Return the fact sheet of two states, every sentence with its source.

        Raises
        ------
        UnknownState
            One of them is no state that legation knows.

        """
        from legation.view.dossier import dossier
        from legation.view.dossier.counted import kept

        self.require_facts()
        version, store = self._open()
        text = kept(self._versions.current().sources)
        return dossier(store, a, b, language, version, self.base, text)

    def _repr_html_(self) -> str:
        """Show what is in the graph, and how to go on."""
        from html import escape

        from legation.ask.listing import table
        from legation.facts.kinds import vocabulary
        from legation.network.names import word
        from legation.network.ties import rows
        from legation.values.calm import calm

        if not self._versions.exists():
            return f"<p>{escape(calm(repr(self)))}: there is nothing in it yet; add() does that</p>"
        version, store = self._open()
        counts = {kind: int(count) for kind, count in rows(store, _COUNTS)}
        kinds = {
            kind: counts[iri] for kind in vocabulary().kinds if (iri := terms.lgn(kind)) in counts
        }
        found = sorted((-count, word(terms.lgn(kind))) for kind, count in kinds.items())
        names = []
        if self._versions.kind != PLAIN:
            names = sorted(copies.all_copies(self._versions.current().sources))
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        head = f"{self!r}, version {version}: {len(store):,} statements"
        notes = [
            f"Sources: {', '.join(names[:_NAMED])}{more}" if names else "It has no sources.",
            "questions() lists what can be asked, search() finds names, view() and dossier() show.",
        ]
        told = table(("facts", "how many"), [(kind, -count) for count, kind in found], notes)
        return f"<p>{escape(calm(head))}</p>{told}"
