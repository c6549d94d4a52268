"""Empirical-Bayes shrinkage: shares with few opportunities are drawn towards the mean of all, on request only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.errors import DataError

__all__ = ["Shrunk", "shrink"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Posterior means and intervals, and the prior they come from (beta for shares, gamma for rates)."""

    value: Floats
    low: Floats
    high: Floats
    prior: tuple[float, float]
    note: str


def shrink(hits: Floats, opportunities: Floats, *, bounded: bool = True, level: float = 0.95) -> Shrunk:
    """Draw ratios towards their common mean by how little each is based on.

    Shares get a beta-binomial, rates a gamma-Poisson model; the prior is the one that makes the observed counts
    likeliest (maximum marginal likelihood), so shares that vary no more than chance are drawn together wholly.

    Parameters
    ----------
    hits, opportunities : array_like, shape (groups,)
        Opportunities may be 0 (the value is then the prior's mean). Fractional hits are allowed.
    bounded : bool
        Shares (hits cannot exceed opportunities) or rates.
    level : float
        Coverage of the posterior intervals.

    Returns
    -------
    Shrunk
        NaN with a note where fewer than three groups have opportunities or there are no hits.

    Raises
    ------
    DataError
        Where hits are negative or, for shares, exceed opportunities.

    Examples
    --------
    >>> s = shrink(np.array([1.0, 40, 160, 30]), np.array([1.0, 100, 200, 100]))
    >>> bool(0.3 < s.value[0] < 0.8), bool(abs(s.value[2] - 0.8) < 0.05)
    (True, True)
    """
    from scipy.optimize import minimize
    from scipy.special import betaln, expit, gammaln
    from scipy.stats import beta, gamma

    n = np.asarray(hits, dtype=np.float64)
    d = np.asarray(opportunities, dtype=np.float64)
    if (n < 0).any() or (d < 0).any() or (bounded and (n > d + 1e-9).any()):
        raise DataError("hits must lie between 0 and the opportunities to be shrunk; pass sums of counts")
    use = d > 0
    nothing = np.full(len(n), np.nan)
    if use.sum() < 3:
        return Shrunk(nothing, nothing, nothing, (np.nan, np.nan), "fewer than three groups: nothing to shrink towards")
    if n.sum() == 0 or (bounded and n.sum() >= d.sum()):
        return Shrunk(nothing, nothing, nothing, (np.nan, np.nan), "no variation: nothing to shrink")
    x, m = n[use], d[use]
    pooled = x.sum() / m.sum()
    if bounded:

        def loss(theta: Floats) -> float:
            mean, size = expit(theta[0]), np.exp(np.clip(theta[1], -10, 15))
            a, b = mean * size, (1 - mean) * size
            return float(-(betaln(a + x, b + m - x) - betaln(a, b)).sum())

        start = np.array([np.log(pooled / (1 - pooled)), 2.0])
    else:

        def loss(theta: Floats) -> float:
            mean, size = np.exp(theta[0]), np.exp(np.clip(theta[1], -15, 15))
            a, b = mean * size, size
            return float(-(gammaln(a + x) - gammaln(a) + a * np.log(b / (b + m)) - x * np.log(b + m) + 0.0 * x).sum())

        start = np.array([np.log(pooled), 0.0])
    wider = np.array([0.0, 3.0])
    starts = [start, start + wider, start - wider]
    best = min(
        (minimize(loss, s, method="Nelder-Mead", options={"maxiter": 2000}) for s in starts), key=lambda r: r.fun
    )
    tail = (1 - level) / 2
    if bounded:
        mean, size = float(expit(best.x[0])), float(np.exp(np.clip(best.x[1], -10, 15)))
        a, b = mean * size, (1 - mean) * size
        posterior = beta(a + n, b + d - n)
    else:
        mean, size = float(np.exp(best.x[0])), float(np.exp(np.clip(best.x[1], -15, 15)))
        a, b = mean * size, size
        posterior = gamma(a + n, scale=1 / (b + d))
    return Shrunk(posterior.mean(), posterior.ppf(tail), posterior.ppf(1 - tail), (a, b), "")
