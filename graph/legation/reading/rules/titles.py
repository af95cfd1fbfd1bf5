"""Where the titles of agreements stand in a sentence: in lists, in quotes, alone, or counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.reading.document import Document, Sentence
from legation.reading.rules.instruments import KIND, kind_of
from legation.values.amounts import WORDS

_COUNT_WORDS = "|".join(w for w, n in WORDS.items() if n > 1)
_GROUP = re.compile(
    rf"(?P<count>\b(?:[2-9]|[1-9]\d{{1,2}})|\b(?:{_COUNT_WORDS}))\s{{1,3}}(?:(?:[\w-]{{1,40}}\s{{1,3}}(?:and\s{{1,3}})?){{0,5}}?)(?=(?:{KIND.pattern.replace('?P<', '?P<g_')}))"
)
_MANY = re.compile(
    r"\b(?:các|những|nhiều|một số|hàng loạt|hàng chục|hàng trăm|several|many|some|a number of|a series of|numerous|various|dozens of|both|these|those|all)\s(?:[\w-]{1,40}\s){0,3}\Z"
)
_ITEM_START = re.compile(
    r"(?:\A|[,;:(\"]|\b(?:và|and|một|bản|các văn kiện|a|an|the|gồm|như|của|cùng|là|gồm có|trong đó có|including|namely|tắt|kết|signed|of|lễ|1|ký|kí|chính thức|việc)\b)[\s\"]*\Z"
)
_EN_TITLE = re.compile(
    r"(?:\b(?:a|an|the|signed|and|including|namely)\s|[,;:]\s|\")(?P<words>(?:(?!(?:a|an|the|signed|and)\s)[\w'/-]+\s){0,7})\Z"
)
_TITLE_END = re.compile(
    r"[,;:.()\"]|\s(?:vào ngày|vào|ngày|tháng|năm|tại|ở|nhân|trong chuyến|trong khuôn khổ|dưới sự|với sự|trước sự|đã|được|có hiệu lực|"
    r"cùng với|giữa lúc|on (?=\w+ \d)|in (?=\d|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"during|at|following|as well as|which|was|were|has|have|after|with (?=the|\w+ (?:in|on|during)))\b"
)
_NEXT = re.compile(
    rf"(?:(?:[,;]|\s(?:và|and)\b)\s{{0,3}}(?:(?:và|and|an?|the|một)\s)?(?:\d{{1,3}}\s)?(?:[\w/-]{{1,40}}\s){{0,5}}?)(?=(?:{KIND.pattern.replace('?P<', '?P<n_')}))"
)
_NEXT_VI = re.compile(
    rf"(?:[,;]|\s(?:và|cùng)\b)\s{{0,3}}(?:(?:và|một|\d{{1,3}})\s)?(?=(?:{KIND.pattern.replace('?P<', '?P<n_')}))"
)
_QUOTED = re.compile(r"\"([^\"]{8,300})\"")
_LISTED = re.compile(r":|\b(?:gồm|trong đó|including|namely|such as)\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A title by its place in the text."""

    start: int
    end: int


def groups(norm: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the counted groups of agreements in a stretch ("13 hiệp định"): group ``count``."""
    found = _GROUP.finditer(norm, start, end)
    return [g for g in found if not _MANY.search(norm, max(start, g.start() - 60), g.start())]


def titles(doc: Document, start: int, end: int, counted: list[re.Match[str]]) -> Iterator[Title]:
    """Yield the titles of single agreements in a stretch, those of a counted group left out."""
    norm, reached = doc.norm, start
    for quoted in _QUOTED.finditer(norm, start, end):
        if kind_of(norm, quoted.start(1), quoted.end(1)):
            yield Title(quoted.start(1), quoted.end(1))
            reached = quoted.end()
    for kind in KIND.finditer(norm, reached, end):
        if kind.start() < reached:
            continue
        group = next((g for g in counted if g.start() <= kind.start()), None)
        near = max(
            (g for g in counted if g.start() <= kind.start()), key=lambda g: g.start(), default=None
        )
        if group is not None and near is not None:
            listed = _LISTED.search(norm, near.end(), end)
            if listed is None or kind.start() < listed.start():
                continue
        begin = kind.start()
        before = norm[max(start, begin - 80) : begin]
        if doc.language == "en":
            lead = _EN_TITLE.search(before)
            if lead is None:
                continue
            begin -= len(lead["words"])
        elif not _ITEM_START.search(norm[max(start - 12, begin - 24) : begin]):
            continue
        if _MANY.search(norm[max(start, begin - 60) : begin]) or _plural(kind[0]):
            continue
        stop = title_end(doc, kind.end(), end)
        yield Title(begin, stop)
        reached = stop


def title_end(doc: Document, start: int, end: int) -> int:
    """Return where a title ends: at a stop of its own, or where the next one begins."""
    norm = doc.norm
    semicolon = norm.find(";", start, end)
    back = max(0, start - 400)
    listed = semicolon >= 0 or norm.rfind(";", back, start) > norm.rfind("\n", back, start)
    after = (_NEXT_VI if doc.language == "vi" else _NEXT).search(norm, start, end)
    limit = min(
        x for x in (semicolon if semicolon >= 0 else end, after.start() if after else end, end)
    )
    if listed:  # between semicolons commas belong to the title
        mark = re.search(r"[(\"]|\.\s{0,3}\Z", norm[start:limit])
        return start + mark.start() if mark else limit
    stop = _TITLE_END.search(norm, start, limit)
    return stop.start() if stop else limit


def _plural(word: str) -> bool:
    return (word.endswith("s") and word != "s") or word in {"memoranda", "treaties"}


def passive(doc: Document, sentence: Sentence, signing: re.Match[str]) -> Iterator[Title]:
    """Yield the title that was signed: "Hiệp định ... được ký ngày ...", "... was signed"."""
    norm = doc.norm
    kind = KIND.search(norm, sentence.start, signing.start())
    if kind is None or _plural(kind[0]):
        return
    begin = kind.start()
    if doc.language == "en":
        lead = _EN_TITLE.search(
            norm[max(0, sentence.start - 1) : begin] if begin > sentence.start else ""
        )
        if lead is None and begin - sentence.start > 40:
            return
        begin = begin - len(lead["words"]) if lead else sentence.start
    elif norm[sentence.start : begin].strip(' "-+') not in {"", "bản", "ngoài ra,"}:
        return
    stop = re.search(
        r"\s(?:đã|được|ký|was|were|is|has|have|that|signed|between)\b|[,(]",
        norm[kind.end() : signing.start()],
    )
    yield Title(begin, kind.end() + stop.start() if stop else signing.start())
