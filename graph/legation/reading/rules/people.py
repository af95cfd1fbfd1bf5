"""People of one state who live or study in another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from legation.errors import BadAmount
from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import (
    AmountMention,
    DateMention,
    Document,
    Found,
    PlaceMention,
    Sentence,
    StateMention,
)
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import concept
from legation.values.amounts import SCALES, number

_LIVING = re.compile(
    r"cộng đồng|kiều bào|việt kiều|hoa kiều|hiện(?: nay)?,? (?:đang )?có|sinh sống|\bsống\b|theo học|học tập|đang học|cư trú|thường trú|định cư|làm ăn|làm việc|lao động|du học|"
    r"sinh viên|học sinh|nghiên cứu sinh|\bsố (?:lượng )?(?:người|công dân|bà con)\b|\bngười [^,;.]{2,30} (?:ở|tại)\b|"
    r"\b(?:community|born|living|lives?|employed|workers?|resid\w+|studying|study|settled|working|diaspora|expatriates?|enrolled|pursuing|students?|nationals|citizens|home to|hosts?|there are|pios?|nris?)\b"
)
_BESIDE = 12
_COMMUNITY = re.compile(
    r"cộng đồng|kiều bào|việt kiều|hoa kiều|\b(?:community|diaspora|pios?|nris?)\b"
)
_STUDENTS = re.compile(
    r"sinh viên|học sinh|nghiên cứu sinh|thực tập sinh|học viên|du học|\b(?:students?|postgraduates?|trainees?)\b"
)
_STUDYING = re.compile(r"theo học|du học|đang học|\b(?:enrolled|studying|pursuing)\b")
_LIVING_TOO = re.compile(r"sinh sống|làm việc|làm ăn|\b(?:live|living|work|working|reside)\b")
_ELSE = re.compile(
    r"đào tạo|tiếp nhận|cấp (?:cho )?\d|học bổng|mỗi năm|hàng năm|hằng năm|đoàn|tham dự|thiệt mạng|\bbị\b|du khách|khách du lịch|lượt|trước (?:đây|năm|kia|chỉ)|từng|dân số|"
    r"\b(?:trained|scholarships?|each year|per year|annually|delegation|attended|killed|tourists?|visitors|arrivals|have studied|had studied|"
    r"used to|graduat\w+|population|evacuated|slots|seats)\b"
)
_AT = re.compile(
    r"\b(?:ở|tại|bên|in|at|residents? of|living in)(?:\s(?:nước|the|thủ đô|(?:các )?(?:trường|cơ sở|học viện)(?: đại học| đào tạo)?(?: ở| của)?))?\s{1,3}\Z"
)
_BORN = re.compile(r"\b(?:born in|(?:natives|originally) (?:of|from)|sinh ra (?:ở|tại))\s{1,3}\Z")
#: "Peru hosts ...", "Tại Peru có ...": the state before it is where they live.
_HAS = re.compile(r"\s(?:hiện |hiện nay |currently |now )?(?:có|hosts?|is home to|has|houses)\b")
_LOCAL = re.compile(
    r"\b(?:sở tại|nước này|nước bạn|ở đây|tại đây|in (?:the|this) (?:host )?country|its (?:institutions|universities|colleges))\b"
)
#: Names of a people that are no name of its state.
_OF = {
    "VNM": re.compile(r"người việt(?! nam)\b|việt kiều"),
    "CHN": re.compile(r"hoa kiều"),
    "IND": re.compile(r"\b(?:pios?|nris?)\b"),
}
_GROUP = re.compile(r"\s(?:students|nationals|citizens|expatriates|workers|residents)\b")
_SAYS = re.compile(
    r"\s(?:hiện |hiện nay )?(?:có|gồm|khoảng|gần|hơn|trên|is|are|has|numbers?|consists|comprises|of|with)\b"
)
_COUNT = r"\d{1,3}(?:[.,]\d{3})*|\d{1,7}"
_BARE = re.compile(
    rf"(?<![\w/.,-])(?P<n>(?:{_COUNT})(?:\.\d+)?)(?:\s(?P<scale>thousand|million)|-strong)?\s(?=\w)"
)
#: "The community ... is around 5,000": a number that counts what stands before it.
_NUMBERED = re.compile(
    r"\b(?:community|diaspora|nationals|citizens|expatriates|residents|students|strength)\b(?:[^.;\d]{0,90}?"
    r"\b(?:numbers?|numbering|is|are|at|about|around|some|approximately|comprises|over|nearly|estimated)\s|[^.;:\d]{0,60}:\s(?:about |around |some |over |nearly |approximately )?)"
    rf"(?P<n>{_COUNT})(?![.,]?\d)(?=\s?(?:[,;()]|\.(?:\s|\Z)|\Z|-?\s?strong|and\b|most|members?\b))"
)
_HOME = re.compile(
    rf"\b(?:home to|hosts?|has) (?:another |a further |about |around |some |nearly |over )+(?P<n>{_COUNT})(?=\s?(?:[,;.)]\s|\.?\Z|more\b))"
)
#: Other people of the same state, in another one; and the same people at another time.
_MORE = re.compile(r"\b(?:another|a further|so với|compared (?:with|to)|versus|còn|trong khi)\b")
_NOW = re.compile(r"\b(?:nay|hiện|lên|now|today|currently|grown to|risen to|up to)\b")
_ROUGH = re.compile(
    r"\b(?:khoảng|gần|hơn|trên|about|around|some|nearly|over|more than|approximately|estimated|almost)\s{1,3}\Z"
)
_BREAK = re.compile(r"[;]|,\s(?:while|whereas|trong khi)\b|\s(?:while|whereas|trong khi)\s")


def read(doc: Document, found: Found) -> None:
    """Add an Observation for each count of people of one state who are in another.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Some 40 Lao students are studying in Peru."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [str(c.one("value")) for c in found]
    ['40']
    """
    pairs = Pairs.of(doc)
    told = _Told()
    for sentence in doc.sentences:
        if _LIVING.search(doc.norm, sentence.start, sentence.end) is None:
            continue
        counts = _counts(doc, sentence)
        breaks = [m.end() for m in _BREAK.finditer(doc.norm, sentence.start, sentence.end)]
        for place, amount in enumerate(counts):
            before = [counts[place - 1].end] if place else []
            after = [counts[place + 1].start] if place + 1 < len(counts) else []
            start = max([sentence.start, *before, *(b for b in breaks if b <= amount.start)])
            end = min([sentence.end, *after, *(b for b in breaks if b > amount.end)])
            clause = replace(sentence, start=start, end=end)
            count = _Count(doc, pairs, sentence, clause, amount, told)
            claim = count.claim()
            if claim is not None:
                found.add(claim)
            whose, host, *_ = count.whose_and_where()
            told = _Told(whose, host, sentence.number) if whose and host else told


def _counts(doc: Document, sentence: Sentence) -> list[AmountMention]:
    """Return the numbers of people in a sentence: with a noun, or beside a people's name."""
    counts = [a for a in doc.of(AmountMention, sentence) if a.unit == "persons"]
    if doc.language != "en":
        return counts
    taken = {a.start for a in counts}
    norm = doc.norm
    named_at = {s.start: s for s in doc.of(StateMention, sentence)}
    for match in _BARE.finditer(norm, sentence.start, sentence.end):
        named = named_at.get(match.end())
        born = named is not None and norm.startswith("-born ", named.end)
        people = named is not None and (named.how == "demonym" or "-" in match[0] or born)
        if named is not None and people and match.start() not in taken:
            taken.add(match.start())
            power = SCALES[match["scale"]] if match["scale"] else 0
            counts.append(_counted(norm, match.start(), named.end, match["n"], power))
    for match in (
        m for form in (_NUMBERED, _HOME) for m in form.finditer(norm, sentence.start, sentence.end)
    ):
        start, end = match.span("n")
        year = len(match["n"]) == 4 and match["n"][:2] in {"19", "20"}
        if start not in taken and not year:
            counts.append(_counted(norm, start, end, match["n"], 0))
    return sorted(counts, key=lambda a: a.start)


