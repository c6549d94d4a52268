"""The attributions table: one row for each piece of each attribution."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from framing.document.model import Document
from framing.text import count_words

__all__ = ["ATTRIBUTIONS_SCHEMA", "attribution_rows"]

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


def attribution_rows(documents: Iterable[Document]) -> pa.Table:
    """List the attributions of a batch of documents, one row a piece.

    Parameters
    ----------
    documents : iterable of Document
        The articles as read.

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
    columns: list[list[object]] = [[] for _ in ATTRIBUTIONS_SCHEMA]
    for row, document in enumerate(documents):
        text = document.text
        for item in document.attributions:
            source = item.source_span or (None, None)
            cue = item.cue_span or (None, None)
            for start, end, voice in item.pieces:
                words = text[start:end]
                values = (
                    *(row, item.attribution_id, start, end, words, voice, item.kind, item.source),
                    *(item.source_resolved, item.source_type, item.cue, item.cue_class, count_words(words)),
                    *(item.rule, item.confidence, *source, *cue),
                )
                for column, value in zip(columns, values, strict=True):
                    column.append(value)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, ATTRIBUTIONS_SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=ATTRIBUTIONS_SCHEMA)
