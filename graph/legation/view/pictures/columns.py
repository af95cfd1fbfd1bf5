"""What the columns of an answer are, by their terms: dates, figures, units, states, statuses.

A column that a person gave (a parameter) is the same in every row and no part of a picture, so
only what tables show is looked at. Names of columns are not asked, with one exception: where
the sources of a row are listed, they part no series (``sources``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from legation.errors import BadDate, UnknownState
from legation.identity import reference
from legation.knowledge import folder, select
from legation.network.names import word
from legation.terms import REFERENCE, XSD, Iri
from legation.values.dates import Dating
from legation.view.pictures.globe import seats

if TYPE_CHECKING:
    from legation.ask.answers import Answer, Table

_DATES = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_WHOLE = {
    XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")
}
_NUMBERS = _WHOLE | {XSD + name for name in ("decimal", "double", "float")}
_STATUSES = frozenset(
    [
        "planned",
        "upcoming",
        "drafting",
        "adopted",
        "implementing",
        "postponed",
        "held",
        "cancelled",
        "actual",
        "estimate",
        "provisional",
        "forecast",
    ]
)
_UNITS = frozenset({"persons", "percent", "%"})
_YEARS = range(1600, 2101)
LISTED = {"source", "sources"}
_LOOKED_AT = 60  # so many different texts say whether a column names states
_FEW, _LONG = 12, 60  # so many different texts, so long, part a picture in lanes and series


class Role(StrEnum):
    """What a column is."""

    DATE = "date"
    FIGURE = "figure"
    UNIT = "unit"
    STATE = "state"
    PARTIES = "parties"
    STATUS = "status"
    ENTITY = "entity"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a table shows it, with what kind of term it is: an IRI, or a literal's datatype.

    ``language`` is that of a literal, ``""`` where it has none.
    """

    text: str
    value: str = ""
    datatype: str = ""
    iri: bool = False
    language: str = ""


_EMPTY = Cell("")


@dataclass(frozen=True)
class Given:
    """The rows of an answer with what their columns are."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    table: Table = field(repr=False)
    version: str = ""

    @staticmethod
    def of(answer: Answer, language: str = "en") -> Given:
        """Return the shown columns of an answer."""
        table = answer.table(language)
        places = [answer.columns.index(name) for name in table.columns]
        rows = []
        if table.rows:
            for row, texts in zip(answer, table.rows, strict=True):
                terms = tuple(row)
                rows.append(
                    tuple(_cell(terms[n], text) for n, text in zip(places, texts, strict=True))
                )
        return Given(table.columns, tuple(rows), table, answer.version)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What each column is."""
        return tuple(_role([row[n] for row in self.rows]) for n in range(len(self.names)))

    def first(self, *roles: Role) -> int | None:
        """Return the first column that is one of these."""
        return next((n for n, role in enumerate(self.roles) if role in roles), None)

    def all(self, role: Role) -> list[int]:
        """Return the columns that are so."""
        return [n for n, found in enumerate(self.roles) if found is role]

    def different(self, column: int) -> set[str]:
        """Return the different texts of a column."""
        return {row[column].text for row in self.rows if row[column].text}

    def filled(self, column: int) -> int:
        """Return in how many rows a column has something."""
        return sum(bool(row[column].text) for row in self.rows)

    @cached_property
    def date(self) -> int | None:
        """The column of dates: of several the first, unless most rows have only another."""
        found = self.all(Role.DATE)
        if not found:
            return None
        best = max(found, key=lambda n: (self.filled(n), -n))
        return best if self.filled(found[0]) * 2 < self.filled(best) else found[0]

    @cached_property
    def last(self) -> int | None:
        """The column of last possible days, if that of dates has the first: two of `xsd:date`."""
        if self.date is None or self.date + 1 >= len(self.names):
            return None
        pairs = [(row[self.date], row[self.date + 1]) for row in self.rows]
        filled = [(low, high) for low, high in pairs if low.text or high.text]
        bounds = bool(filled) and all(
            low.datatype == high.datatype == XSD + "date" and low.value <= high.value
            for low, high in filled
        )
        return self.date + 1 if bounds else None

    def has_fallen_back(self, language: str) -> bool:
        """Tell whether a cell is in another language than that of the reader."""
        known = {"", language}
        return any(cell.language not in known for row in self.rows for cell in row)

    def sorts(self) -> list[int]:
        """Return the columns that tell figures apart: whose, of what, from where to where.

        A state always does, other things if they come again.
        """
        few = set(self.parting())
        return [
            n
            for n, role in enumerate(self.roles)
            if n in few
            or (role is Role.STATE and self.names[n] not in LISTED)
            or (role in {Role.TEXT, Role.ENTITY} and self._comes_again(n))
        ]

    def _comes_again(self, column: int) -> bool:
        found = self.different(column)
        return (
            self.names[column] not in LISTED
            and len(found) * 2 <= self.filled(column)
            and max(map(len, found)) <= _LONG
        )

    def parting(self) -> list[int]:
        """Return the columns that part the rows into few sorts."""
        return [
            n
            for n, role in enumerate(self.roles)
            if role in {Role.TEXT, Role.STATE}
            and self.names[n] not in LISTED
            and 0 < len(self.different(n)) <= _FEW
            and max(map(len, self.different(n))) <= _LONG
        ]


