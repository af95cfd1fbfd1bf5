"""What is said when a question finds nothing: which facts the graph lacks, and which it has.

Silence could mean that nothing happened, that no source tells of it, or that the name was wrong.
So an answer without rows comes with a note: of the kinds of facts that the query is about, how
many the graph holds, how many of them have to do with the states asked for, and how many lie in
the time asked for. The kinds are those that the query names, and those whose properties it uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from json import dumps

import pyoxigraph as ox

from legation.ask.competency import terms
from legation.ask.questions import Question
from legation.facts.quads import node
from legation.identity import reference
from legation.knowledge import folder, select
from legation.store import engine
from legation.terms import Iri, lgn

#: The column that holds the note, where a question has it.
NOTE = "note"
#: Which day of a fact speaks against a bound, and when.
_BOUNDS = {"low": ("lgn:latest", "<"), "high": ("lgn:earliest", ">")}
_ANY = "Fact"
#: What is no fact, yet may be all that a question is about.
_BESIDE = ("NameForm", "Repair", "Review", "Source")
_KINDS = """SELECT ?class {
    ?class rdfs:subClassOf* ?top FILTER(?top IN (lgn:Fact, lgn:Disagreement))
    FILTER(?class NOT IN (lgn:Fact, lgn:Event, lgn:Condition))
}"""
_DOMAINS = "SELECT ?property ?class { ?property <https://schema.org/domainIncludes> ?class }"
_LABELS = (
    "SELECT ?class ?label { ?class a owl:Class ; rdfs:label ?label FILTER(LANG(?label) = '%s') }"
)
_BELOW = "SELECT ?class ?sub { ?sub rdfs:subClassOf* ?class . FILTER(STRSTARTS(STR(?class), STR(lgn:))) }"
_WORDS = {
    "nothing": {
        "en": "Nothing in this graph answers “{}”{}.",
        "vi": "Đồ thị này không có gì trả lời câu hỏi “{}”{}.",
    },
    "unknown": {
        "en": "No fact in it involves {}.",
        "vi": "Không dữ kiện nào trong đồ thị liên quan đến {}.",
    },
    "none": {
        "en": "No “{}” is stated in any source of it.",
        "vi": "Không nguồn nào của đồ thị nêu “{}”.",
    },
    "number": {
        "en": "It holds {} of the kind “{}”{}.",
        "vi": "Đồ thị có {} mục thuộc loại “{}”{}.",
    },
    "states": {"en": ", {} of them with {}", "vi": ", {} mục liên quan đến {}"},
    "time": {"en": ", {} in that time", "vi": ", {} mục có thể thuộc thời gian ấy"},
    "other": {"en": "; none is what is asked for", "vi": "; không mục nào là điều được hỏi"},
    "and": {"en": " and ", "vi": " và "},
}  # fmt: skip


def kinds(question: Question) -> tuple[str, ...]:
    """Return the kinds of facts that a question is about, sorted; ``Fact`` if it is about any.

    A property that two kinds have speaks for the one that more of the others speak for; one that
    more kinds have says nothing.

    >>> from legation.ask.questions import question
    >>> kinds(question("visits/between")), kinds(question("trade/commodities"))
    (('Visit',), ('Observation', 'OpenSet'))
    >>> kinds(question("relations/timeline"))
    ('Fact',)
    """
    possible = {Iri(row["class"]).local for row in select(folder("core"), _KINDS)}
    possible.update(_BESIDE)
    used = terms(question)
    found = possible.intersection(used)
    domains = [_domains().get(name, frozenset()) for name in used]
    telling = [d for d in domains if d <= possible - {"Source"} and len(d) in {1, 2}]
    spoken = Counter(kind for domain in telling for kind in domain)
    for domain in sorted(telling, key=len):
        if not domain & found:
            most = max(spoken[kind] for kind in domain)
            found |= {kind for kind in domain if spoken[kind] == most}
    below = {kind for kind in found for other in found - {kind} if kind in _below()[other]}
    return tuple(sorted(found - below)) or (_ANY,)


@cache
def _domains() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in select(folder("core"), _DOMAINS):
        found.setdefault(Iri(row["property"]).local, set()).add(Iri(row["class"]).local)
    return {name: frozenset(classes) for name, classes in found.items()}


@cache
def _labels(language: str) -> Mapping[str, str]:
    rows = select(folder("core"), _LABELS % language)
    return {Iri(row["class"]).local: row["label"] for row in rows}


@cache
def _below() -> Mapping[str, frozenset[str]]:
    """Return each class with those below it, by local name."""
    found: dict[str, set[str]] = {}
    for row in select(folder("core"), _BELOW):
        found.setdefault(Iri(row["class"]).local, set()).add(Iri(row["sub"]).local)
    return {name: frozenset(classes) for name, classes in found.items()}


def note(
    store: ox.Store,
    question: Question,
    given: Mapping[str, object],
    values: Mapping[str, ox.NamedNode | ox.Literal],
    language: str = "en",
) -> str:
    """Return what a graph lacks and has of what a question without an answer asks for.

    ``given`` is what the person gave for the parameters, ``values`` what it was read as.

    >>> from legation.ask.questions import question
    >>> note(ox.Store(), question("visits/month-only"), {}, {})
    'Nothing in this graph answers “Visits known only to the month”. No “visit” is stated in any source of it.'
    """
    told = [p for p in question.parameters if given.get(p.name) is not None]
    states = {
        str(values[p.name].value): reference.label(values[p.name].value, language)
        for p in told
        if p.type == "state"
    }
    shown = [f"{p.name}: {states.get(values[p.name].value, given[p.name])}" for p in told]
    bracket = f" ({', '.join(shown)})" if shown else ""
    said = [_said("nothing", language, question.title[language], bracket)]
    involved = {state: _is_involved(store, state) for state in states}
    said += [_said("unknown", language, states[s]) for s, known in involved.items() if not known]
    bounds = [_within(p.bound, values[p.name].value) for p in told if p.type == "date"]
    for kind in kinds(question):
        found = _of_kind(kind)
        number, name = _count(store, found), _labels(language)[kind]
        if not number:
            said.append(_said("none", language, name))
            continue
        known = all(involved.values())
        rest = "".join(_narrowed(store, found, states, bounds, language)) if known else ""
        said.append(_said("number", language, number, name, rest))
    return " ".join(said)


def _is_involved(store: ox.Store, state: str) -> bool:
    """Tell whether any fact has to do with a state; one is enough, so that none is counted."""
    found = (
        store.quads_for_pattern(None, node(lgn(way)), node(state), ox.DefaultGraph())
        for way in ("involves", "affects")
    )
    return any(next(quads, None) is not None for quads in found)


def _narrowed(
    store: ox.Store, found: str, states: Mapping[str, str], bounds: Sequence[str], language: str
) -> Iterator[str]:
    """Yield how many are left when the states are looked at, then the time; stop at none."""
    left = 1
    if states:
        found += _with(list(states))
        left = _count(store, found)
        names = _WORDS["and"][language].join(states.values())
        yield _said("states", language, left, names)
    if left and bounds:
        left = _count(store, found + "".join(bounds))
        yield _said("time", language, left)
    if left:
        yield _said("other", language)


def _said(words: str, language: str, *gaps: object) -> str:
    return _WORDS[words][language].format(*gaps)


def _count(store: ox.Store, found: str) -> int:
    """Return how many things a pattern finds; the engine counts, so that none of them is made."""
    counted = engine.query(store, f"SELECT (COUNT(DISTINCT ?one) AS ?n) {{ {found} }}")
    rows = counted if isinstance(counted, ox.QuerySolutions) else ()
    return sum(int(n.value) for (n,) in rows if isinstance(n, ox.Literal))


def _of_kind(kind: str) -> str:
    """Return the pattern of all things of a kind, wherever they stand; ``Fact`` is any that is stated."""
    if kind == _ANY:
        return "{ SELECT ?one { ?one lgn:statedIn ?source } }"
    types = (f"?one a <{lgn(name)}>" for name in sorted(_below()[kind]))
    places = (f"{{ {t} }} UNION {{ GRAPH ?graph {{ {t} }} }}" for t in types)
    return f"{{ SELECT ?one {{ {' UNION '.join(places)} }} }}"


def _with(states: Iterable[str]) -> str:
    """Return the pattern of facts that have to do with all of some states, and of what is about them."""
    facts = " ".join(
        f"{{ SELECT DISTINCT ?fact {{ {{ ?fact lgn:involves <{state}> }}"
        f" UNION {{ ?fact lgn:affects <{state}> }} }} }}"
        for state in states
    )
    about = "{ ?one lgn:fact ?fact } UNION { GRAPH ?graph { ?one lgn:fact ?fact } }"
    return (
        f"{{ SELECT DISTINCT ?one {{ {{ {facts} BIND(?fact AS ?one) }}"
        f" UNION {{ {facts} {{ SELECT ?one ?fact {{ {about} }} }} }} }} }}"
    )


def _within(bound: str, day: str) -> str:
    """Return the pattern that leaves out what certainly lies beyond a day; days compare as text."""
    beyond = _BOUNDS[bound]
    return f' MINUS {{ SELECT ?one {{ ?one {beyond[0]} ?end FILTER(STR(?end) {beyond[1]} "{day}") }} }}'


def has_place(columns: Sequence[str], format: ox.QueryResultsFormat) -> bool:
    """Tell whether an answer has a place for a note; where it has none, none need be made.

    >>> has_place(["day"], ox.QueryResultsFormat.CSV), has_place(["day"], ox.QueryResultsFormat.JSON)
    (False, True)
    """
    return NOTE in columns or format == ox.QueryResultsFormat.JSON


def written(columns: Sequence[str], said: str, format: ox.QueryResultsFormat) -> bytes:
    r"""Return an answer that holds nothing but a note, nothing at all where it has no place.

    The place is the column ``note``; in JSON an answer without it has a member ``note``.

    >>> written(["day", "note"], "nothing is known", ox.QueryResultsFormat.CSV)
    b'day,note\r\n,nothing is known\r\n'
    >>> written(["day"], "nothing", ox.QueryResultsFormat.JSON)
    b'{"head": {"vars": ["day"]}, "results": {"bindings": []}, "note": "nothing"}'
    """
    cell = {NOTE: {"type": "literal", "value": said}}
    rows = [cell] if said and NOTE in columns else []
    results: dict[str, object] = {"head": {"vars": list(columns)}, "results": {"bindings": rows}}
    if said and not rows and format == ox.QueryResultsFormat.JSON:
        return dumps(results | {NOTE: said}, ensure_ascii=False).encode()
    parsed = ox.parse_query_results(dumps(results), ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean):
        raise TypeError("a table was written as yes or no")
    return parsed.serialize(format=format) or b""
