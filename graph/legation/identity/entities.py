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
from legation.identity.coined import coined
from legation.identity.judgements import Judgements
from legation.identity.keys import plain
from legation.identity.plausible import Shelf
from legation.identity.register import Wish, assign
from legation.identity.ties import Ties
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
_FIRST = "first of its name"


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
    """Something a person should look at: a name form or a claim, those it may be one with, and why."""

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
    forms: Iterable[Form],
    base: str,
    before: Mapping[str, str] | None = None,
    judged: Judgements | None = None,
) -> Resolution:
    """Group name forms into entities and give each entity its IRI.

    Persons meet by the sound of their names and the state they act for; organs by state, kind
    and name, letter case aside, and one that `ontology/history` names so is that one; the
    intergovernmental committee of a pair by the pair. An entity of the sources keeps the IRI that most of its forms had: ``before`` maps forms to their entities until now.
    What is ``judged`` the same or different is so, whatever names look like.

    Raises
    ------
    BadJudgement
        Judgements contradict each other for these names.

    """
    judged = judged or Judgements()
    entities: list[Entity] = []
    doubts: list[Doubt] = []
    by_type: dict[str, list[Form]] = defaultdict(list)
    forms = list(forms)
    for form in forms:
        if not form.known:
            by_type[form.type].append(form)
    entities += [Entity("State", named, why, iri) for iri, named, why in coined(forms)]
    for type_ in sorted(by_type):
        ties = judged.over_names(by_type[type_], type_)
        if type_ == "Person":
            found, doubtful = _persons(by_type[type_], ties, judged.sources_of(type_))
            doubts += doubtful
        else:
            found = _parted(_by_name(by_type[type_]), ties)
        entities += _united(found, ties)
    moved = _mint(entities, base, before or {})
    return Resolution(tuple(entities), tuple(doubts), moved)


def _persons(
    forms: list[Form], ties: Ties, alone: frozenset[tuple[str, str, str]]
) -> tuple[list[Entity], list[Doubt]]:
    """Group persons around the most telling names; judged names come before all others.

    What is judged the same may make several groups, each of names that sound alike: a name has
    to fit one of them only. ``alone`` are names that are judged as one source has them.
    """
    groups: list[Entity] = []
    doubts: list[tuple[Form, list[Entity], str]] = []
    shelf = Shelf[Entity]()
    twins: dict[tuple[str, tuple[str, ...], str], list[Form]] = defaultdict(list)
    for form in sorted(forms, key=lambda f: (f.iri not in ties, *_last_first(f))):
        source = form.source.rpartition("/")[2] if alone else ""
        own = ("-".join(form.of), form.text, source) in alone
        twins[form.text, form.of, source if own else ""].append(form)
    for form, *rest in twins.values():
        for twin in rest:
            ties.join(form.iri, twin.iri)
        candidates = [
            g
            for g in shelf.near(form.text, _owner(form))
            if not ties.apart(form.iri, g.forms[0].iri)
        ]
        likeness = [(min(_likeness(form, other) for other in g.forms), g) for g in candidates]
        fits = [(alike, g) for alike, g in likeness if alike >= _needed(form, g)]
        if len({ties.find(g.forms[0].iri) for _, g in fits}) == 1:
            _, group = max(fits, key=lambda fit: fit[0])
            ties.join(form.iri, group.forms[0].iri)
            group.forms.append(form)
            group.reasons[form.iri] = _why(form, group)
            continue
        near = [g for _, g in fits] or [g for alike, g in likeness if alike >= names.THRESHOLD]
        if near:
            texts = " or ".join(sorted(g.best.text for g in near))
            doubts.append((form, near, f"{form.text!r} may name {texts}"))
        groups.append(Entity("Person", [form], {form.iri: _FIRST}))
        shelf.put(form.text, _owner(form), groups[-1])
    leaders = {first.iri: rest for first, *rest in twins.values()}
    for group in groups:
        for form in list(group.forms):
            for twin in leaders[form.iri]:
                group.forms.append(twin)
                group.reasons[twin.iri] = _why(twin, group)
    return groups, [doubt for told in doubts for doubt in _open(*told, ties)]


def _last_first(form: Form) -> tuple[tuple[int, ...], str, str]:
    """Return what puts the most telling names first."""
    return tuple(-x for x in _rank(form)), form.text, form.iri


def _open(form: Form, near: list[Entity], reason: str, ties: Ties) -> list[Doubt]:
    """Return a doubt that nobody has answered by now."""
    groups = [g for g in near if ties.find(g.forms[0].iri) != ties.find(form.iri)]
    return [Doubt(form.iri, tuple(sorted(g.best.iri for g in groups)), reason)] if groups else []


def _parted(groups: list[Entity], ties: Ties) -> list[Entity]:
    """Part what is judged different; a name that could be either's is neither's."""
    found: list[Entity] = []
    for group in groups:
        parts: dict[str, Entity] = {}
        for form in sorted(group.forms, key=lambda f: (f.iri not in ties, f.iri)):
            near = [root for root in parts if not ties.apart(root, form.iri)]
            same = [root for root in near if ties.find(root) == ties.find(form.iri)]
            root = (same or (near if len(near) == 1 else []) or [form.iri])[0]
            ties.join(root, form.iri)
            part = parts.setdefault(root, Entity(group.type, iri="" if parts else group.iri))
            part.forms.append(form)
            part.reasons[form.iri] = group.reasons[form.iri]
        found += parts.values()
    return found


def _united(groups: list[Entity], ties: Ties) -> list[Entity]:
    """Make groups one that are judged the same, and add to each name what was judged of it."""
    whole: dict[str, Entity] = {}
    for group in groups:
        root = ties.find(group.forms[0].iri)
        entity = whole.setdefault(root, group)
        if entity is not group:
            entity.forms += group.forms
            entity.reasons |= group.reasons
            entity.iri = min(iri for iri in (entity.iri, group.iri, "~") if iri).strip("~")
    for entity in whole.values():
        for form in entity.forms:
            told = ties.reasons.get(form.iri, [])
            if told:
                own = [r for r in (entity.reasons[form.iri],) if r != _FIRST]
                entity.reasons[form.iri] = "; ".join([*own, *dict.fromkeys(told)])
    return list(whole.values())


def _owner(form: Form) -> str:
    return form.of[0] if form.of else ""


def _likeness(form: Form, other: Form) -> float:
    """Return how alike two names sound; acting for different states speaks against it."""
    if _owner(form) and _owner(other) and _owner(form) != _owner(other):
        return 0.0
    return names.similarity(form.text, other.text, names.THRESHOLD)


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