def _cell(term: Any, text: str) -> Cell:
    if term is None:
        return _EMPTY
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return Cell(text, str(term), iri=True)
    datatype = str(getattr(term, "datatype", None) or "")
    return Cell(text, str(term), datatype, language=str(getattr(term, "language", None) or ""))


def _role(cells: Sequence[Cell]) -> Role:
    """Return what a column is; one cell in five may be something else."""
    full = [cell for cell in cells if cell.text]
    if not full:
        return Role.NONE
    enough = 0.8 * len(full)

    def mostly(true: Sequence[bool]) -> bool:
        return sum(true) >= enough

    if mostly([cell.datatype in _NUMBERS for cell in full]):
        whole = all(cell.datatype in _WHOLE for cell in full)
        return Role.DATE if whole and all(_is_year(cell.value) for cell in full) else Role.FIGURE
    if mostly([cell.datatype in _DATES or _is_edtf(cell) for cell in full]):
        return Role.DATE
    texts = list(dict.fromkeys(cell.value or cell.text for cell in full))
    if all(text in _STATUSES for text in texts):
        return Role.STATUS
    if all(text in _UNITS or text in _currencies() for text in texts):
        return Role.UNIT
    some = texts[:_LOOKED_AT]
    if sum(bool(place(text)) for text in some) * 2 > len(some):
        return Role.STATE
    if sum(len(parties(text)) > 1 for text in some) * 2 > len(some):
        return Role.PARTIES
    return Role.ENTITY if mostly([cell.iri for cell in full]) else Role.TEXT


def _is_year(text: str) -> bool:
    return text.isdigit() and int(text) in _YEARS


def _is_edtf(cell: Cell) -> bool:
    if cell.iri or cell.datatype not in {"", XSD + "string"}:
        return False
    return readable(cell.value)


@cache
def readable(text: str) -> bool:
    """Tell whether a text is a date in EDTF.

    >>> readable("2004-05"), readable("May 2004")
    (True, False)
    """
    try:
        Dating.parse(text)
    except BadDate:
        return False
    return True


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


@cache
def place(text: str) -> str:
    """Return the IRI of a state (or a place by its IRI) whose point is known, else nothing.

    >>> place("Mongolia"), place("Mr Nobody")
    ('https://w3id.org/legation/state/MNG', '')
    """
    if text.startswith(REFERENCE):
        return text if text in seats() else ""
    if not text or len(text) > _LONG:
        return ""
    found = _state(text)
    return found if found in seats() else ""


@lru_cache(maxsize=16384)
def _state(text: str) -> str:
    """Return the state of a name; to refuse one costs a search for the nearest."""
    try:
        return reference.state(text)
    except UnknownState:
        return ""


def parties(text: str) -> list[str]:
    """Return the states that a cell lists, nothing if it lists anything else.

    >>> len(parties("Peru; Mongolia")), parties("Peru; nobody")
    (2, [])
    """
    found = list[str]()
    for part in text.split("; "):
        if not (one := place(part)):
            return []
        found.append(one)
    return found


def figure(cell: Cell) -> Decimal | None:
    """Return the number of a cell.

    >>> figure(Cell("7.5", "7.5", XSD + "decimal"))
    Decimal('7.5')
    """
    if cell.datatype not in _NUMBERS:
        return None
    try:
        value = Decimal(cell.value)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def shown(cell: Cell, role: Role, language: str) -> str:
    """Return a cell in a language: states by their names, terms of the ontology by theirs.

    What is in another language has a mark that says in which.

    >>> [shown(Cell(name), Role.TEXT, "vi") for name in ("Visit", "export")]
    ['chuyến thăm', 'xuất khẩu']
    >>> shown(Cell("Peace talks", language="en"), Role.TEXT, "vi")
    'Peace talks [en]'
    """
    if role is Role.STATE and (found := place(cell.value or cell.text)):
        return reference.label(found, language)
    if role is Role.TEXT and cell.text in _terms():
        told = {word(iri, language) for iri in _terms()[cell.text]}
        return told.pop() if len(told) == 1 else cell.text
    mark = f" [{cell.language}]" if cell.language not in {"", language} else ""
    return f"{cell.text}{mark}" if cell.text else ""


@cache
def _terms() -> Mapping[str, tuple[str, ...]]:
    """Return classes by their names, concepts by their notations."""
    classes = select(folder("core"), "SELECT ?term { ?term a owl:Class . FILTER(isIRI(?term)) }")
    concepts = select(folder("vocabularies"), "SELECT ?term ?name { ?term skos:notation ?name }")
    found: dict[str, tuple[str, ...]] = {}
    for row in (*classes, *concepts):
        name = row.get("name") or Iri(row["term"]).local
        found[name] = (*found.get(name, ()), row["term"])
    return found
