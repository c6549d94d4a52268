"""Finding very many literals: an automaton that looks at the starts of words only.

An automaton over tens of thousands of literals is lost inside words, where some literal always seems to begin, and its
states outgrow the processor's cache. Here every mark of the text becomes a space and every literal begins with one, so
that inside a word the automaton rests in its first state. What it proposes is compared with the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from framing.text.boundaries import is_word_character

__all__ = ["WordIndex", "is_indexable"]

_MARKS_BEYOND_ASCII = "“”„…–—•·«»‹›"
_MARK = re.compile(r"[^\w ]")
_ASCII_MARKS = bytes(code if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(256))


def _without_marks(text: str) -> str:
    """Put a space for every character that is neither letter nor digit; the length stays the same.

    >>> _without_marks("“the U.S.’s”")
    ' the U S  s '
    """
    if not text.isascii():
        for mark in _MARKS_BEYOND_ASCII:
            if mark in text:
                text = text.replace(mark, " ")
        if not text.isascii():
            return _MARK.sub(" ", text)
    return text.encode().translate(_ASCII_MARKS).decode()


class WordIndex:
    """Finds literals where words start.

    Parameters
    ----------
    literals : mapping of str to int
        Folded literals that begin with a word character, each with its number.

    Examples
    --------
    >>> index = WordIndex({"raid": 0, "air raid": 1, "terroris": 2, "u.s": 3})
    >>> sorted(index.find("air raid, raids, afraid of terrorism; u s"))
    [(0, 4, 8), (0, 10, 14), (1, 0, 8), (2, 27, 35)]
    """

    def __init__(self, literals: Mapping[str, int]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        groups: dict[str, list[tuple[str, int, bool]]] = {}
        for text, number in literals.items():
            plain = _without_marks(text)
            # A word of letters alone is found as it stands; anything else must agree in its spaces and marks.
            groups.setdefault(f" {plain}", []).append((text, number, plain == text and " " not in text))
        self._literals = list(groups.values())
        self._automaton: Any = AhoCorasick(
            list(groups), implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield (number, start, end) of every literal that does not start inside a word; ends are not looked at."""
        # A space in front: what starts with a space there starts with its word at the same place of the text.
        for group, start, _ in self._automaton.find_matches_as_indexes(f" {_without_marks(text)}", overlapping=True):
            for literal, number, sure in self._literals[group]:
                if sure or text.startswith(literal, start):
                    yield number, start, start + len(literal)


def is_indexable(text: str, open_start: bool) -> bool:
    """Tell whether the index can find a literal: it begins with a word character, where a word begins.

    Examples
    --------
    >>> is_indexable("raid", False), is_indexable("ism", True), is_indexable("#tag", False)
    (True, False, False)
    """
    return not open_start and is_word_character(text[0])
