"""What the reference of the ontology knows of a word."""

from __future__ import annotations

from legation.view.entries import Word
from legation.view.glossary import modules, schemes


def _word(name: str) -> Word:
    return next(word for module in modules() for word in module.words if word.name == name)


def test_a_class_has_its_labels_key_and_counts() -> None:
    """A visit: two languages, three key properties, one sender and at most one host by its shape."""
    visit = _word("Visit")
    fields = {field.name: field for field in visit.fields}
    assert {"en", "vi"} <= set(visit.labels)
    assert {name for name, field in fields.items() if field.key} == {"sender", "host", "visitor"}
    counts = [fields[name].count for name in ("sender", "host", "rank")]
    assert counts == ["1", "0–1", "0–1"]
    assert visit.notes["key"] == ("sender", "host", "visitor")


def test_what_a_shape_says_of_all_facts_stands_on_fact_alone() -> None:
    """A shape with many targets tells of what they all are."""
    assert "statedIn" in {field.name for field in _word("Fact").fields}
    assert "statedIn" not in {field.name for field in _word("Visit").fields}


def test_a_word_knows_who_uses_it() -> None:
    """Questions by their names, shapes by their files."""
    assert ("question", "visits/between") in _word("visitor").uses
    assert ("shapes", "encounters.ttl") in _word("visitor").uses


def test_every_word_of_a_module_has_an_english_label() -> None:
    """Nothing in the reference is without a name."""
    bare = [
        w.name
        for m in modules()
        for w in m.words
        if w.kind != "individual" and "en" not in w.labels
    ]
    assert bare == []


def test_a_concept_has_the_words_of_documents() -> None:
    """The ways texts write a concept, by language."""
    concepts = {c.name: c for s in schemes() for c in s.concepts}
    embassy = concepts["mission-embassy"]
    assert embassy.notation == "embassy"
    assert "Đại sứ quán" in embassy.written["vi"]
