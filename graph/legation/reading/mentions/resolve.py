"""Give each person a state and one name: by the words, by other mentions, by the pair."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from legation.facts.evidence import Named
from legation.reading.document import PersonMention
from legation.reading.lexicon import lexicon
from legation.reading.mentions.persons import posts_of
from legation.reading.mentions.sides import title_state
from legation.reading.text import normalise
from legation.terms import ascii_fold

_PATRONYMIC = re.compile(r"(?:[oey]vich|[oe]vna|ichna|ôvích|ôvich|ô-vích|ô-vna|yevich)\Z")
#: Offices that many hold at once: "the minister" is none in particular.
_VAGUE = frozenset({"other", "minister", "deputy-minister", "ambassador", "party-official", ""})
#: The states named shortly before a person, and those that the paragraph names.
Around = tuple[frozenset[str], frozenset[str]]
_REACH = 1500
#: Where names look like Vietnamese ones when Vietnamese texts write them.
_ALIKE = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "SGP"})
_LATIN_FORM = re.compile(r"\s\(\s?(?!từ|ngày|tháng|năm)[a-z][a-z' -]{3,}[a-z][,)]")
_OWNER = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)'s \Z")
_LIST = re.compile(r"\s?(?:,|and|và|, and|cùng|as well as|cũng như|, cùng)\s(?:the\s)?")
#: A state after the last name of a list: "A, Prince B and Princess C of Laos".
_OF_STATE = re.compile(r"\s(?:of|của)\s")
_LEADER = re.compile(
    r"([^\W\d_]+(?:-[^\W\d_]+)*),?\s(?:who\s)?(?:is|was|will be|has been)\s(?:also\s)?(?:accompanied|joined|flanked)\sby\s(?:the\s)?\Z"
)
_INCLUDED = re.compile(
    r"\s?(?:,\s?)?(?:(?:and|which|that|the delegation|it|also)\s){0,3}(?:includ(?:ed|es|ing)|compris(?:ed|es|ing)|consist(?:ed|s|ing) of|, who was accompanied by|who was accompanied by)\s(?:the\s)?"
)
_ROW = re.compile(r"(?:\s?\([^()\n]{1,60}\))?[;,]?[ \t]*\n(?:[^\w\n]|o ){0,6}")
_LABEL = re.compile(r"(?:\A|\n)[^\n:]{2,60}:\s[^\n:]{0,40}\Z")
_NUMERAL = re.compile(r"\A(?:[ivx]+|jr|sr)\Z")
_LETTERS = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def resolve(
    persons: Sequence[PersonMention],
    norm: str,
    surnames: frozenset[str],
    pair: tuple[str, str] | None,
    near: Callable[[PersonMention], str] = lambda _: "",
    we: str = "",
    side: Callable[[PersonMention], str] = lambda _: "",
    named: Sequence[str] = (),
    local: Callable[[PersonMention], str] = lambda _: "",
    around: Callable[[PersonMention], Around] = lambda _: (frozenset(), frozenset()),
) -> list[PersonMention]:
    """Return the mentions with a state wherever the document tells one.

    The words around a name come first, then another mention of the name, then a Vietnamese
    name, then the side or scene (``side``), then an office that only one of the ``named`` states
    has, then the row above in a list, then the place of writing (``local``), then the one foreign state that the sentence speaks of (``near``), then the pair the
    document is about. What is left open the rules decide by the side of a list on which
    someone stands. An office without name or state is that of ``we``, else the last named.
    """
    known: dict[str, str] = {}
    for person in persons:
        if person.name and person.state:
            known.setdefault(surname(person.name.text, surnames), person.state)
    clues = _Clues(norm, surnames, pair, near, side, named, local, around, we)
    found: list[PersonMention] = []
    for person in _in_lists(persons, norm, surnames):
        found.append(_placed(person, known, clues, found[-1] if found else None))
    placed = _anaphora(found, norm, we)
    full = _full_names(placed)
    return [_renamed(p, full) for p in placed]


@lru_cache(maxsize=8192)
def surname(name: str, surnames: frozenset[str]) -> str:
    """Return the part of a name by which it is met again: all of a Vietnamese name, else the last.

    >>> surname("A.G. Pê-rê-đa", frozenset())
    'pereda'
    """
    words = [p for p in _LETTERS.findall(normalise(name)) if len(p) > 1]
    parts = [w for w in words[:1] + words[1:] if not _NUMERAL.match(w)] or words
    if not parts:
        return ascii_fold(name).lower()
    if is_vietnamese(name, surnames):
        return ascii_fold(" ".join(parts))
    return ascii_fold(parts[-1]).replace("-", "")


def is_vietnamese(name: str, surnames: frozenset[str]) -> bool:
    """Tell whether a name is built like a Vietnamese one: a surname, then one to four syllables.

    >>> is_vietnamese("Lê Văn An", frozenset({"lê"})), is_vietnamese("Le Pen-ho", frozenset())
    (True, False)
    """
    parts = normalise(name).split()
    short = all(p.isalpha() and len(p) <= 6 for p in parts)
    marked = any(ord(c) > 127 for c in name)
    return (2 if marked else 3) <= len(parts) <= 5 and parts[0] in surnames and short


def same_person(one: Named, other: Named, surnames: frozenset[str]) -> bool:
    """Tell whether two names of one document and state are two forms of one person's name.

    >>> same_person(Named("Person", "A.G. Pe-re-da"), Named("Person", "A. Pereda"), frozenset())
    True
    """
    if one.of and other.of and one.of != other.of:
        return False
    if surname(one.text, surnames) != surname(other.text, surnames):
        return False
    first, second = _given(one.text), _given(other.text)
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    return all(
        a[:1] == b[:1] and (len(a) == 1 or len(b) == 1 or a == b)
        for a, b in zip(first, second, strict=False)
    )


@lru_cache(maxsize=8192)
def _given(name: str) -> tuple[str, ...]:
    parts = _LETTERS.findall(ascii_fold(name).lower())
    return tuple(parts[:-1])


def _in_lists(
    persons: Sequence[PersonMention], norm: str, surnames: frozenset[str]
) -> list[PersonMention]:
    """Give the persons of one list the state that its first ("Lao President A, Minister B") or last has."""
    found = list(persons)
    for first, step in ((0, 1), (len(found) - 1, -1)):
        for place in range(first + step, len(found) if step > 0 else -1, step):
            before, here = found[place - step], found[place]
            one, two = (before, here) if step > 0 else (here, before)
            if here.state or not before.state or not (here.name and before.name and here.offices):
                continue
            trailing = step < 0 and not _OF_STATE.search(norm, before.name.spans[0].end, before.end)
            if trailing or not _LIST.fullmatch(norm, one.end, two.start):
                continue
            if before.state == "VNM" or not is_vietnamese(here.name.text, surnames):
                found[place] = in_state(here, before.state)
    return found


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a document tells of the states of its persons."""

    norm: str
    surnames: frozenset[str]
    pair: tuple[str, str] | None
    near: Callable[[PersonMention], str]
    side: Callable[[PersonMention], str]
    named: Sequence[str]
    local: Callable[[PersonMention], str]
    around: Callable[[PersonMention], Around]
    we: str


