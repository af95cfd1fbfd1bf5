"""What is seen, to take away: GraphML, GEXF, Turtle, and the query that finds the same facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pyoxigraph as ox

from legation.export.graphs import write_gexf, write_graphml
from legation.facts.kinds import vocabulary
from legation.network.build import Network
from legation.serve.explore.network_data import View
from legation.serve.explore.network_scope import AHEAD, Fact
from legation.terms import PREFIXES, RDF, RDFS, SKOS, lgn

#: The statements of so many facts are saved; of more, the query finds all.
MOST_SAVED = 2_000
_NAMING = {RDF + "type", RDFS + "label", SKOS + "prefLabel"}
_AHEAD = " ".join(f"lgn:status-{name}" for name in sorted(AHEAD))
#: An agreement has the date of its signature, else of the first that was done with it.
_DATED = [
    f"""  OPTIONAL {{ SELECT ?fact (MIN(?e) AS ?{did}From) (MIN(?l) AS ?{did}To) (MIN(?d) AS ?{did}On) {{
    ?fact a lgn:Agreement . ?act lgn:agreement ?fact ; {which}lgn:edtf ?d
    OPTIONAL {{ ?act lgn:earliest ?e }} OPTIONAL {{ ?act lgn:latest ?l }}
    MINUS {{ ?act lgn:status ?ahead VALUES ?ahead {{ {_AHEAD} }} }}
  }} GROUP BY ?fact }}"""
    for did, which in (("signed", "lgn:action lgn:action-signature ; "), ("acted", ""))
]
_ACTED = " || ".join(
    f"BOUND(?{name})" for name in ("signedFrom", "signedTo", "actedFrom", "actedTo")
)
_USED = ("lgn", "rdf", "rdfs", "xsd")


def graphml(view: View) -> bytes:
    """Return the network that is seen as GraphML, with the places of its nodes."""
    out = BytesIO()
    write_graphml(_with_places(view), out)
    return out.getvalue()


def gexf(view: View) -> bytes:
    """Return the network that is seen as GEXF 1.2."""
    out = BytesIO()
    write_gexf(_with_places(view), out)
    return out.getvalue()


def _with_places(view: View) -> Network:
    told = Network()
    for node, data in view.network.nodes(data=True):
        x, y = view.places[node]
        told.add_node(node, **{**data, "x": str(x), "y": str(y)})
    for one, other, key, data in view.network.edges(keys=True, data=True):
        told.add_edge(one, other, key, **{n: v for n, v in data.items() if n != "id"})
    return told


def turtle(view: View) -> bytes:
    """Return the settled statements of all facts that are seen, bundled ones too, and who is in them.

    Of very many facts those with the first IRIs are told, and that is said in the first line.
    """
    facts = behind(view)
    triples = sorted(set(_triples(view, facts[:MOST_SAVED])), key=str)
    prefixes = {name: PREFIXES[name] for name in sorted(PREFIXES)}
    told = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    cut = f"# {MOST_SAVED} of {len(facts)} facts; the query of this view (network.rq) finds all\n"
    head = cut.encode() if len(facts) > MOST_SAVED else b""
    return head + told if isinstance(told, bytes) else b""


def _triples(view: View, facts: Sequence[Fact]) -> Iterator[ox.Triple]:
    store = view.scope.store
    for fact in facts:
        for quad in store.quads_for_pattern(ox.NamedNode(fact.iri), None, None, ox.DefaultGraph()):
            yield quad.triple
    for iri in view.seen.entities:
        for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()):
            if quad.predicate.value in _NAMING:
                yield quad.triple


def behind(view: View) -> list[Fact]:
    """Return the facts behind a view, as nodes or in bundles, sorted."""
    found = {fact.iri: fact for fact in view.seen.facts}
    for kinds in view.seen.bundles.values():
        found.update((fact.iri, fact) for facts in kinds.values() for fact in facts)
    return [found[iri] for iri in sorted(found)]


def sparql(view: View) -> bytes:
    """Return a SPARQL query that finds the facts a view was made of.

    What the picture has no room for is found too: a query has no 40 places.
    """
    asked, short = view.asked, view.short
    focus = [str(ox.NamedNode(iri)) for iri in view.scope.focus]
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in _USED]
    lines += ["", f"# {asked.query() or 'the whole graph'}".replace("\n", " ")]
    lines += ["SELECT DISTINCT ?fact ?kind ?date WHERE {"]
    way = _path(view)
    lines += ["  {"] if way else []
    if focus:
        pairs = [(a, b) for i, a in enumerate(focus) for b in focus[i + 1 :]] or [(focus[0], "")]
        near = [_joins("?fact", pair) for pair in pairs]
        about = [
            f"{_joins('?other', pair)} ?other lgn:statedIn ?said . ?fact ?about ?other ."
            for pair in pairs
        ]
        lines.append("  " + "\n  UNION ".join(f"{{ {part} }}" for part in [*near, *about]))
    lines.append("  ?fact a ?kind ; lgn:statedIn ?source .")
    kinds = sorted(asked.kinds & vocabulary().kinds.keys()) or sorted(view.seen.kinds)
    lines.append("  VALUES ?kind { " + " ".join(f"lgn:{kind}" for kind in kinds) + " }")
    if asked.rank:
        lines.append(f"  ?fact lgn:rank {_term(lgn(f'rank-{asked.rank}'))} .")
    if asked.office:
        office = _term(lgn(f"office-{asked.office}"))
        lines.append(f"  ?fact lgn:capacity|lgn:post ?post . ?post lgn:officeKind {office} .")
    if asked.source:
        lines.append(f"  ?fact lgn:statedIn {_term(asked.source)} .")
    dated = _years(view)
    lines += dated
    if hidden := sorted(short.iri(text) for text in asked.hide):
        lines.append("  FILTER(?fact NOT IN (" + ", ".join(_term(iri) for iri in hidden) + "))")
    lines += way
    lines += [] if dated else _DATED
    lines += [
        "  OPTIONAL { ?fact lgn:edtf ?edtf }",
        "  BIND(COALESCE(?edtf, ?signedOn, ?actedOn) AS ?date)",
        "} ORDER BY ?date ?fact",
    ]
    return ("\n".join(lines) + "\n").encode()


def _path(view: View) -> list[str]:
    """Return what finds the facts of the path that is seen, whatever else is filtered."""
    if view.way is None:
        return []
    on_way = {fact.iri for fact in view.way.facts}
    facts = [fact for fact in view.seen.facts if fact.iri in on_way]
    told = " ".join(f"({_term(fact.iri)} lgn:{fact.kind})" for fact in facts)
    return ["  } UNION {  # the path", f"  VALUES (?fact ?kind) {{ {told} }} }}"] if facts else []


def _joins(who: str, pair: tuple[str, str]) -> str:
    one, other = pair
    return f"{who} ?mine {one} ; ?theirs {other} ." if other else f"{who} ?mine {one} ."


def _term(iri: str) -> str:
    """Return an IRI as SPARQL writes it; what is none becomes one that nothing has."""
    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        return "<urn:none>"


def _years(view: View) -> list[str]:
    since, until = view.asked.since, view.asked.until
    if since is None and until is None:
        return []
    first = (
        "COALESCE(YEAR(?earliest), xsd:integer(STR(?signed)), YEAR(?signedFrom), YEAR(?actedFrom))"
    )
    last = "COALESCE(YEAR(?latest), xsd:integer(STR(?signed)), YEAR(?signedTo), YEAR(?actedTo))"
    lines = [
        "  OPTIONAL { ?fact lgn:earliest ?earliest }",
        "  OPTIONAL { ?fact lgn:latest ?latest }",
        "  OPTIONAL { ?fact lgn:signedYear ?signed }",
        *_DATED,
        f"  FILTER(BOUND(?earliest) || BOUND(?latest) || BOUND(?signed) || {_ACTED})",
    ]
    if until is not None:
        lines.append(f"  FILTER(COALESCE({first} <= {until}, true))")
    if since is not None:
        lines.append(f"  FILTER(COALESCE({last} >= {since}, true))")
    return lines
