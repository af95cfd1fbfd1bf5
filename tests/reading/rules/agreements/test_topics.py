"""Subject fields, read from titles by the forms of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Span
from legation.reading.rules.agreements.topics import topics
from legation.reading.text import normalise
from legation.terms import Iri, concept, notation

Claims = Callable[..., list[Claim]]


def _topics(title: str) -> list[str]:
    norm = normalise(title)
    return [notation(topic) for topic in topics(norm, 0, len(norm))]


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Hiệp định miễn thị thực cho người mang hộ chiếu ngoại giao", ["consular"]),
        ("Agreement on visa exemption for holders of diplomatic passports", ["consular"]),
        ("Hiệp định tránh đánh thuế hai lần và ngăn ngừa trốn lậu thuế", ["taxation"]),
        ("Convention for the Avoidance of Double Taxation", ["taxation"]),
        ("Hiệp định khuyến khích và bảo hộ đầu tư", ["investment"]),
        ("Agreement on the Promotion and Protection of Investments", ["investment"]),
        ("Hiệp định về dẫn độ", ["justice"]),
        ("Treaty on Mutual Legal Assistance", ["justice"]),
        ("Hiệp định vận chuyển hàng không", ["transport"]),
        ("Air Services Agreement", ["transport"]),
        ("Hiệp định Hàng hải", ["transport"]),
        ("Maritime Agreement", ["transport"]),
        ("Bản ghi nhớ về giáo dục – đào tạo", ["education"]),
        ("Thoả thuận hợp tác văn hoá, thể thao và du lịch", ["culture", "tourism"]),
        ("Hiệp định về hợp tác và tương trợ hải quan", ["customs"]),
        ("Agreement on Customs Cooperation", ["customs"]),
        ("Protocol on military-technical cooperation", ["defence"]),
        ("Hiệp định hợp tác quốc phòng", ["defence"]),
        ("Hiệp định hợp tác lao động", ["labour"]),
        ("Agreement on Labour Migration", ["labour", "consular"]),
        ("Hiệp định về kiểm dịch và bảo vệ thực vật", ["agriculture"]),
        ("Protocol on Fisheries", ["agriculture"]),
        ("Hiệp định về tiêu chuẩn, đo lường", ["science"]),
        ("Agreement on Standards", ["science"]),
        ("Hiệp định thương mại tự do với Liên minh Hải quan", ["trade"]),
    ],
)
def test_common_titles_have_their_fields(title: str, fields: list[str]) -> None:
    """The longest form decides, and a title may name several fields."""
    assert _topics(title) == fields


@pytest.mark.parametrize(
    "title", ["Nghị định thư", "Tuyên bố chung", "Joint Statement", "Agreement on other fields", ""]
)
def test_a_title_that_names_no_field_gets_none(title: str) -> None:
    """Nothing is guessed."""
    assert _topics(title) == []


def test_only_whole_words_count() -> None:
    """A form inside a longer word is no form."""
    assert _topics("Agreement on transportation of sportswear") == []


def test_the_names_of_bodies_count_only_where_nothing_else_does() -> None:
    """What ministries are called is the field of last resort."""
    title = normalise("Thoả thuận giữa Bộ Giáo dục A và Bộ Giáo dục B về du lịch")
    first, second = title.index("bộ giáo dục a"), title.index("bộ giáo dục b")
    bodies = [Span(first, first + 13), Span(second, second + 13)]
    about = title.index(" về du lịch")
    tourism, education = concept("topic", "tourism"), concept("topic", "education")
    assert topics(title, 0, len(title), bodies) == (tourism,)
    assert topics(title, 0, about, bodies) == (education,)


def test_an_agreement_carries_its_fields(claims: Claims) -> None:
    """The rule for agreements writes the fields of a title; a title without any has none."""
    found = claims(
        "Lào và Peru đã ký Hiệp định Thương mại (1978) và Nghị định thư về y tế (5/3/1990).",
        "agreements",
    )
    agreements = [claim for claim in found if claim.kind == "Agreement"]
    told = [[notation(t) for t in a.values["topic"] if isinstance(t, Iri)] for a in agreements]
    assert told == [["trade"], ["health"]]
