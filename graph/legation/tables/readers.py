"""Cells become values: one small maker of readers for each sort of value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from legation.errors import BadDate
from legation.facts.claims import Value
from legation.facts.evidence import Named
from legation.tables import codes
from legation.tables.dates import Unread
from legation.tables.model import Cells
from legation.terms import REFERENCE, Iri, concept, fact, post, slug, state
from legation.values.dates import Dating

#: Reads one text in the light of its row: the values, and a remark if only the table knows it.
Reader = Callable[[str, Cells], tuple[tuple[Value, ...], str]]
#: Gives one text of a row: a state, a day, a key.
Getter = Callable[[Cells], str]
_TRUE, _FALSE = {"true", "1", "yes", "y", "t"}, {"false", "0", "no", "n", "f"}


def nothing(_: Cells) -> str:
    """Give nothing."""
    return ""


def text(cell: str, _: Cells) -> tuple[tuple[Value, ...], str]:
    """Read text as it stands."""
    return (cell,), ""


def concepts(scheme: str, known: frozenset[str]) -> Reader:
    """Read notations of a vocabulary."""

    def read(cell: str, _: Cells) -> tuple[tuple[Value, ...], str]:
        if cell not in known:
            raise Unread(f"no {scheme} is called so")
        return (concept(scheme, cell),), ""

    return read


@dataclass(frozen=True, slots=True)
class Numbers:
    """Reads numbers, written with a decimal sign and perhaps a grouping sign."""

    decimal: str = "."
    grouping: str = ""
    whole: bool = False

    def __call__(self, cell: str, _: Cells) -> tuple[tuple[Value, ...], str]:
        """Read a number.

        >>> Numbers(",", ".")("1.234,5", {})
        ((Decimal('1234.5'),), '')
        """
        plain = cell.strip()
        for sign in (self.grouping, "\u00a0" if self.grouping == " " else ""):
            plain = plain.replace(sign, "") if sign else plain
        plain = plain.replace(self.decimal, ".") if self.decimal != "." else plain
        try:
            number = Decimal(plain)
        except InvalidOperation:
            raise Unread("no number") from None
        if not number.is_finite() or "_" in plain:
            raise Unread("no number")
        if not self.whole:
            return (number,), ""
        if number != number.to_integral_value():
            raise Unread("no whole number")
        return (int(number),), ""


def boolean(cell: str, _: Cells) -> tuple[tuple[Value, ...], str]:
    """Read yes or no."""
    plain = cell.strip().lower()
    if plain not in _TRUE | _FALSE:
        raise Unread("neither yes nor no")
    return (plain in _TRUE,), ""


@dataclass(frozen=True, slots=True)
class States:
    """Reads codes and names of states at a date; see `legation.tables.codes.meant`.

    ``otherwise`` says what becomes of one the reference does not know: ``name`` keeps it as a
    polity under the key that the table has for it, ``report`` leaves it out.
    """

    system: str
    base: str
    at: Getter = nothing
    seat: Getter = nothing
    prefer: tuple[str, ...] = ()
    otherwise: str = "name"
    named: Getter = nothing

    def __call__(self, cell: str, cells: Cells) -> tuple[tuple[Value, ...], str]:
        """Read a code or a name; a doubt about what it meant is a remark."""
        day, found = first_day(self.at(cells)), codes.Meant()
        seats = self.seat(cells)
        for seat in [s.strip() for s in seats.split(",")] if seats else [""]:
            found = codes.meant(self.system, cell, day, seat, self.prefer)
            if not found.doubt:
                break
        if found.code:
            return (state(found.code),), found.doubt
        if self.otherwise != "name":
            raise Unread(found.why)
        key = codes.clean(self.system, cell)
        known = fact(self.base, "state", (slug(f"{self.system} {key}"),))
        written = self.named(cells)
        if not written:
            return (known,), found.why
        return (Named("State", written, detail=f"{self.system}:{key}", known=known),), found.why


@lru_cache(maxsize=1 << 14)
def first_day(edtf: str) -> date | None:
    """Return the first day that a date may mean, of an open one the last, else nothing."""
    if not edtf or edtf == "..":
        return None
    try:
        dating = Dating.parse(edtf)
    except BadDate:
        return None
    return dating.earliest or dating.latest


@dataclass(frozen=True, slots=True)
class Things:
    """Reads the names of persons, organisations and places, as things that the table names."""

    type: str
    of: Getter = nothing
    key: Getter = nothing
    detail: str = ""
    language: str = ""

    def __call__(self, cell: str, cells: Cells) -> tuple[tuple[Value, ...], str]:
        """Read a name; a place or an organisation of the reference is that one."""
        code = self.of(cells)
        if self.type == "Organisation" and (known := codes.organisations().get(cell)):
            return (known,), ""
        if self.type == "Place" and (known := codes.place(cell, code)):
            return (known,), ""
        if self.type == "Organisation":
            same = codes.organisations().get(self.key(cells))
            owner = (code,) if code else ()
            named = Named("Organisation", cell, owner, self.detail or "other", known=same or "")
            return (named,), ""
        owner = (code,) if code else ()
        return (Named(self.type, cell, owner, self.key(cells) or self.detail, self.language),), ""


def commodity(cell: str, _: Cells) -> tuple[tuple[Value, ...], str]:
    """Read codes of the Harmonized System, which have two, four or six digits."""
    code = cell.strip().removesuffix(".0")
    if not code.isdigit() or len(code) > 6:
        raise Unread("no code of the Harmonized System")
    code = code.zfill(len(code) + len(code) % 2)
    known = Iri(f"{REFERENCE}commodity/{code}")
    return (Named("Commodity", code, detail=f"hs:{code}", known=known),), ""


@dataclass(frozen=True, slots=True)
class Posts:
    """Reads offices (their notations) as posts of a state; ``detail`` tells like ones apart."""

    of: Getter
    known: frozenset[str]
    detail: Getter = nothing

    def __call__(self, cell: str, cells: Cells) -> tuple[tuple[Value, ...], str]:
        """Read an office; without a state of the reference there is no post."""
        if cell not in self.known:
            raise Unread("no office is called so")
        code = self.of(cells)
        return ((post(code, cell, self.detail(cells)),) if code else ()), ""
