"""Which names of which sources mean one entity.

The outcome depends on the set of names, never on the order in which sources came: names are
taken from the most telling to the least, and a name joins the one group that it fits. A name
that fits two groups joins neither and is put up for review.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from legation.facts.kinds import vocabulary
from legation.facts.records import Form
from legation.identity.keys import plain
from legation.identity.plausible import Shelf
from legation.identity.register import Wish, assign
from legation.knowledge import folder, select
from legation.terms import Iri, fact, slug
from legation.values import names

_RESPELLED = re.compile(r"\w+-\w+-\w+|[^\x00-\x7f]\w*-|-\w*[^\x00-\x7f]")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
_COMMITTEE = "intergovernmental"
_ORGANISATIONS = """SELECT ?organisation ?state ?name {
    ?organisation a lgn:Organisation ; lgn:actsFor ?state ; skos:prefLabel|skos:altLabel ?name }"""
#: Full names differ in little when they are of two persons: Kim Jong-il, Kim Jong-un.
_FULL_NAMES = 0.93


@dataclass(slots=True)
class Entity:
    """One thing that sources name, with all its forms; ``reason`` says why they are one."""

    type: str
    forms: list[Form] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    iri: str = ""

    @property
    def best(self) -> Form:
        """The form that tells most: no respelling, no initials, most words."""
        return max(self.forms, key=_telling)

    @property
    def of(self) -> tuple[str, ...]:
        """The states it belongs to, as far as any source says."""
        return max((f.of for f in self.forms), key=lambda of: (len(of), of))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: what it is about, and why."""

    subject: str
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities that sources name, and what remains in doubt."""

    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...]
    #: Where IRIs of entities lead that are no longer used.
    moved: Mapping[str, str] = field(default_factory=dict)

    def by_form(self) -> dict[str, str]:
        """Return the IRI of the entity for the IRI of each form."""
        return {form.iri: entity.iri for entity in self.entities for form in entity.forms}


def resolve(
    forms: Iterable[Form], base: str, before: Mapping[str, str] | None = None
) -> Resolution:
    """Group name forms into entities and give each entity its IRI.

    Persons meet by the sound of their names and the state they act for; organs by state, kind
    and name, letter case aside, and one that `ontology/history` names so is that one; the
    intergovernmental committee of a pair by the pair. An entity of the sources keeps the IRI that most of its forms had: ``before`` maps forms to their entities until now.
    """
    entities: list[Entity] = []
    doubts: list[Doubt] = []
    by_type: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if not form.known:
            by_type[form.type].append(form)
    for type_ in sorted(by_type):
        if type_ == "Person":
            found, doubtful = _persons(by_type[type_])
            entities += found
            doubts += doubtful
        else:
            entities += _by_name(by_type[type_])
    moved = _mint(entities, base, before or {})
    return Resolution(tuple(entities), tuple(doubts), moved)


def _persons(forms: list[Form]) -> tuple[list[Entity], list[Doubt]]:
    groups: list[Entity] = []
    doubts: list[Doubt] = []
    shelf = Shelf[Entity]()
    twins: dict[tuple[str, tuple[str, ...]], list[Form]] = defaultdict(list)
    for form in sorted(forms, key=lambda f: (tuple(-x for x in _rank(f)), f.text, f.iri)):
        twins[form.text, form.of].append(form)
    for form, *_ in twins.values():
        candidates = shelf.near(form.text, _owner(form))
        likeness = [(min(_likeness(form, other) for other in g.forms), g) for g in candidates]
        fits = [g for alike, g in likeness if alike >= _needed(form, g)]
        if len(fits) == 1:
            fits[0].forms.append(form)
            fits[0].reasons[form.iri] = _why(form, fits[0])
            continue
        near = fits or [g for alike, g in likeness if alike >= names.THRESHOLD]
        if near:
            texts = tuple(sorted(g.best.text for g in near))
            doubts.append(Doubt(form.iri, texts, f"{form.text!r} may name {' or '.join(texts)}"))
        groups.append(Entity("Person", [form], {form.iri: "first of its name"}))
        shelf.put(form.text, _owner(form), groups[-1])
    for group in groups:
        for form in list(group.forms):
            for twin in twins[form.text, form.of][1:]:
                group.forms.append(twin)
                group.reasons[twin.iri] = _why(twin, group)
    return groups, doubts


def _owner(form: Form) -> str:
    return form.of[0] if form.of else ""


def _likeness(form: Form, other: Form) -> float:
    """Return how alike two names sound; acting for different states speaks against it."""
    if _owner(form) and _owner(other) and _owner(form) != _owner(other):
        return 0.0
    return names.similarity(form.text, other.text)


def _needed(form: Form, group: Entity) -> float:
    """Return how alike a name must sound: two full names of one script leave less room."""
    full = _rank(form)[:2] == (1, 1) and all(_rank(o)[:2] == (1, 1) for o in group.forms)
    return _FULL_NAMES if full else names.THRESHOLD


def _why(form: Form, group: Entity) -> str:
    first = group.forms[0]
    if form.text == first.text:
        return "same name"
    return f"sounds like {first.text!r} ({names.similarity(form.text, first.text):.2f})"


def _rank(form: Form) -> tuple[int, int, int, int]:
    text = form.text
    return (
        int(not _RESPELLED.search(text)),
        int(not _INITIAL.search(text)),
        len(text.split()),
        int(any(ord(c) > 127 for c in text)),
    )


def _telling(form: Form) -> tuple[tuple[int, int, int, int], str, str]:
    return _rank(form), form.text, form.iri


def _by_name(forms: list[Form]) -> list[Entity]:
    groups: dict[tuple[str, ...], Entity] = {}
    for form in sorted(forms):
        known = _organisation(form)
        key = (known,) if known else _key(form)
        same = f"same {', '.join(part for part in key if part)}"
        reason = f"named so in the reference: {Iri(known).local}" if known else same
        entity = groups.setdefault(key, Entity(form.type, iri=known))
        entity.forms.append(form)
        entity.reasons[form.iri] = reason
    return list(groups.values())


def _organisation(form: Form) -> str:
    """Return the organisation of the reference that a form names within its state, if any."""
    if form.type != "Organisation" or len(form.of) != 1:
        return ""
    return _organisations().get((form.of[0], plain(form.text)), "")


@cache
def _organisations() -> Mapping[tuple[str, str], str]:
    rows = select(folder("history"), _ORGANISATIONS)
    return {(Iri(r["state"]).local, plain(r["name"])): r["organisation"] for r in rows}


def _key(form: Form) -> tuple[str, ...]:
    """Return what makes two forms one thing, apart from persons."""
    if form.type == "JointCommittee":
        pair = "-".join(sorted(form.of))
        return (form.type, pair, form.detail if form.detail == _COMMITTEE else plain(form.text))
    if form.type == "Population":
        return (form.type, "-".join(form.of), form.detail or plain(form.text))
    return (form.type, "-".join(form.of), form.detail, plain(form.text))


def _mint(entities: list[Entity], base: str, before: Mapping[str, str]) -> dict[str, str]:
    """Give entities their IRIs, but for those that have one; return where old ones lead."""
    paths = vocabulary().entity_paths
    ordered = sorted(entities, key=lambda e: (e.type, min(f.iri for f in e.forms)))
    had = [Counter(before[f.iri] for f in e.forms if f.iri in before) for e in ordered]
    new = [(e, votes) for e, votes in zip(ordered, had, strict=True) if not e.iri]
    wishes = [Wish(fact(base, paths[e.type], _parts(e)), votes) for e, votes in new]
    for (entity, _), iri in zip(new, assign(wishes), strict=True):
        entity.iri = iri
    named = {entity.iri for entity in ordered}
    leads = [
        (n, old, e.iri) for e, votes in zip(ordered, had, strict=True) for old, n in votes.items()
    ]
    return {old: iri for _, old, iri in sorted(leads) if old not in named}


def _parts(entity: Entity) -> tuple[str, ...]:
    best = entity.best
    states = "-".join(sorted(entity.of) if entity.type == "JointCommittee" else entity.of)
    if entity.type == "Person":
        return ("-".join(p for p in (states, names.key(best.text)) if p),)
    if entity.type == "Population":
        return (f"{states}-{best.detail or slug(best.text)}",)
    if entity.type == "JointCommittee" and best.detail == _COMMITTEE:
        return (f"{states}-{best.detail}",)
    return ("-".join(p for p in (states, slug(best.text)) if p),)
