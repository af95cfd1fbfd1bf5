"""Descriptions are checked before the first row: the file, the line, what is wrong, what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import BadDescription
from made_tables import ROWS, VISITS, planned

_LOOK = "      rank: {column: who, lookup: a}\n    cells: [who]\nlookups:\n"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "column: who",
            "column: whom",
            "t.yml, line 6: the table has no column 'whom'; did you mean 'who'?",
        ),
        (
            "kind: Visit",
            "kind: Vist",
            "t.yml, line 2: no kind of fact is called 'Vist'; did you mean 'Visit'?",
        ),
        ("      host:", "      hots:", "t.yml, line 5: Visit has no 'hots'; did you mean 'host'?"),
        (
            "status: held",
            "status: hold",
            "t.yml, line 7: 'hold': no status is called so; did you mean 'held'?",
        ),
        (
            "codes: iso3",
            "codes: iso9",
            "t.yml, line 4: no system of codes is called 'iso9'; did you mean 'iso3'?",
        ),
        (
            "column: day}\n",
            "col: day}\n",
            "t.yml, line 8: a value read as date has no 'col'; did you mean 'column'?",
        ),
        (
            "of: sender",
            "of: sendr",
            "t.yml, line 6: this row has no value for 'sendr'; did you mean 'sender'?",
        ),
        ("at: day}", "at: who, lookup: x}", "t.yml, line 4: there is no lookup 'x'; there is none"),
        (
            "rows:",
            "rows: [\nx:",
            "t.yml, line 3: no YAML: expected the node content, but found '-'",
        ),
        ("rows:", "row:", "t.yml, line 1: a description has no 'row'; did you mean 'rows'?"),
        (
            "host: CHL",
            "host: {claim: treaty}",
            "t.yml, line 5: no row above is called 'treaty'; there is none",
        ),
        (
            "status: held",
            "status: {column: who, map: {x: hald}}",
            "t.yml, line 7: 'map' leads to 'hald', which is no concept; did you mean 'held'?",
        ),
        (
            "at: day}",
            "at: day, besides: hots}",
            "t.yml, line 4: this row has no value for 'hots'; did you mean 'host'?",
        ),
        (
            "at: day}",
            "at: day, named_in: whom}",
            "t.yml, line 4: the table has no column 'whom'; did you mean 'who'?",
        ),
        (
            "at: day}",
            "at: day, named_in: {constant: x, after: y}}",
            "t.yml, line 4: a constant has nothing after it; say 'column:'",
        ),
        (
            "    values:",
            "    each: sendr\n    values:",
            "t.yml, line 3: this row has no value for 'sendr'; did you mean 'sender'?",
        ),
        (
            "    values:",
            "    each: sender\n    once: who\n    values:",
            "t.yml, line 3: what is stated once is one claim; take 'each:' or 'once:' out",
        ),
        (
            "column: day}\n",
            "column: day, formats: [D]}\n",
            "t.yml, line 8: 'D' is no form of dates; say iso, edtf, or a pattern such as %d %b %Y",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    """A slip anywhere in a description is told with its line and what was probably meant."""
    with pytest.raises(BadDescription) as wrong:
        planned(tmp_path, VISITS.replace(old, new), ROWS)
    assert str(wrong.value).startswith(sentence)


def test_every_column_is_spoken_of(tmp_path: Path) -> None:
    """A column that is neither used nor ignored by name is an error."""
    with pytest.raises(BadDescription) as wrong:
        planned(tmp_path, VISITS, "from,who,day,note,more\nMNG,A,2031,x,y\n")
    assert str(wrong.value) == (
        "t.yml, line 1: nothing is said of the columns 'note', 'more'; "
        "use each, keep it in 'cells:', or name it under 'ignore:' with a reason"
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            "ignore: {who: not needed}\n",
            "t.yml, line 9: column 'who' is ignored and used; take it out of 'ignore:'",
        ),
        (
            "ignore: {whi: not needed}\n",
            "t.yml, line 9: the table has no column 'whi'; did you mean 'who'?",
        ),
        (
            "leave: [{when: {who: x}}]\n",
            "t.yml, line 9: rows are left out without a reason; add 'why:'",
        ),
        ("expect: {rows: many}\n", "t.yml, line 9: what is expected is a number, or [least, most]"),
        (
            "lookups: {a: a.tsv}\n",
            "t.yml, line 9: there is no file 'a.tsv' beside the description or the table",
        ),
        (
            "lookups: {a: ../a.tsv}\n",
            "t.yml, line 9: '../a.tsv' is no file beside the description; give a name without a folder",
        ),
        (
            "lookups: {a: {map: {x: y}, then: b}, b: {map: {y: x}, then: a}}\n",
            "t.yml, line 9: lookups go round in a circle: a → b → a",
        ),
        ("key: who\nkey: day\n", "t.yml, line 10: 'key' is given twice"),
    ],
)
def test_what_stands_beside_the_rows_is_checked(tmp_path: Path, more: str, sentence: str) -> None:
    """Lookups, ignored columns, rows left out and expected counts are held against the table."""
    with pytest.raises(BadDescription) as wrong:
        planned(tmp_path, VISITS + more, ROWS)
    assert str(wrong.value) == sentence


def test_values_that_go_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    """A value cannot belong to what belongs to it."""
    text = VISITS.replace("host: CHL", "place: {column: who, of: visitor}").replace(
        "of: sender", "of: place"
    )
    with pytest.raises(BadDescription) as wrong:
        planned(tmp_path, text, ROWS)
    assert "values go round in a circle: visitor → place → visitor" in str(wrong.value) or (
        "place → visitor → place" in str(wrong.value)
    )


def test_cells_that_are_parted_otherwise_are_told(tmp_path: Path) -> None:
    """A table of which a description finds no column, as all of them seem to be one, says why."""
    with pytest.raises(BadDescription) as wrong:
        planned(tmp_path, VISITS, "from;who;day\nMNG;A;2031\n")
    assert str(wrong.value) == (
        "t.yml, line 4: the table has no column 'day'; its cells seem to be parted by \";\": save"
        " it with commas, or put 'table: {delimiter: \";\"}' into its description"
    )
