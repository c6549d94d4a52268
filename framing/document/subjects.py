"""Subjects: the noun phrase that a cue belongs to, before it, behind it or at the head of the sentence.

Nothing here knows parts of speech; the rules look at function words, capitals and punctuation, always in a window of
bounded length beside a cue, so that a sentence of a million words costs no more than its cues.
"""

from __future__ import annotations

import re

from framing.document.chunks import (
    APPOSED,
    AUXILIARY,
    BEFORE_TO,
    CAPITAL,
    COMMA,
    CUT,
    DETERMINER,
    FINITE,
    JOINS,
    LEAD,
    LOWER,
    NO_SUBJECT,
    OPENS,
    OPENS_PAIR,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    TO,
    WHAT,
    chunks_before,
    phrase_bits,
)
from framing.document.clauses import WINDOW
from framing.document.model import Span
from framing.document.wordlists import words

__all__ = ["leading_subject", "starts_phrase", "subject_after", "subject_before"]

_NO_SUBJECT = re.compile(
    r"\W*(?:but|and|or|as|while|after|before|when|by|without|for|also|then|if|so|yet|to|in|on|at|with"
    r"|from|though|although|because|since|than|far as|including|being|citing|"
    r"not|just|even|only|still|instead|\w+ing)\b(?!\s*[A-Z])",
    re.IGNORECASE,
)
_PLACE_AND_DASH = re.compile(
    r"[A-Z][A-Z.’' ]+(?:,\s+[A-Z][\w. ]+)?(?:\s+\([A-Z][\w ]+\))?\s+(?:—|–|--?)\s+"
    r"|[A-Z][\w.’' ]+(?:,\s+[A-Z][\w. ]+)?\s+\([A-Z][\w ]+\)\s+(?:—|–|--?)\s+"
)
_ABBREVIATED = (
    r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Prof|St|Rev|Jr|Sr|No|D|R)\."
    r"|[A-Z][a-z]{1,4}\.(?=\)|,|\s+[A-Z])"
)
_SUBJECT_AFTER = re.compile(
    rf"\s+((?:{_ABBREVIATED}|[^\s,;:“”\"—.]+)(?:\s+(?!(?:in|on|during|at|after|before|from|to|when|as|while)\s)"
    rf"(?:{_ABBREVIATED}|\w+\.\w+[^\s,;]*|[^\s,;:“”\"—.]+)){{0,24}}"
    r"(?:,\s+(?:an?|the|who|whose|of|former|\d|co-|R-|D-|[a-z]|[A-Z][^“”\",;.]*\s[a-z])[^“”\",;]*)*)"
)
_FIRST_WORDS = re.compile(
    r"(?:(?i:(?:in|on|at|during|after|before|since|with|by|for|from|as|when|while|if|to|earlier|later"
    r"|meanwhile|however|still|instead|asked|speaking|last|this|but|and|though|although|despite"
    r"|following)\b)[^,“”\"]{0,160},\s+)?"
    r"((?i:(?:the|a|an|his|her|its|their|our|my|some|many|several|most|one|two|three|both|these|those"
    r"|this)\s+)?(?:[A-Z][\w.’'&-]*(?:\s+(?:of|the|and|for|de|van|von|al)\s+(?=[A-Z])|\s+)?)+|(?i:he|she"
    r"|they|it|we|i)\b|(?i:the|a|an|his|her|its|their|some|many|several|most|other|one"
    r"|two|about\s+\w+|nearly\s+\w+|half|more\s+than\s+\w+)\s+[\w’'-]+(?:\s+(?:of|in|for|from)\s+(?:the\s+)?[\w’'-]+)?)"
)
_NOUN = re.compile(r"\s+[\w’'-]+")
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}\)")
_LAST_NAME = re.compile(r"[A-Z][a-z]*\.?")
_NEAR = 60
_FURTHER = Span(-1, -1)
_CUTTING = frozenset(';:—–“”"')
_DETERMINERS = words(
    "the a an his her its their our my some many several most other another one both these those this "
    "he she they it we i you who"
)


def subject_before(text: str, floor: int, cue_start: int) -> Span | None:
    """Find the subject that ends right before a cue, with its apposition; None where no noun phrase is there."""
    low = max(floor, cue_start - WINDOW)
    start = low
    while start < cue_start and text[start].isspace():
        start += 1
    end = cue_start
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    # Most subjects are near, and most clauses short.
    near = text.rfind(" ", start, end - _NEAR) + 1 if end - start > _NEAR else 0
    subject: Span | None = _FURTHER
    if near:
        starts, bits = chunks_before(text, near, end)
        subject = _subject_ending(text, starts, bits, whole=False, spaced=True)
    if subject is _FURTHER:
        starts, bits = chunks_before(text, start, end)
        subject = _subject_ending(text, starts, bits, whole=True, spaced=start > low)
    return subject


