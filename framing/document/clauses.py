"""The shape of a clause around a cue: what stands between cue and content, and where a content ends.

Nothing here knows parts of speech; the rules look at function words and punctuation, always in a window of bounded
length beside a cue, so that a sentence of a million words costs no more than its cues.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.document.wordlists import words

__all__ = ["CLAUSE_LIKE", "NO_CLAUSE", "WINDOW", "content_end", "skip_addressee", "skip_adverbials"]

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
NO_CLAUSE = re.compile(r"\s*(?:[,.;:!?)\]—–]|$)|\s+(?:of|about|for|with|by|into|from|to|on|in|at|as|and|or|but|than)\b")
CLAUSE_LIKE = re.compile(
    r"\s+(?:(?:he|she|it|they|we|i|you|there|this|these|those|that)(?:[’']\w+)?\s"
    r"|(?:[\w.’'$%-]+,?\s+){0,9}?(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should"
    r"|must|does|did|do|cannot|"
    r"\w+n[’']t|isn’t|won|need|needs|makes?|made|wants?|deserves?|remains?|seems?|became|becomes|went"
    r"|came|got|gets|knows?|knew|thinks?|believes?|gave|took)\b)",
)
_DASH = re.compile(r"—|\s(?:–|--)\s")
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
