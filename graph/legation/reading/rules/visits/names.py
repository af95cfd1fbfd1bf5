"""Whom a document means by a short name: the person it names in full, with state and office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from legation.facts.evidence import Named, Span
from legation.reading.document import Document, PersonMention, PlaceMention, StateMention
from legation.reading.lexicon import lexicon
from legation.reading.mentions.resolve import in_state, same_person
from legation.reading.text import normalise

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_LOCATIVE = re.compile(r"\A\W*(?:in|at|tại|ở)\s(?:the\s)?\Z")
_MET = re.compile(
    r"(?:meet|met|with|hội đàm với|hội kiến|gặp|gặp gỡ|tiếp kiến|yết kiến|chào)\s(?:the\s|ông\s|bà\s)?(?:prime minister,?\s)?\Z"
)
_CAPITAL_BEFORE = re.compile(r"[A-ZÀ-ỸĐ][\w.'-]*[ -]\Z")
_SENTENCE_BEFORE = re.compile(r"[.!?:]\s\Z")
_CAPITAL_AFTER = re.compile(r"(?:[ -]|\.\s?)[A-ZÀ-ỸĐ]")
_LEADER = re.compile(r"\s(?:leader|head of state|head of government)\b")
_LEADER_OF = re.compile(r"\b(?:nhà lãnh đạo|nguyên thủ|người đứng đầu nhà nước)\s(?:nước\s)?\Z")
_HEADS = frozenset({"president", "prime-minister", "monarch", "general-secretary"})
_SHORTEST = 3
#: No document names so many persons of one family name; a hostile one is not to cost more.
_MOST_ALIKE = 24
_BESIDE = 30


class Names:
    """The persons a document names, by the words that may recall them."""

    def __init__(self, doc: Document, stated: Iterable[PersonMention]) -> None:
        self.doc = doc
        self._alike: dict[str, dict[tuple[str, str, bool], PersonMention]] = {}
        mentions: list[PersonMention] = []
        for person in stated:
            if not self._alias(mentions[-1:], person):
                mentions.append(person)
        self._register(mentions)
        placed = [self._by_sentence(self._known(p)) for p in mentions]
        # The second round lets a short name profit from what the first found of the full one.
        self._alike.clear()
        self._register(placed)
        self.persons = [*(self._known(p) for p in placed), *self._recalled(mentions)]
        self.persons += list(leaders(doc, self.persons))
        self.persons.sort(key=lambda p: (p.start, -p.end))

    def _register(self, people: Iterable[PersonMention]) -> None:
        for person in people:
            for word in _key_words(person):
                alike = self._alike.setdefault(word, {})
                if person.name and len(alike) < _MOST_ALIKE:
                    alike.setdefault((person.name.text, person.state, bool(person.offices)), person)

    def _alias(self, before: list[PersonMention], person: PersonMention) -> bool:
        """Tell whether a name in brackets is the one before it in other letters."""
        if not before or not before[0].name or person.offices:
            return False
        return self.doc.norm[before[0].end : person.start] in {" (", "("}

    def _known(self, person: PersonMention) -> PersonMention:
        """Return a person with the full name, state and offices that the text gives elsewhere."""
        if not person.name:
            return person
        short = " " not in person.name.text.strip()
        alike = [
            p
            for word in _key_words(person)[-1:]
            for p in self._alike.get(word, {}).values()
            if p.name
            and (not person.state or not p.state or p.state == person.state)
            and (short or same_person(_placeless(p.name), _placeless(person.name), frozenset()))
        ]
        if not alike or (not person.state and len({p.state for p in alike if p.state}) > 1):
            return person
        state = person.state or next((p.state for p in alike if p.state), "")
        full = _one_person(alike) if short else person
        if full is None and any(" " in p.name.text for p in alike if p.name):
            return person
        full = full or person
        offices = person.offices or next((p.offices for p in alike if p.offices), ())
        if full is person and offices == person.offices and state == person.state:
            return person
        known = replace(person, name=full.name, offices=offices)
        return in_state(known, state) if state else known

    def _by_sentence(self, person: PersonMention) -> PersonMention:
        """Place whoever is met "in New Zealand", and "Abu Dhabi's Crown Prince"."""
        if person.state or not person.name:
            return person
        doc = self.doc
        sentence = doc.sentence_at(person.start)
        states = doc.of(StateMention, sentence)
        owner = [s for s in states if s.end <= person.start][-1:]
        if owner and doc.norm[owner[0].end : person.start] in {"'s ", "' "}:
            return in_state(person, owner[0].code)
        near = doc.norm[max(sentence.start, person.start - 2 * _BESIDE) : person.start]
        begins = states and _LOCATIVE.match(doc.norm[sentence.start : states[0].start])
        return in_state(person, states[0].code) if begins and _MET.search(near) else person

    def _recalled(self, stated: Iterable[PersonMention]) -> Iterator[PersonMention]:
        """Yield the places where one word of a name stands for a person named in full.

        Not of Vietnamese names, whose single words are words of the language.
        """
        doc, whole = self.doc, Span(0, len(self.doc.text))
        never = lexicon(doc.language).norms("no names")
        single = {
            word: person
            for word, alike in self._alike.items()
            if word not in never
            and (person := _one_person(alike.values()))
            and person.state != "VNM"
        }
        if not single:
            return
        taken = bytearray(len(doc.text) + 1)
        for mention in (*stated, *doc.of(StateMention, whole), *doc.of(PlaceMention, whole)):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        for match in _WORD.finditer(doc.text):
            start, written = match.start(), match[0]
            if taken[start] or not written[0].isupper() or written.isupper():
                continue
            word = normalise(written).removesuffix("'s")
            person = single.get(word)
            if person and _stands_alone(doc.text, start, start + len(word)):
                yield replace(person, start=start, end=start + len(word))


def leaders(doc: Document, people: Iterable[PersonMention]) -> Iterator[PersonMention]:
    """Yield the places where "the Peruvian leader" stands for the one person at its head."""
    heads: dict[str, dict[tuple[str, bool], PersonMention]] = {}
    for person in people:
        if person.name and any(o.office in _HEADS for o in person.offices):
            named = heads.setdefault(person.state, {})
            if len(named) < _MOST_ALIKE:
                named.setdefault((person.name.text, bool(person.posts)), person)
    one = {state: _one_person(named.values()) for state, named in heads.items()}
    for state in doc.of(StateMention, Span(0, len(doc.text))):
        head = one.get(state.code)
        after = _LEADER.match(doc.norm, state.end)
        before = _LEADER_OF.search(doc.norm, max(0, state.start - _BESIDE), state.start)
        if head and after:
            yield replace(head, start=state.start, end=after.end())
        elif head and before:
            yield replace(head, start=before.start(), end=state.end)


def _key_words(person: PersonMention) -> list[str]:
    """Return the words by which a person may be recalled: the first and the last of the name."""
    if not person.name:
        return []
    words = [normalise(w).strip(".") for w in person.name.text.split()]
    words = [w for w in words if len(w) >= _SHORTEST]
    return list(dict.fromkeys([*words[:1], *words[-1:]]))


def _one_person(people: Iterable[PersonMention]) -> PersonMention | None:
    """Return the fullest mention of the one person that some mentions name, if it is one."""
    full = [p for p in people if p.name and " " in p.name.text.strip()]
    names = [p.name for p in full if p.name]
    if not full or len({p.state for p in full if p.state}) > 1:
        return None
    if not all(same_person(_placeless(names[0]), _placeless(n), frozenset()) for n in names):
        return None
    return max(full, key=lambda p: (bool(p.state), bool(p.offices), _length(p)))


def _length(person: PersonMention) -> int:
    return len(person.name.text) if person.name else 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether no other capitalised word stands beside a word, as in a longer name."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    led = _CAPITAL_BEFORE.search(before) and not _SENTENCE_BEFORE.search(before)
    return not led and not _CAPITAL_AFTER.match(after)


def _placeless(name: Named) -> Named:
    return replace(name, of=())
