"""Which subject fields words are about, by the forms of the vocabulary ``subject-field``.

The longest form wins where several begin at one place, so that a passport of diplomats is a
matter of consuls and not of diplomacy. A form with "and" is also found with a dash or a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from legation.facts.evidence import Span
from legation.identity import reference
from legation.reading.text import normalise
from legation.terms import Iri, concept

_LANGUAGES = ("en", "vi")
#: What a text calls "other fields" it does not name.
_UNNAMED = "other"
_AND = re.compile(r"\\ (?:and|và)\\ ")
_ANY_AND = r"(?:\\s+(?:and|và)\\s+|\\s*[-,/&]\\s*)"


@cache
def _fields() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of all forms, longest first, and the notation of each group of it."""
    known: dict[str, str] = {}
    for language in _LANGUAGES:
        for form, notation in reference.forms("topic", language):
            if notation != _UNNAMED:
                known.setdefault(normalise(form), notation)
    longest_first = sorted(known, key=lambda form: (-len(form), form))
    groups = {f"f{n}": known[form] for n, form in enumerate(longest_first)}
    forms = (_AND.sub(_ANY_AND, re.escape(form)) for form in longest_first)
    either = "|".join(f"(?P<f{n}>{form})" for n, form in enumerate(forms))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)"), groups


def topics(norm: str, start: int, end: int, bodies: Iterable[Span] = ()) -> tuple[Iri, ...]:
    """Return the subject fields that a stretch of normal text names, in its order.

    ``bodies`` are where the stretch names organs. What they are called tells the field only
    where nothing else does: a bank that signs on rice makes it no matter of banks, but two
    courts that agree to work together do so on justice.

    >>> title = "agreement between the bank of laos and the ministry of peru on visa exemption"
    >>> [topic.local for topic in topics(title, 0, len(title), [Span(22, 34)])]
    ['topic-consular']
    """
    named = [body for body in bodies if start <= body.start and body.end <= end]
    found = _found(norm, start, end)
    beside = [f for f in found if not any(b.start <= f[0] < b.end for b in named)]
    return tuple(dict.fromkeys(concept("topic", notation) for _, notation in beside or found))


def _found(norm: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return where each field is named, and its notation."""
    pattern, groups = _fields()
    return [(m.start(), groups[m.lastgroup or ""]) for m in pattern.finditer(norm, start, end)]
