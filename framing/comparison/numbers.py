"""Numbers in a text, in digits or in English words, and those that only one of two texts mentions."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

__all__ = ["NUMBER_WORDS", "Number", "find_numbers", "numbers_of_one"]


class Number(NamedTuple):
    """A number in a text: its span and its value."""

    start: int
    end: int
    value: float


_UNITS: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
NUMBER_WORDS: Final = frozenset(_UNITS) | frozenset(_TENS)
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DOZEN: Final = {"dozen": 12}
_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(
    r"(?<![\w.,:/-])"
    r"(?P<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?!\d|[.,:/]\d|[^\W\d_])"
    r"(?:[\s\u00a0]+(?P<scale>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)


def find_numbers(text: str) -> list[Number]:
    """Find the numbers of a text, in digits or in English words.

    Times (19:42), dates with strokes, versions and numbers glued to letters (F-16, Q3) are none; nor is a bare *one*,
    which is mostly a pronoun, nor are ordinals.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Number
        In order; ``text[start:end]`` is the number as written.

    Examples
    --------
    >>> [number.value for number in find_numbers("Nine of 1,200 people, twenty-three of them aged 61, at 19:42")]
    [9.0, 1200.0, 23.0, 61.0]
    """
    found = [*_in_digits(text), *_in_words(text)]
    return sorted(found)


def _in_digits(text: str) -> Iterable[Number]:
    for match in _DIGITS.finditer(text):
        plain = "".join(
            c if c == "." else str(unicodedata.digit(c)) for c in match["number"] if c not in ",\u00a0\u202f"
        )
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
        yield Number(match.start(), match.end(), float(plain) * scale)


def _in_words(text: str) -> Iterable[Number]:
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        value, used = _spelled(text, words[at:])
        if not used:
            at += 1
            continue
        if not (used == 1 and words[at][2] == "one"):
            yield Number(words[at][0], words[at + used - 1][1], float(value))
        at += used


def _spelled(text: str, words: Sequence[tuple[int, int, str]]) -> tuple[int, int]:
    """Read a spelled number at the head of `words`: its value and how many words it takes (0 for none)."""
    total = group = used = 0
    last = math.inf  # the smallest unit so far: tens take units below ten, nothing else follows a unit
    counted = 0
    for number, (start, _, word) in enumerate(words[:12]):
        if number and not re.fullmatch(r"[\s\u00a0]+|[-\u2010\u2011]", text[words[number - 1][1] : start]):
            break
        if word == "and" and counted and last >= 100:
            used += 1
            continue
        if word == "a" and not number and len(words) > 1 and words[1][2] in {**_SCALES, **_DOZEN}:
            group, last, used = 1, 1, 1
            continue
        if word in _UNITS and (last >= 100 or (last >= 10 and 0 < _UNITS[word] < 10 and group % 100 >= 20)):
            group, last = group + _UNITS[word], 1
        elif word in _TENS and last >= 100:
            group, last = group + _TENS[word], 10
        elif word == "hundred" and 0 < group < 100:
            group, last = group * 100, 100
        elif word in _DOZEN and 0 < group < 20:
            group, last = group * 12, 1
        elif word in _SCALES and word != "hundred" and group:
            total, group, last = total + group * _SCALES[word], 0, _SCALES[word]
        else:
            break
        used = counted = number + 1
    return (total + group, counted) if counted else (0, 0)


def numbers_of_one(text: str, other: str) -> list[Number]:
    """Give the numbers of `text` whose value `other` never mentions: the first mention of each value.

    Examples
    --------
    >>> [n.value for n in numbers_of_one("Nine died, 20 were hurt, twenty in one street", "9 deaths")]
    [20.0]
    """
    there = {number.value for number in find_numbers(other)}
    first: dict[float, Number] = {}
    for number in find_numbers(text):
        if number.value not in there:
            first.setdefault(number.value, number)
    return list(first.values())
