"""Give each person a state and one name: by the words, by other mentions, by the pair."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from legation.facts.evidence import Named
from legation.reading.document import PersonMention
from legation.reading.mentions.persons import posts_of
from legation.reading.text import normalise
from legation.terms import ascii_fold

_PATRONYMIC = re.compile(r"(?:[oey]vich|[oe]vna|ichna|ôvích|ôvich|ô-vích|ô-vna|yevich)\Z")
#: Offices that many hold at once: "the minister" is none in particular.
_VAGUE = frozenset({"other", "minister", "deputy-minister", "ambassador", "party-official", ""})
_REACH = 1500
_LETTERS = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def resolve(
    persons: Sequence[PersonMention],
    norm: str,
    surnames: frozenset[str],
    pair: tuple[str, str] | None,
    near: Callable[[PersonMention], str] = lambda _: "",
    we: str = "",
) -> list[PersonMention]:
    """Return the mentions with a state wherever the document tells one.

    The words around a name come first, then another mention of the name, then a Vietnamese
    name, then the one foreign state that the sentence speaks of (``near``), then the pair the
    document is about. What is left open the rules decide by the side of a list on which
    someone stands. An office without name or state is that of ``we``, else the last named.
    """
    known: dict[str, str] = {}
    for person in persons:
        if person.name and person.state:
            known.setdefault(surname(person.name.text, surnames), person.state)
    placed = _anaphora([_placed(p, known, surnames, pair, near) for p in persons], norm, we)
    full = _full_names(placed)
    return [_renamed(p, full) for p in placed]


@lru_cache(maxsize=8192)
def surname(name: str, surnames: frozenset[str]) -> str:
    """Return the part of a name by which it is met again: all of a Vietnamese name, else the last.

    >>> surname("A.G. Pê-rê-đa", frozenset())
    'pereda'
    """
    parts = [p for p in _LETTERS.findall(normalise(name)) if len(p) > 1]
    if not parts:
        return ascii_fold(name).lower()
    if is_vietnamese(name, surnames):
        return ascii_fold(" ".join(parts))
    return ascii_fold(parts[-1]).replace("-", "")


def is_vietnamese(name: str, surnames: frozenset[str]) -> bool:
    """Tell whether a name is built like a Vietnamese one: a surname, then one to four syllables.

    >>> is_vietnamese("Lê Văn An", frozenset({"lê"})), is_vietnamese("Le Pen-ho", frozenset())
    (True, False)
    """
    parts = normalise(name).split()
    short = all(p.isalpha() and len(p) <= 6 for p in parts)
    marked = any(ord(c) > 127 for c in name)
    return (2 if marked else 3) <= len(parts) <= 5 and parts[0] in surnames and short


def same_person(one: Named, other: Named, surnames: frozenset[str]) -> bool:
    """Tell whether two names of one document and state are two forms of one person's name.

    >>> same_person(Named("Person", "A.G. Pe-re-da"), Named("Person", "A. Pereda"), frozenset())
    True
    """
    if one.of and other.of and one.of != other.of:
        return False
    if surname(one.text, surnames) != surname(other.text, surnames):
        return False
    first, second = _given(one.text), _given(other.text)
    return all(
        a[:1] == b[:1] and (len(a) == 1 or len(b) == 1 or a == b)
        for a, b in zip(first, second, strict=False)
    )


@lru_cache(maxsize=8192)
def _given(name: str) -> tuple[str, ...]:
    parts = _LETTERS.findall(ascii_fold(name).lower())
    return tuple(parts[:-1])


def _placed(
    person: PersonMention,
    known: dict[str, str],
    surnames: frozenset[str],
    pair: tuple[str, str] | None,
    near: Callable[[PersonMention], str],
) -> PersonMention:
    """Find the state of one person."""
    if person.state or person.name is None:
        return person
    state = known.get(surname(person.name.text, surnames), "")
    if not state and is_vietnamese(person.name.text, surnames):
        state = "VNM"
    if not state and pair and "VNM" in pair and person.offices:
        state = near(person) or (pair[1] if pair[0] == "VNM" else pair[0])
    return in_state(person, state) if state else person


def in_state(person: PersonMention, state: str) -> PersonMention:
    """Return a person as someone who acts for a state."""
    name = replace(person.name, of=(state,)) if person.name else None
    return replace(person, name=name, state=state, posts=posts_of(person.offices, state))


def _anaphora(persons: Sequence[PersonMention], norm: str, we: str) -> list[PersonMention]:
    """Give "the President", told of no state, the state of the last president named before."""
    last: dict[str, PersonMention] = {}
    own: dict[str, PersonMention] = {}
    found = []
    for person in persons:
        words = [norm[o.start : o.end] for o in person.offices]
        before = own.get(words[0]) or last.get(words[0]) if words else None
        vague = not person.offices or person.offices[0].office in _VAGUE
        if person.name is None and not person.state and before and not vague:
            near = person.start - before.end < _REACH
            person = in_state(person, before.state) if near else person  # noqa: PLW2901
        elif person.name and person.state:
            side = own if person.state == we else last
            for word in words:
                side |= dict.fromkeys((word, " ".join(word.split()[:2])), person)
        found.append(person)
    return found


def _full_names(persons: Sequence[PersonMention]) -> dict[tuple[str, str], Named]:
    """Return full names by state and given name, for names that stop at the patronymic."""
    found: dict[tuple[str, str], Named] = {}
    for person in persons:
        if (
            person.name
            and " " in person.name.text
            and not _PATRONYMIC.search(person.name.text.lower())
        ):
            found.setdefault((person.state, person.name.text.split()[0].lower()), person.name)
    return found


def _renamed(person: PersonMention, full: dict[tuple[str, str], Named]) -> PersonMention:
    """Give a name that stops at the patronymic the full name of the same document."""
    if person.name is None or not _PATRONYMIC.search(person.name.text.lower()):
        return person
    known = full.get((person.state, person.name.text.split()[0].lower()))
    if known is None or not person.state:
        return person
    return replace(person, name=replace(known, spans=person.name.spans))
