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

from framing.document.furniture import (
    after_the_end,
    author_lines,
    captions,
    end_notes,
    forwarded,
    headings,
    kickers,
    mastheads,
    pictures,
    publication_lines,
)
from framing.document.labels import bullet, dateline_end, heads_list, heads_tags, label
from framing.document.layout import Block
from framing.document.model import Zone
from framing.document.page_lines import factiva_fields, page_line
from framing.document.wordlists import words
from framing.text import fold

__all__ = ["classify_blocks", "zones_of"]

_PROSE_END = frozenset(".!?…\"”’'»:;)”,")
_STRONG_END = frozenset(".!?…")
_HEADLINE_LABEL = re.compile(r"(?:headline|title|HD)\s*:?\s+(?=\S)", re.IGNORECASE)
_SMALL = words("a an and as at but by for from in is nor of off on or over per so the to up via with vs its his her")
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_TITLE_LABEL = re.compile(
    r"(?:watch|listen|video|photos?|pictures|in pictures|gallery|podcast|opinion|analysis|exclusive|explainer|explained"
    r"|live|editorial)\b.{0,20}[:|–—-]",
    re.IGNORECASE,
)
_KEY_POINTS = re.compile(
    r"(?:key|main)\s+(?:points|takeaways|facts)|highlights|at\s+a\s+glance|in\s+(?:short|brief)|summary", re.IGNORECASE
)
_CUE_COLON = re.compile(r"[\"”“]")


_SPEAKER = re.compile(r"[A-Z][A-Z.’' -]{1,40}(?:,\s+[A-Z ]{2,20})?:\s")


def zones_of(text: str, blocks: Sequence[Block], kinds: Sequence[tuple[str, str]]) -> list[Zone]:
    """Turn classified blocks into zones that cover the text; a dateline at a paragraph's head is cut off here."""
    if not blocks:
        return [Zone(0, len(text), "body", "empty")] if text else []
    starts: list[tuple[int, str, str]] = []
    speaking = sum(_SPEAKER.match(text, *block) is not None for block in blocks) > 1
    for block, (kind, rule) in zip(blocks, kinds, strict=True):
        if rule == "first_paragraph" or (rule == "paragraph" and text[block.start].isupper()):
            cut = dateline_end(text, block)
            if cut > block.start and not (speaking and _SPEAKER.match(text, *block)):
                starts.append((block.start, "dateline", "dateline_opens_paragraph"))
                starts.append((cut, kind, rule))
                continue
        starts.append((block.start, kind, rule))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    zones = [Zone(start, end, kind, rule) for (start, kind, rule), end in zip(starts, ends, strict=True)]
    zones[0] = Zone(0, *zones[0][1:])
    return zones


