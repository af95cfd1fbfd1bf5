"""The date of a signing that happens in the course of something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim, ClaimRef
from legation.reading.dates import PARAGRAPH
from legation.reading.rules.agreements.signing import IMPLIED

Claims = Callable[..., list[Claim]]


def _dates(found: list[Claim]) -> list[object]:
    return [c.one("edtf") for c in found if c.kind == "TreatyAction"]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        (
            "vi",
            (
                "Ngày 26/2, Thủ tướng Lào đã hội đàm với Thủ tướng Mông Cổ. Kết thúc hội đàm, hai Thủ tướng "
                "đã chứng kiến lễ ký Hiệp định dẫn độ."
            ),
            "2013-02-26",
        ),
        (
            "vi",
            (
                "Chiều 27/2, tại Lima đã diễn ra kỳ họp của Lào và Peru.\n\nKết thúc kỳ họp, hai bên đã ký "
                "Thoả thuận về trồng rừng."
            ),
            "2013-02-27",
        ),
        (
            "vi",
            (
                "Ngày 25/2, Chủ tịch Quốc hội Lào hội kiến Tổng thống Peru. Cùng ngày, hai bên đã ký Thoả thuận "
                "về trồng rừng."
            ),
            "2013-02-25",
        ),
        (
            "en",
            (
                "Lao and Peruvian leaders held talks in Lima on February 25. After the talks, they witnessed "
                "the signing of an extradition treaty."
            ),
            "2013-02-25",
        ),
        (
            "en",
            (
                "The President of Peru flew to Laos on February 25. A day later the two countries signed an "
                "extradition treaty."
            ),
            "2013-02-26",
        ),
        (
            "en",
            (
                "LIMA, February 28 (Agency) -- The ministers of Laos and Peru held talks on February 26.\n\n"
                "Following the talks, the two sides signed an extradition treaty."
            ),
            "2013-02-26",
        ),
    ],
)
def test_a_signing_takes_the_day_of_what_it_was_part_of(
    claims: Claims, language: str, text: str, day: str
) -> None:
    """After talks, at a session, the same day or a day later: the day is implied and recorded so."""
    found = claims(text, "agreements", language=language)
    assert _dates(found) == [day]
    (action,) = [c for c in found if c.kind == "TreatyAction"]
    assert [r.reason in {IMPLIED, PARAGRAPH} for r in action.repairs] == [True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "vi",
            (
                "Ngày 26/2, Thủ tướng Lào hội đàm với Thủ tướng Mông Cổ.\n\nSau hội đàm với Tổng thống Peru, "
                "Lào và Peru đã ký Hiệp định dẫn độ."
            ),
        ),
        ("en", "LIMA, February 28 (Agency) -- Laos and Peru signed an extradition treaty."),
        (
            "en",
            "They met on February 26 in Chile. Laos and Peru have signed an extradition treaty.",
        ),
        ("vi", "Từ năm 2003, Lào và Peru đã ký Hiệp định dẫn độ."),
    ],
)
def test_a_day_of_something_else_is_none_of_the_signing(
    claims: Claims, language: str, text: str
) -> None:
    """Talks with others, the day of the report, and where a period begins date no signing."""
    assert _dates(claims(text, "agreements", language=language)) == [None]


def test_on_a_visit_the_days_of_the_visit_stand(claims: Claims) -> None:
    """Where only the visit is dated, no day is picked from it, and the visit is the occasion."""
    found = claims(
        "Bộ trưởng Ngoại giao Peru A. Costa thăm chính thức Lào từ ngày 11 đến 13/2/2013.\n\n"
        "Hai Bộ trưởng đã ký Thoả thuận hợp tác giữa hai Học viện Ngoại giao.",
        "visits",
        "agreements",
    )
    assert _dates(found) == ["2013-02-11/2013-02-13"]
    (action,) = [c for c in found if c.kind == "TreatyAction"]
    assert isinstance(action.one("occasion"), ClaimRef)


def test_each_clause_has_its_own_date(claims: Claims) -> None:
    """Two words for signing in one sentence are two signings."""
    found = claims(
        "Năm 1994, Lào và Peru ký Hiệp định Thương mại và năm 1996 ký Hiệp định Hàng không.",
        "agreements",
    )
    assert _dates(found) == ["1994", "1996"]
    titles = [c.one("title") for c in found if c.kind == "Agreement"]
    assert titles == ["Hiệp định Thương mại", "Hiệp định Hàng không"]
