"""Codes, slugs and names of states, and the polity they meant on a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import pyoxigraph as ox

from legation.errors import UnknownState
from legation.identity import polities, reference
from legation.knowledge import folder, value
from legation.terms import LGN, SKOS, Iri, slug, state
from legation.values.names import fold

_ITEM = "http://www.wikidata.org/entity/"
#: What a description calls a system of codes, and what `legation.identity.polities` calls it.
_CODED = {
    "iso2": "iso-3166-1-alpha-2",
    "iso3": "iso-3166-1-alpha-3",
    "iso-numeric": "iso-3166-1-numeric",
    "m49": "m49",
    "cow": "cow-number",
    "cow-abbreviation": "cow-abbreviation",
    "gw": "gw-number",
    "gph": "gph-number",
}
SYSTEMS = (*_CODED, "wikidata", "slug", "name", "code")
_NUMBERS = {"iso-numeric", "m49", "cow", "gw", "gph"}
#: Systems that count polities in time: their codes mean only those that had them.
_IN_TIME = {"cow", "cow-abbreviation", "gw", "gph"}
_THREE_DIGITS = {"iso-numeric", "m49"}


@dataclass(frozen=True, slots=True)
class Meant:
    """A state of the reference, or why there is none; ``doubt`` says what was not certain."""

    code: str = ""
    why: str = ""
    doubt: str = ""


def clean(system: str, text: str) -> str:
    """Return a code as its system writes it: numbers without a fraction, items without address.

    >>> clean("iso-numeric", "4.0"), clean("wikidata", "https://www.wikidata.org/wiki/Q881")
    ('004', 'Q881')
    """
    text = text.strip()
    if system in _NUMBERS:
        text = text.removesuffix(".0")
        return text.zfill(3) if system in _THREE_DIGITS and text.isdigit() else text
    if system == "wikidata":
        return text.rstrip("/").rpartition("/")[2]
    return text


@lru_cache(maxsize=1 << 16)
def meant(
    system: str,
    text: str,
    day: date | None = None,
    seat: str = "",
    prefer: tuple[str, ...] = (),
    *,
    or_later: bool = False,
) -> Meant:
    """Return the state that a code, slug or name meant on a day.

    Without a day it is the state of today, or the one that is left. ``seat`` is the place of
    a government where there were two; of those that are still possible ``prefer`` names the one
    that the table means. With ``or_later`` the day is no more than the first on which it may have
    been said, as of a party to a treaty that stays open: where none went by that name then, it is
    the one that did later.

    >>> meant("name", "BELARUS", date(1944, 12, 7)).code
    'BYS'
    >>> meant("name", "BELARUS", date(1944, 12, 7), or_later=True).code
    'BLR'
    >>> meant("cow", "365", date(1970, 5, 9)).code, meant("cow", "365").code
    ('SUN', 'RUS')
    >>> meant("slug", "vietnam", date(1966, 5, 9), prefer=("RVN",)).code
    'RVN'
    >>> meant("iso2", "NA").code
    'NAM'
    """
    found, why = _candidates(system, text)
    if not found:
        return Meant(why=why)
    standing = [c for c in found if not polities.is_former(c)]
    if day is None:
        if len(found) == 1 or len(standing) == 1:
            return Meant((standing or found)[0])
        return Meant(why=f"it stands for {', '.join(found)}")
    if system in _IN_TIME:
        then = list(polities.among(found, day))
    else:
        then = list(dict.fromkeys(c for code in found for c in polities.polities(code, day)))
    wanted = dict.fromkeys(p for code in prefer for p in (code, *sorted(polities.before(code))))
    if or_later and not any(c in found or c in wanted or polities.is_called(c, text) for c in then):
        then = [c for c in found if polities.begins_after(c, day)] or then
    if len(then) > 1:
        seated = {_seated(code, day, seat) for code in found} & set(then) if seat else set()
        then = [c for c in then if c in seated] or [c for c in wanted if c in then][:1] or then
    if len(then) == 1 or then[0] in found[:1]:
        return Meant(then[0])
    return Meant((standing or found)[0], doubt=f"it may mean {' or '.join(then)} on {day}")


def during(
    system: str, text: str, first: date, last: date, seat: str = "", prefer: tuple[str, ...] = ()
) -> Meant:
    """Return the state that a code meant from one day to another.

    A table may speak of several polities as one; then it is the one of today, with a doubt.

    >>> during("cow", "365", date(1925, 1, 1), date(1980, 1, 1)).code
    'SUN'
    >>> during("cow", "365", date(1816, 1, 1), date(1980, 1, 1))
    Meant(code='RUS', why='', doubt='it meant RUE on 1816-01-01 and SUN on 1980-01-01')
    """
    then, later = (meant(system, text, day, seat, prefer) for day in (first, last))
    if then.code == later.code or last < first:
        return then
    now = meant(system, text)
    told = f"it meant {then.code} on {first} and {later.code} on {last}"
    return Meant(now.code or later.code, doubt=told)


def _seated(code: str, day: date, seat: str) -> str:
    try:
        return polities.polity(code, day, seat)
    except UnknownState:
        return ""


@lru_cache(maxsize=1 << 14)
def _candidates(system: str, text: str) -> tuple[tuple[str, ...], str]:
    """Return the states that a code or name may stand for at some time, and why there is none."""
    text = clean(system, text)
    if system in _CODED:
        found = polities.coded(_CODED[system], text)
        if not found and system == "iso3" and text in _own():
            found = (text,)
        return found, f"no state has the {system} code {text!r}"
    if system == "wikidata":
        return _items().get(text, ()), f"no state has the Wikidata item {text!r}"
    if system == "code" and text in _own():
        return (text,), ""
    if system == "slug" and (known := _slugs().get(text)):
        return (known,), ""
    name = text.replace("-", " ") if system == "slug" else text
    try:
        return (reference.state(name).local,), ""
    except UnknownState as error:
        former = polities.named(name)
        return ((former,), "") if former else ((), error.message)


@lru_cache(maxsize=1 << 12)
def called_in(text: str) -> frozenset[str]:
    """Return the codes of the states whose English names stand in a text, the longest name first.

    >>> sorted(called_in("Customs union of Mongolia and Guinea-Bissau"))
    ['GNB', 'MNG']
    """
    names, pattern = _called()
    return frozenset(code for name in pattern.findall(fold(text)) for code in names[name])


@cache
def _called() -> tuple[Mapping[str, frozenset[str]], re.Pattern[str]]:
    """Return the codes by the folded names of states, and what finds these names as whole words."""
    found: dict[str, set[str]] = {}
    for alias in reference.aliases("en"):
        if alias.type in {"State", "HistoricalState"} and alias.status != "demonym":
            found.setdefault(fold(alias.text), set()).add(alias.iri.local)
    longest_first = sorted(found, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return {name: frozenset(codes) for name, codes in found.items()}, pattern


def known_as(system: str, text: str) -> str:
    """Return a code with its system; numbers of COW and GeoPolHist are of one system.

    >>> known_as("cow", "9730.0"), known_as("name", "Narnia")
    ('gph:9730', 'name:Narnia')
    """
    return f"{'gph' if system == 'cow' else system}:{clean(system, text)}"


@cache
def _own() -> frozenset[str]:
    """Return the codes of the reference, which are those of ISO 3166-1 and some more (``XKX``)."""
    shared = {a.iri.local for a in reference.aliases("en") if a.type != "Place"}
    return frozenset(shared | polities.former())


@cache
def _items() -> Mapping[str, tuple[str, ...]]:
    """Return states by their items of Wikidata; an item may be shared."""
    found: dict[str, list[str]] = {}
    match = ox.NamedNode(SKOS + "exactMatch")
    for quad in folder("history").quads_for_pattern(None, match, None, None):
        me, item = value(quad.subject), value(quad.object)
        if me.startswith(state("")) and item.startswith(_ITEM):
            found.setdefault(item.removeprefix(_ITEM), []).append(Iri(me).local)
    return {item: tuple(sorted(codes)) for item, codes in found.items()}


@cache
def _slugs() -> Mapping[str, str]:
    """Return codes of states by the slug of each of their English names."""
    found: dict[str, str] = {}
    for alias in reference.aliases("en"):
        if alias.type in {"State", "HistoricalState"} and alias.status != "demonym":
            found.setdefault(slug(alias.text), alias.iri.local)
    return found


@cache
def _places() -> Mapping[str, tuple[tuple[Iri, str], ...]]:
    found: dict[str, list[tuple[Iri, str]]] = {}
    for alias in reference.aliases("en"):
        if alias.type == "Place":
            found.setdefault(fold(alias.text), []).append((alias.iri, alias.code))
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def place(text: str, code: str) -> Iri | None:
    """Return the place of the reference with this name in a state, or one before or after it.

    >>> place("Minsk", "BLR").local, place("Minsk", "CHL")
    ('minsk', None)
    """
    now = polities.present(code) if code else ""
    fits = [
        iri for iri, of in _places().get(fold(text), ()) if now in {"", polities.present(of), of}
    ]
    return fits[0] if len(fits) == 1 else None


@cache
def organisations() -> Mapping[str, Iri]:
    """Return the organisations and views of the reference by their codes: ``UN``, ``cow-system``.

    >>> organisations()["cow-system"].local
    'cow-system'
    """
    unions = {a.code: a.iri for a in reference.aliases("en") if a.type == "Union"}
    kind = ox.NamedNode(LGN + "StateView")
    found = folder("history").quads_for_pattern(None, None, kind, None)
    return unions | {Iri(value(q.subject)).local: Iri(value(q.subject)) for q in found}
