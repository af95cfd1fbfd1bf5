"""The JSON-LD context: short names for the words of the ontology, made from the ontology itself.

A class or property is called by its local name. What points to a node takes a name of the
context, a compact or a full IRI (``@type: @vocab``); dates, numbers and truth values carry their
datatype; what holds a set of values is always a list; labels are maps by language. Reference
entities are written with the prefixes of `legation.terms`; where a property has the name of a
prefix (``post``, ``place``) the property keeps it and the entity is written ``legation:post/…``.

``ontology/context.jsonld`` is the text of `document`; ``legation ontology`` writes it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from legation.errors import KnowledgeError
from legation.knowledge import folder, select
from legation.resources import shelf
from legation.terms import DCT, LGN, PREFIXES, RDFS, REFERENCE, SKOS, XSD, Iri

#: Other vocabularies that graphs of legation use, and what a language map is sensible for.
_BORROWED = {
    "altLabel": {"@id": f"{SKOS}altLabel", "@container": "@language"},
    "comment": {"@id": f"{RDFS}comment", "@container": "@language"},
    "definition": {"@id": f"{SKOS}definition", "@container": "@language"},
    "inScheme": {"@id": f"{SKOS}inScheme", "@type": "@vocab"},
    "label": {"@id": f"{RDFS}label", "@container": "@language"},
    "license": {"@id": f"{DCT}license", "@type": "@id"},
    "notation": f"{SKOS}notation",
    "prefLabel": {"@id": f"{SKOS}prefLabel", "@container": "@language"},
}
_KEYWORDS = {"id": "@id", "type": "@type"}
_CLASSES = "SELECT ?term { ?term a owl:Class }"
_PROPERTIES = """
SELECT ?term ?points ?set (GROUP_CONCAT(DISTINCT STR(?datatype)) AS ?datatypes) {
  { ?term a owl:ObjectProperty BIND(true AS ?points) } UNION { ?term a owl:DatatypeProperty }
  OPTIONAL { ?term lgn:settledAs lgn:AllValues BIND(true AS ?set) }
  OPTIONAL {
    ?term rdfs:range|<https://schema.org/rangeIncludes> ?datatype
    FILTER(STRSTARTS(STR(?datatype), STR(xsd:)))
  }
} GROUP BY ?term ?points ?set"""


def made() -> dict[str, Any]:
    """Return the context as the ontology has it now: prefixes, then keywords, then terms.

    >>> made()["visitor"]
    {'@id': 'lgn:visitor', '@type': '@vocab'}
    >>> made()["capacity"]["@container"], made()["earliest"]["@type"]
    ('@set', 'xsd:date')

    Raises
    ------
    KnowledgeError
        Two words would get one name.

    """
    terms: dict[str, Any] = dict(_BORROWED)
    for row in select(folder("core"), _CLASSES):
        _name(terms, row["term"], None)
    for row in select(folder("core"), _PROPERTIES):
        definition = {"@id": f"lgn:{Iri(row['term']).local}"}
        datatypes = row.get("datatypes", "").split()
        if "points" in row:
            definition["@type"] = "@vocab"
        elif len(datatypes) == 1 and datatypes[0] != f"{XSD}string":
            definition["@type"] = f"xsd:{Iri(datatypes[0]).local}"
        if "set" in row:
            definition["@container"] = "@set"
        _name(terms, row["term"], definition)
    prefixes = {"legation": REFERENCE, **{k: v for k, v in PREFIXES.items() if k not in terms}}
    return dict(sorted(prefixes.items())) | _KEYWORDS | dict(sorted(terms.items()))


def _name(terms: dict[str, Any], iri: str, definition: dict[str, str] | None) -> None:
    if not iri.startswith(LGN):
        return
    name = iri.removeprefix(LGN)
    if name in terms or name in _KEYWORDS or name == "legation":
        raise KnowledgeError(
            f"ontology/core: lgn:{name} would be the second meaning of {name!r} in the context",
            hint="give the word another name",
        )
    plain = definition is None or len(definition) == 1
    terms[name] = f"lgn:{name}" if plain else definition


def document(context: dict[str, Any]) -> str:
    """Return a context as a JSON-LD document with a line for each name.

    >>> print(document({"id": "@id"}), end="")
    {"@context": {
      "id": "@id"
    }}
    """
    lines = (f"  {_json(name)}: {_json(meaning)}" for name, meaning in context.items())
    return '{"@context": {\n' + ",\n".join(lines) + "\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def published() -> dict[str, Any]:
    """Return the context that exports carry: what stands in ``ontology/context.jsonld``.

    >>> published()["lgn"]
    'https://w3id.org/legation/ns#'

    Raises
    ------
    KnowledgeError
        The file is no JSON-LD context.

    """
    try:
        context = json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"ontology/context.jsonld is no context: {error}") from error
    return dict(context)
