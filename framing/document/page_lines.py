"""Lines of a page's furniture that their own words give away: navigation, consent, payment, comments, databases, wires.

A line is looked up by its first word, so that prose costs a look into a dictionary. What only the place or the
neighbours tell is in :mod:`framing.document.furniture`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from framing.document.layout import Block

__all__ = ["NAVIGATION", "counter_line", "credit_alone", "factiva_fields", "heads_page", "is_navigation", "page_line"]

_PERSON = r"[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|van|von|der|al|el|bin|[A-Z][\w’'-]+)){1,3}"
_MENU = (
    r"(?:home(?:\s*page)?|menu|sign\s+in|log\s+in|my\s+account|e-?paper|e-?edition|today[’']s\s+paper|obituaries|jobs"
    r"|classifieds|now\s+playing|for\s+you|following|sections|english|espa[ñn]ol|fran[çc]ais|deutsch|guest\s+essay"
    r"|morning\s+edition|evening\s+edition|skip\s+to\s+\w+(?:\s+\w+)?|national|subscribe|donate|archives?)$"
)
_NAVIGATION_WORDS = (
    r"(?:home(?:\s*page)?|about(?:\s+us)?|archives?|contact(?:\s+us)?|menu|sign\s+in|sign\s+up|log\s+in|register|subscribe"
    r"|my\s+account|e-?paper|e-?edition|today[’']s\s+paper|obituaries|jobs|classifieds|weather|donate|support\s+us|now\s+playing"
    r"|for\s+you|following|sections?|search|newsletters?|live\s+tv|live|watch(?:\s+live)?|listen(?:\s+live)?|puzzles|games"
    r"|crosswords?|shop|store|advertise|careers|staff|events|calendar|podcasts?|videos?|photos?|privacy(?:\s+policy)?"
    r"|terms(?:\s+of\s+(?:use|service))?|cookies?|sitemap|help|faq|rss|english|espa[ñn]ol|fran[çc]ais|deutsch|العربية|русский"
    r"|news|local|national|world|politics|business|sports?|opinion|culture|arts|lifestyle|travel|science|health|tech"
    r"|technology|education|environment|climate|economy|more|all\s+sections|latest|my\s+news|saved|notifications|profile"
    r"|guest\s+essay|op-ed|morning\s+edition|evening\s+edition|all\s+things\s+\w+|weekend\s+edition|homepage|breaking)"
)
NAVIGATION = re.compile(rf"{_NAVIGATION_WORDS}(?:[\s|·•,/>›»-]+{_NAVIGATION_WORDS})*$", re.IGNORECASE)
_PROMO, _PLATE, _BY, _DAY = "promo", "boilerplate", "byline", "dateline"

_TABLE: tuple[tuple[str, str, str], ...] = (
    # Consent and cookies.
    ("we", _PLATE, r"we\s+(?:value\s+your\s+privacy|and\s+our\s+\d+|use\s+cookies|care\s+about\s+your)"),
    ("accept reject manage allow decline", _PLATE,
     r"(?:accept|reject|manage|allow|decline)\s+(?:all|cookies|preferences|settings|options|selected|necessary)\b.{0,20}$"),
    ("more", _PLATE, r"more\s+(?:options|information|settings)$"),
    ("your", _PLATE, r"your\s+(?:email\s+address\s+will|privacy|choices|daily\s+guide|comment|name|email"
     r"|account|consent)\b"),
    ("by", _PLATE, r"by\s+(?:continuing|clicking|signing|subscribing|submitting|using)\b.{0,200}\b(?:agree"
     r"|accept|terms|policy)"),
    ("i", _PLATE, r"i\s+(?:understand|agree|accept|would\s+like\s+to\s+receive)\b.{0,200}\b(?:agree|policy"
     r"|terms|registration|emails?)"),
    # Paying.
    ("to", _PLATE, r"to\s+(?:continue|keep)\s+reading\b|to\s+(?:read|view|see)\s+(?:the\s+)?(?:full|rest|this)\b.{0,60}"
     r"\b(?:subscribe|sign|log|register)|to\s+(?:comment|leave\s+a\s+comment|unsubscribe|manage)\b"),
    ("you", _PLATE, r"you\s+(?:have|[’']ve|are|can|received?|will|must|may)\b.{0,80}\b(?:free\s+articles?"
     r"|subscrib|newsletter|this"
     r"\s+e-?mail|last\s+free|signed\s+in|logged\s+in|opt\s+out|limit)"),
    ("you’ve you've", _PLATE, r"you[’']ve\s+(?:reached|read|used|got)\b.{0,60}\b(?:articles?|limit|free)"),
    ("already", _PLATE, r"already\s+(?:have|a\s+(?:subscriber|member)|subscrib|registered)"),
    ("this", _PLATE, r"this\s+(?:content|article|story|feature)\s+is\s+(?:for|only|available|reserved"
     r"|exclusive)\b.{0,40}"
     r"\b(?:subscribers?|members?|registered|premium)|this\s+ad\s+(?:will|is|closes)\b|this\s+(?:text|essay|piece|interview|report|article|story)\s+(?:first|originally)\s+appeared|this\s+page\s+was\s+(?:printed|last|saved)|this\s+live\s*blog\b"
     r"|this\s+(?:live\s+)?(?:blog|feed|page|thread)\s+(?:is|has|was)\b|this\s+(?:message|e-?mail)\s+(?:was|may|is)\b"),
    ("premium exclusive subscriber subscribers members", _PLATE,
     r"(?:premium|subscribers?[\s-]+(?:only|exclusive)|members?[\s-]+(?:only|exclusive)|exclusive\s+to\s+\w+)$"),
    ("try start", _PLATE, r"(?:try\s+(?:it\s+)?(?:one|\d+|a|free|us|for)\b.{0,80}$|start\s+(?:your|a"
     r"|my)\s+(?:free\s+)?(?:trial|subscription))"),
    ("or", _PLATE, r"or,?\s+(?:if\s+you|sign|log|subscribe|continue\s+with)\b.{0,80}$"),
    ("pinned toggle", _PLATE, r"(?:pinned(?:\s+post)?|toggle\s+\w+(?:\s+\w+)?)$"),
    ("search", _PLATE, r"search(?:\s+for)?\s*:?$"),
    ("name email website comment", _PLATE, r"(?:name|e-?mail|website|comment)\s*\*?$"),
    ("comments newest oldest best", _PLATE, r"(?:comments\s+\d+|newest|oldest|best\s+rated)$"),
    ("save", _PLATE, r"save\s+(?:my\s+name|article|for\s+later|story)\b.{0,80}$"),
    ("previous next", _PLATE, r"(?:previous|next)\s+(?:article|post|story|page|slide)$"),
    ("close", _PLATE, r"close\b.{0,60}$"),
    ("reuse republish reprints order", _PLATE, r"(?:reuse|republish|reprints?|order)\s+(?:this|our|reprints"
     r"|content|articles?|&)\b.{0,60}$"),
    ("accuracy", _PLATE, r"accuracy\s+and\s+availability\b"),
    ("restrictions editorial", _PLATE, r"(?:restrictions\s*:|editorial\s+use\s+only)"),
    ("image photo size", _PLATE, r"(?:image|photo)\s+(?:id|number)\s*:|size\s*:\s*[\d,]+"),
    ("weather", _PLATE, r"weather\s+(?:alert|warning|advisory)\s*:?.{0,60}$"),
    ("cancel", _PLATE, r"cancel\s+(?:or\s+pause\s+)?any\s*time"),
    ("unlock unlimited", _PLATE, r"(?:unlock|unlimited)\b.{0,60}\b(?:access|articles?|digital|reading)"),
    ("become be", _PLATE, r"(?:become|be)\s+an?\s+(?:[\w-]+\s+){0,2}(?:member|subscriber|supporter|sponsor"
     r"|patron|insider)\b.{0,40}$"),
    ("make give", _PLATE, r"(?:make|give)\s+(?:a|your|us\s+a)\s+(?:gift|donation|contribution|tip)\b"),
    ("support", _PLATE, r"support\s+(?:our|us|independent|quality|local|public|\w+\s+journalism)\b"),
    ("why", _PLATE, r"why\s+(?:readers\s+trust\s+us|trust\s+us|you\s+can\s+trust|are\s+you\s+seeing|this\s+ad)"),
    # Listening, apps, saving.
    ("listen", _PLATE, r"listen(?:\s+to\s+this\s+(?:article|story))?\s*(?:[·•|:–—-]\s*)?(?:\d{1,2}:\d{2}.{0,12}"
     r"|\d+\s*min\w*)?$"),
    ("rate enjoying enjoy", _PLATE, r"(?:rate\s+(?:our|this)|enjoy(?:ing)?\s+(?:the|this|our))\b.{0,60}$"),
    ("turn", _PLATE, r"turn\s+(?:on|off)\s+(?:notifications|alerts|desktop)"),
    ("open", _PLATE, r"open\s+(?:in\s+)?(?:the\s+)?app\b.{0,20}$"),
    ("transcript download embed play audio", _PLATE, r"(?:transcript|download|embed|play|audio)(?:\s+(?:audio"
     r"|now|pdf|article))?$"),
    ("heard aired", _PLATE, r"(?:heard|aired)\s+on\s+[A-Z].{0,50}$"),
    ("aa text", _PLATE, r"(?:aa|text\s+size.{0,20})$"),
    ("view", _PLATE, r"view\s+(?:full\s+site|as\s+(?:list|slideshow|a\s+single\s+page)|\d*\s*comments|all"
     r"|gallery|in|desktop|on)\b.{0,30}$"),
    ("show hide", _PLATE, r"(?:show|hide)\s+(?:key\s+events|more|less|all|comments|transcript|caption)\b.{0,20}$"),
    ("older newer load", _PLATE, r"(?:older|newer|load)\s+(?:posts?|comments?|entries|more)$"),
    ("key", _PLATE, r"key\s+events?$"),
    # Comments and sharing.
    ("leave", _PLATE, r"leave\s+a\s+(?:reply|comment)\b.{0,30}$"),
    ("click", _PLATE, r"click\s+to\s+(?:share|email|print|tweet|enlarge|copy|expand|subscribe)\b.{0,60}$"),
    ("like", _PLATE, r"like\s+(?:loading.*|this)?$|like$"),
    ("dislike report reply upvote", _PLATE, r"(?:dislike|report(?:\s+(?:ad|comment))?|reply|upvote)$"),
    ("join", _PLATE, r"join\s+(?:the\s+(?:conversation|discussion)|\d|our)\b.{0,60}$"),
    ("about", _PLATE, r"about\s+(?:sharing|this\s+(?:page|site|story)|the\s+author|our\s+ads)$"),
    ("share", _PLATE, r"share\s+(?:page|this|full\s+article|on|via|your|selection|article)\b.{0,40}$"),
    ("required blog powered theme proudly", _PLATE,
     r"(?:required\s+fields|blog\s+at|powered\s+by|theme:|proudly\s+powered)\b.{0,60}$"),
    # Asking readers.
    ("do", _PLATE, r"do\s+not\s+(?:reproduce|reply|copy|distribute|sell)\b.{0,80}$"),
    ("are", _PLATE, r"are\s+you\s+(?:in|affected|a)\b.{0,160}\b(?:e-?mail|contact|share|experience|get\s+in\s+touch)"),
    ("do", _PLATE, r"do\s+you\s+(?:know|have)\b.{0,80}(?:e-?mail|contact|call|tip|@|story\s+for\s+us)"),
    ("have got if", _PLATE, r"(?:have|got|if)\b.{0,120}\b(?:tip|email\s+us|let\s+us\s+know|error|spot"
     r"|story\s+for\s+us)\b"),
    ("get", _PLATE, r"get\s+(?:in\s+touch$|\w+(?:\s+\w+){0,4}\s+(?:delivered|in\s+your\s+inbox|by\s+e-?mail"
     r"|alerts)\b)"),
    ("whatsapp text call tel phone signal", _PLATE, r"(?:whatsapp|text|call|tel|phone|signal)\s*:\s*\+?[\d\s()-]{5,}$"),
    ("media press", _PLATE, r"(?:media|press)\s+(?:contacts?|enquiries|inquiries|office|release)\b\s*:?.{0,140}$"),
    ("for", _PLATE, r"for\s+(?:immediate\s+release|personal\s+use|further\s+information|media"
     r"|press\s+enquiries)\b.{0,90}$"),
    ("news", _PLATE, r"news\s+release$"),
    ("please", _PLATE, r"please\s+(?:enter|enable|consider|upgrade|check\s+your|disable|sign|log|share"
     r"|note\s+that\s+comments)"),
    # Corrections, standards, notices.
    ("a an", _PLATE, r"an?\s+(?:correction\s+was\s+made|version\s+of\s+this\s+(?:article|story)"
     r"|message\s+from\b.{0,60}$"
     r"|earlier\s+version)"),
    ("when", _PLATE, r"when\s+(?:we\s+learn\s+of\s+a\s+mistake|you\s+(?:purchase|buy|subscribe|click))"),
    ("the", _PLATE, r"the\s+[\w’' -]{2,40}\s+(?:is|are)\s+(?:not\s+responsible\s+for\s+(?:the\s+)?(?:content|comments)"
     r"|committed\s+to\s+publishing|not\s+liable)"),
    ("thanks thank", _PLATE, r"thank(?:s|\s+you)\s+for\s+(?:reading|subscribing|your\s+support|signing)"),
    ("good", _PLATE, r"good\s+(?:morning|evening|afternoon)\b.{0,80}$"),
    ("was were", _PLATE, r"(?:was|were)\s+(?:this\s+e-?mail|you)\s+forwarded"),
    ("update manage", _PLATE, r"(?:update|manage)\s+(?:your\s+)?(?:preferences|subscription|newsletter)"),
    ("article story content", _PLATE, r"(?:article|story|content)\s+continues\s+(?:below|after)\b.{0,30}$"),
    ("skip", _PLATE, r"skip\s+(?:to|ad|past)\b.{0,40}$|skip\s+advertisement$"),
    ("sponsor sponsored advertiser", _PLATE, r"(?:sponsor|sponsored|advertiser)\s+(?:message|content|disclosure)$"),
    ("page document", _PLATE, r"(?:page\s+\d+(?:\s+of\s+\d+)?|document\s+\d+\s+of\s+\d+)$"),
    ("printed", _PLATE, r"printed\s+(?:from|on)\b.{0,160}$"),
    ("visit", _PLATE, r"visit\s+(?:our|us|the)\b.{0,80}$"),
    ("all", _PLATE, r"all\s+(?:rights|times|prices|quotes|newsletters)\b.{0,60}$"),
    # Wires.
    ("zczc nnnn", _PLATE, r"(?:zczc|nnnn)\b.{0,30}$"),
    ("eds", _PLATE, r"eds[.:]"),
    ("ends end endit", _PLATE, r"(?:-+\s*)?(?:ends?|endit|/ends)(?:\s*-+)?$"),
    # Pointing elsewhere.
    ("related", _PROMO, r"related\s+(?:internet\s+links|links|video|stories|coverage|articles?|posts?"
     r"|topics\s+in\s+focus)$|related$"),
    ("watch", _PLATE, r"watch\s+for\s+(?:us|our|it|the\s+newsletter)\b.{0,60}inbox"),
    ("scroll", _PLATE, r"scroll\s+down\s+(?:for|to)\b.{0,40}$"),
    ("read", _PLATE, r"read\s+(?:this|the)\s+(?:article|story|text|report|page)\s+in\s+[A-Z]\w+.{0,20}$"),
    ("share", _PLATE, r"share\s+or\s+comment\b"),
    ("watch see", _PROMO, r"(?:watch\s+now|see\s+full\s+coverage|see\s+also)\b.{0,60}$"),
    ("follow", _PROMO, r"follow\s+live\s*[:|–—-]"),
    ("people", _PROMO, r"people\s+(?:are\s+also|also)\s+(?:reading|viewed|read|like|ask)"),
    ("also", _PROMO, r"also\s+(?:in|on|from)\s+(?:the\s+)?[A-Z].{0,40}$|also\s+of\s+interest$"),
    ("more", _PROMO, r"more\s+(?:in|from|on|galleries|videos?|stories|like\s+this|coverage|news|by)\b.{0,50}$"),
    ("most", _PROMO, r"most\s+(?:read|viewed|popular|shared|watched|commented|recent)\b.{0,40}$"),
    ("trending", _PROMO, r"trending\b.{0,20}$"),
    ("back", _PROMO, r"back\s+to\s+(?:live|the|all)\b.{0,40}$"),
    ("take", _PROMO, r"take\s+(?:action|our\s+(?:poll|quiz|survey))$"),
    ("explore", _PROMO, r"explore\s+(?:our|more|the|all)\b.{0,70}$"),
    ("swipe scroll tap", _PROMO, r"(?:swipe|scroll|tap)\s+(?:up|down|left|right|for|to\s+read)\b.{0,90}$"),
    ("promoted sponsored paid", _PROMO,
     r"(?:promoted|sponsored|paid)(?:\s+(?:by|post|partner|content|links?)\b.{0,80}|\s*[:|–—]\s*.{0,80})?$"),
    ("up", _PROMO, r"up\s+next\b.{0,90}$"),
    ("coming", _PROMO, r"coming\s+(?:up|soon)\s*[:.]?.{0,60}$"),
    ("sign", _PROMO, r"sign\s+(?:the|our)\s+petition\b.{0,60}$"),
    ("go", _PROMO, r"go\s+deeper\b.{0,60}$"),
    ("in", _PROMO, r"in\s+(?:other\s+news|case\s+you\s+missed\s+it|the\s+news|today[’']s\s+paper|this\s+series"
     r"|related\s+news)\s*:?$"
     r"|in\s+[“\"][\w ]+[”\"]$"),
    ("other others", _PROMO, r"others?\s+(?:stories|news|headlines|top\s+stories|readers?\s+also)\b.{0,40}$"),
    ("previously earlier", _PROMO, r"(?:previously|earlier)\s*(?:on|in|from|:)\s*.{0,80}$"),
    ("our", _PROMO, r"our\s+(?:best|latest|top|picks|coverage|recommend)\b.{0,60}$"),
    ("you", _PROMO, r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested|have\s+missed|enjoy)"),
    ("readers", _PROMO, r"readers\s+(?:also|are)\b.{0,40}$"),
    ("subscribe", _PLATE, r"subscribe\s+(?:to|now|today|for|here|via|at)\b.{0,90}$"),
    ("see", _PLATE, r"see\s+more\s+on\s*:.{0,90}$"),
    # Makers.
    ("audio photographs photography graphics visuals produced video illustration illustrations research", _BY,
     rf"(?:audio\s+|video\s+|research\s+)?(?:produced|photographs?|photography|graphics|visuals|illustrations?)\s+by\s+{_PERSON}.{{0,60}}$"),
)  # fmt: skip


_OPENERS = frozenset(opener for openers, _, _ in _TABLE for opener in openers.split())


@lru_cache(len(_OPENERS))
def _patterns(opener: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the patterns of a first word; compiled when a text first has it."""
    return tuple(
        (zone, re.compile(pattern, re.IGNORECASE)) for openers, zone, pattern in _TABLE if opener in openers.split()
    )


