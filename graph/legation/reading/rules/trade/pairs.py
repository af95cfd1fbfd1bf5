"""Between which two states something holds: the pair of a clause, a sentence, a paragraph.

A document about two states means these two wherever it says "the two countries". One about a
tour or a summit means others in every paragraph: the state it is centred on, and the one that
was named last.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from legation.reading.document import Document, PlaceMention, Sentence, StateMention
from legation.reading.mentions.gazetteer import unions
from legation.reading.rules.trade.flows import both, parties_named, partner

#: How many sentences back the other of two states may have been named.
_BACK = 6
_OPENING = 4
_DASH = re.compile(r"[^.;\n]{0,40}?\s-{1,2}\s")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Tells which two states are meant at a place of a document.

    ``focused``: the document is about its pair alone; ``centre``: the state it names in
    most paragraphs, or the one that speaks; ``named``: all that it names, not by a place alone.
    """

    doc: Document
    focused: bool
    centre: str
    named: frozenset[str] = frozenset()

    @staticmethod
    def of(doc: Document) -> Pairs:
        """Weigh the states that a document names.

        >>> from legation.facts.evidence import Source
        >>> from legation.reading.read import prepare
        >>> from legation.terms import Iri
        >>> text = "Laos and Peru met. Laos and Chile met. Laos waits."
        >>> Pairs.of(prepare(text, Source(Iri("https://e.org/source/a"), language="en"))).centre
        'LAO'
        """
        left_out = unions()
        told: dict[str, set[int]] = {}
        counts: Counter[str] = Counter()
        for state in doc.mentions:
            if not isinstance(state, StateMention):
                continue
            if state.how != "capital" and state.code not in left_out:
                counts[state.code] += 1
                paragraph = doc.sentence_at(state.start).paragraph
                told.setdefault(state.code, set()).add(paragraph)
        spread = Counter({code: len(where) for code, where in told.items()})
        weighed = sorted(((spread[c], counts[c], c) for c in counts), reverse=True)
        leads = len(weighed) < 2 or weighed[0][:2] > weighed[1][:2]
        first = weighed[0][2] if weighed and leads else ""
        home = doc.we or ("VNM" if doc.language == "vi" and doc.pair is None else "")
        centre = home if counts[home] else first
        tour = _dateline(doc)
        if tour and tour not in (doc.pair or ()) and len(told.get(tour, ())) > 1:
            return Pairs(
                doc, False, tour, frozenset(counts)
            )  # told in one capital, of two others: a tour of both
        others = [n for code, n in counts.items() if doc.pair and code not in doc.pair]
        rest = max(others, default=0)
        focused = doc.pair is not None and 2 * rest <= min(counts[c] for c in doc.pair)
        return Pairs(doc, focused, centre, frozenset(counts))

    def here(self, sentence: Sentence, until: int | None = None) -> tuple[str, str] | None:
        """Return the two states that "the two countries" are in a sentence, if the text tells.

        They are named in the sentence before ``until``, or in one shortly before it.
        """
        if self.focused and not self._is_about_another(sentence, until):
            return self.doc.pair
        number = sentence.number
        for earlier in reversed(self.doc.sentences[max(0, number - _BACK) : number + 1]):
            end = until if until is not None and earlier.number == number else earlier.end
            codes = self._codes(earlier, end)
            others = [c for c in codes if c != self.centre]
            if len(codes) == 2 and (self.centre in codes or not self.centre):
                return codes[0], codes[1]
            if len(others) == 1 and self.centre:
                return others[0], self.centre
            if others:
                return None
        return None

    def _is_about_another(self, sentence: Sentence, until: int | None) -> bool:
        """Tell whether a paragraph names a state outside the document's pair in place of one."""
        sentences, first = self.doc.sentences, sentence.number
        while first and sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
        stop = sentence.end if until is None else until
        codes = self._codes(sentences[first], stop)
        others = {c for c in self.doc.pair or () if c != self.centre}
        return bool(set(codes) - {*(self.doc.pair or ())}) and not others & set(codes)

    def partner(self, code: str, sentence: Sentence) -> str:
        """Return the other of two states where one is named, empty if the text does not tell."""
        of_pair = self.focused and code in (self.doc.pair or ())
        if not self.centre or (of_pair and not self._is_about_another(sentence, sentence.start)):
            return partner(self.doc, code)
        if code != self.centre:
            return self.centre
        found = self.here(sentence, sentence.start)
        if found is None or code not in found:
            return ""
        return found[1] if found[0] == code else found[0]

    def between(self, sentence: Sentence, start: int, end: int) -> tuple[str, str] | None:
        """Return the two states between which a stretch says that something holds."""
        codes = list(dict.fromkeys(s.code for s in parties_named(self.doc, start, end)))
        if len(codes) >= 2:
            return codes[0], codes[1]
        if len(codes) == 1 and (other := self.partner(codes[0], sentence)):
            return codes[0], other
        if not codes and both(self.doc, start, end):
            return self.here(sentence)
        return None

    def completed(self, sentence: Sentence, exporter: str, importer: str) -> tuple[str, str] | None:
        """Fill the side of a flow that is not named."""
        if exporter and not importer:
            importer = self.partner(exporter, sentence)
        elif importer and not exporter:
            exporter = self.partner(importer, sentence)
        return (exporter, importer) if exporter and importer and exporter != importer else None

    def _codes(self, sentence: Sentence, end: int) -> list[str]:
        """Return the states a stretch names; a capital stands for its state where no name does."""
        span = Sentence(0, 0, sentence.start, end)
        left_out = unions()
        named = [s for s in self.doc.of(StateMention, span) if s.code not in left_out]
        by_name = dict.fromkeys(s.code for s in named if s.how != "capital")
        if self.focused or set(by_name) - {self.centre}:
            return list(by_name or dict.fromkeys(s.code for s in named))
        places = {p.state for p in self.doc.of(PlaceMention, span)} & self.named - {self.centre}
        return [*by_name, *(places if len(places) == 1 else ())]


def _dateline(doc: Document) -> str:
    """Return the state of the capital that a dispatch opens with ("VIENTIANE (Wire) - ...")."""
    for sentence in doc.sentences[:_OPENING]:
        for place in doc.of(StateMention, sentence)[:1]:
            opens = place.how == "capital" and place.start - sentence.start < 2
            if (
                opens
                and _DASH.match(doc.norm, place.end)
                and doc.text[place.start : place.end].isupper()
            ):
                return place.code
    return ""
