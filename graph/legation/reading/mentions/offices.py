"""Offices in words: which office, of which state, which house or ministry."""

from __future__ import annotations

import re
from functools import cache

from legation.reading.document import OfficeMention
from legation.reading.lexicon import lexicon
from legation.reading.mentions.gazetteer import Meaning
from legation.reading.mentions.names import Scan, is_vietnamese, person_name
from legation.reading.mentions.phrases import Phrases
from legation.reading.text import normalise

_SPACE = frozenset({" ", "  ", " - "})
_BETWEEN_FIELDS = frozenset({" ", ", ", " - ", "-", " & ", "  "})
_OF = {"vi": frozenset({"của", "nước"}), "en": frozenset({"of", "the", "for"})}
_CHAIRS = frozenset({"chủ tịch", "phó chủ tịch"})
_LONGEST_DETAIL = 10
_OUR = ("của", "nước", "ta", "bạn")
#: Fields of the minister who leads a foreign ministry.
_FOREIGN = {
    "vi": re.compile(r"ngoại giao|ngoại vụ|đối ngoại|quan hệ quốc tế|quan hệ đối ngoại"),
    "en": re.compile(
        r"(?:foreign|external) (?:affairs|relations)|foreign and |foreign, |foreign & |"
        r"european and foreign|international relations|global affairs|foreign\Z"
    ),
}
#: Words for the fields of a ministry or for the organs of a party; the longest known have 15.
_LONGEST_FIELD = 24
_DEPUTIES = frozenset({"deputy", "vice", "assistant"})
#: Words inside the name of a ministry that none begins with: "The Foreign Minister".
_SMALL = frozenset({"the", "of", "for", "and", "in"})


@cache
def _fields(language: str) -> Phrases[str]:
    return Phrases((w, w) for w in lexicon(language).lists["fields"])


@cache
def _party(language: str) -> Phrases[str]:
    return Phrases((w, w) for w in lexicon(language).lists["party words"])


@cache
def _organisations() -> Phrases[str]:
    return Phrases((w, w) for w in lexicon("vi").lists["organisations"])


def office_words(scan: Scan, place: int) -> tuple[OfficeMention, int] | None:
    """Return the office whose words begin at a token, and the token after them.

    The state may stand before ("Mongolian President") or after ("Tổng thống Mông Cổ"); "Chủ
    tịch" takes its office from what follows: a state, a house, a party, a name.

    >>> scan = Scan("Bộ trưởng Công Thương Lào", "bộ trưởng công thương lào", "vi")
    >>> office_words(scan, 0)[0].office, office_words(scan, 0)[0].state
    ('minister', 'LAO')
    """
    start, state, head = scan.tokens[place].start, "", place
    if scan.language == "en" and (before := scan.meaning(place, "state") or _seat(scan, place)):
        state, head = before[0].code, place + before[1]
        if scan.word(head) == "s" and scan.gap(head) == "'":
            head += 1
        dotted = ". " if "." in before[0].form else " "
        if scan.gap(head) not in _SPACE | {"' ", dotted}:
            return None
    found = _head(scan, head, placed=bool(state))
    if found is None:
        return None
    office, detail, end = found
    if not state:
        state, end = _state_after(scan, end)
        office, detail, end = _settle(scan, head, office, detail, state, end)
    if office in {"ambassador", "charge-daffaires"}:
        detail, end = _accredited(scan, end)
    return (
        OfficeMention(start, scan.tokens[end - 1].end, office, state, detail),
        end,
    )


def _seat(scan: Scan, place: int) -> tuple[Meaning, int] | None:
    """Return the place whose government a possessive means: "Abu Dhabi's Crown Prince"."""
    found = scan.meaning(place, "place")
    if found is None or not found[0].code or scan.word(place + found[1]) != "s":
        return None
    return found if found[0].how == "capital" else None


