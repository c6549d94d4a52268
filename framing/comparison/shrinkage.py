"""Empirical-Bayes shrinkage: shares with few opportunities are drawn towards the mean of all, on request only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import DataError

__all__ = ["Shrunk", "shrink", "shrink_contrasts"]

Floats = NDArray[np.float64]

_GRID: Final = 24
_HALVINGS: Final = 24


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
    likeliest (maximum marginal likelihood), so shares that vary no more than chance are drawn together wholly. The
    limits do not take that prior for known: they are over all priors that the counts leave possible. Opportunities
    count as independent, so where those of one story are alike, too little is shrunk rather than too much.

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

    References
    ----------
    Morris (1983), Parametric empirical Bayes inference. Griffin and Krutchkoff (1971), for the beta-binomial.

    Examples
    --------
    >>> s = shrink(np.array([1.0, 40, 160, 30]), np.array([1.0, 100, 200, 100]))
    >>> bool(0.3 < s.value[0] < 0.8), bool(abs(s.value[2] - 0.8) < 0.05)
    (True, True)
    """
    from scipy.optimize import minimize
    from scipy.special import betaln, expit, gammaln

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
    if bounded:
        mean, size = float(expit(best.x[0])), float(np.exp(np.clip(best.x[1], -10, 15)))
        a, b = mean * size, (1 - mean) * size
        value = (a + n) / (a + b + d)
    else:
        mean, size = float(np.exp(best.x[0])), float(np.exp(np.clip(best.x[1], -15, 15)))
        a, b = mean * size, size
        value = (a + n) / (b + d)
    low, high = _limits(n, d, bounded, level)
    return Shrunk(value, low, high, (a, b), "")


def _limits(hits: Floats, opportunities: Floats, bounded: bool, level: float) -> tuple[Floats, Floats]:
    """Posterior limits over all priors that the counts leave possible, each with its weight.

    With the likeliest prior alone the limits of groups that vary no more than chance would close up on one value,
    because that prior is taken for known. Here the prior's mean is flat, and so is the part of a single opportunity's
    variance that lies between groups.
    """
    from scipy.special import betainc, betaln, expit, gammainc, gammaln, logit

    use = opportunities > 0
    x, m = hits[use], opportunities[use]
    pooled = x.sum() / m.sum()
    between = (np.arange(_GRID) + 0.5) / _GRID
    spread = (1 - between) / between
    if bounded:
        mean = expit(logit(pooled) + np.linspace(-5, 5, 2 * _GRID + 1))
        density = mean * (1 - mean)
    else:
        mean = pooled * np.exp(np.linspace(-5, 5, 2 * _GRID + 1))
        density = mean
        spread = spread * np.median(m)
    means, size = (g.ravel() for g in np.meshgrid(mean, spread, indexing="ij"))
    weight = np.repeat(np.log(density), len(spread))
    a = means * size
    b = (1 - means) * size if bounded else size
    if bounded:
        weight += (betaln(a[:, None] + x, b[:, None] + m - x) - betaln(a, b)[:, None]).sum(axis=1)
    else:
        rest = b[:, None] + m
        gain = gammaln(a[:, None] + x) - gammaln(a)[:, None] + (a * np.log(b))[:, None]
        weight += (gain - (a[:, None] + x) * np.log(rest)).sum(axis=1)
    weight = np.exp(weight - weight.max())
    keep = weight > 1e-3
    weight = (weight[keep] / weight[keep].sum())[:, None]
    if bounded:
        one, two = a[keep, None] + hits, b[keep, None] + opportunities - hits
        below, above = np.zeros(len(hits)), np.ones(len(hits))
    else:
        one, two = a[keep, None] + hits, b[keep, None] + opportunities
        below, above = np.zeros(len(hits)), np.full(len(hits), 100 * float((hits + 10).max() / m.min()))
    out = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        low, high = below.copy(), above.copy()
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            chance = (weight * (betainc(one, two, middle) if bounded else gammainc(one, two * middle))).sum(axis=0)
            low, high = np.where(chance < tail, middle, low), np.where(chance < tail, high, middle)
        out.append((low + high) / 2)
    return out[0], out[1]


def shrink_contrasts(estimate: Floats, se: Floats, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Draw contrasts towards no difference by how little each is known: ``(value, low, high)``.

    True contrasts are taken to be normal around 0 with a spread that makes the observed ones likeliest (maximum
    marginal likelihood); the limits are over all spreads that the contrasts leave possible.

    Parameters
    ----------
    estimate, se : ndarray, shape (features,)
        On the scale of the analysis (differences or logarithms); NaN stays NaN, and so does one without a standard
        error.
    level : float

    Returns
    -------
    tuple of ndarray
        NaN throughout where fewer than three contrasts are known.

    References
    ----------
    Efron and Morris (1973), Stein's estimation rule and its competitors: an empirical Bayes approach.

    Examples
    --------
    >>> value, low, high = shrink_contrasts(np.array([2.0, -2, 2, -2]), np.ones(4))
    >>> value.round(3).tolist()  # the spread is 4 - 1 = 3, so each keeps 3 / (3 + 1)
    [1.5, -1.5, 1.5, -1.5]
    """
    from scipy.optimize import minimize_scalar
    from scipy.special import ndtr

    known = np.isfinite(estimate) & np.isfinite(se) & (se > 0)
    value, low, high = (np.full(len(estimate), np.nan) for _ in range(3))
    if known.sum() < 3:
        return value, low, high
    y, v = estimate[known], se[known] ** 2

    def loss(spread: float) -> float:
        return float((np.log(spread + v) + y**2 / (spread + v)).sum())

    top = float((y**2).max()) + 1e-12
    found = minimize_scalar(loss, bounds=(0.0, top), method="bounded", options={"xatol": 1e-10 * top})
    spread = float(found.x) if found.fun < loss(0.0) else 0.0
    value[known] = y * spread / (spread + v)
    kept = (np.arange(_GRID * 5) + 0.5) / (_GRID * 5)
    spreads = np.median(v) * kept / (1 - kept)
    weight = np.array([-0.5 * loss(s) for s in spreads])
    weight = np.exp(weight - weight.max())
    weight = (weight / weight.sum())[:, None]
    factor = spreads[:, None] / (spreads[:, None] + v)
    centre, sd = factor * y, np.sqrt(factor * v)
    for bound, tail in ((low, (1 - level) / 2), (high, (1 + level) / 2)):
        below, above = -np.abs(y) - 10 * np.sqrt(v), np.abs(y) + 10 * np.sqrt(v)
        for _ in range(_HALVINGS):
            middle = (below + above) / 2
            chance = (weight * ndtr((middle - centre) / sd)).sum(axis=0)
            below, above = np.where(chance < tail, middle, below), np.where(chance < tail, above, middle)
        bound[known] = (below + above) / 2
    return value, low, high