_OPENER = re.compile(r"[\W\d_]*([^\W\d_][\w’'-]*)")
_NOT_WORDS = re.compile(
    r"(?:\(MORE\)|\+?\d{1,2}|(?:\d{1,2}\s+){2,6}(?:next|more|\d+)|[A-Z]{2,3}-{1,2}[A-Z]{2,6}-{1,2}.{0,80}|#{2,}|-{2,}|\d{1,2}:\d{2}|-?\d+°.{0,20}|\d+\s+of\s+\d+|[$€£]\d+\S*\s+(?:for|a|per)\b.{0,60}"
    r"|\d+\s+(?:views?|shares?|comments?|likes|replies|View\s+comments)|[A-Z]{2,4}-\d{3,4}\b.{0,30}"
    r"|\d{6}\s+[A-Z]{3}\s+\d{2,4}|[a-z]{2,4}(?:/[a-z]{2,4}){1,3}|[A-Z]{3}\d{3,5}\s.{0,30})$",
    re.IGNORECASE,
)
_REPORTED_FROM = re.compile(rf"{_PERSON}\s+reported\s+from\s+[^.]{{3,120}}\.$")
_NAME_AND_MAIL = re.compile(rf"(?:{_PERSON}|[A-Z]+\s+[A-Z]+)(?:\s+[A-Z][\w’'-]+){{0,4}}\s+\S+@\S+\.\w{{2,}}$")
_SHIFTS = re.compile(
    rf"{_PERSON}\s+\((?:now|earlier|before|today)\)(?:\s*(?:,|and|&)\s*{_PERSON}\s+\((?:now|earlier|before)\))*$"
)
_HOST = re.compile(r"[A-Z][A-Z.’' -]{2,40},\s+(?:HOST|BYLINE|ANCHOR|REPORTER|CORRESPONDENT|PRESENTER)\s*:?$")
_BOARD = re.compile(r"(?:the\s+)?editorial\s+board$|by\s*:\s*[A-Z].{2,60}$", re.IGNORECASE)
_ON_DATE = re.compile(r"on\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}\b.{0,30}$", re.IGNORECASE)
_HANDLE = re.compile(r"[~@–—-]\s*[a-z][\w.-]{2,30}$")
_BY_AND_MORE = re.compile(r"By\s+[A-Z][\w’'-]+\s+[A-Z][^|·]{1,60}[|·]\s*\S.{0,90}$")
_AGE = re.compile(
    r"(?:\d+\s*(?:h|hr|hrs|m|min|mins|d|w)\s+ago|\d+[hmd]|(?:yesterday|today)(?:\s+at\s+\d.*)?|updated\s+\d+\s+\w+\s+ago)$",
    re.IGNORECASE,
)
_DATE_UPDATED = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?),?\s+\d{4}\W{0,3}\s*(?:Updated|Modified|Published)\b.*$"
)
_CALL = re.compile(
    r"(?<=[.!?…]\s)(?:learn\s+more|find\s+out\s+more|read\s+more|make\s+a\s+gift(?:\s+today)?|donate(?:\s+(?:now|today))?"
    r"|subscribe(?:\s+(?:now|today))?|sign\s+up(?:\s+(?:now|today|here))?|shop\s+now|join\s+now)[.!]?$",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"(?:(?:photo|image|slide|picture)\s+)?(\d{1,3})\s*(?:/|of)\s*(\d{1,3})\b", re.IGNORECASE)
