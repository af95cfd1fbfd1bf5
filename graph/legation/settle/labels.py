"""What a fact is called in one line, in each language of legation."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pyoxigraph as ox
import yaml

from legation.knowledge import folder
from legation.resources import shelf
from legation.settle.choose import Settled
from legation.terms import RDFS

LANGUAGES = ("en", "vi")
_SLOT = re.compile(r"\{(\w+)\}")
_POWERS = {
    "en": {3: " thousand", 6: " million", 9: " billion"},
    "vi": {3: " nghìn", 6: " triệu", 9: " tỷ"},
}
_LONG = 160
_LABEL = ox.NamedNode(RDFS + "label")

#: Gives the name of an IRI in a language.
Name = Callable[[str, str], str]


def label(fact: Settled, language: str, name: Name) -> str:
    """Return the label of a fact by the first template that its values fill.

    ``name`` gives the name of a value that is an IRI.
    """
    values = fact.values
    for template, slots in _templates()[fact.kind][language]:
        if all(slot in values for slot in slots):
            text = template.format(*[_told(fact, slot, language, name) for slot in slots])
            break
    else:
        text = fact.kind
    text = text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"
    edtf = fact.values.get("edtf", ())
    return f"{text} ({edtf[0].value})" if edtf else text


@cache
def class_name(iri: str, language: str) -> str:
    """Return what a class of the core is called, ``""`` for anything else.

    >>> class_name("https://w3id.org/legation/ns#Agreement", "vi")
    'văn kiện thoả thuận'
    """
    for quad in folder("core").quads_for_pattern(ox.NamedNode(iri), _LABEL, None):
        if isinstance(quad.object, ox.Literal) and quad.object.language == language:
            return quad.object.value
    return ""


def amount(value: str, multiplier: int, unit: str, language: str) -> str:
    """Return a figure in words of a language.

    >>> amount("95.8", 6, "USD", "vi"), amount("1200", 0, "persons", "en")
    ('95,8 triệu USD', '1200 persons')
    """
    shown = value.replace(".", ",") if language == "vi" else value
    people = {"vi": "người"}.get(language, unit) if unit == "persons" else unit
    return f"{shown}{_POWERS[language].get(multiplier, '')} {people}".strip()


def _told(fact: Settled, slot: str, language: str, name: Name) -> str:
    if slot == "value":
        power, unit = fact.values.get("multiplier", ()), fact.values.get("unit", ())
        return amount(
            fact.values["value"][0].value,
            int(power[0].value) if power else 0,
            unit[0].value if unit else "",
            language,
        )
    told = [
        name(t.value, language) if isinstance(t, ox.NamedNode) else t.value
        for t in fact.values[slot]
    ]
    joined = " – ".join(sorted(told)) if slot in {"party", "subject"} else ", ".join(told)
    return (
        joined[:1].upper() + joined[1:]
        if slot in {"missionKind", "action", "flow", "memberKind", "change"}
        else joined
    )


@cache
def _templates() -> dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]]:
    """Return the templates of each kind in each language: with open places, and what fills them."""
    text = (shelf("ontology") / "language" / "labels.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return {
        kind: {
            language: [(_SLOT.sub("{}", t), tuple(_SLOT.findall(t))) for t in templates]
            for language, templates in told.items()
        }
        for kind, told in loaded.items()
    }
