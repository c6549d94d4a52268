"""How often each rule is right, measured on human-coded news: one number a rule.

The share of words, among those that a rule calls attributed, that human coders count as attributed too, over the 840
training articles of PolNeAR; for words in the outlet's own voice the share that no coder attributes. A rule that is not
in the table gets the figure of its family.
"""

from __future__ import annotations

__all__ = ["DIRECT", "MARKS", "OWN", "PRECISION", "rule_confidence"]

DIRECT = 0.98
"""Words between quotation marks that a cue attributes, by whatever rule."""

OWN = {
    "no_cue": 0.89,
    "beside_attribution": 0.84,
    "beside_cue": 0.81,
    "beside_cues": 0.74,
}
"""Own voice: in a sentence without a cue, beside an attribution, and beside one or more cues that attribute nothing."""

MARKS = {
    "so_called": 0.84,
    "short_unattributed": 0.6,
    "short_beside_cue": 0.5,
    "capitals_after_work": 0.7,
    "capitals": 0.5,
}
"""Quotation marks that nothing attributes, by the rule that gave their role."""

PRECISION: dict[str, float] = {
    "according_to": 0.85,
    "according_to_first": 0.94,
    "adjective": 0.7,
    "after_its_speaker": 0.95,
    "as_somebody_says": 0.88,
    "clause_interrupted": 0.8,
    "clause_inverted": 0.92,
    "clause_subject_cue": 0.9,
    "colon_quote": 0.74,
    "coordinated_cue_bare": 0.83,
    "coordinated_cue_bare_thought": 0.57,
    "coordinated_cue_colon": 0.3,
    "coordinated_cue_infinitive": 0.81,
    "coordinated_cue_name": 0.79,
    "coordinated_cue_object": 0.68,
    "coordinated_cue_person_infinitive": 0.55,
    "coordinated_cue_question": 0.79,
    "coordinated_cue_quote": 0.57,
    "coordinated_cue_that": 0.89,
    "headline_colon": 0.75,
    "headline_words_in_body": 0.69,
    "long_unattributed": 0.92,
    "noun_about": 0.58,
    "noun_against": 0.3,
    "noun_for": 0.65,
    "noun_in": 0.37,
    "noun_of": 0.49,
    "noun_on": 0.41,
    "noun_that": 0.74,
    "noun_to": 0.67,
    "noun_whether": 0.99,
    "participle_bare": 0.74,
    "participle_bare_thought": 0.59,
    "participle_findings": 0.44,
    "participle_infinitive": 0.69,
    "participle_name": 0.74,
    "participle_object": 0.74,
    "participle_person_infinitive": 0.79,
    "participle_question": 0.82,
    "participle_quote": 0.78,
    "participle_that": 0.9,
    "passive": 0.62,
    "passive_question": 0.74,
    "quotation_goes_on": 0.99,
    "quote_inverted": 0.6,
    "quote_subject_cue": 0.67,
    "quoted_again": 0.6,
    "reportedly": 0.6,
    "subject_cue_bare": 0.84,
    "subject_cue_bare_thought": 0.72,
    "subject_cue_colon": 0.65,
    "subject_cue_findings": 0.89,
    "subject_cue_infinitive": 0.63,
    "subject_cue_name": 0.76,
    "subject_cue_object": 0.76,
    "subject_cue_person_infinitive": 0.71,
    "subject_cue_question": 0.81,
    "subject_cue_quote": 0.7,
    "subject_cue_that": 0.9,
    "transcript": 0.8,
    "what_somebody_calls": 0.72,
    "whole_sentence_quoted": 0.86,
}
"""Attributions: share of the words outside quotation marks that coders attribute as well (for rules that
only find quotations, of all words)."""


def rule_confidence(rule: str) -> float:
    """Give the chance that a careful reader agrees with a rule's attribution.

    Examples
    --------
    >>> 0 < rule_confidence("subject_cue_that") < 1
    True
    """
    return PRECISION.get(rule, 0.7)
