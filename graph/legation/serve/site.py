"""What a server serves: one graph, its current version, and the workers that answer for it."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import socket
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from legation.errors import GraphError, NotAGraph, NotIsolated, ServeError
from legation.serve.kept import Kept
from legation.serve.log import LOGGER
from legation.serve.lookout import Lookout, Trouble
from legation.serve.workers import isolation
from legation.serve.workers.limits import Limits
from legation.serve.workers.pool import Pool
from legation.serve.writing import Writer
from legation.store.elsewhere import Mirrored
from legation.store.opening import versions
from legation.store.settings import PLAIN
from legation.store.versions import Version, Versions

_LOOK = 0.5
_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """How a graph is served.

    ``allowed`` are host names under which it may be asked, beside those of this machine and
    that of ``public``, the URL under which the world sees it. ``token`` is what a writer shows,
    ``proxy`` a machine whose word about its clients is taken, ``patience`` the seconds in which
    the head of a request must have come, and then its body, ``kept`` the bytes of small answers
    that are kept for who asks the same again (0: none). A write may take ``write_time`` seconds
    and ``write_memory`` bytes.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    allowed: tuple[str, ...] = ()
    public: str = ""
    writable: bool = False
    token: str = field(default="", repr=False)
    proxy: str = ""
    patience: float = 10.0
    kept: int = 16 << 20
    write_time: float = 300.0
    write_memory: int = 4 << 30
    limits: Limits = field(default_factory=Limits)


class Site:
    """One graph while it is served; ``start`` before, ``close`` after."""

    def __init__(self, home: Path | str, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.versions = versions(home)
        self.home = self.versions.home
        #: Who watches the store, if the graph lies elsewhere.
        self._lookout = Lookout(self.versions) if isinstance(self.versions, Mirrored) else None
        self.version = self._lookout.first() if self._lookout else self.versions.current()
        self.plain = self.versions.kind == PLAIN
        self.base = self.versions.base
        self.isolated = isolation.possible()
        if not self.isolated and not is_loopback(self.settings.host):
            raise NotIsolated(
                f"queries cannot be isolated on this machine, so {self.settings.host} is too open",
                hint="serve it on 127.0.0.1",
            )
        if self.settings.writable:
            self.versions.require(PLAIN)
            if len(self.settings.token) < _SHORTEST_TOKEN:
                raise ServeError(
                    f"who may write must show a token, and there is none of {_SHORTEST_TOKEN} letters",
                    hint="put one into LEGATION_TOKEN",
                )
        #: Why questions find nothing, if nothing of legation is in the graph.
        self.foreign = _foreign(self.versions)
        self.kept = Kept(self.settings.kept)
        self.writer = Writer(self)
        self.pool = Pool(self.version.store, self.settings.limits, isolated=self.isolated)
        self.stopping = False
        self._store = self.versions.open(self.version)
        self._mark = _mark(self.version)
        self._watch: asyncio.Task[None] | None = None
        self._swapping = asyncio.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def writable(self) -> bool:
        """Whether those who have the token may write."""
        return self.settings.writable

    @property
    def store(self) -> ox.Store:
        """The current version, opened for reading; keep it for as long as an answer takes."""
        return self._store

    @property
    def mark(self) -> str:
        """What tells this version from every other, for entity tags."""
        return self._mark

    @property
    def folder(self) -> Path:
        """Where bodies are kept while they are read."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="legation-serve-")
        return Path(self._folder.name)

    @property
    def elsewhere(self) -> bool:
        """Whether the graph lies in another store, and is served from a copy."""
        return self._lookout is not None

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the store elsewhere, ``None`` if nothing is."""
        return self._lookout.trouble if self._lookout else None

    async def start(self) -> None:
        """Start the workers, and look for new versions from now on."""
        await self.pool.start()
        if self._lookout is not None:
            self._lookout.start()
        self._watch = asyncio.create_task(self._look())

    async def close(self) -> None:
        """Stop looking, end the workers, let go of the graph."""
        self.stopping = True
        if self._lookout is not None:
            self._lookout.close()
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        await self.writer.close()
        await self.pool.close()
        if self._folder is not None:
            self._folder.cleanup()

    async def refresh(self) -> None:
        """Serve the current version from now on; what runs ends on the one it began with."""
        async with self._swapping:
            found = self.versions
            # Of a store elsewhere the newest copy is served; the lookout asks whether there is more.
            newest = found.here if isinstance(found, Mirrored) else found.current
            current = await asyncio.to_thread(newest)
            if current.number == self.version.number:
                return
            store = await asyncio.to_thread(self.versions.open, current)
            await self.pool.swap(current.store)
            self.version, self._store, self._mark = current, store, _mark(current)

    async def _look(self) -> None:
        pointer = self.home / "current"
        seen, said = _changed(pointer), ""
        while True:
            await asyncio.sleep(_LOOK)
            said = _told(self.trouble, said)
            if (now := _changed(pointer)) == seen:
                continue
            # A pointer that cannot be read now is looked at again: the old version is still there.
            with suppress(GraphError):
                await self.refresh()
                seen = now


def _foreign(found: Versions) -> NotAGraph | None:
    """Return why questions find nothing in a graph that legation did not make."""
    try:
        found.require_facts()
    except NotAGraph as error:
        return error
    return None


def _told(trouble: Trouble | None, before: str) -> str:
    """Log what is wrong with a store elsewhere, once, and that it is no longer; return its word."""
    word = trouble.word if trouble else ""
    if trouble and word != before:
        LOGGER.warning("%s; the copy of its graph is served meanwhile", trouble.sentence)
    elif before and not word:
        LOGGER.info("the store answers again")
    return word


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine can reach a host name or address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(place[4][0])).is_loopback for place in found)


def _changed(pointer: Path) -> tuple[int, int]:
    try:
        about = pointer.stat()
    except OSError:
        return (0, 0)
    return (about.st_mtime_ns, about.st_ino)


def _mark(version: Version) -> str:
    about = version.path / "version.json"
    made = about.stat().st_mtime_ns if about.is_file() else 0
    return hashlib.sha256(f"{version.number} {made}".encode()).hexdigest()[:12]