def _subject_ending(text: str, starts: list[int], bits: list[int], *, whole: bool, spaced: bool) -> Span | None:
    """Find the subject that some chunks end with.

    Parameters
    ----------
    text : str
        The article.
    starts, bits : list of int
        The chunks, from :func:`framing.document.chunks.chunks_before`.
    whole : bool
        Whether they are all there are.
    spaced : bool
        Whether white space stands before the first of them.

    Returns
    -------
    Span or None
        ``_FURTHER`` where the chunks that are not there matter.
    """
    first = 0
    at = len(bits)
    last = at - 1
    limit = starts[at] - 61
    while last >= first and bits[last] & AUXILIARY and starts[last] > limit:
        last -= 1
        if bits[last + 1] & TO and last >= first:
            if bits[last] & BEFORE_TO:
                last -= 1
            elif last > first and text.startswith("on ", starts[last]) and text[starts[last - 1]] in "wg":
                last -= 2 if text[starts[last - 1] : starts[last]].rstrip() in ("went", "go", "goes") else 0
    if last < first:
        return None if whole else _FURTHER
    final = bits[last]
    if final & (WHAT | JOINS) and (final & JOINS or last > first or spaced):
        return None
    end = starts[last + 1]
    while text[end - 1].isspace():
        end -= 1
    tail = last
    tail_end = end
    closed = final & COMMA != 0
    if closed and not whole:
        return _FURTHER
    if closed:
        end -= 1
        tail = _before_apposition(text, starts, bits, first, last, end)
        tail_end = end if tail == last else starts[tail + 1]
    begin, head = _after_cut(text, starts, bits, first, tail, tail_end, spaced=spaced)
    if head == first and not whole:
        return _FURTHER
    opening = bits[head] if begin == starts[head] else phrase_bits(text[begin : starts[head + 1]])
    start = head
    commas = [n for n in range(head, tail) if bits[n] & COMMA]
    if commas:
        segments = [head, *[n + 1 for n in commas]]
        index = len(segments) - 1
        behind = begin if index == 0 else starts[segments[index]]
        if text.find(" of whom", behind, end) >= 0 or text.find(" of which", behind, end) >= 0:
            pass
        elif not closed and _is_region(text, starts, bits, segments, last):
            index -= 1  # "Ann Lee of Corrin, North Velden says"
        elif (
            not closed
            and _apposed(text, starts, bits, segments[index], last, end)
            and not _is_phrase(text, starts, bits, segments[index], tail, end)
        ):
            index = _head_segment(text, starts, bits, segments, last, end, opening)
        start = segments[index]
    place = starts[start] if start > head else begin
    kind = bits[start] if start > head else opening
    if start > first or begin > starts[first] or not spaced:
        while start < last:
            if kind & OPENS:
                start += 1
            elif kind & OPENS_PAIR and text.startswith(("fact", "course"), starts[start + 1]) and start + 1 < last:
                start += 2
            else:
                break
            place = starts[start]
            kind = bits[start]
    if final & RELATIVE:
        start = last
        place = starts[last] if last > head else begin
        kind = final
    if place >= end or (kind & (NO_SUBJECT | LEAD) and _NO_SUBJECT.match(text, place, end)):
        return None
    return Span(place, end)


def _after_cut(
    text: str, starts: list[int], bits: list[int], first: int, tail: int, tail_end: int, *, spaced: bool
) -> tuple[int, int]:
    """Give where the clause begins that ends with a chunk, and the chunk in which that is."""
    for number in range(tail, first - 1, -1):
        kind = bits[number]
        if not kind & (SUBORDINATOR | CUT | JOINS):
            continue
        following = starts[number + 1]
        if kind & CUT:
            cut = _mark_before(text, starts[number], following, tail_end, spaced=spaced or number > first)
            if cut:
                return cut, number if cut < following else number + 1
        if number == tail:
            continue
        if kind & SUBORDINATOR:
            behind = text[following]
            if not (behind.isalnum() or behind in '_“"‘'):
                continue
            # Of two in a row the first takes the space that the second would need.
            before = number - 1
            while before >= first and bits[before] & SUBORDINATOR:
                before -= 1
            taken = number - 1 - before
            if before >= first and _takes_space(text, starts, bits, first, before):
                taken += 1
            if taken % 2 == 0:
                return following, number + 1
        elif kind & JOINS and number > first and bits[number - 1] & COMMA and text[starts[number]] == "a":
            return following, number + 1
    return starts[first], first


def _takes_space(text: str, starts: list[int], bits: list[int], first: int, number: int) -> bool:
    kind = bits[number]
    if kind & CUT:
        return text[starts[number] : starts[number + 1]].rstrip()[-1] in ';:—–“”"-'
    return bool(kind & JOINS and number > first and bits[number - 1] & COMMA and text[starts[number]] == "a")


