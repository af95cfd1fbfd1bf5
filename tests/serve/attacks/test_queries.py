"""Queries that are too much: products, paths, sorting, floods, nesting, crowds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from serve.attacked import ATTACKED, ENDED, PRODUCT, THREE, ask, client, others_are_served
from served import Server

pytestmark = ATTACKED


def _doubling() -> str:
    steps = (f"BIND(CONCAT({', '.join([f'?v{n}'] * 10)}) AS ?v{n + 1})" for n in range(9))
    return f"SELECT * {{ BIND('long and ' AS ?v0) {' '.join(steps)} }}"


def _values(rows: int, *names: str) -> str:
    numbers = " ".join(map(str, range(rows)))
    return " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in names)


HEAVY = {
    "product": PRODUCT,
    "product of values": f"SELECT (COUNT(*) AS ?n) {{ {_values(900, *'abcd')} }}",
    "filtered product": f"ASK {{ {THREE} FILTER(?x > ?y && ?y > ?z && ?z > ?x) }}",
    "unbounded path": "SELECT (COUNT(*) AS ?n) { ?a (<urn:follows>|^<urn:follows>)* ?b }",
    "nested paths": "SELECT (COUNT(*) AS ?n) { ?a ((<urn:follows>*)+/(^<urn:follows>)*)+ ?b }",
    "negated path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)*/(^(!<urn:x>))* ?b . ?b !<urn:y> ?c }",
    "sorting": f"SELECT * {{ {THREE} }} ORDER BY ?z DESC(?y) ?x",
    "joining": f"SELECT (GROUP_CONCAT(CONCAT(?x, ?y)) AS ?l) {{ {THREE} }}",
    "distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {THREE} }}",
    "grouping": f"SELECT ?x ?y ?z (SAMPLE(?a) AS ?s) {{ {THREE} }} GROUP BY ?x ?y ?z",
    "doubling": _doubling(),
    "regex": f'ASK {{ {THREE} FILTER REGEX(CONCAT(?x, ?y, ?z), "(t+h+)+(i+n+)+(g+ ?)+$", "i") }}',
    "replacing": f'ASK {{ {THREE} FILTER(REPLACE(CONCAT(?x, ?y, ?z), "(.)", "$1$1$1") = "") }}',
    "exists": f"ASK {{ {THREE} FILTER NOT EXISTS {{ ?a ?p ?q . ?q ?r ?t . ?u ?v ?w }} }}",
    "minus": f"SELECT (COUNT(*) AS ?n) {{ {THREE} MINUS {{ ?d ?e ?f . ?g ?h ?i . ?a <urn:z> ?f }} }}",
    "optional": f"SELECT (COUNT(*) AS ?n) {{ {THREE} OPTIONAL {{ ?d ?e ?f OPTIONAL {{ ?g ?h ?i }} }} }}",
    "building": f"CONSTRUCT {{ ?a <urn:x> ?y . ?b <urn:x> ?z }} {{ {THREE} FILTER(?x = CONCAT(?y, ?z)) }}",
    "hashing": f"ASK {{ {THREE} FILTER(SHA512(CONCAT(SHA512(?x), SHA512(?y), ?z)) = '') }}",
}


def test_heavy_queries_are_ended(server: Server, attacker: httpx.Client) -> None:
    """What multiplies, sorts, joins or walks without end runs into the limits of time or memory."""
    with others_are_served(server), ThreadPoolExecutor(3) as threads:
        answers = threads.map(lambda query: ask(attacker, query), HEAVY.values())
        found = {name: got.status_code for name, got in zip(HEAVY, answers, strict=True)}
    assert {name: code for name, code in found.items() if code not in ENDED} == {}


def test_a_regex_that_would_grow_is_no_pattern(server: Server, attacker: httpx.Client) -> None:
    """Repetitions of repetitions are not compiled, and take no time."""
    grown = "(((a{99}){99}){99}){99}"
    with others_are_served(server):
        got = ask(attacker, f'SELECT ?m {{ ?a <urn:name> ?x BIND(REGEX(?x, "{grown}") AS ?m) }}')
    assert got.status_code in {200, *ENDED}


def test_a_flood_of_answers_is_cut(server: Server, attacker: httpx.Client) -> None:
    """An answer without end is broken off, so that nobody takes it for the whole."""
    with others_are_served(server), pytest.raises(httpx.RemoteProtocolError):
        attacker.get(
            "/sparql", params={"query": f"SELECT * {{ {THREE} }}"}, headers={"Accept": "text/csv"}
        )


def test_many_at_once_are_told_to_come_again(server: Server) -> None:
    """Who sends more than the queue holds hears 503 and when to try again; others are served."""
    with others_are_served(server), ThreadPoolExecutor(20) as threads, client(server) as crowd:
        answers = list(threads.map(lambda _: ask(crowd, PRODUCT), range(20)))
    refused = [got for got in answers if got.status_code == 503]
    assert refused
    assert all(int(got.headers["retry-after"]) >= 1 for got in refused)
    assert {got.status_code for got in answers} <= {503, *ENDED}


NESTED = {
    "groups": "ASK " + "{" * 20_000 + "}" * 20_000,
    "unclosed": "ASK " + "{" * 20_000,
    "brackets": f"ASK {{ FILTER{'(' * 20_000}1{')' * 20_000} }}",
    "selects": "SELECT * " + "{ SELECT * " * 5_000 + "{}" + "}" * 5_000,
    "functions": f"ASK {{ FILTER({'STR(' * 20_000}1{')' * 20_000}) }}",
    "blank nodes": f"ASK {{ ?s ?p {'[ ?p ' * 20_000}1{']' * 20_000} }}",
    "collections": f"ASK {{ ?s ?p {'( ' * 20_000}1{')' * 20_000} }}",
    "paths": f"ASK {{ ?s {'(' * 20_000}<urn:p>{')*' * 20_000} ?o }}",
    "template": f"CONSTRUCT {{ ?s ?p {'( ' * 20_000}{')' * 20_000} }} {{}}",
    "optionals": "ASK {" + "OPTIONAL {" * 9_000 + "}" * 9_001,
    "exists": "ASK {" + "FILTER EXISTS {" * 9_000 + "}" * 9_001,
    "quoted triples": f"ASK {{ {'<< ' * 20_000}?s ?p ?o{' >> ?p ?o' * 20_000} }}",
    "negations": f"ASK {{ FILTER({'!' * 100_000}true) }}",
    "signs": f"ASK {{ FILTER({'- ' * 50_000}1 > 0) }}",
    "sums": f"ASK {{ FILTER({'1+' * 100_000}1 > 0) }}",
    "or": f"ASK {{ FILTER({'true||' * 20_000}true) }}",
    "unions": "ASK {" + "{} UNION " * 20_000 + "{} }",
    "binds": "ASK {" + "".join(f"BIND({n} AS ?v{n}) " for n in range(9_000)) + "}",
    "patterns": "ASK {" + "?s ?p ?o . " * 20_000 + "}",
    "joined patterns": "ASK {" + "".join(f"?v{n} ?p ?v{n + 1} . " for n in range(2_000)) + "}",
    "steps": f"ASK {{ ?s {'<urn:p>/' * 20_000}<urn:p> ?o }}",
    "alternatives": f"ASK {{ ?s {'<urn:p>|' * 20_000}<urn:p> ?o }}",
    "rows": f"ASK {{ {_values(30_000, 'a')} }}",
    "rows of rows": "ASK { VALUES (?a ?b) {" + "(1 2)" * 30_000 + "} }",
    "hidden in less-than": f"ASK {{ FILTER(?a<{'(' * 20_000}1{')' * 20_000}&&1>0) }}",
    "hidden in a comment": "ASK #{{\n" + "{" * 20_000,
    "a long literal": f"ASK {{ ?s ?p '{'x' * 300_000}' }}",
    "quotation marks": 'ASK { ?s ?p "' + '\\"' * 100_000,
    "long strings": "ASK { " + '"""\n\\' * 40_000,
    "dots": "ASK { " + "a." * 100_000,
    "letters": "ASK { " + "é." * 20_000,
}


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_or_huge_is_refused(
    server: Server, attacker: httpx.Client, name: str
) -> None:
    """It never reaches the engine, which a few kilobytes of brackets would end."""
    with others_are_served(server):
        got = ask(attacker, NESTED[name])
    assert got.status_code == 400, got.text
    assert got.json()["status"] == 400


def test_long_queries_one_after_the_other_keep_nobody_waiting(server: Server) -> None:
    """To look at what may just be sent takes long, and is done beside what others ask."""
    long = f"ASK {{ FILTER(1 IN ({'1,' * 100_000}1)) }}"
    with others_are_served(server), ThreadPoolExecutor(4) as threads, client(server) as crowd:
        answers = list(threads.map(lambda _: ask(crowd, long), range(5)))
    assert {got.status_code for got in answers} <= {200, 503, *ENDED}
