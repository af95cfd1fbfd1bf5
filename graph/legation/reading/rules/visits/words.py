"""The words for visits: verbs and nouns, ranks, what is only planned, what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from legation.facts.evidence import Span
from legation.reading.document import Document, Mention, PersonMention

_VI = (
    r"dẫn đầu[^.;,]{0,60}?(?=\s(?:sang|đến|tới)\s(?!thăm|dự))|\b(?:sang|đến|tới|ra)\s(?:viếng\s)?thăm|viếng thăm|"
    r"\bthăm\b|công du|\bquá cảnh\b|\b(?:đưa|lấy|mang) (?:ông|bà) (?:đến|tới|sang)\b|có chuyến (?:công tác|làm việc)|(?:đến|sang|tới) (?=làm việc)"
)
#: These lead to a visit only where a state or its seat follows at once and the visitor stands before.
_VI_WEAK = (
    r"(?:(?<=\bđã )|(?<=\bvừa )|(?<=\bsẽ )|(?<=\bđang )|(?<=\bcũng )|(?<=\bmới )|(?<=\bnay )|(?<=\bqua )|(?<=\bmai )|(?<=\btừng ))(?:đến|tới|sang)\b|(?P<bare>\b(?:đến|tới|sang))(?=\s[^.;,()\d]{2,25}\s(?:\(\s?(?:tháng\s|năm\s)?\d|(?:vào |hồi )?(?:tháng|năm|ngày)\s\d))|\bđặt chân (?:đến|tới|xuống)\b|\bhạ cánh (?:xuống|tại|ở|tới)\b|"
    r"\b(?P<stays>(?:đã|đang|từng|sẽ) (?:ở|có mặt (?:tại|ở))|có mặt (?:tại|ở))\b|\b(?P<again>(?:quay|trở|đã) lại)(?=\s(?:vào|năm|tháng|ngày|hồi|thăm)\b)|"
    r"\bchạm xuống(?: ở| tại)?\b|\bbay (?:đến|tới|sang)\b|\blên đường (?:sang|đi|đến|tới)\b"
)
_EN = (
    r"\bled an?\s(?:[\w-]+\s){0,5}?delegation(?=\sto\s)|\btravel(?:l?ed|s|l?ing)?(?: (?:back|on))?(?=\sto\s)|\barriv(?:e|ed|es|ing)(?=\s(?:here\b|in\s|at\s))|"
    r"\bvisit(?:s|ed|ing)?\b|\b(?:pa(?:id|y|ys|ying)|ma(?:de|kes?|king))\s(?:an?\s)?(?:[\w-]+\s){0,4}?visits?\b|"
    r"\b(?:transit(?:ed)?\b(?: (?:stops?|visits?))?|stop-?overs?|stopped over)(?=\s(?:in|through|at)\s)|\btrips?\b(?=\s(?:to|of|planned|scheduled)\s)|\bstate guest\b|\btour(?:ed)? of\b|\btoured\b|"
    r"(?<=\bafter )(?P<days>(?:two|three|four|five|six|\d) days)(?=\sin\s)|"
    r"\b(?:took|takes?|taking|brought|brings?|bringing) (?:him|her)(?=\sto\s)"
)
_EN_WEAK = (
    r"\b(?:land(?:ed|s)|touched down|touches down)(?=\s(?:in|at)\s)|\b(?:flew|flown|flies|flying)(?=\s(?:in)?to\s)|"
    r"\b(?P<stays>(?:was|were|is|are|has been|had been|will be)(?=\sin\s))|"
    r"\b(?P<again>(?:returned|came back|went back|(?:had|has) (?:also )?(?:been|come))(?=\s(?:there|again|to|in|on|earlier)\b))|"
    r"\b(?:went|came|comes|goes|headed|heads)(?=\sto\s)|\b(?:w[eo]nt|go(?:es)?|continue[sd]?|move[sd]?|travel(?:s|led|ed)?) on(?=\sto\s)|\bproceed(?:s|ed)?(?=\sto\s)|\b(?:left|leaves?|departed|departs?|set off)\b[^.;,]{0,40}?(?=\sfor\s)"
)
_CUE = {
    "vi": re.compile(
        rf"(?P<noun>\b(?:các |những )?(?:chuyến|cuộc)\s)?(?:{_VI})|(?P<weak>{_VI_WEAK})|(?P<attends>(?:(?<!đến )(?<!sang )\b(?:tham )?dự|\btham gia)\b)"
    ),
    "en": re.compile(
        rf"{_EN}|(?P<weak>{_EN_WEAK})|(?P<attends>\b(?:attend(?:s|ed)?|took part in|participated in)\b)"
    ),
}

#: Between the verb and the state it leads to stands nothing but rank, manner and prepositions.
_RANK_WORDS = {
    "vi": r"cấp nhà nước|cấp cao|chính thức|hữu nghị|làm việc|đáp lễ|xã giao|thiện chí|lần đầu tiên|lần thứ \w+|lịch sử|thành công|tốt đẹp|riêng|không chính thức|kéo dài|(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) ngày(?! \d)|trong|trở lại|lại|và|quá cảnh|song phương|cấp bộ trưởng|cá nhân|nhà nước|ngắn|đầu tiên|tại chỗ",
    "en": r"state|official|working|friendly|friendship|goodwill|historic|successful|high[- ]level|bilateral|first|first-ever|second|third|return|private|brief|\w+-day|and|officially|recently|again|the|goodwill|landmark|ever|visits?|three|two|four|five|transit",
}
_TO_WORDS = {
    "vi": r"đến|tới|sang|tại|ở|ra|đất nước|nước|thủ đô|nước ta|của|chủ nhà|hai nước|ba nước|bốn nước|các nước",
    "en": r"to|into|in|at|for|of|through|the|republic|neighbouring|neighboring|capital|city",
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
        r"\s(?:(?:to india|here)\s)?(?:by|of|from)\s(?:the\s)?(?:then[- ]|h\.\s?e\.\s|his excellency\s)?\Z"
    ),
}
BY_AFTER_HOST = {
    "vi": re.compile(
        r"\s(?:(?:\([^)]*\)|(?:lần )?thứ \w+|(?:lần )?đầu tiên|mới đây|vừa qua|sắp tới|lần này|này|(?:kéo dài )?\w+ ngày)\s)*của\s\Z"
    ),
    "en": re.compile(
        r"\s(?:\([^)]*\)\s)?(?:(?:was|were) (?:made|paid|undertaken)\s)?(?:by|of)\s(?:the\s|then\s|[\w ]{3,25}'s\s)?\Z"
    ),
}
TO_HOST = {
    "vi": re.compile(
        r"[\s)]*(?:(?:cùng phu nhân|và phu nhân)\s)?(?:(?:sang|đến|tới|thăm|tại)\s(?:nước\s|thăm\s|chính thức\s)?)+\Z"
    ),
    "en": re.compile(r"(?:'s)?[\s),]*(?:to|in)\s(?:the\s)?\Z"),
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
        r"\b(?:cùng|cùng với|cùng đi|tháp tùng|có|gặp|gặp gỡ|hội đàm với|hội kiến|tiếp|tiếp kiến|với|tiếp đón|đón|chào|mời|kế nhiệm|"
        r"thay mặt|chúc mừng|điện đàm với|của|phu nhân|người đồng cấp|gửi|cho|bởi)\s(?:đồng chí\s|ngài\s|ông\s|bà\s|có\s)?\Z"
    ),
    "en": re.compile(
        r"\b(?:first lady|spouse|his wife|madam|mrs\.?|accompanied by|along with|together with|with|met|meet|meeting|received by|receive|invited|invite|invitation of|wife of|counterpart|hosted by|"
        r"called on|host|welcomed|thanked|told|succeed(?:ed|ing)?|of the late|wife|to|for|between)\s(?:the\s|his\s|her\s|also\s|h\.e\.\s)?\Z"
    ),
}
#: Who is received or escorted on a visit is the visitor: "đón Tổng thống X thăm …".
RECEIVED = re.compile(
    r"\b(?:đón|tiếp|chào mừng|tiếp đón|tháp tùng|cùng|welcomed|received|accompanied|accompanying)\s(?:đồng chí\s|ngài\s|the\s)?\Z"
)
#: Whoever is met or received is the visitor where a clause on the visit follows the name.
AFTER_COMPANY = {
    "vi": re.compile(
        r"(?:,?\s(?:người\s)?|\s)(?:hiện\s)?(?:đang\s(?:ở\s|có\s|trong\s|sang\s|tiến hành\s|thực hiện\s)?|nhân\s(?:dịp\s)?|đã ở\s)(?:một\s)?\Z"
    ),
    "en": re.compile(
        r",?\s(?:who\s(?:is|was|are|were|has|had|arrived|came|will)\b[^.;,]{0,30}|(?:who is\s)?(?:currently\s)?on an?\s[^.;,]{0,20}|who\s)\Z"
    ),
}
#: Words that recall the subject of the sentence before.
PRONOUN = {
    "vi": re.compile(
        r"\b(?:ông|bà)(?=\s(?:ấy\s)?(?:đã|sẽ|đang|từng|cũng|vừa|còn|có|đến|sang|thăm|bay|tới)\b)"
    ),
    "en": re.compile(r"\b(?:he|she)\b"),
}
NO_VISIT = {
    "vi": re.compile(
        r"\b(?:(?<!lời )mời\s[^.;]{0,80}|lời mời(?! của)\s(?:sang\s|đi\s)?|có thể\s(?:sẽ\s)?|mong (?:muốn |được |sớm )*|sẵn sàng\s|khả năng\s|hy vọng\s[^.;]{0,30}|(?:mong|hy vọng|sẵn sàng|trông đợi|chờ)[^.;]{0,25}\bđón[^.;]{0,60}|tour\s|du lịch\s|trao đổi\s[^.;,]{0,30}|khách\s|việc\s|tăng cường\s[^.;,]{0,30}|nhận lời\s(?:sang\s)?|muốn\s|chưa\s|không\s|(?:chưa|không)\s(?:có\s)?(?:kế hoạch|dự định|ý định|định|thể|được)\s(?:đi\s|sang\s)?|từ chối\s(?:sang\s)?|bác bỏ\s[^.;]{0,50})\Z"
    ),
    "en": re.compile(
        r"\b(?:invit\w*\b(?! of| by)[^.;]{0,80}?(?:to\s|for\s(?:an?\s)?)|\bmay\s|\bmight\s|\bcould\s|wish\w*\sto\s|hope\w*\sto\s|\bwant\w*\sto\s|interest in\s|ready to\s|accept\w*\s[^.;]{0,40}?to\s|tourists?\s(?:who\s)?|exchange of\s[^.;]{0,20}|yet to\s|never\s|not\s|\b(?:not|no|nor|never)\s(?:\w+\s)?(?:planning|plans?|planned|scheduled|expected|intend\w*|intention|going|due|able)\s(?:to|for an?)\s|\b(?:refus\w*|declin\w*|unable|fail\w*)\sto\s|\b(?:reports|rumou?rs|speculation|claims)\sthat\s[^.;]{0,60}would\s|\bif\s[^.;]{0,60}would\s|look\w*\sforward to\s[^.;]{0,80})\Z"
    ),
}
#: After a noun: what may be is no visit yet.
_MAYBE = re.compile(r"\s(?:could|may|might|có thể)\s")
_PLANNED = re.compile(
    r"\b(?:dự kiến|dự định|lên kế hoạch|was (?:due|scheduled|expected|planned) to\s|planned to\s|had planned to\s|planned\s|\bplans to\s|\bplan to\s|thời gian dự kiến)[^.;,]{0,25}\Z"
)
_PLANNED_AFTER = re.compile(
    r"\s?(?:theo dự kiến|dự kiến|đã được lên kế hoạch|(?:that|which) (?:was|had been) planned|planned for|scheduled for|due in|,?\s?(?:supposed|meant|originally \w+) (?:to take place|for))"
)
_POSTPONED = re.compile(
    r"\bhoãn\b|\blùi (?:lại|thời)|\bpostponed|\bshelved\b|\bput off\b|\bdelayed\b"
)
_CANCELLED = re.compile(
    r"\b(?:hủy|hủy bỏ)\b|cancel(?:l)?ed|\b(?:call(?:ed|ing|s)? off|scrap(?:ped|s)|abandoned)\b"
)
#: Who goes somewhere to live, study or serve pays no visit.
SETTLES = re.compile(
    r"\s(?:du học|học|sinh sống|định cư|tị nạn|lưu vong|làm đại sứ|nhận nhiệm vụ|chiến đấu|to study|to live|to work|as (?:an? |the )?(?:ambassador|student|refugee)|into exile|in exile)"
)
#: Before the date for which a visit was meant.
PLANNED_FOR = re.compile(r"dự kiến|lên kế hoạch|planned|scheduled|due\b|expected")
#: Between a host and the visit it received.
RECEIVED_VISIT = re.compile(
    r"\s(?:has\s|had\s|also\s|đã\s|vừa\s)?(?:received|hosted|welcomed|đón(?: tiếp)?)\s(?:an?\s|the\s)?(?:(?:state|official|working|first)\s)*"
)
#: What stands before a visit whose last day the clause dates.
ENDS = {
    "vi": re.compile(
        r"(?:kết thúc|hoàn thành|hoàn tất|khép lại|về nước|trở về|rời(?![^.;]*(?:lên đường|bắt đầu|đi thăm|sang thăm|đi dự)))\b[^.;]{0,60}\Z"
    ),
    "en": re.compile(
        r"(?:\bend(?:s|ed|ing)?\b|conclud(?:es?|ed|ing)|wrap(?:s|ped|ping)? up|complet(?:es?|ed|ing)|finish(?:es|ed|ing)?|returned (?:home|from)|(?:came|flew|went|head(?:ed|s)) home)[^.;]{0,60}\Z"
    ),
}
_UPCOMING = re.compile(
    r"\b(?:sẽ\b|sắp(?! tới)|chuẩn bị|trước thềm|ahead of (?:his|her|the|an?)\s|will\s|is (?:to|due to|scheduled to|expected to|set to)\s|are to\s|shall\s|to pay\s|would\s(?!have))[^.;]{0,60}\Z"
)
_UPCOMING_AFTER = re.compile(
    r"\s(?:sắp tới|tới đây|sắp diễn ra|sẽ diễn ra|will take place|is scheduled|takes place next)|upcoming|forthcoming"
)
_AHEAD = re.compile(
    r"chuyến thăm(?: này| tới| lần này)?[^.;]{0,60}\bsẽ\b|(?:during|in) (?:the|this|his|her) (?:\w+ )?visit[^.;]{0,80}\bwill\b"
)


#: Whoever follows these is no subject of a bare "tới".
_NO_SUBJECT = re.compile(
    r"\b(?:của|thăm|chuyến|đón|tiếp|mời|gửi|đưa|thư|điện|tháp tùng)\b[^.;,]*\Z"
)
_NAME = 80
#: "to visit", "will visit": the same word is a verb.
_BEFORE_VERB = ("to ", "will ", "would ")


@dataclass(frozen=True, slots=True)
class Cue(Mention):
    """Words for a visit; ``noun`` where they are one ("chuyến thăm", "visit").

    ``weak`` where they are words for going anywhere ("flew to"), ``attends`` where they lead to
    an occasion ("took part in"). Of the weak ones, ``stays`` where somebody is somewhere
    ("was in"), ``again`` where a visit is repeated ("returned").
    """

    noun: bool = False
    weak: bool = False
    attends: bool = False
    stays: bool = False
    again: bool = False


def cues(doc: Document, within: Span) -> Iterator[Cue]:
    """Yield the words for visits in a stretch of the text."""
    for match in _CUE[doc.language].finditer(doc.norm, within.start, within.end):
        word = match[0]
        if match.groupdict().get("bare") and not _follows_person(doc, within, match.start()):
            continue
        noun = (
            bool(match.groupdict().get("noun"))
            or word in {"visit", "visits", "trip", "trips"}
            or bool(match.groupdict().get("days"))
        )
        if noun and doc.norm[max(0, match.start() - 7) : match.start()].endswith(_BEFORE_VERB):
            noun = False
        yield Cue(
            match.start(),
            match.end(),
            noun,
            weak=match["weak"] is not None,
            attends=match["attends"] is not None,
            stays=match["stays"] is not None,
            again=match["again"] is not None,
        )


def _follows_person(doc: Document, within: Span, at: int) -> bool:
    """Tell whether a bare "tới" is a verb: right before it stands who went, and no other verb."""
    near = doc.of(PersonMention, Span(max(within.start, at - _NAME), at))
    if not near or near[-1].end != at - 1:
        return False
    before = doc.norm[max(within.start, near[-1].start - _NAME) : near[-1].start]
    return not _NO_SUBJECT.search(before)


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
    if re.search(r"official working|làm việc chính thức|chính thức và làm việc", words):
        return "official-working"
    if official:
        return "official"
    if re.search(r"làm việc|chuyến công tác|\bworking\b", words):
        return "working"
    if re.search(r"quá cảnh|transit|stop-?over|stopped over", words):
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
    if _MAYBE.match(after):
        return None
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
