"""Which names of which sources mean one entity, and what its IRI is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from legation.facts.kinds import vocabulary
from legation.facts.records import Form
from legation.identity import persons
from legation.identity.coined import coined
from legation.identity.entities import FIRST, Doubt, Entity, Resolution
from legation.identity.eras import When, untold
from legation.identity.judgements import Judgements
from legation.identity.keys import plain
from legation.identity.register import Wish, assign
from legation.identity.ties import Ties
from legation.knowledge import folder, select
from legation.terms import Iri, fact, slug
from legation.values import names

_COMMITTEE = "intergovernmental"
_ORGANISATIONS = """SELECT ?organisation ?state ?name {
    ?organisation a lgn:Organisation ; lgn:actsFor ?state ; skos:prefLabel|skos:altLabel ?name }"""


def resolve(
    forms: Iterable[Form],
    base: str,
    before: Mapping[str, str] | None = None,
    judged: Judgements | None = None,
    changed: Collection[str] | None = None,
    when: When = untold,
) -> Resolution:
    """Group name forms into entities and give each entity its IRI.

    Persons meet by the sound of their names and the state they act for; organs by state, kind
    and name, letter case aside, and one that `ontology/history` names so is that one; the
    intergovernmental committee of a pair by the pair. An entity of the sources keeps the IRI that
    most of its forms had: ``before`` maps forms to their entities until now. What is ``judged``
    the same or different is so, whatever names look like.

    With ``changed``, the IRIs of forms that are new, state something else, are judged otherwise
    or were one with a form that is gone, only names of persons which these may touch are compared.
    ``when`` tells the years in which the person of a form acted.

    Raises
    ------
    BadJudgement
        Judgements contradict each other for these names.

    """
    judged, before = judged or Judgements(), before or {}
    entities: list[Entity] = []
    doubts: list[Doubt] = []
    kept: list[Entity] = []
    by_type: dict[str, list[Form]] = defaultdict(list)
    forms = list(forms)
    for form in forms:
        if not form.known:
            by_type[form.type].append(form)
    entities += [Entity("State", named, why, iri) for iri, named, why in coined(forms)]
    for type_ in sorted(by_type):
        told = by_type[type_]
        ties = judged.over_names(told, type_)
        if type_ == "Person":
            if changed is not None:
                again = persons.concerned(told, changed, before, ties)
                kept = _kept([form for form in told if form.iri not in again], before)
                told = [form for form in told if form.iri in again]
            found, doubts = persons.group(told, ties, judged.sources_of(type_), when)
        else:
            found = _parted(_by_name(told), ties)
        entities += _united(found, ties)
    moved = _mint(entities, base, before, {entity.iri for entity in kept})
    unseen = frozenset(form.iri for entity in kept for form in entity.forms)
    return Resolution((*entities, *kept), tuple(doubts), moved, unseen)


def _kept(forms: Iterable[Form], before: Mapping[str, str]) -> list[Entity]:
    """Return the persons of name forms that mean whom they meant."""
    found: dict[str, Entity] = {}
    for form in forms:
        iri = before[form.iri]
        found.setdefault(iri, Entity("Person", iri=iri)).forms.append(form)
    return list(found.values())


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
                own = [r for r in (entity.reasons[form.iri],) if r != FIRST]
                entity.reasons[form.iri] = "; ".join([*own, *sorted(set(told))])
    return list(whole.values())


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


def _mint(
    entities: list[Entity], base: str, before: Mapping[str, str], kept: Collection[str]
) -> dict[str, str]:
    """Give entities their IRIs, but for those that have one; return where old ones lead.

    What others have ``kept`` is not given away.
    """
    paths = vocabulary().entity_paths
    ordered = sorted(entities, key=lambda e: (e.type, min(f.iri for f in e.forms)))
    had = [Counter(before[f.iri] for f in e.forms if f.iri in before) for e in ordered]
    new = [(e, votes) for e, votes in zip(ordered, had, strict=True) if not e.iri]
    wishes = [Wish(fact(base, paths[e.type], _parts(e)), votes) for e, votes in new]
    for (entity, _), iri in zip(new, assign(wishes, kept.__contains__), strict=True):
        entity.iri = iri
    named = {entity.iri for entity in ordered}.union(kept)
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
