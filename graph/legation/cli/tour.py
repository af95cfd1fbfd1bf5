"""The tour: a small bundled corpus becomes a graph that answers, disagrees and shows itself."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.cli.common import language_option, progress, say, say_all

if TYPE_CHECKING:
    from legation.graph import KnowledgeGraph

_QUESTIONS = (
    ("relations/steps", {"a": "VNM", "b": "BLR"}),
    ("visits/between", {"a": "VNM", "b": "BLR", "since": "2004", "until": "2008"}),
    ("trade/figures", {"a": "VNM", "b": "BLR", "since": "2007", "until": "2008"}),
)


@click.command()
@click.option(
    "--out",
    default="legation-tour",
    show_default=True,
    metavar="DIR",
    help="Where graph and page go.",
)
@click.option(
    "--corpus", metavar="DIR", help="Read the texts of another folder instead of the bundled ones."
)
@language_option
def tour(out: str, corpus: str | None, language: str) -> None:
    """Build a graph from three short texts, ask it three questions, draw it."""
    import legation
    from legation.resources import shelf

    folder = Path(corpus) if corpus else Path(str(shelf("sources") / "tour"))
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise click.UsageError(f"there are no texts (*.txt) in {folder}.")
    place = Path(out)
    home = place / "tour.kg"
    if legation.open(home).exists():
        _only_of_the_tour(home, texts)
        shutil.rmtree(home)
    kg = legation.open(home)
    with progress() as tell:
        done = kg.add(*texts, progress=tell)
    _read(kg, done.report.facts if done.report else {})
    for name, parameters in _QUESTIONS:
        _answer(kg, name, parameters, language)
    _answer(kg, "sources/disagreements", {"kind": "discrepancy"}, language)
    _sentences(kg, language)
    page = kg.view("VNM", "BLR", language=language)
    page.save(place / "network.html")
    say_all(
        f"\nThe network of the pair ({page.summary}) is in {place / 'network.html'}: open it in a browser."
    )
    say(f"The graph is in {home}. Go on with:")
    say(f"  legation show Lukashenko --graph {home}")
    say("  legation ask")
    say("  legation add YOUR-DOCUMENT.txt")


def _only_of_the_tour(home: Path, texts: list[Path]) -> None:
    """Refuse to begin anew where somebody keeps sources of his own."""
    import legation

    own = {entry.name for entry in legation.open(home).sources()} - {
        t.name.split(".")[0] for t in texts
    }
    if own:
        raise click.UsageError(
            f"{home} holds sources that are not of the tour ({', '.join(sorted(own))}); name another place with --out."
        )


def _read(kg: KnowledgeGraph, facts: dict[str, int] | object) -> None:
    from legation.facts.kinds import kind

    say("Read:")
    for entry in kg.sources():
        say(
            f"  {entry.name:<12} {entry.title} ({entry.publisher}, {entry.issued}): {entry.claims} claims"
        )
    counts = facts if isinstance(facts, dict) else {}
    told = ", ".join(
        f"{n} {kind(name).label}" + ("s" if n > 1 and not kind(name).label.endswith("s") else "")
        for name, n in counts.items()
    )
    say(f"Settled into {sum(counts.values())} facts: {told}.")


def _answer(kg: KnowledgeGraph, name: str, parameters: dict[str, str], language: str) -> None:
    from legation.ask.questions import question
    from legation.cli.tables import table

    given = " ".join(f"--{key} {value}" for key, value in parameters.items())
    say_all(f"\n{question(name).title[language]}   (legation ask {name} {given})".rstrip())
    answer = kg.ask(name, **parameters).table()
    table(answer.columns, answer.rows)


def _sentences(kg: KnowledgeGraph, language: str) -> None:
    """Print the sentence behind each figure that sources differ on."""
    answer = kg.query(
        "SELECT DISTINCT ?figure { ?d a lgn:Discrepancy ; lgn:between ?figure } ORDER BY ?figure"
    )
    for row in answer:
        told = kg.show(str(row[0]), language).told
        for claim in told["claims"]:
            words = " ".join(" ".join(claim["text"]).split())
            say_all(f"  {told['label']}\n    {claim['title']}, {claim['date']}: “{words}”")
