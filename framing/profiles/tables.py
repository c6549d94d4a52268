"""The nested record batch: one row per article with list columns, and its explosion into flat tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.detectors.agency.table import EVENTS_SCHEMA
from framing.detectors.frames.table import FRAMES_SCHEMA
from framing.detectors.terms import MENTIONS_SCHEMA
from framing.document.tables import ATTRIBUTIONS_SCHEMA, VOICES_SCHEMA, WORDS_SCHEMA, ZONES_SCHEMA

__all__ = [
    "MEASURED",
    "NESTED_SCHEMAS",
    "RESULT_SCHEMA",
    "ROW_SCHEMAS",
    "VOICES_SCHEMA",
    "WORDS_SCHEMA",
    "ZONES_SCHEMA",
    "empty_table",
    "explode",
    "nest",
]

ROW_SCHEMAS: dict[str, pa.Schema] = {
    "mentions": MENTIONS_SCHEMA,
    "events": EVENTS_SCHEMA,
    "attributions": ATTRIBUTIONS_SCHEMA,
    "frames": FRAMES_SCHEMA,
    "zones": ZONES_SCHEMA,
    "voices": VOICES_SCHEMA,
    "words": WORDS_SCHEMA,
}
"""Columns of each table as detectors and reading make it, ``row`` first."""

NESTED_SCHEMAS: dict[str, pa.StructType] = {
    name: pa.struct([field for field in schema if field.name != "row"]) for name, schema in ROW_SCHEMAS.items()
}

MEASURED = tuple(ROW_SCHEMAS)

RESULT_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("problem", pa.string()),
        ("text_hash", pa.binary(16)),
        ("n_characters", pa.int64()),
        *((name, pa.list_(struct)) for name, struct in NESTED_SCHEMAS.items()),
    ]
)
"""The columns that profiling adds to those of the corpus; lists are null where the article has a problem."""


def nest(table: pa.Table, n_rows: int, valid: Sequence[bool]) -> pa.ListArray:
    """Fold the flat rows of a batch into one list per article.

    Parameters
    ----------
    table : pyarrow.Table
        Rows in order of their column ``row``.
    n_rows : int
        Number of articles.
    valid : sequence of bool
        False where the article has a problem and its list is null.
    """
    struct = pa.struct([field for field in table.schema if field.name != "row"])
    rows = table.column("row").to_numpy()
    edges = np.searchsorted(rows, np.arange(n_rows + 1), side="left").astype(np.int32)
    columns = [table.column(field.name).combine_chunks() for field in struct]
    arrays = [
        column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column.cast(field.type)
        for column, field in zip(columns, struct, strict=True)
    ]
    values = pa.StructArray.from_arrays(arrays, fields=list(struct))
    return pa.ListArray.from_arrays(
        pa.array(edges, pa.int32()), values, mask=pa.array([not good for good in valid], pa.bool_())
    )


def explode(nested: pa.Table, name: str) -> pa.Table:
    """Unfold one list column into a flat table with ``article_id`` first.

    Parameters
    ----------
    nested : pyarrow.Table
        With the columns ``article_id`` and ``name``.
    name : str
        One of :data:`MEASURED`.
    """
    pieces = []
    for batch in nested.select(["article_id", name]).to_batches():
        lists = batch.column(1)
        flat = lists.flatten()
        ids = batch.column(0).take(pc.list_parent_indices(lists))
        pieces.append(pa.table([ids, *flat.flatten()], names=["article_id", *(field.name for field in flat.type)]))
    return pa.concat_tables(pieces) if pieces else empty_table(name)


def empty_table(name: str) -> pa.Table:
    """Give the flat table of that name without rows."""
    fields = [pa.field("article_id", pa.string()), *NESTED_SCHEMAS[name]]
    return pa.schema(fields).empty_table()
