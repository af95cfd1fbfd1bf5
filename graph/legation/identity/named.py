"""Names and claims of a graph, and how a person refers to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from legation.facts.quads import node, node_or_none, term
from legation.identity.judgements import Name, Reference, Stated
from legation.knowledge import value
from legation.terms import LGN, RDF, RDFS, Iri, special


class Names:
    """The name forms and claims of a graph, and how a person refers to them."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self.store, self._base = store, base
        self._identity = node(special(base, "identity"))

    def of_form(self, iri: str) -> Name | None:
        """Return the name that a name form has, as every source writes it."""
        told = self._told(iri)
        if LGN + "NameForm" not in told.get(RDF + "type", ()):
            return None
        codes = [
            Iri(code).local for role in ("nameOf", "nameIn") for code in told.get(LGN + role, ())
        ]
        text = " ".join(told[LGN + "text"][0].split())
        return Name(Iri(told[LGN + "nameType"][0]).local, "-".join(codes), text)

    def of_entity(self, iri: str) -> Name | None:
        """Return the name by which an entity goes, if sources name it."""
        forms = sorted(self.forms(iri))
        found = [name for form in forms if (name := self.of_form(form))]
        label = " ".join(next(iter(self._told(iri).get(RDFS + "label", ())), "").split())
        best = [name for name in found if name.text == label]
        return next(iter(best or found), None)

    def of_claim(self, iri: str) -> Stated | None:
        """Return how the fact of a claim is referred to."""
        told = self._told(iri)
        if LGN + "Claim" not in told.get(RDF + "type", ()):
            return None
        edtf = next(iter(told.get(LGN + "edtf", ())), "")
        return Stated(Iri(told[LGN + "kind"][0]).local, edtf, iri.removeprefix(self._base))

    def of_fact(self, iri: str) -> Stated | None:
        """Return how a fact is referred to: by the first of its claims with its date."""
        found = [ref for claim in sorted(self.claims(iri)) if (ref := self.of_claim(claim))]
        edtf = next(iter(self._told(iri).get(LGN + "edtf", ())), "")
        return next(iter([ref for ref in found if ref.edtf == edtf] or found), None)

    def forms(self, entity: str) -> list[str]:
        """Return the name forms of an entity."""
        return self._pointing("sameEntity", entity)

    def claims(self, fact: str) -> list[str]:
        """Return the claims about a fact."""
        return self._pointing("about", fact)

    def entity(self, form: str) -> str:
        """Return the entity that a name form names."""
        found = self.store.quads_for_pattern(node(form), term("sameEntity"), None, self._identity)
        return next((value(quad.object) for quad in found), form)

    def fact(self, claim: str) -> str:
        """Return the fact that a claim speaks of."""
        found = self.store.quads_for_pattern(node(claim), term("about"), None, self._identity)
        return next((value(quad.object) for quad in found), claim)

    def label(self, iri: str) -> str:
        """Return what an entity or a fact is called."""
        return next(iter(self._told(iri).get(RDFS + "label", ())), iri)

    def naming(self, forms: Iterable[str]) -> set[str]:
        """Return the claims that name somebody by one of some forms."""
        found = set()
        for form in forms:
            for quad in self.store.quads_for_pattern(None, None, node(form)):
                if quad.graph_name != self._identity and isinstance(quad.subject, ox.NamedNode):
                    found.add(quad.subject.value)
        return found

    def called(self, text: str, source: str = "") -> Iterator[Name]:
        """Yield the names that read like a text, in one source or in any."""
        for name, iris in self._by_text.get(text, {}).items():
            if not source or any(f"/source/{source}/" in iri for iri in iris):
                yield name

    def forms_called(self, name: Name) -> list[str]:
        """Return the name forms that a name means, in one source or in any; at least one."""
        plain = Name(name.type, name.of, name.text)
        found = self._by_text[name.text][plain]
        mine = [iri for iri in found if not name.source or f"/source/{name.source}/" in iri]
        return sorted(mine)

    def has(self, reference: Reference) -> bool:
        """Tell whether a reference means something in this graph."""
        if isinstance(reference, Stated):
            iris = (reference.claim, self._base + reference.claim)
            return any(self.of_claim(iri) for iri in iris if node_or_none(iri))
        plain = Name(reference.type, reference.of, reference.text)
        return plain in self.called(reference.text, reference.source)

    def short(self, reference: Reference) -> str:
        """Return the shortest text that means this and nothing else."""
        if not isinstance(reference, Name) or reference.source:
            return str(reference)
        alone = len(self._by_text.get(reference.text, ())) == 1
        return reference.text if alone else str(reference)

    @cached_property
    def _by_text(self) -> dict[str, dict[Name, list[str]]]:
        found: dict[str, dict[Name, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in self.store.quads_for_pattern(None, term("nameType"), None):
            iri = value(quad.subject)
            if name := self.of_form(iri):
                found[name.text][name].append(iri)
        return found

    def _told(self, iri: str) -> dict[str, list[str]]:
        told: dict[str, list[str]] = defaultdict(list)
        me = node_or_none(iri)
        for quad in self.store.quads_for_pattern(me, None, None) if me else ():
            told[quad.predicate.value].append(value(quad.object))
        return told

    def _pointing(self, predicate: str, to: str) -> list[str]:
        found = self.store.quads_for_pattern(None, term(predicate), node(to), self._identity)
        return [value(quad.subject) for quad in found]
