"""Points of learning and reliability curves, from the tables of a frame classifier's validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import SettingError
from framing.validation.intervals import share_limits

if TYPE_CHECKING:
    import pandas as pd

    from framing.validation.frames import FrameValidation

__all__ = ["learning_points", "reliability_points"]


def learning_points(curve: pd.DataFrame) -> pd.DataFrame:
    """Give the mean and the range over folds for each size of a learning curve.

    Parameters
    ----------
    curve : DataFrame
        From :func:`framing.validation.frames.learning_curve_frames`: ``size, fold, estimate``.

    Returns
    -------
    DataFrame
        ``size, estimate`` (mean over folds), ``lowest, highest, n_folds``: folds that could learn; NaN where none
        could. The folds share most of their texts, so the range is no confidence interval.

    Raises
    ------
    SettingError
        For another table.

    Examples
    --------
    >>> import pandas as pd
    >>> curve = pd.DataFrame({"size": [10, 10], "fold": [0, 1], "estimate": [0.5, 0.7]})
    >>> learning_points(curve).to_dict("records")
    [{'size': 10, 'estimate': 0.6, 'lowest': 0.5, 'highest': 0.7, 'n_folds': 2}]
    """
    missing = [name for name in ("size", "fold", "estimate") if name not in getattr(curve, "columns", ())]
    if missing:
        raise SettingError(f"a learning curve has the columns size, fold and estimate; {', '.join(missing)} not there")
    grouped = curve.groupby("size", sort=True)["estimate"]
    return grouped.agg(estimate="mean", lowest="min", highest="max", n_folds="count").reset_index()


def reliability_points(validation: FrameValidation, confidence: float = 0.95) -> pd.DataFrame:
    """Give the reliability curve with intervals of the shares.

    Parameters
    ----------
    validation : FrameValidation
    confidence : float

    Returns
    -------
    DataFrame
        The columns of ``validation.reliability`` and ``share_low, share_high``: Clopper-Pearson limits as if the
        texts of a bin were independent, NaN for an empty bin.
    """
    table = validation.reliability.copy()
    # Each repeat decides on every text again: that brings decisions and no texts.
    repeats = float(validation.table["repeats"].iloc[0])
    limits = [
        share_limits(float(share), float(n) / repeats, confidence) if n > 0 else (np.nan, np.nan)
        for share, n in zip(table["share_true"], table["n"], strict=True)
    ]
    table["share_low"] = [low for low, _ in limits]
    table["share_high"] = [high for _, high in limits]
    return table
