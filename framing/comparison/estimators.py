"""Ratios of sums and their contrasts, resampled by cluster: plain arrays in, plain arrays out.

Every measure of this library is a ratio of two sums over articles (hits over opportunities). A contrast compares
the ratio of one side with the ratio of the other. The unit that is independent is the cluster (a story, a set of
copies of one wire text, or an article), so everything here works on sums per cluster: arrays of shape
``(clusters, features)``, and resampling is a matrix product.

Interval
    t-based: the jackknife over clusters gives the variance (equal, for a ratio of sums, to linearised
    contributions divided by one minus the cluster's weight), and Student's t has as many degrees of freedom as
    there are *effective* clusters, less one, because ten stories of which one fills half the corpus carry less
    than ten.
Within stories
    The two sides' ratios are standardised to one mix of stories by Mantel-Haenszel weights
    ``d1 * d2 / (d1 + d2)``, so a story that only one side covered, or covered twenty times, cannot pass for a
    difference in wording. The contrast of the standardised ratios is the Mantel-Haenszel risk difference, or ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import SettingError

__all__ = [
    "EFFECTS",
    "RatioContrast",
    "Sides",
    "back",
    "check_level",
    "cluster_sums",
    "contrast",
    "leverage",
    "link",
    "ratio_interval",
    "ratio_of",
    "sides_of",
    "standardise",
    "t_bounds",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EFFECTS: Final = ("difference", "ratio", "odds_ratio", "log_ratio")


@dataclass(frozen=True, slots=True)
class Sides:
    """Hits and opportunities of two sides, per cluster: four arrays of shape ``(clusters, features)``."""

    hits1: Floats
    opportunities1: Floats
    hits2: Floats
    opportunities2: Floats


@dataclass(frozen=True, slots=True)
class RatioContrast:
    """A contrast per feature, on the scale of the effect (``estimate``) and of the analysis (``linear``, ``se``).

    Every field has shape ``(features,)``; ``clusters`` is the number of clusters with opportunities that the
    contrast can use, ``df`` the degrees of freedom of ``low`` and ``high``.
    """

    value1: Floats
    value2: Floats
    estimate: Floats
    low: Floats
    high: Floats
    linear: Floats
    se: Floats
    df: Floats
    clusters: Ints


def check_level(level: float) -> None:
    """Refuse a coverage that is none."""
    if not 0 < level < 1:
        raise SettingError(f"level {level!r} is not possible; give a number between 0 and 1, such as 0.95")


def cluster_sums(values: Floats, ids: Ints, n: int) -> Floats:
    """Add up the rows of ``values`` (rows, features) by ``ids`` into ``n`` rows.

    Examples
    --------
    >>> import numpy as np
    >>> cluster_sums(np.array([[1.0], [2.0], [4.0]]), np.array([0, 1, 0]), 2).ravel().tolist()
    [5.0, 2.0]
    """
    from scipy.sparse import csr_array

    rows = len(ids)
    gather = csr_array((np.ones(rows), (ids, np.arange(rows))), shape=(n, rows))
    return np.asarray(gather @ values, dtype=np.float64)


def sides_of(hits: Floats, opportunities: Floats, cluster: Ints, first: NDArray[np.bool_]) -> Sides:
    """Add up articles of two sides by cluster; ``first`` is true for the articles of side 1."""
    n = int(cluster.max()) + 1 if len(cluster) else 0
    parts = []
    for side in (first, ~first):
        parts += [cluster_sums(hits[side], cluster[side], n), cluster_sums(opportunities[side], cluster[side], n)]
    return Sides(*parts)


def standardise(sides: Sides) -> Sides:
    """Give both sides the same mix of clusters (Mantel-Haenszel weights); a cluster with one side only weighs 0.

    Examples
    --------
    >>> import numpy as np
    >>> one = lambda *x: np.array(x, dtype=float)[:, None]
    >>> s = standardise(Sides(one(1, 5), one(2, 10), one(2, 0), one(6, 0)))
    >>> s.opportunities1.ravel().tolist(), s.hits1.ravel().tolist(), s.hits2.ravel().tolist()
    ([1.5, 0.0], [0.75, 0.0], [0.5, 0.0])
    """
    d1, d2 = sides.opportunities1, sides.opportunities2
    total = d1 + d2
    safe = np.where(total > 0, total, 1.0)
    weight = d1 * d2 / safe
    return Sides(sides.hits1 * d2 / safe, weight, sides.hits2 * d1 / safe, weight)


def ratio_of(hits: Floats, opportunities: Floats) -> Floats:
    """Hits over opportunities; NaN where there are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(opportunities > 0, hits / opportunities, np.nan)


