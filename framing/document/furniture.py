"""Lines that only their place on the page tells: kickers over the headline, names under it, notes at the end.

Each function looks at the blocks that :mod:`framing.document.labels` left open, at one part of the page, and writes
what it finds into the list of labels, with the name of its rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.document.layout import Block
from framing.document.page_lines import counter_line, credit_alone, heads_page, is_navigation
from framing.document.wordlists import words

__all__ = [
    "after_the_end",
    "author_lines",
    "captions",
    "end_notes",
    "forwarded",
    "headings",
    "kickers",
    "mastheads",
    "pictures",
    "publication_lines",
]

Labels = list[tuple[str, str] | None]

_PERSON = r"[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|van|von|der|al|el|bin|[A-Z][\w’'-]+)){1,3}"
_KICKER = re.compile(
    r"(?:(?:breaking|latest|top|world|local|national|international|home|uk|us|europe|africa|asia|middle east)\s+)?"
    r"(?:news|opinions?|comment(?:ary)?|editorials?|op-ed|analysis|exclusive|breaking|live|features?|interview|review"
    r"|profile|explainer|explained|fact\s?check|transcript|obituar(?:y|ies)|letters?|column|essay|perspective|viewpoint"
    r"|(?:the\s+)?long\s?reads?|investigations?|special\s+report|sport|business|politics|world|culture|science|health"
    r"|education|environment|travel|lifestyle|technology|crime|society|media|video|podcast|newsletter|advertorial"
    r"|(?:for\s+immediate\s+|press\s+|news\s+)release|view\s+(?:this\s+email\s+)?in\s+(?:your\s+)?browser|subsection"
    r"|home\s*page|skip\s+to\s+(?:main\s+)?content)\s*:?$",
    re.IGNORECASE,
)
_VIA = re.compile(r"via\s+\S.{0,80}\bago$", re.IGNORECASE)
_EXPORT_LINE = re.compile(
    r"(?:\d+\s+of\s+\d+\s+documents?|(?:first|second|final|early|late|late\s+city|national|main|\d\w+)\s+edition"
    r"|[\d,]+\s+words|english|main|news|\d{1,3}|[A-Z]{4,8}|title\s*:|full\s+text\s*:?|details|end\s+of\s+document"
    r"|(?:copyright|\(c\)|©).*|document\s+\w{10,})$",
    re.IGNORECASE,
)
_EXPORT_FIELD = re.compile(
    r"(?:section|length|load-date|publication-type|publication\s+info|word\s+count|proquest\s+document\s+link"
    r"|highlight|classification)\s*:|document\s+[A-Z]{3,}\d{8}|[\d,]+\s+words$|\d+\s+of\s+\d+\s+documents",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"{_PERSON}(?:(?:,|\s+and|\s*&)\s+{_PERSON}){{0,4}}$")
_NAMES_IN = re.compile(rf"{_PERSON}(?:(?:,|\s+and|\s*&)\s+{_PERSON})*\s+in\s+[A-Z][\w’'-]+.{{0,60}}$")
_NAME_AND_DESK = re.compile(
    rf"{_PERSON},\s+(?:[\w-]+\s+){{0,3}}(?:desk|editor|correspondent|reporter|writer|columnist|staff|class\s+\w+)$",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(
    r"(?:(?:exclusive\s+|interview\s+|words\s+|text\s+|story\s+)?by|(?:words|text|story|interview|data|graphics?"
    r"|photographs?|photos?|pictures?|illustrations?|video|research|additional\s+reporting)\s*(?:by\b|:))\s+(?=[A-Z])",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"[A-Z][\w’'-]+,\s+[A-Z][\w’'-]+\.\s.{5,120}\b\d{4}\s*:\s*\w{0,3}\.?\d{1,4}\.?$")
_PAPERS = words(
    "daily post times news observer weekly chronicle journal herald tribune press agency review gazette today mail "
    "express star sun guardian independent telegraph standard bulletin courier echo argus globe record register "
    "advertiser mirror wire magazine network media"
)
_SIGNED_PICTURE = re.compile(
    rf"[.!?…”\"’]\s+(?:{_PERSON}|[A-Z][\w’'-]+\s*/\s*[A-Z][\w. ’'-]{{2,30}}"
    r"|handout|file(?:\s+photo)?|supplied|courtesy\s+.{3,60})\.?$",
    re.IGNORECASE,
)
_SIGNED_CASE = re.compile(r"\b[A-Z]\S*\.?$|(?:handout|file|supplied|photo)\.?$", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\.\w{2,}")
_END_NOTE = re.compile(
    r"(?:our\s+standards\s*:|additional\s+reporting\b|the\s+data\s+behind\s+this\b"
    r"|(?:have|got)\s+(?:an?\s+)?(?:opinion|view|story|tip|question|news)\b|do\s+you\s+have\s+(?:an?\s+)?"
    r"(?:view|opinion|story|tip)|send\s+(?:us\s+)?(?:an?\s+)?(?:letter|tip)|letters?\s+(?:may|should|of\s+up)\b"
    r"|contact\s+the\s+(?:author|reporter|writer|newsdesk)|media\s+contact|more\s+to\s+follow|refresh\s+for"
    r"|transcripts?\s+(?:is\s+|are\s+)?provided|heard\s+on\b|listen\s+to\s+this|complete\s+digital\s+access"
    r"|cancel\s+any\s*time|(?:this|the)\s+(?:interview|conversation|transcript|live\s*blog|q&a)\s+(?:is|was|has)\b"
    r"|views?\s+(?:are\s+)?(?:my|his|her|their)\s+own|were\s+you\s+forwarded|you\s+can\s+unsubscribe"
    r"|this\s+message\s+may\s+contain|if\s+you\s+(?:liked|enjoyed)\s+this)",
    re.IGNORECASE,
)
_IS_A = re.compile(r"\s+(?:is|was|works|writes|teaches|covers|reports)\b")
_MADE_BY = re.compile(r"[^.]{3,60}\bis\s+(?:made|written|produced|published|edited)\s+by\b")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|Q\d*[.:])\s")
_QUOTED_HEADING = re.compile(r"(?:‘[^‘’“”\n]{6,60}[\w]’|“[^‘’“”\n]{6,60}[\w]”|'[^'\"\n]{6,60}\w'|\"[^\"\n]{6,60}\w\")$")
_HEAD = 14
_NOTES = 4


def kickers(text: str, blocks: Sequence[Block], labels: Labels) -> None:
    """Name genre labels and navigation above the headline, so that the line beneath them is the headline."""
    for number, block in enumerate(blocks[:_HEAD]):
        line = text[block.start : block.end]
        if (len(line) <= 60 and _KICKER.match(line)) or (len(line) <= 120 and _VIA.match(line)):
            labels[number] = ("boilerplate", "kicker")
        elif labels[number] is None or labels[number] == ("promo", "promo_label"):
            break


def mastheads(text: str, blocks: Sequence[Block], labels: Labels, shapes: Sequence[str]) -> None:
    """Name what stands above the headline: the paper's name, its motto, its menu."""
    until = 0
    while until < min(len(blocks), _HEAD) and (
        labels[until] is not None
        or shapes[until] == "line"
        or (shapes[until] == "torn" and blocks[until].end - blocks[until].start <= 90)
    ):
        until += 1
    menu = -1
    promoted = False
    for number in range(until):
        known = labels[number]
        promoted = promoted or (known is not None and known[0] == "promo")
        if known is not None and known[0] != "boilerplate":
            continue
        listed = is_navigation(text, blocks[number])
        if listed and known is None:
            labels[number] = ("boilerplate", "navigation")
        if heads_page(text, blocks[number]) or (listed and promoted):
            menu = number
    left = [n for n in range(menu + 1, until) if labels[n] is None and text.count(" ", *blocks[n]) >= 2]
    prose = until < len(blocks) and labels[until] is None and blocks[until].end - blocks[until].start <= 100
    if not left and not prose:
        return
    for number in range(menu):
        if labels[number] is None:
            if promoted:
                labels[number] = ("promo", "promo_list")
            elif text.count(" ", *blocks[number]) <= 3 or text[blocks[number].start].islower():
                labels[number] = ("boilerplate", "masthead")
    first = next((n for n in range(until) if labels[n] is None), None)
    if first is None:
        return
    for number in range(first + 1, until):
        if (
            labels[number] is None
            and _KICKER.match(text, *blocks[number])
            and blocks[number].end - blocks[number].start <= 60
        ):
            labels[number] = ("boilerplate", "kicker")
    if not prose and not any(n > first for n in left):
        return
    line = text[blocks[first].start : blocks[first].end]
    parts = line.lower().split()
    site = _SITE.match(line)
    if site is not None and is_navigation(line, Block(site.end(), len(line))):
        labels[first] = ("boilerplate", "masthead")
    elif _VIEW.match(line):
        labels[first] = ("boilerplate", "kicker")
    elif len(parts) <= 4 and (parts[-1] in _PAPERS or (line.isupper() and _furnished(labels, first))):
        labels[first] = ("boilerplate", "masthead")


