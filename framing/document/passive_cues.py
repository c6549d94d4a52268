"""Passive cues: what somebody was called, described as or asked."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.document.clauses import NO_CLAUSE
from framing.document.cues import Cue
from framing.document.model import Span
from framing.document.passages import Passage
from framing.document.stretches import CueHit
from framing.document.verb_classes import QUESTIONING
from framing.document.wordlists import words

__all__ = ["BE", "is_passive", "read_passive"]

BE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|gets?|got|becomes?|became)|[’'](?:s|re)|n[’']t)\s+(?:(?:not"
    r"|also|widely|often|generally|largely|now|still|even|all|being|already|long|reportedly|recently"
    r"|repeatedly|later|initially|[a-z]+ly)\s+)*$"
)
_BEING = words("is are was were be been being get gets got become becomes became")
_BY = re.compile(
    r"\s+by\s+((?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)(?=\s+(?:as|of|to|for|that|in|on|with|and|who|after|during"
    r"|over|about|if|whether|how|why|what)\b|\s*[,.;:“\"]|\s*$)"
)
_ASKED = re.compile(r"\s+(?:whether|how|why|what|when|who|if|where|about|which)\b")
_ASKED_FIRST = re.compile(r"(?:^|[.!?”\"]\s+|\b[Ww]hen\s+|,\s+)$")
_HEARSAY = words("said thought believed reported alleged understood presumed supposed rumored rumoured considered")
_TO_BE_OR_HAVE = re.compile(r"\s+to\s+(?:be|have)\b")
_PASSIVE_COMPLEMENT = re.compile(r"\s+(?:as|of|to|for|that|by|[A-Z“\"]|an?\s|the\s)")


def is_passive(cue: Cue, near: str) -> bool:
    """Tell from the text before a cue whether it is in the passive."""
    return cue.form in ("past", "participle") and bool(
        (_may_be(near) and BE.search(near)) or (cue.lemma == "ask" and _ASKED_FIRST.search(near))
    )


def read_passive(passage: Passage, number: int, hit: CueHit) -> None:
    """Read a passive ("was described as ..."): the content goes on from its subject, the source is in the by-phrase."""
    text = passage.text
    floor = passage.free_from(hit.start)
    subject = passage.subject_before(floor, hit.start)
    after = hit.end
    source: Span | None = None
    by = _BY.match(text, after, min(passage.end, after + 120))
    if by is not None:
        source = Span(*by.span(1))
        after = by.end()
    asked = _ASKED.match(text, after, passage.end)
    if asked is not None and hit.cue.lemma in QUESTIONING:
        passage.keep(number, [passage.content(after)], source, "passive_question")
        return
    named = hit.cue.text.endswith(" as") and not NO_CLAUSE.match(text, after, passage.end)
    if not named and not _PASSIVE_COMPLEMENT.match(text, after, passage.end):
        return
    content = passage.content(after, phrase=True)
    if named:
        comma = text.find(",", content[0], content[1])
        content = content if comma < 0 else (content[0], comma)
    pieces = [content] if subject is None else [(subject.start, subject.end), content]
    # "is said to have fled", by nobody: the writer has it from hearsay and does not vouch for it.
    hearsay = source is None and hit.cue.text in _HEARSAY and _TO_BE_OR_HAVE.match(text, hit.end, passage.end)
    passage.keep(number, pieces, source, "passive", entry=replace(hit.cue, cue_class="doubting") if hearsay else None)


def _may_be(near: str) -> bool:
    """Tell cheaply whether a form of *to be* can stand before a cue, adverbs aside."""
    return any(word in _BEING or word.endswith(("’s", "'s", "’re", "'re", "n’t", "n't")) for word in near.split()[-4:])
