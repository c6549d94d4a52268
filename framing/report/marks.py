"""An article's text cut at every edge of a mark: segments that know all that stands on them.

Marks overlap and nest (*occupied West Bank* names a territory and its status, inside an event of violence), which HTML
elements can't; so the text is cut wherever a mark, a voice or a part of the page begins or ends, and each segment lists
the marks that cover it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

__all__ = ["COLOURS", "GLYPHS", "Block", "Mark", "Paragraph", "Passage", "Segment", "cut_blocks"]

COLOURS: Final = 8
"""Number of line colours; the numbers on the marks tell sets apart that share one."""

GLYPHS: Final = {"own": "", "direct": "❞", "indirect": "↷", "scare": "’’", "title": "T", "uncertain": "?"}
"""Signs of the voices, beside the line styles."""

_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be shown on a stretch of text.

    Attributes
    ----------
    key : str
        Identifier in the page.
    start, end : int
    kind : {"mention", "event"}
    set_number : int
        Number of the choice set or category in the legend; 0 for events.
    voice : str
    role : str
        ``marked``, ``neutral``, ``unmarked``, ``category`` or ``event``.
    title : str
        Feature and variant.
    lines : tuple of (str, str)
        What is known of it: label and value.
    counted : bool
        Whether it counts in the tables.
    """

    key: str
    start: int
    end: int
    kind: str
    set_number: int
    voice: str
    role: str
    title: str
    lines: tuple[tuple[str, str], ...]
    counted: bool

    @property
    def colour(self) -> int:
        """Number of its line colour."""
        return (self.set_number - 1) % COLOURS

    @property
    def glyph(self) -> str:
        """Sign of its voice."""
        return GLYPHS.get(self.voice, "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in one voice."""

    start: int
    end: int
    voice: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text on which the same marks stand from end to end.

    Attributes
    ----------
    text : str
    voice : str
        Voice of the passage.
    marks : tuple of Mark
        Mentions before events, the shortest first: the first one gives the look.
    begins, ends : tuple of Mark
        Those of `marks` whose first or last segment this is.
    """

    text: str
    voice: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()

    @property
    def classes(self) -> str:
        """Give the classes of its look, as the page's script makes them again when it filters."""
        names = ["s", f"v-{self.voice}"]
        top = next((mark for mark in self.marks if mark.kind == "mention"), None)
        if top is not None:
            names += ["m", f"c{top.colour}", f"mv-{top.voice}", f"r-{top.role}"]
        if any(mark.kind == "event" for mark in self.marks):
            names.append("e")
        if any(mark.kind == "event" for mark in self.begins):
            names.append("eb")
        if self.marks and not self.marks[0].counted:
            names.append("uncounted")
        return " ".join(names)

    @property
    def tag(self) -> str:
        """Give the small label behind it: number of the set and sign of the voice of every mention that ends here."""
        return " ".join(f"{mark.set_number}{mark.glyph}" for mark in self.ends if mark.kind == "mention")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Segments between two blank lines; `space` is the white space that follows them."""

    segments: tuple[Segment, ...]
    space: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the page: a zone with its paragraphs."""

    zone: str
    rule: str
    proper: bool
    paragraphs: tuple[Paragraph, ...] = field(default=())


def cut_blocks(
    text: str,
    zones: Sequence[tuple[int, int, str, str, bool]],
    passages: Sequence[Passage],
    marks: Sequence[Mark],
) -> list[Block]:
    """Cut a text into zones, paragraphs and segments; joined together they are the text again.

    Parameters
    ----------
    text : str
    zones : sequence of (start, end, zone, rule, proper)
        Without overlaps; what they leave out is ``body``.
    passages : sequence of Passage
        Without overlaps; what they leave out is ``own``.
    marks : sequence of Mark
        May overlap in any way; an empty or impossible span is left out.

    Returns
    -------
    list of Block
    """
    spans = _covering(len(text), zones)
    good = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    passages = sorted(passages, key=lambda passage: passage.start)
    edges = sorted(
        {0, len(text)} | {e for m in good for e in (m.start, m.end)} | {e for p in passages for e in (p.start, p.end)}
    )
    blocks = []
    for start, end, zone, rule, proper in spans:
        paragraphs = []
        for first, last, after in _paragraphs(text, start, end):
            inside = [mark for mark in good if mark.start < last and mark.end > first]
            segments = tuple(_segments(text, first, last, edges, passages, inside))
            paragraphs.append(Paragraph(segments, text[last:after]))
        blocks.append(Block(zone, rule, proper, tuple(paragraphs)))
    return blocks


def _covering(length: int, zones: Sequence[tuple[int, int, str, str, bool]]) -> list[tuple[int, int, str, str, bool]]:
    spans: list[tuple[int, int, str, str, bool]] = []
    position = 0
    for start, end, zone, rule, proper in sorted(zones):
        first, last = min(max(start, position), length), min(end, length)
        if first > position:
            spans.append((position, first, "body", "", True))
            position = first
        if last > first:
            spans.append((first, last, zone, rule, proper))
            position = last
    if position < length or not spans:
        spans.append((position, length, "body", "", True))
    return spans


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each paragraph, and where the white space behind it ends."""
    position = start
    while position < end:
        match = _BLANK.search(text, position, end)
        last, after = (match.start(), match.end()) if match else (end, end)
        trimmed = position + len(text[position:last].rstrip())
        yield position, max(trimmed, position), after
        position = after


def _segments(
    text: str, first: int, last: int, edges: Sequence[int], passages: Sequence[Passage], marks: Sequence[Mark]
) -> Iterator[Segment]:
    cuts = [first, *edges[bisect_right(edges, first) : bisect_left(edges, last)], last]
    starts = [passage.start for passage in passages]
    for start, end in pairwise(cuts):
        number = bisect_right(starts, start) - 1
        voice = passages[number].voice if number >= 0 and start < passages[number].end else "own"
        here = sorted(
            (mark for mark in marks if mark.start <= start and mark.end >= end),
            key=lambda mark: (mark.kind == "event", mark.end - mark.start, mark.set_number),
        )
        yield Segment(
            text[start:end],
            voice,
            tuple(here),
            tuple(mark for mark in here if not text[mark.start : start].strip()),
            tuple(mark for mark in here if not text[end : mark.end].strip()),
        )
