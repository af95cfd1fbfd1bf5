"""Judgements win over names, keys and dates, in any order of sources."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pyoxigraph as ox

from legation.facts.kinds import kind
from legation.facts.quads import literal
from legation.facts.records import Form, Record
from legation.identity.entities import Resolution
from legation.identity.judgements import Judgement, Judgements, Name, Stated
from legation.identity.matching import match
from legation.identity.resolving import resolve
from legation.terms import DEFAULT_BASE

VISIT = kind("Visit")


def _form(text: str, source: str = "s", type: str = "Person", of: str = "UKR") -> Form:
    iri = f"x:source/{source}"
    return Form(f"{iri}/name/{text}", iri, type, text, "en", (of,), "", "", "")


def _same(one: str, other: str) -> Judgement:
    return Judgement("same", _name(one), _name(other), "a note")


def _different(one: str, other: str) -> Judgement:
    return Judgement("different", _name(one), _name(other), "a note")


def _name(written: str) -> Name:
    text, _, source = written.partition(" @ ")
    return Name("Person", "UKR", text, source)


def _groups(resolution: Resolution) -> set[frozenset[str]]:
    return {frozenset(f"{f.text}/{f.source[-1]}" for f in e.forms) for e in resolution.entities}


def _resolved(forms: Iterable[Form], *lines: Judgement) -> Resolution:
    forms = list(forms)
    found = [resolve(order, DEFAULT_BASE, None, Judgements(lines)) for order in permutations(forms)]
    assert all(_groups(one) == _groups(found[0]) for one in found)
    return found[0]


def test_names_that_sound_nothing_alike_become_one_person() -> None:
    """The reason is kept with both names, and a third spelling joins by its sound as before."""
    forms = [_form("Pavel Novak"), _form("Ivan Hrim"), _form("I. Hrim")]
    done = _resolved(forms, _same("Pavel Novak", "Ivan Hrim"))
    (entity,) = done.entities
    assert entity.reasons["x:source/s/name/Ivan Hrim"] == "judged the same: a note"
    assert entity.reasons["x:source/s/name/I. Hrim"].startswith("sounds like 'Ivan Hrim'")


def test_names_that_sound_alike_stay_two_persons() -> None:
    """Whatever else is near them; the doubt is answered."""
    forms = [_form("Pavel Novak"), _form("P. Novak")]
    assert len(_resolved(forms).entities) == 1
    done = _resolved(forms, _different("P. Novak", "Pavel Novak"))
    assert _groups(done) == {frozenset({"Pavel Novak/s"}), frozenset({"P. Novak/s"})}
    assert done.doubts == ()
    told = {reason for entity in done.entities for reason in entity.reasons.values()}
    assert "judged different from 'P. Novak': a note" in told


def test_an_initial_joins_the_one_that_is_left() -> None:
    """Of two persons that it fits, one is ruled out; or both are one."""
    forms = [_form("Pavel Novak"), _form("Petr Novak"), _form("P. Novak")]
    assert len(_resolved(forms).doubts) == 1
    done = _resolved(forms, _different("P. Novak", "Petr Novak"))
    assert frozenset({"Pavel Novak/s", "P. Novak/s"}) in _groups(done)
    assert done.doubts == ()
    done = _resolved(forms, _same("Pavel Novak", "Petr Novak"))
    assert (len(done.entities), done.doubts) == (1, ())


def test_namesakes_of_two_sources_can_be_told_apart() -> None:
    """A name in a third source that could be either's is neither's."""
    forms = [_form("Ivan Hrim", "a"), _form("Ivan Hrim", "b"), _form("Ivan Hrim", "c")]
    done = _resolved(forms, _different("Ivan Hrim @ a", "Ivan Hrim @ b"))
    assert len(done.entities) == 3
    assert len(done.doubts) == 1


def test_organs_are_judged_like_persons() -> None:
    """Two names of one ministry, and one name of two."""
    organ = {"type": "Organisation"}
    forms = [_form("Trade Office", "a", **organ), _form("Trade Office", "b", **organ)]
    forms.append(_form("Office of Trade", "a", **organ))
    one, other = (
        Name("Organisation", "UKR", "Trade Office", "a"),
        Name("Organisation", "UKR", "Office of Trade"),
    )
    done = _resolved(forms, Judgement("same", one, other, "renamed"))
    assert len(done.entities) == 1
    two = Name("Organisation", "UKR", "Trade Office", "b")
    done = _resolved(forms, Judgement("different", one, two, "moved"))
    assert len(done.entities) == 3


def _visit(number: int, edtf: str, visitor: str = "x:p", source: str = "s") -> Record:
    iri = f"x:source/{source}"
    told = {"sender": ox.NamedNode("x:A"), "host": ox.NamedNode("x:B")}
    values = {name: (node,) for name, node in told.items()}
    values["visitor"] = (ox.NamedNode(visitor),)
    values["edtf"] = (literal(edtf),)  # type: ignore[assignment]
    return Record(f"{iri}/claim/{number}", iri, "Visit", "", values)


def _judged(verdict: str, one: Record, other: Record) -> Judgement:
    sides = [Stated("Visit", r.one("edtf"), r.iri) for r in (one, other)]
    return Judgement(verdict, sides[0], sides[1], "a note")


def _matched(records: list[Record], *lines: Judgement) -> tuple[set[frozenset[str]], int]:
    found = [match(VISIT, order, None, Judgements(lines)) for order in permutations(records)]
    groups = [{frozenset(r.iri[-1] for r in g) for g in m.groups} for m in found]
    assert all(one == groups[0] for one in groups)
    return groups[0], len(found[0].doubts)


def test_two_visits_become_one_whatever_their_dates_and_visitors() -> None:
    """Dates far apart, another visitor: the person who judged knows better."""
    records = [_visit(1, "2031-02-03"), _visit(2, "2031-02-20"), _visit(3, "2035", "x:q")]
    assert _matched(records) == ({frozenset("1"), frozenset("2"), frozenset("3")}, 1)
    lines = [_judged("same", records[0], records[1]), _judged("same", records[1], records[2])]
    assert _matched(records, *lines) == ({frozenset("123")}, 0)


def test_one_visit_becomes_two() -> None:
    """A claim that fits only one of them stays with that one; one that fits both is alone."""
    records = [_visit(1, "2031-02-03"), _visit(2, "2031-02-03/2031-02-04"), _visit(3, "2031-02-04")]
    assert _matched(records)[0] == {frozenset("123")}
    line = _judged("different", records[0], records[2])
    assert _matched(records, line) == ({frozenset("1"), frozenset("2"), frozenset("3")}, 1)
    records[1] = _visit(2, "2031-02-04/2031-02-05")
    assert _matched(records, line)[0] == {frozenset("1"), frozenset("23")}


def test_an_answered_doubt_is_gone() -> None:
    """A month fits two visits until it is judged to be one of them, or neither."""
    records = [_visit(1, "2031-02-03"), _visit(2, "2031-02-20"), _visit(3, "2031-02")]
    assert _matched(records)[1] == 2
    joined = _judged("same", records[2], records[0])
    apart = _judged("different", records[1], records[0])
    assert _matched(records, joined, apart) == ({frozenset("13"), frozenset("2")}, 0)
    neither = [_judged("different", records[2], r) for r in records[:2]]
    assert _matched(records, apart, *neither) == (
        {frozenset("1"), frozenset("2"), frozenset("3")},
        0,
    )
