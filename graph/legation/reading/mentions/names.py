"""Where the name of a person begins and ends: surnames, initials, respelled and Latin names."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.reading.lexicon import lexicon
from legation.reading.mentions.gazetteer import Meaning, gazetteer
from legation.reading.mentions.phrases import Hit, Phrases, Token, tokens
from legation.terms import ascii_fold

_MOST_WORDS = 6
_LONGEST_VIETNAMESE = 5
#: Syllables and initials of a name, however they are joined; what goes on longer is no name.
_MOST_PARTS = 32
_MOST_HONORIFICS = 8
#: Initials of two letters, as in "Ch. Bold" and "Yu. Ivanov".
_DIGRAPHS = frozenset(
    [
        "ch",
        "sh",
        "zh",
        "kh",
        "ts",
        "dz",
        "dj",
        "ya",
        "yu",
        "ph",
        "th",
        "nh",
        "tr",
        "gi",
        "jr",
        "st",
        "iu",
        "ia",
        "vl",
    ]
)


@dataclass(slots=True)
class Scan:
    """A text with its words and the phrases that begin at each of them."""

    text: str
    norm: str
    language: str
    tokens: list[Token] = field(default_factory=list)
    _phrases: Phrases[Meaning] = field(init=False)
    _known: dict[int, tuple[Hit[Meaning], int] | None] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    honorifics: Phrases[str] = field(init=False)
    predicates: Phrases[str] = field(init=False)
    _first_words: dict[str, Meaning] | None = None

    def __post_init__(self) -> None:
        words = lexicon(self.language)
        self.never = words.norms("no names")
        self.particles = words.norms("particles")
        self.tokens = self.tokens or tokens(self.norm)
        self._phrases = gazetteer(self.language)
        self.surnames = lexicon("vi").norms("surnames") | lexicon("en").norms("surnames")
        self.honorifics = Phrases((h, h) for h in words.lists["honorifics"])
        self.predicates = Phrases((p, p) for p in words.lists["predicates"])

    def __len__(self) -> int:
        return len(self.tokens)

    def hit(self, place: int) -> tuple[Hit[Meaning], int] | None:
        """Return the longest phrase at a token that is written as such phrases are."""
        if place >= len(self.tokens):
            return None
        if place not in self._known:
            found = self._phrases.at(self.tokens, place, self.norm)
            if found:
                surface = self.text[found[0].start : found[0].end]
                kept = tuple(m for m in found[0].meanings if _written(m, surface))
                found = (Hit(found[0].start, found[0].end, kept), found[1]) if kept else None
            self._known[place] = found
        return self._known[place]

    def meaning(self, place: int, kind: str) -> tuple[Meaning, int] | None:
        """Return what the phrase at a token means, if that is of ``kind``, and its length."""
        found = self.hit(place)
        if found is None:
            return None
        for meaning in found[0].meanings:
            if meaning.kind == kind:
                return meaning, found[1]
        return None

    def state_beginning(self, word: str) -> Meaning | None:
        """Return the state whose name of several words the text writes out, by its first word."""
        if self._first_words is None:
            self._first_words = {}
            for place in range(len(self)):
                state = self.meaning(place, "state")
                if state and state[1] > 1 and "-" not in state[0].form:
                    self._first_words.setdefault(self.word(place), state[0])
        return self._first_words.get(word)

    def gap(self, place: int) -> str:
        """Return what stands between a token and the one before."""
        if not 0 < place < len(self.tokens):
            return "\n"
        return self.norm[self.tokens[place - 1].end : self.tokens[place].start]

    def word(self, place: int) -> str:
        """Return a token's text, empty past the end."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def capital(self, place: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return place < len(self.tokens) and self.text[self.tokens[place].start].isupper()


def skip_honorific(scan: Scan, place: int) -> int:
    """Return the token after "ông", "H.E. Mr." and the like."""
    for _ in range(_MOST_HONORIFICS):
        found = scan.honorifics.at(scan.tokens, place, scan.norm) if place < len(scan) else None
        if found is None or scan.gap(place + found[1]) not in {" ", ". ", "  ", "' "}:
            break
        place += found[1]
    return place


