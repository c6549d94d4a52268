"""Coefficients of agreement, computed from how many coders gave each unit each code.

Every function takes counts, an array of units × codes, and gives NaN where the coefficient is not defined. Units with
one coding have no pair to agree; as Gwet (2014) does, they still inform how often a code is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import MissingExtraError

__all__ = ["LEVELS", "cohen", "fleiss", "gwet_ac1", "jackknife", "krippendorff_alpha", "percent", "specific"]

Floats = NDArray[np.float64]

LEVELS: Final = ("nominal", "ordinal", "interval", "ratio")
_BLOCKS: Final = 100


def percent(counts: Floats) -> float:
    """Share of pairs of codings of one unit that agree, averaged over units with two codings or more.

    Examples
    --------
    >>> percent(np.array([[2.0, 0.0], [1.0, 1.0]]))
    0.5
    """
    n = counts.sum(axis=1)
    pairable = n >= 2
    if not pairable.any():
        return float("nan")
    counts, n = counts[pairable], n[pairable]
    return float(((counts * (counts - 1)).sum(axis=1) / (n * (n - 1))).mean())


def _use(counts: Floats) -> Floats:
    n = counts.sum(axis=1, keepdims=True)
    shares: Floats = (counts[n[:, 0] > 0] / n[n[:, 0] > 0]).mean(axis=0)
    return shares


def _corrected(observed: float, chance: float) -> float:
    return (observed - chance) / (1 - chance) if chance < 1 else float("nan")


def fleiss(counts: Floats) -> float:
    """Fleiss' kappa; with codings missing, its generalisation by Gwet (2014)."""
    if not counts.sum():
        return float("nan")
    return _corrected(percent(counts), float((_use(counts) ** 2).sum()))


def gwet_ac1(counts: Floats) -> float:
    """Gwet's AC1 (2008), whose chance agreement stays small where one code is rare."""
    codes = counts.shape[1]
    if codes < 2 or not counts.sum():
        return float("nan")
    use = _use(counts)
    return _corrected(percent(counts), float((use * (1 - use)).sum()) / (codes - 1))


def specific(counts: Floats, code: int) -> float:
    """Agreement on one code: of the pairs in which one coder gave it, the share in which the other did too."""
    n = counts.sum(axis=1)
    chances = float((counts[:, code] * (n - 1)).sum())
    return float((counts[:, code] * (counts[:, code] - 1)).sum()) / chances if chances else float("nan")


def cohen(first: NDArray[np.int64], second: NDArray[np.int64], codes: int) -> float:
    """Cohen's kappa of two coders; -1 stands for a missing code and leaves the unit out."""
    both = (first >= 0) & (second >= 0)
    if not both.any():
        return float("nan")
    table = np.zeros((codes, codes))
    np.add.at(table, (first[both], second[both]), 1.0)
    table /= table.sum()
    return _corrected(float(np.trace(table)), float(table.sum(axis=1) @ table.sum(axis=0)))


def krippendorff_alpha(counts: Floats, level: str, values: Sequence[Any]) -> float:
    """Krippendorff's alpha at a level of measurement; NaN where only one code was used.

    Parameters
    ----------
    counts : ndarray
        Units × codes.
    level : str
        ``nominal``, ``ordinal``, ``interval`` or ``ratio``.
    values : sequence
        The codes in order; numbers for ``interval`` and ``ratio``.
    """
    try:
        import krippendorff
    except ImportError as error:
        raise MissingExtraError("Krippendorff's alpha", "validation") from error
    pairable = counts.sum(axis=1) >= 2
    used = counts[pairable].sum(axis=0) > 0
    if used.sum() < 2:
        return float("nan")
    domain = np.array(values, dtype=float) if level in {"interval", "ratio"} else np.arange(1.0, counts.shape[1] + 1)
    return float(
        krippendorff.alpha(
            value_counts=counts[pairable][:, used],
            value_domain=domain[used],
            level_of_measurement=level,  # type: ignore[arg-type]
        )
    )


def jackknife(
    statistic: Callable[[NDArray[np.bool_]], float], clusters: NDArray[np.int64], patterns: NDArray[np.int64]
) -> tuple[float, float, int]:
    """Estimate with its jackknife standard error, leaving out one cluster of units at a time.

    Parameters
    ----------
    statistic : callable
        Takes a mask of units to use.
    clusters : ndarray of int
        Cluster of each unit.
    patterns : ndarray of int
        Units with the same codes have the same number: leaving out either gives the same.

    Returns
    -------
    estimate, error : float
        Where there are very many clusters of different patterns, they are left out in 100 blocks.
    degrees : int
        Clusters (or blocks) less one.
    """
    estimate = statistic(np.ones(len(clusters), dtype=bool))
    blocks = np.unique(clusters, return_inverse=True)[1]
    number = int(blocks.max()) + 1 if len(blocks) else 0
    kinds, first, times = np.unique(patterns, return_index=True, return_counts=True)
    single = number == len(clusters) and len(kinds) <= _BLOCKS
    if number > _BLOCKS and not single:
        blocks, number = blocks % _BLOCKS, _BLOCKS
    if number < 2 or np.isnan(estimate):
        return estimate, float("nan"), max(number - 1, 0)
    if single:
        places = np.arange(len(clusters))
        left = np.repeat([statistic(places != place) for place in first], times)
    else:
        left = np.array([statistic(blocks != block) for block in range(number)])
    # A coefficient that is undefined without some cluster hangs on it: no error can be given.
    if np.isnan(left).any():
        return estimate, float("nan"), number - 1
    spread = float(((left - left.mean()) ** 2).sum())
    # Rounding alone is no spread.
    error = float(np.sqrt((number - 1) / number * spread)) if np.ptp(left) > 1e-12 else 0.0
    return estimate, error, number - 1
