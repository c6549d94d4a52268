"""What reading makes of one article: zones, sentences, quotations, attributions and voice, as offsets into its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from framing.text import FoldedText, count_words

__all__ = [
    "CUE_CLASSES",
    "OUTLET_VOICES",
    "PROPER_ZONES",
    "VOICES",
    "WORDING",
    "ZONES",
    "Attribution",
    "Document",
    "Piece",
    "Quotation",
    "Repeat",
    "Span",
    "VoiceSegment",
    "Zone",
]

ZONES = (
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "caption",
    "lead",
    "body",
    "crosshead",
    "promo",
    "boilerplate",
)
"""The parts of a page."""

PROPER_ZONES = frozenset({"headline", "standfirst", "caption", "lead", "body", "crosshead"})
"""The zones of the article proper, which alone are counted unless asked otherwise."""

VOICES = ("own", "direct", "indirect", "scare", "title", "uncertain")
"""Who answers for a claim."""

WORDING = {
    "own": "outlet",
    "indirect": "outlet",
    "scare": "outlet",
    "direct": "source",
    "title": "unclear",
    "uncertain": "unclear",
}
"""Who chose the word, by voice."""

OUTLET_VOICES = frozenset(voice for voice, wording in WORDING.items() if wording == "outlet")

CUE_CLASSES = ("neutral", "doubting", "endorsing")


class Span(NamedTuple):
    """A half-open span of the text."""

    start: int
    end: int


class Zone(NamedTuple):
    """One part of the page; zones follow each other and together cover the text.

    Attributes
    ----------
    start, end : int
        Half-open span; white space between two zones belongs to the first of them.
    kind : str
        One of :data:`ZONES`.
    rule : str
        Name of the rule that decided.
    """

    start: int
    end: int
    kind: str
    rule: str


class Quotation(NamedTuple):
    """Something between quotation marks.

    Attributes
    ----------
    start, end : int
        The words between the marks.
    outer_start, outer_end : int
        The same with the marks that are there.
    role : str
        ``speech``, ``scare``, ``title`` or ``uncertain``.
    opened, closed : bool
        Whether the opening and the closing mark are really there.
    rule : str
        Name of the rule that decided on the role.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    role: str
    opened: bool
    closed: bool
    rule: str


class Piece(NamedTuple):
    """One stretch of an attribution's content: its span and its voice, ``direct`` or ``indirect``."""

    start: int
    end: int
    voice: str


class Attribution(NamedTuple):
    """Source, cue and content of one attributed claim.

    Attributes
    ----------
    attribution_id : int
        Ordinal in the article.
    pieces : tuple of Piece
        The content; one in seven contents of news is in several pieces.
    kind : str
        ``speech``, ``thought`` or ``intent``.
    source : str
        The source as the text names it; ``unnamed`` where nobody is named ("were identified as ...").
    source_resolved : str or None
        The name that a pronoun or "the spokesman" stands for, where the text settles it.
    source_type : str
        ``named``, ``role``, ``institution``, ``pronoun``, ``anonymous`` or ``unnamed``.
    source_span, cue_span : Span or None
        Where they stand; None where the text has none.
    cue : str
        The cue as the text has it.
    cue_class : str
        One of :data:`CUE_CLASSES`.
    rule : str
        Name of the rule that found it.
    confidence : float
        Chance that a careful reader agrees, 0 to 1.
    """

    attribution_id: int
    pieces: tuple[Piece, ...]
    kind: str
    source: str
    source_resolved: str | None
    source_type: str
    source_span: Span | None
    cue: str
    cue_span: Span | None
    cue_class: str
    rule: str
    confidence: float


class VoiceSegment(NamedTuple):
    """A stretch of text in one voice; segments follow each other and together cover the text.

    Attributes
    ----------
    start, end : int
        Half-open span.
    voice : str
        One of :data:`VOICES`.
    attribution : int or None
        ``attribution_id`` of the attribution that the voice comes from.
    confidence : float
        Chance that a careful reader agrees, 0 to 1.
    rule : str
        Name of the rule that decided.
    """

    start: int
    end: int
    voice: str
    attribution: int | None
    confidence: float
    rule: str


