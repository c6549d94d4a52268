"""Who is compared with whom: groups, clusters (stories, wire copies, articles), outlets, and what may mislead.

The articles of one story are one cluster, and so are the copies of one wire text wherever they ran. Where `by` is a
property that several outlets share (leaning, country, ownership), the comparison is between kinds of outlet and the
outlets are a sample too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.copies import TextsAt, column_codes, column_of, wire_copies
from framing.errors import DataError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MIN_CLUSTERS",
    "REST",
    "Design",
    "design_of",
    "imbalances",
    "texts_of",
    "unread",
    "wire_copies",
    "wire_texts",
]

Ints = NDArray[np.int64]

MIN_CLUSTERS: Final = 10
REST: Final = "(all others)"
_GAP: Final = 0.1


@dataclass(frozen=True, slots=True)
class Design:
    """The layout of a comparison.

    Attributes
    ----------
    groups : tuple of str
        Names of the groups, sorted.
    group : ndarray of int
        Group of each article; -1 where `by` is missing.
    cluster : ndarray of int
        Cluster of each article, numbered from 0.
    stories : bool
        Whether the clusters are stories (else articles and wire copies).
    outlet : ndarray of int or None
        Outlet of each article where the comparison is between kinds of outlet.
    warnings : tuple of str
        What a reader of the results should know.
    """

    groups: tuple[str, ...]
    group: Ints
    cluster: Ints
    stories: bool
    outlet: Ints | None
    warnings: tuple[str, ...]

    @property
    def unit(self) -> str:
        """What is resampled, in words."""
        return "stories" if self.stories else "articles"

    def units(self, n: int) -> str:
        """Count what is resampled, in words."""
        one = "story" if self.stories else "article"
        return f"{n} {one if n == 1 else self.unit}"

    def pairs(self, reference: str | None) -> list[tuple[str, str]]:
        """Pairs to compare: two groups once; more against ``reference``, each against all others, or ``"pairs"``."""
        if reference == "pairs":
            return [(b, a) for a, b in combinations(self.groups, 2)]
        if reference is None:
            if len(self.groups) == 2:
                return [(self.groups[1], self.groups[0])]
            return [(g, REST) for g in self.groups]
        if reference not in self.groups:
            raise SettingError(given_possible("reference", reference, [*self.groups, "pairs"]))
        return [(g, reference) for g in self.groups if g != reference]

    def rows(self, group: str, against: str) -> tuple[Ints, NDArray[np.bool_]]:
        """Articles of a pair of groups, and which of them are of the first."""
        first = self.group == self.groups.index(group)
        second = (self.group >= 0) & ~first if against == REST else self.group == self.groups.index(against)
        rows = np.flatnonzero(first | second)
        return rows, first[rows]


def _column(articles: pd.DataFrame, name: str) -> pd.Series[str]:
    if name not in articles:
        raise SettingError(given_possible("column", name, sorted(map(str, articles.columns))))
    return column_of(articles, name)


def design_of(
    articles: pd.DataFrame,
    by: str,
    within: str | None = None,
    cluster: str | None = None,
    *,
    texts: Sequence[str | None] | TextsAt | None = None,
    least: int = 2,
) -> Design:
    """Read the design of a comparison off the articles table.

    Parameters
    ----------
    articles : DataFrame
        ``profiles.articles``.
    by : str
        Column that holds the groups.
    within : str, optional
        Column whose values pair the groups (``story``).
    cluster : str, optional
        Column of what is independent; by default `within`, else ``story`` where there is one, else the article.
        Wire copies are joined unless this is given.
    texts : sequence of str, or callable, optional
        Texts of the articles, to recognise wire copies by, or what gives those at some places (`wire_texts`).
    least : int
        Groups needed.

    Raises
    ------
    DataError
        With fewer than two groups, or where ``within`` is empty.
    """
    groups, names = column_codes(_column(articles, by))
    if len(names) < least:
        what = f"only one group ({names[0]!r})" if names else "no value"
        need = "two groups or more" if least > 1 else "at least one group"
        raise DataError(f"column {by!r} has {what}; this needs {need}")
    warnings = []
    missing = int((groups < 0).sum())
    if missing:
        warnings.append(f"{missing} of {len(articles)} articles have no {by!r} and are in no group")
    column = cluster or within or ("story" if "story" in articles and articles["story"].notna().any() else None)
    stories = column is not None
    if column is not None:
        ids, _ = column_codes(_column(articles, column))
        if within is not None and (ids < 0).all():
            raise DataError(
                f"column {within!r} is empty, so nothing can be compared within it; fill it "
                "(framing.group_stories proposes stories) or leave out within="
            )
        alone = np.flatnonzero(ids < 0)
        if len(alone):
            warnings.append(f"{len(alone)} articles have no {column!r}; each is a cluster of its own")
            ids = ids.copy()
            ids[alone] = ids.max() + 1 + np.arange(len(alone))
    else:
        ids = np.arange(len(articles), dtype=np.int64)
    if within is not None:
        sides = np.unique(np.stack([ids[groups >= 0], groups[groups >= 0]]), axis=1)[0]
        all_of, of_one = len(np.unique(sides)), int((np.unique(sides, return_counts=True)[1] == 1).sum())
        if of_one:
            what = "stories" if within == "story" else f"values of {within!r}"
            warnings.append(f"{of_one} of {all_of} {what} have articles of one group only and add nothing within them")
    if cluster is None:
        ids = _joined(ids, wire_copies(articles, texts))
    outlet = _kinds(articles, by, groups)
    named = tuple(names)
    warnings += imbalances(articles, groups, named, by)
    return Design(named, groups, ids, stories, outlet, tuple(warnings))


def _joined(first: Ints, second: Ints) -> Ints:
    """Clusters connected through either numbering."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(first)
    if n == 0:
        return first
    top = int(first.max()) + 1
    size = top + int(second.max()) + 1
    links = coo_array((np.ones(n), (first, second + top)), shape=(size, size))
    _, label = connected_components(links, directed=False)
    return np.unique(label[first], return_inverse=True)[1].astype(np.int64)


