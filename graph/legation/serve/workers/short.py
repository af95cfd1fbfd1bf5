"""What is asked and answered in short: a small query as it stands in a URL, and all that is sent.

Most of what the server and a worker would tell each other about a small query is the same each
time; it is told in a recipe, written and read once. So the worker makes the whole answer but for
its first lines, and the server, which everybody waits for, only passes it on.
"""

from __future__ import annotations

import json
import re
import struct
from binascii import a2b_qp
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from legation.serve.kept import digest_of, fickle, tag_of

#: An escape that is none; what follows it is for others to judge.
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_LENGTH = struct.Struct(">I")
_ANSWER = struct.Struct(">12s?I")


def text_of(written: bytes) -> str | None:
    """Return the text of a parameter, ``None`` if it is not written as it should be.

    >>> text_of(b"ASK+%7B%7D+%23+%C3%A4=b"), text_of(b"100%"), text_of(b"%FF")
    ('ASK {} # ä=b', None, None)
    """
    if not written.isascii() or _BROKEN.search(written):
        return None
    # Escapes of URLs are those of quoted-printable but for their sign, and these are undone in C.
    quoted = written.replace(b"+", b" ").replace(b"=", b"%3D").replace(b"%", b"=")
    try:
        return a2b_qp(quoted).decode("utf-8")
    except UnicodeDecodeError:
        return None


class Recipe(NamedTuple):
    r"""How small queries are answered that come with the same headers.

    ``rows``, ``triples`` and ``url`` are as in `legation.serve.workers.job.Job`; ``mark`` and
    ``forms`` go into the tags of the answers, ``types`` has the content type for each media type,
    ``told`` the lines that all answers have. An answer of ``most`` bytes goes another way.

    >>> recipe = Recipe("text/csv", "", "http://localhost/", "v", "f", {"text/csv": "x"}, "", 9)
    >>> Recipe.read(recipe.write() + b"ASK+%7B%7D") == (recipe, b"ASK+%7B%7D")
    True
    """

    rows: str
    triples: str
    url: str
    mark: str
    forms: str
    types: Mapping[str, str]
    told: str
    most: int

    def write(self) -> bytes:
        """Return what stands before each query that is to be answered so."""
        told = json.dumps(self).encode()
        return _LENGTH.pack(len(told)) + told

    @staticmethod
    def read(content: bytes) -> tuple[Recipe, bytes]:
        """Return the recipe, and the query as it was written."""
        end = _LENGTH.size + _LENGTH.unpack_from(content)[0]
        return _recipe(content[_LENGTH.size : end]), content[end:]


class Answer(NamedTuple):
    r"""All that is sent of an answer but its first lines; for the log, a digest of the query.

    ``size`` is that of the body; ``steady`` whether the same query has the same answer again.

    >>> recipe = Recipe("text/csv", "", "", "v", "f", {"text/csv": "text/csv"}, "", 9)
    >>> Answer.read(Answer.made(recipe, "SELECT (NOW() AS ?n) {}", "text/csv", b"n\r\n")).sent
    b'content-type: text/csv\r\ncontent-length: 3\r\n\r\nn\r\n'
    """

    digest: str
    steady: bool
    size: int
    sent: bytes

    @staticmethod
    def made(recipe: Recipe, query: str, media: str, body: bytes) -> bytes:
        """Return what a worker says."""
        digest, size, steady = digest_of(query), len(body), not fickle(query)
        if steady:
            rest = f"{size}\r\netag: {tag_of(recipe.mark, digest, recipe.forms)}\r\n\r\n"
        else:
            rest = f"{size}\r\n\r\n"
        about = _ANSWER.pack(digest[:12].encode(), steady, size)
        return b"".join((about, _top(recipe.types[media], recipe.told), rest.encode(), body))

    @classmethod
    def read(cls, said: bytes) -> Answer:
        """Return what a worker said."""
        digest, steady, size = _ANSWER.unpack_from(said)
        return cls(digest.decode(), steady, size, said[_ANSWER.size :])


@lru_cache(64)
def _recipe(written: bytes) -> Recipe:
    return Recipe(*json.loads(written))


@lru_cache(64)
def _top(content_type: str, told: str) -> bytes:
    return f"content-type: {content_type}\r\n{told}content-length: ".encode()
