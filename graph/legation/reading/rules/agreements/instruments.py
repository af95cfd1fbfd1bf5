"""What states sign: the words for it, where its title ends, and between whom the title says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.facts.claims import Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import Document, Sentence, StateMention
from legation.reading.rules.trade.flows import both, parties_named, partner, two_before

#: The kinds of agreement by the words that texts use; the first that fits decides.
_KINDS = {
    "mou": r"(?:bản |biên bản )?ghi nhớ|\bbb?gn\b(?= )|\bmou\b|\bmous\b|memorand(?:um|a)(?: of understanding)?",
    "joint-statement": r"(?:bản )?(?:tuyên bố|thông cáo)(?: báo chí| tầm nhìn)? chung|tuyên bố(?= (?:hà nội|về|đối tác|tầm nhìn|hữu nghị))|joint (?:press |vision )?(?:statement|declaration|communiqu[eé])s?|declaration(?! of (?:intent|war|independence))",
    "protocol": r"nghị định thư|protocols?",
    "treaty": r"hiệp ước|công ước|treat(?:y|ies)|conventions?",
    "agreement": r"hiệp định|\bftas?\b|\bepa\b|(?:bản |biên bản )?thỏa thuận(?! (?:sớm|sẽ|đưa|nâng|tăng|tiếp tục|đẩy mạnh|thúc đẩy|phấn đấu|mở|lập|thành lập|rằng|cùng|cho|tổ chức|phối hợp|duy trì|thiết lập)\b)|hđ(?= (?:thương mại|khung|khuyến khích|hợp tác|về|tránh|hàng không|vận tải|kinh tế|văn hóa|miễn|du lịch|lãnh sự|tương trợ|dẫn độ))|agreements?|accords?|pacts?|arrangements?(?= (?:on|for))|arrangement|(?:trade|labou?r|defen[cs]e|gas|oil|energy|supply|security|maritime) deals?|deals(?= (?:worth|on|to|with|between|were|was|have|had|in|at|during)\b)",
    "contract": r"hợp đồng|contracts?",
    "other": r"(?:bản |biên bản )?ý định thư|biên bản|văn kiện|văn bản|kế hoạch (?:hành động|hợp tác)|công hàm|"
    r"chương trình (?:hợp tác|hành động|trao đổi|làm việc)|lộ trình(?= hợp tác| về| thực hiện)|"
    r"(?:letters?|statements?|declarations?) of intent|exchange of (?:notes|letters)|documents?|plans? of action|(?:joint )?(?:action|work) plans?|"
    r"road ?maps?(?= (?:for|on|of))|(?:cooperation|exchange|work|executive) (?:program(?:me)?|plan)s?|program(?:me)?s? of cooperation|agreed minutes",
}
KIND = re.compile(
    r"\b(?:" + "|".join(f"(?P<{k.replace('-', '_')}>{w})" for k, w in _KINDS.items()) + r")(?!\w)"
)

#: Bodies below the state by the word their name holds; the first that fits decides.
_ORGANS = {
    "government": r"chính phủ|government",
    "ministry": r"bộ(?! trưởng| phận)|ministry",
    "court": r"tòa án|court",
    "academy": r"viện|academy|institute",
    "parliament": r"quốc hội|hạ viện|thượng viện|nghị viện|parliament|assembly|congress",
    "party": r"đảng|party",
    "bank": r"ngân hàng|bank",
    "university": r"đại học|học viện|trường|university",
    "company": r"(?:tổng )?công ty|tập đoàn|doanh nghiệp|company|corporation|group",
    "agency": r"(?:tổng )?cục|ủy ban|cơ quan|thông tấn xã|thanh tra|viện kiểm sát|hải quan|agency|department|commission|authority|office|committee|customs",
    "city": r"thành phố|tỉnh|thủ đô|city|province",
    "other": r"hội|liên đoàn|phòng thương mại|chamber|association|federation|union of",
}
_ORGAN = re.compile(r"\b(?:" + "|".join(f"(?P<{k}>{w})" for k, w in _ORGANS.items()) + r")\b")
_LONG_FORM = re.compile(
    r"(?:nước |phía |bên |the )?(?:ch|cộng hòa|chxhcn|vương quốc|liên bang|republic of|kingdom of|socialist|democratic|people's|federation|"
    r"xhcn|xã hội chủ nghĩa|dcnd|dân chủ nhân dân|nhân dân|liên hiệp|\s|of|the)*\s*"
)
_LONGEST = 140
#: How far behind "Peruvian" its ministry or chamber may be named.
_OF_STATE = 26
_BETWEEN = re.compile(r"\b(?:giữa|between)\s")
_AND = re.compile(r"\s(?:và|với|and|with)\s")
_VERB = re.compile(
    r"(?:[\s\"'.,]|\s(?:đã|vừa|cùng|cũng|đều|have|has|had|were|was|today|also|jointly))*\Z"
)
_BODY_END = re.compile(
    r"\s(?:về|trong lĩnh vực|nhằm|đã|vào|tại|on|in|for|regarding|concerning|to|was|were|at|entered|enters|came|comes|took|takes|has|have|will|sẽ|được|có hiệu lực|bắt đầu|đi vào)\s|[,;:.()\"]"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party as stated: a state or union by its code, or a body of one.

    >>> Party("LAO").value.local
    'LAO'
    """

    code: str
    body: Named | None = None

    @property
    def value(self) -> Value:
        """The party as a value of a claim."""
        return self.body if self.body is not None else actor(self.code)


