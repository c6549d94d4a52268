"""Counts, rates and shares as aggregates of mentions: everything here is a groupby that a reader can repeat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.document.model import PROPER_ZONES, VOICES, WORDING, ZONES
from framing.errors import SettingError, given_possible
from framing.lexicon.model import ChoiceSet

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "count_features",
    "count_matrix",
    "select_rows",
    "share_table",
    "share_variants",
    "variant_features",
    "voices_for",
    "zones_for",
]

Floats = NDArray[np.float64]

_SHARE_COLUMNS = ("article_id", "choice_set", "variant", "role", "hits", "opportunities", "share", "low", "high")

Selection = str | Collection[str] | None


def voices_for(voice: Selection, wording: Selection) -> frozenset[str]:
    """Give the voices that ``voice`` and ``wording`` leave; None is no restriction.

    Examples
    --------
    >>> sorted(voices_for(None, "outlet"))
    ['indirect', 'own', 'scare']
    >>> sorted(voices_for("own", None))
    ['own']
    """
    voices = _chosen("voice", voice, VOICES)
    wordings = _chosen("wording", wording, tuple(dict.fromkeys(WORDING.values())))
    return frozenset(name for name in voices if WORDING[name] in wordings)


def zones_for(zones: Selection) -> frozenset[str]:
    """Give the zones that ``"proper"``, ``"all"``, one name or several names mean.

    Examples
    --------
    >>> "promo" in zones_for("proper"), "promo" in zones_for("all")
    (False, True)
    """
    if zones is None or zones == "all":
        return frozenset(ZONES)
    if zones == "proper":
        return PROPER_ZONES
    return frozenset(_chosen("zone", zones, (*ZONES, "proper", "all")))


def _chosen(what: str, given: Selection, possible: Sequence[str]) -> Collection[str]:
    if given is None:
        return possible
    names = [given] if isinstance(given, str) else list(given)
    for name in names:
        if name not in possible:
            raise SettingError(given_possible(what, name, possible))
    return names


def select_rows(
    table: pd.DataFrame,
    *,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    duplicates: bool = False,
) -> pd.DataFrame:
    """Keep the rows of mentions or events in some voices and zones, repetitions left out unless asked for."""
    keep = table["voice"].isin(voices_for(voice, wording)) & table["zone"].isin(zones_for(zones))
    if not duplicates:
        keep &= table["duplicate_of"].isna()
    return table[keep]


def count_matrix(
    mentions: pd.DataFrame, article_ids: Sequence[str], features: Sequence[str], *, weighted: bool = False
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Count mentions: an array of articles × features."""
    rows = {name: number for number, name in enumerate(article_ids)}
    columns = {name: number for number, name in enumerate(features)}
    counted = np.zeros((len(rows), len(columns)))
    row = np.fromiter((rows.get(name, -1) for name in mentions["article_id"]), np.int64, len(mentions))
    column = np.fromiter((columns.get(name, -1) for name in mentions["feature"]), np.int64, len(mentions))
    known = (row >= 0) & (column >= 0)
    weights = mentions["weight"].to_numpy(np.float64)[known] if weighted else 1.0
    np.add.at(counted, (row[known], column[known]), weights)
    return counted


def count_features(
    mentions: pd.DataFrame, article_ids: Sequence[str], features: Sequence[str], *, weighted: bool = False
) -> pd.DataFrame:
    """Count mentions by article and feature.

    Returns
    -------
    pandas.DataFrame
        One row per identifier, in order; one column per feature, 0 where there is no hit.
    """
    import pandas as pd

    index = pd.Index(list(article_ids), name="article_id", dtype="str")
    counted = count_matrix(mentions, article_ids, features, weighted=weighted)
    return pd.DataFrame(counted, index=index, columns=list(features))


def share_variants(
    mentions: pd.DataFrame, uncertain: pd.DataFrame, article_ids: Sequence[str], choice_sets: Sequence[ChoiceSet]
) -> pd.DataFrame:
    """Share of each variant among the opportunities of its set, by choice set and article.

    Parameters
    ----------
    mentions : pandas.DataFrame
        The mentions that count.
    uncertain : pandas.DataFrame
        Mentions of voice ``uncertain`` that do not count in ``mentions``; they make the bounds.
    article_ids : sequence of str
    choice_sets : sequence of ChoiceSet

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id, choice_set, variant, role, hits, opportunities, share, low, high``: ``low`` counts
        no uncertain hit of the variant and every one of its rivals, ``high`` the reverse. One row for every
        choice set, article and variant, in this order.
    """
    features = variant_features(choice_sets)
    hits = count_matrix(mentions, article_ids, features)
    return share_table(hits, count_matrix(uncertain, article_ids, features), article_ids, choice_sets)


def variant_features(choice_sets: Sequence[ChoiceSet]) -> list[str]:
    """Give the features of all variants, in order."""
    return [f"{part.name}.{variant.name}" for part in choice_sets for variant in part.variants]


def share_table(
    all_hits: Floats,
    all_unsure: Floats,
    article_ids: Sequence[str],
    choice_sets: Sequence[ChoiceSet],
    *,
    unread: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Make the table of :func:`share_variants` from counts.

    Parameters
    ----------
    all_hits, all_unsure : ndarray of float, shape (articles, variants)
        Hits that count, and uncertain ones that do not; the variants of all sets in order.
    article_ids : sequence of str
    choice_sets : sequence of ChoiceSet
    unread : ndarray of bool, shape (articles,), optional
        Articles whose measures are unknown.
    """
    import pandas as pd

    ids = pa.array(list(article_ids), pa.string())
    n = len(article_ids)
    columns = 0
    parts: list[pa.Table] = []
    for part in choice_sets:
        k = len(part.variants)
        hits, unsure = all_hits[:, columns : columns + k], all_unsure[:, columns : columns + k]
        columns += k
        total, total_unsure = hits.sum(axis=1, keepdims=True), unsure.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            numbers = {
                "hits": hits,
                "opportunities": np.repeat(total, k, axis=1),
                "share": hits / total,
                "low": hits / (total + total_unsure - unsure),
                "high": (hits + unsure) / (total + unsure),
            }
        if unread is not None and unread.any():
            numbers = {name: np.where(unread[:, None], np.nan, values) for name, values in numbers.items()}
        one = np.zeros(n * k, np.int32)
        texts = {
            "article_id": pa.DictionaryArray.from_arrays(np.repeat(np.arange(n, dtype=np.int32), k), ids),
            "choice_set": pa.DictionaryArray.from_arrays(one, pa.array([part.name])),
            "variant": _tiled([variant.name for variant in part.variants], n),
            "role": _tiled([variant.role for variant in part.variants], n),
        }
        parts.append(
            pa.table(
                {
                    **{name: values.cast(pa.string()) for name, values in texts.items()},
                    **{name: pa.array(np.ascontiguousarray(values).ravel()) for name, values in numbers.items()},
                }
            )
        )
    if not parts:
        empty = {name: pa.array([], pa.string()) for name in _SHARE_COLUMNS[:4]}
        parts = [pa.table({**empty, **{name: pa.array([], pa.float64()) for name in _SHARE_COLUMNS[4:]}})]
    table = pa.concat_tables(parts)
    frame = pd.DataFrame({name: table.column(name).to_pandas() for name in _SHARE_COLUMNS})
    return frame.astype(dict.fromkeys(_SHARE_COLUMNS[:4], "str"))


def _tiled(names: Sequence[str], n: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(np.tile(np.arange(len(names), dtype=np.int32), n), pa.array(list(names)))
