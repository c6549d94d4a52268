"""What a target of fuzzing is, and what every target may do: give a result or an error of one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

__all__ = ["Target", "all_targets", "expecting"]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads what strangers made.

    Attributes
    ----------
    name : str
        On the command line.
    what : str
        In words.
    seeds : callable
        Gives the inputs to start from.
    try_one : callable
        Takes an input and an empty folder to work in; raises whatever must not happen.
    instrumented : tuple of str
        Packages whose branches guide the search.
    words : tuple of str
        What the search may insert.
    longest : int
        Bytes of an input.
    """

    name: str
    what: str
    seeds: Callable[[], Iterable[bytes]]
    try_one: Callable[[bytes, Path], None]
    instrumented: tuple[str, ...]
    words: tuple[str, ...] = ()
    longest: int = 20_000


def expecting(action: Callable[[], Result]) -> Result | None:
    """Run something that may raise a :class:`framing.errors.FramingError` of one line, and nothing else."""
    from framing.errors import FramingError

    try:
        return action()
    except FramingError as error:
        text = str(error)
        if not text.strip() or "\n" in text or "\r" in text:
            raise AssertionError(f"an error that is not one line: {text!r}") from error
        text.encode()  # an error that cannot be printed is a traceback
        return None


def all_targets() -> dict[str, Target]:
    """Give every target by its name."""
    from benchmarks.fuzz import articles, lexicons, readers, saved

    found = [*articles.targets(), *readers.targets(), *saved.targets(), *lexicons.targets()]
    return {target.name: target for target in found}
