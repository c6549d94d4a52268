"""Finding very many literals: an automaton that looks at the starts of words only.

An automaton over tens of thousands of literals is lost inside words, where some literal always seems to begin, and its
states outgrow the processor's cache. Here every mark of the text becomes a space and every literal begins with one (and
ends with one, unless its word may go on), so that inside a word the automaton rests in its first state. What it
proposes is compared with the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np

from framing.text.boundaries import is_word_character
from framing.text.characters import Array

__all__ = ["WordIndex", "is_indexable", "triples"]

_MARKS_BEYOND_ASCII = "“”„…–—•·«»‹›"
_MARK = re.compile(r"[^\w ]")
_NO_LETTER = re.compile(r"\W")
_ONE_BYTE = bytes(code if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(256))


class WordIndex:
    """Finds literals where words start.

    Parameters
    ----------
    literals : iterable of (str, int, bool)
        Folded literals that begin with a word character, each with its number and whether its word may go on.

    Examples
    --------
    >>> index = WordIndex([("raid", 0, False), ("air raid", 1, False), ("terroris", 2, True), ("u.s", 3, False)])
    >>> text = "air raid, raids, afraid of terrorism; u s"
    >>> [part.tolist() for part in index.find(text, np.frombuffer(text.encode(), np.uint8))]
    [[1, 0, 2], [0, 4, 27], [8, 8, 35]]
    """

    def __init__(self, literals: Iterable[tuple[str, int, bool]]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        groups: dict[str, list[tuple[str, int]]] = {}
        self._narrow = True
        for text, number, open_end in literals:
            self._narrow = self._narrow and max(text) < "\u0100"
            plain = _MARK.sub(" ", text)
            groups.setdefault(f" {plain}" if open_end else f" {plain} ", []).append((text, number))
        self._automaton: Any = AhoCorasick(
            list(groups), implementation=Implementation.ContiguousNFA, store_patterns=False
        )
        # Candidates of a group are those from _first[group] on; a group is mostly one literal.
        found = [literal for group in groups.values() for literal in group]
        self._several: Array = np.array([len(group) for group in groups.values()], np.int64)
        self._first: Array = np.cumsum(self._several) - self._several
        self._numbers: Array = np.array([number for _, number in found], np.int64)
        self._lengths: Array = np.array([len(text) for text, _ in found], np.int64)
        # Where a literal holds no letter, the text must agree with it.
        marks = [_marks(text) for text, _ in found]
        self._n_marks: Array = np.array([len(places) for places in marks], np.int64)
        self._first_mark: Array = np.cumsum(self._n_marks) - self._n_marks
        self._mark_places: Array = np.array([place for places in marks for place, _ in places], np.int64)
        self._mark_codes: Array = np.array([code for places in marks for _, code in places], np.int64)

    def find(self, text: str, codes: Array) -> tuple[Array, Array, Array]:
        """Give (number, start, end) of every literal that starts where something that is no letter stands before.

        Parameters
        ----------
        text : str
            A folded text.
        codes : numpy.ndarray
            Its code points.
        """
        # A space in front: what starts with a space there starts with its word at the same place of the text.
        proposed = self._automaton.find_matches_as_indexes(f" {self._without_marks(text)} ", overlapping=True)
        groups, starts, _ = triples(proposed)
        several = self._several[groups]
        literal = np.repeat(self._first[groups] - np.cumsum(several) + several, several) + np.arange(several.sum())
        starts = np.repeat(starts, several)
        n_marks = self._n_marks[literal]
        owner = np.repeat(np.arange(len(literal)), n_marks)
        mark = np.repeat(self._first_mark[literal] - np.cumsum(n_marks) + n_marks, n_marks) + np.arange(len(owner))
        agree = np.ones(len(literal), np.bool_)
        agree[owner[codes[starts[owner] + self._mark_places[mark]] != self._mark_codes[mark]]] = False
        literal, starts = literal[agree], starts[agree]
        return self._numbers[literal], starts, starts + self._lengths[literal]

    def _without_marks(self, text: str) -> str:
        """Put a space for every character that is neither letter nor digit; the length stays the same."""
        if self._narrow:  # no literal holds a letter beyond these, so that they may be spaces too
            return text.encode("latin-1", "replace").translate(_ONE_BYTE).decode("latin-1")
        for mark in _MARKS_BEYOND_ASCII:
            text = text.replace(mark, " ")
        return _MARK.sub(" ", text)


def _marks(text: str) -> list[tuple[int, int]]:
    """Give the places of a text where no letter or digit stands, with what stands there."""
    return [] if text.isalnum() else [(match.start(), ord(match.group())) for match in _NO_LETTER.finditer(text)]


def triples(rows: list[tuple[int, int, int]]) -> tuple[Array, Array, Array]:
    """Make three arrays of a list of rows of three."""
    columns = np.fromiter(chain.from_iterable(rows), np.int64, 3 * len(rows)).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def is_indexable(text: str, open_start: bool) -> bool:
    """Tell whether the index can find a literal: it begins with a word character, where a word begins.

    Examples
    --------
    >>> is_indexable("raid", False), is_indexable("ism", True), is_indexable("#tag", False)
    (True, False, False)
    """
    return not open_start and is_word_character(text[0])