def _placed(
    person: PersonMention, known: dict[str, str], clues: _Clues, before: PersonMention | None
) -> PersonMention:
    """Find the state of one person."""
    if person.state or person.name is None:
        return person
    pair, name = clues.pair, person.name.text
    state = known.get(surname(name, clues.surnames), "") or _of_owner(person, known, clues.norm)
    if not state and is_vietnamese(name, clues.surnames):
        state = _of_vietnamese_name(person, clues)
    if not state:
        home = clues.local(person)
        states = [*dict.fromkeys([*(pair or clues.named), *([home] if home else [])])]
        state = (
            _of_company(person, known, clues.norm, before)
            or clues.side(person)
            or title_state(person, clues.norm, states)
            or _of_row(person, clues.norm, before)
            or (home if person.offices else "")
            or _of_profile(person, clues)
        )
        if state == "VNM":  # nobody with a foreign name
            state = state if is_vietnamese(name, clues.surnames) else ""
    if not state and pair and "VNM" in pair and person.offices:
        state = clues.near(person) or (pair[1] if pair[0] == "VNM" else pair[0])
    if not state and not pair and person.offices and "VNM" in clues.we:
        foreign = clues.around(person)[1] - {"VNM"}
        state = next(iter(foreign)) if len(foreign) == 1 else ""
    return in_state(person, state) if state else person


