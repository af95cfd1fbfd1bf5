"""The command that audits: findings in words, with the sentences they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legation.cli.common import graph_option, language_option, opened, put
from legation.values.calm import calm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.audit import Found


@click.command()
@click.option("--only", multiple=True, metavar="NAME", help="One audit; may be given again.")
@click.option(
    "--format",
    "format",
    default=None,
    metavar="FORMAT",
    help="text (default), csv, tsv, json, xml, markdown.",
)
@click.option("--out", metavar="FILE", help="Write there instead of to the terminal.")
@click.option("--strict", is_flag=True, help="Exit with code 1 if there is a finding.")
@graph_option
@language_option
def audit(
    only: tuple[str, ...],
    format: str | None,
    out: str | None,
    strict: bool,
    graph: str,
    language: str,
) -> int:
    """Tell what does not fit: totals, growth, ratios, offices, dates, announced numbers, outliers.

    Each audit is a question whose thresholds can be changed: legation ask audits/outlier --factor 5
    """
    from legation.audit import audit as find

    kg = opened(graph)
    kg.require_sources()
    if format in {None, "text"}:
        found = find(kg.store, only, language=language, base=kg.base)
        put(calm(_told(found, language)).encode(), out)
        return 1 if strict and found else 0
    answer = kg.audit(*only, language=language)
    data = answer.serialize(str(format))
    put(calm(data.decode()).encode() if format == "markdown" else data, out)
    return 1 if strict and answer else 0


def _told(found: Sequence[Found], language: str) -> str:
    """Return findings under the title of their audit, each with its passages."""
    from legation.ask.questions import question
    from legation.audit import TOPIC

    lines = []
    for rule in dict.fromkeys(one.rule for one in found):
        lines += [f"{question(f'{TOPIC}/{rule}').title[language]} ({rule})", ""]
        for one in (o for o in found if o.rule == rule):
            lines += [f"  {one.finding}", *(f"    {passage}" for passage in one.passages), ""]
    count = f"{len(found)} finding{'' if len(found) == 1 else 's'}" if found else "nothing found"
    return "\n".join([*lines, count, ""])
