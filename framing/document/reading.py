"""Reading one article: a folded text and the hits of its scan become a Document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from framing.document.attributions import find_attributions
from framing.document.confidence import rule_confidence
from framing.document.cues import ALSO_NOUNS, Cue, cue_literals, cues
from framing.document.layout import find_blocks
from framing.document.model import Attribution, Document, Piece, Span
from framing.document.passages import Found
from framing.document.quotations import Marked, find_marked
from framing.document.repeats import find_repeats
from framing.document.resolving import Resolver
from framing.document.roles import give_roles
from framing.document.sentences import find_sentences
from framing.document.stretches import CueHit, Stretch, make_stretches
from framing.document.subjects import subject_before
from framing.document.voice import flatten
from framing.document.zones import classify_blocks, zones_of
from framing.text import FoldedText, Hit, Literal, Scanner, fold, rows_of

__all__ = ["annotate", "read", "reading_literals"]


def reading_literals() -> tuple[Literal, ...]:
    """Give what reading wants the scan to find: the cues of attribution.

    Returns
    -------
    tuple of Literal
        Always the same; :func:`read` takes the hits by position in it.

    Examples
    --------
    >>> any(literal.text == "according to" for literal in reading_literals())
    True
    """
    return cue_literals()


def annotate(text: str, *, headline: str | None = None) -> Document:
    """Read one article: zones, sentences, quotations, attributions and voice.

    Parameters
    ----------
    text : str
        The page as published, headline first.
    headline : str, optional
        The headline, where it is known; otherwise the first line is taken for it unless it looks like a sentence.

    Returns
    -------
    Document
        All offsets are code points into ``text``. In Jupyter it draws itself.

    Examples
    --------
    >>> document = annotate("The army said it had fired. Nobody else saw it.")
    >>> [(document.text[s.start : s.end].strip(), s.voice) for s in document.voice_segments]
    [('The army said', 'own'), ('it had fired', 'indirect'), ('.', 'own'), ('Nobody else saw it.', 'own')]
    """
    folded = fold(text)
    return read(folded, _scanner().scan(folded)["reading"], headline=headline)


@cache
def _scanner() -> Scanner:
    return Scanner({"reading": reading_literals()})


def read(folded: FoldedText, hits: Sequence[Hit], *, headline: str | None = None) -> Document:
    """Make a Document of a folded text and the hits of :func:`reading_literals`.

    Parameters
    ----------
    folded : FoldedText
        The text from :func:`framing.text.fold`.
    hits : sequence of Hit
        The hits of :func:`reading_literals` in it.
    headline : str, optional
        The headline, where it is known.

    Returns
    -------
    Document
        Zones and voice segments cover the text.
    """
    text = folded.original
    blocks = find_blocks(text)
    classified = classify_blocks(text, blocks, headline)
    zones = zones_of(text, blocks, classified)
    marked = find_marked(text, blocks, [kind for kind, _ in classified])
    sentences = find_sentences(text, blocks, marked)
    cue_hits = _outer_cues(text, hits, marked)
    stretches = make_stretches(sentences, marked, cue_hits, [block.start for block in blocks])
    found = find_attributions(text, stretches, marked)
    kinds = [kind for kind, _ in classified]
    found, quotations = give_roles(text, stretches, marked, found, kinds)
    attributions = _finish(text, found, marked, sentences)
    zone_starts = [zone.start for zone in zones]
    zone_of = [zones[max(bisect_right(zone_starts, s.start) - 1, 0)] for s in sentences]
    return Document(
        folded=folded,
        zones=zones,
        sentences=sentences,
        quotations=quotations,
        attributions=attributions,
        voice_segments=flatten(len(text), attributions, quotations, _own_rules(stretches, found)),
        repeats=find_repeats(text, sentences, quotations, zone_of),
    )


def _own_rules(stretches: Sequence[Stretch], found: Sequence[Found]) -> list[tuple[int, str]]:
    """Say for each stretch how sure the outlet's own voice is in it."""
    starts = sorted(piece[0] for item in found for piece in item.pieces)
    rules = [(0, "no_cue")]
    place = 0
    for stretch in stretches:
        while place < len(starts) and starts[place] < stretch.start:
            place += 1
        if place < len(starts) and starts[place] < stretch.end:
            rule = "beside_attribution"
        else:
            cues = len(stretch.cues)
            rule = "no_cue" if not cues else ("beside_cue" if cues == 1 else "beside_cues")
        if rule != rules[-1][1]:
            rules.append((stretch.start, rule))
    return rules


