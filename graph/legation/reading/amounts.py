"""Find the amounts that running text states: money, shares, multiples, numbers of people."""

from __future__ import annotations

import re

from legation.errors import BadAmount
from legation.reading.document import AmountMention
from legation.values.amounts import SCALES, WORDS, number

#: Units by how texts write them after a number; ISO 4217 for money.
UNITS: dict[str, str] = {
    "USD": r"usd|(?:đồng )?(?:đô la|đô-la|đôla)(?: mỹ| mĩ)?|mỹ kim|us\$|\$(?: mỹ)?|(?:us|u\.s\.|american) dollars?|dollars?",
    "EUR": r"eur|euros?|€",
    "RUB": r"rúp|rub|roubles?|rubles?",
    "CNY": r"nhân dân tệ|cny|rmb|yuan",
    "JPY": r"yên(?: nhật)?|jpy|yen",
    "GBP": r"bảng(?: anh)?|gbp|pounds?(?: sterling)?",
    "VND": r"đồng(?! chí| minh| bào)|vnd|vnđ|dong",
    "%": r"%|phần trăm|per cent|percent|pct",
    "times": r"lần|times",
    "persons": r"(?:công dân|kiều bào|lao động|cán bộ|lưu học sinh|học sinh|sinh viên|nghiên cứu sinh|"
    r"thực tập sinh|người)\b|(?:[a-z]+ )?(?:people|persons|students|citizens|nationals|workers|residents|trainees)\b",
}
#: Currencies written before the number; the longest first.
PREFIXES = {
    r"us\$": "USD",
    r"u\.s\.\$": "USD",
    r"\$": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
}

_SCALE = "|".join(sorted(SCALES, key=len, reverse=True)).replace(" ", r"\s{1,3}")
_PREFIX = "|".join(PREFIXES)
_NUMBER = r"\d{1,15}(?:[.,]\d{1,15}){0,6}"
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_UNIT = "|".join(f"(?P<u{n}>{form})" for n, form in enumerate(UNITS.values())).replace(
    " ", r"\s{1,3}"
)
_CODES = tuple(UNITS)
_AMOUNT = re.compile(
    rf"(?<![\w/])(?<!\d[.,-])"
    rf"(?:(?P<prefix>{_PREFIX})\s?)?"
    rf"(?:(?P<number>{_NUMBER})(?:(?:\s{{0,3}}|-)(?P<scale>{_SCALE})(?!\w))?|(?P<word>{_WORD})\s{{1,3}}(?P<wscale>{_SCALE})(?!\w))"
    rf"(?:(?:\s{{0,3}}|-)(?:{_UNIT})(?!\w))?"
)
_ROUGH = re.compile(
    r"\b(?:gần|khoảng|hơn|trên|xấp xỉ|ước|chừng|ngót|nearly|about|around|over|more than|some|"
    r"approximately|almost|roughly|less than|under|dưới|close to)(?:\s{1,3}(?:tới|đến|đạt|khoảng|us))?\s{0,3}\Z"
)


def find(norm: str, language: str) -> list[AmountMention]:
    """Return the amounts of a text in its normal form, in text order.

    A bare number is none: it needs a power of ten, a currency, a per cent sign, "times", or
    people to count. "Nearly" and its like make an amount approximate and are no part of it.

    >>> [(str(a.value), a.multiplier, a.unit, a.approximate)
    ...     for a in find("đạt gần 1,5 tỷ usd, tăng 17,6%", "vi")]
    [('1.5', 9, 'USD', True), ('17.6', 0, '%', False)]
    """
    found = []
    for match in _AMOUNT.finditer(norm):
        scale = match["scale"] or match["wscale"]
        unit = _unit(match)
        if not (scale or unit) or _is_part(norm, match):
            continue
        try:
            value = number(match["number"] or match["word"], language)
        except BadAmount:
            continue
        power = SCALES[" ".join(scale.split())] if scale else 0
        rough = _ROUGH.search(norm, max(0, match.start() - 24), match.start()) is not None
        found.append(AmountMention(match.start(), match.end(), value, power, unit, rough))
    return found


def _unit(match: re.Match[str]) -> str:
    if prefix := match["prefix"]:
        return next(unit for form, unit in PREFIXES.items() if re.fullmatch(form, prefix))
    return next((code for n, code in enumerate(_CODES) if match[f"u{n}"]), "")


def _is_part(norm: str, match: re.Match[str]) -> bool:
    """Tell whether the number goes on: "5%-7%", "1.2.3/4", "10 triệu-20 triệu"."""
    rest = norm[match.end() : match.end() + 2]
    return bool(re.match(r"[./-]\d|\w", rest)) and not match["prefix"]
