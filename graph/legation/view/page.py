"""One self-contained page for a network: pyvis through our own template, nothing from any network.

pyvis is asked for the least: it holds the nodes and edges, brings vis-network, and renders the
template. Its own template loads scripts from elsewhere and trusts every label; ours inlines what
pyvis carries, passes all data as inert JSON, and lets only scripts run whose digest it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from legation.network.build import Network
from legation.values.calm import calm
from legation.view.content import Content, content
from legation.view.labels import words

#: How many bytes a page may take; a page that a person can send by mail.
MOST_BYTES = 1_200_000

_HERE = Path(__file__).parent
_SCRIPTS = ("cards.js", "shown.js", "panel.js", "page.js")
# What the frame of the page takes beside its data: the template, the legend, the words.
_FRAME = 90_000


def page(
    graph: Network,
    title: str = "",
    details: Mapping[str, Mapping[str, Any]] | None = None,
    language: str = "en",
    version: str = "",
) -> str:
    """Return the page of a network as HTML: one file, no request, under 1.2 MB.

    It opens on at most 40 nodes; bundles unfold, kinds can be hidden, everything is also a list.
    ``details`` is what `legation.view.details.details` returns for its nodes; ``version`` names
    the version of the graph. What a page cannot hold is left out and counted on it.

    >>> html = page(Network(focus=(), language="en"), "Mongolia – Chile")
    >>> "<h1><bdi>Mongolia – Chile</bdi></h1>" in html
    True
    """
    library, script, style = _parts()
    room = MOST_BYTES - _FRAME - len((library + script + style).encode())
    held = content(graph, details or {}, language, room)
    said = words(language)
    return _rendered(
        held,
        language=language,
        title=calm(title or str(graph.graph.get("title", "")) or "legation"),
        version=calm(said["version"].format(version=version)) if version else "",
        left_out=said["left.out"].format(count=held.left_out) if held.left_out else "",
        extra=held.extra,
        kinds=held.kinds,
        rows=held.rows,
        said=said,
        library=library,
        script=script,
        style=style,
        policy=_policy(library, script, style),
    )


def notebook(page: str, height: int = 760) -> str:
    """Return a page as a frame for a notebook; it may run its own scripts and nothing else.

    >>> notebook("<p title='a'>").startswith('<iframe sandbox="allow-scripts" srcdoc="&lt;p')
    True
    """
    return (
        f'<iframe sandbox="allow-scripts" srcdoc="{escape(page)}" title="legation" '
        f'width="100%" height="{height}" frameborder="0"></iframe>'
    )


def _rendered(held: Content, **context: Any) -> str:
    """Let pyvis render our template; ``autoescape`` is on and all data passes as JSON."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network as Picture

    picture = Picture(directed=True)
    for node in held.nodes:
        picture.add_node(**node)
    for edge in held.edges:
        picture.add_edge(**edge)
    picture.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.globals |= context
    picture.templateEnv = environment
    picture.path = "template.html.j2"
    return str(picture.generate_html())


@cache
def _parts() -> tuple[str, str, str]:
    """Return vis-network as pyvis carries it, our scripts as one, and our style."""
    import pyvis

    carried = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
    ours = "\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS)
    script = '"use strict";\n(() => {\n' + ours + "\n})();\n"
    return carried.read_text("utf-8"), script, (_HERE / "page.css").read_text("utf-8")


@cache
def _policy(library: str, script: str, style: str) -> str:
    """Return the content security policy that names, by digest, all that may run."""
    sums = [
        "'sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() + "'"
        for part in (library, script, style)
    ]
    return (
        f"default-src 'none'; script-src {sums[0]} {sums[1]}; style-src {sums[2]}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
