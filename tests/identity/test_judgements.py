"""What a person judged is a file that people can edit, and wrong lines are told with their number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadJudgement
from legation.facts.records import Form, Record
from legation.identity.judgements import (
    FILE,
    Judgement,
    Judgements,
    Name,
    Stated,
    parse,
    reference,
    text,
)

HEAD = "verdict\tone\tother\twhy\twhen\tby\n"
DIAZ, SHORT = Name("Person", "PER", "Ana Diaz"), Name("Person", "PER", "A. Diaz")


def _refused(lines: str) -> str:
    with pytest.raises(BadJudgement) as error:
        parse(lines.encode(), "j.tsv")
    return str(error.value)


def _form(text: str, source: str = "a") -> Form:
    iri = f"x:source/{source}"
    return Form(f"{iri}/name/{text}", iri, "Person", text, "en", ("PER",), "", "", "")


@given(
    st.sampled_from(["same", "different"]),
    st.text(min_size=1).map(lambda t: " ".join(t.split())).filter(bool),
)
def test_a_file_says_what_was_written_into_it(verdict: str, why: str) -> None:
    """Lines survive writing and reading, whatever the reason says."""
    line = Judgement(verdict, DIAZ, SHORT, why, "2031-02-03", "me")
    (found,) = parse(text([line]).encode(), FILE).lines
    assert (found.one, found.other, found.when, found.by) == (DIAZ, SHORT, "2031-02-03", "me")
    assert text([found]) == text([line])


def test_references_are_written_as_they_are_read() -> None:
    """Names with and without a state or a source, and facts with and without a date."""
    for written in (
        "Person PER Ana Diaz",
        "Person - Ana Diaz @ a-note",
        "JointCommittee PER-CHL Joint Committee",
        "Visit 2031-04 source/a/claim/2",
        "Tenure - source/a/row/7/2",
    ):
        assert str(reference(written)) == written


def test_wrong_lines_are_told_with_their_number() -> None:
    """What is wrong, in which line, and what to write instead."""
    assert _refused("same\tPerson PER A\tPerson PER B\tx\n").startswith(
        "j.tsv, line 1: the names of the columns are missing; put them first"
    )
    assert _refused(HEAD + "\nalike\tPerson PER A\tPerson PER B\tx\n") == (
        "j.tsv, line 3: 'alike' is no verdict; write same or different"
    )
    assert _refused(HEAD + "same\tPerson PER A\tPerson PER B\t\n") == (
        "j.tsv, line 2: it does not say why; write the reason into the fourth column"
    )
    assert _refused(HEAD + "same\tAna\tPerson PER B\tx\n") == (
        "j.tsv, line 2: 'Ana' names nothing that can be judged; "
        "write 'Person BLR Full Name', or 'Visit 2008-04 source/x/claim/3'"
    )
    assert _refused(HEAD + "same\tPerson PER A\tPerson PER A\tx\n") == (
        "j.tsv, line 2: 'Person PER A' stands on both sides; "
        "add ' @ SOURCE' to tell namesakes apart"
    )
    assert _refused(HEAD + "same\tPerson PER A\tOrganisation PER A\tx\n") == (
        "j.tsv, line 2: 'Person PER A' and 'Organisation PER A' are of two kinds; "
        "a Person is never a Organisation"
    )
    with pytest.raises(BadJudgement, match="not in UTF-8"):
        parse(b"\xff\xfe\x00", "j.tsv")


def test_contradictions_name_all_lines_of_the_chain() -> None:
    """A is B, B is C, and A is not C: one of the three has to go."""
    lines = "same\tPerson - A\tPerson - B\tx\nsame\tPerson - B\tPerson - C\tx\n"
    assert _refused(HEAD + "different\tPerson - C\tPerson - A\tx\n" + lines) == (
        "j.tsv, line 2: 'Person - C' and 'Person - A' cannot be different, "
        "by line 3 and line 4 they are the same; "
        "take one of the lines out: legation judgements --edit"
    )


def test_a_newer_reason_takes_the_place_of_an_older_one() -> None:
    """The same verdict on the same two stands once."""
    lines = Judgements().with_line(Judgement("same", DIAZ, SHORT, "a guess"))
    lines = lines.with_line(Judgement("same", SHORT, DIAZ, "her own word"))
    assert [line.why for line in lines.lines] == ["her own word"]
    with pytest.raises(BadJudgement, match="by line 4 they are the same"):
        lines.with_line(Judgement("different", SHORT, DIAZ, "no"))


def test_a_name_is_meant_in_every_source_or_in_one() -> None:
    """Without a source all forms of the name are meant; with one, the others are what is left."""
    forms = [_form("Ana Diaz", "a"), _form("Ana Diaz", "b"), _form("Ana Diaz", "c")]
    split = Judgement("different", DIAZ, Name("Person", "PER", "Ana Diaz", "b"), "a namesake")
    ties = Judgements((split,)).over_names(forms, "Person")
    assert ties.apart(forms[0].iri, forms[1].iri)
    assert ties.apart(forms[2].iri, forms[1].iri)
    assert not ties.apart(forms[0].iri, forms[2].iri)


def test_a_claim_is_meant_only_as_long_as_it_says_the_same() -> None:
    """Another claim in the place of one that was judged is not judged."""
    record = Record("x:source/a/claim/2", "x:source/a", "Visit", "", {})
    assert Stated("Visit", "", "source/a/claim/2").names(record) is False
    assert Stated("Visit", "", "x:source/a/claim/2").names(record)
    assert not Stated("Visit", "2031", "x:source/a/claim/2").names(record)
    assert not Stated("Tenure", "", "x:source/a/claim/2").names(record)
