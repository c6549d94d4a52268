"""Counts, rates and shares as aggregates of mentions: everything here is a groupby that a reader can repeat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.document.model import PROPER_ZONES, VOICES, WORDING, ZONES
from framing.errors import DataError, SettingError, given_possible
from framing.lexicon.model import ChoiceSet

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "count_features",
    "count_matrix",
    "pool",
    "select_rows",
    "share_columns",
    "share_table",
    "share_variants",
    "variant_features",
    "voices_for",
    "zones_for",
]

Floats = NDArray[np.float64]

MAX_SHARES = 40_000_000
"""Most rows of a table of shares: about four gigabytes."""

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

    n, k = len(article_ids), all_hits.shape[1]
    if n * k > MAX_SHARES:
        raise DataError(
            f"shares of {k:,} variants in {n:,} articles would be a table of {n * k:,} rows; ask for one choice set, "
            "for groups with by=..., or for the wide table()"
        )
    numbers = {name: np.empty(n * k) for name in _SHARE_COLUMNS[4:]}
    first = 0
    for part in choice_sets:
        size = len(part.variants)
        hits, unsure = all_hits[:, first : first + size], all_unsure[:, first : first + size]
        rows = slice(n * first, n * (first + size))
        total, total_unsure = hits.sum(axis=1, keepdims=True), unsure.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            numbers["hits"][rows] = hits.ravel()
            numbers["opportunities"][rows] = np.repeat(total, size)
            numbers["share"][rows] = (hits / total).ravel()
            numbers["low"][rows] = (hits / (total + total_unsure - unsure)).ravel()
            numbers["high"][rows] = ((hits + unsure) / (total + unsure)).ravel()
        if unread is not None and unread.any():
            for values in numbers.values():
                values[rows].reshape(n, size)[unread] = np.nan
        first += size
    sizes = [len(part.variants) for part in choice_sets]
    variants = [variant for part in choice_sets for variant in part.variants]
    within = [np.tile(np.arange(size), n) + sum(sizes[:place]) for place, size in enumerate(sizes)]
    places = np.concatenate([np.zeros(0, np.int64), *within]).astype(np.int32)
    articles = [np.repeat(np.arange(n, dtype=np.int32), size) for size in sizes]
    frame = pd.DataFrame(
        {
            "article_id": _named(np.concatenate([np.zeros(0, np.int32), *articles]), article_ids),
            "choice_set": _named(places, [part.name for part in choice_sets for _ in part.variants]),
            "variant": _named(places, [variant.name for variant in variants]),
            "role": _named(places, [variant.role for variant in variants]),
        }
    )
    for name in _SHARE_COLUMNS[4:]:
        frame[name] = numbers.pop(name)
    return frame


def share_columns(hits: Floats, choice_sets: Sequence[ChoiceSet]) -> Floats:
    """Turn hits of the variants of all sets in order into shares, in place."""
    first = 0
    for part in choice_sets:
        own = hits[:, first : first + len(part.variants)]
        with np.errstate(invalid="ignore", divide="ignore"):
            own /= own.sum(axis=1, keepdims=True)
        first += len(part.variants)
    return hits


def pool(groups: pd.Series[Any], *counts: Floats) -> tuple[list[Any], list[Floats]]:
    """Add up rows of articles by group: the groups' names in order, and the sums of each array.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> names, [sums] = pool(pd.Series(["B", "A", None, "B"]), np.array([[1.0], [2.0], [4.0], [8.0]]))
    >>> names, sums.ravel().tolist()
    (['A', 'B'], [2.0, 9.0])
    """
    names = sorted(groups.dropna().unique())
    member = groups.map({name: place for place, name in enumerate(names)}).fillna(-1).to_numpy(np.int64)
    sums = []
    for values in counts:
        pooled = np.zeros((len(names), values.shape[1]))
        np.add.at(pooled, member[member >= 0], values[member >= 0])
        sums.append(pooled)
    return names, sums


def _named(places: NDArray[np.int32], names: Sequence[str]) -> Any:
    """Give the names at some places as texts of a table."""
    import pandas as pd

    return pd.array(pa.array(list(names), pa.large_string()).take(pa.array(places)), dtype="str")
