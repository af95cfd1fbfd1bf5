"""What an entity is called: every form of its name, what kind of form it is, and who writes it so."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from legation.terms import RDFS, SKOS, Iri, lgn, notation

_SETTLED = ox.DefaultGraph()
_OWN = (
    (RDFS + "label", "label"),
    (SKOS + "prefLabel", "label"),
    (SKOS + "altLabel", "variant"),
)
_NAMING = ("sameEntity", "names")
#: A state has many spellings, a name of one spelling many forms.
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a name: its language, how it stands to the name, the names of sources that write it.

    ``status`` is ``label`` for what the graph itself calls the entity, else a notation of the
    vocabulary of name forms.
    """

    text: str
    language: str
    status: str
    sources: tuple[str, ...] = ()


def forms(store: ox.Store, me: ox.NamedNode, language: str = "en") -> list[Form]:
    """Return every form of the name of an entity once, by language; ``language`` is the reader's.

    >>> store, hue = ox.Store(), ox.NamedNode("https://e.org/hue")
    >>> store.add(ox.Quad(hue, ox.NamedNode(SKOS + "altLabel"), ox.Literal("Huế", language="vi")))
    >>> forms(store, hue)
    [Form(text='Huế', language='vi', status='variant', sources=())]
    """
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for predicate, status in _OWN:
        for quad in store.quads_for_pattern(me, ox.NamedNode(predicate), None, _SETTLED):
            if isinstance(quad.object, ox.Literal):
                at = (quad.object.language or "", quad.object.value)
                found.setdefault(at, (status, set()))
    for form, text, status in _spelled(store, me):
        at = (text.language or "", text.value)
        known = found.setdefault(at, (status, set()))
        known[1].add(form)
    return [
        Form(text, tag, status, tuple(sorted(sources)))
        for (tag, text), (status, sources) in sorted(
            found.items(), key=lambda one: (one[0][0] != language, one[0], one[1][0])
        )
    ]


def _spelled(store: ox.Store, me: ox.NamedNode) -> list[tuple[str, ox.Literal, str]]:
    """Return the source, the text and the status of each form that a source writes."""
    text, stands, found = ox.NamedNode(lgn("text")), ox.NamedNode(lgn("nameStatus")), []
    for name in _NAMING:
        for count, quad in enumerate(
            store.quads_for_pattern(None, ox.NamedNode(lgn(name)), me, None)
        ):
            if count > _MOST:
                break
            told = store.quads_for_pattern(quad.subject, stands, None, None)
            status = next(
                (notation(q.object.value) for q in told if isinstance(q.object, ox.NamedNode)), ""
            )
            found += [
                (Iri(said.graph_name.value).local, said.object, status or "variant")
                for said in store.quads_for_pattern(quad.subject, text, None, None)
                if isinstance(said.object, ox.Literal) and isinstance(said.graph_name, ox.NamedNode)
            ]
    return found