def classify_blocks(text: str, blocks: Sequence[Block], headline: str | None = None) -> list[tuple[str, str]]:
    r"""Decide on the zone of each block.

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
    >>> text = "Raid kills two\n\nBy Ann Lee\n\nTwo men died in a raid on Monday.\n\nRead more: The long war"
    >>> [zone for zone, rule in classify_blocks(text, find_blocks(text))]
    ['headline', 'byline', 'lead', 'promo']
    """
    outer = blocks
    blocks = [_unquoted(text, block) for block in outer]
    labels: list[tuple[str, str] | None] = [page_line(text, block) or label(text, block) for block in blocks]
    shapes = [_shape(text, block) for block in blocks]
    for number, found in factiva_fields(text, blocks).items():
        labels[number] = found
    pictures(text, blocks, labels, shapes)
    forwarded(text, [text[block.start] == ">" for block in outer], blocks, labels, shapes)
    given = _find_given(text, blocks, headline)
    kickers(text, blocks, labels)
    mastheads(text, blocks, labels, shapes)
    publication_lines(text, blocks, labels)
    if given is not None:
        labels[given] = ("headline", "headline_given")
    else:
        _first_line(text, blocks, labels, shapes)
    captions(text, blocks, labels)
    if given is None and labels and labels[0] is not None and labels[0][0] == "caption":
        _first_line(text, blocks, labels, shapes)  # a photograph's caption stands above the title
    author_lines(text, blocks, labels, shapes)
    end_notes(text, blocks, labels)
    _quoted_paragraphs(text, blocks, labels, shapes)
    prose = [n for n, label in enumerate(labels) if label is None and shapes[n] != "line"]
    if prose:
        _head(text, blocks, labels, shapes, prose[0])
    after_the_end(text, blocks, labels, shapes)
    _promo_lists(text, blocks, labels, shapes)
    end_notes(text, blocks, labels)
    _line_runs(text, blocks, labels, shapes)
    _entries(text, blocks, labels, shapes)
    first = next((n for n, label in enumerate(labels) if label is None and shapes[n] != "line"), None)
    last = max((n for n, label in enumerate(labels) if label is None and shapes[n] != "line"), default=-1)
    if first is not None:
        headings(text, blocks, labels, first, last)
    done: list[tuple[str, str]] = []
    for number, known in enumerate(labels):
        if known is not None:
            done.append(known)
        elif number == first:
            done.append(("lead", "first_paragraph"))
        elif first is None:
            done.append(("body", "no_prose"))
        elif shapes[number] != "line":
            done.append(("body", "paragraph"))
        elif number > last and text[blocks[number].end - 1] == "." and done and done[-1][0] in ("body", "lead"):
            done.append(("body", "listed_sentence"))
        elif number > last:
            done.append(_tail_line(text, blocks[number]))
        elif number < first:
            done.append(("boilerplate", "head_line"))
        else:
            beside = {known[0] for known in labels[max(number - 1, 0) : number + 2] if known is not None}
            done.append(_line_in_body(text, blocks[number], beside=bool(beside & {"promo", "boilerplate"})))
    return done


def _unquoted(text: str, block: Block) -> Block:
    """Leave out the marks of a forwarded mail before a line."""
    start = block.start
    if text[start] != ">":
        return block
    while start < block.end - 1 and (text[start] == ">" or text[start].isspace()):
        start += 1
    return Block(start, block.end)


def _tail_line(text: str, block: Block) -> tuple[str, str]:
    """Tell a title from the rest of what stands under an article."""
    titled = text[block.start].isupper() and text.count(" ", *block) >= 3 and "@" not in text[block.start : block.end]
    return ("promo", "title_in_tail") if titled else ("boilerplate", "tail_line")


_CAPTION_LINE = re.compile(r"[A-Z“‘\"'][^\n]{15,}?[a-z\d][.!?]\s+[A-Z“‘\"']")
_STAGE = re.compile(r"[(\[][A-Z][A-Z ,’'.-]{3,80}[)\]]$")
_LONG_HEADING = 6


def _line_in_body(text: str, block: Block, *, beside: bool) -> tuple[str, str]:
    """Tell a heading from a caption without its last stop, from a sound and, beside furniture, from a link."""
    start, end = block
    if _STAGE.match(text, start, end):
        return "body", "stage_direction"
    if text[end - 1] not in "?!:" and _CAPTION_LINE.match(text, start, end):
        return "caption", "no_stop_at_end"
    titled = text[start].isupper() and text[end - 1] not in "?:”’\"'"
    if beside and titled and text.count(" ", start, end) >= _LONG_HEADING - 1 and not bullet(text, start):
        return "promo", "title_in_body"
    return "crosshead", "line_in_body"


_TIME = re.compile(r"(?:\d{1,2}[:.]\d{2})")
_AT = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2},\s+in\s+[A-Z][\w’' -]{2,40}$")


def _entries(text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str]) -> None:
    """In a live blog, name the heading and the author under the time of an entry."""
    times = [
        n for n, known in enumerate(labels) if known == ("dateline", "date_line") and _TIME.match(text, *blocks[n])
    ]
    if len(times) < 2:
        return
    for number in times:
        under = number + 1
        if under + 1 < len(blocks) and labels[under] is None and shapes[under] == "line":
            if _AT.match(text, *blocks[under]):
                labels[under] = ("byline", "name_in_place")
            elif labels[under + 1] is None and shapes[under + 1] != "line":
                labels[under] = ("crosshead", "heading_of_entry")


