"""Values in words of a language: dates, amounts, states, posts, lists.

The words stand in ``ontology/language/telling.<language>.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from legation.errors import BadDate
from legation.facts.claims import Value
from legation.facts.evidence import Named
from legation.identity import reference
from legation.network.names import word
from legation.resources import shelf
from legation.settle import posts
from legation.terms import LGN, REFERENCE, Iri, notation, post, state
from legation.values.dates import Dating

#: Gives the name of an IRI in a language.
Name = Callable[[str, str], str]

_STATES = REFERENCE + "state/"
_DATES = frozenset({"edtf", "growthBase"})
_MARKS = {"~": "about", "%": "about", "?": "perhaps"}
_PARTS = {4: "year", 7: "month", 10: "day"}
_HALVES = {(1, 6): "first half", (7, 12): "second half"}
_QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
#: Which list of words a slot of a date is told by, and which form a date within a date takes.
_LISTS = {"m": "months", "m2": "months", "n": "numbers", "q": "ordinals"}
_INNER = {"bare": "bare", "bare2": "bare", "when": "when"}


@cache
def knowledge(language: str) -> Mapping[str, Any]:
    """Return how a language tells facts: sentences and words.

    >>> knowledge("vi")["amounts"]["powers"][6]
    'triệu'
    """
    text = (shelf("ontology") / "language" / f"telling.{language}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def named(iri: str, language: str) -> str:
    """Return what a reference entity, a post or a concept is called.

    >>> named(state("BLR"), "vi"), named(LGN + "action-signature", "en")
    ('Belarus', 'signature')
    """
    return word(iri, language) if iri.startswith(LGN) else reference.label(iri, language)


def phrase(
    name: str, values: Sequence[Value], table: str, language: str, call: Name = named
) -> str:
    """Return the values of one property in words, by a table of words (``""``: the usual one).

    A table that has no word for one of them gives ``""``.

    >>> phrase("party", (state("CHL"), state("USA")), "", "en")
    'Chile and the United States'
    >>> phrase("growthBase", ("2011",), "bare", "en"), phrase("ordinal", (22,), "nth", "en")
    ('2011', '22nd')
    """
    if name in _DATES:
        return date(str(values[0]), table or "when", language)
    said = [_one(name, value, table, language, call) for value in values]
    if not all(said):
        return ""
    lists = knowledge(language)["lists"]
    return _list(said, lists.get(table, lists[""]))


def _one(name: str, value: Value, table: str, language: str, call: Name) -> str:
    words = knowledge(language)
    key = _key(value)
    if (known := words["words"].get(table or name)) is not None and (table or key in known):
        told = known.get(key, "")
        states = value.of if isinstance(value, Named) else ()
        if str(told).count("{") > len(states):
            return ""
        return str(told).format("", *(_state(state(code), language, call) for code in states))
    if table == "own":
        owner = _one(name, value, "", language, call)
        return owner + str(words["own"].get(owner[-1:], words["own"][""]))
    if table == "nth":
        ends = words["nth"]
        number = int(str(value))
        return f"{number}{ends.get(number % 100, ends.get(number % 10, ends['']))}"
    if isinstance(value, Named):
        text = value.text if value.language in {language, ""} else value.latin or value.text
        organ = value.type == "Organisation" and value.detail in words["the organs"]
        return f"the {text}" if organ else text
    if isinstance(value, Iri):
        return (
            office(value, language, call) if posts.is_post(value) else _state(value, language, call)
        )
    return figure(value, language) if isinstance(value, Decimal) else str(value)


def _key(value: Value) -> str:
    """Return what a value is called in the tables of words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Named):
        return value.detail or "people"
    if not isinstance(value, Iri):
        return ""
    if posts.is_post(value):
        _, kind, detail = posts.parts(value)
        return f"{kind} {detail}".strip()
    return notation(value) if value.startswith(LGN) else ""


def _list(said: Sequence[str], words: Mapping[str, str]) -> str:
    if len(said) < 2:
        return "".join(said)
    return words["part"].join(said[:-1]) + words["last"] + said[-1]


def _state(iri: Iri, language: str, call: Name) -> str:
    """Return the name of a state with its article, or that of any other thing."""
    article = iri.startswith(_STATES) and iri.local in knowledge(language)["the"]
    return f"the {call(iri, language)}" if article else call(iri, language)


