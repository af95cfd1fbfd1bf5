"""Who was forgotten: keys by which a person is known again and kept out, without the name.

The file ``forgotten.tsv`` holds no name, only keyed digests of names under a salt of the graph's
own. Whoever already has a name can find out whether it is among them; nobody can read one there.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from legation.errors import GraphDamaged
from legation.identity.judgements import Name
from legation.identity.reference import offices
from legation.resources import texts
from legation.terms import ascii_fold

FILE = "forgotten.tsv"
#: What stands for a letter that was taken out; one for one, so that all else keeps its place.
BLANK = "█"
_HEAD = """\
# Keys of persons who were forgotten and are kept out; no name can be read from them.
# A line that is taken out lets names with its key in again, when their source is added again.
"""
_SALT, _COLUMNS = "# salt: ", "kind\twords\tkey\twhy"
_WORD = re.compile(r"[^\W_]+")
_ANY = "*"
_LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: of a name with its state (``name``), or of words in any text (``text``)."""

    kind: str
    words: int
    key: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The keys of a graph and its salt."""

    keys: tuple[Key, ...] = ()
    salt: str = ""

    def __bool__(self) -> bool:
        return bool(self.keys)

    def knows(self, name: Name) -> bool:
        """Tell whether a name is that of a person who was forgotten.

        It may stand after titles, its words in another order or with initials between them.
        """
        if name.type != "Person" or not self.keys:
            return False
        known = {key.key for key in self.keys if key.kind == "name"}
        return any(
            self._digest("name", of, *told) in known
            for told in _tellings(name.text)
            for of in (name.of, _ANY)
        )

    def lengths(self) -> frozenset[int]:
        """Return how many words the names have that are known in any text."""
        return frozenset(key.words for key in self.keys if key.kind == "text")

    def hits(
        self,
        text: str,
        names: Collection[tuple[str, ...]] = (),
        others: Collection[tuple[str, ...]] = (),
    ) -> list[tuple[int, int]]:
        """Return where a text has a forgotten name, or one of ``names``, but not within ``others``.

        Names are words, folded. One word alone is found only if it is among ``names``.
        """
        places = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        found = self._hits(text, places, names, others)
        if len(full := [(a, b) for a, b in places if b - a > 1]) < len(places):
            found += (
                place for place in self._hits(text, full, names, others) if place not in found
            )
        return found

    def _hits(
        self,
        text: str,
        places: list[tuple[int, int]],
        names: Collection[tuple[str, ...]],
        others: Collection[tuple[str, ...]],
    ) -> list[tuple[int, int]]:
        told = [ascii_fold(text[a:b]).casefold() for a, b in places]
        kept = {i for n in {len(o) for o in others} for i in _runs(told, n, others)}
        known = {key.key for key in self.keys if key.kind == "text"}
        named, lengths = set(names), self.lengths() | {len(name) for name in names}
        found = []
        for n in sorted(lengths, reverse=True):
            for at in range(len(told) - n + 1):
                run = tuple(told[at : at + n])
                if kept and any(at in span and at + n - 1 in span for span in kept):
                    continue
                if run in named or (n > 1 and known and self._digest("text", *run) in known):
                    found.append((places[at][0], places[at + n - 1][1]))
        return found

    def with_person(self, names: Iterable[Name], why: str) -> Forgotten:
        """Return these with the keys of one more person, by all the names there are."""
        fresh = Forgotten(self.keys, self.salt or secrets.token_hex(16))
        new: dict[Key, None] = {}
        for name in sorted(names, key=str):
            told = words(name.text)
            for of in sorted({name.of, "" if name.of else _ANY}):
                new[Key("name", len(told), fresh._digest("name", of, *sorted(told)), why)] = None
            if len(told) > 1:
                for run in sorted({told, (told[-1], *told[:-1]), (*told[1:], told[0])}):
                    new[Key("text", len(told), fresh._digest("text", *run), why)] = None
        known = {(key.kind, key.key) for key in self.keys}
        more = [key for key in new if (key.kind, key.key) not in known]
        return Forgotten((*self.keys, *sorted(more, key=lambda k: (k.kind, k.key))), fresh.salt)

    def _digest(self, *parts: str) -> str:
        told = "\n".join(parts).encode()
        return blake2b(told, key=bytes.fromhex(self.salt), digest_size=16).hexdigest()


def _tellings(text: str) -> set[tuple[str, ...]]:
    """Return the words of a name in an order that all its spellings have, also without its initials and what stands before it.

    A name that goes on is somebody else's: Pablo Roca Vega is not Pablo Roca.
    """
    told = words(text)
    plain = _spelled_out(told)
    found = {told, plain, plain[_before(plain) :]}
    # Keys that were written before names were sorted are in the order of the name.
    return {order for one in found if one for order in (one, tuple(sorted(one)))}


def _before(told: tuple[str, ...]) -> int:
    """Return how many words before a name are titles; what follows is two words at least."""
    longest = max((n for n in range(1, len(told) - 1) if told[:n] in _titles()), default=0)
    return longest + _before(told[longest:]) if longest else 0


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    """Return what may stand before a name: offices and honorifics of all languages."""
    import yaml

    forms = [form for language in _LANGUAGES for form, _ in offices(language)]
    for text in texts("ontology", "language", ".yaml").values():
        forms += yaml.safe_load(text).get("honorifics", ())
    return frozenset(words(form) for form in forms)


def _spelled_out(told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in told if len(word) > 1)


def _runs(told: list[str], n: int, others: Collection[tuple[str, ...]]) -> Iterator[range]:
    for at in range(len(told) - n + 1):
        if tuple(told[at : at + n]) in others:
            yield range(at, at + n)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name for comparing: small plain letters, no hyphens, no dots.

    >>> words("A. Lu-ca-sen-cô"), words("Đặng_Tiểu")
    (('a', 'lu', 'ca', 'sen', 'co'), ('dang', 'tieu'))
    """
    composed = unicodedata.normalize("NFC", text)
    return tuple(ascii_fold(word).casefold() for word in _WORD.findall(composed))


def blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length in which no letter is left at some places.

    >>> blanked("Ana B. Diaz went", [(0, 11)])
    '███ █. ████ went'
    """
    letters = list(text)
    for start, end in places:
        letters[start:end] = [BLANK if c.isalnum() else c for c in letters[start:end]]
    return "".join(letters)


def read(folder: Path) -> Forgotten:
    """Return who was forgotten in a version.

    Raises
    ------
    GraphDamaged
        The file was changed so that it means nothing.

    """
    path = folder / FILE
    if not path.is_file():
        return Forgotten()
    salt, keys = "", []
    try:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith(_SALT):
                salt = bytes.fromhex(line.removeprefix(_SALT)).hex()
            elif line and not line.startswith("#") and line != _COLUMNS:
                kind, count, key, why = (*line.split("\t"), "")[:4]
                keys.append(Key(kind, int(count), key, why))
    except ValueError as error:
        raise GraphDamaged(
            f"{path} cannot be read: {error}", hint="restore it from a copy"
        ) from None
    if keys and not salt:
        raise GraphDamaged(f"{path} has lost its salt", hint="restore it from a copy")
    return Forgotten(tuple(keys), salt)


def text(forgotten: Forgotten) -> str:
    """Return the text of the file."""
    lines = [f"{k.kind}\t{k.words}\t{k.key}\t{' '.join(k.why.split())}" for k in forgotten.keys]
    return "\n".join([f"{_HEAD}{_SALT}{forgotten.salt}", _COLUMNS, *lines]) + "\n"
