"""What is done with agreements besides their signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
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
        ("en", "The trade agreement between Laos and Peru was extended until 2005.", []),
        ("vi", "Hiệp định thương mại giữa Lào và Peru được gia hạn đến năm 2005.", []),
        ("vi", "Nghị định thư sửa đổi Hiệp định về thuế giữa Lào và Peru năm 1999 rất tốt.", []),
        ("en", "If the trade agreement between Laos and Peru is ratified in 2005, it helps.", []),
    ],
)
def test_actions_are_read_by_the_words_of_the_vocabulary(
    claims: Claims, language: str, text: str, told: list[tuple[str, str]]
) -> None:
    """An action needs an agreement before it and its date after it; a term is no date."""
    found = claims(text, "agreements", language=language)
    actions = [c for c in found if c.kind == "TreatyAction"]
    assert [(notation(str(c.one("action"))), c.one("edtf")) for c in actions] == told
    assert all(c.one("agreement") is not None for c in actions)
