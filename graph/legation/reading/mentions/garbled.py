"""Words that a bad translation put out of order or cut off, read with a recorded repair."""

from __future__ import annotations

from dataclasses import replace

from legation.facts.evidence import Repair, Span
from legation.reading.document import OfficeMention
from legation.reading.mentions.names import Scan, is_vietnamese, person_name
from legation.reading.mentions.offices import party_words

_SPACE = frozenset({" ", "  "})
_MOST_WORDS = 24
_SECRETARY = frozenset(
    [
        "tổng",
        "bí",
        "thư",
        "ký",
        "ban",
        "chấp",
        "hành",
        "hội",
        "đồng",
        "ủy",
        "trung",
        "ương",
        "chung",
    ]
)


def truncated_state(
    scan: Scan, office: OfficeMention, place: int
) -> tuple[OfficeMention, Repair] | None:
    """Read "Chủ tịch Việt Nguyễn …": of the name of a state only its first word is left.

    The state is the one whose full name the text has elsewhere. "Chủ tịch" of a state is its
    president.
    """
    if scan.language != "vi" or office.state or scan.gap(place) not in _SPACE:
        return None
    if not scan.capital(place) or scan.hit(place) or not is_vietnamese(scan, place + 1):
        return None
    known = scan.state_beginning(scan.word(place))
    if known is None:
        return None
    token = scan.tokens[place]
    surface = scan.text[token.start : token.end]
    chairman = office.office == "other" and office.detail in {"", surface}
    kind = "president" if chairman else office.office
    reason = "the name of the state is cut off before a personal name"
    # The full name elsewhere tells what stood here, but a second state may begin with that word.
    repair = Repair(surface, known.form, reason, Span(token.start, token.end), "likely")
    return replace(office, state=known.code, office=kind, detail=""), repair


def secretary_out_of_order(
    scan: Scan, place: int
) -> tuple[OfficeMention, tuple[int, int], Repair] | None:
    """Read "Đảng … X Thư ký Hội đồng Trung ương chung N": the general secretary of a party.

    Returns the office, the tokens of the name, and the repair.
    """
    here = party_words(scan, place)
    state = scan.meaning(here, "state")
    if here == place or state is None:
        return None
    first = here = here + state[1]
    while here - first < _MOST_WORDS and scan.gap(here) in _SPACE and scan.word(here) in _SECRETARY:
        here += 1
    between = {scan.word(n) for n in range(first, here)}
    if not {"thư", "ký"} <= between or not {"trung", "chung", "tổng"} & between:
        return None
    end = person_name(scan, here) if scan.gap(here) in _SPACE else None
    if end is None:
        return None
    span = Span(scan.tokens[place].start, scan.tokens[here - 1].end)
    reason = "the words for a party and for its secretary stand out of order"
    repair = Repair(scan.text[span.start : span.end], "Tổng Bí thư", reason, span, "likely")
    office = OfficeMention(span.start, span.end, "general-secretary", state[0].code)
    return office, (here, end), repair
