"""Words that tell which way goods move, and between whom: shared by trade and commodities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.facts.claims import Value
from legation.identity.reference import actor
from legation.reading.document import Document, Mention, Sentence, StateMention
from legation.terms import concept

#: What each word of trade means; the first that fits takes the text, so longer forms come first.
#: ``other`` is money that is no trade in goods, ``again`` takes up the figure before, ``volume`` is
#: a bare "kim ngạch": of the flow named before it, or turnover; ``reverse`` is the flow before it
#: the other way round.
_SUM = r"(?:us ?|a)?[$€£] ?\d[\d.,]*"
_SUM_VI = r"(?:(?:khoảng|gần|hơn|trên|được) )?\d[\d.,]* (?:triệu|tỷ|tỉ)\b"
_WORDS = {
    "balance": r"nhập siêu|xuất siêu|(?:thâm hụt|thặng dư|cán cân) thương mại|(?:trade (?:deficit|surplus|balance|gap)|balance of trade)"
    r"|(?<!budget )(?<!fiscal )(?<!account )\b(?:surplus|deficit)\b",
    "turnover": r"kim ngạch (?:trao đổi|thương mại|buôn bán|mậu dịch|xuất[ ,-]{1,3}nhập khẩu|xnk|(?:hai|2) chiều|song phương|ngoại thương)"
    r"|\bkn ?(?:tm|xnk|(?:hai|2) chiều|thương mại|buôn bán|mậu dịch)\b|\bxnk\b|(?:khối lượng|giá trị|quy mô|doanh số) (?:trao đổi )?(?:thương mại|buôn bán|mậu dịch|trao đổi)"
    r"|trao đổi (?:(?:hai|2) chiều|hàng hóa|thương mại|mậu dịch|buôn bán)|(?:thương mại|buôn bán|mậu dịch) (?:song phương|(?:hai|2) chiều|(?:hai|2) nước|(?:hai|2) bên|giữa|với)"
    r"|kim ngạch (?:giữa|(?:hai|2) nước|(?:hai|2) bên|với)|xuất[ ,-]{1,3}nhập khẩu|giao thương"
    r"|(?:thương mại|buôn bán|mậu dịch)(?=(?: [^\s,.;:()]{1,20}){0,8}?(?: (?:đạt|lên|ở mức|vượt|tăng|giảm|ước)\b|:))"
    r"|(?:two-way|bilateral|mutual|total|overall|merchandise|goods|commercial) (?:merchandise |goods |bilateral |two-way )?(?:trade(?! (?:agreement|deficit|surplus|balance|gap|fair|policy|war|barriers))|commerce|exchanges?)"
    r"|(?:two-way|bilateral|mutual) turnover|\bturnover(?=(?: \w+){0,2} (?:amounted|reached|stood|was|totall?ed|hit|rose|grew|fell|came|exceeded|surpassed)\b)|trade (?:turnover|volumes?|value|exchanges?|revenue|figures?)"
    r"|(?:trade|commerce) (?:in goods )?(?:between|with)|volume of (?:bilateral |two-way )?trade|import-export (?:turnover|value|revenue)"
    r"|trade in goods|merchandise trade|trade(?=,? (?:has|have|had|is|of|should|could|will|would|may|must|can|in \d{4}|in the \w+ (?:\w+ )?months|for \d+|during|which|came|went|stood|stands|hit|totall?\w*|amount\w*|was|to \W{0,2}(?:us)?\W?\d+|at|worth|valued"
    r"|reach\w*|grew|grow\w*|rose|rise\w*|increas\w+|fell|declin\w+|dropp\w+|climb\w*|surpass\w*|exceed\w*|cross\w*|touch\w*|jump\w*|expand\w*|up|down|from)\b)",
    "export": r"xuất khẩu|\bxk\b|(?<!sản )(?<!đề )xuất(?= (?:sang|cho|vào|đi|của|hàng|khối|chủ yếu|chính|(?:được |khoảng |gần |hơn |trên )?\d)|:|\s{0,3}(?:\||\Z))|(?:(?<=và )|(?<=[;,] ))xuất(?! (?:sắc|phát|bản|hiện|cảnh|xứ|siêu|thân|trình|viện|ngũ|khẩu|hành|gia|quân|nhập))|\bbán(?= cho [^,;.]{2,40}? (?:hàng hóa|lượng hàng)\b)"
    r"|\bbán(?= (?:sang|cho) [^,;.:]{2,30}:)|\bbán(?= (?:sang|qua|cho) (?:[^\W\d_]+[ -]){1,5}"
    + _SUM_VI
    + r")|\bhàng(?: hóa)?(?= (?:của )?(?:[^\W\d_]+[ -]){1,5}(?:sang|vào) [^,;.]{2,30} (?:đạt|trị giá|là|tăng|giảm)\b)"
    r"|\bexport(?:s|ed|ing)?\b|\bshipped\b|\bshipments(?= (?:to|from)\b)|\b(?:sells?|sold)(?= (?:\w+ ){0,3}goods\b)|\b(?:sells?|sold)(?= (?:\w+ ){0,2}"
    + _SUM
    + r" ?\w+ worth of\b)",
    "import": r"nhập khẩu|\bnk\b|nhập(?= (?:từ|của|hàng|khối|về|chủ yếu|chính|(?:khoảng |gần |hơn |trên )?\d)|:|\s{0,3}(?:\||\Z))|(?:(?<=và )|(?<=[;,] ))nhập(?! (?:siêu|cảnh|học|viện|ngũ|cư|môn|cuộc|khoa|tịch|làng|trường|vào|với|thành))|\bmua(?= (?:của|từ) [^,;.]{2,40}? (?:hàng hóa|lượng hàng)\b)"
    r"|\bmua(?= (?:từ|của) [^,;.:]{2,30}:)|\bmua(?= (?:về|vào|từ|của|lại) (?:[^\W\d_]+[ -]){0,5}"
    + _SUM_VI
    + r")"
    r"|\bimport(?:s|ed|ing)?\b|\b(?:buys?|bought|purchased)(?= (?:\w+ ){0,3}goods\b)|\b(?:buys?|bought|purchased)(?= (?:\w+ ){0,2}"
    + _SUM
    + r" ?\w+ worth of\b)|(?<=and )bought(?= (?:\w+ ){0,2}"
    + _SUM
    + r")",
    "reverse": r"chiều ngược lại|in the (?:opposite|other|reverse) direction|\bthe other way(?: round| around)?\b",
    "volume": r"kim ngạch(?! (?:xuất|nhập))",
    "again": r"(?:con số|mức) (?:này|đó|trên)|(?:this|the|that|corresponding) (?:total )?(?:figure|number|volume|value)"
    r"|\bit (?:had |has )?(?:totall?ed|reached|stood|was|amounted|rose|grew|hit|came|fell|increased|declined)\b",
    "other": r"đầu tư|\bvốn\b|viện trợ|\b(?:oda|fdi|gdp|gnp)\b|tín dụng|\bvay\b|dự án|hợp đồng|ngân sách|kiều hối|học bổng|\bquỹ\b"
    r"|doanh thu|\bnợ\b|dịch vụ|du lịch|thu nhập|bình quân đầu người|dự trữ|hỗ trợ|trúng thầu|công trình|tài trợ|quyên góp|\blỗ\b|thị phần"
    r"|\binvest\w*|\bcapital\b|\baid\b|\bloans?\b|\bcredits?\b|\blines? of credit\b|\bgrants?\b|\bcontracts?\b|\bprojects?\b|\bbudget\b|\bremittances\b"
    r"|\bdebts?\b|\bfund\w*|\brevenues?\b|\bassistance\b|\bscholarships?\b|\bincome\b|\bper capita\b|\btourism\b|\bservices\b|\bdeals?\b|\bcompacts?\b|\breserves\b",
}
_CUE = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()))

_TO = re.compile(
    r"\b(?:sang|tới|đến|vào|cho|ra|to|into)(?: (?:thị trường|các nước|nước|phía|the))?\s{1,3}\Z"
)
_FROM = re.compile(r"\b(?:từ|from)(?: (?:thị trường|nước|phía|the))?\s{1,3}\Z")
_OF = re.compile(r"\b(?:của|of|by)(?: (?:phía|nước|the))?\s{1,3}\Z")
_BOTH = re.compile(
    r"\b(?:(?:hai|2|đôi) (?:nước|bên|quốc gia)|song phương|(?:hai|2) chiều|(?:the )?(?:two|both) (?:countries|sides|nations|states)|bilateral|two-way|mutual)\b"
)
_WITH = re.compile(r"\b(?:với|with|against|over)(?: (?:thị trường|nước|phía|the))?\s{1,3}\Z")
_PAIRED = re.compile(r"\b(?:và|and|giữa|between)(?: (?:nước|phía|the))?\s{1,3}\Z")
_SURPLUS = re.compile(r"xuất siêu|thặng dư|surplus")
_DEFICIT = re.compile(r"nhập siêu|thâm hụt|deficit")
#: "B là thị trường xuất khẩu lớn của", "B is the largest export market of": B is the other side.
_MARKET = re.compile(
    r"(?: [^\W\d]+){0,3} (?:là|trở thành)(?: [^\s,;.]+){0,6}? (?:thị trường|nguồn)\b|(?: \w+){0,2} (?:is|was|are|remains?|remained|became|becomes)(?: [\w'-]+){0,6}? (?:markets?|destinations?|sources?)\b"
)
_FAVOUR = re.compile(r"(?:in favou?r of|nghiêng về|có lợi cho)(?: (?:phía|the))?\s{1,3}\Z")
_REACH = 24


@dataclass(frozen=True, slots=True)
class Cue(Mention):
    """A word of trade: balance, turnover, export, import, again, or other money."""

    kind: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Which flow, between whom: exporter and importer, or two parties.

    A balance has a direction where the text says who has the surplus: that side comes first.
    """

    kind: str
    first: str
    second: str
    directed: bool = True

    def values(self) -> dict[str, tuple[Value, ...]]:
        """Return the flow in the words of the ontology."""
        ends = (actor(self.first), actor(self.second))
        if self.kind == "turnover" or not self.directed:
            return {"flow": (concept("flow", self.kind),), "party": ends}
        kind = "balance" if self.kind == "balance" else "export"
        said = {"worded": (concept("flow", "import"),)} if self.kind == "import" else {}
        return {
            "flow": (concept("flow", kind),),
            **said,
            "exporter": ends[:1],
            "importer": ends[1:],
        }


