"""The nested record batch: one row per article with list columns, and its explosion into flat tables."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.detectors.agency.table import EVENTS_SCHEMA
from framing.detectors.frames.table import FRAMES_SCHEMA
from framing.detectors.terms import MENTIONS_SCHEMA
from framing.document.model import VOICES, ZONES
from framing.document.tables import ATTRIBUTIONS_SCHEMA, VOICES_SCHEMA, WORDS_SCHEMA, ZONES_SCHEMA

__all__ = [
    "MEASURED",
    "NESTED_SCHEMAS",
    "RESULT_SCHEMA",
    "ROW_SCHEMAS",
    "VOICES_SCHEMA",
    "WORDS_SCHEMA",
    "ZONES_SCHEMA",
    "carried_columns",
    "empty_table",
    "explode",
    "nest",
    "warn_of_renamed",
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

_TAKEN: Final = {*RESULT_SCHEMA.names, "n_words", *(f"words_{name}" for name in (*VOICES, *ZONES))}


def carried_columns(names: Sequence[str]) -> dict[str, str]:
    """Give the name in the results of each column of a corpus that is carried over to them.

    Columns that results have of their own (``article_id``, ``problem``) or keep apart (``text``) are left out. A
    column named like something measured goes by another name, so that neither is lost.

    Examples
    --------
    >>> carried_columns(["article_id", "text", "outlet", "words"])
    {'outlet': 'outlet', 'words': 'original_words'}
    """
    given = {name: name for name in names if name not in {"article_id", "text", "problem"}}
    for name in given:
        new = name
        while new in _TAKEN or (new != name and new in names):
            new = f"original_{new}"
        given[name] = new
    return given


def warn_of_renamed(names: Sequence[str]) -> None:
    """Warn of columns of a corpus that results call by another name."""
    renamed = [f"{old!r} is {new!r}" for old, new in carried_columns(names).items() if old != new]
    if renamed:
        warnings.warn(
            f"these columns of the corpus have names that results use: there {', '.join(renamed)}", stacklevel=3
        )


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
