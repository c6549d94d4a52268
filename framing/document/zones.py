"""Zones: which part of the page a block is, by rules that bear a name.

The rules look at one block and at its place: before the first paragraph of prose (the head of the page), after the
last one (its tail), or between them. Labels such as ``Read more:`` or ``Copyright`` decide wherever they stand, so that
promotion inside the body is found as well as at its ends.

A text of one block is the ``lead`` where it has the form of a sentence, and otherwise the ``headline``. The first block
of a longer text is the headline unless it is a sentence with a full stop that is not set in title case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.document.layout import Block
from framing.document.model import Zone
from framing.text import fold

__all__ = ["classify_blocks", "zones_of"]

_AGENCY = (
    r"(?:AP|AFP|EPA|EFE|DPA|ANSA|PA|UPI|TASS|Xinhua|Reuters|Getty(?: Images)?|Shutterstock|Flash ?90|Anadolu(?: Agency)?|"
    r"Associated Press|Agence France[- ]Presse|Bloomberg|NurPhoto|ZUMA|SIPA|Magnum|Alamy|iStock|"
    r"(?:[A-Z][\w.&’'-]*\s){1,4}(?:Agency|Images?|Photos?|Pictures?|Press|News|Wire|Handout))"
)
_NAME = r"[A-Z][\w.’'-]*(?:[ -][A-Z][\w.’'-]*|\s(?:de|van|von|al|el|bin|da|di))*"

_PROMO = re.compile(
    r"(?:[►▶➤→»>•*+-]\s*)?(?:"
    r"(?:to\s+)?(?:read|see|watch|listen|hear)\s+(?:also|more|next|this|on|now|the full|full)\b(?=\s*[:|–—►>-]|\s*$|\s+[A-Z“‘\"'])"
    r"|also\s+(?:read|see|watch|on|in)\b"
    r"|(?:related|recommended|more)(?:\s+(?:stories|story|articles?|content|reading|coverage|news|links?|topics|for you|from|on|in))?\s*(?::|$)"
    r"|(?:more|further|related|recommended)\s+(?:on this|from|reading|stories|coverage)\b"
    r"|(?:read|watch|listen|see)\s*:"
    r"|(?:READ|WATCH|LISTEN|SEE|MORE|RELATED|VIDEO|PHOTOS?|GALLERY|OPINION|EXCLUSIVE|EXPLAINER|EXPLAINED|PODCAST)(?:\s+[A-Z]+){0,3}\s*[:|►>–—-]"
    r"|click\s+here\b|tap\s+here\b|don[’']t\s+miss\b|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be interested)"
    r"|(?:most\s+(?:read|popular|viewed|shared|watched)|trending(?:\s+now)?|top\s+stories|editors?[’']?s?[’']?\s+(?:picks?|choice)|up\s+next|what\s+to\s+read\s+next|"
    r"latest\s+(?:news|stories|headlines|videos?)|must\s+reads?|popular\s+now|in\s+case\s+you\s+missed\s+it|from\s+our\s+partners|around\s+the\s+web|promoted\s+(?:stories|content)|"
    r"sponsored(?:\s+(?:content|links?|by\b.*))?|paid\s+content|suggested\s+(?:reading|articles?|for\s+you))\s*(?::|$)"
    r"|(?:for\s+more|find\s+out\s+more|learn\s+more|keep\s+reading|continue\s+reading)\b[^.]*$"
    r")",
    re.IGNORECASE,
)
_READ_TITLE = re.compile(r"(?:[►▶➤→]\s*)?Read(?:\s{2,}|\xa0\s*|\s*[:|–—-]\s*|\s+(?=[A-Z“‘\"'][\w’'.-]*\s+\S+\s+\S+))")
_ARROW = re.compile(r"[►▶➤➔➡⇒👉]")
_LIST_LABEL = re.compile(
    r"(?:(?:related|recommended|more|top|latest|other|similar)\s+(?:stories|articles|content|reading|coverage|headlines|news|videos|links|topics)|most\s+\w+|trending(?:\s+now)?|"
    r"editors?[’']?s?[’']?\s+(?:picks?|choice)|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be interested in)|what\s+to\s+read\s+next|more\s+(?:on|from)\b.*|recommended(?:\s+for\s+you)?|related|read\s+next|in\s+this\s+(?:story|article)|around\s+the\s+web|promoted\s+\w+)\s*:?\s*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"[\W_]*$"
    r"|[(\[]?\s*(?:additional\s+)?(?:reporting|writing|editing|compiled|translated|edited|produced|rewriting)\s+(?:and\s+\w+\s+)?by\b[^.]*(?:[.;)\]]|$)"
    r"|\d{1,3}\s*(?:-\s*)?(?:mins?|minutes?)(?:\s+(?:read|ago|watch|listen))?\.?$"
    r"|(?:reading|read|estimated\s+reading)\s+time\b|(?:\d+\s+)?(?:comments?|shares?|views|likes|replies|retweets)(?:\s*\(?\d*\)?)?$"
    r"|(?:copyright|©|\(c\)\s+\d{4}|all\s+rights\s+reserved)|.{0,160}\ball\s+rights\s+reserved\b"
    r"|(?:sign|log)\s*-?\s*(?:up|in|out)\b(?=[^.]{0,140}[.!]?$)|subscribe\b|i\s+subscribe\b|register\s+(?:now|for|to|free)\b|already\s+a\s+(?:subscriber|member)|become\s+a\s+(?:member|subscriber|supporter)|"
    r"donate\b|support\s+(?:our|us|independent|quality)\b|(?:get|receive)\s+(?:all\s+)?(?:the|our|your|unlimited|full|daily|breaking)\b[^.]{0,90}\b(?:mailbox|inbox|newsletters?|e-?mails?|alerts?|app|phone|access|delivered)\b"
    r"|(?:follow|like|join|find|contact|reach|email|e-mail|message)\s+(?:us|me|(?:the\s+)?[A-Z@][\w’'. @-]{0,40})\s+(?:on|at|via|by|through)\b(?=[^.]{0,80}(?:\.\w+)*[^.]{0,40}\.?$)"
    r"|follow\s+(?:all|us|the\s+latest|live|our|more|@)\b[^.]*$|.{0,80}\bdownload(?:ing)?\s+(?:the|our)\b[^.]{0,60}\bapp(?:lication)?s?\b"
    r"|download\s+(?:the|our)\b|share(?:\s+(?:this|on|via|with|article|story|full\s+article|options|save|tweet|post|link))*\s*:?$|share\s+this\b|"
    r"(?:tweet|e-?mail|print|save|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|rss|bookmark|copy\s+link|copied|pocket|flipboard|messenger|link\s+copied!?|gift\s+(?:this\s+)?article|listen|play|pause|mute|close|menu|search|home|skip\s+to\s+(?:main\s+)?content|advertisement|ad|loading\.*|back\s+to\s+top|top|next|previous|show\s+more|view\s+(?:all|gallery|comments|in\s+browser)|expand|hide\s+caption|toggle\s+caption|enlarge\s+image|settings|accept(?:\s+all)?(?:\s+cookies)?|unsubscribe|privacy\s+policy|terms(?:\s+of\s+(?:use|service))?|contact\s+us|about\s+us|help)\s*[:|]?$"
    r"|(?:advertisement|advertising)\b|(?:this\s+(?:site|website)\s+uses|we\s+use)\s+cookies|by\s+(?:signing|subscribing|clicking|submitting)\b|"
    r"(?:tags?|topics?|filed\s+under|categor(?:y|ies)|keywords?|labels?|more\s+about|posted\s+in|sections?|subjects?|companies|persons?|geographic|industry|location|place|people|classification|language|length|load-date|publication(?:-type|\s+\w+)?|publisher|source(?:\s+\w+)?|document\s+(?:type|id|url)|proquest\s+\w+(?:\s+\w+)?|issn|database|copyright|last\s+updated|edition|section|word\s+count|journal\s+code|graphic|series|byline|distribution|dateline|volume|issue|pages?|first\s+page|number\s+of\s+pages|country\s+of\s+publication|publication\s+title|subject|to|cc|bcc|sent|from|date|reply-to|importance|attachments?)\s*:(?=\s|$)"
    r"|(?:this|the)\s+(?:article|story|report|piece|post|page|version)\s+(?:was|has\s+been|is|originally|first)\b[^.]{0,60}\b(?:publish|updat|correct|amend|appear|edited|translated|republish|generated|auto|part\s+of|produced)\w*"
    r"|(?:an?\s+)?(?:earlier|previous)\s+version\s+of\s+this\b|(?:correction|clarification|editor[’']s\s+note|update)\s*[:(]"
    r"|(?:the\s+)?(?:associated\s+press|reuters|afp|agencies|news\s+agencies)(?:\s+(?:and|,)\s+[^.]{0,60})?\s+contributed\s+to\s+this\b|.{0,160}\bcontributed\s+(?:reporting|to\s+this\s+(?:report|story|article|piece))\b"
    r"|with\s+(?:additional\s+)?(?:reporting|agenc|files|inputs?|material)\w*\s+(?:from|by)\b|(?:with\s+)?agenc(?:y|ies)\s*$|contribut(?:ing|ors?)\s*:|"
    r"(?:reach|contact|email)\s+(?:the\s+)?(?:reporter|author|writer|him|her)\b|.{0,90}\bcan\s+be\s+(?:reached|contacted|followed)\s+(?:at|on|via)\b|"
    r"(?:end\s+of\s+document|body|full\s+text|abstract|none\s+of\s+the\s+above)\s*:?\s*$|-{3,}\s*(?:forwarded|original)\s+message|begin\s+forwarded\s+message|sent\s+from\s+my\s+\w+|get\s+outlook\s+for|"
    r"(?:by\s+)?using\s+this\s+site\b|https?://\S+$|www\.\S+$|\S+@\S+\.\w+$|@\w+$|#\w+(?:[\s,]+#\w+)*$|(?:\w[\w ]{0,24}\s*[>›/|]\s*){1,5}\w[\w ]{0,30}$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·▪◦*‣⁃]\s*\S|-\s+\S")
_BYLINE = re.compile(
    r"(?:(?:text|words|story|report|analysis|review|opinion|interview|photos?|pictures?|video)\s+by\s*:?|by\s*:?|written\s+by|reported\s+by|posted\s+by|author\s*:|reporter\s*:|byline\s*:|from\s+our\s+(?:own\s+)?\w+)"
    r"\s*(?=[\s:])\s*(?:[A-Z@“]|our\b|staff\b|news\b|$)",
)
_BYLINE_CI = re.compile(r"(?:text|words|story|written|reported|posted)\s+by\b|byline\s*:|author\s*:", re.IGNORECASE)
_BYLINE_ROLE = re.compile(
    rf"(?:{_NAME})(?:\s*(?:,|and|&|\|)\s*(?:{_NAME}))*\s*[,|–—-]?\s*(?:(?:senior|chief|staff|political|foreign|diplomatic|defen[cs]e|crime|deputy|associate|managing|news|middle\s+east|world|special|national|science|health|business|education)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|contributor|staff|bureau(?:\s+chief)?)\b[^.]{0,50}$",
)
_CAPS_BYLINE = re.compile(r"(?:BY|FROM)\s+[A-Z][A-Z.’'-]+(?:\s+[A-Z.’'-]+){0,8}$")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATE = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?)(?:,?\s+\d{{4}})?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
)
_DATE_LINE = re.compile(
    rf"(?:(?:first\s+)?(?:published|updated|posted|modified|issued|last\s+(?:updated|modified))(?:\s+(?:on|at))?\s*:?\s*.{{0,80}}|(?:{_DATE})(?:[\s,|·•–—-]*(?:at\s+)?\d{{1,2}}[:.]\d{{2}}.{{0,40}})?|\d{{1,2}}[:.]\d{{2}}\s*(?:am|pm|a\.m\.|p\.m\.|gmt|utc|est|edt|bst|cet)?\b.{{0,40}}|\d+\s+(?:hours?|days?|minutes?|weeks?)\s+ago)$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z’'.-]+(?:[ -][A-Z][A-Z’'.-]*){0,4}(?:,\s+[A-Z][\w.’' -]{1,40}){0,3}(?:,?\s+"
    + rf"(?i:{_MONTH})\.?\s+\d{{1,2}}"
    + r")?\s*(?:\((?:[A-Z]{2,}|[A-Z][\w ./&-]{1,30})\)\s*)?(?:[–—]|--|-(?=\s)|:(?=\s))\s*"
    r"|[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]*){0,3}(?:,\s+[A-Z][\w.’' -]{1,30}){0,2}\s*(?:\((?:AP|AFP|UPI|JTA|JNS|CNN|DPA|EFE|ANSA|IANS|PTI|Reuters|Xinhua|Bloomberg)[\w /]{0,20}\)\s*(?:[–—]|--|-(?=\s)|:)?|\((?:[A-Z]{2,})[\w /]{0,20}\)\s*(?:[–—]|--|-(?=\s))|/\s*[A-Z]{2,}[\w ]{0,20}(?:[–—]|--|-(?=\s)))\s*"
    r"|\((?:AP|AFP|Reuters|UPI|CNN|Xinhua|dpa)\)\s*(?:[–—:]|--|-(?=\s))?\s*)"
)
_CAPTION_END = re.compile(
    rf"(?:[.!?…”\"’]\s*|\s)(?:\(?(?:(?:photo(?:graph)?|picture|image|credit|source|illustration|video|file\s+photo)s?\s*(?:credit|source|by|:|courtesy)\s*:?[^.]{{1,80}})\)?\.?"
    rf"|[\[(](?:{_AGENCY})(?:\s*(?:[/|–—:,-]|via|file)\s*[^)\]]{{1,60}})?[\])]\.?"
    rf"|[\[(](?:{_NAME})\s*/\s*(?:{_AGENCY}|{_NAME})[^)\]]{{0,40}}[\])]\.?"
    rf"|(?:{_AGENCY})\s*[/|–—-]\s*{_NAME}|(?:{_NAME})\s*/\s*(?:{_AGENCY})(?:\s+via\s+\w[\w ]{{0,30}})?|©\s*[^.]{{2,60}}|via\s+(?:{_AGENCY}))$",
)
_CAPTION_START = re.compile(
    r"(?:caption|image(?:\s+(?:caption|source|credit))?|photo(?:graph)?(?:\s+(?:caption|credit|by))?|picture(?:\s+(?:caption|credit))?|file\s+photo|fileimage|pictured|in\s+this\s+(?:file\s+)?(?:photo|image|picture|handout)|video\s+caption|illustration|credit|handout)\s*[:,|(]|image\s+(?:source|caption)\b|(?:photograph|photo|picture|image|illustration)\s+by\b|in\s+this\s+(?:file\s+)?(?:photo|image|picture|handout)\b",
    re.IGNORECASE,
)
_PROSE_END = frozenset(".!?…\"”’'»:;)”,")
_STRONG_END = frozenset(".!?…")
_HEADLINE_LABEL = re.compile(r"(?:headline|title|HD)\s*:?\s+(?=\S)", re.IGNORECASE)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "is",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "over",
        "per",
        "so",
        "the",
        "to",
        "up",
        "via",
        "with",
        "vs",
        "its",
        "his",
        "her",
    ]
)
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_CUE_COLON = re.compile(r"[\"”“]")


def zones_of(text: str, blocks: Sequence[Block], kinds: Sequence[tuple[str, str]]) -> list[Zone]:
    """Turn classified blocks into zones that cover the text; a dateline at a paragraph's head is cut off here."""
    zones: list[Zone] = []
    for block, (kind, rule) in zip(blocks, kinds, strict=True):
        start = block.start if zones else 0
        if kind in ("lead", "body") and rule.endswith("+dateline"):
            match = _DATELINE.match(text, block.start, min(block.end, block.start + 160))
            if match is not None:
                _append(zones, Zone(start, match.end(), "dateline", "dateline_opens_paragraph"))
                start = match.end()
            rule = rule.removesuffix("+dateline")
        _append(zones, Zone(start, block.end, kind, rule))
    if not zones:
        return [Zone(0, len(text), "body", "empty")] if text else []
    closed = [zone._replace(end=following.start) for zone, following in zip(zones, zones[1:], strict=False)]
    return [*closed, zones[-1]._replace(end=len(text))]