def _outer_cues(text: str, hits: Sequence[Hit], marked: Sequence[Marked]) -> list[CueHit]:
    """Take the longest cue at each place, leaving out those inside quotation marks."""
    entries = cues()
    chosen: list[CueHit] = []
    quote = 0
    until = 0
    for start, minus_end, literal in sorted((start, -end, literal) for literal, start, end in rows_of(hits)):
        if start < until:
            continue
        end = -minus_end
        while quote < len(marked) and marked[quote].outer_end <= start:
            quote += 1
        if quote < len(marked) and marked[quote].outer_start <= start:
            continue
        if text[start].isupper() and not _may_be_verb(text, start, end, entries[literal]):
            continue  # a name: the State Department, the Washington Post
        until = end
        chosen.append(CueHit(start, end, entries[literal]))
    return chosen


def _may_be_verb(text: str, start: int, end: int, cue: Cue) -> bool:
    """Tell whether a capitalised cue can be one: at the start of a sentence, or in a line set in title case."""
    if start < 2 or text[start - 1] != " " or text[start - 2] in '.!?:”"’':
        return True
    if cue.form not in ("s", "past", "ing") or cue.kind != "speech" or not text[end : end + 1].isspace():
        return False
    return not text[end + 1 : end + 2].islower() and cue.lemma not in ALSO_NOUNS


def _finish(
    text: str, found: Sequence[Found], marked: Sequence[Marked], sentences: Sequence[Span]
) -> list[Attribution]:
    """Number attributions, cut their contents at quotation marks and settle their sources."""
    starts = [quote.outer_start for quote in marked]
    resolver = Resolver(text, sentences, [(quote.outer_start, quote.outer_end) for quote in marked])
    attributions: list[Attribution] = []
    for number, item in enumerate(found):
        pieces: list[Piece] = []
        for start, end in item.pieces:
            place = bisect_right(starts, start) - 1
            if (place < 0 or marked[place].outer_end <= start) and (
                place + 1 >= len(starts) or starts[place + 1] >= end
            ):
                pieces.append(Piece(start, end, "indirect"))
                continue
            _cut(start, end, marked, starts, pieces)
        source = text[item.source.start : item.source.end] if item.source is not None else "unnamed"
        antecedent = None
        if item.source is not None and source.lower() in ("who", "which", "that"):
            span = subject_before(text, _sentence_floor(text, item.source.start), item.source.start)
            antecedent = text[span.start : span.end].rstrip(" ,") if span is not None else None
        kind, resolved = resolver.see(antecedent or source, item.source.start if item.source is not None else 0)
        if antecedent is not None:
            kind, resolved = "pronoun", resolved or antecedent
        entry = item.entry
        attributions.append(
            Attribution(
                attribution_id=number,
                pieces=tuple(pieces),
                kind=entry.kind if entry is not None else "speech",
                source=source,
                source_resolved=resolved,
                source_type=kind,
                source_span=item.source,
                cue=text[item.cue.start : item.cue.end] if item.cue is not None else "",
                cue_span=item.cue,
                cue_class=entry.cue_class if entry is not None else "neutral",
                rule=item.rule,
                confidence=rule_confidence(item.rule),
            )
        )
    return attributions


_SENTENCE_BREAK = re.compile(r"[.!?][”\"’]?\s+(?=[A-Z“\"])|\n")


def _sentence_floor(text: str, position: int) -> int:
    """Give a place not before the start of the sentence around a position, at most 200 characters back."""
    floor = max(position - 200, 0)
    for match in _SENTENCE_BREAK.finditer(text, floor, position):
        floor = match.end()
    return floor


def _cut(start: int, end: int, marked: Sequence[Marked], starts: list[int], pieces: list[Piece]) -> None:
    index = max(bisect_right(starts, start) - 1, 0)
    position = start
    while index < len(marked) and marked[index].outer_start < end:
        first, last = marked[index].outer_start, marked[index].outer_end
        index += 1
        if last <= position:
            continue
        if first > position:
            pieces.append(Piece(position, first, "indirect"))
        pieces.append(Piece(max(first, position), min(last, end), "direct"))
        position = min(last, end)
    if position < end:
        pieces.append(Piece(position, end, "indirect"))
