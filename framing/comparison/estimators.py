"""Ratios of sums and their contrasts, resampled by cluster: plain arrays in, plain arrays out.

Every measure of this library is a ratio of two sums over articles (hits over opportunities). A contrast compares
the ratio of one side with the ratio of the other. The unit that is independent is the cluster (a story, a set of
copies of one wire text, or an article), so everything here works on sums per cluster: arrays of shape
``(clusters, features)``, and resampling is a matrix product.

Interval
    t-based: the jackknife over clusters gives the variance (equal, for a ratio of sums, to linearised
    contributions divided by one minus the cluster's weight), and Student's t has as many degrees of freedom as
    there are *effective* clusters, less one, because ten stories of which one fills half the corpus carry less
    than ten. ``bootstrap_t`` is the studentised cluster bootstrap.
Within stories
    The two sides' ratios are standardised to one mix of stories by Mantel-Haenszel weights
    ``d1 * d2 / (d1 + d2)``, so a story that only one side covered, or covered twenty times, cannot pass for a
    difference in wording. The contrast of the standardised ratios is the Mantel-Haenszel risk difference, or ratio.
Test
    Under the null hypothesis, exchanging the two sides within a story turns the sign of the story's score; the p is
    the share of sign patterns at least as far from 0 (all patterns where there are few). Where every cluster is on
    one side only, whole clusters exchange sides and the statistic is studentised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import SettingError

__all__ = [
    "EFFECTS",
    "Contrast",
    "Sides",
    "benjamini_hochberg",
    "bootstrap_t",
    "check_level",
    "cluster_sums",
    "coarsen",
    "contrast",
    "null_scores",
    "permute_sides",
    "ratio_interval",
    "sides_of",
    "sign_flip",
    "standardise",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EFFECTS: Final = ("difference", "ratio", "odds_ratio", "log_ratio")
# A block of draws holds at most this many weights at once, so memory does not grow with the number of draws.
_BLOCK: Final = 16_000_000
# With no more clusters all sign patterns are tried, which gives an exact p at no cost.
_ALL_PATTERNS: Final = 15


@dataclass(frozen=True, slots=True)
class Sides:
    """Hits and opportunities of two sides, per cluster: four arrays of shape ``(clusters, features)``."""

    hits1: Floats
    opportunities1: Floats
    hits2: Floats
    opportunities2: Floats


@dataclass(frozen=True, slots=True)
class Contrast:
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


def _ratio(hits: Floats, opportunities: Floats) -> Floats:
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
    ratio: Floats = np.exp(linear)
    return ratio


def _leverage(hits: Floats, opportunities: Floats) -> tuple[Floats, Floats, Floats]:
    """Ratio, linearised contributions and share of the weight, per cluster."""
    total = opportunities.sum(axis=0)
    ratio = _ratio(hits.sum(axis=0), total)
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


def contrast(sides: Sides, effect: str = "difference", level: float = 0.95) -> Contrast:
    """Contrast two ratios of sums, with a t interval over clusters.

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
    Contrast
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
    value1, r1, h1 = _leverage(sides.hits1, sides.opportunities1)
    value2, r2, h2 = _leverage(sides.hits2, sides.opportunities2)
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
    return Contrast(
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

    value, r, h = _leverage(hits, opportunities)
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


def coarsen(sides: Sides, rng: np.random.Generator, limit: int = 2000) -> Sides:
    """Pool clusters at random until each kind (side 1 only, side 2 only, both) has no more than ``limit``.

    Exchanging or resampling random pools of equal size instead of single clusters is as valid, and with two thousand
    of them loses nothing that shows; it bounds the cost where 100,000 articles are clusters of their own.
    """
    on1 = np.asarray((sides.opportunities1 > 0).any(axis=1))
    on2 = np.asarray((sides.opportunities2 > 0).any(axis=1))
    pool = np.full(len(on1), -1, dtype=np.int64)
    n = 0
    for stratum in (on1 & ~on2, on2 & ~on1, on1 & on2):
        which = np.flatnonzero(stratum)
        size = min(limit, len(which))
        if size:
            pool[rng.permutation(which)] = n + np.arange(len(which)) * size // len(which)
        n += size
    if n == len(pool):
        return sides
    keep = pool >= 0
    arrays = (sides.hits1, sides.opportunities1, sides.hits2, sides.opportunities2)
    return Sides(*(cluster_sums(x[keep], pool[keep], n) for x in arrays))


def _blocks(draws: int, clusters: int) -> Iterator[int]:
    size = max(1, min(draws, _BLOCK // max(clusters, 1)))
    for start in range(0, draws, size):
        yield min(size, draws - start)


def null_scores(sides: Sides, standardised: bool) -> Floats:
    """Score of each cluster when both sides share one ratio: the scores add up to the difference (or its numerator).

    For standardised sides a cluster's score changes sign exactly when its two sides change places.
    """
    if standardised:
        return sides.hits1 - sides.hits2
    total1, total2 = sides.opportunities1.sum(axis=0), sides.opportunities2.sum(axis=0)
    common = _ratio(sides.hits1.sum(axis=0) + sides.hits2.sum(axis=0), total1 + total2)
    safe1, safe2 = np.where(total1 > 0, total1, np.nan), np.where(total2 > 0, total2, np.nan)
    scores = (sides.hits1 - common * sides.opportunities1) / safe1
    scores -= (sides.hits2 - common * sides.opportunities2) / safe2
    return np.asarray(scores)


def sign_flip(scores: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Two-sided p of the sum of ``scores`` (clusters, features) under random signs per cluster.

    All sign patterns are tried for up to 15 clusters; else ``draws`` random ones and the observed.

    Examples
    --------
    >>> import numpy as np
    >>> sign_flip(np.ones((5, 1)), 2000, np.random.default_rng(1)).tolist()  # 2 of the 32 patterns
    [0.0625]
    """
    clusters = len(scores)
    observed = np.abs(scores.sum(axis=0))
    # Ties must count as ties whatever the order of addition.
    bar = observed - 1e-6 * np.abs(scores).sum(axis=0)
    if clusters == 0:
        return np.full(scores.shape[1], np.nan)
    if clusters <= _ALL_PATTERNS:
        codes = np.arange(2 ** (clusters - 1))
        bits = (codes[:, None] >> np.arange(clusters)) & 1
        sums = np.abs((1.0 - 2.0 * bits) @ scores)
        p = (sums >= bar).mean(axis=0)
    else:
        small = scores.astype(np.float32)
        small_bar = bar.astype(np.float32)
        as_far = np.ones(scores.shape[1])
        for size in _blocks(draws, clusters):
            raw = np.frombuffer(rng.bytes(size * ((clusters + 7) // 8)), dtype=np.uint8).reshape(size, -1)
            signs = np.unpackbits(raw, axis=1, count=clusters).astype(np.float32)
            signs *= -2
            signs += 1
            as_far += (np.abs(signs @ small) >= small_bar).sum(axis=0)
        p = as_far / (draws + 1)
    return np.where(np.isnan(observed) | ~(np.abs(scores) > 0).any(axis=0), np.nan, p)


def permute_sides(sides: Sides, draws: int, rng: np.random.Generator) -> Floats:
    """Two-sided p when whole clusters exchange sides; every cluster must lie on one side only.

    The statistic is the studentised difference of the two ratios, so unequal spread on the two sides is no
    false signal (A. Janssen, Statistics & Probability Letters 36, 1997; E. Chung and J. Romano, Annals of
    Statistics 41, 2013).
    """
    on1 = np.asarray((sides.opportunities1 > 0).any(axis=1))
    on2 = np.asarray((sides.opportunities2 > 0).any(axis=1))
    keep = on1 | on2
    d = (sides.opportunities1 + sides.opportunities2)[keep]
    common = _ratio((sides.hits1 + sides.hits2)[keep].sum(axis=0), d.sum(axis=0))
    e = (sides.hits1 + sides.hits2)[keep] - common * d
    clusters, features = d.shape
    n1 = int(on1.sum())
    stack = np.concatenate([e, d, e * e, e * d, d * d], axis=1).astype(np.float32)
    totals = stack.sum(axis=0, dtype=np.float64)

    def statistic(first: Floats) -> Floats:
        second = totals - first
        diff = np.zeros((len(first), features))
        variance = np.zeros((len(first), features))
        for sums, sign in ((first, 1.0), (second, -1.0)):
            se, sd, see, sed, sdd = (sums[:, i * features : (i + 1) * features] for i in range(5))
            with np.errstate(divide="ignore", invalid="ignore"):
                t = se / sd
                variance += (see - 2 * t * sed + t * t * sdd) / sd**2
                diff += sign * t
        with np.errstate(divide="ignore", invalid="ignore"):
            out: Floats = np.abs(diff) / np.sqrt(np.maximum(variance, 0))
        out[np.isnan(out)] = 0.0
        return out

    observed = statistic((on1[keep].astype(np.float32)[None, :] @ stack).astype(np.float64))[0]
    as_far = np.ones(features)
    for size in _blocks(draws, clusters):
        labels = np.zeros((size, clusters), dtype=np.float32)
        order = rng.random((size, clusters), dtype=np.float32)
        chosen = np.argpartition(order, n1 - 1, axis=1)[:, :n1]
        np.put_along_axis(labels, chosen, np.float32(1.0), axis=1)
        drawn = statistic((labels @ stack).astype(np.float64))
        as_far += (drawn >= observed * (1 - 1e-6)).sum(axis=0)
    nothing = np.isnan(common) | ~(np.abs(np.nan_to_num(e)) > 1e-12).any(axis=0)
    return np.where(nothing, np.nan, as_far / (draws + 1))


def bootstrap_t(
    sides: Sides, effect: str, draws: int, rng: np.random.Generator, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Studentised cluster-bootstrap bounds of a contrast on the scale of the effect: ``(low, high)``.

    Clusters are drawn with replacement, those of one side only and those shared by both each from their own kind;
    the standard error is recomputed in every draw.
    """
    on1, on2 = (sides.opportunities1 > 0).any(axis=1), (sides.opportunities2 > 0).any(axis=1)
    strata = [np.flatnonzero(m) for m in (on1 & ~on2, on2 & ~on1, on1 & on2)]
    strata = [s for s in strata if len(s)]
    rows = np.concatenate(strata) if strata else np.zeros(0, dtype=np.int64)
    value1, r1, h1 = _leverage(sides.hits1[rows], sides.opportunities1[rows])
    value2, r2, h2 = _leverage(sides.hits2[rows], sides.opportunities2[rows])
    features = r1.shape[1]
    linear1, _ = link(value1, effect)
    linear2, _ = link(value2, effect)
    linear = linear1 - linear2
    # Contributions are centred on the full sample's ratio, so the second moments lose no digits.
    first = np.concatenate([r1, h1, r1 * r1, r1 * h1, h1 * h1], axis=1)
    second = np.concatenate([r2, h2, r2 * r2, r2 * h2, h2 * h2], axis=1)
    parts = [first, second]
    crossed = bool((on1 & on2).any())
    if crossed:
        parts.append(np.concatenate([r1 * r2, r1 * h2, h1 * r2, h1 * h2], axis=1))
    stack = np.nan_to_num(np.concatenate(parts, axis=1)).astype(np.float32)

    def studentised(sums: Floats) -> tuple[Floats, Floats]:
        cut = [sums[:, i * features : (i + 1) * features] for i in range(sums.shape[1] // features)]
        with np.errstate(divide="ignore", invalid="ignore"):
            shift1, shift2 = cut[0] / cut[1], cut[5] / cut[6]
            new1, slope1 = link(value1 + shift1, effect)
            new2, slope2 = link(value2 + shift2, effect)
            g1, g2 = slope1 / cut[1], slope2 / cut[6]
            variance = g1**2 * (cut[2] - 2 * shift1 * cut[3] + shift1**2 * cut[4])
            variance += g2**2 * (cut[7] - 2 * shift2 * cut[8] + shift2**2 * cut[9])
            if crossed:
                both = cut[10] - shift2 * cut[11] - shift1 * cut[12] + shift1 * shift2 * cut[13]
                variance -= 2 * g1 * g2 * both
            # A side drawn without a single hit, or all alike, has no standard error: its draw is left out.
            return new1 - new2, np.sqrt(np.where(variance > 1e-12, variance, np.nan))

    _, base = studentised(stack.sum(axis=0, dtype=np.float64)[None, :])
    quotients = []
    for size in _blocks(draws, len(rows)):
        weights = np.concatenate([_resample(len(s), size, rng) for s in strata], axis=1)
        drawn, se = studentised((weights @ stack).astype(np.float64))
        with np.errstate(invalid="ignore"):
            quotients.append((drawn - linear) / se)
    t = np.concatenate(quotients) if quotients else np.full((1, features), np.nan)
    low, high = np.full(features, np.nan), np.full(features, np.nan)
    usable = np.isfinite(t).mean(axis=0) >= 0.9
    if usable.any():
        tail = (1 - level) / 2
        bounds = np.nanquantile(np.where(np.isfinite(t), t, np.nan)[:, usable], [tail, 1 - tail], axis=0)
        low[usable] = linear[usable] - bounds[1] * base[0, usable]
        high[usable] = linear[usable] - bounds[0] * base[0, usable]
    return back(low, effect), back(high, effect)


def _resample(n: int, draws: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """How often each of ``n`` clusters is drawn in each of ``draws`` samples with replacement."""
    picks = rng.integers(0, n, size=(draws, n), dtype=np.int64)
    picks += np.arange(draws)[:, None] * n
    return np.bincount(picks.ravel(), minlength=draws * n).reshape(draws, n).astype(np.float32)


def benjamini_hochberg(p: Floats) -> Floats:
    """Benjamini-Hochberg q of a family of p, NaN left out of the family and returned as NaN.

    Examples
    --------
    >>> import numpy as np
    >>> benjamini_hochberg(np.array([0.01, np.nan, 0.04])).tolist()
    [0.02, nan, 0.04]
    """
    from scipy.stats import false_discovery_control

    q = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q
