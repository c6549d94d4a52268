"""Some columns of a table of a large folder, texts as categories, without the whole of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from framing.profiles.conversion import column_values
from framing.profiles.store import Store
from framing.profiles.tables import NESTED_SCHEMAS
from framing.profiles.tallies import flat_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["column_frame"]


def column_frame(store: Store, articles: pd.CategoricalDtype, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Unfold some columns of a nested table; see :meth:`framing.profiles.profiles.Profiles.rows`.

    Parameters
    ----------
    store : Store
    articles : pandas.CategoricalDtype
        Identifiers of its articles, in order.
    name : str
        One of :data:`~framing.profiles.tables.MEASURED`.
    columns : sequence of str
        Columns of it.
    """
    import pandas as pd

    known = {field.name: field.type for field in NESTED_SCHEMAS[name]}
    rows: list[Any] = [np.zeros(0, np.int32)]
    parts: dict[str, list[pa.Array]] = {column: [] for column in columns}
    for first, _, places, found in flat_rows(store, name, columns or [next(iter(known))]):
        rows.append((places + first).astype(np.int32))
        for column in columns:
            values = found[column]
            parts[column].append(values.dictionary_encode() if pa.types.is_string(values.type) else values)
    frame = {"article_id": pd.Categorical.from_codes(np.concatenate(rows), dtype=articles)}
    for column in columns:
        text = pa.types.is_string(known[column])
        kind = pa.dictionary(pa.int32(), pa.string()) if text else known[column]
        whole = pa.chunked_array(parts.pop(column), kind)
        frame[column] = column_values(whole.unify_dictionaries() if text else whole, column)
    return pd.DataFrame(frame)
