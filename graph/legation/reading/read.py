"""The pipeline: text → normal form → sentences → mentions → rules → claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from legation.errors import SourceEmpty
from legation.facts.claims import Claim
from legation.facts.evidence import Named, Repair, Source, Span
from legation.reading import amounts, context, dates, repairs, rules, weekdays
from legation.reading.document import (
    Document,
    Found,
    Mention,
    PersonMention,
    Sentence,
    StateMention,
)
from legation.reading.language import detect
from legation.reading.mentions import persons, sides, states
from legation.reading.mentions.gazetteer import unions
from legation.reading.mentions.names import Scan
from legation.reading.mentions.phrases import tokens
from legation.reading.mentions.resolve import resolve
from legation.reading.sentences import split
from legation.reading.signals import missed
from legation.reading.text import header, nfc, normalise

#: The rules, in the order in which they may lean on what earlier ones found.
RULES = (
    "relations",
    "missions",
    "visits",
    "offices",
    "agreements",
    "trade",
    "commodities",
    "committees",
    "people",
    "decisions",
)


class _Rule(Protocol):
    def read(self, doc: Document, found: Found) -> None:
        """Add the claims of one kind that a document makes."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that a person did not let stand: it is kept, and states nothing.

    ``instead`` is the place in the list of claims of what it was corrected to, if it was;
    ``why`` and ``by`` say what the person said of it.
    """

    claim: Claim
    why: str = ""
    by: str = ""
    instead: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one document.

    ``source`` is the source with what its text told of it; ``unread`` are the sentences that
    look as if they state a fact and gave no claim, ``passed`` those that hold a date, an amount
    or a person but no word that such facts are told with; ``coverage`` is the share of the
    ``promising`` sentences that did give one. ``repairs`` are passages that no claim rests on and
    that were garbled, with how they may be meant. Where a person has reviewed it
    (`legation.reading.review`), ``rejected`` are the readings that do not stand, ``confirmed``
    the places of claims that do, and ``notes`` say which judgements find nothing any more.
    """

    document: Document
    claims: tuple[Claim, ...]
    names: tuple[Named, ...]
    unread: tuple[Sentence, ...]
    coverage: float
    passed: tuple[Sentence, ...] = ()
    promising: int = 0
    repairs: tuple[Repair, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    confirmed: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The source, with its date, language and publisher as far as the text tells them."""
        return self.document.source


def read(text: str, source: Source) -> Reading:
    """Read a document and return its claims, names, and what was left unread.

    >>> from legation.terms import Iri
    >>> text = "Laos and Peru established diplomatic relations on 3 May 1994."
    >>> [c.kind for c in read(text, Source(Iri("https://e.org/source/a"))).claims]
    ['RelationEvent']

    Raises
    ------
    SourceEmpty
        There is no text.
    UnknownLanguage
        The text is neither Vietnamese nor English; nothing was read.

    """
    document = prepare(text, source)
    found = Found()
    for name in RULES:
        rule = cast("_Rule", rules.rule(name))
        rule.read(document, found)
    claims = tuple(found)
    left = missed(document, claims)
    return Reading(
        document,
        claims,
        _names(document, claims),
        left.unread,
        left.coverage,
        left.passed,
        left.promising,
        repairs.find(document),
    )


def prepare(text: str, source: Source) -> Document:
    r"""Return the document that the rules see: sentences, mentions, pair, and who speaks.

    >>> from legation.terms import Iri
    >>> doc = prepare("# date: 2011-02-03\nLaos and Peru agreed to the plan in May.",
    ...     Source(Iri("https://e.org/source/a")))
    >>> doc.pair, doc.source.issued
    (('LAO', 'PER'), '2011-02-03')
    """
    stored = nfc(text)
    told, start = header(stored)
    if not stored[start:].strip():
        raise SourceEmpty(
            "there is no text in the document", hint="check that it is the right file"
        )
    norm = normalise(stored)
    language = detect(norm[start:], source.language or told.get("language", ""))
    source = context.described(source, told, norm, language, start)
    sentences = split(stored, norm, language, start)
    source = context.titled(source, stored, sentences)
    scan = Scan(stored, norm, language, tokens(norm, start))
    people = list(persons.find(scan))
    places = list(states.find(scan, people))
    named = [s for s in places if isinstance(s, StateMention)]
    home = source.publisher_state or ("VNM" if language == "vi" else "")
    pair = context.pair(sentences, named, home)
    we, they = context.speakers(source.publisher_state, pair, norm, language)
    people = resolve(
        people,
        norm,
        scan.surnames,
        pair,
        _foreign(sentences, named, people),
        we,
        sides.sides(norm, sentences, places, we, they),
        tuple(dict.fromkeys(s.code for s in named)),
        sides.local(norm, sentences, places),
        sides.around(sentences, places),
    )
    body = " " * start + norm[start:]
    found: list[Mention] = [
        *people,
        *places,
        *states.deixis(scan, we, they),
        *dates.find(body, language, source.issued),
        *weekdays.find(body, language, source.issued),
        *amounts.find(body, language),
    ]
    found.sort(key=lambda m: (m.start, -m.end, type(m).__name__))
    return Document(source, stored, norm, language, sentences, tuple(found), pair, we, they)


def _foreign(
    sentences: Sequence[Sentence],
    named: Sequence[StateMention],
    people: Sequence[PersonMention],
) -> Callable[[PersonMention], str]:
    """Return what tells the one foreign state of a person's sentence that no other person has."""
    starts = [s.start for s in sentences]

    def place(mention: Mention) -> int:
        number = bisect_right(starts, mention.start) - 1
        return number if number >= 0 and mention.start < sentences[number].end else -1

    taken = {(place(p), n) for p in people for n in range(p.start, p.end)}
    left_out = {"VNM", *unions()}
    free: dict[int, set[str]] = {}
    for state in named:
        here = place(state)
        known = state.how == "capital" or state.code in left_out
        if not known and (here, state.start) not in taken:
            free.setdefault(here, set()).add(state.code)

    def one(person: PersonMention) -> str:
        codes = free.get(place(person), set())
        return next(iter(codes)) if len(codes) == 1 else ""

    return one


def _names(document: Document, claims: Iterable[Claim]) -> tuple[Named, ...]:
    """Collect everything that is named, once each, with all spans where it is."""
    spans: dict[Named, set[Span]] = {}
    order: dict[Named, Named] = {}
    stated = [
        v for c in claims for values in c.values.values() for v in values if isinstance(v, Named)
    ]
    people = [m.name for m in document.mentions if isinstance(m, PersonMention) and m.name]
    told = {n.text for n in stated if n.type == "Person" and n.of}
    for name in [*stated, *people]:
        if name.type == "Person" and not name.of and name.text in told:
            continue
        order.setdefault(name, name)
        spans.setdefault(name, set()).update(name.spans)
    return tuple(replace(order[n], spans=tuple(sorted(spans[n]))) for n in order)
