"""``python -m framing.cli``."""

from framing.cli.commands import main

main(prog_name="framing")