def _of_owner(person: PersonMention, known: dict[str, str], norm: str) -> str:
    """Return the state of the one whose minister someone is: "Bo's foreign minister, ..."."""
    owner = _OWNER.search(norm, max(0, person.start - 40), person.start)
    return known.get(ascii_fold(owner[1]).replace("-", ""), "") if owner else ""


def _of_company(
    person: PersonMention, known: dict[str, str], norm: str, before: PersonMention | None
) -> str:
    """Return the state of the one with whom someone goes: "Bo, who is accompanied by ..."."""
    if leader := _LEADER.search(norm, max(0, person.start - 120), person.start):
        return known.get(ascii_fold(leader[1]).replace("-", ""), "")
    if before is None or not (before.name and before.offices and person.offices):
        return ""
    joint = norm[before.end : person.start]
    return before.state if _INCLUDED.fullmatch(joint) or _LIST.fullmatch(joint) else ""


def _of_row(person: PersonMention, norm: str, before: PersonMention | None) -> str:
    """Return the state of the row above, in a list of persons with their offices."""
    if before is None or not (before.name and person.offices):
        return ""
    return before.state if _ROW.fullmatch(norm, before.end, person.start) else ""


def _of_profile(person: PersonMention, clues: _Clues) -> str:
    """Return the one state that a document names, for "Prime Minister: Bo Li" in its profile."""
    if len(clues.named) != 1 or not person.offices or person.name is None:
        return ""
    begin = person.name.spans[0].start
    return clues.named[0] if _LABEL.search(clues.norm, max(0, begin - 90), begin) else ""


def _of_vietnamese_name(person: PersonMention, clues: _Clues) -> str:
    """Return the state of someone whose name looks Vietnamese, as Chinese and Korean ones do."""
    if not clues.pair or not set(clues.pair) & _ALIKE or "VNM" not in clues.pair:
        here = clues.around(person)[0] & _ALIKE
        if not here or _of_vietnam_alone(person):
            return "VNM"
        return next(iter(here)) if len(here) == 1 else ""
    if _LATIN_FORM.match(clues.norm, person.end):
        return other if (other := next(s for s in clues.pair if s != "VNM")) else ""
    return "VNM" if _of_vietnam_alone(person) else clues.side(person)


def _of_vietnam_alone(person: PersonMention) -> bool:
    """Tell whether a surname is borne in Vietnam and not in its neighbours to the north."""
    name = person.name.text.split()[0].lower() if person.name else ""
    return name in lexicon("vi").norms("surnames of Vietnam alone")


def in_state(person: PersonMention, state: str) -> PersonMention:
    """Return a person as someone who acts for a state."""
    name = replace(person.name, of=(state,)) if person.name else None
    return replace(person, name=name, state=state, posts=posts_of(person.offices, state))


def _anaphora(persons: Sequence[PersonMention], norm: str, we: str) -> list[PersonMention]:
    """Give "the President", told of no state, the state of the last president named before."""
    last: dict[str, PersonMention] = {}
    own: dict[str, PersonMention] = {}
    found = []
    for person in persons:
        words = [norm[o.start : o.end] for o in person.offices]
        before = own.get(words[0]) or last.get(words[0]) if words else None
        vague = not person.offices or person.offices[0].office in _VAGUE
        if person.name is None and not person.state and before and not vague:
            near = person.start - before.end < _REACH
            person = in_state(person, before.state) if near else person  # noqa: PLW2901
        elif person.name and person.state:
            side = own if person.state == we else last
            for word in words:
                side |= dict.fromkeys((word, " ".join(word.split()[:2])), person)
        found.append(person)
    return found


def _full_names(persons: Sequence[PersonMention]) -> dict[tuple[str, str], Named]:
    """Return full names by state and given name, for names that stop at the patronymic."""
    found: dict[tuple[str, str], Named] = {}
    for person in persons:
        if (
            person.name
            and " " in person.name.text
            and not _PATRONYMIC.search(person.name.text.lower())
        ):
            found.setdefault((person.state, person.name.text.split()[0].lower()), person.name)
    return found


def _renamed(person: PersonMention, full: dict[tuple[str, str], Named]) -> PersonMention:
    """Give a name that stops at the patronymic the full name of the same document."""
    if person.name is None or not _PATRONYMIC.search(person.name.text.lower()):
        return person
    known = full.get((person.state, person.name.text.split()[0].lower()))
    if known is None or not person.state:
        return person
    return replace(person, name=replace(known, spans=person.name.spans))
