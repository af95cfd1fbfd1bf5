"""Vietnamese as programs of the years before Unicode wrote it, for tests to read back."""

from __future__ import annotations

import unicodedata

from legation.resources import texts

TONES = "\u0300\u0301\u0303\u0309\u0323"


def _column(number: int) -> dict[int, str]:
    rows = texts("ontology", "language", ".tsv")["encodings.tsv"].splitlines()
    cells = [row.split("\t") for row in rows if not row.startswith(("#", "letter"))]
    return {ord(row[0]): row[number] for row in cells}


def tcvn3(text: str) -> str:
    """Write small letters for capitals with tones, as fonts of capitals have them."""
    table = {letter: chr(int(code.removeprefix("U+"), 16)) for letter, code in _column(1).items()}
    return "".join(
        c if ord(c) in table else c.lower() if c.isupper() and not c.isascii() else c for c in text
    ).translate(table)


def vni(text: str) -> str:
    """Write each letter and, after it, the sign that stands for its marks."""
    small = _column(2)
    capitals = {ord(chr(letter).upper()): spelling.upper() for letter, spelling in small.items()}
    return text.translate(capitals | small)


def windows_1258(text: str) -> bytes:
    """Write the tone after its vowel, where the letter has no byte of its own."""
    pieces = []
    for letter in text:
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            signs = unicodedata.normalize("NFD", letter)
            tones = "".join(sign for sign in signs if sign in TONES)
            vowel = "".join(sign for sign in signs if sign not in TONES)
            pieces.append((unicodedata.normalize("NFC", vowel) + tones).encode("cp1258"))
    return b"".join(pieces)
