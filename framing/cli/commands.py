"""The command ``framing``: its group, and the commands in it."""

from __future__ import annotations

import sys

import click

from framing.cli.classroom import answers, worksheet
from framing.cli.concordance import kwic
from framing.cli.contrasting import contrast, demo
from framing.cli.lexicons import lexicon
from framing.cli.profiling import profile
from framing.cli.reporting import report
from framing.cli.training import train
from framing.errors import FramingError
from framing.version import __version__, compiled

__all__ = ["main"]


class _Group(click.Group):
    """Shows an error of the library as one line and ends with status 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except FramingError as error:
            click.echo(f"framing: {' '.join(str(error).split())}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(f"{__version__}{', compiled' if compiled else ''}", prog_name="framing")
def main() -> None:
    """Which words outlets choose, in whose voice, for whom, and who is shown as acting."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot show a character gets an escape, not a crash.
            stream.reconfigure(errors="backslashreplace")


for command in (answers, contrast, demo, kwic, lexicon, profile, report, train, worksheet):
    main.add_command(command)
