"""The page of the command line, from the commands' own help."""

from __future__ import annotations

from pathlib import Path

import click
from sphinx.application import Sphinx

HEAD = """# Command line

The same verbs as the library: a number printed by a command is the number returned by the function, because both call
the same one. Errors are one line on standard error and exit status 2.
"""


def sections(command: click.Command, name: str) -> list[str]:
    with click.Context(command, info_name=name) as context:
        shown = [] if name == "framing" else [f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"]
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                if found is not None:
                    shown += sections(found, f"{name} {inner}")
    return shown


def write_page(app: Sphinx) -> None:
    from framing.cli import main

    text = "\n".join([HEAD, *sections(main, "framing")])
    target = Path(app.srcdir) / "command_line.md"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}
