"""Names of persons, organs and committees become entities, with the reason kept."""

from __future__ import annotations

from itertools import permutations

import pytest

from legation.facts.records import Form
from legation.identity.resolving import resolve
from legation.terms import DEFAULT_BASE, REFERENCE


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


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mario Danko", "Maria Danko"), ("Paul Danko", "Paula Danko"), ("Juan Danko", "Juana Danko")],
)
def test_given_names_of_two_persons_are_put_up_for_review(one: str, other: str) -> None:
    """They sound alike and are spelled out: nobody is merged without asking."""
    for order in permutations((_form(one), _form(other))):
        resolution = resolve(order, DEFAULT_BASE)
        assert len(resolution.entities) == 2
        assert len(resolution.doubts) == 1
    for spelled in (f"{one[0]}. Danko", one):
        assert len(resolve([_form(one), _form(spelled, 1)], DEFAULT_BASE).entities) == 1


def test_a_senior_and_a_junior_are_two_persons() -> None:
    """A name without either joins the one that there is; where there are both it is a doubt."""
    junior, senior, plain = (_form(f"Hector Dunmore{end}") for end in (", Jr.", ", Sr.", ""))
    assert len(resolve([junior, senior], DEFAULT_BASE).entities) == 2
    assert len(resolve([plain, junior], DEFAULT_BASE).entities) == 1
    for order in permutations((plain, junior, senior)):
        resolution = resolve(order, DEFAULT_BASE)
        assert len(resolution.entities) == 3
        assert [d.reason for d in resolution.doubts] == [
            "'Hector Dunmore' may name Hector Dunmore, Jr. or Hector Dunmore, Sr.",
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


def test_an_organ_that_the_reference_names_is_that_one() -> None:
    """A party called as in the reference, in any of its languages, has the IRI of the reference."""
    party = {"type": "Organisation", "detail": "party"}
    forms = [
        _form("Đảng cộng sản Việt Nam", 1, of=("VNM",), **party),
        _form("Communist Party of Vietnam", 2, of=("VNM",), type="Organisation"),
        _form("Đảng Cộng sản Việt Nam", 3, of=("LAO",), **party),
        _form("Đảng Lao động Việt Nam", 4, of=("VNM",), **party),
    ]
    before = {"x:Đảng cộng sản Việt Nam-1": "x:old"}
    for order in permutations(forms):
        found = resolve(order, DEFAULT_BASE, before)
        ours = REFERENCE + "org/CPV"
        assert [len(e.forms) for e in found.entities if e.iri == ours] == [2]
        assert len(found.entities) == 3
        assert found.moved == {"x:old": ours}
    (one,) = (e for e in found.entities if e.iri == ours)
    assert set(one.reasons.values()) == {"named so in the reference: CPV"}


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


def test_marks_tell_goods_and_organs_apart() -> None:
    """Oil and beans, chicken and gas are four goods, however alike their letters."""
    forms = [_form(text, n, "Commodity", ()) for n, text in enumerate(["dầu", "đậu", "gà", "ga"])]
    entities = resolve(forms, DEFAULT_BASE).entities
    assert len({e.iri for e in entities}) == 4


def test_long_names_are_compared_to_their_end() -> None:
    """Two departments whose names differ in the last word are two."""
    start = "Department for International Cooperation and Multilateral Affairs of the Ministry of "
    forms = [_form(start + end, type="Organisation") for end in ("Health", "Trade")]
    assert len({e.iri for e in resolve(forms, DEFAULT_BASE).entities}) == 2


def test_a_new_namesake_takes_no_iri_away() -> None:
    """Whom a graph knew first keeps the plain IRI when another person of like letters comes."""
    old, new = _form("Trần Văn Hùng", of=("VNM",)), _form("Trần Văn Hưng", of=("VNM",))
    (known,) = resolve([old], DEFAULT_BASE).entities
    before = {old.iri: known.iri}
    found = resolve([new, old], DEFAULT_BASE, before).by_form()
    assert found == {old.iri: known.iri, new.iri: f"{known.iri}-2"}


def test_what_sounds_like_a_changed_name_is_compared_again() -> None:
    """A name far from all that changed is kept with its person; near ones are looked at, and theirs."""
    forms = [_form("Pavel Novak"), _form("Petr Novak"), _form("P. Novak"), _form("Karel Dvorak")]
    before = resolve(forms, DEFAULT_BASE).by_form()
    again = resolve(forms, DEFAULT_BASE, before, changed={"x:Pavel Novak-0"})
    assert again.kept == {"x:Karel Dvorak-0"}
    assert again.by_form() == before


def test_an_entity_that_became_one_with_another_leads_on() -> None:
    """The IRI that is no longer used leads to the one that is."""
    forms = [_form("Pavel Novak", 1), _form("Pavel Novak", 2)]
    base = f"{DEFAULT_BASE}person/UKR-novak"
    before = {forms[0].iri: base, forms[1].iri: f"{base}-2"}
    resolution = resolve(forms, DEFAULT_BASE, before)
    assert [e.iri for e in resolution.entities] == [base]
    assert resolution.moved == {f"{base}-2": base}


def test_a_register_tells_alike_names_apart_and_together() -> None:
    """One key and alike names are one person, two keys of one register are two, whatever the names."""
    one = _form("Ana Diaz", detail="list:diaz-ana")
    again = _form("A. Dias", 2, detail="list:diaz-ana")
    other = _form("Ana Diaz", 3, detail="list:diaz-ana-maria")
    found = {
        frozenset(form.iri for form in entity.forms)
        for entity in resolve([one, again, other], DEFAULT_BASE).entities
    }
    assert found == {frozenset([one.iri, again.iri]), frozenset([other.iri])}


def test_a_surname_in_one_register_is_put_up_against_another() -> None:
    """A bare surname and a full name of two registers are in doubt; without a register they meet."""
    bare = _form("Dunmore", detail="leaders:17")
    full = _form("Hector M. Dunmore", 2, detail="envoys:dunmore-hector")
    now = resolve([bare, full], DEFAULT_BASE)
    assert len(now.entities) == 2
    assert [doubt.reason for doubt in now.doubts] == ["'Hector M. Dunmore' may name Dunmore"]
    free = _form("Hector M. Dunmore", 2)
    assert len(resolve([bare, free], DEFAULT_BASE).entities) == 1


def test_sounds_that_are_only_near_do_not_make_one_person_of_two_in_one_script() -> None:
    """An initial that is the first letter of another's first name is no reason to merge."""
    names = ("Anton J. Dunmore", "Jerome Dunmorton", "Hector W. Marrow", "Walter Marrow")
    forms = [_form(name, n) for n, name in enumerate(names)]
    assert len(resolve(forms, DEFAULT_BASE).entities) == 4


def test_the_very_same_name_comes_before_one_that_only_sounds_like_it() -> None:
    """A third list has no doubt whom it means where one of two that sound alike is spelled as it spells."""
    forms = [
        _form("Danilo Vasquez", detail="leaders:1"),
        _form("Danilo Vazquez", 2, detail="leaders:2"),
        _form("Danilo Vazquez", 3, detail="visits:7"),
    ]
    for order in permutations(forms):
        now = resolve(order, DEFAULT_BASE)
        assert sorted(len(entity.forms) for entity in now.entities) == [1, 2]
        assert now.doubts == ()
