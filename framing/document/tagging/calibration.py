"""Calibration: from the probabilities of a model to how often they are right, by pooling adjacent violators."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["Steps", "calibrated", "checked_steps", "fit_steps"]

Steps = tuple[tuple[float, float], ...]
"""Pairs of a probability and the share that is right up to it, both rising."""

_FEWEST_WORDS = 50
_MOST_STEPS = 1000


def fit_steps(observed: Sequence[tuple[float, int, int]]) -> Steps:
    """Fit a rising step function to contents found in articles that the model has not seen.

    Parameters
    ----------
    observed : sequence of (float, int, int)
        For each content its probability, its words and how many of them people marked.

    Returns
    -------
    tuple of (float, float)
        Up to which probability which share is right; a step has 50 words or more, and its share counts one word more
        on either side, so that no step promises certainty. Empty where there are fewer words than that.

    Examples
    --------
    >>> fit_steps([(0.5, 98, 48), (0.7, 98, 28), (0.9, 98, 97)])
    ((0.7, 0.3889), (0.9, 0.98))
    """
    blocks: list[tuple[float, int, int]] = []
    for probability, words, right in sorted(observed):
        blocks.append((probability, words, right))
        while len(blocks) > 1:
            (_, words_before, right_before), (upper, words_last, right_last) = blocks[-2:]
            rising = right_before * words_last < right_last * words_before
            if rising and words_before >= _FEWEST_WORDS:
                break
            blocks[-2:] = [(upper, words_before + words_last, right_before + right_last)]
    if len(blocks) > 1 and blocks[-1][1] < _FEWEST_WORDS:
        (_, words_before, right_before), (upper, words_last, right_last) = blocks[-2:]
        blocks[-2:] = [(upper, words_before + words_last, right_before + right_last)]
    if not blocks or blocks[-1][1] < _FEWEST_WORDS:
        return ()
    return tuple((round(upper, 4), round((right + 1) / (words + 2), 4)) for upper, words, right in blocks)


def calibrated(steps: Steps, probability: float) -> float:
    """Give the share that is right among contents of a probability; without steps the probability itself.

    Examples
    --------
    >>> calibrated(((0.7, 0.4), (0.9, 0.98)), 0.8), calibrated((), 0.8)
    (0.98, 0.8)
    """
    if not steps:
        return probability
    return steps[min(bisect_left(steps, (probability, 0.0)), len(steps) - 1)][1]


def checked_steps(steps: object) -> Steps:
    """Give steps as read from a file, or raise ValueError."""
    if not isinstance(steps, list) or len(steps) > _MOST_STEPS:
        raise ValueError("its calibration is no list of steps")
    pairs = tuple((float(upper), float(share)) for upper, share in steps)
    if any(not (0 <= upper <= 1 and 0 <= share <= 1) for upper, share in pairs):
        raise ValueError("its calibration is out of range")
    return pairs
