"""Dispersion: whether a word is spread over the articles or comes from a few of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["deviation_of_proportions", "juilland_d"]

Floats = NDArray[np.float64]


def _columns(counts: Any) -> Floats:
    dense = counts.toarray() if hasattr(counts, "toarray") else np.asarray(counts, dtype=np.float64)
    return dense[:, None] if dense.ndim == 1 else dense


def juilland_d(counts: Any, sizes: Any) -> Floats:
    """Juilland's D: 1 for a word as frequent in every part, 0 for one that is in a single part.

    ``1 - V / sqrt(n - 1)``, where V is the coefficient of variation (population standard deviation over mean) of the
    word's relative frequencies in the n parts (A. Juilland, D. Brodin and C. Davidovitch, Frequency Dictionary of
    French Words, 1970; for parts of unequal size, S. Th. Gries, International Journal of Corpus Linguistics 13, 2008).
    With many small parts D says little; read it beside DP.

    Parameters
    ----------
    counts : array_like or sparse, shape (parts,) or (parts, words)
    sizes : array_like, shape (parts,)
        Words of each part; empty parts are left out.

    Returns
    -------
    ndarray, shape (words,)
        NaN for a word without hits or fewer than two parts.

    Examples
    --------
    >>> juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(3).tolist()
    [0.785]
    """
    found, size = _columns(counts), np.asarray(sizes, dtype=np.float64)
    found, size = found[size > 0], size[size > 0]
    n = len(size)
    if n < 2:
        return np.full(found.shape[1], np.nan)
    rates = found / size[:, None]
    mean = rates.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - rates.std(axis=0) / mean / np.sqrt(n - 1))


def deviation_of_proportions(counts: Any, sizes: Any, *, normalised: bool = False) -> Floats:
    """Gries' DP: 0 for a word spread as the parts' sizes are, towards 1 for one concentrated in a small part.

    Half the sum of absolute differences between each part's share of the word and its share of all words (Gries 2008).
    ``normalised=True`` divides by ``1 - smallest share`` so that 1 can be reached (J. Lijffijt and S. Th. Gries,
    International Journal of Corpus Linguistics 17, 2012).

    Parameters
    ----------
    counts, sizes
        As in `juilland_d`.

    Returns
    -------
    ndarray, shape (words,)
        NaN for a word without hits.

    Examples
    --------
    >>> deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(2).tolist()
    [0.18]
    """
    found, size = _columns(counts), np.asarray(sizes, dtype=np.float64)
    found, size = found[size > 0], size[size > 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = size / size.sum()
        dp = np.abs(found / found.sum(axis=0) - expected[:, None]).sum(axis=0) / 2
        return np.asarray(dp / (1 - expected.min()) if normalised and len(size) else dp)
