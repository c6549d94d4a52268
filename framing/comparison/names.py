"""Proper names in a text, and those that only one of two texts mentions.

Simple rules that can be read below: they miss things, and what they find is shown with its place so that a reader can
judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from framing.comparison.function_words import OPENERS
from framing.comparison.numbers import NUMBER_WORDS

__all__ = [
    "Name",
    "capitals_inside",
    "find_names",
    "find_names_given",
    "mentions_name",
    "names_of_one",
    "same_name",
]


class Name(NamedTuple):
    """A proper name in a text: its span and the name without article or possessive."""

    start: int
    end: int
    name: str


_CALENDAR: Final = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_JOINERS: Final = frozenset(
    ["of", "the", "de", "del", "la", "al", "el", "bin", "ibn", "abu", "von", "van", "der", "den", "du"]
)
_TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "president",
        "minister",
        "prime",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "mayor",
        "senator",
        "governor",
        "ambassador",
        "chancellor",
        "judge",
        "colonel",
        "captain",
        "lieutenant",
        "sergeant",
    ]
)
_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w.]*\w)?(?:[-\u2010\u2011][^\W\d_]\w*)*(?:['’](?!s\b)\w+)*")
_SENTENCE_HEAD: Final = re.compile(r"(?:^|[.!?:;]|\n)[\s\"'“”‘’«»•(–—-]*$")


def find_names(text: str, elsewhere: str = "") -> list[Name]:
    """Find proper names: runs of capitalised words, joined by *of*, *al*, *bin* and the like.

    A capital at the head of a sentence says nothing, so the first word there counts only where it stands with a
    capital inside a sentence too, in this text or in `elsewhere`, or where nothing but capitals follow it. Days and
    months are no names, and a line in which nearly every word has a capital is passed over.

    Parameters
    ----------
    text : str
    elsewhere : str
        Another text that may show a word inside a sentence.

    Returns
    -------
    list of Name
        In order; ``text[start:end]`` is the name as written.

    Examples
    --------
    >>> [name.name for name in find_names("Residents saw Samir Qadri’s car. Qadri and the Council of Elders left.")]
    ['Samir Qadri', 'Qadri', 'Council of Elders']
    """
    return find_names_given(text, capitals_inside(text) | capitals_inside(elsewhere))


def find_names_given(text: str, inside: frozenset[str]) -> list[Name]:
    """Find proper names as `find_names` does, given the words known to have a capital inside a sentence."""
    names: list[Name] = []
    run: list[re.Match[str]] = []
    heading = _title_case_lines(text)

    def close() -> None:
        while run and (run[-1].group().lower() in _JOINERS and run[-1].group().islower()):
            run.pop()
        while run and _drop_first(run, text, inside):
            run.pop(0)
        last = max((i for i, m in enumerate(run) if m.group().lower() in _TITLES), default=-1)
        if last + 1 < len(run) and run[last + 1].group() not in _JOINERS:
            del run[: last + 1]
        words = [match.group() for match in run]
        real = [w for w in words if w.lower() not in _CALENDAR and w.lower() not in _TITLES]
        if real and any(len(word) > 1 for word in real):
            names.append(Name(run[0].start(), run[-1].end(), " ".join(words)))
        run.clear()

    for match in _TOKEN.finditer(text):
        if any(start <= match.start() < end for start, end in heading):
            close()
            continue
        word = match.group()
        gap = text[run[-1].end() : match.start()] if run else ""
        if run and not re.fullmatch(r"[ \u00a0\t]+|\n(?!\s)", gap):
            close()
        capital = word[0].isupper() or word[0].istitle()
        if (capital and word.lower() not in _CALENDAR) or (run and word in _JOINERS):
            run.append(match)
        else:
            close()
    close()
    return names


def _drop_first(run: Sequence[re.Match[str]], text: str, inside: frozenset[str]) -> bool:
    word = run[0].group()
    if word.lower() in OPENERS or word.lower() in NUMBER_WORDS or word in _JOINERS:
        return True
    at_head = _SENTENCE_HEAD.search(text, max(0, run[0].start() - 12), run[0].start()) or run[0].start() == 0
    if not at_head or word in inside or (len(word) > 1 and word.isupper()):
        return False
    follows = run[1].group() if len(run) > 1 else ""
    return not (follows and follows[0].isupper() and follows.lower() not in _CALENDAR)


def capitals_inside(text: str) -> frozenset[str]:
    """Give the words that stand with a capital inside a sentence."""
    heading = _title_case_lines(text)
    return frozenset(
        match.group()
        for match in _TOKEN.finditer(text)
        if match.group()[0].isupper()
        and match.start() > 0
        and not _SENTENCE_HEAD.search(text, max(0, match.start() - 12), match.start())
        and not any(start <= match.start() < end for start, end in heading)
    )


def _title_case_lines(text: str) -> list[tuple[int, int]]:
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        words = [m.group() for m in _TOKEN.finditer(line.group())]
        long = [word for word in words if len(word) > 3]
        if (
            len(long) > 4
            and line.group().rstrip()[-1:] not in '.!?”"'
            and sum(word[0].isupper() for word in long) > 0.8 * len(long)
        ):
            spans.append(line.span())
    return spans


def names_of_one(text: str, other: str) -> list[Name]:
    """Give the names of `text` that `other` never mentions: the fullest mention of each.

    A name has its counterpart where the other text has a name with all of its words or whose words it has all
    (*Abbas*, *Mahmoud Abbas*), its initials (*PA*, *Palestinian Authority*), or the very words.

    Examples
    --------
    >>> here = "He met Nabil Harazeh and Mahmoud Abbas of the PA. Harazeh left."
    >>> [name.name for name in names_of_one(here, "President Abbas said that the Palestinian Authority agreed.")]
    ['Nabil Harazeh']
    """
    there = [name.name for name in find_names(other, text)]
    fullest: list[Name] = []
    for name in find_names(text, other):
        parts = name.name.split("-")
        if any(same_name(name.name, one) for one in there) or all(mentions_name(part, other) for part in parts):
            continue
        known = next((i for i, one in enumerate(fullest) if same_name(name.name, one.name)), None)
        if known is None:
            fullest.append(name)
        elif len(name.name) > len(fullest[known].name):
            fullest[known] = name
    return sorted(fullest)


def mentions_name(name: str, text: str) -> bool:
    """Tell whether a text has the very words of a name, in whatever case."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def same_name(first: str, second: str) -> bool:
    """Tell whether two names may be one: all words of the one are the other's, or one is the other's initials.

    Examples
    --------
    >>> same_name("Mahmoud Abbas", "President Abbas"), same_name("PA", "Palestinian Authority")
    (True, True)
    """
    one, two = _words(first), _words(second)
    return one <= two or two <= one or _initials(first) == second or _initials(second) == first


def _words(name: str) -> frozenset[str]:
    every = name.lower().replace(".", "").split()
    words = frozenset(word for word in every if word not in _TITLES and word not in _JOINERS) or frozenset(every)
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in words)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word not in _JOINERS]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
