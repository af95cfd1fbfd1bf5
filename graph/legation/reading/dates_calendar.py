"""Put the parts of a date that a text writes together as EDTF, if the calendar has such a date.

The parts come by their names in `legation.reading.dates_grammar`; the years that a text leaves
to its context have been worked out by `legation.reading.dates`.
"""

from __future__ import annotations

import calendar
from datetime import date

from legation.errors import BadDate
from legation.reading.dates_grammar import MONTHS, NUMBERS
from legation.values.dates import Dating

_QUARTERS = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS |= {"first": 1, "second": 2, "third": 3, "fourth": 4} | {str(n): n for n in range(1, 5)}
_COUNTS = {w: n for names in NUMBERS.values() for n, w in enumerate(names, 1)} | {"a": 1, "an": 1}


def count(word: str) -> int:
    """Return the number a word or its digits tell.

    >>> count("tám"), count("12")
    (8, 12)
    """
    return _COUNTS.get(word) or int(word)


def month(got: dict[str, str], which: str = "") -> int:
    """Return the month that a match names, 0 for none; ``which`` is "2" for the end of a range.

    >>> month({"mon": "sept."}), month({"m2": "7"}, "2")
    (9, 7)
    """
    if name := got.get("mon" + which):
        return next(n for n, m in enumerate(MONTHS, 1) if m.startswith(name[:3]))
    return int(got.get("m" + which, 0))


def months(got: dict[str, str]) -> tuple[int, int] | None:
    """Return first and last month of "eight months", a quarter or a half; else ``None``.

    >>> months({"n": "three", "part": "last"})
    (10, 12)
    """
    if "q" in got:
        quarter = _QUARTERS[got["q"]]
        return quarter * 3 - 2, quarter * 3
    last = got.get("part") in {"cuối", "last", "second"}
    if "n" in got:
        counted = count(got["n"])
        return (13 - counted, 12) if last else (1, counted)
    if "part" in got:
        return (7, 12) if last else (1, 6)
    return None


def fiscal(got: dict[str, str]) -> str:
    """Return a fiscal year, or months of one; an empty string if the years do not follow.

    >>> fiscal({"y": "2018", "fy": "19"}), fiscal({"y": "2018", "fy": "20"})
    ('2018/2019', '')
    """
    year, first, last = int(got["y"]), month(got), month(got, "2")
    if (year + 1) % 100 != int(got["fy"]):
        return ""
    if not first:
        return f"{year}/{year + 1}"
    return f"{year}-{first:02}/{year + (last < first)}-{last:02}"


def edtf(got: dict[str, str], year2: int) -> str:
    """Return the date of a match, whose last year is known; empty if the calendar has no such date.

    >>> edtf({"d": "30", "d2": "2", "m2": "5", "m": "4"}, 2011), edtf({"d": "31", "m": "4"}, 2011)
    ('2011-04-30/2011-05-02', '')
    """
    if counted := months(got):
        return f"{year2:04}-{counted[0]:02}/{year2:04}-{counted[1]:02}"
    month1, month2 = month(got), month(got, "2")
    if "ty" in got:
        return f"{year2 - 1}-{month1 + 1:02}/{year2}-{month1:02}" if month1 < 12 else f"{year2}"
    year = int(got["y"]) if "y" in got else year2
    if "y" not in got and month1 and month2 and month1 > month2:
        year -= 1
    if "d2" in got:
        first = _one(year if "y" in got or month1 else year2, month1 or month2, int(got["d"]))
        second = _one(year2, month2 or month1, int(got["d2"]))
        if not first or not second or first >= second:
            return ""
        days = (date.fromisoformat(second) - date.fromisoformat(first)).days
        return f"{first}/{second}" if "and" not in got or days == 1 else ""
    if month2:
        first, second = _one(year, month1), _one(year2, month2)
        return f"{first}/{second}" if first < second else ""
    if "y2" in got:
        return f"{year}/{year2}" if year < year2 else ""
    return _one(year, month1, int(got.get("d", 0)))


def exists(text: str) -> bool:
    """Tell whether a date worked out from others is one: there is no year before 1 or after 9999.

    >>> exists("2011-04"), exists("0000")
    (True, False)
    """
    try:
        Dating.parse(text)
    except BadDate:
        return False
    return True


def _one(year: int, month: int = 0, day: int = 0) -> str:
    """Return one date in EDTF, empty if the calendar lacks it."""
    if not date.min.year <= year <= date.max.year:
        return ""
    if day and (not month or day > calendar.monthrange(year, month)[1]):
        return ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
