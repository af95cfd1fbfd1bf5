"""Judging: what a person says is the same or different becomes a line and a new version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox

from legation.errors import BadJudgement, UnknownName
from legation.facts.kinds import vocabulary
from legation.facts.quads import node_or_none
from legation.identity import judgements
from legation.identity.judgements import FILE, Judgement, Judgements, Name, Reference
from legation.identity.named import Names
from legation.reading.files import load
from legation.store.versions import Versions

_HINT = "legation doubts lists what can be judged, legation show NAME what a name is"


def judge(
    versions: Versions,
    store: ox.Store,
    verdict: str,
    names: tuple[str, str],
    why: str,
    when: date | None = None,
    by: str = "",
) -> Judgement:
    """Write a judgement and settle the graph by it, as one new version.

    Raises
    ------
    UnknownName
        A name means nothing in the graph, or several things; the hint says what is near.
    BadJudgement
        It gives no reason, or contradicts other lines.

    """
    if not why.strip():
        raise BadJudgement("a judgement says why", hint="give the reason with --why")
    current = versions.current()
    known = Names(store, versions.base)
    one, other = (refer(known, name, versions.base) for name in names)
    judgements.check_pair(one, other)
    new = Judgement(verdict, one, other, why, str(when or ""), by)
    lines = judgements.read(current.path).with_line(new)
    _settled(versions, current.number, verdict, lines)
    return new


def put(versions: Versions, file: Path) -> Judgements:
    """Take the judgements of a file in the place of all that a graph has, as one new version.

    Raises
    ------
    SourceMissing, BadJudgement
        There is no such file, or a line of it is wrong.

    """
    lines = judgements.parse(load(file), str(file))
    _settled(versions, versions.current().number, "judgements", lines)
    return lines


def _settled(versions: Versions, after: int, made_by: str, lines: Judgements) -> None:
    from legation.changes.writing import settle

    with versions.write(made_by, after=after) as draft:
        rejudged = lines.since(judgements.read(draft.path))
        draft.decide(FILE, judgements.text(lines.lines))
        settle(draft, versions.base, None if rejudged is None else (), rejudged=rejudged)


def refer(known: Names, text: str, base: str) -> Reference:
    """Return what a person means by a name, an IRI, a part of one, or a reference of the file.

    Raises
    ------
    UnknownName
        It is nothing that can be judged, or several things; says which.

    """
    text = " ".join(text.split())
    if reference := _written(known, text):
        return reference
    plain, _, source = text.partition(" @ ")
    names = {Name(n.type, n.of, n.text, source) for n in known.called(plain, source)}
    if len(names) == 1:
        return names.pop()
    if names:
        raise UnknownName(
            f"{text!r} names several things",
            hint=f"choose one: {', '.join(repr(str(n)) for n in sorted(names, key=str))}",
        )
    return _of_iri(known, text, base)


def _written(known: Names, text: str) -> Reference | None:
    """Return a reference that is written in full, if it means something here."""
    kind = text.partition(" ")[0]
    if kind not in vocabulary().kinds and kind not in vocabulary().entity_paths:
        return None
    try:
        reference = judgements.reference(text)
    except BadJudgement:
        return None
    return reference if known.has(reference) else None


def _of_iri(known: Names, text: str, base: str) -> Reference:
    from legation.ask.naming import find

    for iri in (text, base + text, *_by_local_part(known.store, text, base)):
        if found := _reference(known, iri):
            return found
    # What is judged or forgotten is never guessed at: a name that only sounds so is proposed.
    found = _reference(known, find(known.store, text, base, by_sound=False))
    if found is None:
        raise UnknownName(
            f"{text!r} is no person, organ or fact that a source of this graph names", hint=_HINT
        )
    return found


def _reference(known: Names, iri: str) -> Reference | None:
    """Return how an entity, a name form, a fact or a claim is referred to."""
    if node_or_none(iri) is None:
        return None
    return known.of_form(iri) or known.of_entity(iri) or known.of_claim(iri) or known.of_fact(iri)


def _by_local_part(store: ox.Store, text: str, base: str) -> list[str]:
    """Return what has an IRI that ends so: ``BLR-lukasenko``."""
    if not text or " " in text or "/" in text:
        return []
    found = [f"{base}{path}/{text}" for path in sorted(vocabulary().entity_paths.values())]
    nodes = [n for iri in found if (n := node_or_none(iri))]
    return [n.value for n in nodes if next(store.quads_for_pattern(n, None, None), None)]
