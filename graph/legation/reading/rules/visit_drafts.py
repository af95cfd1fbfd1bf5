"""A visit while it is being put together: what repeats it, and the claim it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import DateMention, Document, Mention, PersonMention
from legation.reading.mentions.resolve import same_person
from legation.reading.rules.clauses import cover
from legation.reading.rules.visit_lists import persons_in
from legation.terms import Iri, concept, state
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
    for visit in sorted(visits, key=lambda v: (-len(v.edtf), v.person.start)):
        same = next((k for k in kept if _repeats(visit, k)), None)
        if same is None:
            kept.append(visit)
            continue
        if same.rank == "unspecified":
            same.rank = visit.rank
        same.also.append(cover([visit.person, *([visit.cue] if visit.cue else [])]))
        same.invited = same.invited or visit.invited
        same.place = same.place or visit.place
    return sorted(kept, key=lambda v: (v.person.start, v.edtf, v.host))


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


def claim(doc: Document, visit: Draft) -> Claim:
    """Turn a visit into a claim; the first span holds the name and the date."""
    person, spans = _known(doc, visit.person)
    values: dict[str, tuple[Value, ...]] = {
        "sender": (state(person.state),),
        "host": (state(visit.host),),
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


def _known(doc: Document, person: PersonMention) -> tuple[PersonMention, tuple[Span, ...]]:
    """Return an office-holder without a name as the one person the text names in that office."""
    if person.name or not person.posts:
        return person, ()
    named = [
        (p, p.name)
        for p in doc.of(PersonMention, Span(0, len(doc.text)))
        if p.name and p.state == person.state and set(p.posts) & set(person.posts)
    ]
    if not named:
        return person, ()
    one_person = all(same_person(named[0][1], name, frozenset()) for _, name in named)
    before = [n for n in named if n[0].end <= person.start]
    if one_person:
        known, name = max(named, key=lambda n: (len(n[1].text), -n[0].start))
    elif before and not any(o.state for o in person.offices):
        known, name = before[-1]
    else:
        return person, ()
    return replace(person, name=name), (known.span,)
