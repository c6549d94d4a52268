"""Blocks that say themselves what they are: promotion, boilerplate, bylines, date lines, captions.

Each rule has a name, which becomes the ``rule`` of the zone. Long blocks are mostly prose: only those that begin with
one of :data:`_OPENERS` or end like a caption are looked at more closely.
"""

from __future__ import annotations

import re

from framing.document.layout import Block
from framing.document.wordlists import words

__all__ = ["bullet", "dateline_end", "heads_list", "heads_tags", "label"]


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_LONGEST = 600
_PROMO_LONGEST = 320
_LINE_LONGEST = 160
_SENTENCE = 40
_DASH = r"(?:[–—]|--|-(?=\s))"
_NAME = r"[A-Z][\w.’'-]*(?:[ -][A-Z][\w.’'-]*|\s(?:de|van|von|al|el|bin|da|di))*"
_AGENCY = _either(
    r"AP|AFP|EPA|EFE|DPA|ANSA|PA|UPI|TASS|Xinhua|Reuters|Getty(?: Images)?|Shutterstock|Flash ?90",
    r"Anadolu(?: Agency)?|Associated Press|Agence France[- ]Presse|Bloomberg|NurPhoto|ZUMA|SIPA|Magnum|Alamy|iStock",
    r"(?:[A-Z][\w.&’'-]*\s){1,4}(?:Agency|Images?|Photos?|Pictures?|Press|News|Wire|Handout)",
)
_OPENERS = words(
    "read see watch listen hear also related recommended more further click tap don't don’t you most "
    "trending top editor editors editor's "
    "editor’s editors’ editors' up what latest must popular promoted sponsored paid suggested find learn "
    "keep continue copyright all sign log "
    "subscribe i register already become donate support get receive follow like join contact reach email "
    "e-mail message download share tweet "
    "print save facebook twitter correction clarification update with agencies tags tag topics topic "
    "filed keywords section subject source "
    "image photo photograph picture pictured caption credit video file handout illustration reporting "
    "writing editing additional compiled "
    "translated edited contributing contributors full body abstract published updated posted text words "
    "story written reported author byline "
    "headline dateline length load-date language publication we using advertisement reading in this the "
    "an a by from to for around sent date "
    "cc bcc proquest document previous earlier unsubscribe view next catch go on explore"
)
_READERS = words("read watch see listen also")
_COMMON_OPENERS = words("in this the an a by from to for i you what we all with more most")

