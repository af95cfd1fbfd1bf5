"""The words of the ontology as a reader wants them: what each means, where it stands, who uses it.

Everything is read from the shelves: terms from ``ontology/core`` (a file is a module), how many
values a property takes from ``ontology/shapes``, uses from the text of questions, shapes, rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import PurePath

import pyoxigraph as ox

from legation.ask.questions import catalogue
from legation.knowledge import folder, select, value
from legation.resources import shelf, texts
from legation.terms import LGN, OWL, RDF, RDFS, SKOS, Iri
from legation.view.entries import Concept, Field, Module, Scheme, Word

_SCHEMA = "https://schema.org/"
_DOMAINS = (f"{_SCHEMA}domainIncludes", f"{RDFS}domain")
_RANGES = (f"{_SCHEMA}rangeIncludes", f"{RDFS}range")
_KINDS = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "object property",
    f"{OWL}DatatypeProperty": "datatype property",
    f"{OWL}AnnotationProperty": "annotation property",
}
_DEFINITIONS = (f"{SKOS}definition", f"{RDFS}comment")
_EXAMPLES = (f"{SKOS}example",)
_TOLD = {
    *_DOMAINS, *_RANGES, *_DEFINITIONS, *_EXAMPLES,
    f"{RDF}type", f"{RDFS}label", f"{RDFS}subClassOf", f"{RDFS}isDefinedBy",
}  # fmt: skip
#: Folders of ``ontology/`` whose files use words, with what a use in them is called.
_USERS = {"shapes": "shapes", "rules": "rule", "hygiene": "hygiene", "alignments": "alignment"}
_SHAPES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?shape ?class ?path ?least ?most ?target {
  ?shape sh:targetClass ?class ; sh:property ?property . ?property sh:path ?path .
  FILTER(isIRI(?path)) FILTER NOT EXISTS { ?property sh:severity ?mild }
  OPTIONAL { ?property sh:minCount ?least } OPTIONAL { ?property sh:maxCount ?most }
  OPTIONAL { ?property sh:class ?target }
} ORDER BY ?shape ?path"""

#: What is said of a node: its values by property.
_About = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


