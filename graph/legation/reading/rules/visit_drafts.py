"""A visit while it is being put together: what repeats it, and the claim it becomes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import merge

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Mention, PersonMention
from legation.reading.mentions.resolve import same_person, surname
from legation.reading.rules.clauses import cover
from legation.reading.rules.visit_lists import persons_in
from legation.terms import Iri, concept
from legation.values.dates import Dating

_TIGHT = 170


@dataclass(slots=True)
class Draft:
    """One visit to one host at one date; ``cue`` are the words for it, ``also`` where it is repeated."""

    person: PersonMention
    host: str
    rank: str
    status: str
    rule: str
    date: DateMention | None = None
    place: Iri | Named | None = None
    invited: PersonMention | None = None
    cue: Span | None = None
    marks: list[Mention | Span] = field(default_factory=list)
    also: list[Span] = field(default_factory=list)

    @property
    def edtf(self) -> str:
        """The date as stated, empty if there is none."""
        return self.date.edtf if self.date else ""


def merged(visits: Sequence[Draft]) -> list[Draft]:
    """Drop what only repeats: the same visitor and host, no date or one that holds a finer one."""
    kept: list[Draft] = []
    alike: dict[tuple[str, ...], list[int]] = {}
    for visit in sorted(visits, key=lambda v: (-len(v.edtf), v.person.start)):
        near = merge(*(alike.get(key, ()) for key in _keys(visit, kept=False)))
        same = next((kept[n] for n in near if _repeats(visit, kept[n])), None)
        if same is None:
            for key in _keys(visit, kept=True):
                alike.setdefault(key, []).append(len(kept))
            kept.append(visit)
            continue
        if same.rank == "unspecified":
            same.rank = visit.rank
        same.also.append(cover([visit.person, *([visit.cue] if visit.cue else [])]))
        same.invited = same.invited or visit.invited
        same.place = same.place or visit.place
    return sorted(kept, key=lambda v: (v.person.start, v.edtf, v.host))


def _keys(visit: Draft, *, kept: bool) -> set[tuple[str, ...]]:
    """Return the keys under which a visit is kept, or those of the visits that it may repeat."""
    person, offices = visit.person, [o.office for o in visit.person.offices]
    if person.name:
        who = [("name", surname(person.name.text, frozenset()))]
        who += [("any" if kept else "nameless", office) for office in offices]
    else:
        who = [("any", office) for office in offices]
        who += [("nameless", office) for office in offices if kept]
    when = {visit.edtf, ""} if kept else {visit.edtf}
    dating = Dating.parse(visit.edtf) if visit.edtf else Dating("")
    if dating.exact and dating.earliest and dating.latest:
        when |= {str(y) for y in range(dating.earliest.year, dating.latest.year + 1)}
    where = (visit.host, person.state, str(visit.status == "planned"))
    return {(*where, *one, date) for one in who for date in when}


def _repeats(visit: Draft, kept: Draft) -> bool:
    if visit.host != kept.host or (visit.status == "planned") != (kept.status == "planned"):
        return False
    one, other = visit.person, kept.person
    if one.state != other.state:
        return False
    if one.name and other.name:
        if not same_person(one.name, other.name, frozenset()):
            return False
    elif {o.office for o in one.offices}.isdisjoint(o.office for o in other.offices):
        return False
    if not visit.edtf or visit.edtf == kept.edtf:
        return True
    coarse, fine = Dating.parse(visit.edtf), Dating.parse(kept.edtf)
    return fine.overlaps(coarse)


def claim(doc: Document, visit: Draft, holders: Holders) -> Claim:
    """Turn a visit into a claim; the first span holds the name and the date."""
    person, spans = holders.known(visit.person)
    values: dict[str, tuple[Value, ...]] = {
        "sender": (actor(person.state),),
        "host": (actor(visit.host),),
    }
    if person.name:
        values["visitor"] = (person.name,)
    if person.posts:
        values["capacity"] = person.posts
    values["rank"] = (concept("rank", visit.rank),)
    values["status"] = (concept("status", visit.status),)
    if visit.edtf:
        values["edtf"] = (visit.edtf,)
    if visit.place:
        values["place"] = (visit.place,)
    if visit.invited and (visit.invited.posts or visit.invited.name):
        values["invitedBy"] = visit.invited.posts[:1] or (visit.invited.name,)  # type: ignore[assignment]
    marks = [visit.person, *([visit.date] if visit.date else [])]
    words = visit.cue or visit.person.span
    whole, near = cover([*marks, words]), cover(marks)
    alone = len(persons_in(doc, whole.start, whole.end)) <= 1
    tight = [whole] if whole.end - whole.start <= _TIGHT and alone else [near, words]
    if near.start <= words.start and words.end <= near.end:
        tight = [near]
    return Claim(
        "Visit",
        values,
        spans=tuple(dict.fromkeys((*tight, *spans, *sorted(visit.also)))),
        rule=visit.rule,
        repairs=person.repairs,
    )


class Holders:
    """Whom a document names in which office, to tell who is meant by an office alone."""

    def __init__(self, doc: Document) -> None:
        self._people: dict[Iri, list[PersonMention]] = {}
        self._named: dict[tuple[str, tuple[Iri, ...]], tuple[list[PersonMention], bool]] = {}
        for person in doc.of(PersonMention, Span(0, len(doc.text))):
            if person.name:
                for post in person.posts:
                    self._people.setdefault(post, []).append(person)

    def known(self, person: PersonMention) -> tuple[PersonMention, tuple[Span, ...]]:
        """Return an office-holder without a name as the one person the text names in that office."""
        if person.name or not person.posts:
            return person, ()
        named, one_person = self._in_office(person.state, person.posts)
        if not named:
            return person, ()
        before = bisect_right(named, person.start, key=lambda p: p.start) - 1
        while before >= 0 and named[before].end > person.start:
            before -= 1
        if one_person:
            told = named[0]
        elif before >= 0 and not any(o.state for o in person.offices):
            told = named[before]
        else:
            return person, ()
        return replace(person, name=told.name), (told.span,)

    def _in_office(self, state: str, posts: tuple[Iri, ...]) -> tuple[list[PersonMention], bool]:
        """Return those named in one of some posts; of one person the longest name comes first."""
        if (state, posts) not in self._named:
            people = {id(p): p for post in posts for p in self._people.get(post, ())}
            named = sorted((p for p in people.values() if p.state == state), key=lambda p: p.start)
            names = [p.name for p in named if p.name]
            one_person = all(same_person(names[0], name, frozenset()) for name in names)
            if one_person:
                named.sort(key=lambda p: (-len(p.name.text) if p.name else 0, p.start))
            self._named[state, posts] = named, one_person
        return self._named[state, posts]
