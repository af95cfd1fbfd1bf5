"""The command line: parses, prints, and turns errors into one line and an exit code.

Exit codes: 0 done; 1 ``check`` found violations or
``audit --strict`` anything; 2 wrong usage; 3 graph; 4 source; 5 value
or name; 6 query; 7 output; 8 a file of the shelves; 9 a missing extra;
10 some documents could not be read, the others were; 11 no scheduler
or no workers; 12 a graph could not be served; 130 interrupted.
"""

from __future__ import annotations

import os
import sys

import click

from legation.cli import (
    asking,
    auditing,
    describing,
    documents,
    dossier,
    judging,
    loading,
    looking,
    networking,
    publishing,
    reading,
    searching,
    serving,
    sources,
    tour,
)
from legation.cli.common import complain


class _Commands(click.Group):
    """Lists the commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands as they were added."""
        return list(self.commands)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="The graph is ./legation.kg, or what --graph or LEGATION_GRAPH names. Start with: legation tour",
)
@click.version_option(package_name="legation", prog_name="legation")
def commands() -> None:
    """Diplomatic documents as a knowledge graph in which every fact says who says so."""


for _command in (
    tour.tour,
    documents.init,
    documents.add,
    describing.describe,
    reading.read,
    reading.review,
    loading.stage,
    loading.load,
    sources.sources,
    documents.remove,
    documents.undo,
    documents.compact,
    documents.rebuild,
    asking.ask,
    asking.query,
    searching.search,
    looking.show,
    looking.view,
    dossier.dossier,
    networking.network,
    looking.export,
    looking.check,
    auditing.audit,
    judging.doubts,
    judging.same,
    judging.different,
    judging.judgements,
    judging.forget,
    publishing.ontology,
    serving.serve,
):
    commands.add_command(_command)


def main() -> None:
    """Run the command line; every error legation raises becomes one line on standard error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from legation.errors import LegationError

    try:
        returned = commands.main(arguments, prog_name="legation", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        hint = f" See: {where} --help" if where else ""
        return _fail(f"{error.format_message().rstrip('.')}.{hint}", error.exit_code)
    except LegationError as error:
        return _fail(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted; nothing was changed", 130)
    except BrokenPipeError:
        # The reader of our output has left (`legation … | head`): that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"the output could not be written: {error.strerror or error}", 7)
    return returned if isinstance(returned, int) else 0


def _fail(message: str, code: int) -> int:
    complain(message)
    return code
