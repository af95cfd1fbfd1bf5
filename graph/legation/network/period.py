"""The period that a network is of, and which facts it holds."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from legation.errors import BadDate, BadParameter
from legation.values.dates import Dating


@dataclass(frozen=True, slots=True)
class Period:
    """A time from a first to a last day, ``""`` where it is open; both are written as ISO days.

    >>> Period.read("1990", "1999-06")
    Period(since='1990-01-01', until='1999-06-30')
    >>> bool(Period())
    False
    """

    since: str = ""
    until: str = ""

    @staticmethod
    def read(since: str, until: str) -> Period:
        """Return the period of two dates, which may be years or months.

        Raises
        ------
        BadDate
            One of them is no date, or the period ends before it begins.

        """
        low = Dating.parse(since).earliest if since else None
        high = Dating.parse(until).latest if until else None
        if low is not None and high is not None and high < low:
            raise BadDate(f"{until} is before {since}", hint="--since comes first")
        return Period(low.isoformat() if low else "", high.isoformat() if high else "")

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    def __str__(self) -> str:
        """Return the period as EDTF writes it, ``""`` if it has no end on either side."""
        return f"{self.since or '..'}/{self.until or '..'}" if self else ""

    def holds(self, first: str, last: str) -> bool:
        """Tell whether what lies between two days may fall into the period.

        A day that is not known is ``""``. What has no date at all belongs to no period but the
        one that is open on both sides: a date is never supposed.

        >>> Period("1990-01-01", "1999-12-31").holds("1989-12-30", "1990-01-02")
        True
        >>> Period("1990-01-01", "").holds("", ""), Period().holds("", "")
        (False, True)
        """
        if not first and not last:
            return not self
        begun = not self.until or not first or first <= self.until
        return begun and (not self.since or not last or last >= self.since)

    def steps(self, years: int) -> Iterator[Period]:
        """Yield the periods of so many years that this one consists of; the last may be shorter.

        >>> [str(p) for p in Period("1990-01-01", "2004-12-31").steps(10)]
        ['1990-01-01/1999-12-31', '2000-01-01/2004-12-31']

        Raises
        ------
        BadParameter
            It is open on a side, or ``years`` is no positive number.

        """
        if years < 1 or not self.since or not self.until:
            raise BadParameter(
                "change over time needs a first and a last year and steps of at least a year",
                hint="--since 1950 --until 1999 --every 10",
            )
        since = self.since
        while (after := _later(since, years)) <= self.until:
            yield Period(since, (date.fromisoformat(after) - timedelta(days=1)).isoformat())
            since = after
        yield Period(since, self.until)


def _later(day: str, years: int) -> str:
    """Return the same day so many years later; the first of March for one that is not there."""
    year = int(day[:4]) + years
    if year > date.max.year:
        return "~"  # after every day that can be written
    if day.endswith("02-29") and not isleap(year):
        return f"{year:04}-03-01"
    return f"{year:04}{day[4:]}"
