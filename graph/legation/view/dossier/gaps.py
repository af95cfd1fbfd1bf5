"""What a dossier would tell and the graph does not know: years, dates, names, other sides.

Only what the graph itself shows to be missing is said; nothing is looked up or supposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from legation.errors import BadDate
from legation.terms import Iri
from legation.values.dates import Dating
from legation.view.dossier.gathered import Known
from legation.view.dossier.parts import Teller
from legation.view.dossier.sheet import Line, Lines
from legation.view.phrases import phrase

Placed = Mapping[str, Mapping[str, Sequence[Known]]]

_YEAR = re.compile(r"\d{4}")
#: What is not said to enter into force.
_NO_FORCE = {"joint-statement", "contract", "other"}
#: So many titles are named in one sentence; the rest is counted.
_NAMED = 8


def gaps(placed: Placed, teller: Teller) -> list[Lines]:
    """Return what was not found, a sentence for each gap."""
    found = [
        line
        for told in (_relations, _visits, _agreements, _trade, _sessions)
        for line in told(placed, teller)
    ]
    return [Lines("", tuple(found))] if found else []


def _relations(placed: Placed, teller: Teller) -> Iterator[Line]:
    part = placed["relations"]
    steps = {fact.claim.kind for fact in part.get("steps", ())}
    changes = {fact.notation("change") for fact in part.get("steps", ())}
    if "Recognition" not in steps:
        yield Line(teller.words["gap.recognition"])
    if "established" not in changes:
        yield Line(teller.words["gap.established"])
    senders = {str(fact.claim.one("sender")) for fact in part.get("missions", ())}
    for one, other in (teller.pair, teller.pair[::-1]):
        if one not in senders:
            yield _said(teller, "gap.mission", sender=_name(teller, one), host=_name(teller, other))
    nameless = [f for f in part.get("ambassadors", ()) if f.claim.one("holder") is None]
    for fact in nameless:
        yield _said(teller, "gap.ambassador", post=teller.cell("post", fact))


def _visits(placed: Placed, teller: Teller) -> Iterator[Line]:
    visits = [fact for facts in placed["visits"].values() for fact in facts]
    undated = [fact for fact in visits if not fact.claim.one("edtf")]
    year = [f for f in visits if re.fullmatch(r"\d{4}", str(f.claim.one("edtf")))]
    month = [f for f in visits if re.fullmatch(r"\d{4}-\d{2}", str(f.claim.one("edtf")))]
    for key, found in (("undated", undated), ("year", year), ("month", month)):
        if found:
            yield _said(teller, f"gap.visits.{key}", count=len(found), all=len(visits))
    ahead = [f for f in placed["ahead"].get("intended", ()) if f.notation("status") == "upcoming"]
    if ahead:
        yield _said(teller, "gap.upcoming", count=len(ahead))


def _agreements(placed: Placed, teller: Teller) -> Iterator[Line]:
    told = [fact for fact in placed["agreements"].get("bilateral", ()) if not fact.parties]
    titles: dict[str, set[str]] = {}
    for fact in told:
        action = fact.notation("action") if fact.claim.kind == "TreatyAction" else ""
        about = fact.behind[-1]
        name = next((str(c.one("title")) for c in fact.claims if c.one("title")), "")
        if fact.notation("agreementKind") not in _NO_FORCE or action == "entry-into-force":
            titles.setdefault(f"{about}\n{name}", set()).add(action)
    for key, action in (("gap.force", "entry-into-force"), ("gap.signed", "signature")):
        lacking = [
            title.partition("\n")[2] for title, actions in titles.items() if action not in actions
        ]
        named = [title for title in lacking if title]
        if lacking:
            listed = "; ".join(named[:_NAMED]) + ("; …" if len(named) > _NAMED else "")
            yield _said(teller, key, count=len(lacking), all=len(titles), titles=listed)
    for fact in placed["agreements"].get("counted", ()):
        declared = fact.claim.one("declared")
        given = _named(fact, told)
        if isinstance(declared, int) and given < declared:
            said = {"declared": declared, "named": given, "when": teller.cell("edtf", fact)}
            yield _said(
                teller, "gap.announced" if said["when"] else "gap.announced.undated", **said
            )


def _named(announced: Known, told: Sequence[Known]) -> int:
    """Return how many agreements an announcement lists, or the two signed within its dates."""
    members = announced.claim.values.get("member", ())
    when = str(announced.claim.one("edtf") or "")
    signed = {
        fact.behind[-1]
        for fact in told
        if when and fact.claim.kind == "TreatyAction" and _within(str(fact.claim.one("edtf")), when)
    }
    return max(len(members), len(signed))


def _within(edtf: str, when: str) -> bool:
    try:
        inner, outer = Dating.parse(edtf), Dating.parse(when)
    except BadDate:
        return False
    bounds = (outer.earliest, inner.earliest, inner.latest, outer.latest)
    days = [day for day in bounds if day is not None]
    return len(days) == len(bounds) and days == sorted(days)


def _trade(placed: Placed, teller: Teller) -> Iterator[Line]:
    figures = [
        f
        for part in ("figures", "products")
        for f in placed["trade"].get(part, ())
        if f.claim.one("value") is not None
    ]
    if not figures:
        yield Line(teller.words["gap.trade"])
        return
    periods = {str(fact.claim.one("edtf") or "") for fact in figures}
    whole = {int(period) for period in periods if re.fullmatch(r"\d{4}", period)}
    some = {int(year) for period in periods for year in _YEAR.findall(period)}
    missing = sorted(set(range(min(some), max(some) + 1)) - some) if some else []
    if missing:
        yield _said(teller, "gap.years", years=_ranges(missing), first=min(some), last=max(some))
    if partly := sorted(some - whole):
        yield _said(teller, "gap.partly", years=_ranges(partly))
    for one, other in (teller.pair, teller.pair[::-1]):
        if not any(fact.claim.one("authority") == one for fact in figures):
            yield _said(
                teller, "gap.authority", state=_name(teller, one), other=_name(teller, other)
            )


def _sessions(placed: Placed, teller: Teller) -> Iterator[Line]:
    by_committee: dict[str, set[int]] = {}
    for fact in placed["committees"].get("sessions", ()):
        ordinal = fact.claim.one("ordinal")
        if isinstance(ordinal, int):
            by_committee.setdefault(teller.cell("committee", fact), set()).add(ordinal)
    for committee, known in sorted(by_committee.items()):
        missing = sorted(set(range(1, max(known) + 1)) - known)
        if missing:
            yield _said(teller, "gap.sessions", committee=committee, numbers=_ranges(missing))


def _ranges(numbers: Sequence[int]) -> str:
    """Return whole numbers in short.

    >>> _ranges([2001, 2002, 2003, 2007])
    '2001–2003, 2007'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def _said(teller: Teller, key: str, **slots: object) -> Line:
    return Line(teller.words[key].format(**slots))


def _name(teller: Teller, iri: Iri) -> str:
    return phrase("party", (iri,), "", teller.language, teller.call)
