"""Keyness statistics on plain counts: how much more often one group uses a word than another."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["STATISTICS", "g2", "g2_words", "log_odds", "log_ratio", "percent_diff", "pmi"]

Floats = NDArray[np.float64]

STATISTICS: Final = ("log_odds", "g2", "g2_words", "log_ratio", "percent_diff", "pmi")


def log_odds(a: Floats, b: Floats, n: Floats, m: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """Log-odds ratio with an informative Dirichlet prior, and its standard error.

    B. Monroe, M. Colaresi and K. Quinn, Fightin' Words, Political Analysis 16, 2008, equations 16, 18 and 22: the
    counts get the prior's added, and the variance is approximated by the sum of the reciprocals.

    Parameters
    ----------
    a, b : ndarray
        Counts of each word in the two groups.
    n, m : ndarray or float
        All words of the two groups.
    prior : ndarray
        Pseudo-counts of each word; their sum should cover all words, those of no interest too.

    Returns
    -------
    delta, se : ndarray
        ``delta / se`` is the z-score by which words are ranked.

    Examples
    --------
    >>> d, se = log_odds(np.array([10.0, 0]), np.array([5.0, 5]), 10.0, 10.0, np.array([1.5, 0.5]))
    >>> d.round(3).tolist()
    [2.968, -2.968]
    """
    total = prior.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.log((a + prior) / (n + total - a - prior))
        second = np.log((b + prior) / (m + total - b - prior))
        return first - second, np.sqrt(1 / (a + prior) + 1 / (b + prior))


def _part(observed: Floats, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / expected), 0.0)


def g2(a: Floats, b: Floats, n: Floats, m: Floats) -> Floats:
    """Log-likelihood ratio of the whole 2 x 2 table of word and group (T. Dunning, Computational Linguistics 19, 1993).

    Examples
    --------
    >>> g2(np.array([110.0]), np.array([111.0]), 2552.0, 29225.0).round(2).tolist()  # Dunning's "the swiss"
    [270.72]
    """
    words, total = a + b, n + m
    rest1, rest2, rest = n - a, m - b, total - words
    value = _part(a, n * words / total) + _part(b, m * words / total)
    value = value + _part(rest1, n * rest / total) + _part(rest2, m * rest / total)
    return np.asarray(2 * np.maximum(value, 0.0))


def g2_words(a: Floats, b: Floats, n: Floats, m: Floats) -> Floats:
    """Log-likelihood of the word's two cells alone, as corpus linguists print it (P. Rayson and R. Garside 2000).

    Examples
    --------
    >>> g2_words(np.array([52.0]), np.array([57.0]), 50_000.0, 75_000.0).round(2).tolist()
    [2.65]
    """
    words, total = a + b, n + m
    return np.asarray(2 * np.maximum(_part(a, n * words / total) + _part(b, m * words / total), 0.0))


def log_ratio(a: Floats, b: Floats, n: Floats, m: Floats) -> Floats:
    """Binary logarithm of the ratio of relative frequencies; a count of 0 enters as 0.5 (A. Hardie 2014).

    Examples
    --------
    >>> log_ratio(np.array([6.0, 4.0]), np.array([2.0, 0.0]), 10_000.0, 10_000.0).round(3).tolist()
    [1.585, 3.0]
    """
    first, second = np.where(a > 0, a, 0.5) / n, np.where(b > 0, b, 0.5) / m
    return np.asarray(np.log2(first / second))


def percent_diff(a: Floats, b: Floats, n: Floats, m: Floats) -> Floats:
    """%DIFF: difference of relative frequencies in per cent of the reference's (C. Gabrielatos and A. Marchi 2011).

    Infinite where only the first group has the word.

    Examples
    --------
    >>> percent_diff(np.array([3.0, 1.0]), np.array([1.0, 0.0]), 100.0, 100.0).tolist()
    [200.0, inf]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((a * m / (n * b) - 1) * 100)


def pmi(a: Floats, b: Floats, n: Floats, m: Floats) -> Floats:
    """Pointwise mutual information of word and group, in bits (K. Church and P. Hanks 1990); -inf without a hit.

    Examples
    --------
    >>> pmi(np.array([8.0]), np.array([0.0]), 50.0, 50.0).tolist()
    [1.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2(a * (n + m) / (n * (a + b))))