def _counted(norm: str, start: int, end: int, digits: str, power: int) -> AmountMention:
    rough = _ROUGH.search(norm, max(0, start - 20), start) is not None
    return AmountMention(start, end, _value(digits), power, "persons", rough)


def _value(digits: str) -> Decimal:
    try:
        return number(digits, "en")
    except BadAmount:
        return Decimal(0)


@dataclass(frozen=True, slots=True)
class _Told:
    """Whose people were counted last, where, and in which sentence."""

    whose: str = ""
    host: str = ""
    number: int = -9


@dataclass(frozen=True, slots=True)
class _Count:
    """A count of people in its clause."""

    doc: Document
    pairs: Pairs
    sentence: Sentence
    clause: Sentence
    amount: AmountMention
    before: _Told

    def claim(self) -> Claim | None:
        """Return whose people are counted where, if the text tells."""
        doc, amount, clause = self.doc, self.amount, self.clause
        norm = doc.norm
        begin, end = max(clause.start, amount.start - 60), min(clause.end, amount.end + 40)
        begin = max(begin, norm.rfind(":", begin, amount.start))
        if not amount.value or _ELSE.search(norm, begin, end):
            return None
        whose, host, first, last = self.whose_and_where()
        if not whose or not host or whose == host:
            return None
        community = _COMMUNITY.search(norm, clause.start, amount.start)
        begin = min(amount.start, first, community.start() if community else first)
        end = max(amount.end, last)
        text = self._name(begin, end)
        group = self._group()
        population = Named(
            "Population", text, (whose, host), group, doc.language, spans=(Span(begin, end),)
        )
        values: dict[str, tuple[Value, ...]] = {
            "measure": (concept("measure", "persons"),),
            "population": (population,),
            "value": (amount.value,),
            "multiplier": (amount.multiplier,),
            "unit": ("persons",),
            "status": (concept("status", "actual"),),
            "asWritten": (doc.text[amount.start : amount.end],),
        }
        if amount.approximate:
            values["approximate"] = (True,)
        date = next(iter(doc.of(DateMention, clause)), None)
        if date is not None:
            values["edtf"] = (date.edtf,)
        return Claim("Observation", values, (Span(begin, end),), f"people.{group}")

    def _group(self) -> str:
        """Return students, or people: who lives and works somewhere may study there too."""
        norm, amount, clause = self.doc.norm, self.amount, self.clause
        if _STUDENTS.search(norm, amount.start, min(clause.end, amount.end + 24)):
            return "students"
        if _COMMUNITY.search(norm, clause.start, amount.start):
            return "people"
        span = clause.start, clause.end
        before = _STUDENTS.search(norm, clause.start, amount.start)
        if (before or _STUDYING.search(norm, *span)) and not _LIVING_TOO.search(norm, *span):
            return "students"
        return "people"

    def whose_and_where(self) -> tuple[str, str, int, int]:
        """Return whose people they are and where, and the stretch that says so."""
        doc, norm, amount, clause = self.doc, self.doc.norm, self.amount, self.clause
        whose = host = ""
        first, last = amount.start, amount.end
        for start, end, code, is_place in self._named():
            born = _BORN.search(norm, max(clause.start, start - 24), start) is not None
            at = not born and _AT.search(norm, max(clause.start, start - 36), start) is not None
            has = end <= amount.start and _HAS.match(norm, end, amount.start + 1) is not None
            if (at or has) and not host and code != whose:
                host = code
            elif not is_place and not at and not whose and code != host:
                if start >= amount.end + _BESIDE and not born:
                    continue
                whose = code
            else:
                continue
            first, last = min(first, start), max(last, end)
        plain = _COMMUNITY.search(norm, clause.start, clause.end)
        told, lead = self.before, norm[max(self.sentence.start, amount.start - 40) : amount.start]
        if host and not whose and self.sentence.number - told.number <= 1 and _MORE.search(lead):
            whose = told.whose
        elif not host and not whose and told.number == self.sentence.number and _NOW.search(lead):
            whose, host = told.whose, told.host
        elif (not host and whose and _LOCAL.search(norm, clause.start, clause.end)) or (
            not host and whose and doc.pair and whose in doc.pair and not self._opens(whose)
        ):
            host = self.pairs.partner(whose, self.sentence)
        elif host and not whose and plain:
            whose = self.pairs.partner(host, self.sentence)
        return whose, host, first, last

    def _named(self) -> list[tuple[int, int, str, bool]]:
        """Return the states and places of the clause: those after the number first."""
        doc, amount, clause = self.doc, self.amount, self.clause
        named = [
            (s.start, s.end, s.code, s.how == "capital")
            for s in doc.of(StateMention, clause)
            if s.how != "deixis" or s.end < amount.start
        ]
        named += [(p.start, p.end, p.state, True) for p in doc.of(PlaceMention, clause) if p.state]
        for code, pattern in _OF.items():
            named += [
                (*m.span(), code, False)
                for m in pattern.finditer(doc.norm, clause.start, clause.end)
            ]
        return sorted(named, key=lambda p: (p[0] < amount.start, p[0]))

    def _opens(self, code: str) -> bool:
        """Tell whether a clause begins with a state: "B has 600 people" names the place, not whose."""
        named = self.doc.of(StateMention, self.clause)[:1]
        first = bool(named) and named[0].code == code and named[0].start - self.clause.start < 4
        return first and _GROUP.match(self.doc.norm, named[0].end) is None

    def _name(self, begin: int, end: int) -> str:
        """Return what the text calls the population, without the number."""
        doc, amount = self.doc, self.amount
        before = doc.text[begin : amount.start].strip(" ,:(")
        if _COMMUNITY.search(doc.norm, begin, amount.start):
            cut = _SAYS.search(before)
            return " ".join((before[: cut.start()] if cut else before).split())
        counted = doc.text[amount.start : end].lstrip("0123456789., \u00a0")
        return " ".join((counted or before).split())
