"""How documents say that two states took a step in their relations, and up to which level."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIES = r"(?:diplomatic (?:and consular )?|diplomatic )(?:relations(?:hip)?|ties|links)"
#: Relations of one kind only ("trade ties") are not those of the two states.
_RELATIONS = (
    r"(?<!trade )(?<!economic )(?<!military )(?<!commercial )(?<!cultural )(?<!defence )(?<!defense )(?<!air )"
    r"(?:diplomatic )?(?:relations|ties)"
)
_SOME = r"(?:(?!to\b|in\b|on\b|with\b|trade\b|economic\b|military\b|commercial\b|cultural\b)[\w-]+\s){0,4}?"
_QH = r"(?:quan hệ ngoại giao|qhng)"
#: What stands between the words of a step, within a sentence; the stop of "St. Lucia" ends none.
_FAR, _LINE, _PART, _ROW = (rf"(?:[^.;{more}]|(?<=\bst)\.)" for more in ("", r"\n", ",", r",\n"))
_WERE = r"\b(?:were|was|have been|had been|has been|being|are)\s(?:\w+ly\s)?(?:first\s)?"

ESTABLISHED = re.compile(
    rf"(?:(?<!về việc )\b(?:thiết lập|thành lập|đặt|tạo lập)|(?<!thiết )(?<!thành )(?<!tạo )(?<!tái )\blập)\s(?:mối\s)?(?:chính thức\s)?{_QH}|"
    rf"{_QH}\s{_LINE}{{0,60}}?(?:được\s)(?:chính thức\s)?(?:thiết lập|xác lập)|{_QH}\s{_ROW}{{0,60}}?(?:bắt đầu|hình thành)(?=\s(?:từ|vào|năm|ngày)\b)|\bquan hệ (?:được|đã được) (?:thiết lập|xác lập)(?=\s(?:từ|vào|năm|ngày|tháng|\d))|"
    rf"(?<=anniversary of )(?:(?:their|the|bilateral|its)\s)?{_TIES}|(?<=năm ){_QH}|(?<=years of ){_TIES}|"
    rf"(?:establish(?:ed|ment of|ing|es)?|entered into|forged|opened|set up|took up|taking up)\s(?:[\w.'-]+\s){{0,3}}?{_TIES}|"
    rf"\b(?:established|opened)\s(?:formal |official |full )?relations(?=\s(?:with|in|on)\b)|"
    rf"\b(?:have|has|had)\s(?:\w+ly\s)?(?:enjoyed|maintained|had|kept|held)\s(?:[\w.'-]+\s){{0,3}}?{_TIES}(?=[^.;,]{{0,40}}\ssince\b)|"
    rf"\b(?:có|duy trì)\s{_QH}(?=[^.;,\n]{{0,40}}\s(?:từ|kể từ)\b)|"
    rf"{_TIES}\s{_FAR}{{0,90}}?(?:{_WERE}(?:established|forged|set up|initiated)|\b(?:formally |officially )?(?:began|commenced|date back to|date from|dates back to|go back to|start(?:ed)? in)\b)|"
    rf"(?:establishment|opening) of {_TIES}"
)
#: A line below a heading that says of what: "Diplomatic relations", "Established: 3 May 1994".
LABEL = re.compile(
    r"(?<=\n)[ \t]?(?:[-•*+–]\s?)?(?:ngày (?:thiết lập|lập|thành lập)|thiết lập|established|date of establishment)\s?(?=:|on\b)"
)
TIES_HEADING = re.compile(rf"{_QH}|{_TIES}")
RESUMED = re.compile(
    rf"(?:nối lại|khôi phục|bình thường hóa|tái lập|tái thiết lập|thiết lập lại|lập lại)\s(?:hoàn toàn\s|đầy đủ\s|chính thức\s)?(?:mối\s)?(?:quan hệ|qhng)(?: ngoại giao)?|"
    rf"{_QH}\s{_LINE}{{0,60}}?được\s(?:chính thức\s)?(?:nối lại|khôi phục|bình thường hóa|tái lập)|"
    rf"\b(?:resum|restor|re-establish|reestablish|normali[sz]|renew)(?:ed|ption of|ation of|ing|ization of|isation of)\s{_SOME}{_RELATIONS}|"
    rf"{_RELATIONS}\s{_PART}{{0,60}}?{_WERE}(?:fully\s)?(?:resumed|restored|re-established|reestablished|normali[sz]ed|renewed)"
)
SEVERED = re.compile(
    rf"(?:cắt đứt|đoạn tuyệt|\bcắt|chấm dứt|hủy bỏ|tuyệt giao)\s(?:mọi\s)?(?:mối\s)?{_QH}|(?:cắt đứt|đoạn tuyệt|\bcắt)\s(?:mối\s)?quan hệ(?=\svới)|\bđoạn giao(?=\svới)|{_QH}\s{_LINE}{{0,60}}?\bbị\s(?:cắt đứt|chấm dứt|hủy bỏ|cắt)|"
    rf"\b(?:severed|severing|severs|broke off|breaking off|breaks off|broke|cut off|cut|cutting|ended|terminated)\s{_SOME}{_RELATIONS}|"
    rf"{_RELATIONS}\s{_PART}{{0,60}}?{_WERE}(?:again\s)?(?:severed|broken off|cut|broken|terminated)"
)
SUSPENDED = re.compile(
    rf"(?:đình chỉ|gián đoạn|tạm ngừng|tạm đình chỉ)\s(?:mối\s)?{_QH}|suspended\s(?:\w+\s){{0,3}}?{_TIES}|"
    rf"{_QH}\s{_LINE}{{0,60}}?\bbị\s(?:đình chỉ|gián đoạn|tạm ngừng|ngừng trệ)|"
    rf"{_RELATIONS}\s{_PART}{{0,60}}?{_WERE}suspended"
)

_LEVELS = {
    "comprehensive-strategic-partnership": (
        r"đối tác(?: hợp tác)? chiến lược toàn diện|(?:comprehensive|global) (?:and )?strategic (?:co-?operative |cooperation )?partner(?:ship|s)?|"
        r"strategic and comprehensive partner(?:ship|s)?|đối tác toàn diện chiến lược|comprehensive strategic partnership"
    ),
    "comprehensive-partnership": r"đối tác(?: hợp tác)? toàn diện|comprehensive (?:co-?operative |cooperation )?partner(?:ship|s)?",
    "strategic-partnership": r"đối tác(?: hợp tác)? chiến lược|strategic (?:co-?operative |cooperation )?partner(?:ship|s)?",
    "other": (
        r"đối tác (?:hợp tác )?(?:hữu nghị|đặc biệt|tin cậy|sâu rộng|tăng cường|hướng tới|vì|mới|ưu tiên)|hữu nghị đặc biệt|"
        r"(?:all-round|all round|special|privileged|enhanced|global|broad-based|friendly|extended|full-scale|new|special strategic|co-?operative|partnership of)"
        r"(?: (?:all-round|global|friendly|strategic|co-?operative|privileged))? (?:co-?operative |cooperation )?partnership"
    ),
    "ambassador": r"(?:cấp|hàng) đại sứ(?! quán)|ambassador(?:ial)?[ -]level|level of ambassadors?|đại sứ quán|embassy level",
    "legation": r"(?:cấp )?công sứ|legation",
    "charge": r"(?:cấp )?đại biện|chargé|charge d",
}
LEVEL = re.compile("|".join(f"(?P<l{n}>{words})" for n, words in enumerate(_LEVELS.values())))
LEVEL_NAMES = tuple(_LEVELS)

_A_PARTNERSHIP = r"(?=[\"'\u201c]?(?:comprehensive|strategic|all-round|all round|special|privileged|enhanced|global|cooperative)\b[^.,;]{0,40}\bpartner)"
_DOI_TAC = (
    r"(?=[\"']?đối tác (?:hợp tác )?(?:chiến lược|toàn diện|hữu nghị|đặc biệt|sâu rộng|tăng cường))"
)
UPGRADED = re.compile(
    rf"(?:nâng(?: cấp| tầm)?|đưa|phát triển)\s(?:mối\s)?quan hệ\b{_FAR}{{0,70}}?\b(?:lên|thành)\b|"
    rf"quan hệ\b{_LINE}{{0,60}}?\bđược\s(?:chính thức\s)?(?:nâng(?: cấp| tầm)?)\s(?:lên|thành)\b|"
    r"(?:hai nước|hai bên)\s(?:đã\s|chính thức\s|nhất trí\s){0,3}nâng (?:cấp|tầm)\s(?:lên|thành)\b|"
    rf"(?:thiết lập|xác lập|\blập)\s[\"']?(?:khuôn khổ\s)?(?:mối\s)?(?:quan hệ\s)?{_DOI_TAC}|"
    rf"\blà\s(?=đối tác (?:hợp tác )?(?:chiến lược|toàn diện){_PART}{{0,30}}\s(?:từ|kể từ)\b)|"
    r"\bhave been\s(?=(?:comprehensive )?strategic partners(?:hip)?\s(?:since|from)\b)|"
    rf"trở thành\s(?:các\s|những\s|hai\s)?{_DOI_TAC}|"
    rf"(?:upgrad|elevat|rais)(?:ed|ing|es|e|tion of)\s(?:[\w'-]+\s){{0,4}}?(?:relations(?:hip)?|ties|partnership)\b{_FAR}{{0,50}}?\bto\b|"
    rf"(?:relations(?:hip)?|ties|partnership)\b{_FAR}{{0,60}}?\b(?:were|was|has been|have been|had been)\s(?:\w+ly\s)?(?:upgraded|elevated|raised)\sto|"
    rf"\b(?:established|set up|forged|entered into|formed|launched|signed|agreed on|concluded)\s(?:a|an|the|their)\s{_A_PARTNERSHIP}|"
    rf"\bsigned\s(?:a|the)\s(?:joint\s)?(?:declaration|statement)\s(?:on|of|establishing|for)\s(?:the\s)?(?:establishment of\s)?(?:a\s|an\s|their\s|the\s)?{_A_PARTNERSHIP}|"
    rf"\b(?:became|become)\s(?:each other's\s)?{_A_PARTNERSHIP}"
)
#: What undoes the step told of just before, in the same sentence: "and restored them in 1990".
AGAIN = re.compile(
    r"(?:\b(?:and|but|then|were|was)|[,;])\s(?:(?:only|later|then|were|was|they|it|ties|relations|again|fully|formally|not until)\s){0,5}?"
    r"(?:resumed|restored|re-established|reestablished|normali[sz]ed|renewed)\b(?:\s(?:them|it|ties|relations|only|again)\b){0,2}|"
    r"(?:\b(?:và|rồi|nhưng|đến|tới)|[,;])\s[^.;]{0,40}?(?:nối lại|khôi phục|bình thường hóa|được tái lập|tái lập)"
)
#: "The Strategic Partnership, established in 2004": the level stands before the verb.
LEVEL_FIRST = re.compile(
    r"\bđối tác (?:hợp tác )?(?:chiến lược|toàn diện)(?: toàn diện)?(?P<vi>[^.;,\n]{0,60}?)\bđược\s(?:chính thức\s)?(?:thiết lập|xác lập|ký kết)\s|"
    r"\b(?:comprehensive|strategic|all-round)\b[^.,;]{0,30}\bpartnership\b(?P<gap>[^.;]{0,60}?)\b(?:was |were |has been )?"
    r"(?:established|launched|forged|signed|concluded|set up|announced|proclaimed|agreed)\s(?=in\b|on\b|during\b|at\b)"
)
SECTORAL = re.compile(
    r"(?:\s(?:agreement|declaration))?\s(?:trong lĩnh vực|về|in the field of|in the area of|on(?! (?:\w+ )?\d)|for|in (?!(?:\w+ )?\d))\b"
)
PLANNED = re.compile(
    r"\b(?:sẽ|tiến tới|hướng tới|xem xét|khả năng|mong muốn|đề nghị|sớm|nhằm|will|would|aim\w*|towards?|consider\w*|hop\w+|possib\w+|wish\w*|"
    r"talks on|negotiat\w*|đàm phán|discuss\w*|chưa|not|never|không)\s[^.;,]{0,25}\Z"
)
#: After these a step is told of as something else's time; only a date right after it is its own.
SUBORDINATE = re.compile(
    r"\b(?:từ khi|kể từ|kể từ khi|sau khi|trước khi|từ ngày|since|after|before|prior to|until|when|even before|the time)\s[^.;,]{0,90}\Z"
)
RECOGNISED = re.compile(
    r"(?:công nhận|thừa nhận)(?:\s|(?=[.,;]))(?:chính thức\s)?(?:(?:nền\s)?độc lập(?: và chủ quyền)?(?: của)?\s|nhà nước\s|chính phủ\s|cách mạng\s|lâm thời\s|nước\s|của\s|cộng hòa\s)*|"
    r"(?:recogni[sz]ed|\bfirst\s(?:\w+\s){0,4}to\s(?:\w+ly\s)?recogni[sz]e)\s(?:the\s)?(?:(?:independence|sovereignty|state|government)(?: and sovereignty)? of\s(?:the\s)?|newly independent\s)?"
)
AND_ESTABLISHED = re.compile(
    rf"(?:và|and)\s(?:đã\s|to\s|to have\s|sớm\s)?(?:thiết lập|lập|đặt|establish(?:ed)?)\s(?:full\s)?(?:{_QH}|{_TIES})\s(?:với|with)\s(?:nước\s|the\s)?"
)
RECOGNISED_BY = re.compile(r"\b(?:được|was|were|been)\s(?:\w+ly\s|first\s)?\Z")
#: The passive: "recognised by B", and "được B công nhận", where B stands between the two words.
BY = re.compile(r"by\s(?:the\s)?(?:government of\s(?:the\s)?)?")
IS = re.compile(r"\b(?:được|được nước)\s\Z")
FORMALLY = re.compile(r"\s(?:(?:đã|chính thức|cũng)\s)*")
YEARS = re.compile(
    r"(?:kỷ niệm|lần thứ)\s(?:trọng thể\s)?(?:lần thứ\s)?(?P<vi>\d{1,3})\s(?:năm|năm ngày)?|(?P<en>\d{1,3})(?:th|st|nd|rd)?[ -](?:years?|anniversary)"
)
OCCASION = re.compile(
    r"\b(?:during|on the occasion of|in the course of|at the|trong|nhân|dịp|tại)\s"
)
#: What parts the states of a list, each with its date in brackets or without.
LIST_GAP = re.compile(
    r"\s?(?:\([^()]{1,40}\))?\s?(?:,|;|and|và|cùng|, and)\s(?:and\s|with\s|với\s)?(?:the\s|nước\s)?"
)
#: What stands between the date of one level and the next level, and between that and its date.
THEN = re.compile(
    r"\)?\s?(?:,|;|và|and|, and|rồi|then|, then|, và|, rồi|sau đó)\s(?:and then\s|later\s|then\s|further\s|tiếp tục\s|nâng (?:cấp )?)?"
    r"(?:to\s|lên\s|thành\s|quan hệ\s)*(?:the\s|an?\s)?[\"']?"
)
DATED = re.compile(r"[\"']?\s?(?:\(|in|on|from|since|vào|từ)?\s?(?:tháng\s|năm\s|ngày\s)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of step and the words for it."""

    change: str
    words: re.Pattern[str]


STEPS = (
    Step("upgraded", UPGRADED),
    Step("upgraded", LEVEL_FIRST),
    Step("severed", SEVERED),
    Step("suspended", SUSPENDED),
    Step("resumed", RESUMED),
    Step("established", ESTABLISHED),
)
