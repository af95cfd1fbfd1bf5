"""A copy of a remote graph on this machine, for all that is more than a query.

It is a directory of versions like that of any graph; its versions have the numbers of the
store. It is fetched when the store holds another version than the newest one here.
"""

from __future__ import annotations

import gc
import json
import logging
import math
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pyoxigraph as ox

from legation.errors import (
    GraphDamaged,
    GraphError,
    GraphExists,
    GraphMissing,
    GraphReadOnly,
    NotAGraph,
    NothingToUndo,
    WrongKind,
)
from legation.store.durable import writable, write_durably
from legation.store.elsewhere import Mirrored
from legation.store.engine import open_to_read
from legation.store.lock import locked
from legation.store.remote.asking import Asking
from legation.store.remote.beside import checksums, files, take
from legation.store.remote.dataset import ABOUT, HEAD, Dataset, State, triples
from legation.store.remote.endpoint import Endpoint
from legation.store.remote.fetching import fill
from legation.store.remote.moving import MOVING, Difference, Mover, differences, holds
from legation.store.remote.settings import Settings
from legation.store.settings import MANAGED, PLAIN, there
from legation.store.versions import Draft, Version
from legation.terms import DEFAULT_BASE, LGN

_LOG = logging.getLogger(__name__)
#: The store is asked at most so often, in seconds, whether it holds another version.
_FRESH = 1.0
#: Who only looks whether there is a new version waits at most so long, in seconds.
_GLANCE = 10
_TOKEN = "remote.json"  # noqa: S105 - a file
#: Whether any fact of legation is among what others have written.
_STATED = ox.NamedNode(LGN + "statedIn")
_FACTS = f"SELECT ?s {{ ?s {_STATED} ?o }} LIMIT 1"


