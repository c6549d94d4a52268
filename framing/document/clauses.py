"""The shape of a clause around a cue: what stands between cue and content, who the subject is, where a content ends.

Nothing here knows parts of speech; the rules look at function words, capitals and punctuation, always in a window of
bounded length beside a cue, so that a sentence of a million words costs no more than its cues.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.document.model import Span
from framing.document.wordlists import words

__all__ = [
    "WINDOW",
    "content_end",
    "leading_subject",
    "skip_adverbials",
    "starts_phrase",
    "subject_after",
    "subject_before",
]

LONGEST_CONTENT = 2000
"""No content without quotation marks is longer; the bound keeps a sentence of a million words linear."""

WINDOW = 300
"""How many characters beside a cue are looked at for its subject."""

_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH = (
    r"(?:jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)|sept(?:ember|\.)"
    r"|oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.))"
)
_TIME = (
    rf"(?:(?:late|early|later|earlier|last|this|next|on|in)\s+)*(?:{_DAY}(?:\s+(?:morning|afternoon"
    rf"|evening|night))?|{_MONTH}(?:\s+\d{{1,2}}\b)?(?:,?\s+\d{{4}}\b)?|yesterday|today|tonight|"
    r"(?:this|last|next)\s+(?:week(?:end)?|month|year|morning|afternoon|evening|night|spring|summer|fall"
    r"|autumn|winter)|(?:in\s+)?(?:19|20)\d\d\b)"
    r"|(?:later|earlier|recently|again|repeatedly|publicly|privately|simply|also|too|flatly|bluntly|then"
    r"|afterwards?|at the time|in part|for example|in turn|in response|as well|of course|instead|once|twice)\b"
)
_PLACE = (
    r"(?:in|at|during|on|from|through|via|to|before|after|outside|by|with)\s+(?:(?:a|an|the|his|her|its"
    r"|their|one|another|several|an?\s+\w+)\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"(?:statements?|interviews?|e-?mails?|tweets?|posts?|letters?|speech(?:es)?|address|reports?|remarks"
    r"|news conference|press conference|conference call|conference|briefings?|debates?|rally|rallies|event|"
    r"articles?|op-ed|memo|blog|column|editorial|essay|memoir|book|filing|ruling|video|text message"
    r"|message|messages|phone call|call|telephone interview|appearance|hearing|testimony|town hall"
    r"|release|press release|"
    r"twitter|facebook|television|tv|radio|show|program|podcast|fox news|cnn|msnbc|nbc|abc|cbs|reporters"
    r"|broadcast|meeting|campaign stop|stop|document|documents|survey|poll|study|committee|court|record)\b"
    r"(?:\s+(?:to|with|for|on|from|in|by|at|after|before|of)\s+(?:(?:the|a|an|his|her|its"
    r"|their)\s+)?[\w.’'-]+(?:\s+[A-Z][\w.’'-]*){0,3})?"
)
_ADVERBIAL = re.compile(rf"\s*,?\s+(?:(?i:{_TIME})|(?i:\w+ly)(?=[\s,.])|{_PLACE})")
_NEXT_WORD = re.compile(r"\s*,?\s+(\w+)")
_ADVERBIAL_STARTS = words(
    "late early later earlier last this next on in monday tuesday wednesday thursday friday "
    "saturday sunday january jan february feb march "
    "april may june july august aug september sept october oct november nov december dec yesterday today "
    "tonight recently again repeatedly "
    "publicly privately simply also too flatly bluntly then afterward afterwards at for as instead once "
    "twice during from through via to before "
    "after outside by with of"
)
_ADDRESSEE = re.compile(
    r"\s+(?:(?i:me|us|him|her|them|you|reporters|journalists|lawmakers|people|supporters|voters|viewers"
    r"|investors|officials|police|parliament|congress|(?:the|a|an|his|her|its|their|our|my|some|several"
    r"|about|more than)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+)"
    r"(?=\s+(?:that|he|she|it|they|there|in|on|at|to|of|about|why|how|what|when|if|whether|not|last|this"
    r"|the|his|her|during|after|before|by|from)\b|\s*[,:“\"‘']|\s+''|\s+(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day|\s*$)"
    r"|[A-Z][\w.’'&-]*(?:\s+(?:of|the|and|for)?\s*[A-Z“][\w.’'”&-]*){0,6})"
)
_ANY_ADDRESSEE = re.compile(r"\s+(?:the|a|an|his|her|its|their|our|my)\s+[\w’'-]+(?:\s+[A-Z][\w’'.-]*)*")

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
_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|you|who|one|some|many|others?|most|both|everyone|nobody)\b", re.IGNORECASE
)
_NAME_TOKEN = r"(?:[A-Z][\w.’'&-]*|[A-Z]\.)"
_NO_SUBJECT = re.compile(
    r"\W*(?:but|and|or|as|while|after|before|when|by|without|for|also|then|if|so|yet|to|in|on|at|with"
    r"|from|though|although|because|since|than|far as|including|being|citing|"
    r"not|just|even|only|still|instead|\w+ing)\b(?!\s*[A-Z])",
    re.IGNORECASE,
)
_PLACE_AND_DASH = re.compile(r"[A-Z][A-Z.’' ]+(?:,\s+[A-Z][\w. ]+)?(?:\s+\([A-Z][\w ]+\))?\s+(?:—|–|--?)\s+")
_NP_START = (
    r"(?:(?i:the|a|an|his|her|its|their|our|my|some|many|several|most|other|another|one|two|three|four"
    r"|five|both|few|all|no|these|those|this|that|senior|top|former|critics|officials|"
    r"supporters|opponents|experts|analysts|sources|police|authorities|prosecutors|investigators"
    r"|witnesses|residents|people|lawmakers|aides|advisers|republicans|democrats|scientists|researchers"
    r"|observers|activists|"
    r"he|she|they|it|we|i|you|who)\b|[A-Z])"
)
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

_DASH = re.compile(r"—|\s(?:–|--)\s")
_NOUN = re.compile(r"\s+[\w’'-]+")
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}\)")
_STOP = re.compile(
    r";\s"
    r"|,\s+(?:but(?!\s+that)|while|whereas|although|though|which|according\s+to)\s"
    r"|,\s+(?:\w+\s+)?of\s+(?:whom|which)\s"
    r"|\s+(?:following|over|after|amid|despite)\s+what\s"
    r"|\s+(?:—|–|--)\s*|—"
)
_PHRASE_STOP = re.compile(
    r";\s"
    r"|,?\s+(?:but|while|whereas|although|though)\s"
    r"|,\s+(?:which|who|where|when|whose|even|and\s+(?:he|she|it|they|the|a|has|was|is|even|also|then"
    r"|later|thus|[A-Z]\w*)|according\s+to|as|with|after|before|because|\w+ing|an?|the|in|on|at)\s"
    r"|,\s+(?:\w+\s+)?of\s+(?:whom|which)\s"
    r"|\s+and\s+(?:(?:has|have|had|was|is|were|are|will|would|made|gave|took|went|got|told|said|did|does)|\w+ed)\s"
    r"|\s+(?:following|over|after|amid|despite)\s+what\s"
    r"|\s+(?:in|at|during|on)\s+(?:an?|his|her|the|its|their)\s+(?:\w+\s+)?(?:interview|speech|statement"
    r"|debate|rally|tweet|email|news\s+conference|press\s+conference|campaign\s+event|op-ed|letter|post)\b"
    r"|,\s+(?!including|such|and|or|(?:[\w’'-]+\s+){0,3}[\w’'-]+,?\s+(?:and|or)\s)"
    r"|\s+(?:—|–|--)\s*|—"
)
_BEFORE_CUE = re.compile(
    r"(?:,\s*|,?\s+(?:and|but|while|as|though|although|or|then|with)\s+|;\s*)"
    r"((?:(?:he|she|they|it|who|others?|some|many|[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,4}"
    r"|the\s+[\w’'-]+(?:\s+[\w’'-]+){0,2})\s+)?"
    r"(?:(?:also|later|then|has|have|had|was|were|is|are|even|again|further|instead|did|does|not|never"
    r"|would|will|still|[a-z]+ly)\s+)*)$"
)


def skip_adverbials(text: str, position: int, end: int) -> int:
    """Pass over times, places and adverbs that stand between a cue and its content."""
    end = min(end, position + WINDOW)
    for _ in range(4):
        word = _NEXT_WORD.match(text, position, end)
        if word is None:
            break
        low = word.group(1).lower()
        if low not in _ADVERBIAL_STARTS and not low.endswith("ly") and not low[0].isdigit():
            break
        match = _ADVERBIAL.match(text, position, end)
        if match is None:
            break
        position = match.end()
    return position


def skip_addressee(text: str, position: int, end: int) -> int:
    """Pass over the person told ("told *reporters in Ramallah* that ...")."""
    end = min(end, position + WINDOW)
    match = _ADDRESSEE.match(text, position, end) or _ANY_ADDRESSEE.match(text, position, end)
    return match.end() if match is not None else position


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


_FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|does|did|do|it|he|she|they)\b"
)
_DETERMINERS = words(
    "the a an his her its their our my some many several most other another one both these those this "
    "he she they it we i you who"
)


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


def content_end(
    text: str, start: int, end: int, cue_starts: list[int], quotes: list[tuple[int, int]], *, phrase: bool = False
) -> int:
    """Find where a content ends that starts at ``start`` in a sentence ending at ``end``.

    It ends before the outlet's own clause takes over again: at a semicolon, a contrast, a dash, before the next cue of
    the same or another speaker, never inside quotation marks.
    """
    if end - start > LONGEST_CONTENT:
        end = start + LONGEST_CONTENT
        place = bisect_left(quotes, (end, 0)) - 1
        if place >= 0 and quotes[place][1] > end:
            end = quotes[place][1]
    limit = _last_character(text, start, end)
    for number in range(bisect_left(cue_starts, start + 1), len(cue_starts)):
        at = cue_starts[number]
        if at >= limit:
            break
        match = _BEFORE_CUE.search(text, max(start, at - 80), at)
        if match is not None and match.start() > start:
            limit = match.start()
            break
    position = start + 1
    stop = _PHRASE_STOP if phrase else _STOP
    while position < limit:
        match = stop.search(text, position, limit)
        if match is None:
            break
        place = bisect_left(quotes, (match.start(), 0)) - 1
        if place >= 0 and quotes[place][1] > match.start():
            position = quotes[place][1]
            continue
        if match.group().strip() in ("—", "–", "--"):
            closing = _DASH.search(text, match.end(), min(limit, match.end() + 200))
            if closing is not None:
                position = closing.end()
                continue
        limit = match.start()
        break
    while limit > start and text[limit - 1] in " ,\n\t\xa0":
        limit -= 1
    return limit


def _last_character(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in ".!?…" or text[end - 1].isspace()):
        end -= 1
    return end