def cues(doc: Document, start: int, end: int) -> list[Cue]:
    """Return the words of trade in a stretch of the text, in order; none inside a state's name."""
    named = doc.of(StateMention, Sentence(0, 0, start, end))
    return [
        Cue(m.start(), m.end(), str(m.lastgroup))
        for m in _CUE.finditer(doc.norm, start, end)
        if not any(s.start < m.start() < s.end for s in named)
    ]


def parties_named(doc: Document, start: int, end: int) -> list[StateMention]:
    """Return the states that a stretch names as actors; capitals are places here."""
    span = Sentence(0, 0, start, end)
    return [
        s
        for s in doc.of(StateMention, span)
        if s.how != "capital" and doc.norm[s.end : s.end + 1] != "$"
    ]


def partner(doc: Document, code: str) -> str:
    """Return the other of the two states the document is about, empty if there is none."""
    if doc.pair and code in doc.pair:
        return doc.pair[1] if doc.pair[0] == code else doc.pair[0]
    return doc.we if doc.we != code else ""


def both(doc: Document, start: int, end: int) -> bool:
    """Tell whether a stretch says "the two countries", "bilateral", or the like."""
    return _BOTH.search(doc.norm, start, end) is not None


def with_another(doc: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence names a state after "với" or "with"."""
    return bool(with_states(doc, sentence.start, sentence.end))


def with_states(doc: Document, start: int, end: int) -> list[str]:
    """Return the states that a stretch names after "với" or "with"."""
    return [
        s.code
        for s in parties_named(doc, start, end)
        if _WITH.search(doc.norm, max(start, s.start - _REACH), s.start)
    ]


def two_before(doc: Document, sentence: Sentence) -> tuple[str, str] | None:
    """Return the two states that "the two countries" means.

    They are the document's pair, else the two that a sentence just before names.
    """
    if doc.pair is not None:
        return doc.pair
    for earlier in reversed(doc.sentences[max(0, sentence.number - 3) : sentence.number]):
        codes = dict.fromkeys(s.code for s in parties_named(doc, earlier.start, earlier.end))
        if len(codes) == 2:
            first, second = codes
            return first, second
        if codes:
            return None
    return None


def direction(
    doc: Document, cue: Cue, start: int, end: int, actor: str = "", skip: Mention | None = None
) -> tuple[str, str]:
    """Return exporter and importer of the flow a cue names, each empty if nothing tells.

    ``start`` to ``end`` is the clause. Prepositions decide ("sang", "from"); a state after
    "của", right after the cue or before it as the subject acts: it exports in an export and
    imports in an import; one after "với" or "with" is the other side. ``actor`` acts where the clause names nobody; ``skip`` is a mention
    that has another duty in the sentence.
    """
    exporter = importer = subject = other = ""
    of_it = doc.norm[cue.start : cue.end] == "nhập"  # "nhập của B": from B
    whole = doc.sentence_at(cue.start).start == start
    for state in parties_named(doc, start, end):
        if skip is not None and skip.start <= state.start < skip.end:
            continue
        before = doc.norm[max(start, state.start - _REACH) : state.start]
        if state.end <= cue.start and not whole and (_TO.search(before) or _FROM.search(before)):
            continue  # it ends the clause before
        market = state.end <= cue.start and _MARKET.match(doc.norm, state.end, cue.end + _REACH)
        if market:
            other = other or state.code
        elif _TO.search(before):
            importer = importer or state.code
        elif _FROM.search(before) or (of_it and doc.norm[cue.end : state.start].strip() == "của"):
            exporter = exporter or state.code
        elif state.end > cue.end and _WITH.search(before):
            other = other or state.code
        elif state.end <= cue.start or not subject or _OF.search(before):
            subject = state.code
    acts = subject or actor
    if cue.kind == "export":
        exporter = exporter or (acts if acts != importer else "")
        importer = importer or other
    else:
        importer = importer or (acts if acts != exporter else "")
        exporter = exporter or other
    return exporter, importer


def in_surplus(doc: Document, cue: Cue, ends: tuple[str, str], start: int, end: int) -> str:
    """Return which of two states has sold more than it bought, empty where a text does not say.

    ``cue`` is the word for the balance, ``start`` to ``end`` the stretch that tells of it. The
    state named last before the word has the surplus or deficit, or the one after "của" or "of";
    goods of a deficit come "từ" or "from" the other, those of a surplus go "sang" or "to" it.
    """
    word = doc.norm[cue.start : cue.end]
    surplus = _SURPLUS.search(word) is not None
    for state in parties_named(doc, start, end):
        if state.code in ends and _FAVOUR.search(
            doc.norm, max(start, state.start - _REACH), state.start
        ):
            return state.code
    if not surplus and not _DEFICIT.search(word):
        return ""
    named = [s for s in parties_named(doc, start, end) if s.code in ends]
    for state in (*reversed([s for s in named if s.end <= cue.start]), *named):
        before = doc.norm[max(start, state.start - _REACH) : state.start]
        other = ends[1] if ends[0] == state.code else ends[0]
        if _PAIRED.search(before):
            return ""
        if _TO.search(before):
            return other
        if _FROM.search(before):
            return state.code
        if _WITH.search(before):
            return other if surplus else state.code
        if state.end <= cue.start or _OF.search(before):
            return state.code if surplus else other
    return ""


def balance(doc: Document, cue: Cue, ends: tuple[str, str], start: int, end: int) -> Flow:
    """Return a balance of two states, from the side of the one that has the surplus."""
    ahead = in_surplus(doc, cue, ends, start, end)
    if ahead == ends[1]:
        ends = ends[::-1]
    return Flow("balance", *ends, directed=bool(ahead))