def office(iri: str, language: str, call: Name = named) -> str:
    """Return a post as it stands before the name of who holds it.

    >>> office(post("CHL", "minister", "Quốc phòng"), "en")
    'Minister of Defence of Chile'
    >>> office(post("CHL", "ambassador", "MNG"), "vi")
    'Đại sứ Chile tại Mông Cổ'
    """
    words = knowledge(language)
    of, kind, detail = posts.parts(iri)
    known = words["offices"]
    own = f"{kind} {of} {detail}"
    keys = (own, f"{kind} {of}", f"{kind} {detail}", f"{kind} *" if detail else kind, kind)
    template = next((known[key] for key in keys if key in known), None)
    if template is None:
        return posts.name(iri, language)
    field = next((told for told, slugs in words["fields"].items() if detail in slugs), None)
    slots = {
        "state": _state(state(of), language, call),
        "detail": field or detail.replace("-", " ").capitalize(),
    }
    if "{host}" in template:
        slots["host"] = _state(state(detail.upper()), language, call)
    if "{principal}" in template:
        slots["principal"] = office(post(of, detail), language, call)
    return str(template).format(**slots)


def figure(value: Decimal, language: str) -> str:
    """Return a number as a language writes it, digit for digit.

    >>> figure(Decimal("1774.50"), "vi")
    '1.774,50'
    """
    words = knowledge(language)["amounts"]
    signs = str.maketrans({",": words["group"], ".": words["decimal"]})
    return f"{value:,f}".translate(signs)


def amount(value: Decimal, power: int, unit: str, language: str) -> str:
    """Return an amount with its unit.

    >>> amount(Decimal("95.8"), 6, "USD", "en"), amount(Decimal("95.8"), 6, "USD", "vi")
    ('US$95.8 million', '95,8 triệu USD')
    """
    words = knowledge(language)["amounts"]
    scale = words["powers"].get(power, "")
    number = figure(value if scale else value.scaleb(power), language)
    told = words["units"].get(unit, words["units"][""])
    return str(told).format(number=f"{number} {scale}".strip(), unit=unit)


def date(edtf: str, table: str, language: str) -> str:
    """Return a date in words: ``when`` with its preposition, ``bare`` without.

    ``period`` prefers parts of a year, ``start`` tells the start only. What is not understood
    stays as it is.

    >>> date("1958-11-28/1958-12-02", "when", "en"), date("1997-04", "when", "vi")
    ('from 28 November to 2 December 1958', 'tháng 4/1997')
    >>> date("2012-01/2012-08", "period", "en"), date("2003-10/", "bare start", "en")
    ('in the first eight months of 2012', 'October 2003')
    """
    if table.endswith("start"):
        return date(edtf.partition("/")[0], table.removesuffix("start").strip(), language)
    try:
        Dating.parse(edtf)
    except BadDate:
        return edtf
    shape, slots = _shape(edtf, parts=table == "period")
    words = knowledge(language)
    forms = words["dates"]["when"] | words["dates"].get(table, {})
    for key, value in slots.items():
        if key in _LISTS:
            slots[key] = words[_LISTS[key]][int(value) - 1]
        elif key in _INNER:
            slots[key] = date(value, _INNER[key], language)
    return str(forms[shape]).format(**slots) if shape else edtf


def _shape(edtf: str, *, parts: bool) -> tuple[str, dict[str, str]]:
    """Return the name of the form in which a date is told, and what stands in its slots."""
    first, slash, last = edtf.partition("/")
    first, last = first.strip("."), last.strip(".")
    if not slash:
        return _single(first)
    if not last:
        return "since", {"bare": first}
    if not first:
        return "until", {"bare2": last}
    (y, m, d), (y2, m2, d2) = _split(first), _split(last)
    if parts and y == y2 and m and not d and not d2:
        months = (int(m), int(m2))
        if months in _HALVES:
            return _HALVES[months], {"y": y}
        if months in _QUARTERS:
            return "quarter", {"q": str(_QUARTERS.index(months) + 1), "y": y}
        if months[0] == 1:
            return "first months", {"n": m2, "y": y}
    slots = {"d": str(int(d or 0)), "m": m, "y": y, "d2": str(int(d2 or 0)), "m2": m2, "y2": y2}
    if not first.replace("-", "").isdigit() or not last.replace("-", "").isdigit() or y != y2:
        return "interval", {"bare": first, "bare2": last}
    if d and d2:
        return "days of a month" if m == m2 else "days of a year", slots
    if m and m2 and not d and not d2:
        return "months of a year", slots
    return "interval", {"bare": first, "bare2": last}


def _single(edtf: str) -> tuple[str, dict[str, str]]:
    if edtf[-1:] in _MARKS:
        return _MARKS[edtf[-1]], {"bare": edtf[:-1], "when": edtf[:-1]}
    y, m, d = _split(edtf)
    if len(edtf) == len("199X") and edtf[:3].isdigit() and edtf.endswith("X"):
        return "decade", {"y": f"{edtf[:3]}0"}
    if not edtf.replace("-", "").isdigit():
        return "", {}
    slots = {"y": y} | ({"m": m} if m else {}) | ({"d": str(int(d))} if d else {})
    return _PARTS[len(edtf)], slots


def _split(edtf: str) -> tuple[str, str, str]:
    y, m, d = [*edtf.split("-"), "", ""][:3]
    return y, m, d
