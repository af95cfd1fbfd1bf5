"""Diagrams of modules: well formed, nothing on top of anything, nothing outside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from legation.view.diagrams import diagram
from legation.view.entries import Module
from legation.view.glossary import modules

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [module for module in modules() if module.classes]


def _boxes(svg: str) -> list[tuple[float, float, float, float]]:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    rects = [group.find(f"{SVG}rect") for group in root.iter(f"{SVG}g")]
    found = []
    for rect in rects:
        assert rect is not None
        x, y, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        found.append((x, y, x + width, y + height))
    return found


@pytest.mark.parametrize("module", DRAWN, ids=lambda module: module.name)
def test_no_box_covers_another_or_leaves_the_picture(module: Module) -> None:
    """Every class of the module has its own place."""
    svg = diagram(module, alone=True)
    root, boxes = ET.fromstring(svg), _boxes(svg)  # noqa: S314 - our own
    assert len(boxes) >= len(module.classes)
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert right <= float(root.get("width", "0"))
        assert bottom <= float(root.get("height", "0"))
        for other in boxes[i + 1 :]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top


@pytest.mark.parametrize("module", DRAWN, ids=lambda module: module.name)
def test_every_class_is_named_once_as_its_own(module: Module) -> None:
    """Boxes of the module are its classes; others have a broken frame."""
    root = ET.fromstring(diagram(module))  # noqa: S314 - our own
    own = [g for g in root.iter(f"{SVG}g") if g.get("class") == "own"]
    names = [text.text for g in own for text in g.iter(f"{SVG}text") if text.get("class") == "name"]
    assert sorted(filter(None, names)) == sorted(word.name for word in module.classes)


@pytest.mark.parametrize("module", DRAWN, ids=lambda module: module.name)
def test_a_long_arrow_runs_past_the_boxes_between(module: Module) -> None:
    """Where an arrow crosses a column that is not its own, no box stands in its way."""
    svg = diagram(module)
    boxes = _boxes(svg)
    ways = re.findall(r"([-\d.]+) ([-\d.]+)H([-\d.]+)", svg)
    for start, height, end in ((float(a), float(y), float(b)) for a, y, b in ways):
        through = [
            box for box in boxes if start + 1 < box[2] and box[0] < end and box[1] < height < box[3]
        ]
        assert through == []


def test_a_word_stands_with_the_class_it_belongs_to() -> None:
    """What a shape asks of states and unions is a field of each, not of all entities."""
    fields = {w.name: {f.name for f in w.fields} for m in modules() for w in m.words}
    assert {"code", "seat"} <= fields["State"] & fields["Union"]
    assert "memberState" in fields["Union"]
    assert not {"code", "seat", "demonym", "memberState"} & fields["Entity"]


def test_a_diagram_on_its_own_carries_its_look_and_links_to_the_page() -> None:
    """The file can be put into a slide; in a page the page styles it."""
    alone = diagram(DRAWN[0], "../index.html", alone=True)
    assert "<style>" in alone
    assert f'href="../index.html#{DRAWN[0].classes[0].name}"' in alone
    assert "<style>" not in diagram(DRAWN[0])
