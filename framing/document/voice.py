"""Voice: attributions and quotation marks flattened to segments that cover the text."""

from __future__ import annotations

from collections.abc import Sequence

from framing.document.model import Attribution, Quotation, VoiceSegment

__all__ = ["OWN_CONFIDENCE", "flatten"]

OWN_CONFIDENCE = 0.9


def flatten(size: int, attributions: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[VoiceSegment]:
    """Lay quotations over attributed pieces over the outlet's own voice.

    Parameters
    ----------
    size : int
        Length of the text.
    attributions : sequence of Attribution
        In any order; where pieces overlap the one that starts first wins.
    quotations : sequence of Quotation
        Those that are scare quotes, titles or uncertain; quoted speech comes with its attribution.

    Returns
    -------
    list of VoiceSegment
        In order, without overlap, from 0 to ``size``.
    """
    layers: list[tuple[int, int, str, int | None, float, str]] = []
    for attribution in attributions:
        for start, end, voice in attribution.pieces:
            layers.append((start, end, voice, attribution.attribution_id, attribution.confidence, attribution.rule))
    attributed = sorted(layers, key=lambda layer: (layer[0], -layer[1]))
    marks: list[_Layer] = [
        (q.outer_start, q.outer_end, "direct" if q.role == "speech" else q.role, None, 0.8, q.rule)
        for q in quotations
        if q.role != "speech"
    ]
    so_called = [mark for mark in marks if mark[5] == "so_called"]
    merged = _overlay(_overlay(so_called, _flat(attributed)), marks)
    segments: list[VoiceSegment] = []
    position = 0
    for start, end, voice, number, confidence, rule in merged:
        if start > position:
            segments.append(VoiceSegment(position, start, "own", None, OWN_CONFIDENCE, "no_attribution"))
        segments.append(VoiceSegment(start, end, voice, number, confidence, rule))
        position = end
    if position < size or not segments:
        if size:
            segments.append(VoiceSegment(position, size, "own", None, OWN_CONFIDENCE, "no_attribution"))
    return segments


_Layer = tuple[int, int, str, "int | None", float, str]


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
