"""The command line: the same verbs as the library, and the same functions behind them."""

from framing.cli.commands import main

__all__ = ["main"]
