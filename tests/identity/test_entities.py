"""Names of persons, organs and committees become entities, with the reason kept."""

from __future__ import annotations

from itertools import permutations

from legation.facts.records import Form
from legation.identity.entities import resolve
from legation.terms import DEFAULT_BASE


def _form(
    text: str,
    number: int = 0,
    type: str = "Person",
    of: tuple[str, ...] = ("UKR",),
    detail: str = "",
) -> Form:
    return Form(f"x:{text}-{number}", "x:s", type, text, "vi", of, detail, "", "")


def test_a_respelled_name_meets_the_latin_one() -> None:
    """A Vietnamese respelling with an initial names the same person as the Latin full name."""
    forms = [_form("V. Ia-nu-cô-vích"), _form("Viktor Yanukovych")]
    for order in permutations(forms):
        (entity,) = resolve(order, DEFAULT_BASE).entities
        assert entity.best.text == "Viktor Yanukovych"
        assert entity.reasons["x:V. Ia-nu-cô-vích-0"].startswith(
            "sounds like 'Viktor Yanukovych' ("
        )


def test_the_same_name_in_two_states_is_two_persons() -> None:
    """Acting for different states speaks against being one person."""
    forms = [_form("Ivan Petrov", of=("BGR",)), _form("Ivan Petrov", 1, of=("RUS",))]
    assert len(resolve(forms, DEFAULT_BASE).entities) == 2


def test_a_name_that_fits_two_persons_joins_neither() -> None:
    """An initial that fits two full names is put up for review."""
    forms = [_form("Pavel Novak"), _form("Petr Novak"), _form("P. Novak")]
    resolution = resolve(forms, DEFAULT_BASE)
    assert len(resolution.entities) == 3
    assert [d.reason for d in resolution.doubts] == [
        "'P. Novak' may name Pavel Novak or Petr Novak",
    ]


def test_organs_meet_by_state_kind_and_folded_name() -> None:
    """Tone placement and case do not make two ministries; another state does."""
    organ = {"type": "Organisation", "detail": "ministry"}
    forms = [
        _form("Bộ Văn hoá", 1, of=("VNM",), **organ),
        _form("Bộ Văn hóa", 2, of=("VNM",), **organ),
        _form("Bộ Văn hoá", 3, of=("LAO",), **organ),
    ]
    assert len(resolve(forms, DEFAULT_BASE).entities) == 2


def test_the_intergovernmental_committee_of_a_pair_is_one() -> None:
    """Two names of the intergovernmental committee of one pair mean one committee."""
    forms = [
        _form("Uỷ ban liên Chính phủ", 1, "JointCommittee", ("VNM", "UKR"), "intergovernmental"),
        _form("UBLCP về hợp tác kinh tế", 2, "JointCommittee", ("UKR", "VNM"), "intergovernmental"),
    ]
    (entity,) = resolve(forms, DEFAULT_BASE).entities
    assert entity.iri == f"{DEFAULT_BASE}committee/UKR-VNM-intergovernmental"


def test_reference_entities_are_left_alone() -> None:
    """A form that an exact alias resolved is no new entity."""
    known = Form("x:1", "x:s", "State", "U-crai-na", "vi", (), "", "", "x:ukr")
    assert resolve([known], DEFAULT_BASE).entities == ()
