"""Contrasts between kinds of outlet: both stories and outlets are drawn, so both are resampled.

Five papers of the left and five of the right stand for papers of their kind. Articles of one outlet resemble each
other, and so do articles on one story, so the variance has a part for outlets and a part for stories (less the part
that both count: A. C. Cameron, J. Gelbach and D. Miller, Journal of Business & Economic Statistics 29, 2011), and the
degrees of freedom come from the number of outlets.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.estimators import (
    Floats,
    Ints,
    RatioContrast,
    Sides,
    back,
    cluster_sums,
    contrast,
    link,
    sides_of,
    t_bounds,
)

__all__ = ["MIN_OUTLETS", "Cells", "contrast_kinds", "permute_outlets"]

MIN_OUTLETS: Final = 5


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums per cluster and outlet: one row a cell.

    ``hits`` and ``opportunities`` have shape (cells, features); ``cluster`` and ``outlet`` number the cell's story
    and outlet from 0; ``first`` is true where the outlet is on the first side.
    """

    hits: Floats
    opportunities: Floats
    cluster: Ints
    outlet: Ints
    first: NDArray[np.bool_]

    def sides(self) -> Sides:
        """Sums per cluster of the two sides."""
        return sides_of(self.hits, self.opportunities, self.cluster, self.first)

    def outlets(self) -> tuple[Ints, Ints]:
        """Outlets with opportunities on each side, per feature."""
        n = int(self.outlet.max()) + 1 if len(self.outlet) else 0
        counts = []
        for chosen in (self.first, ~self.first):
            has = cluster_sums((self.opportunities[chosen] > 0).astype(np.float64), self.outlet[chosen], n) > 0
            counts.append(has.sum(axis=0).astype(np.int64))
        return counts[0], counts[1]


def _weights(cells: Cells) -> Floats:
    """Mantel-Haenszel factor of each cell: the other side's part of the story's opportunities."""
    sides = cells.sides()
    total = sides.opportunities1 + sides.opportunities2
    safe = np.where(total > 0, total, 1.0)
    other = np.where(
        cells.first[:, None],
        (sides.opportunities2 / safe)[cells.cluster],
        (sides.opportunities1 / safe)[cells.cluster],
    )
    return np.asarray(other)


def _story_level(cells: Cells, difference: Floats) -> Floats:
    """Value expected of each cell when every story has its own level and the two sides differ by ``difference``."""
    sides = cells.sides()
    total = sides.opportunities1 + sides.opportunities2
    safe = np.where(total > 0, total, 1.0)
    level = ((sides.hits1 + sides.hits2) / safe)[cells.cluster]
    up = (sides.opportunities2 / safe)[cells.cluster]
    down = (sides.opportunities1 / safe)[cells.cluster]
    return np.asarray(level + difference * np.where(cells.first[:, None], up, -down))


