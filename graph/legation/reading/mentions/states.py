"""States, unions and places in a text, with guards against words that only look like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legation.facts.evidence import Named
from legation.reading.document import PersonMention, PlaceMention, StateMention
from legation.reading.mentions.names import Scan
from legation.terms import Iri

#: Before these, "Ta" and "Bạn" are no states.
_NOT_WE = frozenset(
    ["chúng", "người", "ông", "bà", "anh", "cô", "chị", "hắn", "họ", "cậu", "chàng", "nàng"]
)
_NOT_THEY = frozenset(["các", "tình", "người", "đôi", "kết", "làm", "đông"])
_PLACE_HEADS = frozenset(
    ["tỉnh", "huyện", "xã", "phường", "quận", "đường", "phố", "cảng", "núi", "sông", "họ"]
)
_TONED = frozenset("ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ")

#: The rank of a visit and the first words of some official names.
_STATE_RANK = "nhà nước "
#: First syllables of what is signed: "ký với Lào Hiệp định ..." names the state.
_INSTRUMENTS = frozenset({"hiệp", "nghị", "thỏa", "bản", "biên", "tuyên", "hợp", "chương", "kế"})


def find(scan: Scan, persons: Sequence[PersonMention]) -> Iterator[StateMention | PlaceMention]:
    """Yield the states and places of a text, outside the names of persons.

    A capital is a place and, as texts use it for its government, a state told by its capital.
    """
    names = {n for p in persons if p.name for s in p.name.spans for n in range(s.start, s.end)}
    place = 0
    while place < len(scan):
        found = scan.hit(place)
        money = found is not None and scan.text[found[0].end : found[0].end + 1] == "$"  # "US$"
        if found is None or money or found[0].start in names:
            place += 1
            continue
        hit, length = found
        meaning = next((m for m in hit.meanings if m.kind in {"state", "place"}), None)
        if meaning and not _guarded(scan, place, length):
            if meaning.kind == "place":
                city = Named("Place", scan.text[hit.start : hit.end], of=(meaning.code,))
                stands = Iri(meaning.iri) if meaning.iri else city
                yield PlaceMention(hit.start, hit.end, stands, meaning.code)
                if meaning.how == "capital" and meaning.code:
                    yield StateMention(hit.start, hit.end, meaning.code, "capital")
            else:
                start = hit.start + _rank_before(scan.norm, hit.start)
                yield StateMention(start, hit.end, meaning.code, meaning.how)
        place += length


def _rank_before(norm: str, start: int) -> int:
    """Return how much of a state's name is the rank of a visit: "thăm cấp | Nhà nước Qatar"."""
    ranked = norm.startswith(_STATE_RANK, start) and norm.endswith("cấp ", 0, start)
    return len(_STATE_RANK) if ranked else 0


def deixis(scan: Scan, we: str, they: str) -> Iterator[StateMention]:
    """Yield "ta" and "Bạn" of a Vietnamese text as the states they stand for.

    >>> text = "Ta xuất sang Bạn"
    >>> [m.code for m in deixis(Scan(text, text.lower(), "vi"), "VNM", "LAO")]
    ['VNM', 'LAO']
    """
    if scan.language != "vi":
        return
    for place, token in enumerate(scan.tokens):
        if token.text == "ta" and we and scan.word(place - 1) not in _NOT_WE:
            yield StateMention(token.start, token.end, we, "deixis")
        elif token.text == "bạn" and they and _is_they(scan, place):
            yield StateMention(token.start, token.end, they, "deixis")


def _is_they(scan: Scan, place: int) -> bool:
    before = scan.word(place - 1)
    return before in {"phía", "nước"} or (scan.capital(place) and before not in _NOT_THEY)


def _guarded(scan: Scan, place: int, length: int) -> bool:
    """Tell whether a short Vietnamese name is no state here ("Anh Nam", "Mỹ Đình")."""
    if scan.language != "vi" or length > 1:
        return False
    if scan.word(place - 1) in _PLACE_HEADS and scan.gap(place) == " ":
        return True
    if scan.gap(place + 1) != " " or not scan.capital(place + 1) or scan.hit(place + 1):
        return False
    following = scan.word(place + 1)
    toned = any(c in _TONED for c in scan.word(place))
    if scan.word(place) == "anh" and following in scan.surnames:
        return True
    return (
        (toned or len(scan.word(place)) <= 4)
        and any(c in _TONED for c in following)
        and (scan.gap(place + 2) != "-" and following not in scan.surnames)
        and following not in _INSTRUMENTS
        and not scan.text[scan.tokens[place + 1].start : scan.tokens[place + 1].end].isupper()
    )
