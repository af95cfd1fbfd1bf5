"""What a figure amounts to: its value and multiplier belong together, and so does what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from legation.facts.records import Term

Values = Mapping[str, tuple[Term, ...]]
#: Properties that mean nothing without the first of their row: they come from one claim.
TIED = {
    "value": ("multiplier", "unit", "approximate"),
    "growth": ("growthBase",),
    "share": ("shareOf",),
    "ratio": ("ratioOf",),
}


def amount(values: Values) -> Decimal:
    """Return what a figure amounts to in single units: value times multiplier."""
    return _single(values["value"][0].value, _power(values))


@lru_cache(maxsize=10_000)
def _single(number: str, power: int) -> Decimal:
    return Decimal(number).scaleb(power).normalize() + 0


def agree(one: Values, other: Values) -> bool:
    """Tell whether two figures say the same: equal amounts, or "about 96" for 95.8."""
    first, second = amount(one), amount(other)
    return first == second or _rounds_to(one, second) or _rounds_to(other, first)


def is_approximate(values: Values) -> bool:
    """Tell whether a figure says of itself that it is not exact."""
    return any(t.value in {"true", "1"} for t in values.get("approximate", ()))


def _rounds_to(about: Values, exact: Decimal) -> bool:
    """Tell whether an amount, written with as many digits as an approximate one, is that one."""
    if not is_approximate(about):
        return False
    digits = Decimal(about["value"][0].value)
    scaled = exact.scaleb(-_power(about))
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent))
    return (scaled / step).to_integral_value(ROUND_HALF_UP) * step == digits


def _power(values: Values) -> int:
    power = values.get("multiplier", ())
    return int(power[0].value) if power else 0
