"""Which groups of agreements a text counts or only calls several: "13 hiệp định", "a number of".

`legation.reading.rules.agreements.counted` makes claims of the counted ones.
"""

from __future__ import annotations

import re

from legation.reading.document import Document, Sentence
from legation.reading.rules.agreements.instruments import KIND, plural
from legation.reading.rules.agreements.titles import COUNT_WORDS, SEVERAL

_COUNT = rf"(?P<count>\b(?:[2-9]|[1-9]\d{{1,2}})|\b(?:{COUNT_WORDS}))\s{{1,3}}"
_KIND_NEXT = rf"(?=(?:{KIND.pattern.replace('?P<', '?P<g_')}))"
#: In Vietnamese the noun follows its number; in English up to five words may stand between.
_GROUP = {
    "vi": re.compile(rf"(?<!\bnăm\s)(?<!\bthứ\s){_COUNT}{_KIND_NEXT}"),
    "en": re.compile(
        rf"{_COUNT}(?:(?:(?!(?:countries|sides|nations|states|leaders|ministers|parties|signed|the|an?|on|in|of)\s)[\w-]{{1,40}}\s{{1,3}}(?:and\s{{1,3}})?){{0,5}}?){_KIND_NEXT}"
    ),
}
_ABOUT = re.compile(
    r"\b(?:some|about|around|over|nearly|almost|more than|as many as|at least|a total of|a package of|a set of|a series of|khoảng|hơn|gần|trên|tổng cộng|tới|loạt)\s\Z"
)
#: Before a number: it numbers something, or takes up a group told before.
_NO_COUNT = re.compile(
    r"(?:\bsố|\bthứ|\bđiều|\bno\.?|\barticle|\bthese|\bthose|\bthe other|một trong|one of(?: the)?)\s\Z"
)
_ACRONYMS = {"mou", "fta"}
_STANDING = re.compile(
    r"\b(?:legal|treaty|contractual) (?:framework|base|basis|foundation)[^.;:]{0,60}? (?:comprises|consists of|includes|contains|numbers|is made up of|of)|\bthere (?:are|exist)|\bgoverned by|"
    r"(?:cơ sở|khuôn khổ|khung|nền tảng) pháp lý[^.;:]{0,60}? (?:gồm|với|có|là|bằng)|(?:hai nước|hai bên|giữa [^.;:,]{3,50}) (?:đã |hiện )?có(?: được)?"
)
_PLANNED = re.compile(
    r"\b(?:sẽ|đàm phán|dự kiến|chờ|will|awaiting|yet|chưa|under (?:negotiation|preparation|discussion|consideration)|in preparation|pending|draft)\b"
)
#: Several that are not counted, and what names them in the next sentence.
MANY = re.compile(
    rf"\b(?:các|những|nhiều|một số|hàng loạt|several|many|some|a number of|a series of|numerous|various|a (?:package|set) of)\s(?:[\w-]{{1,30}}\s){{0,4}}?(?={KIND.pattern.replace('?P<', '?P<m_')})"
)
AMONG = re.compile(
    r"(?:among (?:them|these|the others|the (?:documents|agreements)(?: signed)?)(?: (?:are|were|is|was))?,?|(?:they|these|the (?:documents|agreements|accords|deals|pacts|instruments|memoranda|mous)(?: signed)?) (?:range from|included?|are|were|cover(?:ed)?|comprise[ds]?)|"
    r"(?:trong (?:số )?đó|trong số này)(?: có| gồm| nổi bật là| là)?|đó là|(?:các văn kiện(?: này| được ký)?|cụ thể|bao)?\s?(?:gồm|là)(?: có)?)\b[:,]?"
)


def groups(doc: Document, start: int, end: int) -> list[re.Match[str]]:
    """Return the counted groups of agreements in a stretch ("13 hiệp định"): group ``count``.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed three treaties."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [group["count"] for group in groups(doc, 0, 36)]
    ['three']
    """
    norm, found = doc.norm, []
    for group in _GROUP[doc.language].finditer(norm, start, end):
        before = _ABOUT.sub("", norm[max(start, group.start() - 60) : group.start()])
        kind = KIND.match(norm, group.end())
        others = re.compile(r"[\w ]{0,40}").match(norm, kind.end() if kind else group.end(), end)
        if kind and doc.language == "en" and not (plural(kind[0]) or kind[0] in _ACRONYMS):
            continue
        if others and re.search(
            r"\s(?:with|với) (?:other|many|various|several|các|nhiều|\d)", others[0]
        ):
            continue
        if not _NO_COUNT.search(before) and not SEVERAL.search(before):
            found.append(group)
    return found


def standing(doc: Document, sentence: Sentence) -> list[re.Match[str]]:
    """Return the counted groups that are told to exist: "the legal framework comprises 60 documents".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The legal framework comprises 60 documents."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [group["count"] for group in standing(doc, doc.sentences[0])]
    ['60']
    """
    words = _STANDING.search(doc.norm, sentence.start, sentence.end)
    if words is None or _PLANNED.search(doc.norm, sentence.start, sentence.end):
        return []
    return [g for g in groups(doc, words.end(), sentence.end) if g.start() <= words.end() + 20][:1]