def _head(scan: Scan, place: int, *, placed: bool = False) -> tuple[str, str, int] | None:
    """Return office, detail and end of the words of an office without its state."""
    if place >= len(scan):
        return None
    if found := scan.meaning(place, "office"):
        meaning, length = found
        end = place + length
        if meaning.form.isupper() and scan.gap(end) == "-":  # a company: "PTT-EP"
            return None
        if meaning.code in {"minister", "deputy-minister"}:
            return _diplomat(scan.language, meaning.code, *_field_of(scan, place, end))
        if meaning.code in {"general-secretary", "party-official"}:
            return meaning.code, "", party_words(scan, end)
        return meaning.code, meaning.detail, end
    if scan.language == "en":
        found_field = _field_minister(scan, place, placed=placed)
        return _diplomat("en", *found_field) if found_field else None
    return None


def _diplomat(language: str, office: str, detail: str, end: int) -> tuple[str, str, int]:
    """Tell a foreign minister, whatever the ministry is called."""
    if not detail or not _FOREIGN[language].match(normalise(detail)):
        return office, detail, end
    return {"minister": "foreign-minister"}.get(office, "deputy-foreign-minister"), "", end


def _field_of(scan: Scan, place: int, end: int) -> tuple[str, int]:
    """Return the field of a minister whose words begin at a token, and the token after all."""
    head = {"vi": "trưởng", "en": "minister"}[scan.language]
    words = [scan.word(n) for n in range(place, end)]
    head = "secretary" if words == ["cabinet", "secretary"] else head
    if head not in words:
        return "", end
    at = end if "delegate" in words else place + words.index(head) + 1
    while scan.language == "vi" and scan.word(at) in {"thường", "trực", "thứ", "nhất"}:
        at += 1
    detail, after = _ministry(scan, at)
    first = place + sum(w in _DEPUTIES for w in words[:1])
    if not detail and scan.language == "en" and at - 1 > first:
        detail = scan.text[scan.tokens[first].start : scan.tokens[at - 2].end]
    return detail, max(end, after)


def _field_minister(scan: Scan, place: int, *, placed: bool = False) -> tuple[str, str, int] | None:
    """Read "Deputy Trade and Industry Minister", and "trade minister" after a state."""
    first = place + (scan.word(place) in _DEPUTIES)
    if not (placed or scan.capital(first)) or scan.word(first) in _SMALL:
        return None
    end = first
    limit = min(len(scan), first + _LONGEST_FIELD)
    while end < limit and (field := _fields("en").at(scan.tokens, end, scan.norm)):
        if end > first and scan.gap(end) not in _BETWEEN_FIELDS:
            return None
        end += field[1]
        head = scan.meaning(end, "office")
        secretary = scan.word(end) in {"secretary", "undersecretary"} and scan.capital(end)
        if secretary and scan.gap(end) == " " and head is not None:
            detail = scan.text[scan.tokens[first].start : scan.tokens[end - 1].end]
            under = first > place or scan.word(end) == "undersecretary"
            return ("deputy-minister" if under else "minister"), detail, end + 1
        if head and head[0].code == "minister" and scan.gap(end) == " ":
            office = "deputy-minister" if first > place else "minister"
            detail = scan.text[scan.tokens[first].start : scan.tokens[end - 1].end]
            return office, detail, end + head[1]
    return None


def _ministry(scan: Scan, place: int) -> tuple[str, int]:
    """Return the field of a minister and the token after it."""
    begin = place
    if scan.language == "vi" and scan.word(begin) == "bộ" and scan.gap(begin) in _SPACE:
        begin += 1
    elif scan.language == "en":
        if scan.word(begin) not in {"of", "for", "in"}:
            return "", place
        begin += 1
    end = begin
    limit = min(len(scan), begin + _LONGEST_FIELD)
    while end < limit and (end == begin or scan.gap(end) in _BETWEEN_FIELDS):
        if scan.meaning(end, "state") and end > begin:
            break
        field = _fields(scan.language).at(scan.tokens, end, scan.norm)
        if field is None:
            break
        end += field[1]
    while end > begin and scan.word(end - 1) in {"và", "and", "of", "the", "for"}:
        end -= 1
    if end == begin:
        return "", place
    return scan.text[scan.tokens[begin].start : scan.tokens[end - 1].end], end


def party_words(scan: Scan, place: int) -> int:
    """Skip the words of a party and its committees, up to its state."""
    end = place
    limit = min(len(scan), place + _LONGEST_FIELD)
    while end < limit and scan.gap(end) in _SPACE:
        word = _party(scan.language).at(scan.tokens, end, scan.norm)
        if word is None and scan.word(end) != "của" and scan.word(end) != "s":
            break
        end += word[1] if word else 1
    while end > place and scan.word(end - 1) in {"của", "of", "the"}:
        end -= 1
    return end


