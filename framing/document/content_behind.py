"""Content behind an active verb: quotations, clauses, questions, infinitives, objects and names."""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.document.chunks import ADVERBIAL, MARKED, NOT_TO, OPENS_PHRASE, QUESTION, SAYS_THAT
from framing.document.clauses import CLAUSE_LIKE, NO_CLAUSE, skip_addressee, skip_adverbials, word_behind
from framing.document.cues import AS, AS_NAME, ASKS, BARE, CLAUSE, INFINITIVE, NAME, OBJECT, PERSON, SPEECH, THAT
from framing.document.model import Span
from framing.document.passages import Passage
from framing.document.speakers import FINDINGS
from framing.document.stretches import CueHit

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


_THAT_AFTER_PHRASE = re.compile(
    r"(?:\s*[,—–]\s*|\s+)(?:in|on|at|to|with|from|by|for|during|after|before|among|as|however)\b"
    r"[^.;:“”\"]{0,90}?(?=\s+that\s+(?!(?:is|was|would|has|night|day|week|year|morning|same|time)\b))"
)
_AS_NAME = re.compile(r"\s+(?:[\w’'.-]+\s+){1,10}?as\s+(?!well\b|soon\b|long\b|much\b|far\b|many\b)")


def read_active(passage: Passage, number: int, hit: CueHit, subject: Span | None, rule: str) -> None:
    """Read what an active verb takes, from the surest complement to the least."""
    text = passage.text
    end = passage.end
    after = hit.end
    bits = hit.cue.bits
    behind = word_behind(text, after, end)
    if bits & PERSON:
        told = skip_addressee(text, after, passage.end)
        if bits & INFINITIVE and _INFINITIVE.match(text, told, end):
            passage.keep(number, [passage.content(after)], subject, rule + "_person_infinitive")
            return
        that = None
        if told == after or not _AFTER_ADDRESSEE.match(text, told, passage.end):
            that = _FAR_THAT.match(text, after, passage.end)
        after = that.end() if that is not None else told
    elif bits & CLAUSE and behind & NOT_TO:
        match = _TO_SOMEBODY.match(text, after, end)
        if match is not None:
            after = match.end()
    plain = after
    if after != hit.end:
        behind = word_behind(text, after, end)
    if behind & ADVERBIAL or text.startswith(",", after):
        after = skip_adverbials(text, after, end)
    quote = passage.quote_at(after)
    if quote is not None and bits & (CLAUSE | THAT | OBJECT | NAME | AS | PERSON):
        start = passage.quotes[quote][0]
        begin = start if text[start - 1] != " " or not text[after:start].strip(" ,:") else after
        passage.keep(number, [(begin, _quote_content_end(passage, quote))], subject, rule + "_quote")
        return
    if after != plain:
        behind = word_behind(text, after, end)
    if bits & (CLAUSE | THAT):
        match = _THAT.match(text, after, end) if behind & SAYS_THAT else None
        if match is not None:
            passage.keep(number, [passage.content(match.end() - 4)], subject, rule + "_that")
            return
        match = _THAT_AFTER_PHRASE.match(text, plain, end) if bits & CLAUSE and bits & SPEECH else None
        if match is not None and not _any_between(passage.cue_starts, plain, match.end()):
            passage.keep(number, [passage.content(match.end())], subject, rule + "_that")
            return
        match = _COLON.match(text, after, end) if behind & MARKED and bits & BARE else None
        if match is not None:
            passage.keep(number, [passage.content(match.end())], subject, rule + "_colon")
            return
    if behind & QUESTION and bits & ASKS and _WH.match(text, after, end):
        passage.keep(number, [passage.content(after)], subject, rule + "_question")
        return
    if behind & NOT_TO and bits & INFINITIVE and _INFINITIVE.match(text, after, end):
        passage.keep(number, [passage.content(after)], subject, rule + "_infinitive")
        return
    clause = not (behind & OPENS_PHRASE and NO_CLAUSE.match(text, after, end))
    if bits & THAT and clause and subject is not None and FINDINGS.search(text, subject.start, subject.end):
        passage.keep(number, [passage.content(after)], subject, rule + "_findings")
        return
    if (
        bits & CLAUSE
        and clause
        and _CLAUSE_START.match(text, after, end)
        and (bits & BARE or CLAUSE_LIKE.match(text, after, min(end, after + 90)))
    ):
        weak = hit.cue.kind == "thought"
        passage.keep(number, [passage.content(after)], subject, rule + ("_bare_thought" if weak else "_bare"))
        return
    if bits & AS_NAME and _AS_NAME.match(text, plain, end):
        passage.keep(number, [passage.content(plain, phrase=True)], subject, rule + "_name")
        return
    if (
        bits & CLAUSE
        and bits & SPEECH
        and bits & BARE
        and text.startswith(", ", after)
        and subject is not None
        and subject.start - passage.start < 3
        and CLAUSE_LIKE.match(text, after + 1, min(end, after + 120))
    ):
        passage.keep(number, [passage.content(after + 1)], subject, rule + "_bare")
        return
    if bits & OBJECT and not (NO_CLAUSE.match(text, plain, end) or _PARTICLE.match(text, plain, end)):
        passage.keep(number, [passage.content(plain, phrase=True)], subject, rule + "_object")
        return
    if bits & NAME and _names(text, plain, end, passage.quotes):
        passage.keep(number, [passage.content(plain, phrase=True)], subject, rule + "_name")


def _any_between(places: list[int], start: int, end: int) -> bool:
    place = bisect_left(places, start)
    return place < len(places) and places[place] < end


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
