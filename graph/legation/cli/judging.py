"""Commands by which a person judges: same, different, doubts, judgements, forget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from legation.cli.common import graph_option, named_graph, opened, say, say_all

if TYPE_CHECKING:
    from legation.identity.doubts import OpenQuestion
    from legation.identity.judgements import Judgement

F = TypeVar("F", bound=Callable[..., Any])
_ABOUT = """A and B are names, IRIs or the last part of one, as 'legation show' and 'legation
doubts' tell them. A name that several have is written like 'Person BLR Full Name', one of one
source only like 'Person BLR Full Name @ source'."""


def _pair(command: F) -> F:
    """Add what both verdicts take."""
    for option in (
        click.option("--by", default="", metavar="NAME", help="Who judges."),
        click.option(
            "--when",
            type=click.DateTime(["%Y-%m-%d"]),
            default=None,
            help="The day of the judgement.  [default: today]",
        ),
        click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept."),
        graph_option,
        click.argument("other", metavar="B"),
        click.argument("one", metavar="A"),
    ):
        command = option(command)
    return command


@click.command(help=f"Judge two names or facts to be one, whatever rules say.\n\n{_ABOUT}")
@_pair
def same(**told: Any) -> None:
    """Judge two names or facts to be one."""
    _judge("same", **told)


@click.command(help=f"Judge two names or facts to be two, whatever rules say.\n\n{_ABOUT}")
@_pair
def different(**told: Any) -> None:
    """Judge two names or facts to be two."""
    _judge("different", **told)


def _judge(verdict: str, one: str, other: str, graph: str, why: str, when: Any, by: str) -> None:
    from datetime import UTC, datetime

    kg = opened(graph)
    judge = kg.same if verdict == "same" else kg.different
    day = (when or datetime.now(UTC).astimezone()).date()
    say(f"{_told(judge(one, other, why=why, when=day, by=by))}; version {kg.version} of {graph}")


def _told(judgement: Judgement) -> str:
    joined = "is the same as" if judgement.same else "is different from"
    return f"{judgement.one} {joined} {judgement.other}: {judgement.why}"


@click.command()
@graph_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--kind", default="", metavar="KIND", help="Only of this kind: Person, Visit ….")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the list is written.",
)
def doubts(graph: str, limit: int, kind: str, format_: str) -> None:
    """List what the graph is not sure about, the most alike first, and how each is answered."""
    found = [q for q in opened(graph).doubts() if kind in {"", q.kind}]
    shown = found[:limit]
    if format_ == "json":
        _json(shown, graph)
    else:
        for q in shown:
            claims = f"{q.claims} claim{'' if q.claims == 1 else 's'}"
            say(f"{q.likeness:.2f}  {q.kind}: {q.one} | {q.other}")
            say(f"      {q.reason}; {claims} in {', '.join(q.sources)}")
            say(f"      {q.command()}{named_graph(graph)}")
        more = len(found) - len(shown)
        say(
            f"{len(found)} open question{'' if len(found) == 1 else 's'}"
            + (f", {more} not shown (--limit)" if more else "")
            + (". 'legation different' answers no instead." if shown else "")
        )


def _json(questions: Sequence[OpenQuestion], graph: str) -> None:
    import json

    names = ("likeness", "kind", "one", "other", "reason", "claims", "sources")
    rows = [
        {name: getattr(q, name) for name in names}
        | {verdict: q.command(verdict) + named_graph(graph) for verdict in ("same", "different")}
        for q in questions
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@click.command()
@click.argument("file", required=False, metavar="[FILE]")
@graph_option
@click.option("--edit", is_flag=True, help="Change them in your editor.")
def judgements(file: str | None, graph: str, edit: bool) -> None:
    """Print what was judged, as the file that may be edited; with FILE, take that instead.

    `legation judgements > j.tsv`, edit j.tsv, `legation judgements j.tsv`: a line that is taken
    out is taken back. What cannot be understood is told with its line, and nothing changes.
    """
    from legation.identity.judgements import parse, text

    kg = opened(graph)
    if file:
        lines = kg.judge(file).lines
        say(
            f"{len(lines)} judgement{'' if len(lines) == 1 else 's'}; version {kg.version} of {graph}"
        )
        return
    now = text(kg.judgements().lines)
    if not edit:
        say_all(now.rstrip("\n"))
        return
    changed = click.edit(now, extension=".tsv")
    if changed is None or changed == now:
        say("nothing was changed")
        return
    from tempfile import TemporaryDirectory

    parse(changed.encode(), "what you wrote")
    with TemporaryDirectory() as folder:
        place = Path(folder) / "judgements.tsv"
        place.write_text(changed, encoding="utf-8")
        lines = kg.judge(place).lines
    say(f"{len(lines)} judgements; version {kg.version} of {graph}")


@click.command()
@click.argument("person", metavar="PERSON")
@graph_option
@click.option("--why", default="", metavar="TEXT", help="The reason; it is kept without the name.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(person: str, graph: str, why: str, yes: bool) -> None:
    """Remove a person from every version, copy and register, for good, and keep the person out.

    Rows of tables that name the person are blacked out in the copies, and so are names in
    documents; older versions are removed, so that nothing can be undone. A surname alone that nobody
    has read as this person's stays, and it is told where. Files outside the graph are left as they are.
    """
    kg = opened(graph)
    known = kg.known(person)
    say(f"{known.label}: {known.told}")
    if known.perhaps:
        say(f"perhaps the same, and not forgotten with: {', '.join(known.perhaps)}")
        say("Judge them the same first ('legation doubts' tells how), or forget them too.")
    if not yes:
        say("Older versions are removed too. Nothing brings this back.")
        click.confirm("Forget this person?", abort=True)
    done = kg.forget(known.iri, why=why)
    say(f"forgotten: {done.told}; version {done.version} of {graph} is the only one now")
    if done.left:
        say(
            f"a surname alone stays, as it may be another's: {'; '.join(one.told for one in done.left)}"
        )
        say(
            "If it is this person's, take it out of the file and add that again, or remove the source."
        )
