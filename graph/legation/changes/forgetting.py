"""Forgetting a person: a graph made anew without the person, and nothing kept from before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from shutil import copytree

import pyoxigraph as ox

from legation import terms
from legation.changes.judging import refer
from legation.changes.lingering import Lingering, lingering
from legation.changes.writing import settle
from legation.errors import GraphError, UnknownName
from legation.facts.quads import node, term
from legation.identity import forgotten as keys
from legation.identity import judgements
from legation.identity.doubts import questions
from legation.identity.forgotten import Forgotten
from legation.identity.judgements import Judgement, Name
from legation.identity.named import Names
from legation.intake.batch import Staged
from legation.intake.given import Item, from_copy
from legation.intake.keeping_out import Veil, is_opaque, mentioned, names_of
from legation.knowledge import value
from legation.store import copies
from legation.store.staging import Staging
from legation.store.versions import Version, Versions
from legation.terms import DCT, Iri, special

_CARRIED = (term("sameEntity"), term("about"), node(DCT + "isReplacedBy"))


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a graph: the IRI, the names, the forms of these and the claims that have one."""

    iri: str
    label: str
    names: frozenset[Name]
    forms: frozenset[str]
    claims: frozenset[str]
    #: Names that may be the person's too, and stay: nobody has answered yet.
    perhaps: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What would be removed, in a line."""
        names = ", ".join(sorted({name.text for name in self.names}))
        return f"{_many(len(self.claims), 'claim')}; named {names}"


@dataclass(frozen=True, slots=True)
class Forgot:
    """What forgetting removed."""

    version: int
    claims: int
    sources: tuple[str, ...]
    #: Where a surname alone is left, which may be somebody else's.
    left: tuple[Lingering, ...] = ()

    @property
    def told(self) -> str:
        """The same in a line, without any name of the person."""
        return f"{_many(self.claims, 'claim')} in {_many(len(self.sources), 'source')}"


def about(versions: Versions, store: ox.Store, person: str) -> Known:
    """Return whom a name means, and what the graph has of that person.

    A name that is not there may be that of somebody whose forgetting was killed when the graph
    had been made anew, but the old one not yet removed: then it is removed now.

    Raises
    ------
    UnknownName
        It is no person of this graph, or several.

    """
    try:
        return _about(store, versions.base, person)
    except UnknownName:
        with suppress(GraphError):
            Staging().close()
            versions.tidy()
        raise


def _about(store: ox.Store, base: str, person: str) -> Known:
    known = Names(store, base)
    meant = refer(known, person, base)
    if not isinstance(meant, Name) or meant.type != "Person":
        raise UnknownName(f"{person!r} is no person", hint="only persons are forgotten")
    entity = known.entity(known.forms_called(meant)[0])
    forms = frozenset(known.forms(entity))
    names = frozenset(name for form in forms if (name := known.of_form(form)))
    claims = frozenset(known.naming(forms))
    return Known(entity, known.label(entity), names, forms, claims, _perhaps(store, base, names))


def _perhaps(store: ox.Store, base: str, names: frozenset[Name]) -> tuple[str, ...]:
    """Return the names of which it is an open question whether they are the same person's."""
    asked = [{q.one_means, q.other_means} for q in questions(store, base)]
    others = {ref for pair in asked if pair & names for ref in pair - names}
    return tuple(sorted(str(ref) for ref in others))


