"""The characters of many texts as arrays: which belong to a word, where words end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from framing.text.boundaries import is_word_character

__all__ = ["Array", "codes_of", "letters", "word_characters"]

Array = np.ndarray[Any, np.dtype[Any]]

_BASIC = 0x10000
"""Beyond this, characters are looked at one by one: they are rare."""


_NO_MARKS = ((0x0000, 0x02FF), (0x2190, 0x2BFF), (0xD800, 0xF8FF))
"""Arrows, signs, surrogates and private use: no combining mark is among them."""


def codes_of(text: str) -> Array:
    """Give the code points of a text, in the narrowest type that holds them.

    Examples
    --------
    >>> codes_of("aé").tolist(), [codes_of(text).itemsize for text in ("a", "é", "\U0001f600")]
    ([97, 233], [1, 2, 4])
    """
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def letters(codes: Array) -> Array:
    r"""Tell which code points are letters, digits or underscores, as ``\w`` does.

    Examples
    --------
    >>> letters(codes_of("é_’e\u0301")).tolist()
    [True, True, False, True, False]
    """
    return _where(codes, _tables()[0], str.isalnum)


def word_characters(codes: Array) -> Array:
    r"""Tell which code points can be part of a word, as :func:`framing.text.is_word_character` does.

    Examples
    --------
    >>> word_characters(codes_of("é_’e\u0301")).tolist()
    [True, True, False, True, True]
    """
    return _where(codes, _tables()[1], is_word_character)


@cache
def _tables() -> tuple[Array, Array]:
    """Say of each basic character whether it is a letter, and whether it can be part of a word."""
    every = np.arange(_BASIC, dtype=np.uint32).tobytes().decode("utf-32", "surrogatepass")
    letter = np.zeros(_BASIC, np.bool_)
    for run in re.finditer(r"\w+", every):
        letter[slice(*run.span())] = True
    inside = letter.copy()
    open_to_marks = ~letter
    for first, last in _NO_MARKS:
        open_to_marks[first : last + 1] = False
    for code in np.nonzero(open_to_marks)[0].tolist():
        inside[code] = unicodedata.category(every[code])[0] == "M"
    return letter, inside


def _where(codes: Array, table: Array, belongs: Callable[[str], bool]) -> Array:
    if codes.dtype != np.uint32:
        basic: Array = table[codes]
        return basic
    found: Array = table[np.minimum(codes, _BASIC - 1)]
    (places,) = np.nonzero(codes >= _BASIC)
    known, inverse = np.unique(codes[places], return_inverse=True)
    found[places] = np.fromiter((belongs(chr(code)) for code in known.tolist()), np.bool_, len(known))[inverse]
    return found