def _append(zones: list[Zone], zone: Zone) -> None:
    zones.append(zone)


def classify_blocks(text: str, blocks: Sequence[Block], headline: str | None = None) -> list[tuple[str, str]]:
    """Decide on the zone of each block.

    Parameters
    ----------
    text : str
        The article.
    blocks : sequence of Block
        Its blocks.
    headline : str, optional
        The headline where it is known.

    Returns
    -------
    list of (zone, rule)
        One pair a block.

    Examples
    --------
    >>> from framing.document.layout import find_blocks
    >>> text = "Raid kills two\\n\\nBy Ann Lee\\n\\nTwo men were killed in a raid on Monday.\\n\\nRead more: The long war"
    >>> [zone for zone, rule in classify_blocks(text, find_blocks(text))]
    ['headline', 'byline', 'lead', 'promo']
    """
    labels: list[tuple[str, str] | None] = [_label(text, block) for block in blocks]
    shapes = [_shape(text, block) for block in blocks]
    given = _find_given(text, blocks, headline)
    if given is not None:
        labels[given] = ("headline", "headline_given")
    else:
        _first_line(text, blocks, labels, shapes)
    _quoted_paragraphs(text, blocks, labels, shapes)
    prose = [n for n, label in enumerate(labels) if label is None and shapes[n] != "line"]
    if prose:
        _head(text, blocks, labels, shapes, prose[0])
    _promo_lists(text, blocks, labels, shapes)
    first = next((n for n, label in enumerate(labels) if label is None and shapes[n] != "line"), None)
    last = max((n for n, label in enumerate(labels) if label is None and shapes[n] != "line"), default=-1)
    done: list[tuple[str, str]] = []
    for number, label in enumerate(labels):
        if label is not None:
            done.append(label)
        elif number == first:
            done.append(("lead", "first_paragraph" + _dateline_mark(text, blocks[number])))
        elif first is None:
            done.append(("body", "no_prose"))
        elif shapes[number] != "line":
            done.append(("body", "paragraph" + _dateline_mark(text, blocks[number])))
        elif number > last:
            done.append(("boilerplate", "tail_line"))
        elif number < first:
            done.append(("boilerplate", "head_line"))
        else:
            done.append(("crosshead", "line_in_body"))
    return done


