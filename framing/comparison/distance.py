"""How far apart two distributions of choices are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.comparison.divergence import jensen_shannon_rows

__all__ = ["jensen_shannon"]


def jensen_shannon(
    first: Sequence[float] | NDArray[np.float64], second: Sequence[float] | NDArray[np.float64]
) -> float:
    """Give the Jensen–Shannon distance, base 2, of two sets of counts over the same variants.

    It is the square root of the Jensen–Shannon divergence: 0 where both choose alike, 1 where nothing that one chooses
    is ever chosen by the other. It describes two distributions as they are; with a handful of opportunities it jumps
    with every mention, so it is no test and has no p-value.

    Parameters
    ----------
    first, second : array_like of float, shape (variants,)
        Counts or shares, at least 0; each is divided by its sum.

    Returns
    -------
    float
        Between 0 and 1; NaN where one of the two has no opportunity (its sum is 0).

    Raises
    ------
    ValueError
        If the shapes differ or a count is negative.

    References
    ----------
    Lin, J. (1991), Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37(1);
    Endres, D. and Schindelin, J. (2003), A new metric for probability distributions, same journal 49(7).

    Examples
    --------
    >>> jensen_shannon([3, 0], [0, 5])
    1.0
    >>> jensen_shannon([2, 2], [5, 5])
    0.0
    >>> jensen_shannon([0, 0], [1, 2])
    nan
    """
    p, q = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if p.shape != q.shape or p.ndim != 1:
        raise ValueError(f"two vectors of one length are needed; their shapes are {p.shape} and {q.shape}")
    if (p < 0).any() or (q < 0).any():
        raise ValueError("counts must be at least 0; one is negative")
    return float(jensen_shannon_rows(p, q))
