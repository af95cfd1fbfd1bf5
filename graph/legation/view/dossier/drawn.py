"""The pictures of a dossier as files: SVG that needs no style sheet, and PNG made of it.

Pages style their pictures with CSS and its variables, which word processors and most converters
do not know. Here each element gets what ``pictures.css`` says of it as attributes of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from legation.errors import MissingExtra, WrongFormat
from legation.values.calm import xml
from legation.view.pictures import style

_SVG = "http://www.w3.org/2000/svg"
_WORDS = (f"{{{_SVG}}}title", f"{{{_SVG}}}desc")
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
#: What is an attribute of SVG as well as a property of CSS.
_KNOWN = re.compile(r"(?:fill|stroke|font-(?:size|weight)|paint-order)(?:-\w+)?\Z")
#: Dots for each unit of a drawing: 960 units on 170 mm of paper are then 287 dots to an inch.
_DOTS = 2
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOLD = "bold"  # one weight between the named ones is all that the pictures use
_LETTERS, _NO_LETTER = "ệ", "\U0010fffd"

_Compound = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a style sheet says of the elements that its selector fits."""

    selector: tuple[_Compound, ...]
    said: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How special the selector is: classes, then tags."""
        return sum(len(c) for _, c in self.selector), sum(bool(tag) for tag, _ in self.selector)

    def fits(self, line: Sequence[_Compound]) -> bool:
        """Tell whether the last element of a line of descent is meant."""
        *above, last = self.selector
        if not _is(last, line[-1]):
            return False
        elders = iter(line[:-1])
        return all(any(_is(one, elder) for elder in elders) for one in above)


def _is(wanted: _Compound, found: _Compound) -> bool:
    return wanted[0] in {"", found[0]} and wanted[1] <= found[1]


@cache
def _rules() -> tuple[_Rule, ...]:
    """Return the rules for light paper, the more special ones later."""
    css = _MEDIA.sub("", _COMMENT.sub("", style()))
    found = [
        _Rule(tuple(map(_compound, selector.split())), tuple(_declared(body)))
        for selectors, body in _RULE.findall(css)
        for selector in selectors.split(",")
        if ":" not in selector
    ]
    return tuple(sorted(found, key=lambda rule: rule.weight))


def _compound(text: str) -> _Compound:
    tag, *classes = text.split(".")
    return tag, frozenset(classes)


def _declared(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), value.strip()


def plain(svg: str) -> str:
    """Return a drawing whose elements say themselves how they look, on white paper.

    >>> told = plain('<svg xmlns="http://www.w3.org/2000/svg" class="pic" width="9" height="9">'
    ...     '<g class="g0"><path class="day" d="M0 0z"/></g></svg>')
    >>> 'fill="#0072b2"' in told, "class=" in told
    (True, False)
    """
    root = ET.fromstring(xml(svg))  # noqa: S314 - of our own making
    variables = _dress(root, (), {})
    family = next((v for r in _rules() for n, v in r.said if n == "font"), "")
    root.set("font-family", family.partition("system-ui,")[2].strip().replace('"', "'"))
    if root.get("width"):
        paper = {"fill": variables.get("--pic-paper", "#ffffff")}
        sheet = ET.Element(f"{{{_SVG}}}path", paper)
        sheet.set("d", f"M0 0H{root.get('width')}V{root.get('height')}H0z")
        root.insert(sum(part.tag in _WORDS for part in root), sheet)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode") + "\n"


def _dress(
    element: ET.Element, line: tuple[_Compound, ...], outer: Mapping[str, str]
) -> Mapping[str, str]:
    """Give an element and all in it what the rules say; return the variables it sets."""
    classes = frozenset(element.attrib.pop("class", "").split())
    line = (*line, (element.tag.rpartition("}")[2], classes))
    said = {name: value for rule in _rules() if rule.fits(line) for name, value in rule.said}
    known = {**outer, **{name: value for name, value in said.items() if name.startswith("--")}}
    for name, value in said.items():
        if _KNOWN.match(name):
            told = _meant(value, known).removesuffix("px")
            element.set(name, _BOLD if name == "font-weight" else told)
    if line[-1][0] == "text":
        element.set(_SPACE, "preserve")  # a space may begin what is paler
    for child in element:
        _dress(child, line, known)
    return known


def _meant(value: str, known: Mapping[str, str]) -> str:
    """Return a value with what its variables stand for, which may be variables again."""
    while found := _VARIABLE.search(value):
        value = value.replace(found[0], known.get(found[1], ""))
    return value


def png(svg: str) -> bytes:
    """Return a plain drawing as PNG, drawn with the fonts of this machine.

    Raises
    ------
    MissingExtra
        resvg-py is not installed.
    WrongFormat
        No font here has the letters of Vietnamese.

    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise MissingExtra(
            "to draw into DOCX legation needs resvg-py", hint="pip install 'legation[documents]'"
        ) from None
    if not _has_letters():
        raise WrongFormat(
            "no font of this machine has the letters of Vietnamese",
            hint="install one that has, such as DejaVu Sans",
        )
    return bytes(svg_to_bytes(svg_string=svg, zoom=_DOTS))


@cache
def _has_letters() -> bool:
    """Tell whether a letter of Vietnamese looks different from one that no font has."""
    from resvg_py import svg_to_bytes

    drawn = {
        bytes(svg_to_bytes(svg_string=f'<svg xmlns="{_SVG}" width="40" height="40"><text '
            f'x="2" y="30" font-family="DejaVu Sans" font-size="20">{letter}</text></svg>'))
        for letter in (_LETTERS, _NO_LETTER)
    }  # fmt: skip
    return len(drawn) == 2
