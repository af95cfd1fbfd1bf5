"""A reading as a person judged it, and the file in which the person does so."""

from __future__ import annotations

import pytest

from legation.errors import BadReview
from legation.facts.claims import ClaimRef
from legation.facts.evidence import Named, Source
from legation.reading import review, review_file
from legation.reading.read import Reading, read
from legation.reading.review_file import Mark, Review
from legation.reading.review_finding import Finder
from legation.reading.stated import quads
from legation.terms import Iri, state

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
President Juan Quispe of Peru paid an official visit to Laos in June 2001.
Laos and Peru signed a Treaty on Cotton on 4 May 2002.
Bilateral trade reached 12 million USD in 2019.
"""
HEAD = "# by: the Peru desk\nmark\tkind\tsays\tchange\twords\twhy\n"
VISIT = "sender=PER; host=LAO; visitor=Juan Quispe; edtf=2001-06"
PAID = "“paid an official visit to Laos in June 2001”"


def _read(text: str = TEXT) -> Reading:
    return read(text, Source(Iri("https://e.org/source/a")))


def _review(*lines: str) -> Review:
    return review_file.parse((HEAD + "\n".join(lines) + "\n").encode(), "a.txt.review.tsv")


def _kinds(reading: Reading) -> list[str]:
    return [claim.kind for claim in reading.claims]


def test_a_fresh_file_has_a_line_for_each_claim() -> None:
    """Nothing is judged, and reading it changes nothing."""
    reading = _read()
    fresh = review.renewed(reading, None, "a.txt.review.tsv")
    assert len(fresh.entries) == len(reading.claims)
    again = review_file.parse(review_file.write(fresh), "a.txt.review.tsv")
    assert {entry.mark for entry in again.entries} == {Mark.OPEN}
    assert review.apply(reading, again) == reading


def test_every_line_finds_its_own_claim() -> None:
    """What a fresh file says of a claim leads back to it and to no other that differs."""
    reading = _read()
    for number, claim in enumerate(reading.claims):
        line = review_file.entry(claim, reading.document.text, reading.claims)
        assert Finder(reading).find(line) == [number]


def test_a_claim_can_be_rejected() -> None:
    """It is no claim any more, but kept with who said so and why; nobody is made of its names."""
    before = _read()
    after = review.apply(
        before,
        _review(
            f"no\tVisit\t{VISIT}\t\t{PAID}\tit was called off",
            "no\tTenure\tholder=Juan Quispe\t\t“Juan Quispe”",
        ),
    )
    assert sorted({*_kinds(before)} - {*_kinds(after)}) == ["Tenure", "Visit"]
    told = [(r.claim.kind, r.why, r.by, r.instead) for r in after.rejected]
    assert told == [
        ("Visit", "it was called off", "the Peru desk", None),
        ("Tenure", "", "the Peru desk", None),
    ]
    assert [name.text for name in before.names] == ["Juan Quispe"]
    assert after.names == ()


def test_what_speaks_only_of_a_rejected_claim_goes_with_it() -> None:
    """Without the agreement there is no signature; what else pointed on still finds its claim."""
    before = _read()
    after = review.apply(
        before,
        _review("no\tAgreement\tparty=LAO; party=PER\t\t“Treaty on Cotton”\ta plan"),
    )
    assert {"Agreement", "TreatyAction"} & {*_kinds(after)} == set()
    assert [(r.claim.kind, r.why) for r in after.rejected] == [
        ("Agreement", "a plan"),
        ("TreatyAction", "what it is about was rejected"),
    ]
    assert after.rejected[1].claim.one("agreement") == ClaimRef(len(after.claims))


def test_a_claim_can_be_corrected() -> None:
    """The new claim names the rule review; the old reading points to it."""
    after = review.apply(
        _read(), _review(f"fix\tVisit\t{VISIT}\tedtf=2001-07; host=VNM\t{PAID}\ta misprint")
    )
    claim = next(c for c in after.claims if c.kind == "Visit")
    assert (claim.rule, claim.one("edtf"), claim.one("host")) == ("review", "2001-07", state("VNM"))
    assert claim.spans
    (old,) = after.rejected
    assert old.instead is not None
    assert after.claims[old.instead] is claim
    assert (old.claim.one("edtf"), old.why) == ("2001-06", "a misprint")


def test_a_claim_can_be_confirmed() -> None:
    """It stays as it is and is known to have been looked at."""
    before = _read()
    after = review.apply(before, _review(f"ok\tVisit\t{VISIT}\t\t{PAID}"))
    assert after.claims == before.claims
    assert [after.claims[n].kind for n in after.confirmed] == ["Visit"]


def test_judgements_survive_changes_of_the_document() -> None:
    """Text before, other line breaks, and words that changed within do no harm."""
    line = f"no\tVisit\t{VISIT}\t\t{PAID}\tit was called off"
    for text in (
        "A new heading\n\nMany things happened.\n" + TEXT,
        TEXT.replace("official visit", "official\nvisit"),
        TEXT.replace("paid an official visit", "came for an official visit"),
    ):
        after = review.apply(_read(text), _review(line))
        assert "Visit" not in _kinds(after), text
        assert after.notes == ()


def test_a_judgement_that_finds_nothing_is_told() -> None:
    """Whether the claim is gone, reads differently, or is right by itself now."""
    lines = [
        f"no\tVisit\t{VISIT.replace('2001', '1999')}\t\t{PAID}",
        "no\tVisit\thost=LAO\t\t“came to Lima”",
        f"fix\tVisit\t{VISIT.replace('2001', '1999')}\tedtf=2001-06\t{PAID}",
    ]
    after = review.apply(_read(), _review(*lines))
    assert after.claims == _read().claims
    assert after.notes == (
        "a.txt.review.tsv, line 3: the Visit is now read with edtf=2001-06; judge it again (`legation review` adds its line)",
        "a.txt.review.tsv, line 4: no Visit is read any more from “came to Lima”; delete the line if that is right",
        "a.txt.review.tsv, line 5: the Visit is read like this by itself now; the line can go",
    )


def test_a_file_that_is_written_again_keeps_what_was_judged() -> None:
    """Marks, who and notes stay; new claims get lines; lost judgements stand at the end."""
    lost = "no\tVisit\thost=LAO\t\t“came to Lima”\tno such visit"
    before = _review("# ask Juan", lost, f"ok\tVisit\t{VISIT}\t\t{PAID}")
    after = review.renewed(_read(), before, "a.txt.review.tsv")
    marks = [(e.mark, e.kind) for e in after.entries]
    assert marks[0] == (Mark.OK, "Visit")
    assert marks[-1] == (Mark.NO, "Visit")
    assert len(marks) == len(_read().claims) + 1
    text = review_file.write(after).decode()
    assert "# by: the Peru desk\n# ask Juan\n" in text
    assert review_file.write(review_file.parse(text.encode(), "a.txt.review.tsv")).decode() == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("maybe\tVisit\thost=LAO\t\t“x”", "'maybe' is no mark; say ok, no, fix or ?"),
        (
            "ok\tVisit\thost=LAO\trank=state\t“x”",
            "it is marked ok and something is to be changed; what is marked fix says under change what is right; nothing else does",
        ),
        (
            "fix\tVisit\thost=LAO\t\t“x”",
            "it is marked fix and nothing is to be changed; what is marked fix says under change what is right; nothing else does",
        ),
        ("no\tVisit\thost=LAO\t\t", "the words are missing; copy them from the document, in “ ”"),
        (
            "no\tVisit\thost=LAO\t\t“x”\twhy\tmore",
            "there are more cells than columns; is there a tab too many?",
        ),
        (
            "no\tVisit\tLaos\t\t“x”",
            "'Laos' is no field with a value; write it like edtf=2018-04",
        ),
    ],
)
def test_a_line_that_means_nothing_is_named(line: str, said: str) -> None:
    """The file, the line, what is wrong, and what to write."""
    with pytest.raises(BadReview) as refused:
        _review(line)
    assert str(refused.value) == f"a.txt.review.tsv, line 3: {said}"


def test_a_file_without_columns_or_in_another_encoding_is_refused() -> None:
    """A spreadsheet may have dropped the head or saved UTF-16."""
    with pytest.raises(BadReview) as refused:
        review_file.parse(b"no\tVisit\n", "r.tsv")
    assert str(refused.value) == (
        "r.tsv, line 1: the names of the columns are missing; "
        "put them first, with tabs between: mark kind says change words why"
    )
    with pytest.raises(BadReview) as refused:
        review_file.parse("mark".encode("utf-16"), "r.tsv")
    assert str(refused.value) == "r.tsv is not in UTF-8; save it as UTF-8"


def test_two_judgements_of_one_claim_are_refused() -> None:
    """Which one should hold is for the person to say."""
    line = f"no\tVisit\t{VISIT}\t\t{PAID}"
    with pytest.raises(BadReview) as refused:
        review.apply(_read(), _review(line, f"ok\tVisit\t{VISIT}\t\t{PAID}"))
    assert str(refused.value) == (
        "a.txt.review.tsv, line 4: it judges the claim of line 3; delete one of the two"
    )


def test_a_spreadsheet_may_have_quoted_the_cells() -> None:
    """Quotation marks around a cell, doubled inside, and a byte order mark mean nothing."""
    text = (
        "\ufeff" + HEAD + 'no\tVisit\t"host=LAO"\t\t"“called ""the visit""”"\t"she said ""no"""\n'
    )
    (entry,) = review_file.parse(text.encode(), "r.tsv").entries
    assert (entry.words, entry.why) == ('called "the visit"', 'she said "no"')


