"""The audits: each finds what is made up to be wrong and leaves in peace what is not."""

from __future__ import annotations

import re
import runpy
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import legation
from audited import BACK, FOUND, OUT, SILENT, figure
from claims import put
from legation.audit import Found, audit, rules
from legation.facts.claims import Claim
from legation.knowledge import plain
from legation.resources import shelf
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE

NAMES = sorted(rule.name.removeprefix("audits/") for rule in rules())
TABLE = Path(__file__).parents[1] / "golden" / "audits" / "table.tsv"
_ROUNDING = re.compile(
    r"\{ SELECT \?(\w+) \(MAX\(\?step\) AS \?(\w+)\).*?GROUP BY \?\w+ \}", re.DOTALL
)
COLUMNS = ("finding", "stated", "expected", "off", "unit")


def _audited(claims: Sequence[Claim], *only: str, language: str = "en") -> tuple[Found, ...]:
    store = ox.Store()
    put(store, "sheet", claims)
    settle(store, DEFAULT_BASE)
    return audit(store, only, language=language)


@pytest.mark.parametrize(
    ("rule", "what"), [(rule, what) for rule, cases in FOUND.items() for what in cases]
)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_is_wrong_is_found_once(rule: str, what: str, language: str) -> None:
    """Made-up claims that do not fit give one finding of their rule, in words, with its figures."""
    (found,) = _audited(FOUND[rule][what], rule, language=language)
    assert found.rule == rule
    assert found.finding
    assert found.stated is not None
    assert found.expected is not None
    assert found.off is not None
    assert found.unit
    assert found.facts
    assert {passage.source for passage in found.passages} == {"sheet"}


@pytest.mark.parametrize(
    ("rule", "why"), [(rule, why) for rule, cases in SILENT.items() for why in cases]
)
def test_what_may_be_right_is_left_in_peace(rule: str, why: str) -> None:
    """Made-up claims that rounding, open dates or want of knowledge explain give no finding."""
    assert _audited(SILENT[rule][why], rule) == ()


def test_every_audit_has_examples_both_ways() -> None:
    """No rule is without a case that it finds and one that it does not."""
    assert sorted(FOUND) == sorted(SILENT) == NAMES


def test_every_audit_has_the_same_columns() -> None:
    """A finding begins with its sentence, what is stated, what was expected, and the difference."""
    for rule in rules():
        heads = rule.sparql[rule.sparql.index("\nSELECT") :].split("\nWHERE")[0].split()[1:]
        assert tuple(h.removeprefix("?") for h in heads)[:5] == COLUMNS
        assert rule.note["en"]
        assert all(p.has_default for p in rule.parameters)


@pytest.mark.parametrize(
    ("rule", "what", "sentence"),
    [
        ("total", "more than rounding", "Namibia – Paraguay, 2007: the total is 78 million USD, the exports stated add up to 75 million; rounding explains at most 1.5 million"),
        ("older-than-party", "union", "Agreement on fruit: signed 2014-12-15, but Eurasian Economic Union exists since 2015-01-01 at the earliest"),
        ("cadence", "22 months", "Joint Commission: said to meet every year, but between session 5 (2005-12) and session 6 (2007-10) there are 22 months instead of 12"),
        ("outlier", "what a total leaves", "Exports Namibia → Paraguay, 2008-01/2008-08 (the total less the other way): 40 million USD against 10 million in 2007, 4 times as much"),
    ],
)  # fmt: skip
def test_a_finding_is_a_sentence(rule: str, what: str, sentence: str) -> None:
    """It can be understood without looking at the columns."""
    assert [found.finding for found in _audited(FOUND[rule][what], rule)] == [sentence]


def test_the_nearest_tenure_is_told() -> None:
    """Of two tenures that do not cover the visit the nearer one gives the days."""
    (found,) = _audited(FOUND["office"]["between two"], "office")
    assert "but the tenure is 2012/2014, at least 215 days away" in found.finding


_CENTS = st.integers(100, 99_999).map(lambda n: Decimal(n) / 100)


@given(_CENTS, _CENTS, st.tuples(*[st.integers(0, 2)] * 3))
def test_figures_that_were_rounded_are_never_found(
    one: Decimal, other: Decimal, digits: tuple[int, int, int]
) -> None:
    """Whatever two flows are, they and their sum may be written with any number of digits."""
    written = [
        f"{value:.{n}f}".replace(".", ",")
        for value, n in zip((one + other, one, other), digits, strict=True)
    ]
    if any(float(text.replace(",", ".")) == 0 for text in written):
        return
    total, out, back = written
    claims = [figure(total), figure(out, ends=OUT), figure(back, ends=BACK)]
    assert _audited(claims, "total") == ()


