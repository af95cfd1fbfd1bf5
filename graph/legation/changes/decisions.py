"""What a person decides of a graph: the part of `KnowledgeGraph` that judges and forgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation.store.settings import MANAGED
from legation.store.versions import Versions

if TYPE_CHECKING:
    from datetime import date

    from legation.changes.forgetting import Forgot, Known
    from legation.identity.doubts import OpenQuestion
    from legation.identity.judgements import Judgement, Judgements
    from legation.store.engine import Elsewhere


class Decisions:
    """The versions of a graph, its open store, and what people decide of it.

    >>> import legation, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> kg = legation.open(f"{folder.name}/x.kg")
    >>> note = "Prime Minister Ana Diaz of Peru visited Chile on 4 May 2031."
    >>> kg.add_text(note + " President Pablo Roca of Peru visited Chile on 5 May 2031.", "note").claims
    4
    >>> str(kg.same("Ana Diaz", "Pablo Roca", why="an example").one)
    'Person PER Ana Diaz'
    >>> kg.forget("Ana Diaz").version, kg.judgements().lines
    (3, ())
    >>> folder.cleanup()
    """

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._opened: tuple[int, ox.Store] | None = None

    @property
    def base(self) -> str:
        """The base of the IRIs this graph makes."""
        return self._versions.base

    @property
    def store(self) -> ox.Store:
        """The engine of the current version, opened for reading; the default graph is settled."""
        return self._open()[1]

    @property
    def _told(self) -> ox.Store:
        """The same, if it is not known that questions can find nothing in it."""
        self.require_facts()
        return self.store

    def _open(self) -> tuple[int, ox.Store]:
        """Return the current version and its store, which belong together."""
        current = self._versions.current()
        if self._opened is None or self._opened[0] != current.number:
            self._opened = (current.number, self._versions.open(current))
        return self._opened

    def _to_ask(self, question: str = "") -> tuple[int, ox.Store | Elsewhere]:
        """Return the current version and what answers queries: the store itself, if it can."""
        asking = self._versions.asking(question)
        return self._open() if asking is None else (self._versions.number(), asking)

    @property
    def _managed(self) -> Versions:
        """The versions, if they are those of a managed graph."""
        self.require_sources()
        return self._versions

    def require_sources(self) -> None:
        """Do nothing if the graph is made from sources; a plain one is not, and says so.

        Raises
        ------
        WrongKind
            It is plain.

        """
        self._versions.require(MANAGED)

    def require_facts(self) -> None:
        """Do nothing, unless it is known that questions can find nothing here.

        Raises
        ------
        NotAGraph
            It is a store elsewhere with data that legation did not write.

        """
        self._versions.require_facts()

    def doubts(self) -> tuple[OpenQuestion, ...]:
        """Return what the graph is not sure about, what is most likely one thing first."""
        from legation.identity.doubts import questions

        self.require_sources()
        return questions(self.store, self.base)

    def judgements(self) -> Judgements:
        """Return what was judged so far."""
        from legation.identity.judgements import read

        return read(self._managed.current().path)

    def same(
        self, one: str, other: str, *, why: str, when: date | None = None, by: str = ""
    ) -> Judgement:
        """Judge two names, entities or facts to be one; this wins over all rules.

        Each is a name, an IRI or the last part of one, or ``Person BLR Full Name @ source``.

        Raises
        ------
        UnknownName, BadJudgement
            It means nothing or several things; no reason is given, or others say the contrary.

        """
        from legation.changes.judging import judge

        return judge(self._managed, self.store, "same", (one, other), why, when, by)

    def different(
        self, one: str, other: str, *, why: str, when: date | None = None, by: str = ""
    ) -> Judgement:
        """Judge two names, entities or facts to be two; see `same`."""
        from legation.changes.judging import judge

        return judge(self._managed, self.store, "different", (one, other), why, when, by)

    def judge(self, file: str | Path) -> Judgements:
        """Take the judgements of a file in the place of all there are; `same` tells what it raises."""
        from legation.changes.judging import put

        return put(self._managed, Path(file))

    def known(self, person: str) -> Known:
        """Return what the graph has of a person, and `forget` would remove; `same` tells what it raises."""
        from legation.changes.forgetting import about

        return about(self._managed, self.store, person)

    def forget(self, person: str, *, why: str = "") -> Forgot:
        """Remove a person from every version, copy and register, and keep the person out.

        Nothing brings it back: older versions are removed. `same` tells what it raises.
        """
        from legation.changes.forgetting import forget

        versions = self._managed
        opened, self._opened = self.store, None
        return forget(versions, opened, person, why)
