"""What a document is about and who speaks: its date, its publisher's state, its pair of states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from legation.errors import BadDate
from legation.facts.evidence import Source
from legation.reading import dates, metadata
from legation.reading.document import Sentence, StateMention
from legation.reading.mentions.gazetteer import unions
from legation.values.dates import Dating

_UPDATED = re.compile(
    r"\b(?:cập nhật(?: lần cuối)?|ngày đăng|đăng ngày|ngày cập nhật|last updated?|updated(?: on)?|posted(?: on)?|published(?: on)?|as (?:of|on))"
    r"\s{0,3}[,:]?\s{0,3}(?:ngày\s)?\Z"
)
_UPDATE_WORDS = re.compile(
    r"\b(?:cập nhật|đăng ngày|ngày đăng|updated|posted|published|as (?:of|on))\b"
)
_VIETNAMESE_PUBLISHER = re.compile(
    r"\.vn\b|\bttxvn\b|\bvna\b|\bvov\b|thông tấn xã việt nam|việt nam thông tấn xã|vietnam news agency|"
    r"bộ ngoại giao việt nam|nhân dân|vietnam\s?plus|embassy of vietnam|đại sứ quán việt nam"
)
_SPEAKS_AS_WE = re.compile(
    r"(?:nước|của|phía|với|cho|sang) ta\b|(?:\A|[.;:\n]\s{0,3})ta (?:đã|và|có|xuất|nhập|cử|mở|lập)"
)
_HEAD = 600


def described(
    source: Source, told: Mapping[str, str], norm: str, language: str, start: int
) -> Source:
    """Return the source with what its own text says of it, where nothing better is known."""
    said = metadata.known(told, "")
    publisher = source.publisher or said.get("publisher", "")
    origin = source.origin or said.get("origin", "")
    state = source.publisher_state or said.get("publisher_state", "").upper()
    issued = source.issued or _edtf(said.get("date", ""))
    return replace(
        source,
        title=source.title or said.get("title", ""),
        publisher=publisher,
        publisher_state=state or _publisher_state(f"{publisher} {origin}", norm[start:], language),
        issued=issued or issued_in(norm, language, start),
        language=language,
        licence=source.licence or said.get("licence", ""),
        origin=origin,
    )


def titled(source: Source, text: str, sentences: Sequence[Sentence]) -> Source:
    r"""Return the source with its first line as title, where that is a heading and none is known.

    >>> from legation.terms import Iri
    >>> titled(Source(Iri("x:a")), "LAOS AND PERU::\n", [Sentence(0, 0, 0, 15, heading=True)]).title
    'LAOS AND PERU'
    """
    if source.title or not sentences or not sentences[0].heading:
        return source
    first = " ".join(text[sentences[0].start : sentences[0].end].split())
    return replace(source, title=first.rstrip(" :.-–"))


def issued_in(norm: str, language: str, start: int = 0) -> str:
    """Return the date at which a text says it was updated or posted, empty if it does not.

    >>> issued_in("cập nhật, ngày 3 tháng 2 năm 2011", "vi")
    '2011-02-03'
    """
    if not _UPDATE_WORDS.search(norm, start):
        return ""
    for found in dates.find(norm, language):
        before = norm[max(start, found.start - 40) : found.start]
        if found.start >= start and "/" not in found.edtf and _UPDATED.search(before):
            return found.edtf
    return ""


def pair(
    sentences: Sequence[Sentence], states: Sequence[StateMention], home: str = ""
) -> tuple[str, str] | None:
    """Return the two states a document is about: those of its title, else the most frequent.

    A title that names one foreign state is about that and ``home``, the publisher's. ``None``
    if a document is about one state, or about three that are named as often as the second.
    """
    left_out = unions()
    plain = [s for s in states if s.code not in left_out and s.how != "capital"]
    counts = Counter(s.code for s in plain)
    if sentences and sentences[0].heading:
        named = _in(plain, sentences[0])
        if len(named) == 2:
            tour = home and home not in named and 2 * counts[home] >= min(counts[c] for c in named)
            return None if tour else (named[0], named[1])
        if len(named) == 1:
            others = [c for c, _ in counts.most_common() if c != named[0]]
            if home and home != named[0] and (home in others[:1] or not others):
                return named[0], home
            if others and _leads(counts, others):
                return named[0], others[0]
    ranked = [c for c, _ in counts.most_common()]
    if len(ranked) >= 2 and _leads(counts, ranked[1:]):
        return ranked[0], ranked[1]
    return None


def speakers(
    publisher_state: str, pair: tuple[str, str] | None, norm: str, language: str
) -> tuple[str, str]:
    """Return whom "ta" and "Bạn" mean: the publisher's state, and the other of the pair."""
    we = publisher_state
    if (
        not we
        and language == "vi"
        and (pair is None or "VNM" in pair)
        and _SPEAKS_AS_WE.search(norm)
    ):
        we = "VNM"
    if not we and language == "vi" and pair and "VNM" in pair:
        we = "VNM"
    they = ""
    if pair and we in pair:
        they = pair[1] if pair[0] == we else pair[0]
    return we, they


def _leads(counts: Counter[str], ranked: Sequence[str]) -> bool:
    """Tell whether the first of some states is named clearly more often than the next."""
    return len(ranked) < 2 or counts[ranked[0]] >= 2 * counts[ranked[1]]


def _in(states: Sequence[StateMention], sentence: Sentence) -> list[str]:
    found = [s.code for s in states if sentence.start <= s.start and s.end <= sentence.end]
    return list(dict.fromkeys(found))


def _publisher_state(publisher: str, text: str, language: str) -> str:
    if _VIETNAMESE_PUBLISHER.search(publisher.lower()):
        return "VNM"
    if language == "vi" and (
        _VIETNAMESE_PUBLISHER.search(text[:_HEAD]) or _SPEAKS_AS_WE.search(text)
    ):
        return "VNM"
    return ""


def _edtf(text: str) -> str:
    """Return a date of a header if it is one; a wrong one is no date."""
    try:
        return Dating.parse(text).edtf if text else ""
    except BadDate:
        return ""
