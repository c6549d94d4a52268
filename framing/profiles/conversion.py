"""Arrow tables to pandas, with the same dtypes whatever the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.profiles.store import MemoryStore, Store
from framing.profiles.tables import NESTED_SCHEMAS, explode
from framing.profiles.tallies import word_columns

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["article_frame", "column_values", "table_frame", "to_pandas"]

_NULLABLE_INTS = {
    field.name
    for struct in NESTED_SCHEMAS.values()
    for field in struct
    if pa.types.is_integer(field.type) and field.name not in {"start", "end", "n", "n_words", "sentence"}
}


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Convert a table column by column; integers that may be null are ``Int64``."""
    import pandas as pd

    return pd.DataFrame({name: column_values(table.column(name), name) for name in table.schema.names})


def column_values(values: pa.ChunkedArray, name: str) -> Any:
    """Convert one column of a table that is called ``name``."""
    import pandas as pd

    kind = values.type
    if name in _NULLABLE_INTS:
        missing = values.is_null().to_numpy()
        whole = pc.fill_null(values, 0).to_numpy().astype(np.int64)
        return pd.arrays.IntegerArray(whole, np.asarray(missing, dtype=bool))
    if pa.types.is_dictionary(kind):
        return values.to_pandas()
    if pa.types.is_string(kind):
        return pd.array(values, dtype="str") if len(values) else pd.array([], dtype="str")
    converted = values.to_pandas()
    if pa.types.is_boolean(kind) and values.null_count == 0:
        return converted.astype(bool)
    return converted


def table_frame(nested: pa.Table, name: str) -> pd.DataFrame:
    """Unfold one nested column into a flat table."""
    return to_pandas(explode(nested, name))


def article_frame(articles: pa.Table, store: Store | pa.Table) -> pd.DataFrame:
    """Make the articles table: metadata, ``problem``, and word counts by voice and zone.

    Parameters
    ----------
    articles : pyarrow.Table
        Its columns that are not nested.
    store : Store or pyarrow.Table
        Where the words of the same articles are.
    """
    frame = to_pandas(articles)
    good = frame["problem"].isna().to_numpy()
    words = word_columns(MemoryStore(store) if isinstance(store, pa.Table) else store)
    for name, values in words.items():
        frame[name] = np.where(good, values, np.nan)
    return frame
