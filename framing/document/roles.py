"""Roles of quotations: speech, scare quotes, titles; and speakers of quotations that stand without a cue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from framing.document.model import Quotation, Span
from framing.document.passages import Found
from framing.document.quotations import Marked
from framing.document.stretches import Stretch
from framing.document.subjects import leading_subject
from framing.document.wordlists import words

__all__ = ["give_roles"]

_SO_CALLED = re.compile(
    r"(?:\bso[- ]called|\bself-(?:described|styled|proclaimed)|\bdubbed|\bknown as|\bquote[- ]unquote"
    r"|\bnicknamed)\s+(?:the\s+|an?\s+|its\s+|his\s+|her\s+|their\s+)?$",
    re.IGNORECASE,
)
_NAMING = ("called", "self-", "dubbed", "known", "unquote", "nicknamed")
_WORK = re.compile(
    r"\b(?:book|memoir|novel|film|movie|song|album|show|series|programme?|podcast|article|essay|editorial"
    r"|column|poem|play|musical|documentary|painting|exhibition|magazine|newspaper|report|study|paper|"
    r"titled|entitled|headlined|called|on|of|host|hit|game|episode|section|interview|by|network|from|in"
    r"|for|to|and|with|at|tv|nbc|cbs|abc|cnn|fox|[’']s)\s*,?\s*$",
    re.IGNORECASE,
)
_SPEAKER_BEHIND = re.compile(
    r",?\s+(he|she|they|it|(?:(?:the|a|an|former)\s+)?(?:[\w’'-]+\s+){0,3}?(?:[A-Z][\w.’'-]*\s+){0,4}[A-Z][\w.’'-]+)"
    r"\s+[a-z]+(?:ed|s)\b"
)
_SMALL = words("a an and as at but by for from in is nor of off on or over per so the to up via with vs it its not")
_NOT_LETTERS = re.compile(r"\W+")
_ARTICLE = re.compile(r"\A\s*(?:an?|the)\s+", re.IGNORECASE)
_LONG = 6


def give_roles(
    text: str, stretches: Sequence[Stretch], marked: Sequence[Marked], found: list[Found], kinds: Sequence[str]
) -> tuple[list[Found], list[Quotation]]:
    """Decide on the role of each quotation and give standing quotations the speaker of their surroundings.

    Returns
    -------
    tuple of (list of Found, list of Quotation)
        The attributions in the order of the text, with what was added, and one quotation for each of ``marked``.
    """
    found = sorted(found, key=lambda item: item.pieces[0][0])
    found = _join_speakers(text, stretches, marked, found)
    spans = sorted((start, end, n) for n, item in enumerate(found) for start, end in item.pieces)
    starts = [span[0] for span in spans]
    reach: list[int] = []
    furthest = 0
    for span in spans:
        furthest = max(furthest, span[1])
        reach.append(furthest)
    by_words: dict[str, int] | None = None
    block_of = {number: stretch.block for stretch in stretches for number in stretch.quotes}
    heads = {number: (stretch.start, stretch) for stretch in stretches for number in stretch.quotes}
    quotations: list[Quotation] = []
    added: list[Found] = []
    for number, quote in enumerate(marked):
        index = bisect_right(starts, quote.start) - 1
        covered = index >= 0 and reach[index] > quote.start
        kind = kinds[block_of[number]] if number in block_of else "body"
        if kind == "headline" and not covered:
            if by_words is None:
                by_words = _speech_words(text, marked, spans, starts, reach)
            match = by_words.get(_key(text[quote.start : quote.end]))
            role, rule = ("speech", "headline_words_in_body") if match is not None else ("", "")
            if match is not None:
                source = found[match].source
                added.append(Found([(quote.outer_start, quote.outer_end)], source, None, None, rule))
            else:
                role, rule = _shape(text, quote, heads[number][0] if number in heads else quote.outer_start)
                if role == "speech":
                    role = "uncertain"
        elif covered:
            so_called = _so_called(text, max(quote.outer_start - 30, 0), quote.outer_start)
            role, rule = ("scare", "so_called") if so_called else ("speech", "attributed")
        else:
            role, rule = _shape(text, quote, heads[number][0] if number in heads else quote.outer_start)
            if rule == "short_unattributed" and number in heads and heads[number][1].cues:
                role, rule = "uncertain", "short_beside_cue"
            if role == "speech":
                stretch = heads[number][1] if number in heads else None
                source = _source_of_loose(text, stretch, quote) if stretch is not None else None
                added.append(Found([(quote.outer_start, quote.outer_end)], source, None, None, rule))
        quotations.append(
            Quotation(
                quote.start, quote.end, quote.outer_start, quote.outer_end, role, quote.opened, quote.closed, rule
            )
        )
    if added:
        found = sorted([*found, *added], key=lambda item: item.pieces[0][0])
    return found, quotations


def _source_of_loose(text: str, stretch: Stretch, quote: Marked) -> Span | None:
    """Give the speaker of a quotation that no cue attributes: its subject before it, or else behind it."""
    behind = _SPEAKER_BEHIND.match(text, quote.outer_end, min(stretch.end, quote.outer_end + 120))
    if behind is not None and quote.end and text[quote.end - 1] in ",?!.…—":
        return Span(*behind.span(1))
    return leading_subject(text, stretch.start, quote.outer_start)


def _so_called(text: str, start: int, end: int) -> bool:
    """Tell whether *so-called* or one of its kin stands before a quotation."""
    near = text[start:end].lower()
    return any(word in near for word in _NAMING) and _SO_CALLED.search(text, start, end) is not None


def _shape(text: str, quote: Marked, floor: int) -> tuple[str, str]:
    """Judge a quotation that nothing attributes, by its words and what stands before it."""
    inner = text[quote.start : min(quote.end, quote.start + 400)]
    head = text[max(floor, quote.outer_start - 60) : quote.outer_start]
    if _so_called(head, 0, len(head)):
        return "scare", "so_called"
    words = inner.split()
    capitals = [w for w in words if w.lower() not in _SMALL and w[:1].isalpha()]
    titled = len(capitals) >= 1 and all(w[0].isupper() for w in capitals) and len(words) <= 14
    if titled and (len(words) > 1 or _WORK.search(head)) and _WORK.search(head):
        return "title", "capitals_after_work"
    if titled and len(capitals) > 2:
        return "title", "capitals"
    if len(words) < _LONG:
        return "scare", "short_unattributed"
    return "speech", "long_unattributed"


def _key(words: str) -> str:
    return _NOT_LETTERS.sub("", _ARTICLE.sub("", words, count=1)).lower()


def _speech_words(
    text: str, marked: Sequence[Marked], spans: list[tuple[int, int, int]], starts: list[int], reach: list[int]
) -> dict[str, int]:
    """Index quoted words by the attribution they belong to."""
    words: dict[str, int] = {}
    for quote in marked:
        index = bisect_right(starts, quote.start) - 1
        if index >= 0 and reach[index] > quote.start and quote.end - quote.start < 2000:
            words.setdefault(_key(text[quote.start : quote.end]), spans[index][2])
    return words


def _join_speakers(
    text: str, stretches: Sequence[Stretch], marked: Sequence[Marked], found: list[Found]
) -> list[Found]:
    """Give quotations that are sentences of their own the speaker before them, or after them in the same paragraph."""
    if not any(item.rule == "whole_sentence_quoted" for item in found):
        return found
    by_words: dict[str, Span | None] = {}
    for item in found:
        if item.source is not None and item.rule.startswith(("quote", "subject_cue_quote")):
            start, end = item.pieces[0]
            by_words.setdefault(_key(text[start:end][:2000]), item.source)
    joined: list[Found] = []
    blocks = [stretch.block for stretch in stretches]
    begins = [stretch.start for stretch in stretches]
    found_starts = sorted(piece[0] for item in found for piece in item.pieces)
    last: Found | None = None
    last_block = -10
    for item in found:
        block = blocks[max(bisect_right(begins, item.pieces[0][0]) - 1, 0)]
        if item.rule == "whole_sentence_quoted":
            start, end = item.pieces[0]
            source = _introduced_by(text, stretches, begins, start)
            rule = "after_its_speaker"
            if source is None:
                source = by_words.get(_key(text[start:end][:2000]))
                rule = "quoted_again"
            if source is None:
                source = _sentence_before(text, stretches, begins, blocks, found_starts, start)
                rule = "after_its_speaker"
            if source is None:
                near = last is not None and block - last_block <= 1
                source = last.source if near and last is not None else None
                rule = "quotation_goes_on" if near else "whole_sentence_quoted"
            joined.append(item._replace(source=source, rule=rule))
            if last is not None and block - last_block <= 1:
                last_block = block
            continue
        if item.source is not None and (item.entry is None or item.entry.kind == "speech"):
            last = item
            last_block = block
        joined.append(item)
    return joined


def _introduced_by(text: str, stretches: Sequence[Stretch], begins: list[int], start: int) -> Span | None:
    """Give the subject of the sentence before a quotation, where that sentence ends with a colon."""
    index = bisect_right(begins, start) - 1
    if index < 1 or stretches[index].block - stretches[index - 1].block > 1:
        return None
    before = stretches[index - 1]
    return leading_subject(text, before.start, before.end) if text[before.end - 1] == ":" else None


def _sentence_before(
    text: str,
    stretches: Sequence[Stretch],
    begins: list[int],
    blocks: list[int],
    found_starts: list[int],
    start: int,
) -> Span | None:
    """Give the subject of the sentence before a quotation, where that sentence attributes nothing itself."""
    index = bisect_right(begins, start) - 1
    if index < 1 or blocks[index - 1] != blocks[index] or stretches[index - 1].quotes:
        return None
    before = stretches[index - 1]
    place = bisect_right(found_starts, before.start)
    if place < len(found_starts) and found_starts[place] < before.end:
        return None
    subject = leading_subject(text, before.start, before.end)
    if subject is None:
        return None
    words = text[subject.start : subject.end]
    named = " " in words and all(word[0].isupper() for word in words.split())
    return subject if named or words.lower() in ("he", "she") else None
