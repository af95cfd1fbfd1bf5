"""Joint committees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import concept

Claims = Callable[..., list[Claim]]


def test_each_session_has_its_own_place_and_date(claims: Claims) -> None:
    """Two sessions in one sentence are two, each with what follows it."""
    first, second = claims(
        "UBLCP Lào - Peru về hợp tác nghề cá đã họp Khoá 2 tại Viêng Chăn tháng 5/2004 và Khoá 3 tại "
        "Lima tháng 6/2006.",
        "committees",
    )
    assert (first.one("ordinal"), first.one("edtf")) == (2, "2004-05")
    assert (second.one("ordinal"), second.one("edtf")) == (3, "2006-06")
    assert first.one("place") != second.one("place")
    committee = first.one("committee")
    assert isinstance(committee, Named)
    assert committee == second.one("committee")
    assert (committee.text, committee.of) == (
        "UBLCP Lào - Peru về hợp tác nghề cá",
        ("LAO", "PER"),
    )


def test_english_sessions_held_and_planned(claims: Claims) -> None:
    """An ordinal in English counts the session; what will be held is planned."""
    held, planned = claims(
        "The Laos-Peru Joint Committee on Fisheries held its 15th meeting in Vientiane in March 2010. "
        "The second session of the Laos-Mongolia Intergovernmental Commission will be held in June 2014.",
        "committees",
        language="en",
    )
    assert (held.one("ordinal"), held.one("status")) == (15, concept("status", "held"))
    assert (planned.one("ordinal"), planned.one("status")) == (2, concept("status", "planned"))
    assert planned.one("edtf") == "2014-06"


def test_how_often_a_committee_meets_is_a_remark(claims: Claims) -> None:
    """The words "Meets annually" is a remark on the committee and names no session."""
    (remark,) = claims("Uỷ ban hỗn hợp Lào - Peru duy trì cơ chế họp thường niên.", "committees")
    assert (remark.kind, remark.one("cadence")) == ("Remark", "annual")
    subject = remark.one("subject")
    assert isinstance(subject, Named)
    assert subject.type == "JointCommittee"


def test_the_committee_of_the_sentence_before(claims: Claims) -> None:
    """The words "The committee" alone is the one named before."""
    _, times = claims(
        "The Laos-Peru Joint Committee meets annually. The committee has met 12 times.",
        "committees",
        language="en",
    )
    assert times.one("text") == "met 12 times"


@pytest.mark.parametrize(
    ("language", "text", "sessions"),
    [
        (
            "vi",
            (
                "Uỷ ban liên Chính phủ Lào - Peru đã họp 3 kỳ: kỳ I (Viêng Chăn, 1995), kỳ II (Lima, 3/1997) và "
                "kỳ III tại Viêng Chăn (10/1999)."
            ),
            [(1, "1995"), (2, "1997-03"), (3, "1999-10")],
        ),
        (
            "vi",
            (
                "Ngày 3/2, tại Lima đã diễn ra phiên họp lần thứ hai Diễn đàn Đối tác Lào - Peru. Hai bên hài lòng. "
                "Phiên họp lần thứ nhất của Diễn đàn tổ chức tại Viêng Chăn tháng 5/2007."
            ),
            [(2, "2013-02-03"), (1, "2007-05")],
        ),
        (
            "vi",
            "UBHH Lào - Peru lập năm 1978; kỳ họp thứ 4 tại Lima 10/2001, kỳ 5 tại Viêng Chăn 11/2003.",
            [(4, "2001-10"), (5, "2003-11")],
        ),
        (
            "vi",
            "Uỷ ban hỗn hợp Lào - Peru họp phiên đầu tiên ngày 25/1/2012 tại Lima.",
            [(1, "2012-01-25")],
        ),
        (
            "vi",
            "Lào và Peru đã tiến hành Tham khảo chính trị lần thứ 4 tại Lima (6/2009).",
            [(4, "2009-06")],
        ),
        (
            "en",
            (
                "Laos and Peru have held three rounds of a Strategic Dialogue: the first session was held in Lima in "
                "May 2009, the second in Vientiane in June 2010 and the third in Lima in 2012."
            ),
            [(1, "2009-05"), (2, "2010-06"), (3, "2012")],
        ),
        (
            "en",
            "The Laos-Peru Trade Monitoring Mechanism met for the 5th time in Lima in April 2008.",
            [(5, "2008-04")],
        ),
        (
            "en",
            "Laos and Peru have a Joint Defence Committee, the 6th meeting of which was held on 3 May 2010.",
            [(6, "2010-05-03")],
        ),
        (
            "en",
            "Laos and Peru held the 2nd Strategic Dialogue in Lima in June 2012.",
            [(2, "2012-06")],
        ),
        ("en", "Laos and Peru spoke at the 60th session of the UN General Assembly in 2005.", []),
        ("vi", "Tại kỳ họp Quốc hội khoá XIII, Uỷ ban hợp tác Lào - Peru được nhắc tới.", []),
    ],
)
def test_numbered_sessions_of_all_kinds(
    claims: Claims, language: str, text: str, sessions: list[tuple[int, str]]
) -> None:
    """Committees, forums and dialogues count their sessions in words, figures and Roman numbers."""
    found = claims(text, "committees", language=language)
    told = [(c.one("ordinal"), c.one("edtf")) for c in found if c.kind == "Session"]
    assert told == sessions


def test_that_a_committee_exists_is_a_remark_and_a_proposal_none(claims: Claims) -> None:
    """A committee that was set up is remarked; one that is only agreed upon is not."""
    (remark,) = claims(
        "Institutional arrangements of Laos and Peru include the Joint Commission on Trade.",
        "committees",
        language="en",
    )
    assert remark.kind == "Remark"
    assert claims("Hai nước Lào và Peru nhất trí lập Uỷ ban hỗn hợp.", "committees") == []
