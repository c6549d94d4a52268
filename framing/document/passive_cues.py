"""Passive cues: what somebody was called, described as or asked."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.document.chunks import AFTER_BE, AFTER_IS, BE, BY, IS, chunks_before
from framing.document.clauses import NO_CLAUSE, word_behind
from framing.document.cues import ASKS
from framing.document.model import Span
from framing.document.passages import Passage
from framing.document.stretches import CueHit
from framing.document.wordlists import words

__all__ = ["is_passive", "read_passive"]

_BY = re.compile(
    r"\s+by\s+((?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)(?=\s+(?:as|of|to|for|that|in|on|with|and|who|after|during"
    r"|over|about|if|whether|how|why|what)\b|\s*[,.;:“\"]|\s*$)"
)
_ASKED = re.compile(r"\s+(?:whether|how|why|what|when|whom?|if|where|about|which)\b")
_ASKED_FIRST = re.compile(r"(?:^|[.!?”\"]\s+|\b[Ww]hen\s+|,\s+)$")
_HEARSAY = words("said thought believed reported alleged understood presumed supposed rumored rumoured considered")
_TO_BE_OR_HAVE = re.compile(r"\s+to\s+(?:be|have)\b")
_PASSIVE_COMPLEMENT = re.compile(r"\s+(?:as|of|to|for|that|by|[A-Z“\"]|an?\s|the\s)")


def is_passive(passage: Passage, hit: CueHit) -> bool:
    """Tell from the words before a participle whether it is in the passive."""
    start, _, cue = hit
    near = passage.before(start)
    if near & IS:
        return True
    if near & AFTER_IS:
        for kind in reversed(chunks_before(passage.text, max(passage.start, start - 60), start)[1][:-1]):
            if kind & BE:
                return True
            if not kind & AFTER_BE:
                break
    return cue.lemma == "ask" and (
        start == passage.start or _ASKED_FIRST.search(passage.text, max(passage.start, start - 60), start) is not None
    )


def read_passive(passage: Passage, number: int, hit: CueHit) -> None:
    """Read a passive ("was described as ..."): the content goes on from its subject, the source is in the by-phrase."""
    text = passage.text
    floor = passage.free_from(hit.start)
    subject = passage.subject_before(floor, hit.start)
    after = hit.end
    source: Span | None = None
    behind = word_behind(text, after, passage.end)
    by = _BY.match(text, after, min(passage.end, after + 120)) if behind & BY else None
    if by is not None:
        source = Span(*by.span(1))
        after = by.end()
    if hit.cue.bits & ASKS and _ASKED.match(text, after, passage.end):
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
