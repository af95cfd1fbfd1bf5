"""Write the beginnings of states and unions into ``queries/audits/older-than-party.rq``.

They come from the tables beside this file: the first membership of a union, the first independence or
succession of a state; where anyone holds that a polity continues another, the earlier beginning
of the two counts. Run it after a change of those tables::

    python ontology/history/make_beginnings.py
"""

from __future__ import annotations

import re
from pathlib import Path

from legation.knowledge import select
from legation.resources import shelf, texts
from legation.terms import PREFIXES

QUESTION = shelf("queries") / "audits" / "older-than-party.rq"
_BLOCK = re.compile(r"(?<=    # beginnings\n).*?(?=    # end\n)", re.DOTALL)
_STARTS = """
SELECT ?party (MIN(STR(?day)) AS ?begun) WHERE { GRAPH ?g {
  { ?claim lgn:kind lgn:Membership ; lgn:membershipKind lgn:membership-member ; lgn:organisation ?party }
  UNION { ?claim lgn:kind lgn:PoliticalStatus ; lgn:statusKind lgn:standing-independent ; lgn:polity ?party }
  UNION { ?claim lgn:kind lgn:Succession ; lgn:successionKind ?how ; lgn:to ?party
    FILTER(?how != lgn:succession-incorporation) }
  ?claim lgn:earliest ?day .
  FILTER(STRSTARTS(STR(?party), STR(state:)) || STRSTARTS(STR(?party), STR(org:)))
} } GROUP BY ?party ORDER BY ?party
"""
_CONTINUED = (
    "SELECT ?from ?to { GRAPH ?g { ?c lgn:kind lgn:Continuity ; lgn:from ?from ; lgn:to ?to } }"
)


def beginnings() -> dict[str, str]:
    """Return the first possible day of each state and union that the tables know, by its IRI."""
    import pyoxigraph as ox

    store = ox.Store()
    for text in texts("ontology", "history", ".trig").values():
        store.load(text.encode(), ox.RdfFormat.TRIG)
    begun = {row["party"]: row["begun"] for row in select(store, _STARTS)}
    continued = [(row["from"], row["to"]) for row in select(store, _CONTINUED)]
    for _ in continued:  # a chain is no longer than the list
        for earlier, later in continued:
            if earlier in begun and later in begun:
                begun[later] = min(begun[later], begun[earlier])
    return begun


def written(text: str) -> str:
    """Return the question with the beginnings as they are now."""
    prefixes = {name: PREFIXES[name] for name in ("org", "state")}
    rows = []
    for party, day in sorted(beginnings().items()):
        short = next(
            f"{n}:{party.removeprefix(p)}" for n, p in prefixes.items() if party.startswith(p)
        )
        rows.append(f'    ({short} "{day}"^^xsd:date)\n')
    return _BLOCK.sub("".join(rows), text)


if __name__ == "__main__":
    Path(str(QUESTION)).write_text(written(QUESTION.read_text("utf-8")), "utf-8", newline="\n")
