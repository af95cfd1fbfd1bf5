"""Rows become claims; what cannot be read is reported, what is left out is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import UnreadCell
from legation.facts.evidence import Source, TextPolicy
from legation.facts.quads import claim_iri, claim_quads
from legation.tables.lines import lines
from legation.tables.report import Report
from legation.tables.rows import claims
from legation.terms import DEFAULT_BASE, source
from made_tables import ROWS, VISITS, objects, planned, written

SOURCE = Source(source(DEFAULT_BASE, "t"), title="t", language="en", policy=TextPolicy.FULL)


def test_both_ways_to_write_a_claim_agree(tmp_path: Path) -> None:
    """The lines of a row are the quads that its claim makes, but for the cells kept beside it."""
    plan, batches = planned(tmp_path, VISITS, ROWS)
    fast, _ = written(plan, batches)
    ((iri, claim),) = claims(plan, SOURCE.iri, batches, Report())
    slow = {str(q).replace(claim_iri(SOURCE.iri, 0), iri) for q in claim_quads(SOURCE, "", [claim])}
    assert iri == SOURCE.iri + "/row/1"
    assert slow <= fast
    rest = {q for q in fast - slow if "/cell/" not in q and f"<{SOURCE.iri}> <" not in q[:80]}
    assert {q.split("> ")[1].rpartition("#")[2] for q in rest} <= {
        "row",
        "type",
        "textPolicy",
        "language",
        "title",
    }


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    """The letters NA are a code like any other."""
    plan, batches = planned(tmp_path, VISITS.replace("iso3", "iso2"), "from,who,day\nNA,A,2031\n")
    quads, report = written(plan, batches)
    assert objects(quads, "sender") == {"NAM"}
    assert report.unread == 0


def test_a_code_means_the_polity_of_its_day(tmp_path: Path) -> None:
    """The same number is the Soviet Union in 1970 and Russia in 2000."""
    rows = "from,who,day\n365,A,1970-01-02\n365,B,2000-01-02\n"
    plan, batches = planned(tmp_path, VISITS.replace("iso3", "cow"), rows)
    assert objects(written(plan, batches)[0], "sender") == {"SUN", "RUS"}


def test_what_is_written_stays_beside_what_it_means(tmp_path: Path) -> None:
    """A resolved code is kept as a cell with its column, unless the policy shows no text."""
    plan, batches = planned(tmp_path, VISITS, ROWS)
    quads, _ = written(plan, batches)
    assert objects(quads, "column") == {'"from"'}
    assert objects(quads, "cellOf") == {"1"}
    hidden, _ = written(plan, batches, TextPolicy.NONE)
    assert objects(hidden, "column") == set()


def test_each_unread_cell_is_reported(tmp_path: Path) -> None:
    """Row, column, value and reason of what cannot be read are told; the claim goes on without it."""
    plan, batches = planned(tmp_path, VISITS, "from,who,day\nMNG,A,soon\nMNG,B,2031-02-30\n")
    quads, report = written(plan, batches)
    assert [str(t) for t in report.troubles] == [
        "row 1, column day: 'soon': no date in the form iso",
        "row 2, column day: '2031-02-30': no date in the form iso",
    ]
    assert objects(quads, "visitor")
    assert not objects(quads, "edtf")


def test_a_cell_too_long_for_a_name_is_reported(tmp_path: Path) -> None:
    """A name of a million characters is none, takes no time, and is told by its beginning."""
    name = "x" * 1_000_000
    plan, batches = planned(tmp_path, VISITS, f"from,who,day\nMNG,{name},2031\n{name},B,2031\n")
    quads, report = written(plan, batches)
    assert [(t.row, t.column, t.value) for t in report.troubles[:2]] == [
        (1, "who", name),
        (2, "from", name),
    ]
    assert all(len(str(t)) < 300 for t in report.troubles)
    assert not any(name in quad for quad in quads if "/cell/" not in quad)


def test_strict_stops_at_the_first(tmp_path: Path) -> None:
    """A strict report does not go past a cell that cannot be read."""
    plan, batches = planned(tmp_path, VISITS, "from,who,day\nMNG,A,soon\n")
    with pytest.raises(UnreadCell) as wrong:
        "".join(lines(plan, SOURCE, batches, Report(strict=True)))
    assert str(wrong.value) == (
        "row 1, column day: 'soon': no date in the form iso; "
        "without --strict the row is reported, and the rest go on"
    )


def test_a_row_that_states_nothing_is_reported(tmp_path: Path) -> None:
    """A fact without what it is known by is no fact."""
    plan, batches = planned(tmp_path, VISITS, "from,who,day\n,A,2031\n")
    _, report = written(plan, batches)
    assert [str(t) for t in report.troubles] == [
        "row 1, column from: '': no Visit is stated: it lacks sender"
    ]
    assert report.claims["Visit"] == 0


def test_a_torn_row_is_reported(tmp_path: Path) -> None:
    """A row with too many or too few cells is told, and the others keep their numbers."""
    plan, batches = planned(tmp_path, VISITS, "from,who,day\nMNG,A\nMNG,B,2031\n")
    quads, report = written(plan, batches)
    assert [str(t) for t in report.troubles] == ["row 1: it has 2 cells where the header has 3"]
    assert objects(quads, "row") == {'"2"'}


def test_rows_are_left_out_by_name(tmp_path: Path) -> None:
    """What the description leaves out is counted with its reason; what it has no case for is told."""
    text = VISITS.replace("    values:", "    when: {who: A}\n    values:", 1)
    text += "leave: [{when: {who: B}, why: an invented reason}]\nexpect: {rows: [5, 9]}\n"
    plan, batches = planned(tmp_path, text, "from,who,day\nMNG,A,2031\nMNG,B,2031\nMNG,C,2031\n")
    _, report = written(plan, batches)
    assert report.ignored == {"an invented reason": 1}
    assert [str(t) for t in report.troubles] == ["row 3: the description has no case for it"]
    assert report.warnings == ["3 rows, but 5 to 9 expected"]


def test_one_row_may_state_several_claims(tmp_path: Path) -> None:
    """Claims of a row are numbered; what is stated once is what later rows refer to."""
    text = """rows:
  - kind: Agreement
    name: treaty
    once: treaty
    needs: title
    values: {title: {column: treaty}}
  - kind: TreatyAction
    values:
      agreement: {claim: treaty}
      action: signature
      actor: {column: who, codes: iso3}