_CREDIT_ALONE = re.compile(
    rf"(?:(?:photo|image|credit)s?\s*:?\s*)?{_PERSON}\s*(?:/\s*[A-Z][\w.&’' -]{{1,40}}|\s+(?:for"
    rf"|via)\s+(?:the\s+)?[A-Z][\w.&’' -]{{1,40}})$"
)
_LONGEST = 420
_SHORT = 120


def page_line(text: str, block: Block) -> tuple[str, str] | None:
    """Give the zone and the rule of a line of furniture that its words give away, or None.

    Examples
    --------
    >>> page_line("We value your privacy", Block(0, 21))
    ('boilerplate', 'page_line')
    """
    start, end = block
    size = end - start
    if size > _LONGEST or text[start] in "“\"‘'":
        return None
    word = _OPENER.match(text, start, min(end, start + 40))
    if word is not None:
        opener = word[1].lower()
        if opener in _OPENERS:
            for zone, pattern in _patterns(opener):
                if pattern.match(text, word.start(1), end) is not None:
                    return zone, "page_line"
    if size > _SHORT + 40:
        return None
    if text[start].isdigit() and _AGE.match(text, start, end):
        return "dateline", "date_line"
    if size <= 80 and _DATE_UPDATED.match(text, start, end):
        return "dateline", "date_line"
    tail = _CALL.search(text, max(end - 30, start), end)
    if tail is not None and tail.start() > start + 8:
        return ("promo" if text[tail.start()].lower() in "lfr" else "boilerplate"), "call_at_end"
    if _NOT_WORDS.match(text, start, end):
        return "boilerplate", "page_line"
    if _NAME_AND_MAIL.match(text, start, end) or _SHIFTS.match(text, start, end) or _HANDLE.match(text, start, end):
        return "byline", "byline_label"
    if _HOST.match(text, start, end) or _BOARD.match(text, start, end):
        return "byline", "byline_label"
    if size <= 60 and _ON_DATE.match(text, start, end):
        return "dateline", "date_line"
    if _BY_AND_MORE.match(text, start, end) or _REPORTED_FROM.match(text, start, end):
        return "byline", "byline_label"
    return None


