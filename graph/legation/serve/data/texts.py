"""How much of a source's text the server shows: the one place that opens what was kept of it.

What the policy of a source withholds never enters the store (`legation.facts.quads` leaves it
out), so queries, exports and pages, which only read the store, cannot tell it. The whole text
lies beside the store; it is opened here and nowhere else in the server, and only where the
policy is ``full``.
"""

from __future__ import annotations

import pyoxigraph as ox

from legation.errors import LegationError
from legation.facts.evidence import TextPolicy
from legation.network.names import Names
from legation.store import copies
from legation.store.versions import Version
from legation.terms import Iri, notation

#: How many characters of a text a page shows.
MOST = 40_000


def policy(store: ox.Store, source: str) -> TextPolicy:
    """Return the policy of a source; what has none shows nothing.

    >>> policy(ox.Store(), "https://e.org/source/a").value
    'none'
    """
    told = notation(Names(store).value(ox.NamedNode(source), "textPolicy"))
    return TextPolicy(told) if told in set(TextPolicy) else TextPolicy.NONE


def whole(store: ox.Store, version: Version, source: str) -> str:
    """Return the text of a source if all of it may be shown and it is a text, else ``""``."""
    if policy(store, source) is not TextPolicy.FULL:
        return ""
    name = Iri(source).local
    try:
        if copies.one(version.sources, name).table:
            return ""
        return copies.text(version.sources, name)[: MOST + 1]
    except LegationError:  # a graph may have lost the copy of a source and still have its facts
        return ""
