"""How documents name missions and say that they were opened, stand somewhere, or were closed."""

from __future__ import annotations

import re

_KINDS = {
    "honorary-consulate": r"(?:tổng )?lãnh sự quán danh dự|cơ quan lãnh sự danh dự|lãnh sự danh dự|honorary consulates?(?:[ -]general)?",
    "consulate-general": r"tổng lãnh sự quán|tổng lsq|tlsq|consulates?[ -]general|general consulates?",
    "consulate": r"lãnh sự quán|lsq|consulates?|consular (?:post|office|agency|mission)s?",
    "liaison-office": r"văn phòng liên lạc|cơ quan liên lạc|liaison offices?",
    "legation": r"công sứ quán|legations?",
    "trade-office": r"văn phòng (?:đại diện )?(?:kinh tế|thương mại)|cơ quan đại diện thương mại|trade (?:representative )?offices?",
    "embassy": (
        r"đại sứ quán|đsq|sứ quán|cơ quan đại diện(?: ngoại giao)?(?: thường trú)?|embass(?:y|ies)|high commissions?|"
        r"(?:resident|diplomatic) missions?"
    ),
}
NAMES = tuple(_KINDS)
KIND = re.compile(
    r"\b(?:" + "|".join(f"(?P<k{n}>{w})" for n, w in enumerate(_KINDS.values())) + r")\b"
)
_BETWEEN = (
    r"(?:\s(?:lại|chính thức|một|các|its|their|his|an?|the|two|three|additional|resident|first|own|full|full-fledged|full-time|permanent|"
    r"new|plaque|of|cơ quan|văn phòng|\w+ese|\w+ian|\w+an|\w+ish|\w+ch)){0,6}\s"
)
OPENING = re.compile(
    r"\b(?:lập|thành lập|mở|mở lại|đặt|khai trương|khánh thành|thiết lập|open|opens|opened|opening|set up|sets up|setting up|"
    r"establishes|established|establishing|establishment|inaugurates|inaugurated|inauguration|unveiled|unveiling|reopens|reopened|reopening|founded)"
    rf"{_BETWEEN}\Z"
)
#: Words that say no more than that a mission is there.
HAVING = re.compile(
    r"\b(?:có|hiện có|đang có|duy trì|bên cạnh|ngoài|have|has|had|has had|have had|having|maintain|maintains|maintained|operates|runs|represented(?: \w+){{0,4}} by|"
    rf"in addition to|besides|apart from|along with|through){_BETWEEN}\Z"
)
BESIDES = re.compile(r"bên cạnh|ngoài|in addition to|besides|apart from|along with")
NOT_HAVING = re.compile(
    r"\b(?:không|chưa|mới|no longer|not|never)(?: \w+){0,2} \Z|\b(?:has|have|had) no \Z"
)
AT_WORK = re.compile(
    r"(?P<gap>[^.;]{0,90}?)(?:\((?:từ|since|opened|established|thành lập|lập|mở|khai trương|from)\b|\b(?:đi vào hoạt động|bắt đầu hoạt động|hoạt động|(?:được|đã) (?:chính thức )?(?:thành lập|mở|mở lại|khai trương|khánh thành|lập)|"
    r"(?:mở cửa(?: trở lại)?|thành lập|khai trương|mở lại|lập|mở) (?=năm|tháng|ngày|từ|vào|\d)|"
    r"(?:was|were|has been|have been) (?:\w+ly )?(?:first )?(?:opened|set up|established|inaugurated|functioning|operational|operating|reopened|founded|headed by|led by)|(?:has|have) (?:operated|functioned|been operating)|"
    r"(?:opened|established|set up|founded|inaugurated|reopened|started functioning|started operations?|became (?:operational|functional)|began (?:work|operations?|functioning))|"
    r"operates?|functions?)\b)"
)
_TO = r"(?:lên|thành|to)\s(?:the\s|an?\s|cấp\s|full\s|level of\s|status of\s){0,3}\Z"
RAISED = re.compile(
    rf"\b(?:nâng(?: cấp)?|upgraded|raised|elevated)\s[^.;]{{0,80}}?{_TO}|"
    r"\b(?:became|trở thành|chuyển thành)\s(?:the\s|an?\s|full\s|resident\s|permanent\s|full-fledged\s|một\s){0,3}\Z"
)
ITS = re.compile(r"\b(?:its|their)\s(?:\w+\s)?\Z")
#: What became a mission, where no kind of mission is named.
POST = re.compile(r"\b(?:mission|office|post|representation|cơ quan đại diện|văn phòng)\b")
PLANNED = re.compile(
    r"\b(?:sẽ|dự kiến|chưa|sớm|xem xét|sắp|khả năng|đề nghị|\bwill|would|plans?|planned|intends?|decided to|decision to|proposed|proposal|to be|"
    r"agreed|agreeing|before|prior to|trước khi|nhất trí|thỏa thuận|mong muốn|kế hoạch|yet)\s[^.;,]{0,30}\Z|\bto\s\Z"
)
CLOSED = re.compile(r"\b(?:đóng cửa|closed|closes|closure|shut(?: down)?|moving|moved|relocated)\b")
REOPENED = re.compile(
    r"\b(?:re-?opened|mở lại|mở cửa (?:trở )?lại|mở cửa trở lại|hoạt động (?:trở )?lại|lập lại)(?:\s(?:it|its doors|only|again))*"
    r"\s?(?:in|on|từ|vào|ngày|tháng|năm|\s){0,4}\Z"
)
#: What may stand between a mission, its state, its places and its date in a list of missions.
ITEM = re.compile(
    r"(?:[\s:,()–-]|\b(?:of|the|in|at|and|since|opened|established|from|của|nước|tại|ở|và|từ|mở|khai trương|thành lập|lập|thủ đô|thành phố|năm|tháng|ngày)\b)*"
)
BULLET = re.compile(r"[\s\d.*•+o–)-]{0,6}")
UNDER = re.compile(
    r"embass|mission|consul|representation|cơ quan đại diện|đại sứ quán|lãnh sự|đại diện ngoại giao"
)
AT = re.compile(
    r"(?:\b(?:tại|ở|in|at)(?: the| thủ đô| thành phố| nước| tp\.?| city of)*\s|\bas follows: |: |\bat [^.;()]{1,60}, )\Z"
)
TO = re.compile(r"\bto(?: the)?\s\Z")
#: What parts the places at which one state has missions of one kind.
ALSO_AT = re.compile(
    r"\s?(?:\([^()]{0,60}\))?\s?(?:,|;|and|và|cũng như|as well as|, and|cùng)\s(?:(?:tại|ở|in|at|tp\.?|thành phố)\s)?\Z"
)
#: What joins a mission to the one named before, of the same state.
JOINED = re.compile(
    r"(?:,|;)?\s?(?:and|và|as well as|cùng|cũng như|,)\s(?:(?:an?|its|one|two|three|four|five|\d|also|một|hai|ba|bốn|\d{1,2}|the|their|other|honorary|of|cơ quan|với)\s){0,3}\Z"
)
OF = re.compile(r"\A\s(?:của\s|of\s(?:the\s)?|cộng hòa\s|nước\s)?\Z")
MUTUAL = re.compile(
    r"của nhau|mỗi nước|mỗi bên|each other|both capitals|both countries|respective capitals|in the two capitals|thủ đô hai nước|hai thủ đô"
)
FIRST = re.compile(
    r"\b(?:cử|bổ nhiệm|sent|appointed|dispatched|named)\s(?:[^\s.;,]+\s){0,4}?(?:đại sứ|ambassador)\b(?!\squán)[^.;,]{0,70}"
)
ORDINAL = re.compile(r"đầu tiên|thứ nhất|\bfirst\b")
RESIDENT = re.compile(r"thường trú|\bresident\b")