def _dateline_mark(text: str, block: Block) -> str:
    head = text[block.start : block.start + 100]
    if not any(mark in head for mark in ("–", "—", "-", ")", ": ")):
        return ""
    match = _DATELINE.match(text, block.start, min(block.end, block.start + 160))
    return "+dateline" if match is not None and match.end() < block.end else ""


def _label(text: str, block: Block) -> tuple[str, str] | None:
    """Recognise blocks that say themselves what they are."""
    start, end = block
    size = end - start
    if size > 600:
        return None
    match = _BOILERPLATE.match(text, start, end)
    if match is not None and (size <= 320 or match.end() == end):
        line = text[start:end]
        if line.lower().startswith("byline"):
            return "byline", "byline_label"
        if line.lower().startswith("dateline"):
            return "dateline", "dateline_label"
        return "boilerplate", "boilerplate_phrase"
    if size > 320:
        return ("caption", "credit_at_end") if _credited(text, block) else None
    if _ARROW.match(text, start):
        return "promo", "promo_arrow"
    if _PROMO.match(text, start, end) and (
        (size <= 200 and text[end - 1] not in ".") or ":" in text[start : start + 30]
    ):
        return "promo", "promo_label"
    if _READ_TITLE.match(text, start, end) and text[end - 1] not in ".":
        return "promo", "read_title"
    if size <= 160:
        if _DATE_LINE.match(text, start, end):
            return "dateline", "date_line"
        if text[end - 1] not in ".!?" and (
            _BYLINE.match(text, start, end)
            or _BYLINE_CI.match(text, start, end)
            or _CAPS_BYLINE.match(text, start, end)
            or text[start : start + 3] == "By "
        ):
            return "byline", "byline_label"
        if _BYLINE_ROLE.match(text, start, end):
            return "byline", "byline_role"
    if _CAPTION_START.match(text, start, end):
        return "caption", "caption_label"
    if _credited(text, block):
        return "caption", "credit_at_end"
    return None


