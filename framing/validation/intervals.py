"""Intervals for shares and ratios from samples with unequal chances, strata and clusters."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["design_variance", "effective_size", "lang_reiczigel", "mover_difference", "mover_ratio", "share_limits"]

Floats = NDArray[np.float64]
Limits = tuple[float, float]
NOTHING: Limits = (float("nan"), float("nan"))


def design_variance(influence: Floats, stratum: NDArray[Any], cluster: NDArray[Any]) -> tuple[float, int]:
    """Variance of a sum of influences over clusters drawn within strata.

    Parameters
    ----------
    influence, stratum, cluster : ndarray
        One entry per unit. Strata with one cluster are joined. Where a cluster lies in several strata, what is
        alike within it counts for more than the strata, and these are left out: the variance is then too large
        rather than too small.

    Returns
    -------
    variance : float
        NaN where there are not two clusters.
    degrees : int
        Clusters less strata.
    """
    if not len(influence):
        return float("nan"), 0
    strata, clusters = _codes(stratum), _codes(cluster)
    sums = np.bincount(clusters, weights=influence)
    stratum_of = np.zeros(len(sums), dtype=np.int64)
    stratum_of[clusters] = strata
    if (stratum_of[clusters] != strata).any():
        stratum_of[:] = 0
    sizes = np.bincount(stratum_of)
    # Strata too small for a variance are joined, the smallest first, until each has two clusters.
    order = np.argsort(sizes, kind="stable")
    joined = np.zeros(len(sizes), dtype=np.int64)
    group, filled = 0, 0
    for h in order:
        if filled >= 2:
            group, filled = group + 1, 0
        joined[h] = group
        filled += int(sizes[h])
    if filled < 2 and group:
        joined[joined == group] = group - 1
    code = joined[stratum_of]
    total = 0.0
    degrees = 0
    for h in np.unique(code):
        inside = sums[code == h]
        if len(inside) < 2:
            return float("nan"), 0
        total += len(inside) / (len(inside) - 1) * float(((inside - inside.mean()) ** 2).sum())
        degrees += len(inside) - 1
    return total, degrees


def _codes(names: NDArray[Any]) -> NDArray[np.int64]:
    values = names if names.dtype.kind in "iu" else names.astype(str)
    return np.asarray(np.unique(values, return_inverse=True)[1], dtype=np.int64)


def effective_size(share: float, variance: float, n: int, weights: Floats, degrees: int, confidence: float) -> float:
    """How many independent, equally weighted units would know a share as well (Korn and Graubard 1998), at most `n`.

    Where nothing varies, it is Kish's effective number of the weights.
    """
    from scipy.special import stdtrit

    if 0 < share < 1 and variance > 1e-15 and degrees > 0 and n > 1:
        level = 0.5 + confidence / 2
        adjusted = (float(stdtrit(n - 1, level)) / float(stdtrit(degrees, level))) ** 2
        return min(share * (1 - share) / variance * adjusted, float(n))
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def share_limits(share: float, size: float, confidence: float) -> Limits:
    """Clopper–Pearson limits for a share of an effective number of units (Korn and Graubard 1998).

    Examples
    --------
    >>> low, high = share_limits(0.0, 10, 0.95)
    >>> low, round(high, 4)
    (0.0, 0.3085)
    """
    from scipy.special import betaincinv

    if not size > 0 or np.isnan(share):
        return NOTHING
    tail = (1 - confidence) / 2
    hits = share * size
    low = float(betaincinv(hits, size - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, size - hits, 1 - tail)) if hits < size else 1.0
    return low, high


def lang_reiczigel(
    share: float, n: float, sensitivity: float, n_yes: float, specificity: float, n_no: float, confidence: float
) -> Limits:
    """Limits of a share corrected for estimated sensitivity and specificity (Lang and Reiczigel 2014).

    Parameters
    ----------
    share, n : float
        Share that the detector found, among (effectively) how many units.
    sensitivity, n_yes, specificity, n_no : float
        Estimated from how many coded units that have and do not have the value.
    confidence : float
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + confidence / 2))
    more = n + z**2
    p = (n * share + z**2 / 2) / more
    se = (n_yes * sensitivity + 1) / (n_yes + 2)
    sp = (n_no * specificity + 1) / (n_no + 2)
    if se + sp <= 1:
        return NOTHING
    middle = (p + sp - 1) / (se + sp - 1)
    of_yes, of_no = se * (1 - se) / (n_yes + 2), sp * (1 - sp) / (n_no + 2)
    shift = 2 * z**2 * (middle * of_yes - (1 - middle) * of_no)
    spread = p * (1 - p) / more + middle**2 * of_yes + (1 - middle) ** 2 * of_no
    reach = z * float(np.sqrt(spread)) / (se + sp - 1)
    return max(middle + shift - reach, 0.0), min(middle + shift + reach, 1.0)


def mover_difference(first: float, of_first: Limits, second: float, of_second: Limits) -> Limits:
    """Limits of a difference from the limits of its parts (Newcombe 1998; Zou and Donner 2008).

    Examples
    --------
    >>> [round(x, 3) for x in mover_difference(0.5, (0.3, 0.7), 0.2, (0.1, 0.4))]
    [0.017, 0.524]
    """
    gap = first - second
    low = gap - float(np.hypot(first - of_first[0], of_second[1] - second))
    return low, gap + float(np.hypot(of_first[1] - first, second - of_second[0]))


def mover_ratio(first: float, of_first: Limits, second: float, of_second: Limits) -> Limits:
    """Limits of a ratio from those of its parts (Donner and Zou 2012); infinite above where the divisor may be 0."""
    (l1, u1), (l2, u2) = of_first, of_second
    product = first * second

    def root(a: float, b: float) -> float:
        return float(np.sqrt(max(product**2 - a * b * (2 * first - a) * (2 * second - b), 0.0)))

    below, above = u2 * (2 * second - u2), l2 * (2 * second - l2)
    low = (product - root(l1, u2)) / below if below != 0 else 0.0
    high = (product + root(u1, l2)) / above if above > 0 else float("inf")
    return max(low, 0.0), high
