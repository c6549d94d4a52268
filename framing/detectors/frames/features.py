"""From texts to sparse counts, and from counts to weighted features, in named blocks.

Counting knows the texts, weighting knows the training rows: texts are counted once, and each fold computes document
frequencies from its own rows. A column that its rows never use gets no weight there, so that no fold learns from
texts outside it.

This module imports SciPy; nothing that profiles without a classifier imports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from framing.detectors.frames.counting import CharacterCounter, PieceCounter, RunCounter, Tokens, counted, stem
from framing.detectors.frames.pairs import PairCounter
from framing.text import Scanner, fold

if TYPE_CHECKING:
    from framing.detectors.matching import Match
    from framing.lexicon import Lexicon

__all__ = ["BLOCKS", "Counter", "FeatureFinder", "Weighting"]

#: The blocks there can be: words, word stems, runs of characters, pairs of stems, words by voice, lexicon features.
BLOCKS: Final = ("words", "stems", "characters", "pairs", "own_words", "quoted_words", "lexicon")

#: Words, and the marks that carry tone; apostrophes are parted so that two spellings of one contraction agree.
_TOKEN = re.compile(r"\w+|[!?\"“”«»]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})


#: One scan of many texts costs less than many scans; this many keep its memory small.
_TEXTS_A_SCAN = 256


def _lower(text: str) -> str:
    return (text if text.isascii() else text.translate(_MARKS)).lower()


def _stems(token: str) -> list[str]:
    return [stem(token)]


class FeatureFinder:
    """Finds the hits of a lexicon in texts that are not read: no zones, no voices."""

    def __init__(self, lexicon: Lexicon) -> None:
        from framing.detectors.matching import LexiconMatcher

        self.lexicon = lexicon
        self._matcher = LexiconMatcher(lexicon)
        self._scanner = Scanner({"lexicon": self._matcher.literals})
        self.features = list(dict.fromkeys(entry.feature for entry in self._matcher.entries))

    def find(self, texts: Sequence[str]) -> Iterator[list[Match]]:
        """Give the hits of each text in turn."""
        from framing.document.model import Document, Span, Zone

        for first in range(0, len(texts), _TEXTS_A_SCAN):
            some = texts[first : first + _TEXTS_A_SCAN]
            folded = [fold(text) for text in some]
            for text, one, found in zip(some, folded, self._scanner.scan_all(folded), strict=True):
                hits = found["lexicon"]
                if not hits:
                    yield []
                    continue
                document = Document(one, [Zone(0, len(text), "body", "unread")], [Span(0, len(text))])
                yield self._matcher.matches(document, hits)


@dataclass(slots=True)
class Counter:
    """Counts the features of texts.

    Parameters
    ----------
    words : tuple of int
        Shortest and longest run of words.
    characters : tuple of int or None
        Shortest and longest run of characters inside a word; None leaves the block out.
    stems : bool
        Whether word stems (Snowball, English) make a block.
    min_texts : int
        Texts in which a run of characters must occur.
    max_features : int
        Columns of one block at most; the most frequent stay.
    voice_aware : bool
        Whether words of the outlet's own voice and of its sources are counted apart as well.
    pairs : bool
        Whether pairs of stems that stand in one text make a block.
    lexicon : Lexicon or None
        Whose features become columns.
    """

    words: tuple[int, int] = (1, 2)
    characters: tuple[int, int] | None = (2, 5)
    stems: bool = True
    min_texts: int = 2
    max_features: int = 200_000
    voice_aware: bool = False
    pairs: bool = True
    lexicon: Lexicon | None = None
    names: dict[str, list[str]] = field(default_factory=dict)
    _counters: dict[str, RunCounter | PieceCounter | PairCounter] = field(default_factory=dict, repr=False)
    _finder: FeatureFinder | None = field(default=None, repr=False, compare=False)
    _single: np.ndarray[Any, np.dtype[np.float32]] = field(
        default_factory=lambda: np.zeros(0, np.float32), repr=False, compare=False
    )

    def __getstate__(self) -> dict[str, Any]:
        # Automata are never pickled.
        return {part.name: None if part.name == "_finder" else getattr(self, part.name) for part in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def learn(self, texts: Sequence[str]) -> dict[str, sparse.csr_matrix]:
        """Learn the columns from `texts` and count them there."""
        self._counters, self._single = {}, np.zeros(0, np.float32)
        counts: dict[str, sparse.csr_matrix] = {}
        for block, tokens in self._tokens(texts).items():
            if not tokens.names:  # not one token in all of them
                continue
            counter = self._counter(block, len(texts))
            counts[block] = counter.learn(tokens)
            self._counters[block] = counter
        self.names = {block: counter.names for block, counter in self._counters.items()}
        if self.lexicon is not None:
            counts["lexicon"] = self._hits(texts, self.lexicon)
        return counts

    def count(self, texts: Sequence[str]) -> dict[str, sparse.csr_matrix]:
        """Count the learned columns in other texts."""
        tokens = self._tokens(texts)
        counts = {block: counter.count(tokens[block]) for block, counter in self._counters.items()}
        if self.lexicon is not None:
            counts["lexicon"] = self._hits(texts, self.lexicon)
        return counts

    def restore(self, names: Mapping[str, list[str]]) -> None:
        """Take over the columns that another counter learned."""
        self.names = {block: list(columns) for block, columns in names.items()}
        self._counters, self._single = {}, np.zeros(0, np.float32)
        for block, columns in self.names.items():
            if block != "lexicon":
                counter = self._counter(block, 1)
                counter.restore(columns)
                self._counters[block] = counter
                if not isinstance(counter, PieceCounter) or isinstance(counter, CharacterCounter):
                    counter.prepare()

    @property
    def single_words(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        """1 for each column of the block of words that is a single word, else 0."""
        columns = self.names["words"]
        if len(self._single) != len(columns):
            self._single = np.array([" " not in name for name in columns], dtype=np.float32)
        return self._single

    def _counter(self, block: str, n_texts: int) -> RunCounter | PieceCounter | PairCounter:
        # Half of two texts would be none: with few texts every run of characters stays.
        least = self.min_texts if n_texts >= 4 * self.min_texts else 1
        if block == "characters":
            assert self.characters is not None
            return CharacterCounter(*self.characters, least, self.max_features)
        if block == "stems":
            return PieceCounter(_stems, 1, self.max_features)
        if block == "pairs":
            return PairCounter(least, self.max_features)
        return RunCounter(*self.words, self.max_features)

    def _tokens(self, texts: Sequence[str]) -> dict[str, Tokens]:
        lower = [_lower(text) for text in texts]
        words = Tokens.of(lower, _TOKEN.findall)
        found = {"words": words}
        if self.characters is not None:
            found["characters"] = Tokens.of(lower, str.split)
        if self.stems:
            found["stems"] = words
        if self.pairs:
            found["pairs"] = words
        if self.voice_aware:
            pairs = [_by_voice(text) for text in texts]
            found["own_words"] = Tokens.of((_lower(own) for own, _ in pairs), _TOKEN.findall)
            found["quoted_words"] = Tokens.of((_lower(quoted) for _, quoted in pairs), _TOKEN.findall)
        return found

    def _hits(self, texts: Sequence[str], lexicon: Lexicon) -> sparse.csr_matrix:
        """Count the hits of each feature of the lexicon."""
        if self._finder is None or self._finder.lexicon is not lexicon:
            self._finder = FeatureFinder(lexicon)
        features = self._finder.features
        place = {feature: column for column, feature in enumerate(features)}
        rows, columns = [], []
        for row, hits in enumerate(self._finder.find(texts)):
            found = [place[hit.entry.feature] for hit in hits]
            columns += found
            rows += [row] * len(found)
        self.names["lexicon"] = features
        return counted(np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), (len(texts), len(features)))


def _by_voice(text: str) -> tuple[str, str]:
    """Part a text into what its outlet answers for and what others do."""
    from framing.document import annotate

    own: list[str] = []
    quoted: list[str] = []
    for segment in annotate(text).voice_segments:
        (own if segment.voice == "own" else quoted).append(text[segment.start : segment.end])
    return " ".join(own), " ".join(quoted)


@dataclass(slots=True)
class Weighting:
    """Inverse document frequencies of training rows, and the weighted rows that follow from them.

    Counts become ``(1 + log n) * idf`` and every block of a row has length one, so that a block with more columns
    does not drown another.
    """

    idf: dict[str, np.ndarray[Any, np.dtype[np.float32]]] = field(default_factory=dict)

    def learn(self, counts: Mapping[str, sparse.csr_matrix]) -> Weighting:
        """Learn from the counts of the training rows."""
        for block, matrix in counts.items():
            n_texts = matrix.shape[0]
            present = np.bincount(matrix.indices, minlength=matrix.shape[1])
            # A column that no training row has must not weigh in the length of another row.
            idf = np.where(present > 0, np.log((1 + n_texts) / (1 + present)) + 1, 0.0)
            self.idf[block] = idf.astype(np.float32)
        return self

    def rows(self, counts: Mapping[str, sparse.csr_matrix]) -> dict[str, sparse.csr_matrix]:
        """Weigh the counts of any rows."""
        weighted: dict[str, sparse.csr_matrix] = {}
        for block, idf in self.idf.items():
            matrix = counts[block].astype(np.float32, copy=True)
            np.log(matrix.data, out=matrix.data)
            matrix.data += 1
            matrix.data *= idf[matrix.indices]
            length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
            scale = np.repeat(np.where(length > 0, length, 1), np.diff(matrix.indptr))
            matrix.data /= scale.astype(np.float32)
            weighted[block] = matrix
        return weighted