def _credited(text: str, block: Block) -> bool:
    tail = text[max(block.start, block.end - 90) : block.end]
    if not any(mark in tail for mark in ("/", "-", "–", "—", "|", "(", "[", "©", "via", ":")):
        return False
    return _CAPTION_END.search(tail) is not None


def _shape(text: str, block: Block) -> str:
    """Tell prose from a line: ``long`` and ``sentence`` are prose, ``line`` is not, ``torn`` goes on a sentence."""
    start, end = block
    size = end - start
    if _BULLET.match(text, start):
        return "line" if size < 160 else "sentence"
    letter = _FIRST_LETTER.search(text, start, min(end, start + 12))
    if letter is not None and letter.group().islower():
        return "torn"
    last = text[end - 1]
    if size >= 160:
        return "long"
    if last in _STRONG_END or (last in _PROSE_END and size >= 60) or last in '"”“’':
        return "sentence" if text.count(" ", start, end) >= 2 or last == "." else "line"
    return "line" if size < 110 else "long"


def _find_given(text: str, blocks: Sequence[Block], headline: str | None) -> int | None:
    if not headline or not headline.strip():
        return None
    wanted = _key(headline)
    for number, block in enumerate(blocks[:12]):
        if block.end - block.start <= 3 * len(headline) + 40 and _key(text[block.start : block.end]) == wanted:
            return number
    return None


