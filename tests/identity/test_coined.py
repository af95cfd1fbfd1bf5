"""Polities that only tables know become entities with a type, a name and a code."""

from __future__ import annotations

from legation.facts.records import Form
from legation.identity.coined import coined
from legation.identity.resolving import resolve
from legation.terms import DEFAULT_BASE, state

ISLAND = DEFAULT_BASE + "state/gph-99999"


def _form(text: str, known: str = ISLAND, detail: str = "gph:99999", source: str = "x:s") -> Form:
    return Form(f"{source}/{text}", source, "State", text, "en", (), detail, "", known)


def test_one_code_is_one_polity_whatever_tables_call_it() -> None:
    """Two tables with two spellings of one code have one entity, and the code is the reason."""
    forms = [_form("Invented Island"), _form("Invented I.", source="x:t")]
    (entity,) = resolve(forms, DEFAULT_BASE).entities
    assert (entity.iri, entity.type, entity.best.detail) == (ISLAND, "State", "gph:99999")
    assert set(entity.reasons.values()) == {"the same code: gph:99999"}


def test_one_name_of_two_codes_is_two_polities() -> None:
    """A name alone makes nothing one."""
    other = ISLAND.replace("99999", "99998")
    forms = [_form("Invented Island"), _form("Invented Island", other, "gph:99998", "x:t")]
    assert [e.iri for e in resolve(forms, DEFAULT_BASE).entities] == [other, ISLAND]


def test_a_code_is_a_name_only_for_want_of_one() -> None:
    """Where one table has no name for a polity, that of another is taken."""
    nameless = _form("99999")
    ((_, told, _),) = coined([nameless])
    assert told == [nameless]
    ((_, told, _),) = coined([nameless, _form("Invented Island", source="x:t")])
    assert [form.text for form in told] == ["Invented Island"]


def test_names_of_the_reference_make_no_entity() -> None:
    """How a table spells a state that the reference knows is a name form and no more."""
    assert list(coined([_form("Mongolia As Invented", state("MNG"), "MNG")])) == []
