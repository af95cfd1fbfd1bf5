"""Tenures: every person the text states in an office, once per person, office and state."""

from __future__ import annotations

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import Document, Found, PersonMention
from legation.reading.mentions.gazetteer import unions
from legation.reading.mentions.resolve import in_state, same_person, surname
from legation.terms import Iri


def read(doc: Document, found: Found) -> None:
    """Add a tenure for each post of each named person; visits tell the state of some."""
    sides = _sides(found)
    told: dict[tuple[Iri, str], list[Named]] = {}
    for person in doc.of(PersonMention, Span(0, len(doc.text))):
        if person.name is None or not person.offices:
            continue
        if not person.state:
            state = sides.get(person.name.text, "") or _mission(doc, found, person)
            person = in_state(person, state)  # noqa: PLW2901
        if not person.state or person.state in unions() or person.name is None:
            continue
        for post in person.posts:
            holders = told.setdefault((post, surname(person.name.text, frozenset())), [])
            if any(same_person(person.name, h, frozenset()) for h in holders):
                continue
            holders.append(person.name)
            found.add(_claim(person, person.name, post))


def _sides(found: Found) -> dict[str, str]:
    """Return the state for which the visitors of a document act, by name."""
    sides: dict[str, str] = {}
    for claim in found:
        visitor = claim.one("visitor")
        if claim.kind == "Visit" and isinstance(visitor, Named) and visitor.of:
            sides.setdefault(visitor.text, visitor.of[0])
    return sides


def _mission(doc: Document, found: Found, person: PersonMention) -> str:
    """Return the state whose mission opens in the sentence that names its head."""
    if person.offices[0].office not in {"ambassador", "charge-daffaires"}:
        return ""
    sentence = doc.sentence_at(person.start)
    for claim in found.within("Mission", sentence)[:1]:
        sender = claim.one("sender")
        return sender.local if isinstance(sender, Iri) else ""
    return ""


def _claim(person: PersonMention, name: Named, post: Iri) -> Claim:
    values: dict[str, tuple[Value, ...]] = {"holder": (name,), "post": (post,)}
    return Claim(
        "Tenure", values, spans=(person.span,), rule="offices.stated", repairs=person.repairs
    )