def contrast_kinds(cells: Cells, within: bool, effect: str = "difference", level: float = 0.95) -> RatioContrast:
    """Contrast two kinds of outlet, with a t interval over outlets and stories.

    Examples
    --------
    >>> rng = np.random.default_rng(3)
    >>> story, outlet = np.divmod(np.arange(120), 12)
    >>> cells = Cells(rng.binomial(8, 0.4, (120, 1)) * 1.0, np.full((120, 1), 8.0), story, outlet, outlet < 6)
    >>> c = contrast_kinds(cells, within=True)
    >>> bool(c.low[0] < c.estimate[0] < c.high[0])
    True
    """
    factor = _weights(cells) if within else np.ones_like(cells.hits)
    hits, opportunities = cells.hits * factor, cells.opportunities * factor
    scaled = Cells(hits, opportunities, cells.cluster, cells.outlet, cells.first)
    plain = contrast(scaled.sides(), effect, level)
    first = cells.first[:, None]
    value = np.where(first, plain.value1, plain.value2)
    _, slope = link(value, effect)
    total = np.where(first, opportunities[cells.first].sum(axis=0), opportunities[~cells.first].sum(axis=0))
    safe = np.where(total > 0, total, 1.0)
    expected = value * opportunities
    if within:
        # The outlet's part leaves out what its story has in common, which no outlet answers for.
        expected = factor * cells.opportunities * _story_level(cells, plain.value1 - plain.value2)
    influence = np.where(first, 1.0, -1.0) * slope * (hits - expected) / safe
    n_outlets = int(cells.outlet.max()) + 1
    side_of = np.zeros(n_outlets, dtype=bool)
    side_of[cells.outlet[cells.first]] = True
    share = cluster_sums(opportunities / safe, cells.outlet, n_outlets)
    per_outlet = cluster_sums(influence, cells.outlet, n_outlets)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_outlet = per_outlet / np.where(share < 1, 1 - share, np.nan)
    parts, dfs = [], []
    for side in (side_of, ~side_of):
        k = (share[side] > 0).sum(axis=0)
        # Levels of stories are estimated from the same outlets, which shrinks what is left of each: within stories
        # the jackknife's factor (k - 1) / k is left out for it (benchmarks/inference shows the coverage).
        shrink = 1.0 if within else 1 - 1 / np.maximum(k, 1)
        parts.append(shrink * (per_outlet[side] ** 2).sum(axis=0))
        with np.errstate(divide="ignore"):
            dfs.append(1 / np.maximum((share[side] ** 2).sum(axis=0), 1e-300) - 1)
    by_outlet = parts[0] + parts[1]
    by_cluster = plain.se**2
    by_cell = (influence**2).sum(axis=0)
    variance = np.maximum(by_outlet + by_cluster - by_cell, np.maximum(by_outlet, by_cluster))
    with np.errstate(divide="ignore", invalid="ignore"):
        df = variance**2 / (parts[0] ** 2 / dfs[0] + parts[1] ** 2 / dfs[1] + (variance - by_outlet) ** 2 / plain.df)
    se = np.sqrt(variance)
    low, high = t_bounds(plain.linear, se, df, level)
    return RatioContrast(
        plain.value1, plain.value2, plain.estimate, back(low, effect), back(high, effect), plain.linear, se, df,
        plain.clusters,
    )  # fmt: skip


def permute_outlets(cells: Cells, within: bool, draws: int, rng: np.random.Generator) -> Floats:
    """Two-sided p when whole outlets exchange kinds; all exchanges where there are no more than ``draws``."""
    n_outlets = int(cells.outlet.max()) + 1
    side_of = np.zeros(n_outlets, dtype=bool)
    side_of[cells.outlet[cells.first]] = True
    k = int(side_of.sum())
    exhaustive = comb(n_outlets, k) <= draws
    if exhaustive:
        from itertools import combinations

        chosen = np.array(list(combinations(range(n_outlets), k)), dtype=np.int64)
    else:
        chosen = np.argsort(rng.random((draws, n_outlets)), axis=1)[:, :k]
    labels = np.zeros((len(chosen), n_outlets))
    np.put_along_axis(labels, chosen, 1.0, axis=1)
    if within:
        n_clusters = int(cells.cluster.max()) + 1
        n = cluster_sums(cells.hits, cells.cluster, n_clusters)
        d = cluster_sums(cells.opportunities, cells.cluster, n_clusters)
        share = np.divide(n, d, out=np.zeros_like(n), where=d > 0)
        scores = cluster_sums(cells.hits - cells.opportunities * share[cells.cluster], cells.outlet, n_outlets)
        spread = np.abs(scores).sum(axis=0)
        observed = np.abs(scores[side_of].sum(axis=0))
        drawn = np.abs(labels @ scores)
    else:
        n = cluster_sums(cells.hits, cells.outlet, n_outlets)
        d = cluster_sums(cells.opportunities, cells.outlet, n_outlets)

        def gap(hits: Floats, opportunities: Floats) -> Floats:
            with np.errstate(divide="ignore", invalid="ignore"):
                out = hits / opportunities - (n.sum(axis=0) - hits) / (d.sum(axis=0) - opportunities)
            return np.asarray(np.abs(np.nan_to_num(out)))

        observed = gap(n[side_of].sum(axis=0), d[side_of].sum(axis=0))
        drawn = gap(labels @ n, labels @ d)
        common = n.sum(axis=0) / np.maximum(d.sum(axis=0), 1e-300)
        spread = np.abs(n - common * d).sum(axis=0) / np.maximum(d.sum(axis=0), 1e-300)
    as_far = (drawn >= observed - 1e-9 * spread).sum(axis=0)
    p = as_far / len(labels) if exhaustive else (as_far + 1) / (draws + 1)
    return np.where(spread > 0, p, np.nan)
