"""A text and its normal form of equal length, so that every offset holds in both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″"), '"') | dict.fromkeys(map(ord, "‘’‚‛ʼ′`´"), "'")
_SPACES = dict.fromkeys(
    [
        *map(ord, "\t\r\v\f\u0085\u00a0\u1680\u202f\u205f\u3000\ufeff\u2028\u2029"),
        *range(0x2000, 0x200E),
    ],
    " ",
)
_PLAIN = _DASHES | _QUOTES | _SPACES

_TONES = ["àáảãạ", "òóỏõọ", "èéẻẽẹ", "ùúủũụ", "ỳýỷỹỵ"]
_A, _O, _E, _U, _Y = _TONES
_BARE = {marked: base for marks, base in zip(_TONES, "aoeuy", strict=True) for marked in marks}
_MARKED = {"o": _O, "u": _U, "a": _A, "e": _E, "y": _Y}
# An open syllable bears its tone on the first vowel (hòa), a closed one on the second (toán).
_OPEN = re.compile(f"(?:(?<=[^\\Wq])|\\b)(?:o[{_A}{_E}]|(?<!q)u[{_Y}])(?!\\w)")
_CLOSED = re.compile(f"[{_O}][ae](?=[nmtcpi])|[{_U}]y(?=[nt])|(?<=q)[{_U}]y(?!\\w)")

_HEADER = re.compile(r"#[ \t]*([A-Za-z][A-Za-z _-]{0,30}?)[ \t]*:([^\r\n]*)(?:\r*\n|\r|\Z)")
#: A line of an old Macintosh file ends in a carriage return alone.
_LONE_RETURN = re.compile(r"\r(?![\r\n])")
#: More signs in a row than the Unicode Standard lets a text have that is to be read as a stream.
_STACK = re.compile(r"[^\x00-\x7f\w]{31,}")
_WORD = re.compile(r"[^\W_]+")


def nfc(raw: str) -> str:
    """Return the text as it is stored: NFC. All offsets count its code points.

    >>> len(nfc("Việt"))
    4
    """
    return unicodedata.normalize("NFC", _STACK.sub(_in_order, raw))


def normalise(text: str) -> str:
    """Return the normal form of an NFC text, with exactly one character for each of its own.

    Lower case, plain spaces, dashes and quotes, and one placement of the tone mark in
    Vietnamese syllables (``hoà`` and ``hòa`` are both written).

    >>> normalise("Cộng hoà – “Uỷ ban”")
    'cộng hòa - "ủy ban"'
    >>> normalise("HOÀN TOÀN, quý") == "hoàn toàn, quý"
    True
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # İ is the one letter whose lower case is two
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    plain = _LONE_RETURN.sub("\n", lowered).translate(_PLAIN)
    return _CLOSED.sub(_tone_later, _OPEN.sub(_tone_first, plain))


def header(text: str) -> tuple[dict[str, str], int]:
    r"""Return the metadata in leading ``# key: value`` lines and the offset of what follows.

    >>> header("# date: 2008-11-11\n# publisher: A desk\nText.")
    ({'date': '2008-11-11', 'publisher': 'A desk'}, 39)
    >>> header("No header.")
    ({}, 0)
    """
    found: dict[str, str] = {}
    place = 1 if text.startswith("\ufeff") else 0
    while line := _HEADER.match(text, place):
        found[line[1].lower().replace(" ", "-").replace("_", "-")] = line[2].strip(" \t")
        place = line.end()
    return found, place if found else 0


def words(norm: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the runs of letters and digits of a normal form.

    >>> [w[0] for w in words("bê-la-rút, 1992")]
    ['bê', 'la', 'rút', '1992']
    """
    yield from _WORD.finditer(norm, start, len(norm) if end is None else end)


def _in_order(stack: re.Match[str]) -> str:
    """Sort combining marks as NFC does, which takes the square of their number to do it."""
    pieces = groupby(stack[0], lambda c: unicodedata.combining(c) > 0)
    return "".join(
        "".join(sorted(piece, key=unicodedata.combining) if marks else piece)
        for marks, piece in pieces
    )


def _tone_first(syllable: re.Match[str]) -> str:
    """``oà`` as ``òa``."""
    first, second = syllable[0][0], syllable[0][1]
    base = _BARE[second]
    return _MARKED[first][_MARKED[base].index(second)] + base


def _tone_later(syllable: re.Match[str]) -> str:
    """``òa`` as ``oà``."""
    first, second = syllable[0][0], syllable[0][1]
    base = _BARE[first]
    return base + _MARKED[second][_MARKED[base].index(first)]
