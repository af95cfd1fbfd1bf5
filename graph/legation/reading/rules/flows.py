"""Words that tell which way goods move, and between whom: shared by trade and commodities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.reading.document import Document, Mention, Sentence, StateMention

#: What each word of trade means; the first that fits takes the text, so longer forms come first.
#: ``other`` is money that is no trade in goods, ``again`` takes up the figure before.
_WORDS = {
    "balance": r"nhập siêu|xuất siêu|(?:thâm hụt|thặng dư|cán cân) thương mại|trade (?:deficit|surplus|balance|gap)",
    "turnover": r"kim ngạch (?:trao đổi|thương mại|buôn bán|mậu dịch|xuất[ ,-]{1,3}nhập khẩu|hai chiều|song phương|ngoại thương)"
    r"|trao đổi (?:hàng hóa|thương mại|mậu dịch|buôn bán)|(?:thương mại|buôn bán|mậu dịch) (?:song phương|hai chiều|hai nước|hai bên|giữa|với)"
    r"|kim ngạch (?:giữa|hai nước|hai bên|với)|xuất[ ,-]{1,3}nhập khẩu|giao thương"
    r"|(?:two-way|bilateral|mutual) (?:merchandise |goods )?(?:trade|commerce)|trade (?:turnover|volume|value|exchanges?|revenue)"
    r"|(?:trade|commerce) (?:between|with)|volume of trade|import-export (?:turnover|value|revenue)"
    r"|trade(?= (?:has|have|had|is|reached|stood|hit|totall?ed|amounted|was|grew|rose|fell|climbed|surpassed|exceeded))",
    "export": r"xuất khẩu|xuất(?= (?:sang|cho|vào|đi|hàng|khối|(?:được |khoảng |gần |hơn |trên )?\d))|\bexport(?:s|ed|ing)?\b|\bshipped\b",
    "import": r"nhập khẩu|nhập(?= (?:từ|của|hàng|khối|về|(?:khoảng |gần |hơn |trên )?\d))|\bimport(?:s|ed|ing)?\b",
    "again": r"kim ngạch(?= (?:đạt|là|ước|tăng|giảm|năm|trong|khoảng|gần|hơn))|(?:con số|kim ngạch|mức) (?:này|đó|trên)|(?:this|the|that) (?:figure|number|volume|value)",
    "other": r"đầu tư|\bvốn\b|viện trợ|\b(?:oda|fdi|gdp|gnp)\b|tín dụng|\bvay\b|dự án|hợp đồng|ngân sách|kiều hối|học bổng|\bquỹ\b"
    r"|doanh thu|\bnợ\b|dịch vụ|du lịch|thu nhập|bình quân đầu người|dự trữ|hỗ trợ|trúng thầu|công trình|tài trợ|quyên góp|\blỗ\b"
    r"|\binvest\w*|\bcapital\b|\baid\b|\bloans?\b|\bcredits?\b|\bgrants?\b|\bcontracts?\b|\bprojects?\b|\bbudget\b|\bremittances\b"
    r"|\bdebts?\b|\bfund\w*|\brevenues?\b|\bassistance\b|\bscholarships?\b|\bincome\b|\bper capita\b|\btourism\b|\bservices\b|\bdeals?\b",
}
_CUE = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()))

_TO = re.compile(
    r"\b(?:sang|tới|đến|vào|cho|ra|to|into)(?: (?:thị trường|các nước|nước|phía|the))?\s{1,3}\Z"
)
_FROM = re.compile(r"\b(?:từ|from)(?: (?:thị trường|nước|phía|the))?\s{1,3}\Z")
_OF = re.compile(r"\b(?:của|of|by)(?: (?:phía|nước|the))?\s{1,3}\Z")
_BOTH = re.compile(
    r"\b(?:(?:hai|2|đôi) (?:nước|bên|quốc gia)|song phương|hai chiều|(?:the )?(?:two|both) (?:countries|sides|nations|states)|bilateral|two-way|mutual)\b"
)
_REACH = 24


@dataclass(frozen=True, slots=True)
class Cue(Mention):
    """A word of trade: balance, turnover, export, import, again, or other money."""

    kind: str


def cues(doc: Document, start: int, end: int) -> list[Cue]:
    """Return the words of trade in a stretch of the text, in order."""
    return [Cue(m.start(), m.end(), str(m.lastgroup)) for m in _CUE.finditer(doc.norm, start, end)]


def parties_named(doc: Document, start: int, end: int) -> list[StateMention]:
    """Return the states that a stretch names as actors; capitals are places here."""
    span = Sentence(0, 0, start, end)
    return [s for s in doc.of(StateMention, span) if s.how != "capital"]


def partner(doc: Document, code: str) -> str:
    """Return the other of the two states the document is about, empty if there is none."""
    if doc.pair and code in doc.pair:
        return doc.pair[1] if doc.pair[0] == code else doc.pair[0]
    return doc.we if doc.we != code else ""


def both(doc: Document, start: int, end: int) -> bool:
    """Tell whether a stretch says "the two countries", "bilateral", or the like."""
    return _BOTH.search(doc.norm, start, end) is not None


def pair_between(doc: Document, start: int, end: int) -> tuple[str, str] | None:
    """Return the two states between which a stretch says that something holds."""
    codes = list(dict.fromkeys(s.code for s in parties_named(doc, start, end)))
    if len(codes) >= 2:
        return codes[0], codes[1]
    if len(codes) == 1 and (other := partner(doc, codes[0])):
        return codes[0], other
    if not codes and both(doc, start, end):
        return doc.pair
    return None


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
    imports in an import. ``actor`` acts where the clause names nobody; ``skip`` is a mention
    that has another duty in the sentence.
    """
    exporter = importer = subject = ""
    whole = doc.sentence_at(cue.start).start == start
    for state in parties_named(doc, start, end):
        if skip is not None and skip.start <= state.start < skip.end:
            continue
        before = doc.norm[max(start, state.start - _REACH) : state.start]
        if state.end <= cue.start and not whole and (_TO.search(before) or _FROM.search(before)):
            continue  # it ends the clause before
        if _TO.search(before):
            importer = importer or state.code
        elif _FROM.search(before):
            exporter = exporter or state.code
        elif state.end <= cue.start or not subject or _OF.search(before):
            subject = state.code
    acts = subject or actor
    if cue.kind == "export":
        exporter = exporter or (acts if acts != importer else "")
    else:
        importer = importer or (acts if acts != exporter else "")
    return exporter, importer


def completed(doc: Document, exporter: str, importer: str) -> tuple[str, str] | None:
    """Fill the side of a flow that is not named from the two states the document is about."""
    if exporter and not importer:
        importer = partner(doc, exporter)
    elif importer and not exporter:
        exporter = partner(doc, importer)
    return (exporter, importer) if exporter and importer and exporter != importer else None
