"""Calibration, thresholds and the reliability curve, by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.detectors.frames.decisions import best_thresholds, calibrate, probabilities, reliability


def f1(chances: np.ndarray, truth: np.ndarray, threshold: float) -> float:
    said = chances >= threshold
    return 2 * (said & truth).sum() / (said.sum() + truth.sum())


def test_reliability_by_hand() -> None:
    chances = np.array([0.05, 0.05, 0.95, 0.95])
    truth = np.array([False, True, True, True])
    rows, error = reliability(chances, truth)
    assert [(row["n"], row["mean_chance"], row["share_true"]) for row in rows] == [
        (2, pytest.approx(0.05), 0.5),
        (2, pytest.approx(0.95), 1.0),
    ]
    assert error == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)


def test_threshold_lies_where_f1_is_best() -> None:
    rng = np.random.default_rng(0)
    chances = rng.random((4000, 1))
    truth = rng.random((4000, 1)) < chances
    [found] = best_thresholds("multilabel", chances, truth)
    best = max(f1(chances, truth, t) for t in np.linspace(0.05, 0.95, 91))
    assert f1(chances, truth, found) >= best - 0.01
    # For calibrated chances the best threshold is half the best F1.
    assert found == pytest.approx(best / 2, abs=0.05)


def test_threshold_between_two_classes_does_not_follow_their_frequency() -> None:
    rng = np.random.default_rng(0)
    truth = rng.random((6000, 1)) < 0.2
    evidence = rng.normal(np.where(truth, 1.0, -1.0), 1.0)
    chances = 1 / (1 + np.exp(-(2 * evidence + np.log(0.2 / 0.8))))
    [found] = best_thresholds("binary", chances, truth)
    assert found == pytest.approx(0.2, abs=0.06)


def test_constant_chances_keep_one_half() -> None:
    assert best_thresholds("multilabel", np.full((4, 1), 0.3), np.array([[True], [False]] * 2)).tolist() == [0.5]


def test_calibration_recovers_a_known_sigmoid() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(1, 20_000, 1))
    truth = rng.random((20_000, 1)) < 1 / (1 + np.exp(-(2 * scores[0] - 1)))
    found = calibrate("binary", scores, truth, combine="average")
    assert found.weights[0, 0] / found.scale[0] == pytest.approx(2, abs=0.1)
    assert found.constant[0] == pytest.approx(-1, abs=0.1)


def test_stacking_gives_a_useless_view_little_weight() -> None:
    rng = np.random.default_rng(2)
    good, noise = rng.normal(size=(2, 5000, 1))
    truth = rng.random((5000, 1)) < 1 / (1 + np.exp(-3 * good))
    found = calibrate("binary", np.stack([good, noise]), truth, combine="stack")
    assert abs(found.weights[1, 0]) < 0.1 * found.weights[0, 0]
    average = calibrate("binary", np.stack([good, noise]), truth, combine="average")
    assert average.weights[0, 0] == average.weights[1, 0]


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 5), st.integers(4, 30), st.integers(0, 99))
def test_probabilities_of_one_label_add_up(n_frames: int, n_texts: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(2, n_texts, n_frames))
    truth = np.eye(n_frames, dtype=bool)[np.arange(n_texts) % n_frames]
    chances = probabilities("multiclass", calibrate("multiclass", scores, truth, combine="stack"), scores)
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert (chances >= 0).all()