def is_navigation(text: str, block: Block) -> bool:
    """Tell a line of menu words: "Home About Archive Contact"."""
    return block.end - block.start <= 90 and NAVIGATION.match(text, block.start, block.end) is not None


_IS_MENU = re.compile(_MENU, re.IGNORECASE)


def heads_page(text: str, block: Block) -> bool:
    """Tell a line of navigation that stands above a headline, and never between it and its article."""
    if block.end - block.start > 90:
        return False
    if _IS_MENU.match(text, block.start, block.end) is not None:
        return True
    return text.count(" ", *block) >= 2 and is_navigation(text, block)


def counter_line(text: str, block: Block) -> bool:
    """Tell the counter of a picture in a gallery, alone or before its caption: "2 of 5", "1/4 Divers at work"."""
    if not text[block.start].isdigit() and text[block.start].lower() not in "pis":
        return False
    match = _COUNTER.match(text, block.start, block.end)
    return (
        match is not None
        and 1 <= int(match[1]) <= int(match[2])
        and int(match[2]) > 1
        and block.end - block.start <= 200
    )


def credit_alone(text: str, block: Block) -> bool:
    """Tell a photographer's credit on a line of its own: "Ann Lee/Nordwire", "Ann Lee for KPR"."""
    return block.end - block.start <= 80 and _CREDIT_ALONE.match(text, block.start, block.end) is not None


_FACTIVA = {
    "HD": "headline",
    "BY": "byline",
    "PD": "dateline",
    "ET": "dateline",
    "ART": "caption",
    **dict.fromkeys(
        ("SE", "WC", "SN", "SC", "LA", "CY", "LP", "TD", "CO", "IN", "NS", "RE", "PUB", "AN", "ED", "PG", "CR", "CT"),
        "",
    ),
    **dict.fromkeys(("RF", "IPC", "IPD", "CLM", "NGC"), ""),
}
_FIELD = re.compile(r"([A-Z]{2,3})(?=\s|$)")


def factiva_fields(text: str, blocks: list[Block]) -> dict[int, tuple[str, str]]:
    """Give the zones of the fields of a Factiva record, codes at the head of lines; nothing for other texts."""
    found: dict[int, tuple[str, str]] = {}
    for number, block in enumerate(blocks):
        match = _FIELD.match(text, block.start, min(block.end, block.start + 4))
        if match is None or match[1] not in _FACTIVA:
            continue
        alone = match.end() == block.end
        if match[1] in ("LP", "TD") and not alone:
            continue
        found[number] = (_FACTIVA[match[1]] or "boilerplate", "export_field")
    return found if len(found) >= 6 else {}