def forget(versions: Versions, store: ox.Store, person: str, why: str = "") -> Forgot:
    """Make a graph anew without a person, as its only version.

    The sources that have a name of the person are read again without it; all else is carried
    over into a new store, quad by quad, so that no file of an engine keeps what was removed.

    Raises
    ------
    UnknownName
        It is no person of this graph, or several.
    SourceError
        A name cannot be taken out of a source; nothing was changed.

    """
    current = versions.current()
    base = versions.base
    known = about(versions, store, person)
    before = keys.read(current.path)
    unnamed = Veil.over(before.with_person(known.names, ""), known.names)
    kept_out = before.with_person(known.names, unnamed.lifted(why))
    there = copies.all_copies(current.sources)
    with closing(Staging()) as scratch, Staged(base, forgotten=kept_out) as staged:
        with scratch.writing():
            touched, named_in = _touched(
                current, store, base, there, kept_out, known, scratch.place
            )
        staged.read(list(touched.values()))
        if staged.failed:
            raise staged.failed[0][1]
        with versions.write("forget", after=current.number, fresh=True, first=True) as draft:
            for name in touched:
                copies.drop(draft.sources, name)
            draft.store.bulk_extend(_carried(store, base, touched, known))
            staged.put(draft)
            draft.decide(keys.FILE, keys.text(kept_out))
            lines = _still(judgements.read(current.path).lines, known, unnamed)
            draft.decide(judgements.FILE, judgements.text(lines))
            settle(draft, base, written=staged.quads)
            others = names_of(draft.store, base).values()
            left = lingering(draft.sources, base, known.names, others)
            number = draft.number
    return Forgot(number, len(known.claims), tuple(sorted(named_in)), left)


def _touched(
    current: Version,
    store: ox.Store,
    base: str,
    there: Mapping[str, copies.Copy],
    kept_out: Forgotten,
    known: Known,
    folder: Path,
) -> tuple[dict[str, Item], list[str]]:
    """Return the sources that have to be read again, by name, under the names they get.

    Next to them stand the names of those that name the person; others may do so unseen. Those that are called by the person get another name, with their copies in ``folder``.
    """
    found, named = {}, []
    for name, copy in there.items():
        source = terms.source(base, name)
        veil = Veil.over(kept_out, names_of(store, base, source).values())
        called = replace(veil, ours=veil.ours | {keys.words(n.text) for n in known.names})
        item = from_copy(current.sources, copy)
        other = called.lifted(name) != name
        if other:
            number = blake2b(name.encode(), key=bytes.fromhex(kept_out.salt), digest_size=4)
            item = replace(item, name=f"source-{number.hexdigest()}", kept=folder)
            copytree(current.sources / name, folder / item.name)
        if veil.ours or other or mentioned(current.sources, item, base, called):
            named.append(name)
        elif not is_opaque(current.sources, item):
            continue
        found[name] = item
    return found, named


def _carried(
    store: ox.Store, base: str, touched: Mapping[str, Item], known: Known
) -> Iterator[ox.Quad]:
    """Yield what a graph keeps: sources that need no reading, and who has which IRI."""
    identity = node(special(base, "identity"))
    again = {terms.source(base, name) for name in touched}
    graphs = [g for g in store.named_graphs() if isinstance(g, ox.NamedNode)]
    for graph in sorted((g for g in graphs if g != identity and g.value not in again), key=str):
        yield from store.quads_for_pattern(None, None, None, graph)
    about = store.quads_for_pattern
    gone = {known.iri, *known.forms, *known.claims}
    for claim in known.claims:
        gone |= {value(q.object) for q in about(node(claim), term("about"), None, identity)}
    called = _segments(known)
    for predicate in _CARRIED:
        for quad in about(None, predicate, None, identity):
            ends = (value(quad.subject), value(quad.object))
            if not any(end in gone or called & set(end.split("/")) for end in ends):
                yield quad


def _segments(known: Known) -> set[str]:
    """Return the parts of IRIs that are made of names of the person."""
    from legation.values import names

    local = Iri(known.iri).local
    found = {local, *(terms.slug(n.text) for n in known.names)}
    found |= {f"{n.of}-{part}" for n in known.names for part in [names.key(n.text)] if n.of}
    return found | {part.partition("-")[2] for part in found if part[:2].isupper()} - {""}


def _still(lines: tuple[Judgement, ...], known: Known, veil: Veil) -> list[Judgement]:
    """Return the judgements that say nothing of a person."""
    kept = [j for j in lines if not {_bare(j.one), _bare(j.other)} & known.names]
    return [replace(j, why=veil.lifted(j.why), by=veil.lifted(j.by)) for j in kept]


def _bare(reference: object) -> object:
    return replace(reference, source="") if isinstance(reference, Name) else reference


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
