"""Subjects: the noun phrase that a cue belongs to, before it, behind it or at the head of the sentence.

Nothing here knows parts of speech; the rules look at function words, capitals and punctuation, always in a window of
bounded length beside a cue, so that a sentence of a million words costs no more than its cues.
"""

from __future__ import annotations

import re

from framing.document.clauses import WINDOW
from framing.document.model import Span
from framing.document.wordlists import words

__all__ = ["leading_subject", "starts_phrase", "subject_after", "subject_before"]

_AUXILIARY = re.compile(
    r"(?:^|\s)(?:(?:has|have|had|is|was|are|were|be|been|being|do|does|did|not|never|also|later|then"
    r"|further|again|often|once|now|still|just|soon|recently|long|since|"
    r"already|even|only|both|all|each|would|could|might|may|will|should|must|can|cannot|went on to|go on "
    r"to|goes on to|used to|continued to|continues to|continue to|refused to|declined to|seemed to|"
    r"appeared to|came to|began|started|kept|first|twice|have to|had to|’s|’ve|’d|’ll|'s|'ve|'d|'ll|to"
    r"|\w+n[’']t|[a-z]+ly)\s*)+$"
)
_AUXILIARIES = words(
    "has have had is was are were be been being do does did not never also later then further again "
    "often once now still just soon recently "
    "long since already even only both all each would could might may will should must can cannot to "
    "began started kept first twice"
)
_COMMA = re.compile(r",\s+")
_SUBORDINATOR = re.compile(
    r"(?:^|[\s,])(?:but|while|whilst|although|though|because|when|whether|since|where|whereas|that|until"
    r"|unless|so|as|if|even as|after|before|than|plus|nor|yet)\s+(?=[\w“\"‘])|[;:—–]\s*|\s-{1,2}\s"
    r"|,\s+and\s+|\)\s+(?=[A-Z])|[“”\"]\s*",
)
_APPOSED = re.compile(
    r"\s*(?:(?:an?|the|who|whose|which|whom|one of|now|then|also|a former|former|jr|sr|\d|president|head"
    r"|chief|director|spokes\w+|chair\w*|professor|founder|editor|leader|author|senior|executive|vice"
    r"|deputy|co-|himself|herself|formerly|whom|and\s+\w+\s+of|of|at|an)\b|"
    r"[a-z]|(?:R|D|I)-|[A-Z][a-z]*\.?$|(?:Calif|Fla|Mass|Tex|Wash|Va|Md|Ga|Ill|Ind|Mich|Minn|Pa|Conn|Ariz"
    r"|Colo|N\.\w|S\.\w)\.?\b)"
)
_PREPOSITION_START = re.compile(
    r"\s*(?:in|on|at|during|after|before|since|with|by|for|from|under|over|through|speaking|asked|despite"
    r"|following|according|as|when|while|if|to|earlier|later|meanwhile|however|still|also|instead|"
    r"yesterday|today|last|this|but|and|then|yet|now|first|finally|indeed|moreover|furthermore"
    r"|additionally|so|though|although|because|even|once|whether|amid|like|unlike|without|within|among|at|about)\b",
    re.IGNORECASE,
)
_LEADING_CONJUNCTION = re.compile(
    r"(?i:(?:and|but|so|yet|still|meanwhile|however|also|then|though|nor|instead|indeed|now|or|even"
    r"|perhaps|moreover|in fact|of course|as|while|when|where|because|that|if)\s*,?\s+)+"
)
_RELATIVE = re.compile(r"(.*?)(?:^|\s+)(?:who|that|which)\s*$", re.DOTALL)
_NO_SUBJECT = re.compile(
    r"\W*(?:but|and|or|as|while|after|before|when|by|without|for|also|then|if|so|yet|to|in|on|at|with"
    r"|from|though|although|because|since|than|far as|including|being|citing|"
    r"not|just|even|only|still|instead|\w+ing)\b(?!\s*[A-Z])",
    re.IGNORECASE,
)
_PLACE_AND_DASH = re.compile(r"[A-Z][A-Z.’' ]+(?:,\s+[A-Z][\w. ]+)?(?:\s+\([A-Z][\w ]+\))?\s+(?:—|–|--?)\s+")
_ABBREVIATED = (
    r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Prof|St|Rev|Jr|Sr|No|D|R)\."
    r"|[A-Z][a-z]{1,4}\.(?=\)|,|\s+[A-Z])"
)
_SUBJECT_AFTER = re.compile(
    rf"\s+((?:{_ABBREVIATED}|[^\s,;:“”\"—.]+)(?:\s+(?!(?:in|on|during|at|after|before|from|to|when|as|while)\s)"
    rf"(?:{_ABBREVIATED}|\w+\.\w+[^\s,;]*|[^\s,;:“”\"—.]+)){{0,24}}"
    r"(?:,\s+(?:an?|the|who|whose|of|former|\d|co-|R-|D-|[a-z])[^“”\",;]*)*)"
)
_FIRST_WORDS = re.compile(
    r"(?:(?i:(?:in|on|at|during|after|before|since|with|by|for|from|as|when|while|if|to|earlier|later"
    r"|meanwhile|however|still|instead|asked|speaking|last|this|but|and|though|although|despite"
    r"|following)\b)[^,“”\"]{0,160},\s+)?"
    r"((?i:(?:the|a|an|his|her|its|their|our|my|some|many|several|most|one|two|three|both|these|those"
    r"|this)\s+)?(?:[A-Z][\w.’'&-]*(?:\s+(?:of|the|and|for|de|van|von|al)\s+(?=[A-Z])|\s+)?)+|(?i:he|she"
    r"|they|it|we|i)\b|(?:The|A|An|His|Her|Its|Their|Some|Many|Several|Most|Other|One"
    r"|Two)\s+[\w’'-]+(?:\s+(?:of|in|for|from)\s+(?:the\s+)?[\w’'-]+)?)"
)
_NOUN = re.compile(r"\s+[\w’'-]+")
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}\)")
_FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|does|did|do|it|he|she|they)\b"
)
_DETERMINERS = words(
    "the a an his her its their our my some many several most other another one both these those this "
    "he she they it we i you who"
)


