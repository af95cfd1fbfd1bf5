"""What a person judged of a reading: what was read wrongly goes, what is corrected is told so.

This is about what a document says, not about what is so: which of two sources is right is
decided when facts are settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from legation.errors import BadReview
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.reading import fields, review_file
from legation.reading.read import Reading, Rejected
from legation.reading.review_file import Entry, Mark, Review
from legation.reading.review_finding import Finder

#: The rule that a corrected claim names.
RULE = "review"
_GONE = "what it is about was rejected"


def apply(reading: Reading, review: Review) -> Reading:
    """Return a reading as a person judged it.

    A claim marked *no* is rejected, and so is what speaks of it alone; one marked *fix* is
    rejected in favour of one with other values, whose rule is ``review``. A judgement that finds
    no claim is told in ``notes``: nothing a person decided is lost in silence.

    Raises
    ------
    BadReview
        A correction means nothing, or two lines judge one claim.

    """
    judged: dict[int, Entry] = {}
    notes: list[str] = []
    finder = Finder(reading)
    for one in review.entries:
        if one.mark is Mark.OPEN:
            continue
        with _naming(review.where, one):
            fields.check(one.kind, one.change)
        places = finder.find(one)
        if not places:
            notes.append(f"{review.where}, line {one.line}: {finder.lost(one)}")
        for place in places:
            other = judged.setdefault(place, one)
            if (other.mark, other.change) != (one.mark, one.change):
                raise BadReview(
                    f"{review.where}, line {one.line}: it judges the claim of line {judged[place].line}",
                    hint="delete one of the two",
                )
    claims = {n: _corrected(reading.claims[n], e, review.where) for n, e in judged.items()}
    return _done(reading, judged, {n: c for n, c in claims.items() if c}, review.by, notes)


def renewed(reading: Reading, before: Review | None, where: str) -> Review:
    """Return the review file of a reading, with what was judged before."""
    found, spoken_of = set(), set()
    finder = Finder(reading)
    for one in before.entries if before else ():
        places = finder.find(one)
        spoken_of.update(places)
        found |= {one.line} if places else set()
    text, claims = reading.document.text, reading.claims
    fresh = {
        _identity(new): new
        for number, claim in sorted(enumerate(claims), key=_place)
        if number not in spoken_of and (new := review_file.entry(claim, text, claims))
    }
    return review_file.merged(before, fresh.values(), found, where)


def _place(numbered: tuple[int, Claim]) -> tuple[int, int]:
    """Order claims as they stand in the text."""
    number, claim = numbered
    return min((span.start for span in claim.spans), default=0), number


def _corrected(claim: Claim, one: Entry, where: str) -> Claim | None:
    if one.mark is not Mark.FIX:
        return None
    with _naming(where, one):
        return replace(claim, values=fields.values(claim, one.change), rule=RULE)


@contextmanager
def _naming(where: str, one: Entry) -> Iterator[None]:
    """Say of what is wrong in which line it is."""
    try:
        yield
    except BadReview as error:
        raise BadReview(f"{where}, line {one.line}: {error.message}", hint=error.hint) from None


def _done(
    reading: Reading,
    judged: dict[int, Entry],
    corrected: dict[int, Claim],
    by: str,
    notes: list[str],
) -> Reading:
    gone = {n: entry.why for n, entry in judged.items() if entry.mark is Mark.NO}
    gone |= dict.fromkeys(_dependent(reading.claims, set(gone)), _GONE)
    kept = [n for n in range(len(reading.claims)) if n not in gone]
    place = {old: new for new, old in enumerate(kept)}
    # What is rejected stands behind the claims, so that what points to it still finds it.
    out = sorted({*gone, *corrected})
    behind = {old: len(kept) + number for number, old in enumerate(out)}
    claims = tuple(_pointed(corrected.get(n, reading.claims[n]), place) for n in kept)
    rejected = tuple(
        Rejected(
            _pointed(reading.claims[n], behind | place),
            gone.get(n, judged[n].why if n in judged else ""),
            by,
            place.get(n),
        )
        for n in out
    )
    still = {v for c in claims for values in c.values.values() for v in values}
    wrong = {v for r in rejected for values in r.claim.values.values() for v in values} - still
    return replace(
        reading,
        claims=claims,
        names=tuple(name for name in reading.names if name not in wrong),
        rejected=rejected,
        confirmed=frozenset(
            place[n] for n, e in judged.items() if e.mark is Mark.OK and n in place
        ),
        notes=(*reading.notes, *notes),
    )


def _dependent(claims: Sequence[Claim], gone: set[int]) -> set[int]:
    """Return the claims that say something only of what is gone."""
    found: set[int] = set()
    while True:
        out = gone | found
        more = {
            n
            for n, claim in enumerate(claims)
            if n not in out
            and any(
                isinstance(v, ClaimRef) and v.number in out
                for name in fields.key(claim.kind)
                for v in claim.values.get(name, ())
            )
        }
        if not more:
            return found
        found |= more


def _pointed(claim: Claim, place: dict[int, int]) -> Claim:
    """Return a claim that points to claims where they stand now, and to none that is gone."""

    def one(value: Value) -> Value | None:
        if not isinstance(value, ClaimRef):
            return value
        return ClaimRef(place[value.number]) if value.number in place else None

    values = {
        name: tuple(v for v in map(one, given) if v is not None)
        for name, given in claim.values.items()
    }
    kept = {name: given for name, given in values.items() if given or not claim.values[name]}
    return replace(claim, values=kept)


def _identity(one: Entry) -> tuple[str, str, str]:
    return one.kind, fields.told(one.says), one.words


def unnamed(claim: Claim) -> Claim:
    """Return a rejected claim with names as mere text, so that no entity is made of them."""

    def one(value: Value) -> Value:
        return value.text if isinstance(value, Named) else value

    return replace(
        claim, values={name: tuple(map(one, given)) for name, given in claim.values.items()}
    )
