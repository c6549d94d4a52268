"""Content before its cue: quotations and clauses that the cue follows or interrupts, and *according to*."""

from __future__ import annotations

import re
from bisect import bisect_right

from framing.document.clauses import skip_addressee, skip_adverbials
from framing.document.cues import BASE, INVERTS, PAST, PERSON, POSTPOSES, S
from framing.document.model import Span
from framing.document.passages import Passage
from framing.document.sources import person_names
from framing.document.speakers import apposition_before, names_speaker
from framing.document.stretches import CueHit
from framing.document.subjects import starts_phrase, subject_after
from framing.document.verb_forms import is_verbal

__all__ = ["read_according", "read_before", "read_quote_before"]

_TAIL_END = re.compile(r"[\s)\]]*(?:[.!?;…]|$)")
_SUBORDINATE = re.compile(r"(?i:while|if|when|although|because|though|but|and|unless|once)\s+(?:[^\s,]+\s+){3}")
_TAIL_COMMA = re.compile(r"\s*(?:,|—|--|–)\s*")
_CONJUNCTION = re.compile(r"[\s,]*(?:(?:and|but|as|while|then|so)\s+)?$")
_PHRASE_FIRST = re.compile(
    r"(?:(?:but|and|still|so|yet|meanwhile|however|also)\s*,?\s+)?(?:in|on|at|during|after|before|since"
    r"|with|by|for|from|under|as|when|while|if|to|earlier|later|meanwhile|however|still|also|instead"
    r"|asked|speaking|last|this|"
    r"yesterday|today|then|now|despite|following|but|and|although|though|because|finally|indeed|first"
    r"|second|once|in addition|moreover)\b",
    re.IGNORECASE,
)
_NO_REST = re.compile(
    r"\s*(?:and|but|while|although|though|as|when|after|before|which|who|whose|where|with|because|since"
    r"|yet|so|\w+ing)\b|\s*$"
)
_ACCORDING_SOURCE = re.compile(
    r"\s+((?:[^\s,;“”\"—]+\s+){0,24}?[^\s,;“”\"—]+?(?:,\s+(?:an?|the|who|whose|which|of|former|co-|R-|D-"
    r"|chief|director|professor|president|head|founder|author|editor"
    r"|spokes\w+)\b[^,;“”\"—]{0,120}){0,2})(?=\s*(?:,|;|—|–|“|\"|\(|[.!?…]+\s*$|$|[.!?]\s+[A-Z]))"
)
_ROLE_APPOSED = re.compile(
    r",\s+(?:an?|the|who|whose|former|co-)\s*(?:[\w’'-]+\s+){0,3}?(?:\w+er|\w+or|\w+ist|spokes\w+|head"
    r"|chief|president|member|expert|official|chairman|chairwoman|analyst|who)\b"
)
_RELATIVE_BEFORE = re.compile(r"\b(?:who|which|that|whom|and|but|where)\s*,?\s*$")
_CLAUSE_CUT = re.compile(r";\s|,\s+(?:but|while|whereas|although|though|yet)\s|\s(?:but|while)\s")
_COMMA = re.compile(r"[,—–]|-\s")
_AS_BEFORE = re.compile(r"\b[Aa]s\s+$")


def read_before(passage: Passage, number: int, hit: CueHit) -> None:
    """Look for the content before a finite cue: a quotation or a clause that the cue follows or interrupts."""
    if not read_quote_before(passage, number, hit):
        _clause_before(passage, number, hit)


def read_quote_before(passage: Passage, number: int, hit: CueHit) -> bool:
    """Look for a quotation right before a cue and its subject; tell whether there is one."""
    text = passage.text
    index = bisect_right(passage.quote_ends, hit.start) - 1
    if index < 0 or hit.start - passage.quotes[index][1] >= 300 or passage.is_taken(passage.quotes[index][0]):
        return False
    quote_end = passage.quotes[index][1]
    gap = text[quote_end : hit.start]
    inner = text[passage.marked[index].end - 1]
    ends_clause = inner in ",?!.—-…–" or gap[:1] in ",—–" or not passage.marked[index].opened
    if not gap.strip(" ,—–-"):
        subject = subject_after(text, hit.end, passage.end)
        if subject is not None and (ends_clause or hit.cue.bits & INVERTS):
            _quoted(passage, number, index, subject, "quote_inverted")
            return True
    elif ends_clause:
        subject = passage.subject_before(quote_end, hit.start)
        if (
            subject is not None
            and _CONJUNCTION.match(text, quote_end, subject.start)
            and not starts_phrase(text, subject.start, subject.end)
        ):
            _quoted(passage, number, index, subject, "quote_subject_cue")
            return True
    return False


def _quoted(passage: Passage, number: int, index: int, subject: Span, rule: str) -> None:
    """Take a quotation before its cue, what belongs to it on its left, and its second half on the right."""
    text = passage.text
    start, end = passage.quotes[index]
    head = text[passage.start : start] if start - passage.start < 400 else ""
    floor = passage.free_from(start)
    if floor == passage.start and head.strip(" ,") and not any(at < start for at in passage.speech_starts):
        start = passage.start
    else:
        while (
            index > 0
            and not text[passage.quotes[index - 1][1] : start].strip(" ,\n")
            and passage.quotes[index - 1][1] > floor
        ):
            index -= 1
            start = passage.quotes[index][0]
    pieces = [(start, end)]
    hit = passage.cues[number]
    after = max(hit.end, subject.end)
    after = skip_adverbials(text, after, passage.end)
    following = bisect_right(passage.quote_ends, after)
    if following < len(passage.quotes) and _TAIL_COMMA.fullmatch(text, after, passage.quotes[following][0]):
        pieces.append((passage.quotes[following][0], passage.content(passage.quotes[following][0])[1]))
    passage.keep(number, pieces, subject, rule)


