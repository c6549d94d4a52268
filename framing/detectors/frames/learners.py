"""Linear learners, one weight vector per frame, and what they say about texts that they did not learn from."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from framing.detectors.frames.features import Weighting

__all__ = ["EMBEDDED", "Linear", "View", "fit_view", "held_out", "learn_weighting", "side_by_side", "weighted"]

#: Name of the dense block: sentence embeddings.
EMBEDDED = "embedding"

Array = np.ndarray[Any, np.dtype[Any]]
Rows = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the features: which blocks, which learner.

    Attributes
    ----------
    name : str
    blocks : tuple of str
        Blocks side by side.
    learner : str
        ``logistic``, ``ratio`` (logistic on features that weigh as much as their log-ratio between the texts with and
        without the frame) or ``bayes`` (complement naive Bayes, which is linear too).
    strengths : tuple of float
        Settings to choose from by held-out loss: the inverse penalty, or the smoothing.
    """

    name: str
    blocks: tuple[str, ...]
    learner: str
    strengths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of a fitted view: frames × columns, and a constant per frame."""

    weights: Array
    constant: Array

    def scores(self, matrix: Any) -> Array:
        """Give log-odds, texts × frames."""
        return np.asarray(matrix @ self.weights.T) + self.constant

    def scores_of(self, rows: Rows, blocks: Sequence[str]) -> Array:
        """Give log-odds from blocks that lie beside each other in the weights, without joining them."""
        total: Any = self.constant
        first = 0
        for block in blocks:
            if block in rows:
                last = first + rows[block].shape[1]
                total = total + np.asarray(rows[block] @ np.ascontiguousarray(self.weights[:, first:last].T))
                first = last
        return np.asarray(total)


def side_by_side(rows: Rows, blocks: Sequence[str]) -> Any:
    """Put the blocks of a view beside each other."""
    parts = [rows[block] for block in blocks if block in rows]
    if len(parts) == 1:
        return parts[0]
    return sparse.hstack(parts, format="csr", dtype=np.float32)


def fit_view(view: View, matrix: Any, truth: Array, strength: float, *, class_weight: Any, seed: int) -> Linear:
    """Fit one weight vector per frame."""
    weights = np.zeros((truth.shape[1], matrix.shape[1]), dtype=np.float32)
    constant = np.zeros(truth.shape[1], dtype=np.float32)
    for place in range(truth.shape[1]):
        positive = truth[:, place]
        n_positive = int(positive.sum())
        if n_positive in (0, len(positive)):  # a fold that lacks a frame can only say how rare it is
            constant[place] = np.log((n_positive + 0.5) / (len(positive) - n_positive + 0.5))
        elif view.learner == "ratio":
            weights[place], constant[place] = _ratio(matrix, positive, strength, class_weight, seed)
        elif view.learner == "bayes":
            weights[place], constant[place] = _bayes(matrix, positive, strength)
        else:
            weights[place], constant[place] = _logistic(matrix, positive, strength, class_weight, seed)
    return Linear(weights, constant)


def _logistic(matrix: Any, positive: Array, strength: float, class_weight: Any, seed: int) -> tuple[Array, float]:
    dense = not sparse.issparse(matrix)
    model = LogisticRegression(
        C=strength,
        class_weight=class_weight,
        solver="lbfgs" if dense else "liblinear",
        dual=not dense,
        max_iter=300,
        tol=1e-4 if dense else 1e-2,
        random_state=seed,
    )
    with warnings.catch_warnings():
        # The dual solver is stopped early on purpose: the last digits of a weight change no decision.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix, positive)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _ratio(matrix: Any, positive: Array, strength: float, class_weight: Any, seed: int) -> tuple[Array, float]:
    """Fit a logistic regression on features that weigh as much as their log-ratio says (Wang and Manning 2012)."""
    present = sparse.csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
    inside = np.asarray(present[positive].sum(axis=0)).ravel() + 1
    outside = np.asarray(present[~positive].sum(axis=0)).ravel() + 1
    ratio = (np.log(inside / inside.sum()) - np.log(outside / outside.sum())).astype(np.float32)
    scaled = matrix.copy()
    scaled.data *= ratio[scaled.indices]
    weights, constant = _logistic(scaled, positive, strength, class_weight, seed)
    return weights * ratio, constant


def _bayes(matrix: Any, positive: Array, smoothing: float) -> tuple[Array, float]:
    inside = np.asarray(matrix[positive].sum(axis=0)).ravel() + smoothing
    outside = np.asarray(matrix[~positive].sum(axis=0)).ravel() + smoothing
    ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
    return ratio.astype(np.float32), 0.0


def held_out(
    view: View,
    counts: Rows,
    truth: Array,
    fold: tuple[Array, Array],
    *,
    class_weight: Any,
    seed: int,
) -> dict[float, Array]:
    """Learn on one part of a fold and score the other, for each strength of a view.

    Parameters
    ----------
    view : View
    counts : mapping of str to matrix
        Counts of all texts by block; a dense block is taken as it is.
    truth : numpy.ndarray
        Texts × frames.
    fold : tuple of numpy.ndarray
        Rows to learn from, rows to score.

    Returns
    -------
    dict of float to numpy.ndarray
        Log-odds of the scored rows.
    """
    train, test = fold
    wanted = {block: counts[block] for block in view.blocks if block in counts}
    learned, scored = weigh(wanted, train, test)
    left, right = side_by_side(learned, view.blocks), side_by_side(scored, view.blocks)
    return {
        strength: fit_view(view, left, truth[train], strength, class_weight=class_weight, seed=seed).scores(right)
        for strength in view.strengths
    }


def weigh(counts: Rows, train: Array, test: Array) -> tuple[Rows, Rows]:
    """Weigh the rows of a fold by what its training rows show."""
    rows = {block: matrix[train] for block, matrix in counts.items()}
    weighting = learn_weighting(rows)
    others = {block: matrix[test] for block, matrix in counts.items()}
    return weighted(weighting, rows), weighted(weighting, others)


def learn_weighting(rows: Rows) -> Weighting:
    """Learn from the sparse blocks of the training rows."""
    return Weighting().learn({block: matrix for block, matrix in rows.items() if block != EMBEDDED})


def weighted(weighting: Weighting, counts: Rows) -> dict[str, Any]:
    """Weigh counts; a dense block is taken as it is."""
    rows: dict[str, Any] = dict(weighting.rows({block: counts[block] for block in counts if block != EMBEDDED}))
    if EMBEDDED in counts:
        rows[EMBEDDED] = counts[EMBEDDED]
    return rows
