"""All phrases a mention may begin with, of one language, compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from legation.identity import reference
from legation.knowledge import folder, select
from legation.reading.lexicon import Lexicon, lexicon
from legation.reading.mentions.phrases import Phrases
from legation.reading.text import normalise
from legation.resources import shelf

_SEATS = "SELECT ?seat { ?state a lgn:State ; lgn:seat ?seat }"
_OFFICE = "office "


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may mean: ``kind`` state, place, office, block; ``form`` as it is written.

    ``code`` is a state, union or notation of an office; ``how`` tells a demonym from a name, and a
    seat of government from another city; ``detail`` is the house of a parliament.
    """

    kind: str
    code: str = ""
    how: str = ""
    iri: str = ""
    detail: str = ""
    form: str = ""


@cache
def gazetteer(language: str) -> Phrases[Meaning]:
    """Return the phrases of one language.

    English names of states are read in Vietnamese texts too, demonyms and short Vietnamese
    names only in their own language.

    >>> from legation.reading.mentions.phrases import tokens
    >>> [m.code for m in next(gazetteer("en").find(tokens("mongolian"), "mongolian")).meanings]
    ['MNG']

    Raises
    ------
    KnowledgeError
        A file of the reference or of the language is wrong.

    """
    return Phrases(_entries(language))


@cache
def unions() -> frozenset[str]:
    """Return the codes that stand for unions of states.

    >>> "EAEU" in unions(), "LAO" in unions()
    (True, False)
    """
    return frozenset(a.code for a in reference.aliases("en") if a.type == "Union")


def _entries(language: str) -> Iterator[tuple[str, Meaning]]:
    words = lexicon(language)
    seats = {row["seat"] for row in select(folder("reference"), _SEATS)}
    yield from _offices(words)
    for form, office in reference.offices(language):
        yield form, Meaning("office", office, form=form)
    for alias in reference.aliases(language):
        if alias.language != language and len(alias.text) < 4 and not alias.text.isupper():
            continue
        how = "demonym" if alias.status == "demonym" else "name"
        if alias.iri in seats:
            how = "capital"
        kind = "place" if alias.type == "Place" else "state"
        yield alias.text, Meaning(kind, alias.code, how, alias.iri, form=alias.text)
        if how == "demonym" and alias.text.endswith(("n", "i", "ino")) and language == "en":
            people = alias.text + "s"  # "3,000 Mongolians"
            yield people, Meaning(kind, alias.code, how, alias.iri, form=people)
    for code, city in _cities(language):
        yield city, Meaning("place", code, "city", form=city)
    for phrase in words.lists["blockers"]:
        yield phrase, Meaning("block", form=phrase)


def _cities(language: str) -> Iterator[tuple[str, str]]:
    """Yield the cities that are no seats of government with the code of their state."""
    table = (shelf("ontology") / "reference" / "cities.tsv").read_text("utf-8").splitlines()
    for row in table[1:]:
        code, english, vietnamese = row.split("\t")
        for cell in (english, vietnamese if language == "vi" else ""):
            yield from ((code, name) for name in cell.split(" | ") if name)


def _offices(words: Lexicon) -> Iterator[tuple[str, Meaning]]:
    """Write out the offices, with each house of parliament where one belongs."""
    upper, lower = words.norms("upper houses"), words.norms("lower houses")
    for name, phrases in words.lists.items():
        if not name.startswith(_OFFICE):
            continue
        office = name.removeprefix(_OFFICE)
        for phrase in phrases:
            if "{body}" not in phrase:
                yield phrase, Meaning("office", office, form=phrase)
                continue
            for body in words.lists["bodies"]:
                house = normalise(body)
                chamber = "upper" if house in upper else "lower" if house in lower else ""
                full = phrase.replace("{body}", body)
                yield full, Meaning("office", office, detail=chamber, form=full)