_SITE = re.compile(r"[A-Z][^|–—-]{2,40}\s+[|–—-]\s+(?=\S)")
_VIEW = re.compile(r"(?:the\s+)?[A-Z][\w ]{2,30}[’']s\s+view$", re.IGNORECASE)


def _furnished(labels: Labels, number: int) -> bool:
    """Tell whether the next line is a motto or a date, as under a paper's name."""
    below = labels[number + 1] if number + 1 < len(labels) else None
    return below is not None and below[0] in ("boilerplate", "dateline")


def pictures(text: str, blocks: Sequence[Block], labels: Labels, shapes: Sequence[str]) -> None:
    """Find captions by a picture's counter before them, or by a credit on a line of its own behind them."""
    counters = [n for n, block in enumerate(blocks) if n and counter_line(text, block)]
    gallery = len(counters) > 1
    for number, block in enumerate(blocks):
        if number and number in counters and (gallery or text.count(" ", *block) > 2):
            labels[number] = ("caption", "picture_counter")
            following = number + 1
            if (
                gallery
                and following < len(blocks)
                and labels[following] is None
                and shapes[following] in ("line", "sentence")
            ):
                labels[following] = ("caption", "picture_counter")
        elif (
            number > 1 and credit_alone(text, block) and labels[number] in (None, ("boilerplate", "boilerplate_phrase"))
        ):
            before = blocks[number - 1]
            if (
                labels[number - 1] in (None, ("caption", "picture_counter"))
                and before.end - before.start <= 200
                and text[before.end - 1] not in '”"’'
            ):
                labels[number - 1] = labels[number] = ("caption", "credit_below")


