"""YAML with the line of everything in it, and every scalar as the text that was written.

A description of a table is written by people, so what is wrong in it is told with its line. No
scalar is guessed at: ``NO`` is Norway, ``9999-12-31`` is what a cell holds, ``2.0`` is a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from legation.errors import BadDescription

_DEEPEST = 16
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a line of it, for sentences."""

    file: str
    line: int

    def wrong(self, message: str, hint: str = "") -> BadDescription:
        """Return the error that says what is wrong here."""
        return BadDescription(f"{self.file}, line {self.line}: {message}", hint=hint)


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of YAML: a scalar with its text, a list, or a mapping; ``at`` is where it begins."""

    at: Place
    text: str | None = None
    items: tuple[Node, ...] | None = None
    pairs: dict[str, Node] | None = None
    keys: dict[str, Place] = field(default_factory=dict)

    def scalar(self, what: str) -> str:
        """Return the text of a scalar.

        Raises
        ------
        BadDescription
            It is a list or a mapping.

        """
        if self.text is None:
            raise self.at.wrong(f"{what} is one value, not a list or a mapping")
        return self.text

    def texts(self, what: str) -> list[str]:
        """Return the texts of a list of scalars; a scalar alone is a list of one."""
        if self.items is None:
            return [self.scalar(what)]
        return [item.scalar(what) for item in self.items]

    def entries(self, what: str) -> dict[str, Node]:
        """Return the pairs of a mapping."""
        if self.pairs is None:
            raise self.at.wrong(f"{what} is a mapping, one 'name: value' to a line")
        return self.pairs

    def listed(self, what: str) -> tuple[Node, ...]:
        """Return the items of a list."""
        if self.items is None:
            raise self.at.wrong(f"{what} is a list, each item begins with '- '")
        return self.items

    def only(self, allowed: Iterable[str], what: str) -> dict[str, Node]:
        """Return the pairs of a mapping whose keys are all allowed.

        Raises
        ------
        BadDescription
            One is not; the hint names the nearest.

        """
        names = list(allowed)
        for key in (found := self.entries(what)):
            if key not in names:
                raise self.keys[key].wrong(f"{what} has no {key!r}", hint=nearest(key, names))
        return found


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint: what was probably meant, else what there is.

    >>> nearest("hots", ["host", "sender"])
    "did you mean 'host'?"
    """
    names = list(known)
    lower = {n.lower(): n for n in names}
    near = get_close_matches(name.lower(), lower, 1)
    if near:
        return f"did you mean {lower[near[0]]!r}?"
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return f"known: {shown}" if names else "there is none"


def load(text: str, file: str) -> Node:
    r"""Read YAML.

    >>> load("rows: [{kind: Visit}]\nignore:\n  id: NO", "x.yml").entries("")["ignore"].at.line
    3

    Raises
    ------
    BadDescription
        It is no YAML, names one key twice, or is nested or repeated beyond all reason.

    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "it cannot be read"
        raise Place(file, mark.line + 1 if mark else 1).wrong(f"no YAML: {why}") from None
    if root is None:
        raise Place(file, 1).wrong("the description is empty")
    return _node(root, file, iter(range(_MOST)), 0)


def _node(raw: object, file: str, budget: Iterator[int], depth: int) -> Node:
    import yaml

    mark = getattr(raw, "start_mark", None)
    at = Place(file, mark.line + 1 if mark else 1)
    if depth > _DEEPEST or next(budget, None) is None:
        raise at.wrong("this is nested too deep or repeats itself")
    if isinstance(raw, yaml.SequenceNode):
        items = tuple(_node(item, file, budget, depth + 1) for item in raw.value)
        return Node(at, items=items)
    if isinstance(raw, yaml.MappingNode):
        pairs: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, value in raw.value:
            place = Place(file, key.start_mark.line + 1)
            name = _node(key, file, budget, depth + 1).scalar("a key")
            if name in pairs:
                raise place.wrong(f"{name!r} is given twice")
            pairs[name], keys[name] = _node(value, file, budget, depth + 1), place
        return Node(at, pairs=pairs, keys=keys)
    if isinstance(raw, yaml.ScalarNode):
        plain = raw.style is None and raw.value in {"~", "null"}
        return Node(at, text="" if plain else raw.value)
    raise at.wrong("this is no YAML that a description has")