def _key(text: str) -> str:
    return "".join(c for c in fold(text).text if c.isalnum())


def _first_line(text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str]) -> None:
    number = next((n for n, label in enumerate(labels) if label is None or label[1] == "byline_role"), None)
    if number is None:
        return
    start, end = blocks[number]
    last = text[end - 1]
    rest = any(label is None for label in labels[number + 1 :])
    if end - start > 250 or shapes[number] == "torn":
        return
    if last == "." and not text.endswith("...", start, end) and not _title_case(text[start:end]):
        return
    if not rest and last in '.!?…"”' and not _title_case(text[start:end]):
        return
    labels[number] = ("headline", "first_line")


def _title_case(line: str) -> bool:
    words = [word for word in line.split() if word[:1].isalpha() and word.lower() not in _SMALL]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _quoted_paragraphs(
    text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str]
) -> None:
    """Keep torn paragraphs: after a line that ends with an opening mark, and around a line that starts with a closer."""
    for number, block in enumerate(blocks):
        if number + 1 < len(blocks) and text[block.end - 1] in '“"‘«„' and labels[number] is None:
            before = text[block.end - 2] if block.end - block.start > 1 else " "
            if labels[number + 1] is None and before.isspace():
                shapes[number + 1] = "torn"
        if number and text[block.start] in ",”.;" and labels[number - 1] is None and shapes[number - 1] == "line":
            shapes[number - 1] = "torn"


