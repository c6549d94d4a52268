"""The share of a value in one group: believed from the detector, corrected in two ways, and from the coded sample."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.validation.intervals import (
    NOTHING,
    Limits,
    design_variance,
    effective_size,
    lang_reiczigel,
    mover_difference,
    mover_ratio,
)

__all__ = ["GroupData", "GroupEstimate", "coded_only", "difference", "naive", "ppi", "ratio", "rogan_gladen"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class GroupData:
    """The units of one group.

    Attributes
    ----------
    said, truth : ndarray
        Whether the detector (0 or 1) and the coder (0, 1, NaN where not coded) gave the value.
    weight : ndarray
        How many units a coded unit stands for; 0 where not coded.
    stratum, cluster : ndarray of int
    """

    said: Floats
    truth: Floats
    weight: Floats
    stratum: Ints
    cluster: Ints

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.said)

    @cached_property
    def coded(self) -> NDArray[np.bool_]:
        """Which units were coded."""
        return ~np.isnan(self.truth)

    @property
    def n_coded(self) -> int:
        """Number of coded units."""
        return int(self.coded.sum())

    def error_rates(self) -> tuple[float, float]:
        """Sensitivity and specificity under the weights; NaN where nothing was coded so."""
        c = self.coded
        yes, no = self.weight[c] * self.truth[c], self.weight[c] * (1 - self.truth[c])
        said = self.said[c]
        return (
            float((yes * said).sum() / yes.sum()) if yes.sum() else float("nan"),
            float((no * (1 - said)).sum() / no.sum()) if no.sum() else float("nan"),
        )


@dataclass(frozen=True, slots=True)
class GroupEstimate:
    """An estimate with what contrasts need of it.

    Attributes
    ----------
    estimate : float
    limits : tuple of float
    influence : ndarray or None
        Of each cluster of the corpus; None where contrasts go by the limits.
    extra : float
        Variance beyond that of the influences.
    degrees : int
    note : str or None
    """

    estimate: float
    limits: Limits
    influence: Floats | None = None
    extra: float = 0.0
    degrees: int = 0
    note: str | None = None


def _limits(estimate: float, variance: float, degrees: int, confidence: float) -> Limits:
    from scipy.special import stdtrit

    if degrees < 1 or np.isnan(variance):
        return NOTHING
    reach = float(stdtrit(degrees, 0.5 + confidence / 2)) * float(np.sqrt(variance))
    return estimate - reach, estimate + reach


def _by_cluster(data: GroupData, values: Floats, n_clusters: int) -> Floats:
    return np.bincount(data.cluster, weights=values, minlength=n_clusters).astype(np.float64)


def naive(data: GroupData, confidence: float, n_clusters: int) -> GroupEstimate:
    """Believe the detector: its share, with an interval over clusters that knows nothing of its errors."""
    share = float(data.said.mean())
    influence = _by_cluster(data, (data.said - share) / data.n, n_clusters)
    groups = len(np.unique(data.cluster))
    if groups < 2:
        return GroupEstimate(share, NOTHING, influence, 0.0, 0, "one cluster only")
    influence = influence * np.sqrt(groups / (groups - 1))
    limits = _limits(share, float((influence**2).sum()), groups - 1, confidence)
    return GroupEstimate(share, limits, influence, 0.0, groups - 1)


def ppi(data: GroupData, confidence: float, n_clusters: int) -> GroupEstimate:
    """Prediction-powered inference: the detector's share plus the mean error that coding found.

    The influence of a cluster holds its part of the detector's share and of the mean error together, so that coded
    units, which are part of the corpus, and units of one article are not taken for independent. Where coding found
    hardly an error, the variance of the mean error is at least that of Agresti and Min (2005) for paired shares.
    """
    return _rectified(data, data.said, confidence, n_clusters)


def coded_only(data: GroupData, confidence: float, n_clusters: int) -> GroupEstimate:
    """Give the share in the coded sample alone, which needs no detector."""
    return _rectified(data, np.zeros(data.n), confidence, n_clusters)


def _rectified(data: GroupData, believed: Floats, confidence: float, n_clusters: int) -> GroupEstimate:
    coded = data.coded
    if not coded.any():
        return GroupEstimate(float("nan"), NOTHING, note="nothing coded in this group")
    error = np.where(coded, data.truth - believed, 0.0)
    cells = _cells(data)
    expected = believed.copy()
    part = np.zeros(data.n)
    floor, degrees = 0.0, 0
    for cell in np.unique(cells):
        inside = cells == cell
        mine = inside & coded
        share = inside.sum() / data.n
        weight = data.weight[mine] / data.weight[mine].sum()
        mean = float((weight * error[mine]).sum())
        expected[inside] += mean
        groups = len(np.unique(data.cluster[mine]))
        swell = np.sqrt(groups / (groups - 1)) if groups > 1 else np.nan
        part[mine] = share * weight * (error[mine] - mean) * swell
        degrees += groups - 1
        floor += share**2 * _least_variance(error[mine], weight)
    estimate = float(expected.mean())
    influence = _by_cluster(data, (expected - estimate) / data.n + part, n_clusters)
    of_errors = _by_cluster(data, part, n_clusters)
    if degrees < 1 or np.isnan(part).any():
        return GroupEstimate(estimate, NOTHING, influence, 0.0, 0, "coded in one cluster only: no interval")
    extra = max(floor - float((of_errors**2).sum()), 0.0)
    limits = _limits(estimate, float((influence**2).sum()) + extra, degrees, confidence)
    return GroupEstimate(estimate, limits, influence, extra, degrees)


def _cells(data: GroupData) -> Ints:
    """Strata of the sample within the group, where each has two coded clusters; else the group as a whole."""
    whole = np.zeros(data.n, dtype=np.int64)
    for stratum in np.unique(data.stratum):
        if len(np.unique(data.cluster[(data.stratum == stratum) & data.coded])) < 2:
            return whole
    return data.stratum


def _least_variance(error: Floats, weight: Floats) -> float:
    """Variance of a mean of errors -1, 0, 1 with half a unit added to each cell of the paired table."""
    n = 1 / float((weight**2).sum())
    missed = (n * float(weight[error > 0].sum()) + 0.5) / (n + 2)
    wrong = (n * float(weight[error < 0].sum()) + 0.5) / (n + 2)
    return (missed + wrong - (missed - wrong) ** 2) / (n + 2)


def rogan_gladen(data: GroupData, confidence: float, n_clusters: int) -> GroupEstimate:
    """Solve the share from sensitivity and specificity: (p + Sp - 1) / (Se + Sp - 1).

    The limits are those of Lang and Reiczigel (2014) at effective numbers of units.
    """
    coded = data.coded
    sensitivity, specificity = data.error_rates()
    if np.isnan(sensitivity) or np.isnan(specificity):
        missing = "with" if np.isnan(sensitivity) else "without"
        return GroupEstimate(float("nan"), NOTHING, note=f"no coded unit {missing} the value: error rates unknown")
    if sensitivity + specificity <= 1:
        return GroupEstimate(float("nan"), NOTHING, note="the detector is no better than chance here")
    share = float(data.said.mean())
    n = _size(data.said, np.ones(data.n), data.cluster, confidence)
    sizes = []
    for has in (1.0, 0.0):
        mine = coded & (data.truth == has)
        right = (data.said[mine] == has).astype(float)
        sizes.append(_size(right, data.weight[mine], data.cluster[mine], confidence))
    estimate = (share + specificity - 1) / (sensitivity + specificity - 1)
    limits = lang_reiczigel(share, n, sensitivity, sizes[0], specificity, sizes[1], confidence)
    return GroupEstimate(estimate, limits)


def _size(hit: Floats, weight: Floats, cluster: Ints, confidence: float) -> float:
    share = float((weight * hit).sum() / weight.sum())
    influence = weight * (hit - share) / weight.sum()
    variance, degrees = design_variance(influence, np.zeros(len(hit), dtype=np.int64), cluster)
    return effective_size(share, variance, len(hit), weight, degrees, confidence)


Row = tuple[float, float, float]


def difference(one: GroupEstimate, other: GroupEstimate, confidence: float) -> tuple[Row, str | None]:
    """Give the difference of two groups with its limits, and why it is unknown."""
    gap = one.estimate - other.estimate
    if np.isnan(gap):
        return (gap, gap, gap), "a share is unknown"
    if one.influence is None or other.influence is None:
        return (gap, *mover_difference(one.estimate, one.limits, other.estimate, other.limits)), None
    reach = _reach(one.influence - other.influence, one.extra + other.extra, one, other, confidence)
    return (gap, max(gap - reach, -1.0), min(gap + reach, 1.0)), None


def ratio(one: GroupEstimate, other: GroupEstimate, confidence: float) -> tuple[Row, str | None]:
    """Give the ratio of two groups with its limits, and why it is unknown."""
    if np.isnan(one.estimate) or np.isnan(other.estimate):
        return (float("nan"), float("nan"), float("nan")), "a share is unknown"
    if one.influence is None or other.influence is None:
        # A share below 0 is estimated at 0; the limits of both still bound the ratio.
        above, below = max(one.estimate, 0.0), max(other.estimate, 0.0)
        limits = mover_ratio(above, one.limits, below, other.limits)
        if below == 0:
            return (float("nan"), *limits), "the reference's share is estimated at 0: only the limits are known"
        return (above / below, *limits), None
    if not (one.estimate > 0 and other.estimate > 0):
        return (float("nan"), float("nan"), float("nan")), "a share is not above 0"
    times = one.estimate / other.estimate
    influence = one.influence / one.estimate - other.influence / other.estimate
    extra = one.extra / one.estimate**2 + other.extra / other.estimate**2
    reach = _reach(influence, extra, one, other, confidence)
    return (times, float(times * np.exp(-reach)), float(times * np.exp(reach))), None


def _reach(influence: Floats, extra: float, one: GroupEstimate, other: GroupEstimate, confidence: float) -> float:
    """Half an interval of a contrast; a cluster that both groups share counts once, with both influences."""
    from scipy.special import stdtrit

    degrees = one.degrees + other.degrees
    if degrees < 1:
        return float("nan")
    return float(stdtrit(degrees, 0.5 + confidence / 2)) * float(np.sqrt((influence**2).sum() + extra))
