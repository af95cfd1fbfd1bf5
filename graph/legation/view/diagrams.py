"""A diagram of a module of the ontology as SVG: classes as boxes, arrows to what they point to.

Columns run from left to right: what points stands left of what it points to, a class left of
what it is a kind of. Classes of other modules are small boxes without their properties, beside
whatever points to them, so they may stand in more than one column. An arrow over several columns
has a gap of its own in each column between, so that it runs past the boxes there. Text is
monospaced, so that its width is known without a browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from legation.view.entries import Field, Module, Word

_LINE, _PAD, _CHAR = 18, 10, 6.65  # heights and widths at 11 px
_GAP, _STREET = 22, 90  # between boxes, between columns
_SHOWN = 2  # so many of the classes that a property points to
#: How a diagram looks; on its own it carries this, in a page the page does.
STYLE = """
.diagram { --box: #fff; --head: #e9eef5; --edge: #7b8794; --ink: #1d2430; --soft: #5c6675; --kind: #a35b00; }
.diagram text { font: 11px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: var(--ink); }
.diagram .name { font-weight: 700; }
.diagram .soft { fill: var(--soft); }
.diagram .key { text-decoration: underline; }
.diagram rect { fill: var(--box); stroke: var(--edge); }
.diagram .head { fill: var(--head); }
.diagram .other rect { stroke-dasharray: 4 3; }
.diagram path { fill: none; stroke: var(--edge); }
.diagram .is { stroke: var(--kind); }
.diagram .tip { fill: var(--edge); stroke: none; }
.diagram .peak { fill: var(--box); stroke: var(--kind); }
.diagram a:hover .name { text-decoration: underline; }
@media (prefers-color-scheme: dark) {
  .diagram { --box: #1d232c; --head: #29323f; --edge: #8491a3; --ink: #e8ebf0; --soft: #a0a9b8; --kind: #f0b23c; }
}
"""


@dataclass
class _Box:
    """A class on the page."""

    name: str
    rows: tuple[tuple[str, str, bool], ...]
    other: bool
    x: float = 0
    y: float = 0
    #: How wide its column is.
    column: float = 0

    @property
    def width(self) -> float:
        """Return the width that the longest line needs; a gap has none."""
        if not self.name:
            return 0
        lines = [len(self.name) * 1.02, *(len(name) + len(told) + 2 for name, told, _ in self.rows)]
        return max(lines) * _CHAR + 2 * _PAD

    @property
    def height(self) -> float:
        """Return the height of the name and all rows; of a gap, the arrow's."""
        if not self.name:
            return 0
        return (len(self.rows) + 1) * _LINE + (8 if self.rows else 6)

    def line(self, row: int) -> float:
        """Return the middle of a row; row -1 is the name."""
        return self.y + _LINE / 2 + 3 + (row + 1) * _LINE + (4 if row >= 0 else 0)


@dataclass(frozen=True)
class _Arrow:
    """From a row of a box to a box."""

    tail: str
    row: int
    head: str
    #: The gaps it runs through on its way.
    by: tuple[str, ...] = ()


def diagram(module: Module, page: str = "", *, alone: bool = False) -> str:
    """Return the diagram of a module as SVG; its boxes link to their words in ``page``.

    >>> from legation.view.glossary import modules
    >>> svg = diagram(next(m for m in modules() if m.name == "encounters"))
    >>> svg.startswith("<svg"), 'href="#Visit"' in svg
    (True, True)
    """
    boxes, arrows, columns = _drawn(module)
    _place(boxes, arrows, columns)
    width = max((b.x + b.width for b in boxes.values()), default=0) + 2
    height = max((b.y + b.height for b in boxes.values()), default=0) + 2
    body = [
        *(_arrow(arrow, boxes) for arrow in arrows),
        *(_box(box, page) for box in boxes.values() if box.name),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="img" '
        f'aria-label="Diagram of the module {escape(module.name)}" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">'
    )
    style = f"<style>{STYLE}</style>" if alone else ""
    return "\n".join((head + style, *body, "</svg>"))


def _drawn(module: Module) -> tuple[dict[str, _Box], list[_Arrow], dict[str, int]]:
    """Return the boxes, the arrows between them and the columns they stand in."""
    own = {word.name: word for word in module.classes}
    boxes = {
        name: _Box(name, tuple(map(_row, word.fields)), other=False) for name, word in own.items()
    }
    every = [arrow for word in own.values() for arrow in _arrows(word)]
    arrows = [arrow for arrow in every if arrow.head in own]
    columns = _columns(boxes, arrows)
    for arrow in every:
        if arrow.head not in own:
            column = columns[arrow.tail] + 1
            beside = f"{arrow.head} {column}"
            boxes[beside] = _Box(arrow.head, (), other=True)
            columns[beside] = column
            arrows.append(_Arrow(arrow.tail, arrow.row, beside))
    return boxes, [_led(arrow, boxes, columns) for arrow in arrows], columns


def _led(arrow: _Arrow, boxes: dict[str, _Box], columns: dict[str, int]) -> _Arrow:
    """Return an arrow with its gaps, one in each column between its ends."""
    by = []
    for column in range(columns[arrow.tail] + 1, columns[arrow.head]):
        gap = f"{arrow.tail} {arrow.row} {arrow.head} {column}"
        boxes[gap], columns[gap] = _Box("", (), other=True), column
        by.append(gap)
    return _Arrow(arrow.tail, arrow.row, arrow.head, tuple(by))


def _arrows(word: Word) -> Iterator[_Arrow]:
    for above in word.above:
        if ":" not in above:
            yield _Arrow(word.name, -1, above)
    for row, field in enumerate(word.fields):
        for target in field.targets[:_SHOWN]:
            if ":" not in target and target[:1].isupper() and target != word.name:
                yield _Arrow(word.name, row, target)


def _row(field: Field) -> tuple[str, str, bool]:
    more = ["…"] if len(field.targets) > _SHOWN else []
    told = " ".join((*field.targets[:_SHOWN], *more, field.count.replace(" or more", "+")))
    return field.name, told.strip(), field.key


def _place(boxes: Mapping[str, _Box], arrows: list[_Arrow], columns: Mapping[str, int]) -> None:
    """Give each box its place: its column, and there near to what points to it."""
    x = 1.0
    for column in range(max(columns.values(), default=-1) + 1):
        wish = {
            name: _wish(name, boxes, arrows) for name, where in columns.items() if where == column
        }
        y = 1.0
        for name in sorted(wish, key=lambda name: (wish[name], name)):
            box = boxes[name]
            box.x, box.y = x, max(y, wish[name] - box.height / 2)
            y = box.y + box.height + _GAP
        widest = max(boxes[name].width for name in wish)
        for name in wish:
            boxes[name].column = widest
        x += widest + _STREET


def _wish(name: str, boxes: Mapping[str, _Box], arrows: list[_Arrow]) -> float:
    """Return the height at which a box would best stand: the middle of what points to it."""
    ways = [(arrow, (*arrow.by, arrow.head)) for arrow in arrows]
    steps = [(arrow, way.index(name)) for arrow, way in ways if name in way]
    lines = [
        boxes[arrow.by[step - 1]].y if step else boxes[arrow.tail].line(arrow.row)
        for arrow, step in steps
        if boxes[arrow.tail].x and (not step or boxes[arrow.by[step - 1]].x)
    ]
    return sum(lines) / len(lines) if lines else 0.0


def _columns(boxes: Mapping[str, _Box], arrows: list[_Arrow]) -> dict[str, int]:
    """Return the column of each box: the longest way to it, arrows that close a ring left out."""
    onward: dict[str, set[str]] = {name: set() for name in boxes}
    for arrow in arrows:
        if not _reaches(onward, arrow.head, arrow.tail):
            onward[arrow.tail].add(arrow.head)
    found = dict.fromkeys(boxes, 0)
    for _ in boxes:
        for tail, heads in onward.items():
            for head in heads:
                found[head] = max(found[head], found[tail] + 1)
    return found


def _reaches(onward: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, ahead = set(), [start]
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            ahead += onward[name]
    return False


def _arrow(arrow: _Arrow, boxes: Mapping[str, _Box]) -> str:
    """Return a curve from the right of a row to the left of a box; backwards where it must."""
    tail, head = boxes[arrow.tail], boxes[arrow.head]
    before = ""
    y, goal_y = tail.line(arrow.row), head.y + min(head.height / 2, _LINE / 2 + 3)
    forward = head.x > tail.x
    x, goal_x = tail.x + tail.width, head.x if forward else head.x + head.width
    if forward:  # first past the wider boxes of its own column
        before, x = f"M{x:.1f} {y:.1f}H{tail.x + tail.column:.1f}", tail.x + tail.column
    for name in arrow.by:
        gap = boxes[name]
        half = (gap.x - x) / 2
        before += (
            f"M{x:.1f} {y:.1f}C{x + half:.1f} {y:.1f} {gap.x - half:.1f} {gap.y:.1f} "
            f"{gap.x:.1f} {gap.y:.1f}H{gap.x + gap.column:.1f}"
        )
        x, y = gap.x + gap.column, gap.y
    lean = max(36.0, abs(goal_x - x) / 2)
    turn = goal_x - lean if forward else goal_x + lean
    end = goal_x - 8 if forward else goal_x + 8
    is_a = arrow.row < 0
    curve = (
        f"M{x:.1f} {y:.1f}C{x + lean:.1f} {y:.1f} {turn:.1f} {goal_y:.1f} {end:.1f} {goal_y:.1f}"
    )
    wide = 5 if is_a else 3.5
    tip = f"M{goal_x:.1f} {goal_y:.1f}L{end:.1f} {goal_y - wide:.1f}V{goal_y + wide:.1f}Z"
    return (
        f'<path class="{"is" if is_a else "to"}" d="{before}{curve}"/>'
        f'<path class="{"peak" if is_a else "tip"}" d="{tip}"/>'
    )


def _box(box: _Box, page: str) -> str:
    x, y, width = box.x, box.y, box.width
    parts = [
        f'<g class="{"other" if box.other else "own"}">',
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{box.height:.1f}" rx="4"/>',
    ]
    if box.rows:
        parts.append(
            f'<rect class="head" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
            f'height="{_LINE + 5}" rx="4"/>'
        )
    parts.append(
        f'<a href="{escape(page)}#{escape(box.name)}"><text class="name" x="{x + _PAD:.1f}" '
        f'y="{box.line(-1) + 4:.1f}">{escape(box.name)}</text></a>'
    )
    for row, (name, told, key) in enumerate(box.rows):
        line = box.line(row) + 4
        parts.append(
            f'<text{" class=" + chr(34) + "key" + chr(34) if key else ""} x="{x + _PAD:.1f}" '
            f'y="{line:.1f}">{escape(name)}</text>'
        )
        if told:
            parts.append(
                f'<text class="soft" x="{x + width - _PAD:.1f}" y="{line:.1f}" '
                f'text-anchor="end">{escape(told)}</text>'
            )
    return "".join((*parts, "</g>"))
