"""Agreements that were signed: by name, in lists, in counted groups; and their entry into force.

Only what is told as signed is read: planned agreements, negotiations and mere mentions are not.
A title says its parties itself ("giữa Bộ X nước A và Bộ Y nước B"), else
`legation.reading.rules.agreements.signatories` finds them; `legation.reading.rules.agreements.signing` finds the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from legation.facts.claims import ClaimRef
from legation.facts.evidence import Repair, Span
from legation.reading.document import DateMention, Document, Found, Sentence
from legation.reading.rules.agreements import signing as signings
from legation.reading.rules.agreements.actions import actions
from legation.reading.rules.agreements.claims import add_agreement
from legation.reading.rules.agreements.counted import add_group, counted
from legation.reading.rules.agreements.groups import AMONG, MANY, groups, standing
from legation.reading.rules.agreements.instruments import KIND, Party, kind_of
from legation.reading.rules.agreements.lists import (
    Entry,
    Label,
    bracketed,
    elided,
    inline,
    label,
    line,
    occasion,
    row,
)
from legation.reading.rules.agreements.signatories import Signatories, codes
from legation.reading.rules.agreements.signing import When
from legation.reading.rules.agreements.signing_words import SIGNED, signings_of
from legation.reading.rules.agreements.title_dates import behind_title, dates_of, own
from legation.reading.rules.agreements.title_subjects import (
    abbreviated,
    passive,
    postposed,
    signs_itself,
)
from legation.reading.rules.agreements.titles import Title, names_its_subject, titles

_WAS = re.compile(
    r"\b(?:được|was|were|been|are|is)(?:\s\w+ly| also| all| both| then| later| cùng| chính thức)?\s\Z"
)


#: What divides two clauses that each tell of a signing.
_LINK = re.compile(
    r"(?:,|;|\s(?:và|and|còn|while|nhưng|but)\b)(?:\s(?:in|on|năm|ngày|tháng|vào)\b)?"
)
_TURN = re.compile(
    r",\s(?:while|whilst|whereas|but|nhưng|trong khi|còn)\s|"
    r",?\s(?:and|và)\s(?=(?:also )?(?:planned|agreed|pledged|hoped|intended|will|expect\w*|sẽ|đang|chuẩn bị|tiến tới|nhất trí|thống nhất|đề nghị|mong)\b)"
)
_UNDATED = When()


@dataclass(frozen=True, slots=True)
class _Announced:
    """A label whose lines follow, with those who signed and when, as far as it tells."""

    label: Label
    who: tuple[Party, ...]
    when: When


@dataclass(frozen=True, slots=True)
class _Told:
    """The last sentence that told of a signing, with those who signed and when."""

    sentence: Sentence
    who: tuple[Party, ...]
    when: When
    titled: bool = True


class _Reader:
    """Reads the agreements of one document."""

    def __init__(self, doc: Document, found: Found) -> None:
        self.doc, self.found = doc, found
        self.signatories = Signatories.of(doc, found)
        self.told: _Told | None = None

    def read(self) -> None:
        """Read the document sentence by sentence; a label goes for the lines that follow it."""
        doc, norm = self.doc, self.doc.norm
        announced: _Announced | None = None
        for sentence in doc.sentences:
            if KIND.search(norm, sentence.start, sentence.end) is None and not (
                sentence.heading and label(doc, sentence)
            ):
                announced = None if not sentence.item or sentence.heading else announced
                self._short(sentence)
                continue
            if announced is not None and self._listed(sentence, announced):
                continue
            again = self._sentence(sentence)
            announced = again or (announced if sentence.item and not sentence.heading else None)
            actions(doc, self.found, sentence)

    def _listed(self, sentence: Sentence, announced: _Announced) -> bool:
        """Read a line of the list that a label announces; tell whether it is one."""
        doc = self.doc
        if label(doc, sentence) is not None:
            return False
        when = announced.when
        entries = list(inline(doc, sentence.start, sentence.end))
        if len(entries) < 2:
            entries = row(doc, sentence, sentence.start, announced.label)
        if not entries and (entry := line(doc, sentence, announced.label)) is not None:
            entries = [entry]
        if not entries and sentence.item and (led := occasion(doc, sentence)) is not None:
            when = signings.stated(doc, led[0])
            named = titles(doc, led[1] - 1, sentence.end, [])
            entries = [Entry(t, tuple(own(doc, t.end, sentence.end))) for t in named]
        self._entries(sentence, entries, announced.who, when)
        return bool(entries)

    def _sentence(self, sentence: Sentence) -> _Announced | None:
        """Read a sentence that is no line of a list; return what it announces, if it does."""
        doc, norm = self.doc, self.doc.norm
        told = label(doc, sentence)
        headline = sentence.heading and norm[sentence.end - 1] != ":"
        if told is None:
            if not headline:  # what a headline tells, the text below tells better
                self._signed(sentence)
            return None
        who = self.signatories.who(sentence, sentence.start, told.end)
        entries = list(inline(doc, told.end, sentence.end))
        several = row(doc, sentence, told.end + 1, told)
        when = self._label_when(sentence, told, who)
        if len(several) > len(entries) and (when.edtf or any(e.dates for e in several)):
            entries = several
        entries = entries or list(elided(doc, sentence.start, sentence.end))
        if entries:
            self._entries(sentence, entries, who, when)
            for group in groups(doc, sentence.start, told.end) if told.signed else []:
                add_group(doc, self.found, sentence, group, who, when, [])
        elif not headline:
            self._signed(sentence)
        if not sentence.heading and norm[sentence.end - 1] != ":":
            return None
        return _Announced(told, who, self._label_when(sentence, told, who))

    def _label_when(self, sentence: Sentence, told: Label, who: tuple[Party, ...]) -> When:
        """Return when the agreements were signed that a label announces, as far as it tells."""
        words = Span(sentence.start, told.end)
        signing = next((s for s in signings_of(self.doc, sentence) if s.end() <= told.end), None)
        lead = replace(sentence, end=told.end)
        if signing is None or not signings.timed(self.doc, lead):
            return When()
        return signings.when(self.doc, self.found, lead, signing, codes(who), words)

    def _entries(
        self,
        sentence: Sentence,
        entries: Iterable[Entry],
        default: tuple[Party, ...],
        undated: When = _UNDATED,
        garbled: tuple[Repair, ...] = (),
    ) -> list[ClaimRef]:
        """Add the entries of a list, one agreement for each date that a title has."""
        refs = []
        for entry in entries:
            counts = groups(self.doc, entry.title.start, entry.title.end)
            if counts and counts[0].start() <= entry.title.start + 1:
                when = signings.stated(self.doc, entry.dates[0]) if entry.dates else undated
                add_group(self.doc, self.found, sentence, counts[0], default, when, [])
                continue
            for mention in entry.dates or (None,):
                when = undated if mention is None else signings.stated(self.doc, mention)
                refs.append(
                    add_agreement(
                        self.doc, self.found, sentence, entry, default, when, mention, garbled
                    )
                )
        return [ref for ref in refs if ref is not None]

    def _signed(self, sentence: Sentence) -> None:
        """Read one sentence that may tell of signings, each in the clause that it opens."""
        doc = self.doc
        begin = sentence.start
        words = list(signings_of(doc, sentence))
        if not words and self._carried_on(sentence):
            return
        each = list(elided(doc, words[0].end(), sentence.end)) if words else []
        if each:
            who = self.signatories.who(sentence, sentence.start, words[0].start())
            self._entries(sentence, each, who)
        if not words and not SIGNED.search(doc.norm, sentence.start, sentence.end):
            who = self.signatories.who(sentence, sentence.start, sentence.end)
            self._entries(sentence, bracketed(doc, sentence), who)
            for group in standing(doc, sentence):
                add_group(doc, self.found, sentence, group, who, _UNDATED, [])
        for signing, following in zip(words, [*words[1:], None], strict=False):
            behind = None if signing["then"] else postposed(doc, sentence, signing)
            if behind is not None:
                title, mentions = behind
                who = self.signatories.who(sentence, sentence.start, sentence.end)
                self._entries(sentence, [Entry(title, tuple(mentions))], who)
                begin = mentions[-1].end
                until = sentence.end if following is None else following.start()
                for more in titles(doc, begin, until, []):  # "and a trade agreement in 2005"
                    if mentions := own(doc, more.end, until) or behind_title(doc, more.end, until):
                        self._entries(sentence, [Entry(more, tuple(mentions))], who)
                        begin = mentions[-1].end
                continue
            end = sentence.end if following is None else self._clause_end(signing, following)
            turn = _TURN.search(doc.norm, signing.end(), end)
            end = turn.start() if turn is not None else end
            if self._told(sentence, signing, Span(begin, end)):
                begin = end

    def _short(self, sentence: Sentence) -> None:
        """Read a sentence that tells of a signing without a word for what was signed."""
        for signing in signings_of(self.doc, sentence):
            clause = Span(sentence.start, sentence.end)
            if not self.doc.of(DateMention, clause):
                return
            who = self.signatories.who(sentence, sentence.start, sentence.end)
            when = self._when(sentence, signing, who, clause)
            self.told = _Told(sentence, who, when, titled=False)
            title = abbreviated(self.doc, sentence, signing)
            if title is not None:
                self._entries(sentence, [Entry(title, ())], who, when)

    def _carried_on(self, sentence: Sentence) -> bool:
        """Read a sentence that names what the one before tells as signed: "Among them are ..."."""
        doc, told = self.doc, self.told
        opening = AMONG.match(doc.norm, sentence.start, sentence.end)
        if (
            told is None
            or opening is None
            or not told.titled
            or told.sentence.number + 1 != sentence.number
        ):
            return False
        parts = [opening.end(), sentence.end]
        if opening[0].endswith(" from"):  # "range from A to B"
            to = re.compile(r"\sto (?=(?:an?|the)\s)").search(doc.norm, opening.end(), sentence.end)
            parts[1:1] = [to.start() + 1] if to else []
        entries = [
            Entry(title, tuple(own(doc, title.end, sentence.end)))
            for start, end in pairwise(parts)
            for title in titles(doc, start - 1, end, [])
        ]
        return bool(self._entries(sentence, entries, told.who, told.when))

    def _clause_end(self, signing: re.Match[str], following: re.Match[str]) -> int:
        """Return where the clause of one signing ends: at the last link before the next one."""
        start, end = signing.end(), following.start()
        links = list(_LINK.finditer(self.doc.norm, start, end))
        return links[-1].start() if links else end

    def _told(self, sentence: Sentence, signing: re.Match[str], clause: Span) -> bool:
        """Read what one word for signing tells was signed."""
        doc, norm = self.doc, self.doc.norm
        start, end = clause.start, clause.end
        was = _WAS.search(norm, max(start, signing.start() - 24), signing.start())
        ahead = groups(doc, start, signing.start()) if was else []
        behind = groups(doc, signing.end(), end)
        named = list(titles(doc, signing.end(), end, ahead + behind))
        subject = (start, signing.start())
        if not named and not behind and not ahead:
            ahead = groups(doc, start, signing.start())
        if (not behind and not named) or ahead:
            subject = (sentence.start, sentence.end)
        counts = ahead + behind
        if not named and not counts:
            several = list(titles(doc, start, signing.start(), [])) if was else []
            named = several if len(several) > 1 else []
            if not named and start == sentence.start:
                named = list(passive(doc, sentence, signing))
        if not named and not counts:
            default = self.signatories.who(sentence, sentence.start, sentence.end)
            when = self._when(sentence, signing, default, clause)
            many = MANY.search(norm, start, end) is not None
            if many or doc.of(DateMention, clause):
                self.told = _Told(sentence, default, when, many)
            return False
        default = self.signatories.who(sentence, *subject)
        when = self._when(sentence, signing, default, clause)
        self.told = _Told(sentence, default, when)
        garbled = signs_itself(doc, sentence, signing) if not was and not ahead else ()
        if signing["issued"]:
            named, counts = [t for t in named[:1] if names_its_subject(doc, t)], []
        refs = []
        for title, mentions in zip(named, dates_of(doc, named, end), strict=True):
            bare = kind_of(norm, title.start, title.end) is None  # "the trade deal, FICEPA, was"
            kind = kind_of(norm, sentence.start, title.start) if bare else None
            entry = Entry(title, tuple(mentions), kind or "")
            refs += self._entries(sentence, [entry], default, when, garbled)
        for group in counts:
            self._group(sentence, group, default, when, refs if len(counts) == 1 else [])
        return True

    def _when(
        self, sentence: Sentence, signing: re.Match[str], who: tuple[Party, ...], clause: Span
    ) -> When:
        """Return when something was signed; what goes on with a signing has its date."""
        told, before = self.told, None
        if (
            told is not None
            and told.when.edtf
            and told.sentence.number + 1 == sentence.number
            and told.sentence.paragraph == sentence.paragraph
            and codes(told.who) == codes(who)
        ):
            before = told.when
        return signings.when(
            self.doc, self.found, sentence, signing, codes(who), clause, before=before
        )

    def _group(
        self,
        sentence: Sentence,
        group: re.Match[str],
        default: tuple[Party, ...],
        when: When,
        members: list[ClaimRef],
    ) -> None:
        """Add a counted group, or one agreement for each date if as many dates stand behind it."""
        doc = self.doc
        kind = KIND.search(doc.norm, group.end(), sentence.end)
        until = min(sentence.end, group.end() + 140)
        bracket = doc.norm.find("(", group.end(), until)
        near = bracket >= 0 and not re.search(r"[,:;.]", doc.norm[group.end() : bracket])
        mentions = own(doc, bracket, sentence.end) if near else []
        if kind is not None and len(mentions) == counted(group):
            begin = group.end("count") + 1
            self._entries(sentence, [Entry(Title(begin, bracket), tuple(mentions))], default)
        else:
            when = signings.stated(doc, mentions[0]) if len(mentions) == 1 else when
            add_group(doc, self.found, sentence, group, default, when, members)


def read(doc: Document, found: Found) -> None:
    """Add an Agreement and its signature for each signed title, an OpenSet for counted groups.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade agreement in May 1994."
    >>> found = Found()
    >>> read(prepare(text, Source(Iri("https://e.org/source/a"), language="en")), found)
    >>> [c.kind for c in found]
    ['Agreement', 'TreatyAction']
    """
    _Reader(doc, found).read()
