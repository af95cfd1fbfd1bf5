"""``when:`` a row states something: simple conditions on its cells, all of which must hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from legation.tables.lined import Node
from legation.tables.model import Cells, Condition

if TYPE_CHECKING:
    from legation.tables.expressions import Scope

Test = Callable[[str], bool]
_TESTS = ("not", "filled", "in", "not_in", "has", "lacks", "letters")


def condition(node: Node | None, scope: Scope) -> Condition:
    """Return the condition that a mapping of columns states.

    A column may be one value, a list of values, or a mapping of tests: ``not`` (values),
    ``filled`` (yes or no), ``in`` and ``not_in`` (a lookup), ``has`` and ``lacks`` (one of
    some words, letter case aside), ``letters`` (``upper``).

    Raises
    ------
    BadDescription
        A column, a lookup or a test is not known.

    """
    if node is None:
        return Condition()
    tests: dict[str, list[Test]] = {}
    for name, one in node.entries("when").items():
        column = scope.column(Node(node.keys[name], name))
        tests[column] = sifted(one, scope)

    flat = [(column, test) for column, each in tests.items() for test in each]
    if len(flat) == 1:
        ((only, passes),) = flat
        return Condition((only,), lambda cells: passes(cells[only]))

    def holds(cells: Cells) -> bool:
        return all(test(cells[column]) for column, test in flat)

    return Condition(tuple(tests), holds)


def sifted(node: Node, scope: Scope) -> list[Test]:
    """Return the tests that a text must pass."""
    if node.pairs is None:
        return [_among(frozenset(node.texts("a value")))]
    return [_test(name, one, scope) for name, one in node.only(_TESTS, "a condition").items()]


def _test(name: str, node: Node, scope: Scope) -> Test:
    if name == "not":
        return _outside(_among(frozenset(node.texts("not"))))
    if name == "filled":
        wanted = _yes(node)
        return lambda text: bool(text.strip()) is wanted
    if name in {"has", "lacks"}:
        words = tuple(word.lower() for word in node.texts(name))
        some = _with(words)
        return some if name == "has" else _outside(some)
    if name == "letters":
        if node.scalar("letters") != "upper":
            raise node.at.wrong("letters are 'upper' or not spoken of")
        return lambda text: text == text.upper()
    lookup = scope.lookup(node)

    def there(text: str) -> bool:
        return lookup.find(text.strip()) is not None

    return there if name == "in" else _outside(there)


def _among(values: frozenset[str]) -> Test:
    return lambda text: text.strip() in values


def _with(words: tuple[str, ...]) -> Test:
    return lambda text: any(word in text.lower() for word in words)


def _outside(test: Test) -> Test:
    return lambda text: not test(text)


def _yes(node: Node) -> bool:
    text = node.scalar("filled")
    if text not in {"yes", "no", "true", "false"}:
        raise node.at.wrong(f"filled is yes or no, not {text!r}")
    return text in {"yes", "true"}