"""
    plan, batches = planned(tmp_path, text, "treaty,who\nT,MNG\nT,CHL\n")
    quads, report = written(plan, batches)
    assert dict(report.claims) == {"Agreement": 1, "TreatyAction": 2}
    assert objects(quads, "agreement") == {"1"}
    assert any("/row/1/2>" in quad for quad in quads)


def test_states_are_told_besides_another(tmp_path: Path) -> None:
    """Of a list of states those that another value of the row holds are left out."""
    text = """rows:
  - kind: Mission
    values:
      sender: MNG
      host: {column: host, codes: iso3}
      missionKind: embassy
      accreditedTo: {column: serves, split: "|", codes: iso3, else: report, besides: host}
"""
    rows = "host,serves\nCHL,CHL|URY | PRY\nURY,URY\nFJI,FJI|Made-Up Province\n"
    plan, batches = planned(tmp_path, text, rows)
    quads, report = written(plan, batches)
    assert objects(quads, "accreditedTo") == {"URY", "PRY"}
    assert [(t.row, t.column, t.value) for t in report.troubles] == [
        (3, "serves", "Made-Up Province")
    ]


def test_each_state_that_words_name_acts_for_itself(tmp_path: Path) -> None:
    """Of several values each makes a claim, and only those count that a text names."""
    text = """rows:
  - kind: TreatyAction
    each: actor
    needs: actor
    values:
      action: withdrawal
      actor: {column: all, split: " ", codes: iso3, named_in: {column: name, after: leave}}
"""
    rows = (
        "all,name\n"
        "MNG FJI GIN GNB,Mongolia and others leave Fiji and Guinea-Bissau\n"
        "MNG FJI,Made-up paper\n"
    )
    plan, batches = planned(tmp_path, text, rows.replace("leave Fiji", "leave: Fiji"))
    quads, report = written(plan, batches)
    assert dict(report.claims) == {"TreatyAction": 2}
    assert objects(quads, "actor") == {"FJI", "GNB"}
    assert [str(t) for t in report.troubles] == [
        "row 2, column all: 'MNG FJI': no TreatyAction is stated: it lacks actor"
    ]


def test_what_no_reference_knows_is_kept_under_its_key(tmp_path: Path) -> None:
    """A polity that only the table knows has an address of its own, and is told once."""
    plan, batches = planned(tmp_path, VISITS, "from,who,day\nQQQ,A,2031\nQQQ,B,2031\n")
    quads, report = written(plan, batches)
    assert objects(quads, "sender") == {"iso3-qqq"}
    assert (report.unresolved, report.unread) == (1, 0)


def test_a_batch_holds_no_more_than_its_rows(tmp_path: Path) -> None:
    """The outcome does not depend on how the rows are parted."""
    rows = "from,who,day\n" + "".join(f"MNG,P{n},2031\n" for n in range(20))
    plan, batches = planned(tmp_path, VISITS, rows)
    from legation.tables.files import table

    small = list(table(tmp_path / "t.csv").batches(3))
    assert len(small) == 7
    assert written(plan, small)[0] == written(plan, batches)[0]
