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

from framing.errors import DataError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MIN_CLUSTERS", "REST", "Design", "design_of", "imbalances", "texts_of", "unread", "wire_copies"]

Ints = NDArray[np.int64]

MIN_CLUSTERS: Final = 10
REST: Final = "(all others)"
_GAP: Final = 0.1
_SHINGLE: Final = 5
_COPY: Final = 0.5


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
    values = articles[name]
    values = values.astype("object").where(values.notna(), None)
    return values.map(lambda v: None if v is None or v == "" else str(v))


def _codes(values: pd.Series[str]) -> tuple[Ints, list[str]]:
    import pandas as pd

    names = sorted(values.dropna().unique())
    return pd.Index(names, dtype=object).get_indexer(pd.Index(values, dtype=object)).astype(np.int64), names


def design_of(
    articles: pd.DataFrame,
    by: str,
    within: str | None = None,
    cluster: str | None = None,
    *,
    texts: Sequence[str | None] | None = None,
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
    texts : sequence of str, optional
        Texts of the articles, to recognise wire copies by.
    least : int
        Groups needed.

    Raises
    ------
    DataError
        With fewer than two groups, or where ``within`` is empty.
    """
    groups, names = _codes(_column(articles, by))
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
        ids, _ = _codes(_column(articles, column))
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
    outlets, names = _codes(_column(articles, "outlet"))
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


def wire_copies(articles: pd.DataFrame, texts: Sequence[str | None] | None = None) -> Ints:
    """Number the articles so that copies of one wire text share a number.

    A column ``wire_cluster`` (`framing.corpus.with_wire_clusters`) decides where there is one. Else only articles with
    a ``wire_source`` can be copies, and only of one source: with ``texts``, two are copies when at least half of their
    distinct runs of five words are shared (linked copies chain); without, when headlines agree but for case and
    punctuation.

    Examples
    --------
    >>> import pandas as pd
    >>> a = pd.DataFrame({"wire_source": ["X", "X", None], "headline": ["A raid!", "a raid", "A raid"]})
    >>> wire_copies(a).tolist()
    [0, 0, 1]
    """
    n = len(articles)
    number = np.arange(n, dtype=np.int64)
    if "wire_cluster" in articles and articles["wire_cluster"].notna().any():
        known, names = _codes(_column(articles, "wire_cluster"))
        return np.unique(np.where(known >= 0, known, len(names) + number), return_inverse=True)[1].astype(np.int64)
    if "wire_source" not in articles:
        return number
    sources, _ = _codes(_column(articles, "wire_source"))
    wired = np.flatnonzero(sources >= 0)
    if len(wired) < 2:
        return number
    if texts is not None:
        label = _near_copies([texts[i] or "" for i in wired.tolist()], sources[wired])
    elif "headline" in articles:
        heads = articles["headline"].iloc[wired].fillna("").astype(str)
        folded = ["".join(c for c in h.casefold() if c.isalnum()) for h in heads]
        keys: dict[tuple[int, str], int] = {}
        label = np.array(
            [
                keys.setdefault((int(s), h or f"\0{i}"), i)
                for i, (s, h) in enumerate(zip(sources[wired], folded, strict=True))
            ]
        )
    else:
        return number
    first = np.full(int(label.max()) + 1, -1, dtype=np.int64)
    first[label[::-1]] = wired[::-1]
    number[wired] = first[label]
    return np.unique(number, return_inverse=True)[1].astype(np.int64)


def _near_copies(texts: Sequence[str], sources: Ints) -> Ints:
    import re

    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import connected_components

    rows, columns = [], []
    seen: dict[tuple[int, ...] | tuple[str, ...], int] = {}
    for i, (text, source) in enumerate(zip(texts, sources, strict=True)):
        words = re.findall(r"\w+", text.casefold())
        runs = {tuple(words[k : k + _SHINGLE]) for k in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
        for run in runs:
            rows.append(i)
            columns.append(seen.setdefault((str(source), *run), len(seen)))
    if not rows:
        return np.arange(len(texts), dtype=np.int64)
    has = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(seen)))
    # A run that one article alone has links nothing.
    size = np.asarray(has.sum(axis=1)).ravel()
    shared = has[:, np.flatnonzero(np.asarray(has.sum(axis=0)).ravel() > 1)]
    both = coo_array(shared @ shared.T)
    a, b = both.coords
    copies = both.data / (size[a] + size[b] - both.data) >= _COPY
    links = coo_array((np.ones(int(copies.sum())), (a[copies], b[copies])), shape=(len(texts),) * 2)
    _, label = connected_components(links, directed=False)
    return np.asarray(label, dtype=np.int64)


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


def unread(articles: pd.DataFrame) -> tuple[str, ...]:
    """Warn of articles that could not be read and are therefore in no figure."""
    n = int(articles["problem"].notna().sum()) if "problem" in articles else 0
    return (f"{n} of {len(articles)} articles could not be read and are in no figure (column 'problem')",) if n else ()