def _mark_before(text: str, start: int, end: int, tail_end: int, *, spaced: bool) -> int:
    """Give the place behind the last mark in a chunk that no subject reaches over; 0 where there is none."""
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    chunk = text[start:stop]
    if chunk in ("-", "--"):
        return end if spaced and stop < end < tail_end else 0
    if chunk[-1] == ")" and stop < end < tail_end and "A" <= text[end] <= "Z":
        return end
    for place in range(stop - 1, start - 1, -1):
        if text[place] in _CUTTING:
            behind = place + 1 if place + 1 < stop else end
            if behind < tail_end:
                return behind
    return 0


def _before_apposition(text: str, starts: list[int], bits: list[int], first: int, last: int, end: int) -> int:
    """Give where the head of a noun phrase ends whose apposition or relative clause ends the prefix."""
    commas = [n for n in range(first, last) if bits[n] & COMMA]
    index = len(commas)
    while index > 0 and _apposed(text, starts, bits, commas[index - 1] + 1, last, end):
        index -= 1
    if index == len(commas) and index > 0:
        begin = commas[-1] + 1
        if last - begin < 4 and all(bits[n] & CAPITAL for n in range(begin, last + 1)):
            # "a spokeswoman, Anna White, said"
            before = commas[-2] + 1 if index > 1 else first
            if commas[-1] - before < 6 and bits[before] & LOWER:
                index -= 1
    return commas[index] if index < len(commas) else last


def _apposed(text: str, starts: list[int], bits: list[int], number: int, last: int, end: int) -> bool:
    """Tell whether a chunk begins an apposition."""
    kind = bits[number]
    return bool(
        kind & APPOSED or (number == last and kind & CAPITAL and _LAST_NAME.fullmatch(text, starts[number], end))
    )


def starts_phrase(text: str, position: int, end: int) -> bool:
    """Tell whether a prepositional or adverbial phrase starts here, which can be no subject."""
    return phrase_bits(text[position:end].lstrip().partition(" ")[0]) & PREPOSITION != 0


def _is_region(text: str, starts: list[int], bits: list[int], segments: list[int], last: int) -> bool:
    """Tell whether the last segment is the region that the town before it lies in."""
    begin = segments[-1]
    return (
        last - begin < 2
        and all(bits[n] & CAPITAL for n in range(begin, last + 1))
        and begin > 1
        and bits[begin - 1] & CAPITAL != 0
        and text[starts[begin - 2] : starts[begin - 1]].rstrip() in ("of", "in", "from", "near", "at")
    )


def _is_phrase(text: str, starts: list[int], bits: list[int], begin: int, tail: int, end: int) -> bool:
    """Tell whether the last segment can be a subject by itself rather than an apposition."""
    return bool(bits[begin] & (DETERMINER | CAPITAL)) or text[end - 1] == "s"


def _head_segment(
    text: str, starts: list[int], bits: list[int], segments: list[int], last: int, end: int, opening: int
) -> int:
    """Give the segment with the head that the appositions behind it belong to."""
    index = len(segments) - 1
    while index > 0:
        before = opening if index == 1 else bits[segments[index - 1]]
        apposed = bool(before & APPOSED)
        if before & PREPOSITION and not apposed:
            break
        index -= 1
        if not apposed:
            break
    here = opening if index == 0 else bits[segments[index]]
    if index + 1 < len(segments):
        words = segments[index + 1] - segments[index]
        if words > 8 or any(bits[n] & FINITE for n in range(segments[index], segments[index + 1])):
            index += 1
            here = bits[segments[index]]
    if here & PREPOSITION and index + 1 < len(segments):
        index += 1
    return index


def subject_after(text: str, position: int, end: int) -> Span | None:
    """Find the subject of an inverted cue ("..., said *Ann Lee, a nurse*, on Monday")."""
    end = min(end, position + 260)
    match = _SUBJECT_AFTER.match(text, position, end)
    if match is None:
        return None
    start, last = match.span(1)
    if last >= end or end - last < 3:
        while last > start and text[last - 1] in ".!?":
            last -= 1
    return Span(start, last) if last > start else None


def leading_subject(text: str, start: int, end: int) -> Span | None:
    """Find the noun phrase that a sentence opens with, behind an introductory phrase."""
    place = _PLACE_AND_DASH.match(text, start, min(end, start + 80))
    if place is not None:
        start = place.end()
    match = _FIRST_WORDS.match(text, start, min(end, start + 260))
    if match is None:
        return None
    first, last = match.span(1)
    while last > first and text[last - 1].isspace():
        last -= 1
    if text[first:last].lower() in _DETERMINERS and text[first].isupper() and last - first > 1:
        noun = _NOUN.match(text, last, end)
        if text[first:last] in ("The", "A", "An", "His", "Her", "Its", "Their"):
            if noun is None:
                return None
            last = noun.end()
    acronym = _ACRONYM.match(text, last, end)
    return Span(first, acronym.end() if acronym is not None else last)
