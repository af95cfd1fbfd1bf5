"""A source with its claims in the margin, as far as its policy lets its words be shown.

The whole text where all of it may be shown; the sentences that claims rest on where only quotes
may; nothing but places where nothing may. A claim leads to its fact, and back to its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from legation.facts.claims import Claim
from legation.facts.evidence import Source, Span, TextPolicy
from legation.network.names import word
from legation.reading.document import Document, Sentence
from legation.reading.read import Reading
from legation.reading.text import header
from legation.serve.data import texts
from legation.serve.data.content import Teller
from legation.serve.data.things import Word
from legation.store.versions import Version
from legation.terms import RDF, Iri, lgn
from legation.view.labels import drawn
from legation.view.labels import words as said
from legation.view.marked import Paragraph, numbered, paragraphs

#: So many claims stand in a margin; a source with more (a table) lists them instead.
MOST = 1_500
_TYPE, _CLAIM = ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Claim"))
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SETTLED = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one claim: its number, its kind, its fact; whether sources differ on it."""

    number: int
    kind: str
    colour: str
    fact: Word
    href: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the claims that rest on it, and the numbers that stand behind it."""

    text: str
    claims: tuple[int, ...] = ()
    colour: str = ""
    refs: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a sentence, or a place; with the notes on what is first told there."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    place: bool = False


@dataclass(slots=True)
class Margin:
    """A source as its page shows it."""

    language: str
    policy: str
    blocks: list[Block] = field(default_factory=list)
    kinds: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False


@dataclass(slots=True)
class _Stated:
    """A claim as the graph of its source has it."""

    node: ox.NamedNode
    kind: str
    spans: list[Span]
    sentences: list[tuple[Span, str]]


def margin(teller: Teller, version: Version, iri: str) -> Margin | None:
    """Return a source with its claims beside its text; ``None`` for what is no text."""
    me = ox.NamedNode(iri)
    nodes = list(islice(teller.store.quads_for_pattern(None, _TYPE, _CLAIM, me), MOST + 1))
    stated = [
        _stated(teller.store, q.subject, me) for q in nodes if isinstance(q.subject, ox.NamedNode)
    ]
    if not stated or len(nodes) > MOST or not any(one.spans for one in stated):
        return None
    policy = texts.policy(teller.store, iri)
    language = teller.names.value(me, "language")
    text = texts.whole(teller.store, version, iri)
    shown = text[: texts.MOST]
    told = Margin(language, str(policy), cut=len(text) > texts.MOST)
    reading = _reading(shown, iri, language, sorted(stated, key=_place))
    notes = _notes(teller, sorted(stated, key=_place), reading)
    if shown:
        told.blocks = list(_whole(reading, notes))
    else:
        told.blocks = list(_parts(sorted(stated, key=_place), notes, policy, teller.language))
    told.kinds = list(dict.fromkeys((note.kind, note.colour) for note in notes))
    return told


def _place(one: _Stated) -> tuple[int, str]:
    return min((span.start for span in one.spans), default=0), one.node.value


def _stated(store: ox.Store, claim: ox.NamedNode, source: ox.NamedNode) -> _Stated:
    kinds = store.quads_for_pattern(claim, ox.NamedNode(lgn("kind")), None, source)
    kind = next(
        (Iri(q.object.value).local for q in kinds if isinstance(q.object, ox.NamedNode)), ""
    )
    spans = [span for span, _ in _spans(store, claim, "span", source)]
    return _Stated(claim, kind, spans, list(_spans(store, claim, "sentence", source)))


def _spans(
    store: ox.Store, claim: ox.NamedNode, role: str, source: ox.NamedNode
) -> Iterator[tuple[Span, str]]:
    """Yield the spans that a claim points to, with their text as far as the store has it."""
    for quad in store.quads_for_pattern(claim, ox.NamedNode(lgn(role)), None, source):
        if not isinstance(quad.object, ox.NamedNode):
            continue
        told = {
            q.predicate.value: q.object.value
            for q in store.quads_for_pattern(quad.object, None, None, source)
            if isinstance(q.object, ox.Literal)
        }
        start, end = (told.get(lgn(name), "") for name in ("start", "end"))
        if start.isdigit() and end.isdigit():
            yield Span(int(start), int(end)), told.get(lgn("text"), "")


def _reading(text: str, iri: str, language: str, stated: Sequence[_Stated]) -> Reading:
    """Return the claims as if they had just been read, for what marks a text."""
    lines = [
        Sentence(n, n, found.start(), found.end()) for n, found in enumerate(_LINE.finditer(text))
    ]
    source = Source(Iri(iri), language=language)
    document = Document(source, text, text, language, tuple(lines), ())
    inside = [
        Claim(one.kind, {}, tuple(s for s in one.spans if not text or s.start < len(text)))
        for one in stated
    ]
    return Reading(document, tuple(inside), (), (), 0.0)


def _notes(teller: Teller, stated: Sequence[_Stated], reading: Reading) -> list[Note]:
    about = ox.NamedNode(lgn("about"))
    found = []
    for number, place in enumerate(numbered(reading), 1):
        one = stated[place]
        quads = teller.store.quads_for_pattern(one.node, about, None, None)
        fact = next((q.object for q in quads if isinstance(q.object, ox.NamedNode)), None)
        told = teller.called(fact) if fact else Word("")
        kind = word(lgn(one.kind), teller.language) if one.kind else ""
        colour = drawn().get(one.kind, drawn()["Remark"])["colour"]
        differs = fact is not None and _differs(teller.store, fact)
        found.append(Note(number, kind, colour, told, teller.places.path(one.node.value), differs))
    return found


def _differs(store: ox.Store, fact: ox.NamedNode) -> bool:
    pointing = (
        store.quads_for_pattern(None, ox.NamedNode(lgn(name)), fact, _SETTLED)
        for name in ("fact", "between")
    )
    return any(next(iter(quads), None) for quads in pointing)


def _whole(reading: Reading, notes: Sequence[Note]) -> Iterator[Block]:
    seen: set[int] = set()
    start, at = header(reading.document.text)[1], 0
    for paragraph in paragraphs(reading):
        at += sum(len(run.text) for run in paragraph.runs)
        pieces = tuple(_pieces(paragraph, notes, seen))
        if at > start and any(piece.text.strip() for piece in pieces):
            yield Block(pieces, tuple(notes[n - 1] for n in paragraph.claims))


def _pieces(paragraph: Paragraph, notes: Sequence[Note], seen: set[int]) -> Iterator[Piece]:
    for run in paragraph.runs:
        refs = tuple(dict.fromkeys(n for numbers in run.end for n in numbers))
        first = tuple(n for n in refs if n not in seen)
        seen.update(first)
        colour = notes[run.claims[0] - 1].colour if run.claims else ""
        yield Piece(run.text.rstrip("\n"), run.claims, colour, refs, first)


def _parts(
    stated: Sequence[_Stated], notes: Sequence[Note], policy: TextPolicy, language: str
) -> Iterator[Block]:
    """Yield the sentences that claims rest on, once each, or only where they stand."""
    found: dict[Span, tuple[str, list[Note]]] = {}
    for one, note in zip(stated, notes, strict=True):
        at, text = (one.sentences or [(span, "") for span in one.spans] or [(Span(0, 0), "")])[0]
        found.setdefault(at, (text, []))[1].append(note)
    for at, (text, own) in sorted(found.items()):
        hidden = policy is TextPolicy.NONE or not text
        told = said(language)["characters"].format(start=at.start, end=at.end) if hidden else text
        numbers = tuple(note.number for note in own)
        colour = "" if hidden else own[0].colour
        yield Block(
            (Piece(told, () if hidden else numbers, colour, numbers, numbers),), tuple(own), hidden
        )
