"""Agreements: titles, parties, dates, groups, entry into force."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named
from legation.terms import concept, state

Claims = Callable[..., list[Claim]]
LAO, PER, MNG = state("LAO"), state("PER"), state("MNG")


def _of(kind: str, found: list[Claim]) -> list[Claim]:
    return [c for c in found if c.kind == kind]


def test_a_counted_list_gives_the_group_and_each_title(claims: Claims) -> None:
    """After a count and a colon each item between semicolons is an agreement of its own."""
    found = claims(
        "Năm 2004, Lào và Peru đã ký 2 Hiệp định hợp tác: Hiệp định giữa Chính phủ Lào và Chính phủ Peru "
        "về thư tín; Hiệp định hợp tác giữa hai nước về thú y, chăn nuôi.",
        "agreements",
    )
    first, second = _of("Agreement", found)
    (group,) = _of("OpenSet", found)
    assert first.one("title") == "Hiệp định giữa Chính phủ Lào và Chính phủ Peru về thư tín"
    bodies = [p for p in first.values["party"] if isinstance(p, Named)]
    assert [(b.of, b.detail) for b in bodies] == [
        (("LAO",), "government"),
        (("PER",), "government"),
    ]
    assert second.values["party"] == (LAO, PER)
    assert (group.one("declared"), group.one("complete")) == (2, True)
    assert [a.one("edtf") for a in _of("TreatyAction", found)] == ["2004", "2004"]
    assert all(isinstance(m, ClaimRef) for m in group.values["member"])


def test_the_year_of_the_paragraph_dates_a_signing(claims: Claims) -> None:
    """Where only an earlier sentence gives the year, the signing takes it, with a record why."""
    *_, action = claims(
        "Năm 2004, nhiều đoàn của Lào và Peru gặp nhau. Hai nước đã ký Hiệp định về thú y.",
        "agreements",
    )
    assert action.one("edtf") == "2004"
    assert [r.reason for r in action.repairs] == ["year of the paragraph"]


def test_bodies_sign_for_themselves(claims: Claims) -> None:
    """Ministries that sign are the parties, each with its state; the place is where "tại" says."""
    agreement, action = claims(
        "Bộ Nông nghiệp Lào và Bộ Thuỷ sản Peru đã ký Bản ghi nhớ về nuôi cá tại Viêng Chăn ngày 5/3/2010.",
        "agreements",
    )
    parties = [p for p in agreement.values["party"] if isinstance(p, Named)]
    assert [(p.text, p.of, p.detail) for p in parties] == [
        ("Bộ Nông nghiệp Lào", ("LAO",), "ministry"),
        ("Bộ Thuỷ sản Peru", ("PER",), "ministry"),
    ]
    assert agreement.one("agreementKind") == concept("agreement", "mou")
    assert agreement.one("title") == "Bản ghi nhớ về nuôi cá"
    assert action.one("edtf") == "2010-03-05"
    assert action.one("agreement") == ClaimRef(0)


def test_titles_with_dates_in_parentheses(claims: Claims) -> None:
    """In a list each title has the date that stands behind it."""
    found = claims(
        "Lào và Peru đã ký Hiệp định Thương mại (1978), Nghị định thư về y tế (5/3/1990) và 3 bản ghi nhớ.",
        "agreements",
    )
    assert [(c.one("title")) for c in _of("Agreement", found)] == [
        "Hiệp định Thương mại",
        "Nghị định thư về y tế",
    ]
    assert [c.one("edtf") for c in _of("TreatyAction", found)] == ["1978", "1990-03-05"]
    assert [c.one("declared") for c in _of("OpenSet", found)] == [3]


def test_quoted_titles(claims: Claims) -> None:
    """A title in quotation marks is kept as it stands."""
    agreement, action = claims(
        'Lào và Peru đã ký một số văn kiện, như: "Nghị định thư về cà phê giữa Lào và Peru" (3/9/1995).',
        "agreements",
    )
    assert agreement.one("title") == "Nghị định thư về cà phê giữa Lào và Peru"
    assert agreement.one("agreementKind") == concept("agreement", "protocol")
    assert action.one("edtf") == "1995-09-03"


@pytest.mark.parametrize(
    "text",
    [
        "Lào và Peru sẽ ký Hiệp định vận tải biển.",
        "Lào và Peru nhất trí thúc đẩy ký Hiệp định lãnh sự.",
        "Lào và Peru đã ký nhiều hiệp định quan trọng.",
        "Trên cơ sở các hiệp định đã ký, Lào và Peru tiếp tục hợp tác.",
        "Tổng thư ký nói về Hiệp định của Lào và Peru.",
    ],
)
def test_what_is_not_signed_is_not_read(claims: Claims, text: str) -> None:
    """Plans, uncounted groups, mere mentions and other words with the same syllable give nothing."""
    assert claims(text, "agreements") == []


def test_signature_and_entry_into_force(claims: Claims) -> None:
    """Signature and entry into force are two actions on one agreement."""
    agreement, signed, force = claims(
        "Laos and Mongolia signed a Trade Agreement in May 2009, which came into force on 1 July 2010.",
        "agreements",
        language="en",
    )
    assert agreement.one("title") == "Trade Agreement"
    assert agreement.values["party"] == (LAO, MNG)
    assert (signed.one("action"), signed.one("edtf")) == (concept("action", "signature"), "2009-05")
    assert force.one("action") == concept("action", "entry-into-force")
    assert (force.one("edtf"), force.one("agreement")) == ("2010-07-01", ClaimRef(0))


def test_english_lists_and_groups(claims: Claims) -> None:
    """English titles keep the words before the kind; a counted group is one open set."""
    found = claims(
        "Peru and Laos signed a joint statement, an air services agreement and a memorandum of "
        "understanding on fisheries. They signed nine documents on March 5, 2010.",
        "agreements",
        language="en",
    )
    assert [c.one("title") for c in _of("Agreement", found)] == [
        "joint statement",
        "air services agreement",
        "memorandum of understanding on fisheries",
    ]
    (group,) = _of("OpenSet", found)
    assert (group.one("declared"), group.one("title"), group.one("edtf")) == (
        9,
        "documents",
        "2010-03-05",
    )


def test_a_signing_on_a_visit_has_its_date_and_occasion(claims: Claims) -> None:
    """After the visit that a paragraph tells, what was signed was signed on it."""
    found = claims(
        "Từ 5-6/3/2010 Thủ tướng Peru A. Costa đã thăm chính thức Lào. Hai bên đã ký Tuyên bố chung.",
        "visits",
        "agreements",
    )
    (visit,) = _of("Visit", found)
    (action,) = _of("TreatyAction", found)
    assert action.one("edtf") == visit.one("edtf") == "2010-03-05/2010-03-06"
    assert action.one("occasion") == ClaimRef(found.index(visit))


def test_an_agreement_that_signs_is_recorded_as_garbled(claims: Claims) -> None:
    """Where an agreement stands as the one who signs, what is stated is kept with a repair."""
    agreement, _ = claims(
        "Hiệp định vận tải của Lào và Peru đã ký một tuyên bố chung về thương mại.", "agreements"
    )
    assert [r.reason for r in agreement.repairs] == [
        "an agreement cannot sign: who signed is unclear"
    ]


def test_lines_under_a_heading_that_says_they_were_signed(claims: Claims) -> None:
    """Each line of a list of signed agreements is one, with the date it gives."""
    found = claims(
        "QUAN HỆ LÀO - PERU\n\nCác Hiệp định, thoả thuận đã ký giữa hai nước:\n"
        "- Hiệp định Thương mại (9/1995)\n- Hiệp định Hàng không ký ngày 5/3/1999\n"
        "\nHai bên đang đàm phán Hiệp định thuế.",
        "agreements",
    )
    assert [(c.one("title")) for c in _of("Agreement", found)] == [
        "Hiệp định Thương mại",
        "Hiệp định Hàng không",
    ]
    assert [c.one("edtf") for c in _of("TreatyAction", found)] == ["1995-09", "1999-03-05"]
