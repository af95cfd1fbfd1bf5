"""A graph is a directory of immutable versions and one pointer to the current one.

::

    legation.kg/
    ├── legation.toml        format, base of the IRIs, kind if it is plain
    ├── current              the number of the current version
    ├── lock                 held while somebody writes
    └── versions/000007/
        ├── version.json     number, parent, what made it
        ├── store/           RocksDB, opened read-only from now on
        ├── sources/<name>/  original.*, text.txt, source.json
        ├── judgements.tsv   what a person judged the same or different, if anybody did
        └── forgotten.tsv    keys of persons that are kept out, if any are

A write copies the current version by hard links, changes the copy, and swaps the pointer: it
is there as a whole or not at all, and readers never wait. What a killed write leaves behind is
swept away by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from legation.errors import (
    GraphChanged,
    GraphDamaged,
    GraphExists,
    GraphMissing,
    NotAGraph,
    NothingToUndo,
)
from legation.store import settings
from legation.store.durable import link, sync, sync_tree, writable, write_durably
from legation.store.engine import Elsewhere, open_to_read
from legation.store.lock import locked
from legation.store.settings import MANAGED
from legation.terms import DEFAULT_BASE

_KEPT = 10
_DRAFT = ".draft-"
#: What people decided of a graph; each version has it as it was then, so that ``undo`` takes it back.
_CARRIED = ("judgements.tsv", "forgotten.tsv")


@dataclass(frozen=True, slots=True)
class Version:
    """One immutable state of a graph."""

    path: Path
    number: int
    parent: int | None

    @property
    def store(self) -> Path:
        """The directory of the engine."""
        return self.path / "store"

    @property
    def sources(self) -> Path:
        """The directory of the copies of the sources."""
        return self.path / "sources"


class Draft:
    """The next version while it is being written; its store closes when it is published."""

    def __init__(self, path: Path, store: ox.Store, number: int) -> None:
        self.path = path
        self.store = store
        self.number = number

    @property
    def sources(self) -> Path:
        """The directory of the copies of the sources."""
        return self.path / "sources"

    def decide(self, name: str, text: str) -> None:
        """Write what people decided, in the place of what the version before may share."""
        place = self.path / name
        place.unlink(missing_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")

    def abandon(self) -> None:
        """Let go of the store, whatever state it is in."""
        vars(self).pop("store", None)

    def close(self) -> None:
        """Make the store durable and let go of it: the engine closes when nobody holds it."""
        self.store.flush()
        del self.store


class Versions:
    """The directory of one graph: reads its settings, finds versions, writes new ones."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @property
    def base(self) -> str:
        """The base of the IRIs that this graph makes."""
        if not settings.there(self.home):
            return DEFAULT_BASE
        return str(settings.read(self.home).get("base", DEFAULT_BASE))

    @property
    def kind(self) -> str:
        """`MANAGED` or `PLAIN`."""
        return settings.kind(self.home)

    def require(self, kind: str, called: str = "") -> None:
        """Do nothing if the graph is of this kind, else raise `WrongKind`."""
        settings.require(self.home, kind, called)

    def exists(self) -> bool:
        """Tell whether there is a graph; raise if something else is there.

        Raises
        ------
        NotAGraph
            The path is a file, or a directory with other things in it.

        """
        if settings.there(self.home):
            return True
        if self.home.is_dir() and not any(p for p in self.home.iterdir() if not _is_left_over(p)):
            return False
        if self.home.exists():
            raise NotAGraph(
                f"{self.home} is not a graph of legation",
                hint="name another directory with --graph",
            )
        return False

    def current(self) -> Version:
        """Return the current version.

        Raises
        ------
        GraphMissing
            There is no graph here.
        NewerFormat
            A later legation made it.
        GraphDamaged
            The pointer or the version it names is broken.

        """
        if not self.exists():
            raise GraphMissing(
                f"there is no graph at {self.home}",
                hint="'legation add FILE' makes one, 'legation tour' shows how",
            )
        settings.check_format(self.home)
        number = self._pointed()
        if number is None:
            raise GraphMissing(
                f"there is no graph at {self.home} yet: its first write did not finish",
                hint="'legation add FILE' begins again",
            )
        return self._version(number)

    def create(self, base: str = DEFAULT_BASE, kind: str = MANAGED) -> None:
        """Make an empty graph whose own IRIs begin with ``base``.

        Raises
        ------
        GraphExists
            There is one already.

        """
        if self.exists():
            raise GraphExists(
                f"{self.home} is a graph already", hint="name another directory with --graph"
            )
        with self.write("init", base, kind=kind):
            pass

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
        """Give a copy of the current version to change; it becomes current if no error is raised.

        The first write makes the graph; ``base`` is then what its own IRIs begin with. ``after``
        is the version that the caller has looked at (0 for none): if another one is current by
        now, nothing is written. ``fresh`` gives an empty store with the copies of the sources.
        ``first`` makes a version that nothing came before: all others are removed for good.

        Raises
        ------
        GraphBusy
            Somebody else is writing.
        GraphChanged
            Somebody else has written since the caller looked.
        GraphReadOnly
            The directory cannot be written to.
        WrongKind
            The graph is not of the ``kind`` that can be written to so.

        """
        if self.exists():
            self.require(kind)
        with writable(self.home):
            self.home.mkdir(parents=True, exist_ok=True)
            with locked(self.home):
                new = not (self.home / "current").is_file()
                if not settings.there(self.home):
                    self._begin(base, kind)
                settings.check_format(self.home)
                self._sweep()
                parent = None if self._pointed() is None else self.current()
                if after is not None and after != (parent.number if parent else 0):
                    raise GraphChanged(
                        f"another process has changed {self.home} meanwhile", hint="try again"
                    )
                number = max(self._numbers(), default=0) + 1
                name = f"{_DRAFT}{number}-{os.getpid()}-{time.monotonic_ns()}"
                path = self.home / "versions" / name
                draft: Draft | None = None
                try:
                    draft = Draft(path, self._clone(parent, path, fresh), number)
                    yield draft
                    draft.close()
                    before = parent.number if parent and not first else None
                    self._publish(path, number, before, made_by)
                except BaseException:
                    # Also Ctrl-C: a draft that is not published must not stay behind. The engine
                    # has to let go of it first, else it writes on into what is being removed.
                    if draft is not None:
                        draft.abandon()
                    if not self._names(number):
                        shutil.rmtree(path, ignore_errors=True)
                        shutil.rmtree(self._path(number), ignore_errors=True)
                        if new:
                            self._forget_empty_home()
                    raise
                self._prune(number)

    def undo(self) -> Version:
        """Make the parent of the current version current again and return it.

        Raises
        ------
        NothingToUndo
            The current version is the oldest that is kept.

        """
        self.current()
        with writable(self.home), locked(self.home):
            now = self.current()
            if now.parent is None or not self._path(now.parent).is_dir():
                raise NothingToUndo(
                    f"version {now.number} is the oldest of {self.home} that is kept",
                    hint="nothing was changed",
                )
            write_durably(self.home / "current", f"{now.parent}\n")
        return self._version(now.parent)

    def tidy(self) -> None:
        """Remove what a write that was killed has left, as the next write would; see `write`."""
        with writable(self.home), locked(self.home):
            self._sweep()
            self._prune(self.current().number)

    def number(self) -> int:
        """Return the number of the current version; `current` tells what it raises."""
        return self.current().number

    def require_facts(self) -> None:
        """Do nothing, unless it is known that questions can find nothing: then say why."""

    def asking(self, question: str = "") -> Elsewhere | None:  # noqa: ARG002
        """Return what answers queries if it is not the store of the current version."""
        return None

    def open(self, version: Version) -> ox.Store:
        """Open the store of a version for reading."""
        return open_to_read(version.store)

    def _begin(self, base: str, kind: str) -> None:
        (self.home / "versions").mkdir(parents=True, exist_ok=True)
        settings.write(self.home, base, kind)

    def _clone(self, parent: Version | None, draft: Path, fresh: bool) -> ox.Store:
        draft.mkdir(parents=True)
        if parent is None:
            (draft / "sources").mkdir()
            return ox.Store(str(draft / "store"))
        if not fresh:
            open_to_read(parent.store).backup(str(draft / "store"))
        if not parent.sources.is_dir():
            raise GraphDamaged(
                f"the copies of the sources are gone from {parent.path}", hint="try 'legation undo'"
            )
        shutil.copytree(parent.sources, draft / "sources", copy_function=link)
        for name in _CARRIED:
            if (parent.path / name).is_file():
                link(str(parent.path / name), str(draft / name))
        return ox.Store(str(draft / "store"))

    def _publish(self, draft: Path, number: int, parent: int | None, made_by: str) -> None:
        about = {"version": number, "parent": parent, "made_by": made_by}
        write_durably(draft / "version.json", json.dumps(about, indent=1) + "\n")
        sync_tree(draft)
        draft.rename(self._path(number))
        sync(self.home / "versions")
        write_durably(self.home / "current", f"{number}\n")

    def _prune(self, number: int) -> None:
        """Remove versions that ``undo`` can no longer reach."""
        kept: set[int] = set()
        step: int | None = number
        while step is not None and len(kept) < _KEPT and self._path(step).is_dir():
            kept.add(step)
            try:
                step = self._version(step).parent
            except GraphDamaged:  # an old version that cannot be read is no way back
                step = None
        for other in self._numbers():
            if other not in kept:
                shutil.rmtree(self._path(other), ignore_errors=True)

    def _sweep(self) -> None:
        for left in (self.home / "versions").glob(f"{_DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        for left in self.home.glob("*.part"):
            left.unlink(missing_ok=True)

    def _forget_empty_home(self) -> None:
        """Leave nothing behind when the very first write failed."""
        own = (self.home / name for name in ("versions", settings.NAME, "lock"))
        for place in (*own, *self.home.glob("*.part")):
            shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(
                missing_ok=True
            )
        if not any(self.home.iterdir()):
            self.home.rmdir()

    def _pointed(self) -> int | None:
        """Return the number of the current version, ``None`` if no write has finished yet.

        A first write that was killed after its version had been put in place has finished.
        """
        pointer, numbers = self.home / "current", self._numbers()
        if not pointer.is_file() and numbers in ([], [1]):
            return numbers[0] if numbers else None
        try:
            return int(pointer.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise GraphDamaged(
                f"{pointer} names no version of the graph", hint="restore it from a copy"
            ) from error

    def _names(self, number: int) -> bool:
        """Tell whether the pointer names a version."""
        pointer = self.home / "current"
        return pointer.is_file() and pointer.read_text("utf-8").strip() == str(number)

    def _numbers(self) -> list[int]:
        there = (self.home / "versions").glob("[0-9]*")
        return sorted(int(p.name) for p in there if p.name.isdigit())

    def _path(self, number: int) -> Path:
        return self.home / "versions" / f"{number:06}"

    def _version(self, number: int) -> Version:
        path = self._path(number)
        try:
            about = json.loads((path / "version.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise GraphDamaged(
                f"version {number} of {self.home} is broken",
                hint="write the number of an earlier one in versions/ into the file 'current'",
            ) from error
        return Version(path, number, about["parent"])


def _is_left_over(place: Path) -> bool:
    """Tell whether something is what a first write leaves behind when it is killed early."""
    if place.name == "versions":
        return not any(place.glob("[0-9]*"))
    return place.name == "lock" or place.suffix == ".part"
