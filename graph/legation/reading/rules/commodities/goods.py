"""The goods that a list names, one by one: where it ends, what its "and" joins, what is no good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.facts.evidence import Named, Span
from legation.reading.document import Document, Sentence, StateMention
from legation.reading.rules.commodities.wares import ware

PARENTHESIS = re.compile(r"\([^()]{0,200}\)")
_COMMA = re.compile(r"[,;]")
_AND = re.compile(r"\s(?:và|cùng với|cùng|and|as well as)\s")
_OPEN = re.compile(
    r"v\.\s?v|\.\.\.|…|\betc\b|(?:và |and )?(?:một số |nhiều |các |many |some )?(?:mặt hàng|sản phẩm|hàng hóa|loại hàng|thứ|loại)(?: [^\W\d_]+){0,3} khác"
    r"|\b(?:and )?(?:many |some )?other (?:[\w-]{1,40} )?(?:goods|products|items|commodities)|among others|and so on"
)
_EXAMPLES = re.compile(r"\b(?:như|such as|including|include[sd]?)\b:?\s*\Z")
_HARD = re.compile(
    r"\b(?:(?:and |và )?(?:(?:the )?(?:two|both) (?:sides|countries|nations)|(?:hai|2) (?:bên|nước))|trong khi|trong đó|ngược lại|đồng thời|còn|đã|đang|sẽ|nhằm|để|tuy|nhưng|do|đây|"
    r"là (?:các |những )?(?:mặt hàng|sản phẩm)|(?:as|among) (?:the|its|their|main|key|major|top)|being|while|whereas|which|who|was|were|is|are|has|have|will|but|with a|meanwhile|in return)\b"
)
_SOFT = re.compile(
    r"\b(?:đạt|chiếm|tăng|giảm|trị giá|với|được|reach\w*|account\w*|worth|valued|up|down|rose|fell|totall?\w*|with)\b"
)
_LEADING = re.compile(
    r"(?:(?:kế đến|tiếp đến|tiếp theo|sau đó|rồi đến|thứ hai)(?: là)?|chủ yếu(?: là)?|chính(?: là)?|như|là|gồm|của|về|có cả|có|"
    r"(?:các |những |một số )?(?:mặt hàng|hàng hóa|sản phẩm|loại hàng) (?:như|chính|chủ yếu|chủ lực|gồm)|và|cùng|"
    r"(?:các |những |một số )mặt hàng|mainly|mostly|chiefly|primarily|largely|principally|notably|especially|particularly|including|such as|followed by|"
    r"as well as|and|of|the|some|its|their)\s+|[\s:\"'-]+"
)
_TRAILING = re.compile(
    r"(?:(?:\s+|(?<=\s))(?:in|during|năm|trong năm) (?:19|20)\d\d|\s+(?:from|to|into) (?:it|them|there)|\s+(?:from|to) (?:the|that|this) country|\s+(?:từ|sang|vào) (?:thị trường|nước|quốc gia) (?:này|đó|bạn)|\s+(?:và|cùng|nước|là|của|sang|tới|đến|từ|vào|for|from|to|and|of|in|the|chủ yếu|"
    r"(?:các |những )?mặt hàng(?: chính| chủ yếu)?|main|major)|[\s.,:;\"'-]+)\Z"
)
_BEFORE_STATE = re.compile(
    r"(?:\b(?:sang|tới|đến|vào|cho|từ|của|ở|tại|to|from|into|of|by|in)\s+)?(?:thị trường\s+|nước\s+|the\s+)?\Z"
)
_AFTER_STATE = re.compile(r"(?:'s\b|\s+nước\b)?")
#: Two words that name one kind of goods in trade statistics.
_ONE = re.compile(
    r"\bvà (?:các )?linh kiện\b|\band (?:spare |component )?(?:parts|components|accessories)\b|máy móc và (?:trang )?thiết bị|rau và (?:hoa )?quả|sắt và thép|machinery and equipment|iron and steel|"
    r"fruits? and vegetables?|vegetables? and fruits?|oil and gas|textiles? and (?:garments?|clothing)|pulp and paper"
)
_COMPLEMENT = re.compile(r"\s(?:cho|dùng cho|dành cho|for)\s")
_PRODUCTS = re.compile(
    r"(?:các )?(?:sản phẩm|đồ|chế phẩm|products? (?:of|from)|[\w-]{1,40} products?)\b"
)
#: What is traded in general is no good.
_GENERAL = re.compile(
    r"goods|services|products|commodities|imports?|exports?|investments?|trade|hàng hóa|dịch vụ|sản phẩm|nhập khẩu|xuất khẩu|thương mại"
)
_STOP = re.compile(r";")
_MOST_WORDS = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One good by its place in the text, and the note in parentheses after it."""

    start: int
    end: int
    note: Span | None = None


