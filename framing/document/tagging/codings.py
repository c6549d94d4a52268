"""Checking what a user gives to learn from: texts and the spans that people marked in them."""

from __future__ import annotations

from operator import index
from typing import Any

from framing.errors import DataError

__all__ = ["checked_codings"]


def checked_codings(texts: Any, spans: Any) -> list[tuple[str, list[tuple[int, int]]]]:
    """Give each text with its spans in order.

    Raises
    ------
    DataError
        If they do not fit each other; the message names the text and the span.

    Examples
    --------
    >>> checked_codings(["She said no."], [[(9, 11)]])
    [('She said no.', [(9, 11)])]
    """
    if isinstance(texts, str):
        raise DataError("fit() takes a list of texts, not one text; give [text] and [spans]")
    texts, spans = list(texts), list(spans)
    if len(texts) != len(spans):
        raise DataError(f"there are {len(texts)} texts and {len(spans)} lists of spans; give one list of spans a text")
    if not texts:
        raise DataError("there are no texts; give coded articles to learn from")
    return [
        (_text(number, text), _spans(number, text, s))
        for number, (text, s) in enumerate(zip(texts, spans, strict=True))
    ]


def _text(number: int, text: Any) -> str:
    if not isinstance(text, str):
        raise DataError(f"text {number} is {type(text).__name__}, not a string; leave out articles without text")
    return text


def _spans(number: int, text: str, spans: Any) -> list[tuple[int, int]]:
    try:
        pairs = sorted((_offset(start), _offset(end)) for start, end in spans)
    except (TypeError, ValueError) as error:
        raise DataError(f"the spans of text {number} are not pairs of offsets; give [(start, end), ...]") from error
    position = 0
    for start, end in pairs:
        if not 0 <= start < end <= len(text):
            raise DataError(
                f"the span ({start}, {end}) is not in text {number}, which has {len(text)} characters; "
                "give 0 <= start < end <= length"
            )
        if start < position:
            raise DataError(f"the span ({start}, {end}) of text {number} overlaps another; give the outermost only")
        position = end
    return pairs


def _offset(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError
    return index(value)
