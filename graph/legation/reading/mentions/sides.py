"""Of which state someone is whom no word beside the name places: by title, by side, by scene."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from legation.reading.document import PersonMention, PlaceMention, Sentence, StateMention
from legation.reading.mentions.gazetteer import unions
from legation.reading.text import normalise
from legation.resources import shelf

_REACH = 3000
_TWO = 2
_SHORTLY = 60
_OPENING = 40
_HIGHEST = frozenset(
    {"president", "prime-minister", "monarch", "parliament-speaker", "governor-general"}
)
_CROWNS = frozenset({"monarch", "governor-general"})
_HEADS = {
    "president": "president",
    "vice-president": "president",
    "monarch": "monarch",
    "royal": "monarch",
}
#: What follows or stands before a state where those who are named next are of that state.
_BEFORE = re.compile(
    r"(?:\b(?:on|from|for) the|\bvisits?(?: \w+){0,3} (?:from|by)(?: the)?|\bphía|\bđoàn|\blãnh đạo|\bcác đoàn(?: cấp cao)?(?: của)?"
    r"|(?:\A|\n)(?:\W|\d)*(?:from(?: the)?)?)\s\Z"
)
_SIDE = re.compile(
    r"\A(?:'s)?(?: side\b| (?:\w+ ){0,2}(?:visitors|guests|visits(?! \w)|visits(?= (?:to|in|since|includ|have|abroad)\b))(?=[^.]{0,80}(?:includ|:|\n|\Z|\())"
    r"| (?:đã )?(?:sang )?thăm [^.;,()\d\n]{1,40}(?::|\n|\Z))"
)
#: "From Japan to Peru" as a heading: those below come from the first state.
_FROM = re.compile(r"(?:\A|\n)(?:\W|\d)*(?:visits )?from(?: the)?\s\Z")
_TO = re.compile(r"\A to [^.;()\d\n]{1,40}:?\s*(?:\n|\Z)")
_PARTY = re.compile(r"\bphía\s\Z")
_VISITS = re.compile(r"\bvisits?(?: \w+){0,3} (?:from|by)(?: the)?\s\Z")
_OWN = re.compile(
    r"(?:\A|[\n.:;])\W{0,4}(?:(?:các )?đoàn |phía )?(?P<who>ta|bạn) (?:đã )?(?:sang )?thăm [^.;,()\d\n]{1,40}(?::|\n|\Z)"
)
_SCENE = re.compile(r"(?:\A|[.\n;,] {0,3}|\d )(?:tại|ở|in|at) (?:thủ đô |thành phố )?\Z")
_MET = re.compile(
    r"\b(?:talks with|meet|meets|met|met with|will see|sees|call on|called on|received by|welcomed by|hosted by|hội đàm với|hội kiến(?: với)?|gặp(?: gỡ)?|"
    r"yết kiến|chào(?: xã giao)?|tiếp kiến|làm việc với|tiếp xúc(?: với)?)\b[^.;\n]{0,120}\Z"
)


_DATELINE = re.compile(r"[^.;:\n]{0,40}?\s-{1,2}\s")
_ALONG = re.compile(
    r"travel\w* with|accompan|delegation|entourage|in tow|tháp tùng|cùng đi|\b(?:his|her|their) (?:\w+ ){0,2}(?:guests?|visitors?|counterparts?)\b|visiting|opposite number"
)


_GOING = re.compile(r"\b(?:for|to|leave|leaves|left|visit|visits)\b")
_HOSTED = re.compile(
    r"\b(?:later|also|then|was|were|is|be)\s(?:met|meet|received by|welcomed by|hosted by)(?: with)?\s(?:the\s)?\Z"
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """Words after which persons are of one state, up to ``end``."""

    start: int
    end: int
    state: str


def title_state(person: PersonMention, norm: str, states: Sequence[str]) -> str:
    """Return the one of some states that has the office: by its own title, or by its constitution.

    >>> person = PersonMention(0, 4, None, (), "")
    >>> title_state(person, "king", ("MAR", "USA"))
    ''
    """
    for office in person.offices:
        words = norm[office.start : office.end]
        for code, title in _titles():
            if code in states and re.search(rf"\b{re.escape(title)}\b", words):
                return code
    if len(states) < _TWO or not person.offices:
        return ""
    kind = person.offices[0].office
    heads = {code: _constitutions().get(code, ("", "")) for code in states}
    crowned = [code for code, (head, _) in heads.items() if head in _CROWNS]
    fits: list[str] = []
    if kind in _HEADS and _HEADS[kind] == "monarch":
        realm = [code for code in crowned if heads[code][0] == "monarch"]
        fits = realm if len(crowned) < len(heads) else []
        fits = fits if len(crowned) == 1 else []
    elif kind in _HEADS:
        fits = [code for code in heads if code not in crowned]
        fits = fits if crowned else []
    elif kind in {"prime-minister", "deputy-prime-minister"}:
        fits = [code for code, (_, government) in heads.items() if government != "none"]
        fits = fits if len(fits) < len(heads) else []
    return fits[0] if len(fits) == 1 else ""


def sides(
    norm: str,
    sentences: Sequence[Sentence],
    places: Sequence[StateMention | PlaceMention],
    we: str,
    they: str,
) -> Callable[[PersonMention], str]:
    """Return what tells the state of a person by the side or the scene where he or she is named.

    A side is opened by words like "on the Peruvian side" or "Visits from Laos:"; a scene by
    "In Lima, ..." and holds for foreigners in its paragraph whom someone meets there.
    """
    leads = _leads(norm, sentences, places, we, they)
    scenes = _scenes(norm, sentences, places)
    starts = [lead.start for lead in leads]

    def one(person: PersonMention) -> str:
        number = bisect_right(starts, person.start) - 1
        if number >= 0 and person.end <= leads[number].end:
            return leads[number].state
        scene = next((s for s in reversed(scenes) if s.start <= person.start), None)
        if scene is None or person.start > scene.end or scene.state == we:
            return ""
        return scene.state if _MET.search(norm, scene.start, person.start) else ""

    return one


def local(
    norm: str,
    sentences: Sequence[Sentence],
    places: Sequence[StateMention | PlaceMention],
) -> Callable[[PersonMention], str]:
    """Return what tells the state of a person from the place where a report was written.

    "LIMA, 3 May - Foreign Minister Ana Rojas left": who has no state is of that of the place,
    unless the sentence says that he or she goes along with someone else.
    """
    code, of_guest = "", False
    for place in places:
        here = _sentence(sentences, place.start)
        if here is None or here.heading or here.start != place.start:
            continue
        if line := _DATELINE.match(norm, place.end):
            code = place.code if isinstance(place, StateMention) else place.state
            of_guest = any(
                isinstance(p, StateMention) and p.code not in {code, *unions()}
                for p in places
                if line.end() <= p.start < line.end() + _OPENING
                and not _GOING.search(norm, line.end(), p.start)
            )
            break
    if not code or code in unions():
        return lambda _: ""

    def one(person: PersonMention) -> str:
        here = _sentence(sentences, person.start)
        if of_guest and not {o.office for o in person.offices} & _HIGHEST:
            return ""  # a guest's own reporters tell of ministers without their state too
        if here and _HOSTED.search(norm, here.start, person.start):
            return code if _may_have(code, person) else ""
        along = here is None or _ALONG.search(norm, here.start, here.end)
        return "" if along or not _may_have(code, person) else code

    return one


def around(
    sentences: Sequence[Sentence], places: Sequence[StateMention | PlaceMention]
) -> Callable[[PersonMention], tuple[frozenset[str], frozenset[str]]]:
    """Return which states are named shortly before a person, and which in the whole paragraph."""
    named = [s for s in places if isinstance(s, StateMention) and s.code not in unions()]
    named.sort(key=lambda s: s.start)
    starts = [s.start for s in named]
    paragraphs: dict[int, set[str]] = {}
    for state in named:
        if sentence := _sentence(sentences, state.start):
            paragraphs.setdefault(sentence.paragraph, set()).add(state.code)

    def one(person: PersonMention) -> tuple[frozenset[str], frozenset[str]]:
        sentence = _sentence(sentences, person.start)
        if sentence is None:
            return frozenset(), frozenset()
        floor = max(sentence.start, person.start - _SHORTLY)
        near = named[bisect_left(starts, floor) : bisect_left(starts, person.start)]
        wide = paragraphs.get(sentence.paragraph, ())
        return frozenset(s.code for s in near), frozenset(wide)

    return one


def _may_have(code: str, person: PersonMention) -> bool:
    """Tell whether the constitution of a state knows the office: a republic has no king."""
    head, government = _constitutions().get(code, ("president", "prime-minister"))
    crowned = head in _CROWNS
    for office in person.offices[:1]:
        if office.office in _HEADS and (_HEADS[office.office] == "monarch") != crowned:
            return False
        if office.office in {"prime-minister", "deputy-prime-minister"} and government == "none":
            return False
    return True


def _leads(
    norm: str,
    sentences: Sequence[Sentence],
    places: Sequence[StateMention | PlaceMention],
    we: str,
    they: str,
) -> list[_Lead]:
    found: list[tuple[int, str]] = []
    tables: set[int] = set()
    for state in places:
        if not isinstance(state, StateMention) or state.how == "capital" or state.code in unions():
            continue
        ahead, behind = (
            norm[max(0, state.start - 40) : state.start],
            norm[state.end : state.end + 140],
        )
        here = _sentence(sentences, state.start)
        if here and _FROM.search(ahead) and _TO.match(behind):
            found.append((state.start, state.code))
            tables.add(here.start)
        elif _VISITS.search(ahead) or _PARTY.search(ahead) or _SIDE.match(behind):
            before = not _SIDE.match(behind) or _BEFORE.search(ahead) or state.how == "demonym"
            if before:
                found.append((state.start, state.code))
    for match in _OWN.finditer(norm):
        code = we if match["who"] == "ta" else they
        if code:
            found.append((match.start("who"), code))
    found.sort()
    stops = [s.start for s in sentences if s.heading]
    leads = []
    for number, (start, code) in enumerate(found):
        here = _sentence(sentences, start)
        if here is None:
            continue
        colon = norm[here.start : here.end].rstrip().endswith(":") or here.heading
        if here.start in tables:
            end = _table_end(norm, here.end)
        elif colon:
            end = next((s for s in stops if s > here.start), len(norm))
        else:
            end = _paragraph_end(sentences, here)
        following = found[number + 1][0] if number + 1 < len(found) else len(norm)
        leads.append(_Lead(start, min(end, following, start + _REACH), code))
    return leads


def _table_end(norm: str, start: int) -> int:
    """Return where the rows below a heading end: at the first blank line after them."""
    while norm[start : start + 1].isspace():
        start += 1
    end = norm.find("\n\n", start)
    return end if end > 0 else len(norm)


def _scenes(
    norm: str, sentences: Sequence[Sentence], places: Sequence[StateMention | PlaceMention]
) -> list[_Lead]:
    found = []
    for place in places:
        code = place.code if isinstance(place, StateMention) else place.state
        here = _sentence(sentences, place.start)
        if code and here and _SCENE.search(norm, max(0, here.start - 3), place.start):
            found.append(_Lead(place.start, _paragraph_end(sentences, here), code))
    return found


def _sentence(sentences: Sequence[Sentence], place: int) -> Sentence | None:
    number = bisect_right(sentences, place, key=lambda s: s.start) - 1
    if number < 0 or sentences[number].end < place:
        return None
    return sentences[number]


def _paragraph_end(sentences: Sequence[Sentence], here: Sentence) -> int:
    end = here.end
    for sentence in sentences[here.number :]:
        if sentence.paragraph != here.paragraph:
            break
        end = sentence.end
    return end


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """Return titles that one state alone gives, longest first."""
    rows = _table("titles.tsv")
    return tuple(sorted(((r[0], normalise(r[1])) for r in rows), key=lambda r: -len(r[1])))


@cache
def _constitutions() -> dict[str, tuple[str, str]]:
    """Return the kind of head of state, and of government, of states without one of the usual two."""
    return {code: (head, government) for code, head, government in _table("heads.tsv")}


def _table(name: str) -> list[list[str]]:
    text = (shelf("ontology") / "reference" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