def forwarded(
    text: str, quoted: Sequence[bool], blocks: Sequence[Block], labels: Labels, shapes: Sequence[str]
) -> None:
    """In a forwarded mail, name the notes before the article and the signature behind it."""
    if sum(quoted) < 3:
        return
    title = next(
        (
            n
            for n, block in enumerate(blocks)
            if quoted[n] and labels[n] is None and shapes[n] == "line" and text[block.start].isupper()
        ),
        None,
    )
    if title is not None:
        for number in range(title):
            if labels[number] is None:
                labels[number] = ("boilerplate", "mail_note")
    signed = False
    for number, block in enumerate(blocks):
        signed = signed or text[block.start : block.end] == "--"
        if signed and labels[number] is None:
            labels[number] = ("boilerplate", "signature")


def after_the_end(text: str, blocks: Sequence[Block], labels: Labels, shapes: Sequence[str]) -> None:
    """Leave out what follows the sign that a text ends: ``###``, ``-ends-``, ``NNNN``."""
    prose = 0
    for number, block in enumerate(blocks):
        prose += labels[number] is None and shapes[number] != "line"
        if prose > 1 and _ENDS.match(text, block.start, block.end):
            for later in range(number, len(blocks)):
                if labels[later] is None:
                    labels[later] = ("boilerplate", "after_the_end")
            return


_ENDS = re.compile(r"(?:#{2,}|-?\s*(?:ends?|30)\s*-|ENDS?|NNNN)$", re.IGNORECASE)


def publication_lines(text: str, blocks: Sequence[Block], labels: Labels) -> None:
    """In an export of a news database, name the lines that are its fields, and the paper's name beside the date."""
    fields = [n for n, block in enumerate(blocks) if _EXPORT_FIELD.match(text, block.start, block.end)]
    if not fields:
        return
    for number, block in enumerate(blocks):
        if labels[number] is None and block.end - block.start <= 100:
            if _EXPORT_LINE.match(text, block.start, block.end):
                labels[number] = ("boilerplate", "export_field")
            elif number < fields[-1] and _is_paper(text[block.start : block.end]):
                labels[number] = ("boilerplate", "export_paper")
            elif _REFERENCE.match(text, block.start, block.end):
                labels[number] = ("byline", "export_reference")


def author_lines(text: str, blocks: Sequence[Block], labels: Labels, shapes: Sequence[str]) -> None:
    """Find authors that no word announces: names under the headline, names with a desk, credits."""
    titled = next((n for n, known in enumerate(labels) if known is not None and known[0] == "headline"), None)
    if titled is None:
        return
    seen = False
    for number in range(titled + 1, min(titled + 8, len(blocks))):
        start, end = blocks[number]
        if labels[number] is not None:
            seen = seen or labels[number] == ("byline", "byline_label")
            continue
        if shapes[number] != "line":
            if seen:
                _note_on_author(text, blocks, labels, number)
                break
            continue
        line = text[start:end]
        if _CREDIT_LINE.match(line) and len(line) <= 120:
            labels[number] = ("byline", "credit_line")
        elif _NAME_AND_DESK.match(line):
            labels[number] = ("byline", "name_and_desk")
        elif len(line) <= 90 and _NAMES_IN.match(line):
            labels[number] = ("byline", "name_in_place")
        elif len(line) <= 90 and _NAMES.match(line) and not _is_paper(line):
            labels[number] = ("byline", "name_under_headline")
        else:
            continue
        seen = True


