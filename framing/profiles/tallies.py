"""Sums over nested rows, batch by batch: what counts, rates and shares are made of, without a table of all rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.document.model import PROPER_ZONES, VOICES, ZONES
from framing.profiles.measures import Selection, voices_for, zones_for
from framing.profiles.store import Store

__all__ = ["FlatRows", "count_mentions", "count_words", "flat_rows", "row_filter", "tally", "word_columns"]

Floats = NDArray[np.float64]
FlatRows = dict[str, pa.Array]
"""Columns of the rows of a table, of one batch of articles."""


def flat_rows(store: Store, name: str, fields: Sequence[str]) -> Iterator[tuple[int, int, NDArray[np.int64], FlatRows]]:
    """Unfold a nested column batch by batch.

    Parameters
    ----------
    store : Store
    name : str
        One of :data:`~framing.profiles.tables.MEASURED`.
    fields : sequence of str
        Columns wanted.

    Yields
    ------
    tuple
        Place of the batch's first article, number of its articles, for each row the place of its article in the
        batch, and the columns.
    """
    first = 0
    for lists in store.lists(name, fields):
        places = pc.list_parent_indices(lists).to_numpy().astype(np.int64, copy=False)
        values = lists.flatten()
        columns = dict(zip((field.name for field in values.type), values.flatten(), strict=True))
        yield first, len(lists), places, {field: columns[field] for field in fields}
        first += len(lists)


def row_filter(
    voice: Selection = None, wording: Selection = None, zones: Selection = "proper"
) -> dict[str, Collection[str]]:
    """Give the values of ``voice`` and ``zone`` that a selection leaves."""
    return {"voice": voices_for(voice, wording), "zone": zones_for(zones)}


def tally(
    store: Store,
    name: str,
    column: str,
    values: Sequence[str],
    *,
    where: Mapping[str, Collection[str]],
    unique: bool = True,
    weight: str | None = None,
) -> Floats:
    """Count the rows of a table by article and by the value of one column.

    Parameters
    ----------
    store : Store
    name : str
        Table.
    column : str
        Column whose values are counted.
    values : sequence of str
        The values wanted; others are passed over.
    where : mapping of str to collection of str
        For some columns, the values that a row must have.
    unique : bool
        Leave out rows whose ``duplicate_of`` is given.
    weight : str, optional
        Column to add up instead of counting 1 a row.

    Returns
    -------
    ndarray of float, shape (articles, values)
    """
    fields = list(dict.fromkeys([column, *where, *(["duplicate_of"] if unique else []), *([weight] if weight else [])]))
    wanted = pa.array(list(values), pa.string())
    allowed = {key: pa.array(sorted(few), pa.string()) for key, few in where.items()}
    sums = np.zeros((store.rows, len(values)))
    for first, n, places, columns in flat_rows(store, name, fields):
        codes = pc.fill_null(pc.index_in(columns[column], value_set=wanted), -1).to_numpy().astype(np.int64)
        keep = codes >= 0
        for key, few in allowed.items():
            keep &= pc.is_in(columns[key], value_set=few).to_numpy(zero_copy_only=False)
        if unique:
            keep &= columns["duplicate_of"].is_null().to_numpy(zero_copy_only=False)
        weights = columns[weight].to_numpy(zero_copy_only=False).astype(float)[keep] if weight else None
        cells = np.bincount(places[keep] * len(values) + codes[keep], weights, n * len(values))
        sums[first : first + n] = cells.reshape(n, len(values))
    return sums


def count_mentions(
    store: Store,
    features: Sequence[str],
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    *,
    weighted: bool = False,
) -> Floats:
    """Count mentions by article and feature, text printed twice once."""
    where = row_filter(voice, wording, zones)
    return tally(store, "mentions", "feature", features, where=where, weight="weight" if weighted else None)


def count_words(
    store: Store, voice: Selection = None, wording: Selection = None, zones: Selection = "proper"
) -> Floats:
    """Count the words of each article in some voices and zones."""
    where = row_filter(voice, wording, zones)
    voices = sorted(where["voice"])
    words = tally(store, "words", "voice", voices, where=where, unique=False, weight="n")
    return np.asarray(words.sum(axis=1))


def word_columns(store: Store) -> dict[str, Floats]:
    """Count words for the articles table: in the article proper, by voice in it, and by zone."""
    proper = tally(store, "words", "voice", VOICES, where={"zone": PROPER_ZONES}, unique=False, weight="n")
    zones = tally(store, "words", "zone", ZONES, where={}, unique=False, weight="n")
    columns: dict[str, Any] = {"n_words": proper.sum(axis=1)}
    columns |= {f"words_{voice}": proper[:, place] for place, voice in enumerate(VOICES)}
    columns |= {f"words_{zone}": zones[:, place] for place, zone in enumerate(ZONES)}
    return columns
