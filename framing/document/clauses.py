"""The shape of a clause around a cue: what stands between cue and content, and where a content ends.

Nothing here knows parts of speech; the rules look at function words and punctuation, always in a window of bounded
length beside a cue, so that a sentence of a million words costs no more than its cues.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.document.chunks import ADVERBIAL, ANYTHING, CONTRAST, MARKED, word_bits

__all__ = ["CLAUSE_LIKE", "NO_CLAUSE", "WINDOW", "content_end", "skip_addressee", "skip_adverbials", "word_behind"]

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
    r"(?:(?i:statements?|interviews?|e-?mails?|tweets?|posts?|letters?|speech(?:es)?|address|reports?|remarks"
    r"|news conference|press conference|conference call|conference|briefings?|debates?|rally|rallies|event|"
    r"articles?|op-ed|memo|blog|column|editorial|essay|memoir|book|filing|ruling|video|text message"
    r"|message|messages|phone call|call|telephone interview|appearance|hearing|testimony|town hall"
    r"|release|press release|"
    r"twitter|facebook|television|tv|radio|show|program|podcast|fox news|cnn|msnbc|nbc|abc|cbs|reporters"
    r"|broadcast|meeting|campaign stop|stop|document|documents|survey|poll|study|committee|court|record)\b)"
    r"(?:\s+(?:to|with|for|on|from|in|by|at|after|before|of)\s+(?:(?:the|a|an|his|her|its"
    r"|their)\s+)?[\w.’'-]+(?:\s+[A-Z][\w.’'-]*){0,3})?"
)
_SHOW = r"on\s+(?:[\w.&’'-]+\s+){0,5}?[“\"][^”\"]{2,40}[”\"]"
_TOWN = r"(?:in|at|from|outside)\s+[A-Z][\w’'-]+(?:,?\s+[A-Z][\w’'-]+){0,3}(?=[\s,.])|in\s+[’']?\d\ds?\b"
_ADVERBIAL = re.compile(rf"\s*,?\s+(?:(?i:{_TIME})|(?i:\w+ly)(?=[\s,.])|{_PLACE}|{_SHOW}|{_TOWN})")
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
# Both begin with a set of characters, which the engine looks for without trying the rest at every place.
_GOES_ON = (
    r"\s+(?:(?:could|would|should|might|had|will|can)(?:n[’']t)?|cannot|not|never|also|still)\b"
    r"|\s+(?:[\w’'-]+\s+){1,6}?(?:would|could|might|should)\b"
)
_STOP = re.compile(
    rf"[;,—\s](?:"
    rf"(?<=;)\s"
    rf"|(?<=,)\s+(?:(?:(?:but(?!\s+that)|while|whereas|although|though)(?!{_GOES_ON})|which|according\s+to)\s"
    rf"|(?:\w+\s+)?of\s+(?:whom|which)\s)"
    rf"|(?<=\s)(?:(?:following|over|after|amid|despite)\s+what\s|(?:—|–|--)\s*)"
    rf"|(?<=—))"
)
_PHRASE_STOP = re.compile(
    r"[;,—\s](?:"
    r"(?<=;)\s"
    r"|(?<=,)\s+(?:(?:but|while|whereas|although|though|which|who|where|when|whose|even"
    r"|and\s+(?:he|she|it|they|the|a|has|was|is|even|also|then|later|thus|[A-Z]\w*)"
    r"|according\s+to|as|after|before|because|(?!including)\w+ing|an?|the|in|on|at)\s"
    r"|(?:\w+\s+)?of\s+(?:whom|which)\s"
    r"|(?!including|such|with|and|or|(?:[\w’'-]+\s+){0,3}[\w’'-]+,?\s+(?:and|or)\s))"
    r"|(?<=\s)(?:(?:but|whereas|although|though)\s"
    r"|and\s+(?:has|have|had|was|is|were|are|will|would|made|gave|took|went|got|told|said|did|does|\w+ed)\s"
    r"|(?:following|over|after|amid|despite)\s+what\s"
    r"|(?:in|at|during|on)\s+(?:an?|his|her|the|its|their)\s+(?:\w+\s+)?(?:interview|speech|statement"
    r"|debate|rally|tweet|email|news\s+conference|press\s+conference|campaign\s+event|op-ed|letter|post)\b"
    r"|(?:—|–|--)\s*)"
    r"|(?<=—))"
)
_BEFORE_CUE = re.compile(
    r"(?:,\s*|,?\s+(?:and|but|while|as|though|although|or|then|with)\s+|;\s*)"
    r"((?:(?:he|she|they|it|who|others?|some|many|[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,4}"
    r"|the\s+[\w’'-]+(?:\s+[\w’'-]+){0,2})\s+)?"
    r"(?:(?:also|later|then|has|have|had|was|were|is|are|even|again|further|instead|did|does|not|never"
    r"|would|will|still|[a-z]+ly)\s+)*)$"
)


def word_behind(text: str, position: int, end: int) -> int:
    """Tell what the word is that a space parts from a position, or ANYTHING where that is not so simple."""
    if position + 1 >= end or text[position] != " ":
        return ANYTHING
    stop = text.find(" ", position + 1, end)
    bits = word_bits(text[position + 1 : stop + 1] if stop > 0 else text[position + 1 : end])
    return ANYTHING if bits & MARKED else bits


def skip_adverbials(text: str, position: int, end: int) -> int:
    """Pass over times, places and adverbs that stand between a cue and its content."""
    end = min(end, position + WINDOW)
    for _ in range(4):
        place = position
        if text.startswith(", ", position):
            place += 1
        if not word_behind(text, place, end) & ADVERBIAL:
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
    text: str,
    start: int,
    end: int,
    last: int,
    cue_starts: list[int],
    quotes: list[tuple[int, int]],
    *,
    phrase: bool = False,
) -> int:
    """Find where a content ends that starts at ``start`` in a sentence ending at ``end``.

    It ends before the outlet's own clause takes over again: at a semicolon, a contrast, a dash, before the next cue of
    the same or another speaker, never inside quotation marks.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        The sentence from where the content starts.
    last : int
        The end of the sentence without its final marks.
    cue_starts : list of int
        The cues that may end the content.
    quotes : list of (int, int)
        The quotations of the sentence, with their marks.
    phrase : bool, default False
        Whether the content is a phrase, which ends sooner than a clause.
    """
    limit = max(last, start)
    if end - start > LONGEST_CONTENT:
        end = start + LONGEST_CONTENT
        place = bisect_left(quotes, (end, 0)) - 1
        if place >= 0 and quotes[place][1] > end:
            end = quotes[place][1]
        limit = end
        while limit > start and (text[limit - 1] in ".!?…" or text[limit - 1].isspace()):
            limit -= 1
    for number in range(bisect_left(cue_starts, start + 1), len(cue_starts)):
        at = cue_starts[number]
        if at >= limit:
            break
        if _may_part(text, max(start, at - 80), at):
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
        if quotes:
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


def _may_part(text: str, floor: int, end: int) -> bool:
    """Tell cheaply whether a mark or conjunction stands near enough before a cue to open a new speaker's clause."""
    for _ in range(10):
        if end <= floor:
            return False
        start = text.rfind(" ", floor, end - 1) + 1
        if start == 0:
            start = floor
        if word_bits(text[start:end]) & CONTRAST:
            return True
        end = start
    return True
