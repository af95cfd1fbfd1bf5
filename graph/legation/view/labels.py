"""The words of the page (``words.tsv``), and how dates, amounts and values are told."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType

from legation.errors import BadDate
from legation.values.dates import Dating

_LOCALES = {"en": "en_GB", "vi": "vi"}
_PARTS = {"en": {"day": "yMMMd", "month": "yMMMM"}, "vi": {"day": "yMd", "month": "yMMMM"}}
_MARKS = {"?": "perhaps", "~": "about", "%": "about"}


@cache
def words(language: str = "en") -> Mapping[str, str]:
    """Return the words of the interface; a language that has none speaks English.

    >>> words("vi")["list"], words("xx")["list"]
    ('Danh sách', 'List')
    """
    return MappingProxyType({row["word"]: row.get(language) or row["en"] for row in _rows("words")})


@cache
def drawn() -> Mapping[str, Mapping[str, str]]:
    """Return how each kind is drawn: the name of its colour, and its shape as an SVG path.

    >>> drawn()["State"]["colour"]
    'blue'
    """
    return MappingProxyType({row["kind"]: row for row in _rows("kinds")})


def _rows(name: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(f"{name}.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def status(notation: str, language: str = "en") -> str:
    """Return a status in words; what is held or actual needs none.

    >>> status("forecast"), status("held")
    ('forecast', '')
    """
    return words(language).get(notation, notation.replace("-", " "))


def when(edtf: str, language: str = "en") -> str:
    """Return a date of EDTF in words; what is not understood stays as it is.

    >>> when("2008-04-07/2008-04-08"), when("1997-04"), when("2003-10/"), when("2008~")
    ('7–8 Apr 2008', 'April 1997', 'from October 2003', 'about 2008')
    >>> when("1997-04", "vi"), when("199X")
    ('tháng 4 năm 1997', '199X')
    """
    said = words(language)
    start, slash, end = edtf.partition("/")
    start, end = start.strip("."), end.strip(".")
    if not slash:
        return _one(start, language)
    if start and end:
        return _interval(start, end, language)
    if start:
        return said["from"].format(date=_one(start, language))
    return said["until"].format(date=_one(end, language)) if end else edtf


def _day(text: str) -> tuple[date, str] | None:
    try:
        dating = Dating.parse(text)
    except BadDate:
        return None
    precision = {4: "year", 7: "month", 10: "day"}.get(len(text))
    if dating.earliest is None or precision is None or "X" in text:
        return None
    return dating.earliest, precision


def _one(text: str, language: str) -> str:
    from babel.dates import format_skeleton

    if text[-1:] in _MARKS:
        told = words(language)[_MARKS[text[-1]]]
        return told.format(date=_one(text[:-1], language))
    known = _day(text)
    if known is None:
        return text
    if known[1] == "year":
        return text
    parts = _PARTS.get(language, _PARTS["en"])
    locale = _LOCALES.get(language, "en_GB")
    return str(format_skeleton(parts[known[1]], known[0], locale=locale))


def _interval(start: str, end: str, language: str) -> str:
    from babel.dates import format_interval

    one, other = _day(start), _day(end)
    if one is None or other is None or one[1] != other[1] or one[1] == "year":
        return f"{_one(start, language)}–{_one(end, language)}"
    locale = _LOCALES.get(language, "en_GB")
    parts = _PARTS.get(language, _PARTS["en"])
    told = str(format_interval(one[0], other[0], parts[one[1]], locale=locale))
    return " ".join(told.split())  # CLDR writes thin spaces, which no one can search for


def amount(value: str, multiplier: str, unit: str, language: str = "en") -> str:
    """Return a figure in words; the number itself is never changed.

    >>> amount("95.8", "6", "USD"), amount("95.8", "6", "USD", "vi"), amount("600", "", "persons")
    ('95.8 million USD', '95,8 triệu USD', '600 people')
    """
    from babel.numbers import format_decimal

    said = words(language)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return " ".join(part for part in (value, unit) if part)
    scale = said.get(f"x{multiplier}", "")
    if not scale and multiplier.lstrip("-").isdigit():
        number = number.scaleb(int(multiplier))
    told = format_decimal(
        number, locale=_LOCALES.get(language, "en_GB"), decimal_quantization=False
    )
    return " ".join(part for part in (told, scale, said.get(unit, unit)) if part)
