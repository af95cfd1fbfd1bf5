"""Audits: what in a graph cannot be right, or deserves a second look, by rules in ``queries/audits``.

Each rule is a question of its own and says in its header what it takes for certain. It returns
one row for each finding: a sentence, what is stated and what was to be expected, by how much it is
off in which unit, and the facts. `audit` asks them all and adds the sentences that the facts rest
on. A finding says that something does not fit, not which side is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from legation.ask import cells, parameters
from legation.ask.answers import Answer
from legation.ask.questions import Question, catalogue, question
from legation.ask.terms_out import Term
from legation.errors import UnknownQuestion
from legation.knowledge import plain
from legation.store import engine
from legation.terms import DEFAULT_BASE, Iri, lgn

TOPIC = "audits"
#: The columns of an answer, one row for each finding.
COLUMNS = (
    "rule", "finding", "stated", "expected", "off", "unit", "facts", "sources", "passages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a source says what was found: its name, the characters, and the sentence if it gives it.

    Of a table the ``row`` is told by its key, with its cells as the sentence.

    >>> print(Passage("sheet", ((3, 9), (12, 30)), "Trade reached 12 million."))
    sheet 3–9, 12–30: Trade reached 12 million.
    >>> print(Passage("visits", (), "host=Laos; visitor=A", "14"))
    visits row 14: host=Laos; visitor=A
    """

    source: str
    places: tuple[tuple[int, int], ...]
    sentence: str = ""
    row: str = ""

    def __str__(self) -> str:
        places = ", ".join(f"{start}–{end}" for start, end in self.places) or f"row {self.row}"
        told = f": {' '.join(self.sentence.split())}" if self.sentence else ""
        return f"{self.source} {places}{told}"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: the rule, a sentence, figures as terms, the facts, and where they are stated.

    ``off`` is ``stated`` less ``expected`` in ``unit``, or how many times the one is the other.
    """

    rule: str
    finding: str
    stated: Term | None = None
    expected: Term | None = None
    off: Term | None = None
    unit: str = ""
    facts: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def rules() -> tuple[Question, ...]:
    """Return the questions that are audits, sorted by name.

    >>> [rule.name.removeprefix("audits/") for rule in rules()][:3]
    ['announced', 'cadence', 'growth']
    """
    return tuple(q for q in catalogue() if q.topic == TOPIC)


def audit(
    store: ox.Store,
    only: Sequence[str] = (),
    *,
    language: str = "en",
    base: str = DEFAULT_BASE,
) -> tuple[Found, ...]:
    """Return what the audits find in a graph, by rule; ``only`` names some of them.

    >>> audit(ox.Store(), ["total"])
    ()

    Raises
    ------
    UnknownQuestion
        No audit is called so.

    """
    asked = [_rule(name) for name in only] or list(rules())
    return tuple(found for rule in asked for found in _findings(store, rule, language, base))


def _rule(name: str) -> Question:
    try:
        return question(f"{TOPIC}/{name.removeprefix(f'{TOPIC}/')}")
    except UnknownQuestion:
        names = ", ".join(rule.name.removeprefix(f"{TOPIC}/") for rule in rules())
        raise UnknownQuestion(f"no audit is called {name!r}", hint=f"one of: {names}") from None


def _findings(store: ox.Store, rule: Question, language: str, base: str) -> Iterator[Found]:
    values = parameters.resolve(rule, {"sentence": language}, store, base)
    for told in _rows(engine.query(store, rule.sparql, values)):
        facts = [t for t in told.values() if isinstance(t, ox.NamedNode) and _is_stated(store, t)]
        yield Found(
            rule=rule.name.removeprefix(f"{TOPIC}/"),
            finding=plain(told["finding"]) or "",
            stated=told["stated"],
            expected=told["expected"],
            off=told["off"],
            unit=plain(told["unit"]) or "",
            facts=tuple(fact.value for fact in facts),
            passages=_passages(store, facts),
        )


def _is_stated(store: ox.Store, term: ox.NamedNode) -> bool:
    """Tell a fact from an entity: only facts are stated in a source."""
    return any(
        store.quads_for_pattern(term, ox.NamedNode(lgn("statedIn")), None, ox.DefaultGraph())
    )


def _passages(store: ox.Store, facts: Sequence[ox.NamedNode]) -> tuple[Passage, ...]:
    """Return what the facts rest on, each sentence once, in the order of the facts."""
    found: dict[tuple[str, str, str], set[tuple[int, int]]] = {}
    evidence = cells.in_order(question("sources/evidence").sparql)
    for fact in facts:
        for row in _rows(engine.query(store, evidence, {"about": fact}, cells.FUNCTIONS)):
            told = {name: plain(term) or "" for name, term in row.items()}
            if told["row"] or (told["start"] and told["end"]):
                key = (Iri(told["source"]).local, told["sentence"], told["row"])
                places = found.setdefault(key, set())
                if told["start"]:
                    places.add((int(told["start"]), int(told["end"])))
    return tuple(
        Passage(source, tuple(sorted(places)), sentence, row)
        for (source, sentence, row), places in found.items()
    )


def _rows(results: engine.Results) -> Iterator[dict[str, Term | None]]:
    if isinstance(results, ox.QuerySolutions):
        names = [variable.value for variable in results.variables]
        yield from (dict(zip(names, row, strict=True)) for row in results)


def answer(
    store: ox.Store,
    only: Sequence[str] = (),
    *,
    language: str = "en",
    version: str = "",
    base: str = DEFAULT_BASE,
) -> Answer:
    r"""Return what `audit` finds as an answer, which has every form that answers have.

    >>> answer(ox.Store()).serialize("csv")
    b'rule,finding,stated,expected,off,unit,facts,sources,passages\r\n'

    Raises
    ------
    UnknownQuestion
        No audit is called so.

    """
    found = audit(store, only, language=language, base=base)
    rows = "\n".join(f"({' '.join(_cells(one))})" for one in found)
    heads = " ".join(f"?{name}" for name in COLUMNS)
    values = f"SELECT {heads} {{ VALUES ({heads}) {{ {rows} }} }}"
    return Answer(lambda: ox.Store().query(values), version=version, base=base, parameters={})


def _cells(one: Found) -> Iterator[str]:
    """Yield the cells of a row as SPARQL writes terms."""
    sources = sorted({passage.source for passage in one.passages})
    yield from (str(ox.Literal(text)) for text in (one.rule, one.finding))
    yield from ("UNDEF" if t is None else str(t) for t in (one.stated, one.expected, one.off))
    rest = (one.unit, " ".join(one.facts), " ".join(sources), "\n".join(map(str, one.passages)))
    yield from (str(ox.Literal(text)) if text else "UNDEF" for text in rest)