class Repeat(NamedTuple):
    """A stretch that repeats an earlier one (a pull quote, the headline set again in the text).

    Attributes
    ----------
    start, end : int
        The repetition.
    first : int
        Start of the first occurrence; the two are equal up to case, spaces and marks.
    """

    start: int
    end: int
    first: int


@dataclass(frozen=True, repr=False)
class Document:
    """One article as read: every field is a sequence in the order of the text.

    All offsets are code points into ``text``. ``zones`` and ``voice_segments`` each cover the whole text without
    overlapping.

    Attributes
    ----------
    folded : FoldedText
        The text, folded for matching.
    zones : sequence of Zone
    sentences : sequence of Span
        Sentences of every zone; none crosses a zone or a blank line, except inside one quotation.
    quotations : sequence of Quotation
    attributions : sequence of Attribution
    voice_segments : sequence of VoiceSegment
    repeats : sequence of Repeat

    Examples
    --------
    >>> import framing as fr
    >>> document = fr.annotate("The army said it had left. Nobody saw it go.")
    >>> document.voice_at(4).voice, document.voice_at(20).voice
    ('own', 'indirect')
    >>> document.sentence_at(30)
    1
    """

    folded: FoldedText
    zones: Sequence[Zone]
    sentences: Sequence[Span]
    quotations: Sequence[Quotation] = ()
    attributions: Sequence[Attribution] = ()
    voice_segments: Sequence[VoiceSegment] = ()
    repeats: Sequence[Repeat] = ()

    @property
    def text(self) -> str:
        """The article as published."""
        return self.folded.original

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [zone.start for zone in self.zones]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _voice_starts(self) -> list[int]:
        return [segment.start for segment in self.voice_segments]

    @cached_property
    def _attributions(self) -> dict[int, Attribution]:
        return {attribution.attribution_id: attribution for attribution in self.attributions}

    @cached_property
    def _repeat_starts(self) -> list[int]:
        return [repeat.start for repeat in self.repeats]

    def zone_at(self, position: int) -> Zone:
        """Give the zone that a position stands in."""
        return self.zones[max(bisect_right(self._zone_starts, position) - 1, 0)]

    def sentence_at(self, position: int) -> int:
        """Give the ordinal of the sentence that a position stands in, or of the last one before it (at least 0)."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def voice_at(self, position: int) -> VoiceSegment:
        """Give the voice segment that a position stands in."""
        return self.voice_segments[max(bisect_right(self._voice_starts, position) - 1, 0)]

    def attribution(self, attribution_id: int | None) -> Attribution | None:
        """Give the attribution of that number, or None."""
        return None if attribution_id is None else self._attributions.get(attribution_id)

    def first_occurrence(self, start: int) -> int | None:
        """Give the position that a position in a repeated stretch repeats, or None where nothing is repeated."""
        number = bisect_right(self._repeat_starts, start) - 1
        if number < 0 or start >= self.repeats[number].end:
            return None
        repeat = self.repeats[number]
        return repeat.first + (start - repeat.start)

    def word_counts(self) -> dict[tuple[str, str], int]:
        """Count words by zone and voice: the denominators of rates.

        Returns
        -------
        dict of (zone, voice) to int
            Only pairs that occur; repeated stretches are not counted again.
        """
        counts: dict[tuple[str, str], int] = {}
        for start, end, zone, voice in self._stretches():
            words = count_words(self.text[start:end])
            if words:
                counts[zone, voice] = counts.get((zone, voice), 0) + words
        return counts

    def __repr__(self) -> str:
        from framing.document.display import document_line

        return document_line(self)

    def _repr_html_(self) -> str:
        from framing.document.display import document_html

        return document_html(self)

    def _stretches(self) -> list[tuple[int, int, str, str]]:
        cuts = sorted(
            {0, len(self.text)}
            | {zone.start for zone in self.zones}
            | {segment.start for segment in self.voice_segments}
            | {edge for repeat in self.repeats for edge in (repeat.start, repeat.end)}
        )
        return [
            (start, end, self.zone_at(start).kind, self.voice_at(start).voice)
            for start, end in pairwise(cuts)
            if self.first_occurrence(start) is None
        ]
