"""The worksheets of the three lessons in the teacher's guide, on the invented teaching corpus."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from framing.classroom.worksheet import worksheet
from framing.datasets.teaching import load_teaching
from framing.errors import SettingError, given_possible

__all__ = ["LESSONS", "Lesson", "lesson"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a lesson's worksheet is made of.

    Attributes
    ----------
    title : str
    stories, exercises : tuple of str
    items : mapping of str to int
    words : int
    """

    title: str
    stories: tuple[str, ...]
    exercises: tuple[str, ...]
    items: Mapping[str, int] = field(default_factory=dict)
    words: int = 170


LESSONS: Final[Mapping[int, Lesson]] = MappingProxyType(
    {
        1: Lesson("Words that take sides", ("kessel-bridge-raid",), ("predict", "swap"), {"swap": 3}),
        2: Lesson("Who says so, and who did it?", ("weavers-street",), ("voice", "acting"), {"voice": 6, "acting": 4}),
        3: Lesson(
            "Same story, other outlet", ("selm-strait-boat", "coal-report"), ("outlets",), {"outlets": 2}, words=120
        ),
    }
)
"""The lessons by number."""


def lesson(number: int, path: str | os.PathLike[str] | None = None) -> str | Path:
    """Make the worksheet of a lesson in the teacher's guide.

    Parameters
    ----------
    number : int
        1 (words that take sides), 2 (who says so, and who did it) or 3 (same story, other outlet).
    path : path, optional
        Where to write the page; whole or not at all.

    Returns
    -------
    str or Path
        The page, or the path if one was given.

    Raises
    ------
    SettingError
        For another number.
    OutputError
        If the page cannot be written there.

    Examples
    --------
    >>> page = lesson(1)
    >>> "Words that take sides" in page, "Every article here is invented" in page
    (True, True)
    """
    if number not in LESSONS:
        raise SettingError(given_possible("lesson", number, LESSONS))
    plan = LESSONS[number]
    corpus = load_teaching()
    return worksheet(
        corpus[corpus["story"].isin(plan.stories)],
        plan.exercises,
        path,
        items=plan.items,
        words=plan.words,
        title=plan.title,
    )
