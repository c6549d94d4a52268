"""Word boundaries: the one definition of a whole word, in any script.

A word character is a letter, a digit, a combining mark or an underscore. An apostrophe is not, so that
*Israel* is found in *Israel's*; a hyphen is not, so that *occupied* is found in *Israeli-occupied*. After
the prefixes of :data:`PREFIXES` and a hyphen, a word is another word: *non-combatants* holds no *combatants*.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["PREFIXES", "count_words", "follows_prefix", "is_whole", "is_word_character", "word_end", "word_start"]

PREFIXES = frozenset({"non", "anti", "counter", "ex", "pro"})

_HYPHENS = "-\u2010\u2011\ufe63\uff0d"
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_MARKS = {"Mn", "Mc", "Me"}
_PREFIX_LENGTHS = sorted({len(prefix) for prefix in PREFIXES})


def is_word_character(character: str) -> bool:
    """Tell whether a character can be part of a word.

    Examples
    --------
    >>> [is_word_character(c) for c in "aé9_’- "]
    [True, True, True, True, False, False, False]
    """
    return character.isalnum() or character == "_" or unicodedata.category(character) in _MARKS


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` neither starts nor ends inside a word.

    Examples
    --------
    >>> is_whole("afraid", 2, 6), is_whole("a raid.", 2, 6)
    (False, True)
    """
    if start > 0 and is_word_character(text[start - 1]) and is_word_character(text[start]):
        return False
    return not (end < len(text) and is_word_character(text[end]) and is_word_character(text[end - 1]))


def word_start(text: str, position: int) -> int:
    """Give the start of the word that ``position`` stands in or after."""
    while position > 0 and is_word_character(text[position - 1]):
        position -= 1
    return position


def word_end(text: str, position: int) -> int:
    """Give the end of the word that ``position`` stands in or before."""
    while position < len(text) and is_word_character(text[position]):
        position += 1
    return position


def follows_prefix(original: str, start: int) -> bool:
    """Tell whether the word at ``start`` is bound by a hyphen to one of :data:`PREFIXES`.

    Examples
    --------
    >>> follows_prefix("non-combatants", 4), follows_prefix("Israeli-occupied", 8)
    (True, False)
    """
    if start < 3 or original[start - 1] not in _HYPHENS:
        return False
    for length in _PREFIX_LENGTHS:
        before = start - 1 - length
        if (
            before >= 0
            and original[before : start - 1].lower() in PREFIXES
            and (before == 0 or not is_word_character(original[before - 1]))
        ):
            return True
    return False


def count_words(text: str) -> int:
    """Count words: runs of word characters, an apostrophe inside a word not parting it.

    This is the denominator of every rate.

    Examples
    --------
    >>> count_words("The army said it didn’t open fire.")
    7
    """
    return sum(1 for _ in _WORD.finditer(text))
