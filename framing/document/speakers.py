"""Nouns that speak: people and offices, and the findings (polls, studies, records) that stand for them."""

from __future__ import annotations

import re

__all__ = ["FINDINGS", "PEOPLE", "apposition_before", "names_speaker"]

FINDINGS = re.compile(
    r"\b(?:polls?|polling|surveys?|study|studies|data|reports?|results?|research|figures|statistics"
    r"|records?|documents?|analysis|census|e-?mails?|transcripts?|projections?|estimates?|review|investigation|"
    r"numbers|footage|video|investigators|researchers|scientists|auditors|inquiry|probe|count|tally)\b",
    re.IGNORECASE,
)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|may|might|should|must|do|does|did"
    r"|not|that|he|she|they|it|we|i|if|because|when|\w+n[’']t)\b|^\s*(?:on|in|at|during|to|by|for)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\b(?:officials?|police|spokes\w+|experts?|analysts?|sources?|critics?|man|woman|people|authorities"
    r"|prosecutors?|lawyers?|leaders?|members?|supporters?|aides?|advisers?|"
    r"democrats|republicans|economists?|scientists?|researchers?|residents?|witness(?:es)?|doctors?"
    r"|organi[sz]ers?|strategists?|observers?|owner|professor|director|report|ministry|army|group)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"\s*(?:some|many|several|most|other|both|two|three)\s+(?:\w+\s+){0,2}\w+s\b")
_RELATIVE = re.compile(r"\s(?:who|that|which)\s")
_APPOSITION = re.compile(
    r"(?:who|which|whose|an?|the|one|former|now|then|however|too|also|for (?:his|her|its) part|jr|sr|\d"
    r"|co-|himself|including|along|citing|speaking|R-|D-|like|\w+ing)\b",
    re.IGNORECASE,
)


def names_speaker(phrase: str) -> bool:
    """Tell whether a phrase behind an inverted cue names somebody rather than going on a sentence."""
    first = _RELATIVE.split(phrase.split(",", 1)[0], maxsplit=1)[0]
    return (
        len(first.split()) <= 12
        and _HAS_VERB.search(first) is None
        and (
            any(word[0].isupper() for word in first.split())
            or PEOPLE.search(first) is not None
            or _SOME.match(first) is not None
        )
    )


def apposition_before(text: str, start: int, end: int) -> bool:
    """Tell whether what stands before a comma is the apposition of a subject ("Ann Lee, a nurse, said ...")."""
    comma = text.rfind(", ", start, end)
    return comma > 0 and _APPOSITION.match(text, comma + 2) is not None
