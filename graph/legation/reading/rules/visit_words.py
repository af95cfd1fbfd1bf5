"""The words for visits: verbs and nouns, ranks, what is only planned, what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from legation.facts.evidence import Span
from legation.reading.document import Document, Mention

_VI = r"dẫn đầu[^.;,]{0,60}?(?=\s(?:sang|đến|tới)\s(?!thăm|dự))|(?:sang|đến|tới|ra)\s(?:viếng\s)?thăm|viếng thăm|\bthăm\b|công du|có chuyến (?:công tác|làm việc)|(?:đến|sang|tới) (?=làm việc)"
_EN = r"\bled an?\s(?:[\w-]+\s){0,5}?delegation(?=\sto\s)|\btravell?ed(?=\sto\s)|\barrived(?=\sin\s)|\bvisit(?:s|ed|ing)?\b|\bpa(?:id|y|ys|ying)\s(?:an?\s)?(?:[\w-]+\s){0,4}?visits?\b|\bstate guest\b|\btour(?:ed)? of\b"
_CUE = {
    "vi": re.compile(rf"(?P<noun>\b(?:các |những )?(?:chuyến|cuộc)\s)?(?:{_VI})"),
    "en": re.compile(_EN),
}

#: Between the verb and the state it leads to stands nothing but rank, manner and prepositions.
_RANK_WORDS = {
    "vi": r"cấp nhà nước|cấp cao|chính thức|hữu nghị|làm việc|đáp lễ|xã giao|thiện chí|lần đầu tiên|lần thứ \w+|lịch sử|thành công|tốt đẹp|riêng|không chính thức|trở lại|lại|và|quá cảnh|song phương|cấp bộ trưởng|cá nhân|nhà nước|ngắn|đầu tiên|tại chỗ",
    "en": r"state|official|working|friendly|friendship|goodwill|historic|successful|high[- ]level|bilateral|first|first-ever|second|third|return|private|brief|\w+-day|and|officially|recently|again|the|goodwill|landmark|ever|visits?|three|two|four|five|transit",
}
_TO_WORDS = {
    "vi": r"đến|tới|sang|tại|ở|ra|nước|thủ đô|nước ta|của|chủ nhà",
    "en": r"to|in|of|the|republic|neighbouring|neighboring|capital|city",
}
_LINK = {
    language: re.compile(
        rf"\s(?:(?:{_RANK_WORDS[language]}|{_TO_WORDS[language]})[\s,]{{1,3}}){{0,7}}"
    )
    for language in ("vi", "en")
}
#: After the noun, the visitor may come before the host: "visit of P to H", "chuyến thăm của P đến H".
OF_PERSON = {
    "vi": re.compile(rf"\s(?:(?:{_RANK_WORDS['vi']})\s){{0,5}}của\s(?:ngài\s|ông\s|bà\s)?\Z"),
    "en": re.compile(
        r"\s(?:(?:to india|here)\s)?(?:by|of|from)\s(?:the\s|h\.\s?e\.\s|his excellency\s)?\Z"
    ),
}
BY_AFTER_HOST = {
    "vi": re.compile(r"\s(?:(?:\([^)]*\)|mới đây|vừa qua|sắp tới|lần này|này)\s)*của\s\Z"),
    "en": re.compile(r"\s(?:\([^)]*\)\s)?(?:by|of)\s(?:the\s|then\s)?\Z"),
}
TO_HOST = {
    "vi": re.compile(
        r"[\s)]*(?:(?:cùng phu nhân|và phu nhân)\s)?(?:(?:sang|đến|tới|thăm|tại)\s(?:nước\s|thăm\s|chính thức\s)?)+\Z"
    ),
    "en": re.compile(r"(?:'s)?[\s)]*(?:to|in)\s(?:the\s)?\Z"),
}
INVITED_BY = {
    "vi": re.compile(
        r"(?:lời mời|giấy mời)\s(?:chính thức\s)?của\s(?:đồng chí\s|ngài\s|ông\s|bà\s)?\Z"
    ),
    "en": re.compile(
        r"invit(?:ation|ed)\s(?:of|by|from)\s(?:the\s|his\s\w+\s|h\.e\.\s)?(?:counterpart\s)?\Z"
    ),
}
#: A person behind these words goes along, is met, or received: no visitor.
NOT_SUBJECT = {
    "vi": re.compile(
        r"(?:cùng|cùng với|cùng đi|tháp tùng|có|gặp|gặp gỡ|hội đàm với|hội kiến|tiếp|tiếp kiến|với|tiếp đón|đón|chào|mời|kế nhiệm|"
        r"thay mặt|chúc mừng|điện đàm với|của|phu nhân|người đồng cấp|gửi|cho|bởi)\s(?:đồng chí\s|ngài\s|ông\s|bà\s|có\s)?\Z"
    ),
    "en": re.compile(
        r"(?:first lady|spouse|his wife|madam|mrs\.?|accompanied by|along with|together with|with|met|meet|meeting|received by|receive|invited|invite|invitation of|wife of|counterpart|hosted by|"
        r"called on|host|welcomed|thanked|told|succeed(?:ed|ing)?|of the late|wife|to|for|between)\s(?:the\s|his\s|her\s|also\s|h\.e\.\s)?\Z"
    ),
}
#: Who is received or escorted on a visit is the visitor: "đón Tổng thống X thăm …".
RECEIVED = re.compile(
    r"(?:đón|tiếp|chào mừng|tiếp đón|tháp tùng|cùng|welcomed|received|accompanied|accompanying)\s(?:đồng chí\s|ngài\s|the\s)?\Z"
)
NO_VISIT = {
    "vi": re.compile(
        r"(?:(?<!lời )\bmời\s[^.;]{0,80}|lời mời(?! của)\s(?:sang\s|đi\s)?|có thể\s(?:sẽ\s)?|mong (?:muốn |được |sớm )*|sẵn sàng\s|khả năng\s|hy vọng\s[^.;]{0,30}|tour\s|du lịch\s|trao đổi\s[^.;,]{0,30}|khách\s|việc\s|tăng cường\s[^.;,]{0,30}|nhận lời\s(?:sang\s)?|muốn\s|chưa\s|không\s)\Z"
    ),
    "en": re.compile(
        r"(?:\binvit\w*\b(?! of| by)[^.;]{0,80}?(?:to\s|for\s(?:an?\s)?)|\bmay\s|\bmight\s|\bcould\s|wish\w*\sto\s|hope\w*\sto\s|\bwant\w*\sto\s|interest in\s|ready to\s|accept\w*\s[^.;]{0,40}?to\s|tourists?\s(?:who\s)?|exchange of\s[^.;]{0,20}|yet to\s|never\s|not\s|look\w*\sforward to\s[^.;]{0,30})\Z"
    ),
}
_PLANNED = re.compile(
    r"(?:dự kiến|dự định|lên kế hoạch|was (?:due|scheduled|expected|planned) to\s|planned to\s|had planned to\s|planned\s|thời gian dự kiến)[^.;,]{0,25}\Z"
)
_PLANNED_AFTER = re.compile(
    r"\s?(?:theo dự kiến|dự kiến|đã được lên kế hoạch|(?:that|which) (?:was|had been) planned|planned for|scheduled for|due in)"
)
_POSTPONED = re.compile(r"\bhoãn\b|postponed")
_CANCELLED = re.compile(r"\b(?:hủy|hủy bỏ)\b|cancel(?:l)?ed")
_UPCOMING = re.compile(
    r"(?:\bsẽ\b|sắp(?! tới)|chuẩn bị|will\s|is (?:to|due to|scheduled to|expected to|set to)\s|are to\s|shall\s|to pay\s)[^.;]{0,60}\Z"
)
_UPCOMING_AFTER = re.compile(
    r"\s(?:sắp tới|tới đây|sắp diễn ra|sẽ diễn ra|will take place|is scheduled|takes place next)|upcoming|forthcoming"
)
_AHEAD = re.compile(
    r"chuyến thăm(?: này| tới| lần này)?[^.;]{0,60}\bsẽ\b|(?:during|in) (?:the|this|his|her) (?:\w+ )?visit[^.;]{0,80}\bwill\b"
)


#: "to visit", "will visit": the same word is a verb.
_BEFORE_VERB = ("to ", "will ", "would ")


@dataclass(frozen=True, slots=True)
class Cue(Mention):
    """Words for a visit; ``noun`` where they are one ("chuyến thăm", "visit")."""

    noun: bool = False


def cues(doc: Document, within: Span) -> Iterator[Cue]:
    """Yield the words for visits in a stretch of the text."""
    for match in _CUE[doc.language].finditer(doc.norm, within.start, within.end):
        word = match[0]
        noun = bool(match.groupdict().get("noun")) or word in {"visit", "visits"}
        if noun and doc.norm[max(0, match.start() - 7) : match.start()].endswith(_BEFORE_VERB):
            noun = False
        yield Cue(match.start(), match.end(), noun)


def link(doc: Document, cue: Mention) -> int:
    """Return where the words of rank and direction end that follow a word for a visit."""
    match = _LINK[doc.language].match(doc.norm, cue.end)
    return match.end() if match else cue.end


def rank_of(doc: Document, start: int, end: int) -> str:
    """Return the rank that a stretch around a word for a visit states."""
    words = doc.norm[start:end]
    if re.search(
        r"cấp nhà nước|\bstate(?:-level)? (?:and \w+ )?visit|state(?:-level)? (?:\w+ )?visit|quốc khách",
        words,
    ):
        return "state"
    if re.search(r"không chính thức|unofficial", words):
        return "working" if re.search(r"làm việc|working", words) else "unspecified"
    official = re.search(r"chính thức|\bofficial(?:ly)?\b", words)
    if re.search(r"official working|làm việc chính thức", words):
        return "official-working"
    if official:
        return "official"
    if re.search(r"làm việc|chuyến công tác|\bworking\b", words):
        return "working"
    if re.search(r"quá cảnh|transit", words):
        return "transit"
    if re.search(r"thăm (?:cá nhân|riêng)|private", words):
        return "private"
    return "unspecified"


def status_of(doc: Document, within: Span, cue: Cue, host_end: int) -> str | None:
    """Return the status of a visit, ``None`` where the words are no visit at all."""
    before = doc.norm[max(within.start, cue.start - 110) : cue.start]
    if NO_VISIT[doc.language].search(before):
        return None
    after = doc.norm[host_end : min(within.end, host_end + 60)]
    around = before + " " + after
    if _POSTPONED.search(around):
        return "postponed"
    if _CANCELLED.search(around):
        return "cancelled"
    if _PLANNED_AFTER.match(after) or (
        _PLANNED.search(before) and not re.search(r"\bsẽ\b", before)
    ):
        return "planned"
    if _UPCOMING.search(before) or _UPCOMING_AFTER.search(before[-30:] + after):
        return "upcoming"
    if cue.noun and _speaks_ahead(doc.norm):
        return "upcoming"
    return "held"


@lru_cache(maxsize=4)
def _speaks_ahead(norm: str) -> bool:
    """Tell whether a text says what will be done during "this visit"."""
    return _AHEAD.search(norm) is not None
