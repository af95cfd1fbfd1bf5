"""Where lists of visits stand: headings and introductions, and from where to where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.facts.evidence import Span
from legation.reading.document import (
    DateMention,
    Document,
    Mention,
    PersonMention,
    Sentence,
    StateMention,
)

_LABEL = 36
_LIST_WORDS = re.compile(
    r"\bthăm\b|\bđoàn\b|chuyến|tiếp xúc|trao đổi đoàn|\bvisit|delegation|exchange of (?:high|visits)"
)
#: A title tells one visit; a heading of a list tells of several.
_SEVERAL = re.compile(
    r"\bvisits\b|\bvisitors\b|delegations|exchanges?\b|\bcác\b|\bnhững\b|trao đổi|thăm viếng|tiếp xúc|lẫn nhau|\bđoàn\b"
)
_SIDE = re.compile(
    r"\A(?:về\s)?(?:phía|từ|phía nước)\s|\Afrom\b|\A(?:on\s)?the \w+ side|\bside\s?:"
)
_TOWARDS = re.compile(
    r"(?:thăm|sang|đến|tới|vào)(?:\s(?:chính thức|cấp nhà nước|hữu nghị|làm việc|và|nước|tại))*\s\Z|\bto(?: the)?\s\Z|\bvisited(?: the)?\s\Z|\bvisiting(?: the)?\s\Z|\bin\s\Z"
)
_OUT = re.compile(r"\b(?:đoàn|khách)\s(?:đi\s)?ra\b|\boutgoing visits")
_IN = re.compile(r"\b(?:đoàn|khách)\s(?:đến\s|đi\s)?vào\b|\bincoming visits")
#: "… leaders who visited Peru include A (2001), B (2003)": what a list in running text follows.
_INTRODUCES = re.compile(
    r"\b(?:includ(?:es?|ed|ing)|compris(?:es?|ed)|(?:were|are)(?: those of)?|(?:bao )?gồm(?: có)?|như|có|là|cụ thể)\b\s?:?"
)
#: "Đoàn bạn:" is the delegations of the other side.
_THEIRS = re.compile(r"\b(?:đoàn|khách|phía)\s(?:của\s)?bạn\b")
_NUMBERED_LABEL = 70
#: "Peru to Laos", "Peru thăm Lào", perhaps behind a letter or number, is a heading by itself.
_BARE = re.compile(r"\s(?:to|(?:sang|đến|tới)(?: thăm)?|thăm)\s(?:the\s)?")
_NUMBER = len("a.1)")


@dataclass(frozen=True, slots=True)
class Direction:
    """From where to where a list of visits leads, as far as its heading says."""

    sender: str = ""
    host: str = ""
    span: Span | None = None


def is_visits_heading(doc: Document, start: int, end: int) -> bool:
    """Tell whether a heading or introduction announces visits."""
    return _LIST_WORDS.search(doc.norm, start, end) is not None


def opens_list(doc: Document, sentence: Sentence) -> bool:
    """Tell whether a line may stand above a list of visits: it ends so, and tells no visit itself."""
    if doc.text[sentence.start : sentence.end].rstrip().endswith(":"):
        return True
    if not sentence.heading or doc.of(PersonMention, sentence):
        return False
    return sentence.number > 0 or _SEVERAL.search(doc.norm, *_bounds(sentence)) is not None


def closes_list(doc: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence begins a section on something else by its label: "Trade: …"."""
    if sentence.item and sentence.number and doc.of(PersonMention, sentence):
        return False
    colon = doc.norm.find(": ", sentence.start, min(sentence.end, sentence.start + _NUMBERED_LABEL))
    if colon < 0:
        return False
    label = Span(sentence.start, colon)
    if any(
        isinstance(m, PersonMention | DateMention | StateMention) for m in doc.of(Mention, label)
    ):
        return False
    first = (
        sentence.number == 0 or doc.sentences[sentence.number - 1].paragraph != sentence.paragraph
    )
    return first and not is_visits_heading(doc, label.start, label.end)


def direction_of(doc: Document, start: int, end: int, *, section: bool) -> Direction | None:
    """Return from where to where the list leads that a heading announces.

    "Visits from A to B", "Đoàn A thăm B", "Visits by A leaders", "Phía A": one state may be
    missing, and is then the other of the pair. Within a ``section`` on visits the name of a
    state alone tells the side that goes. "Đoàn ra" and "đoàn vào" speak of "us".
    """
    named = [s for s in doc.of(StateMention, Span(start, end)) if s.how != "capital"]
    if not named and doc.we:
        if _OUT.search(doc.norm, start, end):
            return Direction(doc.we, "", Span(start, end))
        if _IN.search(doc.norm, start, end):
            return Direction("", doc.we, Span(start, end))
        if doc.they and _THEIRS.search(doc.norm, start, end):
            return Direction(doc.they, doc.we, Span(start, end))
    if not named or len({s.code for s in named}) > 2:
        return None
    label = section and end - start < _LABEL
    bare = len(named) > 1 and _BARE.fullmatch(doc.norm[named[0].end : named[-1].start])
    only = bare and len(doc.norm[start : named[0].start].strip(" -+•*")) <= _NUMBER
    if not (
        label or only or is_visits_heading(doc, start, end) or _SIDE.search(doc.norm[start:end])
    ):
        return None
    hosts = [s for s in named if s.how != "demonym" and _TOWARDS.search(doc.norm, start, s.start)]
    host = hosts[0].code if hosts else ""
    senders = [s.code for s in named if s.code != host]
    if not host and len(set(senders)) > 1:
        return None
    return Direction(senders[0] if senders else "", host, Span(start, end))


def completed(doc: Document, direction: Direction) -> Direction:
    """Fill the side that a heading leaves out from the pair of the document."""
    sender, host, pair = direction.sender, direction.host, doc.pair
    if pair and sender in pair and not host:
        host = pair[1] if pair[0] == sender else pair[0]
    elif pair and host in pair and not sender:
        sender = pair[1] if pair[0] == host else pair[0]
    return Direction(sender, host, direction.span)


def introduced(doc: Document, part: Span, *, section: bool) -> tuple[Direction, int] | None:
    """Return the direction of a list that running text introduces, and where the list begins."""
    people = doc.of(PersonMention, part)
    if not people:
        return None
    marks = list(_INTRODUCES.finditer(doc.norm, part.start, people[0].start))
    if not marks or not (section or is_visits_heading(doc, part.start, people[0].start)):
        return None
    direction = direction_of(doc, part.start, marks[-1].start(), section=section)
    if direction is None:
        return None
    full = completed(doc, direction)
    return (full, marks[-1].end()) if full.sender and full.host else None


def _bounds(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.end
