"""Permutation tests and the bootstrap over clusters, as matrix products over all features at once.

Under the null hypothesis, exchanging the two sides within a story turns the sign of the story's score; the p is the
share of sign patterns at least as far from 0 (all patterns where there are few). Where every cluster is on one side
only, whole clusters exchange sides and the statistic is studentised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.estimators import Floats, Ints, Sides, back, cluster_sums, leverage, link, ratio_of

__all__ = ["Pools", "benjamini_hochberg", "bootstrap_t", "coarsen", "null_scores", "permute_sides", "sign_flip"]

# A block of draws holds at most this many weights at once, so memory does not grow with the number of draws.
_BLOCK: Final = 16_000_000
# With no more clusters all sign patterns are tried, which gives an exact p at no cost.
_ALL_PATTERNS: Final = 15


def coarsen(sides: Sides, rng: np.random.Generator, limit: int = 2000) -> Sides:
    """Pool clusters at random until each kind (side 1 only, side 2 only, both) has no more than ``limit``.

    Exchanging or resampling random pools of equal size instead of single clusters is as valid, and with two thousand
    of them loses nothing that shows; it bounds the cost where 100,000 articles are clusters of their own.
    """
    on1 = np.asarray((sides.opportunities1 > 0).any(axis=1))
    on2 = np.asarray((sides.opportunities2 > 0).any(axis=1))
    return Pools.of(on1, on2, rng, limit).apply(sides)


@dataclass(frozen=True, slots=True)
class Pools:
    """Which clusters are pooled; ``n`` of them, -1 where a cluster has nothing on either side."""

    pool: Ints
    n: int

    @classmethod
    def of(cls, on1: NDArray[np.bool_], on2: NDArray[np.bool_], rng: np.random.Generator, limit: int = 2000) -> Pools:
        """Draw pools, given which clusters have opportunities on which side."""
        pool = np.full(len(on1), -1, dtype=np.int64)
        n = 0
        for stratum in (on1 & ~on2, on2 & ~on1, on1 & on2):
            which = np.flatnonzero(stratum)
            size = min(limit, len(which))
            if size:
                pool[rng.permutation(which)] = n + np.arange(len(which)) * size // len(which)
            n += size
        return cls(pool, n)

    def apply(self, sides: Sides) -> Sides:
        """Add up the clusters of each pool; with as many pools as clusters they stay in their order."""
        if self.n == len(self.pool):
            return sides
        keep = self.pool >= 0
        arrays = (sides.hits1, sides.opportunities1, sides.hits2, sides.opportunities2)
        return Sides(*(cluster_sums(x[keep], self.pool[keep], self.n) for x in arrays))


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
    common = ratio_of(sides.hits1.sum(axis=0) + sides.hits2.sum(axis=0), total1 + total2)
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
    common = ratio_of((sides.hits1 + sides.hits2)[keep].sum(axis=0), d.sum(axis=0))
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
    value1, r1, h1 = leverage(sides.hits1[rows], sides.opportunities1[rows])
    value2, r2, h2 = leverage(sides.hits2[rows], sides.opportunities2[rows])
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
