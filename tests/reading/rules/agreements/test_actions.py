"""What is done with agreements besides their signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import notation

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "vi",
            "Hiệp định thương mại giữa Lào và Peru được Quốc hội Lào phê chuẩn ngày 3/5/1995.",
            [("ratification", "1995-05-03")],
        ),
        (
            "vi",
            "Hiệp định hàng không giữa Lào và Peru được sửa đổi năm 2004 và được gia hạn năm 2009.",
            [("amendment", "2004"), ("extension", "2009")],
        ),
        (
            "en",
            "The trade agreement between Laos and Peru was approved in June 1995, entered into force on 1 July 1995 and was terminated in 2001.",
            [
                ("approval", "1995-06"),
                ("entry-into-force", "1995-07-01"),
                ("termination", "2001"),
            ],
        ),
        (
            "en",
            "In May 1974, the Agreement on Fisheries between Laos and Peru entered into force.",
            [("entry-into-force", "1974-05")],
        ),
        (
            "vi",
            "Ngày 3/5/1974, Hiệp định nghề cá giữa Lào và Peru chính thức có hiệu lực.",
            [("entry-into-force", "1974-05-03")],
        ),
        (
            "en",
            "Peru ratified the Treaty on Extradition between Laos and Peru on 3 May 1997.",
            [("ratification", "1997-05-03")],
        ),
        (
            "en",
            "In May 1997, the Parliament of Laos approved the trade agreement between Laos and Peru.",
            [("approval", "1997-05")],
        ),
        (
            "vi",
            "Quốc hội Lào đã phê chuẩn Hiệp định nghề cá giữa Lào và Peru ngày 3/5/1997.",
            [("ratification", "1997-05-03")],
        ),
        (
            "vi",
            "Năm 1997, Peru chấm dứt Hiệp định nghề cá giữa Lào và Peru.",
            [("termination", "1997")],
        ),
        ("en", "Laos will ratify the trade agreement between Laos and Peru in 2005.", []),
        ("vi", "Lào chưa phê chuẩn Hiệp định nghề cá giữa Lào và Peru năm 1997.", []),
        ("vi", "Lào đã phê duyệt Chương trình hợp tác Lào - Peru 2001-2003.", []),
        ("en", "The trade agreement between Laos and Peru was extended until 2005.", []),
        ("vi", "Hiệp định thương mại giữa Lào và Peru được gia hạn đến năm 2005.", []),
        ("vi", "Nghị định thư sửa đổi Hiệp định về thuế giữa Lào và Peru năm 1999 rất tốt.", []),
        ("en", "If the trade agreement between Laos and Peru is ratified in 2005, it helps.", []),
    ],
)
def test_actions_are_read_by_the_words_of_the_vocabulary(
    claims: Claims, language: str, text: str, told: list[tuple[str, str]]
) -> None:
    """An action needs an agreement and its date, behind it or at the head; a term is no date."""
    found = claims(text, "agreements", language=language)
    actions = [c for c in found if c.kind == "TreatyAction"]
    assert [(notation(str(c.one("action"))), c.one("edtf")) for c in actions] == told
    assert all(c.one("agreement") is not None for c in actions)


@pytest.mark.parametrize(
    ("language", "text", "bodies"),
    [
        (
            "en",
            (
                "The Treaty on Fisheries between the Ministry of Justice of Peru and the Ministry of "
                "Justice of Laos came into force in 1975."
            ),
            {"Ministry of Justice of Peru", "Ministry of Justice of Laos"},
        ),
        (
            "vi",
            "Hiệp định giữa Bộ Tư pháp Peru và Bộ Tư pháp Lào bắt đầu có hiệu lực năm 1975.",
            {"Bộ Tư pháp Peru", "Bộ Tư pháp Lào"},
        ),
    ],
)
def test_the_verb_ends_the_name_of_an_organ(
    claims: Claims, language: str, text: str, bodies: set[str]
) -> None:
    """What is told of an agreement is no part of the name of who made it."""
    found = claims(text, "agreements", language=language)
    (agreement,) = (c for c in found if c.kind == "Agreement")
    parties = agreement.values["party"]
    assert {p.text for p in parties if isinstance(p, Named)} == bodies
