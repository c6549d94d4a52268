"""Voice: attributions and quotation marks flattened to segments that cover the text."""

from __future__ import annotations

from collections.abc import Sequence

from framing.document.confidence import DIRECT, MARKS, OWN
from framing.document.model import Attribution, Quotation, VoiceSegment

__all__ = ["flatten"]

_Layer = tuple[int, int, str, "int | None", float, str]


def flatten(
    size: int,
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
    own: Sequence[tuple[int, str]] = (),
) -> list[VoiceSegment]:
    """Lay quotations over attributed pieces over the outlet's own voice.

    Parameters
    ----------
    size : int
        Length of the text.
    attributions : sequence of Attribution
        In any order; where pieces overlap the one that starts first wins.
    quotations : sequence of Quotation
        Scare quotes, titles and uncertain ones are laid where nothing is attributed, what follows "so-called" in any
        case; quoted speech comes with its attribution.
    own : sequence of (int, str)
        From which place on which rule of :data:`framing.document.confidence.OWN` holds for words that nobody else
        answers for.

    Returns
    -------
    list of VoiceSegment
        In order, without overlap, from 0 to ``size``.

    Examples
    --------
    >>> flatten(10, [], [])
    [VoiceSegment(start=0, end=10, voice='own', attribution=None, confidence=0.89, rule='no_cue')]
    """
    layers: list[_Layer] = []
    for attribution in attributions:
        confidence = attribution.confidence
        for start, end, voice in attribution.pieces:
            sure = DIRECT if voice == "direct" and attribution.cue_span is not None else confidence
            layers.append((start, end, voice, attribution.attribution_id, sure, attribution.rule))
    layers.sort(key=lambda layer: (layer[0], -layer[1]))
    marks: list[_Layer] = [
        (q.outer_start, q.outer_end, q.role, None, MARKS.get(q.rule, 0.6), q.rule)
        for q in quotations
        if q.role != "speech"
    ]
    merged = _flat(layers)
    if marks:
        so_called = [mark for mark in marks if mark[5] == "so_called"]
        merged = _overlay(_overlay(so_called, merged) if so_called else merged, marks)
    return _fill(size, merged, own or ((0, "no_cue"),))


def _fill(size: int, merged: list[_Layer], own: Sequence[tuple[int, str]]) -> list[VoiceSegment]:
    """Put the outlet's own voice wherever nothing else is, with the rule that holds there."""
    segments: list[VoiceSegment] = []
    position = level = 0
    last = len(own)
    for layer in [*merged, (size, size, "", None, 0.0, "")]:
        start = layer[0]
        while position < start:
            while level + 1 < last and own[level + 1][0] <= position:
                level += 1
            end = min(own[level + 1][0], start) if level + 1 < last else start
            rule = own[level][1]
            segments.append(VoiceSegment(position, end, "own", None, OWN[rule], rule))
            position = end
        if layer[2]:
            segments.append(VoiceSegment(*layer))
            position = layer[1]
    return segments


def _flat(layers: list[_Layer]) -> list[_Layer]:
    flat: list[_Layer] = []
    position = 0
    for layer in layers:
        start = max(layer[0], position)
        if start < layer[1]:
            flat.append((start, *layer[1:]))
            position = layer[1]
    return flat


def _overlay(below: list[_Layer], above: list[_Layer]) -> list[_Layer]:
    """Put marks over attributed pieces: what is attributed stays, marks fill what is left."""
    if not above:
        return below
    result: list[_Layer] = []
    index = 0
    for layer in above:
        while index < len(below) and below[index][1] <= layer[0]:
            result.append(below[index])
            index += 1
        position = layer[0]
        probe = index
        while probe < len(below) and below[probe][0] < layer[1]:
            if below[probe][0] > position:
                result.append((position, below[probe][0], *layer[2:]))
            result.append(below[probe])
            position = max(position, below[probe][1])
            probe += 1
        index = probe
        if position < layer[1]:
            result.append((position, layer[1], *layer[2:]))
    result.extend(below[index:])
    return result
