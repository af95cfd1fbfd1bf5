"""Small answers that are kept as long as the version of the graph that gave them is served.

A version never changes, so the same request has the same answer: whoever asks it again gets it
without a worker and without a turn. Answers that differ each time are never kept. What is kept
is bounded in bytes, the keys included; what was asked for longest ago goes first.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

#: What one answer costs beside its bytes and those of its key, about.
_OVERHEAD = 1_000
#: One answer takes at most this share of the room.
_SHARE = 16
# A hint, not a parser: one word too many costs nothing but that an answer is made again.
_WORDS = ("NOW", "RAND", "UUID", "BNODE", "\\U")
_FICKLE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*[(#]|\\u", re.IGNORECASE)

RawHeaders = list[tuple[bytes, bytes]]
#: What tells requests apart: the query and the ``Accept`` as sent, the host, the scheme, the path.
Key = tuple[bytes, bytes | None, bytes, str, bytes]


def fickle(query: str) -> bool:
    """Tell whether a query may be answered differently each time, even by the same data.

    >>> fickle("SELECT (NOW() AS ?now) {}"), fickle("SELECT ?known { ?known ?p ?brand }")
    (True, False)
    """
    upper = query.upper()
    if not any(word in upper for word in _WORDS):
        return False
    return _FICKLE.search(query) is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent, and the query for the log."""

    query: str
    headers: RawHeaders
    body: bytes


class Kept:
    """The answers of one version, by what tells requests apart.

    >>> kept = Kept(100_000)
    >>> kept.put("v1", ("a",), Answer("ASK {}", [], b"true"))
    >>> kept.get("v1", ("a",)).body, kept.get("v2", ("a",)), len(kept)
    (b'true', None, 0)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._version = ""
        self._answers: OrderedDict[Collection[str | bytes | None], Answer] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, version: str, key: Collection[str | bytes | None]) -> Answer | None:
        """Return an answer of this version; those of every other are forgotten."""
        if version != self._version:
            self._version, self.size = version, 0
            self._answers.clear()
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, version: str, key: Collection[str | bytes | None], answer: Answer) -> None:
        """Keep an answer, if it is small and of the version that is served."""
        size = _size(key, answer)
        if size > self._most // _SHARE or self.get(version, key) is not None:
            return
        self._answers[key] = answer
        self.size += size
        while self.size > self._most:
            gone, answer = self._answers.popitem(last=False)
            self.size -= _size(gone, answer)


def _size(key: Collection[str | bytes | None], answer: Answer) -> int:
    # A letter of a text may take four bytes.
    told = len(answer.query) + sum(map(len, filter(None, key)))
    return _OVERHEAD + 4 * told + len(answer.body)