def _head(
    text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str], first: int
) -> None:
    """Find the standfirst: prose between the headline and the byline, and short lines under the headline."""
    titled = next((n for n, label in enumerate(labels) if label is not None and label[0] == "headline"), None)
    if titled is None:
        return
    signed = next(
        (
            n
            for n in range(titled + 1, min(titled + 7, len(labels)))
            if (label := labels[n]) is not None and label[0] in ("byline", "dateline")
        ),
        None,
    )
    unlabelled = [n for n in range(titled + 1, len(labels)) if labels[n] is None and shapes[n] != "line"]
    if signed is not None and any(n > signed for n in unlabelled):
        for number in range(titled + 1, signed):
            if labels[number] is None and blocks[number].end - blocks[number].start <= 400:
                labels[number] = ("standfirst", "before_byline")
    elif first > titled + 1:
        for number in range(titled + 1, first):
            if labels[number] is None and text.count(" ", *blocks[number]) >= 4:
                labels[number] = ("standfirst", "line_under_headline")


def _promo_lists(text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str]) -> None:
    """Carry a label such as ``Related stories`` over the lines under it."""
    listing = False
    for number, block in enumerate(blocks):
        label = labels[number]
        if label is not None:
            listing = block.end - block.start < 60 and _LIST_LABEL.match(text, block.start, block.end) is not None
            if listing and label[0] == "boilerplate":
                labels[number] = ("promo", "promo_list")
        elif listing and shapes[number] == "line":
            labels[number] = ("promo", "promo_list")
        elif _LIST_LABEL.match(text, block.start, block.end) and shapes[number] == "line":
            labels[number] = ("promo", "promo_list")
            listing = True
        else:
            listing = False
