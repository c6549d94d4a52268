"""Counting the words of many stretches at once: every text is looked at one time, however often it is cut."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.text.characters import Array, codes_of, letters

__all__ = ["WordCounts"]

_BETWEEN = "\0"
"""Stands between two texts: no word holds it."""


class WordCounts:
    r"""Counts words between places of a batch of texts exactly as :func:`framing.text.count_words` counts each piece.

    Parameters
    ----------
    texts : sequence of str

    Attributes
    ----------
    offsets : numpy.ndarray
        For each text the place of its first character among all of them.

    Examples
    --------
    >>> counts = WordCounts(["The army didn’t fire.", "Nobody’s claim"])
    >>> counts.between([0, 4, 11], [21, 15, 21]).tolist(), counts.offsets.tolist()
    ([4, 2, 2], [0, 22])
    """

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        self.offsets: Array = np.cumsum(lengths) - lengths
        codes = codes_of(_BETWEEN.join((*texts, "", "")))
        word, apostrophe = letters(codes), (codes == 0x27) | (codes == 0x2019)
        starts = word.copy()
        starts[1:] &= ~word[:-1]
        starts[2:] &= ~(apostrophe[1:-1] & word[:-2])
        self._before: Array = np.concatenate((np.zeros(1, np.int32), np.cumsum(starts, dtype=np.int32)))
        # Words that a cut makes: one it goes through, and one whose apostrophe it leaves behind.
        self._cut: Array = word & ~starts
        self._cut[:-1] |= apostrophe[:-1] & word[1:] & ~starts[1:]
        self._alone: Array = word

    def between(self, starts: Sequence[int] | Array, ends: Sequence[int] | Array) -> Array:
        """Count the words of each stretch from ``starts`` to ``ends``, counted over all texts (see ``offsets``)."""
        low, high = np.asarray(starts, np.int64), np.asarray(ends, np.int64)
        cut = self._cut[low] & (self._alone[low] | (high > low + 1)) & (high > low)
        counted: Array = self._before[high] - self._before[low] + cut
        return np.where(high > low, counted, 0)
