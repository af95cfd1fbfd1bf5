"""Scales of figures: from nought, or logarithmic; which numbers are written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from legation.view.labels import amount, words

_THOUSANDS = (9, 6, 3)
_TICKS = 5
_MOST = 24  # digits of a number that somebody counted
#: A scale is logarithmic where the greatest figure is so many times the least.
SPREAD = 1000


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures from below to above."""

    low: float
    high: float
    bottom: float
    top: float
    log: bool = False

    def y(self, value: float) -> float:
        """Return where a figure stands.

        >>> Scale(0, 100, 200, 0).y(25), Scale(1, 100, 200, 0, log=True).y(10)
        (150.0, 100.0)
        """
        low, high, at = self.low, self.high, value
        if self.log:
            low, high, at = log10(low), log10(high), log10(value)
        return self.bottom + (at - low) / (high - low) * (self.top - self.bottom)

    def ticks(self) -> list[float]:
        """Return the figures that are written beside the scale.

        >>> Scale(0, 100, 200, 0).ticks()
        [0, 20, 40, 60, 80, 100]
        """
        if self.log:
            powers = range(ceil(log10(self.low)), floor(log10(self.high)) + 1)
            return [10.0**power for power in powers]
        step = _step((self.high - self.low) / _TICKS)
        return [n * step for n in range(ceil(self.low / step), floor(self.high / step) + 1)]


def scale(values: Sequence[float], bottom: float, top: float) -> Scale:
    """Return a scale for figures; from nought, unless they spread too far for that.

    >>> scale([3, 80], 100, 0).high, scale([3, 90000], 100, 0).log
    (80, True)
    """
    low, high = min(values), max(values)
    if low > 0 and high / low >= SPREAD:
        return Scale(10.0 ** floor(log10(low)), 10.0 ** ceil(log10(high)), bottom, top, log=True)
    low, high = min(low, 0), max(high, 0)
    if low == high:
        high = 1
    step = _step((high - low) / _TICKS)
    return Scale(floor(low / step) * step, ceil(high / step) * step, bottom, top)


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    step = next(n for n in (1, 2, 5, 10) if n * power >= rough * 0.999) * power
    return int(step) if step >= 1 else step


def thousands(values: Sequence[float]) -> int:
    """Return the power of ten in which figures are best told: 9, 6, 3 or 0.

    >>> thousands([0, 95_800_000]), thousands([12, 600])
    (6, 0)
    """
    most = max((abs(value) for value in values), default=0)
    return next((power for power in _THOUSANDS if most >= 10**power), 0)


def unit_told(power: int, unit: str, language: str) -> str:
    """Return a unit in words.

    >>> unit_told(6, "USD", "en"), unit_told(0, "persons", "vi")
    ('million USD', 'người')
    """
    said = words(language)
    return " ".join(part for part in (said.get(f"x{power}", ""), said.get(unit, unit)) if part)


def can_be_drawn(value: Decimal) -> bool:
    """Tell whether a number is one, and not beyond all measure.

    >>> can_be_drawn(Decimal("1e9")), can_be_drawn(Decimal("NaN")), can_be_drawn(Decimal("1e99"))
    (True, False, False)
    """
    return value.is_finite() and (not value or -_MOST < value.adjusted() < _MOST)


def written(value: Decimal) -> str:
    """Return a number in digits, if these are not too many.

    >>> written(Decimal("1.50E+3")), written(Decimal("1e999"))
    ('1500', '1E+999')
    """
    return f"{value:f}" if can_be_drawn(value) else str(value)


def in_words(value: Decimal, unit: str, language: str) -> str:
    """Return a figure in words; the number itself is never changed. A count stays in digits.

    >>> in_words(Decimal(75000000), "USD", "en"), in_words(Decimal("1234567.5"), "GBP", "en")
    ('75 million USD', '1,234,567.5 GBP')
    >>> in_words(Decimal(1500), "", "vi")
    '1.500'
    """
    if not can_be_drawn(value):
        return f"{value} {unit}".strip()
    exact = [p for p in _THOUSANDS if value.adjusted() >= p and value % 10 ** (p - 1) == 0]
    power = exact[0] if unit and value and exact else 0
    return amount(f"{value.scaleb(-power):f}", str(power or ""), unit, language)


def power_told(value: float, language: str) -> str:
    """Return a power of ten beside a logarithmic scale.

    >>> power_told(1e7, "en"), power_told(0.1, "vi")
    ('10 million', '0,1')
    """
    power = thousands([value])
    return amount(f"{Decimal(f'{value:g}').scaleb(-power):f}", str(power or ""), "", language)


def tick_told(value: float, power: int, language: str) -> str:
    """Return a number beside the scale.

    >>> tick_told(95_800_000, 6, "vi"), tick_told(0, 6, "en")
    ('95,8', '0')
    """
    return amount(str(Decimal(f"{value:.6g}").scaleb(-power).normalize()), "", "", language)