def test_a_rejected_reading_stands_in_the_graph_and_is_no_claim() -> None:
    """It has its values, place and rule, who rejected it, why, and what stands instead."""
    after = review.apply(
        _read(),
        _review(
            f"fix\tVisit\t{VISIT}\tedtf=2001-07\t{PAID}\ta misprint",
            "no\tTenure\tholder=Juan Quispe\t\t“Juan Quispe”",
        ),
    )
    told: dict[str, dict[str, str]] = {}
    for quad in quads(after):
        name = Iri(quad.predicate.value).local
        told.setdefault(str(quad.subject), {})[name] = getattr(quad.object, "value", "")
    first, second = (told[f"<https://e.org/source/a/rejected/{n}>"] for n in (1, 2))
    assert Iri(first["type"]).local == Iri(second["type"]).local == "RejectedReading"
    assert (first["edtf"], first["reason"], first["reviewedBy"]) == (
        "2001-06",
        "a misprint",
        "the Peru desk",
    )
    assert told[f"<{first['correctedAs']}>"]["edtf"] == "2001-07"
    assert second["holder"] == "Juan Quispe"
    assert "correctedAs" not in second
    claims = [s for s, values in told.items() if Iri(values.get("type", "")).local == "Claim"]
    assert len(claims) == len(after.claims)


