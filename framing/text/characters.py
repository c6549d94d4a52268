"""The characters of many texts as arrays: which belong to a word, where words end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from framing.text.boundaries import is_word_character

__all__ = ["Array", "codes_of", "letters", "word_characters"]

Array = np.ndarray[Any, np.dtype[Any]]

_ASCII_WORD = np.array([is_word_character(chr(code)) for code in range(128)])


def codes_of(text: str) -> Array:
    """Give the code points of a text, as bytes where it is all ASCII.

    Examples
    --------
    >>> codes_of("aé").tolist()
    [97, 233]
    """
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def letters(codes: Array) -> Array:
    r"""Tell which code points are letters, digits or underscores, as ``\w`` does.

    Examples
    --------
    >>> letters(codes_of("é_’e\u0301")).tolist()
    [True, True, False, True, False]
    """
    return _where(codes, str.isalnum)


def word_characters(codes: Array) -> Array:
    r"""Tell which code points can be part of a word, as :func:`framing.text.is_word_character` does.

    Examples
    --------
    >>> word_characters(codes_of("é_’e\u0301")).tolist()
    [True, True, False, True, True]
    """
    return _where(codes, is_word_character)


def _where(codes: Array, belongs: Callable[[str], bool]) -> Array:
    if codes.dtype == np.uint8:
        return _ASCII_WORD[codes]
    found: Array = _ASCII_WORD[np.minimum(codes, 127)]
    (places,) = np.nonzero(codes > 127)
    known, inverse = np.unique(codes[places], return_inverse=True)
    found[places] = np.fromiter((belongs(chr(code)) for code in known.tolist()), np.bool_, len(known))[inverse]
    return found
