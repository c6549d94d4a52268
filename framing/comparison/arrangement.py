"""Groups and features ordered so that similar ones stand together: what a heat map is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import DataError, SettingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison.aggregate import Aggregate

__all__ = ["Arrangement", "arrange"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Values of groups and features, similar ones next to each other.

    Attributes
    ----------
    values : DataFrame
        Groups × features, in the order found; NaN where there was no opportunity.
    opportunities : DataFrame
        Of the same shape.
    n_articles : DataFrame
        Of the same shape: articles with opportunities.
    group_links, feature_links : ndarray, shape (n - 1, 4)
        The mergers, as `scipy.cluster.hierarchy.linkage` numbers them, where items are numbered in the order found;
        empty for one item.
    measure : str
        Of the values.
    settings : mapping
        Those of the aggregate, and how the order was found.
    warnings : tuple of str
    provenance : object
    """

    values: pd.DataFrame
    opportunities: pd.DataFrame
    n_articles: pd.DataFrame
    group_links: Floats
    feature_links: Floats
    measure: str
    settings: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    provenance: Any = None


def arrange(result: Aggregate, measure: str | None = None, *, least: int = 1) -> Arrangement:
    """Order groups and features by likeness: average linkage, with the order of leaves that keeps neighbours closest.

    The distance of two groups is the root of the mean squared difference over the features for which both have
    opportunities, that of two features the same over groups; where two have nothing in common they are as far apart as
    the farthest two others. Features enter as they are: those with larger values count more.

    Parameters
    ----------
    result : Aggregate
        From ``fr.aggregate``.
    measure : str, optional
        Which one, where the result has several.
    least : int
        Leave out features with fewer hits in all groups together.

    Returns
    -------
    Arrangement

    Raises
    ------
    SettingError
        For a measure that is not there, or several and none named.
    DataError
        Where no feature has ``least`` hits.

    References
    ----------
    Bar-Joseph, Gifford and Jaakkola (2001), Fast optimal leaf ordering for hierarchical clustering, Bioinformatics 17.

    Examples
    --------
    >>> import framing as fr
    >>> texts = {"A": "Terrorists fled.", "B": "Gunmen fled.", "C": "Terrorists hid. Terrorists ran. Gunmen ran."}
    >>> corpus = fr.as_corpus([{"article_id": o, "outlet": o, "text": t} for o, t in texts.items()])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> found = arrange(fr.aggregate(profiles, measures="shares:armed_actor"))
    >>> found.values.index.tolist()
    ['A', 'C', 'B']
    """
    table = result.table
    measures = list(dict.fromkeys(table["measure"]))
    if measure is None and len(measures) != 1:
        raise SettingError(f"there are several measures; name one of {', '.join(map(repr, measures))}")
    name = measure if measure is not None else measures[0]
    table = table[table["measure"] == name]
    if not len(table):
        raise SettingError(f"measure {name!r} is not in this result; possible: {', '.join(map(repr, measures))}")
    hits = table.groupby("feature", sort=False)["hits"].sum()
    used = [feature for feature in hits.index if hits[feature] >= least]
    if not used:
        raise DataError(f"no feature has {least} hits in all groups together; lower least, or widen voice and zones")
    wide = {
        column: table.pivot(index="group", columns="feature", values=column)[used]
        for column in ("estimate", "opportunities", "n_articles")
    }
    values = wide["estimate"].to_numpy(dtype=np.float64)
    rows, group_links = _ordered(values)
    columns, feature_links = _ordered(values.T)
    settings = {**result.settings, "order": "average linkage of root mean squared differences", "least": least}
    return Arrangement(
        wide["estimate"].iloc[rows, columns],
        wide["opportunities"].iloc[rows, columns],
        wide["n_articles"].iloc[rows, columns],
        group_links,
        feature_links,
        str(name),
        settings,
        result.warnings,
        result.provenance,
    )


def _ordered(values: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Order rows by likeness; give the mergers with rows numbered in the new order."""
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering

    n = len(values)
    if n < 2:
        return np.arange(n), np.zeros((0, 4))
    gaps = _gaps(values)
    links = optimal_leaf_ordering(linkage(gaps, "average"), gaps)
    order = np.asarray(leaves_list(links), dtype=np.int64)
    # A tree can be read from either end: the end with the larger mean comes first, then the earlier item.
    means = np.nanmean(np.where(np.isnan(values).all(axis=1, keepdims=True), 0.0, values), axis=1)[order]
    gap = means[: n // 2].mean() - means[-(n // 2) :].mean()
    if gap < -1e-12 or (abs(gap) <= 1e-12 and order[0] > order[-1]):
        order = order[::-1].copy()
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    links = links.copy()
    for side in (0, 1):
        leaf = links[:, side] < n
        links[leaf, side] = place[links[leaf, side].astype(np.int64)]
    return order, np.asarray(links, dtype=np.float64)


def _gaps(values: Floats) -> Floats:
    """Root mean squared differences of all pairs of rows, in scipy's condensed order."""
    first, second = np.triu_indices(len(values), 1)
    difference = values[first] - values[second]
    known = ~np.isnan(difference)
    with np.errstate(invalid="ignore", divide="ignore"):
        gaps = np.sqrt((np.where(known, difference, 0.0) ** 2).sum(axis=1) / known.sum(axis=1))
    farthest = np.nanmax(gaps) if (~np.isnan(gaps)).any() else 1.0
    return np.asarray(np.where(np.isnan(gaps), farthest, gaps))
