"""A copy of a remote graph on this machine, for all that is more than a query.

It is a directory of versions like that of any graph; its versions have the numbers of the
store. It is fetched when the store holds another version than the newest one here.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pyoxigraph as ox

from legation.errors import (
    GraphDamaged,
    GraphMissing,
    GraphReadOnly,
    NotAGraph,
    NothingToUndo,
    RemoteRefused,
    RemoteUnreachable,
)
from legation.store.durable import link, writable, write_durably
from legation.store.engine import open_to_read
from legation.store.lock import locked
from legation.store.remote.asking import Asking
from legation.store.remote.dataset import ABOUT, HEAD, Dataset, State, shared, triples
from legation.store.remote.endpoint import Endpoint
from legation.store.remote.moving import MOVING, Difference, Graph, Mover
from legation.store.remote.settings import Settings
from legation.store.settings import MANAGED, there
from legation.store.versions import Draft, Version, Versions
from legation.terms import DEFAULT_BASE, digest, slug

_LOG = logging.getLogger(__name__)
#: The store is asked at most so often, in seconds, whether it holds another version.
_FRESH = 1.0
#: Who only waits for a new version asks at most so often, in seconds.
_OFTEN = 5.0
_TOKEN = "remote.json"  # noqa: S105 - a file
#: What is told of a graph besides its quads: shared with all who write, or kept where it is.
_SHARED = ("judgements.tsv", "sources/*/source.json", "sources/*/description.json")
_PRIVATE = ("forgotten.tsv",)


class RemoteVersions(Versions):
    """The versions of a graph in a store elsewhere: read from a mirror, written through to it."""

    def __init__(self, home: Path, settings: Settings) -> None:
        super().__init__(home)
        self.endpoint = Endpoint(settings)
        self.dataset = Dataset(self.endpoint)
        self.mover = Mover(self.dataset)
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

    def exists(self) -> bool:
        """Tell whether the store holds a graph."""
        return self._there() is not None

    def asking(self, question: str = "") -> Asking | None:
        """Return what asks the store itself; ``None`` if a question is better asked of the mirror.

        Virtuoso answers most questions of the catalogue wrongly, and some end it: README.md.

        Raises
        ------
        GraphMissing
            The store is empty.

        """
        state = self._state()
        if question and self.dataset.is_virtuoso:
            return None
        return Asking(self.dataset, state, lambda: self.open(self.current()))

    def number(self) -> int:
        """Return the number of the version in the store, without fetching it."""
        return self._state().number

    def look(self) -> None:
        """Fetch the version in the store if it is not here; asked often, it looks now and then."""
        if time.monotonic() - self._asked >= _OFTEN:
            self.current()

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
        state = self._there()
        if state is not None and state.is_plain and not self.dataset.shares:
            raise NotAGraph(
                f"the store at {self.url} holds data that legation did not write",
                hint="give legation a store, or a dataset in it, of its own",
            )
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
        graphs = tuple(g for g in sorted(new.named_graphs(), key=str) if _some(new, g))
        names = tuple(str(g.value) for g in graphs)
        told = State(number, uuid4().hex, seen.base, names, _files(draft), _checksums(draft))
        there = {t for t in self.dataset.triples(ABOUT) if t.predicate not in HEAD}
        about = Difference(
            ABOUT, frozenset(there - set(triples(told))), frozenset(set(triples(told)) - there)
        )
        settled = self.dataset.settled(seen.base)
        self.mover.move(seen, told, chain([about], _differences(old, new, settled)))
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

    def _state(self) -> State:
        state = self._there()
        if state is None:
            raise self._missing()
        return state

    def _missing(self) -> GraphMissing:
        return GraphMissing(
            f"there is no graph of legation at {self.url} yet",
            hint="'legation add FILE' makes one, with the same --graph",
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
            self._fill(store, state)
            store.flush()
            del store
            self._take_files(path, state)
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

    def _fill(self, store: ox.Store, state: State) -> None:
        graphs = [ox.NamedNode(name) for name in state.graphs]
        settled = ox.DefaultGraph() if state.is_plain else self.dataset.settled(state.base)
        for remote in (settled, *graphs):
            with tempfile.TemporaryFile() as file:
                told = self.dataset.fetch(remote, file)
                file.seek(0)
                local = ox.DefaultGraph() if remote == settled else remote
                store.bulk_load(file, ox.RdfFormat.N_TRIPLES, to_graph=local)
                got = sum(1 for _ in store.quads_for_pattern(None, None, None, local))
            if got != told:
                raise RemoteUnreachable(
                    f"the store at {self.url} gave {got} triples of {told}",
                    url=self.url,
                    hint="somebody may have written meanwhile; try again",
                )

    def _take_files(self, path: Path, state: State) -> None:
        """Write what the store tells of sources; their texts are here if they were added here."""
        for name, text in sorted(state.files.items()):
            place = path / name
            if path not in place.resolve().parents:
                raise RemoteRefused(f"the store at {self.url} names a file outside of a graph")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        for number in reversed(self._numbers()):
            before = self._path(number)
            for name, checksum in state.private.items():
                if not (path / name).is_file() and _checksum(before / name) == checksum:
                    link(str(before / name), str(path / name))
            for copy in sorted((path / "sources").iterdir()):
                mine = before / "sources" / copy.name
                if not (copy / "original").is_file() and _same(mine, copy):
                    shutil.rmtree(copy)
                    shutil.copytree(mine, copy, copy_function=link)

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


def home_of(url: str) -> Path:
    """Return where the mirror of a store is kept that has no directory of its own."""
    cache = os.environ.get("LEGATION_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = Path(cache) if cache else Path.home() / ".cache"
    return folder / "legation" / f"{slug(url.partition('://')[2], 40)}-{digest(url)}"


def _differences(old: ox.Store, new: ox.Store, settled: Graph) -> Iterator[Difference]:
    """Yield what each graph loses and gets, the settled one last."""
    named = {g for store in (old, new) for g in store.named_graphs()}
    graphs: list[Graph] = [g for g in sorted(named, key=str) if isinstance(g, ox.NamedNode)]
    graphs.append(ox.DefaultGraph())
    for graph in graphs:
        quads = old.quads_for_pattern(None, None, None, graph)
        gone = frozenset(quad.triple for quad in quads if quad not in new)
        quads = new.quads_for_pattern(None, None, None, graph)
        come = frozenset(quad.triple for quad in quads if quad not in old)
        if gone or come:
            yield Difference(settled if isinstance(graph, ox.DefaultGraph) else graph, gone, come)


def _some(store: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> bool:
    return next(store.quads_for_pattern(None, None, None, graph), None) is not None


def _files(version: Path) -> dict[str, str]:
    """Return the files of a version that are shared, as they may be shared."""
    found = sorted(place for pattern in _SHARED for place in version.glob(pattern))
    names = [place.relative_to(version).as_posix() for place in found]
    return {name: shared(name, (version / name).read_text("utf-8")) for name in names}


def _checksums(version: Path) -> dict[str, str]:
    return {name: told for name in _PRIVATE if (told := _checksum(version / name))}


def _checksum(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _same(mine: Path, copy: Path) -> bool:
    """Tell whether the copy of a source that is here is of the source that the store tells of."""
    name = "sources/x/source.json"
    try:
        texts = [(place / "source.json").read_text("utf-8") for place in (mine, copy)]
    except OSError:
        return False
    return shared(name, texts[0]) == shared(name, texts[1])
