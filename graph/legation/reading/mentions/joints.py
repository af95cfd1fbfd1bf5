"""What joins a name to its office: a colon, a verb, a comma, and what only looks like it."""

from __future__ import annotations

from legation.reading.mentions.names import Scan, person_name, skip_honorific
from legation.reading.mentions.offices import office_words

_SPACE = frozenset({" ", "  "})
AND = frozenset({"và", "kiêm", "and", "concurrently", "đồng", "thời", "là", "the", "nguyên"})
BEFORE_APPOSITION = AND | {
    "then",
    "hiện",
    "is",
    "was",
    "current",
    "currently",
    "who",
    "has",
    "been",
    "serving",
}
_LONGEST_ASIDE = 6
_COLON = frozenset({": ", " : ", ":", " | ", " - "})
_CLOSING = frozenset({"(", ",", ";", ".", ")", "|", "-"})
_MOST_OFFICES = 8


def after_colon(scan: Scan, place: int) -> tuple[int, int] | None:
    """Read "Prime Minister: Bo Li (since 2001)" of a list of leaders."""
    if scan.gap(place) not in _COLON:
        return None
    here = skip_honorific(scan, place)
    end = person_name(scan, here) if not scan.hit(here) else None
    if end is None or (end - here < 2 and here == place):
        return None
    ends = end >= len(scan) or "\n" in scan.gap(end) or scan.gap(end).lstrip()[:1] in _CLOSING
    return (here, end) if ends else None


def after_aside(scan: Scan, place: int) -> tuple[int, int] | None:
    """Read "Chairman of the National Council (Senate) Bo Li"."""
    here = skip_aside(scan, place)
    if here == place or scan.gap(here).rpartition(")")[2] != " ":
        return None
    named = skip_honorific(scan, here)
    end = person_name(scan, named) if scan.gap(named) in _SPACE | {") ", ". "} else None
    return (named, end) if end is not None and end - named > 1 else None


def skip_aside(scan: Scan, place: int) -> int:
    """Return the token after some words in brackets, the same token if there are none."""
    if not scan.gap(place).startswith(" ("):
        return place
    for here in range(place + 1, min(place + _LONGEST_ASIDE, len(scan))):
        if ")" in scan.gap(here):
            return here
        if scan.word(here).isdigit():
            break
    return place


def after_is(scan: Scan, place: int) -> tuple[int, int] | None:
    """Read "The Ambassador of Laos in Lima is Mr. Bo Li"."""
    if scan.word(place) not in {"is", "was", "là"} or scan.gap(place) != " ":
        return None
    here = skip_honorific(scan, place + 1)
    end = person_name(scan, here) if scan.gap(here) in {" ", ". "} else None
    return None if end is None or (end - here < 2 and here == place + 1) else (here, end)


def leads_to_name(scan: Scan, end: int) -> bool:
    """Tell whether the offices that go on at a token belong to a name after them."""
    for _ in range(_MOST_OFFICES):
        own_name = skip_honorific(scan, end)
        if scan.gap(own_name) in _SPACE and person_name(scan, own_name) is not None:
            return True
        here = end
        while scan.word(here) in {"and", "và", "kiêm"} and scan.gap(here) == " ":
            here += 1
        more = office_words(scan, here) if end < here < len(scan) else None
        if more is None:
            return False
        end = more[1]
    return False


def before_apposition(scan: Scan, place: int) -> bool:
    """Tell whether a foreign name begins at a token, with an office after its comma or verb."""
    if not scan.capital(place) or scan.hit(place):
        return False
    initial = len(scan.word(place - 1)) <= 2 and not scan.hit(place - 1)  # no "Úc."
    joints = {" ", "-", ". "} if initial else {" ", "-"}
    if place and scan.capital(place - 1) and scan.gap(place) in joints:
        return False
    end = person_name(scan, place)
    if end is None or end - place < 2:
        return False
    if verb := scan.predicates.at(scan.tokens, end, scan.norm) if end < len(scan) else None:
        end += verb[1] if scan.gap(end) == " " else 0
    elif scan.gap(end) != ", " or scan.language != "en":
        return False
    here = end
    while scan.word(here) in BEFORE_APPOSITION:
        here += 1
    found = office_words(scan, here) if here < len(scan) else None
    return found is not None and not leads_to_name(scan, found[1])


def closed(scan: Scan, place: int) -> bool:
    """Tell whether a phrase ends at a mark, and no verb takes it as its subject."""
    return scan.gap(place).strip()[:1] in {",", ";", ".", ")", "", "("} and scan.gap(place) != " "
