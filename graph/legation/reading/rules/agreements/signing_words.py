"""Words that say something was signed, and what makes of them a plan, a wish, or a thing done.

A statement is issued rather than signed; "the signing of" something is told as done by those who
saw it, or by a date that is past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, Sentence

SIGNED = re.compile(
    r"(?<!đăng )(?<!thư )(?<!nhật )(?<!chữ )(?<!bút )(?<!hồi )(?<!tốc )(?<!đồng )\b(?:lễ )?k[ýí](?: kết| tắt và ký(?: chính thức)?| tắt)?(?= |:|,|\.|\))(?! túc| ức| giả| sự| hiệu| tên)"
    r"|\b(?P<issued>(?:ra|công bố|thông qua)(?= (?:bản )?(?:tuyên bố|thông cáo)(?: \w+){0,2} chung)|(?:issued|adopted|released|unveiled)(?= (?:an?|the|their) (?:\w+ ){0,2}joint (?:\w+ )?(?:statement|declaration|communiqu[eé])))"
    r"|\b(?P<then>followed(?=(?: (?:in|on) [\w ]{4,20})? by (?:an?|the)\s))|\b(?P<rite>signing ceremony (?:of|for))"
    r"|\b(?:resulted in|yielded|culminated in|produced)(?= (?:(?!of\b|other\b)[\w-]{1,20} ){1,3}?(?:agreements|mous|memoranda|deals|accords|documents)\b)"
    r"|\btrao(?: đổi)?(?= (?:\w{1,4} )?(?:các )?(?:bản ghi nhớ|biên bản ghi nhớ|hiệp định|thỏa thuận|văn kiện|văn bản))"
    r"|(?:(?<=was )|(?<=were )|(?<=were also ))exchanged\b|\bexchanged(?= (?:(?!views|notes|letters|instruments|opinions|and)[\w-]{1,20} ){0,3}(?:mous?|memorand|agreements?|documents|protocol))"
    r"|\blễ trao(?: đổi)?(?= )(?! tặng| giải| huân)|\b(?:initiall?ed and (?:\w+ )?signed|signed|inked|sealed|initiall?ed|conclusion of(?= (?:the|an?) )(?! (?:\w+ ){1,3}?(?:negotiations|talks|discussions|visits?|meetings?|session|war|summit)\b)|concluded(?! (?:\w+ ){0,2}?(?:negotiations|talks|discussions|visits?|meetings?)\b)|signing of|signature of|exchange of(?! notes| letters| visits| views| experience))\b"
)
_NOT_DONE = re.compile(
    r"\b(?:sẽ|dự kiến|chuẩn bị|sớm|tiến tới|đề nghị|đề xuất|thúc đẩy|xem xét|nghiên cứu|đàm phán|nhất trí|mong|muốn|việc|\bđể|nhằm|"
    r"\bcần|chưa|có thể|hoàn tất|hướng tới|khả năng|kế hoạch|chờ|phấn đấu|mục tiêu|hy vọng|cố gắng|không|never|(?:will|would|shall|can|might|must)(?: be)?|to be|(?:expected|ready|due|set|scheduled|hopes?|hoped|wants?|plans?|planned|intends?|intended) (?:to|for)(?: be)?|not yet|yet to be|yet|may be|could be|should be|not|"
    r"agreed to|prepar\w+ (?:for )?(?:the )?|before(?: the)?|toward(?: the)?|if)(?:\s{1,3}(?:được|cùng|tiến hành|chính thức|có|the|sớm|các bên|hai bên|have|been|be))*\s{0,3}\Z"
)
#: What makes of "the signing of" something that took place.
_SEEN = re.compile(
    r"(?:chứng kiến|tham dự|\bdự|hoan nghênh|vui mừng|hài lòng|chúc mừng|đánh giá cao|sau)(?:\s(?:về|trước|với|khi|cho))?(?:\s(?:lễ|việc))?\s\Z"
)
_SEEN_EN = re.compile(
    r"\b(?:witness\w*|attend\w*|welcom\w*|hailed|saw|oversaw|presid\w+ over|culminat\w+ in|\bwith|after|following|since|led to|resulted in|marked by|ceremony for|congratulat\w+ \w+ on|noted|included|including)(?:\s(?:the|a|an|formal|official|their|ceremony|for))*\s\Z"
)
#: "The signing of X in 1994 ...": told as done if a date that is past stands behind it.
_NOMINAL = re.compile(
    r"(?:\A|[,;:]\s|\b(?:với|sau|thông qua|qua|nhờ|bằng|kể từ|từ)\s)việc\s\Z|(?:\A|[,:]\s|\b(?:with|after|since|by|through)\s)(?:the\s)?(?:formal\s|official\s)?\Z"
)
_AHEAD = re.compile(
    r"\b(?:sẽ|dự kiến|will|would|planned|scheduled|expected|delayed|postponed|hoãn)\b"
)


def signings_of(doc: Document, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield the words that say something was signed; not those for what is only planned.

    Group ``issued``: for a statement that was issued; ``then``: "followed by".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a treaty. They hope to have one on fish signed, too."
    >>> doc = prepare(text, Source(Iri("https://e.org/source/a"), language="en"))
    >>> [word[0] for word in signings_of(doc, doc.sentences[0])]
    ['signed']
    """
    signed = False
    for match in SIGNED.finditer(doc.norm, sentence.start, sentence.end):
        before = doc.norm[max(sentence.start, match.start() - 60) : match.start()]
        if match["then"]:
            done = signed
        elif match[0].endswith(" of") or match["rite"]:
            done = _SEEN_EN.search(before) is not None or _past(doc, sentence, match, before)
        else:
            done = not _NOT_DONE.search(before) or _SEEN.search(before) is not None
            done = done or _past(doc, sentence, match, before)
        if signed and before.endswith("("):
            continue  # "(ký 1995)" dates what was told as signed
        signed = signed or (done and not before.endswith("("))
        if done:
            yield match


def _past(doc: Document, sentence: Sentence, signing: re.Match[str], before: str) -> bool:
    """Tell whether "the signing of" something stands with a date on which it took place."""
    if not _NOMINAL.search(before) or _AHEAD.search(doc.norm, sentence.start, sentence.end):
        return False
    dates = doc.of(DateMention, Span(signing.end(), min(sentence.end, signing.end() + 200)))
    if before.endswith((": ", ": the ")):
        dates = doc.of(DateMention, Span(sentence.start, signing.start()))
    return bool(dates) and (dates[0].edtf[:10] <= doc.source.issued or not doc.source.issued)
