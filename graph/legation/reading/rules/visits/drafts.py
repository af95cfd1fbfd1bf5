"""A visit while it is being put together: what repeats it, and the claim it becomes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date as day
from datetime import timedelta
from heapq import merge

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Mention, PersonMention
from legation.reading.mentions.resolve import same_person, surname
from legation.reading.rules.clauses import cover
from legation.reading.rules.visits.people import Cast
from legation.terms import Iri, concept
from legation.values.dates import Dating, Verdict

_TIGHT = 170
_DAY = len("2000-01-01")
_LONGEST = 31
#: As many of the names told in one office are compared.
_NAMES = 12
#: In years; whoever held an office longer ago than this is not meant by the office alone.
_LONGEST_TERM = 10


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
    #: How many days it lasts, and a day said to be its last.
    stay: int = 0
    last: DateMention | None = None

    @property
    def edtf(self) -> str:
        """The date as stated, empty if there is none; a day and a length make a range.

        So do a last day and a length. Of a visit of which only the last day is known, that day
        lies inside it and is its date.
        """
        if self.date is None and self.last and self.stay > 1 and len(self.last.edtf) == _DAY:
            since = day.fromisoformat(self.last.edtf) - timedelta(days=self.stay - 1)
            return f"{since.isoformat()}/{self.last.edtf}"
        if self.date is None:
            return self.last.edtf if self.last else ""
        begins, ends = self.date.edtf, self.last.edtf if self.last else ""
        if len(begins) != _DAY:
            return begins
        if len(ends) == _DAY and begins < ends and _days(begins, ends) <= _LONGEST:
            return f"{begins}/{ends}"
        if self.stay > 1:
            until = day.fromisoformat(begins) + timedelta(days=self.stay - 1)
            return f"{begins}/{until.isoformat()}"
        return begins


def is_ahead(doc: Document, date: DateMention) -> bool:
    """Tell whether a date lies after the day the document is of."""
    if not doc.source.issued:
        return False
    begins, issued = Dating.parse(date.edtf).earliest, Dating.parse(doc.source.issued).latest
    return begins is not None and issued is not None and begins > issued


def is_past(doc: Document, date: DateMention, *, day: bool = False) -> bool:
    """Tell whether a date lies in a year before that of the document, or before its ``day``."""
    if not doc.source.issued:
        return False
    ends, issued = Dating.parse(date.edtf).latest, Dating.parse(doc.source.issued).earliest
    if ends is None or issued is None:
        return False
    return ends < issued if day else ends.year < issued.year


def merged(visits: Sequence[Draft]) -> list[Draft]:
    """Drop what only repeats: the same visitor and host, no date or one that holds a finer one."""
    kept: list[Draft] = []
    alike: dict[tuple[str, ...], list[int]] = {}
    for visit in sorted(visits, key=lambda v: (*_width(v.edtf), v.date is None, v.person.start)):
        near = merge(*(alike.get(key, ()) for key in _keys(visit, kept=False)))
        same = next((kept[n] for n in near if _repeats(visit, kept[n])), None)
        if same is None:
            for key in _keys(visit, kept=True):
                alike.setdefault(key, []).append(len(kept))
            kept.append(visit)
            continue
        _take_in(same, visit)
    return sorted(kept, key=lambda v: (v.person.start, v.edtf, v.host))


def _take_in(same: Draft, visit: Draft) -> None:
    """Add to a visit what its repetition tells more of it."""
    if same.rank == "unspecified":
        same.rank = visit.rank
    if len(same.edtf) == _DAY:
        same.last = same.last or visit.last
        same.stay = same.stay or visit.stay
    same.also.append(cover([visit.person, *([visit.cue] if visit.cue else [])]))
    same.invited = same.invited or visit.invited
    same.place = same.place or visit.place


def _width(edtf: str) -> tuple[int, int]:
    """Return how vague a date is: ranges of days first, the shortest before the others, none last."""
    dating = Dating.parse(edtf) if edtf else Dating("")
    if not dating.earliest or not dating.latest:
        return 10**6, 0
    days = (dating.latest - dating.earliest).days
    return (days + 1, 0) if days > _LONGEST or "/" not in edtf else (0, days)


def _days(begins: str, ends: str) -> int:
    return (day.fromisoformat(ends) - day.fromisoformat(begins)).days


def _keys(visit: Draft, *, kept: bool) -> set[tuple[str, ...]]:
    """Return the keys under which a visit is kept, or those of the visits that it may repeat."""
    person, offices = visit.person, [o.office for o in visit.person.offices]
    if person.name:
        who = [("name", surname(person.name.text, frozenset()))]
        who += [("any" if kept else "nameless", office) for office in offices]
    else:
        who = [("any", office) for office in offices]
        who += [("nameless", office) for office in offices if kept]
    dating = Dating.parse(visit.edtf) if visit.edtf else Dating("")
    when = {visit.edtf, ""} if kept else {visit.edtf}
    if dating.earliest and dating.latest:
        months = {f"{d:%Y-%m}" for d in (dating.earliest, dating.latest)}
        years = {str(y) for y in range(dating.earliest.year, dating.latest.year + 1)}
        short = (dating.latest - dating.earliest).days <= _LONGEST
        when |= (months | years) if kept else months if short else set()
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
    if visit.date is None and visit.last and kept.date and len(kept.edtf) == _DAY:
        return 0 < _days(kept.edtf, visit.edtf) <= _LONGEST // 2
    coarse, fine = Dating.parse(visit.edtf), Dating.parse(kept.edtf)
    return fine.during(coarse) is not Verdict.NO


def claim(cast: Cast, visit: Draft, holders: Holders) -> Claim:
    """Turn a visit into a claim; the first span holds the name and the date."""
    person, spans = holders.known(visit.person)
    if person.name and not any(
        visit.person.start <= n.start < visit.person.end for n in person.name.spans
    ):
        spans = (*spans, *person.name.spans[:1])
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
    when = visit.date or visit.last
    marks = [visit.person, *([when] if when else [])]
    words = visit.cue or visit.person.span
    whole, near = cover([*marks, words]), cover(marks)
    alone = len(cast.within(whole.start, whole.end)) <= 1
    # A heading that tells of the visits of its list is a place of its own.
    one = cast.doc.sentence_at(words.start) == cast.doc.sentence_at(near.start)
    tight = [whole] if whole.end - whole.start <= _TIGHT and alone and one else [near, words]
    if near.start <= words.start and words.end <= near.end:
        tight = [near]
    stated = [*tight, *sorted(visit.also)]
    spans = tuple(
        s for s in spans if not any(o.start <= s.start and s.end <= o.end for o in stated)
    )
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
        self._doc = doc
        self._people: dict[Iri, list[PersonMention]] = {}
        self._stateless: dict[str, list[PersonMention]] = {}
        self._named: dict[tuple[str, tuple[Iri, ...]], tuple[list[PersonMention], bool]] = {}
        for person in doc.of(PersonMention, Span(0, len(doc.text))):
            if person.name:
                for post in person.posts:
                    self._people.setdefault(post, []).append(person)
                if not person.state:
                    for office in person.offices:
                        self._stateless.setdefault(office.office, []).append(person)

    def known(self, person: PersonMention) -> tuple[PersonMention, tuple[Span, ...]]:
        """Return an office-holder without a name as the one person the text names in that office."""
        if person.name or not person.posts:
            return person, ()
        named, one_person = self._in_office(person.state, person.posts)
        if not named:
            return self._of_no_state(person)
        before = bisect_right(named, person.start, key=lambda p: p.start) - 1
        while before >= 0 and named[before].end > person.start:
            before -= 1
        if one_person:
            told = named[0]
        elif before >= 0 and not any(o.state for o in person.offices):
            told = named[before]
        else:
            return person, ()
        if self._years_apart(told, person) > _LONGEST_TERM:
            return person, ()
        return replace(person, name=told.name), (told.span,)

    def _years_apart(self, told: PersonMention, person: PersonMention) -> int:
        """Return how many years lie between what two sentences tell, 0 where one has no year."""
        doc = self._doc
        years = [
            [int(d.edtf[:4]) for d in doc.of(DateMention, sentence) if d.edtf[:4].isdigit()]
            for sentence in (doc.sentence_at(told.start), doc.sentence_at(person.start))
        ]
        return min((abs(a - b) for a in years[0] for b in years[1]), default=0)

    def _of_no_state(self, person: PersonMention) -> tuple[PersonMention, tuple[Span, ...]]:
        """Return "the Peruvian minister" as the one minister named next, whose state nobody tells."""
        offices = {o.office for o in person.offices}
        near = [p for office in offices for p in self._stateless.get(office, ())]
        names = [p.name for p in near if p.name and p.start > person.end]
        if not names or len(offices) > 1 or len(near) > len(names):
            return person, ()
        if not all(same_person(names[0], name, frozenset()) for name in names[:_NAMES]):
            return person, ()
        return replace(person, name=names[0]), (near[0].span,)

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
