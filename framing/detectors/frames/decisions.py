"""From scores of several views to calibrated probabilities, and from probabilities to decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from framing.detectors.frames.labels import Kind

__all__ = ["Calibration", "best_thresholds", "calibrate", "log_loss", "probabilities", "reliability"]

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the scores of the views become probabilities.

    Attributes
    ----------
    scale : numpy.ndarray
        Spread of each view's held-out scores, by which they are divided.
    weights : numpy.ndarray
        Views × frames.
    constant : numpy.ndarray
        Per frame.
    """

    scale: Array
    weights: Array
    constant: Array


def probabilities(kind: Kind, calibration: Calibration, scores: Array) -> Array:
    """Give texts × frames from views × texts × frames."""
    return _probabilities(kind, _combined(calibration, scores))


def _combined(calibration: Calibration, scores: Array) -> Array:
    scaled = scores / calibration.scale[:, None, None]
    return np.asarray(np.einsum("vtf,vf->tf", scaled, calibration.weights) + calibration.constant)


def _probabilities(kind: Kind, logits: Array) -> Array:
    if kind == "multiclass":
        shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def log_loss(kind: Kind, scores: Array, truth: Array) -> float:
    """Mean negative log-likelihood of one view's scores after calibration."""
    fitted = calibrate(kind, scores[None], truth, combine="average")
    return _loss(kind, _combined(fitted, scores[None]), truth) / len(truth)


def _loss(kind: Kind, logits: Array, truth: Array) -> float:
    if kind == "multiclass":
        top = logits.max(axis=1, keepdims=True)
        total = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
        return float((total - logits[truth]).sum())
    return float((np.logaddexp(0, logits) - logits * truth).sum())


def calibrate(kind: Kind, scores: Array, truth: Array, *, combine: str) -> Calibration:
    """Fit the step from held-out scores to probabilities.

    Platt's sigmoid for each frame or, where a text has exactly one frame, one temperature with a constant per frame;
    with several views their mean is calibrated (``average``) or each has its own weight (``stack``).

    Parameters
    ----------
    kind : str
        As in :class:`~framing.detectors.frames.labels.Targets`.
    scores : numpy.ndarray
        Views × texts × frames, of texts that the views did not learn from.
    truth : numpy.ndarray
        Texts × frames.
    combine : {"average", "stack"}
    """
    n_views, _, n_frames = scores.shape
    scale = np.array([max(float(view.std()), 1e-9) for view in scores])
    scaled = scores / scale[:, None, None]
    if combine == "average":
        scaled = scaled.mean(axis=0, keepdims=True)
    weights = np.zeros((n_views, n_frames))
    constant = np.zeros(n_frames)
    groups = [np.arange(n_frames)] if kind == "multiclass" else [np.array([place]) for place in range(n_frames)]
    for frames in groups:
        fitted, offset = _fit(kind, scaled[:, :, frames], truth[:, frames])
        weights[:, frames] = (fitted / n_views if combine == "average" else fitted)[:, None]
        constant[frames] = offset
    return Calibration(scale, weights, constant)


def _fit(kind: Kind, scores: Array, truth: Array) -> tuple[Array, Array]:
    n_views, _, n_frames = scores.shape

    def loss(values: Array) -> tuple[float, Array]:
        weights, constant = values[:n_views], values[n_views:]
        logits = np.einsum("vtf,v->tf", scores, weights) + constant
        difference = _probabilities(kind, logits) - truth
        pull = weights - weights.mean()
        # A weak pull towards equal weights and small constants keeps few texts from deciding everything.
        value = _loss(kind, logits, truth) + 0.5 * (pull**2).sum() + 0.05 * (constant**2).sum()
        slope = np.einsum("vtf,tf->v", scores, difference) + pull
        return value, np.concatenate([slope, difference.sum(axis=0) + 0.1 * constant])

    start = np.concatenate([np.full(n_views, 1.0 / n_views), np.zeros(n_frames)])
    bounds = [(0.0, None)] * n_views + [(None, None)] * n_frames
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    return found.x[:n_views], found.x[n_views:]


def best_thresholds(kind: Kind, chances: Array, truth: Array) -> Array:
    """Find for each frame the chance from which on saying yes pays most.

    The mean of two curves over the possible thresholds is maximised: the gain that the coded labels show, and the gain
    to be expected if the chances are right, which is smoother. The gain is F1; for a choice between two classes it is
    the mean of their recalls, which does not change when one of them is more frequent in other texts.

    Examples
    --------
    >>> import numpy as np
    >>> chances = np.array([[0.1], [0.2], [0.6], [0.7]])
    >>> best_thresholds("binary", chances, np.array([[False], [False], [True], [True]])).round(2)
    array([0.4])
    """
    found = np.full(chances.shape[1], 0.5)
    for place in range(chances.shape[1]):
        order = np.argsort(chances[:, place], kind="stable")[::-1]
        chance, positive = chances[order, place], truth[order, place].astype(float)
        value = np.zeros(len(chance))
        for yes in (positive, chance):
            value += _recalls(yes) if kind == "binary" else _f1(yes)
        # Only between two different chances can a threshold lie.
        steps = np.flatnonzero(np.diff(chance) < 0)
        if len(steps):
            best = steps[np.argmax(value[steps])]
            found[place] = (chance[best] + chance[best + 1]) / 2
    return found


def _recalls(yes: Array) -> Array:
    """Mean recall of yes and no, less one half, if the first 1, 2, 3 ... texts are said to have the frame."""
    no = 1 - yes
    return np.asarray((np.cumsum(yes) / max(yes.sum(), 1e-9) - np.cumsum(no) / max(no.sum(), 1e-9)) / 2)


def _f1(yes: Array) -> Array:
    """F1 if the first 1, 2, 3 ... texts are said to have the frame."""
    said = np.arange(1, len(yes) + 1)
    return np.asarray(2 * np.cumsum(yes) / np.maximum(said + yes.sum(), 1e-9))


def reliability(chances: Array, truth: Array, n_bins: int = 10) -> tuple[list[dict[str, float]], float]:
    """Compare chances with what came true, in bins of equal width.

    Returns
    -------
    rows : list of dict
        ``low``, ``high``, ``n``, ``mean_chance``, ``share_true``, for bins that are not empty.
    error : float
        Expected calibration error: the mean of the bins' absolute differences, weighted by n.

    Examples
    --------
    >>> import numpy as np
    >>> reliability(np.array([0.25, 0.25]), np.array([True, False]))[1]
    0.25
    """
    place = np.minimum((chances * n_bins).astype(int), n_bins - 1)
    rows, error = [], 0.0
    for number in range(n_bins):
        inside = place == number
        n = int(inside.sum())
        if n:
            mean, share = float(chances[inside].mean()), float(truth[inside].mean())
            edges = {"low": number / n_bins, "high": (number + 1) / n_bins}
            rows.append({**edges, "n": n, "mean_chance": mean, "share_true": share})
            error += n / len(chances) * abs(mean - share)
    return rows, error
