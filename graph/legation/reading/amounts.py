"""Find the amounts that running text states: money, shares, multiples, numbers of people."""

from __future__ import annotations

import re
from decimal import Decimal

from legation.errors import BadAmount
from legation.reading.document import AmountMention
from legation.values.amounts import SCALES, WORDS, number

#: Units by how texts write them after a number; ISO 4217 for money.
UNITS: dict[str, str] = {
    "USD": r"usd|(?:đồng )?(?:đô la|đô-la|đôla|đô(?! thị| đốc| vật))(?: mỹ| mĩ)?|mỹ kim|us\$|\$us|\$(?: mỹ)?|(?:us|u\.s\.|american) dollars?|dollars?",
    "EUR": r"eur|euros?|€",
    "RUB": r"rúp|rub|roubles?|rubles?",
    "CNY": r"nhân dân tệ|cny|rmb|yuan",
    "JPY": r"yên(?: nhật)?|jpy|yen",
    "GBP": r"bảng(?: anh)?|gbp|pounds?(?: sterling)?",
    "VND": r"đồng(?! chí| minh| bào)|vnd|vnđ|dong",
    "%": r"%|phần trăm|per cent|percent|pct",
    "times": r"lần(?! lượt)|times",
    "persons": r"(?:công dân|kiều bào|lao động|bà con|du học sinh|cán bộ|lưu học sinh|học sinh|sinh viên|nghiên cứu sinh|"
    r"thực tập sinh|tu nghiệp sinh|học viên|việt kiều|người)\b|"
    r"(?:[a-z]+ )?(?:people|persons|students|citizens|nationals|workers|labourers|laborers|residents|trainees|expatriates|migrants|immigrants)\b",
}
#: Currencies written before the number; the longest first.
PREFIXES = {
    r"us ?\$": "USD",
    r"u\.s\. ?\$": "USD",
    r"\$us": "USD",
    r"\$": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
}

#: Letters that are a power of ten beside a currency alone: "$450m", "10tr USD".
SHORT = {"m": 6, "b": 9, "k": 3, "tr": 6}
#: What makes halves: "half a billion", "nửa tỷ", "2 tỷ rưỡi".
_HALF = r"(?P<half>half(?:\s{1,3}an?)?|nửa)"

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
    rf"(?:(?P<number>{_NUMBER})(?:(?:\s{{0,3}}|-)(?P<scale>{_SCALE}|[mbk]|tr)(?!\w))?"
    rf"|(?:(?P<word>{_WORD})|{_HALF})\s{{1,3}}(?P<wscale>{_SCALE})(?!\w))(?P<more>\s{{1,3}}rưỡi)?"
    rf"(?(prefix)|(?:(?:\s{{0,3}}|-)(?:{_UNIT})(?!\w))?)"
)
_ROUGH = re.compile(
    r"\b(?:gần|khoảng|hơn|trên|xấp xỉ|ước|chừng|ngót|nearly|about|around|over|more than|some|"
    r"approximately|almost|roughly|less than|under|dưới|close to)(?:\s{1,3}(?:tới|đến|đạt|khoảng|us))?\s{0,3}\Z"
)


#: "1,2 - 1,5 tỷ", "between 2 and 3 million": two ends, and no figure that is stated.
_RANGE = re.compile(
    r"(?<![\w.,/])(?!(?:19|20)\d\d\s)(?P<first>\d{1,5}(?:[.,]\d{1,3})?)\s{0,3}(?:-|đến|tới|to)\s{0,3}\Z"
    r"|\b(?:between|giữa)\s{1,3}\S{0,3}\d{1,5}(?:[.,]\d{1,3})?\s{1,3}(?:and|và)\s{1,3}\Z"
)
_GOES_ON = re.compile(
    rf"\s(?:and|to|-|và|đến)\s(?:{_PREFIX})?\s?\d{{1,5}}(?:[.,]\d{{1,3}})?\s?(?:{_SCALE})(?!\w)"
)
#: "grew from 2 to 3 billion": the second is where it stands.
_GREW_FROM = re.compile(
    r"(?:tăng|giảm|grew|grown|rose|risen|rising|growing|increas\w+|fell|fallen|declin\w+|dropp\w+|jump\w+|climb\w+)(?:\s\S{1,12}){0,2}\s(?:từ|from)\s\S{0,4}\Z"
)


def find(norm: str, language: str) -> list[AmountMention]:
    """Return the amounts of a text in its normal form, in text order.

    A bare number is none: it needs a power of ten, a currency, a per cent sign, "times", or
    people to count. "Nearly" and its like make an amount approximate and are no part of it.

    >>> [(str(a.value), a.multiplier, a.unit, a.approximate)
    ...     for a in find("đạt gần 1,5 tỷ usd, tăng 17,6%", "vi")]
    [('1.5', 9, 'USD', True), ('17.6', 0, '%', False)]
    >>> [(str(a.value), a.multiplier) for a in find("$450m and half a billion dollars", "en")]
    [('450', 6), ('0.5', 9)]
    """
    found = []
    for match in _AMOUNT.finditer(norm):
        scale = match["scale"] or match["wscale"]
        unit = _unit(match)
        told = (scale or unit) and not (scale in SHORT and not unit)
        if not told or _is_part(norm, match) or _is_range(norm, match, scale):
            continue
        try:
            value = Decimal("0.5") if match["half"] else number(_digits(match), language)
        except BadAmount:
            continue
        value += Decimal("0.5") if match["more"] else 0
        power = (SHORT.get(scale) or SCALES[" ".join(scale.split())]) if scale else 0
        rough = _ROUGH.search(norm, max(0, match.start() - 24), match.start()) is not None
        found.append(AmountMention(match.start(), match.end(), value, power, unit, rough))
    return found


def _digits(match: re.Match[str]) -> str:
    return match["number"] or match["word"]


def _unit(match: re.Match[str]) -> str:
    if prefix := match["prefix"]:
        return next(unit for form, unit in PREFIXES.items() if re.fullmatch(form, prefix))
    return next((code for n, code in enumerate(_CODES) if match[f"u{n}"]), "")


def _is_range(norm: str, match: re.Match[str], scale: str | None) -> bool:
    """Tell whether an amount is an end of a range; the lower one has no power of ten of its own."""
    start = match.start()
    if match["prefix"] and not scale and _GOES_ON.match(norm, match.end()):
        return True
    found = _RANGE.search(norm, max(0, start - 30), start)
    if found is None or not found["first"]:
        return found is not None
    return not _GREW_FROM.search(norm, max(0, found.start() - 40), found.start())


def _is_part(norm: str, match: re.Match[str]) -> bool:
    """Tell whether the number goes on: "5%-7%", "1.2.3/4", "10 triệu-20 triệu", "$2-3 million"."""
    rest = norm[match.end() : match.end() + 2]
    return bool(re.match(r"-\d" if match["prefix"] else r"[./-]\d|\w", rest))
