"""The command that serves a graph over HTTP."""

from __future__ import annotations

import ipaddress
import math
import os
from typing import Any
from urllib.parse import urlsplit

import click

from legation.cli.common import graph_option, say


class _Seconds(click.FloatRange):
    """A number of seconds; what is no number is none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        return found


def _address(_ctx: click.Context, _param: click.Parameter, told: str) -> str:
    parts = urlsplit(told)
    if told and (
        parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment
    ):
        raise click.BadParameter(f"{told!r} is no address to serve under: https://kg.example.org/")
    return told


def _proxy(_ctx: click.Context, _param: click.Parameter, told: str) -> str:
    if told and told != "*":
        for one in told.split(","):
            try:
                ipaddress.ip_network(one.strip(), strict=False)
            except ValueError as error:
                raise click.BadParameter(f"{one.strip()!r} is no address of a machine") from error
    return told


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
    "--base",
    "public",
    default="",
    metavar="URL",
    callback=_address,
    help="The URL under which others see it.",
)
@click.option(
    "--writable", is_flag=True, help="Take updates of a plain graph from who has LEGATION_TOKEN."
)
@click.option(
    "--time-limit",
    type=_Seconds(0.1, 3600),
    default=10.0,
    show_default=True,
    metavar="S",
    help="Seconds that one query may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(192, 1 << 20),
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
    type=_Seconds(0.1, 3600),
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
    "--write-time-limit",
    "write_time",
    type=_Seconds(0.1, 86400),
    default=300.0,
    show_default=True,
    metavar="S",
    help="Seconds that one write may take.",
)
@click.option(
    "--write-memory",
    type=click.IntRange(192, 1 << 20),
    default=4096,
    show_default=True,
    metavar="MIB",
    help="Memory that one write may take.",
)
@click.option(
    "--proxy",
    default="",
    metavar="ADDRESS",
    callback=_proxy,
    help="A proxy whose word about its clients is taken.",
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
    write_time: float,
    write_memory: int,
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
        write_time=write_time,
        write_memory=write_memory << 20,
        limits=Limits(wall=time_limit, memory=memory << 20, slots=workers),
    )
    run(graph, settings, lambda url: say(f"serving {graph} at {url}"))
