"""Which form of an answer a client wants: the ``Accept`` header, held against what can be given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_JSON = "application/sparql-results+json"
_XML = "application/sparql-results+xml"
_RANGE = re.compile(r"^([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)$")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an answer: what it is called in ``Content-Type``, and what makes it."""

    media: str
    made_as: str

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``; text is always UTF-8."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


def _forms(*names: str | tuple[str, str]) -> tuple[Form, ...]:
    return tuple(Form(n, n) if isinstance(n, str) else Form(*n) for n in names)


#: Forms of rows and of yes or no, the preferred one first.
ROWS = _forms(
    _JSON,
    _XML,
    "text/csv",
    "text/tab-separated-values",
    ("application/json", _JSON),
    ("application/xml", _XML),
    ("text/xml", _XML),
)
#: Forms of triples.
TRIPLES = _forms(
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
    "text/n3",
    ("application/x-turtle", "text/turtle"),
    ("application/json", "application/ld+json"),
    ("application/xml", "application/rdf+xml"),
    ("text/plain", "application/n-triples"),
)


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    quality: float

    def fit(self, media: str) -> int:
        """Return how exactly this speaks of a media type; 0: not at all."""
        kind, _, subtype = media.partition("/")
        if self.kind == "*":
            return 1
        if self.kind != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 if self.subtype == subtype else 0


def best(accept: str | None, offered: Sequence[Form]) -> Form | None:
    """Return the form that fits best (RFC 9110, 12.5.1), ``None`` if none does.

    The most exact range speaks for a media type; of equals the first that is offered wins. No
    header, or one that says nothing, takes anything.

    >>> best("text/csv;q=0.5, application/*;q=0.4", ROWS).media
    'text/csv'
    >>> best("*/*, application/sparql-results+json;q=0", ROWS).media
    'application/sparql-results+xml'
    >>> best("image/png", ROWS) is None
    True
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offered[0]
    found, most = None, 0.0
    for form in offered:
        quality = _quality(form.media, ranges)
        if quality > most:
            found, most = form, quality
    return found


def _quality(media: str, ranges: Sequence[_Range]) -> float:
    exact = max(one.fit(media) for one in ranges)
    if not exact:
        return 0.0
    return max(one.quality for one in ranges if one.fit(media) == exact)


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in _QUOTED.sub("", accept).split(","):
        media, *parameters = part.split(";")
        match = _RANGE.match(media.strip().lower())
        if match is None or (match[1] == "*" and match[2] != "*"):
            continue
        found.append(_Range(match[1], match[2], _q(parameters)))
    return found


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def language(accept: str | None, offered: Sequence[str] = ("en", "vi")) -> str:
    """Return the language a reader understands best, else the first that is offered.

    >>> language("fr, vi-VN;q=0.8, en;q=0.5")
    'vi'
    """
    found, most = offered[0], 0.0
    for part in (accept or "").split(","):
        tag, *parameters = part.split(";")
        short, quality = tag.strip().lower().partition("-")[0], _q(parameters)
        if short in offered and quality > most:
            found, most = short, quality
    return found