def _clause_before(passage: Passage, number: int, hit: CueHit) -> None:
    text = passage.text
    floor = passage.free_from(hit.start)
    if hit.start - floor < 8 and floor == passage.start:
        return
    low = max(floor - 2, passage.start)
    if (
        text.rfind(",", low, hit.start) < 0
        and _COMMA.search(text, low, hit.start) is None
        and not text.startswith(("As ", "as "), floor)
        and " as " not in text[max(floor, hit.start - 80) : hit.start]
    ):
        return
    bits = hit.cue.bits
    behind_comma = (
        bits & INVERTS and (bits & (PAST | S) or hit.cue.text == "say") and text[hit.start - 2 : hit.start] == ", "
    )
    if not bits & POSTPOSES and not behind_comma:
        return
    after = hit.end
    if bits & PERSON:
        after = skip_addressee(text, after, passage.end)
    after = skip_adverbials(text, after, passage.end)
    ends = _TAIL_END.match(text, after, passage.end) is not None
    comma = None if ends else _TAIL_COMMA.match(text, after, passage.end)
    if behind_comma:
        subject = subject_after(text, hit.end, passage.end)
        if (
            subject is not None
            and (_TAIL_END.match(text, subject.end, passage.end) or text[subject.end : subject.end + 1] == ",")
            and names_speaker(text[subject.start : subject.end])
            and not apposition_before(text, _clause_start(passage, hit.start - 2), hit.start - 2)
        ):
            passage.keep(number, [(_clause_start(passage, hit.start - 2), hit.start - 2)], subject, "clause_inverted")
            return
    if (not ends and comma is None) or not bits & POSTPOSES or not is_verbal(passage, number):
        return
    if bits & BASE and text[max(hit.start - 4, 0) : hit.start] == " to ":
        return
    subject = passage.subject_before(floor, hit.start)
    if subject is None:
        return
    if comma is not None and _AS_BEFORE.search(text, max(floor, subject.start - 4), subject.start):
        passage.keep(number, [passage.content(comma.end())], subject, "as_somebody_says")
        return
    gap = text[max(subject.start - 3, 0) : subject.start]
    if "," not in gap and gap[-2:] not in ("— ", "– ", "- ") and not gap.endswith("—"):
        return
    start = _clause_start(passage, subject.start)
    if text.count(" ", start, subject.start) < 2 and not comma:
        return
    if ends:
        passage.keep(number, [(start, subject.start)], subject, "clause_subject_cue")
        return
    assert comma is not None
    rest = comma.end()
    opener = _PHRASE_FIRST.match(text, start, subject.start)
    if passage.quote_at(rest) is not None:
        if opener is None or _SUBORDINATE.match(text, start, subject.start):
            passage.keep(number, [(start, subject.start), passage.content(rest)], subject, "clause_interrupted")
        return
    pieces = [(start, subject.start)]
    if (opener is not None and text.count(" ", start, subject.start) < 8) or not _NO_REST.match(
        text, rest, passage.end
    ):
        pieces.append(passage.content(rest))
    passage.keep(number, pieces, subject, "clause_interrupted")


def _clause_start(passage: Passage, end: int) -> int:
    """Find where the clause begins that ends at a position: after what is taken, or after a contrast."""
    floor = passage.free_from(end)
    if any(start <= floor <= stop for start, stop in passage.quotes) and not passage.is_taken(floor - 1):
        floor = passage.start
    for match in _CLAUSE_CUT.finditer(passage.text, max(floor, end - 1000), end):
        if not any(start < match.start() < stop for start, stop in passage.quotes):
            floor = match.end()
    return floor


def read_according(passage: Passage, number: int, hit: CueHit) -> None:
    """Read "according to" and its kin, whose source stands behind the cue and whose content on either side."""
    text = passage.text
    match = _ACCORDING_SOURCE.match(text, hit.end, min(passage.end, hit.end + 400))
    if match is None:
        return
    source = Span(*match.span(1))
    while source.end > source.start and text[source.end - 1] in ".!?":
        source = Span(source.start, source.end - 1)
    if not text[passage.start : hit.start].strip(" “\"'—-") or _RELATIVE_BEFORE.search(
        text, max(passage.start, hit.start - 12), hit.start
    ):
        comma = text.find(",", source.start, source.end)
        if comma > 0 and not (
            _ROLE_APPOSED.match(text, comma)
            and text.startswith(",", source.end)
            and person_names(text[source.start : comma])
        ):
            source = Span(source.start, comma)
        passage.keep(number, [passage.content(source.end)], source, "according_to_first")
        return
    start = _clause_start(passage, hit.start)
    pieces = [(start, hit.start)]
    rest = _TAIL_COMMA.match(text, source.end, passage.end)
    if rest is not None and not _NO_REST.match(text, rest.end(), passage.end):
        pieces.append(passage.content(rest.end()))
    passage.keep(number, pieces, source, "according_to")
