"""A scale of time: where a day stands, and which dates are written under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from legation.view.labels import when

_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MOST = 11
_LONGEST_DAYS, _LONGEST_MONTHS = 45, 1100  # so long a time has days, months for its ticks


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days of the calendar (their ordinals) from left to right.

    >>> scale = TimeScale(date(2000, 1, 1).toordinal(), date(2010, 1, 1).toordinal(), 0, 100)
    >>> round(scale.x(date(2005, 1, 1).toordinal()), 1)
    50.0
    >>> [text for _, text in scale.ticks("en")][:3]
    ['2000', '2001', '2002']
    """

    first: int
    last: int
    left: float
    right: float

    def x(self, ordinal: float) -> float:
        """Return where a day begins; what lies outside stands at the edge."""
        inside = min(max(ordinal, self.first), self.last)
        long = max(self.last - self.first, 1)
        return self.left + (inside - self.first) / long * (self.right - self.left)

    def ticks(self, language: str = "en") -> list[tuple[float, str]]:
        """Return places and texts of dates that are written at the axis, from left to right."""
        return [(self.x(day.toordinal()), text) for day, text in self._days(language)]

    def _days(self, language: str) -> Iterator[tuple[date, str]]:
        low = date.fromordinal(max(self.first, 1))
        high = date.fromordinal(min(self.last, date.max.toordinal()))
        long = self.last - self.first
        if long <= _LONGEST_DAYS:
            step = max(1, -(-long // 6))
            for ordinal in range(low.toordinal(), high.toordinal() + 1, step):
                day = date.fromordinal(ordinal)
                yield day, when(day.isoformat(), language)
            return
        if long <= _LONGEST_MONTHS:
            months = (high.year - low.year) * 12 + high.month - low.month
            step = next(s for s in (1, 2, 3, 6, 12) if months / s <= 6)
            for number in range(low.year * 12, high.year * 12 + 12, step):
                day = date(number // 12, number % 12 + 1, 1)
                if low <= day <= high:
                    yield day, when(f"{day:%Y-%m}", language)
            return
        span = high.year - low.year
        step = next((s for s in _YEARS if span / s <= _MOST), _YEARS[-1])
        for year in range(-(-low.year // step) * step, high.year + 1, step):
            if year and date(year, 1, 1) >= low:
                yield date(year, 1, 1), str(year)


def around(first: int, last: int, left: float, right: float) -> TimeScale:
    """Return a scale that shows these days and a little before and after.

    >>> around(1000, 1000, 0, 10).x(1000) > 0
    True
    """
    room = max((last - first) // 40, 3)
    return TimeScale(first - room, last + 1 + room, left, right)
