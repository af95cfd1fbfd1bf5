"""Which names mean one person: those that sound alike, of persons who act for one state.

The outcome depends on the set of names, never on the order in which sources came: names are
taken from the most telling to the least, and a name joins the one group that it fits, if what is
told of both is of one time. A name that fits two groups joins neither and is put up for review. Where a table has keys of a register
for its persons, alike names with one key are one person and names with two keys are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from legation.facts.records import Form
from legation.identity.entities import FIRST, Doubt, Entity, rank
from legation.identity.eras import When, Years, between, far_apart, parted, untold
from legation.identity.given import two_given_names
from legation.identity.plausible import Shelf
from legation.identity.ties import Ties
from legation.values import names

#: Full names differ in little when they are of two persons: Kim Jong-il, Kim Jong-un. And where
#: neither is respelled, sounds that are only near are of two names: J. Clinton, Jeffrey Millington.
_FULL_NAMES, _ONE_SCRIPT, _IN_DOUBT = 0.93, 0.9, 0.85


def group(
    forms: list[Form],
    ties: Ties,
    alone: frozenset[tuple[str, str, str]],
    when: When = untold,
) -> tuple[list[Entity], list[Doubt]]:
    """Group names around the most telling ones; judged names come before all others.

    What is judged the same may make several groups, each of names that sound alike: a name has
    to fit one of them only. ``alone`` are names that are judged as one source has them. ``when``
    tells in which years somebody acted: who is named again a generation later is another.
    """
    groups: list[Entity] = []
    doubts: list[tuple[Form, list[Entity], str]] = []
    shelf = Shelf[Entity]()
    twins: dict[tuple[str, tuple[str, ...], str, str], list[Form]] = defaultdict(list)
    for form in sorted(forms, key=lambda f: (f.iri not in ties, *_last_first(f))):
        source = form.source.rpartition("/")[2] if alone else ""
        own = ("-".join(form.of), form.text, source) in alone
        twins[form.text, form.of, form.detail, source if own else ""].append(form)
    told = {form.iri: years for form in forms if (years := when(form))}
    eras: dict[str, list[Years]] = {}
    parts = [p for twin in twins.values() for p in parted(twin, told, bare=_is_word(twin[0]))]
    for form, *rest in parts:
        eras[form.iri] = [told[f.iri] for f in (form, *rest) if f.iri in told]
        for twin in rest:
            ties.join(form.iri, twin.iri)
        candidates = [
            g
            for g in shelf.near(form.text, _owner(form))
            if not ties.apart(form.iri, g.forms[0].iri)
            and not _registered_apart(form, g)
            and not _of_other_time(form, g, eras, ties, bare=False)
        ]
        likeness = [(min(_likeness(form, other) for other in g.forms), g) for g in candidates]
        fits = [
            (n, g)
            for n, g in likeness
            if n >= _needed(form, g)
            and not _is_bare(form, g)
            and not _of_other_time(form, g, eras, ties, bare=_has_word(form, g))
            and not any(two_given_names(form.text, other.text) for other in g.forms)
        ]
        registered = [
            (n, g) for n, g in likeness if n >= names.THRESHOLD and _is_registered(form, g)
        ]
        fits = registered or [(n, g) for n, g in fits if _is_called(form, g)] or fits
        if len({ties.find(g.forms[0].iri) for _, g in fits}) == 1:
            _, group = max(fits, key=lambda fit: fit[0])
            ties.join(form.iri, group.forms[0].iri)
            group.forms.append(form)
            group.reasons[form.iri] = _why(form, group)
            continue
        near = [g for _, g in fits] or [g for alike, g in likeness if alike >= _worth(form, g)]
        if near:
            texts = " or ".join(sorted(g.best.text for g in near))
            doubts.append((form, near, f"{form.text!r} may name {texts}"))
        groups.append(Entity("Person", [form], {form.iri: FIRST}))
        shelf.put(form.text, _owner(form), groups[-1])
    leaders = {first.iri: rest for first, *rest in parts}
    for group in groups:
        for form in list(group.forms):
            for twin in leaders[form.iri]:
                group.forms.append(twin)
                group.reasons[twin.iri] = _why(twin, group)
    return groups, [doubt for told in doubts for doubt in _open(*told, ties)]


def concerned(
    forms: Iterable[Form], changed: Collection[str], before: Mapping[str, str], ties: Ties
) -> set[str]:
    """Return the forms that may be grouped otherwise when some have ``changed``, those among them.

    A name is held against none but those that sound like it, so all others stay as they are:
    whoever sounds like a changed name, was the same person or is judged to be, and whoever
    sounds like one of these, and so on. ``before`` tells the entity of each form until now.
    """
    shelf = Shelf[tuple[str, str]]()
    called: dict[tuple[str, str], list[Form]] = defaultdict(list)
    linked: dict[str, list[Form]] = defaultdict(list)
    todo = []
    for form in forms:
        name = form.text, _owner(form)
        called[name].append(form)
        for link in _links(form, before, ties):
            linked[link].append(form)
        if form.iri in changed:
            todo.append(name)
    if todo:
        for name in called:
            shelf.put(*name, name)
    found: set[tuple[str, str]] = set()
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        for form in called[name]:
            for link in _links(form, before, ties):
                todo += [(other.text, _owner(other)) for other in linked.pop(link, ())]
        todo += [
            other
            for other in shelf.near(*name)
            if other not in found
            and names.similarity(name[0], other[0], names.THRESHOLD) >= names.THRESHOLD
        ]
    return {form.iri for name in found for form in called[name]}


def _links(form: Form, before: Mapping[str, str], ties: Ties) -> Iterable[str]:
    """Yield what a form shares with all that are one with it."""
    if form.iri in before:
        yield before[form.iri]
    if form.iri in ties:
        yield ties.find(form.iri)


def _last_first(form: Form) -> tuple[tuple[int, ...], str, str]:
    """Return what puts the most telling names first."""
    return tuple(-x for x in rank(form.text)), form.text, form.iri


def _open(form: Form, near: list[Entity], reason: str, ties: Ties) -> list[Doubt]:
    """Return a doubt that nobody has answered by now."""
    groups = [g for g in near if ties.find(g.forms[0].iri) != ties.find(form.iri)]
    return [Doubt(form.iri, tuple(sorted(g.best.iri for g in groups)), reason)] if groups else []


def _owner(form: Form) -> str:
    return form.of[0] if form.of else ""


def _likeness(form: Form, other: Form) -> float:
    """Return how alike two names sound; acting for different states speaks against it."""
    if _owner(form) and _owner(other) and _owner(form) != _owner(other):
        return 0.0
    return names.similarity(form.text, other.text, names.THRESHOLD)


def _needed(form: Form, group: Entity) -> float:
    """Return how alike a name must sound: names of one script leave less room, full ones the least."""
    if not _in_one_script(form, group):
        return names.THRESHOLD
    full = all(rank(other.text)[1] for other in (form, *group.forms))
    return _FULL_NAMES if full else _ONE_SCRIPT


def _is_called(form: Form, group: Entity) -> bool:
    """Tell whether somebody of a group has this very name: whoever only sounds like it comes second."""
    return not _is_word(form) and any(other.text == form.text for other in group.forms)


def _registers(group: Entity) -> dict[str, str]:
    """Return the key that each register has for a person: ``hsg:bush-george-w``."""
    return dict(f.detail.split(":", 1) for f in group.forms if ":" in f.detail)


def _is_registered(form: Form, group: Entity) -> bool:
    """Tell whether a register has one key for a name and a group."""
    return ":" in form.detail and any(other.detail == form.detail for other in group.forms)


def _is_bare(form: Form, group: Entity) -> bool:
    """Tell whether a surname alone stands in one register, and in another more or as little.

    Of two lists of thousands, a surname that each has once may well be of two persons: that
    Carter was president, and a George Carter envoy, is for a person to tell apart.
    """
    if ":" not in form.detail or not _registers(group):
        return False
    return _has_word(form, group)


def _has_word(form: Form, group: Entity) -> bool:
    """Tell whether one of two names is a surname alone."""
    return _is_word(form) or all(map(_is_word, group.forms))


def _of_other_time(
    form: Form, group: Entity, eras: Mapping[str, list[Years]], ties: Ties, *, bare: bool
) -> bool:
    """Tell whether too many years lie between a name and a group, and nothing else ties them."""
    if ties.find(form.iri) == ties.find(group.forms[0].iri) or _is_registered(form, group):
        return False
    others = [years for other in group.forms for years in eras[other.iri]]
    return far_apart(between(eras[form.iri], others), bare=bare)


def _is_word(form: Form) -> bool:
    return len(form.text.split()) == 1


def _registered_apart(form: Form, group: Entity) -> bool:
    """Tell whether a register has other keys for a group: to whoever keeps it these are two."""
    register, _, key = form.detail.partition(":")
    return bool(key) and _registers(group).get(register, key) != key


def _worth(form: Form, group: Entity) -> float:
    """Return how alike a name must sound for a doubt."""
    return _IN_DOUBT if _in_one_script(form, group) else names.THRESHOLD


def _in_one_script(form: Form, group: Entity) -> bool:
    """Tell whether none of the names is respelled by ear."""
    return all(rank(other.text)[0] for other in (form, *group.forms))


def _why(form: Form, group: Entity) -> str:
    first = group.forms[0]
    if any(
        other.detail == form.detail and other is not form
        for other in group.forms
        if ":" in form.detail
    ):
        return f"alike, with the key {form.detail}"
    if form.text == first.text:
        return "same name"
    return f"sounds like {first.text!r} ({names.similarity(form.text, first.text):.2f})"
