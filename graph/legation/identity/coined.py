"""Polities that only tables know: each is one entity, known by the code its tables have for it.

A table may speak of colonies, former states and trading areas that the reference does not have.
Their codes make their IRIs, so they meet across tables without a guess; names never make them
one with anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from legation.facts.records import Form
from legation.terms import state


def coined(forms: Iterable[Form]) -> Iterator[tuple[str, list[Form], dict[str, str]]]:
    """Yield the polities that forms name by a code of their table: IRI, names, reasons.

    The code itself is a name only as long as no table has another.
    """
    found: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.type == "State" and _code(form) and not form.known.startswith(state("")):
            found[form.known].append(form)
    for iri, known in sorted(found.items()):
        known.sort(key=lambda form: (form.text == _code(form), form.iri))
        named = [form for form in known if form.text != _code(form)] or known[:1]
        yield iri, named, {form.iri: f"the same code: {form.detail}" for form in named}


def _code(form: Form) -> str:
    """Return the code of a polity as its table writes it, without its system."""
    return form.detail.partition(":")[2]
