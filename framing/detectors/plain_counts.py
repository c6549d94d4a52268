"""Counting the terms of a lexicon whose hits depend on nothing but each other, as arrays over many texts at once.

The rules are those of :mod:`framing.detectors.matching`, which counts whatever depends on its context.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from framing.detectors.matching import LexiconMatcher
from framing.lexicon.competition import Match, longest
from framing.text import FoldedText, Scanner, follows_prefix
from framing.text.boundaries import PREFIXES
from framing.text.characters import Array

__all__ = ["PlainCounter"]

_PREFIX_ENDS = np.array([ord(prefix[-2]) << 8 | ord(prefix[-1]) for prefix in sorted(PREFIXES)])


class PlainCounter:
    """Counts the features of a plain lexicon.

    Parameters
    ----------
    matcher : LexiconMatcher
        One that ``is_plain``.

    Examples
    --------
    >>> from framing.lexicon import Category, Lexicon, Term
    >>> from framing.text import fold
    >>> lexicon = Lexicon("x", categories={"a": Category("a", "a", (Term("raid"), Term("air raid")))})
    >>> PlainCounter(LexiconMatcher(lexicon)).cells([fold("An air raid. A raid."), fold("A non-raid.")])[1].tolist()
    [2]
    """

    def __init__(self, matcher: LexiconMatcher) -> None:
        self.entries = matcher.entries
        self.scanner = Scanner({"terms": matcher.literals})
        self._features = {feature: number for number, feature in enumerate(matcher.lexicon.features)}
        layers: dict[str, int] = {}
        for entry in self.entries:
            layers.setdefault(entry.layer, len(layers))
        self.n_features = len(self._features)
        self._feature: Array = np.array([self._features[entry.feature] for entry in self.entries], np.int64)
        self._layer: Array = np.array([layers[entry.layer] for entry in self.entries], np.int64)
        owners = matcher.entries_of
        self._several: Array = np.array([len(owner) for owner in owners], np.int64)
        self._first: Array = np.cumsum(self._several) - self._several
        self._owner: Array = np.array([number for owner in owners for number in owner], np.int64)

    def cells(self, texts: Sequence[FoldedText]) -> tuple[Array, Array]:
        """Count in some texts.

        Returns
        -------
        tuple of numpy.ndarray
            Cells that are not 0, in order, each as row times the number of features plus feature; and their counts.
        """
        hits = self.scanner.scan_plainly(texts)
        several = self._several[hits.literals]
        hit = np.repeat(np.arange(len(several)), several)
        entry = self._owner[
            np.repeat(self._first[hits.literals] - np.cumsum(several) + several, several) + np.arange(len(hit))
        ]
        start, end, row = hits.starts[hit], hits.ends[hit], hits.rows[hit]
        bound = np.isin(hits.codes[start - 3].astype(np.int64) << 8 | hits.codes[start - 2], _PREFIX_ENDS)
        bound &= hits.codes[start - 1] == ord(" ")
        for place in np.nonzero(bound)[0].tolist():
            folded = texts[row[place]]
            bound[place] = follows_prefix(
                folded.original, folded.original_position(int(start[place] - hits.offsets[row[place]]))
            )
        free = ~bound
        entry, start, end, row = entry[free], start[free], end[free], row[free]
        # The layers one after the other, each over all texts: what overlaps the places before it competes with them.
        shift = self._layer[entry] * (len(hits.codes) + 1)
        order = np.argsort(start + shift, kind="stable")
        entry, start, end, row, shift = entry[order], start[order], end[order], row[order], shift[order]
        overlaps = np.zeros(len(entry) + 1, np.bool_)
        overlaps[1:-1] = start[1:] + shift[1:] < np.maximum.accumulate(end + shift)[:-1]
        kept = ~(overlaps[:-1] | overlaps[1:])
        cell = row * self.n_features + self._feature[entry]
        rivals = np.nonzero(~kept)[0]
        edges = np.nonzero(~overlaps[rivals])[0].tolist()
        spans = ((part[rivals] - hits.offsets[row[rivals]]).tolist() for part in (start, end))
        numbers = row[rivals].tolist()
        matches: list[Match] = []
        for number, low, high, one in zip(numbers, *spans, entry[rivals].tolist(), strict=True):
            first, last = texts[number].original_span(low, high)
            matches.append(Match(first, last, self.entries[one]))
        won = [
            numbers[low] * self.n_features + self._features[match.entry.feature]
            for low, high in pairwise((*edges, len(matches)))
            for match in longest(matches[low:high])
        ]
        found, counts = np.unique(np.concatenate((cell[kept], np.array(won, np.int64))), return_counts=True)
        return found, counts