_ITEM = re.compile(r"[•·▪◦*‣⁃–—-]|\(?\d{1,3}[.)]|[a-z][.)]")


def _line_runs(text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str]) -> None:
    """Take runs of lines in the body for lists of links: three or more, or two after a pointer elsewhere."""
    first = next((n for n, known in enumerate(labels) if known is None and shapes[n] != "line"), None)
    if first is None:
        return
    number = first
    while number < len(blocks):
        until = number
        while until < len(blocks) and labels[until] is None and shapes[until] == "line":
            until += 1
        run = range(number, until)
        pointed = number > 0 and (known := labels[number - 1]) is not None and known[0] == "promo"
        if len(run) >= (2 if pointed else 3) and not any(_ITEM.match(text, *blocks[n]) for n in run):
            titles = sum(text.count(" ", *blocks[n]) >= 2 for n in run)
            if 2 * titles >= len(run):
                for n in run:
                    labels[n] = ("promo", "line_run")
        number = until + 1


def _shape(text: str, block: Block) -> str:
    """Tell prose from a line: ``long`` and ``sentence`` are prose, ``line`` is not, ``torn`` goes on a sentence."""
    start, end = block
    size = end - start
    if bullet(text, start):
        return "line" if size < 160 else "sentence"
    letter = _FIRST_LETTER.search(text, start, min(end, start + 12))
    if letter is not None and letter.group().islower():
        return "torn"
    last = text[end - 1]
    if size >= 160:
        return "long"
    if text.endswith((" a.m.", " p.m."), start, end):
        return "line"
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
    if labels and labels[0] == ("promo", "promo_label") and _TITLE_LABEL.match(text, *blocks[0]):
        labels[0] = None  # nothing can be promoted before anything was said: "Watch: …" is the title here
    if labels and labels[0] == ("caption", "credit_at_end") and _TITLE_LABEL.match(text, *blocks[0]):
        labels[0] = None
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
    """Keep torn paragraphs together: after an opening mark at a line's end, before a closing one at a line's start."""
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
    for number in range(titled + 1, first):
        if labels[number] is None and (bullet(text, blocks[number].start) or _KEY_POINTS.match(text, *blocks[number])):
            labels[number] = ("standfirst", "key_point")


def _promo_lists(text: str, blocks: Sequence[Block], labels: list[tuple[str, str] | None], shapes: list[str]) -> None:
    """Carry a label such as ``Related stories`` over the lines under it."""
    listing = tags = False
    for number, block in enumerate(blocks):
        known = labels[number]
        if heads_tags(text, block) or (tags and known is None and shapes[number] == "line"):
            labels[number] = ("boilerplate", "tag_list")
            listing, tags = False, True
            continue
        tags = False
        if known is not None:
            if known[0] == "dateline" or known[1] == "key_point":
                continue
            if listing and known[0] == "boilerplate" and block.end - block.start <= 10:
                labels[number] = ("promo", "promo_list")
                continue
            listing = heads_list(text, block) or (known[0] == "promo" and _heads(text, block))
            if listing and known[0] == "boilerplate":
                labels[number] = ("promo", "promo_list")
        elif (shapes[number] == "line" or (listing and _short_title(text, block))) and (
            listing or heads_list(text, block)
        ):
            labels[number] = ("promo", "promo_list")
            listing = True
        else:
            listing = False


def _heads(text: str, block: Block) -> bool:
    """Tell a label over titles from one with the title in its own line."""
    size = block.end - block.start
    return size <= 45 and text.count(" ", *block) <= 6 and text.find(":", block.start, block.end - 1) < 0


def _short_title(text: str, block: Block) -> bool:
    return block.end - block.start <= 90 and text[block.end - 1] in "?!…’'\"”" and text[block.start].isalnum()
