"""What stands in a picture, for its tests: labels with their places, marks, curves."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

from legation.view.pictures.canvas import Box, box
from legation.view.pictures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
STATE = "https://w3id.org/legation/state/"


def root(picture: Picture) -> ET.Element:
    """Return the picture as a tree; it must be well formed."""
    return ET.fromstring(picture.svg)  # noqa: S314 - our own


def labels(picture: Picture) -> list[tuple[str, Box]]:
    """Return every label with the place it needs."""
    found = []
    for text in root(picture).iter(f"{SVG}text"):
        told = "".join(text.itertext())
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        place = box(x, y, told, text.get("class", ""), text.get("text-anchor", "start"))
        found.append((told, place))
    return found


def crossed(picture: Picture) -> list[tuple[str, str]]:
    """Return labels that stand on each other; a tenth of a pixel is lost in writing."""
    slim = [
        (told, Box(b.left + 0.2, b.top + 0.2, b.right - 0.2, b.bottom))
        for told, b in labels(picture)
    ]
    return [(one[0], two[0]) for one, two in combinations(slim, 2) if one[1].meets(two[1])]


def outside(picture: Picture) -> list[str]:
    """Return labels that leave the picture."""
    wide, high = (float(root(picture).get(name, "0")) for name in ("width", "height"))
    return [
        told
        for told, place in labels(picture)
        if place.left < -0.2
        or place.right > wide + 0.2
        or place.top < 0
        or place.bottom > high + 0.2
    ]


def classes(picture: Picture) -> list[str]:
    """Return the classes of all paths, in the order in which they are drawn."""
    return [path.get("class", "") for path in root(picture).iter(f"{SVG}path")]
