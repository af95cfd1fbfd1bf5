"""What a claim says as short fields, ``host=VNM; edtf=2018-04``, and fields as values again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache

from legation.errors import BadDate, BadReview, KnowledgeError, UnknownState
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.facts.kinds import kind, vocabulary
from legation.identity import reference
from legation.knowledge import folder, select
from legation.reading.printed import office
from legation.terms import LGN, REFERENCE, Iri, lgn, notation, slug
from legation.values.dates import Dating

#: The fields of a claim: what stands in each, in the order of the text.
Fields = Mapping[str, tuple[str, ...]]

#: Properties that only repeat the words of the source, which a reviewer has before him anyway.
_WORDS = {"asWritten", "text"}
#: Properties of a key that only narrow a fact: where they are read wrongly, the rest still says
#: something. Of a figure without an authority the source itself is the authority.
_NARROWING = {
    "actor", "authority", "commodity", "occasion", "ordinal", "place", "topic", "under", "visitor",
}  # fmt: skip
_RANGES = """SELECT ?property ?range { ?property <https://schema.org/rangeIncludes> ?range }"""
_SCHEMES = """PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?property ?scheme {
    [] sh:path ?property ; sh:node [ sh:property [ sh:path skos:inScheme ; sh:hasValue ?scheme ] ] }"""
_REQUIRED = """PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?class ?property {
    [] sh:targetClass ?class ; sh:property [ sh:path ?property ; sh:minCount ?least ]
    FILTER(STRSTARTS(STR(?property), STR(lgn:)) && ?property != lgn:statedIn && ?least > 0) }"""
_CONCEPTS = "SELECT ?scheme ?concept { ?concept skos:inScheme ?scheme }"
_SPLIT = re.compile(r"(?<!\\)((?:\\\\)*);")
_LONGEST_REFERENCE = 80


def fields(claim: Claim, claims: Sequence[Claim] = ()) -> Fields:
    """Return what a claim says as short texts: codes, notations, names as written.

    ``claims`` are those of the document: a claim about what another one tells of is shown with
    the words of that one.

    >>> from legation.terms import concept, state
    >>> fields(Claim("Visit", {"host": (state("PER"),), "rank": (concept("rank", "state"),)}))
    {'host': ('PER',), 'rank': ('state',)}
    """
    return {
        name: tuple(dict.fromkeys(_shown(value, claims) for value in values))
        for name, values in claim.values.items()
        if values and name not in _WORDS
    }


def key(kind_name: str) -> frozenset[str]:
    """Return the properties by which facts of a kind are known."""
    return frozenset(kind(kind_name).key)


def told(found: Fields) -> str:
    r"""Write fields on one line.

    >>> told({"title": ("Trade; and more",), "party": ("LAO", "PER")})
    'title=Trade\\; and more; party=LAO; party=PER'
    """
    return "; ".join(
        f"{name}={_escaped(value)}" for name, values in found.items() for value in values or ("",)
    )


def parse(text: str) -> dict[str, tuple[str, ...]]:
    r"""Read what `told` wrote; a field without a value is one that is taken away.

    >>> parse("title=Trade\\; and more; party=LAO; party = PER; rank=")
    {'title': ('Trade; and more',), 'party': ('LAO', 'PER'), 'rank': ()}

    Raises
    ------
    BadReview
        A part is no ``field=value``.

    """
    found: dict[str, tuple[str, ...]] = {}
    for part in _SPLIT.sub("\\1\n", text).split("\n"):
        if not part.strip():
            continue
        name, sign, value = part.partition("=")
        name, value = name.strip(), re.sub(r"\\(.)", r"\1", value.strip())
        if not sign or not name:
            raise BadReview(
                f"{part.strip()!r} is no field with a value", hint="write it like edtf=2018-04"
            )
        found[name] = (*found.get(name, ()), value) if value else found.get(name, ())
    return found


def values(claim: Claim, change: Fields) -> dict[str, tuple[Value, ...]]:
    """Return the values of a claim with those of some fields put in their place.

    Raises
    ------
    BadReview
        A field or a value means nothing, or a field that must be there is taken away.

    """
    made = dict(claim.values)
    for name, given in change.items():
        if not _is_field(name):
            near = ", ".join(sorted(fields(claim)))
            raise BadReview(f"{name!r} is no field of a {claim.kind}", hint=f"it has: {near}")
        old = claim.values.get(name, ())
        if any(isinstance(value, ClaimRef) for value in old):
            raise BadReview(
                f"{name!r} points to another fact and cannot be changed here",
                hint="mark the claim no instead",
            )
        if not given and old and name in required(claim.kind):
            raise BadReview(
                f"a {claim.kind} is known by {name!r}, which cannot be taken away",
                hint="write what is right, or mark the claim no",
            )
        made[name] = tuple(_value(claim.kind, name, text, old) for text in given)
        if not given:
            del made[name]
    return made


def check(kind_name: str, change: Fields) -> None:
    """Refuse a correction that means nothing, whatever claim it is for.

    >>> check("Visit", {"rank": ("official",)})

    Raises
    ------
    BadReview
        As for `values`.

    """
    for name, given in change.items():
        if not _is_field(name):
            raise BadReview(f"{name!r} is no field of a {kind_name}")
        for text in given:
            _value(kind_name, name, text, ())


def _is_field(name: str) -> bool:
    return name in vocabulary().properties and name not in {"kind", "span", "rule"}


@cache
def required(kind_name: str) -> frozenset[str]:
    """Return the properties without which a claim says nothing: key, and what the shapes demand.

    >>> sorted(required("Visit")), sorted(required("Mission"))
    (['host', 'sender', 'status'], ['host', 'missionKind', 'sender'])
    """
    rows = select(folder("shapes"), _REQUIRED)
    demanded = {Iri(r["property"]).local for r in rows if Iri(r["class"]).local == kind_name}
    return frozenset({*demanded, *key(kind_name)} - _NARROWING)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;")


def _shown(value: Value, claims: Sequence[Claim]) -> str:
    if isinstance(value, Named):
        return " ".join(value.text.split())
    if isinstance(value, ClaimRef):
        return _pointed(claims[value.number]) if value.number < len(claims) else "another claim"
    if isinstance(value, Iri):
        return notation(value) if _is_concept(value) else value.local
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


def _pointed(claim: Claim) -> str:
    """Return words for what a claim tells of, without any number of a claim in them."""
    told_of = {n: v for n, v in fields(claim).items() if n in {*key(claim.kind), "title", "edtf"}}
    words = ", ".join(value for found in told_of.values() for value in found)
    return f"{claim.kind}: {words}"[:_LONGEST_REFERENCE].strip()


def _is_concept(iri: Iri) -> bool:
    return iri.startswith(LGN) and iri.local[:1].islower()


def _value(kind_name: str, name: str, text: str, old: tuple[Value, ...]) -> Value:
    """Return the value that a text means for a property; ``old`` is what stood there."""
    if name in _schemes():
        schemes = [s for s in _schemes()[name] if name != "status" or _is_status_of(kind_name, s)]
        concepts = {n: iri for s in schemes for n, iri in _concepts()[s].items()}
        if text not in concepts:
            raise BadReview(
                f"{text!r} is nothing that {name} can be", hint=f"known: {', '.join(concepts)}"
            )
        return concepts[text]
    ranges = _ranges().get(name, frozenset())
    if name in {"edtf", "growthBase"}:
        return _date(text)
    if plain := ranges & {"integer", "decimal", "boolean"}:
        return _plain(name, text, next(iter(plain)))
    if "Class" in ranges:
        return _class(text)
    if "Post" in ranges:
        return _post(text)
    for type_ in ("State", "Union"):
        if type_ in ranges and (found := _actor(text)):
            return found
    if "State" in ranges and not ranges & {"Organisation", "Place", "Person"}:
        _state(text)
    if "Place" in ranges and (place := _places().get(text) or _places().get(text.lower())):
        return place
    named = sorted(ranges & set(vocabulary().entity_paths))
    if named:
        return _named(text, old, named)
    return text


def _named(text: str, old: tuple[Value, ...], types: list[str]) -> Named:
    """Name something else of the same type and state as what stood there."""
    before = next((value for value in old if isinstance(value, Named)), None)
    if before is None:
        return Named(next((t for t in types if t not in {"State", "Union"}), types[0]), text)
    return replace(before, text=text, latin="", known="", spans=())


def _date(text: str) -> str:
    try:
        Dating.parse(text)
    except BadDate as error:
        raise BadReview(error.message, hint=error.hint) from None
    return text


def _plain(name: str, text: str, type_: str) -> Value:
    if type_ == "boolean":
        if text not in {"yes", "no"}:
            raise BadReview(f"{text!r} is neither yes nor no", hint=f"say {name}=yes or {name}=no")
        return text == "yes"
    try:
        return int(text) if type_ == "integer" else Decimal(text)
    except (ValueError, InvalidOperation):
        raise BadReview(
            f"{text!r} is no number", hint=f"write it with digits and a point, like {name}=95.8"
        ) from None


def _class(text: str) -> Iri:
    known = {**vocabulary().kinds, **vocabulary().entity_paths}
    if text not in known:
        raise BadReview(f"no kind is called {text!r}", hint=f"known: {', '.join(sorted(known))}")
    return lgn(text)


def _post(text: str) -> Iri:
    code, _, rest = text.partition("-")
    iri = f"{REFERENCE}post/{text}"
    if _actor(code) is None or text != f"{code}-{slug(rest)}":
        raise BadReview(f"{text!r} is no post", hint="write it like VNM-foreign-minister")
    if office(iri) == "other" and not rest.startswith("other"):
        raise BadReview(
            f"{rest!r} is no office", hint="`legation ontology` lists them; else write CODE-other"
        )
    return Iri(iri)


def _actor(text: str) -> Iri | None:
    """Return the state or union that a code or a name means."""
    union = reference.actor(text)
    if not union.startswith(f"{REFERENCE}state/"):
        return union
    try:
        return reference.state(text)
    except UnknownState:
        return None


def _state(text: str) -> Iri:
    """Return a state, or say what is near."""
    try:
        return reference.state(text)
    except UnknownState as error:
        raise BadReview(error.message, hint=error.hint) from None


@cache
def _places() -> dict[str, Iri]:
    """Return the places of the reference by name, and by the last part of their IRI."""
    found: dict[str, Iri] = {}
    for language in ("en", "vi"):
        for alias in reference.aliases(language):
            if alias.type == "Place":
                found.setdefault(alias.text, alias.iri)
                found.setdefault(alias.iri.local, alias.iri)
    return found


@cache
def _ranges() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in select(folder("core"), _RANGES):
        found.setdefault(Iri(row["property"]).local, set()).add(Iri(row["range"]).local)
    return {name: frozenset(ranges) for name, ranges in found.items()}


@cache
def _schemes() -> dict[str, tuple[str, ...]]:
    """Return the vocabularies that the values of a property come from, as the shapes have it."""
    found: dict[str, set[str]] = {}
    for row in select(folder("shapes"), _SCHEMES):
        found.setdefault(Iri(row["property"]).local, set()).add(row["scheme"])
    return {name: tuple(sorted(schemes)) for name, schemes in found.items()}


def _is_status_of(kind_name: str, scheme: str) -> bool:
    """Tell the statuses of figures from those of events."""
    return (Iri(scheme).local == "observation-status") == (kind_name == "Observation")


@cache
def _concepts() -> dict[str, dict[str, Iri]]:
    """Return the concepts of each vocabulary by notation."""
    found: dict[str, dict[str, Iri]] = {}
    for row in select(folder("vocabularies"), _CONCEPTS):
        concept = Iri(row["concept"])
        if not _is_concept(concept):
            raise KnowledgeError(f"the concept {concept} is not legation's own")
        found.setdefault(row["scheme"], {})[notation(concept)] = concept
    return {scheme: dict(sorted(by.items())) for scheme, by in found.items()}
