"""Persons by office and name, with all the offices that the words around the name state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from legation.facts.evidence import Named, Repair, Span
from legation.reading.document import OfficeMention, PersonMention
from legation.reading.mentions.garbled import secretary_out_of_order, truncated_state
from legation.reading.mentions.joints import (
    AND,
    BEFORE_APPOSITION,
    after_aside,
    after_colon,
    after_is,
    before_apposition,
    closed,
    leads_to_name,
)
from legation.reading.mentions.names import Scan, is_vietnamese, person_name, skip_honorific
from legation.reading.mentions.offices import office_words
from legation.reading.mentions.together import another, apart
from legation.terms import Iri, post

_SPACE = frozenset({" ", "  "})
_APPOSITION = frozenset({", ", " ", " , "})
_MANY = frozenset({"các", "những", "nhiều", "hai", "all", "both", "two", "một", "mọi", "of"})
_MINISTERS = frozenset({"minister", "foreign-minister"})
_BOTH = frozenset({"and", "và", "kiêm", "concurrently"})
_COUNTERPART_REACH = 300
#: Who works for someone in office holds none of that one's offices.
_AIDES = frozenset(
    {
        "phu nhân",
        "phu quân",
        "trợ lý",
        "cố vấn",
        "thư ký",
        "phát ngôn viên",
        "văn phòng",
        "con trai",
        "con gái",
    }
)
#: What one person holds at once; a longer row of offices is a list of them.
_MOST_OFFICES = 8


@dataclass(slots=True)
class _Group:
    """One person while the words about him or her are being read."""

    start: int
    offices: list[OfficeMention] = field(default_factory=list)
    name: tuple[int, int] | None = None
    end: int = 0
    inner: list[_Group] = field(default_factory=list)
    repairs: tuple[Repair, ...] = ()


def posts_of(offices: tuple[OfficeMention, ...], state: str) -> tuple[Iri, ...]:
    """Return the posts of a state that some words of offices mean.

    >>> posts_of((OfficeMention(0, 9, "prime-minister"),), "LAO")
    ('https://w3id.org/legation/post/LAO-prime-minister',)
    """
    named = [post(o.state or state, o.office, o.detail) for o in offices if o.state or state]
    return tuple(dict.fromkeys(named))


def find(scan: Scan) -> Iterator[PersonMention]:
    """Yield every person that a text names, or means by office, from left to right."""
    place = 0
    last: list[OfficeMention] = []
    while place < len(scan):
        group, after = _at(scan, place)
        if group is not None:
            _counterpart(group, last)
            last = group.offices or last
            for one in (*group.inner, group):
                yield _mention(scan, one)
        place = max(after, place + 1)


def _counterpart(group: _Group, last: list[OfficeMention]) -> None:
    """Give "his Peruvian counterpart" the office of the person named last."""
    near = [o for o in last[:1] if group.start - o.end < _COUNTERPART_REACH]
    same = near[0] if near else OfficeMention(0, 0, "")
    for office in last:  # whoever leads a ministry meets the minister of the same field
        same = office if near and office.office in _MINISTERS else same
    group.offices = [
        o if o.office != "counterpart" else replace(o, office=same.office, detail=same.detail)
        for o in group.offices
        if o.office != "counterpart" or same.office
    ]


def _at(scan: Scan, place: int) -> tuple[_Group | None, int]:
    """Read the person whose words begin at a token, and say where to go on."""
    found = scan.hit(place)
    if found and found[0].meanings[0].kind == "block":
        return None, place + found[1]
    if scan.word(place) == "đảng" and (garbled := secretary_out_of_order(scan, place)):
        office, name, repair = garbled
        return _Group(office.start, [office], name, name[1], repairs=(repair,)), name[1]
    if words := office_words(scan, place):
        if f"{scan.word(place - 2)} {scan.word(place - 1)}" in _AIDES and scan.gap(place) == " ":
            return None, words[1]
        return _by_office(scan, place, *words)
    if (
        found
        and found[0].meanings[0].kind in {"state", "place"}
        and not (found[1] == 1 and is_vietnamese(scan, place))
    ):
        return None, place + found[1]
    named = skip_honorific(scan, place)
    if named > place or is_vietnamese(scan, place) or before_apposition(scan, place):
        if named > place and (words := office_words(scan, named)):
            group, after = _by_office(scan, named, *words)
            return group, after
        return _by_name(scan, place, named)
    return None, place + 1


def _by_name(scan: Scan, place: int, named: int) -> tuple[_Group | None, int]:
    end = person_name(scan, named)
    if end is None:
        return None, place + 1
    group = _Group(scan.tokens[place].start, name=(named, end), end=end)
    _appositions(scan, group)
    return group, group.end


def _by_office(
    scan: Scan, place: int, first: OfficeMention, after: int
) -> tuple[_Group | None, int]:
    """Read offices, then the name, then offices that follow the name."""
    group = _Group(scan.tokens[place].start, [first], end=after)
    first_end = after
    while True:
        if group.offices[-1].office == "special-envoy":
            _envoy(scan, group)
            if group.name:
                break
        begin = _truncated(scan, group)
        here = skip_honorific(scan, begin)
        joints = _SPACE | {"-", ". "} if here > begin else _SPACE | {"-"}
        joined = scan.gap(begin) in _SPACE | {"-"}
        if joined and scan.gap(here) in joints and (end := person_name(scan, here)) is not None:
            group.name, group.end = (here, end), end
            break
        if (name := after_colon(scan, begin) or after_is(scan, begin)) is not None:
            group.name, group.end = name, name[1]
            break
        if (name := _between_commas(scan, group)) is not None:
            group.name, group.end = name, name[1]
            break
        if (name := after_aside(scan, begin)) is not None:
            group.name, group.end = name, name[1]
            break
        aide = _of_whom(scan, group)
        if aide:
            group.offices[-1], group.end = aide
            continue
        following = _joined_office(scan, group) if len(group.offices) < _MOST_OFFICES else None
        if following is None:
            break
        group.offices.append(following[0])
        group.end = following[1]
    if group.name is None:
        if len(group.offices) > 1:  # offices in a row without a name are several persons
            group.offices, group.end = group.offices[:1], first_end
        if scan.word(place - 1) in _MANY:
            return None, group.end
        return group, group.end
    _state_after_name(scan, group)
    _appositions(scan, group)
    return group, group.end


def _of_whom(scan: Scan, group: _Group) -> tuple[OfficeMention, int] | None:
    """Read whose aide someone is: "Trợ lý Tổng thống Nga"; the aide does not hold that office."""
    aide = group.offices[-1]
    if scan.norm[aide.start : aide.end] not in _AIDES or scan.gap(group.end) != " ":
        return None
    found = office_words(scan, group.end + (scan.word(group.end) == "của"))
    if found is None:
        return None
    words, end = found
    return replace(aide, state=words.state, detail=words.office, end=words.end), end


def _joined_office(scan: Scan, group: _Group) -> tuple[OfficeMention, int] | None:
    """Return a further office of the same person: "Phó Thủ tướng, Bộ trưởng Ngoại giao …"."""
    here = group.end
    while here < len(scan) and scan.word(here) in AND and scan.gap(here) in _APPOSITION:
        here += 1
    if here >= len(scan) or scan.gap(here) not in _APPOSITION:
        return None
    found = office_words(scan, here)
    if found is None:
        return None
    if _elsewhere(found[0], group):
        return None
    office, held = found[0].office, {o.office for o in group.offices}
    if apart(office, held) or another(office, held):
        return None
    return found


def _between_commas(scan: Scan, group: _Group) -> tuple[int, int] | None:
    """Read "the President of Laos, Bo Li, visited" and "Li's foreign minister, Ana Bo,"."""
    here = skip_honorific(scan, group.end)
    owned = scan.norm[max(0, group.start - 3) : group.start] == "'s "
    titled = here > group.end and scan.language == "en"
    placed = group.offices[-1].state or owned or titled
    if not placed or scan.gap(group.end) != ", " or scan.hit(here):
        return None
    end = person_name(scan, here)
    if end is None or end - here < 2 or not scan.gap(end).startswith((",", "\n", ".", ")")):
        return None
    return here, end


def _envoy(scan: Scan, group: _Group) -> None:
    """Read for whom an envoy speaks; the principal, if named, is a person of his or her own."""
    here = group.end
    while scan.word(here) in {"của", "of", "the"} and scan.gap(here) in _SPACE:
        here += 1
    principal = office_words(scan, here) if here < len(scan) and scan.gap(here) in _SPACE else None
    if principal is None:
        return
    office, end = principal
    envoy = replace(group.offices[-1], detail=office.office, state=office.state)
    group.offices[-1] = envoy
    group.end = end
    named = skip_honorific(scan, end)
    last = person_name(scan, named) if scan.gap(named) in _SPACE else None
    if last is None:
        return
    inner = _Group(scan.tokens[here].start, [office], (named, last), last)
    next_office = office_words(scan, last) if scan.gap(last) == ", " else None
    next_name = scan.gap(last) == ", " and person_name(scan, skip_honorific(scan, last))
    if next_office or (scan.language == "en" and next_name):
        group.inner.append(inner)
        group.end = last
        if next_office is None and next_name:
            group.name, group.end = (skip_honorific(scan, last), next_name), next_name
    elif scan.language == "vi":
        group.name, group.end = (named, last), last
    else:
        group.inner.append(inner)
        group.end = last


def _truncated(scan: Scan, group: _Group) -> int:
    """Take in a state of whose name only the first word is left, and return the token after."""
    repaired = truncated_state(scan, group.offices[-1], group.end)
    if repaired is None:
        return group.end
    group.offices[-1], repair = repaired
    group.repairs = (repair,)
    return group.end + 1


def _state_after_name(scan: Scan, group: _Group) -> None:
    """Read "President Elbegdorj of Mongolia" and "ông A, Thủ tướng của B"."""
    here = group.end
    if scan.word(here) not in {"of", "của"} or scan.gap(here) != " ":
        return
    at = here + 1
    while scan.word(at) in {"the", "nước"}:
        at += 1
    state = scan.meaning(at, "state")
    if state is None:
        return
    group.offices = [o if o.state else replace(o, state=state[0].code) for o in group.offices]
    group.end = at + state[1]


def _appositions(scan: Scan, group: _Group) -> None:
    """Read offices after the name: "Bo Li, President of Laos and Head of the Army,"."""
    here, bare = group.end, not group.offices
    while here < len(scan) and scan.gap(here) in {", ", " "}:
        first = here
        verb = scan.predicates.at(scan.tokens, here, scan.norm)
        predicate = verb is not None and scan.gap(here) == " "
        here += verb[1] if predicate and verb else 0
        while scan.word(here) in BEFORE_APPOSITION:
            here += 1
        if scan.gap(first) == " " and here == first:
            return
        found = office_words(scan, here) if here < len(scan) else None
        if found is None or (scan.gap(first) == " " and not group.offices and not predicate):
            return
        office, end = found
        if scan.word(here - 1) == "đồng" and scan.word(here) == "chủ":  # of a session
            return
        joined = predicate or (here > first and scan.word(first) in _BOTH)
        if _elsewhere(office, group) or leads_to_name(scan, end):
            return
        if apart(office.office, {o.office for o in group.offices}):
            return
        if scan.gap(first) == " " and not joined:
            return
        if scan.language == "vi" and not bare and not closed(scan, end):
            return
        group.offices.append(office)
        group.end = here = end


def _elsewhere(office: OfficeMention, group: _Group) -> bool:
    """Tell whether an office is of another state than those before, so of another person."""
    return bool(office.state) and any(o.state not in {"", office.state} for o in group.offices)


def _mention(scan: Scan, group: _Group) -> PersonMention:
    """Turn what was read into a mention; the state is that of the first office that has one."""
    state = next((o.state for o in group.offices if o.state), "")
    offices = tuple(group.offices)
    name = None
    end = scan.tokens[group.end - 1].end
    if group.name:
        first, last = group.name
        begin, stop = scan.tokens[first].start, scan.tokens[last - 1].end
        if scan.text[stop : stop + 1] == "." and len(scan.word(last - 1)) == 1:
            stop += 1
        name = Named(
            "Person",
            " ".join(scan.text[begin:stop].split()),
            of=(state,) if state else (),
            language=scan.language,
            spans=(Span(begin, stop),),
        )
        end = max(end, stop)
    return PersonMention(
        group.start,
        end,
        name,
        posts_of(offices, state),
        state,
        offices=offices,
        repairs=group.repairs,
    )
