"""Claims as JSON objects, one per fact, in the schema of the evaluation documents.

The schema knows present states only, has no claimants, and one flat object per fact; what the
graph says beyond that is left out here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.identity import reference
from legation.reading.document import PlaceMention
from legation.reading.read import Reading
from legation.terms import REFERENCE, Iri, notation
from legation.values.dates import Dating

Row = dict[str, object]
_NOT_YET = {"planned", "upcoming", "drafting", "forecast"}
_RANKS = {"official-working": "official", "private": "unspecified", "transit": "unspecified"}
_POSTS = REFERENCE + "post/"


def lines(reading: Reading) -> Iterator[str]:
    """Yield the facts of a reading as lines of JSON, in the order of the text.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import read
    >>> text = "Laos and Peru established diplomatic relations on 3 May 1994."
    >>> [json.loads(line)["event"] for line in lines(read(text, Source(Iri("https://e.org/a"))))]
    ['established']
    """
    for row in rows(reading):
        yield json.dumps(row, ensure_ascii=False)


def rows(reading: Reading) -> list[Row]:
    """Return the facts of a reading, each once, in the order of the text."""
    found: list[Row] = []
    for claim in reading.claims:
        for row in _rows(claim, reading.claims):
            spans = claim.spans
            row |= {
                "start_char": spans[0].start if spans else None,
                "end_char": spans[0].end if spans else None,
                "rule": claim.rule,
            }
            if row.get("place"):
                row["place"] = _as_written(reading, claim) or row["place"]
            if not any(_repeats(row, other) for other in found):
                found = [other for other in found if not _repeats(other, row)]
                found.append(row)
    return sorted(found, key=lambda r: (str(r["start_char"]).zfill(9), str(r["kind"])))


def _rows(claim: Claim, claims: Sequence[Claim]) -> Iterator[Row]:
    make = _KINDS.get(claim.kind)
    if claim.kind == "TreatyAction":  # what it says stands in the row of its agreement
        return
    if make is None:
        yield {"kind": "other", "what": claim.kind, "text": _text(claim)}
        return
    yield from make(claim, claims)


def _relation(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    if claim.kind == "Recognition":
        pair = [_code(claim.one("recogniser")), _code(claim.one("recognised"))]
        event: str | None = "recognised"
    else:
        pair = [_code(p) for p in claim.values["party"][:2]]
        event = _notation(claim.one("change"))
    yield {"kind": "relations", "a": pair[0], "b": pair[1], "event": event, "date": _start(claim)}


def _visit(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    visitor, posts = claim.one("visitor"), claim.values.get("capacity", ())
    start, end = _interval(claim)
    offices = [_office(p) for p in posts]
    office = next((o for o in offices if o != "special-envoy"), offices[0] if offices else None)
    rank = _notation(claim.one("rank")) or "unspecified"
    named = _name(visitor) or office
    yield {
        "kind": "visit",
        "visitor": named,
        "canonical": _latin(visitor) or named,
        "office": office,
        "of": _code(claim.one("sender")),
        "to": _code(claim.one("host")),
        "start": start,
        "end": end,
        "rank": _RANKS.get(rank, rank),
        "status": _notation(claim.one("status")),
    }


def _tenure(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    holder, post = claim.one("holder"), claim.one("post")
    if holder is None:
        yield {"kind": "other", "what": "Tenure", "text": _text(claim)}
        return
    yield {
        "kind": "office",
        "person": _name(holder),
        "canonical": _latin(holder) or _name(holder),
        "office": _office(post),
        "state": reference.present(_post_parts(post)[0]),
        "when": claim.one("edtf"),
    }


def _mission(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    yield {
        "kind": "mission",
        "of": _code(claim.one("sender")),
        "in": _code(claim.one("host")),
        "type": _notation(claim.one("missionKind")),
        "place": _label(claim.one("place")),
        "since": _start(claim),
    }


def _agreement(claim: Claim, claims: Sequence[Claim]) -> Iterator[Row]:
    number = claims.index(claim)
    signed = _action(claims, number, "signature")
    unclear = any(not repair.reading for repair in claim.repairs)
    done = signed is not None and _notation(signed.one("status")) not in _NOT_YET
    kind = "treaty" if done and not unclear else "other"
    yield {
        "kind": kind,
        "title": claim.one("title"),
        "parties": _parties(claim.values.get("party", ())),
        "signed": _when(signed),
        "type": _notation(claim.one("agreementKind")) or "other",
        "count": 1,
    }


def _remark(claim: Claim, claims: Sequence[Claim]) -> Iterator[Row]:
    """Write that a committee meets regularly as a committee without a session."""
    for subject in claim.values.get("subject", ()):
        if isinstance(subject, Named) and subject.type == "JointCommittee":
            yield from _session(Claim("Session", {"committee": (subject,)}), claims)
            return
    yield {"kind": "other", "what": "Remark", "text": _text(claim)}


def _open_set(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    kind = claim.one("memberKind")
    if isinstance(kind, Iri) and kind.local == "Agreement":
        if claim.one("declared") is None:
            yield {"kind": "other", "what": "OpenSet", "text": _text(claim)}
            return
        yield {
            "kind": "treaty",
            "title": claim.one("title"),
            "parties": _parties(claim.values.get("party", ())),
            "signed": _when(claim),
            "type": "agreement",
            "count": claim.one("declared"),
        }
        return
    for member in claim.values.get("member", ()):
        yield {
            "kind": "commodity",
            "from": _code(claim.one("exporter")),
            "to": _code(claim.one("importer")),
            "name": _name(member),
        }


def _observation(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    value, unit = claim.one("value"), claim.one("unit")
    if not isinstance(value, Decimal):
        yield {"kind": "other", "what": "Observation", "text": _text(claim)}
        return
    multiplier = claim.one("multiplier")
    figure = value * 10 ** (multiplier if isinstance(multiplier, int) else 0)
    number: int | float = int(figure) if figure == int(figure) else float(figure)
    if _notation(claim.one("measure")) == "persons":
        population = claim.one("population")
        if isinstance(population, Named) and len(population.of) == 2:
            yield {
                "kind": "community",
                "of": reference.present(population.of[0]),
                "in": reference.present(population.of[1]),
                "group": population.detail or "people",
                "count": number,
            }
        return
    if claim.one("commodity") is not None or _notation(claim.one("flow")) == "balance":
        yield {"kind": "other", "what": "Observation", "text": _text(claim), "value": number}
        return
    growth = claim.one("growth")
    row: Row = {
        "kind": "trade",
        "flow": _notation(claim.one("worded")) or _notation(claim.one("flow")),
        "period": claim.one("edtf"),
        "value": number,
        "currency": unit,
        "usd": number if unit == "USD" else None,
        "growth": float(growth) if isinstance(growth, Decimal) else growth,
        "forecast": _notation(claim.one("status")) == "forecast",
        "reporter": _code(claim.one("authority")),
    }
    if claim.one("exporter") is not None:
        row |= {"from": _code(claim.one("exporter")), "to": _code(claim.one("importer"))}
    else:
        row["both"] = _parties(claim.values.get("party", ()))
    yield row


def _session(claim: Claim, _: Sequence[Claim]) -> Iterator[Row]:
    committee = claim.one("committee")
    yield {
        "kind": "committee",
        "name": _name(committee),
        "parties": [reference.present(c) for c in committee.of]
        if isinstance(committee, Named)
        else [],
        "session": claim.one("ordinal"),
        "place": _label(claim.one("place")),
        "date": _when(claim),
    }


_KINDS = {
    "Recognition": _relation,
    "RelationEvent": _relation,
    "Visit": _visit,
    "Tenure": _tenure,
    "Mission": _mission,
    "Agreement": _agreement,
    "OpenSet": _open_set,
    "Observation": _observation,
    "Session": _session,
    "Remark": _remark,
}


def _action(claims: Sequence[Claim], number: int, action: str) -> Claim | None:
    """Return the claim about an action on the agreement that a claim of a list states."""
    for claim in claims:
        if claim.kind == "TreatyAction" and _notation(claim.one("action")) == action:
            about = claim.one("agreement")
            if isinstance(about, ClaimRef) and about.number == number:
                return claim
    return None


def _as_written(reading: Reading, claim: Claim) -> str | None:
    """Return the words of the text for the place of a claim."""
    document = reading.document
    for span in claim.spans:
        for place in document.of(PlaceMention, span):
            if place.place == claim.one("place"):
                return document.text[place.start : place.end]
    return None


def _repeats(row: Row, other: Row) -> bool:
    """Tell whether a row says nothing that another does not say as exactly."""
    if row["kind"] != other["kind"]:
        return False
    if row["kind"] == "committee" and row["session"] is None and row["date"] is None:
        return row["parties"] == other["parties"]
    if row["kind"] == "relations":
        same = {row["a"], row["b"]} == {other["a"], other["b"]} and row["event"] == other["event"]
        return same and (not row["date"] or str(other["date"] or "").startswith(str(row["date"])))
    left_out = {"start_char", "end_char", "rule", "canonical"}
    return all(v == other.get(k) for k, v in row.items() if k not in left_out)


def _text(claim: Claim) -> str:
    for name in ("text", "object", "title", "asWritten"):
        if name in claim.values:
            return _name(claim.one(name)) or ""
    return ", ".join(f"{k}={_label(v[0])}" for k, v in claim.values.items() if v)


def _name(value: Value | None) -> str | None:
    if isinstance(value, Named):
        return value.text
    return None if value is None else str(value)


def _latin(value: Value | None) -> str | None:
    return value.latin or None if isinstance(value, Named) else None


def _label(value: Value | None) -> str | None:
    """Return a place or another value in words."""
    if isinstance(value, Iri):
        return reference.label(value) if value.startswith(REFERENCE) else value.local
    return _name(value)


def _code(value: Value | None) -> str | None:
    """Return the code of a present state or of a union."""
    return reference.present(value.local) if isinstance(value, Iri) else None


def _parties(values: Sequence[Value]) -> list[str]:
    """Return the states of parties: an organ stands for its state, a union for itself."""
    found: list[str] = []
    for value in values:
        if isinstance(value, Named):
            found += [reference.present(c) for c in value.of]
        elif isinstance(value, Iri):
            found.append(reference.present(value.local))
    return list(dict.fromkeys(found))


def _notation(value: Value | None) -> str | None:
    return notation(value) if isinstance(value, Iri) else None


def _post_parts(post: Value | None) -> tuple[str, str]:
    state, _, office = str(post).removeprefix(_POSTS).partition("-")
    return state, office


def _office(post: Value | None) -> str:
    """Return the office of a post without what tells it from its like."""
    told = _post_parts(post)[1]
    return next((o for o in _offices() if told == o or told.startswith(f"{o}-")), "other")


@cache
def _offices() -> tuple[str, ...]:
    """Return the notations of all offices, longest first."""
    return tuple(sorted({code for _, code in reference.offices("en")}, key=lambda c: (-len(c), c)))


def _interval(claim: Claim) -> tuple[str | None, str | None]:
    """Return start and end of a visit; a month or a year is a start only."""
    edtf = claim.one("edtf")
    if not isinstance(edtf, str) or not edtf:
        return None, None
    first, _, last = edtf.partition("/")
    return first or None, last or None


def _start(claim: Claim) -> str | None:
    return _interval(claim)[0]


def _when(claim: Claim | None) -> str | None:
    edtf = claim.one("edtf") if claim else None
    if not isinstance(edtf, str) or not edtf:
        return None
    return Dating.parse(edtf).edtf.strip("/")
