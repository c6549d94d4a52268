"""Counts, rates and shares as aggregates of mentions: everything here is a groupby that a reader can repeat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from framing.document.model import PROPER_ZONES, VOICES, WORDING, ZONES
from framing.errors import SettingError, given_possible
from framing.lexicon.model import ChoiceSet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["count_features", "select_rows", "share_variants", "voices_for", "zones_for"]

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
    if mentions.empty:
        return pd.DataFrame(0.0, index=index, columns=list(features))
    values = mentions["weight"] if weighted else pd.Series(1.0, index=mentions.index)
    table = values.groupby([mentions["article_id"], mentions["feature"]]).sum().unstack(fill_value=0)
    counted = table.reindex(index=index, columns=list(features), fill_value=0.0).fillna(0.0)
    counted.columns.name = None
    return counted


def share_variants(
    mentions: pd.DataFrame, uncertain: pd.DataFrame, article_ids: Sequence[str], choice_set: ChoiceSet
) -> pd.DataFrame:
    """Share of each variant among the opportunities of its set, by article.

    Parameters
    ----------
    mentions : pandas.DataFrame
        The mentions that count.
    uncertain : pandas.DataFrame
        Mentions of voice ``uncertain`` that do not count in ``mentions``; they make the bounds.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id, choice_set, variant, role, hits, opportunities, share, low, high``: ``low`` counts
        no uncertain hit of the variant and every one of its rivals, ``high`` the reverse.
    """
    import numpy as np
    import pandas as pd

    variants = [variant.name for variant in choice_set.variants]
    features = [f"{choice_set.name}.{variant}" for variant in variants]
    hits = count_features(mentions[mentions["choice_set"] == choice_set.name], article_ids, features).to_numpy()
    unsure = count_features(uncertain[uncertain["choice_set"] == choice_set.name], article_ids, features).to_numpy()
    total, total_unsure = hits.sum(axis=1, keepdims=True), unsure.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = hits / total
        low = hits / (total + total_unsure - unsure)
        high = (hits + unsure) / (total + unsure)
    n, k = hits.shape
    return pd.DataFrame(
        {
            "article_id": np.repeat(np.asarray(article_ids, dtype=object), k),
            "choice_set": choice_set.name,
            "variant": variants * n,
            "role": [variant.role for variant in choice_set.variants] * n,
            "hits": hits.ravel(),
            "opportunities": np.repeat(total.ravel(), k),
            "share": share.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    ).astype({"article_id": "str"})
