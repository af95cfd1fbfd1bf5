"""The lookout: a graph elsewhere is served from a copy here, and somebody watches the store itself.

While the store is away the copy goes on answering, and ``/health`` says that it may be old. The
watch has a thread of its own that ends with the process: a store that says nothing for long keeps
neither the server nor its end waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread

from legation.errors import (
    GraphMissing,
    LegationError,
    RemoteRefused,
    RemoteTimeout,
    RemoteUnreachable,
)
from legation.store.elsewhere import Mirrored
from legation.store.versions import Version

#: Seconds between two looks: while all is well, and while it is not.
OFTEN, SOON = 5.0, 1.0
#: What a store that does not answer as it should is said to be, in one word.
_WORDS: tuple[tuple[type[LegationError], str], ...] = (
    (RemoteTimeout, "silent"),
    (RemoteUnreachable, "unreachable"),
    (RemoteRefused, "refusing"),
    (GraphMissing, "empty"),
)
_AWAY = {"silent", "unreachable"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a store: in a word for everybody, in a sentence for the log, since when."""

    word: str
    sentence: str
    since: str

    @property
    def is_away(self) -> bool:
        """Whether nobody answers at all."""
        return self.word in _AWAY


class Lookout:
    """Looks again and again whether a store answers, and has it fetched when it has more."""

    def __init__(self, versions: Mirrored) -> None:
        self._versions = versions
        self._over = Event()
        #: What is wrong now, ``None`` if nothing is.
        self.trouble: Trouble | None = None

    def start(self) -> None:
        """Begin to look."""
        Thread(target=self._run, name="lookout", daemon=True).start()

    def close(self) -> None:
        """Look no more; what is being fetched is not waited for."""
        self._over.set()

    def look(self) -> None:
        """Look once."""
        try:
            self._versions.look()
        except (LegationError, OSError, RuntimeError, ValueError) as error:
            word = next((w for kind, w in _WORDS if isinstance(error, kind)), "unusable")
            before = self.trouble
            since = before.since if before else datetime.now(UTC).isoformat(timespec="seconds")
            self.trouble = Trouble(word, getattr(error, "message", "") or str(error), since)
        else:
            self.trouble = None

    def first(self) -> Version:
        """Return the version to begin with: of a store that is away the copy, if there is one.

        Raises
        ------
        GraphError
            The store does not answer, and there is no copy; or it holds no graph.

        """
        self.look()
        if self.trouble and self.trouble.is_away and self._versions.stand_in():
            return self._versions.here()
        return self._versions.current()

    def _run(self) -> None:
        while not self._over.wait(SOON if self.trouble else OFTEN):
            self.look()