def test_names_of_what_stands_stay() -> None:
    """Who is named by another claim is not lost with the one that is rejected."""
    after = review.apply(_read(), _review("no\tTenure\tholder=Juan Quispe\t\t“Juan Quispe”"))
    assert [n.text for n in after.names] == ["Juan Quispe"]
    visit = next(c for c in after.claims if c.kind == "Visit")
    assert isinstance(visit.one("visitor"), Named)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "host=",
            "a Visit is known by 'host', which cannot be taken away; write what is right, or mark the claim no",
        ),
        (
            "rank=foo",
            "'foo' is nothing that rank can be; known: official, official-working, private, state, transit, unspecified, working",
        ),
        ("host=Laoz", "no state is called 'Laoz'; did you mean LAO (Laos), "),
        ("mood=good", "'mood' is no field of a Visit"),
    ],
)
def test_a_correction_that_means_nothing_is_named_with_its_line(change: str, said: str) -> None:
    """Also where the claim is no longer there, as far as the value alone can be judged."""
    with pytest.raises(BadReview) as refused:
        review.apply(_read(), _review(f"fix\tVisit\t{VISIT}\t{change}\t{PAID}"))
    assert str(refused.value).startswith(f"a.txt.review.tsv, line 3: {said}")
    if change != "host=":
        with pytest.raises(BadReview) as refused:
            review.apply(
                _read("The weather was good and the rain came."),
                _review(f"fix\tVisit\t{VISIT}\t{change}\t{PAID}"),
            )
        assert str(refused.value).startswith(f"a.txt.review.tsv, line 3: {said}")


def test_what_only_narrows_a_fact_can_be_taken_away() -> None:
    """A visit stays a visit when its visitor was read wrongly."""
    after = review.apply(_read(), _review(f"fix\tVisit\t{VISIT}\tvisitor=\t{PAID}"))
    assert next(c for c in after.claims if c.kind == "Visit").one("visitor") is None