@cache
def modules() -> tuple[Module, ...]:
    """Return the modules of the core with their words, in the order of their files.

    >>> encounters = next(m for m in modules() if m.name == "encounters")
    >>> visit = next(w for w in encounters.words if w.name == "Visit")
    >>> visit.labels["vi"], [f.name for f in visit.fields if f.key]
    ('chuyến thăm', ['host', 'sender', 'visitor'])
    """
    found = []
    for file, text in texts("ontology", "core", ".ttl").items():
        quads = ox.parse(text.encode(), ox.RdfFormat.TURTLE)
        here = {q.subject.value: None for q in quads if isinstance(q.subject, ox.NamedNode)}
        words = tuple(_word(iri) for iri in here if iri.startswith(LGN))
        found.append(Module(PurePath(file).stem, _intro(text), words))
    return tuple(found)


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return the vocabularies with their concepts, by their names.

    >>> [c.notation for s in schemes() if s.name == "measure" for c in s.concepts]
    ['persons', 'trade']
    """
    store = folder("vocabularies")
    concept, scheme = (ox.NamedNode(f"{SKOS}{name}") for name in ("Concept", "ConceptScheme"))
    held = defaultdict(list)
    for iri in _instances(store, concept):
        about = _about(store, iri)
        for where in about.get(f"{SKOS}inScheme", ()):
            held[value(where)].append(_concept(iri, about))
    return tuple(
        Scheme(
            Iri(iri).local, _by_language(_about(store, iri), (f"{RDFS}label",)), tuple(held[iri])
        )
        for iri in _instances(store, scheme)
    )


def short(iri: str) -> str:
    """Return an IRI as the files of the core write it: the local name of legation's own.

    >>> short(LGN + "Visit"), short("https://schema.org/Event"), short("https://e.org/a")
    ('Visit', 'schema:Event', 'https://e.org/a')
    """
    if iri.startswith(LGN):
        return iri.removeprefix(LGN)
    fits = ((base, name) for base, name in _prefixes().items() if iri.startswith(base))
    base, prefix = max(fits, key=lambda pair: len(pair[0]), default=("", ""))
    return f"{prefix}:{iri.removeprefix(base)}" if base else iri


@cache
def _prefixes() -> dict[str, str]:
    names = ("core", "vocabularies")
    text = "\n".join(t for name in names for t in texts("ontology", name, ".ttl").values())
    found = re.findall(r"^@prefix\s+([\w-]+):\s+<([^>]+)>", text, re.MULTILINE)
    return {iri: prefix for prefix, iri in found}


def _intro(text: str) -> str:
    """Return the first comment of a file as its description."""
    block = re.search(r"(?:^#.*\n)+", text, re.MULTILINE)
    return " ".join(line.lstrip("# ") for line in block[0].splitlines()) if block else ""


def _word(iri: str) -> Word:
    core, name = folder("core"), iri.removeprefix(LGN)
    about = _about(core, iri)
    node = ox.NamedNode(iri)
    below = core.quads_for_pattern(None, ox.NamedNode(f"{RDFS}subClassOf"), node)
    kinds = (_KINDS.get(value(t), "") for t in about.get(f"{RDF}type", ()))
    return Word(
        name=name,
        kind=next(filter(None, kinds), "individual"),
        labels=_by_language(about, (f"{RDFS}label",)),
        definitions=_by_language(about, _DEFINITIONS),
        examples=tuple(value(e) for p in _EXAMPLES for e in about.get(p, ())),
        above=_names(about.get(f"{RDFS}subClassOf", ())),
        below=_names(quad.subject for quad in below),
        fields=_fields(iri, about),
        domains=_names(d for p in _DOMAINS for d in about.get(p, ())),
        ranges=_names(r for p in _RANGES for r in about.get(p, ())),
        notes={short(p): _notes(core, about[p]) for p in sorted(about) if p not in _TOLD},
        uses=_uses().get(name, ()),
    )


def _fields(iri: str, about: _About) -> tuple[Field, ...]:
    core, keys = folder("core"), _notes(folder("core"), about.get(f"{LGN}key", ()))
    node, names = ox.NamedNode(iri), set(keys)
    for predicate in _DOMAINS:
        quads = core.quads_for_pattern(None, ox.NamedNode(predicate), node)
        names |= {short(value(quad.subject)) for quad in quads}
    shaped: dict[str, dict[str, str]] = {}
    for row in _shaped().get(iri, ()):
        shaped.setdefault(short(row["path"]), {}).update(row)
    names |= set(shaped)
    fields = []
    for name in sorted(names):
        row, told = shaped.get(name, {}), _about(core, f"{LGN}{name}")
        targets = _names(r for p in _RANGES for r in told.get(p, ()))
        targets = targets or tuple(short(row[t]) for t in ("target",) if t in row)
        fields.append(Field(name, targets, _count(row), name in keys))
    return tuple(fields)


@cache
def _shaped() -> dict[str, list[dict[str, str]]]:
    """Return what shapes say of properties by class: the classes that a property belongs to.

    What belongs to no class of ours (a label) stands with what all targets of the shape are.
    """
    rows = select(folder("shapes"), _SHAPES)
    targets = defaultdict(set)
    for row in rows:
        targets[row["shape"]].add(row["class"])
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        told = _about(folder("core"), row["path"])
        domains = {value(d) for p in _DOMAINS for d in told.get(p, ())}
        owners = domains & _ancestors(row["class"])
        common = frozenset.intersection(*(_ancestors(c) for c in targets[row["shape"]]))
        nearest = max(common, key=lambda c: (len(_ancestors(c)), c), default=row["class"])
        for owner in sorted(owners) or [nearest]:
            if row not in found[owner]:
                found[owner].append(row)
    return found


@cache
def _ancestors(iri: str) -> frozenset[str]:
    above = _about(folder("core"), iri).get(f"{RDFS}subClassOf", ())
    own = (value(a) for a in above if value(a).startswith(LGN))
    return frozenset({iri}).union(*(_ancestors(a) for a in own))


def _count(row: Mapping[str, str]) -> str:
    """Return how many values a shape allows; nothing where it does not say.

    >>> _count({"least": "1", "most": "1"}), _count({"most": "1"}), _count({"least": "2"})
    ('1', '0–1', '2 or more')
    """
    least, most = row.get("least", "0"), row.get("most")
    if most is None:
        return f"{least} or more" if least != "0" else ""
    return most if least == most else f"{least}–{most}"


@cache
def _uses() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return who uses a word: pairs of what (a question, a shape) and its name."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    users = [("question", question.name, question.sparql) for question in catalogue()]
    for name, what in _USERS.items():
        if (shelf("ontology") / name).is_dir():
            for suffix in (".ttl", ".rq"):
                users += [
                    (what, file, text) for file, text in texts("ontology", name, suffix).items()
                ]
    for what, name, text in users:
        for word in re.findall(r"\blgn:([A-Za-z][\w-]*)", text):
            found[word][what, name] = None
    return {word: tuple(sorted(names)) for word, names in found.items()}


def _concept(iri: str, about: _About) -> Concept:
    written = defaultdict(list)
    for label in about.get(f"{SKOS}altLabel", ()):
        if isinstance(label, ox.Literal):
            written[label.language or ""].append(label.value)
    links = [
        f"{short(p)} {short(value(o))}"
        for p in sorted(about)
        for o in about[p]
        if p.endswith("Match") or p == f"{SKOS}broader"
    ]
    return Concept(
        name=Iri(iri).local,
        notation=", ".join(value(n) for n in about.get(f"{SKOS}notation", ())),
        labels=_by_language(about, (f"{SKOS}prefLabel",)),
        definitions=_by_language(about, (f"{SKOS}definition",)),
        written={
            language: tuple(sorted(labels))
            for language, labels in sorted(written.items(), key=lambda item: _order(item[0]))
        },
        links=tuple(links),
    )


def _about(store: ox.Store, iri: str) -> _About:
    found = defaultdict(list)
    quads = store.quads_for_pattern(ox.NamedNode(iri), None, None)
    for quad in sorted(quads, key=lambda quad: str(quad.object)):
        if not isinstance(quad.object, ox.Triple):
            found[quad.predicate.value].append(quad.object)
    return found


def _instances(store: ox.Store, kind: ox.NamedNode) -> list[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), kind)
    return sorted(value(quad.subject) for quad in quads)


def _by_language(about: _About, predicates: Iterable[str]) -> dict[str, str]:
    """Return texts by language, those of the first predicates before those of the later."""
    found: dict[str, str] = {}
    for predicate in predicates:
        for text in about.get(predicate, ()):
            if isinstance(text, ox.Literal):
                found.setdefault(text.language or "", text.value)
    return {language: found[language] for language in sorted(found, key=_order)}


def _order(language: str) -> tuple[int, str]:
    """Return what sorts languages: those of the documents first, the rest by their tags."""
    first = ("en", "vi", "ru")
    return (first.index(language) if language in first else len(first), language)


def _names(nodes: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(short(value(n)) for n in nodes if isinstance(n, ox.NamedNode)))


def _notes(store: ox.Store, objects: Iterable[object]) -> tuple[str, ...]:
    """Return values as text, the members of a list one by one."""
    found: list[str] = []
    for object in objects:
        if isinstance(object, ox.BlankNode):
            found += _members(store, object)
        else:
            told = value(object)
            found.append(short(told) if isinstance(object, ox.NamedNode) else told)
    return tuple(found)


def _members(store: ox.Store, node: ox.BlankNode) -> list[str]:
    first, rest = (ox.NamedNode(f"{RDF}{name}") for name in ("first", "rest"))
    found: list[str] = []
    step: object = node
    while isinstance(step, ox.BlankNode):
        quads = list(store.quads_for_pattern(step, first, None))
        found += [short(value(quad.object)) for quad in quads]
        step = next((q.object for q in store.quads_for_pattern(step, rest, None)), None)
    return found
