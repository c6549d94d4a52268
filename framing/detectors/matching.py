"""Matching a lexicon's entries at the places that the scan found: the counting rules of the library.

Whole words; contexts in which a term does not count (``unless``) or must stand (``near``); prefixes that make another
word; the longest match over noun sets and categories; modifiers before and behind the heads of modifier sets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from framing.document.model import Document
from framing.lexicon.competition import Entry, Match, lexicon_entries, longest
from framing.lexicon.model import Lexicon, Near
from framing.lexicon.patterns import Pattern, compile_regex
from framing.text import Hit, Literal, count_words, follows_prefix, is_whole

__all__ = ["Entry", "LexiconMatcher", "Match"]

MAX_GAP_WORDS = 3
"""How many words may stand between a modifier and its head."""

_NOT_IN_A_GAP = (
    "a|an|and|as|at|but|by|for|from|has|have|had|in|into|is|it|its|of|on|or|that|the|their|to|was|were|which|who|with"
)
_GAP_WORD = r"(?:(?:\w\.)+|\w+(?:['’.-]\w+)*)"
_GAP_BEFORE = re.compile(rf"[\s-]*(?:(?!(?:{_NOT_IN_A_GAP})\b){_GAP_WORD}[\s-]+){{0,{MAX_GAP_WORDS}}}", re.IGNORECASE)
_GAP_AFTER = re.compile(rf"[\s,]*(?:[\w'’-]+[\s,]+){{0,{MAX_GAP_WORDS}}}")
_MAX_GAP = 60


class LexiconMatcher:
    """Finds where the entries of a lexicon count.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry; ``layer`` says with which others it competes, ``role`` what it is in its set."""
        return lexicon_entries(self.lexicon)

    @cached_property
    def _targets(self) -> list[tuple[Pattern, str, int]]:
        targets: list[tuple[Pattern, str, int]] = []
        for number, entry in enumerate(self.entries):
            term = entry.term
            if term.kind == "glob":
                targets.append((Pattern(term.text, case=term.case), "term", number))
            targets.extend((Pattern(phrase), "unless", number) for phrase in term.unless)
            if term.near is not None:
                targets.extend((Pattern(phrase), "near", number) for phrase in term.near.words)
        return targets

    @cached_property
    def _regexes(self) -> list[tuple[Any, int]]:
        return [
            (compile_regex(entry.term.text, case=entry.term.case), number)
            for number, entry in enumerate(self.entries)
            if entry.term.kind == "regex"
        ]

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """What the scan shall find."""
        return tuple(pattern.literal for pattern, _, _ in self._targets)

    def matches(self, document: Document, hits: Sequence[Hit]) -> list[Match]:
        """Give the places where noun sets and categories count and, for modifier sets, one match a head.

        Sets whose opportunities are opened by an event are given wherever their terms stand; the caller keeps
        those in the victim's or the agent's place.
        """
        text = document.text
        found: list[tuple[int, int, int]] = []
        unless: dict[int, list[tuple[int, int]]] = defaultdict(list)
        near: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for literal, start, end in hits:
            pattern, purpose, number = self._targets[literal]
            span = pattern.span(text, start, end)
            if span is None:
                continue
            if purpose == "term":
                if not follows_prefix(text, span[0]):
                    found.append((*span, number))
            else:
                (unless if purpose == "unless" else near)[number].append(span)
        for regex, number in self._regexes:
            found.extend(
                (*match.span(), number)
                for match in regex.finditer(text)
                if match.end() > match.start()
                and is_whole(text, *match.span())
                and not follows_prefix(text, match.start())
            )
        layers: dict[str, list[Match]] = defaultdict(list)
        for start, end, number in found:
            entry = self.entries[number]
            if any(low < end and start < high for low, high in unless.get(number, ())):
                continue
            if entry.term.near is not None and not _is_near(document, entry.term.near, start, end, near[number]):
                continue
            layers[entry.layer].append(Match(start, end, entry))
        counted: list[Match] = []
        for layer, matches in layers.items():
            choice_set = self.lexicon.choice_sets.get(layer.removeprefix("modifier:"))
            if layer.startswith("modifier:") and choice_set is not None:
                counted.extend(_modified_heads(text, matches))
            else:
                counted.extend(longest(matches))
        counted.sort(key=lambda match: (match.start, match.end, match.entry.feature))
        return counted


def _is_near(document: Document, near: Near, start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    for low, high in places:
        if low < end and start < high:
            continue
        if near.within is None:
            if document.sentence_at(low) == document.sentence_at(start):
                return True
            continue
        first, last = (high, start) if high <= start else (end, low)
        if last - first <= 40 * near.within and count_words(document.text[first:last]) < near.within:
            return True
    return False


def _modified_heads(text: str, matches: Sequence[Match]) -> list[Match]:
    """Give one match a head: the modifier that stands nearest, or the bare head."""
    heads = longest([match for match in matches if match.entry.role == "head"])
    before = sorted((match for match in matches if match.entry.role == "before"), key=lambda match: match.end)
    after = sorted((match for match in matches if match.entry.role == "after"), key=lambda match: match.start)
    ends = [match.end for match in before]
    starts = [match.start for match in after]
    counted: list[Match] = []
    for number, head in enumerate(heads):
        low = heads[number - 1].end if number else 0
        high = heads[number + 1].start if number + 1 < len(heads) else len(text)
        modifier = _nearest_before(text, head, before, ends, max(low, head.start - _MAX_GAP)) or _nearest_after(
            text, head, after, starts, min(high, head.end + _MAX_GAP)
        )
        if modifier is not None:
            counted.append(modifier)
        elif head.entry.variant is not None:
            counted.append(head)
    return counted


def _nearest_before(text: str, head: Match, before: Sequence[Match], ends: Sequence[int], low: int) -> Match | None:
    for number in range(bisect_right(ends, head.start) - 1, -1, -1):
        match = before[number]
        if match.end < low:
            return None
        if match.start >= low and _GAP_BEFORE.fullmatch(text, match.end, head.start):
            longer = [
                other for other in before[max(number - 8, 0) : number] if other.end == match.end and other.start >= low
            ]
            return min([match, *longer], key=lambda other: other.start)
    return None


def _nearest_after(text: str, head: Match, after: Sequence[Match], starts: Sequence[int], high: int) -> Match | None:
    for number in range(bisect_left(starts, head.end), len(after)):
        match = after[number]
        if match.start > high:
            return None
        if _GAP_AFTER.fullmatch(text, head.end, match.start):
            same = [other for other in after[number : number + 8] if other.start == match.start]
            return max(same, key=lambda other: other.end)
    return None
