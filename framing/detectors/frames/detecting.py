"""From a scorer of texts to rows of the ``frames`` table: the article's score, and the sentences that carry it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.detectors.frames.table import FRAMES_SCHEMA
from framing.detectors.protocol import RowBuilder
from framing.document.model import PROPER_ZONES

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.document.model import Document

__all__ = ["frame_rows", "proper_sentences", "sentence_voice"]

Array = np.ndarray[Any, np.dtype[Any]]

#: A sentence-wise model's score of an article is the mean of this many of its highest sentence scores.
TOP_SENTENCES = 3


def proper_sentences(document: Document, *, headline: bool = False) -> list[tuple[int, int]]:
    """Give the spans of the sentences of the article proper, without those that repeat others.

    Parameters
    ----------
    document : Document
    headline : bool
        Whether only those of the headline are wanted.
    """
    found = []
    for start, end in document.sentences:
        zone = document.zone_at(start).kind
        wanted = zone == "headline" if headline else zone in PROPER_ZONES
        if wanted and document.text[start:end].strip() and document.first_occurrence(start) is None:
            found.append((start, end))
    return found


def sentence_voice(document: Document, start: int, end: int) -> str | None:
    """Give the voice that most characters of a span are in."""
    length: dict[str, int] = {}
    segments = document.voice_segments
    # Each sentence looks at its own segments alone: an article can have tens of thousands of both.
    for number in range(bisect_right(segments, start, key=lambda segment: segment.end), len(segments)):
        segment = segments[number]
        if segment.start >= end:
            break
        shared = min(end, segment.end) - max(start, segment.start)
        if shared > 0:
            length[segment.voice] = length.get(segment.voice, 0) + shared
    return max(length, key=lambda voice: (length[voice], voice)) if length else None


def frame_rows(
    score: Callable[[Sequence[str]], Array],
    documents: Sequence[Document],
    *,
    unit: str,
    scheme: str,
    frames: Sequence[str],
    thresholds: Array,
    model: str,
) -> pa.Table:
    """Score documents and give one row per article and frame, and one per sentence that carries it.

    A model of articles scores the sentences of the article proper together; one of headlines the headline alone; one
    of sentences each of them, and the article's score is the mean of its three highest. A sentence gets a row where
    its own score reaches the threshold; its voice is that of most of its characters.

    Parameters
    ----------
    score : callable
        From texts to probabilities, texts × frames.
    documents : sequence of Document
    unit : {"article", "headline", "sentence"}
        What the scorer learned from.
    scheme, model : str
        For the columns of these names.
    frames : sequence of str
        Names of the scorer's columns.
    thresholds : numpy.ndarray
        Per frame.

    Returns
    -------
    pyarrow.Table
        In the columns of ``FRAMES_SCHEMA``. An article without a sentence (or headline) has no row.
    """
    rows = RowBuilder(FRAMES_SCHEMA)
    spans = [proper_sentences(document, headline=unit == "headline") for document in documents]
    flat = [document.text[a:b] for document, places in zip(documents, spans, strict=True) for a, b in places]
    sentences = score(flat) if flat else np.zeros((0, len(frames)))
    wholes = [
        " ".join(document.text[a:b] for a, b in places) for document, places in zip(documents, spans, strict=True)
    ]
    whole_scores = None
    if unit != "sentence" and flat:
        whole_scores = score(wholes)
    first = 0
    for number, (document, places) in enumerate(zip(documents, spans, strict=True)):
        chances = sentences[first : first + len(places)]
        first += len(places)
        if not places:
            continue
        if whole_scores is not None:
            article = whole_scores[number]
        else:
            article = np.sort(chances, axis=0)[-TOP_SENTENCES:].mean(axis=0)
        found: list[tuple[int, int, int, str, float, str | None]] = []
        for place in range(len(frames)):
            whole_unit = "headline" if unit == "headline" else "article"
            found.append((places[0][0], places[-1][1], place, whole_unit, float(article[place]), None))
            found.extend(
                (start, end, place, "sentence", float(chance), sentence_voice(document, start, end))
                for (start, end), chance in zip(places, chances[:, place], strict=True)
                if chance >= thresholds[place]
            )
        # Rows stand in the order of the text, an article's own before those of its first sentence.
        for start, end, place, kind, chance, voice in sorted(found, key=lambda r: (r[0], -r[1], r[3], r[2])):
            rows.add(
                row=number,
                start=start,
                end=end,
                scheme=scheme,
                frame=frames[place],
                unit=kind,
                score=chance,
                threshold=float(thresholds[place]),
                model=model,
                voice=voice,
            )
    return rows.table()
