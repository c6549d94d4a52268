"""Points of learning and reliability curves."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from framing.errors import SettingError
from framing.validation.curves import learning_points, reliability_points
from framing.validation.frames import FrameValidation


def validation(repeats):
    bins = pd.DataFrame(
        {
            "frame": ["all", "all"], "low": [0.0, 0.9], "high": [0.1, 1.0], "n": [40, 20],
            "mean_chance": [0.05, 0.95], "share_true": [0.1, 1.0],
        }
    )  # fmt: skip
    summary = pd.DataFrame({"measure": ["accuracy"], "estimate": [0.9], "repeats": [repeats]})
    return FrameValidation(summary, *[pd.DataFrame()] * 2, bins, *[pd.DataFrame()] * 2)


def test_folds_that_could_not_learn_are_counted_out():
    curve = pd.DataFrame({"size": [4, 4, 8, 8], "fold": [0, 1, 0, 1], "estimate": [np.nan, np.nan, 0.5, 0.7]})
    found = learning_points(curve)
    assert found["size"].tolist() == [4, 8]
    assert found["n_folds"].tolist() == [0, 2]
    assert np.isnan(found["estimate"][0])
    assert found.iloc[1][["estimate", "lowest", "highest"]].tolist() == [0.6, 0.5, 0.7]


def test_another_table_is_refused():
    with pytest.raises(SettingError, match="size, fold"):
        learning_points(pd.DataFrame({"a": [1]}))


def test_limits_are_exact_and_repeats_bring_no_texts():
    for repeats in (1, 2):
        found = reliability_points(validation(repeats))
        expected = binomtest(4 // repeats, 40 // repeats).proportion_ci(0.95, "exact")
        assert found[["share_low", "share_high"]].iloc[0].tolist() == pytest.approx([expected.low, expected.high])
    assert found["share_high"][1] == 1
