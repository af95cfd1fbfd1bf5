"""What a disagreement is called: what it is about, and how many values there are.

``Start: Alexander Lukashenko, President of Belarus: 2 values``. A disagreement has no label of its
own in the graph; its IRI ends with a digest, which nobody can read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pyoxigraph as ox

from legation.network.names import Names, word
from legation.terms import RDF, Iri, lgn

_TYPE = ox.NamedNode(RDF + "type")
_KINDS = {lgn(name) for name in ("Contradiction", "Discrepancy", "Refinement")}
#: The figure in the label of a figure, and the date at the end of a label.
_FIGURE, _WHEN = re.compile(r": [^:()]+(?= \(|$)"), re.compile(r" \([^()]*\)$")


def title(
    names: Names, me: ox.NamedNode, say: Mapping[str, str], called: Callable[[ox.NamedNode], str]
) -> str:
    """Return what a disagreement is called, ``""`` for what is none; ``called`` names its fact.

    >>> title(Names(ox.Store()), ox.NamedNode("https://e.org/a"), {}, lambda node: node.value)
    ''
    """
    types = names.store.quads_for_pattern(me, _TYPE, None, ox.DefaultGraph())
    if not any(isinstance(t.object, ox.NamedNode) and t.object.value in _KINDS for t in types):
        return ""
    facts = [
        one
        for role in ("fact", "between")
        for one in names.objects(me, role)
        if isinstance(one, ox.NamedNode) and names.is_fact(one)
    ]
    if not facts:
        return ""
    values = [one for role in ("keptValue", "lostValue") for one in names.objects(me, role)]
    about = Iri(names.value(me, "onProperty")).local
    label = called(facts[0])
    if about == "edtf":
        label = _WHEN.sub("", label)
    elif not values:  # figures that stay both
        label = _FIGURE.sub("", label)
    what = _end(names, me, say) if about == "edtf" else ""
    what = what or (word(lgn(about), names.language) if about else "")
    many = len({str(one) for one in values}) or len(facts)
    told = say["differ.title"].format(what=what, fact=label, n=many)
    return told[:1].upper() + told[1:]


def _end(names: Names, me: ox.NamedNode, say: Mapping[str, str]) -> str:
    """Return which end of a time two values differ in, ``""`` if in both or if it has no two ends."""
    kept, lost = (names.value(me, role) for role in ("keptValue", "lostValue"))
    if "/" not in kept or "/" not in lost:
        return ""
    (start, end), (other_start, other_end) = kept.split("/", 1), lost.split("/", 1)
    if start != other_start and end != other_end:
        return ""
    return say["differ.end"] if start == other_start else say["differ.start"]
