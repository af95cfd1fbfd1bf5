"""In which years those acted whom a source names: what tells namesakes of two centuries apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.facts.records import Form
from legation.facts.written import Written
from legation.identity.eras import Years
from legation.knowledge import value

_BOUNDS = (term("earliest"), term("latest"))


class Active:
    """Tells the years that a source gives for what a person did, ``None`` if it gives none.

    ``new`` is what is still to be loaded into the store.
    """

    def __init__(self, store: ox.Store, new: Written | None = None) -> None:
        self._store, self._new = store, new

    def __call__(self, form: Form) -> Years | None:
        """Return the first and the last year of the claims that name a person so."""
        if self._new is not None and form.source in self._new.sources:
            return self._written.get(form.iri)
        return _span(self._stored(form))

    def _stored(self, form: Form) -> Iterator[int]:
        graph = node(form.source)
        for quad in self._store.quads_for_pattern(None, None, node(form.iri), graph):
            for bound in _BOUNDS:
                for told in self._store.quads_for_pattern(quad.subject, bound, None, graph):
                    yield _year(value(told.object))

    @cached_property
    def _written(self) -> dict[str, Years]:
        """What is still to be loaded is read once for all names in it."""
        if self._new is None:
            return {}
        wanted = {form.iri for form in self._new.forms if form.type == "Person"}
        found: dict[str, list[int]] = {}
        for record in self._new.claims() if wanted else ():
            named = [
                t.value for terms in record.values.values() for t in terms if t.value in wanted
            ]
            if named and (dating := record.dating):
                days = (dating.earliest, dating.latest)
                for iri in named:
                    found.setdefault(iri, []).extend(day.year for day in days if day)
        return {iri: span for iri, years in found.items() if (span := _span(years))}


def _year(day: str) -> int:
    """Return the year of an ``xsd:date``, which may lie before Christ.

    >>> _year("1987-06-11"), _year("-0044-03-15")
    (1987, -44)
    """
    return int(day[:5] if day.startswith("-") else day[:4])


def _span(years: Iterable[int]) -> Years | None:
    told = sorted(years)
    return Years(told[0], told[-1]) if told else None