def person_name(scan: Scan, place: int) -> int | None:
    """Return the token after the name of a person that begins at ``place``, or ``None``.

    >>> scan = Scan("Lê Văn Đức Nga", "lê văn đức nga", "vi")
    >>> person_name(Scan("A.B. Pê-rê-đa đến", "a.b. pê-rê-đa đến", "vi"), 0)
    5
    """
    if not scan.capital(place) or scan.word(place).isdigit() or _is_short_form(scan, place):
        return None
    if is_vietnamese(scan, place):
        end = place + 1
        while end < len(scan) and end - place < _LONGEST_VIETNAMESE and _goes_on(scan, end):
            end += 1
        if scan.gap(end) != "-":
            return end
    if (scan.hit(place) and not _is_given_name(scan, place)) or scan.word(place) in scan.never:
        return None
    end, count = place + 1, 1
    while end < len(scan):
        step = _foreign_step(scan, end)
        if not step:
            break
        count += scan.gap(end) not in {"-", "'", "."}
        if count > _MOST_WORDS:
            break
        end += step
        if end - place > _MOST_PARTS:
            return None
    letters = sum(len(scan.word(n)) > 1 for n in range(place, end))
    return end if letters else None


def is_vietnamese(scan: Scan, place: int) -> bool:
    """Tell whether a surname stands at a token with at least one more capitalised syllable."""
    if scan.word(place) not in scan.surnames or not scan.capital(place):
        return False
    found = scan.hit(place)
    return (found is None or found[1] == 1) and _goes_on(scan, place + 1)


def _is_given_name(scan: Scan, place: int) -> bool:
    """Tell whether a state or city of one word is a first name: "Chad Smith", "Milan Bo"."""
    found = scan.hit(place)
    if found is None or found[1] > 1 or found[0].meanings[0].kind not in {"state", "place"}:
        return False
    if scan.language != "en" and found[0].meanings[0].kind != "place":
        return False
    if scan.word(place - 1) in {"queen", "king", "princess", "prince"} and scan.language == "en":
        return scan.word(place + 1) == "of"
    demonym = found[0].meanings[0].how == "demonym"
    joined = scan.gap(place + 1) == " " and scan.capital(place + 1) and not demonym
    return joined and scan.hit(place + 1) is None and scan.word(place + 1) not in scan.never


def _goes_on(scan: Scan, place: int) -> bool:
    """Tell whether a syllable continues a Vietnamese name."""
    if not scan.capital(place) or scan.gap(place) not in {" ", "  "}:
        return False
    if scan.word(place) in scan.never or not scan.word(place).isalpha():
        return False
    found = scan.hit(place)
    if found and found[0].meanings[0].how == "city":
        return True
    return found is None or (found[1] == 1 and found[0].meanings[0].kind != "office")


def _foreign_step(scan: Scan, place: int) -> int:
    """Return how many tokens the next part of a foreign name takes, 0 if it ends here."""
    gap, word = scan.gap(place), scan.word(place)
    if gap == "-" and word.isalpha():
        return 1
    if gap == "'":
        return int(word != "s" and len(word) > 1)
    before = scan.word(place - 1)
    initial = (len(before) == 1 or before in _DIGRAPHS) and scan.capital(place - 1)
    if gap not in {" ", "  "} and not (gap in {".", ". ", ".-", ".  "} and initial):
        return 0
    if word.isdigit() or (word in scan.never and not _is_surname(scan, place)):
        return 0
    if word in scan.particles and gap == " " and not scan.capital(place):
        more = 2 if scan.word(place + 1) in scan.particles else 1
        joined = scan.gap(place + 1) in {" ", "-"} and scan.capital(place + more)
        return 1 + more if joined and scan.hit(place + more) is None else 0
    if not scan.capital(place) or (scan.hit(place) and not _is_roman(scan, place)):
        return 0
    return 1


def _is_short_form(scan: Scan, place: int) -> bool:
    """Tell letters that stand for the words of a ministry: "Thứ trưởng NG"."""
    token = scan.tokens[place]
    written = scan.text[token.start : token.end]
    plain = scan.gap(place + 1) != "." and 1 < len(written) <= len("QLTT")
    return plain and written.isupper() and not set(ascii_fold(written)) & set("AEIOUY")


def _is_roman(scan: Scan, place: int) -> bool:
    """Tell the number of a ruler: "Mohammed VI"."""
    token = scan.tokens[place]
    return scan.text[token.start : token.end].strip("IVX") == ""


def _is_surname(scan: Scan, place: int) -> bool:
    """Tell whether the name of a month is a surname here: "Theresa May"."""
    after = scan.word(place + 1)
    return scan.word(place) in {"may", "march", "june", "april"} and not after[:1].isdigit()


def _written(meaning: Meaning, surface: str) -> bool:
    """Tell whether a phrase is written as its form demands."""
    if meaning.kind in {"office", "block"}:
        short = meaning.form.isupper() and len(meaning.form) <= 4
        proud = meaning.code in {"monarch", "royal"} and " " not in meaning.form
        return surface[:1].isupper() if proud else (surface.isupper() or not short)
    if meaning.form.isupper() and len(meaning.form) <= 6:
        return surface.isupper()
    if any(c.isupper() for c in surface):
        return True
    return "-" in surface or surface.startswith(("cộng ho", "ch "))