def items(doc: Document, start: int, stop: int) -> tuple[list[Item], bool]:
    """Return the goods of a list, and whether the list claims to be complete."""
    norm = doc.norm
    more = _OPEN.search(norm, start, stop)
    examples = _EXAMPLES.search(norm, max(0, start - 12), start)
    complete = (
        more is None
        and examples is None
        and re.search(r",\s{0,3}\.?\s{0,3}\Z", norm[start:stop]) is None
    )
    end = more.start() if more else stop
    semicolon = norm.find(";", start, end)
    acting = doc.of(StateMention, Sentence(0, 0, semicolon + 1, min(end, semicolon + 60)))
    subject = any(norm[semicolon + 1 : s.start].isspace() for s in acting)
    if 0 <= norm.find(",", start, end) < semicolon or (semicolon >= 0 and subject):
        end = semicolon  # commas part the goods, or another clause begins
    goods: list[Item] = []
    pieces = list(_pieces(norm, start, end))
    after = (p.start - 1 for p in pieces[1:] if _HARD.match(norm, p.start + 1, p.end))
    end = min([end, *after])  # "rice and tea, while ..."
    pieces = [p for p in pieces if p.start < end]
    ends = {p.end for p in pieces if norm[p.end : p.end + 1] == ";"}
    bare_of = {p: _without_note(norm, p)[0] for p in pieces if not _SOFT.match(norm, p.start + 1)}
    named = [p.end for p, bare in bare_of.items() if _good(doc, bare) is not None]
    ends.add(max(named, default=end))
    for piece in pieces:
        final = piece.end in ends
        bare, note = _without_note(norm, piece)
        hard = _HARD.search(norm, bare.start, bare.end)
        cut = hard.start() if hard else bare.end
        if (soft := _SOFT.search(norm, bare.start, cut)) is not None:
            cut = soft.start()
        listed = norm[piece.start - 1] == ","
        parts = [Span(bare.start, cut)]
        if final or hard:
            parts = _conjuncts(doc, bare.start, cut, goes_on=listed)
        for part in parts:
            good = _good(doc, part)
            if good is not None:
                goods.append(replace(good, note=note if part is parts[-1] else None))
        if hard:
            break
    return goods, complete


def clause_end(norm: str, start: int, stop: int) -> int:
    """Return where goods can stand no longer: at a semicolon, or where another clause begins.

    >>> clause_end("buys rice while prices fall", 4, 27)
    10
    """
    ends = [
        m.start() for m in (_HARD.search(norm, start, stop), _STOP.search(norm, start, stop)) if m
    ]
    return min([stop, *ends])


def _pieces(norm: str, start: int, end: int) -> Iterator[Span]:
    """Yield what stands between the commas of a list, those in parentheses aside."""
    masked = PARENTHESIS.sub(lambda m: "(" + " " * (len(m[0]) - 2) + ")", norm[start:end])
    begin = 0
    for comma in _COMMA.finditer(masked):
        yield Span(start + begin, start + comma.start())
        begin = comma.end()
    yield Span(start + begin, end)


def _without_note(norm: str, piece: Span) -> tuple[Span, Span | None]:
    """Part an item from what stands in parentheses after it."""
    note = PARENTHESIS.search(norm, piece.start, piece.end)
    if note is None:
        return piece, None
    return Span(piece.start, note.start()), Span(note.start() + 1, note.end() - 1)


def _conjuncts(doc: Document, start: int, end: int, *, goes_on: bool) -> list[Span]:
    """Split the last item of a list at its "and", unless both sides make one good.

    In a list that ``goes_on`` from commas only the first "and" joins goods; a second one stands
    inside a good: "sugar and bulk minerals and ores".
    """
    norm, joints = doc.norm, []
    named = doc.of(StateMention, Sentence(0, 0, start, end))
    for joint in _AND.finditer(norm, start, end):
        if any(s.start < joint.start() < s.end for s in named):
            continue  # "Bosnia and Herzegovina"
        left = norm[start : joint.start()].strip()
        right = norm[joint.end() : end].strip(" .;:")
        around = norm[max(start, joint.start() - 20) : joint.end() + 20]
        head = left.split()[-1:] if left else []
        same = _PRODUCTS.match(right) and head and head[0] in right.split()
        if not (same or _COMPLEMENT.search(f" {left} ") or _ONE.search(around)):
            joints.append(joint)
    bounds = joints[:1] if goes_on else joints
    starts = [start, *(j.end() for j in bounds)]
    return [Span(*s) for s in zip(starts, [*(j.start() for j in bounds), end], strict=True)]


def _good(doc: Document, part: Span) -> Item | None:
    """Return the name of a good inside an item: without states, prepositions and connectors."""
    norm = doc.norm
    if part.end - part.start > _LONGEST:
        return None
    chunks, begin = [], part.start
    for named in doc.of(StateMention, Sentence(0, 0, part.start, part.end)):
        lead = _BEFORE_STATE.search(norm, begin, named.start)
        chunks.append((begin, lead.start() if lead else named.start))
        after = _AFTER_STATE.match(norm, named.end, part.end)
        begin = after.end() if after else named.end
    chunks.append((begin, part.end))
    for start, end in sorted((_trimmed(norm, *c) for c in chunks), key=lambda c: c[0] - c[1]):
        words = norm[start:end].split()
        if _GENERAL.fullmatch(norm, start, end):
            return None
        if 0 < len(words) <= _MOST_WORDS and not any(c.isdigit() for c in norm[start:end]):
            return Item(start, end)
        return None
    return None


def _trimmed(norm: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (lead := _LEADING.match(norm, start, end)) and lead.end() > start:
        start = lead.end()
    while start < end and (trail := _TRAILING.search(norm, start, end)) and trail.start() < end:
        end = trail.start()
    return start, end


def named(doc: Document, item: Item) -> Named:
    """Return a good as the document names it."""
    span = Span(item.start, item.end)
    text = " ".join(doc.text[item.start : item.end].split())
    return ware(text, doc, span)
