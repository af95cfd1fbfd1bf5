"""The command that serves a graph over HTTP."""

from __future__ import annotations

import os

import click

from legation.cli.common import graph_option, say


@click.command()
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A host name under which it may be asked, beside those of this machine.",
)
@click.option(
    "--base", "public", default="", metavar="URL", help="The URL under which others see it."
)
@click.option(
    "--writable", is_flag=True, help="Take updates of a plain graph from who has LEGATION_TOKEN."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    metavar="S",
    help="Seconds that one query may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(64, 1 << 20),
    default=1024,
    show_default=True,
    metavar="MIB",
    help="Memory that one query may take.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=2,
    show_default=True,
    help="Queries that run at once; one more is kept for clients that have none running.",
)
@click.option(
    "--patience",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    metavar="S",
    help="Seconds in which the head of a request must come, and then its body.",
)
@click.option(
    "--keep",
    type=click.IntRange(0, 4096),
    default=16,
    show_default=True,
    metavar="MIB",
    help="Memory for small answers that are kept until the graph changes; 0 keeps none.",
)
@click.option(
    "--proxy", default="", metavar="ADDRESS", help="A proxy whose word about its clients is taken."
)
def serve(
    graph: str,
    host: str,
    port: int,
    allowed: tuple[str, ...],
    public: str,
    writable: bool,
    time_limit: float,
    memory: int,
    workers: int,
    patience: float,
    keep: int,
    proxy: str,
) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, linked data, questions, /health.

    It only reads, and only this machine reaches it, unless told otherwise. What is asked runs in
    processes of its own that are ended when they take too long. Ctrl-C or SIGTERM ends it.
    """
    from legation.errors import MissingExtra

    try:
        from legation.serve.run import run
        from legation.serve.site import Settings
        from legation.serve.workers.limits import Limits
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn", "httptools"}:
            raise
        raise MissingExtra(
            "a graph is served with starlette and uvicorn", hint="pip install legation[serve]"
        ) from None
    settings = Settings(
        host=host,
        port=port,
        allowed=allowed,
        public=public,
        writable=writable,
        token=os.environ.get("LEGATION_TOKEN", ""),
        proxy=proxy,
        patience=patience,
        kept=keep << 20,
        limits=Limits(wall=time_limit, memory=memory << 20, slots=workers),
    )
    run(graph, settings, lambda url: say(f"serving {graph} at {url}"))
