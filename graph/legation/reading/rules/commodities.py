"""Goods that one state sells to another: lists of them, open or complete, and their shares.

A list follows a word of export or import, after a sign ("là", "gồm", "include", a colon) or at
once ("exports rice, tea and coffee to Peru"). Names of states and their prepositions are taken
out of it, so that a list scrambled by machine translation still gives its goods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import (
    AmountMention,
    DateMention,
    Document,
    Found,
    Sentence,
    StateMention,
)
from legation.reading.rules.flows import Cue, completed, cues, direction, parties_named
from legation.reading.rules.wares import ware
from legation.terms import concept, lgn, state

_SIGN = re.compile(
    r":\s|(?<=,\s)(?:chủ yếu|chính|mainly|mostly|chiefly|primarily)\b(?: là| gồm)?|\b(?:bao gồm|gồm có|gồm|như|(?<!nhất )(?<!đặc biệt )(?<!đó )là|are|were|include[sd]?|including|such as|consist(?:s|ed)? of|compris\w+)\b:?"
)
_GOODS = re.compile(
    r"mặt hàng|sản phẩm|hàng hóa|chủ yếu|chính\b|chủ lực|gồm|như\b|:|\b(?:goods|products|items|commodities|main|major|mainly|mostly|key|principal|chief|includ\w+|consist\w*|compris\w+|such as)\b"
)
_PARENTHESIS = re.compile(r"\([^()]{0,200}\)")
_COMMA = re.compile(r"[,;]")
_AND = re.compile(r"\s(?:và|cùng với|cùng|and|as well as)\s")
_OPEN = re.compile(
    r"v\.\s?v|\.\.\.|…|\betc\b|(?:và |and )?(?:một số |nhiều |các |many |some )?(?:mặt hàng|sản phẩm|hàng hóa|loại hàng|thứ|loại)(?: [^\W\d_]+){0,3} khác"
    r"|\b(?:and )?(?:many |some )?other (?:[\w-]{1,40} )?(?:goods|products|items|commodities)|among others|and so on"
)
_EXAMPLES = re.compile(r"\b(?:như|such as|including|include[sd]?)\b:?\s*\Z")
_HARD = re.compile(
    r"\b(?:trong khi|trong đó|ngược lại|đồng thời|còn|đã|đang|sẽ|nhằm|để|tuy|nhưng|do|đây|"
    r"while|whereas|which|who|was|were|is|are|has|have|will|but|with a|meanwhile|in return)\b"
)
_SOFT = re.compile(
    r"\b(?:đạt|chiếm|tăng|giảm|trị giá|với|được|reach\w*|account\w*|worth|valued|up|down|rose|fell|totall?\w*|with)\b"
)
_LEADING = re.compile(
    r"(?:(?:kế đến|tiếp đến|tiếp theo|sau đó|rồi đến|thứ hai)(?: là)?|chủ yếu(?: là)?|chính(?: là)?|như|là|gồm|của|"
    r"(?:các |những |một số )?(?:mặt hàng|hàng hóa|sản phẩm) (?:như|chính|chủ yếu|chủ lực|gồm)|và|cùng|"
    r"(?:các |những |một số )mặt hàng|mainly|mostly|notably|especially|particularly|including|such as|followed by|"
    r"as well as|and|of|the|some|its|their)\s+|[\s:\"'-]+"
)
_TRAILING = re.compile(
    r"(?:\s+(?:from|to) (?:the|that|this) country|\s+(?:từ|sang|vào) (?:thị trường|nước|quốc gia) (?:này|đó|bạn)|\s+(?:và|cùng|nước|là|của|sang|tới|đến|từ|vào|for|from|to|and|of|in|the|chủ yếu|"
    r"(?:các |những )?mặt hàng(?: chính| chủ yếu)?|main|major)|[\s.,:;\"'-]+)\Z"
)
_BEFORE_STATE = re.compile(
    r"(?:\b(?:sang|tới|đến|vào|cho|từ|của|ở|tại|to|from|into|of|by|in)\s+)?(?:thị trường\s+|nước\s+|the\s+)?\Z"
)
_AFTER_STATE = re.compile(r"(?:'s\b|\s+nước\b)?")
_VERBAL = re.compile(
    r"(?:tham gia|tăng cường|mở rộng|thúc đẩy|hợp tác|phát triển|xây dựng|tạo|nâng|đẩy mạnh|hỗ trợ|tổ chức|khuyến khích|"
    r"trao đổi|thực hiện|triển khai|đầu tư|du lịch|dịch vụ|vận tải|tiếp tục|ký|nhất là|đặc biệt|investment|tourism|services|"
    r"cooperation|expand|promote|develop|increase|encourage|especially)\b"
)
_FIELDS = re.compile(
    r"lĩnh vực|hợp đồng|hiệp định|thỏa thuận|\b(?:fields?|areas?|sectors?|contracts?|agreements?)\b"
)
#: Two words that name one kind of goods in trade statistics.
_ONE = re.compile(
    r"máy móc và (?:trang )?thiết bị|rau và (?:hoa )?quả|sắt và thép|machinery and equipment|iron and steel|"
    r"fruits? and vegetables?|vegetables? and fruits?|oil and gas|textiles? and (?:garments?|clothing)|pulp and paper"
)
_COMPLEMENT = re.compile(r"\s(?:cho|dùng cho|dành cho|for)\s")
_PRODUCTS = re.compile(
    r"(?:các )?(?:sản phẩm|đồ|chế phẩm|products? (?:of|from)|[\w-]{1,40} products?)\b"
)
_SHARE = re.compile(r"chiếm|accounting for|accounts? for|made? up|making up|%\s+(?:of|tổng)")
_MOST_WORDS = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Item:
    """One good by its place in the text, and the note in parentheses after it."""

    start: int
    end: int
    note: Span | None = None


def read(doc: Document, found: Found) -> None:
    """Add an OpenSet for each list of goods, and an Observation for each share stated in it.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos exports tea, coffee and rice to Peru."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [m.text for c in found for m in c.values["member"]]
    ['tea', 'coffee', 'rice']
    """
    for sentence in doc.sentences:
        inside = [m.span() for m in _PARENTHESIS.finditer(doc.norm, sentence.start, sentence.end)]
        flows = [
            c
            for c in cues(doc, sentence.start, sentence.end)
            if c.kind in {"export", "import"} and not any(a < c.start < b for a, b in inside)
        ]
        actor = ""
        for place, cue in enumerate(flows):
            begin = flows[place - 1].end if place else sentence.start
            end = flows[place + 1].start if place + 1 < len(flows) else sentence.end
            actor = _clause(doc, found, cue, Span(begin, end), actor)


def _clause(doc: Document, found: Found, cue: Cue, clause: Span, actor: str) -> str:
    """Read the clause of one flow; return the state that acts in it, for the next clause."""
    norm = doc.norm
    sign = _sign(norm, cue, clause)
    first = sign if sign is not None else cue.end
    stop = clause.end
    own = _own_start(norm, cue, clause)
    exporter, importer = direction(doc, cue, own, first if sign is not None else stop, actor)
    if sign is not None and not (exporter and importer):
        more = direction(doc, cue, cue.end, stop)
        exporter, importer = exporter or more[0], importer or more[1]
    acting = exporter if cue.kind == "export" else importer
    named = parties_named(doc, own, stop)
    ends = completed(doc, exporter, importer) if named or actor else None
    if ends is None:
        return acting or actor
    items, complete = _items(doc, first, stop)
    if sign is None and not _plain_list(doc, cue, items, stop):
        return acting or actor
    if not items:
        return acting or actor
    members = tuple(_named(doc, item) for item in items)
    date = _date(doc, own, items[0].start)
    values: dict[str, tuple[Value, ...]] = {
        "memberKind": (lgn("Commodity"),),
        "exporter": (state(ends[0]),),
        "importer": (state(ends[1]),),
        "member": tuple(dict.fromkeys(members)),
        "complete": (complete,),
    }
    if date is not None:
        values["edtf"] = (date.edtf,)
    span = Span(min(cue.start, items[0].start), items[-1].end)
    found.add(Claim("OpenSet", values, (span,), "commodities.list"))
    for item, member in zip(items, members, strict=True):
        for claim in _shares(doc, item, member):
            found.add(claim)
    return acting or actor


def _sign(norm: str, cue: Cue, clause: Span) -> int | None:
    """Return where the list begins after its sign, if the clause speaks of goods."""
    for match in _SIGN.finditer(norm, cue.end, clause.end):
        if _GOODS.search(norm, clause.start, match.end()):
            return match.end()
    return None


def _own_start(norm: str, cue: Cue, clause: Span) -> int:
    """Return where the subject of a cue may begin: after the list of the clause before."""
    cut = max(
        norm.rfind(mark, clause.start, cue.start) for mark in (",", ";", ":", ")", " và ", " and ")
    )
    return max(clause.start, cut + 1)


def _plain_list(doc: Document, cue: Cue, items: list[_Item], stop: int) -> bool:
    """Tell whether what follows a flow at once is a list of goods and no other enumeration."""
    if any(a.unit not in {"", "%"} for a in doc.of(AmountMention, Sentence(0, 0, cue.end, stop))):
        return False
    sentence = doc.sentence_at(cue.start)
    if _FIELDS.search(doc.norm, sentence.start, cue.start):
        return False
    if any(_VERBAL.match(doc.norm, i.start, i.end) for i in items):
        return False
    return len(items) >= 2


def _items(doc: Document, start: int, stop: int) -> tuple[list[_Item], bool]:
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
    items: list[_Item] = []
    pieces = list(_pieces(norm, start, end))
    ends = {p.end for p in pieces if norm[p.end : p.end + 1] == ";"}
    named = [p.end for p in pieces if _good(doc, _without_note(norm, p)[0]) is not None]
    ends.add(max(named, default=end))
    for piece in pieces:
        final = piece.end in ends
        bare, note = _without_note(norm, piece)
        hard = _HARD.search(norm, bare.start, bare.end)
        cut = hard.start() if hard else bare.end
        if (soft := _SOFT.search(norm, bare.start, cut)) is not None:
            cut = soft.start()
        parts = _conjuncts(norm, bare.start, cut) if final or hard else [Span(bare.start, cut)]
        for part in parts:
            good = _good(doc, part)
            if good is not None:
                items.append(replace(good, note=note if part is parts[-1] else None))
        if hard:
            break
    return items, complete


def _pieces(norm: str, start: int, end: int) -> Iterator[Span]:
    """Yield what stands between the commas of a list, those in parentheses aside."""
    masked = _PARENTHESIS.sub(lambda m: "(" + " " * (len(m[0]) - 2) + ")", norm[start:end])
    begin = 0
    for comma in _COMMA.finditer(masked):
        yield Span(start + begin, start + comma.start())
        begin = comma.end()
    yield Span(start + begin, end)


def _without_note(norm: str, piece: Span) -> tuple[Span, Span | None]:
    """Part an item from what stands in parentheses after it."""
    note = _PARENTHESIS.search(norm, piece.start, piece.end)
    if note is None:
        return piece, None
    return Span(piece.start, note.start()), Span(note.start() + 1, note.end() - 1)


def _conjuncts(norm: str, start: int, end: int) -> list[Span]:
    """Split the last item of a list at its "and", unless both sides make one good."""
    parts: list[Span] = []
    for joint in reversed(list(_AND.finditer(norm, start, end))):
        left, right = norm[start : joint.start()].strip(), norm[joint.end() : end].strip()
        around = norm[max(start, joint.start() - 20) : joint.end() + 20]
        head = left.split()[-1:] if left else []
        same = _PRODUCTS.match(right) and head and head[0] in right.split()
        if same or _COMPLEMENT.search(f" {left} ") or _ONE.search(around):
            continue
        parts.append(Span(joint.end(), end))
        end = joint.start()
    return [Span(start, end), *reversed(parts)]


def _good(doc: Document, part: Span) -> _Item | None:
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
        if 0 < len(words) <= _MOST_WORDS and not any(c.isdigit() for c in norm[start:end]):
            return _Item(start, end)
        return None
    return None


def _trimmed(norm: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (lead := _LEADING.match(norm, start, end)) and lead.end() > start:
        start = lead.end()
    while start < end and (trail := _TRAILING.search(norm, start, end)) and trail.start() < end:
        end = trail.start()
    return start, end


def _named(doc: Document, item: _Item) -> Named:
    span = Span(item.start, item.end)
    text = " ".join(doc.text[item.start : item.end].split())
    return ware(text, doc, span)


def _date(doc: Document, start: int, end: int) -> DateMention | None:
    """Return the period a list is dated to, if its clause gives one."""
    return next(iter(doc.of(DateMention, Sentence(0, 0, start, max(start, end)))), None)


def _shares(doc: Document, item: _Item, member: Named) -> Iterator[Claim]:
    """Yield "(85 % of what A imports from B)": an Observation without a value."""
    if item.note is None or not _SHARE.search(doc.norm, item.note.start, item.note.end):
        return
    note = Sentence(0, 0, item.note.start, item.note.end)
    percent = next((a for a in doc.of(AmountMention, note) if a.unit == "%"), None)
    cue = next((c for c in cues(doc, note.start, note.end) if c.kind in {"export", "import"}), None)
    if percent is None or cue is None:
        return
    ends = completed(doc, *direction(doc, cue, cue.start, note.end))
    if ends is None:
        return
    values: dict[str, tuple[Value, ...]] = {
        "measure": (concept("measure", "trade"),),
        "flow": (concept("flow", "export"),),
        "exporter": (state(ends[0]),),
        "importer": (state(ends[1]),),
        "commodity": (member,),
        "share": (percent.value,),
        "shareOf": (concept("flow", cue.kind),),
        "status": (concept("status", "actual"),),
        "asWritten": (doc.text[percent.start : percent.end],),
    }
    if cue.kind == "import":
        values["worded"] = (concept("flow", "import"),)
    if percent.approximate:
        values["approximate"] = (True,)
    yield Claim("Observation", values, (Span(item.start, note.end),), "commodities.share")
