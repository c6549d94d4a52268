"""Which cues are verbs where they stand, and not the noun or adjective of the same form: the word before tells."""

from __future__ import annotations

import re

from framing.document.chunks import (
    BEFORE_ADJECTIVE,
    BEFORE_NOUN,
    BEFORE_S,
    BEFORE_VERB,
    COUNTS,
    ENDS_S,
    FINDS,
    LOWER_WORD,
    LY,
    NO_WORD,
    PLURAL,
    SAYS,
    SPACED,
)
from framing.document.clauses import CLAUSE_LIKE
from framing.document.cues import ALSO_ADJECTIVE, ALSO_NOUN, BASE, FIXED, ING, PARTICIPLE, PAST, SURE_VERB
from framing.document.passages import Passage
from framing.document.stretches import CueHit

__all__ = ["is_verbal"]

_SURE_COMPLEMENT = re.compile(r"\s+that\s|\s*[,:]?\s*[“\"]|\s*:\s")


def is_verbal(passage: Passage, number: int) -> bool:
    """Tell a verb from a noun or an adjective of the same form by the word before it."""
    verbal = passage.verbal.get(number)
    if verbal is None:
        verbal = passage.verbal[number] = _is_verbal(passage, passage.cues[number])
    return verbal


def _is_verbal(passage: Passage, hit: CueHit) -> bool:
    start, end, cue = hit
    bits = cue.bits
    if bits & FIXED:
        return True
    before = passage.before(start)
    if not before & SPACED or before & NO_WORD:
        return not bits & BASE or start - passage.start > 3
    if before & BEFORE_NOUN:
        return before & COUNTS != 0 and bits & (SURE_VERB | PAST) != 0 and not bits & ALSO_ADJECTIVE
    if bits & (PAST | PARTICIPLE):
        return not (bits & ALSO_ADJECTIVE and before & BEFORE_ADJECTIVE)
    if bits & ING:
        return not before & BEFORE_ADJECTIVE
    if bits & BASE:
        if not bits & ALSO_NOUN or before & (LY | BEFORE_VERB):
            return True
        return before & PLURAL != 0 and (
            before & (LOWER_WORD | FINDS) != 0 or _SURE_COMPLEMENT.match(passage.text, end, passage.end) is not None
        )
    if not bits & ALSO_NOUN or before & (LY | BEFORE_S | SAYS | FINDS) or not before & LOWER_WORD:
        return True
    if _SURE_COMPLEMENT.match(passage.text, end, passage.end) is not None:
        return True
    return not before & ENDS_S and CLAUSE_LIKE.match(passage.text, end, min(passage.end, end + 60)) is not None
