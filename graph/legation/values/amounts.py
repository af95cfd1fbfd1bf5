"""Numbers as sources write them: by the habits of a language, with powers of ten and units.

Vietnamese writes ``1.774`` for one thousand seven hundred and seventy-four and ``1,774`` for a
little less than two; English the other way round. A number that breaks the grouping of its
language ("47.5" in Vietnamese) can only be meant in the other way, and is read so.
"""

from __future__ import annotations

import re
from decimal import Decimal

from legation.errors import BadAmount

#: Powers of ten by the word that follows a number, in lower case.
SCALES: dict[str, int] = {
    "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9,
    "trăm nghìn": 5, "trăm ngàn": 5, "chục triệu": 7, "trăm triệu": 8, "nghìn tỷ": 12, "ngàn tỷ": 12,
    "nghìn tỉ": 12, "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "mln": 6, "mn": 6, "mil": 6, "bln": 9, "bn": 9,
}  # fmt: skip

#: Numbers in words, in lower case.
WORDS: dict[str, int] = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
}  # fmt: skip

_MARKS = {"vi": (".", ","), "en": (",", ".")}


def number(text: str, language: str) -> Decimal:
    """Return the value of a number in digits or in a word, as a language writes it.

    >>> number("1.774", "vi"), number("1.774", "en"), number("47.5", "vi"), number("three", "en")
    (Decimal('1774'), Decimal('1.774'), Decimal('47.5'), Decimal('3'))

    Raises
    ------
    BadAmount
        The text is no number, or its marks make no sense in any language.

    """
    plain = text.strip().lower()
    if plain in WORDS:
        return Decimal(WORDS[plain])
    group, point = _MARKS.get(language, _MARKS["en"])
    for thousands, decimal in ((group, point), (point, group)):
        grouped = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+"
        if re.fullmatch(rf"(?:{grouped})(?:{re.escape(decimal)}\d+)?", plain, re.ASCII):
            return Decimal(plain.replace(thousands, "").replace(decimal, "."))
    raise BadAmount(f"{text!r} is no number", hint="write it as 1234.5")


def scaled(value: Decimal, multiplier: int) -> Decimal:
    """Return a value times its power of ten, without an exponent.

    >>> scaled(Decimal("47.5"), 6)
    Decimal('47500000')
    """
    exact = value.scaleb(multiplier)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
