"""Giving persons their states and names."""

from __future__ import annotations

from legation.facts.evidence import Named, Source, Span
from legation.reading.document import PersonMention
from legation.reading.mentions.resolve import same_person
from legation.reading.read import prepare
from legation.terms import Iri


def _people(text: str, language: str = "vi") -> list[PersonMention]:
    doc = prepare(text, Source(Iri("https://e.org/source/a"), language=language))
    return list(doc.of(PersonMention, Span(0, len(doc.text))))


def test_another_mention_tells_the_state() -> None:
    """The words around one mention of a name hold for the others."""
    people = _people("Tổng thống Peru Juan Quispe đến. Tổng thống Quispe gặp Thủ tướng Lê Văn Bé.")
    assert [p.state for p in people] == ["PER", "PER", "VNM"]


def test_the_pair_tells_the_state_of_a_foreign_name() -> None:
    """In a text about Viet Nam and one state, a foreign name belongs to that state."""
    people = _people("Quan hệ Việt Nam - Mông Cổ\nThủ tướng B. Tô-mo gặp Thủ tướng Lê Văn Bé.")
    assert [p.state for p in people] == ["MNG", "VNM"]


def test_another_state_of_the_sentence_comes_before_the_pair() -> None:
    """A sentence about a third state is about its people."""
    people = _people("Quan hệ Việt Nam - Mông Cổ\nThủ tướng B. Tô-mo đến từ Chi-lê.")
    assert [p.state for p in people] == ["CHL"]


def test_an_office_alone_is_that_of_the_last_named_holder() -> None:
    """The same words of an office refer back; an own leader comes first."""
    people = _people("Tổng thống Peru Juan Quispe đến. Sau đó, Tổng thống đi thăm. Bộ trưởng về.")
    assert [(p.name is None, p.state) for p in people] == [
        (False, "PER"),
        (True, "PER"),
        (True, ""),
    ]


def test_a_name_cut_at_the_patronymic_is_the_full_name_of_the_text() -> None:
    """Given name, office and state agree, so the surname that is lost is known."""
    people = _people("Tổng thống Nga Ivan Petrov đến. Tổng thống Nga Ivan Sergeyevich .")
    assert [p.name.text if p.name else "" for p in people] == ["Ivan Petrov", "Ivan Petrov"]


def test_forms_of_one_name() -> None:
    """Initials agree with given names; other given names or states do not."""
    none: frozenset[str] = frozenset()
    one = Named("Person", "A.G. Pê-tơ-rốp", ("RUS",))
    assert same_person(one, Named("Person", "A. Pê-tơ-rốp", ("RUS",)), none)
    assert not same_person(one, Named("Person", "B. Pê-tơ-rốp", ("RUS",)), none)
    assert not same_person(one, Named("Person", "A. Pê-tơ-rốp", ("PER",)), none)
    assert not same_person(Named("Person", "Lê Văn An"), Named("Person", "Lê Thị An"), none)
