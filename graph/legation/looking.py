"""Asking a graph and looking at it: the part of `KnowledgeGraph` that only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation import terms
from legation.changes.decisions import Decisions
from legation.errors import BadParameter, WrongFormat
from legation.intake.reports import SourceEntry, entry
from legation.store import copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import rdflib

    from legation.ask.answers import Answer
    from legation.network.build import Network
    from legation.view.dossier import Dossier
    from legation.view.pictures import Picture
    from legation.view.show import Shown
    from legation.view.view import View


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

    def sources(self) -> tuple[SourceEntry, ...]:
        """Return the sources of the graph by name."""
        current = self._managed.current()
        kept = copies.all_copies(current.sources)
        return tuple(entry(self.store, terms.source(self.base, c.name), c) for c in kept.values())

    def text(self, name: str) -> str:
        """Return the stored text of a source, the one that spans point into."""
        kept = self._managed.current().sources
        return copies.text(kept, copies.named(kept, name.removeprefix(f"{self.base}source/")))

    def show(self, name: str, language: str = "en") -> Shown:
        """Return an entity or a fact with its names, its facts and what they rest on.

        Raises
        ------
        UnknownName
            Nothing in the graph is called so; the message says what is near.

        """
        from legation.view.show import show

        return show(self.store, name, language, self.base)

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
            return states_network(self.store, names[0], since, until, weight, language, unit)
        if since or until or weight or unit:
            raise BadParameter(
                "time, weight and unit are for networks of states",
                hint=f"name one of: {', '.join(WEIGHTS)}",
            )
        return self._facts(names, language)

    def _facts(self, names: Sequence[str], language: str) -> Network:
        from legation.ask.naming import find
        from legation.network import build

        found = [find(self.store, name, self.base) for name in names]
        if len(found) == 2:
            return build.pair(self.store, found[0], found[1], language)
        if found:
            return build.entity(self.store, found[0], language)
        return build.whole(self.store, language)

    def view(self, *names: str, answer: Answer | None = None, language: str = "en") -> View:
        """Return a network page of a pair, an entity or an answer; it shows itself in notebooks."""
        from legation.network import build
        from legation.view.view import make

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

        version, store = self._open()
        return dossier(store, a, b, language, version, self.base)
