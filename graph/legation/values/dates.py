"""Dates as sources give them: EDTF, its bounds, and comparisons that admit what is not known.

A date keeps the text of the Extended Date/Time Format (https://www.loc.gov/standards/datetime/,
levels 0 and 1) and up to four days that bound it::

    earliest ≤ start ≤ start_by        end_from ≤ end ≤ latest

"1997-04" is some day of April or several; "2008-04-07/2008-04-08" is those two days; the start
of "2003-10/" lies in October 2003 and nothing is known of its end. An open bound is ``None``.
The package ``edtf`` is the judge in the tests, not the engine: it closes open intervals with
years of its own choosing.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from legation.errors import BadDate

_ONE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%])?"
)


class Verdict(StrEnum):
    """What can be said when a date is compared and not all of it is known."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Dating:
    """A date in EDTF with its bounds.

    >>> d = Dating.parse("1997-04")
    >>> d.earliest.isoformat(), d.latest.isoformat(), d.precision
    ('1997-04-01', '1997-04-30', 'month')
    >>> Dating.parse("2003-10/").latest is None
    True
    """

    edtf: str
    earliest: date | None = None
    start_by: date | None = None
    end_from: date | None = None
    latest: date | None = None

    @staticmethod
    def parse(text: str) -> Dating:
        """Read EDTF of levels 0 and 1; an open or unknown end gives no bound.

        Raises
        ------
        BadDate
            The text is no such date, or its interval runs backwards.

        """
        return _parse(text.strip())

    @property
    def precision(self) -> str:
        """How exactly the start is known: ``day``, ``month``, ``year``, ``range`` or ``open``."""
        first, last = self.earliest, self.start_by
        if first is None or last is None:
            return "open"
        if first == last:
            return "day"
        month_end = calendar.monthrange(first.year, first.month)[1]
        if first.day == 1 and last == first.replace(day=month_end):
            return "month"
        if (first.month, first.day, last.month, last.day) == (
            1,
            1,
            12,
            31,
        ) and first.year == last.year:
            return "year"
        return "range"

    @property
    def exact(self) -> bool:
        """Whether both ends are known to the day."""
        return (
            self.earliest is not None
            and self.earliest == self.start_by
            and self.end_from == self.latest is not None
        )

    @property
    def dated(self) -> bool:
        """Whether both the first and the last possible day are known."""
        return self.earliest is not None and self.latest is not None

    @property
    def vagueness(self) -> int:
        """Days between the least and the most the date may mean, for sorting; open ends last."""
        spread = 0
        for low, high in ((self.earliest, self.start_by), (self.end_from, self.latest)):
            spread += (high - low).days if low is not None and high is not None else 10**6
        return spread

    def refines(self, other: Dating) -> bool:
        """Tell whether this is a more precise form of ``other``: each end lies inside its window.

        >>> Dating.parse("2008-04-07/2008-04-08").refines(Dating.parse("2008-04"))
        True
        >>> Dating.parse("2008-04-08").refines(Dating.parse("2008-04-07/2008-04-08"))
        False
        """
        return _inside(
            (self.earliest, self.start_by), (other.earliest, other.start_by)
        ) and _inside((self.end_from, self.latest), (other.end_from, other.latest))

    def begins_inside(self, other: Dating) -> bool:
        """Tell whether the start lies in the window in which ``other`` starts, ends aside."""
        return _inside((self.earliest, self.start_by), (other.earliest, other.start_by))

    def during(self, period: Dating) -> Verdict:
        """Tell whether this happened within ``period``, as far as is known.

        >>> april = Dating.parse("1997-04")
        >>> [str(april.during(Dating.parse(d))) for d in ("1997", "1997-04-03", "1998", "../1997-04-10")]
        ['certain', 'possible', 'no', 'possible']
        """
        if _before(self.latest, period.earliest) or _before(period.latest, self.earliest):
            return Verdict.NO
        if _inside((self.earliest, self.latest), (period.earliest, period.latest)):
            return Verdict.CERTAIN
        return Verdict.POSSIBLE

    def days_apart(self, other: Dating) -> int:
        """Return how many days lie at least between the starts, or the ends if that is more.

        >>> Dating.parse("2005/").days_apart(Dating.parse("2007/")), Dating.parse("2005").days_apart(
        ...     Dating.parse("2005-03"))
        (366, 0)
        """
        return max(
            0,
            _gap(self.start_by, other.earliest),
            _gap(other.start_by, self.earliest),
            _gap(self.latest, other.end_from),
            _gap(other.latest, self.end_from),
        )

    def overlaps(self, other: Dating) -> bool:
        """Tell whether both are known to the day and share one.

        >>> Dating.parse("2008-04-07/2008-04-08").overlaps(Dating.parse("2008-04-08/2008-04-09"))
        True
        """
        return self.exact and other.exact and self.during(other) is not Verdict.NO


def day(text: str) -> date:
    """Return the day written as ``YYYY-MM-DD``.

    >>> day("2008-04-07").year
    2008

    Raises
    ------
    BadDate
        It is no such day.

    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDate(f"{text!r} is no day", hint="write it as 2008-04-07") from None


@lru_cache(maxsize=4096)
def _parse(text: str) -> Dating:
    start, slash, end = text.partition("/")
    if not slash:
        low, high = _window(start, text)
        return Dating(text, low, high, low, high)
    first = (None, None) if start in {"", ".."} else _window(start, text)
    last = (None, None) if end in {"", ".."} else _window(end, text)
    if first == last == (None, None):
        raise BadDate(f"{text!r} is no date: both ends are open", hint="leave the date out instead")
    if first[0] is not None and last[1] is not None and last[1] < first[0]:
        raise BadDate(f"{text!r} runs backwards", hint="the earlier date stands first")
    return Dating(text, *first, *last)


def _window(one: str, whole: str) -> tuple[date, date]:
    """Return the first and the last day that one date of an expression may mean."""
    match = _ONE.fullmatch(one)
    if match is None:
        raise BadDate(
            f"{whole!r} is no date", hint="write 1997, 1997-04, 1997-04-28 or 1997-04/1997-06"
        )
    year, month, dom = match["year"], match["month"], match["day"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        if "X" in year or month in {None, "XX"}:
            return date(low, 1, 1), date(high, 12, 31)
        number = int(month)
        if dom in {None, "XX"}:
            return date(low, number, 1), date(low, number, calendar.monthrange(low, number)[1])
        exact = date(low, number, int(dom))
    except (ValueError, calendar.IllegalMonthError):
        raise BadDate(f"{whole!r} is no date of the calendar", hint="check day and month") from None
    return exact, exact


def _inside(fine: tuple[date | None, date | None], coarse: tuple[date | None, date | None]) -> bool:
    low = coarse[0] is None or (fine[0] is not None and fine[0] >= coarse[0])
    high = coarse[1] is None or (fine[1] is not None and fine[1] <= coarse[1])
    return low and high


def _gap(last: date | None, first: date | None) -> int:
    return (first - last).days if first is not None and last is not None else 0


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other
