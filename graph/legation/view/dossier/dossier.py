"""The fact sheet that a desk officer would hand in, of two states, from the facts of a graph.

Gathered, placed into sections, told with notes; then written as HTML, Markdown or DOCX. The same
graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from legation.ask.naming import exact, find
from legation.errors import UnknownName, UnknownState
from legation.identity import reference
from legation.terms import DEFAULT_BASE, REFERENCE, Iri
from legation.values.calm import calm
from legation.view.dossier import html, markdown, saving
from legation.view.dossier.counted import Text
from legation.view.dossier.differences import differences
from legation.view.dossier.evidence import Evidence
from legation.view.dossier.figures import side_by_side
from legation.view.dossier.gaps import gaps
from legation.view.dossier.gathered import Known, gathered, names
from legation.view.dossier.parts import Teller, placed
from legation.view.dossier.sheet import Block, Line, Lines, Picture, Section, Sheet
from legation.view.dossier.words import sections
from legation.view.page import notebook
from legation.view.phrases import date as when

_STATE = REFERENCE + "state/"
#: What has no date of its own, or is drawn elsewhere.
_UNDRAWN = {"Observation", "Remark", "OpenSet"}


def _no_text(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Dossier:
    """The fact sheet of two states; ``sheet`` holds its sentences, tables, notes and sources."""

    sheet: Sheet

    @cached_property
    def html(self) -> str:
        """The dossier as one page that needs nothing else and prints well."""
        return html.written(self.sheet)

    @cached_property
    def markdown(self) -> str:
        """The dossier as Markdown with footnotes, without pictures; `save` puts them beside it."""
        return markdown.written(self.sheet.without_pictures())

    def docx(self) -> bytes:
        """Return the dossier as DOCX with endnotes and pictures.

        A picture that cannot be drawn on this machine is told of in a sentence instead.

        Raises
        ------
        MissingExtra
            python-docx is not installed.

        """
        from legation.view.dossier import word

        return word.written(self.sheet)

    def save(self, path: str | Path, *, pictures: bool = True) -> Path:
        """Write the dossier in the format that the name of the file ends with.

        The pictures of ``x.md`` are files beside it, ``x-timeline.svg`` and ``x-trade.svg``; all
        are written or none.

        Raises
        ------
        UnknownFormat
            The name does not end in .html, .md or .docx.
        NotWritten
            The system refuses.
        MissingExtra
            python-docx is needed for .docx and not installed.

        """
        return saving.save(self.sheet if pictures else self.sheet.without_pictures(), Path(path))

    @property
    def summary(self) -> str:
        """What it holds, in a few words."""
        sheet = self.sheet
        return (
            f"{len(sheet.facts)} facts told, {len(sheet.notes)} notes, {len(sheet.sources)} sources"
        )

    def _repr_html_(self) -> str:
        return notebook(self.html)


def dossier(
    store: ox.Store,
    a: str,
    b: str,
    language: str = "en",
    version: int = 0,
    base: str = DEFAULT_BASE,
    text: Text = _no_text,
) -> Dossier:
    """Return the fact sheet of two states, in English or Vietnamese, from the side of the first.

    ``version`` is the number of the version of the graph, told on the sheet; ``text`` gives the
    texts of sources, in which sentences are counted (`legation.view.dossier.counted.kept`).

    Raises
    ------
    UnknownName
        The graph has several things called so.
    UnknownState
        What is called so is no state, or both are the same.

    """
    pair = (_state(store, a, base), _state(store, b, base))
    if pair[0] == pair[1]:
        raise UnknownState("a dossier is of two states", hint=f"{a!r} and {b!r} are the same")
    call = names(store)
    known = gathered(store, *pair, language)
    evidence = Evidence(store, language, call, text)
    teller = Teller(evidence, pair, language, call)
    found = placed(known, pair)
    told = [*_told(found, teller), *_besides(store, known, found, teller)]
    return Dossier(_sheet(told, known, teller, version))


def _state(store: ox.Store, name: str, base: str) -> Iri:
    try:
        iri = find(store, name, base)
    except UnknownName:
        if exact(store, name):  # it names several things
            raise
        return reference.state(name)  # one of which the graph tells nothing: the sheet says so
    if not iri.startswith(_STATE):
        raise UnknownState(f"{name!r} is no state", hint="name two states, like VNM BLR")
    return iri


def _told(found: Mapping[str, Mapping[str, Sequence[Known]]], teller: Teller) -> list[Section]:
    """Return the sections of facts; those without any are left out."""
    told = []
    for section, parts in sections().items():
        facts = found[section]
        blocks = [
            block
            for part in parts
            if part.id in facts
            for block in teller.blocks(part, facts[part.id])
        ]
        if section == "trade":
            every = [fact for part in ("figures", "products") for fact in facts.get(part, ())]
            every += found["ahead"].get("forecasts", ())
            blocks += side_by_side(every, teller)
        if blocks:
            told.append(_section(section, blocks, teller))
    return told


def _besides(
    store: ox.Store,
    known: Sequence[Known],
    found: Mapping[str, Mapping[str, Sequence[Known]]],
    teller: Teller,
) -> list[Section]:
    """Return the line of time, the disagreements and the gaps."""
    if not known:
        a, b = (teller.call(one, teller.language) for one in teller.pair)
        said = teller.words["nothing"].format(a=a, b=b)
        return [_section("gaps", [Lines("", (Line(said),))], teller)]
    every: dict[str, Sequence[Block]] = {
        "time": _time(found, teller),
        "differences": differences(store, known, teller),
        "gaps": gaps(found, teller),
    }
    return [_section(id, blocks, teller) for id, blocks in every.items() if blocks]


def _section(id: str, blocks: Sequence[Block], teller: Teller) -> Section:
    return Section(id, teller.words[id], tuple(blocks))


def _time(found: Mapping[str, Mapping[str, Sequence[Known]]], teller: Teller) -> list[Block]:
    """Return the dated facts of all sections but the figures on one line of time."""
    from legation.view.pictures import Event, timeline

    events = []
    for section, parts in found.items():
        for part, facts in parts.items():
            lane = teller.title(part) if section == "visits" else teller.words[section]
            for fact in facts:
                when_ = str(fact.claim.one("edtf") or "")
                if fact.parties or fact.claim.kind in _UNDRAWN or not when_:
                    continue
                label = teller.call(fact.iri, teller.language).removesuffix(f" ({when_})")
                status = fact.notation("status") if section == "ahead" else ""
                events.append(Event(when_, label, lane, status))
    if len(events) < 2:
        return []
    drawn = timeline(events, teller.words["time"], teller.language)
    return [Picture(drawn.title, drawn.svg, drawn.notes, "timeline")] if drawn.svg else []


def _sheet(told: Sequence[Section], known: Sequence[Known], teller: Teller, version: int) -> Sheet:
    evidence, said = teller.evidence, teller.words
    a, b = (calm(teller.call(one, teller.language)) for one in teller.pair)
    dates = [cited.date for cited in evidence.sources]
    as_of = max(dates, default="") if all(dates) else ""  # an undated one may be younger
    about = said["about" if as_of else "about.undated"].format(
        facts=len(known),
        sources=len(evidence.sources),
        date=when(as_of, "bare", teller.language),
    )
    if version:
        about += " " + said["version"].format(version=version)
    return Sheet(
        title=said["title"].format(a=a, b=b),
        about=about,
        language=teller.language,
        as_of=as_of,
        sections=tuple(told),
        notes=evidence.notes,
        sources=evidence.sources,
    )