def subject_before(text: str, floor: int, cue_start: int) -> Span | None:
    """Find the subject that ends right before a cue, with its apposition; None where no noun phrase is there."""
    floor = max(floor, cue_start - WINDOW)
    prefix = text[floor:cue_start]
    prefix = prefix.rstrip()
    word = prefix[prefix.rfind(" ") + 1 :].lower()
    if word in _AUXILIARIES or word.endswith(("ly", "n't", "n’t", "’s", "'s", "’d", "'d", "’ve", "'ve", "’ll", "'ll")):
        match = _AUXILIARY.search(prefix, max(len(prefix) - 60, 0))
        if match is not None:
            prefix = prefix[: match.start()].rstrip()
    if prefix.endswith(" what"):
        return None
    closed = prefix.endswith(",")
    if closed:
        prefix = prefix[:-1]
    tail = len(prefix)
    if closed:
        tail = _before_apposition(prefix)
    cut = 0
    for match in _SUBORDINATOR.finditer(prefix, 0, tail):
        if match.end() < tail:
            cut = match.end()
    body = prefix[cut:]
    tail -= cut
    if not body.strip() or body.endswith((" and", " or", " but")):
        return None
    segments = _segments(body[:tail])
    index = len(segments) - 1
    if " of whom" in body[segments[index][0] :] or " of which" in body[segments[index][0] :]:
        pass
    elif (
        not closed and index > 0 and _APPOSED.match(body, segments[index][0]) and not _is_phrase(body, segments[index])
    ):
        index = _head_segment(body, segments)
    start = segments[index][0]
    match = _LEADING_CONJUNCTION.match(body, start)
    if match is not None:
        start = match.end()
    while start < len(body) and body[start].isspace():
        start += 1
    relative = _RELATIVE.match(body, start)
    last = len(body)
    if relative is not None:
        start = relative.end(1)
        while body[start].isspace():
            start += 1
    if start >= last or _NO_SUBJECT.match(body, start):
        return None
    begin = floor + cut + start
    return Span(begin, floor + cut + last)


def _before_apposition(prefix: str) -> int:
    """Give where the head of a noun phrase ends whose apposition or relative clause ends the prefix."""
    segments = _segments(prefix)
    index = len(segments) - 1
    while index > 0 and _APPOSED.match(prefix, segments[index][0]):
        index -= 1
    if index == len(segments) - 1 and index > 0 and _is_name(prefix[segments[index][0] : segments[index][1]]):
        # "a spokeswoman, Anna White, said"
        before = prefix[segments[index - 1][0] : segments[index - 1][1]]
        if before.count(" ") < 6 and before[:1].islower():
            index -= 1
    return segments[index][1]


def _is_name(phrase: str) -> bool:
    words = phrase.split()
    return 0 < len(words) < 5 and all(word[0].isupper() for word in words)


def starts_phrase(text: str, position: int, end: int) -> bool:
    """Tell whether a prepositional or adverbial phrase starts here, which can be no subject."""
    return _PREPOSITION_START.match(text, position, end) is not None


def _segments(body: str) -> list[tuple[int, int]]:
    segments: list[tuple[int, int]] = []
    start = 0
    for match in _COMMA.finditer(body):
        segments.append((start, match.start()))
        start = match.end()
    segments.append((start, len(body)))
    return segments


def _is_phrase(body: str, segment: tuple[int, int]) -> bool:
    """Tell whether a segment can be a subject by itself rather than an apposition."""
    words = body[segment[0] : segment[1]].split()
    return bool(words) and (words[0].lower() in _DETERMINERS or words[0][0].isupper() or words[-1].endswith("s"))


def _head_segment(body: str, segments: list[tuple[int, int]]) -> int:
    index = len(segments) - 1
    while index > 0:
        if _PREPOSITION_START.match(body, segments[index - 1][0]) and not _APPOSED.match(body, segments[index - 1][0]):
            break
        index -= 1
        first = body[segments[index][0] : segments[index][0] + 1]
        if first.isupper() and not _APPOSED.match(body, segments[index][0]):
            break
        if not _APPOSED.match(body, segments[index][0]):
            break
    if index + 1 < len(segments) and _is_clause(body, segments[index]):
        index += 1
    if _PREPOSITION_START.match(body, segments[index][0]) and index + 1 < len(segments):
        index += 1
    return index


def _is_clause(body: str, segment: tuple[int, int]) -> bool:
    words = body[segment[0] : segment[1]]
    return words.count(" ") > 7 or _FINITE_VERB.search(words) is not None


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
