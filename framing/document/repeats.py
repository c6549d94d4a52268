"""Repeats: a pull quote, a headline or a standfirst that the text holds twice counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.document.model import PROPER_ZONES, Quotation, Repeat, Span, Zone

__all__ = ["find_repeats"]

_SHORTEST = 5
_NOT_LETTERS = re.compile(r"\W+")


def find_repeats(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], zone_of: Sequence[Zone]
) -> list[Repeat]:
    """Find sentences and quotations that repeat an earlier one word for word.

    Two stretches are the same when they agree in letters and digits, case and marks left aside; only stretches of
    five words or more count, and only in the article proper.

    Parameters
    ----------
    text : str
        The article.
    sentences : sequence of Span
        Its sentences.
    quotations : sequence of Quotation
        Its quotations.
    zone_of : sequence of Zone
        The zone of each sentence.

    Returns
    -------
    list of Repeat
        In order, without overlap.
    """
    spans: list[tuple[int, int]] = [
        sentence
        for sentence, zone in zip(sentences, zone_of, strict=True)
        if zone.kind in PROPER_ZONES and sentence[1] - sentence[0] > _SHORTEST * 2
    ]
    spans += [(start, end) for start, end, *_ in quotations if end - start > _SHORTEST * 2]
    # Two stretches that begin with different letters need no closer look.
    openings: dict[str, list[tuple[int, int]]] = {}
    for span in spans:
        openings.setdefault(text[span[0] : span[0] + _SHORTEST].lower(), []).append(span)
    first: dict[str, tuple[int, int]] = {}
    repeats: list[Repeat] = []
    for group in openings.values():
        if len(group) < 2:
            continue
        first.clear()
        for start, end in sorted(group, key=lambda span: (span[0], -span[1])):
            if text.count(" ", start, end) < _SHORTEST - 1:
                continue
            key = _NOT_LETTERS.sub("", text[start:end]).lower()
            known = first.get(key)
            if known is None:
                first[key] = (start, end)
            elif known[1] <= start:
                repeats.append(Repeat(_skip_marks(text, start), end, _skip_marks(text, known[0])))
    repeats.sort()
    apart: list[Repeat] = []
    for repeat in repeats:
        if not apart or repeat.start >= apart[-1].end:
            apart.append(repeat)
    return apart


def _skip_marks(text: str, start: int) -> int:
    while start < len(text) and not text[start].isalnum():
        start += 1
    return start
