"""States in time: which polity a code meant on a day, its foreign codes, and who was a member.

What the folder ``ontology/history`` states, kept apart from the reference because reading does
not need it. Who counts as a state is a view: `members` of the UN, of ISO 3166-1
(``iso-3166``), of the Correlates of War state system (``cow-system``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pyoxigraph as ox

from legation.errors import KnowledgeError, UnknownState
from legation.identity import reference
from legation.knowledge import folder, select, value
from legation.resources import texts
from legation.terms import LGN, REFERENCE, SKOS, Iri, notation, state
from legation.values.dates import Dating, Verdict
from legation.values.names import fold

_CODES = REFERENCE + "code/"


@dataclass(frozen=True, slots=True)
class _Status:
    """What a polity was for a time; ``agreed`` where it is not the claim of one side only."""

    dating: Dating
    independent: bool
    agreed: bool
    seat: str

    @property
    def last_day(self) -> date | None:
        """The day of its end, where it is known."""
        return self.dating.latest if self.dating.latest == self.dating.end_from else None


@cache
def stated() -> ox.Store:
    """Return the claims of the folder, each in the named graph of its source."""
    store = ox.Store()
    for file, text in texts("ontology", "history", ".trig").items():
        try:
            store.load(text.encode(), ox.RdfFormat.TRIG)
        except SyntaxError as error:
            raise KnowledgeError(f"ontology/history/{file} does not parse: {error}") from error
    return store


@cache
def _claims() -> tuple[Mapping[str, str], ...]:
    """Return every claim of the folder as its values by local name, in order of its IRI."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in stated():
        if "/claim/" in (me := value(quad.subject)):
            found[me][Iri(quad.predicate.value).local] = value(quad.object)
            found[me]["source"] = value(quad.graph_name)
    return tuple(found[iri] for iri in sorted(found))


@cache
def _statuses() -> Mapping[str, tuple[_Status, ...]]:
    """Return what polities were, by code."""
    found: dict[str, list[_Status]] = defaultdict(list)
    for claim in _claims():
        if claim["kind"] == LGN + "PoliticalStatus":
            status = _Status(
                dating=Dating.parse(claim["edtf"]),
                independent=notation(claim["statusKind"]) == "independent",
                agreed=claim["claimant"] == claim["source"],
                seat=claim.get("place", ""),
            )
            found[Iri(claim["polity"]).local].append(status)
    return {code: tuple(statuses) for code, statuses in found.items()}


@cache
def _memberships() -> Mapping[str, tuple[tuple[str, str, Dating | None], ...]]:
    """Return members by the IRI of the organisation or view: code, kind, time."""
    found: dict[str, list[tuple[str, str, Dating | None]]] = defaultdict(list)
    for claim in _claims():
        if claim["kind"] == LGN + "Membership":
            dating = Dating.parse(claim["edtf"]) if "edtf" in claim else None
            member = Iri(claim["member"]).local, notation(claim["membershipKind"]), dating
            found[claim["organisation"]].append(member)
    return {organisation: tuple(members) for organisation, members in found.items()}


@cache
def _former() -> Mapping[str, str]:
    """Return the present state for each former one that only this folder names, ``""`` for none."""
    store = folder("history")
    kind, now = ox.NamedNode(LGN + "HistoricalState"), ox.NamedNode(LGN + "presentState")
    found = {Iri(value(q.subject)).local: "" for q in store.quads_for_pattern(None, None, kind)}
    stands = store.quads_for_pattern(None, now, None)
    return found | {Iri(value(q.subject)).local: Iri(value(q.object)).local for q in stands}


@cache
def present(code: str) -> str:
    """Return the code of the state that stands for a former one today; else the code itself.

    >>> present("OTT"), present("VDR"), present("VNM")
    ('TUR', 'VNM', 'VNM')
    """
    return _former().get(code) or reference.present(code)


def former() -> frozenset[str]:
    """Return the codes of the former states that only this folder names."""
    return frozenset(_former())


def is_former(code: str) -> bool:
    """Tell whether a state is one that is no more.

    >>> is_former("PRU"), is_former("SUN"), is_former("RUS")
    (True, True, False)
    """
    return code in _former() or reference.present(code) != code


