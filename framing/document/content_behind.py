"""Content behind an active verb: quotations, clauses, questions, infinitives, objects and names."""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.document.clauses import CLAUSE_LIKE, NO_CLAUSE, skip_addressee, skip_adverbials
from framing.document.model import Span
from framing.document.passages import Passage
from framing.document.speakers import FINDINGS
from framing.document.stretches import CueHit
from framing.document.verb_classes import BARE_VERBS, QUESTIONING

__all__ = ["read_active"]

_THAT = re.compile(r"\s*,?\s+that\b(?!\s+(?:is|was|would|has|night|day|week|year|morning|same|time)\b)")
_FAR_THAT = re.compile(r"[^.,;:“”\"]{1,110}?(?=\s+that\s)")
_AFTER_ADDRESSEE = re.compile(r"\s*[,:]|\s+(?:that|he|she|it|they|there|\w+day)\b")
_WH = re.compile(r"\s+(?:whether|how|why|what|when|who|if|where)\b")
_INFINITIVE = re.compile(r"\s+(?:not\s+)?to\s+(?!(?:the|a|an|his|her|its|their|this|that|these|those|[A-Z])\b)\w")
_COLON = re.compile(r"\s*:\s*(?=\S)")
_CLAUSE_START = re.compile(
    r"\s+(?:(?:he|she|it|they|we|i|you|there|this|these|those|the|a|an|his|her|its|their|our|my|some|many"
    r"|most|several|no|not|all|any|both|such|if|when|while|because|one|two|three|four|five|only|even"
    r"|under|in|on|at|after|"
    r"people|more|other|another|each|every|as)\b|[A-Z\d$“\"'‘(\[]|[a-z’'-]+\s)"
)
_PARTICLE = re.compile(r"\s+(?:up|out|off|back|down|over|away|around|ahead|together|through)\b")
_NAMED = re.compile(
    r"\s+(?:him|her|it|them|himself|herself|themselves)\s+(?:an?|the|for|[a-z-]+)\b"
    r"|\s+(?:(?:the|his|her|its|their|that|this|these|those)\s+(?:[\w’'-]+\s+){1,4}?"
    r"|(?:[A-Z][\w.’'-]*\s+){1,4})(?:an?|the|for|[a-z-]+)\b"
)
_TO_SOMEBODY = re.compile(r"\s+to\s+[^.,;:“”\"]{2,80}?(?=\s+that\s|,?\s+[“\"]|:\s)")


def read_active(passage: Passage, number: int, hit: CueHit, subject: Span | None, rule: str) -> None:
    """Read what an active verb takes, from the surest complement to the least."""
    text = passage.text
    frames = hit.cue.frames
    after = hit.end
    if "person" in frames:
        told = skip_addressee(text, after, passage.end)
        match = _INFINITIVE.match(text, told, passage.end)
        if "infinitive" in frames and match is not None:
            passage.keep(number, [passage.content(after)], subject, rule + "_person_infinitive")
            return
        that = None
        if told == after or not _AFTER_ADDRESSEE.match(text, told, passage.end):
            that = _FAR_THAT.match(text, after, passage.end)
        after = that.end() if that is not None else told
    elif "clause" in frames:
        match = _TO_SOMEBODY.match(text, after, passage.end)
        if match is not None:
            after = match.end()
    plain = after
    after = skip_adverbials(text, after, passage.end)
    quote = passage.quote_at(after)
    if quote is not None and _takes_quote(frames):
        start = passage.quotes[quote][0]
        begin = start if text[start - 1] != " " or not text[after:start].strip(" ,:\n\xa0") else after
        passage.keep(number, [(begin, _quote_content_end(passage, quote))], subject, rule + "_quote")
        return
    match = _THAT.match(text, after, passage.end)
    if match is not None and ("clause" in frames or "that" in frames):
        passage.keep(number, [passage.content(match.end() - 4)], subject, rule + "_that")
        return
    match = _COLON.match(text, after, passage.end)
    if match is not None and ("clause" in frames or "that" in frames):
        passage.keep(number, [passage.content(match.end())], subject, rule + "_colon")
        return
    match = _WH.match(text, after, passage.end)
    if match is not None and hit.cue.lemma in QUESTIONING:
        passage.keep(number, [passage.content(after)], subject, rule + "_question")
        return
    if "infinitive" in frames and _INFINITIVE.match(text, after, passage.end):
        passage.keep(number, [passage.content(after)], subject, rule + "_infinitive")
        return
    if (
        "that" in frames
        and subject is not None
        and NO_CLAUSE.match(text, after, passage.end) is None
        and FINDINGS.search(text, subject.start, subject.end)
    ):
        passage.keep(number, [passage.content(after)], subject, rule + "_findings")
        return
    if (
        "clause" in frames
        and not NO_CLAUSE.match(text, after, passage.end)
        and _CLAUSE_START.match(text, after, passage.end)
        and (hit.cue.lemma in BARE_VERBS or CLAUSE_LIKE.match(text, after, min(passage.end, after + 90)))
    ):
        weak = hit.cue.kind == "thought"
        passage.keep(number, [passage.content(after)], subject, rule + ("_bare_thought" if weak else "_bare"))
        return
    if "object" in frames and not (
        NO_CLAUSE.match(text, plain, passage.end) or _PARTICLE.match(text, plain, passage.end)
    ):
        passage.keep(number, [passage.content(plain, phrase=True)], subject, rule + "_object")
        return
    if "name" in frames and _names(text, plain, passage.end, passage.quotes):
        passage.keep(number, [passage.content(plain, phrase=True)], subject, rule + "_name")


def _takes_quote(frames: frozenset[str]) -> bool:
    return bool(frames & {"clause", "that", "object", "name", "as", "person"})


def _quote_content_end(passage: Passage, quote: int) -> int:
    """Find the end of a content that begins with a quotation: its end, or that of the clause it stands in."""
    text = passage.text
    end = passage.quotes[quote][1]
    if text[passage.marked[quote].end - 1] in ".?!…" or not passage.marked[quote].closed:
        while quote + 1 < len(passage.quotes) and not text[end : passage.quotes[quote + 1][0]].strip(" ,\n"):
            quote += 1
            end = passage.quotes[quote][1]
        return end
    return max(end, passage.content(passage.quotes[quote][0])[1])


def _names(text: str, position: int, end: int, quotes: list[tuple[int, int]]) -> bool:
    """Tell whether a naming verb names: an object and then a name for it, in marks or with an article."""
    index = bisect_left(quotes, (position, 0))
    if index < len(quotes) and quotes[index][0] - position < 80:
        return True
    return _NAMED.match(text, position, end) is not None
