"""Counts, rates and shares as aggregates of mentions: everything here is a groupby that a reader can repeat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.document.model import PROPER_ZONES, VOICES, WORDING, ZONES
from framing.errors import SettingError, given_possible
from framing.lexicon.model import ChoiceSet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["count_features", "count_matrix", "select_rows", "share_variants", "voices_for", "zones_for"]

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
    import pandas as pd

    features = [f"{part.name}.{variant.name}" for part in choice_sets for variant in part.variants]
    all_hits = count_matrix(mentions, article_ids, features)
    all_unsure = count_matrix(uncertain, article_ids, features)
    n, columns = len(article_ids), 0
    parts: dict[str, list[Any]] = {name: [] for name in _SHARE_COLUMNS}
    for part in choice_sets:
        k = len(part.variants)
        hits, unsure = all_hits[:, columns : columns + k], all_unsure[:, columns : columns + k]
        columns += k
        total, total_unsure = hits.sum(axis=1, keepdims=True), unsure.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = (hits / total, hits / (total + total_unsure - unsure), (hits + unsure) / (total + unsure))
        parts["article_id"].append(np.repeat(np.asarray(article_ids, dtype=object), k))
        parts["choice_set"].append(np.full(n * k, part.name, dtype=object))
        parts["variant"].append(np.tile(np.asarray([v.name for v in part.variants], dtype=object), n))
        parts["role"].append(np.tile(np.asarray([v.role for v in part.variants], dtype=object), n))
        parts["hits"].append(hits.ravel())
        parts["opportunities"].append(np.repeat(total.ravel(), k))
        for name, values in zip(("share", "low", "high"), shares, strict=True):
            parts[name].append(values.ravel())
    table = {name: np.concatenate(values) if values else np.array([]) for name, values in parts.items()}
    return pd.DataFrame(table).astype(dict.fromkeys(("article_id", "choice_set", "variant", "role"), "str"))
