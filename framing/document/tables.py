"""The tables that reading makes of a batch: attributions, zones, voices, and words by zone and voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa

from framing.document.model import VOICES, ZONES, Document
from framing.text import WordCounts

__all__ = [
    "ATTRIBUTIONS_SCHEMA",
    "VOICES_SCHEMA",
    "WORDS_SCHEMA",
    "ZONES_SCHEMA",
    "attribution_rows",
    "voice_rows",
    "word_rows",
    "zone_rows",
]

ATTRIBUTIONS_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("attribution_id", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("voice", pa.string()),
        ("kind", pa.string()),
        ("source", pa.string()),
        ("source_resolved", pa.string()),
        ("source_type", pa.string()),
        ("cue", pa.string()),
        ("cue_class", pa.string()),
        ("n_words", pa.int32()),
        ("rule", pa.string()),
        ("confidence", pa.float64()),
        ("source_start", pa.int64()),
        ("source_end", pa.int64()),
        ("cue_start", pa.int64()),
        ("cue_end", pa.int64()),
    ]
)
"""Columns of the attributions table; ``row`` is the position of the document in its batch."""

ZONES_SCHEMA = pa.schema(
    [("row", pa.int32()), ("start", pa.int64()), ("end", pa.int64()), ("zone", pa.string()), ("rule", pa.string())]
)
VOICES_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("voice", pa.string()),
        ("attribution_id", pa.int32()),
        ("confidence", pa.float64()),
        ("rule", pa.string()),
    ]
)
WORDS_SCHEMA = pa.schema([("row", pa.int32()), ("zone", pa.string()), ("voice", pa.string()), ("n", pa.int64())])

_ZONES = sorted(ZONES)
_VOICES = sorted(VOICES)
_ZONE_NUMBER = {zone: number for number, zone in enumerate(_ZONES)}
_VOICE_NUMBER = {voice: number for number, voice in enumerate(_VOICES)}

_Array = np.ndarray[Any, np.dtype[Any]]


def attribution_rows(documents: Iterable[Document], counts: WordCounts | None = None) -> pa.Table:
    """List the attributions of a batch of documents, one row a piece.

    Parameters
    ----------
    documents : iterable of Document
        The articles as read.
    counts : WordCounts, optional
        The words of their texts, where they were looked at already.

    Returns
    -------
    pyarrow.Table
        In the columns of :data:`ATTRIBUTIONS_SCHEMA`, in order of ``row``, ``attribution_id`` and ``start``.

    Examples
    --------
    >>> from framing.document import annotate
    >>> table = attribution_rows([annotate("“No,” the army said.")])
    >>> table.select(["text", "voice", "source", "n_words"]).to_pylist()
    [{'text': '“No,”', 'voice': 'direct', 'source': 'the army', 'n_words': 1}]
    """
    documents = list(documents)
    counts = counts or WordCounts([document.text for document in documents])
    rows: list[tuple[Any, ...]] = []
    for row, document in enumerate(documents):
        text = document.text
        for item in document.attributions:
            shared = (
                *(item.kind, item.source, item.source_resolved, item.source_type, item.cue, item.cue_class, 0),
                *(item.rule, item.confidence, *(item.source_span or _NOWHERE), *(item.cue_span or _NOWHERE)),
            )
            number = item.attribution_id
            for start, end, voice in item.pieces:
                rows.append((row, number, start, end, text[start:end], voice, *shared))
    if not rows:
        return ATTRIBUTIONS_SCHEMA.empty_table()
    columns: list[Any] = list(zip(*rows, strict=True))
    first = counts.offsets[np.array(columns[0])]
    columns[_N_WORDS] = counts.between(first + np.array(columns[2]), first + np.array(columns[3]))
    return _table(ATTRIBUTIONS_SCHEMA, columns)


_NOWHERE = (None, None)
_N_WORDS = ATTRIBUTIONS_SCHEMA.get_field_index("n_words")


def zone_rows(documents: Sequence[Document]) -> pa.Table:
    """List the zones of a batch of documents in the columns of :data:`ZONES_SCHEMA`."""
    return _flat(ZONES_SCHEMA, documents, attrgetter("zones"))


def voice_rows(documents: Sequence[Document]) -> pa.Table:
    """List the voice segments of a batch of documents in the columns of :data:`VOICES_SCHEMA`."""
    return _flat(VOICES_SCHEMA, documents, attrgetter("voice_segments"))


def word_rows(documents: Sequence[Document], counts: WordCounts | None = None) -> pa.Table:
    """Count the words of a batch of documents by zone and voice, the same as :meth:`Document.word_counts`.

    Parameters
    ----------
    documents : sequence of Document
        The articles as read.
    counts : WordCounts, optional
        The words of their texts, where they were looked at already.

    Returns
    -------
    pyarrow.Table
        In the columns of :data:`WORDS_SCHEMA`, in order of ``row``, ``zone`` and ``voice``; only pairs that occur.

    Examples
    --------
    >>> from framing.document import annotate
    >>> word_rows([annotate("The army said it had fired. Nobody else saw it.")]).to_pylist()  # doctest: +ELLIPSIS
    [{'row': 0, 'zone': 'lead', 'voice': 'indirect', 'n': 3}, {'row': 0, 'zone': 'lead', 'voice': 'own', 'n': 7}]
    """
    counts = counts or WordCounts([document.text for document in documents])
    offsets = counts.offsets
    zone_starts, zones = _starts(documents, offsets, attrgetter("zones"), _ZONE_NUMBER)
    voice_starts, voices = _starts(documents, offsets, attrgetter("voice_segments"), _VOICE_NUMBER)
    again = [
        (edge + int(offsets[row]), repeat.end + int(offsets[row]))
        for row, document in enumerate(documents)
        for repeat in document.repeats
        for edge in (repeat.start, repeat.end)
    ]
    lengths = np.fromiter((len(document.text) for document in documents), np.int64, len(documents))
    edges = np.array([edge for edge, _ in again], np.int64)
    # A text ends with the next one: what stands between two is no word.
    cuts = np.unique(np.concatenate((zone_starts, voice_starts, edges, offsets)))
    if not len(cuts):
        return WORDS_SCHEMA.empty_table()
    words = counts.between(cuts, np.append(cuts[1:], offsets[-1] + lengths[-1]))
    if again:
        until = np.array([end for _, end in again], np.int64)
        place = np.searchsorted(edges, cuts, side="right") - 1
        words[(place >= 0) & (cuts < until[place])] = 0
    kept = np.nonzero(words)[0]
    cuts, words = cuts[kept], words[kept]
    row = np.searchsorted(offsets, cuts, side="right") - 1
    zone = zones[np.searchsorted(zone_starts, cuts, side="right") - 1]
    voice = voices[np.searchsorted(voice_starts, cuts, side="right") - 1]
    keys, inverse = np.unique((row * len(_ZONES) + zone) * len(_VOICES) + voice, return_inverse=True)
    totals = np.bincount(inverse, weights=words, minlength=len(keys)).astype(np.int64)
    pairs, voice = np.divmod(keys, len(_VOICES))
    row, zone = np.divmod(pairs, len(_ZONES))
    names = [[_ZONES[number] for number in zone.tolist()], [_VOICES[number] for number in voice.tolist()]]
    return _table(WORDS_SCHEMA, [row, *names, totals])


def _starts(
    documents: Sequence[Document],
    offsets: _Array,
    spans: Callable[[Document], Sequence[Any]],
    numbers: dict[str, int],
) -> tuple[_Array, _Array]:
    """Give where each span of a batch starts, counted over all texts, and the number of its third field."""
    parts = [spans(document) for document in documents]
    sizes = [len(part) for part in parts]
    starts = np.fromiter((span[0] for part in parts for span in part), np.int64, sum(sizes))
    kinds = np.fromiter((numbers[span[2]] for part in parts for span in part), np.int64, sum(sizes))
    return starts + np.repeat(offsets, sizes), kinds


def _flat(schema: pa.Schema, documents: Sequence[Document], spans: Callable[[Document], Sequence[Any]]) -> pa.Table:
    """Put the spans of a batch, tuples in the order of the columns, under each other."""
    parts = [spans(document) for document in documents]
    columns = list(zip(*chain.from_iterable(parts), strict=True))
    if not columns:
        return schema.empty_table()
    row = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part) for part in parts])
    return _table(schema, [row, *columns])


def _table(schema: pa.Schema, columns: Iterable[Any]) -> pa.Table:
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
