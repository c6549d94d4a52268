"""Counts pairs of word stems that stand in one text, next to each other or not: *tax* and *vote*."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from scipy import sparse

from framing.detectors.frames.counting import Tokens, counted, most_frequent, stem

__all__ = ["PAIR", "PairCounter"]

Array = np.ndarray[Any, np.dtype[Any]]

#: Between the two stems in the name of a column.
PAIR: Final = " + "

#: In a text of more different stems nearly any two would be a pair.
_MOST_STEMS: Final = 60

_FUNCTION_WORDS: Final = frozenset(
    """
    a about after all also an and any are as at be been before being but by can could did do does for from had has have
    he her him his how i if in into is it its may might more most must no nor not of off on one or our out over own s
    said say says shall she should so some such t than that the their them then there these they this those to too
    under up upon us very was we were what when where which while who whom whose why will with would you your
    """.split()  # noqa: SIM905
)


class PairCounter:
    """Counts which pairs of different stems each text holds; each counts once.

    Function words make no pairs, nor does a text with more than sixty other stems.

    Parameters
    ----------
    least : int
        Texts in which a pair must occur.
    most : int
        Columns at most; the most frequent stay.
    """

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most
        self.names: list[str] = []
        self._index: tuple[dict[str, int], Array, Array] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_index": None}

    def learn(self, tokens: Tokens) -> sparse.csr_matrix:
        """Learn the pairs that occur and count them."""
        stems = _stems(tokens)
        known = {name: number for number, name in enumerate(sorted({name for name in stems if name}))}
        rows, keys = _pairs(tokens, stems, known)
        different, columns = np.unique(keys, return_inverse=True)
        in_texts = np.bincount(columns, minlength=len(different))
        frequent = np.flatnonzero(in_texts >= self._least)
        words = list(known)
        names = np.full(len(different), "", dtype=object)
        names[frequent] = [f"{words[key // len(words)]}{PAIR}{words[key % len(words)]}" for key in different[frequent]]
        matrix = counted(rows, columns, (len(tokens.ends) - 1, len(different)))
        kept = most_frequent(matrix, names, frequent, self._most)
        self.restore([str(name) for name in names[kept]])
        return matrix[:, kept]

    def restore(self, names: Sequence[str]) -> None:
        """Take over the columns that another counter learned."""
        self.names = list(names)
        self._index = None

    def prepare(self) -> tuple[dict[str, int], Array, Array]:
        """Make what counting needs once."""
        if self._index is None:
            runs = [name.split(PAIR) for name in self.names]
            known = {name: number for number, name in enumerate(sorted({name for run in runs for name in run}))}
            keys = np.array([known[a] * len(known) + known[b] for a, b in runs], dtype=np.int64)
            order = np.argsort(keys, kind="stable")
            self._index = known, keys[order], order
        return self._index

    def count(self, tokens: Tokens) -> sparse.csr_matrix:
        """Count the learned pairs."""
        known, sorted_keys, columns = self.prepare()
        shape = (len(tokens.ends) - 1, len(self.names))
        if not len(columns):
            return sparse.csr_matrix(shape, dtype=np.float32)
        rows, keys = _pairs(tokens, _stems(tokens), known)
        place = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
        found = sorted_keys[place] == keys
        return counted(rows[found], columns[place[found]], shape)


def _stems(tokens: Tokens) -> list[str]:
    """Give the stem of each token; of marks and function words an empty one."""
    return [
        stem(name) if len(name) > 1 and name not in _FUNCTION_WORDS and name[0].isalnum() else ""
        for name in tokens.names
    ]


@lru_cache(maxsize=_MOST_STEMS + 1)
def _two_of(n: int) -> tuple[Array, Array]:
    first, second = np.triu_indices(n, 1)
    return first, second


def _pairs(tokens: Tokens, stems: list[str], known: dict[str, int]) -> tuple[Array, Array]:
    """Give the text and the key of each pair of known stems, the smaller number first."""
    number_of = np.array([known.get(name, -1) for name in stems], dtype=np.int64)
    flat = number_of[tokens.flat] if len(stems) else tokens.flat
    rows: list[Array] = [np.zeros(0, np.int64)]
    keys: list[Array] = [np.zeros(0, np.int64)]
    ends = tokens.ends.tolist()
    for row in range(len(ends) - 1):
        inside = np.unique(flat[ends[row] : ends[row + 1]])
        inside = inside[inside >= 0]
        if 2 <= len(inside) <= _MOST_STEMS:
            first, second = _two_of(len(inside))
            keys.append(inside[first] * len(known) + inside[second])
            rows.append(np.full(len(first), row))
    return np.concatenate(rows), np.concatenate(keys)
