"""The page of limits says what the program does."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path

import pytest

import legation.serve
from legation.cli.serving import serve
from legation.serve.site import Settings
from legation.serve.workers.limits import Limits

PAGE = Path(legation.serve.__file__).with_name("LIMITS.md")
MODEL = Path(__file__).parents[2] / "THREAT_MODEL.md"
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)
_UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "s": 1, "": 1}
_BYTES = {"memory", "result", "held", "spooled", "kept", "write_memory"}


def _rows(title: str) -> Iterator[list[str]]:
    """Yield the rows of the table below a title, without its head."""
    part = PAGE.read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = [row.split(" | ") for row in _ROW.findall(part)]
    assert rows, title
    yield from rows[1:]


def _number(told: str) -> float:
    number, _, unit = told.strip("`").partition(" ")
    return float(number.replace(",", "")) * _UNITS[unit]


def _default(field: Field[object]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


@pytest.mark.parametrize(("title", "told"), [("Settings", Settings), ("Queries", Limits)])
def test_every_setting_stands_on_the_page(title: str, told: type[Settings | Limits]) -> None:
    """Each field of the dataclass is a row with its default, and each row a field."""
    rows = {row[0].strip("`"): row for row in _rows(title)}
    assert list(rows) == [field.name for field in fields(told)]
    for field in fields(told):
        said, value = rows[field.name][1], _default(field)
        if isinstance(value, Limits):
            assert said == "see below"
        elif isinstance(value, bool) or not value:
            assert said == ("yes" if value else "no" if value is False else "none"), field.name
        elif isinstance(value, str):
            assert said == f"`{value}`"
        else:
            assert isinstance(value, int | float)
            assert _number(said) == value, field.name
            assert said.endswith("MiB") == (field.name in _BYTES)


def test_every_option_stands_on_the_page() -> None:
    """The options of the command are those that the page names, with the same defaults."""
    named = {row[2].strip("`") for title in ("Settings", "Queries") for row in _rows(title)}
    known = {option for one in serve.params for option in one.opts} - {"--graph", "-g"}
    assert {name for name in named if name.startswith("--")} == known
    given = {name: one for one in serve.params for name in one.opts}
    for name, told, kind in (
        ("--time-limit", Limits().wall, 1),
        ("--memory", Limits().memory, 1 << 20),
        ("--workers", Limits().slots, 1),
        ("--patience", Settings().patience, 1),
        ("--keep", Settings().kept, 1 << 20),
        ("--write-time-limit", Settings().write_time, 1),
        ("--write-memory", Settings().write_memory, 1 << 20),
        ("--port", Settings().port, 1),
    ):
        default = given[name].default
        assert isinstance(default, int | float)
        assert default * kind == told, name


@pytest.mark.parametrize(
    "title", ["What a query may say", "Requests and connections", "Pages of the explorer"]
)
def test_every_constant_has_the_value_that_the_page_tells(title: str) -> None:
    """What has no option stands in the program as it stands here."""
    for row in _rows(title):
        module, _, name = row[2].strip("`").rpartition(".")
        assert _number(row[1]) == getattr(importlib.import_module(f"legation.{module}"), name), row


@pytest.mark.skipif(not MODEL.is_file(), reason="THREAT_MODEL.md lies in the checkout")
def test_the_threat_model_names_tests_and_files_that_are_there() -> None:
    """What it leads to exists."""
    text = MODEL.read_text("utf-8")
    places = re.findall(r"\]\(([^)#:]+)\)", text)
    assert places
    for place in places:
        assert (MODEL.parent / place).exists(), place
