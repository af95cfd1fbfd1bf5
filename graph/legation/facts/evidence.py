"""Where a claim comes from: the source, the span, the name as written, the repair it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from legation.terms import Iri, within


class TextPolicy(StrEnum):
    """How much of a source's text may be shown: all of it, sentences as quotes, or nothing."""

    FULL = "full"
    QUOTE = "quote"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """A document, table or RDF file that was added; its IRI names its graph.

    ``issued`` is EDTF; ``publisher_state`` is the code of the state that publishes, where
    one does (it tells who "we" are); ``origin`` names the publication it was taken from.
    """

    iri: Iri
    title: str = ""
    publisher: str = ""
    publisher_state: str = ""
    issued: str = ""
    language: str = ""
    licence: str = ""
    policy: TextPolicy = TextPolicy.QUOTE
    origin: str = ""
    checksum: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of a source: Unicode code points of its stored NFC text.

    >>> Span(3, 8).iri(Iri("https://e.org/source/a"))
    'https://e.org/source/a/span/3-8'
    """

    start: int
    end: int

    def iri(self, source: Iri) -> Iri:
        """Return the IRI of this span in ``source``."""
        return within(source, "span", f"{self.start}-{self.end}")


@dataclass(frozen=True, slots=True)
class Repair:
    """A recorded hypothesis of how garbled text was meant; never a silent fix.

    ``certainty`` is a notation of the vocabulary of that name (``certain``, ``likely``,
    ``open``); empty where nobody judged it.
    """

    surface: str
    reading: str
    reason: str
    span: Span
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Something as one source names it: a person, an organ, a committee, a population.

    ``type`` is the local name of its class (``Person``, ``Organisation``, ``JointCommittee``,
    ``Population``, ``Place``, ``Commodity``). ``of`` is the state it belongs to (two for a
    committee or a population: of whom, then where). ``detail`` tells it from its like: the kind
    of an organisation, the group of a population. ``latin`` is a Latin rendering, if the name is
    in another script or respelled. ``known`` is the reference entity, where an exact alias
    names it; else the identity room decides. Two mentions of one name in one source are one
    ``Named``: equality goes by type, text and states.
    """

    type: str
    text: str
    of: tuple[str, ...] = ()
    detail: str = ""
    language: str = field(default="", compare=False)
    latin: str = field(default="", compare=False)
    known: str = field(default="", compare=False)
    spans: tuple[Span, ...] = field(default=(), compare=False)
