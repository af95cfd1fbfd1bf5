"""Claims as JSON objects, one per fact, in the schema of the evaluation documents.

The schema knows present states only, has no claimants, and one flat object per fact; what the
graph says beyond that is left out here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named
from legation.identity import reference
from legation.reading import printed
from legation.reading.document import PlaceMention
from legation.reading.read import Reading
from legation.reading.rules.agreements.instruments import kind_of
from legation.reading.text import normalise
from legation.terms import Iri

Row = dict[str, object]
_NOT_YET = {"planned", "upcoming", "drafting", "forecast"}
_PLACE = frozenset({"start_char", "end_char", "rule", "canonical"})
#: Steps and missions that the schema does not know: what is told otherwise, and what it calls them.
_STEPS = {"established", "upgraded", "resumed", "severed"}
_MISSIONS = {"honorary-consulate": "consulate", "consulate-general": "consulate"}
#: The schema has no treaties or conventions apart from other agreements.
_TYPES = {"treaty": "agreement"}
_RANKS = {"official-working": "official", "private": "unspecified", "transit": "unspecified"}


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
    found: dict[str, Row] = {}
    said: set[str] = set()
    signed = _signatures(reading.claims)
    for number, claim in enumerate(reading.claims):
        for row in _rows(claim, signed.get(number)):
            spans = claim.spans
            row |= {
                "start_char": spans[0].start if spans else None,
                "end_char": spans[0].end if spans else None,
                "rule": claim.rule,
            }
            if row.get("place"):
                row["place"] = _as_written(reading, claim) or row["place"]
            what, less = _says(row)
            if what in said:
                continue
            for repeated in less:
                found.pop(repeated, None)
            found[what] = row
            said |= {what, *less}
    return sorted(found.values(), key=lambda r: (str(r["start_char"]).zfill(9), str(r["kind"])))


def _rows(claim: Claim, signed: Claim | None) -> Iterator[Row]:
    if claim.kind != "TreatyAction":  # what that says stands in the row of its agreement
        yield from _KINDS.get(claim.kind, _other)(claim, signed)


def _other(claim: Claim, _: Claim | None) -> Iterator[Row]:
    """Write what the schema does not score."""
    yield {"kind": "other", "what": claim.kind, "text": printed.text(claim)}


def _relation(claim: Claim, _: Claim | None) -> Iterator[Row]:
    if claim.kind != "Recognition" and printed.concept_name(claim.one("change")) not in _STEPS:
        yield from _other(claim, _)
        return
    if claim.kind == "Recognition":
        pair = [printed.code(claim.one("recogniser")), printed.code(claim.one("recognised"))]
        event: str | None = "recognised"
    else:
        pair = [printed.code(p) for p in claim.values["party"][:2]]
        event = printed.concept_name(claim.one("change"))
    yield {
        "kind": "relations",
        "a": pair[0],
        "b": pair[1],
        "event": event,
        "date": printed.interval(claim)[0],
    }


def _visit(claim: Claim, _: Claim | None) -> Iterator[Row]:
    visitor, posts = claim.one("visitor"), claim.values.get("capacity", ())
    start, end = printed.interval(claim)
    offices = [printed.office(p) for p in posts]
    office = next((o for o in offices if o != "special-envoy"), offices[0] if offices else None)
    rank = printed.concept_name(claim.one("rank")) or "unspecified"
    named = printed.name(visitor) or office
    yield {
        "kind": "visit",
        "visitor": named,
        "canonical": printed.latin(visitor) or named,
        "office": office,
        "of": printed.code(claim.one("sender")),
        "to": printed.code(claim.one("host")),
        "start": start,
        "end": end,
        "rank": _RANKS.get(rank, rank),
        "status": printed.concept_name(claim.one("status")),
    }


def _tenure(claim: Claim, _: Claim | None) -> Iterator[Row]:
    holder, post = claim.one("holder"), claim.one("post")
    if holder is None:
        yield from _other(claim, _)
        return
    yield {
        "kind": "office",
        "person": printed.name(holder),
        "canonical": printed.latin(holder) or printed.name(holder),
        "office": printed.office(post),
        "state": printed.state_of(post),
        "when": claim.one("edtf"),
    }


def _mission(claim: Claim, _: Claim | None) -> Iterator[Row]:
    kind = printed.concept_name(claim.one("missionKind"))
    yield {
        "kind": "mission",
        "of": printed.code(claim.one("sender")),
        "in": printed.code(claim.one("host")),
        "type": _MISSIONS.get(str(kind), kind),
        "place": printed.label(claim.one("place")),
        "since": printed.interval(claim)[0],
    }


def _agreement(claim: Claim, signed: Claim | None) -> Iterator[Row]:
    unclear = any(not repair.reading for repair in claim.repairs)
    done = signed is not None and printed.concept_name(signed.one("status")) not in _NOT_YET
    kind = "treaty" if done and not unclear else "other"
    yield {
        "kind": kind,
        "title": claim.one("title"),
        "parties": printed.parties(claim.values.get("party", ())),
        "signed": printed.whole_date(signed),
        "type": _TYPES.get(
            what := printed.concept_name(claim.one("agreementKind")) or "other", what
        ),
        "count": 1,
    }


def _remark(claim: Claim, _: Claim | None) -> Iterator[Row]:
    """Write that a committee meets regularly as a committee without a session."""
    for subject in claim.values.get("subject", ()):
        if isinstance(subject, Named) and subject.type == "JointCommittee":
            yield from _session(Claim("Session", {"committee": (subject,)}), _)
            return
    yield from _other(claim, _)


def _open_set(claim: Claim, _: Claim | None) -> Iterator[Row]:
    kind = claim.one("memberKind")
    if isinstance(kind, Iri) and kind.local == "Agreement":
        if claim.one("declared") is None:
            yield from _other(claim, _)
            return
        yield {
            "kind": "treaty",
            "title": claim.one("title"),
            "parties": printed.parties(claim.values.get("party", ())),
            "signed": printed.whole_date(claim),
            "type": _TYPES.get(what := _kind_of_group(claim), what),
            "count": claim.one("declared"),
        }
        return
    for member in claim.values.get("member", ()):
        yield {
            "kind": "commodity",
            "from": printed.code(claim.one("exporter")),
            "to": printed.code(claim.one("importer")),
            "name": printed.name(member),
        }


def _kind_of_group(claim: Claim) -> str:
    """Return what kind of agreement a counted group is of, by the words it is told in."""
    words = normalise(str(claim.one("title") or ""))
    return kind_of(words, 0, len(words)) or "agreement"


def _observation(claim: Claim, _: Claim | None) -> Iterator[Row]:
    value, unit = claim.one("value"), claim.one("unit")
    if not isinstance(value, Decimal):
        yield from _other(claim, _)
        return
    multiplier = claim.one("multiplier")
    figure = value * 10 ** (multiplier if isinstance(multiplier, int) else 0)
    number: int | float = int(figure) if figure == int(figure) else float(figure)
    if printed.concept_name(claim.one("measure")) == "persons":
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
    if claim.one("commodity") is not None or printed.concept_name(claim.one("flow")) == "balance":
        yield from _other(claim, _)
        return
    growth = claim.one("growth")
    row: Row = {
        "kind": "trade",
        "flow": printed.concept_name(claim.one("worded"))
        or printed.concept_name(claim.one("flow")),
        "period": claim.one("edtf"),
        "value": number,
        "currency": unit,
        "usd": number if unit == "USD" else None,
        "growth": float(growth) if isinstance(growth, Decimal) else growth,
        "forecast": printed.concept_name(claim.one("status")) == "forecast",
        "reporter": printed.code(claim.one("authority")),
    }
    if claim.one("exporter") is not None:
        row |= {
            "from": printed.code(claim.one("exporter")),
            "to": printed.code(claim.one("importer")),
        }
    else:
        row["both"] = printed.parties(claim.values.get("party", ()))
    yield row


def _session(claim: Claim, _: Claim | None) -> Iterator[Row]:
    committee = claim.one("committee")
    yield {
        "kind": "committee",
        "name": printed.name(committee),
        "parties": [reference.present(c) for c in committee.of]
        if isinstance(committee, Named)
        else [],
        "session": claim.one("ordinal"),
        "place": printed.label(claim.one("place")),
        "date": printed.whole_date(claim),
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


def _signatures(claims: Sequence[Claim]) -> dict[int, Claim]:
    """Return the claims about a signature by the number of the claim about its agreement.

    What is in force has been signed, if the source does not say when.
    """
    found: dict[int, Claim] = {}
    in_force: dict[int, Claim] = {}
    for claim in claims:
        about, action = claim.one("agreement"), printed.concept_name(claim.one("action"))
        if isinstance(about, ClaimRef) and action == "signature":
            found.setdefault(about.number, claim)
        elif isinstance(about, ClaimRef) and action == "entry-into-force":
            values = {k: v for k, v in claim.values.items() if k != "edtf"}
            in_force.setdefault(about.number, Claim("TreatyAction", values))
    return {**in_force, **found}


def _as_written(reading: Reading, claim: Claim) -> str | None:
    """Return the words of the text for the place of a claim."""
    document = reading.document
    for span in claim.spans:
        for place in document.of(PlaceMention, span):
            if place.place == claim.one("place"):
                return document.text[place.start : place.end]
    return None


def _says(row: Row) -> tuple[str, list[str]]:
    """Return what a row says, as a key, and the keys of what says the same less exactly."""
    if row["kind"] == "committee":
        bare = _key("committee", row["parties"])
        if row["session"] is None and row["date"] is None:
            return bare, []
        return _key(_values(row)), [bare]
    if row["kind"] == "relations":
        date = str(row["date"] or "")
        step = ("relations", sorted(map(str, (row["a"], row["b"]))), row["event"])
        return _key(*step, date), [_key(*step, date[:n]) for n in range(len(date))]
    return _key(_values(row)), []


def _values(row: Row) -> Row:
    """Return what a row says, without where it was read."""
    return {k: v for k, v in row.items() if k not in _PLACE}


def _key(*values: object) -> str:
    return json.dumps(values, sort_keys=True, default=str)
