"""Small answers that are kept as long as the version of the graph that gave them is served.

A version never changes, so the same request has the same answer: whoever asks it again gets it
without a worker and without a turn. Answers that differ each time are never kept. What is kept
is bounded in bytes, the keys included; what was asked for longest ago goes first.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from typing import NamedTuple

#: What one answer costs beside its bytes and those of its key, about.
_OVERHEAD = 1_000
#: One answer takes at most this share of the room.
_SHARE = 16
#: How many requests are remembered that came once.
_REMEMBERED = 10_000
# A hint, not a parser: one word too many costs nothing but that an answer is made again.
_WORDS = ("NOW", "RAND", "UUID", "BNODE", "\\U")
_FICKLE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*[(#]|\\u", re.IGNORECASE)

RawHeaders = list[tuple[bytes, bytes]]
#: What tells requests apart: the query and the ``Accept`` as sent, the host, the scheme, the
#: path; or, for `legation.serve.quick`, all that was sent.
Key = tuple[bytes, bytes | None, bytes, str, bytes] | tuple[bytes]


def fickle(query: str) -> bool:
    """Tell whether a query may be answered differently each time, even by the same data.

    >>> fickle("SELECT (NOW() AS ?now) {}"), fickle("SELECT ?known { ?known ?p ?brand }")
    (True, False)
    """
    upper = query.upper()
    if not any(word in upper for word in _WORDS):
        return False
    return _FICKLE.search(query) is not None


def digest_of(query: str) -> str:
    """Return what tells queries apart, in tags and in the log.

    >>> digest_of("ASK {}")
    '819ea91ed5f12b38cced0681'
    """
    return hashlib.sha256(query.encode()).hexdigest()[:24]


def tag_of(mark: str, digest: str, forms: str) -> str:
    """Return the entity tag of an answer: a version has one answer to a query in each form.

    >>> tag_of("v1", "12ab", "0")
    'W/"v1-12ab-0"'
    """
    return f'W/"{mark}-{digest}-{forms}"'


class Answer(NamedTuple):
    """An answer as it is sent, its size, and the digest of its query for the log.

    With ``headers`` it is for whoever sends them and the body; without, the body has them in it.
    """

    digest: str
    headers: RawHeaders
    body: bytes
    size: int


class Kept:
    """The answers of one version, by what tells requests apart.

    >>> kept = Kept(100_000)
    >>> kept.put("v1", (b"a",), Answer("12ab", [], b"true", 4))
    >>> kept.get("v1", (b"a",)).body, kept.get("v2", (b"a",)), len(kept)
    (b'true', None, 0)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._version = ""
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._met: set[int] = set()
        self.size = 0

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, version: str, key: Key) -> Answer | None:
        """Return an answer of this version; those of every other are forgotten."""
        if version != self._version:
            self._version, self.size = version, 0
            self._answers.clear()
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, version: str, key: Key, answer: Answer) -> None:
        """Keep an answer, if it is small and of the version that is served."""
        size = _size(key, answer)
        if size > self._most // _SHARE or self.get(version, key) is not None:
            return
        self._answers[key] = answer
        self.size += size
        while self.size > self._most:
            gone, answer = self._answers.popitem(last=False)
            self.size -= _size(gone, answer)

    def met(self, key: Key) -> bool:
        """Tell whether this was asked before, of late; only then an answer is worth keeping.

        >>> kept = Kept(0)
        >>> kept.met((b"a",)), kept.met((b"a",))
        (False, True)
        """
        number = hash(key)
        if number in self._met:
            return True
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        self._met.add(number)
        return False


def _size(key: Key, answer: Answer) -> int:
    return _OVERHEAD + sum(map(len, filter(None, key))) + len(answer.body)
