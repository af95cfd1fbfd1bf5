"""Parameters are read by their type; what cannot be read is refused with how to write it."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import put, visit
from legation.ask.parameters import resolve
from legation.ask.questions import Question, parse, question
from legation.errors import BadParameter
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, concept, source, state

HEADER = """#+ title: {en: Made up, vi: Ví dụ}
#+ parameters:
#+   who: {type: state, en: a state, vi: một nước}
#+   since: {type: date, bound: low, en: from, vi: từ}
#+   until: {type: date, bound: high, en: to, vi: đến}
#+   year: {type: year, optional: true, en: a year, vi: một năm}
#+   most: {type: integer, default: 10, en: a number, vi: một số}
#+   words: {type: text, en: words, vi: từ ngữ}
#+   way: {type: choice, choices: [in, out], optional: true, en: a way, vi: một chiều}
#+   office: {type: concept, scheme: office, optional: true, en: an office, vi: một chức vụ}
#+   what: {type: entity, optional: true, en: an entity, vi: một thực thể}
#+   source: {type: source, optional: true, en: a source, vi: một nguồn}
SELECT * WHERE { ?a ?b ?c }
"""


@pytest.fixture(scope="module")
def made_up() -> Question:
    """Return a question with a parameter of every type."""
    return parse("made/up", HEADER)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return a graph with one visit."""
    store = ox.Store()
    put(store, "sheet", [visit("1997-04")])
    settle(store, DEFAULT_BASE)
    return store


def _one(made_up: Question, store: ox.Store, name: str, given: object) -> str:
    return resolve(made_up, {"who": "MNG", name: given}, store)[name].value


def test_what_is_not_given_has_its_default_or_stays_open(
    made_up: Question, store: ox.Store
) -> None:
    """Dates go to the ends of time, text is empty, an optional parameter is left to the pattern."""
    values = resolve(made_up, {"who": "Mongolia"}, store)
    assert {name: term.value for name, term in values.items()} == {
        "who": state("MNG"),
        "since": "0001-01-01",
        "until": "9999-12-31",
        "most": "10",
        "words": "",
    }


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("who", "Mông Cổ", state("MNG")),
        ("who", "state:CHL", state("CHL")),
        ("who", state("CHL"), state("CHL")),
        ("since", "2008", "2008-01-01"),
        ("since", "2008-04", "2008-04-01"),
        ("until", "2008", "2008-12-31"),
        ("until", "2008-02", "2008-02-29"),
        ("until", date(2008, 4, 7), "2008-04-07"),
        ("year", 2008, "2008"),
        ("most", "-3", "-3"),
        ("words", 'x" } #', 'x" } #'),
        ("way", "in", "in"),
        ("office", "prime-minister", concept("office", "prime-minister")),
        ("office", "Thủ tướng", concept("office", "prime-minister")),
        ("what", "Bold", f"{DEFAULT_BASE}person/MNG-bold"),
        ("source", "sheet", source(DEFAULT_BASE, "sheet")),
        ("source", "source/sheet", source(DEFAULT_BASE, "sheet")),
    ],
)
def test_a_parameter_is_read_by_its_type(
    made_up: Question, store: ox.Store, name: str, written: object, value: str
) -> None:
    """People write states, dates and offices in their own way."""
    assert _one(made_up, store, name, written) == value


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("since", "April", "made/up: since='April' is no date; write a year, month or day: 2008"),
        ("since", "2008-13", "made/up: since='2008-13' is no date; write a year"),
        ("until", "2003-10/", "is no date"),
        ("who", "Atlantis", "made/up: who='Atlantis' is no state; "),
        ("year", "08", "made/up: year='08' is no year; write four digits: 2008"),
        ("most", "1.5", "made/up: most='1.5' is no whole number; write digits only: 10"),
        ("way", "up", "made/up: way='up' is no choice; one of: in, out"),
        ("office", "pilot", "made/up: office='pilot' is no office; one of: "),
        ("what", "Zzyzx", "made/up: what: nothing in this graph is called 'Zzyzx'; "),
        ("source", "sheep", "made/up: source='sheep' is no source of this graph; known: sheet"),
        (
            "whoo",
            "MNG",
            "made/up has no parameter 'whoo'; did you mean 'who'? it takes who, [since]",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    made_up: Question, store: ox.Store, name: str, written: str, said: str
) -> None:
    """The sentence names the question, the parameter, what was given and how to write it."""
    with pytest.raises(BadParameter) as caught:
        _one(made_up, store, name, written)
    assert said in str(caught.value)


def test_a_missing_parameter_is_named_with_its_meaning(store: ox.Store) -> None:
    """What a question cannot do without is said, and all it takes."""
    with pytest.raises(BadParameter) as caught:
        resolve(question("visits/between"), {"b": "CHL"}, store)
    assert str(caught.value) == (
        "visits/between needs the parameter 'a': one state; it takes a, [b], [since], [until]"
    )


@given(st.dates())
def test_a_period_holds_the_days_it_is_written_with(day: date) -> None:
    """Year, month and day each give bounds that contain the day."""
    made_up = parse("made/up", HEADER)
    for written in (f"{day:%Y}".zfill(4), day.isoformat()[:7], day.isoformat()):
        values = resolve(made_up, {"who": "MNG", "since": written, "until": written}, ox.Store())
        assert values["since"].value <= day.isoformat() <= values["until"].value