def link(values: Floats, effect: str) -> tuple[Floats, Floats]:
    """Return the analysis scale of ``values`` and its derivative (identity, log or logit)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if effect == "difference":
            return values, np.ones_like(values)
        if effect == "odds_ratio":
            inside = (values > 0) & (values < 1)
            v = np.where(inside, values, np.nan)
            return np.log(v / (1 - v)), 1 / (v * (1 - v))
        v = np.where(values > 0, values, np.nan)
        return np.log(v), 1 / v


def back(linear: Floats, effect: str) -> Floats:
    """Return the effect that belongs to a difference on the analysis scale."""
    if effect == "difference":
        return linear
    if effect == "log_ratio":
        return np.asarray(linear / np.log(2))
    # A bound beyond the largest number is infinite, as an interval of very few clusters may be.
    with np.errstate(over="ignore"):
        ratio: Floats = np.exp(linear)
    return ratio


def leverage(hits: Floats, opportunities: Floats) -> tuple[Floats, Floats, Floats]:
    """Ratio, linearised contributions and share of the weight, per cluster."""
    total = opportunities.sum(axis=0)
    ratio = ratio_of(hits.sum(axis=0), total)
    safe = np.where(total > 0, total, 1.0)
    return ratio, (hits - ratio * opportunities) / safe, opportunities / safe


def _effective_df(share: Floats) -> Floats:
    """Effective number of clusters (``1 / sum of squared shares``) less one."""
    squares = (share**2).sum(axis=0)
    with np.errstate(divide="ignore"):
        return np.where(squares > 0, 1 / squares, np.nan) - 1


def t_bounds(linear: Floats, se: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    """Student-t bounds; NaN where there is no variance or less than one degree of freedom."""
    from scipy.stats import t

    usable = (se > 0) & (df > 0)
    quantile = t.ppf((1 + level) / 2, np.where(usable, df, 1.0))
    half = np.where(usable, quantile * se, np.nan)
    return linear - half, linear + half


def contrast(sides: Sides, effect: str = "difference", level: float = 0.95) -> RatioContrast:
    """RatioContrast two ratios of sums, with a t interval over clusters.

    Parameters
    ----------
    sides : Sides
        Sums per cluster; pass them through `standardise` for a contrast within clusters.
    effect : {"difference", "ratio", "odds_ratio", "log_ratio"}
        ``log_ratio`` is to base 2: one unit is a doubling.
    level : float
        Coverage of the interval.

    Returns
    -------
    RatioContrast
        Side 1 against side 2. NaN where a side has no opportunity, or a ratio of 0 has no logarithm.

    Notes
    -----
    The variance of a ratio of sums under the jackknife is the sum of squares of the linearised contributions, each
    divided by one minus its cluster's weight (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 6.17).

    Examples
    --------
    >>> import numpy as np
    >>> ones = np.ones((4, 1))
    >>> c = contrast(Sides(np.array([[1.0], [1], [0], [1]]), ones, np.array([[0.0], [1], [0], [0]]), ones))
    >>> c.estimate.round(2).tolist(), c.clusters.tolist()
    ([0.5], [4])
    """
    value1, r1, h1 = leverage(sides.hits1, sides.opportunities1)
    value2, r2, h2 = leverage(sides.hits2, sides.opportunities2)
    linear1, slope1 = link(value1, effect)
    linear2, slope2 = link(value2, effect)
    with np.errstate(divide="ignore", invalid="ignore"):
        # A cluster that is a whole side leaves nothing to judge its variance by.
        z1 = slope1 * r1 / np.where(h1 < 1, 1 - h1, np.nan)
        z2 = slope2 * r2 / np.where(h2 < 1, 1 - h2, np.nan)
    on1, on2 = sides.opportunities1 > 0, sides.opportunities2 > 0
    n1, n2 = on1.sum(axis=0), on2.sum(axis=0)
    shared, union = (on1 & on2).sum(axis=0), (on1 | on2).sum(axis=0)
    shrink1, shrink2 = 1 - 1 / np.maximum(n1, 1), 1 - 1 / np.maximum(n2, 1)
    variance1 = shrink1 * (z1**2).sum(axis=0)
    variance2 = shrink2 * (z2**2).sum(axis=0)
    covariance = np.sqrt(shrink1 * shrink2) * (z1 * z2).sum(axis=0)
    variance = np.maximum(variance1 + variance2 - 2 * covariance, 0.0)
    df1, df2 = _effective_df(h1), _effective_df(h2)
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = (variance1 + variance2) ** 2 / (
            variance1**2 / np.maximum(df1, 1e-9) + variance2**2 / np.maximum(df2, 1e-9)
        )
    # Where clusters hold both sides, a cluster weighs what its two sides weigh on average.
    joint = _effective_df((h1 + h2) / 2)
    df = np.where(shared > 0, np.fmin(welch, joint), welch)
    se = np.sqrt(variance)
    # Rounding leaves a trace of variance where there is none.
    se = np.where(se > 1e-12, se, 0.0)
    linear = linear1 - linear2
    low, high = t_bounds(linear, se, df, level)
    return RatioContrast(
        value1, value2, back(linear, effect), back(low, effect), back(high, effect), linear, se, df,
        union.astype(np.int64),
    )  # fmt: skip


def ratio_interval(
    hits: Floats, opportunities: Floats, level: float = 0.95, bounded: bool = True
) -> tuple[Floats, Floats, Floats, Ints]:
    """Interval of one ratio of sums over clusters: ``(estimate, low, high, clusters)``.

    The interval is t-based on the logit scale for shares (``bounded``) and on the log scale for rates, so that it
    stays inside what is possible; it is NaN at exactly 0 or 1, where the clusters show no variation.

    Examples
    --------
    >>> import numpy as np
    >>> est, low, high, n = ratio_interval(np.array([[1.0], [3], [2]]), np.array([[4.0], [4], [4]]))
    >>> est.tolist(), bool(0 < low[0] < .5 < high[0] < 1), n.tolist()
    ([0.5], True, [3])
    """
    from scipy.special import expit

    value, r, h = leverage(hits, opportunities)
    scale = "odds_ratio" if bounded else "ratio"
    linear, slope = link(value, scale)
    n = (opportunities > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = slope * r / np.where(h < 1, 1 - h, np.nan)
        se = np.sqrt((1 - 1 / np.maximum(n, 1)) * (z**2).sum(axis=0))
    low, high = t_bounds(linear, np.where(se > 1e-12, se, 0.0), _effective_df(h), level)
    if bounded:
        low, high = expit(low), expit(high)
    else:
        with np.errstate(over="ignore"):
            low, high = np.exp(low), np.exp(high)
    return value, low, high, n.astype(np.int64)