def _kinds(articles: pd.DataFrame, by: str, groups: Ints) -> Ints | None:
    """Outlet numbers, where every outlet is in one group and some group has several."""
    if by == "outlet" or "outlet" not in articles:
        return None
    outlets, names = column_codes(_column(articles, "outlet"))
    known = (outlets >= 0) & (groups >= 0)
    pairs = np.unique(np.stack([outlets[known], groups[known]]), axis=1)
    if pairs.shape[1] == 0 or len(np.unique(pairs[0])) < pairs.shape[1]:
        return None
    if np.bincount(pairs[1]).max() < 2:
        return None
    # An article without outlet counts as an outlet of its own.
    lone = np.flatnonzero(outlets < 0)
    outlets = outlets.copy()
    outlets[lone] = len(names) + np.arange(len(lone))
    return outlets


def imbalances(articles: pd.DataFrame, group: Ints, names: Sequence[str], by: str = "outlet") -> list[str]:
    """Warn where groups differ by more than ten points in genre, wire share or translation.

    Examples
    --------
    >>> import pandas as pd
    >>> a = pd.DataFrame({"genre": ["news", "news", "opinion", "opinion"]})
    >>> imbalances(a, np.array([0, 0, 1, 1]), ["A", "B"])[0]
    'groups differ in genre: opinion 0 % (A) to 100 % (B) of articles; a difference may be one of genre'
    """
    out = []
    known = group >= 0
    shares: list[tuple[str, str, NDArray[np.bool_]]] = []
    if "genre" in articles and by != "genre":
        values = _column(articles, "genre").fillna("unknown").to_numpy()
        shares += [("genre", str(v), values == v) for v in sorted(set(values)) if v != "news"]
    if "wire_source" in articles and by != "wire_source":
        shares.append(("wire share", "wire text", _column(articles, "wire_source").notna().to_numpy()))
    if "translated_from" in articles and by != "translated_from":
        shares.append(("translation", "translated", _column(articles, "translated_from").notna().to_numpy()))
    sizes = np.bincount(group[known], minlength=len(names))
    told: dict[str, list[str]] = {}
    for what, label, flag in shares:
        part = np.bincount(group[known & flag], minlength=len(names)) / np.maximum(sizes, 1)
        low, high = int(part.argmin()), int(part.argmax())
        if part[high] - part[low] > _GAP:
            told.setdefault(what, []).append(
                f"{label} {part[low]:.0%} ({names[low]}) to {part[high]:.0%} ({names[high]})".replace("%", " %")
            )
    for what, ranges in told.items():
        out.append(f"groups differ in {what}: {', '.join(ranges)} of articles; a difference may be one of {what}")
    return out


def texts_of(profiles: object, ids: pd.Series[str]) -> list[str | None] | None:
    """Texts of the articles in order, where the profiles kept them."""
    texts = getattr(profiles, "texts", None)
    if texts is None:
        return None
    found = texts.reindex(ids)
    return [None if missing else str(text) for text, missing in zip(found, found.isna(), strict=True)]


def wire_texts(profiles: object, articles: pd.DataFrame) -> TextsAt | None:
    """Give what reads the texts of some articles when they are asked for; None where the profiles kept none."""
    if getattr(profiles, "kept_texts" if hasattr(profiles, "kept_texts") else "texts", None) is None:
        return None

    def read(places: Ints) -> Sequence[str | None]:
        ids = articles["article_id"].iloc[places]
        some = getattr(profiles, "texts_of", None)
        texts = profiles.texts if some is None else some(ids)  # type: ignore[attr-defined]
        found = texts.reindex(ids)
        return [None if missing else str(text) for text, missing in zip(found, found.isna(), strict=True)]

    return read


def unread(articles: pd.DataFrame) -> tuple[str, ...]:
    """Warn of articles that could not be read and are therefore in no figure."""
    n = int(articles["problem"].notna().sum()) if "problem" in articles else 0
    return (f"{n} of {len(articles)} articles could not be read and are in no figure (column 'problem')",) if n else ()
