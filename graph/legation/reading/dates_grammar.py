"""How Vietnamese and English write dates: patterns as data, read by `legation.reading.dates`.

In a pattern a space stands for one to three blanks, ``~`` for none to three, and a name in
angle brackets for a group: ``<d>`` a day, ``<m>`` a month, ``<y>`` a year (``<d2>`` ... the end of
a range), ``<fy>`` the second year of a fiscal year ("2019-20"), ``<ry>`` a year told by its
distance ("năm ngoái"), ``<n>`` a count of months, ``<q>`` a quarter, ``<part>`` the first or last
part of a year, ``<ty>`` the year that ends with a month. What ``<cue:...>`` matches has to stand before the date and is no part of it. The
first pattern that fits a stretch of text takes it, so the longer forms come first.
"""

from __future__ import annotations

import re

#: Numbers in words as they stand before "tháng" and "months"; the place tells the value.
NUMBERS = {
    "vi": ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_YEAR = r"(?:1[6-9]|20)\d\d(?!\d)"
_MONTH_NAME = "(?:" + "|".join(rf"{m[:3]}(?:{m[3:]}\b|\.|\b)" for m in MONTHS) + r"|sept\b\.?)"
_QUARTER = r"iv|i{1,3}|[1-4]|một|hai|ba|tư|bốn|first|second|third|fourth"
_PART = r"đầu|cuối|first|second|last"
#: What counts something, so that a number before it is no date.
UNIT = (
    r"%|phần trăm|triệu|tỷ|tỉ|nghìn|ngàn|người|tấn|usd|đô la|km|ha\b|số\b|dân\b|diện tích|lần(?! lượt)|"
    r"people|percent|per cent|million|billion|thousand|tons?|tonnes?|students|times|countries"
)

#: Years told by their distance from the document's own ("0") or from the year before ("-1").
RELATIVE_YEARS = {
    "nay": 0,
    "này": 0,
    "ngoái": -1,
    "trước": -1,
    "tới": 1,
    "sau": 1,
    "this year": 0,
    "the year": 0,
    "last year": -1,
    "a year earlier": -1,
    "the previous year": -1,
    "next year": 1,
}
RELATIVE_MONTHS = {
    "này": 0,
    "trước": -1,
    "vừa qua": -1,
    "qua": -1,
    "tới": 1,
    "sau": 1,
    "this": 0,
    "last": -1,
    "next": 1,
}
RELATIVE_DAYS = {
    "nay": 0,
    "qua": -1,
    "mai": 1,
    "today": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
}

_VI = (
    r"<y>-<m>-<d>",
    r"<cue:(?:tài chính|tài khóa|tài khoá) ><y>[-/]<fy>",
    r"tháng <m>(?:(?:[/-]| năm )<y>)?<to>(?:tháng )?<m2>(?:[/-]| năm )(?:<y2>|<ry>)",
    r"tháng <m> (?:đến|tới) tháng <m2>",
    (
        r"(?:ngày )?<d>(?:(?:[/-]| tháng )<m>(?:(?:[/-]|,? năm )<y>)?)?<to>(?:ngày )?"
        r"<d2>(?:[/-]|,? tháng )<m2>(?:(?:[/-]|,? năm )<y2>|(?: năm)? <ry>)?<nounit>"
    ),
    r"(?:ngày )?<d>[/.-]<m>[/.-]<y>",
    r"(?<!lần\s)(?<!thứ\s)(?<!khóa\s)(?<!kỳ\s)(?:ngày )?<d>,? tháng <m>(?:(?:,? năm |, | |[/-])<y>|(?: năm)? <ry>)?",
    r"<n> tháng <part>(?: của)?(?: năm)?(?: (?:<y>|<ry>))?",
    r"<n> tháng(?:(?: của)? năm |/)(?:<y>|<ry>)",
    r"quý <q>(?:/|-| năm | )(?:<y>|<ry>)",
    r"nửa <part> năm(?: (?:<y>|<ry>))?",
    r"<later:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười> năm sau(?: đó)?",
    r"<nd:(?:một ngày sau(?: đó)?|(?:ngày )?hôm sau)>",
    r"(?:trong |vào |cũng )?<sy:cùng năm|năm đó|năm ấy>(?: đó| ấy)?",
    r"<sd:cùng ngày>(?! quốc)",
    r"<same:cùng k[ỳì]>(?: của)?(?: năm(?: (?:<y>|<ry>))?)?",
    r"tháng <m>(?:,? năm |[/.-]| )<y>",
    r"tháng <m> năm <ry>",
    r"<skip:(?:những năm|thập niên|thập k[ỷỉ])(?: của)?(?: thế kỷ)? \d{2,4}>",
    r"(?:năm )?<y>~(?:-|đến|tới)~(?:năm )?<y2><nounit>",
    r"<m>/<y>",
    r"<cue:\(~><m>[.-]<y>(?=[),;])",
    r"(?:(?:cách đây|trước đây) <ago:\d{1,3}> năm|<ago2:\d{1,3}> năm (?:trước(?! công nguyên)|về trước))",
    r"năm <y><nounit>",
    r"(?<!\d )(?<!những\s)(?<!vài\s)(?<!các\s)năm <ry><nounit>",
    r"(?:ngày )?hôm <rd:nay|qua>",
    r"<rd:(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua)>",
    r"<rd:ngày mai>",
    r"(?<!\d )tháng <rm:này|trước|vừa qua|tới|sau>",
    r"(?<!\d )tháng <m>(?: <dir:vừa qua|qua|tới|sau|này>)?",
    r"<cue:(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng) (?:hôm )?><d>[/-]<m>(?: <dir:vừa qua|tới>)?<nounit>",
    r"<cue:(?:từ|đến|tới|hồi|vào|qua) |\(~><d>/<m><nounit>",
    r"<cue:(?:từ|đến|tới|với|hồi|đầu|cuối|giữa|trước|sau|vào|hết) |\(~><y><nounit>",
    r"<chain><d>/<m><nounit>",
    r"<chain><y><nounit>",
)
_ORD = r"(?:st|nd|rd|th)?"
_EN = (
    r"<y>-<m>-<d>",
    r"<mon><to><mon2>,? (?:fy~)?<y>[-/]<fy>",
    r"(?:(?:fy|financial year|fiscal year)~)?<y>[-/]<fy>",
    rf"<mon> <d>{_ORD}(?:,? <y>)?<to><mon2> <d2>{_ORD}(?:,? (?:<y2>|<ry>))?",
    rf"<mon> <d>{_ORD}(?:<to>|<and>)<d2>{_ORD}(?:,? (?:<y2>|<ry>))?<nounit>",
    rf"<d>{_ORD}(?:(?: of)? <mon>(?:,? <y>)?)?(?:<to>|<and>)(?:the )?<d2>{_ORD}(?: of)? <mon2>(?:,? (?:<y2>|<ry>))?",
    rf"<mon> <d>{_ORD}(?:,? (?:<y>|<ry>))?<nounit>",
    rf"<d>{_ORD}(?: of)? <mon>(?:,? (?:<y>|<ry>))?",
    r"<mon>(?:,? <y>)?<to><mon2>(?: period)?(?: of| in)?,? (?:<y2>|<ry>)",
    r"<cue:between ><mon>(?:,? <y>)? and <mon2>(?: of| in)?,? (?:<y2>|<ry>)",
    r"(?:the )?<ty:(?:year|twelve months|12 months) (?:to|ended|ending)>(?: the end of| end| end-)?(?: \d{1,2})? <mon>,? <y>",
    r"(?:the )?<part> <n> months(?: of| in)? (?:<y>|<ry>)",
    r"(?:the )?<part> <n> months",
    r"<n> months of (?:<y>|<ry>)",
    r"(?:the )?<q> quarter(?: of)? (?:<y>|<ry>)",
    r"q<q>[ /]?<y>",
    r"(?:the )?<part> half(?: of)? (?:<y>|<ry>)",
    r"<later:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten> years? (?:later|after that)",
    r"<nd:(?:a|one) day later|the (?:next|following) day>",
    r"<sy:the same year|that(?: same)? year>",
    r"<sd:(?:on )?the same day>",
    r"(?:the )?<same:same period|year-on-year|year on year>(?:(?: of| in)?(?: the)? (?:<y>|<ry>))?",
    r"<mon>(?: of)?,? (?:<y>|<ry>)",
    r"<dir:last|this|next> <mon>",
    r"<cue:(?:in|since|by|until|early|late|mid|from|of|during) |mid-><mon>",
    r"(?<=\n)<cue:[•*+-]{0,2}~><mon>(?=:| -)",
    r"<cue:(?:the|his|her|'s) ><y>(?= (?:(?:state|official|working) )?(?:visit|trip|tour)\b)",
    r"(?<=\n)<cue:[•*+-]{0,2}~><y>(?=: | - )",
    r"(?<=,\s)<y>(?=\))",
    r"<y><to><y2><nounit>",
    r"<cue:between ><y> and <y2><nounit>",
    r"<ago:\d{1,3}> years ago",
    r"<ry>",
    r"<rm:this|last|next> month",
    r"<rd:today|this (?:morning|afternoon|evening)|tonight|yesterday|tomorrow>",
    r"<d>/<m>/<y>",
    (
        r"<cue:(?:in|of|since|from|by|until|to|for|during|through|year|early|late|mid|end|before|after|than|with) "
        r"|mid-|\(~><y><nounit>"
    ),
    r"<chain><y><nounit>",
)


def _compiled(pattern: str, language: str) -> re.Pattern[str]:
    relative = [r for r in RELATIVE_YEARS if (" " in r) == (language == "en")]
    year_words = "|".join(sorted(relative, key=len, reverse=True))
    groups = {
        "d": _DAY,
        "m": _MONTH,
        "y": _YEAR,
        "fy": r"\d\d(?!\d)",
        "mon": _MONTH_NAME,
        "n": rf"1[0-2]|[1-9]|{'|'.join(NUMBERS[language])}",
        "q": _QUARTER,
        "part": _PART,
        "ry": year_words,
    }

    def group(match: re.Match[str]) -> str:
        name, _, body = match[1].partition(":")
        if name == "to":
            return r"\s{0,3}(?:-|đến|tới|\bto\b|\bthrough\b|\buntil\b)\s{0,3}(?:hết\s{1,3})?"
        if name == "and":
            return r"(?P<and>\s{1,3}and\s{1,3})"
        if name == "nounit":
            return rf"(?!\s{{0,3}}(?:{UNIT}))"
        if name == "chain":
            return r"(?P<chain>)"
        return f"(?P<{name}>{body or groups[name.rstrip('2')]})"

    spaced = re.sub(r"<([a-z]+2?(?::[^<>]+)?)>", group, pattern)
    spaced = re.sub(r"(?<!\[)(?<!\\d) (?!/\])", lambda _: r"\s{1,3}", spaced).replace(
        "~", r"\s{0,3}"
    )
    return re.compile(rf"(?<![\w/])(?<!\d[.,-])(?<!số ){spaced}(?![\w%])(?![.,-]\d|/\w)")


GRAMMARS: dict[str, tuple[re.Pattern[str], ...]] = {
    "vi": tuple(_compiled(p, "vi") for p in _VI),
    "en": tuple(_compiled(p, "en") for p in _EN),
}