@given(_CENTS, st.integers(-60, 400), st.tuples(*[st.integers(0, 2)] * 3))
def test_growth_that_was_rounded_is_never_found(
    before: Decimal, rate: int, digits: tuple[int, int, int]
) -> None:
    """A growth computed from exact values fits the rounded ones."""
    now = before * (100 + rate) / 100
    old, new = (f"{v:.{n}f}".replace(".", ",") for v, n in zip((before, now), digits, strict=False))
    if float(old.replace(",", ".")) == 0 or float(new.replace(",", ".")) == 0:
        return
    claims = [figure(old, "2006"), figure(new, growth=Decimal(rate))]
    assert _audited(claims, "growth") == ()


@given(st.integers(1, 900), st.integers(1, 900), st.integers(2, 50))
def test_a_total_off_by_more_than_its_digits_is_found(one: int, other: int, by: int) -> None:
    """Whole millions hide one and a half, no more."""
    claims = [
        figure(str(one + other + by)),
        figure(str(one), ends=OUT),
        figure(str(other), ends=BACK),
    ]
    found = _audited(claims, "total")
    assert [_off(f) for f in found] == [f"{by}000000"]


def _rows() -> list[list[str]]:
    """Return the table: document, rule, whether it fires, by how much, in which unit, and why."""
    return [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


def _table(document: str) -> set[tuple[str, str, str]]:
    return {
        (rule, off, unit)
        for where, rule, fires, off, unit, _ in _rows()
        if (where, fires) == (document, "yes")
    }


def _off(found: Found) -> str:
    return plain(found.off) or ""


def _found(kg: legation.KnowledgeGraph) -> set[tuple[str, str, str]]:
    return {(found.rule, _off(found), found.unit) for found in audit(kg.store, base=kg.base)}


def test_the_table_tells_of_every_rule_and_document() -> None:
    """Each rule has a row for each document, with a reason."""
    rows = _rows()
    for document in ("000", "003", "000 and 003", "tour"):
        assert sorted({row[1] for row in rows if row[0] == document}) == NAMES
    assert all(row[5] for row in rows)


def test_the_bundled_corpus_gives_what_the_table_says(tmp_path: Path) -> None:
    """What fires on the three example texts is what the table has, and nothing else."""
    kg = legation.open(tmp_path / "tour.kg")
    kg.add(*sorted(Path(str(shelf("sources") / "tour")).glob("*.txt")))
    assert _found(kg) == _table("tour")


@pytest.mark.parametrize("document", ["000", "003", "000 and 003"])
def test_the_seeds_give_what_the_table_says(
    eval_folder: Path, tmp_path: Path, document: str
) -> None:
    """What fires on the two documents is what the table has, and nothing else."""
    kg = legation.open(tmp_path / "seeds.kg")
    for name in document.split(" and "):
        kg.add(*sorted((eval_folder / "seeds").glob(f"{name}_*.txt")))
    assert _found(kg) == _table(document)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("growth", "51%", "57%"),
        ("total", "75 tri", "79 tri"),
        ("announced", "6 Hi", "9 Hi"),
        ("outlier", "54 tri", "8 tri"),
    ],
)
def test_a_seed_made_wrong_is_found(
    eval_folder: Path, tmp_path: Path, rule: str, before: str, after: str
) -> None:
    """Where the table says that a rule is silent, a changed number makes it speak."""
    (path,) = (eval_folder / "seeds").glob("003_*.txt")
    text = path.read_text("utf-8")
    assert before in text
    kg = legation.open(tmp_path / "wrong.kg")
    kg.add_text(text.replace(before, after, 1), "wrong", date="2008-11-11")
    known = {off for name, off, _ in _table("003") if name == rule}
    assert {_off(found) for found in audit(kg.store, [rule], base=kg.base)} - known


def test_the_beginnings_are_those_of_the_tables() -> None:
    """The rule holds what ``ontology/history`` says, as its script writes it."""
    script = runpy.run_path(str(shelf("ontology") / "history" / "make_beginnings.py"))
    text = (shelf("queries") / "audits" / "older-than-party.rq").read_text("utf-8")
    assert script["written"](text) == text


def test_one_rule_of_rounding() -> None:
    """All audits that round figures do so in the same words."""
    blocks = set()
    for rule in rules():
        for match in _ROUNDING.finditer(rule.sparql):
            named = re.sub(rf"\\?{match[1]}\b", "?figure", match[0])
            blocks.add(" ".join(re.sub(rf"\\?{match[2]}\b", "?half", named).split()))
    assert len(blocks) == 1