def kind_of(norm: str, start: int, end: int) -> str | None:
    """Return the kind of the first word for an agreement in a stretch, ``None`` for no such word.

    >>> text = "a protocol to the treaty"
    >>> kind_of(text, 0, len(text))
    'protocol'
    """
    match = KIND.search(norm, start, end)
    return str(match.lastgroup).replace("_", "-") if match else None


def plural(word: str) -> bool:
    """Tell whether a word for an agreement stands in the plural.

    >>> plural("protocols"), plural("memorandum of understanding")
    (True, False)
    """
    return (word.endswith("s") and word != "s") or word.startswith(("memoranda", "exchanges "))


def parties(
    doc: Document, sentence: Sentence, start: int, end: int, *, standing: bool = True
) -> tuple[Party, ...]:
    """Return the two parties that a stretch names: "giữa A và B", "A và B", "the two countries".

    ``standing``: whether "the two countries" may be the two that the document is about; without
    it only names count.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "A treaty between Laos and Peru"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [p.code for p in parties(doc, doc.sentences[0], 0, 30)]
    ['LAO', 'PER']
    """
    for between in _BETWEEN.finditer(doc.norm, start, end):
        stop = _BODY_END.search(doc.norm, between.end(), end)
        found = _both_sides(doc, between.end(), stop.start() if stop else end)
        if found:
            return found
        if standing and both(doc, between.end(), min(end, between.end() + 24)):
            return _pair(doc, sentence)
    found = _both_sides(doc, start, end)
    if found:
        return found
    named = list(dict.fromkeys(s.code for s in parties_named(doc, start, end)))
    if len(named) == 2:
        return tuple(Party(code) for code in named)
    if standing and not named and both(doc, start, end):
        return _pair(doc, sentence)
    return ()


def _pair(doc: Document, sentence: Sentence) -> tuple[Party, ...]:
    return tuple(Party(code) for code in two_before(doc, sentence) or ())


def _both_sides(doc: Document, start: int, end: int) -> tuple[Party, ...]:
    """Read "X and Y", where each is a state or a body of one."""
    for joint in _AND.finditer(doc.norm, start, end):
        one, two = _side(doc, start, joint.start()), _side(doc, joint.end(), end)
        if one is None or two is None:
            continue
        if not one.code and two.code and (code := partner(doc, two.code)):
            one = Party(code, _of(one.body, code))
        elif not two.code and one.code and (code := partner(doc, one.code)):
            two = Party(code, _of(two.body, code))
        if one.code and two.code and one.code != two.code:
            return one, two
    return ()


def _side(doc: Document, start: int, end: int) -> Party | None:
    """Return what one side of "X and Y" is: a state in its short or long form, or a body."""
    norm = doc.norm
    if end - start > _LONGEST:
        return None
    while start < end and norm[start] in " \n\"'":
        start += 1
    end = start + len(_VERB.sub("", norm[start:end]))
    states = parties_named(doc, start, end)
    codes = list(dict.fromkeys(s.code for s in states))
    organ = _ORGAN.search(norm, start, end)
    if organ is not None and organ.lastgroup == "city" and not codes:
        seats = doc.of(StateMention, Span(start, end))  # a capital signs for itself
        codes = list(dict.fromkeys(s.code for s in seats))
    if len(codes) > 1:
        return None
    before = (
        doc.language == "en" and states and 0 <= organ.start() - states[0].end <= _OF_STATE
        if organ
        else False
    )
    if organ is not None and (
        not states or organ.start() < states[0].start or organ.start() <= start + 4 or before
    ):
        begin = min(organ.start(), states[0].start) if before else organ.start()
        text = " ".join(doc.text[begin:end].split())
        owner = tuple(codes)
        body = Named(
            "Organisation",
            text,
            owner,
            str(organ.lastgroup),
            doc.language,
            spans=(Span(begin, end),),
        )
        return Party(codes[0] if codes else "", body)
    if codes and _LONG_FORM.fullmatch(norm, start, states[0].start):
        return Party(codes[0])
    return None


def _of(body: Named | None, code: str) -> Named | None:
    if body is None:
        return None
    return Named(body.type, body.text, (code,), body.detail, body.language, spans=body.spans)
