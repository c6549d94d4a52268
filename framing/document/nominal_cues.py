"""Cues that name a claim rather than make it: nouns, adjectives of mind, and *what somebody calls* something."""

from __future__ import annotations

import re

from framing.document.chunks import AFTER_ADJECTIVE, BEFORE_VERB, LOWER_WORD, NO_WORD, POSSESSIVE, SPACED, word_bits
from framing.document.clauses import skip_adverbials, word_behind
from framing.document.model import Span
from framing.document.passages import Passage
from framing.document.passive_cues import is_passive
from framing.document.stretches import CueHit
from framing.document.subjects import leading_subject

__all__ = ["read_adjective", "read_nominal", "read_what"]

_POSSESSOR = re.compile(
    r"((?:(?:the|a|an)\s+)?(?:[A-Z][\w.-]*\s+){0,4}[\w.-]+[’'](?:s)?|\b(?i:his|her|their|its|my"
    r"|our))\s+(?:own\s+)?(?:[\w-]+\s+){0,2}$"
)
_HAVING = re.compile(
    r"\b(?:has|have|had|made|makes?|making|gave|gives?|giving|express\w*|voic\w+|return\w*|issu\w+"
    r"|repeat\w*|reject\w*|drop\w*|announc\w+|offer\w*|reiterat\w+)\s+(?:[\w’'-]+\s+){0,3}$"
)
_AFTER_ADJECTIVE = re.compile(r"\s+(?:that|about|of|to|by|over|with|whether|if|how)\s")
_SEEMING = re.compile(r"\b(?:seem|feel|remain|sound|look|appear|grow)\w*\s+(?:\w+ly\s+|very\s+|more\s+)?$")
_WHAT_START = re.compile(r"(?:^|\b)what\s+")
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_CALLED = re.compile(r"(?:\s+as)?(\s+[^\s,;.]+){1,8}?(?=\s*[,;.]|\s+(?:that|who|which|in|on|at|after|for|and|to)\b|$)")


def read_nominal(passage: Passage, number: int, hit: CueHit) -> None:
    """Read a noun with its complement ("his claim that ..."), where somebody has it."""
    text = passage.text
    start = hit.end
    if hit.cue.text.endswith(" that"):
        start = hit.end - 4
    low = max(passage.start, hit.start - 80)
    match = _POSSESSOR.search(text, low, hit.start) if _has_possessor(text, low, hit.start) else None
    source = Span(*match.span(1)) if match is not None else None
    if source is None:
        before = passage.before(hit.start)
        if before & SPACED and not before & NO_WORD and (before & BEFORE_VERB or not before & LOWER_WORD):
            source = passage.subject_before(passage.free_from(hit.start), hit.start)
        elif (
            _HAVING.search(text, max(passage.start, hit.start - 50), hit.start)
            and " raise" not in text[max(passage.start, hit.start - 30) : hit.start]
        ):
            source = leading_subject(text, passage.start, hit.start)
    if passage.is_taken(start + 1) or (source is None and not hit.cue.text.endswith(" that")):
        return
    passage.keep(number, [passage.content(start, phrase=True)], source, "noun_" + hit.cue.text.rsplit(" ", 1)[1])


def _has_possessor(text: str, floor: int, end: int) -> bool:
    """Tell cheaply whether one of the last words before a noun can say whose it is."""
    for _ in range(4):
        start = text.rfind(" ", floor, end - 1) + 1 or floor
        if word_bits(text[start:end]) & POSSESSIVE:
            return True
        if start <= floor:
            break
        end = start
    return False


def read_adjective(passage: Passage, number: int, hit: CueHit) -> bool:
    """Read an adjective of mind with its complement ("was worried that ..."); tell whether there is one."""
    text = passage.text
    if not word_behind(text, hit.end, passage.end) & AFTER_ADJECTIVE:
        return False
    near = text[max(passage.start, hit.start - 60) : hit.start]
    match = _AFTER_ADJECTIVE.match(text, hit.end, passage.end)
    if match is None:
        return False
    if not (is_passive(passage, hit) or near.endswith(", ") or _SEEMING.search(near)):
        return False
    subject = passage.subject_before(passage.free_from(hit.start), hit.start)
    start = hit.end if match.group().strip() in ("that", "to") else match.end()
    return passage.keep(number, [passage.content(start, phrase=True)], subject, "adjective")


def read_what(passage: Passage, number: int, hit: CueHit) -> None:
    """Read "what she calls a *witch hunt*"."""
    text = passage.text
    subject = passage.subject_before(passage.free_from(hit.start), hit.start)
    if subject is not None:
        named = _WHAT_START.search(text, subject.start, subject.end)
        if named is not None:
            subject = Span(named.end(), subject.end)
    if subject is None or text[subject.start : subject.end].lower() in _PRONOUNS:
        first = leading_subject(text, passage.start, hit.start)
        subject = first if first is not None and first.end <= hit.start else subject
    after = skip_adverbials(text, hit.end, passage.end)
    quote = passage.quote_at(after)
    if quote is not None:
        passage.keep(number, [(after, passage.quotes[quote][1])], subject, "what_somebody_calls")
        return
    match = _CALLED.match(text, after, passage.end)
    if match is not None:
        passage.keep(number, [(after, match.end())], subject, "what_somebody_calls")