def _state_after(scan: Scan, place: int) -> tuple[str, int]:
    """Return the state that follows the words of an office, and the token after it."""
    at = place
    while at < len(scan) and scan.gap(at) in _SPACE and scan.word(at) in _OF[scan.language]:
        at += 1
    if at >= len(scan) or scan.gap(at) not in _SPACE:
        return "", place
    found = scan.meaning(at, "state")
    if found is None or (found[1] == 1 and is_vietnamese(scan, at)):
        return "", place
    if scan.language == "en" and at == place:  # "President Chad Smith": a state needs its "of"
        return "", place
    end = at + found[1]
    if scan.language == "en" and found[0].how == "demonym":
        end = party_words(scan, end)
    return found[0].code, end


def _accredited(scan: Scan, place: int) -> tuple[str, int]:
    """Return the state an ambassador is sent to ("tại Ba Lan", "to India"), and the token after."""
    end = place
    for word in _OUR:  # "Đại sứ (của) (nước) ta tại Lima"
        end += scan.word(end) == word and scan.gap(end) in _SPACE
    if scan.word(end) not in {"tại", "ở", "to", "in", "at"} or scan.gap(end) not in _SPACE:
        return "", place if scan.word(end - 1) not in _OUR[2:] else end
    at = end + 1
    while scan.word(at) in {"the", "nước", "thủ", "đô"}:
        at += 1
    found = scan.meaning(at, "state") or scan.meaning(at, "place")
    return (found[0].code, at + found[1]) if found and found[0].code else ("", place)


def _settle(
    scan: Scan, head: int, office: str, detail: str, state: str, end: int
) -> tuple[str, str, int]:
    """Decide what the general words for a head (Chủ tịch, President of …) mean here."""
    word = scan.norm[scan.tokens[head].start : scan.tokens[end - 1].end] if not state else ""
    if office == "other":
        first = " ".join(scan.word(n) for n in range(head, head + 3))
        deputy = first.startswith("phó chủ tịch")
        if deputy or first.startswith("chủ tịch"):
            if state:
                return ("vice-president" if deputy else "president"), detail, end
            if scan.word(end) == "đảng" and scan.gap(end) == " ":
                after = party_words(scan, end)
                return "party-official", "", after
            named = scan.gap(end) in _SPACE and person_name(scan, end) is not None
            if word in _CHAIRS and named and not _organisations().at(scan.tokens, end, scan.norm):
                return ("other" if deputy else "president"), detail, end
    general = office in {"president", "vice-president", "prime-minister"} and scan.language == "en"
    if state or not (office == "other" or general):
        return office, detail, end
    told, after = _rest(scan, end)
    if told:
        return "other", told, after
    return office, detail, end


def _rest(scan: Scan, place: int) -> tuple[str, int]:
    """Return the words that say what a chairman or director is chairman of."""
    end = place
    if scan.language == "en":
        if scan.word(end) not in {"of", "for"} or scan.gap(end) != " ":
            return "", place
        end += 1
        if scan.word(end) == "the":
            end += 1
        if not scan.capital(end) or scan.word(end) in {"republic", "state", "country"}:
            return "", place
    while end < len(scan) and end - place < _LONGEST_DETAIL and scan.gap(end) in _SPACE | {"-"}:
        if scan.language == "vi" and is_vietnamese(scan, end):
            break
        if scan.language == "vi" and not scan.capital(end) and end > place + 3:
            break
        if scan.meaning(end, "office") or (scan.language == "vi" and scan.word(end) in _VERBS):
            break
        if (
            scan.language == "en"
            and not scan.capital(end)
            and scan.word(end) not in {"of", "the", "and", "for", "s"}
        ):
            break
        end += 1
    if end == place or (scan.language == "vi" and not scan.capital(place)):
        return "", place
    return scan.text[scan.tokens[place].start : scan.tokens[end - 1].end], end


_VERBS = frozenset(
    {"đã", "sẽ", "thăm", "và", "có", "cùng", "đến", "sang", "tới", "cho", "được", "là"}
)
