"""Measures of a frame classifier from counts of right and wrong decisions, and their intervals.

Everything is computed from one array: for each group of texts and each class how often model and coder both said yes,
only the model, only the coder, or neither. A bootstrap sample of groups is then a weighted sum of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = [
    "MEASURES",
    "alpha_of_cells",
    "alpha_of_labels",
    "cells_by_group",
    "draws",
    "interval",
    "measure_of",
]

Array = np.ndarray[Any, np.dtype[Any]]
MEASURES = ("f1_macro", "f1_micro", "f1_weighted", "accuracy")


def cells_by_group(truth: Array, said: Array, clusters: Array) -> Array:
    """Counts per cluster, class and cell: said and coded, only said, only coded, neither."""
    cells = np.stack([truth & said, ~truth & said, truth & ~said, ~truth & ~said], axis=-1)
    found = np.zeros((int(clusters.max()) + 1, truth.shape[1], 4))
    np.add.at(found, clusters, cells)
    return found


def measure_of(name: str, cells: Array, *, single: bool) -> Array:
    """Compute a measure from counts of shape (..., classes, 4)."""
    both, only_said, only_coded, neither = np.moveaxis(cells, -1, 0)
    f1 = 2 * both / np.maximum(2 * both + only_said + only_coded, 1e-12)
    if name == "f1_macro":
        return np.asarray(f1.mean(axis=-1))
    if name == "f1_weighted":
        weight = both + only_coded
        return np.asarray((f1 * weight).sum(axis=-1) / np.maximum(weight.sum(axis=-1), 1e-12))
    if name == "f1_micro":
        top = 2 * both.sum(axis=-1)
        return np.asarray(top / np.maximum(top + only_said.sum(axis=-1) + only_coded.sum(axis=-1), 1e-12))
    # Of one label per text the share of right texts; of several frames a text that of right decisions.
    right = both.sum(axis=-1) if single else (both + neither).sum(axis=-1)
    total = (both + only_coded).sum(axis=-1) if single else cells.sum(axis=(-1, -2))
    return np.asarray(right / np.maximum(total, 1e-12))


def draws(n_clusters: int, resamples: int, seed: int) -> Array:
    """How often each cluster is drawn in each bootstrap sample."""
    return np.random.default_rng(seed).multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), size=resamples)


def interval(estimate: float, drawn: Array, n_clusters: int) -> tuple[float, float]:
    """Give estimate ± t × standard error of the bootstrap, within -1 and 1."""
    from scipy.stats import t

    half = float(t.ppf(0.975, max(n_clusters - 1, 1)) * drawn.std(ddof=1))
    return max(estimate - half, -1.0), min(estimate + half, 1.0)


def alpha_of_cells(both: float, only_said: float, only_coded: float, neither: float) -> float:
    """Krippendorff's nominal alpha of two coders, both complete, with two values.

    Examples
    --------
    >>> round(alpha_of_cells(5, 0, 0, 5), 3), round(alpha_of_cells(0, 5, 5, 0), 3)
    (1.0, -0.9)
    """
    n = 2 * (both + only_said + only_coded + neither)
    yes = 2 * both + only_said + only_coded
    expected = 2 * yes * (n - yes) / (n * (n - 1))
    return float("nan") if expected == 0 else 1 - (2 * (only_said + only_coded) / n) / expected


def alpha_of_labels(table: Array) -> float:
    """Krippendorff's nominal alpha from a square table, coded by said."""
    pairs = table + table.T
    n, values = pairs.sum(), pairs.sum(axis=0)
    expected = 1 - (values * (values - 1)).sum() / (n * (n - 1))
    return float("nan") if expected == 0 else float(1 - (1 - np.trace(pairs) / n) / expected)
