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
from legation.identity.reference import actor
from legation.tables import codes
from legation.tables.dates import Unread
from legation.tables.model import Cells
from legation.terms import REFERENCE, Iri, concept, fact, post, slug
from legation.values.dates import Dating

#: Reads one text in the light of its row: the values, and a remark if only the table knows it.
Reader = Callable[[str, Cells], tuple[tuple[Value, ...], str]]
#: Gives one text of a row: a state, a day, a key.
Getter = Callable[[Cells], str]
#: A name has fewer characters: what has more are other cells run together, or no name at all.
_NO_NAME = 2000
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
class Spelling:
    """How a table calls a state, in which language; ``kept`` for those of the reference, too.

    CLDR writes ``zh_Hant`` for the language tag ``zh-Hant``.
    """

    name: Getter = nothing
    language: Getter = nothing
    kept: bool = False


@dataclass(frozen=True, slots=True)
class States:
    """Reads codes and names of states at a date; see `legation.tables.codes.meant`.

    ``until`` ends a time during which a code may have meant several; alone, the last one that
    it meant until then is asked for. With ``or_later`` what came after ``at`` is meant, too.
    ``otherwise`` says what becomes of one the reference does not know: ``name`` keeps it as a polity under the key that
    the table has for it, ``report`` leaves it out.
    """

    system: str
    base: str
    at: Getter = nothing
    until: Getter = nothing
    or_later: bool = False
    seat: Getter = nothing
    prefer: tuple[str, ...] = ()
    otherwise: str = "name"
    spelt: Spelling = Spelling()

    def __call__(self, cell: str, cells: Cells) -> tuple[tuple[Value, ...], str]:
        """Read a code or a name; a doubt about what it meant is a remark."""
        if len(cell) >= _NO_NAME:
            raise Unread("too long for a code or a name")
        found = self._meant(cell, cells)
        if not found.code and self.otherwise != "name":
            raise Unread(found.why)
        known = actor(found.code) if found.code else coined(self.base, self.system, cell)
        key, name = codes.known_as(self.system, cell), self.spelt.name(cells)
        if found.code and not (self.spelt.kept and name):
            return (known,), found.doubt
        written, language = name or key.partition(":")[2], self.spelt.language(cells)
        # One spelling of one code may name several polities, each in its time.
        detail = found.code or key
        named = Named("State", written, (), detail, language.replace("_", "-"), known=known)
        return (named,), found.doubt or found.why

    def _meant(self, cell: str, cells: Cells) -> codes.Meant:
        at, until = self.at(cells), self.until(cells)
        day, (first, last) = first_day(at), within(at, until)
        if until and not at:
            day = last_day(until)
        found, seats = codes.Meant(), self.seat(cells)
        for seat in [s.strip() for s in seats.split(",")] if seats else [""]:
            if at and first and last and first <= last:
                found = codes.during(self.system, cell, first, last, seat, self.prefer)
            else:
                found = codes.meant(
                    self.system, cell, day, seat, self.prefer, or_later=self.or_later
                )
            if not found.doubt:
                break
        return found


def coined(base: str, system: str, cell: str) -> Iri:
    """Return the IRI of a polity that only tables know, by its code.

    >>> coined("https://e.org/", "gph", "6802"), coined("https://e.org/", "name", "Narnia")
    ('https://e.org/state/gph-6802', 'https://e.org/state/name-narnia')
    """
    return fact(base, "state", (slug(codes.known_as(system, cell)),))


def first_day(edtf: str) -> date | None:
    """Return the first day that a date may mean, of an open one the last, else nothing."""
    dating = _dating(edtf)
    return (dating.earliest or dating.latest) if dating else None


def last_day(edtf: str) -> date | None:
    """Return the last day that a date may mean, if it has one."""
    dating = _dating(edtf)
    return dating.latest if dating else None


def within(start: str, end: str) -> tuple[date | None, date | None]:
    """Return the days between which a time lasted for certain, from one date to another.

    >>> [str(day) for day in within("1991", "2022")]
    ['1991-12-31', '2022-01-01']
    """
    first, last = _dating(start), _dating(end)
    return (first.start_by if first else None), (last.end_from if last else None)


@lru_cache(maxsize=1 << 14)
def _dating(edtf: str) -> Dating | None:
    try:
        return Dating.parse(edtf) if edtf not in {"", ".."} else None
    except BadDate:
        return None


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
        if len(cell) >= _NO_NAME:
            raise Unread("too long for a name")
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
