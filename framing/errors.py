"""The errors of the library: what was given, what is possible and what to do, in one line.

Every error that a user can cause is a :class:`FramingError`; the command line prints its message after
``framing: `` and exits with status 2.

Examples
--------
>>> from framing.errors import LexiconError
>>> raise LexiconError("the lexicon 'x.yaml' has no 'name'; add a line such as 'name: my-lexicon'")
Traceback (most recent call last):
    ...
framing.errors.LexiconError: the lexicon 'x.yaml' has no 'name'; add a line such as 'name: my-lexicon'
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "CorpusError",
    "DataError",
    "FramingError",
    "LexiconError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "ReadError",
    "SettingError",
    "given_possible",
]


class FramingError(Exception):
    """Base of every error that the library raises on purpose."""


class ReadError(FramingError):
    """A file could not be read as what it claims to be."""


class CorpusError(FramingError):
    """A table of articles lacks a column, repeats an identifier, or is otherwise not a corpus."""


class LexiconError(FramingError):
    """A lexicon file or object breaks its format; the message names the file and the line where known."""


class SettingError(FramingError, ValueError):
    """An argument has a value that is not possible."""


class DataError(FramingError, ValueError):
    """The data given cannot answer the question asked (too few groups, no opportunity, no codings ...)."""


class ModelError(FramingError):
    """A saved model is damaged, foreign, or newer than this version."""


class OutputError(FramingError, OSError):
    """A file or folder could not be written."""


class MissingExtraError(FramingError, ImportError):
    """A feature needs an optional package.

    Parameters
    ----------
    feature : str
        What was asked for, in plain words.
    extra : str
        The extra of this package that brings it.

    Examples
    --------
    >>> raise MissingExtraError("a figure", "plot")
    Traceback (most recent call last):
        ...
    framing.errors.MissingExtraError: a figure needs an optional package; install it with: pip install 'framing[plot]'
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional package; install it with: pip install 'framing[{extra}]'")


def given_possible(what: str, given: object, possible: Iterable[object]) -> str:
    """Word the usual message: what was given and what is possible.

    Examples
    --------
    >>> given_possible("voice", "owned", ["own", "direct"])
    "voice 'owned' is not known; possible: 'own', 'direct'"
    """
    return f"{what} {given!r} is not known; possible: {', '.join(repr(p) for p in possible)}"
