"""What the column of a table seems to hold: dates, numbers, keys, or states by some code or name.

Different cells are counted, not rows, so that one code in a thousand rows proves no more than in
one. A code has the form of its system: what is written in capitals is no slug.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from legation.tables import codes
from legation.tables.dates import Reader, Unread
from legation.tables.readers import Numbers

LIKELY = 0.6
_SURE, _ENOUGH = 0.9, 5
#: Lists hold what is no state besides: territories, organisations, "and others".
_LISTED = 0.5
#: So many different cells are tried.
_TRIED, _CODES_TRIED = 300, 80
_PATTERNS = ("%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d")
#: Systems of codes, the most exact first; what their cells look like, and for numbers what their
#: columns are called.
_SYSTEMS = {
    "iso3": (r"[A-Z]{3}", ""),
    "wikidata": (r"(?:https?://www\.wikidata\.org/entity/)?Q\d+", ""),
    "gph": (r"\d+(?:\.0)?", r"gph"),
    "gw": (r"\d+(?:\.0)?", r"(^|_)gw"),
    "iso-numeric": (r"\d+(?:\.0)?", r"iso|m49|report\w*code|partner\w*code"),
    "cow": (r"\d+(?:\.0)?", r"cow|ccode|country|state|code"),
    "iso2": (r"[A-Z]{2}", ""),
    "slug": (r"[a-z]+(?:-[a-z]+)*", ""),
    "name": (r".*[^\W\d_].*", ""),
}
RANKS = {system: rank for rank, system in enumerate(_SYSTEMS)}
#: Names of columns of states; few different cells are taken for states only in these.
_STATES = (
    r"iso|country|state|nation|cow|ccode|gph|sender|host|part(y|ies|ner|icipant)|report|from|to$"
)
#: Cells that are alike to names of states, and are none.
_NO_STATES = r"lang|currency|continent|region|city|capital|title|name_of"
_KEYS = r"(^|_)(id|key|uuid|qid|number|code)$|id$"
_SEPARATORS = (" ; ", ";", " | ", "|", ", ")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold, and how many of its different cells say so.

    ``how`` is the pattern of dates or the system of codes; ``split`` stands between several
    values of one cell.
    """

    column: str
    what: str
    how: str = ""
    fits: int = 0
    tried: int = 0
    split: str = ""

    @property
    def share(self) -> float:
        """The share of the cells that were tried."""
        return self.fits / self.tried if self.tried else 0.0

    @property
    def sure(self) -> str:
        """How sure this is, in words; few different cells make nobody sure.

        >>> Guess("c", "state", "iso3", 57, 60).sure, Guess("c", "state", "iso3", 2, 2).sure
        ('sure: 57 of 60 different cells', 'perhaps: 2 of 2 different cells')
        """
        if self.tried < _ENOUGH or self.share < LIKELY:
            word = "perhaps"
        else:
            word = "sure" if self.share >= _SURE else "likely"
        return f"{word}: {self.fits} of {self.tried} different cells"


def guess(name: str, cells: list[str]) -> Guess:
    """Return what a column holds, by its name and its first cells.

    >>> guess("country", ["PER", "LAO", "CHL"]).how, guess("country", ["peru", "laos"]).how
    ('iso3', 'slug')
    >>> guess("grade", ["AUS", "AUS"]).what
    'text'
    """
    filled = [cell for cell in cells if cell.strip()]
    distinct = list(dict.fromkeys(filled))[:_TRIED]
    if not distinct:
        return Guess(name, "empty")
    found = [_dates(name, distinct), *_states(name, distinct), _numbers(name, distinct)]
    likely = [one for one in found if one.share >= (_LISTED if one.split else LIKELY)]
    best = max(likely, key=lambda g: (_weight(g), -found.index(g)), default=None)
    unique = len(set(filled)) == len(cells) > 1
    if unique and re.search(_KEYS, name.lower()) and (best is None or best.what != "state"):
        return Guess(name, "key")
    if best is not None:
        return best
    if all(re.fullmatch(r"Q\d+", cell) for cell in distinct):
        return Guess(name, "item", "wikidata", len(distinct), len(distinct))
    # One value in all the rows that were looked at may still be another in the next.
    return Guess(name, "text")


def _weight(found: Guess) -> float:
    """Return how much speaks for a guess: every code of digits is a number as well."""
    return round(found.share, 1) - (0.3 if found.what == "number" else 0.0)


def _count(name: str, what: str, how: str, cells: list[str], fits: Callable[[str], bool]) -> Guess:
    return Guess(name, what, how, sum(fits(cell) for cell in cells), len(cells))


def _dates(name: str, cells: list[str]) -> Guess:
    def fits(form: str) -> Callable[[str], bool]:
        reader = Reader((form,), any_year=True)

        def test(cell: str) -> bool:
            try:
                year = reader.read(cell)[:4]
            except Unread:
                return False
            return "1500" < year < "2200" or cell == "9999-12-31"

        return test

    tried = [_count(name, "date", form, cells, fits(form)) for form in ("iso", *_PATTERNS)]
    return max(tried, key=lambda one: one.share)


def _states(name: str, cells: list[str]) -> Iterator[Guess]:
    called = name.lower()
    speaking = re.search(_STATES, called)
    if re.search(_NO_STATES, called) or (len(cells) < _ENOUGH and not speaking):
        return
    few = cells[:_CODES_TRIED]
    for system, (form, columns) in _SYSTEMS.items():
        if columns and not re.search(columns, called):
            continue
        yield _count(name, "state", system, few, _meant(system, form))
    for sign in _SEPARATORS if speaking else ():
        if sum(sign in cell for cell in few) * 3 >= len(few):
            pieces = list(dict.fromkeys(p.strip() for cell in few for p in cell.split(sign)))
            for system in ("iso3", "name"):
                form, _ = _SYSTEMS[system]
                found = _count(name, "state", system, pieces, _meant(system, form))
                yield Guess(name, "state", system, found.fits, found.tried, sign)
            return


def _meant(system: str, form: str) -> Callable[[str], bool]:
    shape = re.compile(form)
    return lambda cell: bool(shape.fullmatch(cell) and codes.meant(system, cell).code)


def _numbers(name: str, cells: list[str]) -> Guess:
    def fits(cell: str) -> bool:
        try:
            Numbers()(cell, {})
        except Unread:
            return False
        return True

    return _count(name, "number", "", cells, fits)