@cache
def named(name: str) -> str:
    """Return the code of a former state that only this folder names, ``""`` if there is none.

    >>> named("PRUSSIA"), named("Belarus")
    ('PRU', '')
    """
    return _names().get(fold(name), "")


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for property in ("prefLabel", "altLabel"):
        wanted = ox.NamedNode(SKOS + property)
        for quad in sorted(folder("history").quads_for_pattern(None, wanted, None), key=str):
            if (code := Iri(value(quad.subject)).local) in _former():
                found.setdefault(fold(value(quad.object)), code)
    return found


@cache
def is_called(code: str, name: str) -> bool:
    """Tell whether a polity went by a name, not only one that stands where it stood.

    >>> is_called("RUE", "RUSSIA"), is_called("BYS", "BELARUS")
    (True, False)
    """
    try:
        own = reference.state(name) == state(code)
    except UnknownState:
        own = named(name) == code
    return own or fold(name) in _called().get(code, ())


@cache
def _called() -> Mapping[str, frozenset[str]]:
    """Return how else polities were called in their time, folded, by code."""
    rows = select(
        stated(), "SELECT ?of ?name { GRAPH ?g { ?claim lgn:polity ?of ; skos:altLabel ?name } }"
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[Iri(row["of"]).local].add(fold(row["name"]))
    return {code: frozenset(names) for code, names in found.items()}


def begins_after(code: str, day: date) -> bool:
    """Tell whether a polity was to become what it is, or again, after a day.

    >>> begins_after("BLR", date(1944, 12, 7)), begins_after("SUN", date(1944, 12, 7))
    (True, False)
    """
    return any(
        s.independent and (s.dating.earliest or day) > day for s in _statuses().get(code, ())
    )


@cache
def before(code: str) -> frozenset[str]:
    """Return the polities that a state is held to continue, directly or through others.

    >>> "VST" in before("RVN"), "SUN" in before("RUS")
    (True, True)
    """
    pairs = {
        (Iri(claim["from"]).local, Iri(claim["to"]).local)
        for claim in _claims()
        if claim["kind"] == LGN + "Continuity"
    }
    found: set[str] = set()
    todo = [code]
    while todo:
        one = todo.pop()
        new = {old for old, now in pairs if now == one} - found - {code}
        found |= new
        todo += new
    return frozenset(found)


@cache
def _family(code: str) -> tuple[str, ...]:
    """Return a code and the codes for which it stands, or which stand where it stands."""
    now = present(code)
    return tuple(c for c in dict.fromkeys((code, now, *_statuses())) if present(c) == now)


def polities(code: str, day: date) -> tuple[str, ...]:
    """Return the codes of the polities that a code may mean on a day, itself first.

    A state of its own goes before a part of another, and what only one side claims counts for
    the code that is asked for. Where nothing is known, it is the code itself.

    >>> polities("RUS", date(1970, 5, 9)), polities("SUN", date(2000, 5, 9))
    (('SUN',), ('RUS',))
    >>> polities("VNM", date(1966, 5, 9))
    ('RVN', 'VDR')
    """
    return _there(_family(code), day, own=code) or (code,)


def among(codes: Iterable[str], day: date) -> tuple[str, ...]:
    """Return which of some polities were there on a day; if none was, the nearest in time.

    So a number that several had after one another means one of them on every day.

    >>> among(["RUE", "RUS", "SUN"], date(1950, 5, 9)), among(["VDR", "VNM"], date(1940, 5, 9))
    (('SUN',), ('VDR',))
    """
    found = tuple(dict.fromkeys(codes))
    if len(found) < 2:
        return found
    if there := _there(found, day):
        return there
    away = {c: _days_away(c, day) for c in found}
    return tuple(c for c in found if away[c] == min(away.values()))


def _there(codes: Iterable[str], day: date, own: str = "") -> tuple[str, ...]:
    """Return those that were there: states of their own before parts, ``own`` first."""
    then = {c: status for c in codes if (status := _on(c, day, disputed=c == own))}
    for independent in (True, False):
        found = {c: s for c, s in then.items() if s.independent is independent}
        lasting = [c for c, s in found.items() if s.last_day != day]
        if found:
            return tuple(sorted(lasting or found, key=lambda c: (c != own, c)))
    return ()


def _days_away(code: str, day: date) -> int:
    """Return how far a day is from the time of a polity; none at all where that is unknown."""
    gaps = [0] if code not in _statuses() else []
    for status in _statuses().get(code, ()):
        starts, ends = status.dating.earliest or date.min, status.dating.latest or date.max
        gaps.append(max((starts - day).days, (day - ends).days, 0))
    return min(gaps)


def polity(code: str, day: date, seat: str = "") -> str:
    """Return the code of the polity that a code means on a day.

    ``seat`` is the seat of its government, by name or IRI, where there were two.

    >>> polity("VNM", date(1966, 5, 9), "Saigon"), polity("VNM", date(1980, 5, 9))
    ('RVN', 'VNM')

    Raises
    ------
    UnknownState
        It may mean more than one, and the seat does not tell.

    """
    found = polities(code, day)
    seated = [c for c in found if seat and _is_seat(seat, c, day)]
    if len(seated) == 1:
        return seated[0]
    if len(found) == 1 or found[0] == code:
        return found[0]
    shown = ", ".join(f"{c} ({reference.label(state(c))})" for c in found)
    raise UnknownState(
        f"{code} meant more than one state on {day}: {shown}", hint="name one, or its seat"
    )


def coded(system: str, code: str, day: date | None = None) -> tuple[str, ...]:
    """Return the polities with a code of another system, on a day if one is given, sorted.

    Systems: ``iso-3166-1-alpha-2``, ``iso-3166-1-alpha-3``, ``iso-3166-1-numeric``, ``m49``,
    ``cow-number``, ``cow-abbreviation``, ``gw-number``, ``gph-number`` (GeoPolHist).

    >>> coded("cow-number", "365")
    ('RUE', 'RUS', 'SUN')
    >>> coded("cow-number", "365", date(1970, 5, 9))
    ('SUN',)
    """
    wanted = ox.Literal(code, datatype=ox.NamedNode(_CODES + system))
    found = folder("history").quads_for_pattern(None, ox.NamedNode(SKOS + "notation"), wanted, None)
    codes = sorted(Iri(value(quad.subject)).local for quad in found)
    if day is None or len(codes) < 2:
        return tuple(codes)
    return tuple(c for c in codes if polities(c, day)[0] == c)


def members(
    organisation: str, day: date, kinds: Iterable[str] = ("member", "listed")
) -> frozenset[str]:
    """Return the codes of the members of an organisation or a view on a day.

    ``organisation`` is a code or IRI: ``UN``, ``EAEU``, ``iso-3166``, ``cow-system``.
    A day of which membership is only possible counts, so whoever joined or left within the year
    of the day may be there where no more than the year is known.

    >>> sorted(members("EAEU", date(2015, 1, 1)))
    ['BLR', 'KAZ', 'RUS']
    """
    wanted, asked = set(kinds), _day(day)
    for start in ("", REFERENCE + "org/", REFERENCE + "view/"):
        if (found := _memberships().get(start + organisation)) is not None:
            return frozenset(
                code
                for code, kind, dating in found
                if kind in wanted and (dating is None or asked.during(dating) is not Verdict.NO)
            )
    return frozenset()


def _on(code: str, day: date, *, disputed: bool = True) -> _Status | None:
    """Return what a polity was on a day: independent before part, the later before the earlier."""
    found = [
        status
        for status in _statuses().get(code, ())
        if (status.agreed or disputed) and _day(day).during(status.dating) is not Verdict.NO
    ]
    return max(found, key=lambda s: (s.independent, s.dating.earliest or date.min), default=None)


def _day(day: date) -> Dating:
    return Dating.parse(day.isoformat())


def _is_seat(name: str, code: str, day: date) -> bool:
    """Tell whether a place, by name or IRI, was the seat of a polity on a day."""
    status = _on(code, day)
    place = status.seat if status else ""
    names = {
        fold(alias.text)
        for language in ("en", "vi", "ru")
        for alias in reference.aliases(language)
        if alias.iri == place
    }
    return bool(place) and (name == place or fold(name) in names)
