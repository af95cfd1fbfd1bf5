"""Where the titles of agreements stand in a sentence: in lists, in quotes, alone, or counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from legation.facts.evidence import Span
from legation.reading.document import Document, PlaceMention, StateMention
from legation.reading.lexicon import lexicon
from legation.reading.rules.agreements.instruments import KIND, kind_of, plural
from legation.values.amounts import WORDS

COUNT_WORDS = "|".join(w for w, n in WORDS.items() if n > 1)
SEVERAL = re.compile(
    r"\b(?:các|những|nhiều|một số|hàng loạt|hàng chục|hàng trăm|several|many|some|a number of|a series of|numerous|various|dozens of|both|these|those|all)\s(?:(?!(?:including|namely|such|as|an?|the|gồm|như|và|and)\b)[\w-]{1,40},?\s){0,4}\Z"
)
_ITEM_START = re.compile(
    r"(?:\A|[,;:(\"]|\b(?:và|and|một|bản|các văn kiện|a|an|the|gồm|như|của|cùng|là|gồm có|trong đó có|có|including|namely|tắt|kết|signed|of|lễ|1|ký|kí|chính thức|việc)\b)[\s\"]*\Z"
)
EN_TITLE = re.compile(
    r"(?:\b(?:a|an|the|their|its|signed|and|including|namely)\s|[,;:]\s|\")(?P<words>(?:(?!(?:a|an|the|signed|and)\s)[\w'/$.-]+\s){0,7})\Z"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
#: A bracket that closes something else than an abbreviation: "(FTA)" belongs to a title.
_CLOSING = r"\)" + "".join(rf"(?<!\([a-z&-]{{{n}}}\))" for n in range(2, 9))
_TITLE_END = re.compile(
    rf"{_CLOSING}|[,;:.\"]|"
    r"\((?![a-z&-]{2,8}\))|\s(?:vào ngày|vào|(?:sáng|chiều|tối|trưa) (?=\d|ngày|nay)|hôm|hồi|lần lượt|trị giá|ngày|tháng|năm|tại|ở|nhân|trong chuyến|trong khuôn khổ|dưới sự|với sự|trước sự|đã|được|có hiệu lực|"
    rf"cùng với|giữa lúc|thay mặt|of (?=(?:(?:{_MONTHS}) |\d{{1,2}} (?:{_MONTHS}) )?[\d, ]*(?:1[6-9]|20)\d\d\b)|on (?=\w+ \d|\w+day\b|\d|behalf\b|the (?:sidelines|margins|occasion)\b)|in (?=\d|(?:{_MONTHS})\b)|"
    r"during|at|following|as well as|(?:last|next) (?=week|month|year)|earlier|yesterday|today|recently|and (?:also |then )?(?=(?:planned|agreed|pledged|discussed|expressed|called|announced|reaffirmed|vowed|exchanged|welcomed|attended|opened|visited|witnessed|oversaw|signed|will|said|held|met|issued|adopted)\b)|which|was|were|has|have|is|are|remains?|will|after|thus|thereby|ending|paving|worth|provides|forms|governs|regulates|constitutes|allows|enables|followed|entered|came|took|between (?=\d)|with (?=the|\w+ (?:in|on|during)))\b"
)
#: After a title this tells that something else is said of it: it was not signed here.
_NO_OBJECT = re.compile(r"\s(?:is|are|remains?|will|followed)\b|\s(?:đang|sẽ|vẫn|còn)\b")
_UNDER = re.compile(
    r"\s(?:is|are|was|were|remains?|đang|còn|vẫn)\s(?:\w+\s)?(?:under|pending|being|in the|expected|to be|được|trong quá trình|đàm phán|chờ)\b"
)
_CAPITALS = re.compile(
    r"(?:\A|\W)(?P<run>[A-Z][\w'/.-]{0,40}\s(?:(?:(?:and|of|on|for|&)\s)?[A-Z][\w'/.-]{0,40}\s|and\s){0,8})\Z"
)
_APPOSED = re.compile(
    r",\s(?:the|known as the|called the|tức|còn gọi là|mang tên|có tên)\s(?P<name>[\w' /-]{3,90}?)(?=[,.;(]|\s(?:in|on|which|was|năm|ngày|vào)\b)"
)
#: What takes up an agreement named before, and names none.
_THIS = re.compile(
    r"\s(?:này|đó|nói trên|nêu trên|trên|khác|tương tự|above|mentioned|aforesaid)\s?\Z"
)
#: What follows the name of an agreement in that of a law, and with whom else it may be made.
_ACT = re.compile(r"\s(?:act|bill|law|area|talks|negotiations)\b")
_WITHSEVERAL = re.compile(
    r"\s(?:with|với) (?:(?:the )?(?:other|many|various|several|some|all)|các|nhiều|\d+|một số|hơn|gần|over|more than) "
)
_SUCH = re.compile(
    rf"\s(?:như|gồm|bao gồm|gồm có|trong đó có|such as|including|namely)\s(?={KIND.pattern.replace('?P<', '?P<s_')})"
)
_WORD = r"[\w/'-]{1,40}\s"
#: The next title of a list: after an article it may hold "and", else the word divides.
_NEXT = re.compile(
    rf"(?:[,;]|\s(?:và|and)\b)\s{{0,3}}(?:(?:(?:and|as well as)\s)?(?:an?|the|một)\s(?:(?!(?:an?|the)\s){_WORD}){{0,7}}?"
    rf"|(?:(?:và|and)\s)?(?:\d{{1,3}}\s)?(?:(?!(?:and|an?|the)\s){_WORD}){{0,5}}?)(?=(?:{KIND.pattern.replace('?P<', '?P<n_')}))"
)
_PARTNER = re.compile(r"\b(?:với|cùng) [^,;:.]{0,60}\Z")
_WHERE = re.compile(r"\s(?:in|at)\s(?:the city of )?\Z")
_NEXT_VI = re.compile(
    rf"(?:[,;]|\s(?:và|cùng)\b)\s{{0,3}}(?:(?:và|một|một số|nhiều|các|những|\d{{1,3}}|{COUNT_WORDS})\s){{0,2}}(?=(?:{KIND.pattern.replace('?P<', '?P<n_')}))"
)
#: Beside a counted group one more by an article of its own: "five MoUs and an agreement".
_ALSO = re.compile(r"\s(?:and|và|cùng)\s(?:an?|một)\s(?:(?!and\s)[\w-]{1,30}\s){0,5}\Z")
_QUOTED = re.compile(r"\"([^\"]{8,300})\"")
#: Words after which the members of a group are named.
LISTED = re.compile(
    r":|,\scó(?=\s(?:bản|hiệp|nghị|thỏa|tuyên|một))|\b(?:như|gồm|trong đó|including|namely|such as|notably|among (?:them|which)|(?:nổi bật|tiêu biểu|đáng chú ý|đáng kể|quan trọng)(?: nhất)? (?:là|có))\b"
)


_NAMED = re.compile(r"\b(?:chung|joint)\b| deals?\Z")


@dataclass(frozen=True, slots=True)
class Title:
    """A title by its place in the text.

    >>> Title(4, 16)
    Title(start=4, end=16)
    """

    start: int
    end: int


def titles(doc: Document, start: int, end: int, counted: list[re.Match[str]]) -> Iterator[Title]:
    """Yield the titles of single agreements in a stretch, those of a counted group left out.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade treaty in Lima on 4 May 1994."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [doc.text[t.start : t.end] for t in titles(doc, 20, 58, [])]
    ['trade treaty']
    """
    norm, reached = doc.norm, start
    for quoted in _QUOTED.finditer(norm, start, end):
        if kind_of(norm, quoted.start(1), quoted.end(1)):
            yield Title(quoted.start(1), quoted.end(1))
            reached = quoted.end()
    for kind in KIND.finditer(norm, reached, end):
        if (
            kind.start() < reached
            or norm[kind.start() - 1] + norm[kind.end() : kind.end() + 1] == "()"
        ):
            continue
        group = next((g for g in counted if g.start() <= kind.start()), None)
        near = max(
            (g for g in counted if g.start() <= kind.start()), key=lambda g: g.start(), default=None
        )
        if group is not None and near is not None:
            listed = LISTED.search(norm, near.end(), end)
            apart = _ALSO.search(norm, max(near.end(), kind.start() - 60), kind.start())
            if not apart and (listed is None or kind.start() < listed.start()):
                continue
        begin = kind.start()
        before = norm[max(start, begin - 80) : begin]
        if doc.language == "en":
            lead = EN_TITLE.search(before)
            if lead is None:
                continue
            begin = named_from(doc, begin - len(lead["words"]), kind.start(), max(reached, start))
        elif (
            not _ITEM_START.search(norm[max(start - 12, begin - 24) : begin])
            and norm[start:begin].strip()
            and not _behind_partner(doc, start, begin)
        ):
            continue
        if SEVERAL.search(norm[max(start, begin - 60) : begin]) or plural(kind[0]):
            continue
        stop = title_end(doc, kind.end(), end)
        reached = stop
        if such := _SUCH.search(norm, kind.end(), stop):
            reached = such.end()
            continue
        if _NO_OBJECT.match(norm, stop, end) or _UNDER.search(norm, kind.end(), stop):
            continue
        name = _apposed(doc, Title(begin, stop), end)
        yield name or Title(begin, stop)
        reached = name.end if name else stop


def _behind_partner(doc: Document, start: int, begin: int) -> bool:
    """Tell whether whom it is signed with stands right before a title: "ký với Peru Hiệp định"."""
    named = doc.of(StateMention, Span(start, begin))
    return (
        bool(named)
        and named[-1].end == begin - 1
        and _PARTNER.search(doc.norm, start, named[-1].start) is not None
    )


def title_end(doc: Document, start: int, end: int) -> int:
    """Return where a title ends: at a stop of its own, or where the next one begins.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade treaty in Lima on 4 May 1994."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> doc.text[: title_end(doc, 35, 58)]
    'Laos and Peru signed a trade treaty'
    """
    norm = doc.norm
    semicolon = norm.find(";", start, end)
    back = max(0, start - 400)
    listed = semicolon >= 0 or norm.rfind(";", back, start) > norm.rfind("\n", back, start)
    after = (_NEXT_VI if doc.language == "vi" else _NEXT).search(norm, start, end)
    limit = min(
        x for x in (semicolon if semicolon >= 0 else end, after.start() if after else end, end)
    )
    if listed:  # between semicolons commas belong to the title
        mark = re.search(
            r"[(\"]|\.\s{0,3}\Z|\s(?:on|in|of|ngày|vào|tháng) (?=(?:\w+ )?\d)|\s(?:followed|entered|came)\b",
            norm[start:limit],
        )
        return start + mark.start() if mark else limit
    stop = _TITLE_END.search(norm, start, limit)
    limit = stop.start() if stop else limit
    for named in doc.of(PlaceMention, Span(start, limit)):  # "... in Lima on 7 July"
        where = _WHERE.search(norm, start, named.start)
        if where is not None and (
            norm[named.end : named.end + 2] in {" o", " i", ", "}
            or (named.end == limit < end and norm[limit] != ".")
        ):
            return where.start()
    return limit


def named_from(doc: Document, begin: int, kind: int, floor: int) -> int:
    """Return where a name in capitals begins: "the Investment Cooperation and Trade Treaty".

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "the Investment and Trade Treaty"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> doc.text[named_from(doc, 25, 25, 0) :]
    'Investment and Trade Treaty'
    """
    if not doc.text[kind].isupper():
        return begin
    run = _CAPITALS.search(doc.text[max(floor, kind - 90) : kind])
    if run is None:
        return begin
    name = re.sub(r"\A(?:An?|The|Both|One)\s", "", run["run"])
    return min(begin, kind - len(name)) if begin > floor else kind - len(name)


def _apposed(doc: Document, title: Title, end: int) -> Title | None:
    """Return the name that follows what only tells the kind: "a peace accord, the X Agreement"."""
    name = _APPOSED.match(doc.norm, title.end, end)
    if name is None or len(doc.norm[title.start : title.end].split()) > 3:
        return None
    start, stop = name.span("name")
    follows = re.match(r"\s{0,3},?\s{0,3}(?:and|và)\b", doc.norm[stop : stop + 12])
    told = re.search(r"\b(?:an?|một)\s\Z", doc.norm[max(0, title.start - 5) : title.start])
    if (
        follows
        or not told
        or not doc.text[start].isupper()
        or kind_of(doc.norm, start, stop) is None
    ):
        return None
    return Title(start, stop)


def names_one(doc: Document, title: Title) -> bool:
    """Tell whether a title names an agreement of two: not "an agreement", not one of many states.

    A joint statement has no other name. What accords many states concluded stands in
    ``ontology/language``.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "a treaty; the trade treaty"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> names_one(doc, Title(2, 8)), names_one(doc, Title(14, 26))
    (False, True)
    """
    norm = doc.norm
    bare = KIND.fullmatch(norm, title.start, title.end) is not None
    word = KIND.search(norm, title.start, title.end)
    bare = bare or _THIS.search(norm, title.start, title.end) is not None
    if word is None or (bare and not _NAMED.search(word[0])) or _ACT.match(norm, word.end()):
        return False
    many = _many_sided(doc.language)
    return (
        many.search(norm, title.start, title.end) is None
        and _WITHSEVERAL.match(norm, title.end) is None
    )


def names_its_subject(doc: Document, title: Title) -> bool:
    """Tell whether a statement that was issued, not signed, says in its name what it is on.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "a joint statement on trade"
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> names_its_subject(doc, Title(2, 26)), names_its_subject(doc, Title(2, 17))
    (True, False)
    """
    kind = KIND.search(doc.norm, title.start, title.end)
    return kind is not None and kind.lastgroup == "joint_statement" and title.end - kind.end() > 4


@cache
def _many_sided(language: str) -> re.Pattern[str]:
    """Return a pattern of the words that tell an accord of many states."""
    words = sorted(lexicon(language).norms("accords of many"), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


def title_start(doc: Document, kind: int, floor: int) -> int:
    """Return where the title begins to which a word for an agreement at ``kind`` belongs.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("under the trade treaty", Source(Iri("https://e.org/a"), language="en"))
    >>> doc.text[title_start(doc, 16, 0) :]
    'trade treaty'
    """
    if doc.language != "en":
        return kind
    lead = EN_TITLE.search(doc.norm[max(floor, kind - 80) : kind])
    return named_from(doc, kind - len(lead["words"]) if lead else kind, kind, floor)
