"""Stretches: a sentence, or the sentences that one quotation ties together, with the quotations and cues in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.document.cues import Cue
from framing.document.model import Span
from framing.document.quotations import Marked

__all__ = ["CueHit", "Stretch", "make_stretches"]

_MOST_CUES = 60


class CueHit(NamedTuple):
    """A cue in the text."""

    start: int
    end: int
    cue: Cue


class Stretch(NamedTuple):
    """Sentences tied together by quotations, with the quotations (by number) and the cues in them."""

    start: int
    end: int
    block: int
    quotes: list[int]
    cues: list[CueHit]


def make_stretches(
    sentences: Sequence[Span], marked: Sequence[Marked], hits: Sequence[CueHit], block_starts: list[int]
) -> list[Stretch]:
    """Tie sentences together where a quotation runs over their ends and hand out quotations and cues."""
    stretches: list[Stretch] = []
    quote = hit = number = block = 0
    total = len(sentences)
    while number < total:
        start, end = sentences[number]
        number += 1
        quotes: list[int] = []
        while quote < len(marked) and marked[quote].outer_start < end:
            quotes.append(quote)
            while marked[quote].outer_end > end and number < total:
                end = sentences[number].end
                number += 1
            quote += 1
        first = hit
        while hit < len(hits) and hits[hit].start < end:
            hit += 1
        while block + 1 < len(block_starts) and block_starts[block + 1] <= start:
            block += 1
        stretch = Stretch(start, end, block, quotes, list(hits[first:hit]))
        if hit - first > _MOST_CUES or len(quotes) > _MOST_CUES:
            stretches.extend(_divide(stretch, marked))
        else:
            stretches.append(stretch)
    return stretches


def _divide(stretch: Stretch, marked: Sequence[Marked]) -> list[Stretch]:
    """Cut a stretch that no writer meant as one sentence, so that its reading stays linear."""
    edges = sorted(
        [(cue.start, 1, cue) for cue in stretch.cues] + [(marked[n].outer_start, 0, n) for n in stretch.quotes],
        key=lambda edge: edge[:2],
    )
    parts: list[Stretch] = []
    start = stretch.start
    for first in range(0, len(edges), _MOST_CUES):
        group = edges[first : first + _MOST_CUES]
        last = first + _MOST_CUES
        end = edges[last][0] if last < len(edges) else stretch.end
        quotes = [n for _, kind, n in group if kind == 0 and isinstance(n, int)]
        cues = [cue for _, kind, cue in group if kind == 1 and isinstance(cue, CueHit)]
        parts.append(Stretch(start, end, stretch.block, quotes, cues))
        start = end
    return parts