class RemoteVersions(Mirrored):
    """The versions of a graph in a store elsewhere: read from a mirror, written through to it."""

    def __init__(self, home: Path, settings: Settings) -> None:
        super().__init__(home)
        self.endpoint = Endpoint(settings)
        self.dataset = Dataset(self.endpoint)
        self.mover = Mover(self.dataset)
        quick = replace(settings, timeout=min(settings.timeout, _GLANCE), attempts=1)
        self._glance = Dataset(Endpoint(quick))
        self._known: State | None = None
        self._asked = -_FRESH
        self._writing: State | None = None

    @property
    def url(self) -> str:
        """The address of the store."""
        return self.dataset.url

    @property
    def base(self) -> str:
        """The base of the IRIs of the graph, told by the store."""
        state = self._there()
        return state.base if state and state.base else self._told_base()

    @property
    def kind(self) -> str:
        """`PLAIN` if legation did not write what the store holds."""
        return PLAIN if self._is_foreign else MANAGED

    def require(self, kind: str, called: str = "") -> None:
        """Do nothing if what the store holds can be used so.

        Raises
        ------
        NotAGraph
            Legation did not write it.
        WrongKind
            It is to be written to as a plain graph.

        """
        if self._is_foreign:
            raise self._foreign()
        if kind != MANAGED:
            raise WrongKind(
                f"{called or self.url} lies in another store, and legation writes no plain graphs"
                " there",
                hint="send updates to that store itself",
            )

    def require_facts(self) -> None:
        """Do nothing if questions can find something in the store.

        Raises
        ------
        NotAGraph
            Legation did not write what it holds, and no fact is in it.
        GraphMissing
            The store is empty.

        """
        if self._state().is_plain and not self._has_facts():
            raise self._foreign()

    def exists(self) -> bool:
        """Tell whether the store holds a graph."""
        return self._there() is not None

    def create(self, base: str = DEFAULT_BASE, kind: str = MANAGED) -> None:
        """Put an empty graph into the store.

        Raises
        ------
        GraphExists
            There is one already.
        NotAGraph
            The store holds data that legation did not write.
        WrongKind
            It was to be plain.

        """
        if kind != MANAGED:
            self.require(kind)
        state = self._there()
        if state is not None and not state.is_plain:
            raise GraphExists(
                f"there is a graph of legation at {self.url} already",
                hint="'legation add FILE' adds to it, with the same --graph",
            )
        with self.write("init", base):
            pass

    def asking(self, question: str = "") -> Asking | None:
        """Return what asks the store itself; ``None`` if a question is better asked of the mirror.

        Virtuoso answers most questions of the catalogue wrongly, and some end it: README.md.

        Raises
        ------
        GraphMissing
            The store is empty.
        NotAGraph
            It holds nothing that questions could find.

        """
        state = self._state()
        if question:
            self.require_facts()
            if self.dataset.is_virtuoso:
                return None
        return Asking(self.dataset, state, lambda: self.open(self.current()))

    def number(self) -> int:
        """Return the number of the version in the store, without fetching it."""
        return self._state().number

    def here(self) -> Version:
        """Return the newest version that is here, without asking the store."""
        return super().current()

    def look(self) -> None:
        """Fetch the version in the store if it is not here; it is soon told if nobody answers."""
        state = self._glance.version()
        if state is None or (state.number, state.token) != self._here():
            self._asked = -_FRESH
            self.current()

    def stand_in(self) -> bool:
        """Go by the copy here until a look finds the store again; there may be none."""
        number, token = self._here()
        # The version of a store that legation did not write is none, and so its number is 0.
        if number is not None:
            self._known = State(number, token, self._told_base() if number else "")
            self._asked = math.inf
        return number is not None

    def current(self) -> Version:
        """Return the version in the store, fetched if it is not here."""
        if self._writing is not None:
            return super().current()
        state = self._state()
        if state.is_plain and self.dataset.shares:
            raise self._missing()
        if self._here() != (state.number, state.token):
            with writable(self.home):
                self.home.mkdir(parents=True, exist_ok=True)
                with locked(self.home):
                    self._fetch(state)
        return super().current()

    @contextmanager
    def write(
        self,
        made_by: str,
        base: str = DEFAULT_BASE,
        *,
        after: int | None = None,
        fresh: bool = False,
        first: bool = False,
        kind: str = MANAGED,
    ) -> Iterator[Draft]:
        """Change the mirror as any graph, then the store in one request; see `Versions.write`.

        Raises
        ------
        GraphChanged
            Somebody else has written to the store; nothing was changed, there or here.
        RemoteError
            The store is not reached, or refuses.

        """
        self._asked = -_FRESH
        if self._is_foreign:
            raise self._foreign()
        state = self._there()
        if state is None or state.is_plain:
            if self._here()[0]:
                raise GraphDamaged(
                    f"the store at {self.url} is empty, and its copy in {self.home} is not",
                    hint="remove the folder 'versions' there to begin anew",
                )
            state = self._known = self.mover.begin(
                uuid4().hex, self._told_base() if base == DEFAULT_BASE else base
            )
        if state.token.endswith(MOVING):
            _LOG.warning(
                "a write to %s was cut: 'legation rebuild' makes the graph whole again", self.url
            )
        self.current()
        self._needs_private(self.dataset.state(state))
        self._writing = state
        try:
            with super().write(
                made_by, base, after=after, fresh=fresh, first=first, kind=kind
            ) as draft:
                yield draft
        finally:
            self._writing, self._asked = None, -_FRESH

    def undo(self) -> Version:
        """Refuse: a store keeps no earlier versions."""
        raise NothingToUndo(
            f"the store at {self.url} keeps no earlier versions",
            hint="take out what was added with 'legation remove'",
        )

    def _publish(self, draft: Path, number: int, parent: int | None, made_by: str) -> None:
        if self._writing is not None:
            self._push(draft, number, self._writing)
        super()._publish(draft, number, parent, made_by)

    def _push(self, draft: Path, number: int, seen: State) -> None:
        """Write the difference between two versions to the store, and note its token here."""
        before = self._pointed()
        old = ox.Store() if before is None else open_to_read(self._path(before) / "store")
        gc.collect()  # settling leaves cycles, and what they hold keeps the store open
        new = ox.Store(str(draft / "store"))
        graphs = tuple(g for g in sorted(new.named_graphs(), key=str) if holds(new, g))
        names = tuple(str(g.value) for g in graphs)
        told = State(number, uuid4().hex, seen.base, names, files(draft), checksums(draft))
        there = {t for t in self.dataset.triples(ABOUT) if t.predicate not in HEAD}
        about = Difference(
            ABOUT, frozenset(there - set(triples(told))), frozenset(set(triples(told)) - there)
        )
        settled = self.dataset.settled(seen.base)
        self.mover.move(seen, told, chain([about], differences(old, new, settled)))
        write_durably(draft / _TOKEN, json.dumps({"token": told.token}) + "\n")
        self._known = told

    def _there(self) -> State | None:
        """Return the version in the store, asked for anew when the last answer is no longer fresh."""
        if self._writing is not None:
            return self._writing
        if time.monotonic() - self._asked >= _FRESH:
            plain = self._known if self._known is not None and self._known.is_plain else None
            self._known = self.dataset.version() or plain or self.dataset.plain()
            self._asked = time.monotonic()
        return self._known

    @property
    def _is_foreign(self) -> bool:
        """Whether somebody else has written to the store, and a graph has no place beside that."""
        state = self._there()
        return state is not None and state.is_plain and not self.dataset.shares

    def _state(self) -> State:
        state = self._there()
        if state is None:
            raise self._missing()
        return state

    def _has_facts(self) -> bool:
        if self._asked == math.inf:  # the store is away
            found = self.open(self.here()).quads_for_pattern(None, _STATED, None)
            return next(found, None) is not None
        return bool(self.dataset.rows(_FACTS))

    def _missing(self) -> GraphMissing:
        return GraphMissing(
            f"there is no graph of legation at {self.url} yet",
            hint="'legation add FILE' makes one, with the same --graph",
        )

    def _foreign(self) -> GraphError:
        if self.dataset.shares:
            return self._missing()
        return NotAGraph(
            f"the store at {self.url} holds data that legation did not write",
            hint="'legation query' and 'export' take it as it is; to add and to ask questions,"
            " give legation a store, or a dataset in it, of its own",
        )

    def _here(self) -> tuple[int | None, str]:
        """Return number and token of the newest version on this machine."""
        if not (self.home / "current").is_file():
            return None, ""
        number = self._pointed()
        try:
            told = json.loads((self._path(number or 0) / _TOKEN).read_text("utf-8"))
        except (OSError, ValueError):
            return number, ""
        return number, str(told.get("token", ""))

    def _fetch(self, version: State) -> None:
        """Make a version here of what the store holds."""
        state = version if version.is_plain else self.dataset.state(version)
        if not there(self.home):
            self._begin(state.base or DEFAULT_BASE, MANAGED)
        (self.home / "versions").mkdir(exist_ok=True)
        self._sweep()
        path = self.home / "versions" / f".draft-{state.number}-{os.getpid()}-fetched"
        try:
            (path / "sources").mkdir(parents=True)
            store = ox.Store(str(path / "store"))
            fill(store, self.dataset, state)
            store.flush()
            del store
            earlier = [self._path(number) for number in reversed(self._numbers())]
            take(path, state, earlier, self.url)
            write_durably(path / _TOKEN, json.dumps({"token": state.token}) + "\n")
            for number in self._numbers():
                if number >= state.number:
                    shutil.rmtree(self._path(number))
            super()._publish(path, state.number, None, "fetch")
        except BaseException:
            # Also Ctrl-C: what is not whole must not stay behind.
            shutil.rmtree(path, ignore_errors=True)
            raise
        self._prune(state.number)

    def _needs_private(self, state: State) -> None:
        """Refuse to write where it is not known who is kept out of a graph."""
        for name in state.private:
            if not (super().current().path / name).is_file():
                raise GraphReadOnly(
                    f"persons were forgotten in the graph at {self.url}, and the list of them,"
                    f" {name}, is not on this machine",
                    hint=f"write from where they were forgotten, or copy it to {self.home}",
                )

    def _told_base(self) -> str:
        return super().base
