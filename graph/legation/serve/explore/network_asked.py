"""What a network view is asked for: all of it stands in the URL, so that a link shows the same.

Entities and bundles are written short: ``VNM``, ``org/EAEU``, ``person/BLR-x``, or a whole IRI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from legation.terms import REFERENCE, state

#: How many entities a view may be about, and how long a list in the URL may be.
MOST_ABOUT = 8
MOST_LISTED = 200
#: The last year that can be asked for.
LAST_YEAR = 2999
_STATE = "state/"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The state of a view.

    ``open`` holds kinds (``Visit``) or bundles (``VNM!BLR!Visit``) that are shown fact by fact,
    ``kinds`` what is shown at all (empty: all but the quiet ones), ``hide`` nodes taken out,
    ``path`` two entities to join, ``pins`` where the reader has put a node. ``odd`` holds what
    was asked for and is no year, ``turned`` tells that the years stood the wrong way round.
    """

    about: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    rank: str = ""
    office: str = ""
    source: str = ""
    since: int | None = None
    until: int | None = None
    hide: frozenset[str] = frozenset()
    path: tuple[str, ...] = ()
    pins: tuple[tuple[str, float, float], ...] = ()
    language: str = "en"
    odd: tuple[str, ...] = ()
    turned: bool = False

    def query(self, **changed: object) -> str:
        """Return the state as the query of a URL, always written the same way.

        >>> Asked(about=("VNM", "BLR"), since=1990).query()
        'about=VNM%2CBLR&since=1990'
        """
        me = replace(self, **changed) if changed else self  # type: ignore[arg-type]
        told = {
            "about": ",".join(me.about),
            "open": ",".join(sorted(me.open)),
            "kinds": ",".join(sorted(me.kinds)),
            "rank": me.rank,
            "office": me.office,
            "source": me.source,
            "since": "" if me.since is None else str(me.since),
            "until": "" if me.until is None else str(me.until),
            "hide": ",".join(sorted(me.hide)),
            "path": ",".join(me.path),
            "pin": ",".join(f"{node}@{x:g}@{y:g}" for node, x, y in me.pins),
        }
        return urlencode({name: value for name, value in told.items() if value})


def asked(given: Mapping[str, str], language: str = "en") -> Asked:
    """Return what the parameters of a URL ask for; what is no year is passed over, and kept as odd.

    >>> told = asked({"about": "VNM, BLR", "since": "1990", "until": "soon"})
    >>> told.about, told.since, told.odd
    (('VNM', 'BLR'), 1990, ('soon',))
    >>> told = asked({"since": "2010", "until": "2008"})
    >>> told.since, told.until, told.turned
    (2008, 2010, True)
    """
    since, until = (_year(given.get(name, "")) for name in ("since", "until"))
    turned = since is not None and until is not None and since > until
    return Asked(
        about=_list(given, "about")[:MOST_ABOUT],
        open=frozenset(_list(given, "open")),
        kinds=frozenset(_list(given, "kinds")) | frozenset(_list(given, "kind")),
        rank=given.get("rank", "").strip(),
        office=given.get("office", "").strip(),
        source=given.get("source", "").strip(),
        since=until if turned else since,
        until=since if turned else until,
        hide=frozenset(_list(given, "hide")),
        path=_list(given, "path")[:2],
        pins=tuple(pin for text in _list(given, "pin") if (pin := _pin(text))),
        language=language,
        odd=tuple(
            text[:_SHOWN]
            for name in ("since", "until")
            if (text := given.get(name, "").strip()) and _year(text) is None
        ),
        turned=turned,
    )


def _list(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in given.get(name, "").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_LISTED]


def _year(text: str) -> int | None:
    text = text.strip()
    told = int(text) if text.isascii() and text.isdigit() and len(text) <= len("2999") else -1
    return told if 0 <= told <= LAST_YEAR else None


def _pin(text: str) -> tuple[str, float, float] | None:
    node, *place = text.split("@")
    if len(place) != 2 or not node:
        return None
    try:
        x, y = (round(float(part), 1) for part in place)
    except ValueError:
        return None
    within = abs(x) < 1e6 and abs(y) < 1e6
    return (node, x, y) if within else None


@dataclass(frozen=True, slots=True)
class Short:
    """Writes IRIs short and reads them back; ``base`` is that of the graph.

    >>> short = Short("https://e.org/kg/")
    >>> short.of(state("VNM")), short.of("https://e.org/kg/visit/a"), short.of("urn:x")
    ('VNM', '~/visit/a', 'urn:x')
    >>> [short.iri(text) for text in ("VNM", "~/visit/a", "org/EAEU")]
    ['https://w3id.org/legation/state/VNM', 'https://e.org/kg/visit/a', 'https://w3id.org/legation/org/EAEU']
    """

    base: str

    def of(self, iri: str) -> str:
        """Return the short form of an IRI; one that a list could not hold stays out of short forms."""
        if iri.startswith(self.base):
            return self._escaped("~/" + iri.removeprefix(self.base))
        if iri.startswith(REFERENCE):
            return self._escaped(iri.removeprefix(REFERENCE).removeprefix(_STATE))
        return self._escaped(iri)

    def iri(self, text: str) -> str:
        """Return the IRI that a short form means."""
        text = text.replace("%2C", ",").replace("%7E", "~").replace("%40", "@")
        if text.startswith("~/"):
            return self.base + text.removeprefix("~/")
        if ":" in text:
            return text
        return REFERENCE + text if "/" in text else state(text)

    def bundle(self, one: str, other: str, kind: str = "") -> str:
        """Return the name of what stands between two entities, in all kinds or in one."""
        return "!".join(part for part in (self.of(one), self.of(other) or "-", kind) if part)

    def _escaped(self, text: str) -> str:
        head = "~/" if text.startswith("~/") else ""
        rest = text.removeprefix(head)
        return head + rest.replace(",", "%2C").replace("~", "%7E").replace("@", "%40")