_PROMO = re.compile(
    r"(?:[►▶➤→»>•*+-]\s*)?"
    + _either(
        r"(?:to\s+)?(?:read|see|watch|listen|hear)\s+(?:also|more|next|this|on|now|the full|full)\b"
        r"(?=\s*[:|–—►>-]|\s*$|\s+[A-Z“‘\"'])",
        r"also\s+(?:read|see|watch|on|in)\b",
        r"read\s+(?:our|the)\s+[^.:]{0,40}(?::|\bhere\b|\bon\s+our\b|\bon\s+\S+\.\w{2,}$)",
        r"(?:previous|next|earlier)\s+(?:post|article|story|episode)\s*:|catch\s+up\b[^.]{0,20}:|go\s+deeper\b",
        r"(?:related|recommended|more)(?:\s+(?:stories|story|articles?|content|reading|coverage|news|links?"
        r"|topics|for you"
        r"|from|on|in))?\s*(?::|$)",
        r"(?:more|further|related|recommended)\s+(?:on this|from|reading|stories|coverage)\b",
        r"(?:read|watch|listen|see)\s*:",
        r"(?:READ|WATCH|LISTEN|SEE|MORE|RELATED|VIDEO|PHOTOS?|GALLERY|OPINION|EXCLUSIVE|EXPLAINER|EXPLAINED|PODCAST)"
        r"(?:\s+[A-Z]+){0,3}\s*[:|►>–—-]",
        r"(?:click|tap)\s+here\b",
        r"don[’']t\s+miss\b",
        r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be interested)",
        r"(?:for\s+more|find\s+out\s+more|learn\s+more|keep\s+reading|continue\s+reading)\b[^.]*$",
        r"(?:most\s+(?:read|popular|viewed|shared|watched)|trending(?:\s+now)?|top\s+stories|up\s+next|must\s+reads?"
        r"|editors?[’']?s?[’']?\s+(?:picks?|choice)|what\s+to\s+read\s+next|latest\s+(?:news|stories|headlines|videos?)"
        r"|popular\s+now|in\s+case\s+you\s+missed\s+it|from\s+our\s+partners|around\s+the\s+web"
        r"|explore\s+more(?:\s+on\b.{0,30})?|promoted\s+(?:stories|content)|sponsored(?:\s+(?:content|links?|by\b.*))?|paid\s+content"
        r"|suggested\s+(?:reading|articles?|for\s+you))\s*(?::|$)",
    ),
    re.IGNORECASE,
)
_READ_TITLE = re.compile(r"(?:[►▶➤→]\s*)?Read(?:\s{2,}|\xa0\s*|\s*[:|–—-]\s*|\s+(?=[A-Z“‘\"'][\w’'.-]*\s+\S+\s+\S+))")
_ARROW = re.compile(r"[►▶➤➔➡⇒👉»]")
_LIST_LABEL = re.compile(
    _either(
        r"(?:related|recommended|more|top|latest|other|similar)\s+"
        r"(?:stories|articles|content|reading|coverage|headlines|news|videos|links|topics)",
        r"most\s+\w+|trending(?:\s+now)?|editors?[’']?s?[’']?\s+(?:picks?|choice)|what\s+to\s+read\s+next",
        r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be interested in)|more\s+(?:on|from)\b.*",
        r"recommended(?:\s+(?:for\s+you|from\b.*))?|explore\s+more(?:\s+on\b.*)?|related|read\s+next|in\s+this\s+(?:story|article)|around\s+the\s+web"
        r"|promoted\s+\w+",
    )
    + r"\s*:?\s*$",
    re.IGNORECASE,
)
_TAGS_LABEL = re.compile(
    r"(?:related\s+|more\s+on\s+these\s+|explore\s+(?:more\s+)?(?:on\s+)?(?:these\s+)?)?(?:topics|tags)\s*:?$", re.I
)
_BUTTONS = _either(
    r"tweet|e-?mail|print|save|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|rss",
    r"bookmark|(?:copy\s+)?link|(?:link\s+)?copied!?|pocket|flipboard|messenger|gift\s+(?:this\s+)?article|listen|play",
    r"pause|mute|close|menu|search|home|skip\s+to\s+(?:main\s+)?content|advertisement|ad|loading\.*"
    r"|back\s+to\s+top|top",
    r"next|previous|show\s+more|view\s+(?:all|gallery|comments|in\s+browser)|expand|(?:hide|toggle)\s+caption",
    r"enlarge\s+image|settings|accept(?:\s+all)?(?:\s+cookies)?|unsubscribe|privacy\s+policy|terms(?:\s+of\s+\w+)?",
    r"contact\s+us|about\s+us|help",
)
_FIELDS = _either(
    r"tags?|topics?|filed\s+under|categor(?:y|ies)|keywords?|labels?|more\s+about|posted\s+in|sections?|subjects?",
    r"companies|persons?|geographic|industry|location|place|people|classification|language(?:\s+of\s+\w+)?|length|load-date|copyright",
    r"publication(?:-type|\s+\w+)?|publisher|source(?:\s+\w+)?|document\s+(?:type|id|url)|proquest\s+\w+(?:\s+\w+)?",
    r"issn|database|last\s+updated|edition|word\s+count|journal\s+code|graphic|series|byline|distribution|dateline",
    r"volume|issue|pages?|first\s+page|number\s+of\s+pages|country\s+of\s+publication|to|cc|bcc|sent|from|date",
    r"reply-to|importance|attachments?",
)
_BOILERPLATE = re.compile(
    _either(
        r"[\W_]*$",
        r"[(\[]?\s*(?:additional\s+)?(?:reporting|writing|editing|compiled|translated|edited|produced|rewriting)\s+"
        r"(?:and\s+\w+\s+)?by\b[^.]*(?:[.;)\]]|$)",
        r"\d{1,3}\s*(?:-\s*)?(?:mins?|minutes?)(?:\s+(?:read|ago|watch|listen))?\.?$",
        r"(?:estimated\s+)?(?:reading|read)\s+time\b",
        r"(?:\d+\s+)?(?:comments?|shares?|views|likes|replies|retweets)(?:\s*\(?\d*\)?)?$",
        r"copyright\b|©|\(c\)\s+\d{4}|all\s+rights\s+reserved",
        r"(?:sign|log)\s*-?\s*(?:up|in|out)\b(?=[^.]{0,140}[.!]?$)|i\s+subscribe\b|subscribe\b(?=[^.]{0,140}[.!]?$)",
        r"register\s+(?:now|for|to|free)\b|already\s+a\s+(?:subscriber|member)|become\s+a\s+(?:member"
        r"|subscriber|supporter)",
        r"donate\b|support\s+(?:our|us|independent|quality)\b",
        r"(?:get|receive)\s+(?:all\s+)?(?:the|our|your|unlimited|full|daily|breaking)\b[^.]{0,90}\b"
        r"(?:mailbox|inbox|newsletters?|e-?mails?|alerts?|app|phone|access|delivered)\b",
        r"(?:follow|like|join|find|contact|reach|email|e-mail|message)\s+(?:us|me|(?:the\s+)?[A-Z@][\w’'. @-]{0,40})\s+"
        r"(?:on|at|via|by|through)\b(?=[^.]{0,80}(?:\.\w+)*[^.]{0,40}\.?$)",
        r"follow\s+(?:all|us|the\s+latest|live|our|more|@)\b[^.]*$|download\s+(?:the|our)\b",
        r"share(?:\s+(?:this|on|via|with|article|story|full\s+article|options|save|tweet|post|link))*\s*:?$"
        r"|share\s+this\b",
        _BUTTONS + r"\s*[:|]?$",
        _FIELDS + r"\s*:(?=\s|$)",
        r"advertis(?:ement|ing)\b|(?:this\s+(?:site|website)\s+uses|we\s+use)\s+cookies",
        r"by\s+(?:signing|subscribing|clicking|submitting|using\s+this\s+site)\b|using\s+this\s+site\b",
        r"(?:this|the)\s+(?:article|story|report|piece|post|page|version)\s+(?:was|has\s+been|is|originally"
        r"|first)\b[^.]{0,60}\b"
        r"(?:publish|updat|correct|amend|appear|edited|translated|republish|generated|auto|part\s+of|produced)\w*",
        r"(?:an?\s+)?(?:earlier|previous)\s+version\s+of\s+this\b|(?:correction|clarification"
        r"|editor[’']s\s+note|update)\s*[:(]",
        r"with\s+(?:additional\s+)?(?:reporting|agenc|files|inputs?|material)\w*\s+(?:from|by)\b"
        r"|(?:with\s+)?agenc(?:y|ies)\s*$",
        r"contribut(?:ing|ors?)\s*:|(?:reach|contact|email)\s+(?:the\s+)?(?:reporter|author|writer|him|her)\b",
        r"(?:end\s+of\s+document|body|full\s+text|abstract|none\s+of\s+the\s+above)\s*:?\s*$",
        r"on\s+[^.]{5,70}\bwrote:$|-{3,}\s*(?:forwarded|original)\s+message|begin\s+forwarded\s+message|sent\s+from\s+my\s+\w+"
        r"|get\s+outlook\s+for",
        r"\([$€£¥]?\d[\d.,]*\s*[\w ]{0,20}=[^)]*\)$",
        r"\((?:adds|updates|recasts|refiles|corrects|writes\s+through)\b[^)]*\)$",
        r"https?://\S+$|www\.\S+$|\S+@\S+\.\w+$|@\w+$|#\w+(?:[\s,]+#\w+)*$",
        r"(?:\w[\w ]{0,24}\s*[>›/|]\s*){1,5}\w[\w ]{0,30}$",
    ),
    re.IGNORECASE,
)
_ANYWHERE = (
    "all rights reserved",
    "contributed to this ",
    "contributed reporting",
    "can be reached at",
    "can be reached on",
    "can be contacted at",
    "can be followed on",
    "in your inbox",
    "to your inbox",
    "in your mailbox",
    "our newsletter",
    "our daily newsletter",
)
_DOWNLOAD = re.compile(r"\bdownload(?:ing)?\s+(?:the|our)\b[^.]{0,60}\bapp(?:lication)?s?\b")
_BULLET = re.compile(r"[•·▪◦*‣⁃]\s*\S|-\s+\S")
_BYLINE = re.compile(
    _either(
        r"(?:text|words|story|report|analysis|review|opinion|interview|photos?|pictures?|video)\s+by\s*:?",
        r"by\s*:?|written\s+by|reported\s+by|posted\s+by|author\s*:|reporter\s*:|byline\s*:"
        r"|from\s+our\s+(?:own\s+)?\w+",
    )
    + r"\s*(?=[\s:])\s*(?:[A-Z@“]|our\b|staff\b|news\b|$)"
)
_BYLINE_CI = re.compile(r"(?:text|words|story|written|reported|posted)\s+by\b|byline\s*:|author\s*:", re.IGNORECASE)
_BYLINE_ROLE = re.compile(
    rf"{_NAME}(?:\s*(?:,|and|&|\|)\s*{_NAME})*\s*[,|–—-]?\s*"
    r"(?:(?:senior|chief|staff|political|foreign|diplomatic|defen[cs]e|crime|deputy|associate|managing"
    r"|news|middle\s+east"
    r"|world|special|national|science|health|business|education)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|contributor|staff|bureau(?:\s+chief)?)\b[^.]{0,50}$"
)
_CAPS_BYLINE = re.compile(r"(?:BY|FROM)\s+[A-Z][A-Z.’'-]+(?:\s+[A-Z.’'-]+){0,8}$")
_MONTH = _either(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?",
    r"nov(?:ember)?|dec(?:ember)?",
)
_DATE = _either(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?:{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?)(?:,?\s+\d{{4}})?"
    r"(?:,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)?",
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}",
)
_DATE_LINE = re.compile(
    _either(
        r"(?:first\s+)?(?:published|updated|posted|modified|issued|last\s+(?:updated|modified))(?:\s+(?:on"
        r"|at))?\s*:?\s*.{0,80}",
        rf"{_DATE}(?:[\s,|·•–—-]*(?:at\s+)?\d{{1,2}}[:.]\d{{2}}.{{0,40}})?",
        r"\d{1,2}[:.]\d{2}\s*(?:am|pm|a\.m\.|p\.m\.|gmt|utc|est|edt|bst|cet)?\b.{0,40}",
        r"\d+\s+(?:hours?|days?|minutes?|weeks?)\s+ago",
    )
    + "$",
    re.IGNORECASE,
)
_WIRE = r"(?:AP|AFP|UPI|JTA|JNS|CNN|DPA|EFE|ANSA|IANS|PTI|Reuters|Xinhua|Bloomberg)"
_DATELINE = re.compile(
    _either(
        r"[A-Z][A-Z’'.-]+(?:[ -][A-Z][A-Z’'.-]*){0,4}(?:,\s+[A-Z][\w.’' -]{1,40}){0,3}"
        rf"(?:,?\s+(?i:{_MONTH})\.?\s+\d{{1,2}})?\s*(?:\((?:[A-Z]{{2,}}|[A-Z][\w "
        rf"./&-]{{1,30}})\)\s*)?(?:{_DASH}|:(?=\s))\s*",
        r"[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]*){0,3}(?:,\s+[A-Z][\w.’' -]{1,30}){0,2}\s*"
        + _either(
            rf"\({_WIRE}[\w /]{{0,20}}\)\s*(?:{_DASH}|:)?",
            rf"\([A-Z]{{2,}}[\w /]{{0,20}}\)\s*{_DASH}",
            rf"/\s*[A-Z]{{2,}}[\w ]{{0,20}}{_DASH}",
        )
        + r"\s*",
        rf"\({_WIRE}\)\s*(?:{_DASH}|:)?\s*",
        rf"\([A-Z][\w.’' -]{{1,40}},\s+(?i:{_DATE})\)\s*{_DASH}\s*",
        rf"[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]*){{0,3}},\s+(?i:{_DATE})\s*\([A-Z][\w ./&-]{{1,30}}\)\s*"
        rf"(?:{_DASH}|:)?\s*",
        rf"[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]*){{0,3}},\s+(?i:{_DATE}),?\s*{_DASH}\s*",
    )
)
_CAPTION_END = re.compile(
    r"(?:[.!?…”\"’']\s*|\s)"
    + _either(
        r"\(?(?i:photo(?:graph)?|picture|image|credit|source|illustration|video|file\s+photo)s?\s*"
        r"(?:credit|source|by|:|courtesy)\s*:?[^.]{1,80}\)?\.?",
        rf"[\[(]{_AGENCY}(?:\s*(?:[/|–—:,-]|via|file)\s*[^)\]]{{1,60}})?[\])]\.?",
        rf"[\[({{]{_NAME}\s*/\s*(?:{_AGENCY}|{_NAME})[^)\]]{{0,40}}[\])]\.?",
        rf"{_AGENCY}\s*[/|–—-]\s*{_NAME}",
        rf"{_NAME}\s*/\s*{_AGENCY}(?:\s+via\s+\w[\w ]{{0,30}})?",
        r"©\s*[^.]{2,60}",
        rf"via\s+{_AGENCY}",
    )
    + "$"
)
_CAPTION_START = re.compile(
    _either(
        r"(?:caption|image(?:\s+(?:caption|source|credit))?|photo(?:graph)?(?:\s+(?:caption|credit|by))?"
        r"|picture(?:\s+(?:caption|credit))?|file\s+photo|file\s*image|pictured|video\s+caption|illustration"
        r"|credit|handout"
        r"|in\s+this\s+(?:file\s+)?(?:photo|image|picture|handout))\s*[:,|(]",
        r"image\s+(?:source|caption)\b|(?:photograph|photo|picture|image|illustration)\s+by\b",
        r"in\s+this\s+(?:file\s+)?(?:photo|image|picture|handout)\b",
    ),
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[\W_]*([\w’'-]+)")
_CREDIT_MARKS = "/-–—|([©:"


def label(text: str, block: Block) -> tuple[str, str] | None:
    """Give the zone and the rule of a block that says itself what it is, or None.

    Examples
    --------
    >>> label("RELATED: The long war", Block(0, 21))
    ('promo', 'promo_label')
    """
    start, end = block
    size = end - start
    if size > _LONGEST:
        return None
    word = _FIRST_WORD.match(text, start, min(end, start + 40))
    opener = word.group(1).lower() if word is not None else ""
    stopped = text[end - 1] in '.”"'
    if size > _LINE_LONGEST and (opener not in _OPENERS or (opener in _COMMON_OPENERS and stopped)):
        if not stopped and _credited(text, block):
            return "caption", "credit_at_end"
        return _phrase_anywhere(text, block) if size <= _PROMO_LONGEST else None
    if stopped and size > _SENTENCE and opener not in _OPENERS and text[start] not in "([":
        return _phrase_anywhere(text, block)
    if opener in _READERS and not stopped and size <= 200 and _PROMO.match(text, start, end):
        return "promo", "promo_label"
    if text.startswith("By ", start) and size <= _LINE_LONGEST and not stopped:
        return "byline", "byline_label"
    if size <= 60 and text[start].isdigit() and _DATE_LINE.match(text, start, end):
        return "dateline", "date_line"
    found = _boilerplate(text, block, size)
    if found is not None:
        return found
    if size > _PROMO_LONGEST:
        return ("caption", "credit_at_end") if _credited(text, block) else None
    if _ARROW.match(text, start):
        return "promo", "promo_arrow"
    if _PROMO.match(text, start, end) and ((size <= 200 and not stopped) or ":" in text[start : start + 30]):
        return "promo", "promo_label"
    if opener == "read" and not stopped and _READ_TITLE.match(text, start, end):
        return "promo", "read_title"
    if size <= _LINE_LONGEST:
        if _DATE_LINE.match(text, start, end):
            return "dateline", "date_line"
        if text[end - 1] not in ".!?" and (
            _BYLINE.match(text, start, end)
            or _BYLINE_CI.match(text, start, end)
            or _CAPS_BYLINE.match(text, start, end)
            or text.startswith("By ", start)
        ):
            return "byline", "byline_label"
        if _BYLINE_ROLE.match(text, start, end):
            return "byline", "byline_role"
    if _CAPTION_START.match(text, start, end):
        return "caption", "caption_label"
    if _credited(text, block):
        return "caption", "credit_at_end"
    return _phrase_anywhere(text, block)


def _boilerplate(text: str, block: Block, size: int) -> tuple[str, str] | None:
    start, end = block
    match = _BOILERPLATE.match(text, start, end)
    if match is None or not (size <= _PROMO_LONGEST or match.end() == end):
        return None
    line = text[start : start + 10].lower()
    if line.startswith("byline"):
        return "byline", "byline_label"
    if line.startswith("dateline"):
        return "dateline", "dateline_label"
    return "boilerplate", "boilerplate_phrase"


def _phrase_anywhere(text: str, block: Block) -> tuple[str, str] | None:
    if text.find("contribut", *block) < 0 and text.find(" reserved", *block) < 0 and text[block.end - 1] == ".":
        return None
    low = text[block.start : block.end].lower()
    if any(phrase in low for phrase in _ANYWHERE) or ("download" in low and _DOWNLOAD.search(low)):
        return "boilerplate", "boilerplate_phrase"
    return None


def _credited(text: str, block: Block) -> bool:
    tail = text[max(block.start, block.end - 90) : block.end]
    if not any(mark in tail for mark in _CREDIT_MARKS) and " via " not in tail:
        return False
    return _CAPTION_END.search(tail) is not None


def bullet(text: str, start: int) -> bool:
    """Tell whether a block begins with a bullet."""
    return _BULLET.match(text, start) is not None


def heads_list(text: str, block: Block) -> bool:
    """Tell whether a block is the label over a list of links."""
    return block.end - block.start < 60 and _LIST_LABEL.match(text, block.start, block.end) is not None


def heads_tags(text: str, block: Block) -> bool:
    """Tell whether a block is the label over a list of the article's topics."""
    return block.end - block.start < 60 and _TAGS_LABEL.match(text, block.start, block.end) is not None


def dateline_end(text: str, block: Block) -> int:
    """Give the end of the dateline that opens a paragraph, or its start where there is none."""
    head = text[block.start : block.start + 100]
    if "–" not in head and "—" not in head and "-" not in head and ")" not in head and ": " not in head:
        return block.start
    match = _DATELINE.match(text, block.start, min(block.end, block.start + 160))
    return match.end() if match is not None and match.end() < block.end else block.start
