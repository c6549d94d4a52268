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
    "adjective": 0.71,
    "after_its_speaker": 0.76,
    "as_somebody_says": 0.79,
    "clause_interrupted": 0.81,
    "clause_inverted": 0.93,
    "clause_subject_cue": 0.89,
    "colon_quote": 0.75,
    "coordinated_cue_bare": 0.83,
    "coordinated_cue_bare_thought": 0.54,
    "coordinated_cue_colon": 0.3,
    "coordinated_cue_infinitive": 0.8,
    "coordinated_cue_name": 0.77,
    "coordinated_cue_object": 0.7,
    "coordinated_cue_person_infinitive": 0.55,
    "coordinated_cue_question": 0.8,
    "coordinated_cue_quote": 0.48,
    "coordinated_cue_that": 0.9,
    "headline_words_in_body": 0.69,
    "long_unattributed": 0.93,
    "noun_about": 0.57,
    "noun_against": 0.3,
    "noun_for": 0.63,
    "noun_in": 0.37,
    "noun_of": 0.46,
    "noun_on": 0.39,
    "noun_that": 0.76,
    "noun_to": 0.67,
    "noun_whether": 0.99,
    "participle_bare": 0.73,
    "participle_bare_thought": 0.6,
    "participle_findings": 0.44,
    "participle_infinitive": 0.67,
    "participle_name": 0.8,
    "participle_object": 0.74,
    "participle_person_infinitive": 0.79,
    "participle_question": 0.85,
    "participle_quote": 0.78,
    "participle_that": 0.9,
    "passive": 0.62,
    "passive_question": 0.75,
    "quotation_goes_on": 0.99,
    "quote_inverted": 0.6,
    "quote_subject_cue": 0.67,
    "reportedly": 0.6,
    "subject_cue_bare": 0.85,
    "subject_cue_bare_thought": 0.72,
    "subject_cue_colon": 0.38,
    "subject_cue_findings": 0.9,
    "subject_cue_infinitive": 0.63,
    "subject_cue_name": 0.75,
    "subject_cue_object": 0.77,
    "subject_cue_person_infinitive": 0.72,
    "subject_cue_question": 0.81,
    "subject_cue_quote": 0.7,
    "subject_cue_that": 0.9,
    "what_somebody_calls": 0.73,
    "whole_sentence_quoted": 0.88,
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
