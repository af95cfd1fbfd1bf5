"""The rules that read and settle, in words (``rules.tsv``); their names stay in the detail."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType


@cache
def _told(language: str) -> Mapping[str, str]:
    text = Path(__file__).with_name("rules.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({row["rule"]: row[language] for row in rows})


def rule(name: str, language: str = "en") -> str:
    """Return a rule in words; one that has none by what it reads, and else as it is named.

    >>> rule("visits.items"), rule("table.comtrade", "vi"), rule("visits.new"), rule("own")
    ('visits: items of a list', 'dòng của bảng', 'visits', 'own')
    """
    told = _told(language)
    return told.get(name) or told.get(name.partition(".")[0], name)
