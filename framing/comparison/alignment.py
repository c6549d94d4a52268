"""Sentences of two texts that tell the same: each sentence and the closest one of the other text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.function_words import AUXILIARIES, OPENERS
from framing.comparison.numbers import find_numbers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["SIMILAR", "Alignment", "align_sentences", "closest_of", "sentence_vectors"]

SIMILAR: Final = 0.25
"""Two sentences are counterparts from this cosine on."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The closest sentence of the other text, for each sentence of one.

    Attributes
    ----------
    closest : ndarray of int, shape (sentences,)
        Index of the closest sentence of the other text, -1 where it has none.
    similarity : ndarray of float, shape (sentences,)
        Cosine of the two, 0 to 1; 0 where nothing is shared.
    """

    closest: NDArray[np.int64]
    similarity: NDArray[np.float64]


_STOP: Final = OPENERS | AUXILIARIES


def align_sentences(first: Sequence[str], second: Sequence[str]) -> tuple[Alignment, Alignment]:
    """Find for each sentence of two texts the closest one of the other, by the cosine of weighted words.

    A word is cut to its first six letters, so that *killed* meets *kills* half-way at least as *kill*; numbers count
    by their value; a word weighs more the fewer sentences of the two texts have it (inverse sentence frequency).

    Parameters
    ----------
    first, second : sequence of str
        Sentences of the two texts.

    Returns
    -------
    tuple of Alignment
        For `first` and for `second`. A sentence without words is no counterpart of anything (similarity 0).

    Examples
    --------
    >>> one, two = align_sentences(["Nine people were killed in Jenin."], ["In Jenin 9 people died.", "Rain fell."])
    >>> one.closest.tolist(), bool(one.similarity[0] > SIMILAR), two.similarity[1].item()
    ([0], True, 0.0)
    """
    if not first or not second:
        return _nothing(len(first)), _nothing(len(second))
    vectors = sentence_vectors([*first, *second])
    one, two = vectors[: len(first)], vectors[len(first) :]
    return closest_of(one, two), closest_of(two, one)


def closest_of(vectors: csr_array[Any, Any], others: csr_array[Any, Any]) -> Alignment:
    """Give for each row of `vectors` the closest row of `others`; the first of equals in the order of the text."""
    found = _nothing(vectors.shape[0])
    cosine = (vectors @ others.T).tocsr()
    pointers, columns, data = cosine.indptr, cosine.indices, cosine.data
    for row in range(vectors.shape[0]):
        start, end = pointers[row], pointers[row + 1]
        if end > start:
            best = data[start:end].max()
            found.closest[row] = columns[start:end][data[start:end] >= best - 1e-12].min()
            found.similarity[row] = min(float(best), 1.0)
    return found


def sentence_vectors(sentences: Sequence[str]) -> csr_array[Any, Any]:
    """Give each sentence as its weighted words, a sparse row of length 1 (0 for a sentence without words).

    Examples
    --------
    >>> sentence_vectors(["Rain fell.", "…"]).toarray().round(2).tolist()
    [[0.71, 0.71], [0.0, 0.0]]
    """
    from scipy.sparse import csr_array

    bags = [Counter(_stems(sentence)) for sentence in sentences]
    vocabulary = {stem: number for number, stem in enumerate(dict.fromkeys(s for bag in bags for s in bag))}
    frequency = Counter(stem for bag in bags for stem in bag)
    weight = {stem: math.log((1 + len(bags)) / (1 + n)) + 1 for stem, n in frequency.items()}
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        weights = {stem: (1 + math.log(n)) * weight[stem] for stem, n in bag.items()}
        length = math.sqrt(sum(value * value for value in weights.values()))
        rows += [row] * len(weights)
        columns += [vocabulary[stem] for stem in weights]
        values += [value / length for value in weights.values()]
    shape = (len(bags), max(len(vocabulary), 1))
    return csr_array((np.array(values, dtype=np.float64), (np.array(rows, int), np.array(columns, int))), shape=shape)


def _nothing(sentences: int) -> Alignment:
    return Alignment(np.full(sentences, -1, dtype=np.int64), np.zeros(sentences))


def _stems(sentence: str) -> list[str]:
    numbers = find_numbers(sentence)
    stems = [f"{number.value:g}" for number in numbers]
    taken = [(number.start, number.end) for number in numbers]
    for match in re.finditer(r"[^\W\d_]+", unicodedata.normalize("NFC", sentence)):
        word = match.group().casefold()
        if word in _STOP or len(word) < 3 or any(start <= match.start() < end for start, end in taken):
            continue
        stems.append(_cut(word))
    return stems


def _cut(word: str) -> str:
    """Cut an inflected English word roughly: endings off, six letters at most."""
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:6]
