"""Dates as tables write them, kept as EDTF: never a day more than the cell says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from legation.errors import BadDate
from legation.values.dates import Dating

PRECISIONS = {"year": 4, "month": 7, "day": 10}
#: What a sentinel may stand for: nothing is known, or it has not ended.
SENTINELS = ("unknown", "open")
#: What an end that is missing may stand for: nothing is known, not ended, ended as it began.
MISSING = ("open", "ongoing", "same")
_ISO = re.compile(
    r"(\d{4})(?:\.0)?(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:?00)?)?)?)?([?~%]?)"
)
#: Years from which on, and up to which, a date stands for something else: 9999, 0001.
_TOO_LATE, _TOO_EARLY = 2500, 1
#: Of the letters of a pattern, how much of a date they tell.
_FINE = {"d": "day", "j": "day", "m": "month", "b": "month", "B": "month"}


class Unread(Exception):
    """A cell cannot be read, and why; it never leaves this room."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How the cells of a column are read as dates.

    ``formats`` are ``iso`` (year, month or day; a time of day is left out), ``edtf`` (whatever
    EDTF says, with nothing left out) and patterns of ``strptime``. ``sentinels`` are cells that are no dates. ``precision`` is all that may be
    believed of a date; a pattern is believed as far as it goes. ``any_year`` also reads years
    in which nothing happens, such as 9999: as a limit they do.
    """

    formats: tuple[str, ...] = ("iso",)
    sentinels: Mapping[str, str] = field(default_factory=dict)
    precision: str = "day"
    any_year: bool = False

    def read(self, cell: str, precision: str = "") -> str:
        """Return a cell as EDTF; ``""`` for nothing, ``..`` for what has not ended.

        >>> Reader(("iso", "%d %b %Y")).read("24 Oct 1945"), Reader().read("2003.0")
        ('1945-10-24', '2003')
        >>> Reader(sentinels={"9999-12-31": "open"}).read("9999-12-31")
        '..'

        Raises
        ------
        Unread
            It is no date.

        """
        cell = cell.strip()
        if not cell:
            return ""
        if (told := self.sentinels.get(cell)) is not None:
            return ".." if told == "open" else ""
        for form in self.formats:
            if (found := _parse(cell, form)) is not None and form == "edtf":
                return found
            if found is not None:
                if not (self.any_year or _TOO_EARLY < int(found[:4]) < _TOO_LATE):
                    raise Unread("no year of an event; name it under 'sentinels:'")
                return (
                    found[: PRECISIONS[precision or self.precision]]
                    if found[-1].isdigit()
                    else found
                )
        raise Unread("no date in the form " + " or ".join(self.formats))


def interval(start: str, end: str, missing: str) -> tuple[str, str]:
    """Join two dates in EDTF, and say what is wrong with them, if anything is.

    ``missing`` is what an end that is not there means: ``open`` (nothing is known of it),
    ``ongoing`` (it had not ended) or ``same`` (it ended when it began). An end before its start
    is left out.

    >>> interval("1997-04-01", "", "open"), interval("1997-04-01", "1997-04-01", "open")
    (('1997-04-01/', ''), ('1997-04-01', ''))
    >>> interval("1997-04-01", "", "ongoing"), interval("1997-04-01", "..", "open")
    (('1997-04-01/..', ''), ('1997-04-01/..', ''))
    >>> interval("1997-04-02", "1997-04-01", "open")
    ('1997-04-02/', 'the end 1997-04-01 is before the start 1997-04-02')
    """
    last = "" if end == ".." else end
    if not start or start == "..":
        return (f"/{last}", "") if last else ("", "")
    if not last and (end == ".." or missing == "ongoing"):
        return f"{start}/..", ""
    if not last:
        return (start if missing == "same" else f"{start}/"), ""
    if start == last:
        return start, ""
    try:
        Dating.parse(f"{start}/{last}")
    except BadDate:
        return f"{start}/", f"the end {last} is before the start {start}"
    return f"{start}/{last}", ""


def _parse(cell: str, form: str) -> str | None:
    if form == "edtf":
        try:
            return Dating.parse(cell).edtf
        except BadDate:
            return None
    if form != "iso":
        try:
            day = datetime.strptime(cell, form)  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            return None
        fine = {_FINE.get(letter, "year") for letter in re.findall(r"%-?([a-zA-Z])", form)}
        unit = "day" if "day" in fine else "month" if "month" in fine else "year"
        return day.date().isoformat()[: PRECISIONS[unit]]
    match = _ISO.fullmatch(cell)
    if match is None:
        return None
    found = "-".join(part for part in match.groups()[:3] if part) + match[4]
    try:
        return Dating.parse(found).edtf
    except BadDate:
        return None
