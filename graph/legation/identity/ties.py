"""What is one and what must stay two: judgements first, then what rules find, never against them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from legation.errors import BadJudgement


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with the IRIs of what its two sides mean, and what to say of each side."""

    same: bool
    ones: tuple[str, ...]
    others: tuple[str, ...]
    reasons: tuple[str, str] = ("", "")
    names: str = ""
    line: int = 0


class Ties:
    """Which things are one, by judgement or by rule, and which must stay two.

    >>> ties = Ties("x.tsv")
    >>> ties.join("a", "b"), ties.join("b", "c"), ties.find("a") == ties.find("c"), "d" in ties
    (None, None, True, False)
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._up: dict[str, str] = {}
        self._against: dict[str, set[str]] = defaultdict(set)
        self._links: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.reasons: dict[str, list[str]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._up)

    def __contains__(self, thing: object) -> bool:
        return thing in self._up

    def find(self, thing: str) -> str:
        """Return what stands for all that are one with a thing."""
        root = thing
        while (above := self._up.get(root, root)) != root:
            root = above
        while (above := self._up.get(thing, root)) != root:
            self._up[thing] = root
            thing = above
        return root

    def join(self, one: str, other: str) -> None:
        """Make two things one."""
        self._up.setdefault(one, one)
        self._up.setdefault(other, other)
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self._up[high] = low
            against = self._against.pop(high, set())
            self._against[low] |= against
            for root in against:
                self._against[root].discard(high)
                self._against[root].add(low)

    def apart(self, one: str, other: str) -> bool:
        """Tell whether two things are judged to be different, by themselves or by what they are one with."""
        return bool(self._against) and self.find(other) in self._against.get(self.find(one), ())

    def judge(self, judged: Iterable[Judged]) -> None:
        """Take up judgements with the things that each of its two sides means.

        Raises
        ------
        BadJudgement
            Two things are the same by some lines and different by another.

        """
        against = []
        for line in judged:
            if line.same:
                both = (*line.ones, *line.others)
                for thing in both:
                    self.join(both[0], thing)
                    self._links[both[0]].append((thing, line.line))
                    self._links[thing].append((both[0], line.line))
            else:
                against += [(line, one, other) for one in line.ones for other in line.others]
            for thing in line.ones:
                self.reasons[thing].append(line.reasons[0])
            for thing in line.others:
                self.reasons[thing].append(line.reasons[1])
        for line, one, other in against:
            for thing in (one, other):
                self._up.setdefault(thing, thing)
            low, high = self.find(one), self.find(other)
            if low == high:
                self._contradict(line, one, other)
            self._against[low].add(high)
            self._against[high].add(low)

    def _contradict(self, wrong: Judged, one: str, other: str) -> None:
        lines = [f"line {n}" for n in sorted(set(self._lines(one, other)) - {wrong.line})]
        said = f"by {' and '.join(lines)} they are the same" if lines else "they are one thing"
        raise BadJudgement(
            f"{self._where}, line {wrong.line}: {wrong.names} cannot be different, {said}",
            hint="take one of the lines out: legation judgements --edit",
        )

    def _lines(self, one: str, other: str) -> list[int]:
        """Return the lines of the shortest chain of judgements between two things."""
        way: dict[str, list[int]] = {one: []}
        queue = deque([one])
        while queue and other not in way:
            here = queue.popleft()
            for there, line in self._links[here]:
                if there not in way:
                    way[there] = [*way[here], line]
                    queue.append(there)
        return way.get(other, [])
