"""The passage being read: its chunks, quotations and cues, and what the rules have found and taken so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from framing.document.chunks import word_bits
from framing.document.clauses import content_end
from framing.document.cues import OPENS_CLAIM, Cue
from framing.document.model import Span
from framing.document.quotations import Marked
from framing.document.stretches import Stretch
from framing.document.subjects import leading_subject, subject_before

__all__ = ["Found", "Passage"]

_QUOTE_GAP = re.compile(
    r"[\s,:]*(?:that\s+|only\s+|simply\s+|of\s+|for\s+|as\s+|how\s+)?(?:(?:an?|the|his|her|its|their)\s+)?$"
)
_LOOSE = frozenset(" ,;:\n\r\t\xa0–—")


class Found(NamedTuple):
    """An attribution as a rule found it, before voices are flattened."""

    pieces: list[tuple[int, int]]
    source: Span | None
    cue: Span | None
    entry: Cue | None
    rule: str


class Passage:
    """One stretch on its way to attributions: its quotations and cues, what is found and which text is taken."""

    __slots__ = (
        *("_last", "_subjects", "cue_starts", "cues", "end", "found", "marked", "quote_ends"),
        *("quotes", "speech_starts", "start", "taken", "text", "used", "verbal"),
    )

    def __init__(self, text: str, stretch: Stretch, marked: Sequence[Marked]) -> None:
        self.text = text
        self.start: int
        self.end: int
        self.start, self.end, _, quotes, self.cues = stretch
        self.marked: list[Marked] = []
        self.quotes: list[tuple[int, int]] = []
        self.quote_ends: list[int] = []
        for number in quotes:
            mark = marked[number]
            self.marked.append(mark)
            self.quotes.append((mark.outer_start, mark.outer_end))
            self.quote_ends.append(mark.outer_end)
        self.cue_starts: list[int] = []
        self.speech_starts: list[int] = []
        for start, _, cue in self.cues:
            self.cue_starts.append(start)
            if cue.bits & OPENS_CLAIM:
                self.speech_starts.append(start)
        self.found: list[Found] = []
        self.taken: list[tuple[int, int]] = []
        self.used: set[int] = set()
        self.verbal: dict[int, bool] = {}
        self._subjects: dict[tuple[int, int], Span | None] = {}
        self._last = -1

    def last(self) -> int:
        """Give the end without its final marks."""
        last = self._last
        if last < 0:
            text = self.text
            last = self.end
            while last > self.start and (text[last - 1] in ".!?…" or text[last - 1].isspace()):
                last -= 1
            self._last = last
        return last

    def before(self, position: int) -> int:
        """Tell what the chunk is that ends at a position; 0 where none does."""
        text = self.text
        if position <= self.start or text[position - 1] != " ":
            return 0
        end = position
        while text[end - 2] == " " and end - 2 > self.start:
            end -= 1
        start = text.rfind(" ", self.start, end - 1) + 1
        return word_bits(text[start or self.start : end])

    def is_taken(self, position: int) -> bool:
        """Tell whether a position is in the content of an attribution already found."""
        return bool(self.taken) and any(start <= position < end for start, end in self.taken)

    def free_from(self, position: int) -> int:
        """Give the end of the last content or quotation before a position: no subject reaches back over it."""
        floor = self.start
        for start, end in self.taken:
            if start < position and floor < end <= position:
                floor = end
        if self.quote_ends:
            index = bisect_right(self.quote_ends, position) - 1
            while index >= 0 and _is_title(self.text[self.marked[index].start : self.marked[index].end]):
                index -= 1
            if index >= 0 and self.quote_ends[index] > floor:
                floor = self.quote_ends[index]
        return floor

    def keep(
        self,
        number: int,
        pieces: list[tuple[int, int]],
        source: Span | None,
        rule: str,
        cue: Span | None = None,
        entry: Cue | None = None,
    ) -> bool:
        """Note an attribution and take its text; False where nothing is left of its pieces."""
        text = self.text
        clean: list[tuple[int, int]] = []
        for first, last in pieces:
            start, end = first, last
            while start < end and text[start] in _LOOSE:
                start += 1
            while end > start and text[end - 1] in _LOOSE:
                end -= 1
            if start < end:
                clean.append((start, end))
        if not clean:
            return False
        if number >= 0:
            hit = self.cues[number]
            cue, entry = Span(hit.start, hit.end), entry or hit.cue
            if entry.kind != "speech" and self._holds_quote(clean):
                entry = replace(entry, kind="speech")  # what is quoted was said
            self.used.add(number)
        self.taken.extend(clean)
        self.found.append(Found(clean, source, cue, entry, rule))
        return True

    def _holds_quote(self, pieces: list[tuple[int, int]]) -> bool:
        for start, end in pieces:
            index = bisect_right(self.quote_ends, start)
            if index < len(self.quotes) and self.quotes[index][0] < end:
                return True
        return False

    def quote_at(self, position: int) -> int | None:
        """Give the quotation that begins at a position, after spaces, commas and a determiner."""
        if self.quotes:
            index = bisect_right(self.quote_ends, position)
            if index < len(self.quotes):
                start = self.quotes[index][0]
                if position <= start < position + 24 and _QUOTE_GAP.match(self.text, position, start):
                    return index
        return None

    def content(self, start: int, *, phrase: bool = False) -> tuple[int, int]:
        """Give the content that starts at a position, up to where the outlet speaks again."""
        cues = self.cue_starts if phrase else self.speech_starts
        return start, content_end(self.text, start, self.end, self.last(), cues, self.quotes, phrase=phrase)

    def subject_before(self, floor: int, position: int) -> Span | None:
        """Give the subject that ends right before a position and does not reach back over ``floor``."""
        place = (floor, position)
        if place not in self._subjects:
            self._subjects[place] = subject_before(self.text, floor, position)
        return self._subjects[place]

    def carried_subject(self, position: int) -> Span | None:
        """Give the source of the attribution before, or else the subject that the stretch opens with."""
        for found in reversed(self.found):
            if found.source is not None and found.source.start < position and found.source.start >= self.start:
                return found.source
        return leading_subject(self.text, self.start, position)


def _is_title(words: str) -> bool:
    """Tell the name of a work inside a sentence: a few words, all of them capitalised."""
    return len(words) < 40 and words[:1].isupper() and all(word[0].isupper() for word in words.split() if len(word) > 3)