def _note_on_author(text: str, blocks: Sequence[Block], labels: Labels, number: int) -> None:
    """Name a sentence about the author right under the byline: "Dr. Lee teaches law in Corrin."."""
    above = labels[number - 1]
    start, end = blocks[number]
    if above is None or above[0] != "byline" or end - start > 220:
        return
    match = _ABOUT_AUTHOR.match(text, start, end)
    signature = text[blocks[number - 1].start : blocks[number - 1].end].lower()
    if match is not None and match[1].lower() in signature:
        labels[number] = ("byline", "author_note")


_ABOUT_AUTHOR = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir)\.?\s+)?(?:[A-Z][\w.’'-]+\s+){0,3}?([A-Z][\w’'-]+)\s+(?:is|was|writes|teaches|covers|reports|reported)\b"
)


def captions(text: str, blocks: Sequence[Block], labels: Labels) -> None:
    """Find captions that end in a photographer's name: a sentence, then a name without a stop."""
    for number, block in enumerate(blocks):
        if (
            (number or "/" in text[block.start : block.end])
            and _open(labels[number])
            and 25 <= block.end - block.start <= 320
        ):
            tail = text[max(block.start, block.end - 60) : block.end]
            found = _SIGNED_PICTURE.search(tail)
            if found is not None and tail[-1] not in '.!?”"' and _named(found.group()):
                labels[number] = ("caption", "name_at_end")


def end_notes(text: str, blocks: Sequence[Block], labels: Labels) -> None:
    """Find what stands under an article: notes on its author, on its making, and whom to write to."""
    signed = " ".join(
        text[b.start : b.end] for b, known in zip(blocks, labels, strict=True) if known and known[0] == "byline"
    )
    left = [n for n, known in enumerate(labels) if known is None]
    for number in left[1:][-_NOTES:][::-1]:
        start, end = blocks[number]
        line = text[start:end]
        if end - start > 320:
            break
        name = _IS_A.search(line)
        if _END_NOTE.match(line):
            labels[number] = ("boilerplate", "end_note")
        elif name is not None and name.start() > 3 and line[: name.start()] in signed:
            labels[number] = ("boilerplate", "author_note")
        elif end - start <= 160 and (_MAIL.search(line) or (number == left[-1] and _MADE_BY.match(line))):
            labels[number] = ("boilerplate", "end_note")
        else:
            break


def headings(text: str, blocks: Sequence[Block], labels: Labels, first: int, last: int) -> None:
    """Find headings that look like sentences: quoted words alone on a line, questions that each have an answer."""
    found = [
        number
        for number in range(first + 1, last)
        if labels[number] is None and labels[number + 1] is None and _asks(text, blocks[number])
    ]
    answered = [number for number in found if number + 1 not in found]
    for number in range(first + 1, last):
        if labels[number] is None and _heads_with_a_quotation(text, blocks[number]):
            under = blocks[number + 1]
            if labels[number + 1] is None and under.end - under.start <= 60 and text[under.end - 1] not in '.!?”’"':
                # A pull quote, with the name of who said it beneath.
                labels[number] = labels[number + 1] = ("body", "pull_quote")
            else:
                labels[number] = ("crosshead", "quoted_heading")
    if len(answered) >= 2 or (answered and _NUMBERED.match(text, blocks[answered[0]].start)):
        for number in answered:
            labels[number] = ("crosshead", "question")


def _heads_with_a_quotation(text: str, block: Block) -> bool:
    return _QUOTED_HEADING.match(text, block.start, block.end) is not None and text.count(" ", *block) >= 1


def _asks(text: str, block: Block) -> bool:
    line = text[block.start : block.end]
    return len(line) <= 90 and line[-1] == "?" and (line[0].isupper() or line[0].isdigit()) and "”" not in line


def _open(known: tuple[str, str] | None) -> bool:
    return known is None or known == ("headline", "first_line")


def _named(signature: str) -> bool:
    """Tell whether what ends a caption is a name as names are written: each word with a capital."""
    parts = signature[1:].split()
    return _SIGNED_CASE.search(signature) is not None and (
        len(parts) == 1 or "/" in parts or all(part[0].isupper() or len(part) <= 3 for part in parts)
    )


def _is_paper(line: str) -> bool:
    parts = line.lower().rstrip(".").split()
    return 1 < len(parts) <= 6 and (parts[-1] in _PAPERS or parts[0] == "the") and line[-1] not in "?!:"
